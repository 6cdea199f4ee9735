"""A generated page: where it stands, what it is called, and how its body is made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from generators.words import say


class Page(NamedTuple):
    """A page of the site. `uri` is a folder address such as `registers/incident/`."""

    uri: str
    title: str
    make: Callable[[], str]  # gives the body as HTML; nothing is rendered, or kept, before it is written
    in_nav: bool = False  # such pages get a stub of their own; the others share the shell
    section: str = ""  # pages of one section stand together under its name in the navigation
    contents: bool = False  # whether the body has headings for a table of contents
    is_wide: bool = False  # whether it has the whole width: no navigation and no contents beside it
    register: str | None = None  # the register a record belongs to; the tab of that is the record's
    answer: str = ""  # what the heading says beside the title, which is also the name in the navigation
    beside: Callable[[], Iterable[tuple[str, str]]] = tuple  # files in the page's folder: name, text

    @property
    def heading(self) -> str:
        """What stands over the page."""
        return say("page.heading", title=self.title, answer=self.answer) if self.answer else self.title

    @property
    def body(self) -> str:
        """The body, made anew each time."""
        return self.make()


SLOT = "<!--kb-slot-->"  # where the Markdown of a document goes inside its record's page
