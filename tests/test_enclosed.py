"""Files that are sent with a record: kept beside it under its id, or refused with what to do."""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import small_base
from conftest import write_base
from test_entry import INCIDENT
from test_server import Answered, Served
from test_submissions import AS_OF, BY, FOLDER, Desk, repository_of, told

from generators import knowledge
from generators.origin import history, source
from generators.server import enclosed
from generators.server.app import MOST, PLAIN
from generators.server.submissions import Taking
from generators.strict_yaml import load

SCAN = b"%PDF-1.7\n" + bytes(range(256)) * 40
NAME = "签到表 11月.pdf"


def row(name: str = NAME, data: bytes = SCAN, **more: str) -> dict[str, str]:
    return {"file": name, "title": "签到表", "sha256": hashlib.sha256(data).hexdigest(), **more}


def as_text(data: bytes = SCAN) -> str:
    return base64.b64encode(data).decode()


def posted(desk: Served, what: str, rows: list[dict[str, str]], files: object) -> Answered:
    record = {**INCIDENT, "phenomenon": what, "attachments": rows}
    return desk.send("incident", {"author": BY, "record": record, "files": files})


@pytest.fixture(scope="module")
def committing(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder = tmp_path_factory.mktemp("enclosed")
    repository_of(folder / "base")
    return Desk(folder / "base", folder / "scratch", Taking(commits=True, as_of=AS_OF))


def test_a_file_is_committed_with_its_record_and_shown_on_its_page(committing: Desk) -> None:
    answer = posted(committing, "带签到表的一件", [row()], {NAME: as_text()})
    assert answer.status == 201, answer.json
    new = answer.json["id"]
    (kept,) = load((committing.root / FOLDER / f"{new}.yaml").read_bytes())["attachments"]
    assert kept == {**row(), "file": f"{new}-1.pdf"}
    assert (committing.root / FOLDER / kept["file"]).read_bytes() == SCAN
    changed = told(committing, "show", "--name-only", "--format=", "HEAD").splitlines()
    assert sorted(changed) == [f"{FOLDER}/{new}-1.pdf", f"{FOLDER}/{new}.yaml"]
    assert told(committing, "status", "--porcelain") == ""
    assert f'href="{kept["file"]}"' in committing.ask(f"r/{new}/").data.decode()
    assert committing.ask(f"r/{new}/{kept['file']}").data == SCAN
    files = source.read(committing.root)
    base = knowledge.read(files, source.now(files, AS_OF), history.read(committing.root))
    assert [one for one in base.findings if new in one.place.path] == []


def test_a_record_that_is_changed_keeps_its_files_and_takes_more(committing: Desk) -> None:
    new = posted(committing, "先交一份", [row()], {NAME: as_text()}).json["id"]
    path = committing.root / FOLDER / f"{new}.yaml"
    data, more = load(path.read_bytes()), SCAN + b"more"
    data["attachments"] = [*data["attachments"], row("b.pdf", more)]
    value = {"author": BY, "record": data, "opened": hashlib.sha256(path.read_bytes()).hexdigest()}
    answer = committing.send("incident", {**value, "files": {"b.pdf": as_text(more)}})
    assert answer.status == 201, answer.json
    names = [one["file"] for one in load(path.read_bytes())["attachments"]]
    assert names == [f"{new}-1.pdf", f"{new}-2.pdf"]
    assert [(path.parent / name).read_bytes() for name in names] == [SCAN, more]


def test_in_inbox_mode_files_lie_beside_the_draft_and_the_import_takes_both(tmp_path: Path) -> None:
    write_base(tmp_path / "base", small_base.files())
    desk = Desk(tmp_path / "base", tmp_path / "scratch", Taking(tmp_path / "inbox", as_of=AS_OF))
    before = desk.incidents()
    answers = [
        posted(desk, what, [row()], {NAME: as_text()}) for what in ("带附件的甲", "带附件的乙", "带附件的乙")
    ]
    assert [one.status for one in answers] == [202, 202, 202], answers[0].json
    places = {tmp_path / "inbox" / one.json["draft"] for one in answers}
    assert len(places) == 2  # the third is the second once more
    for place in places:
        assert {one.name for one in place.parent.iterdir()} == {place.name, NAME}
        assert (place.parent / NAME).read_bytes() == SCAN
    command = (sys.executable, "-m", "generators", "import", "--root", desk.root, "--as-of", AS_OF)
    done = subprocess.run([*command, tmp_path / "inbox"], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    for new in {one.removesuffix("-1") for one in desk.incidents() - before}:
        assert (desk.root / FOLDER / f"{new}-1.pdf").read_bytes() == SCAN


@pytest.mark.parametrize(
    ("name", "data", "rows", "at", "words"),
    [
        (NAME, SCAN, [row(sha256="0" * 64)], "/attachments/0/sha256", "散列值"),
        ("b.pdf", SCAN, [row("b.pdf"), row()], "/attachments/1/file", "重新选上"),
        ("a.exe", SCAN, [row("a.exe")], "/attachments/0/file", "这种类型不收"),
        ("a.svg", SCAN, [row("a.svg")], "/attachments/0/file", "转成 PDF"),
        ("a.yaml", SCAN, [row("a.yaml")], "/attachments/0/file", "这种类型不收"),
        ("../a.pdf", SCAN, [row("../a.pdf")], "/attachments/0/file", "不能用"),
        (".a.pdf", SCAN, [], "/attachments", "不以点开头"),
        ("a\u202efdp.pdf", SCAN, [], "/attachments", "不能用"),
        ("CON.pdf", SCAN, [], "/attachments", "不能用"),
        ("长" * 130 + ".pdf", SCAN, [], "/attachments", "120 个字"),
        ("", SCAN, [], "/attachments", "不能用"),
        (NAME, b"", [row(data=b"")], "/attachments/0/file", "是空的"),
    ],
)
def test_a_file_that_is_not_kept_is_refused_at_its_row_with_what_to_do(  # noqa: PLR0913, PLR0917 - a case
    committing: Desk, name: str, data: bytes, rows: list[dict[str, str]], at: str, words: str
) -> None:
    before = sorted(committing.root.rglob("*"))
    answer = posted(committing, f"不收 {words}", rows, {name: as_text(data)})
    assert answer.status == 422
    assert [one["at"] for one in answer.json["faults"]] == [at]
    assert words in answer.json["faults"][0]["message"]
    assert sorted(committing.root.rglob("*")) == before


@pytest.mark.parametrize(
    "files", [[], {"a.pdf": 3}, {"a.pdf": "%%%"}, {"a.pdf": "QUJ"}, "a.pdf", {"\ud800.pdf": "QUI="}]
)
def test_files_that_cannot_be_read_are_asked_for_again(committing: Desk, files: Any) -> None:
    record = {"author": BY, "record": INCIDENT, "files": files}
    fields = {"CONTENT_TYPE": "application/json"}
    answer = committing.ask("_records/incident", "POST", json.dumps(record).encode(), **fields)
    assert (answer.status, "从登记页" in answer.json["message"]) == (400, True)


def test_what_is_too_large_is_told_in_what_may_be_sent(
    committing: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert committing.ask("_server").json["largest"] == enclosed.LARGEST
    monkeypatch.setattr(enclosed, "AS_TEXT", 100)
    too_long = {**INCIDENT, "note": "长" * PLAIN}
    answers = [
        posted(committing, "附件太大", [row()], {NAME: as_text()}),
        committing.post(too_long),
        committing.send("incident", {}, CONTENT_LENGTH=str(MOST + 1)),
    ]
    assert [one.status for one in answers] == [413, 413, 413]
    assert all("32 MiB" in one.json["message"] for one in answers)


def test_a_kind_without_attachments_takes_no_files(committing: Desk) -> None:
    kinds = committing.live.base.kinds.sound
    name = next(
        one for one in committing.ask("_server").json["accepts"] if "attachments" not in kinds[one].fields
    )
    answer = committing.send(name, {"author": BY, "record": {}, "files": {NAME: as_text()}})
    assert answer.status == 422
    assert NAME in answer.json["message"]
