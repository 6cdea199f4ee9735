"""How the server listens: it has room for whoever comes next, and tells in Chinese what never was a request."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from waitress import wasyncore

from generators.server import listening
from generators.server.app import MOST

PATIENCE = 10.0  # seconds; what is broken took thirty


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    if environ["PATH_INFO"] == "/broken":
        raise ZeroDivisionError
    body = environ["wsgi.input"].read()
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body) + 2))])
    return [b"ok", body]


@contextlib.contextmanager
def running(silent: float = 30) -> Iterator[tuple[str, int]]:
    server = listening.server(application, "127.0.0.1", 0, silent)
    loop = threading.Thread(target=server.run)
    loop.start()
    try:
        yield "127.0.0.1", int(server.effective_port)
    finally:
        server.task_dispatcher.shutdown()
        server.trigger.pull_trigger(lambda: wasyncore.close_all(vars(server)["_map"]))
        loop.join(PATIENCE)
        assert not loop.is_alive()


@pytest.fixture(scope="module")
def place() -> Iterator[tuple[str, int]]:
    with running() as there:
        yield there


def said(place: tuple[str, int], sent: bytes) -> tuple[int, dict[str, Any]]:
    """What the server answers to these bytes, until it closes the connection."""
    with socket.create_connection(place, PATIENCE) as asking:
        asking.sendall(sent)
        with asking.makefile("rb") as told:
            head, _, body = told.read().partition(b"\r\n\r\n")
    assert b"application/json" in head
    return int(head.split()[1]), json.loads(body)


@pytest.mark.parametrize("count", [180, 600])
def test_connections_that_say_nothing_keep_nobody_out(place: tuple[str, int], count: int) -> None:
    with contextlib.ExitStack() as held:
        for _ in range(count):
            held.enter_context(socket.create_connection(place, PATIENCE))
        address = f"http://{place[0]}:{place[1]}/"
        with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
            assert answer.read() == b"ok"


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        (b"nonsense\r\n\r\n", 400, "读不懂"),
        (b"GET / HTTP/1.1\r\nbad header\r\n\r\n", 400, "读不懂"),
        (b"POST / HTTP/1.1\r\nContent-Length: x\r\n\r\n", 400, "读不懂"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400, "读不懂"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n", 501, "不收"),
        ((b"GET / HTTP/1.1\r\nA: " + b"a" * 2**15)[: 2**15], 431, "Cookie"),
        (f"POST / HTTP/1.1\r\nContent-Length: {2 * MOST}\r\n\r\n".encode(), 413, "32 MiB"),
        (b"GET /broken HTTP/1.1\r\n\r\n", 500, "没有丢"),
    ],
)
def test_what_never_reaches_the_application_is_answered_in_words(
    place: tuple[str, int], sent: bytes, status: int, words: str
) -> None:
    found, told = said(place, sent)
    assert found == status
    assert words in told["message"]
    assert told["faults"] == []


@pytest.mark.parametrize(
    "half", [b"POST / HTTP/1.1\r\nContent-Length: 9\r\n\r\nhalf", b"GET / HTTP/1.1\r\nHost: lo"]
)
def test_half_a_request_of_which_no_more_comes_is_told_so(half: bytes) -> None:
    with running(silent=1) as place:
        status, told = said(place, half)
    assert status == 408
    assert "没有传完" in told["message"]
