"""On which side somebody stood when: a post may name its own side, and what counts is the day of the deed."""

from __future__ import annotations

import pytest
from test_amendments import base, contract, obligation, person, sound, told

from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase

LEVEL = "  - {code: L2, name: 一般, meaning: 平台还能用, respond_minutes: 60, arrive_minutes: 60, restore_minutes: 120}\n"
PAUSABLE = (
    "clock: {kind: incident, from: reported, to: responded, limit_by_level: respond_minutes,"
    " pause_reasons: [waiting-user]}"
)
# of the provider until the end of June, of the customer from July on
MOVED = ('from: "2026-01-01", to: "2026-06-30"', 'side: customer, from: "2026-07-01"')


def two_levels() -> dict[str, str]:
    return {
        path: text.replace("services:\n", LEVEL + "services:\n")
        for path, text in contract("CT-2026-01").items()
    }


def incident(day: str, rows: str, answered: str = "09:50") -> dict[str, str]:
    """An incident of L1, to be answered within 30 minutes, that was answered after 50."""
    text = (
        "id: INC-2026-0001\nreporter: {department: 科室}\nphenomenon: 打不开了\nchannel: phone\nlevel: L1\n"
        f'reported: "{day}T09:00:00+08:00"\nresponded: "{day}T{answered}:00+08:00"\n{rows}'
    )
    return {"records/process/incident/2026/INC-2026-0001.yaml": text}


def paused(day: str) -> dict[str, str]:
    """Half an hour of waiting, so that twenty minutes are left."""
    return incident(
        day,
        f'pauses:\n  - {{from: "{day}T09:05:00+08:00", to: "{day}T09:35:00+08:00", reason: waiting-user,'
        " approver: P-001}\n",
    )


def lowered(day: str) -> dict[str, str]:
    """To L2, answered within 60 minutes."""
    return incident(
        day,
        f'level_changes:\n  - {{from: L1, to: L2, at: "{day}T09:10:00+08:00", reason: 有人工表可用,'
        " by: P-001, approver: P-001}\n",
    )


def codes(found: KnowledgeBase) -> list[str]:
    return sorted(one.code for one in found.findings)


@pytest.mark.parametrize(
    ("day", "state", "notices"),
    [("2026-06-30", State.LATE, ["wrong-side"]), ("2026-07-01", State.MET, [])],
)
def test_who_changed_sides_allows_a_pause_from_the_day_on_which_they_did(
    day: str, state: State, notices: list[str]
) -> None:
    found = sound(two_levels(), obligation(901, judge=PAUSABLE), person("P-001", *MOVED), paused(day))
    assert [one for one, _ in told(found).values()] == [state]
    assert codes(found) == notices


@pytest.mark.parametrize(
    ("day", "state", "notices"),
    [("2026-06-30", State.LATE, ["lowering-unapproved", "wrong-side"]), ("2026-07-01", State.MET, [])],
)
def test_who_changed_sides_lowers_a_level_from_the_day_on_which_they_did(
    day: str, state: State, notices: list[str]
) -> None:
    found = sound(two_levels(), obligation(901), person("P-001", *MOVED), lowered(day))
    assert [one for one, _ in told(found).values()] == [state]
    assert codes(found) == notices


@pytest.mark.parametrize(
    ("posts", "why"),
    [
        (('from: "2026-01-01"',), "不是甲方的人"),
        (('side: customer, from: "2026-01-01", to: "2026-06-30"',), "没有任职"),
        (('side: customer, from: "2026-07-02"',), "没有任职"),
        (('side: customer, from: "2026-01-01"', 'from: "2026-07-01", to: "2026-07-01"'), "不是甲方的人"),
    ],
    ids=["of the other side", "gone the day before", "not yet there", "of both at once"],
)
def test_a_notice_says_on_which_day_somebody_was_not_of_the_side(posts: tuple[str, ...], why: str) -> None:
    found = sound(
        two_levels(), obligation(901, judge=PAUSABLE), person("P-001", *posts), paused("2026-07-01")
    )
    [notice] = found.findings
    assert notice.code == "wrong-side"
    assert f"P-001 在 2026-07-01 {why}" in notice.message
    assert [one for one, _ in told(found).values()] == [State.LATE]


def test_leaving_later_takes_nothing_back() -> None:
    gone = person("P-001", 'side: customer, from: "2026-01-01", to: "2026-07-01"')
    found = sound(two_levels(), obligation(901, judge=PAUSABLE), gone, paused("2026-07-01"))
    assert [one for one, _ in told(found).values()] == [State.MET]
    assert found.findings == ()


ACCESS = """\
id: AC-2026-001
person: P-002
asset: AS-ORA-01
right: database
purpose: 数据库日常维护
requested: "2026-06-29T10:00:00+08:00"
approved: "{approved}"
approver: P-001
"""
ASSET = """\
id: AS-ORA-01
name: 数据库一号
category: database
organisation: 某单位
"""


@pytest.mark.parametrize(
    ("approved", "expected"),
    [
        ("2026-06-30T23:59:59+08:00", ["wrong-side"]),
        ("2026-06-30T16:00:00+00:00", []),  # midnight where the base is
        ("2026-06-30", ["wrong-side"]),
        ("2026-07-01", []),
    ],
)
def test_an_approval_is_of_the_day_on_which_it_was_given(approved: str, expected: list[str]) -> None:
    files = {"records/people/access/2026/AC-2026-001.yaml": ACCESS.format(approved=approved)}
    found = base(contract("CT-2026-01"), person("P-001", *MOVED), person("P-002"), files)
    assert [one.code for one in found.findings if one.code == "wrong-side"] == expected


def test_nothing_is_signed_by_somebody_of_whom_nobody_knows_when() -> None:
    text = ACCESS.replace('"{approved}"', "{certainty: unknown}")
    files = {"records/people/access/2026/AC-2026-001.yaml": text}
    found = base(contract("CT-2026-01"), person("P-001"), person("P-002"), files)
    assert "wrong-side" not in codes(found)


ROSTER = """\
id: RO-{month}
month: "{month}"
owner: P-002
shifts:
  - {{person: P-001, from: "{begin}", to: "{end}", duty: hotline, mode: on-site}}
"""


@pytest.mark.parametrize(
    ("begin", "end", "expected"),
    [
        ("2026-06-30T08:00:00+08:00", "2026-06-30T20:00:00+08:00", []),
        ("2026-06-30T20:00:00+08:00", "2026-07-01T08:00:00+08:00", []),  # a night is its evening's
        ("2026-07-01T00:00:00+08:00", "2026-07-01T08:00:00+08:00", ["shift-not-ours"]),
    ],
)
def test_a_shift_is_held_by_one_of_ours_on_its_day(begin: str, end: str, expected: list[str]) -> None:
    month = begin[: len("2026-06")]
    text = ROSTER.format(month=month, begin=begin, end=end)
    files = {f"records/people/roster/2026/RO-{month}.yaml": text}
    found = base(contract("CT-2026-01"), person("P-001", *MOVED), person("P-002"), files)
    assert [one.code for one in found.findings if one.code.startswith("shift")] == expected
