"""What need not be judged again: records whose life is over, while nothing else changed.

What is said of a record rests on it, on its links, on what is asked, and on whatever else was looked up on
the way, which is noted. If all of that is as it was, and the hour plays no part, it would be said again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Generic, NamedTuple, TypeVar

from generators.records.facts import Facts
from generators.records.links import Link
from generators.records.noting import Notes
from generators.records.record import Record

_Value = TypeVar("_Value")
Judge = Callable[[Record], _Value]


class Asking(NamedTuple, Generic[_Value]):
    """What is asked of each of some records."""

    name: object  # under which it is known
    asked: object  # all that is the same for each record, but for the hour
    facts: Facts
    judge: Callable[[Facts], Judge[_Value]]  # makes the judge of what must be judged, by facts that note
    is_over: Callable[[Record], bool]  # whether the same is said of it at any later moment


class _Known(NamedTuple):
    """A record with its links, and what was said of it."""

    record: Record
    links: tuple[Link, ...]
    said: Any


class _Judgement(NamedTuple):
    """What was asked, what was looked up on the way, and what was known in the end, by record."""

    asked: object
    notes: Notes
    known: dict[str, _Known]


class Judged:
    """What the last judging leaves for the next one, by what was judged."""

    def __init__(self) -> None:
        self._last: dict[object, _Judgement] = {}

    def each(self, asking: Asking[_Value], records: Iterable[Record]) -> Iterator[_Value]:
        """Yield what is said of each record."""
        last, facts = self._last.get(asking.name), asking.facts
        if last is None or last.asked != asking.asked or not facts.agrees(last.notes):
            last = _Judgement(asking.asked, Notes(), {})
        notes, known, known_before, named_by = last.notes, {}, last.known.get, facts.named_by
        judge_one: Judge[_Value] | None = None
        for record in records:
            links, before = named_by(record.id), known_before(record.id)
            if before is None or before.record is not record or before.links != links:
                notes.subject = ""
                judge_one = judge_one or asking.judge(facts.noting(notes))
                notes.subject = record.id
                before = _Known(record, links, judge_one(record))
                if asking.is_over(record):
                    known[record.id] = before
            else:
                known[record.id] = before
            yield before.said
        self._last[asking.name] = last._replace(known=known)
