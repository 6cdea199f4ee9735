"""The program's door: runs a command and turns whatever happens into words and an exit code."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from typing import TextIO

from generators import cli
from generators.finding import UserError
from generators.refusal import why

_INTERRUPTED = 130
_BUG = 3
_USAGE = 2
# what the machine refuses, whatever the program does
_OF_THE_MACHINE = frozenset(
    (
        errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS, errno.EBUSY, errno.EACCES,
        errno.EPERM, errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EBADF, errno.ENAMETOOLONG, errno.ELOOP,
    )
)  # fmt: skip


def main() -> int:
    """Run `itss` with the arguments of the process."""
    if not _opened():
        _tell("标准输出是关着的，结果没有地方写；接到文件或终端，再运行一次。")
        return _USAGE
    try:
        code = cli.run(sys.argv[1:])
        sys.stdout.flush()  # here a reader that has gone is noticed, not at the very end
    except UserError as error:
        return _ended(_USAGE, str(error))
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, has gone; that is its right
        _drop(sys.stdout)
        return 0
    except OSError as error:
        if error.errno in _OF_THE_MACHINE:
            what = error.filename2 or error.filename or "结果"
            return _ended(_USAGE, f"{what} 写不了或读不了（{why(error)}）；先解决它，再运行一次。")
        return _bug()
    except MemoryError:
        return _ended(_USAGE, "内存不够；关掉别的程序，或换一台内存大的机器。")
    except Exception:  # noqa: BLE001 - the one place where a bug becomes words
        return _bug()
    return code


def _opened() -> bool:
    """Give the process three streams that can be written and read; say whether what it tells goes anywhere.

    A closed one would be the next file that is opened: what is told would be written into that.
    """
    is_told = sys.stdout is not None
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
    sys.stdin = sys.stdin or open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115 - as long as the process
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    return is_told


def _ended(code: int, words: str) -> int:
    """Say why there is nothing more, and let what could not be written be."""
    try:
        sys.stdout.flush()
    except OSError:
        _drop(sys.stdout)
    _tell(words)
    return code


def _tell(words: str) -> None:
    try:
        print(f"itss: {words}", file=sys.stderr, flush=True)
    except OSError:
        _drop(sys.stderr)


def _bug() -> int:
    try:
        traceback.print_exc()
    except OSError:
        _drop(sys.stderr)
    return _ended(_BUG, f"这是程序的缺陷，请把以上内容交给维护者。{_versions()}")


def _drop(stream: TextIO) -> None:
    """Let what is written to a stream go nowhere, so that the end of the process does not stumble over it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _versions() -> str:
    from importlib.metadata import version

    names = ("itss-kb", "pyyaml", "jsonschema", "jsonschema-rs")
    return f"Python {sys.version.split()[0]}，" + "，".join(f"{name} {version(name)}" for name in names)


if __name__ == "__main__":
    sys.exit(main())
