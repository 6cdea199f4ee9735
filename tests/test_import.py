"""`itss import`: each file's fate, exit codes, attachments beside a draft, what is written and what is not."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
import small_base
from conftest import Repository, write_base
from test_workbook import FILES, HEAD, ROW
from workbooks import book

from generators import cli, knowledge
from generators.finding import UserError
from generators.origin import source
from generators.site.pages import pages
from generators.strict_yaml import load

FOLDER = "records/process/incident/2026"
AS_OF = small_base.NOON.isoformat()
DRAFT = """\
# kind: incident
id: 新1
reporter: {department: 财务科}
phenomenon: 打印不出来
channel: phone
level: L2
reported: "2026-03-19T10:00:00+08:00"
attachments:
  - {file: 截图.PNG, title: 报错截图}
"""


@pytest.fixture
def root(repository: Repository) -> Path:
    write_base(repository.path, FILES)
    repository.run("add", "-A")
    repository.run("commit", "-q", "-m", "start")
    for name in ("name", "email"):
        repository.run("config", f"user.{name}", "itss@example.com")
    return repository.path


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "收件箱"
    folder.mkdir()
    (folder / "a.yaml").write_text(DRAFT, "utf-8")
    (folder / "截图.PNG").write_bytes(b"png")
    (folder / "b.xlsx").write_bytes(book({"事件": [HEAD, ROW]}))
    (folder / "说明.docx").write_bytes(b"docx")
    return folder


def run(root: Path, *arguments: str | Path) -> int:
    return cli.run(["import", *map(str, arguments), "--root", str(root), "--as-of", AS_OF])


def test_an_inbox_is_taken_in_with_its_attachments_and_a_second_time_nothing_is_written(
    root: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by = ("--commit", "--author", "服务台甲 <desk@example.com>")
    assert run(root, inbox, *by) == 0
    out = capsys.readouterr().out
    assert "a.yaml：写了 1 条：INC-2026-0013" in out
    assert "b.xlsx：写了 1 条：INC-2026-0014" in out
    assert "说明.docx：没有写\n  提示 没有草稿提到这个文件，没有收。" in out
    assert out.endswith("写了 2 条。已经提交。\n")
    assert (root / FOLDER / "INC-2026-0013-1.png").read_bytes() == b"png"
    assert run(root, inbox, *by) == 0
    assert "已经有了 1 条，没有再写" in capsys.readouterr().out
    assert not (root / FOLDER / "INC-2026-0015.yaml").exists()


def test_a_file_is_known_by_its_hash_under_another_name_and_a_sheet_may_be_one(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = book({"签到": [HEAD, ROW]})
    digest = hashlib.sha256(sheet).hexdigest()
    folder = tmp_path / "收件箱" / "一份"
    folder.mkdir(parents=True)
    (folder / "签到表 (1).xlsx").write_bytes(sheet)
    (folder / "z.yaml").write_text(
        DRAFT.replace(
            "{file: 截图.PNG, title: 报错截图}", f"{{file: 签到表.xlsx, title: 签到表, sha256: {digest}}}"
        ),
        "utf-8",
    )
    assert run(root, folder.parent) == 0, capsys.readouterr().out
    (row,) = load((root / FOLDER / "INC-2026-0013.yaml").read_bytes())["attachments"]
    assert (row["file"], row["title"]) == ("INC-2026-0013-1.xlsx", "签到表")
    assert (root / FOLDER / row["file"]).read_bytes() == sheet


def test_a_file_that_did_not_come_along_is_asked_for_once(
    root: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (inbox / "截图.PNG").unlink()
    assert run(root, inbox / "a.yaml") == 1
    told = capsys.readouterr().out
    assert told.count("截图.PNG") == 1
    assert "重新选上" in told


def test_one_wrong_value_keeps_all_outside_unless_the_right_ones_may_go(
    root: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (inbox / "a.yaml").write_text(DRAFT.replace("level: L2", "level: L9"), "utf-8")
    assert run(root, inbox / "a.yaml", inbox / "b.xlsx") == 1
    out = capsys.readouterr().out
    assert "  6:8 级别 错误 " in out
    assert "什么都没有写" in out
    assert not (root / FOLDER / "INC-2026-0013.yaml").exists()
    assert run(root, inbox / "a.yaml", inbox / "b.xlsx", "--valid-only") == 1
    assert "写了 1 条，1 条没有写" in capsys.readouterr().out
    assert load((root / FOLDER / "INC-2026-0014.yaml").read_bytes())["phenomenon"] == ROW[2]


def test_a_file_that_nobody_can_read_keeps_the_others_outside(
    root: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (inbox / "c.yaml").write_text("a: [", "utf-8")
    assert run(root, inbox) == 1
    assert "什么都没有写" in capsys.readouterr().out
    assert not (root / FOLDER / "INC-2026-0013.yaml").exists()


def test_blanks_within_a_sentence_stay_as_they_were_typed(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = ["传   真" if title == "接报渠道" else cell for title, cell in zip(HEAD, ROW, strict=True)]
    (tmp_path / "a.xlsx").write_bytes(book({"事件": [HEAD, wrong]}))
    assert run(root, tmp_path / "a.xlsx") == 1
    assert "「传   真」" in capsys.readouterr().out


def test_a_dry_run_tells_what_would_be_written(
    root: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, inbox, "--dry-run") == 0
    assert capsys.readouterr().out.endswith("这次只看，什么都没有写；不带 --dry-run 就写 2 条。\n")
    assert not (root / FOLDER / "INC-2026-0013.yaml").exists()


def test_a_commit_wants_an_author_and_drafts_lie_outside_the_base(root: Path, inbox: Path) -> None:
    with pytest.raises(UserError, match="--author"):
        run(root, inbox, "--commit")
    with pytest.raises(UserError, match="已经在知识库里"):
        run(root, root / FOLDER)
    with pytest.raises(UserError, match="没有这个文件"):
        run(root, inbox / "x.yaml")


def test_last_years_sheet_is_taken_over_as_such_and_is_not_called_late(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = book({"事件": [(*HEAD, "响应"), ("2026-01-08 09:12", *ROW[1:], "9:20")]})
    (tmp_path / "old.xlsx").write_bytes(old)
    assert run(root, tmp_path / "old.xlsx", "--migrated", "一月旧表", "--cutover", "2026-02-01") == 0
    assert "才登记" not in capsys.readouterr().out
    found = load((root / FOLDER / "INC-2026-0013.yaml").read_bytes())
    assert found["origin"] == {
        "batch": "一月旧表", "sha256": hashlib.sha256(old).hexdigest(), "cutover": "2026-02-01",
    }  # fmt: skip
    assert found["responded"] == {"at": "2026-01-08T09:20:00+08:00", "source": "statement"}
    base = knowledge.read(source.read(root), small_base.NOON)
    (page,) = [one for one in pages(base) if one.uri == "r/INC-2026-0013/"]
    assert "一月旧表" in page.body
    assert not any(one.independent for one in base.verdicts_on("INC-2026-0013"))


def test_what_began_after_the_cutover_is_not_taken_over(
    root: Path, inbox: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, inbox / "b.xlsx", "--migrated", "旧表", "--cutover", "2026-02-01") == 1
    assert "去掉来历，照常登记" in capsys.readouterr().out
    with pytest.raises(UserError, match="--cutover"):
        run(root, inbox, "--migrated", "旧表")
    with pytest.raises(UserError, match="不是日期"):
        run(root, inbox, "--migrated", "旧表", "--cutover", "明天")
    with pytest.raises(UserError, match="还没有到"):
        run(root, inbox / "b.xlsx", "--migrated", "旧表", "--cutover", "2026-03-21")


def test_when_the_old_sheet_says_that_it_was_entered_is_not_when_it_is_entered_here(
    root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = book({"事件": [(*HEAD, "登记时间"), ("2026-01-08 09:12", *ROW[1:], "2026-01-08 09:30")]})
    (tmp_path / "old.xlsx").write_bytes(old)
    assert run(root, tmp_path / "old.xlsx", "--migrated", "一月旧表", "--cutover", "2026-02-01") == 0
    assert "提示" not in capsys.readouterr().out
    assert load((root / FOLDER / "INC-2026-0013.yaml").read_bytes())["recorded_at"] == AS_OF
