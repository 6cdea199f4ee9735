"""A sound base of any size, always the same bytes: `python tests/big_base.py NUMBER FOLDER`.

A year is replayed: what happened (incidents, requests, executions, inspections, actions) is copied round by round
with other times, people, assets, levels and words, until the base holds NUMBER records. Copies name the copies of
their own round, so everything stays as linked as it was. What binds (contract, obligations, people) stays as it is.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import yaml

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).parent.parent)]

from generators.kinds import compiler
from generators.origin import source
from generators.records import record
from generators.records.moment import moment
from generators.records.record import Record

ROOT = Path(__file__).parent.parent
COPIES = {"incident": 3, "request": 1, "execution": 3, "inspection": 1, "action": 1}  # in a round
ROOM = {
    "incident": 999_999,
    "request": 999_999,
}  # the last number that an id has room for; else by its digits
TEXTS = {"phenomenon": 200, "summary": 200, "cause": 1000, "resolution": 2000, "target": 100, "conclusion": 500,
         "title": 60, "result": 500}  # fmt: skip
WORDS = ("和上次不一样", "换一台电脑也这样", "月末才出现", "重新登录后还在", "只在上午", "同科室都这样", "窗口那边先发现",
         "已电话告知科室", "对照表另存", "按老办法核对过", "夜里又看了一遍", "等厂商回话")  # fmt: skip
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T\S+").fullmatch
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}").fullmatch
_Dumper: Any = yaml.CSafeDumper if yaml.__with_libyaml__ else yaml.SafeDumper


class Copy(NamedTuple):
    """A record to be made: of which, in which round, when it begins."""

    sample: Record
    round: int
    start: datetime


class Pool(NamedTuple):
    """What stands at one place in all samples of a kind: any of it may stand there."""

    kind: str
    at: tuple[str, ...]


def year() -> dict[str, bytes]:
    """This repository's own base."""
    return source.read(ROOT)


def grown(base: Mapping[str, bytes], number: int) -> dict[str, bytes]:
    """The same base with copies of what happened, so that it holds so many records."""
    kinds, _ = compiler.read(base)
    reading, _ = record.read(base, kinds)
    missing = number - len(reading.records)
    if missing < 0:
        raise ValueError(f"the base holds {len(reading.records)} records already")
    samples = [one for one in reading.records if one.kind.name in COPIES and _is_played(one)]
    random = Random(number)  # noqa: S311 - the same figures every time are the point
    copies = sorted(_plan(samples, missing, _term(reading.records), random), key=lambda one: one.start)
    ids = _numbered(copies, [one.id for one in reading.records], random)
    firsts = {(one.sample.id, one.round): name for one, name in reversed([*zip(copies, ids, strict=True)])}
    pools = _pools(samples)
    files = dict(base)
    for one, name in zip(copies, ids, strict=True):
        data = _Writer(one, firsts, pools, random).written(name)
        text = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=400)
        files[str(one.sample.kind.home(name))] = text.encode()
    return dict(sorted(files.items()))


def _is_played(one: Record) -> bool:
    """Say whether a record is replayed: one that repeats another is not, as the two would have to fit together."""
    return not one.is_voided and one.kind.role("duplicate") not in one.data


def _plan(samples: list[Record], missing: int, first: date, random: Random) -> Iterator[Copy]:
    """Replay the year, each round begun on another day and wrapped around its end, until there are enough."""
    starts = {one.id: _start(one) for one in samples}
    length = (max(starts.values()).date() - first).days
    room = {
        one.kind.name: ROOM.get(one.kind.name, 10 ** len(one.id.rpartition("-")[2]) - 1) for one in samples
    }
    taken = Counter(one.kind.name for one in samples)
    begun: set[tuple[str, datetime]] = set()
    for turn in count():
        shift = int(random.random() * length)
        for sample, name in ((one, one.kind.name) for one in samples for _ in range(COPIES[one.kind.name])):
            if not missing:
                return
            if taken[name] < room[name] or name == "execution":
                then = starts[sample.id]
                days = ((then.date() - first).days + shift + int(random.random() * 3)) % length
                clock = then.replace(minute=int(random.random() * 60), second=0)
                start = clock + (first + timedelta(days=days) - then.date())
                while (name, start) in begun:  # no two of a kind begin at once, whatever the examples are
                    start += timedelta(minutes=1)
                begun.add((name, start))
                yield Copy(sample, turn, start)
                taken[name] += 1
                missing -= 1


def _numbered(copies: list[Copy], there: list[str], random: Random) -> list[str]:
    """Give each copy its id: numbers go on after the last one there and grow with time."""
    last: Counter[str] = Counter()
    for name in there:
        head, _, tail = name.rpartition("-")
        last[head] = max(last[head], int(tail) if tail.isdecimal() else 0)
    taken = set(there)
    ids = []
    for one in copies:
        head, _, tail = one.sample.id.rpartition("-")
        name = ""
        if one.sample.kind.name != "execution":
            last[head] += 1
            name = f"{head}-{last[head]:0{len(tail)}}"
        while not name or name in taken:
            name = f"EX-{one.start:%Y%m%d-%H%M%S}-{int(random.random() * 16**4):04x}"
        taken.add(name)
        ids.append(name)
    return ids


class _Writer:
    """One copy on its way to a file."""

    def __init__(
        self,
        copy: Copy,
        firsts: Mapping[tuple[str, int], str],
        pools: Mapping[Pool, list[str]],
        random: Random,
    ) -> None:
        self.copy, self.firsts, self.pools, self.random = copy, firsts, pools, random
        self.start = _start(copy.sample)
        self.pace = 0.4 + 1.4 * random.random()  # slower or faster than the sample

    @property
    def _changes_level(self) -> bool:
        return self.copy.sample.kind.role("level-changes") in self.copy.sample.data

    def written(self, name: str) -> dict[str, Any]:
        """The sample's data as the copy says them."""
        data = {
            key: value for key, value in self.copy.sample.data.items() if key not in ("id", "attachments")
        }
        return {"id": name, **{key: self._value(value, (key,)) for key, value in data.items()}}

    def _value(self, value: Any, at: tuple[str, ...]) -> Any:
        if isinstance(value, dict):
            return {key: self._value(member, (*at, key)) for key, member in value.items()}
        if isinstance(value, list):
            made = [self._value(member, (*at, "*")) for member in value]
            return made if any(isinstance(one, dict) for one in made) else list(dict.fromkeys(made))
        return self._text(value, at) if isinstance(value, str) else value

    def _text(self, value: str, at: tuple[str, ...]) -> str:
        if _TIME(value):
            moved = self.copy.start + (datetime.fromisoformat(value) - self.start) * self.pace
            return moved.replace(second=0, microsecond=0).isoformat()
        if _DAY(value):
            days = (self.copy.start.date() - self.start.date()).days
            return (date.fromisoformat(value) + timedelta(days=days)).isoformat()
        known = self.firsts.get((value, self.copy.round))
        if known:
            return known
        pool = self.pools.get(Pool(self.copy.sample.kind.name, at))
        if at == (self.copy.sample.kind.role("level"),) and self._changes_level:
            return value  # its changes tell the level that they leave
        if pool and self.random.random() < 0.3:
            return self._one_of(pool)
        added = f"，{self._one_of(WORDS)}（{int(self.random.random() * 900) + 100}）"
        is_free = at[0] in TEXTS and len(at) == 1 and len(value) + len(added) <= TEXTS[at[0]]
        return value + added if is_free else value

    def _one_of(self, choices: list[str] | tuple[str, ...]) -> str:
        return choices[int(self.random.random() * len(choices))]


def _pools(samples: list[Record]) -> dict[Pool, list[str]]:
    """People, assets and levels by the place they stand at; not where two of them must differ or fit together."""
    pools: dict[Pool, set[str]] = {}
    for sample in samples:
        kind = sample.kind
        pairs = {name for one in kind.marked("differs") for name in (one.name, one.marks["differs"])}
        for one in kind.references:
            changes = sample.data.get(kind.role("level-changes"))
            is_level = one.at == (kind.role("level"),) and not changes
            is_free = not one.part and one.kinds[0] in ("person", "asset") and one.at[0] not in pairs
            if is_level or is_free:
                found = (str(value) for _, value in record.values(sample.data, one.at))
                pools.setdefault(Pool(kind.name, one.at), set()).update(found)
    return {pool: sorted(found) for pool, found in pools.items()}


def _start(one: Record) -> datetime:
    known = moment(one.data[one.kind.start], UTC)
    assert known
    return known.at


def _term(records: tuple[Record, ...]) -> date:
    """The day on which the contract begins."""
    return min(date.fromisoformat(one.data["term"]["from"]) for one in records if one.kind.term)


def write(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write a base into a new folder, with this project's settings of the site."""
    folder.mkdir(parents=True, exist_ok=False)
    for name, data in {**files, "mkdocs.yml": (ROOT / "mkdocs.yml").read_bytes()}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


if __name__ == "__main__":
    write(Path(sys.argv[2]), grown(year(), int(sys.argv[1])))
