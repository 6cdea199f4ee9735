"""Where one contract ends and the next begins, and terms that begin on odd days: each judged end to end, by hand."""

from __future__ import annotations

from datetime import datetime

import pytest
from test_amendments import (
    BY_HOURS,
    IN_JULY,
    WRITTEN,
    contract,
    hours,
    incident,
    obligation,
    person,
    sound,
    told,
)

from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase

FIRST, NEXT = "CT-2026-01", "CT-2026-02"
SPRING, SUMMER = ("2026-01-01", "2026-06-15"), ("2026-06-16", "2026-12-31")
MONTHLY = "every: {kind: bulletin, period: month, at: sent}"
STAFFED = "staffed: {kind: person, posts: posts, role: role}"
COVERED = "covered: {kind: roster, shifts: shifts}"


def bulletin(number: int, sent: str, more: str = "") -> dict[str, str]:
    year, name = sent[:4], f"BU-{sent[:4]}-{number:02}"
    text = (
        f'id: {name}\n{more}title: 提醒一件事情\nsent: "{sent}"\nmeans: email\naudience: [各科室内勤]\n'
        "summary: 提醒大家看一眼\n"
    )
    return {f"records/process/bulletin/{year}/{name}.yaml": text}


def periods(found: KnowledgeBase, number: int) -> list[tuple[str, State, str]]:
    verdicts = found.verdicts_of(f"OB-{number}")
    return [(str(one.period), one.state, f"{one.due:%m-%d}" if one.due else "") for one in verdicts]


def test_a_month_of_two_contracts_is_judged_in_two_parts_and_no_day_twice() -> None:
    found = sound(
        contract(FIRST, term=SPRING),
        contract(NEXT, term=SUMMER),
        obligation(901, FIRST, MONTHLY),
        obligation(902, NEXT, MONTHLY),
        bulletin(1, "2026-05-20"),
        bulletin(2, "2026-06-15"),
        bulletin(3, "2026-06-16"),
        bulletin(4, "2026-07-01"),
    )
    [may, june] = periods(found, 901)[-2:]
    assert may == ("2026-05", State.MET, "05-31")
    assert june == ("2026-06", State.MET, "06-15")
    assert periods(found, 902)[:2] == [("2026-06", State.MET, "06-30"), ("2026-07", State.MET, "07-31")]
    shown = [
        one.evidence for one in (*found.verdicts_of("OB-901"), *found.verdicts_of("OB-902")) if one.evidence
    ]
    assert shown == [("BU-2026-01",), ("BU-2026-02",), ("BU-2026-03",), ("BU-2026-04",)]


def test_what_was_done_in_one_part_of_the_month_does_not_make_up_for_the_other() -> None:
    found = sound(
        contract(FIRST, term=SPRING),
        contract(NEXT, term=SUMMER),
        obligation(901, FIRST, MONTHLY),
        obligation(902, NEXT, MONTHLY),
        bulletin(2, "2026-06-16"),
    )
    assert periods(found, 901)[-1] == ("2026-06", State.FAILED, "06-15")
    assert periods(found, 902)[0] == ("2026-06", State.MET, "06-30")


def roster(name: str, begin: str, end: str, more: str = "") -> dict[str, str]:
    text = (
        f'id: RO-{name}\n{more}month: "2026-06"\nowner: P-001\nshifts:\n'
        f'  - {{person: P-001, from: "{begin}T00:00:00+08:00", to: "{end}T00:00:00+08:00", duty: hotline, mode: on-call}}\n'
    )
    return {f"records/people/roster/2026/RO-{name}.yaml": text}


@pytest.mark.parametrize(
    ("first", "states"),
    [("2026-06-16", [State.MET, State.MET]), ("2026-06-15", [State.FAILED, State.MET])],
)
def test_each_contract_has_its_own_part_of_a_month_on_duty(first: str, states: list[State]) -> None:
    found = sound(
        contract(FIRST, term=("2026-06-01", "2026-06-15")),
        contract(NEXT, term=("2026-06-16", "2026-06-30")),
        obligation(901, FIRST, COVERED),
        obligation(902, NEXT, COVERED),
        person("P-001"),
        roster("2026-06", "2026-06-01", first),
        roster("2026-06-2", "2026-06-16", "2026-07-01", f"contract: {NEXT}\n"),
    )
    verdicts = [found.verdicts_of(name) for name in ("OB-901", "OB-902")]
    assert [[one.state for one in some] for some in verdicts] == [[one] for one in states]


@pytest.mark.parametrize(
    ("posts", "states"),
    [
        (['role: engineer, from: "2026-01-01"'], [State.MET, State.MET]),
        (['role: engineer, from: "2026-01-01", to: "2026-06-15"'], [State.MET, State.MISSING]),
        (['role: engineer, from: "2026-06-16"'], [State.MISSING, State.MET]),
        (['role: engineer, from: "2026-01-01", to: "2026-06-14"'], [State.FAILED, State.MISSING]),
    ],
)
def test_a_post_counts_for_the_contract_in_whose_term_it_was_held(
    posts: list[str], states: list[State]
) -> None:
    found = sound(
        contract(FIRST, term=SPRING),
        contract(NEXT, term=SUMMER),
        obligation(901, FIRST, STAFFED),
        obligation(902, NEXT, STAFFED),
        {path: f"{text}serves: [{FIRST}, {NEXT}]\n" for path, text in person("P-001", *posts).items()},
    )
    verdicts = [found.verdicts_of(name) for name in ("OB-901", "OB-902")]
    assert [[one.state for one in some] for some in verdicts] == [[one] for one in states]


@pytest.mark.parametrize(
    ("term", "name", "lasts"),
    [
        (("2028-02-29", "2029-02-28"), "2028-C", ["05-28", "08-28", "11-28", "02-28"]),
        (("2026-01-31", "2027-01-30"), "2026-C", ["04-30", "07-30", "10-30", "01-30"]),
        (("2026-11-30", "2027-11-29"), "2026-C", ["02-28", "05-29", "08-29", "11-29"]),
        (("2026-03-18", "2027-03-17"), "2026-C", ["06-17", "09-17", "12-17", "03-17"]),
    ],
)
def test_a_term_of_a_year_has_four_quarters_from_whatever_day_it_begins(
    term: tuple[str, str], name: str, lasts: list[str]
) -> None:
    first, last = (contract(FIRST, term=term), bulletin(1, term[0]), bulletin(2, term[1])), term[1]
    found = sound(
        *first, obligation(901, judge=WRITTEN), now=datetime.fromisoformat("2029-06-01T12:00:00+08:00")
    )
    states = [State.MET, State.FAILED, State.FAILED, State.MET]
    wanted = [
        (f"{name}{index}", state, day)
        for index, (state, day) in enumerate(zip(states, lasts, strict=True), 1)
    ]
    assert periods(found, 901) == wanted
    assert last.endswith(lasts[-1])


@pytest.mark.parametrize(
    "term", [("2028-02-29", "2029-02-28"), ("2026-01-31", "2027-01-30"), ("2026-11-30", "2027-11-29")]
)
def test_a_half_year_and_a_year_from_an_odd_day_leave_no_day_over(term: tuple[str, str]) -> None:
    late = datetime.fromisoformat("2029-06-01T12:00:00+08:00")
    halves, years = (WRITTEN.replace("contract-quarter", one) for one in ("half-year", "contract-year"))
    found = sound(
        contract(FIRST, term=term), obligation(901, judge=halves), obligation(902, judge=years), now=late
    )
    assert [one for one, _, _ in periods(found, 901)] == [f"{term[0][:4]}-H1", f"{term[0][:4]}-H2"]
    assert [day for _, _, day in periods(found, 902)] == [term[1][5:]]


def test_an_amendment_takes_over_in_the_middle_of_a_contract_quarter_without_a_period_of_its_own() -> None:
    found = sound(
        contract(FIRST, term=("2026-01-18", "2027-01-17")),
        contract(NEXT, 10, ("2026-01-18", "2027-01-17"), f'amends: {FIRST}\neffective_from: "2026-05-01"\n'),
        obligation(901, judge=WRITTEN),
        bulletin(1, "2026-04-30"),
        bulletin(2, "2026-07-18"),
    )
    assert [(one, state) for one, state, _ in periods(found, 901)] == [
        ("2026-C1", State.FAILED),
        ("2026-C2", State.MET),
        ("2026-C3", State.MET),
        ("2026-C4", State.FAILED),
    ]


@pytest.mark.parametrize(
    ("reported", "responded", "minutes"),
    [
        # old hours 09:10-12:00, from July on 08:00-12:00. Reported at 11:00 on the last of June, answered at
        # 10:00 the day after: an hour, and fifty minutes, for it goes on by the hours in which it was reported
        ("2026-06-30T11:00:00+08:00", "2026-07-01T10:00:00+08:00", 60 + 50),
        ("2026-06-30T12:00:00+08:00", "2026-07-01T09:10:00+08:00", 0),
        ("2026-06-30T23:59:59+08:00", "2026-07-01T12:00:00+08:00", 170),
        ("2026-07-01T00:00:00+08:00", "2026-07-01T12:00:00+08:00", 240),
        ("2026-06-30T16:00:00+00:00", "2026-07-01T12:00:00+08:00", 240),  # midnight where the base is
    ],
)
def test_hours_that_change_in_july_are_those_in_force_at_the_report(
    reported: str, responded: str, minutes: int
) -> None:
    [(path, text)] = incident(1, "2026-06-30").items()
    times = {"2026-06-30T09:00:00+08:00": reported, "2026-06-30T09:20:00+08:00": responded}
    for old, new in times.items():
        text = text.replace(old, new)
    found = sound(
        contract(FIRST, 600),
        hours("CAL-OLD", "09:10"),
        hours("CAL-NEW", "08:00", IN_JULY),
        obligation(901, judge=BY_HOURS.format("CAL-OLD")),
        {path: text},
    )
    [one] = found.verdicts_of("OB-901")
    assert one.measured_s == 60 * minutes
    assert told(found) == {"INC-2026-0001": (State.MET, 600)}
