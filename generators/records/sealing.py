"""Which records a month's seal holds: those that it lists, since both sides signed what their files say.

A record belongs to the month in which it began, or for which it is written; any other that has a time, such
as a table of a quarter, to the month in which it was entered. What only says how things are has no month.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, tzinfo
from types import MappingProxyType
from typing import Any, NamedTuple

from generators.kinds.field import Form
from generators.kinds.kind import Kind
from generators.records import seal_list
from generators.records.attached import names
from generators.records.binding import Bindings
from generators.records.moment import moment
from generators.records.record import Record
from generators.records.seal_list import SealList

_MONTH = len("2026-03")
_ENTERED = "recorded_at"
NUMBER = "records"  # of the counts of a seal


class Seal(NamedTuple):
    """A seal with its list; `written` is the list as it lies there, `told` what it says, if anything."""

    record: Record
    month: str
    root: str
    commit: str | None
    counts: Mapping[str, Any]
    signed: datetime | None  # by the moment of judgement
    file: str | None  # what the list is called
    written: bytes | None
    told: SealList | None

    @property
    def is_whole(self) -> bool:
        """Whether the root is that of the list, and the list that of the seal."""
        return (
            self.told is not None
            and seal_list.sha256(self.written or b"") == self.root
            and (self.told.month, self.told.commit) == (self.month, self.commit)
        )


class Mark(NamedTuple):
    """That a signed seal holds a record, and whether its file is still the same to the byte."""

    seal: str
    signed: datetime
    is_same: bool | None  # None where there is no list to say


def seals(
    records: Iterable[Record], files: Mapping[str, bytes], bindings: Bindings, now: datetime
) -> Iterator[Seal]:
    """Yield the seals that are not voided."""
    for record in records:
        kind = record.kind
        month = kind.role("seals")
        if not month or record.is_voided or month not in record.data:
            continue
        signed = moment(record.data.get(kind.stop), bindings.of(record).zone)
        folder = record.path.rpartition("/")[0]
        found = {name: files.get(f"{folder}/{name}", b"") for name in names(record.data)}
        file = next((name for name, data in found.items() if data.startswith(seal_list.MARK)), None)
        yield Seal(
            record,
            str(record.data[month]),
            str(record.data.get(kind.role("seal-root"), "")),
            record.data.get(kind.role("seal-commit")),
            record.data.get(kind.role("seal-counts"), {}),
            signed.at if signed and signed.at <= now else None,
            file,
            found[file] if file else None,
            seal_list.read(found[file]) if file else None,
        )


def month_of(record: Record, bindings: Bindings) -> str | None:
    """Give the month to which a record belongs, if it belongs to one."""
    kind, zone = record.kind, bindings.of(record).zone
    if kind.is_document or kind.term or kind.role("seals") or (when := bindings.days(record)) is None:
        return None
    start = _month(record.data.get(kind.start), zone) if kind.start else None
    own = when.first.isoformat()[:_MONTH] if is_monthly(kind) else None
    return start or own or _month(record.data.get(_ENTERED), zone)


def is_monthly(kind: Kind) -> bool:
    """Say whether records of a kind are written for a month each."""
    return any(field.form is Form.MONTH for field in kind.marked("in-id"))


def is_under(record: Record, seal: Record, bindings: Bindings) -> bool:
    """Say whether a record counts under the contract of a seal."""
    return bindings.holds(record, bindings.of(seal).agreement) is True


def entered(record: Record, bindings: Bindings) -> datetime | None:
    """Give when a record says that it was entered."""
    known = moment(record.data.get(_ENTERED), bindings.of(record).zone)
    return known.at if known else None


def marks(
    records: Mapping[str, Record],
    files: Mapping[str, bytes],
    bindings: Bindings,
    now: datetime,
) -> Mapping[str, tuple[Mark, ...]]:
    """Give of each record the signed seals that hold it; of one without a list, the records of its month."""
    found: defaultdict[str, list[Mark]] = defaultdict(list)
    for seal in seals(records.values(), files, bindings, now):
        if seal.signed is None:
            continue
        if seal.told is not None:
            for path in seal.told.records:
                is_same = seal_list.sha256(files.get(path, b"")) == seal.told.files[path]
                found[seal_list.stem(path)].append(Mark(seal.record.id, seal.signed, is_same))
        elif seal.written is None:
            for one in records.values():
                if month_of(one, bindings) == seal.month and is_under(one, seal.record, bindings):
                    found[one.id].append(Mark(seal.record.id, seal.signed, None))
    return MappingProxyType({name: tuple(some) for name, some in found.items()})


def _month(value: Any, zone: tzinfo) -> str | None:
    known = moment(value, zone)
    return known.at.astimezone(zone).date().isoformat()[:_MONTH] if known else None
