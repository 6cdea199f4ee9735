"""What both sides of a form are asked: records, examples and seeded mutants of them, with what Python says of each."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator, Mapping
from typing import Any

from conftest import ROOT, path_of
from test_engine import BAD, KINDS, change

from generators.kinds import faults
from generators.kinds.kind import Kind
from generators.kinds.telling import Medium, told
from generators.records import record

Case = tuple[Kind, dict[str, Any]]
LARGEST = 2**53  # integers beyond are no numbers of JavaScript
CHECKS = {name: faults.checker(kind) for name, kind in KINDS.sound.items()}


def of_the_year() -> list[Case]:
    """The records of this repository."""
    paths = sorted((ROOT / "records").rglob("*.yaml"))
    reading, _ = record.read({one.relative_to(ROOT).as_posix(): one.read_bytes() for one in paths}, KINDS)
    return [(one.kind, dict(one.data)) for one in reading.records]


def bad_examples() -> list[Case]:
    """The bad examples that can be read."""
    found: list[Case] = []
    for path in BAD:
        reading, _ = record.read({path_of(path.read_text("utf-8"), KINDS): path.read_bytes()}, KINDS)
        found += [(one.kind, dict(one.data)) for one in reading.records if is_alike(one.data)]
    return found


def mutants(good: list[Case], number: int) -> Iterator[Case]:
    """Records of which something was changed, the same at each run."""
    dice = random.Random(13)  # noqa: S311 - the same mutants at each run
    while number:
        kind, data = dice.choice(good)
        mutant = copy.deepcopy(data)
        for _ in range(dice.choice([1, 1, 1, 2])):
            if mutant:
                change(mutant, dice)
        if is_alike(mutant):
            number -= 1
            yield kind, mutant


def is_alike(value: Any) -> bool:
    """Say whether both languages spell a value alike: they differ on `1.0`, on `1e+20` and on huge integers."""
    if isinstance(value, Mapping):
        return all(map(is_alike, value.values()))
    if isinstance(value, list):
        return all(map(is_alike, value))
    if isinstance(value, float):
        return json.dumps(value) == repr(value) and not value.is_integer() and 1e-4 < abs(value) < LARGEST
    return not isinstance(value, int) or abs(value) < LARGEST


def answers(kind: Kind, data: dict[str, Any]) -> list[str]:
    """What Python says of a record in both media: medium, place, code, text."""
    found = set()
    for fault in CHECKS[kind.name](data):
        for medium in Medium:
            if one := told(kind, fault, medium):
                found.add(json.dumps([medium, list(fault.at), one.code, one.text], ensure_ascii=False))
    return sorted(found)
