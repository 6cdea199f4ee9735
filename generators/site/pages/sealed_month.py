"""What a page says of a seal: which one holds a record; of the seal itself, what it proves."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from generators.knowledge import KnowledgeBase
from generators.records import seal_list
from generators.records.moment import known
from generators.records.record import Record
from generators.records.seal_list import SealList
from generators.site.cells import Field, prose, time
from generators.words import say

SEALED = "sealed"


class _Seen(NamedTuple):
    """The list of a seal, what it is called, and whether its SHA-256 is the root."""

    told: SealList
    file: str
    is_root: bool


def told(base: KnowledgeBase, record: Record) -> Iterator[Field]:
    """Yield which signed seal holds a record, and whether its file is still the same."""
    seals = [one for one in base.sealed.get(record.id, ()) if base.facts.get(one.seal)]
    if not seals:
        return
    words = {True: "same", False: "other", None: "unknown"}
    lines = (
        say(
            f"seal.holds.{words[one.is_same]}", seal=one.seal, day=time(base, one.signed)[: len("2026-03-05")]
        )
        for one in seals
    )
    yield Field(SEALED, say("seal.title"), prose(base, say("value.also").join(lines)))


def proves(base: KnowledgeBase, record: Record) -> Iterator[Field]:
    """Yield on the page of a seal what it is, how it stands today, and how anybody can check it."""
    if not record.kind.role("seal-root"):
        return
    seen = _seen(base, record)
    if seen is None:
        yield Field("proves", say("seal.proves"), prose(base, say("seal.proves_nothing")))
        return
    lines = [_what(base, record, seen), *_today(base, record)]
    yield Field("proves", say("seal.proves"), prose(base, "".join(lines)))
    how = say("seal.how_told", commit=seen.told.commit, file=seen.file, folder=record.path.rpartition("/")[0])
    yield Field("how", say("seal.how"), prose(base, how))


def _seen(base: KnowledgeBase, record: Record) -> _Seen | None:
    for name, data in base.attached.get(record.id, {}).items():
        if data.startswith(seal_list.MARK) and (told := seal_list.read(data)):
            root = record.data.get(record.kind.role("seal-root"))
            return _Seen(told, name, seal_list.sha256(data) == root)
    return None


def _what(base: KnowledgeBase, record: Record, seen: _Seen) -> str:
    committed = datetime.fromisoformat(seen.told.committed)
    signed = known(record.data.get(record.kind.stop), base.config.zone)
    text = say(
        "seal.what" if seen.is_root else "seal.what_not",
        file=seen.file,
        records=len(seen.told.records),
        files=len(seen.told.files),
        commit=seen.told.commit[:12],
        time=time(base, committed),
    )
    if signed is not None and signed.latest < committed:
        text += say("seal.later", signed=time(base, signed.at)[: len("2026-03-05")])
    return text


def _today(base: KnowledgeBase, record: Record) -> Iterator[str]:
    marks = {name: one.is_same for name, some in base.sealed.items() for one in some if one.seal == record.id}
    if not marks:
        return
    same = sum(is_same is True for is_same in marks.values())
    other = [name for name, is_same in marks.items() if is_same is False]
    yield say("seal.today", same=same)
    if other and not base.reader.is_outside:
        yield say("seal.today_other", count=len(other), ids=say("value.comma").join(sorted(other)))
