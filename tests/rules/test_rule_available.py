"""The rule `available`: minutes by function and month, planned ones apart; who names no function counts for all."""

from __future__ import annotations

import pytest
from one_obligation import CONTRACT, at, base_with, incident, of

from generators import knowledge
from generators.judging.verdict import State, Verdict

AVAILABLE = "available:\n  kind: incident\n  assumed: [{field: level, is: [L1, L2]}]\n"
# of the 43,200 minutes of April 216 may be lost
FUNCTIONS = """\
functions:
  - {code: F-ONE, name: 校验, availability_met: 995, availability_of: 1000}
  - {code: F-TWO, name: 同步}
"""


def april(
    *files: dict[str, str], functions: str = FUNCTIONS, now: str = "05-01 00:00", month: str = "2026-04"
) -> Verdict:
    """The verdict of a month over a contract with two functions, of which one is held to something."""
    whole = base_with(AVAILABLE, {path: text for one in files for path, text in one.items()})
    text = whole[CONTRACT].decode()
    head, _, rest = text.partition("functions:\n")
    whole[CONTRACT] = (head + functions + rest[rest.index("standard_changes:") :]).encode()
    base = knowledge.read(whole, at(now))
    assert [one for one in base.findings if one.severity == "error"] == []
    [found] = [one for one in base.verdicts if one.obligation == "OB-800" and one.period == month]
    return found


def outage(
    number: int, begin: str, end: str, rows: str | None, level: str = "L3", **more: str
) -> dict[str, str]:
    if rows is not None:
        more["outages"] = rows
    return incident(number, f"2026-04-{begin}:00+08:00", level, restored=f'"2026-04-{end}:00+08:00"', **more)


ONE = "[{function: F-ONE}]"
OF_MARCH = 97 * 60  # the examples have an incident of level L1 on the fifth


@pytest.mark.parametrize(
    ("end", "state"),
    [("10T03:36", State.MET), ("10T03:37", State.FAILED)],
    ids=["as much as may be", "a minute more"],
)
def test_a_function_is_held_to_what_was_agreed_to_the_minute(end: str, state: State) -> None:
    found = april(outage(801, "10T00:00", end, ONE))
    assert found.state is state
    assert found.evidence == ("INC-2026-0801",)
    assert f"校验 3 小时 {end[-2:]} 分钟，约定每 1000 份时间可用 995 份；同步 0 分钟。" in str(found.trace)


def test_it_counts_from_the_occurrence_and_what_overlaps_once() -> None:
    first = outage(801, "10T02:00", "10T03:00", ONE, occurred='"2026-04-10T00:00:00+08:00"')
    second = outage(802, "10T02:30", "10T03:30", ONE)
    assert april(first, second).measured_s == 210 * 60


def test_what_was_agreed_beforehand_stands_apart() -> None:
    found = april(outage(801, "10T00:00", "10T09:00", "[{function: F-ONE, planned: true}]"))
    assert (found.state, found.measured_s) == (State.MET, 0)
    assert "校验 0 分钟，另有事先商定的停机 9 小时" in str(found.trace)


def test_who_names_no_function_at_the_top_levels_counts_for_all() -> None:
    found = april(outage(801, "10T00:00", "10T04:00", None, "L1"))
    assert found.state is State.FAILED
    assert "校验 4 小时，" in str(found.trace)
    assert "同步 4 小时" in str(found.trace)
    assert "INC-2026-0801 没有写哪些功能中断，算每项都中断。" in str(found.trace)


def test_a_level_that_was_raised_counts_as_the_top_does_and_one_that_never_was_does_not() -> None:
    raised = '[{from: L3, to: L2, at: "2026-04-10T01:00:00+08:00", reason: 平台全停了, by: P-001}]'
    assert april(outage(801, "10T00:00", "10T04:00", None, level_changes=raised)).state is State.FAILED
    assert april(outage(801, "10T00:00", "10T04:00", None)).measured_s == 0


def test_an_empty_table_says_that_nothing_was_out_of_order_and_is_told() -> None:
    found = april(outage(801, "10T00:00", "10T04:00", "[]", "L1"))
    assert (found.state, found.measured_s, found.evidence) == (State.MET, 0, ("INC-2026-0801",))
    assert "INC-2026-0801 写明没有功能中断。" in str(found.trace)


def test_what_is_not_restored_goes_on_and_a_running_month_can_be_lost() -> None:
    gone = incident(801, "2026-04-10T00:00:00+08:00", "L1")
    assert april(gone, now="04-10 03:36").state is State.DUE
    assert april(gone, now="04-10 03:37").state is State.FAILED
    assert april(gone).measured_s == 21 * 86_400


def test_what_was_reopened_is_out_of_order_again() -> None:
    again = '[{at: "2026-04-11T00:00:00+08:00", reason: 又打不开了, restored: "2026-04-11T03:00:00+08:00"}]'
    for rows, level in ((ONE, "L3"), (None, "L1")):
        assert (
            april(outage(801, "10T00:00", "10T01:00", rows, level, reopenings=again)).measured_s == 4 * 3600
        )


def test_duplicates_and_what_was_withdrawn_take_nothing() -> None:
    first = outage(801, "10T00:00", "10T01:00", ONE)
    same = outage(802, "10T00:00", "10T09:00", ONE, duplicate_of="INC-2026-0801")
    gone = incident(
        803,
        "2026-04-12T00:00:00+08:00",
        "L1",
        withdrawn='"2026-04-13T00:00:00+08:00"',
        note="报错了人，不是我们的",
    )
    assert april(first, same, gone).measured_s == 3600


def test_an_outage_over_midnight_of_the_month_is_divided() -> None:
    late = incident(801, "2026-03-31T23:00:00+08:00", "L1", restored='"2026-04-01T02:00:00+08:00"')
    assert [april(late, month=one).measured_s for one in ("2026-03", "2026-04")] == [3600 + OF_MARCH, 7200]


def test_with_nothing_agreed_minutes_are_shown_and_never_good() -> None:
    functions = "functions:\n  - {code: F-ONE, name: 校验}\n"
    lost = outage(801, "10T00:00", "20T00:00", ONE)
    assert [april(*some, functions=functions).state for some in ((), (lost,))] == [State.DECLARED] * 2


def test_a_function_works_by_its_calendar() -> None:
    functions = "functions:\n  - {code: F-ONE, name: 校验, calendar: CAL-OFFICE}\n"
    lost = outage(801, "10T07:00", "10T10:00", ONE)  # a Friday; the office opens at half past eight
    assert april(lost, functions=functions).measured_s == 90 * 60


def test_a_contract_without_functions_shows_nothing() -> None:
    whole = base_with(AVAILABLE, {})
    head, _, rest = whole[CONTRACT].decode().partition("functions:\n")
    whole[CONTRACT] = (head + rest[rest.index("standard_changes:") :]).encode()
    [found] = [one for one in knowledge.read(whole, at("05-01 00:00")).verdicts if one.obligation == "OB-800"]
    assert found.state is State.MISSING


def test_an_unsound_incident_is_not_left_out() -> None:
    files = incident(801, "2026-04-10T00:00:00+08:00", "L9")
    base = knowledge.read(base_with(AVAILABLE, files), at("05-01 00:00"))
    verdicts = [one for one in base.verdicts if one.obligation == "OB-800"]
    assert of(verdicts, "INC-2026-0801").state is State.SUSPECT


def test_a_function_whose_calendar_is_not_sound_makes_every_month_suspect_and_names_it() -> None:
    whole = base_with(AVAILABLE, {})
    text = whole[CONTRACT].decode()
    head, _, rest = text.partition("functions:\n")
    functions = FUNCTIONS + "  - {code: F-ODD, name: 统计, calendar: CAL-OFFICE}\n"
    whole[CONTRACT] = (head + functions + rest[rest.index("standard_changes:") :]).encode()
    path = "records/requirements/calendar/CAL-OFFICE.yaml"
    whole[path] = whole[path].replace(b"title:", b"tilte:")
    verdicts = [
        one for one in knowledge.read(whole, at("05-01 00:00")).verdicts if one.obligation == "OB-800"
    ]
    assert [(one.state, one.evidence, str(one.trace)) for one in verdicts] == [
        (State.SUSPECT, ("CAL-OFFICE",), "CAL-OFFICE 的数据有误，要先改正才能判定。")
    ]


def test_a_month_is_due_until_its_last_second_and_its_due_is_that_second() -> None:
    running = april(now="04-30 23:59")
    assert (running.state, running.due) == (State.DUE, at("04-30 23:59:59"))
    assert (april().state, april().due) == (State.MET, at("04-30 23:59:59"))
    assert str(april().trace) == "2026 年 4 月停用：校验 0 分钟，约定每 1000 份时间可用 995 份；同步 0 分钟。"


def test_the_longest_outage_of_a_function_is_what_is_measured() -> None:
    found = april(
        outage(801, "10T00:00", "10T01:00", ONE), outage(802, "11T00:00", "11T03:00", "[{function: F-TWO}]")
    )
    assert (found.measured_s, found.evidence) == (3 * 3600, ("INC-2026-0801", "INC-2026-0802"))


def test_an_empty_table_is_told_in_the_month_in_which_it_began() -> None:
    empty = outage(801, "30T23:00", "30T23:30", "[]", "L1", occurred='"2026-04-01T00:00:00+08:00"')
    assert april(empty).evidence == ("INC-2026-0801",)
    assert april(empty, month="2026-05", now="05-02 00:00").evidence == ()
