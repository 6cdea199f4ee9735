"""The forms: a page for each kind that people record, drawn by our scripts, and the list of them.

They are for readers who see everything: what others may choose from would tell them what is kept back.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import NamedTuple

from generators import address
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.site import form_files
from generators.site.page import Page
from generators.site.render import body
from generators.words import say


class Group(NamedTuple):
    """The kinds of one element."""

    element: str
    kinds: tuple[Kind, ...]


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the list, which is in the navigation, and the forms."""
    if base.reader.is_outside:
        return
    shared = partial(form_files.shared, base)
    yield Page(
        address.FORMS, say("entry.title"), partial(_list, base), in_nav=True, is_wide=True, beside=shared
    )
    for kind in form_files.kinds(base):
        title = say("entry.one", kind=kind.title)
        beside = partial(form_files.files, base, kind)
        yield Page(address.form(kind.name), title, partial(_form, kind), beside=beside)


def _list(base: KnowledgeBase) -> str:
    found = form_files.kinds(base)
    groups = [
        Group(say(f"element.{element}"), tuple(kinds))
        for element, kinds in groupby(found, key=lambda one: one.element or "none")
    ]
    return body("forms.html.jinja", address.FORMS, groups=groups)


def _form(kind: Kind) -> str:
    here = address.form(kind.name)
    data = (f"{address.FORMS}{form_files.SHARED}", f"{here}{form_files.KIND}")
    return body("form.html.jinja", here, kind=kind, scripts=(*data, *form_files.SCRIPTS))
