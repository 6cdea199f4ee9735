"""Git in one folder: the only door to it, through which nobody's settings act and no code of others is run.

A repository may come from whoever is audited, and its settings can name programs. Who reads gets no lock, no
monitor, hook, filter or transport, no mailmap, graft, replacement or summary of commits, and nothing that the
environment says to Git but whose settings count. Who commits does so with the keepers' hooks and filters.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

LARGEST = 1 << 30  # bytes that a command may print: a log of a million commits stays below
_TEXT = 8 << 20  # bytes of a text of a record or document; what is larger was never one
_SAID = 1 << 16  # bytes of a complaint that are kept
_BATCH = 1000  # texts asked for at once
_PIECE = 1 << 20
# whose settings count, who commits, and that a folder is somebody else's: none of it runs or hides anything
_KEPT = (
    "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM", "GIT_TEST_ASSUME_DIFFERENT_OWNER",
    "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL",
)  # fmt: skip
_ALWAYS = {"GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}
_READING = {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull}
_QUIET = tuple(
    word
    for setting in (
        "core.fsmonitor=false", f"core.hooksPath={os.devnull}", "core.commitGraph=false",
        "protocol.allow=never",
        "log.mailmap=false", "advice.graftFileDeprecated=false", "gc.auto=0", "core.untrackedCache=false",
    )
    for word in ("-c", setting)
)  # fmt: skip


class GitFailed(Exception):
    """Git did not do as it was told, or printed more than anybody reads; with what it said."""

    def __init__(self, said: str, command: str = "", status: int = 0) -> None:
        """Take the complaint, the command and its exit code."""
        super().__init__(said)
        self.said, self.command, self.status = said, command, status


class Texts(NamedTuple):
    """Texts by their names in Git, and the names of those that it has not, or nobody can read."""

    found: dict[str, bytes]
    unread: frozenset[str]


class Runner:
    """Git in one folder."""

    def __init__(self, root: Path) -> None:
        """Take the folder; raises ImportError on a machine without Git."""
        for name in [one for one in os.environ if one.startswith("GIT_") and one not in _KEPT]:
            del os.environ[name]  # this program needs none of them, and GitPython hands all of them on
        import git

        self._git = git.Git(root)

    def out(self, *arguments: str) -> str:
        """Give what Git prints, to the last byte. Raises GitFailed."""
        return self._read(arguments).decode("utf-8", "replace")

    def accepts(self, *arguments: str) -> bool:
        """Say whether Git does not refuse."""
        return not self.complaint(*arguments)

    def complaint(self, *arguments: str) -> str:
        """Give what Git complains of, empty if it did as it was told."""
        try:
            self._read(arguments)
        except GitFailed as failed:
            return failed.said or str(failed.status)
        return ""

    def fed(self, text: str, *arguments: str) -> str:
        """Change something, with a text to read; gives what Git complains of, empty if it did as told."""
        with _told(text) as told:
            try:
                self._run(("--literal-pathspecs", *arguments), _ALWAYS, told)
            except GitFailed as failed:
                return (
                    failed.said
                    or f"没有说原因（git {arguments[0]}，退出码 {failed.status}）；看 Git 的钩子。"
                )
        return ""

    def texts(self, names: Iterable[str]) -> Texts:
        """Fetch texts by their names in Git: a broken one spoils no other."""
        wanted = sorted(set(names))
        small = [name for name, size, _ in self._asked(wanted, "--batch-check") if size <= _TEXT]
        found = {name: text for name, _, text in self._asked(small, "--batch")}
        return Texts(found, frozenset(wanted) - set(found))

    def _asked(self, names: list[str], how: str) -> Iterator[tuple[str, int, bytes]]:
        """Yield name, size and text of what Git has; where it stops at what is broken, it is asked on."""
        at = 0
        while at < len(names):
            batch = names[at : at + _BATCH]
            with _told("".join(f"{one}\n" for one in batch)) as told:
                output = self._output(("cat-file", how), _READING, told)[0]
            answers = [*_answers(output, batch, is_text=how == "--batch")]
            yield from (one for one in answers if one is not None)
            at += min(len(answers) + 1, len(batch))  # after the one at which it broke off, if it did

    def _read(self, arguments: tuple[str, ...]) -> bytes:
        return self._run((*_QUIET, "--no-pager", *arguments), _READING)

    def _run(
        self, arguments: tuple[str, ...], settings: Mapping[str, str], told: BinaryIO | None = None
    ) -> bytes:
        output, said, status = self._output(arguments, settings, told)
        if len(output) > LARGEST:
            raise GitFailed(f"git 说了超过 {LARGEST >> 20} MiB", arguments[0], status)
        if status:
            raise GitFailed(" ".join(said.split()), arguments[0], status)
        return output

    def _output(
        self, arguments: tuple[str, ...], settings: Mapping[str, str], told: BinaryIO | None = None
    ) -> tuple[bytes, str, int]:
        """Run a command; gives what it printed, a little more than anybody reads at most, and said."""
        started: Any = self._git.execute(
            ("git", *arguments), istream=told, as_process=True, env={**_ALWAYS, **settings}
        )
        process = started.proc
        said: list[bytes] = []
        listening = threading.Thread(target=_listen, args=(process.stderr, said))
        listening.start()
        printed, size = [], 0
        while size <= LARGEST and (piece := process.stdout.read(_PIECE)):
            printed.append(piece)
            size += len(piece)
        if size > LARGEST:
            process.kill()
        process.stdout.close()
        status = process.wait()
        listening.join()
        process.stderr.close()
        return b"".join(printed), b"".join(said).decode("utf-8", "replace"), status


def _listen(complaints: BinaryIO, said: list[bytes]) -> None:
    """Take what is complained of, so that nobody waits with it; keep its beginning."""
    kept = 0
    while piece := complaints.read(_SAID):
        said.append(piece[: _SAID - kept])
        kept = min(_SAID, kept + len(piece))


def _answers(output: bytes, names: list[str], *, is_text: bool) -> Iterator[tuple[str, int, bytes] | None]:
    """Yield what Git answers for each name, None for what it has not, until it broke off."""
    at = 0
    for name in names:
        end = output.find(b"\n", at)
        if end < 0:
            return
        size = output[at:end].rsplit(b" ", 1)[-1]
        at = end + 1
        if not size.isdigit():  # missing, or a name of several
            yield None
            continue
        if not is_text:
            yield name, int(size), b""
            continue
        text = output[at : at + int(size)]
        at += int(size) + 1
        if at > len(output):
            return
        yield name, int(size), text


@contextlib.contextmanager
def _told(text: str) -> Iterator[BinaryIO]:
    with tempfile.TemporaryFile() as told:
        told.write(text.encode())
        told.seek(0)
        yield told
