"""The id of a new record: the next number of its year, or what its month or quarter makes it.

Numbers are counted over the names of files, sound or not: an id is never given twice. A kind whose ids are
names, such as that of an asset, leaves them to the author.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, tzinfo
from typing import Any

from generators.kinds.kind import Kind
from generators.records.bound import days
from generators.records.record import values

_COUNTED = re.compile(r"(?P<head>.*-)(?P<number>[0-9]+)").fullmatch
_YEAR = re.compile(r"(?<=-)[0-9]{4}(?=-)")
_PERIOD = re.compile(r"[0-9]{4}-(?:Q[1-4]|[0-9]{2})")
_SECOND, _LAST = 2, 9  # the further records of one month: of other contracts


class Numbers:
    """Gives ids, each once; what it gave counts as taken."""

    def __init__(self, paths: Iterable[str], now: datetime, zone: tzinfo) -> None:
        """Take the files that are there, and the day on which what tells no day of its own is entered."""
        self._taken = {path.rpartition("/")[2].rpartition(".")[0] for path in paths}
        self._left: set[str] = set()
        self._last: dict[str, int] = {}
        self._now, self._zone = now, zone

    def is_taken(self, record_id: str) -> bool:
        """Say whether a record bears the id, or was given it here."""
        return record_id in self._taken

    def take(self, record_id: str) -> None:
        """Note an id that an author chose."""
        self._taken.add(record_id)

    def leave(self, record_ids: Iterable[str]) -> None:
        """Pass these over when numbers are counted: authors of the same batch chose them."""
        self._left.update(record_ids)

    def give(self, kind: Kind, data: Mapping[str, Any]) -> str | None:
        """Give the next id of a kind; None where nothing says what it should be, or all are used up."""
        found = next((one for one in self._candidates(kind, data) if one not in self._taken), None)
        if found is None or not kind.id_pattern.match(found):
            return None
        self.take(found)
        return found

    def of_period(self, kind: Kind, data: Mapping[str, Any]) -> str | None:
        """Give the id that the month or quarter in the data makes; None for kinds that are counted."""
        for field in kind.marked("in-id"):
            value = str(data.get(field.name, ""))
            if _PERIOD.fullmatch(value):
                example = str(kind.fields["id"].example())
                return example.replace(_PERIOD.findall(example)[0], value)
        return None

    def _candidates(self, kind: Kind, data: Mapping[str, Any]) -> Iterator[str]:
        if kind.marked("in-id"):
            first = self.of_period(kind, data)
            if first is not None:
                yield first
                yield from (f"{first}-{number}" for number in range(_SECOND, _LAST + 1))
            return
        counted = _COUNTED(str(kind.fields["id"].example()))
        if counted is None or kind.id_pattern.match(f"{counted['head']}A"):  # a name that ends in digits
            return
        head = _YEAR.sub(lambda _: str(self._year(kind, data)), counted["head"], count=1)
        for number in itertools.count(self._highest(head) + 1):
            self._last[head] = number
            found = f"{head}{number:0>{len(counted['number'])}}"
            if found not in self._left:
                yield found

    def _highest(self, head: str) -> int:
        if head not in self._last:
            tails = (one.removeprefix(head) for one in self._taken if one.startswith(head))
            self._last[head] = max((int(one) for one in tails if one.isdecimal()), default=0)
        return self._last[head]

    def _year(self, kind: Kind, data: Mapping[str, Any]) -> int:
        """Give the year in which it began; of what tells no day, the one in which it is entered."""
        names = (kind.start, *kind.about_fields, *(event.name for event in kind.events))
        told = [(kind.fields[name], data[name]) for name in names if name in data and name in kind.fields]
        told += [(kind.field(at), value) for path in kind.since for at, value in values(data, path)]
        found = (
            days(field, value if isinstance(value, str | Mapping) else str(value), self._zone)
            for field, value in told
        )
        return next((one.first.year for one in found if one), self._now.astimezone(self._zone).year)
