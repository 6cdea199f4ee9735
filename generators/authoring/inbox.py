"""Drafts into a base on disk, and one commit of them: nothing half, nothing twice, nothing over another's.

The base is read anew while nobody else may write to it, so that two at once get different numbers and the
second is held against what the first wrote.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from generators.authoring.draft import Draft, Entry
from generators.authoring.entry import enter
from generators.finding import UserError
from generators.knowledge import KnowledgeBase, Memory
from generators.origin import history, landing, source
from generators.progress import Watch, unwatched
from generators.strict_yaml import INVISIBLE

_UNFIT = re.compile(r"[<>\x00-\x1f\x7f\u2028\u2029\ud800-\udfff]")
_AUTHOR = re.compile(r"(?P<name>.*)<(?P<mail>[^<>]*)>\s*", re.DOTALL).fullmatch
_NOTHING = "Git 不肯提交，什么都没有写"
_LEFT = "上次写下的还没有提交，Git 不肯提交，这次的没有写"
_SUBJECT = 60  # characters


class Author(NamedTuple):
    """Who handed drafts over, as a commit names them."""

    name: str
    mail: str

    def __str__(self) -> str:
        return f"{self.name} <{self.mail}>"


class Seen(NamedTuple):
    """A base that was read before: if its files are still the same, it need not be read again."""

    files: Mapping[str, bytes]
    base: KnowledgeBase
    memory: Memory | None = None  # of who reads it again and again


class Way(NamedTuple):
    """How drafts are entered: committed in whose name, whether only the right ones, who looks on."""

    by: Author | None = None  # nobody: written, not committed
    valid_only: bool = False
    watch: Watch = unwatched


PLAINLY = Way()


def author(name: str, mail: str = "") -> Author:
    """Make an author of what somebody typed, without what would end a line or a name. Raises UserError."""
    clean, address = (INVISIBLE.sub("", _UNFIT.sub("", one)).strip() for one in (name, mail))
    if not any(one.isalnum() for one in clean):  # Git takes no name of signs, nobody knows one that is unseen
        raise UserError('要写登记人的姓名，例如 --author "服务台甲 <desk@example.com>"。')
    return Author(clean, address or "unknown@localhost")


def author_of(text: str) -> Author:
    """Read `Name <mail>`, as Git writes it. Raises UserError."""
    found = _AUTHOR(text)
    return author(found["name"], found["mail"]) if found else author(text)


def tried(seen: Seen, drafts: Sequence[Draft], way: Way = PLAINLY, now: datetime | None = None) -> Entry:
    """Say what would come of drafts, and write nothing; `now` if the base was read a while ago."""
    return enter(
        seen.files,
        drafts,
        now or seen.base.now,
        valid_only=way.valid_only,
        before=seen.base,
        memory=seen.memory,
        watch=way.watch,
    )


def take(
    root: Path,
    drafts: Sequence[Draft],
    as_of: str | None = None,
    seen: Seen | None = None,
    way: Way = PLAINLY,
) -> Entry:
    """Enter drafts into the base at `root`. Raises UserError."""
    way.watch("等别人写完", ())
    with landing.alone(root):
        landing.resume(root, lambda paths, note: _commit(root, paths, note, _LEFT))
        files = source.read(root)
        now = source.now(files, as_of)
        is_same = seen is not None and seen.files == files
        known = seen.base if seen and is_same else None
        entry = enter(
            files,
            drafts,
            now,  # a base that was read a while ago tells what is wrong, not what time it is
            valid_only=way.valid_only,
            before=known,
            memory=seen.memory if seen else None,
            watch=way.watch,
        )
        if entry.files:
            changed = frozenset(entry.files) & files.keys()
            note = {"author": str(way.by), "message": _message(entry, drafts)} if way.by else {}
            new = landing.Landing(entry.files, changed, note)
            landing.land(root, new, lambda paths, told: _commit(root, paths, told), way.watch)
        return entry


def _commit(root: Path, paths: Sequence[str], note: Mapping[str, str], told: str = _NOTHING) -> None:
    if not note:
        return
    trouble = history.commit(root, paths, note["author"], note["message"])
    if trouble:
        raise UserError(f"{told}：{trouble}")


def _message(entry: Entry, drafts: Sequence[Draft]) -> str:
    written = [number for number in range(len(drafts)) if number not in entry.refused | entry.there]
    ids = [str(entry.ids[number]) for number in written]
    subject = f"Record {', '.join(ids)}"
    if len(subject) > _SUBJECT:
        subject = f"Record {ids[0]} and {len(ids) - 1} more"
    sources = sorted({drafts[number].source for number in written} - {""})
    return "\n".join(
        [subject, "", *(ids if len(ids) > 1 else []), *(f"From: {one}" for one in sources)]
    ).strip()
