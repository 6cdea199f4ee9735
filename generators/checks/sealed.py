"""What was sealed is as the commit held it that the seal names, and says today what it said then.

Only Git knows. A record of an older format is compared as this program brings it to its own, so that a change
of form is no change of meaning; that the list is true is asked of the bytes as they were.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, Place, finding
from generators.kinds.faults import checker
from generators.kinds.field import Field
from generators.records import seal_list
from generators.records.differences import Change
from generators.records.earlier import load_earlier
from generators.records.provenance import Sealed, Versions
from generators.records.record import Record
from generators.records.saying import Sayer
from generators.records.sealing import Seal, seals
from generators.records.speaking import Speaker
from generators.records.unsealed import Held, changes
from generators.refusal import Refusal
from generators.strict_yaml import load
from generators.words import say

_SHOWN = 4  # changes of one record, files of one seal
_CHANGED = "sealed-changed"
_LONG, _LEAD = 40, 8  # letters of a text that are told, and of them before what differs
Data = Mapping[str, Any]


def check(context: Context) -> Iterator[Finding]:
    """Hold every seal against its commit, and each record against what was sealed of it."""
    versions = context.history.versions if context.history else None
    if versions is None:
        return
    for seal in seals(context.records.values(), context.files, context.bindings, context.now):
        if seal.told is None:
            continue
        there = versions.sealed.get(seal.told.commit)
        if there is None:
            yield _on(
                seal, "seal-commit", "seal-commit-unknown", say("seal.unknown", commit=seal.told.commit)
            )
            continue
        yield from _unlike(seal, there)
        if seal.signed is not None:
            yield from _changed(context, versions, seal, there)


def _on(seal: Seal, role: str, code: str, text: str) -> Finding:
    place: Place = seal.record.place(seal.record.kind.role(role))
    return finding(place, code, f"{text}；{CODES[code].remedy}")


def _unlike(seal: Seal, there: Sealed) -> Iterator[Finding]:
    """Tell what the list says of files that the commit holds otherwise, or not at all."""
    if seal.told is None:
        return
    told = []
    if seal.told.committed != there.committed:
        told.append(say("seal.when", written=seal.told.committed, told=there.committed))
    for path, written in seal.told.files.items():
        held = there.texts.get(path)
        if held is None:
            told.append(say("seal.absent", file=path))
        elif (found := seal_list.sha256(held)) != written:
            told.append(say("seal.other", file=path, written=written, told=found))
    if told:
        text = say("value.also").join(told[:_SHOWN])
        text = say("change.more", what=text, count=len(told)) if len(told) > _SHOWN else text
        head = say("seal.unlike", commit=seal.told.commit[:12])
        yield _on(seal, "seal-root", "seal-unlike-commit", f"{head}{text}")


def _changed(context: Context, versions: Versions, seal: Seal, there: Sealed) -> Iterator[Finding]:
    for path in seal.told.records if seal.told else ():
        record = context.records.get(seal_list.stem(path))
        text = there.brought.get(path, there.texts.get(path))
        if record is None or text is None or text == record.source:
            continue
        try:
            before = load_earlier(text)
        except Refusal:
            continue  # nobody could have relied on it
        found = list(_changes(context, seal, record, (before, load(record.source))))
        if found:
            yield _finding(context, versions, seal, (record, before), found)


def _changes(context: Context, seal: Seal, record: Record, both: tuple[Data, Data]) -> Iterator[Change]:
    def is_dated(field: Field) -> bool:
        kinds = context.kinds.sound
        names = field.ref.kinds if field.ref else ()
        return any(kinds[name].role("effective") for name in names if name in kinds)

    held = Held(seal.signed or context.now, context.bindings.of(record).zone, is_dated)
    return changes(record.kind, *both, held)


def _finding(
    context: Context, versions: Versions, seal: Seal, told: tuple[Record, Data], found: list[Change]
) -> Finding:
    record, before = told
    after = load(record.source)
    contract = context.bindings.of(record).contract
    sayer = Sayer(
        Speaker(context.kinds, context.records, contract),
        after,
        lambda: not any(checker(record.kind)(one) for one in (before, after)),
    )
    what = say("value.also").join([_told(sayer, one) for one in found[:_SHOWN]])
    if len(found) > _SHOWN:
        what = say("change.more", what=what, count=len(found))
    text = say("seal.changed", seal=seal.record.id, what=what)
    said = _said(context, versions, record, before)
    one = finding(record.place(*found[0].at), _CHANGED, f"{text}；{CODES[_CHANGED].remedy}")
    return one._replace(answered_before=said)


def _told(sayer: Sayer, change: Change) -> str:
    """Say both values; of long texts the part from where they differ."""
    before, after = change.before, change.after
    said = sayer.change(change)
    if not isinstance(before, str) or not isinstance(after, str) or max(len(before), len(after)) <= _LONG:
        return said
    same = next(
        (at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None
    )
    at = max(0, (min(len(before), len(after)) if same is None else same) - _LEAD)
    parts = {"before": before[at : at + _LONG], "after": after[at : at + _LONG]}
    return say("seal.apart", title=change.steps[-1].field.title, at=at + 1, **parts)


def _said(context: Context, versions: Versions, record: Record, before: Data) -> int:
    """Count the answers that were there before the last edit that touched more than answers."""
    name = record.kind.role("answers")
    history = context.history
    versions_of = [load(record.source)]
    if history and record.id in history.uncommitted:
        versions_of += _read(versions, versions.head.get(record.id, ""))
    for edit in history.trail(record.id) if history else ():
        versions_of += [one for key in (edit.after, *edit.before[:1]) for one in _read(versions, key)]
    for after, earlier in pairwise(versions_of):
        if _without(after, name) != _without(earlier, name):
            return _count(earlier, name)
    return _count(before, name)


def _read(versions: Versions, key: str) -> list[dict[str, Any]]:
    text = versions.texts.get(key)
    try:
        return [] if text is None else [load_earlier(text)]
    except (Refusal, UnicodeDecodeError):
        return []


def _without(data: Data, name: str) -> Data:
    return {key: value for key, value in data.items() if key != name}


def _count(data: Data, name: str) -> int:
    rows = data.get(name, ())
    return sum(isinstance(row, Mapping) and row.get("code") == _CHANGED for row in rows)
