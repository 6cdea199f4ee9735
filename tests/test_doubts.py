"""A doubted record proves nothing until somebody answers; what was bad stays bad, and nothing is asked too early."""

from __future__ import annotations

import pytest
from conftest import NOW
from one_obligation import at, base_with, incident, judged, of

from generators import knowledge
from generators.judging.verdict import State, Verdict

EVERY = "every: {kind: inspection, period: contract-quarter, at: finished}\n"
CLOCK = "clock: {kind: incident, from: reported, to: responded, limit_minutes: 60}\n"
HERE = "records/technology/inspection/2026/INS-2026-950.yaml"
HALF = """\
id: INS-2026-950
contract: CT-2026-01
title: 2026 年 5 月加查
template: IT-QUARTERLY
started: "2026-05-13T09:05:00+08:00"
finished: "2026-05-13T10:48:00+08:00"
inspector: P-004
reviewer: P-001
conclusion: 总体正常
readings:
  - item: app-service
    observed: 服务都在
    status: normal
"""
ANSWER = """\
answers:
  - code: row-missing
    reason: 机房断电，别的查不到。
    by: P-001
"""


def quarter(text: str, name: str = "2026-C2") -> Verdict:
    return next(one for one in judged(EVERY, {HERE: text}) if one.period == name)


def notices(text: str, path: str = HERE) -> list[str]:
    base = knowledge.read(base_with(EVERY, {path: text}), NOW)
    return [one.code for one in base.findings if one.place.path == path]


def test_what_rests_on_half_a_table_is_to_be_looked_at_and_says_so() -> None:
    verdict = quarter(HALF)
    assert verdict.state is State.SUSPECT
    assert "INS-2026-950 要先复核：表格没有写全。" in str(verdict.trace)


def test_an_answer_leaves_the_verdict_as_it_is_and_is_told_beside_it() -> None:
    verdict = quarter(HALF + ANSWER)
    assert verdict.state is State.MET
    assert "INS-2026-950 的提示「表格没有写全」已答复：机房断电，别的查不到（服务经理 P-001）。" in str(
        verdict.trace
    )


@pytest.mark.parametrize(
    ("by", "at", "code"),
    [
        ("P-004", "2026-05-14", "same-person"),
        ("P-001", "2025-12-31", "wrong-side"),
        ("P-001", "2026-05-14", None),
    ],
)
def test_who_did_it_or_had_no_post_then_takes_no_doubt_away(by: str, at: str, code: str | None) -> None:
    text = HALF + ANSWER.replace("P-001", by) + f'    at: "{at}T09:00:00+08:00"\n'
    assert quarter(text).state is (State.SUSPECT if code else State.MET)
    assert sorted(notices(text)) == sorted(["row-missing", *filter(None, [code])])


def test_an_answer_to_come_counts_for_nothing_yet() -> None:
    files = base_with(EVERY, {HERE: HALF + ANSWER + '    at: "2026-06-01T09:00:00+08:00"\n'})
    for now, state in ((at("05-31 09:00"), State.SUSPECT), (at("06-02 09:00"), State.MET)):
        base = knowledge.read(files, now)
        (verdict,) = [one for one in base.verdicts if one.obligation == "OB-800" and one.period == "2026-C2"]
        assert verdict.state is state
        (notice,) = [one for one in base.findings if one.place.path == HERE and one.code == "row-missing"]
        assert ("已答复" in notice.message) == (state is State.MET)


def test_an_answer_to_another_notice_answers_nothing() -> None:
    text = HALF + ANSWER.replace("row-missing", "row-twice")
    assert quarter(text).state is State.SUSPECT
    assert sorted(notices(text)) == ["answer-to-nothing", "row-missing"]


def test_doubt_never_excuses_and_is_told_beside_what_is_late() -> None:
    files = incident(
        971,
        "2026-05-12T09:00:00+08:00",
        responded='"2026-05-12T11:00:00+08:00"',
        recorded_at='"2026-05-11T09:00:00+08:00"',
    )
    verdict = of(judged(CLOCK, files), "INC-2026-0971")
    assert verdict.state is State.LATE
    assert "INC-2026-0971 要先复核：登记早于发生。" in str(verdict.trace)


def test_a_doubted_time_is_no_independent_proof() -> None:
    proof = "{at: %s, source: call-log, certainty: exact}"
    files = incident(
        972,
        "2026-05-12T09:00:00+08:00",
        responded=proof % '"2026-05-12T09:20:00+08:00"',
        recorded_at='"2026-05-11T09:00:00+08:00"',
    )
    files = {
        path: text.replace(
            'reported: "2026-05-12T09:00:00+08:00"', f"reported: {proof}" % '"2026-05-12T09:00:00+08:00"'
        )
        for path, text in files.items()
    }
    verdict = of(judged(CLOCK, files), "INC-2026-0972")
    assert (verdict.state, verdict.independent) == (State.SUSPECT, False)
    sound = {path: text.replace("2026-05-11T", "2026-05-13T") for path, text in files.items()}
    verdict = of(judged(CLOCK, sound), "INC-2026-0972")
    assert (verdict.state, verdict.independent) == (State.MET, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HALF.replace('finished: "2026-05-13T10:48:00+08:00"\n', ""), []),
        (
            HALF + 'voided: {reason: 记错了日子, by: P-001, at: "2026-05-14T09:00:00+08:00"}\n',
            ["voided-though-begun"],
        ),
    ],
    ids=["under way", "voided"],
)
def test_nobody_asks_it_of_what_is_under_way_or_void(text: str, told: list[str]) -> None:
    assert notices(text) == told


def test_an_item_that_came_later_is_not_missed_before() -> None:
    path = "records/technology/inspection-template/IT-QUARTERLY.yaml"
    files = base_with(EVERY, {HERE: HALF})
    assert [one.code for one in knowledge.read(files, NOW).findings if one.place.path == HERE] == [
        "row-missing"
    ]
    template = files[path].decode()
    for code in ("app-heap", "db-buffer-hit"):
        template = template.replace(f"- code: {code}\n", f'- code: {code}\n    from: "2026-05-14"\n')
    later = {**files, path: template.encode()}
    assert [one.code for one in knowledge.read(later, NOW).findings if one.place.path == HERE] == []
    sooner = {**files, path: template.replace("2026-05-14", "2026-05-13").encode()}
    assert [one.code for one in knowledge.read(sooner, NOW).findings if one.place.path == HERE] == [
        "row-missing"
    ]


USAGE = """\
id: CU-2027-Q{quarter}
quarter: "2027-Q{quarter}"
counted: "{day}"
rows:
"""
ROW = "  - {{department: {name}, terminals: 9, deployed: 8, active: 7}}\n"


def test_what_the_quarter_before_had_must_be_there_again() -> None:
    first = USAGE.format(quarter=1, day="2027-04-02") + ROW.format(name="财务科") + ROW.format(name="人事科")
    second = USAGE.format(quarter=2, day="2027-07-02") + ROW.format(name="人事科")
    paths = [f"records/resource/client-usage/2027/CU-2027-Q{number}.yaml" for number in (1, 2)]
    base = knowledge.read(base_with(EVERY, dict(zip(paths, (first, second), strict=True))), NOW)
    found = {one.place.path: one.message for one in base.findings if one.code == "row-missing"}
    assert "缺 1 项：财务科" in found[paths[1]]


OUTAGES = """\
outages:
  - {function: F-ALERT, from: "2026-05-12T09:00:00+08:00", to: "2026-05-12T10:00:00+08:00"}
  - {function: F-ALERT, from: "%s", to: "2026-05-12T12:00:00+08:00"}
"""


@pytest.mark.parametrize(
    ("begin", "told"), [("2026-05-12T10:00:00+08:00", 0), ("2026-05-12T09:59:59+08:00", 1)]
)
def test_rows_over_a_span_are_twice_only_where_they_meet(begin: str, told: int) -> None:
    ((path, text),) = incident(973, "2026-05-12T08:00:00+08:00").items()
    text += OUTAGES % begin
    codes = [
        one.code
        for one in knowledge.read(base_with(CLOCK, {path: text}), NOW).findings
        if one.place.path == path
    ]
    assert codes.count("row-twice") == told


def test_a_step_to_come_leaves_the_links_of_its_page_alone() -> None:
    path = "docs/runbooks/RB-ORA-ACCOUNT.md"
    files = base_with(EVERY)
    page = (
        files[path].decode().replace("- step: ask-unlock\n", '- step: ask-unlock\n    from: "2026-06-01"\n')
    )
    base = knowledge.read({**files, path: page.encode()}, at("05-31 09:00"))
    runbook = base.facts.records["RB-ORA-ACCOUNT"]
    assert "ask-unlock" not in [row["step"] for row in runbook.data["steps"]]
    assert "INC-2026-0001" in {link.target for link in base.facts.named_by(runbook.id)}
