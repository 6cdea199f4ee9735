"""A generated page: where it stands, what it is called, what it says."""

from __future__ import annotations

from typing import NamedTuple


class Page(NamedTuple):
    """A page of the site. `uri` is a folder address such as `registers/incident/`; `body` is HTML."""

    uri: str
    title: str
    body: str
    in_nav: bool = False  # such pages get a stub of their own; the others share the shell
    section: str = ""  # pages of one section stand together under its name in the navigation
    register: str | None = None  # the register a record belongs to, marked as current


SLOT = "<!--kb-slot-->"  # where the Markdown of a document goes inside its record's page
