"""The edge towards Git: one `git log` tells who entered every record when, and how often it changed.

Keyed by file stem, because ids are stems and never change, so a move needs no guess. The flags are not
decoration: each undoes a setting or a default that bends the output (docs/adr/0007-history.md).
"""

from __future__ import annotations

import io
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from generators.records.provenance import Completeness, Edit, History

_FORMAT = "%x00%H%x00%aI%x00%cI%x00%aN"  # NUL alone cannot stand in a name
_FOLDERS = ("records", "docs")
_RECORDS = (".yaml", ".md")  # an attachment beside a record is not the record
_NO_TEXT = "0" * 40  # as Git names the text of a file that is not there
FLAGS = (
    "--topo-order", "--full-history", "--root", "--no-follow", "--no-renames", "--no-show-signature",
    "--no-ext-diff", "--encoding=UTF-8", "--raw", "--no-abbrev", "-z", f"--format={_FORMAT}",
)  # fmt: skip
_FED = ("--pathspec-from-file=-", "--pathspec-file-nul")
_LOG = ("--no-replace-objects", "log", "HEAD", *FLAGS, "--no-diff-merges", "--", *_FOLDERS)
_STATUS = ("status", "--porcelain=v2", "-z", "-uall", "--no-renames", "--", *_FOLDERS)


def read(root: Path) -> History:
    """Read the history of the records under `root`; says why when there is none."""
    try:
        import git
    except ImportError:  # GitPython without a git on this machine
        return History(Completeness.NONE)
    run = Runner(root)
    try:
        if run.out("rev-parse", "--is-shallow-repository").strip() == "true":
            return History(Completeness.SHALLOW)
    except git.GitCommandError as error:
        return History(
            Completeness.FOREIGN if "dubious ownership" in str(error.stderr) else Completeness.NONE
        )
    if not run.accepts("rev-parse", "-q", "--verify", "HEAD"):
        return History(Completeness.EMPTY)
    return History(Completeness.COMPLETE, parse(run.out(*_LOG)), _stems_of_status(run.out(*_STATUS)))


class Runner:
    """Git in one folder: the only door to it."""

    def __init__(self, root: Path) -> None:
        """Take the folder; raises ImportError on a machine without Git."""
        import git

        self._git = git.Git(root)

    def out(self, *arguments: str) -> str:
        """Give what Git prints, to the last byte."""
        command = ("git", *arguments)
        return str(self._git.execute(command, strip_newline_in_stdout=False, stdout_as_string=True))

    def accepts(self, *arguments: str) -> bool:
        """Say whether Git does not refuse."""
        import git

        try:
            self.out(*arguments)
        except git.GitCommandError:
            return False
        return True

    def fed(self, text: str, *arguments: str) -> str:
        """Run with a text to read; gives what Git complains of, empty if it did as it was told."""
        import git

        with tempfile.TemporaryFile() as told:
            told.write(text.encode())
            told.seek(0)
            try:
                self._git.execute(("git", "--literal-pathspecs", *arguments), istream=told)
            except git.GitCommandError as error:
                said = f"{error.stderr} {error.stdout}"
                return " ".join(said.replace("stderr:", "").replace("stdout:", "").split()).strip("' ")
        return ""

    def texts(self, names: Iterable[str]) -> dict[str, bytes]:
        """Fetch texts by their names in Git, with one call; those that it has."""
        asked = sorted(set(names))
        with tempfile.TemporaryFile() as lines:
            lines.write("".join(f"{one}\n" for one in asked).encode())
            lines.seek(0)
            command = ("git", "--no-replace-objects", "cat-file", "--batch")
            told = self._git.execute(
                command, istream=lines, strip_newline_in_stdout=False, stdout_as_string=False
            )
        found: dict[str, bytes] = {}
        rest = io.BytesIO(told if isinstance(told, bytes) else b"")
        for one in asked:
            size = rest.readline().rsplit(b" ", 1)[-1].strip()
            if size.isdigit():  # else "missing"
                found[one] = rest.read(int(size))
                rest.readline()
        return found


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


def commit(root: Path, paths: Iterable[str], author: str, message: str) -> str:
    """Commit these files and no others; gives why Git would not, and leaves nothing of it staged then."""
    try:
        run = Runner(root)
    except ImportError:
        return "这台机器上没有 Git；去掉 --commit，或装好 Git。"
    names = "\0".join(paths)
    trouble = run.fed(names, "add", *_FED) or run.fed(
        names, "commit", "-q", f"--author={author}", f"--message={message}", "--only", *_FED
    )
    if trouble:
        run.fed(names, "reset", "-q", *_FED)
    return trouble


def parse(log: str, endings: tuple[str, ...] = _RECORDS) -> dict[str, tuple[Edit, ...]]:
    """Read the output of our `git log` into edits by stem, newest first.

    A commit is a NUL, its hash, two times, the author, then for each file a line and a path. The line is as
    many colons as the commit has parents, their modes and its own, their texts and its own, and a letter for
    each parent.
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
            before[stem] += [one for one in texts if one != _NO_TEXT]
            left |= {} if text == _NO_TEXT else {stem: (path, text)}
        for stem, seen in letters.items():
            path, after = left.get(stem, ("", ""))
            edits[stem].append(Edit(*header, _how(seen), path, tuple(before[stem]), after))
    return {stem: tuple(some) for stem, some in edits.items()}


class _Commit(NamedTuple):
    """The hash, two times and author of a commit, and the line and path of each of its files."""

    header: tuple[str, str, str, str]
    files: list[tuple[str, str]]


def _commits(tokens: Iterator[str]) -> list[_Commit]:
    """Give each commit of a log; what stands between them is empty."""
    found: list[_Commit] = []
    for token in tokens:
        told = token.strip("\n")
        if told.startswith(":"):
            found[-1].files.append((told, next(tokens)))
        elif told:
            found.append(_Commit((told, next(tokens), next(tokens), next(tokens)), []))
    return found


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
