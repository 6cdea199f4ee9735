"""`itss new`: a record asked for in the terminal: by number, word or part of a name, and nothing typed is lost."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import small_base
from conftest import write_base
from test_workbook import BASE, FILES

from generators import cli
from generators.authoring import incoming
from generators.authoring.blank import picks
from generators.authoring.interview import Interview
from generators.finding import UserError
from generators.strict_yaml import load

AS_OF = small_base.NOON.isoformat()
MUST = ("水资源科", "登录后页面一直转圈", "1", "一般", "现在")
FIRST = {
    "reporter": {"department": "水资源科"},
    "phenomenon": "登录后页面一直转圈",
    "channel": "phone",
    "level": "L2",
    "reported": "2026-03-20T12:00:00+08:00",
}


def asked(
    kind: str, answers: Mapping[str, Any], data: Any = None, left_in: str | None = None
) -> tuple[Interview, list[str]]:
    """Answer by what is asked, several times if there are several answers; else with nothing.

    Whoever leaves in a question presses Ctrl-C there.
    """
    said: list[str] = []
    left = {title: [some] if isinstance(some, str) else list(some) for title, some in answers.items()}

    def ask(question: str) -> str:
        said.append(question)
        title = question.removesuffix("：").removesuffix(" *").partition("（")[0]
        if title == left_in:
            raise KeyboardInterrupt
        if not left.get(title) and question.endswith("*："):
            raise EOFError(question)
        return left[title].pop(0) if left.get(title) else ""

    interview = Interview(BASE, BASE.kinds.sound[kind], ask, said.append, data)
    with pytest.raises(KeyboardInterrupt) if left_in else contextlib.nullcontext():
        interview.all()
    return interview, said


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_base(tmp_path / "base", FILES)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "base"


def run(root: Path, monkeypatch: pytest.MonkeyPatch, answers: Iterable[str], *options: str) -> int:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{one}\n" for one in answers)))
    return cli.run(["new", "事件", *options, "--root", str(root), "--as-of", AS_OF])


def test_what_is_required_comes_first_and_is_answered_by_number_by_word_and_with_now() -> None:
    titles = ("报告人部门", "现象", "接报渠道", "级别", "接报")
    interview, said = asked("incident", dict(zip(titles, MUST, strict=True)))
    assert interview.data == FIRST
    assert [one for one in said if one.endswith("*：")] == [f"{one} *：" for one in titles]
    assert "1 L1 紧急  2 L2 一般" in said


def test_an_answer_that_does_not_fit_is_told_in_words_and_asked_again() -> None:
    answers = {
        "报告人部门": ("", "水资源科"), "现象": ("转", "？", "登录后页面一直转圈"), "接报渠道": ("传真", "电话"), "级别": ("L9", "2"),
        "接报": ("昨天", "2026-03-19 25:10", "2026-03-19 ９:10"), "已经办完，接着填办完要填的吗？": "是", "恢复": "10:05",
    }  # fmt: skip
    with pytest.raises(EOFError, match="原因类别"):  # closing demands what nobody answers here
        asked("incident", {**answers, "关闭": "10:30"})
    interview, said = asked("incident", answers)
    assert interview.data == {
        **FIRST, "reported": "2026-03-19T09:10:00+08:00", "restored": "2026-03-19T10:05:00+08:00",
    }  # fmt: skip
    told = [one for one in said if not one.endswith("：")]
    assert "缺少「报告人部门」；补上。" in told
    assert "没有「L9」；写编号、名称或其中几个字，? 看有哪些。" in told
    assert "看不懂「昨天」是什么时候；写成 2026-03-05 09:10。" in told
    assert any(one.startswith("「接报渠道」里没有「传真」；可写：电话") for one in told)
    assert any(one.startswith("「现象」至少") for one in told)
    assert not any("(" in one for one in told)  # keys and codes are nobody's business here


def test_somebody_is_found_by_a_part_of_the_name_and_of_several_a_number_is_asked() -> None:
    more = {"还要填别的吗？": "是", "处理人": ("P-", "1、甲"), "合同": "小库"}
    interview, said = asked("incident", more, FIRST)
    assert interview.data["handlers"] == ["P-001", "P-101"]
    assert interview.data["contract"] == "CT-2026-01"
    assert "含「P-」的有几个；写编号前的数：\n1 P-001 服务经理\n2 P-101 甲方" in said


def test_rows_are_asked_until_one_is_left_empty() -> None:
    rows = {
        "形式": "现场", "名称": "三月培训一次", "培训对象": "2", "已经办完，接着填办完要填的吗？": "是", "签到第 1 条 姓名": "科员一",
        "签到第 1 条 部门": "水资源科", "签到第 1 条 到课": "到", "签到第 2 条 姓名": "科员二", "签到第 2 条 部门": "财务科",
        "签到第 2 条 到课": "迟",
    }  # fmt: skip
    interview, _ = asked("training", rows)
    assert interview.data["attendees"] == [
        {"name": "科员一", "department": "水资源科", "attendance": "present"},
        {"name": "科员二", "department": "财务科", "attendance": "late"},
    ]


def test_a_row_of_which_only_a_part_was_typed_is_kept_beside_the_whole_ones() -> None:
    begun = {
        "形式": "现场", "名称": "三月培训一次", "培训对象": "2", "已经办完，接着填办完要填的吗？": "是", "签到第 1 条 姓名": "科员一",
        "签到第 1 条 部门": "水资源科",
    }  # fmt: skip
    interview, _ = asked("training", begun, {}, left_in="签到第 1 条 到课")
    assert interview.data["attendees"] == [{"name": "科员一", "department": "水资源科"}]
    full = {**begun, "签到第 1 条 到课": "到", "签到第 2 条 姓名": "科员二", "签到第 2 条 部门": "财务科"}
    interview, _ = asked("training", full, {}, left_in="签到第 2 条 到课")
    assert [one["name"] for one in interview.data["attendees"]] == ["科员一", "科员二"]


def test_of_two_people_of_one_name_it_is_asked_which(monkeypatch: pytest.MonkeyPatch) -> None:
    twins = ("P-001 服务经理", "P-007 王芳", "P-009 王芳", "P-101 甲方")
    monkeypatch.setattr("generators.authoring.interview.picks", lambda *_: twins)
    found, said = asked("incident", {"还要填别的吗？": "是", "处理人": ("王芳", "2")}, FIRST)
    assert found.data["handlers"] == ["P-009"]
    assert "含「王芳」的有几个；写编号前的数：\n1 P-007 王芳\n2 P-009 王芳" in said


def test_the_newest_may_be_chosen_and_an_older_one_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picks, "_MOST", 2)
    monkeypatch.setattr("generators.authoring.interview._SHOWN", 2)
    field = BASE.kinds.sound["incident"].fields["duplicate_of"]
    assert [one.partition(" ")[0] for one in picks.picks(BASE, field)] == ["INC-2026-0010", "INC-2026-0011"]
    answers = {"还要填别的吗？": "是", "重复于": ("INC-2026-0999", "INC-2026-0001")}
    interview, said = asked("incident", answers, FIRST)
    assert interview.data["duplicate_of"] == "INC-2026-0001"
    assert any("没有「INC-2026-0999」" in one for one in said)


def test_a_record_is_written_from_a_pipe_and_what_the_check_refuses_is_asked_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, monkeypatch, (*MUST, "", "")) == 0
    assert capsys.readouterr().out.endswith("写了 INC-2026-0013。下一步：itss check，看过再提交。\n")
    written = load((root / "records/process/incident/2026/INC-2026-0013.yaml").read_bytes())
    assert written == {"id": "INC-2026-0013", **FIRST, "recorded_at": written["recorded_at"]}
    late = ("财务科", "打印不出来", "1", "L2", "2027-03-19 10:00", "", "", "2026-03-19 10:00")
    assert run(root, monkeypatch, late) == 0
    out = capsys.readouterr().out
    assert "接报 错误 " in out
    assert out.endswith("写了 INC-2026-0014。下一步：itss check，看过再提交。\n")


def test_blanks_within_a_sentence_stay_as_they_were_typed(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("草稿.yaml").write_text('handlers: ["P  9"]\n', "utf-8")
    assert run(root, monkeypatch, (*MUST, "", ""), "--from", "草稿.yaml", "--dry-run") == 130
    assert "处理人 错误 没有编号为「P  9」的登记" in capsys.readouterr().out


def test_whoever_leaves_in_the_middle_finds_a_draft_and_takes_it_up_again(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(root, monkeypatch, MUST[:3], "--author", "服务台甲") == 130
    kept = Path("incident-草稿-1.yaml")
    assert kept.read_text("utf-8").startswith("# kind: incident\n# author: 服务台甲\nreporter:")
    assert run(root, monkeypatch, MUST[:1]) == 130  # a second one does not take its place
    assert Path("incident-草稿-2.yaml").is_file()
    assert run(root, monkeypatch, (*MUST[3:], "", ""), "--from", str(kept), "-o", "交.yaml") == 0
    found = incoming.read(BASE, {"交.yaml": Path("交.yaml").read_bytes()}, lambda _: None)
    assert [(one.kind, one.data) for one in found.drafts] == [("incident", FIRST)]
    assert run(root, monkeypatch, ()) == 130
    assert capsys.readouterr().out.endswith("没有填东西，没有存草稿。\n")
    with pytest.raises(UserError, match=r"交\.yaml 已经有了"):
        run(root, monkeypatch, (*MUST, "", ""), "-o", "交.yaml")
    assert Path("incident-草稿-3.yaml").is_file()


def test_what_cannot_be_asked_is_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UserError, match="要一起写"):
        run(root, monkeypatch, (), "--commit")
    with pytest.raises(UserError, match=r"没有类别「事故」；可用：.*incident（事件）"):
        cli.run(["new", "事故", "--root", str(root)])
