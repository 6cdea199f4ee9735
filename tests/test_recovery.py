"""Recovery time and recovery point are what the moments of a drill give, held against what a person counted.

The storage of a database is lost at 09:20 on 7 March, and the customer declares a disaster at 09:30. There are

    full-06   22:50 on the 6th to 03:02 on the 7th, the logs after it read up to 03:16
    full-05   22:50 on the 5th to 02:58 on the 6th, up to 03:11

It works again at 12:45: 195 minutes from the declaration. From 03:16 to 09:20 are 364 minutes, from 03:11 on
the day before 1,809, and from the beginning of the last backup 630, which nobody can bring back.
"""

from __future__ import annotations

import figures_base
import pytest
from figures_base import at

from generators.measures import exercises, recoveries

OLDER = f"{{set: full-05, begun: {at('03-05T22:50')}, ended: {at('03-06T02:58')}, logs_until: {at('03-06T03:11')}}}"
DRILL = (
    figures_base.files()[figures_base.path("DR-2026-01")].decode().replace("measured_rto_minutes: 120\n", "")
)


def drill(logs: str = "", others: str = "", typed: str = "", **row: str) -> str:
    told = f", logs_until: {at(logs)}" if logs else ""
    newest = f"{{set: full-06, begun: {at('03-06T22:50')}, ended: {at('03-07T03:02')}{told}}}"
    cells = {"business": "登录", "interrupted": at("03-07T09:20"), "declared": at("03-07T09:30"),
             "set": "full-06", "usable": at("03-07T12:45"), **row}  # fmt: skip
    written = ", ".join(f"{name}: {value}" for name, value in cells.items() if value)
    later = DRILL.replace("2026-03-02T12:00", "2026-03-07T14:00")
    return f"{later}backup_sets: [{newest}{others}]\nrecovered: [{{{written}}}]\n{typed}"


def measured(*args: str, **row: str) -> tuple[float | None, float | None]:
    [found] = exercises.exercises(figures_base.read(DR_2026_01=drill(*args, **row)))
    return found.rto, found.rpo


@pytest.mark.parametrize(
    ("logs", "others", "rpo"),
    [
        ("03-07T03:16", "", 364),
        ("03-07T03:02", "", 378),  # to its very end is enough
        ("03-07T03:01", "", None),  # a minute less and it does not open
        ("", "", None),
        ("03-07T03:01", OLDER, 1809),  # so the one before it is what there is
        ("", OLDER, 1809),
        ("03-07T03:16", OLDER, 364),
        ("", OLDER.replace("full-05", "full-05, what: 另一个库"), None),
        ("", OLDER.replace("03:11", "02:57"), None),
        ("03-07T09:40", "", 0),  # nothing was written after it broke
    ],
)
def test_the_recovery_point_is_where_the_logs_after_a_backup_end_and_never_its_beginning(
    logs: str, others: str, rpo: int | None
) -> None:
    assert measured(logs, f", {others}" if others else "") == (195, rpo)


def test_time_is_counted_from_the_declaration_and_without_one_from_the_interruption() -> None:
    assert measured("03-07T03:16", declared="")[0] == 205
    assert measured("03-07T03:16", usable="") == (None, 364)
    assert measured("03-07T03:16", set="") == (195, None)


@pytest.mark.parametrize(
    ("typed", "logs", "others", "said"),
    [
        ("measured_rpo_minutes: 630\n", "03-07T03:16", "", ["「实测数据丢失 RPO（分钟）」写的是 10 小时 30 分钟，照各项业务的时刻算是 6 小时 4 分钟"]),
        ("measured_rto_minutes: 195\nmeasured_rpo_minutes: 364\n", "03-07T03:16", "", []),
        ("measured_rto_minutes: 194\n", "03-07T03:16", "", ["「实测恢复用时 RTO（分钟）」写的是 3 小时 14 分钟，照各项业务的时刻算是 3 小时 15 分钟"]),
        ("", "", "", ["「登录」写从 full-06 恢复：它 2026-03-07 03:02 才备完，没有日志，打不开"]),
        ("", "03-06T22:55", f", {OLDER}", ["「登录」写从 full-06 恢复：它 2026-03-07 03:02 才备完，日志只读到 2026-03-06 22:55，打不开，能退到的是 2026-03-06 03:11"]),
    ],
)  # fmt: skip
def test_what_is_written_otherwise_than_the_moments_give_is_a_notice_with_both(
    typed: str, logs: str, others: str, said: list[str]
) -> None:
    base = figures_base.read(DR_2026_01=drill(logs, others, typed))
    found = [one.message for one in base.findings if one.code in ("measured-disagrees", "backup-unopened")]
    assert [one.partition("；")[0] for one in found] == said
    voided = figures_base.struck_out(drill(logs, others, typed))
    assert not [one for one in figures_base.read(DR_2026_01=voided).findings if one.code == "backup-unopened"]


def test_a_service_that_no_drill_restored_was_not_measured_and_the_last_drill_that_did_counts() -> None:
    first = drill("03-07T03:16")
    base = figures_base.read(DR_2026_01=first)
    found = recoveries.recovery(base, "DP-ONE")
    assert found
    login, tables = found.services
    assert (login.target.service, login.order, tables.rto, tables.rpo) == ("登录", 1, None, None)
    assert login.rto
    assert (login.rto.drill, str(login.rto.day), login.rto.minutes, login.rto.is_met) == (
        "DR-2026-01", "2026-03-07", 195, False,
    )  # fmt: skip
    assert (found.rto.met.number, found.rto.of.number, found.rpo.of.number) == (0, 1, 1)
    second = drill("03-07T03:16", business="报表", usable=at("03-07T11:30"), set="").replace(
        "DR-2026-01", "DR-2026-02"
    )
    both = recoveries.recovery(figures_base.read(DR_2026_01=first, DR_2026_02=second), "DP-ONE")
    assert both
    login, tables = both.services
    assert (login.rto and login.rto.drill, tables.rto and tables.rto.drill, tables.rpo) == (
        "DR-2026-01", "DR-2026-02", None,
    )  # fmt: skip
    assert tables.rto
    assert (tables.rto.minutes, tables.rto.is_met, tuple(one.drill.id for one in both.held)) == (
        120,
        True,
        ("DR-2026-02", "DR-2026-01"),
    )


def test_what_is_there_for_a_recovery_is_counted_by_its_rows() -> None:
    more = """\
elements:
  - {element: backup, status: ready}
  - {element: network, status: partial, note: 要临时放通}
  - {element: plan, status: ready}
backups:
  - {what: 全量, how_often: 每晚, where: 备份存储, last_tested: "2026-03-07"}
  - {what: 离线副本, how_often: 每月, where: 档案室}
---

恢复。"""
    plan = figures_base.PLAN.replace("---\n\n恢复。", more)
    found = recoveries.recovery(figures_base.read(DP_ONE=plan), "DP-ONE")
    assert found
    assert [(one.met.number, one.of.number) for one in (found.ready, found.restored)] == [(2, 3), (1, 2)]
    assert recoveries.recovery(figures_base.read(), "RB-DISK") is None
