"""The rule `share`: of what happened in a period, so many of so many must be good; without a target only a figure."""

from __future__ import annotations

import pytest
from one_obligation import at, incident, judged

from generators.judging.verdict import State, Verdict

SHARE = """\
share:
  kind: incident
  where: [{field: channel, is: [chat-group]}]
  period: month
  at: reported
  good: [{field: responded, within_minutes: 30, of: reported}]
"""


def may(good: int, bad: int) -> dict[str, str]:
    """So many incidents of May answered within the half hour, and so many after it."""
    files: dict[str, str] = {}
    for number in range(good + bad):
        minute = 30 if number < good else 31
        day = f"2026-05-{number + 1:02}T09"
        text = incident(800 + number, f"{day}:00:00+08:00", responded=f'"{day}:{minute}:00+08:00"')
        files |= {path: one.replace("channel: phone", "channel: chat-group") for path, one in text.items()}
    return files


def month(files: dict[str, str], target: str, now: str = "06-01 00:00") -> Verdict:
    judge = SHARE + (f"  target: {target}\n" if target else "")
    [found] = [one for one in judged(judge, files, at(now)) if one.period == "2026-05"]
    return found


@pytest.mark.parametrize(
    ("good", "bad", "target", "state"),
    [
        (3, 1, "{met: 3, of: 4}", State.MET),
        (2, 2, "{met: 3, of: 4}", State.FAILED),
        (19, 1, "{met: 95, of: 100}", State.MET),
        (18, 1, "{met: 95, of: 100}", State.FAILED),  # 94.7 of 100
        (0, 2, "{met: 0, of: 1}", State.MET),
        (3, 1, "", State.DECLARED),
        (3, 0, "", State.DECLARED),
        (0, 0, "{met: 3, of: 4}", State.NOT_APPLICABLE),
        (0, 0, "", State.NOT_APPLICABLE),
    ],
)
def test_the_share_is_held_against_the_target(good: int, bad: int, target: str, state: State) -> None:
    found = month(may(good, bad), target)
    assert (found.state, len(found.evidence)) == (state, good + bad)


def test_the_trace_names_what_is_not_good_and_counts_the_rest() -> None:
    trace = str(month(may(2, 6), "{met: 3, of: 4}").trace)
    assert trace.startswith("2026 年 5 月共 8 件，做好的 2 件。目标是每 4 件至少 3 件。")
    assert "INC-2026-0802 不算做好：应当响应在接报后 30 分钟以内，这里写的是“2026-05-03 09:31”" in trace
    assert trace.count("不算做好") == 6
    assert trace.endswith("另有 1 件也不算做好。")


@pytest.mark.parametrize(
    ("now", "bad", "state"),
    [
        ("05-31 23:59", 0, State.DUE),
        ("05-31 23:59", 1, State.AT_RISK),
        ("06-01 00:00", 0, State.MET),
        ("06-01 00:00", 1, State.FAILED),
    ],
)
def test_a_month_is_judged_when_it_is_over(now: str, bad: int, state: State) -> None:
    assert month(may(1, bad), "{met: 3, of: 4}", now).state is state


def test_a_quarter_with_much_time_left_is_only_due() -> None:
    judge = SHARE.replace("month", "contract-quarter") + "  target: {met: 1, of: 1}\n"
    found = [one.state for one in judged(judge, may(0, 1), at("05-02 12:00"))]
    assert found[-1] is State.DUE


def test_the_trace_says_that_nothing_happened_or_that_no_target_was_agreed() -> None:
    assert str(month({}, "{met: 3, of: 4}").trace) == "2026 年 5 月没有发生。"
    assert str(month({}, "{met: 3, of: 4}", "05-31 23:59").trace) == (
        "2026 年 5 月共 0 件，做好的 0 件。目标是每 4 件至少 3 件。"
    )
    found = month(may(1, 0), "")
    assert str(found.trace) == "2026 年 5 月共 1 件，做好的 1 件。没有约定目标，只列数字。"
    assert found.due == at("05-31 23:59:59")
