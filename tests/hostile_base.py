"""Bases that obey their schemas and are hostile otherwise: the good examples with their values turned to extremes.

Dates of the years 1 and 9999, hours that end before they begin, zones and days of nowhere, the same row three
times, rules pointed at fields they were never meant for: whatever a schema lets pass may come.
"""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from conftest import good_examples, schemas, sound_base

from generators.kinds import compiler, engine
from generators.kinds.field import Field, Form
from generators.kinds.kind import Kind
from generators.strict_yaml import load

KINDS, _ = compiler.read(schemas())
DAYS = (
    "0001-01-01", "9999-12-31", "1969-12-31", "2024-02-29", "2025-12-31", "2026-01-01", "2026-01-31", "2026-03-29",
    "2026-10-25", "2026-11-20", "2026-12-31", "2027-01-01",
)  # fmt: skip
MOMENTS = (
    "0001-01-02T00:00:00Z", "0001-01-02T00:00:00-23:59", "9989-12-01T23:59:59Z", "9989-12-01T00:00:00+23:59",
    "2026-03-29T01:30:00Z", "2026-11-20T18:00:00+08:00", "2026-11-20T10:00Z", "2026-12-31T23:59:59+08:00",
    "2027-01-01T00:00:00+08:00",
)  # fmt: skip
HOURS = ("00:00", "00:01", "08:30", "12:00", "17:30", "20:00", "23:59")
ZONES = (
    "Asia/Shanghai",
    "Europe/Berlin",
    "Asia/Foshan",
    "America/Argentina",
    "Pacific/Apia",
    "Asia/__init__",
)
NOWS = (*MOMENTS, "2026-01-02T00:00:00+08:00", "2026-06-30T23:59:59+08:00", "2030-01-01T00:00:00+08:00")


class Told(NamedTuple):
    """A good example: where it lies, its kind, its values, and the text below them where it has one."""

    path: str
    kind: Kind
    data: dict[str, Any]
    body: str | None


def told() -> list[Told]:
    """Every good example, taken apart."""
    found = []
    for path, text in good_examples().items():
        head, body = text.decode(), None
        if path.startswith("docs/"):
            _, head, body = head.split("---\n", 2)
        data = load(head.encode())
        kind = KINDS.of_id(str(data["id"]))
        assert kind
        found.append(Told(path, kind, data, body))
    return found


GOOD = told()
OBEYS = {name: engine.skipper(kind.checked) for name, kind in KINDS.sound.items()}
NAMES = sorted(
    {*KINDS.sound}
    | {name for kind in KINDS.sound.values() for name in kind.fields}
    | {
        f"{name}.{column}"
        for kind in KINDS.sound.values()
        for name, field in kind.fields.items()
        for column in field.children
    }
)


def hostile(dice: random.Random) -> dict[str, bytes]:
    """A base of good examples, some of them changed, with obligations of any sort; all obey their schemas."""
    files = sound_base()
    share = dice.choice([0.05, 0.1, 0.3, 0.9])
    for one in GOOD:
        if dice.random() < share:
            files[one.path] = written(one, changed(one, dice))
    for number in range(dice.choice([1, 4])):
        path, data = obligation(dice, f"OB-{700 + number}")
        files[path] = json.dumps(data, ensure_ascii=False).encode()
    return files


def obligation(dice: random.Random, name: str) -> tuple[str, dict[str, Any]]:
    """An obligation of any rule about any kind, whose parameters name what there is; most are clocks."""
    like = next(one for one in GOOD if "judge" in one.data)
    field = like.kind.fields["judge"]
    while True:
        rule = dice.choice(["clock", *field.children])
        parameters = dict(some_parameters(field.children[rule], dice))
        data = {**like.data, "id": name, "judge": {rule: parameters}}
        if OBEYS[like.kind.name](data):
            return f"{like.path.rsplit('/', 1)[0]}/{name}.yaml", data


def some_parameters(rule: Field, dice: random.Random) -> Iterator[tuple[str, Any]]:
    kind = dice.choice(list(KINDS.sound.values()))
    limit = dice.choice([("limit_minutes",), ("limit_minutes",), ("limit_by_level",), ()])
    for name, field in rule.children.items():
        if not field.must and name not in limit and dice.random() < 0.6:
            continue
        what = (field.item or field).marks.get("names")
        if what is None:
            yield name, other(field, field.example(), dice)
        else:
            known = {"kind": [kind.name], "event": [one.name for one in kind.events]}.get(what) or NAMES
            yield name, [dice.choice(known)] if field.item else dice.choice(known)


def changed(one: Told, dice: random.Random) -> dict[str, Any]:
    """Change a few values of an example; what its schema refuses is taken back."""
    data = copy.deepcopy(one.data)
    for _ in range(dice.choice([1, 2, 4, 8])):
        mutant = copy.deepcopy(data)
        if change(mutant, one.kind, dice) and OBEYS[one.kind.name](mutant):
            data = mutant
    return data


def change(data: dict[str, Any], kind: Kind, dice: random.Random) -> bool:
    """Change one place anywhere in a record but its id; tell whether there was something to change."""
    around, step, field = dice.choice(list(places(data, kind.tree)))
    if step == "id":
        return False
    if isinstance(around, dict) and step not in around:
        around[step] = other(field, field.example(), dice)
    elif isinstance(around, dict) and dice.random() < 0.1:
        del around[step]
    else:
        around[step] = other(field, around[step], dice)
    return True


def places(value: Any, field: Field) -> Iterator[tuple[Any, Any, Field]]:
    """Yield every place in a value: what holds it, its step and its field, also of members that are left out."""
    if isinstance(value, dict):
        for name, inside in field.children.items():
            yield value, name, inside
            if name in value:
                yield from places(value[name], inside)
    elif isinstance(value, list) and field.item:
        for index, member in enumerate(value):
            yield value, index, field.item
            yield from places(member, field.item)


def other(field: Field, value: Any, dice: random.Random) -> Any:
    """Give another value of the same form."""
    if isinstance(value, list):
        return rows(value, dice)
    if "names" in field.marks:
        return dice.choice(NAMES)
    if field.name == "zone":
        return dice.choice(ZONES)
    if field.choices:
        return dice.choice(field.choices).code
    if field.ref:
        return dice.choice(
            [one.data["id"] for one in GOOD if one.kind.name in field.ref.kinds] + ["L1", "L2", "L3"]
        )
    make = _MAKE.get(field.form)
    return make(field, dice) if make else value


def rows(value: list[Any], dice: random.Random) -> list[Any]:
    """Give a list with its members left out, repeated or in another order."""
    members = [copy.deepcopy(one) for one in value for _ in range(dice.choice([0, 1, 1, 1, 2, 3]))]
    dice.shuffle(members)
    return members


def some_moment(dice: random.Random) -> str:
    if dice.random() < 0.6:
        return dice.choice(MOMENTS)
    return f"{some_day(dice)}T{dice.randint(0, 23):02}:{dice.randint(0, 59):02}:00+08:00"


def some_day(dice: random.Random) -> str:
    if dice.random() < 0.6:
        return dice.choice(DAYS)
    return f"{dice.choice([2025, 2026, 2026, 2027])}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"


def some_event(dice: random.Random) -> Any:
    at = some_moment(dice)
    certainty = dice.choice(["exact", "estimated", "unknown"])
    return at if dice.random() < 0.5 else {"at": at, "certainty": certainty, "source": "statement"}


def some_number(field: Field, dice: random.Random) -> int:
    low = int(field.limits.minimum if field.limits.minimum is not None else -5)
    high = int(field.limits.maximum if field.limits.maximum is not None else 10**9)
    return dice.choice([low, high, low + 1, min(high, 2026), min(high, 60), (low + high) // 2])


_MAKE: dict[Form, Callable[[Field, random.Random], Any]] = {
    Form.DATE: lambda _, dice: some_day(dice),
    Form.MOMENT: lambda _, dice: some_moment(dice),
    Form.EVENT: lambda _, dice: some_event(dice),
    Form.TIME: lambda _, dice: dice.choice(HOURS),
    Form.MONTH: lambda _, dice: dice.choice(["0000-01", "0001-01", "9999-12", "2026-02", "2026-11"]),
    Form.QUARTER: lambda _, dice: dice.choice(["0000-Q1", "0001-Q1", "9999-Q4", "2026-Q1", "2026-Q4"]),
    Form.FLAG: lambda _, dice: dice.random() < 0.5,
    Form.INTEGER: some_number,
    Form.NUMBER: some_number,
    Form.TEXT: lambda field, dice: dice.choice([*field.examples, "甲" * (field.limits.min_length or 1)]),
}


def written(one: Told, data: dict[str, Any]) -> bytes:
    """Write a record's values, which are JSON, where its text was YAML."""
    text = json.dumps(data, ensure_ascii=False)
    return (text if one.body is None else f"---\n{text}\n---\n{one.body}").encode()
