"""A change of a record as people say it: what it was, what it is now, never a name or a code of ours."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from generators.kinds.field import TIMES, Field, Form
from generators.kinds.operators import faults
from generators.records.differences import Change, Step
from generators.records.speaking import Speaker
from generators.spoken import moment
from generators.words import say

_SHOWN = 4  # members of a row, values of a list
_LONGEST = 40  # letters of a text


class Sayer(NamedTuple):
    """Who says changes from one version of a record to another, knowing what other records are called."""

    speaker: Speaker
    after: Mapping[str, Any]
    is_sound: Callable[[], bool]  # both versions are as their schema wants them: all in them can be said

    def change(self, change: Change) -> str:
        """Say one change: 「级别」由 L1 改成 L5."""
        field, row = change.steps[-1]
        title = self._title(change.steps if row is None else (*change.steps[:-1], Step(field)))
        if row is not None and change.before is None:
            return say("change.row-added", title=title, row=self._members(field, change.after))
        if row is not None:
            return say("change.row-cut", title=title, row=self._members(field, change.before))
        if change.before is None:
            return say("change.filled", title=title, after=self._value(change, change.after))
        if change.after is None:
            return say("change.emptied", title=title, before=self._value(change, change.before))
        before, after = (self._value(change, one) for one in (change.before, change.after))
        if before == after:
            return say("change.reworded", title=title)
        return say("change.changed", title=title, before=before, after=after)

    def _title(self, steps: Sequence[Step]) -> str:
        told = []
        for field, row in steps:
            title = field.title or field.name
            told.append(title if row is None else say("change.row", title=title, row=self._name(field, row)))
        return say("condition.of").join(told)

    def _name(self, table: Field, row: Mapping[str, Any]) -> str:
        """Say which row: by what names it, else by the first that it says."""
        member = next((one for one in table.children.values() if one.name in row), None)
        return self._plain(member, row[member.name]) if member else ""

    def _value(self, change: Change, value: Any) -> str:
        field = change.steps[-1].field
        if "conditions" in field.marks:
            return self._conditions(change, value)
        return self._plain(field, value)

    def _conditions(self, change: Change, value: Any) -> str:
        """Say conditions in the words of the kind that they are about, where it is known."""
        around: Any = self.after
        for step in change.at[:-1]:
            around = around.get(step) if isinstance(around, Mapping) else None
        name = around.get("kind") if isinstance(around, Mapping) else None
        kind = self.speaker.kinds.sound.get(str(name))
        rows = value if isinstance(value, Sequence) else ()
        is_told = (
            kind
            and self.is_sound()
            and not any(list(faults(one, kind, self.speaker.kinds, judges=False)) for one in rows)
        )
        return self.speaker.conditions(kind, rows) if kind and is_told else say("value.rows", count=len(rows))

    def _plain(self, field: Field, value: Any) -> str:
        """Say a value by its form."""
        if isinstance(value, Mapping):
            return (
                self._at(value["at"])
                if field.form in TIMES and "at" in value
                else self._members(field, value)
            )
        if isinstance(value, bool):
            return say("value.yes" if value else "value.no")
        if isinstance(value, Sequence) and not isinstance(value, str):
            if field.form is Form.TABLE:
                return say("value.rows", count=len(value))
            item = field.item or field
            told = say("value.comma").join(self._plain(item, one) for one in value[:_SHOWN])
            return told + (say("value.more") if len(value) > _SHOWN else "")
        if field.ref and field.ref.part is None and str(value) in self.speaker.records:
            title = self.speaker.records[str(value)].title
            return str(value) if title == value else say("change.record", title=title, id=value)
        return field.word(value) if field.choices else self._at(str(value))

    def _members(self, field: Field, value: Mapping[str, Any]) -> str:
        there = [one for one in field.children.values() if one.name in value]
        told = [
            say("change.member", title=one.title, value=self._plain(one, value[one.name]))
            for one in there[:_SHOWN]
        ]
        return say("value.comma").join(told) + (say("value.more") if len(there) > _SHOWN else "")

    def _at(self, text: Any) -> str:
        """Say a moment as people do, in the zone in which it was written; of a text only its beginning."""
        try:
            at = datetime.fromisoformat(str(text))
        except ValueError:
            at = None
        if at and at.tzinfo and "T" in str(text):
            return moment(at, at.tzinfo)
        return str(text) if len(str(text)) <= _LONGEST else str(text)[:_LONGEST] + say("value.more")
