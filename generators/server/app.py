"""The one WSGI application (PEP 3333): the site, what changed, and the door for what people record."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Callable, Iterable, Mapping
from http import HTTPStatus
from importlib import resources
from typing import Any, NamedTuple, Protocol
from urllib.parse import quote

from generators.server import enclosed
from generators.server.answer import Answer, Refused, as_json, refusal
from generators.server.gate import Gate
from generators.server.live import Found, Live
from generators.server.watch import Watch

RECORDS = "_records/"
SERVER = "_server"
CHANGES = "_changes"
PLAIN = 2**20  # bytes of a record as it is sent
MOST = PLAIN + enclosed.AS_TEXT  # and its files with it
_OWN = {"_live.js": "text/javascript; charset=utf-8", "_live.css": "text/css; charset=utf-8"}
_READING = ("GET", "HEAD")
_END_OF_HEAD = b"</head>"
_JSON = "application/json"


class Sent(NamedTuple):
    """What a page has sent, and whom a proxy that we trust has told as the sender."""

    kind: str
    value: Mapping[str, Any]
    files: Any  # as they came with it
    user: str | None


class Door(Protocol):
    """What takes in what people record."""

    def told(self) -> Mapping[str, Any]:
        """Tell a page what is taken in, and how."""

    def take(self, sent: Sent) -> Answer:
        """Take it in. Raises Refused."""


class App:
    """Answers one request; many at once."""

    def __init__(self, live: Live, gate: Gate, door: Door, watch: Watch) -> None:
        self._live, self._gate, self._door, self._watch = live, gate, door, watch
        self._one_large = threading.Lock()
        folder = resources.files("generators.server") / "web"
        self._own = {
            name: Found((folder / name.removeprefix("_")).read_bytes(), type_) for name, type_ in _OWN.items()
        }

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer."""
        try:
            answer = self._answer(environ)
        except Refused as refused:
            answer = refusal(refused)
        start_response(answer.line, answer.headers)
        return () if environ["REQUEST_METHOD"] == "HEAD" else (answer.data,)

    def _answer(self, environ: Mapping[str, Any]) -> Answer:
        self._gate.of_host(environ)
        path = _path(environ)
        if path.startswith(RECORDS):
            return self._record(environ, path.removeprefix(RECORDS))
        if environ["REQUEST_METHOD"] not in _READING:
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, "这个地址只能看，不能写；从登记页提交。")
        if path == CHANGES:
            return as_json(HTTPStatus.OK, {"revision": self._live.number, "problem": self._watch.problem})
        if path == SERVER:
            return as_json(HTTPStatus.OK, self._door.told())
        return self._shown(path)

    def _shown(self, path: str) -> Answer:
        found = self._own.get(path) or self._live.find(path)
        if found is None and path and not path.endswith("/") and self._live.is_page(f"{path}/"):
            there = f"/{quote(path)}/"
            return Answer(HTTPStatus.MOVED_PERMANENTLY, b"", "text/plain; charset=utf-8", {"Location": there})
        status = HTTPStatus.OK if found else HTTPStatus.NOT_FOUND
        shown = found or self._live.lost()
        return Answer(status, self._watching(shown) if shown.is_page else shown.data, shown.type)

    def _watching(self, page: Found) -> bytes:
        """Put the script into a page that says, or shows, when the base has changed."""
        revision = self._live.number
        lines = (
            '<link rel="stylesheet" href="/_live.css">',
            f'<script src="/_live.js" defer data-revision="{revision}"></script>',
        )
        return page.data.replace(_END_OF_HEAD, "".join(lines).encode() + _END_OF_HEAD, 1)

    def _record(self, environ: Mapping[str, Any], kind: str) -> Answer:
        if environ["REQUEST_METHOD"] != "POST":
            raise Refused(HTTPStatus.METHOD_NOT_ALLOWED, "登记要从登记页提交；打开 forms/ 选一类。")
        self._gate.of_origin(environ)
        if str(environ.get("CONTENT_TYPE", "")).partition(";")[0].strip() != _JSON:
            raise Refused(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "提交的内容不是 JSON；从登记页提交，文件用 itss import。"
            )
        user, length = self._gate.user(environ), _length(environ)
        with self._one_large if length > PLAIN else contextlib.nullcontext():  # each is held in memory
            return self._door.take(Sent(kind, *_read(environ, length), user))


def _path(environ: Mapping[str, Any]) -> str:
    try:
        # the bytes of the address, as WSGI hands them over
        return str(environ.get("PATH_INFO", "")).encode("latin-1").decode().removeprefix("/")
    except UnicodeDecodeError:
        raise Refused(HTTPStatus.BAD_REQUEST, "地址不是 UTF-8；从页面上的链接打开。") from None


def _length(environ: Mapping[str, Any]) -> int:
    length = str(environ.get("CONTENT_LENGTH") or "0")
    if not length.isdecimal() or int(length) > MOST:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, enclosed.too_large())
    return int(length)


def _read(environ: Mapping[str, Any], length: int) -> tuple[Mapping[str, Any], Any]:
    """Give what was sent, and apart from it the files, which are most of its size."""
    try:
        value = json.loads(environ["wsgi.input"].read(length), object_pairs_hook=_once)
        files = value.pop("files", {}) if isinstance(value, dict) else {}
        plain = json.dumps([value, [*files]], ensure_ascii=False, allow_nan=False)
        size = len(plain.encode())  # there are no halves of a sign, no NaN
    except (TypeError, ValueError, RecursionError):
        raise Refused(HTTPStatus.BAD_REQUEST, "提交的内容读不出来；从登记页重新提交。") from None
    if not isinstance(value, dict):
        raise Refused(HTTPStatus.BAD_REQUEST, "提交的内容不是一条登记；从登记页重新提交。")
    if size > PLAIN:
        raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, enclosed.too_large())
    return value, files


def _once(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """Make an object of its members; one that stands twice would be lost without a word."""
    found = dict(given := list(pairs))
    if len(found) != len(given):
        raise ValueError
    return found
