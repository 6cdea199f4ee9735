"""What altered production is accounted for (`x-accounts`): by a change, a standard one, or why none.

A step that its book says alters production lies between a change's approval and its end. What has ended was
brought about by a change that was approved before and is done and good; a fix of the program, by a release.
Whoever names the other, the link counts; what the records of the steps account for need not be said again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from generators.checks.belonging import Belonging
from generators.checks.context import Context
from generators.checks.control import Change, Control
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.moment import Moment, known
from generators.records.record import Record, values


def check(context: Context) -> Iterator[Finding]:
    """Ask every record whose kind must account for what it altered."""
    control, belonging = Control(context), Belonging(context)
    for record in context.records.values():
        word = record.kind.tree.marks.get("accounts")
        if word is None or record.is_voided or control.is_open(record):
            continue
        if "steps" in word:
            yield from _steps(control, belonging, record, word)
        else:
            yield from _ended(control, belonging, record, word)


def _steps(
    control: Control, belonging: Belonging, record: Record, word: Mapping[str, Any]
) -> Iterator[Finding]:
    left = _unaccounted(control, belonging, record, word)
    if left:
        table = record.kind.fields[word["steps"]]
        names = "、".join(dict.fromkeys(str(record.data[table.name][one][word["step"]]) for one in left))
        why = _why(_changes(control, record), "这一步不在批准和结束之间")
        text = f"「{table.title}」的 {names} 改动生产，没有变更{why}；{CODES['change-unnamed'].remedy}"
        yield finding(record.place(table.name, left[0], word["step"]), "change-unnamed", text)


def _unaccounted(
    control: Control, belonging: Belonging, record: Record, word: Mapping[str, Any]
) -> list[int] | None:
    """Give the rows that altered production outside any change; None where no row altered it."""
    rows = list(_altering(belonging, record, word))
    if not rows:
        return None
    others = [other for other, _ in control.accounting(record)]
    if any(name in record.data for name in word["reasons"]) or any(map(control.is_open, others)):
        return []
    changes = _changes(control, record)
    return [index for index, at in rows if not any(one.holds(datetime.fromisoformat(at)) for one in changes)]


def _altering(belonging: Belonging, record: Record, word: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    column = record.kind.fields[word["steps"]].children[word["step"]]
    owner = belonging.owner(record, column.ref) if column.ref else None
    part = str(column.ref.part) if column.ref else ""
    for index, row in enumerate(record.data.get(word["steps"], ())):
        step = owner.row(part, row[column.name]) if owner else None
        is_such = all(row.get(name) in wanted for name, wanted in word["where"].items())
        if is_such and step and step.get(word["flag"]):
            yield index, row[word["at"]]


def _changes(control: Control, record: Record) -> list[Change]:
    """Give the changes of a record of steps, and of what its steps were done for."""
    found = {one.record.id: one for one in control.of(record)}
    for other, _ in control.accounting(record):
        found |= {one.record.id: one for one in control.of(other)}
    return list(found.values())


def _ended(
    control: Control, belonging: Belonging, record: Record, word: Mapping[str, Any]
) -> Iterator[Finding]:
    is_same = record.kind.role("duplicate") in record.data
    if word["once"] not in record.data or is_same or any(name in record.data for name in word["reasons"]):
        return
    begun, fact = _life(control, record, word)
    if begun is None or fact is None or _is_inherited(control, belonging, record):
        return
    named = control.of(record)
    fitting = [
        one for one in named
        if one.is_good and one.was_allowed(fact.latest) and one.done and one.done.latest >= begun.earliest
    ]  # fmt: skip
    is_fix = _is_fix(control, record, word.get("release"))
    if fitting and (not is_fix or any(one.has("category", "release") for one in fitting)):
        return
    code = "release-missing" if is_fix else "change-unnamed"
    title, fact_title = (record.kind.fields[word[one]].title for one in ("once", "fact"))
    why = _why(fitting, "不是发布") or _why(named, f"没有做成、不在这件事期间，或批准在「{fact_title}」以后")
    text = f"写了「{title}」，没有说是哪个变更{why}；{CODES[code].remedy}"
    yield finding(record.key_place(word["once"]), code, text)


def _life(control: Control, record: Record, word: Mapping[str, Any]) -> tuple[Moment | None, Moment | None]:
    """Give when a record's matter began, and when it was last put right."""
    zone = control.context.bindings.of(record).zone
    name = word["fact"]
    again = values(record.data, (record.kind.role("reopenings"), "*", name))
    right = [known(one, zone) for one in (record.data.get(name), *(value for _, value in again))]
    fact = max((one for one in right if one), key=lambda one: one.latest, default=None)
    return known(record.data.get(record.kind.start), zone), fact


def _is_inherited(control: Control, belonging: Belonging, record: Record) -> bool:
    """Say whether records of steps altered production for this one, and all of them account for it."""
    left = [
        _unaccounted(control, belonging, other, word)
        for other, word in control.accounting(record)
        if "steps" in word
    ]
    altered = [one for one in left if one is not None]
    return bool(altered) and not any(altered)


def _is_fix(control: Control, record: Record, release: Mapping[str, Any] | None) -> bool:
    """Say whether the program was at fault: of the record itself, or of one that it names `via` a field."""
    if release is None:
        return False
    if "via" not in release:
        return record.data.get(release["field"]) in release["is"]
    others = (control.context.records.get(one) for one in record.data.get(release["via"], ()))
    return any(one.data.get(release["field"]) in release["is"] for one in others if one)


def _why(changes: Iterable[Change], reason: str) -> str:
    names = "、".join(one.record.id for one in changes)
    return f"（{names} {reason}）" if names else ""
