"""What the registers come to in a quarter, by the figures that schemas declare (`x-figure`).

A number is summed up over the records of that quarter; a choice counts the records that have one of its codes
on the quarter's last day; a list counts what those records name; an event counts the records begun in the
quarter, of which it had happened by its end. Nothing here knows a kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from typing import NamedTuple

from generators.kinds.field import Field, Form
from generators.kinds.kind import Kind, Kinds
from generators.records.moment import known
from generators.records.record import Record, values
from generators.records.sums import Part, Share, Sum

_MONTHS = 3  # in a quarter
_ENDS = ("03-31", "06-30", "09-30", "12-31")


class Quarter(NamedTuple):
    """A quarter of a calendar year; the earlier is the smaller one. Any year that can be written has one."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """As records write it: 2026-Q1."""
        return f"{self.year:04}-Q{self.number}"

    @property
    def before(self) -> Quarter:
        """The quarter before."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, len(_ENDS))

    @property
    def last(self) -> str:
        """The day it ends on, as records write it."""
        return f"{self.year:04}-{_ENDS[self.number - 1]}"


class Count(NamedTuple):
    """One figure of a register in a quarter, and what its schema says of it."""

    field: Field
    total: Sum

    @property
    def dimension(self) -> str:
        """The dimension that it belongs to."""
        return str(self.field.marks["figure"]["dimension"])

    @property
    def of(self) -> str | None:
        """The name of the figure of which it is a share."""
        of: str | None = self.field.marks["figure"].get("of")
        return of


class Registers:
    """The records that count, by kind; those struck out do not."""

    def __init__(self, records: Iterable[Record], kinds: Kinds, zone: tzinfo) -> None:
        self._zone = zone
        self._fields = [(kind, field) for kind in kinds.sound.values() for field in kind.marked("figure")]
        self._by_kind: dict[str, list[Record]] = defaultdict(list)
        counted = {kind.name for kind, _ in self._fields}
        for record in records:
            if record.kind.name in counted and not record.is_voided:
                self._by_kind[record.kind.name].append(record)

    def quarters(self) -> tuple[Quarter, ...]:
        """Give the quarters of which something was counted, in order."""
        names = {
            str(record.data[name])
            for kind in {kind.name: kind for kind, _ in self._fields}.values()
            if (name := quarter_of(kind))
            for record in self._by_kind[kind.name]
            if name in record.data
        }
        return tuple(quarter(name) for name in sorted(names))

    def counts(self, when: Quarter) -> Mapping[str, Count]:
        """Count every figure in a quarter, by its name."""
        found: dict[str, Count] = {}
        for kind, field in sorted(self._fields, key=lambda one: one[1].form is Form.LIST):
            name = str(field.marks["figure"]["as"])
            parts = self._parts(kind, field, when)
            if field.form is Form.LIST and (of := found.get(str(field.marks["figure"].get("of")))):
                parts = [one for one in parts if one.id in of.total.ids]
            is_counted = (
                bool(parts) or field.form is not Form.INTEGER
            )  # no record of the quarter holds a number
            found[name] = Count(field, Sum(name, tuple(parts), is_counted))
        return found

    def _parts(self, kind: Kind, field: Field, when: Quarter) -> list[Part]:
        records = self._by_kind[kind.name]
        match field.form:
            case Form.CHOICE:
                return [Part(one.id, (), 1) for one in records if _is_so(one, field, when.last)]
            case Form.LIST:
                choices = [one for one in kind.marked("figure") if one.form is Form.CHOICE]
                there = (one for one in records if all(_is_so(one, each, when.last) for each in choices))
                named = (str(value) for one in there for value in one.data.get(field.name, ()))
                return [Part(one, (), 1) for one in dict.fromkeys(named)]
            case Form.EVENT:
                return [Part(one.id, (), 1) for one in records if self._had_happened(one, field, when)]
            case _:
                name = quarter_of(kind)
                own = (one for one in records if one.data.get(name) == when.name)
                return [
                    Part(one.id, at, int(value)) for one in own for at, value in values(one.data, field.at)
                ]

    def _had_happened(self, record: Record, field: Field, when: Quarter) -> bool:
        """Say whether a record begun in the quarter had come to the event by its end."""
        begun = self._quarter(record, record.kind.start)
        then = self._quarter(record, field.name)
        return begun == when and then is not None and then <= when

    def _quarter(self, record: Record, event: str) -> Quarter | None:
        found = known(record.data.get(event), self._zone)
        if found is None:
            return None
        day = found.at.astimezone(self._zone)
        return Quarter(day.year, (day.month + _MONTHS - 1) // _MONTHS)


def quarter(name: str) -> Quarter:
    """Read a quarter as records write it."""
    year, number = name.split("-Q")
    return Quarter(int(year), int(number))


def quarter_of(kind: Kind) -> str:
    """Give the field that says which quarter a record is about; empty, as no field is called, without one."""
    return next((one.name for one in kind.formed(Form.QUARTER) if len(one.at) == 1), "")


def shares(counts: Mapping[str, Count]) -> Iterator[tuple[str, Share]]:
    """Yield every figure that is a share of another one, by its name."""
    for name, one in counts.items():
        if one.of in counts:
            yield name, Share(one.total, counts[str(one.of)].total)


def _is_so(record: Record, field: Field, day: str) -> bool:
    """Say whether a record has one of the codes that count, and was so on a day, as far as it says when."""
    if record.data.get(field.name) not in field.marks["figure"].get("codes", ()):
        return False
    for period in record.kind.marked("period"):
        first, last = (record.data.get(period.name, {}).get(name) for name in period.marks["period"])
        if first and not first <= day <= (last or day):
            return False
    return True
