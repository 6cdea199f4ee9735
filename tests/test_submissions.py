"""What people send: it becomes a record in their name or a draft in the inbox, or they read what to put right."""

from __future__ import annotations

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import small_base
from conftest import Repository, write_base
from test_entry import INCIDENT
from test_serve import Preview
from test_server import Answered, Served

from generators import audience
from generators.judging import obligations
from generators.origin import source
from generators.records.reader import Who
from generators.server.submissions import Taking
from generators.strict_yaml import load

AS_OF = small_base.NOON.isoformat()
FOLDER = "records/process/incident/2026"
BY = "服务台甲"


def repository_of(folder: Path) -> Repository:
    write_base(folder, small_base.files())
    repository = Repository(folder)
    repository.run("init", "-q")
    repository.run("add", "-A")
    repository.run("commit", "-q", "-m", "begin")
    return repository


class Desk(Served):
    """A server, and what lies in its base."""

    def incidents(self) -> set[str]:
        return {path.stem for path in (self.root / FOLDER).iterdir()}

    def post(self, record: object, **more: Any) -> Answered:
        return self.send("incident", {"author": BY, "record": record, **more})


@pytest.fixture(scope="module")
def committing(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("committing")
    repository_of(folder / "base")
    return Desk(folder / "base", folder / "scratch", Taking(commits=True, as_of=AS_OF))


@pytest.fixture(scope="module")
def keeping(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("keeping")
    write_base(folder / "base", small_base.files())
    return Desk(folder / "base", folder / "scratch", Taking(folder / "inbox", as_of=AS_OF))


def told(desk: Desk, *arguments: str) -> str:
    return subprocess.run(
        ["git", *arguments], cwd=desk.root, capture_output=True, encoding="utf-8", check=True
    ).stdout


def test_a_record_is_committed_in_the_typed_name_and_its_page_is_there(committing: Desk) -> None:
    before = committing.incidents()
    answer = committing.post({**INCIDENT, "phenomenon": "从登记页交来的一件"})
    assert answer.status == 201
    (new,) = committing.incidents() - before
    assert answer.json == {"id": new, "address": f"r/{new}/"}
    assert answer.headers["Location"] == f"/r/{new}/"
    assert "从登记页交来的一件" in committing.ask(f"r/{new}/").data.decode()
    assert told(committing, "log", "-1", "--format=%an").strip() == BY
    assert told(committing, "status", "--porcelain") == ""


def test_a_record_is_judged_once_on_its_way_to_its_page(
    committing: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[object] = []
    judge = obligations.judge

    def counted(*given: Any) -> object:
        judged.append(given)
        return judge(*given)

    monkeypatch.setattr(obligations, "judge", counted)
    answer = committing.post({**INCIDENT, "phenomenon": "只判一次的一件"})
    assert committing.ask(answer.json["address"]).status == 200
    assert len(judged) == 1


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("<b>甲</b>\n二", "b甲/b二"),
        ("  服务台乙 ", "服务台乙"),
        ("a <root@example.com>", "a root@example.com"),
    ],
)
def test_a_name_cannot_say_more_than_a_name(committing: Desk, name: str, written: str) -> None:
    answer = committing.send(
        "incident", {"author": name, "record": {**INCIDENT, "phenomenon": f"由 {written} 交"}}
    )
    assert answer.status == 201
    assert told(committing, "log", "-1", "--format=%an").strip() == written


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "没有写"),
        ("   ", "没有写"),
        ("<>", "符号"),
        (None, "没有写"),
        (3, "没有写"),
        ("长" * 201, "太长"),
    ],
)
def test_without_a_name_nothing_is_taken(committing: Desk, name: object, why: str) -> None:
    before = committing.incidents()
    answer = committing.send("incident", {"author": name, "record": INCIDENT})
    assert answer.status == 422
    assert "填写人" in answer.json["message"]
    assert why in answer.json["message"]
    assert committing.incidents() == before


def test_where_a_proxy_is_named_it_says_who_sends_and_nobody_types_a_name(tmp_path: Path) -> None:
    repository_of(tmp_path / "base")
    desk = Desk(tmp_path / "base", tmp_path / "scratch", Taking(commits=True, as_of=AS_OF), "10.0.0.9")
    value = {"author": BY, "record": {**INCIDENT, "phenomenon": "由代理说是谁"}}
    user = "值班员".encode().decode("latin-1")
    quoted = "%E5%80%BC%E7%8F%AD%E5%91%98"
    assert desk.send("incident", value, HTTP_X_REMOTE_USER=quoted, REMOTE_ADDR="10.0.0.9").status == 201
    assert told(desk, "log", "-1", "--format=%an").strip() == "值班员"
    before = desk.incidents()
    value["record"] = {**INCIDENT, "phenomenon": "由别人冒充"}
    for environ in (
        {"HTTP_X_REMOTE_USER": user, "REMOTE_ADDR": "10.0.0.8"},
        {"REMOTE_ADDR": "10.0.0.9"},
        {"HTTP_X_REMOTE_USER": " ", "REMOTE_ADDR": "10.0.0.9"},
    ):
        answer = desk.send("incident", value, **environ)
        assert (answer.status, "登录" in answer.json["message"]) == (403, True)
    assert desk.incidents() == before


def test_what_is_wrong_is_told_at_its_field(committing: Desk) -> None:
    before = committing.incidents()
    answer = committing.post({**INCIDENT, "level": "L9", "colour": "red"})
    assert answer.status == 422
    assert {one["at"] for one in answer.json["faults"]} == {"/level", "/colour"}
    assert all(one["message"].endswith("。") for one in answer.json["faults"])
    assert committing.incidents() == before


@pytest.mark.parametrize("record_id", ["../../etc/x", "INC-2026-0001/../x", "x"])
def test_an_id_is_never_a_path(committing: Desk, record_id: str) -> None:
    before = sorted(path for path in committing.root.rglob("*") if ".git/" not in str(path))
    answer = committing.post(
        {**INCIDENT, "phenomenon": f"编号 {record_id}", "id": record_id}, opened="0" * 64
    )
    assert answer.status in (409, 422)
    assert sorted(path for path in committing.root.rglob("*") if ".git/" not in str(path)) == before


def test_an_id_that_is_taken_and_a_record_that_changed_meanwhile_are_a_conflict(committing: Desk) -> None:
    taken = min(committing.incidents())
    assert committing.post({**INCIDENT, "id": taken}).status == 409
    path = committing.root / FOLDER / f"{taken}.yaml"
    answer = committing.post({**load(path.read_bytes())}, opened="0" * 64)
    assert answer.status == 409
    assert path.read_bytes() == small_base.files()[f"{FOLDER}/{taken}.yaml"]


def test_a_record_that_was_opened_is_changed(committing: Desk) -> None:
    new = committing.post({**INCIDENT, "phenomenon": "写漏了一句"}).json["id"]
    path = committing.root / FOLDER / f"{new}.yaml"
    data = {**load(path.read_bytes()), "phenomenon": "写漏的一句补上了"}
    answer = committing.post(data, opened=hashlib.sha256(path.read_bytes()).hexdigest())
    assert answer.status == 201, answer.json
    assert load(path.read_bytes())["phenomenon"] == "写漏的一句补上了"


def test_when_it_was_entered_is_told_by_our_clock(committing: Desk) -> None:
    early = {**INCIDENT, "phenomenon": "钟慢了半个月", "recorded_at": "2026-03-05T08:00:00+08:00"}
    path = committing.root / FOLDER / f"{committing.post(early).json['id']}.yaml"
    data = load(path.read_bytes())
    assert data["recorded_at"] == AS_OF
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    answer = committing.post({**data, "recorded_at": early["recorded_at"]}, opened=digest)
    assert (answer.status, "不能改" in answer.json["message"]) == (409, True)


def test_nobody_says_of_his_own_record_that_it_was_taken_over(committing: Desk) -> None:
    origin = {"batch": "旧台账", "sha256": "a" * 64, "cutover": "2026-12-31"}
    answer = committing.post({**INCIDENT, "phenomenon": "说是迁来的", "origin": origin})
    assert (answer.status, [one["at"] for one in answer.json["faults"]]) == (422, ["/origin"])
    assert "itss import --migrated" in answer.json["message"]


def test_a_server_that_runs_for_days_asks_the_clock_anew(
    committing: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = small_base.NOON + timedelta(days=3)
    monkeypatch.setattr(source, "now", lambda *_: later)
    new = committing.post({**INCIDENT, "phenomenon": "三天以后的一件"}).json["id"]
    assert load((committing.root / FOLDER / f"{new}.yaml").read_bytes())["recorded_at"] == later.isoformat()


def test_what_git_says_names_no_place_of_this_machine(committing: Desk) -> None:
    lock = committing.root / ".git/index.lock"
    lock.touch()
    answer = committing.post({**INCIDENT, "phenomenon": "Git 正忙"})
    lock.unlink()
    assert (answer.status, str(committing.root) in answer.json["message"]) == (500, False)
    assert "什么都没有写" in answer.json["message"]


def test_what_is_sent_twice_is_one_draft(keeping: Desk) -> None:
    folder = keeping.taking.folder
    assert folder
    answers = [keeping.post({**INCIDENT, "phenomenon": "点了两下"}) for _ in range(2)]
    assert [one.status for one in answers] == [202, 202]
    assert answers[0].json == answers[1].json
    (folder / answers[0].json["draft"]).unlink()


def test_who_is_shown_no_forms_sends_nothing(keeping: Desk) -> None:
    whole = keeping.live.base
    keeping.live.show(audience.seen_by(whole, Who.CUSTOMER))
    try:
        assert keeping.ask("_server").json == {"accepts": [], "mode": "none"}
        assert keeping.post(INCIDENT).status == 404
    finally:
        keeping.live.show(whole)


def test_in_inbox_mode_a_draft_is_kept_that_the_import_takes(keeping: Desk) -> None:
    before = keeping.incidents()
    answer = keeping.post({**INCIDENT, "phenomenon": "放进收件箱的一件"})
    assert answer.status == 202
    assert keeping.incidents() == before
    folder = keeping.taking.folder
    assert folder
    (draft,) = folder.iterdir()
    assert answer.json == {"draft": draft.name}
    assert draft.read_text("utf-8").startswith(f"# kind: incident\n# author: {BY}\n")
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "generators",
            "import",
            "--root",
            str(keeping.root),
            "--as-of",
            AS_OF,
            str(folder),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (new,) = keeping.incidents() - before
    assert load((keeping.root / FOLDER / f"{new}.yaml").read_bytes())["phenomenon"] == "放进收件箱的一件"


def test_what_is_wrong_never_reaches_the_inbox(keeping: Desk) -> None:
    folder = keeping.taking.folder
    assert folder
    before = sorted(folder.iterdir()) if folder.exists() else []
    assert keeping.post({**INCIDENT, "level": "L9"}).status == 422
    assert (sorted(folder.iterdir()) if folder.exists() else []) == before


def test_a_server_that_takes_nothing_says_so(keeping: Desk, tmp_path: Path) -> None:
    closed = Desk(keeping.root, tmp_path / "scratch", Taking(as_of=AS_OF))
    assert closed.ask("_server").json == {"accepts": [], "mode": "none"}
    assert closed.post(INCIDENT).status == 404
    assert "incident" in keeping.ask("_server").json["accepts"]


@pytest.fixture
def running(tmp_path: Path) -> Iterator[tuple[Path, Preview, str]]:
    repository_of(tmp_path / "base")
    preview = Preview(tmp_path / "base", "--port", "0", "--as-of", AS_OF, "--commit")
    address = preview.said("网站已就绪").removeprefix("网站已就绪：").partition(" ")[0]
    yield tmp_path / "base", preview, address
    if preview.process.poll() is None:
        preview.stop()


def posted(address: str, number: int) -> int:
    value = {"author": BY, "record": {**INCIDENT, "phenomenon": f"同时交的第 {number} 件"}}
    asked = urllib.request.Request(  # noqa: S310 - our own address
        f"{address}_records/incident", json.dumps(value).encode(), {"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(asked, timeout=300) as answer:  # noqa: S310 - as above
        return int(answer.status)


def test_fifty_at_once_are_fifty_records_and_commits(running: tuple[Path, Preview, str]) -> None:
    root, _, address = running
    before = len(list((root / FOLDER).iterdir()))
    with ThreadPoolExecutor(50) as pool:
        statuses = list(pool.map(lambda number: posted(address, number), range(50)))
    assert statuses == [201] * 50
    files = list((root / FOLDER).iterdir())
    assert len(files) == before + 50
    assert len({load(path.read_bytes())["id"] for path in files}) == before + 50
    log = subprocess.run(
        ["git", "log", "--format=%an"], cwd=root, capture_output=True, encoding="utf-8", check=True
    )
    assert log.stdout.splitlines().count(BY) == 50
    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=root, capture_output=True, encoding="utf-8", check=True
    )
    assert status.stdout == ""


def test_a_kill_while_records_come_in_leaves_none_by_half(running: tuple[Path, Preview, str]) -> None:
    root, preview, address = running
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(posted, address, number) for number in range(8)]
        time.sleep(1.5)
        os.killpg(preview.process.pid, signal.SIGKILL)
        preview.end()
        known = sum(1 for one in asked if one.exception() is None)
        for one in asked:
            assert isinstance(one.exception(), urllib.error.URLError | ConnectionError | None)
    for path in (root / FOLDER).glob("INC-*.yaml"):
        load(path.read_bytes())
    again = Desk(root, root.parent / "scratch", Taking(commits=True, as_of=AS_OF))
    assert again.post({**INCIDENT, "phenomenon": "断电以后的第一件"}).status == 201
    status = told(again, "status", "--porcelain")
    assert status == ""
    assert told(again, "log", "--format=%an").splitlines().count(BY) >= known + 1
