"""The forms: a page for each kind that people record, drawn by our scripts, and the list of them.

A reader has the forms of the kinds that they fill in (`x-filled-by`), made of a base that was cut to them.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import NamedTuple

from generators import address
from generators.kinds.called import filled, written
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.site import form_files, run_beside
from generators.site.page import Page
from generators.site.render import body
from generators.words import say


class Group(NamedTuple):
    """The kinds of one element."""

    element: str
    kinds: tuple[Kind, ...]


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the list, which is in the navigation, and the forms."""
    kinds = _kinds(base)
    if not kinds:
        return
    shared = partial(form_files.shared, base)
    yield Page(
        address.FORMS, say("entry.title"), partial(_list, base), in_nav=True, is_wide=True, beside=shared
    )
    for kind in kinds:
        title = say("entry.one", kind=kind.title)
        beside = partial(_files, base, kind)
        make = partial(_form, kind)
        yield Page(address.form(kind.name), title, make, about=kind.about, beside=beside)


def _kinds(base: KnowledgeBase) -> tuple[Kind, ...]:
    """Give the kinds that have a form: documents begin as drafts, which are handed over like records."""
    who = base.reader.who
    return (*filled(base.kinds, who), *written(base.kinds, who))


def _files(base: KnowledgeBase, kind: Kind) -> Iterator[tuple[str, str]]:
    """Yield what the form loads, and what runs of books load that become such records."""
    yield from form_files.files(base, kind)
    yield from run_beside.shared_files(base, kind)


def _list(base: KnowledgeBase) -> str:
    some = filled(base.kinds, base.reader.who)
    groups = [
        Group(say(f"element.{element}"), tuple(kinds))
        for element, kinds in groupby(some, key=lambda one: one.element or "none")
    ]
    if pages := written(base.kinds, base.reader.who):
        groups.append(Group(say("entry.documents"), pages))
    return body("forms.html.jinja", address.FORMS, groups=groups)


def _form(kind: Kind) -> str:
    here = address.form(kind.name)
    shared, program = (f"{address.FORMS}{name}" for name in (form_files.SHARED, form_files.PROGRAM))
    scripts = (shared, f"{here}{form_files.KIND}", program)
    return body("form.html.jinja", here, kind=kind, scripts=scripts)
