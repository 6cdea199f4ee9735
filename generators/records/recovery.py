"""What was restored from a backup, how long it took and what was lost, from the moments of the record.

A full backup that was made while the database went on opens only with logs up to its end: the recovery point
is the moment up to which logs were read, never the beginning of the backup. Without them it does not open,
and the point is that of the backup before it which does. Time is counted from the declaration where there was
one, loss from the interruption: nothing was written after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from generators.records.record import Record
from generators.strict_yaml import At


class Backup(NamedTuple):
    """One backup that there was: when it ended, and up to when logs were read after it."""

    code: str
    what: str  # is backed up; one of something else cannot stand in
    begun: datetime | None
    ended: datetime
    logs: datetime | None

    @property
    def point(self) -> datetime | None:
        """The moment to which it brings back; None where it does not open."""
        return self.logs if self.logs is not None and self.logs >= self.ended else None


class Recovered(NamedTuple):
    """One thing that was restored; None where nobody measured."""

    of: str
    at: At  # its row
    backup: Backup | None  # from which it says it was restored
    point: datetime | None  # to which it was brought back
    since: datetime  # from when its time is counted
    usable: datetime | None
    rto: timedelta | None
    rpo: timedelta | None

    @property
    def is_unopened(self) -> bool:
        """Whether it says that it was restored from a backup that does not open."""
        return self.backup is not None and self.backup.point is None and self.usable is not None


def backups(record: Record) -> tuple[Backup, ...]:
    """Give the backups that a record says there were, in its order."""
    word = _word(record)
    return tuple(_backup(row, word) for row in record.data.get(word["sets"], ())) if word else ()


def recovered(record: Record) -> tuple[Recovered, ...]:
    """Give what a record says was restored, in its order."""
    word = _word(record)
    if not word:
        return ()
    known = {one.code: one for one in backups(record)}
    rows = record.data.get(word["rows"], ())
    return tuple(_recovered(row, (word["rows"], number), word, known) for number, row in enumerate(rows))


def longest(some: Iterable[timedelta | None]) -> timedelta | None:
    """Give the longest of what was measured: that of the whole."""
    return max((one for one in some if one is not None), default=None)


def _word(record: Record) -> Mapping[str, str]:
    word: Mapping[str, str] = record.kind.tree.marks.get("recovery", {})
    return word


def _recovered(
    row: Mapping[str, Any], at: At, word: Mapping[str, str], known: Mapping[str, Backup]
) -> Recovered:
    broken, usable = datetime.fromisoformat(row[word["interrupted"]]), _time(row.get(word["usable"]))
    since = _time(row.get(word["declared"])) or broken
    backup = known.get(str(row.get(word["from"])))
    point = _point(backup, known.values()) if backup else None
    return Recovered(
        str(row[word["of"]]),
        at,
        backup,
        point,
        since,
        usable,
        usable - since if usable else None,
        max(broken - point, timedelta()) if point else None,
    )


def _point(backup: Backup, others: Iterable[Backup]) -> datetime | None:
    """Give the point of a backup; of one that does not open, that of the last such before it that does."""
    if backup.point is not None:
        return backup.point
    earlier = [
        one
        for one in others
        if one.what == backup.what and one.ended < backup.ended and one.point is not None
    ]
    return max(earlier, key=lambda one: one.ended).point if earlier else None


def _backup(row: Mapping[str, Any], word: Mapping[str, str]) -> Backup:
    return Backup(
        str(row[word["set"]]),
        str(row.get(word["what"], "")),
        _time(row.get(word["begun"])),
        datetime.fromisoformat(row[word["ended"]]),
        _time(row.get(word["logs"])),
    )


def _time(value: Any) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value)
