"""What the server answers: a status of RFC 9110 with its body; a refusal says in Chinese what to do."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from types import MappingProxyType
from typing import Any, NamedTuple

_NOTHING: Mapping[str, str] = MappingProxyType({})
# the meta element of a page says the rest; a header holds for what is no page, too
_ALWAYS = (
    ("Cache-Control", "no-store"),  # a reload shows the last revision
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    ("Referrer-Policy", "same-origin"),
)


class Answer(NamedTuple):
    """An answer before it is sent."""

    status: HTTPStatus
    data: bytes
    type: str
    more: Mapping[str, str] = _NOTHING  # further header fields

    @property
    def line(self) -> str:
        """The status as WSGI wants it."""
        return f"{self.status.value} {self.status.phrase}"

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The header fields."""
        own = (("Content-Type", self.type), ("Content-Length", str(len(self.data))))
        return [*own, *_ALWAYS, *self.more.items()]


class Refused(Exception):
    """A request that is not done; `message` says why and what to do, `faults` where."""

    def __init__(self, status: HTTPStatus, message: str, faults: Sequence[Mapping[str, Any]] = ()) -> None:
        super().__init__(message)
        self.status, self.message, self.faults = status, message, faults


def as_json(status: HTTPStatus, value: Mapping[str, Any], more: Mapping[str, str] = _NOTHING) -> Answer:
    """Answer with a value as JSON."""
    return Answer(status, json.dumps(value, ensure_ascii=False).encode(), "application/json", more)


def refusal(refused: Refused) -> Answer:
    """Answer a request that is refused."""
    return as_json(refused.status, {"message": refused.message, "faults": [*refused.faults]})
