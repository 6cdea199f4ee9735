"""The server's answers: the site page by page, what changed, who may ask, what it refuses and why."""

from __future__ import annotations

import gc
import io
import json
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import sound_base, write_base

from generators import knowledge
from generators.authoring.inbox import Seen
from generators.finding import UserError
from generators.forms.export import picks
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase, Memory
from generators.origin import source
from generators.server import gate
from generators.server.app import MOST, App
from generators.server.live import Live
from generators.server.submissions import Submissions, Taking
from generators.server.watch import Source, Watch
from generators.site import build, form_files, mkdocs_plugin

PERSON = "records/people/person/P-001.yaml"
AS_OF = "2026-07-08T09:10:00+08:00"


class Answered(NamedTuple):
    status: int
    headers: dict[str, str]
    data: bytes

    @property
    def json(self) -> dict[str, Any]:
        return dict(json.loads(self.data))


class Served:
    """A base with the server in front of it, without a network."""

    def __init__(self, root: Path, scratch: Path, taking: Taking, proxy: str | None = None) -> None:
        self.root, self.memory, self.taking = root, Memory(), taking
        self.said: list[str] = []
        self.live = Live(root, scratch)
        self.watch = Watch(Source(root, self.read, lambda base: base), self.live, self.said.append)
        hosts = gate.hosts("127.0.0.1", ("kb.example",))
        door = Submissions(root, self.live, self.watch, taking)
        self.app = App(self.live, gate.Gate(hosts, proxy), door, self.watch)

    def read(self, moment: datetime | None) -> Seen:
        files = source.read(self.root)
        now = moment or source.now(files, self.taking.as_of)
        base = self.memory.same(files, now, None) or knowledge.read(files, now, None, self.memory)
        return Seen(files, base, self.memory)

    def ask(self, path: str, method: str = "GET", data: bytes = b"", **environ: str) -> Answered:
        found: list[Any] = []
        asked = {
            "REQUEST_METHOD": method,
            "PATH_INFO": f"/{path}".encode().decode("latin-1"),
            "HTTP_HOST": "127.0.0.1:8000",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.input": io.BytesIO(data),
            "CONTENT_LENGTH": str(len(data)),
            **environ,
        }
        body = b"".join(self.app(asked, lambda status, headers: found.extend((status, headers))))
        return Answered(int(found[0].partition(" ")[0]), dict(found[1]), body)

    def send(self, kind: str, value: object, **environ: str) -> Answered:
        data = json.dumps(value, ensure_ascii=False).encode()
        fields = {"CONTENT_TYPE": "application/json", "HTTP_ORIGIN": "http://127.0.0.1:8000", **environ}
        return self.ask(f"_records/{kind}", "POST", data, **fields)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Served:
    folder = tmp_path_factory.mktemp("server")
    root = write_base(folder / "base", sound_base())
    return Served(root, folder / "scratch", Taking(folder / "inbox", as_of=AS_OF))


def test_every_address_shows_what_a_built_site_holds_there(served: Served, tmp_path: Path) -> None:
    site = tmp_path / "site"
    build.build(served.live.base, served.root, site)
    scripts = (
        b'<link rel="stylesheet" href="/_live.css">',
        b'<script src="/_live.js" defer data-revision="1"></script>',
    )
    missing = []
    for path in sorted(one for one in site.rglob("*") if one.is_file()):
        at = path.relative_to(site).as_posix()
        if at in ("404.html", "itss-site.json", "sitemap.xml", "sitemap.xml.gz"):
            continue
        answer = served.ask(at.removesuffix("index.html"))
        data = answer.data
        for one in scripts:
            data = data.replace(one, b"")
        if answer.status != 200 or data != path.read_bytes():
            missing.append(at)
    assert missing == []


def test_an_address_without_its_slash_leads_to_the_page(served: Served) -> None:
    answer = served.ask("r/P-001")
    assert (answer.status, answer.headers["Location"]) == (301, "/r/P-001/")


@pytest.mark.parametrize(
    "path",
    [
        "r/P-999/",
        "../pyproject.toml",
        "assets/../../pyproject.toml",
        "r\\P-001",
        "r//P-001",
        "index.html",
        "a" * 5000,
    ],
)
def test_where_nothing_stands_the_answer_is_404(served: Served, path: str) -> None:
    assert served.ask(path).status == 404


def test_a_change_costs_no_run_of_the_engine_and_is_shown(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[object] = []
    run = mkdocs_plugin.run

    def counted(*given: Any, **named: Any) -> None:
        ran.append(given)
        run(*given, **named)

    monkeypatch.setattr(mkdocs_plugin, "run", counted)
    before = served.ask("_changes").json["revision"]
    path = served.root / PERSON
    whole = path.read_text("utf-8")
    path.write_text(whole.replace("name: 服务经理", "name: 新任经理"), "utf-8")
    served.watch.look()
    assert "新任经理" in served.ask("r/P-001/").data.decode()
    assert served.ask("_changes").json == {"revision": before + 1, "problem": ""}
    assert ran == []
    path.write_text(whole, "utf-8")
    served.watch.look()
    assert "新任经理" not in served.ask("r/P-001/").data.decode()


def test_what_is_due_is_judged_anew_as_time_passes(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    before = served.ask("_changes").json["revision"]
    monkeypatch.setattr("generators.server.watch._STALE", 0.0)
    served.watch.look()
    assert served.ask("_changes").json["revision"] == before  # the moment is set
    later = served.live.base.now + timedelta(days=2)
    with monkeypatch.context() as patch:
        patch.setattr(source, "now", lambda *_: later)
        served.watch.look()
        assert served.live.base.now == later
    served.watch.look()


def test_settings_that_cannot_be_read_leave_the_last_site_and_are_told_in_the_page(served: Served) -> None:
    path = served.root / "pyproject.toml"
    whole = path.read_bytes()
    path.write_bytes(b"[[[")
    served.watch.look()
    assert "没有更新" in served.ask("_changes").json["problem"]
    assert gc.isenabled()
    assert served.ask("r/P-001/").status == 200
    path.write_bytes(whole)
    served.watch.look()
    assert served.ask("_changes").json["problem"] == ""


def test_whatever_happens_while_files_are_read_the_next_change_is_shown(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generators.server.watch._PAUSE", 0.01)
    watch, person = Watch(served.watch._source, served.live, served.said.append), served.root / PERSON  # noqa: SLF001
    whole = person.read_bytes()
    faults = [RecursionError("deep"), MemoryError(), KeyError("x"), OSError(40, "ring"), UserError("改正")]

    def read(_: object) -> Seen:
        if faults:
            raise faults.pop()
        return served.read(None)

    watch._source = watch._source._replace(read=read)  # noqa: SLF001
    watch.start()
    try:
        (served.root / "records/ring").symlink_to("ring")
        for number in range(200):
            if not faults and number > 10:
                break
            person.write_bytes(whole + b"#" * (number % 7 + 1) + b"\n")
            time.sleep(0.02)
        (served.root / "records/ring").unlink()
        person.write_bytes(whole.replace("服务经理".encode(), "另一经理".encode()))
        until(lambda: b"\xe5\x8f\xa6\xe4\xb8\x80" in served.ask("r/P-001/").data)
    finally:
        watch.stop()
        person.write_bytes(whole)
        served.watch.look()
    assert faults == []
    assert watch.problem == ""
    assert any("RecursionError" in line for line in served.said)


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so, at most ten seconds."""
    for _ in range(500):
        if is_so():
            return
        time.sleep(0.02)
    pytest.fail("it never came")


def test_pages_carry_the_script_that_looks_for_changes_and_it_is_there(served: Served) -> None:
    assert b'<script src="/_live.js" defer' in served.ask("").data
    assert served.ask("_live.js").headers["Content-Type"].startswith("text/javascript")
    assert served.ask("_live.css").status == 200


@pytest.mark.parametrize("host", ["evil.example", "", "127.0.0.1.evil.example:8000", "192.168.1.5:8000"])
def test_another_host_is_not_answered(served: Served, host: str) -> None:
    answer = served.ask("", HTTP_HOST=host)
    assert answer.status == 421
    assert "--name" in answer.json["message"]


@pytest.mark.parametrize("host", ["127.0.0.1:8000", "localhost:8000", "[::1]:8000", "KB.example"])
def test_our_own_hosts_are_answered(served: Served, host: str) -> None:
    assert served.ask("", HTTP_HOST=host).status == 200


@pytest.mark.parametrize(
    ("status", "words", "kind", "environ"),
    [
        (403, "本站的页面", "incident", {"HTTP_ORIGIN": "http://evil.example"}),
        (403, "本站的页面", "incident", {"HTTP_ORIGIN": "null"}),
        (403, "本站的页面", "incident", {"HTTP_SEC_FETCH_SITE": "cross-site"}),
        (404, "不收", "no-such-kind", {}),
        (422, "正文", "runbook", {}),
        (415, "JSON", "incident", {"CONTENT_TYPE": "text/plain"}),
        (413, "1 MiB", "incident", {"CONTENT_LENGTH": str(MOST + 1)}),
        (413, "1 MiB", "incident", {"CONTENT_LENGTH": "-1"}),
    ],
)
def test_what_is_not_taken_is_refused_with_what_to_do(
    served: Served, status: int, words: str, kind: str, environ: dict[str, str]
) -> None:
    answer = served.send(kind, {"author": "服务台甲", "record": {}}, **environ)
    assert answer.status == status
    assert words in answer.json["message"]


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"[]",
        b"\xff",
        b'{"a": 1, "a": 2}',
        b"[" * 100_000,
        b'{"record": 3, "author": "a"}',
        b'{"record": {}, "author": "a", "x": 1}',
        b'{"record": {"phenomenon": "\\ud800"}, "author": "a"}',
        b'{"record": {"phenomenon": NaN}, "author": "a"}',
        b'{"record": {"phenomenon": 1e999}, "author": "a"}',
    ],
)
def test_what_cannot_be_read_is_refused(served: Served, data: bytes) -> None:
    fields = {"CONTENT_TYPE": "application/json"}
    answer = served.ask("_records/incident", "POST", data, **fields)
    assert answer.status == 400
    assert "重新提交" in answer.json["message"]


def test_what_stands_beside_a_page_is_made_once(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def counted(base: KnowledgeBase, kind: Kind) -> object:
        made.append(kind.name)
        return picks(base, kind)

    monkeypatch.setattr(form_files, "picks", counted)
    first = served.ask("forms/shared.js")
    before = len(made)
    assert [served.ask(f"forms/{one}").status for one in ("shared.js", "pick/person.js")] == [200, 200]
    assert (first.status, len(made)) == (200, before)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_pages_are_only_read(served: Served, method: str) -> None:
    assert served.ask("r/P-001/", method).status == 405


def test_records_are_only_sent(served: Served) -> None:
    assert served.ask("_records/incident").status == 405


def test_the_head_of_an_answer_has_no_body(served: Served) -> None:
    answer = served.ask("r/P-001/", "HEAD")
    assert (answer.status, answer.data) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 1000
