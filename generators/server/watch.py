"""Follows the files of a base and the clock: as one moves on, the base is read and shown anew."""

from __future__ import annotations

import contextlib
import gc
import os
import stat
import threading
import traceback
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from generators import collector
from generators.authoring.inbox import Seen
from generators.finding import UserError
from generators.knowledge import KnowledgeBase
from generators.server.live import Live

WATCHED = ("docs", "records", "schemas", "mkdocs.yml", "pyproject.toml")
_STALE = 3600.0  # seconds after which a base says too little of what is due or late by now
_PAUSE = 1.0  # seconds between two looks at the files


class Source(NamedTuple):
    """Where a base lies, how it is read at a moment or now, and what of it the readers of this server get."""

    root: Path
    read: Callable[[datetime | None], Seen]
    for_readers: Callable[[KnowledgeBase], KnowledgeBase]


class Watch:
    """Shows the base as it is, from `start` until `stop`.

    `seen` is the whole base as it was read last, `problem` says why the last change is not shown. Raises
    UserError when the site cannot be built.
    """

    def __init__(self, source: Source, live: Live, say: Callable[[str], None]) -> None:
        self._source, self._live, self._say = source, live, say
        self._print = fingerprint(source.root)
        self.seen = source.read(None)
        self._looks = 0  # since the base was read: they tell how long ago, without asking a clock
        live.show(source.for_readers(self.seen.base))
        self._stop = threading.Event()
        self._one_at_a_time = threading.RLock()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self.problem = ""

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more, and wait for what is being shown."""
        self._stop.set()
        self._thread.join()

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Keep everybody else from looking at what is half written: who writes looks when it is done."""
        with self._one_at_a_time, collector.still():
            yield

    def look(self, moment: datetime | None = None) -> None:
        """Look now: what was written before this call is shown when it returns, unless it is broken.

        Who has just read the files says at which moment, so that what he judged is not judged again.
        """
        with self._one_at_a_time:
            now = fingerprint(self._source.root)
            is_same = now == self._print
            if is_same and self._looks * _PAUSE < _STALE:
                return
            self._print, self._looks = now, 0
            try:
                with collector.still():
                    seen = self._source.read(moment)
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
        turns = 0
        while not self._stop.wait(_PAUSE):
            self._looks += 1
            try:
                self.look()
            except Exception as error:  # noqa: BLE001 - a bug in one reading must not end all later ones
                self.problem = f"文件有变动，但网站没有更新：程序出错（{type(error).__name__}），告诉管理员。"
                self._say(f"{self.problem}\n{''.join(traceback.format_exception(error))}")
            turns += 1
            if turns * _PAUSE >= _STALE:
                turns = 0
                self._tidy()

    def _tidy(self) -> None:
        """Look for garbage after all, while nobody waits."""
        with self._one_at_a_time:
            gc.unfreeze()
            gc.collect()
            gc.freeze()


def fingerprint(root: Path) -> list[tuple[str, int, int]]:
    """Tell whether anything changed: path, size and time of every watched file."""
    found, left = [], [str(root / name) for name in WATCHED]
    while left:
        path = left.pop()
        with contextlib.suppress(OSError):  # deleted while we look; what cannot be read, reading will tell
            known = os.stat(path, follow_symlinks=False)  # noqa: PTH116 - some thousand a second
            found.append((path, known.st_size, known.st_mtime_ns))
            if stat.S_ISDIR(known.st_mode):
                left += (entry.path for entry in os.scandir(path))
    return sorted(found)
