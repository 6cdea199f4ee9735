"""Findings written down: a line each for people, JSON for programs, commands for code hosts."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import small_base

from generators import output
from generators.finding import Place, finding
from generators.knowledge import KnowledgeBase

HOME = "records/people/person/P-901.yaml"
SOME = (
    finding(Place("docs/a,b:c%.md", 3, 5), "unknown-reference", "不要 100%；\n改正编号。"),
    finding(Place("records/people/person/scan.pdf"), "stray-file", "没有登记认领这个文件。"),
)


def test_text_gives_a_line_for_each_finding_and_a_sum(
    base: KnowledgeBase, expect: Callable[[str, str], None]
) -> None:
    """
# records/people/person/P-901.yaml
id: P-901
nmae: 工程师乙
side: 乙方
organisation: 运维服务部
posts:
  - post: 运维支持工程师
    from: 2026-1-1

# records/process/incident/2026/INC-2026-0901.yaml
id: INC-2026-0901
reporter: {department: 财务科}
phenomenon: 采集任务排队过长
channel: email
level: L5
reported: "2026-06-08T17:26:00+08:00"
runbooks: [RB-DRAFT]
"""  # fmt: skip
    expect(output.text(base.findings, 16) + "\n", "txt")


def test_text_of_a_clean_base_says_so() -> None:
    assert output.text((), 14) == "检查了 14 条登记，没有发现问题。"


def test_text_with_only_notices_does_not_send_anyone_to_the_remedies() -> None:
    assert output.text(SOME[1:], 14).splitlines() == [
        "records/people/person/scan.pdf:1:1 提示 stray-file 没有登记认领这个文件。",
        "检查了 14 条登记：0 个错误，1 个提示。",
    ]


def test_runs_that_were_held_against_no_version_are_counted_however_the_findings_are_told() -> None:
    assert output.text((), 14, 3) == "检查了 14 条登记，没有发现问题。3 次执行未按版本核对。"
    assert "3 次执行未按版本核对。" in output.text(SOME, 14, 3)
    assert json.loads(output.as_json((), 14, 3))["counts"]["not_held"] == 3


def test_json_has_exactly_the_promised_shape() -> None:
    whole = json.loads(output.as_json(SOME, 14))
    assert whole == {
        "findings": [
            {
                "path": "docs/a,b:c%.md",
                "line": 3,
                "column": 5,
                "code": "unknown-reference",
                "severity": "error",
                "message": "不要 100%；\n改正编号。",
            },
            {
                "path": "records/people/person/scan.pdf",
                "line": 1,
                "column": 1,
                "code": "stray-file",
                "severity": "notice",
                "message": "没有登记认领这个文件。",
            },
        ],
        "counts": {"error": 1, "notice": 1, "records": 14, "not_held": 0},
    }


def test_json_of_a_clean_base_has_the_same_shape() -> None:
    whole = json.loads(output.as_json((), 14))
    assert whole == {"findings": [], "counts": {"error": 0, "notice": 0, "records": 14, "not_held": 0}}


def test_json_keeps_chinese_readable() -> None:
    assert "没有登记认领这个文件" in output.as_json(SOME, 14)


def test_github_escapes_what_would_end_a_command_early() -> None:
    assert output.github(SOME, 14).splitlines() == [
        "::error file=docs/a%2Cb%3Ac%25.md,line=3,col=5,title=unknown-reference::不要 100%25；%0A改正编号。",
        "::notice file=records/people/person/scan.pdf,line=1,col=1,title=stray-file::没有登记认领这个文件。",
    ]


def test_github_of_a_clean_base_is_the_same_sentence_as_text() -> None:
    assert output.github((), 14) == output.text((), 14)


def test_verdicts_are_published_with_the_counts_that_the_pages_show() -> None:
    base = small_base.read()
    whole = json.loads(output.verdicts_json(base))
    assert list(whole) == ["as_of", "obligations", "causes", "verdicts"]
    assert whole["obligations"][2:4] == [
        {
            "obligation": "OB-903",
            "state": "late",
            "judgements": {"met": 3, "late": 1, "missing": 4, "suspect": 1, "not-applicable": 2},
        },
        {"obligation": "OB-904", "state": "at-risk", "judgements": {"due": 3, "at-risk": 1}},
    ]
    assert whole["obligations"][6] == {"obligation": "OB-907", "state": None, "judgements": {}}
    assert len(whole["verdicts"]) == sum(
        number for one in whole["obligations"] for number in one["judgements"].values()
    )


def test_a_verdict_says_all_that_a_reader_without_this_program_needs() -> None:
    base = small_base.read()
    whole = json.loads(output.verdicts_json(base))["verdicts"]
    paused = next(one for one in whole if (one["obligation"], one["subject"]) == ("OB-901", "INC-2026-0004"))
    assert list(paused) == [
        "obligation", "subject", "clock", "part", "period", "state", "level", "measured_s", "natural_s", "limit_s",
        "due", "independent", "evidence", "cause", "trace", "reading", "counts",
    ]  # fmt: skip
    assert (paused["level"], paused["measured_s"], paused["natural_s"], paused["limit_s"]) == (
        "L2",
        3000,
        6000,
        3600,
    )
    assert paused["independent"] is True
    assert paused["due"] == "2026-02-02T10:50:00+08:00"
    assert paused["evidence"] == ["INC-2026-0004"]
    traces = [str(one.trace) for one in base.verdicts]
    assert [one["trace"] for one in whole] == traces
    assert "挂起" in paused["trace"]
    by_period = next(one for one in whole if one["obligation"] == "OB-904")
    assert (by_period["subject"], by_period["natural_s"], by_period["level"]) == (None, None, None)


@pytest.mark.parametrize("name", output.FORMATS)
def test_every_format_names_code_and_place_of_every_finding(name: str) -> None:
    one = finding(Place(HOME, 7, 9), "value-type", "要写文字。")
    text = output.FORMATS[name]((one,), 1, 0)
    assert "value-type" in text
    assert HOME in text
    assert "7" in text
    assert "9" in text


def test_findings_sort_by_place_and_then_by_code() -> None:
    some = [
        finding(Place("b", 1, 1), "secret", ""),
        finding(Place("a", 10, 1), "secret", ""),
        finding(Place("a", 9, 2), "secret", ""),
        finding(Place("a", 9, 2), "mobile-number", ""),
        finding(Place("a", 9, 1), "secret", ""),
    ]
    assert sorted(some) == list(reversed(some))
