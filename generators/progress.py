"""Tells somebody at a terminal what takes so long, in one line that goes away; says nothing into a pipe."""

from __future__ import annotations

import contextlib
import itertools
import sys
import threading
from collections.abc import Iterator
from typing import TextIO

_TURN = 1.0  # seconds; what is done before the first has passed is not told


@contextlib.contextmanager
def shown(work: str, stream: TextIO | None = None) -> Iterator[None]:
    """Show what is being done, and for how many seconds, until the block ends or fails."""
    there = sys.stderr if stream is None else stream
    if not there.isatty():
        yield
        return
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(work, there, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(work: str, stream: TextIO, done: threading.Event) -> None:
    line = ""
    for turns in itertools.count(1):
        if done.wait(_TURN):
            break
        line = f"{work}…… {turns * _TURN:.0f} 秒"
        stream.write(f"\r{line}")
        stream.flush()
    if line:
        blank = " " * 2 * len(line)  # a Chinese character is two columns wide
        stream.write(f"\r{blank}\r")
        stream.flush()
