"""Follows the files of a base and the clock: as one moves on, the base is read and shown anew."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from generators.authoring.inbox import Seen
from generators.finding import UserError
from generators.knowledge import KnowledgeBase
from generators.server.live import Live

WATCHED = ("docs", "records", "schemas", "mkdocs.yml", "pyproject.toml")
_STALE = 3600.0  # seconds after which a base says too little of what is due or late by now
_PAUSE = 1.0  # seconds between two looks at the files


class Source(NamedTuple):
    """Where a base lies, how it is read, and what of it the readers of this server get."""

    root: Path
    read: Callable[[], Seen]
    for_readers: Callable[[KnowledgeBase], KnowledgeBase]


class Watch:
    """Shows the base as it is, from `start` until `stop`.

    `seen` is the whole base as it was read last, `problem` says why the last change is not shown. Raises
    UserError when the site cannot be built.
    """

    def __init__(self, source: Source, live: Live, say: Callable[[str], None]) -> None:
        self._source, self._live, self._say = source, live, say
        self._print = fingerprint(source.root)
        self.seen = source.read()
        self._looks = 0  # since the base was read: they tell how long ago, without asking a clock
        live.show(source.for_readers(self.seen.base))
        self._stop = threading.Event()
        self._one_at_a_time = threading.Lock()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self.problem = ""

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more, and wait for what is being shown."""
        self._stop.set()
        self._thread.join()

    def look(self) -> None:
        """Look now: what was written before this call is shown when it returns, unless it is broken."""
        with self._one_at_a_time:
            now = fingerprint(self._source.root)
            is_same = now == self._print
            if is_same and self._looks * _PAUSE < _STALE:
                return
            self._print, self._looks = now, 0
            try:
                seen = self._source.read()
                if is_same and seen.base.now == self.seen.base.now:
                    return  # a moment that is set does not pass
                self._live.show(self._source.for_readers(seen.base))
            except (UserError, OSError) as error:
                self.problem = f"文件有变动，但网站没有更新：{error}"
                self._say(self.problem)
            else:
                self.seen, self.problem = seen, ""
                if not is_same:
                    self._say("文件有变动，网站已更新。")

    def _follow(self) -> None:
        while not self._stop.wait(_PAUSE):
            self._looks += 1
            self.look()


def fingerprint(root: Path) -> list[tuple[str, int, int]]:
    """Tell whether anything changed: path, size and time of every watched file."""
    found = []
    for path in (path for name in WATCHED for path in [root / name, *(root / name).rglob("*")]):
        with contextlib.suppress(FileNotFoundError):  # deleted while we look
            known = path.stat()
            found.append((str(path), known.st_size, known.st_mtime_ns))
    return sorted(found)
