"""The clocks of one record on its page, held against the table of `small_base`."""

from __future__ import annotations

from datetime import datetime

import pytest
import small_base

from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.site.pages.clock_chips import Chip, chips, clocks


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return small_base.read()


def chip(base: KnowledgeBase, name: str, obligation: str) -> Chip:
    shown = chips(base, base.facts.records[name])
    [found] = [one for one in shown if obligation in {each.id for each in one.obligations}]
    return found


def test_a_late_answer_says_by_how_much_it_is_over_and_against_what(base: KnowledgeBase) -> None:
    found = chip(base, "INC-2026-0002", "OB-901")
    assert (found.event, found.state, found.word, found.measured) == (
        "响应",
        State.LATE,
        "超 15 分钟",
        "45 分钟",
    )
    assert found.why == ("限 30 分钟（01-06 09:30）", "按 L1")


def test_an_answer_in_time_says_what_was_left_and_whether_others_can_show_it(base: KnowledgeBase) -> None:
    assert chip(base, "INC-2026-0001", "OB-901").why[2:] == ("余 20 分钟", "有独立佐证")
    assert chip(base, "INC-2026-0003", "OB-901").why[2:] == ("只有登记人自述",)  # 60 of 60 minutes


def test_what_never_stopped_has_no_time_of_its_own(base: KnowledgeBase) -> None:
    found = chip(base, "INC-2026-0005", "OB-901")
    assert (found.state, found.measured, found.word) == (State.MISSING, "", "缺佐证")


def test_what_asks_for_nothing_stands_once(base: KnowledgeBase) -> None:
    found = chips(base, base.facts.records["INC-2026-0007"])
    assert [one.event for one in found] == ["响应", "恢复"]
    assert {one.state for one in found} == {State.NOT_APPLICABLE}


def test_a_clock_is_drawn_from_its_start_to_its_stop_with_the_waits_between(base: KnowledgeBase) -> None:
    drawn = [one for one in clocks(base, base.facts.records["INC-2026-0004"]) if one.word == "响应"]
    assert [one.over for one in drawn] == ["", "超 40 分钟"]  # with the wait taken off, and without
    answer = drawn[1]
    assert (answer.start, answer.stop) == (at("02-02 09:00"), at("02-02 10:40"))
    [pause] = answer.pauses
    assert (pause.stop - pause.start).total_seconds() == 50 * 60


def at(moment: str) -> datetime:
    return datetime.fromisoformat(f"2026-{moment.replace(' ', 'T')}:00+08:00")


def test_a_limit_that_had_passed_is_told_with_the_level_it_is_of() -> None:
    """Half an hour of L1 was over at 09:30; the hour of L2, to which it was lowered at 09:40, is not shown."""
    files = small_base.files()
    [path] = [one for one in files if one.endswith("INC-2026-0002.yaml")]
    lowered = (
        'level_changes:\n  - {from: L1, to: L2, at: "2026-01-06T09:40:00+08:00", reason: 有人工表可用,'
        " by: P-001, approver: P-101}\n"
    )
    found = chip(small_base.of({**files, path: files[path] + lowered.encode()}), "INC-2026-0002", "OB-901")
    assert found.why == ("限 30 分钟（01-06 09:30）", "按降级前的 L1")
