"""Which books are for what: by the things they are for, by codes and words in a text, by earlier causes.

What has no book is a gap, with the calls that would have needed one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import fields, runs
from generators.measures.figure import Group
from generators.measures.once import once
from generators.records.record import Record, in_order

_THINGS, _CODES, _WORDS = "assets", ("codes",), ("symptoms", "synonyms")
_SHORT = 2  # a code or a word of so few characters stands in any text


class Way(NamedTuple):
    """A book, and what leads to it: a thing, a code or word of the text, or the cause of the calls given."""

    book: str
    thing: str = ""
    word: str = ""
    calls: Group = Group("", ())


class Gap(NamedTuple):
    """A thing or a cause without a book, and the calls that named it."""

    name: str
    calls: Group


class Gaps(NamedTuple):
    """What has no book."""

    things: tuple[Gap, ...]
    causes: tuple[Gap, ...]
    bare: Group  # books that nothing leads to: no symptom, no code, no word, no thing


def ways(base: KnowledgeBase, record: Record) -> tuple[Way, ...]:
    """Give the books for a record, each once: by words that it says, then by thing, then by cause."""
    found: dict[str, Way] = {}
    for one in (*_by_words(base, record), *_by_thing(base, record), *_by_cause(base, record)):
        found.setdefault(one.book, one)
    return tuple(found.values())


@once
def by_thing(base: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    """Give the books by the thing that they are for."""
    return dict(sorted(_of_things(base).items()))


@once
def gaps(base: KnowledgeBase) -> Gaps:
    """Give what no book is for, what was called for most often first."""
    known, used = _of_things(base), _of_causes(base)
    things: dict[str, list[str]] = {one.id: [] for one in _things(base) if one.id not in known}
    causes: dict[str, list[str]] = {}
    for call in _calls(base):
        for thing in map(str, call.data.get(_THINGS, ())):
            if thing in things:
                things[thing].append(call.id)
        cause = str(call.data.get(call.kind.role("cause"), ""))
        if cause and cause not in used:
            causes.setdefault(cause, []).append(call.id)
    bare = (
        one.id for one in _books(base) if not any(name in one.data for name in (_THINGS, *_CODES, *_WORDS))
    )
    return Gaps(_gaps(things), _gaps(causes), Group("bare", tuple(sorted(bare, key=in_order))))


def book_kind(base: KnowledgeBase) -> Kind | None:
    """Give the kind whose steps people follow."""
    for kind in fields.kinds_with(base, "outcome", "step-state"):
        ref = kind.fields[runs.book_field(kind)].ref
        return base.kinds.sound.get(ref.kinds[0]) if ref else None
    return None


@once
def by_cause(base: KnowledgeBase) -> Mapping[str, tuple[Way, ...]]:
    """Give the books by the cause of the calls that they were used for, the most used first."""
    return {
        cause: tuple(
            Way(book, calls=Group(cause, tuple(ids)))
            for book, ids in sorted(some.items(), key=lambda one: (-len(one[1]), one[0]))
        )
        for cause, some in sorted(_of_causes(base).items())
    }


def _gaps(found: dict[str, list[str]]) -> tuple[Gap, ...]:
    order = sorted(found.items(), key=lambda one: (-len(one[1]), in_order(one[0])))
    return tuple(Gap(name, Group(name, tuple(ids))) for name, ids in order)


def _by_thing(base: KnowledgeBase, record: Record) -> Iterator[Way]:
    known = _of_things(base)
    for thing in (record.id, *map(str, record.data.get(_THINGS, ()))):
        for book in known.get(thing, ()):
            yield Way(book, thing=thing)


def _by_words(base: KnowledgeBase, record: Record) -> Iterator[Way]:
    """Yield the books of which a code or a caller's word stands in what was reported."""
    if not record.kind.role("level"):
        return
    told = record.title.casefold()
    for book in _books(base):
        words = [str(one) for name in (*_CODES, *_WORDS) for one in book.data.get(name, ())]
        found = next((one for one in words if len(one) > _SHORT and one.casefold() in told), "")
        if found:
            yield Way(book.id, word=found)


def _by_cause(base: KnowledgeBase, record: Record) -> Iterator[Way]:
    cause = str(record.data.get(record.kind.role("cause"), ""))
    yield from by_cause(base).get(cause, ())


@once
def _of_things(base: KnowledgeBase) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for book in _books(base):
        for thing in book.data.get(_THINGS, ()):
            found.setdefault(str(thing), []).append(book.id)
    return {thing: tuple(some) for thing, some in found.items()}


@once
def _of_causes(base: KnowledgeBase) -> Mapping[str, Mapping[str, list[str]]]:
    found: dict[str, dict[str, list[str]]] = {}
    books = {one.id for one in _books(base)}
    for call in _calls(base):
        cause = str(call.data.get(call.kind.role("cause"), ""))
        for book in {link.target for link in base.facts.named_by(call.id)} & books if cause else ():
            found.setdefault(cause, {}).setdefault(book, []).append(call.id)
    return found


def _books(base: KnowledgeBase) -> tuple[Record, ...]:
    kind = book_kind(base)
    return fields.records(base, kind) if kind else ()


def _things(base: KnowledgeBase) -> Iterator[Record]:
    """Yield what a book can be for."""
    kind = book_kind(base)
    ref = kind.field((_THINGS, 0)).ref if kind else None
    for name in ref.kinds if ref else ():
        if name in base.kinds.sound:
            yield from fields.records(base, base.kinds.sound[name])


def _calls(base: KnowledgeBase) -> Iterator[Record]:
    for kind in base.shown:
        if kind.role("level"):
            yield from fields.records(base, kind)
