"""Tells somebody at a terminal what takes so long, in one line that goes away; says nothing into a pipe.

Ours, because it is one line of a stage and two numbers, and what draws bars would be another dependency.
"""

from __future__ import annotations

import contextlib
import itertools
import sys
import threading
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TextIO, TypeVar

_TURN = 1.0  # seconds; what is done before the first has passed is not told


T = TypeVar("T")


class Watch(Protocol):
    """Whoever looks on while things are gone through one by one."""

    def __call__(self, stage: str, things: Sequence[T], /) -> Iterable[T]:
        """Give the things, and note what is done with them and how many are."""


def unwatched(_: str, things: Sequence[T]) -> Iterable[T]:
    """Give things that nobody looks on at."""
    return things


class Line:
    """What is being done, and of how many things how many are."""

    def __init__(self, work: str) -> None:
        """Take what is done at first."""
        self._work, self._done, self._all = work, 0, 0

    def watch(self, stage: str, things: Sequence[T]) -> Iterable[T]:
        """Give the things one by one, counted; of none, only the stage is told."""
        self._work, self._done, self._all = stage, 0, len(things)
        return self._counted(things)

    def _counted(self, things: Sequence[T]) -> Iterator[T]:
        for one in things:
            yield one
            self._done += 1

    def __str__(self) -> str:
        return f"{self._work} {self._done}/{self._all}" if self._all > 1 else self._work


@contextlib.contextmanager
def shown(work: str, stream: TextIO | None = None) -> Iterator[Line]:
    """Show what is being done, how much of it, and for how many seconds, until the block ends or fails."""
    there = sys.stderr if stream is None else stream
    line = Line(work)
    if not there.isatty():
        yield line
        return
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(line, there, done), daemon=True)
    teller.start()
    try:
        yield line
    finally:
        done.set()
        teller.join()


def _tell(line: Line, stream: TextIO, done: threading.Event) -> None:
    longest = 0
    for turns in itertools.count(1):
        if done.wait(_TURN):
            break
        told = f"{line}…… {turns * _TURN:.0f} 秒"
        stream.write(f"\r{told}{' ' * 2 * max(longest - len(told), 0)}")
        stream.flush()
        longest = max(longest, len(told))
    if longest:
        blank = " " * 2 * longest  # a Chinese character is two columns wide
        stream.write(f"\r{blank}\r")
        stream.flush()
