"""A seal is what it says: its root is that of its list, what it lists is still there, and nothing beside it.

Without the history: which files a month has, and the bytes of attachments. What became of what records say,
only the sealed versions of them can tell; see `sealed`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import PurePosixPath

from generators.checks.context import Context
from generators.checks.entry import days_late
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records import seal_list
from generators.records.attached import FILE, HASH, TABLE, names
from generators.records.record import Record
from generators.records.sealing import NUMBER, Seal, entered, is_under, month_of, seals
from generators.words import say

_SHOWN = 4  # files that one sentence names


def check(context: Context) -> Iterator[Finding]:
    """Look at every seal, and at the records of the months whose seals are signed."""
    found = list(seals(context.records.values(), context.files, context.bindings, context.now))
    for seal in found:
        yield from _untrue(seal)
    signed = [one for one in found if one.told is not None and one.signed is not None]
    for seal in signed:
        yield from _gone(context, seal)
    if signed:
        yield from _changed(context, signed)
        yield from _late(context, signed)


def _untrue(seal: Seal) -> Iterator[Finding]:
    """Hold what a seal says of its list against the list."""
    record, kind = seal.record, seal.record.kind
    root, commit, counts = (kind.role(f"seal-{name}") for name in ("root", "commit", "counts"))
    if seal.file is None or seal.written is None:
        if seal.signed is None:
            return  # nothing rests on it yet
        text = f"{say('seal.unproven')}；{CODES['seal-unproven'].remedy}"
        yield finding(record.place(root), "seal-unproven", text)
        return
    if seal.told is None:
        yield _differs(seal, root, say("seal.unreadable", file=seal.file))
        return
    real = seal_list.sha256(seal.written)
    listed = len(seal.told.records)
    for name, written, told in (
        (root, seal.root, real),
        (commit, seal.commit, seal.told.commit),
        (kind.role("seals"), seal.month, seal.told.month),
        (counts, seal.counts.get(NUMBER), listed),
    ):
        if written != told:
            title = kind.fields[name].title
            wanted = say("seal.nothing") if written is None else written
            yield _differs(seal, name, say("seal.differs", title=title, written=wanted, told=told))
            return  # whoever put one thing in the place of another made all of it another


def _differs(seal: Seal, field: str, text: str) -> Finding:
    return finding(seal.record.place(field), "seal-untrue", f"{text}；{CODES['seal-untrue'].remedy}")


def _gone(context: Context, seal: Seal) -> Iterator[Finding]:
    """Name what a seal lists and the base has no longer; a file that a record still claims is told there."""
    claimed = {
        f"{one.path.rpartition('/')[0]}/{name}" for one in context.states.read for name in names(one.data)
    }
    lost = [
        path
        for path in (seal.told.files if seal.told else ())
        if path not in context.files
        and path not in claimed
        and not (seal_list.is_record(path) and context.states.of(seal_list.stem(path)))
    ]
    if lost:
        shown = [PurePosixPath(one).name.removesuffix(".yaml") for one in lost[:_SHOWN]]
        text = say("seal.gone", count=len(lost), files=say("value.comma").join(shown))
        place = seal.record.place(seal.record.kind.role("seal-root"))
        yield finding(place, "sealed-gone", f"{text}；{CODES['sealed-gone'].remedy}")


def _changed(context: Context, signed: list[Seal]) -> Iterator[Finding]:
    """Find attachments that were sealed and are others now, although their records agree to that."""
    for record in context.records.values():
        for number, row in enumerate(record.data.get(TABLE, ())):
            path = f"{record.path.rpartition('/')[0]}/{row[FILE]}"
            now = str(row[HASH]).lower()
            for seal in signed:
                was = seal.told.files.get(path, now) if seal.told else now
                if was != now:
                    text = say("seal.file", seal=seal.record.id, file=row[FILE], before=was, after=now)
                    text += f"；{CODES['sealed-file-changed'].remedy}"
                    yield finding(record.place(TABLE, number, HASH), "sealed-file-changed", text)


def _late(context: Context, signed: list[Seal]) -> Iterator[Finding]:
    """Find records of a sealed month that no seal of it lists."""
    by_month: defaultdict[str, list[Seal]] = defaultdict(list)
    listed: dict[str, frozenset[str]] = {}  # by seal; a month has as many records as its list
    for seal in signed:
        by_month[seal.month].append(seal)
        listed[seal.record.id] = frozenset(map(seal_list.stem, seal.told.records if seal.told else ()))
    for record in context.records.values():
        month = None if record.is_voided else month_of(record, context.bindings)
        own = [one for one in by_month.get(month or "", ()) if is_under(record, one.record, context.bindings)]
        if own and not any(record.id in listed[one.record.id] for one in own):
            yield from _told_late(context, record, own)


def _told_late(context: Context, record: Record, own: list[Seal]) -> Iterator[Finding]:
    """Tell of a record that says itself that it came later, and of one that does not."""
    when = entered(record, context.bindings)
    if when is not None and when > context.now:
        return  # it was not there yet
    first = min(own, key=lambda one: (one.signed or context.now, one.record.id))
    signed = first.signed or context.now
    is_said = when is not None and when > signed
    if is_said and days_late(record, context) is not None:
        return  # that it was entered late is told
    code = "sealed-late" if is_said else "sealed-added"
    day = signed.astimezone(context.bindings.of(record).zone).date()
    text = say(f"seal.{code.removeprefix('sealed-')}", seal=first.record.id, day=day)
    at = "recorded_at" if "recorded_at" in record.data else "id"
    yield finding(record.place(at), code, f"{text}；{CODES[code].remedy}")
