"""Things that wait or were not done, counted by hand on the small base; who is on duty; the year of periods."""

from __future__ import annotations

import hashlib
from datetime import datetime

import pytest
from duties_base import read as duties
from duties_base import roster, row
from small_base import NOON, files, incidents, of, read

from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import causes, on_duty, standing, year
from generators.measures.things import Fault, Thing, Wait, at_fault, signed_last, things, unclear, waiting_for


@pytest.fixture(scope="module")
def known() -> tuple[Thing, ...]:
    return things(read())


def names(some: tuple[Thing, ...]) -> list[str]:
    return [one.name for one in some]


def test_two_clocks_run_and_the_nearer_one_stands_first_with_what_it_used(known: tuple[Thing, ...]) -> None:
    """10 has used 55 of 60 minutes, 9 has used 5."""
    found = waiting_for(known, Wait.RUNNING)
    assert names(found) == [*incidents(10), *incidents(9)]
    assert [one.used_percent for one in found] == [91, 8]


def test_what_is_overdue_can_still_be_done_and_the_longest_stands_first(known: tuple[Thing, ...]) -> None:
    """The desk has had nobody since January, 11 is an hour over; 2 and 4 are over too, but were answered."""
    found = waiting_for(known, Wait.OVERDUE)
    assert names(found) == ["person service-desk", *incidents(11)]
    assert [one.over_s for one in found] == [79 * 86_400, 3_600]


def test_one_quarter_is_due_within_thirty_days_and_three_later(known: tuple[Thing, ...]) -> None:
    assert names(waiting_for(known, Wait.SOON)) == ["bulletin 2026-Q1"]
    assert names(waiting_for(known, Wait.LATER)) == [f"bulletin 2026-Q{one}" for one in (2, 3, 4)]
    assert waiting_for(known, Wait.SIGNATURE) == ()


def test_every_cause_of_a_fault_is_one_thing_the_newest_first_and_the_undated_last(
    known: tuple[Thing, ...],
) -> None:
    found = at_fault(known)
    doubted = unclear(known)
    assert sorted(names((*found, *doubted))) == sorted(one.name for one in causes.causes(read()))
    assert names(found) == [*incidents(9, 10, 11, 5, 4, 2), "person service-desk", "emergency-plan"]
    assert names(doubted) == [*incidents(6)]  # nobody can say whether it was done
    assert [one.name for one in found if one.fault is Fault.DONE] == [*incidents(5, 4, 2)]


def test_no_thing_stands_twice_and_none_that_is_to_do_is_lost(known: tuple[Thing, ...]) -> None:
    assert len({*names(known)}) == len(known)
    assert {one.name for one in causes.to_do(read())} <= {*names(known)}


def test_what_waits_on_the_thirtieth_day_is_soon_and_a_second_later_it_is_not() -> None:
    """The first quarter ends 2026-03-31 at 23:59:59; thirty days before it is 2026-03-01."""
    last = datetime.fromisoformat("2026-03-31T23:59:59+08:00") - standing.SOON
    for at, wait in ((last, Wait.SOON), (last.replace(second=58), Wait.LATER)):
        found = {one.name: one for one in things(read(at))}
        assert found["bulletin 2026-Q1"].waits == (wait,)


def signed(*, is_signed: bool, is_voided: bool = False) -> KnowledgeBase:
    """The small base with the confirmation of February, with or without the paper that was signed."""
    text = 'id: CF-2026-02\nmonth: "2026-02"\nitems:\n  - {record: INC-2026-0004, opinion: accept}\ncustomer: P-101\n'
    paper = b"signed"
    if is_signed:
        hashed = hashlib.sha256(paper).hexdigest()
        text += 'signed: {at: "2026-03-05T10:00:00+08:00", source: customer-signature, certainty: exact}\n'
        text += f"attachments:\n  - {{file: CF-2026-02-signed.txt, title: 签字件, sha256: {hashed}}}\n"
    text += 'voided: {reason: 写错了, by: P-001, at: "2026-03-06T10:00:00+08:00"}\n' if is_voided else ""
    home = "records/process/confirmation/2026/"
    return of({**files(), f"{home}CF-2026-02.yaml": text.encode(), f"{home}CF-2026-02-signed.txt": paper})


def test_what_is_written_for_a_signature_waits_for_it() -> None:
    base = signed(is_signed=False)
    [one] = waiting_for(things(base), Wait.SIGNATURE)
    assert (one.record, one.owner, one.state, one.fault) == ("CF-2026-02", "P-101", None, None)
    assert signed_last(base) is None


def test_what_is_signed_waits_no_more_and_what_was_struck_out_never_did() -> None:
    last = signed_last(signed(is_signed=True))
    assert last is not None
    assert (last[0].id, last[1].isoformat()) == ("CF-2026-02", "2026-03-05T10:00:00+08:00")
    assert waiting_for(things(signed(is_signed=True)), Wait.SIGNATURE) == ()
    assert signed_last(signed(is_signed=True, is_voided=True)) is None
    assert waiting_for(things(signed(is_signed=False, is_voided=True)), Wait.SIGNATURE) == ()


def rostered(now: str) -> KnowledgeBase:
    """One day and one night; the day is divided at noon between the same person, who is joined."""
    rows = [
        row("2026-03-02T08:00", "2026-03-02T12:00", 1),
        row("2026-03-02T12:00", "2026-03-02T20:00", 1),
        row("2026-03-02T20:00", "2026-03-03T08:00", 2),
        row("2026-03-02T08:00", "2026-03-02T20:00", 2, "engineer"),
    ]
    return duties(roster("2026-03", rows=rows), now=datetime.fromisoformat(now))


def test_who_is_on_duty_at_a_moment_and_who_follows() -> None:
    base = rostered("2026-03-02T09:00:00+08:00")
    hotline, engineer = on_duty.on_duty(base)
    assert (hotline.code, hotline.title, engineer.code) == ("hotline", "热线", "engineer")
    assert [one.person for one in hotline.at(base.now)] == ["P-001"]
    assert [(one.person, (one.end - one.begin).total_seconds()) for one in hotline.turns] == [
        ("P-001", 43_200),
        ("P-002", 43_200),
    ]
    after = hotline.after(base.now)
    assert after is not None
    assert after.person == "P-002"
    assert engineer.after(base.now) is None


def test_a_turn_ends_on_its_second_and_what_is_over_is_not_handed_over() -> None:
    base = rostered("2026-03-02T20:00:00+08:00")
    [hotline] = on_duty.on_duty(base)
    assert [one.person for one in hotline.at(base.now)] == ["P-002"]
    assert [one.person for one in hotline.turns] == ["P-002"]


def test_a_duty_that_begins_in_more_than_a_month_is_left_out() -> None:
    assert on_duty.on_duty(rostered("2026-01-30T08:00:00+08:00")) == ()
    assert len(on_duty.on_duty(rostered("2026-01-30T08:00:01+08:00"))) == 2


def test_nobody_is_on_duty_without_a_roster() -> None:
    assert on_duty.on_duty(read()) == ()
    assert on_duty.flags(read()) == {}


def test_the_year_has_a_cell_a_period_in_the_month_on_which_it_falls_due() -> None:
    found = year.year(read())
    assert (found.now, found.months[0], found.months[-1], len(found.months)) == (
        "2026-03",
        "2026-03",
        "2026-12",
        10,
    )
    [line] = found.lines
    assert (line.obligation.id, line.every, line.figure.denominator.number) == ("OB-904", "quarter", 0)
    assert [(one.month, one.period, one.state) for one in line.cells] == [
        ("2026-03", "2026-Q1", State.AT_RISK),
        ("2026-06", "2026-Q2", State.DUE),
        ("2026-09", "2026-Q3", State.DUE),
        ("2026-12", "2026-Q4", State.DUE),
    ]
    assert [one.period for one in line.at("2026-06")] == ["2026-Q2"]


def test_a_base_without_periods_has_an_empty_year() -> None:
    some = {path: text for path, text in files().items() if "OB-904" not in path}
    assert year.year(of(some, NOON)) == year.Year((), "2026-03", ())
