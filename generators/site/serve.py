"""A preview on 127.0.0.1: builds the site, serves it, and builds it again when a file changes."""

from __future__ import annotations

import contextlib
import sys
import tempfile
import threading
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from generators.finding import UserError
from generators.knowledge import KnowledgeBase
from generators.site import build

HOST = "127.0.0.1"
WATCHED = ("docs", "records", "schemas", "mkdocs.yml", "pyproject.toml")
_PAUSE = 1.0  # seconds between two looks at the files


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Keep the terminal for what matters."""

    def end_headers(self) -> None:
        """Forbid caching, so that a reload shows the last build."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()


class _Preview(NamedTuple):
    root: Path
    site: Path
    read: Callable[[], KnowledgeBase]
    say: Callable[[str], None]

    def build(self, base: KnowledgeBase) -> None:
        build.build(base, self.root, self.site)


def serve(
    root: Path,
    base: KnowledgeBase,
    read: Callable[[], KnowledgeBase],
    port: int,
    say: Callable[[str], None],
) -> None:
    """Serve until interrupted; `read` gives the base anew when a file has changed.

    Raises UserError when the site cannot be built or the port is taken.
    """
    with tempfile.TemporaryDirectory(prefix="itss-serve-") as scratch:
        preview = _Preview(root, Path(scratch) / "site", read, say)
        seen = _fingerprint(root)
        try:  # before the site is built: whoever chose a taken port need not wait for it
            server = ThreadingHTTPServer((HOST, port), partial(_Handler, directory=str(preview.site)))
        except (OSError, OverflowError) as error:
            raise UserError(f"端口 {port} 用不了（{error}）；用 --port 换一个。") from None
        with server:
            preview.build(base)
            stop = threading.Event()
            watcher = threading.Thread(target=_watch, args=(preview, seen, stop), daemon=True)
            watcher.start()
            say(f"网站已就绪：http://{HOST}:{server.server_address[1]}/ ，按 Ctrl-C 结束。")
            try:
                server.serve_forever()
            finally:
                stop.set()
                watcher.join()


def _watch(preview: _Preview, seen: object, stop: threading.Event) -> None:
    while not stop.wait(_PAUSE):
        current = _fingerprint(preview.root)
        if current == seen:
            continue
        seen = current
        try:
            preview.build(preview.read())
            preview.say("文件有变动，网站已更新；刷新浏览器即可。")
        except (UserError, OSError) as error:
            preview.say(f"文件有变动，但网站没有更新：{error}")


def _fingerprint(root: Path) -> list[tuple[str, int, int]]:
    """Tell whether anything changed: path, size and time of every watched file."""
    found = []
    for path in (path for name in WATCHED for path in [root / name, *(root / name).rglob("*")]):
        with contextlib.suppress(FileNotFoundError):  # deleted while we look
            known = path.stat()
            found.append((str(path), known.st_size, known.st_mtime_ns))
    return sorted(found)


def to_terminal(line: str) -> None:
    """Say a line at once, also into a pipe."""
    print(line, file=sys.stdout, flush=True)
