"""Listening: waitress, whose own refusals are told in our words, and which always has room for the next.

waitress takes no more connections once it has its number of them, and browsers keep theirs for half a minute
after the last answer: here the one that was silent longest gives way. What never becomes a request of ours (a
line that cannot be read, too much of it, half of it) is answered as the application answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, NamedTuple

from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask

from generators.server import app, enclosed
from generators.server.answer import Refused, refusal

_THREADS = 8
_SILENT = 30  # seconds after which a connection that says nothing is closed
_LOOKS = 5  # seconds between two looks for such
_HEADERS = 2**15  # bytes
_OVER = 2**22  # bytes; what is a little over the limit is read and told by the application
_KEPT = 250  # connections, from which on the most silent one gives way
_LIMIT = 450  # of which most wait for an answer; Windows looks at 512 at once
_UNREADABLE = "请求读不懂；用浏览器从页面上的链接打开，从登记页提交。"
_WORDS: Mapping[int, str] = MappingProxyType(
    {
        HTTPStatus.REQUEST_TIMEOUT: f"等了 {_SILENT} 秒，没有传完；看网络通不通，再交一次，填的没有丢。",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: enclosed.too_large(),
        HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE: "请求头太长；清除这个地址的 Cookie，再打开。",
        HTTPStatus.NOT_IMPLEMENTED: "这样传的内容不收；用浏览器从登记页提交。",
        HTTPStatus.INTERNAL_SERVER_ERROR: "服务出了错，填的没有丢；过一会儿再试，还不行就告诉管理员。",
    }
)


class _Error(NamedTuple):
    """What waitress calls an error: it can be answered with."""

    code: int

    def to_response(self, _ident: str | None = None) -> tuple[str, list[tuple[str, str]], bytes]:
        """Give status, header fields and body."""
        answer = refusal(Refused(HTTPStatus(self.code), _WORDS.get(self.code, _UNREADABLE)))
        return answer.line, [one for one in answer.headers if one[0] != "Content-Length"], answer.data


class _InWords(ErrorTask):
    """Answers an error in our words."""

    def execute(self) -> None:
        """Answer."""
        request: Any = self.request
        request.error = _Error(request.error.code)
        super().execute()


class _Channel(HTTPChannel):
    """A connection; when there are very many, the one that was silent longest is closed for it."""

    error_task_class = _InWords

    def __init__(self, server: Any, *given: Any, **named: Any) -> None:
        super().__init__(server, *given, **named)
        others = [one for one in server.active_channels.values() if one is not self and not one.will_close]
        idle = [one for one in others if not one.requests]
        if len(others) >= _KEPT and idle:
            min(idle, key=lambda one: float(one.last_activity)).will_close = True

    def give_up(self) -> None:
        """Answer half a request of which no more comes."""
        own: Any = self
        with own.requests_lock:
            if own.request is None or own.requests:
                return
            half, own.request = own.request, None
            half.error, half.completed = _Error(HTTPStatus.REQUEST_TIMEOUT), True
            own.requests.append(half)
        own.server.add_task(own)


class Server(TcpWSGIServer):
    """Listens at one address."""

    channel_class = _Channel

    def maintenance(self, now: float) -> None:
        """Close what was silent too long; who had begun to say something is told."""
        known: Any = self
        for channel in [*known.active_channels.values()]:
            if channel.last_activity < now - known.adj.channel_timeout:
                channel.give_up()
        super().maintenance(now)  # type: ignore[arg-type]  # its stubs say int; it hands on time.time()


def server(application: Any, host: str, port: int, silent: float = _SILENT) -> Any:
    """Begin to listen. Raises OSError, ValueError or OverflowError where one cannot."""
    chosen: dict[str, Any] = {
        "host": host,
        "port": port,
        "threads": _THREADS,
        "channel_timeout": silent,
        "cleanup_interval": min(silent, _LOOKS),
        "connection_limit": _LIMIT,
        "asyncore_use_poll": True,  # `select` takes no file number over 1023
        "max_request_header_size": _HEADERS,
        "max_request_body_size": app.MOST + _OVER,
        "ident": "itss",
        "clear_untrusted_proxy_headers": True,
    }
    return Server(application, adj=Adjustments(**chosen))
