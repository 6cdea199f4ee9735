"""What came of the lessons of a drill, held against what a person counts: nothing turns green by itself."""

from __future__ import annotations

from datetime import date

import figures_base
import pytest
from figures_base import at, struck_out

from generators.knowledge import KnowledgeBase
from generators.measures import lessons
from generators.measures.lessons import Answer, Lesson
from generators.records.sums import Part

DRILL = (
    figures_base.files()[figures_base.path("DR-2026-01")].decode()
    + """\
lessons:
  - {code: l1, lesson: 叫人慢了四分钟}
  - {code: l2, lesson: 通知漏了一项}
  - {code: l3, lesson: 有一步用不上, no_action_reason: 下一版不再有这一步, no_action_by: P-001}
"""
)
ACTION = """\
id: AN-2026-{number:03}
title: 改一处毛病
source: DR-2026-01
lessons: [{codes}]
owner: P-001
due: "{due}"
raised: "2026-03-03T09:00:00+08:00"
"""
DONE = f"finished: {at('03-09T09:00')}\n"
VERIFIED = DONE + f"verified: {at('03-12T09:00')}\nverifier: {{by}}\nresult: 试过，改好了\n"


def action(number: int, codes: str, more: str = "", due: str = "2026-03-10") -> dict[str, str]:
    return {f"AN_2026_{number:03}": ACTION.format(number=number, codes=codes, due=due) + more}


def base(*actions: dict[str, str], drill: str = DRILL) -> KnowledgeBase:
    """On 20 March; the good verifier is P-002."""
    changed: dict[str, str | None] = {"DR_2026_01": drill}
    for one in actions:
        changed |= one
    return figures_base.read(**changed)


def found(*actions: dict[str, str]) -> dict[str, Lesson]:
    return {one.code: one for one in lessons.lessons(base(*actions)).every}


def answers(*actions: dict[str, str]) -> list[str]:
    return [str(one.answer) for one in found(*actions).values()]


def test_a_lesson_without_an_action_is_a_gap_and_one_that_needs_none_says_why_and_who() -> None:
    assert answers() == ["none", "none", "waived"]
    assert found()["l3"][5:] == ((), "下一版不再有这一步", "P-001")


@pytest.mark.parametrize(
    ("more", "due", "answer", "late"),
    [
        ("", "2026-03-20", "open", 0),
        ("", "2026-03-19", "late", 1),
        (DONE, "2026-03-20", "done", 0),
        (DONE, "2026-03-19", "late", 1),
        (VERIFIED.format(by="P-002"), "2026-03-12", "closed", 0),
        (VERIFIED.format(by="P-002"), "2026-03-10", "closed", 2),
        (VERIFIED.format(by="P-001"), "2026-03-31", "done", 0),  # nobody closes what he did himself
        (VERIFIED.format(by="P-001"), "2026-03-10", "late", 10),
    ],
)
def test_an_action_tells_how_its_lesson_stands(more: str, due: str, answer: str, late: int) -> None:
    one = found(action(20, "l1", more, due))["l1"]
    assert (one.answer, [(each.id, each.days_late) for each in one.actions]) == (
        answer,
        [("AN-2026-020", late)],
    )
    is_closed = answer == "closed"
    assert one.actions[0].closed == (date(2026, 3, 12) if is_closed else None)


def test_an_action_answers_only_the_lessons_that_it_names() -> None:
    closed = VERIFIED.format(by="P-002")
    assert answers(action(20, "l2", closed)) == ["none", "closed", "waived"]
    assert answers(action(20, "l1, l2", closed)) == ["closed", "closed", "waived"]


def test_of_several_actions_the_one_that_stands_worst_counts() -> None:
    closed = action(20, "l1", VERIFIED.format(by="P-002"))
    assert answers(closed, action(21, "l1", due="2026-03-31")) == ["open", "none", "waived"]
    assert answers(closed, action(21, "l1")) == ["late", "none", "waived"]


def test_an_action_that_was_struck_out_turns_nothing_green() -> None:
    closed = ACTION.format(number=20, codes="l1", due="2026-03-10") + VERIFIED.format(by="P-002")
    assert answers({"AN_2026_020": closed}) == ["closed", "none", "waived"]
    assert answers({"AN_2026_020": struck_out(closed)}) == ["none", "none", "waived"]


def test_an_action_counts_even_where_somebody_wrote_that_none_is_needed() -> None:
    one = found(action(20, "l3"))["l3"]
    assert (one.answer, one.reason, one.by) == (Answer.LATE, "", "")


def test_a_lesson_that_was_taken_away_is_missed() -> None:
    gone = DRILL.replace("  - {code: l2, lesson: 通知漏了一项}\n", "")
    whole = base(action(20, "l1"), drill=gone)
    assert lessons.missing(whole.facts.records["DR-2026-01"]) == ("l2",)
    assert lessons.missing(base().facts.records["DR-2026-01"]) == ()
    named = base(action(20, "l2"), drill=gone)  # an action is about it
    assert [one.code for one in named.findings if "AN-2026-020" in one.place.path] == ["unknown-part"]


def test_lessons_are_counted_as_the_rows_in_which_they_stand() -> None:
    known = lessons.lessons(base(action(20, "l2")))
    assert known.of(Answer.NONE).parts == (Part("DR-2026-01", ("lessons", 0), 1),)
    assert known.of(Answer.LATE, Answer.WAIVED).number == 2
    struck = base(drill=struck_out(DRILL))
    assert lessons.lessons(struck).every == ()
