"""The configuration of nginx that is shown works as it stands: headers, compression, a page for what is not there."""

from __future__ import annotations

import gzip
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from http.client import HTTPConnection, HTTPMessage
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT

SHOWN = (ROOT / "docs/dev/nginx.md").read_text("utf-8")
HASHED = re.compile(r"assets/javascripts/bundle\.[0-9a-f]{8}\.min\.js")
FRAME = """daemon off; pid {home}/pid; error_log stderr;
events {{}}
http {{
  include /etc/nginx/mime.types; access_log off;
  client_body_temp_path {home}/a; proxy_temp_path {home}/b; fastcgi_temp_path {home}/c;
  uwsgi_temp_path {home}/d; scgi_temp_path {home}/e;
{server}
}}
"""


class Answer(NamedTuple):
    status: int
    headers: HTTPMessage
    body: bytes


class Server:
    def __init__(self, port: int) -> None:
        self._port = port

    def __call__(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        asking = HTTPConnection("127.0.0.1", self._port, timeout=5)
        asking.request("GET", path, headers=dict(headers or {}))
        told = asking.getresponse()
        answer = Answer(told.status, told.headers, told.read())
        asking.close()
        return answer


@pytest.fixture(scope="module")
def ask(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The site of the good examples behind nginx."""
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if program is None:
        pytest.skip("no nginx on this machine; install Debian's nginx-light to try the configuration")
    home = tmp_path_factory.mktemp("nginx")
    site = home / "site"
    shutil.copytree(built / "base/site", site)
    (site / ".secret").write_text("x")
    home.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    [shown] = re.findall(r"^```nginx\n(.*?)^```$", SHOWN, re.DOTALL | re.MULTILINE)
    server = shown.replace("listen 80;", f"listen 127.0.0.1:{port};")
    server = server.replace("/srv/itss/site", str(site))
    assert server.count(str(site)) == server.count(f":{port};") == 1
    settings = home / "nginx.conf"
    settings.write_text(
        ("user root;\n" if home.owner() == "root" else "") + FRAME.format(home=home, server=server)
    )
    running = subprocess.Popen(
        [program, "-c", settings, "-p", home, "-e", "stderr"], stderr=subprocess.PIPE, text=True
    )
    try:
        until = time.monotonic() + 10
        while running.poll() is None and time.monotonic() < until:
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        assert running.poll() is None, running.communicate()[1]
        yield Server(port)
    finally:
        running.terminate()
        running.communicate(timeout=10)


PAGES = ["/", "/about/", "/r/INC-2026-0001/", "/nothing/here/", "/assets/kb/kb.css", "/verdicts.json"]


@pytest.mark.parametrize("path", PAGES)
def test_every_answer_says_what_may_not_be_guessed_framed_or_told_on(ask: Server, path: str) -> None:
    headers = ask(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers.get_all("Content-Security-Policy") == [
        "frame-ancestors 'self'; object-src 'none'; base-uri 'none'; form-action 'none'"
    ]
    assert headers["Server"] == "nginx"


def test_the_header_forbids_nothing_that_the_policy_of_the_page_allows(ask: Server) -> None:
    told = ask("/")
    [own] = re.findall(rb'http-equiv="Content-Security-Policy" content="([^"]*)"', told.body)
    page = dict(rule.split(" ", 1) for rule in own.decode().split("; "))
    header = dict(rule.split(" ", 1) for rule in told.headers["Content-Security-Policy"].split("; "))
    assert header.pop("frame-ancestors") == "'self'"  # a page cannot say that of itself
    assert header.items() <= page.items()


@pytest.mark.parametrize(
    "path", ["/about/", "/assets/kb/kb.css", "/assets/kb/search-data.js", "/verdicts.json"]
)
def test_text_is_compressed_for_whoever_can_read_that_and_for_nobody_else(ask: Server, path: str) -> None:
    plain, packed = ask(path), ask(path, {"Accept-Encoding": "gzip"})
    assert plain.headers["Content-Encoding"] is None
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == plain.headers["Vary"] == "Accept-Encoding"
    assert gzip.decompress(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2


def test_what_carries_its_hash_is_kept_for_a_year_and_all_else_is_asked_for_anew(ask: Server) -> None:
    home = ask("/")
    found = HASHED.search(home.body.decode())
    assert found
    assert ask(f"/{found[0]}").headers["Cache-Control"] == "public, max-age=31536000, immutable"
    for path in ("/", "/assets/kb/kb.css", "/assets/kb/search-data.js", "/verdicts.json"):
        assert ask(path).headers["Cache-Control"] == "no-cache"
    assert ask("/", {"If-None-Match": home.headers["ETag"]}).status == 304


def test_what_is_not_there_gets_the_page_of_the_site_with_404(ask: Server, built: Path) -> None:
    told = ask("/nothing/here/")
    assert (told.status, told.headers["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert told.body == (built / "base/site/404.html").read_bytes()


@pytest.mark.parametrize(
    "path", ["/r/", "/assets/", "/assets/kb/", "/.secret", "/../base/mkdocs.yml", "/%2e%2e/base/mkdocs.yml"]
)
def test_no_folder_is_listed_and_nothing_hidden_or_outside_is_given(ask: Server, path: str) -> None:
    told = ask(path)
    assert told.status in (400, 403, 404)
    assert b"Index of" not in told.body
    assert b"site_name" not in told.body


def test_a_page_without_its_slash_is_found_on_the_same_port(ask: Server) -> None:
    told = ask("/about")
    assert (told.status, told.headers["Location"]) == (301, "/about/")


def test_chinese_is_said_to_be_utf_8(ask: Server) -> None:
    for path, kind in (("/about/", "text/html"), ("/assets/kb/search-data.js", "application/javascript")):
        assert ask(path).headers["Content-Type"] == f"{kind}; charset=utf-8"
