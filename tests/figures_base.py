"""A second base to be counted by hand: the small one with functions, registers, courses, readings and a roster.

Outages of F-ONE, which has to work all the time (99.4 % are agreed), until noon of 20 March:

    INC-…-21  01-10 08:00 occurred, 10:00 restored        120 minutes
    INC-…-22  01-10 09:00 to 11:00, overlaps it            60 more
    INC-…-23  01-11 00:00 to 04:00, agreed beforehand     240 planned
    INC-…-24  01-31 23:00 to 02-01 02:00                   60 in January, 120 in February
    INC-…-25  03-20 11:00, not restored                    60 until now
    INC-…-26  withdrawn                                     -
    INC-…-27  01-11 03:00 to 05:00, an hour of it planned  60
    INC-…-28  02-10 08:00 to 09:00, again 10:00 to 10:30   90
    INC-…-29  struck out                                    -

F-TWO has to work from 09:00 to 17:00 on weekdays, nothing is agreed: INC-…-30 from Monday 16:00 to Tuesday 10:00
are 60 and 60 minutes.

Registers by quarter, first and second:

    rules        due 100 200, good 99 190; alerts 10 20, false 4 5, substantiated 2 6
    clients      terminals 20 20, deployed 15 18, active 10 12
    tasks        issued 5+7 8, handled 5+6 (nobody wrote)
    power items  three in force or adjusted, one cancelled; RK-001 (from January, names 1 and 4) is online,
                 RK-002 (from April, names 1 and 2) too, RK-003 is planned, RK-004 was taken offline in February
    actions      AN-01 raised in Q1, verified in Q1; AN-02 raised in Q1, finished in Q2; AN-03 raised in Q2;
                 AN-04 is struck out
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import small_base

from generators.knowledge import KnowledgeBase

NOON = small_base.NOON
JULY = datetime.fromisoformat("2026-07-20T12:00:00+08:00")
CONTRACT = (
    small_base.CONTRACT
    + """\
functions:
  - {code: F-ONE, name: 校验, availability_met: 994, availability_of: 1000}
  - {code: F-TWO, name: 报表, calendar: CAL-WORK}
shifts:
  - {code: DAY, name: 白班, from: "08:00", to: "20:00", duty: [hotline, desk], mode: on-site}
  - {code: NIGHT, name: 夜班, from: "20:00", to: "08:00", duty: [hotline], mode: on-call}
places:
  - {code: server, name: 服务器}
inspection_parts:
  - {code: state, name: 状态}
"""
)
CALENDAR = """\
id: CAL-WORK
title: 工作日
always: false
years: [2026]
zone: Asia/Shanghai
windows:
  - {weekdays: [1, 2, 3, 4, 5], from: "09:00", to: "17:00"}
"""
_RULE_STAT = """\
id: RS-2026-{quarter}
quarter: "2026-{quarter}"
counted: "{counted}"
rows:
  - {{rule: RU-001, due_runs: {due}, good_runs: {good}, alerts: {alerts}, false_alerts: {false}, substantiated: {sure}}}
  - {{rule: RU-002, due_runs: 0, good_runs: 0, alerts: 0, false_alerts: 0, substantiated: 0}}
"""
_CLIENTS = """\
id: CU-2026-{quarter}
quarter: "2026-{quarter}"
counted: "{counted}"
rows:
  - {{department: 财务科, terminals: 12, deployed: {first}, active: {active}}}
  - {{department: 办公室, terminals: 8, deployed: {second}, active: 0}}
"""
_TASK = """\
id: ST-2026-{number:03}
number: JD-{number}
quarter: "2026-{quarter}"
issued: "{issued}"
count_issued: {count}
status: {status}
"""
_RULE = """\
id: RU-{number:03}
title: 规则一条
check: page
system: AS-BIZ-01
risk_points: [RK-001]
versions:
  - {{version: "1.0", from: "2026-01-01", summary: 对一对数}}
"""
_RISK = """\
id: RK-{number:03}
title: 风险点一个
department: 财务科
grade: low
control: 每月对一次
status: {status}
"""
_POWER = """\
id: PI-{number:03}
title: 权力事项
category: licence
department: 财务科
list_version: 一版
status: {status}
"""
_ACTION = """\
id: AN-2026-{number:03}
title: 一项整改
source: INC-2026-0001
owner: P-001
due: "2026-06-30"
raised: {raised}
"""
_VERIFIED = """\
finished: {finished}
verified: {verified}
verifier: P-101
result: 看过有效
"""
TRAININGS = {
    "TR-2026-001": """\
form: on-site
audience: customer
planned: "2026-02-03"
agreed: "2026-02-01T09:00:00+08:00"
started: "2026-02-03T09:00:00+08:00"
finished: "2026-02-03T11:00:00+08:00"
aim: 会用平台
place: 会议室
trainer: P-001
expected: 5
attendees:
  - {name: 甲某, department: 财务科, attendance: present}
  - {name: 乙某, department: 财务科, attendance: late}
  - {name: 丙某, department: 办公室, attendance: absent}
  - {name: 丁某, department: 财务科, attendance: excused}
exam: {taken: 2, passed: 1}
satisfaction_counts: {score_5: 1, score_4: 0, score_3: 1, score_1: 1}
""",
    "TR-2026-002": """\
form: online
audience: internal
started: "2026-03-03T09:00:00+08:00"
finished: "2026-03-03T11:00:00+08:00"
aim: 会用手册
expected: 2
attendees:
  - {name: 戊某, department: 办公室, attendance: made-up}
""",
    "TR-2026-003": 'form: online\naudience: customer\nplanned: "2026-09-01"\n',
}  # fmt: skip
TEMPLATE = """\
id: IT-WEEKLY
title: 每周巡检
version: 1
items:
  - {code: disk, name: 磁盘, part: state, place: server, method: 看一眼, unit: "%", warn_above: 80, alarm_above: 90}
  - {code: queue, name: 积压, part: state, place: server, method: 看一眼, unit: 条, reading_count: 2, warn_above: 50}
  - {code: hits, name: 命中率, part: state, place: server, method: 看一眼, unit: "%", alarm_below: 90}
  - {code: login, name: 登录页, part: state, place: server, method: 打开看看}
"""
READINGS = {
    1: (10, (7, 40), 99),
    2: (20, (30, 4), 98),
    3: (95, (20, 1), 97),
    4: (40, (10, 2), 96),
    5: (50, (5, 1), 95),
}
_INSPECTION = """\
id: INS-2026-{number:03}
title: 一次巡检
template: IT-WEEKLY
started: "2026-02-{number:02}T09:00:00+08:00"
inspector: P-001
readings:
  - {{item: disk, value: {disk}, status: normal}}
  - {{item: queue, values: {queue}, status: normal}}
  - {{item: hits, value: {hits}, status: normal}}
  - {{item: login, observed: 打得开, status: normal}}
"""
ROSTER = """\
id: RO-2026-02
month: "2026-02"
days:
  - {date: "2026-02-01", shifts: [DAY, NIGHT], staff: [P-001, P-002]}
  - {date: "2026-02-02", shifts: [DAY], staff: [P-001]}
shifts:
  - {from: "2026-02-03T00:00:00+08:00", to: "2026-02-28T00:00:00+08:00", person: P-002, duty: hotline, mode: on-call}
"""
PLAN = """\
---
kind: dr-plan
id: DP-ONE
title: 恢复预案
status: draft
version: "1.0"
owner: P-001
review_due: "2027-03-31"
services:
  - {name: 登录, rto_minutes: 120, rpo_minutes: 60, order: 1}
  - {name: 报表, rto_minutes: 240, rpo_minutes: 1440, order: 2}
---

恢复。
"""
_DRILL = """\
id: DR-2026-{number:02}
title: 演练一次
plan: DP-ONE
plan_version: "1.0"
scenario: 存储坏了
form: hands-on
scope: inside
breadth: single
planned: "2026-03-02"
started: "2026-03-02T09:00:00+08:00"
participants: [P-001]
"""
_HELD = """\
finished: "2026-03-02T12:00:00+08:00"
log:
  - {at: "2026-03-02T09:00:00+08:00", stage: start, event: 开始}
scores:
  - {item: scheme, score: 3}
conclusion: 都做完了
"""
RUNBOOK = """\
---
kind: runbook
id: RB-DISK
title: 磁盘写满了
status: draft
owner: P-001
review_due: "2026-12-31"
symptoms: [磁盘满]
checks: [看一看磁盘]
first_actions: [先回个电话]
contacts:
  - {who: 甲方, when: 要删文件}
steps:
  - {step: look, do: 看占用, mandatory: true, expect: 看到最大的}
  - {step: clean, do: 清理, mandatory: true, expect: 有了空间}
verification: [{code: v1, do: 平台打得开}]
rollback: [{code: r1, do: 不用回退}]
escalation:
  - {condition: 清不动, to: 服务经理}
---

磁盘满了照做。
"""
_RUN = """\
id: EX-202603{day:02}-090000-{name}
runbook: RB-DISK
runbook_version: "0123456789ab"
target: 一台应用
operator: P-001
started: "2026-03-{day:02}T09:00:00+08:00"
steps:
  - {{step: look, status: {look}, at: "2026-03-{day:02}T09:01:00+08:00", note: 记一笔}}
  - {{step: clean, status: {clean}, at: "2026-03-{day:02}T09:02:00+08:00", note: 记一笔}}
"""
PATHS = {
    "CAL": "records/requirements/calendar/{}.yaml", "CT": "records/requirements/contract/{}.yaml",
    "RS": "records/technology/rule-stat/2026/{}.yaml", "CU": "records/resource/client-usage/2026/{}.yaml",
    "ST": "records/resource/supervision-task/2026/{}.yaml", "RU": "records/technology/rule/{}.yaml",
    "RK": "records/resource/risk-point/{}.yaml", "PI": "records/resource/power-item/{}.yaml",
    "AN": "records/process/action/2026/{}.yaml", "TR": "records/people/training/2026/{}.yaml",
    "IT": "records/technology/inspection-template/{}.yaml", "INS": "records/technology/inspection/2026/{}.yaml",
    "RO": "records/people/roster/2026/{}.yaml", "DP": "docs/disaster/{}.md", "RB": "docs/runbooks/{}.md",
    "DR": "records/technology/drill/2026/{}.yaml", "EX": "records/technology/execution/2026/{}.yaml",
    "AS": "records/resource/asset/{}.yaml", "P": "records/people/person/{}.yaml",
    "INC": "records/process/incident/2026/{}.yaml", "RP": "records/process/report/2026/{}.yaml",
}  # fmt: skip


def files() -> dict[str, bytes]:
    """The files of the base."""
    return {**small_base.files(), **_placed(_texts())}


def read(now: datetime = NOON, /, **changed: str | None) -> KnowledgeBase:
    """The base at a moment; some records written anew, or taken away."""
    return small_base.of(changing(changed), now)


def changing(changed: Mapping[str, str | None]) -> dict[str, bytes]:
    """The files of the base with some records written anew, or taken away."""
    named = {path(name.replace("_", "-")): text for name, text in changed.items()}
    whole = {**files(), **{at: text.encode() for at, text in named.items() if text is not None}}
    return {at: data for at, data in whole.items() if named.get(at, "") is not None}


def path(record_id: str) -> str:
    """Where a record stands."""
    return PATHS[record_id.split("-", maxsplit=1)[0]].format(record_id)


def struck_out(text: str) -> str:
    """The same record, struck out."""
    return text + 'voided: {reason: 记重了一条, by: P-001, at: "2026-03-20T11:30:00+08:00"}\n'


def incident(number: int, reported: str, outage: str, **more: str) -> str:
    """An incident with one outage."""
    row = f"outages:\n  - {{{outage}}}\n"
    return small_base.INCIDENT.format(
        id=f"INC-2026-{number:04}", level="L1", reported=at(reported)
    ) + row + "".join(f"{name}: {value}\n" for name, value in more.items())  # fmt: skip


def rules(quarter: str, *counted_so: int) -> str:
    """What was counted of the rules in a quarter: due, good, alerts, false and substantiated ones."""
    due, good, alerts, false, sure = counted_so
    counted = {"Q1": "2026-04-01", "Q2": "2026-07-01"}[quarter]
    return _RULE_STAT.format(
        quarter=quarter, counted=counted, due=due, good=good, alerts=alerts, false=false, sure=sure
    )


def at(moment: str) -> str:
    """A moment of the year, quoted."""
    return f'"2026-{moment}:00+08:00"'


def risk(number: int, status: str) -> str:
    """A risk point, without its period."""
    return _RISK.format(number=number, status=status)


def _texts() -> dict[str, str]:
    one, two = "function: F-ONE", "function: F-TWO"
    return {
        "CT-2026-01": CONTRACT, "CAL-WORK": CALENDAR, "IT-WEEKLY": TEMPLATE, "RO-2026-02": ROSTER, "DP-ONE": PLAN,
        "RB-DISK": RUNBOOK,
        "P-002": small_base.PERSON.format(id="P-002", name="服务台", side="provider", role=""),
        "AS-BIZ-01": "id: AS-BIZ-01\ntitle: 业务系统\ncategory: business-system\nstatus: in-use\n",
        "INC-2026-0021": incident(21, "01-10T08:30", one, occurred=at("01-10T08:00"), restored=at("01-10T10:00")),
        "INC-2026-0022": incident(22, "01-10T09:30", f"{one}, from: {at('01-10T09:00')}, to: {at('01-10T11:00')}", occurred=at("01-10T09:00"), restored=at("01-10T11:00")),
        "INC-2026-0023": incident(23, "01-11T00:00", f"{one}, planned: true, to: {at('01-11T04:00')}", restored=at("01-11T04:00")),
        "INC-2026-0024": incident(24, "01-31T23:00", one, restored=at("02-01T02:00")),
        "INC-2026-0025": incident(25, "03-20T11:00", one),
        "INC-2026-0026": incident(26, "01-15T00:00", one, withdrawn=at("01-15T06:00"), note="弄错了"),
        "INC-2026-0027": incident(27, "01-11T03:00", one, restored=at("01-11T05:00")),
        "INC-2026-0028": incident(28, "02-10T08:00", one, restored=at("02-10T09:00"), reopenings=f"[{{at: {at('02-10T10:00')}, reason: 又坏了, restored: {at('02-10T10:30')}}}]"),
        "INC-2026-0029": struck_out(incident(29, "01-20T00:00", one, restored=at("01-20T09:00"))),
        "INC-2026-0030": incident(30, "01-12T16:00", two, restored=at("01-13T10:00")),
        "RU-001": _RULE.format(number=1), "RU-002": _RULE.format(number=2),
        "RS-2026-Q1": rules("Q1", 100, 99, 10, 4, 2), "RS-2026-Q2": rules("Q2", 200, 190, 20, 5, 6),
        "CU-2026-Q1": _CLIENTS.format(quarter="Q1", counted="2026-03-31", first=10, second=5, active=10),
        "CU-2026-Q2": _CLIENTS.format(quarter="Q2", counted="2026-06-30", first=12, second=6, active=12),
        "ST-2026-001": _TASK.format(number=1, quarter="Q1", issued="2026-01-15", count=5, status="handled") + "count_handled: 5\n",
        "ST-2026-002": _TASK.format(number=2, quarter="Q1", issued="2026-02-15", count=7, status="overdue") + "count_handled: 6\n",
        "ST-2026-003": _TASK.format(number=3, quarter="Q2", issued="2026-05-15", count=8, status="handling"),
        "PI-001": _POWER.format(number=1, status="in-force"), "PI-002": _POWER.format(number=2, status="adjusted"),
        "PI-003": _POWER.format(number=3, status="in-force"), "PI-004": _POWER.format(number=4, status="cancelled"),
        "RK-001": _RISK.format(number=1, status="online") + 'power_items: [PI-001, PI-004]\nperiod: {from: "2026-01-01"}\n',
        "RK-002": _RISK.format(number=2, status="online") + 'power_items: [PI-001, PI-002]\nperiod: {from: "2026-04-01"}\n',
        "RK-003": _RISK.format(number=3, status="planned") + "power_items: [PI-003]\n",
        "RK-004": _RISK.format(number=4, status="offline") + 'power_items: [PI-003]\nperiod: {from: "2026-01-01", to: "2026-02-10"}\n',
        "AN-2026-001": _ACTION.format(number=1, raised=at("01-20T09:00")) + _VERIFIED.format(finished=at("03-30T09:00"), verified=at("03-31T23:30")),
        "AN-2026-002": _ACTION.format(number=2, raised=at("03-31T23:30")) + f"finished: {at('04-01T00:10')}\n",
        "AN-2026-003": _ACTION.format(number=3, raised=at("04-01T00:10")),
        "AN-2026-004": struck_out(_ACTION.format(number=4, raised=at("02-01T09:00"))),
        "DR-2026-01": _DRILL.format(number=1) + "measured_rto_minutes: 120\n" + _HELD,
        "DR-2026-02": _DRILL.format(number=2),
        **{name: f"id: {name}\ntitle: 一次培训\n{text}" for name, text in TRAININGS.items()},
        **{f"INS-2026-{number:03}": _INSPECTION.format(number=number, disk=disk, queue=list(queue), hits=hits) for number, (disk, queue, hits) in READINGS.items()},
        "EX-20260301-090000-aaaa": _run(1, "aaaa", "done", "failed", "10:00", "success"),
        "EX-20260302-090000-bbbb": _run(2, "bbbb", "failed", "failed", "09:30", "failed"),
        "EX-20260303-090000-cccc": _run(3, "cccc", "done", "done", "09:10", "success"),
        "EX-20260304-090000-dddd": _run(4, "dddd", "done", "done", "", ""),
    }  # fmt: skip


def _run(day: int, name: str, *went: str) -> str:
    look, clean, end, outcome = went
    text = _RUN.format(day=day, name=name, look=look, clean=clean)
    return text + (f"finished: {at(f'03-{day:02}T{end}')}\noutcome: {outcome}\n" if end else "")


def _placed(texts: Mapping[str, str]) -> dict[str, bytes]:
    return {path(name): text.encode() for name, text in texts.items()}
