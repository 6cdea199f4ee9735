"""What somebody hands over, file by file: drafts of YAML files and sheets, with the files they are to keep.

Pure: the files by name in, their drafts and fates out. A file that nothing mentions is named, never dropped.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from generators.authoring import prose
from generators.authoring.draft import Draft, Read, Spot, Told, Why
from generators.authoring.workbook import reading
from generators.authoring.workbook.drafts import Drafting
from generators.kinds.begun_document import head as begun
from generators.kinds.called import named
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.progress import Watch, unwatched
from generators.records.attached import FILE, HASH, TABLE
from generators.records.record import values
from generators.refusal import Refusal
from generators.strict_yaml import At, load, positions

_YAML = (".yaml", ".yml", ".json")
_TABLES = (
    ".et",
    ".ett",
    ".numbers",
    ".xlt",
    ".xltx",
    ".xltm",
    ".ots",
    ".dbf",
)  # of programs that can save others
_PERHAPS = (".txt", ".htm", ".html")
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


def read(  # noqa: PLR0913 - what an author may say of all of them, and who looks on
    base: KnowledgeBase,
    files: Mapping[str, bytes],
    fetch: Fetch,
    kind: str | None = None,
    sheets: Sheets | None = None,
    *,
    watch: Watch = unwatched,
    owner: str | None = None,
) -> Incoming:
    """Read files; names may have folders in front. A kind that is said holds for all of them.

    A text becomes the draft of a document of the `owner`, unless another draft mentions it.
    """
    sheets = sheets or Drafting(base, kind, watch)
    drafts: list[Draft] = []
    told: dict[str, tuple[Told, ...]] = {}
    rest: dict[str, Told] = {}
    attached: set[str] = set()
    for name in watch("读取", sorted(files, key=_is_other)):  # a sheet may be what a draft keeps
        data, lower = files[name], name.lower()
        stem = lower.rpartition("/")[2]
        if stem.startswith(_LEFT) or stem in _NO_FILE or name in attached:
            continue
        if lower.endswith(_YAML):
            found = _yaml(base, name, data, kind)
        elif lower.endswith(reading.SUFFIXES):
            found = _book(sheets, name, data)
        else:
            rest[name] = _left(lower)
            continue
        told[name] = found.told
        for draft in found.drafts:
            kept = list(_attachments(draft, name, files, fetch))
            attached |= {one.path for one in kept}
            drafts.append(draft._replace(attachments={one.called: one.data for one in kept}))
    for name, one in rest.items():
        if name in attached:
            continue
        found = _text(base, name, files[name], kind, owner) or Read((), (one,))
        told[name] = found.told
        drafts += found.drafts
    return Incoming(tuple(drafts), told, frozenset(attached))


def _is_other(name: str) -> bool:
    return not name.lower().endswith(_YAML)


def _left(name: str) -> Told:
    """Say of a file that is no draft what to do with it, if it may hold a table."""
    if name.endswith(_TABLES):
        return Told(Spot(), Why.FILE, "读不了这种表格；用 Excel 或 WPS 打开，另存为 .xlsx 再来。")
    hint = "；里面是表格，就另存为 .csv 或 .xlsx 再来" if name.endswith(_PERHAPS) else ""
    return Told(Spot(), Why.SHEET, f"没有草稿提到这个文件，没有收{hint}。")


def _book(sheets: Sheets, name: str, data: bytes) -> Read:
    try:
        book = reading.read(name, data)
    except reading.Unreadable as error:
        return Read((), (Told(Spot(), Why.FILE, str(error)),))
    return sheets.read(name, book)


def _text(base: KnowledgeBase, name: str, data: bytes, kind: str | None, owner: str | None) -> Read | None:
    """Make the draft of a document of a text; its id is the file's name. None if it is for no such kind.

    A page that brings its own front matter says there what it is.
    """
    try:
        front = prose.headed(name, data)
    except Refusal as refusal:
        return Read(
            (), (Told(Spot(line=refusal.line, column=refusal.column), refusal.code, refusal.message),)
        )
    if front is not None:
        kind = str(front.head.get("kind", kind))
    stem, _, suffix = name.rpartition("/")[2].rpartition(".")
    named = base.kinds.of_id(stem)
    known = next((one for one in base.kinds.sound.values() if kind in (one.name, one.title)), named)
    if f".{suffix.lower()}" not in prose.SUFFIXES or known is None or not known.is_document:
        return None
    try:
        text = prose.read(name, data)
    except prose.Unreadable as error:
        return Read((), (Told(Spot(), Why.FILE, str(error)),))
    if front is not None:
        own = {**begun(known), **({"id": stem} if named else {}), **front.head}
        return Read((Draft(known.name, own, name, body=front.body),), ())
    said = {"id": stem if named else None, "title": text.title, "owner": owner}
    head = {**begun(known), **{key: value for key, value in said.items() if value}}
    return Read((Draft(known.name, head, name, body=text.body),), ())


def _yaml(base: KnowledgeBase, name: str, data: bytes, kind: str | None) -> Read:
    try:
        loaded = load(data)
    except Refusal as refusal:
        return Read((), (Told(Spot("", refusal.line, refusal.column), refusal.code, refusal.message),))
    said = _KIND.search(data)
    meant = kind or (said[1].decode() if said else None) or _meant(base, loaded)
    known = named(base.kinds, meant) if meant else None
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


class _File(NamedTuple):
    """A file that a draft keeps: what the draft calls it, where it lies, what it holds."""

    called: str
    path: str
    data: bytes


def _attachments(draft: Draft, source: str, files: Mapping[str, bytes], fetch: Fetch) -> Iterator[_File]:
    """Yield the files that a draft names: those that lie beside it, else those with the hash that it writes.

    A form calls a file as its author does; on its way to us it may have been given another name.
    """
    for row in (one for _, one in values(draft.data, (TABLE, "*")) if isinstance(one, Mapping)):
        name = row.get(FILE)
        if not isinstance(name, str) or "/" in name or "\\" in name:
            continue
        path = _beside(source, name)
        data = fetch(path)
        if data is None:
            path = next((one for one in files if _is_meant(one, source, row, files)), "")
            data = files.get(path)
        if data is not None:
            yield _File(name, path, data)


def _is_meant(path: str, source: str, row: Mapping[str, Any], files: Mapping[str, bytes]) -> bool:
    is_beside = path != source and _beside(source, path.rpartition("/")[2]) == path
    return is_beside and hashlib.sha256(files[path]).hexdigest() == str(row.get(HASH)).lower()


def _beside(source: str, name: str) -> str:
    folder, slash, _ = source.rpartition("/")
    return f"{folder}{slash}{name}"
