"""The changes of a base (`x-control`): when each was approved and done, how it ended, who is linked to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from generators.checks.context import Context
from generators.records.moment import Moment, known
from generators.records.record import Record


class Change(NamedTuple):
    """A change as whoever names it may rely on it."""

    record: Record
    word: Mapping[str, Any]
    approved: Moment | None
    done: Moment | None

    def has(self, field: str, codes: str) -> bool:
        """Say whether a field of the change, by its name in the word, has one of the codes given there."""
        return self.record.data.get(self.word[field]) in self.word[codes]

    @property
    def is_void(self) -> bool:
        """Whether it never came to be."""
        return self.has("result", "void")

    @property
    def is_good(self) -> bool:
        """Whether it is done, and what it was to bring is there."""
        return self.done is not None and self.has("result", "good")

    def was_allowed(self, at: datetime) -> bool:
        """Say whether somebody had approved it by then; of a day, from its beginning."""
        return not self.is_void and self.approved is not None and self.approved.earliest <= at

    def holds(self, at: datetime) -> bool:
        """Say whether a deed lies between its approval and its end."""
        return self.was_allowed(at) and (self.done is None or at <= self.done.latest)


class Control:
    """The changes of a base by id, and by the records that name them or are named by them."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.changes = {
            one.id: self._change(one, word)
            for one in context.records.values()
            if (word := one.kind.tree.marks.get("control")) and not one.is_voided
        }
        states, kinds = context.states, context.kinds
        self._refused = [one for one in states.refused if "control" in one.kind.tree.marks]
        unread = map(kinds.of_path, states.unread.values())
        self._is_unread = any(one is not None and "control" in one.tree.marks for one in unread)
        self._linked: dict[str, dict[str, None]] = defaultdict(dict)
        for link in context.links:
            if link.at:  # what a text mentions is linked to nothing
                self._linked[link.source][link.target] = None
                self._linked[link.target][link.source] = None

    def of(self, record: Record) -> list[Change]:
        """Give the changes that name a record, or that it names."""
        return [self.changes[one] for one in self._linked[record.id] if one in self.changes]

    def is_open(self, record: Record) -> bool:
        """Say whether a change that cannot be relied on may be meant: that is an error, and says enough."""
        linked, own = self._linked[record.id], record.id.encode()
        return self._is_unread or any(one.id in linked or own in one.source for one in self._refused)

    def accounting(self, record: Record) -> Iterator[tuple[Record, Mapping[str, Any]]]:
        """Yield the records linked with one that have to name their changes, too, each with its word."""
        for name in self._linked[record.id]:
            other = self.context.records.get(name)
            word = other.kind.tree.marks.get("accounts") if other else None
            if other and word and not other.is_voided:
                yield other, word

    def steering(self, record: Record) -> Iterator[tuple[Change, Mapping[str, Any]]]:
        """Yield the changes that say of a record what becomes of it, each with its row."""
        for change in self.of(record):
            for row in change.record.data.get(change.word["rows"], ()):
                if row[change.word["owner"]] == record.id and not change.is_void:
                    yield change, row

    def begins(self) -> date:
        """Give the day before which no change can be here: that on which the first contract begins."""
        bindings = self.context.bindings
        terms = [bindings.by(one).term for one in bindings.agreements]
        return min((one.first for one in terms if one), default=date.min)

    def _change(self, record: Record, word: Mapping[str, Any]) -> Change:
        zone = self.context.bindings.of(record).zone
        approved, done = (known(record.data.get(word[key]), zone) for key in ("approved", "done"))
        return Change(record, word, approved, done)
