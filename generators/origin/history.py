"""The edge towards Git: one `git log` tells who entered every record when, and how often it changed.

Keyed by file stem, because ids are stems and never change, so a move needs no guess. The flags are not
decoration: each undoes a setting or a default that bends the output (docs/adr/0007-history.md).
"""

from __future__ import annotations

import io
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from generators.records.provenance import Completeness, Edit, History

if TYPE_CHECKING:
    import git

_FORMAT = "%x00%H%x00%aI%x00%cI%x00%aN"  # NUL alone cannot stand in a name
_FOLDERS = ("records", "docs")
_RECORD_FOLDER = "records/"  # what lies elsewhere has no life that ends
_RECORDS = (".yaml", ".md")  # an attachment beside a record is not the record
_LOG = (
    "--no-replace-objects", "log", "HEAD", "--topo-order", "--full-history", "--root", "--no-follow",
    "--no-renames", "--no-show-signature", "--no-ext-diff", "--encoding=UTF-8", "--name-status", "-z",
    f"--format={_FORMAT}", "--", *_FOLDERS,
)  # fmt: skip
_STATUS = ("status", "--porcelain=v2", "-z", "-uall", "--no-renames", "--", *_FOLDERS)


def read(root: Path, *, versions: bool = False) -> History:
    """Read the history of the records under `root`; says why when there is none.

    With `versions` also what each record that was ever changed said before.
    """
    try:
        import git
    except ImportError:  # GitPython without a git on this machine
        return History(Completeness.NONE)
    run = git.Git(root)

    def out(*arguments: str) -> str:
        return str(run.execute(("git", *arguments), strip_newline_in_stdout=False, stdout_as_string=True))

    try:
        if out("rev-parse", "--is-shallow-repository").strip() == "true":
            return History(Completeness.SHALLOW)
    except git.GitCommandError as error:
        return History(
            Completeness.FOREIGN if "dubious ownership" in str(error.stderr) else Completeness.NONE
        )
    try:
        out("rev-parse", "-q", "--verify", "HEAD")
    except git.GitCommandError:
        return History(Completeness.EMPTY)
    edits = parse(out(*_LOG))
    before = _versions(run, edits) if versions else {}
    return History(Completeness.COMPLETE, edits, _stems_of_status(out(*_STATUS)), before)


def _versions(run: git.Git, edits: Mapping[str, tuple[Edit, ...]]) -> dict[str, tuple[bytes, ...]]:
    """Fetch every version of each record that is still there, oldest first, with one call."""
    there = [(stem, some) for stem, some in edits.items() if some[0].path.startswith(_RECORD_FOLDER)]
    asked = [(stem, one) for stem, some in there for one in reversed(some) if one.path]
    with tempfile.TemporaryFile() as names:
        names.write("".join(f"{one.commit}:{one.path}\n" for _, one in asked).encode())
        names.seek(0)
        command = ("git", "--no-replace-objects", "cat-file", "--batch")
        told = run.execute(command, istream=names, strip_newline_in_stdout=False, stdout_as_string=False)
    found: dict[str, list[bytes]] = defaultdict(list)
    rest = io.BytesIO(told if isinstance(told, bytes) else b"")
    for stem, _ in asked:
        size = rest.readline().rsplit(b" ", 1)[-1].strip()
        if size.isdigit():  # else "missing"
            found[stem].append(rest.read(int(size)))
            rest.readline()
    return {stem: tuple(texts) for stem, texts in found.items()}


def unsaved(root: Path, paths: Iterable[str]) -> tuple[str, ...] | None:
    """Give those of the files that no commit holds as they are; None where there is no Git to ask."""
    try:
        import git

        status = git.Git(root).execute(
            ("git", "status", "--porcelain=v2", "-z", "-uall", "--ignored=matching", "--no-renames"),
            strip_newline_in_stdout=False,
            stdout_as_string=True,
        )
    except (ImportError, git.GitCommandError):
        return None
    return tuple(path for path in paths if any(line.endswith(path) for line in str(status).split("\0")))


def parse(log: str) -> dict[str, tuple[Edit, ...]]:
    """Read the output of our `git log` into edits by stem, newest first.

    A commit is a NUL, its hash, two times, the author, then a letter and a path for each file.
    """
    edits: dict[str, list[Edit]] = defaultdict(list)
    tokens = iter(log.split("\0"))
    for token in tokens:
        if not token.strip("\n"):
            continue  # between commits
        commit, authored, committed, author = token.strip("\n"), next(tokens), next(tokens), next(tokens)
        letters: dict[str, set[str]] = defaultdict(set)
        left: dict[str, str] = {}
        while letter := next(tokens, "").strip("\n"):
            path = next(tokens)
            if path.endswith(_RECORDS):
                letters[_stem(path)].add(letter)
                left |= {} if letter == "D" else {_stem(path): path}
        for stem, seen in letters.items():
            edits[stem].append(Edit(commit, authored, committed, author, _how(seen), left.get(stem, "")))
    return {stem: tuple(some) for stem, some in edits.items()}


def _how(letters: set[str]) -> str:
    if letters >= {"A", "D"}:
        return "moved"
    return {"A": "added", "D": "deleted"}.get(min(letters), "changed")


def _stems_of_status(status: str) -> frozenset[str]:
    """Take the stems from porcelain v2: `1 XY … path`, `? path`, `u … path`, each ended by NUL."""
    fields = {"1": 8, "u": 10, "?": 1}
    lines = (line for line in status.split("\0") if line.endswith(_RECORDS))
    return frozenset(_stem(line.split(" ", fields[line[0]])[-1]) for line in lines if line[0] in fields)


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
