"""What bound or had happened and was rewritten is found in the history: each hole told in words, each fair edit not."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW, Repository
from rewriting import BEGAN, CHANGED, CODES, WHO, Provider, path_of, start_at

from generators import knowledge
from generators.origin import history, source
from generators.strict_yaml import load

INCIDENT = """\
id: INC-2026-0801
reporter: {department: 财务科}
phenomenon: 报表打不开
channel: phone
level: L2
reported: "2026-06-02T09:00:00+08:00"
responded: "2026-06-02T09:20:00+08:00"
remote_failed: "2026-06-02T09:40:00+08:00"
"""
OPEN = "INC-2026-0801"
CASES: Mapping[str, Any] = load((Path(__file__).parent / "cases" / "rewritten.yaml").read_bytes())


def named(case: Mapping[str, str]) -> str:
    return f"{case['record']}: {case['old'].strip()}"


@pytest.fixture
def provider(repository: Repository) -> Provider:
    found = Provider(repository)
    found.begin({path_of(OPEN): INCIDENT})
    return found


@pytest.mark.parametrize("case", CASES["holes"], ids=named)
def test_what_bound_or_had_happened_and_was_rewritten_is_told_with_who_and_when(
    provider: Provider, case: Mapping[str, str]
) -> None:
    provider.edit(case["record"], case["old"], case["new"])
    [found] = provider.told()
    commit = provider.repository.run("rev-parse", "--short=12", "HEAD").strip()
    assert found.place.path == path_of(case["record"])
    assert found.message.startswith(f"提交 {commit}（2026-09-15，{WHO}）里，")
    assert case["says"] in found.message


@pytest.mark.parametrize("case", CASES["fair"], ids=named)
def test_a_fair_edit_is_not_told(provider: Provider, case: Mapping[str, str]) -> None:
    provider.edit(case["record"], case["old"], case["new"])
    base = provider.read()
    assert [one.message for one in base.findings if one.code in CODES] == []
    assert not base.has_errors


def test_what_was_closed_and_what_binds_have_codes_of_their_own(provider: Provider) -> None:
    provider.edit("INC-2026-0001", "level: L2", "level: L5")
    provider.edit("CT-2026-01", "restore_minutes: 120", "restore_minutes: 240")
    assert {one.place.path: one.code for one in provider.told()} == {
        path_of("INC-2026-0001"): "rewritten-after-closing",
        path_of("CT-2026-01"): "rewritten-in-force",
    }


def test_each_commit_is_told_and_names_all_that_it_changed(provider: Provider) -> None:
    provider.edit("CT-2026-01", "restore_minutes: 120", "restore_minutes: 240")
    two = provider.text("CT-2026-01").replace("restore_minutes: 240", "restore_minutes: 300")
    provider.write("CT-2026-01", two.replace("respond_minutes: 30", "respond_minutes: 60", 1), who="工程师丙")
    first, second = sorted(one.message for one in provider.told() if one.place.path == path_of("CT-2026-01"))
    both = first + second
    assert "由 120 改成 240" in both
    assert "由 240 改成 300" in both
    assert "工程师丙" in both
    assert "响应时限" in both


def test_what_was_taken_back_is_not_told(provider: Provider) -> None:
    provider.edit("CT-2026-01", "restore_minutes: 120", "restore_minutes: 240")
    provider.edit("CT-2026-01", "restore_minutes: 240", "restore_minutes: 120")
    assert provider.told() == []


def test_what_was_added_late_and_cut_again_is_told_when_it_told_of_something(provider: Provider) -> None:
    row = '  - {at: "2026-03-20T22:14:00+08:00", answered: false}\n'
    provider.edit("RO-2026-03", "phone_checks:\n", f"phone_checks:\n{row}")
    provider.edit("RO-2026-03", row, "")
    [found] = provider.told()
    assert "「拨测」去掉了一行（时间 2026-03-20 22:14、接通 否）" in found.message


def test_what_nobody_committed_yet_is_told_as_that(provider: Provider) -> None:
    provider.edit("CT-2026-01", "restore_minutes: 120", "restore_minutes: 240", saved=False)
    [found] = provider.told()
    assert found.message.startswith("还没有提交的改动里，「级别与时限（L1）")
    line = next(n for n, text in enumerate(provider.text("CT-2026-01").split("\n"), 1) if "240" in text)
    assert found.place.line == line


def test_a_version_that_nobody_can_read_hides_nothing(provider: Provider) -> None:
    whole = provider.text("CT-2026-01")
    provider.write("CT-2026-01", "a: [")
    provider.write("CT-2026-01", whole.replace("restore_minutes: 120", "restore_minutes: 240", 1))
    [found] = provider.told()
    assert "由 120 改成 240" in found.message


def test_a_record_taken_away_and_put_back_otherwise_hides_nothing(provider: Provider) -> None:
    whole = provider.text("CT-2026-01")
    provider.repository.commit({path_of("CT-2026-01"): None}, when=CHANGED)
    provider.write("CT-2026-01", whole.replace("restore_minutes: 120", "restore_minutes: 240", 1))
    [found] = provider.told()
    assert "由 120 改成 240" in found.message


def test_what_was_rewritten_while_the_file_lay_elsewhere_is_told(provider: Provider) -> None:
    wrong = "records/requirements/obligation/CT-2026-01.yaml"
    changed = provider.text("CT-2026-01").replace("restore_minutes: 120", "restore_minutes: 240", 1)
    provider.repository.commit({path_of("CT-2026-01"): None, wrong: changed}, when=CHANGED)
    provider.repository.commit({path_of("CT-2026-01"): changed, wrong: None}, when=CHANGED)
    [found] = provider.told()
    assert "由 120 改成 240" in found.message


def test_two_branches_that_add_to_one_record_take_nothing_from_each_other(provider: Provider) -> None:
    git = provider.repository
    git.run("switch", "-q", "-c", "side")
    provider.edit(OPEN, "reporter:", 'dispatched: "2026-06-02T09:10:00+08:00"\nreporter:')
    git.run("switch", "-q", "main")
    provider.edit(OPEN, "remote_failed:", 'arrived: "2026-06-02T11:00:00+08:00"\nremote_failed:')
    git.run("merge", "-q", "--no-ff", "-m", "merge", "side", when=CHANGED)
    assert "dispatched" in provider.text(OPEN)
    assert "arrived" in provider.text(OPEN)
    assert provider.told() == []


def test_what_a_merge_itself_changed_is_told(provider: Provider) -> None:
    git = provider.repository
    git.run("switch", "-q", "-c", "side")
    git.commit({"docs/one.md": "# 一\n"}, when=CHANGED)
    git.run("switch", "-q", "main")
    git.commit({"docs/two.md": "# 二\n"}, when=CHANGED)
    git.run("merge", "-q", "--no-ff", "--no-commit", "side", when=CHANGED)
    provider.edit("CT-2026-01", "restore_minutes: 120", "restore_minutes: 240")
    assert git.run("rev-list", "--merges", "HEAD").strip()
    [found] = provider.told()
    assert "由 120 改成 240" in found.message


def test_a_roster_is_a_plan_until_its_month_is_over(provider: Provider) -> None:
    provider.repository.commit({path_of("RO-2026-03"): None}, when=CHANGED)
    text = (
        'id: RO-2026-10\nmonth: "2026-10"\ndays:\n  - {date: "2026-10-15", shifts: [DAY], staff: [P-001]}\n'
    )
    provider.write("RO-2026-10", text, when="2026-09-28T09:00:00+08:00")
    provider.edit("RO-2026-10", "P-001", "P-004", when="2026-10-14T09:00:00+08:00")
    assert provider.told() == []
    provider.edit("RO-2026-10", "P-004", "P-001", when="2026-11-02T09:00:00+08:00")
    assert [one.place.path for one in provider.told()] == [path_of("RO-2026-10")]


def test_a_clock_set_back_makes_no_plan_of_the_past(provider: Provider) -> None:
    provider.edit("RO-2026-03", "带班的出差", "带班的出差了")
    provider.edit(
        "RO-2026-03", "staff: [P-004, P-001]", "staff: [P-001, P-004]", when="2026-03-01T09:00:00+08:00"
    )
    assert [one.code for one in provider.told()] == ["rewritten-in-force"]


def test_a_document_approved_anew_may_say_otherwise_and_one_that_lost_its_approval_may_not(
    provider: Provider,
) -> None:
    old = '  date: "2026-01-12"\nreview_due: "2026-12-31"'
    new = '  date: "2026-09-10"\nreview_due: "2027-12-31"'
    earlier = '\nearlier_approvals:\n  - {by: P-001, date: "2026-01-12"}'
    provider.edit("RB-ORA-ACCOUNT", old, new + earlier)
    assert provider.told() == []
    provider.edit("RB-ORA-ACCOUNT", earlier, "")
    [found] = provider.told()
    assert "「以前的批准」去掉了" in found.message


def test_a_template_may_be_put_right_until_somebody_goes_by_it(provider: Provider) -> None:
    text = provider.text("IT-ROOM").replace("IT-ROOM", "IT-NEW")
    provider.write("IT-NEW", text)
    provider.edit("IT-NEW", "warn_above: 27", "warn_above: 28")
    assert provider.told() == []


ANSWER = """
answers:
  - {code: rewritten-after-closing, reason: 级别当时抄错了, by: P-101, at: "2026-09-16T09:00:00+08:00"}
"""


def test_what_was_rewritten_doubts_until_it_is_answered_and_again_when_it_is_done_again(
    provider: Provider,
) -> None:
    def states() -> set[str]:
        return {
            str(one.state)
            for one in provider.read().verdicts_on("INC-2026-0001")
            if one.obligation == "OB-017"
        }

    assert states() == {"met"}
    provider.edit("INC-2026-0001", "level: L2", "level: L3")
    assert states() == {"suspect"}
    provider.write("INC-2026-0001", provider.text("INC-2026-0001") + ANSWER)
    [found] = provider.told()
    assert "已答复：级别当时抄错了（甲方项目负责人 P-101）" in found.message
    assert states() == {"met"}
    provider.edit("INC-2026-0001", "level: L3", "level: L4")
    assert [
        ("已答复" in one.message) for one in sorted(provider.told(), key=lambda one: "L4" in one.message)
    ] == [True, False]
    assert states() == {"suspect"}


def test_an_answer_needs_no_history_to_be_to_something(provider: Provider) -> None:
    provider.edit("INC-2026-0001", "level: L2", "level: L3")
    provider.write("INC-2026-0001", provider.text("INC-2026-0001") + ANSWER)
    base = knowledge.read(source.read(provider.repository.path), NOW)
    assert [one.code for one in base.findings if one.code in ("answer-to-nothing", *CODES)] == []


@pytest.mark.parametrize(
    ("record_id", "old", "new", "obligation"),
    [
        ("OB-017", "severity: major", "severity: minor", "OB-017"),
        ("CT-2026-01", "restore_minutes: 1440", "restore_minutes: 9440", "OB-017"),
        ("IT-QUARTERLY", "alarm_above: 85", "alarm_above: 99", "OB-014"),
    ],
)
def test_what_is_judged_by_something_that_was_rewritten_is_not_good(
    provider: Provider, record_id: str, old: str, new: str, obligation: str
) -> None:
    def states() -> set[str]:
        return {str(one.state) for one in provider.read().verdicts_of(obligation)}

    assert "met" in states()
    provider.edit(record_id, old, new)
    assert "met" not in states()
    assert "suspect" in states()


def test_a_decision_that_was_rewritten_doubts_all_that_its_obligation_judges(provider: Provider) -> None:
    met = "  - code: table\n    name: 一般级按表\n    levels:\n      - L2\n      - L5\n    force: contract\n"
    provider.edit(
        "OB-012", "  - code: table\n    name: 一般级按表\n    levels:\n      - L5\n", met, when=BEGAN
    )

    def state() -> str:
        [one] = [one for one in provider.read().verdicts_of("OB-012") if one.subject == "INC-2026-0001"]
        return str(one.state)

    text = provider.text("OB-012")
    provider.repository.run("commit", "-q", "--allow-empty", "-m", "x", when=BEGAN)
    head = provider.repository.run("rev-parse", "HEAD").strip()
    start_at(provider, head)
    assert (text.count("force: contract"), state()) == (1, "met")
    provider.edit("DC-2026-02", 'effective_from: "2026-05-11"', 'effective_from: "2026-05-12"')
    assert state() == "suspect"


def test_nothing_is_said_where_the_versions_were_not_read(provider: Provider) -> None:
    provider.edit("CT-2026-01", "restore_minutes: 120", "restore_minutes: 240")
    root = provider.repository.path
    base = knowledge.read(source.read(root), NOW, history.read(root))
    assert [one for one in base.findings if one.code in CODES] == []
