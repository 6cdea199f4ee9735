"""`itss serve`: the application on waitress until somebody interrupts it; 127.0.0.1 unless told otherwise."""

from __future__ import annotations

import tempfile
import webbrowser
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from generators import output
from generators.finding import UserError
from generators.measures import holdings
from generators.refusal import why
from generators.server import app, gate, listening
from generators.server.live import Live
from generators.server.submissions import Submissions, Taking
from generators.server.watch import Source, Watch

_LAST_PORT = 65535


class Where(NamedTuple):
    """Where the server listens, and under which names it may be asked."""

    address: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    proxy: str | None = None  # the address of the one in front of it that says who asks


def serve(
    source: Source, where: Where, taking: Taking, say: Callable[[str], None], *, opens: bool = False
) -> None:
    """Serve until interrupted.

    Raises UserError when the site cannot be built or the port is taken, KeyboardInterrupt in the end.
    """
    with tempfile.TemporaryDirectory(prefix="itss-serve-") as scratch:
        live, late = Live(source.root, Path(scratch)), _Late()
        server = _listening(late, where)  # before the site is built: a taken port is told at once
        try:
            watch = Watch(source, live, say)
            found = watch.seen.base
            say(output.text(found.findings, holdings.checked(found).number))
            door = Submissions(source.root, live, watch, taking)
            late.app = app.App(
                live, gate.Gate(gate.hosts(where.address, where.names), where.proxy), door, watch
            )
            watch.start()
            there = f"http://{_shown(where.address)}:{server.effective_port}/"
            say(f"网站已就绪：{there} ，按 Ctrl-C 结束。")
            for line in _told(where, taking):
                say(line)
            if opens:
                webbrowser.open(there)
            try:
                server.run()  # returns when interrupted
            finally:
                watch.stop()
        finally:
            server.close()
    raise KeyboardInterrupt


class _Late:
    """The application, which is there when somebody can ask for it."""

    app: app.App

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return self.app(environ, start_response)


def _listening(own: _Late, where: Where) -> Any:
    if not 0 <= where.port <= _LAST_PORT:  # the system would take another one without a word
        raise UserError(f"端口 {where.port} 在 {where.address} 上用不了；用 0 到 {_LAST_PORT} 的数。")
    try:
        return listening.server(own, where.address, where.port)
    except (OSError, OverflowError, ValueError) as error:
        reason = why(error) if isinstance(error, OSError) else str(error)
        raise UserError(
            f"端口 {where.port} 在 {where.address} 上用不了（{reason}）；用 --port 或 --address 换一个。"
        ) from None


def _told(where: Where, taking: Taking) -> list[str]:
    lines = [taking.told]
    if not gate.is_local(where.address):
        lines.append("别的机器也能打开这个地址，谁都能看、能交；要分人，前面放 nginx，见 docs/dev/nginx.md。")
    return lines


def _shown(address: str) -> str:
    return "127.0.0.1" if address in ("0.0.0.0", "::") else gate.bracketed(address)  # noqa: S104
