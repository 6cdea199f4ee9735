"""The program's door: runs a command and turns whatever happens into words and an exit code."""

from __future__ import annotations

import os
import sys
import traceback

from generators import cli
from generators.finding import UserError

_INTERRUPTED = 130
_BUG = 3
_USAGE = 2


def main() -> int:
    """Run `itss` with the arguments of the process."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        code = cli.run(sys.argv[1:])
        sys.stdout.flush()  # here a reader that has gone is noticed, not at the very end
    except UserError as error:
        print(f"itss: {error}", file=sys.stderr)
        return _USAGE
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:  # the reader, such as `head`, has gone; that is its right
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # noqa: BLE001 - the one place where a bug becomes words
        traceback.print_exc()
        print(f"itss: 这是程序的缺陷，请把以上内容交给维护者。{_versions()}", file=sys.stderr)
        return _BUG
    return code


def _versions() -> str:
    from importlib.metadata import version

    names = ("itss-kb", "pyyaml", "jsonschema", "jsonschema-rs")
    return f"Python {sys.version.split()[0]}，" + "，".join(f"{name} {version(name)}" for name in names)


if __name__ == "__main__":
    sys.exit(main())
