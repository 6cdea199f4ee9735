"""What Git knows about the files of a base, as plain values; `history` fills them, pages show them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

LAST = datetime(2200, 1, 1, tzinfo=UTC)  # after all times of a base; in place of one that nobody can read


class Completeness(StrEnum):
    """How much of the history could be read."""

    COMPLETE = "complete"
    SHALLOW = "shallow"  # a partial clone in time: first dates would be wrong, so none are given
    EMPTY = "empty"  # a repository without a commit
    NONE = "none"  # not a repository, or no Git on this machine
    FOREIGN = "foreign"  # Git refuses a repository that belongs to another user
    BROKEN = "broken"  # Git cannot read what is there


class Edit(NamedTuple):
    """One commit that touched a file; times are ISO 8601 with the offset the person had."""

    commit: str
    authored: str
    committed: str
    author: str
    how: str  # added, changed, deleted, moved
    path: str = ""  # of the file as the commit left it; empty when it took the file away
    before: tuple[str, ...] = ()  # the text in each parent that had one, as a key of `History.texts`
    after: str = ""  # the text that the commit left; empty when it took the file away
    committer: str = ""  # who committed what the author wrote, if that is somebody else
    odd: str = ""  # what stands where the time of the commit should, if no base can have such a time


class Edition(NamedTuple):
    """What the main line came to hold of a document, and from when on it can have been there."""

    edit: Edit
    place: int  # in the line, from the oldest on
    since: int  # seconds since 1970: no commit is older than those that it knew, whatever its clock said


class Sealed(NamedTuple):
    """The files that a seal lists, as the commit that it names holds them."""

    committed: str  # ISO 8601, as it claims
    texts: Mapping[str, bytes]  # by path
    brought: Mapping[str, bytes] = MappingProxyType({})  # of an older format, what this program makes of it


class Versions(NamedTuple):
    """What each record said before and after every edit that somebody looks at."""

    texts: Mapping[str, bytes]  # what the edits name
    merges: Mapping[str, tuple[Edit, ...]] = MappingProxyType({})  # what differs from all that was merged
    head: Mapping[str, str] = MappingProxyType(
        {}
    )  # by stem, the text that is committed of what is not as it stands
    start: Edit | None = None  # the commit that the settings name: up to it nobody looks
    passed: frozenset[str] = frozenset()  # that commit and all that it knew
    moved: tuple[Edit, ...] = ()  # what set the start, newest first
    editions: Mapping[str, tuple[Edition, ...]] = MappingProxyType({})  # of documents, oldest first
    back_dated: frozenset[str] = frozenset()  # commits that claim to be older than what they knew
    ahead: frozenset[str] = frozenset()  # commits that claim a time that had not come
    unread: frozenset[str] = frozenset()  # what edits name and Git has not, or nobody can read
    begun: int | None = None  # since when it tells what was in force: its start, else its first commit
    sealed: Mapping[str, Sealed] = MappingProxyType({})  # by the commits that lists of seals name


@dataclass(frozen=True)
class History:
    """The edits of every file, newest first, keyed by file stem under records/ and docs/ records."""

    state: Completeness
    edits: Mapping[str, tuple[Edit, ...]] = field(default_factory=dict)
    uncommitted: frozenset[str] = frozenset()  # stems that differ from the last commit
    versions: Versions | None = None  # only if asked for
    said: str = ""  # what Git complains of, if it is broken

    def trail(self, stem: str) -> tuple[Edit, ...]:
        """Give the edits of one record, newest first; empty when it is not yet in history."""
        return self.edits.get(stem, ())
