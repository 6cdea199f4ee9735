"""What somebody hands over, file by file: drafts of YAML files and sheets, with the files they are to keep.

Pure: the files by name in, their drafts and fates out. A file that nothing mentions is named, never dropped.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from generators.authoring.draft import Draft, Spot, Told, Why
from generators.authoring.workbook import reading
from generators.authoring.workbook.drafts import Drafting, Read
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.records.attached import names
from generators.refusal import Refusal
from generators.strict_yaml import At, load, positions

_YAML = (".yaml", ".yml", ".json")
_NO_FILE = (".ds_store", "thumbs.db", "desktop.ini")
_LEFT = ("~$", ".~", ".")  # what office programs and systems leave beside a file
_KIND = re.compile(rb"^#\s*kind:\s*([a-z][a-z-]*)\s*$", re.MULTILINE)
_OPENED = re.compile(rb"^#\s*opened:\s*([0-9a-f]{64})\s*$", re.MULTILINE)

Fetch = Callable[[str], bytes | None]  # the file of a name beside the one that was handed over


class Incoming(NamedTuple):
    """All drafts, and of each file what is to be told of it as a whole."""

    drafts: tuple[Draft, ...]
    told: Mapping[str, tuple[Told, ...]]  # by file, those without drafts too
    attached: frozenset[str]  # files that go with a draft


class Sheets(Protocol):
    """Whoever makes drafts of a book."""

    def read(self, source: str, book: reading.Book) -> Read:
        """Make drafts of a book; `source` is what its author calls it."""


def read(
    base: KnowledgeBase,
    files: Mapping[str, bytes],
    fetch: Fetch,
    kind: str | None = None,
    sheets: Sheets | None = None,
) -> Incoming:
    """Read files; names may have folders in front. A kind that is said holds for all of them."""
    sheets = sheets or Drafting(base, kind)
    drafts: list[Draft] = []
    told: dict[str, tuple[Told, ...]] = {}
    rest: dict[str, Told] = {}
    attached: set[str] = set()
    for name, data in files.items():
        lower = name.lower()
        stem = lower.rpartition("/")[2]
        if stem.startswith(_LEFT) or stem in _NO_FILE:
            continue
        if lower.endswith(_YAML):
            found = _yaml(base, name, data, kind)
        elif lower.endswith(reading.SUFFIXES):
            found = _book(sheets, name, data)
        else:
            rest[name] = Told(Spot(), Why.SHEET, "没有草稿提到这个文件，没有收。")
            continue
        told[name] = found.told
        for draft in found.drafts:
            kept = dict(_attachments(draft, name, fetch))
            attached |= {_beside(name, one) for one in kept}
            drafts.append(draft._replace(attachments=kept))
    told |= {name: (one,) for name, one in rest.items() if name not in attached}
    return Incoming(tuple(drafts), told, frozenset(attached))


def _book(sheets: Sheets, name: str, data: bytes) -> Read:
    try:
        book = reading.read(name, data)
    except reading.Unreadable as error:
        return Read((), (Told(Spot(), Why.FILE, str(error)),))
    return sheets.read(name, book)


def _yaml(base: KnowledgeBase, name: str, data: bytes, kind: str | None) -> Read:
    try:
        loaded = load(data)
    except Refusal as refusal:
        return Read((), (Told(Spot("", refusal.line, refusal.column), refusal.code, refusal.message),))
    said = _KIND.search(data)
    meant = kind or (said[1].decode() if said else None) or _meant(base, loaded)
    known = next((one for one in base.kinds.sound.values() if meant in (one.name, one.title)), None)
    if known is None:
        text = "看不出是哪一类登记；在第一行写 # kind: 类别代码，或用 --kind 写明。"
        return Read((), (Told(Spot("", 1, 1), Why.FILE, text),))
    opened = _OPENED.search(data)
    places = {
        at: Spot("", mark.line, mark.column, "", _title(known, at)) for at, mark in positions(data).items()
    }
    digest = opened[1].decode() if opened else None
    return Read((Draft(known.name, loaded, name, places, digest),), ())


def _meant(base: KnowledgeBase, data: Mapping[str, Any]) -> str | None:
    """Settle the kind by the id, else by the names of the members: those of one kind alone."""
    own = base.kinds.of_id(str(data.get("id", "")))
    if own:
        return own.name
    scores = {one.name: len(set(data) & set(one.fields)) for one in base.kinds.sound.values()}
    best = max(scores.values(), default=0)
    fitting = [name for name, score in scores.items() if score == best]
    return fitting[0] if len(fitting) == 1 and best > 1 else None


def _title(kind: Kind, at: At) -> str:
    return kind.field(at).title if at else ""


def _attachments(draft: Draft, source: str, fetch: Fetch) -> Iterator[tuple[str, bytes]]:
    """Yield the files that a draft names and that lie beside it."""
    for name in names(draft.data):
        if "/" not in name and "\\" not in name:
            data = fetch(_beside(source, name))
            if data is not None:
                yield name, data


def _beside(source: str, name: str) -> str:
    folder, slash, _ = source.rpartition("/")
    return f"{folder}{slash}{name}"
