"""The four states of a record, from what could be read of it to what may be relied on; here and nowhere else.

- *unread*: the file is there, but no record could be made of it: not YAML, a folder of no kind, another
  record's id. Only its id is known, the file's stem, and its path.
- *refused*: it was read, but breaks its kind's schema. Its values may be anything; nothing follows from them,
  but of what is left without the wrong ones it is told whom it should not name and what comes too early.
- *obeying*: it has the shape that its schema gives it, and from then on nobody can change it. Links lead from
  it, checks look at it, and may yet find an error.
- *sound*: it obeys, and no error was found in it. Only the sound are facts.

Each id is in the best state that a file gives it. What is there but not sound is *unsound*: naming it is no
new fault, and whatever rests on it must be looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType

from generators.codes import Severity
from generators.finding import Finding
from generators.records.record import Record


class RecordState(StrEnum):
    """How far a record came."""

    UNREAD = "unread"
    REFUSED = "refused"
    OBEYING = "obeying"
    SOUND = "sound"


@dataclass(frozen=True)
class States:
    """Every id of a base with its state; built in steps, so that none is sound before all checks have run."""

    unread: Mapping[str, str]  # id -> path
    refused: tuple[Record, ...]
    obeying: Mapping[str, Record]
    sound: Mapping[str, Record] = field(default_factory=dict)  # some of the obeying
    # what is left of each that is refused or stands under another name, to tell the rest of its faults by
    left: tuple[Record, ...] = ()

    def of(self, record_id: str) -> RecordState | None:
        """Tell the state of an id; None if the base has no file of that name."""
        if record_id in self.sound:
            return RecordState.SOUND
        if record_id in self.obeying:
            return RecordState.OBEYING
        if record_id in self._refused:
            return RecordState.REFUSED
        return RecordState.UNREAD if record_id in self.unread else None

    def get(self, record_id: str) -> Record | None:
        """Give what was read under an id, in whatever state it is; None for an unread or unknown one."""
        return self.obeying.get(record_id) or self._refused.get(record_id)

    def path(self, record_id: str) -> str | None:
        """Give the file of an id, in whatever state it is."""
        record = self.get(record_id)
        return record.path if record else self.unread.get(record_id)

    @property
    def read(self) -> tuple[Record, ...]:
        """All records that could be read, whether they obey their schemas or not."""
        return (*self.obeying.values(), *self.refused)

    @cached_property
    def unsound(self) -> Mapping[str, str]:
        """The ids that are there but not sound, each with its path."""
        there = {**self.unread, **{one.id: one.path for one in self.read}}
        return MappingProxyType({name: path for name, path in there.items() if name not in self.sound})

    def settled(self, findings: Iterable[Finding]) -> States:
        """Give the same with the last step taken: of those that obey, the ones without an error are sound."""
        wrong = {fault.place.path for fault in findings if fault.severity is Severity.ERROR}
        sound = {one.id: one for one in self.obeying.values() if one.path not in wrong}
        return replace(self, sound=MappingProxyType(sound))

    @cached_property
    def _refused(self) -> Mapping[str, Record]:
        return {one.id: one for one in self.refused}
