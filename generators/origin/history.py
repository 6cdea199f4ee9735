"""The edge towards Git: one `git log` tells who entered every record when, and how often it changed.

Keyed by file stem, because ids are stems and never change, so a move needs no guess. The flags are not
decoration: each undoes a setting or a default that bends the output (docs/adr/0007-history.md). What is not
committed is found by the bytes, as Git names them: `git status` would run the filters of the repository.
"""

from __future__ import annotations

import hashlib
import threading
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from generators.origin import reluctant, source
from generators.origin.dates import written
from generators.origin.runner import GitFailed, Runner
from generators.records.provenance import LAST, Completeness, Edit, History

_FORMAT = "%x00%H%x00%ad%x00%cd%x00%an%x00%cn"  # NUL alone cannot stand in a name
_FOLDERS = ("records", "docs")
_RECORDS = (".yaml", ".md")  # an attachment beside a record is not the record
_PATIENCE, _MOMENT = 10, 0.2  # how often, and after how many seconds, a busy Git is asked again
_never = threading.Event()  # which is waited for, as nothing else comes
_NO_TEXT = "0"  # all that stands in the name of the text of a file that is not there
_SHA1 = 40  # digits of a name
FLAGS = (
    "--topo-order", "--full-history", "--root", "--no-follow", "--no-renames", "--no-show-signature",
    "--no-mailmap", "--no-ext-diff", "--encoding=UTF-8", "--date=raw", "--raw", "--no-abbrev", "-z",
    f"--format={_FORMAT}",
)  # fmt: skip
_FED = ("--pathspec-from-file=-", "--pathspec-file-nul")
_STAGED = ("diff", "--cached", "--name-only", "--relative", "--no-renames", "--no-ext-diff", "-z")
_LOG = ("log", "HEAD", *FLAGS, "--no-diff-merges", "--", *_FOLDERS)
_THERE = ("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *_FOLDERS)


def read(root: Path) -> History:
    """Read the history of the records under `root`; says why when there is none."""
    try:
        run = Runner(root)
    except ImportError:  # GitPython without a git on this machine
        return History(Completeness.NONE)
    try:
        if run.out("rev-parse", "--is-shallow-repository").strip() == "true":
            return History(Completeness.SHALLOW)
    except GitFailed as failed:
        foreign = "dubious ownership" in failed.said
        return History(Completeness.FOREIGN if foreign else Completeness.NONE)
    if not run.accepts("rev-parse", "-q", "--verify", "HEAD"):
        return History(Completeness.EMPTY)
    try:
        return History(Completeness.COMPLETE, parse(run.out(*_LOG)), _uncommitted(run, root))
    except GitFailed as failed:
        return History(Completeness.BROKEN, said=failed.said)


def blobs(run: Runner, revision: str, *paths: str) -> dict[str, str]:
    """Give the names of the texts of a base at a commit, by path. Raises GitFailed."""
    listed = run.out("ls-tree", "-r", "-z", revision, "--", *paths)
    lines = (line.partition("\t") for line in listed.split("\0"))
    return {path: head.split(" ")[2] for head, _, path in lines if path}


def unsaved(root: Path, paths: Iterable[str]) -> tuple[str, ...] | None:
    """Give those of the files that no commit holds as they are; None where there is no Git to ask."""
    try:
        run = Runner(root)
        run.out("rev-parse", "--git-dir")
        held = blobs(run, "HEAD") if run.accepts("rev-parse", "-q", "--verify", "HEAD") else {}
    except (ImportError, GitFailed):
        return None
    return tuple(path for path in paths if not _is_held(root, path, held.get(path, "")))


def unready(root: Path) -> str:
    """Say why nothing could be committed, and what to do; empty if it could."""
    run = _run(root)
    if isinstance(run, str):
        return run
    return reluctant.words(run.complaint("var", "GIT_COMMITTER_IDENT"))


def commit(root: Path, paths: Iterable[str], author: str, message: str) -> str:
    """Commit these files and no others; gives why Git would not, and leaves nothing of it staged then.

    What is committed already, as after a kill that came right behind the commit, is done.
    """
    run = _run(root)
    if isinstance(run, str):
        return run
    asked = tuple(paths)
    names = "\0".join(asked)
    trouble = _added(run, names)
    if not trouble:
        if not {*run.out(*_STAGED).split("\0")} & {*asked}:
            return ""
        trouble = run.fed(
            names, "commit", "-q", f"--author={author}", f"--message={message}", "--only", *_FED
        )
    if trouble:
        run.fed(names, "reset", "-q", *_FED)
    return reluctant.words(trouble)


def _run(root: Path) -> Runner | str:
    """Give the door to a repository that can take a commit, or say why there is none."""
    try:
        run = Runner(root)
        folder = Path(run.out("rev-parse", "--absolute-git-dir").rstrip("\n"))
    except ImportError:
        return "这台机器上没有 Git；装好 Git，或不要提交。"
    except GitFailed as failed:
        return reluctant.words(failed.said)
    return reluctant.state(folder) or run


def _added(run: Runner, names: str) -> str:
    """Stage files; another Git, such as that of an editor, may hold the index for a moment."""
    trouble = run.fed(names, "add", *_FED)
    for _ in range(_PATIENCE):
        if reluctant.words(trouble) != reluctant.BUSY:
            break
        _never.wait(_MOMENT)
        trouble = run.fed(names, "add", *_FED)
    return trouble


def parse(log: str, endings: tuple[str, ...] = _RECORDS) -> dict[str, tuple[Edit, ...]]:
    """Read the output of our `git log` into edits by stem, newest first.

    A commit is a NUL, its hash, two times, author and committer, then for each file a line and a path. The
    line is as many colons as the commit has parents, their modes and its own, their texts and its own, and a
    letter for each parent.
    """
    edits: dict[str, list[Edit]] = defaultdict(list)
    for header, files in _commits(iter(log.split("\0"))):
        letters: dict[str, set[str]] = defaultdict(set)
        before: dict[str, list[str]] = defaultdict(list)
        left: dict[str, tuple[str, str]] = {}
        for line, path in files:
            if not path.endswith(endings):
                continue
            stem, parents = _stem(path), len(line) - len(line.lstrip(":"))
            *texts, text, letter = line.split(" ")[parents + 1 :]
            letters[stem] |= set(letter)
            before[stem] += [one for one in texts if one.strip(_NO_TEXT)]
            left |= {stem: (path, text)} if text.strip(_NO_TEXT) else {}
        for stem, seen in letters.items():
            path, after = left.get(stem, ("", ""))
            edits[stem].append(_edit(header, _how(seen), path, (tuple(before[stem]), after)))
    return {stem: tuple(some) for stem, some in edits.items()}


def _edit(
    header: tuple[str, str, str, str, str], how: str, path: str, texts: tuple[tuple[str, ...], str]
) -> Edit:
    """Make an edit of what a commit claims; a time that nobody can read lies after all others."""
    commit, authored, committed, author, committer = header
    when = written(committed)
    times = written(authored) or when or LAST.isoformat(), when or LAST.isoformat()
    return Edit(
        commit, *times, author, how, path, *texts,
        committer="" if committer == author else committer, odd="" if when else committed or "-",
    )  # fmt: skip


class _Commit(NamedTuple):
    """The hash, two times, author and committer of a commit, and the line and path of each of its files."""

    header: tuple[str, str, str, str, str]
    files: list[tuple[str, str]]


def _commits(tokens: Iterator[str]) -> list[_Commit]:
    """Give each commit of a log; what stands between them is empty."""
    found: list[_Commit] = []
    for token in tokens:
        told = token.strip("\n")
        if told.startswith(":"):
            found[-1].files.append((told, next(tokens)))
        elif told:
            found.append(_Commit((told, next(tokens), next(tokens), next(tokens), next(tokens)), []))
    return found


def _how(letters: set[str]) -> str:
    if letters >= {"A", "D"}:
        return "moved"
    return {"A": "added", "D": "deleted"}.get(min(letters), "changed")


def _uncommitted(run: Runner, root: Path) -> frozenset[str]:
    """Give the stems of what the last commit does not hold as it is, but for what Git is told to ignore."""
    held = {path: name for path, name in blobs(run, "HEAD", *_FOLDERS).items() if path.endswith(_RECORDS)}
    there = [path for path in run.out(*_THERE).split("\0") if path.endswith(_RECORDS)]
    changed = (path for path, name in held.items() if not _is_held(root, path, name))
    return frozenset(_stem(path) for path in (*changed, *(one for one in there if one not in held)))


def _is_held(root: Path, path: str, name: str) -> bool:
    """Say whether a file is the text that Git calls so, whatever ends its lines here."""
    data = source.beside(str(root / path)) if name else None
    return data is not None and name in (named(data, name), named(data.replace(b"\r\n", b"\n"), name))


def named(data: bytes, like: str) -> str:
    """Name a text as Git does in the repository that calls another one so."""
    whole = b"blob %d\0%b" % (len(data), data)
    if len(like) == _SHA1:
        return hashlib.sha1(whole, usedforsecurity=False).hexdigest()
    return hashlib.sha256(whole).hexdigest()


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
