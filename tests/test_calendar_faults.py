"""A calendar in error is a finding at its line, and whatever is judged by it is looked at again: nothing else.

Calendars that could not be read, clocks that ran into a year without one and clocks without a limit ended in a
traceback, or took the verdicts of other records with them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pytest
from small_base import PATH, files, incidents, of, waiting

from generators.judging.verdict import MissingYear, State, Verdict
from generators.knowledge import KnowledgeBase

CALENDAR = "records/requirements/calendar/CAL-N.yaml"
OBLIGATION = "records/requirements/obligation/OB-950.yaml"
OFFICE = '[{weekdays: [1, 2, 3, 4, 5], from: "08:30", to: "17:30"}]'
CLOCK = "{kind: incident, from: reported, to: responded, limit_minutes: 60, calendar: CAL-N}"
LATER = datetime.fromisoformat("2030-01-01T00:00:00+08:00")


def calendar(
    windows: str = OFFICE, zone: str = "Asia/Shanghai", always: str = "false", more: str = ""
) -> str:
    text = f"id: CAL-N\ntitle: 日历\nzone: {zone}\nalways: {always}\n"
    return text + (f"windows: {windows}\n" if windows else "") + "years: [2026]\n" + more


def base(
    told: str, clock: str = CLOCK, now: datetime = LATER, more: Mapping[str, bytes] | None = None
) -> KnowledgeBase:
    """The small base with a calendar, and one more clock that runs by it."""
    obligation = (
        "id: OB-950\ntitle: 上班时间内响应\nsource: CT-2026-01\nlocators: [样例]\nsummary: 上班时间里着手。\n"
        f"element: process\nphase: operation\nseverity: normal\njudge: {{clock: {clock}}}\n"
    )
    whole = {**files(), CALENDAR: told.encode(), OBLIGATION: obligation.encode(), **(more or {})}
    return of(whole, now)


def incident(number: int, reported: str, responded: str | None = None) -> dict[str, bytes]:
    text = waiting(number, "L1", reported).decode()
    text += f'responded: "2026-{responded}:00+08:00"\n' if responded else ""
    return {PATH.format(number): text.encode()}


def found(known: KnowledgeBase) -> list[tuple[str, int, str]]:
    """What is found beside the one unsound incident of the small base."""
    return [
        (one.place.path, one.place.line, one.code)
        for one in known.findings
        if one.code.startswith(("calendar", "not-exactly"))
    ]


def of_clock(known: KnowledgeBase) -> dict[str | None, Verdict]:
    return {one.subject: one for one in known.verdicts_of("OB-950")}


def others(known: KnowledgeBase) -> list[Verdict]:
    return [one._replace(trace="") for one in known.verdicts if one.obligation != "OB-950"]


@pytest.mark.parametrize(
    ("told", "line", "code"),
    [
        (calendar('[{weekdays: [1], from: "20:00", to: "08:00"}]'), 5, "calendar-window"),
        (calendar('[{weekdays: [1], from: "09:00", to: "09:00"}]'), 5, "calendar-window"),
        (calendar(zone="Asia/Foshan"), 3, "calendar-zone"),
        (calendar(zone="America/Argentina"), 3, "calendar-zone"),
        (calendar(always="true"), 5, "calendar-always"),
        (calendar(""), 4, "calendar-empty"),
        (calendar(OFFICE[:-1] + ', {weekdays: [5], from: "17:00", to: "20:00"}]'), 5, "calendar-overlap"),
    ],
    ids=["over-midnight", "of-no-minute", "of-nobody", "folder", "always", "empty", "overlap"],
)
def test_a_calendar_in_error_is_one_finding_and_what_is_judged_by_it_names_it(
    told: str, line: int, code: str
) -> None:
    known = base(told)
    assert found(known) == [(CALENDAR, line, code)]
    judged = of_clock(known)
    running = incidents(1, 2, 3, 4, 5, 9, 10, 11)
    assert set(judged) == {*running, *incidents(6, 7, 8)}
    assert {judged[one].state for one in running} == {State.SUSPECT}
    assert {judged[one].evidence for one in running} == {(one, "CAL-N") for one in running}
    assert {str(judged[one].trace) for one in running} == {"CAL-N 的数据有误，要先改正才能判定。"}
    assert {judged[one].state for one in incidents(7, 8)} == {State.NOT_APPLICABLE}
    assert others(known) == others(base(calendar()))


def test_a_calendar_that_is_refused_by_its_schema_is_not_taken_for_one_that_never_rests() -> None:
    judged = of_clock(base(calendar().replace("title", "titel")))
    assert judged["INC-2026-0001"].state is State.SUSPECT
    assert judged["INC-2026-0001"].evidence == ("INC-2026-0001", "CAL-N")


def test_a_window_until_a_minute_before_midnight_is_a_notice_and_is_judged_by() -> None:
    known = base(calendar('[{weekdays: [1, 2, 3, 4, 5, 6, 7], from: "00:00", to: "23:59"}]'))
    assert found(known) == [
        (CALENDAR, 5, "calendar-last-minute"),
        (CALENDAR, 6, "calendar-year-missing"),  # some incidents of the small base are still open in 2030
    ]
    assert of_clock(known)["INC-2026-0001"].state is State.MET


def test_a_voided_calendar_need_not_be_put_right() -> None:
    voided = 'voided: {reason: 写错了, by: P-001, at: "2026-03-20T11:30:00+08:00"}\n'
    known = base(calendar(zone="Asia/Foshan", more=voided), CLOCK.replace(", calendar: CAL-N", ""))
    assert found(known) == []


def test_one_clock_that_reaches_a_year_without_calendar_takes_no_verdict_of_others() -> None:
    """The first is answered before the year ends, the second too late, the third is still open as it ends."""
    more = {
        **incident(21, "12-31T17:10", "12-31T17:20"),
        **incident(22, "12-02T09:00", "12-02T10:10"),
        **incident(23, "12-31T17:10"),
    }
    known = base(calendar(), now=datetime.fromisoformat("2026-12-31T17:25:00+08:00"), more=more)
    one, two, three = (of_clock(known)[name] for name in incidents(21, 22, 23))
    assert (one.state, one.measured_s, one.due) == (State.MET, 600, None)
    assert (two.state, two.measured_s) == (State.LATE, 4200)
    assert (three.state, three.missing_year) == (State.SUSPECT, MissingYear("CAL-N", 2027))
    assert str(three.trace) == "要算到 2027 年，日历 CAL-N 里没有那一年，补上以后才能判定。"
    assert found(known) == [(CALENDAR, 6, "calendar-year-missing")]
    assert set(of_clock(known)) == set(incidents(*range(1, 12), 21, 22, 23))


def test_a_year_without_calendar_is_one_finding_however_many_clocks_reach_it() -> None:
    more = {path: text for number in range(21, 26) for path, text in incident(number, "12-31T17:10").items()}
    known = base(calendar(), now=datetime.fromisoformat("2026-12-31T17:25:00+08:00"), more=more)
    assert found(known) == [(CALENDAR, 6, "calendar-year-missing")]
    assert [of_clock(known)[one].state for one in incidents(*range(21, 26))] == [State.SUSPECT] * 5


def test_what_was_late_before_the_calendar_ended_stays_late_and_the_year_is_asked_for() -> None:
    known = base(calendar(), more=incident(21, "12-31T16:00"))
    late = of_clock(known)["INC-2026-0021"]
    assert (late.state, late.measured_s, late.missing_year) == (State.LATE, 5400, MissingYear("CAL-N", 2027))
    assert found(known) == [(CALENDAR, 6, "calendar-year-missing")]


@pytest.mark.parametrize(
    ("now", "state"),
    [
        ("17:29:59", State.AT_RISK),
        ("17:30:00", State.AT_RISK),
        ("17:30:01", State.LATE),
        ("20:00:00", State.LATE),
    ],
)
def test_a_limit_used_up_at_closing_time_is_late_from_the_next_second_on(now: str, state: State) -> None:
    clock = CLOCK.replace("60", "30")
    when = datetime.fromisoformat(f"2026-03-02T{now}+08:00")
    known = base(calendar(), clock, now=when, more=incident(21, "03-02T17:00"))
    verdict = of_clock(known)["INC-2026-0021"]
    assert (verdict.state, verdict.due) == (state, datetime.fromisoformat("2026-03-02T17:30:00+08:00"))
    assert ("时限到 2026-03-02 17:30 已用完，过了这一刻" in str(verdict.trace)) is (state is State.LATE)


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        (
            "{kind: incident, from: reported, to: restored}",
            "「时限（分钟）」、「按级别的时限」一项都没写，补上一项。",
        ),
        (
            "{kind: incident, from: reported, to: restored, limit_minutes: 9, limit_by_level: restore_minutes}",
            "「时限（分钟）」、「按级别的时限」写了几项，只留一项。",
        ),
    ],
    ids=["neither", "both"],
)
def test_a_clock_has_one_limit_else_it_is_one_finding_and_one_verdict(clock: str, words: str) -> None:
    known = base(calendar(), clock)
    assert found(known) == [(OBLIGATION, 9, "not-exactly-one")]
    [told] = [one.message for one in known.findings_in(OBLIGATION)]
    assert told == words
    [verdict] = known.verdicts_of("OB-950")
    assert (verdict.state, verdict.subject, verdict.evidence) == (State.SUSPECT, None, ("OB-950",))


def test_an_obligation_in_error_is_one_verdict_unless_it_is_voided() -> None:
    clock = "{kind: incident, from: reported, to: nowhere, limit_minutes: 9}"
    [verdict] = base(calendar(), clock).verdicts_of("OB-950")
    assert (verdict.state, str(verdict.trace)) == (State.SUSPECT, "OB-950 的数据有误，要先改正才能判定。")
    voided = clock + '}\nvoided: {reason: 写错了, by: P-001, at: "2026-03-20T11:30:00+08:00"'
    assert base(calendar(), voided).verdicts_of("OB-950") == ()
