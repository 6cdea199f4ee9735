"""Who may ask: a request must name one of our hosts, and what writes must come from a page of ours.

The first keeps a foreign name that leads to this machine out (DNS rebinding), the second a foreign page
(cross-site request forgery). `X-Remote-User` counts only from the proxy that the operator names.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Collection, Mapping
from http import HTTPStatus
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from generators.server.answer import Refused

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Gate(NamedTuple):
    """The names under which the server may be asked, and the proxy that says who asks."""

    hosts: Collection[str]
    proxy: str | None = None  # its address

    def of_host(self, environ: Mapping[str, Any]) -> None:
        """Refuse a request for another host. Raises Refused."""
        name = _without_port(str(environ.get("HTTP_HOST", "")))
        if name.lower() not in self.hosts:
            raise Refused(
                HTTPStatus.MISDIRECTED_REQUEST,
                f"这里不认「{name}」这个地址；用启动时显示的地址，或让管理员用 --name 加上它。",
            )

    def of_origin(self, environ: Mapping[str, Any]) -> None:
        """Refuse what a page of another site sends; who sends no origin is no browser. Raises Refused."""
        origin = environ.get("HTTP_ORIGIN")
        site = environ.get("HTTP_SEC_FETCH_SITE", "same-origin")
        is_ours = origin is None or urlsplit(str(origin)).netloc == environ.get("HTTP_HOST")
        if not is_ours or site not in ("same-origin", "none"):
            raise Refused(HTTPStatus.FORBIDDEN, "这次提交不是从本站的页面发出的；打开本站的登记页再交。")

    def user(self, environ: Mapping[str, Any]) -> str | None:
        """Give the user that the proxy has told; None where no proxy is named, and a name is typed.

        Raises Refused where one is named and has told nobody.
        """
        if self.proxy is None:
            return None
        told = str(environ.get("HTTP_X_REMOTE_USER", "")).encode("latin-1").decode(errors="replace")
        if environ.get("REMOTE_ADDR") != self.proxy or not (user := unquote(told).strip()):
            raise Refused(HTTPStatus.FORBIDDEN, "这里要登录才能交；从带登录的地址打开登记页再交。")
        return user


def hosts(address: str, names: Collection[str]) -> frozenset[str]:
    """Give the hosts of a server that listens at an address and is known under these names besides."""
    return frozenset(one.lower() for one in (*_LOOPBACK, bracketed(address), *names))


def is_local(address: str) -> bool:
    """Say whether only this machine can reach an address."""
    try:
        return ipaddress.ip_address(address).is_loopback
    except ValueError:
        return address.lower() == "localhost"


def bracketed(address: str) -> str:
    """Write an address as a URL names it."""
    return f"[{address}]" if ":" in address else address


def _without_port(host: str) -> str:
    head, colon, port = host.rpartition(":")
    return head if colon and port.isdecimal() else host
