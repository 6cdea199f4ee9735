"""A base small enough to be counted by hand, and what a person finds who does.

One contract with two levels (answered within 30 and 60 minutes), judged on 20 March 2026 at noon.

    incident  level  reported      answered  minutes  paused  as judged  as time passed  both times proven
    INC-…-01  L1     01-05 09:00   09:10         10       -   met        met             yes
    INC-…-02  L1     01-06 09:00   09:45         45       -   late       late            yes
    INC-…-03  L2     01-07 09:00   10:00         60       -   met        met             no
    INC-…-04  L2     02-02 09:00   10:40        100      50   met        late            yes
    INC-…-05  L1     02-03 09:00   never, but closed          missing    missing         no
    INC-…-06  L2     02-04 09:00   (the record is unsound)    suspect    suspect
    INC-…-07  L1     01-05 09:05   repeats 01                 not applicable
    INC-…-08  L2     02-06 09:00   withdrawn                  not applicable
    INC-…-09  L2     03-20 11:55   not yet        5       -   due        due
    INC-…-10  L2     03-20 11:05   not yet       55       -   at risk    at risk
    INC-…-11  L2     03-20 10:00   not yet      120       -   late       late
    INC-…-12  L1     03-20 11:00   (struck out)               not judged at all

OB-901 allows the pause of INC-2026-0004, OB-902 allows none, otherwise they are the same. OB-903 gives 90
minutes from the answer to the restoration: 01, 02, 03 and 04 took 20, 15, 60 and 100, and 05 was never
answered, so that nobody knows its month; 07 and 08 are not applicable, 06 is suspect, and for 09, 10 and 11,
which were not answered either, the rule says missing. OB-904 wants a bulletin a quarter, OB-905 is declared,
OB-906 wants one person on the desk and one manager where only the manager is there, OB-907 is about requests,
of which there are none, and OB-908 wants an emergency plan, of which there is none.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from conftest import SETTINGS, schemas

from generators import knowledge
from generators.knowledge import KnowledgeBase

NOON = datetime.fromisoformat("2026-03-20T12:00:00+08:00")

CONTRACT = """\
id: CT-2026-01
title: 小库的合同
customer: 某单位
provider: 运维单位
locator: 样例
term: {from: "2026-01-01", to: "2026-12-31"}
price: {amount_yuan: 1, covers: [标准运维]}
levels:
  - {code: L1, name: 紧急, meaning: 平台全停, respond_minutes: 30, arrive_minutes: 60, restore_minutes: 120}
  - {code: L2, name: 一般, meaning: 平台还能用, respond_minutes: 60, arrive_minutes: 120, restore_minutes: 240}
services:
  - {code: S-ONE, name: 支持, summary: 有事就办, locator: 样例}
team:
  - {role: service-manager, name: 服务经理, duties: 管服务质量, count: 1}
  - {role: service-desk, name: 服务台, duties: 全天接电话, count: 1}
"""
PERSON = """\
id: {id}
name: {name}
side: {side}
organisation: 单位
posts:
  - {{post: 岗位, from: "2026-01-01"{role}}}
"""
OBLIGATION = """\
id: {id}
title: {title}
source: CT-2026-01
locators: [样例]
summary: 小库里的义务。
element: {element}
phase: {phase}
severity: normal
judge: {judge}
"""
_ANSWER = "clock: {kind: incident, from: reported, to: responded, limit_by_level: respond_minutes"
OBLIGATIONS = (
    ("OB-901", "响应", "process", "operation", f"{{{_ANSWER}, pause_reasons: [waiting-user]}}}}"),
    ("OB-902", "响应不扣挂起", "process", "operation", f"{{{_ANSWER}}}}}"),
    (
        "OB-903",
        "响应后恢复",
        "technology",
        "operation",
        "{clock: {kind: incident, from: responded, to: restored, limit_minutes: 90}}",
    ),
    ("OB-904", "警示", "process", "operation", "{every: {kind: bulletin, period: quarter, at: sent}}"),
    ("OB-905", "延续", "process", "planning", "{declared: {evidence: CT-2026-01, would_prove: 续签}}"),
    ("OB-906", "团队", "people", "planning", "{staffed: {kind: person, posts: posts, role: role}}"),
    (
        "OB-907",
        "请求",
        "process",
        "operation",
        "{clock: {kind: request, from: reported, to: responded, limit_minutes: 60}}",
    ),
    ("OB-908", "预案", "technology", "planning", "{present: {kind: emergency-plan}}"),
)
INCIDENT = """\
id: {id}
reporter: {{department: 科室}}
phenomenon: 打不开了
channel: phone
level: {level}
reported: {reported}
"""
CLOSED = """\
restored: "2026-02-03T12:00:00+08:00"
closed: "2026-02-03T13:00:00+08:00"
cause_class: application
cause: 磁盘写满
resolution: 清理旧文件
no_change_reason: 只清了临时文件，程序没有动
"""
PAUSE = """\
pauses:
  - from: "2026-02-02T09:20:00+08:00"
    to: "2026-02-02T10:10:00+08:00"
    reason: waiting-user
    approver: P-101
"""
PATH = "records/process/incident/2026/INC-2026-{:04}.yaml"


def files() -> dict[str, bytes]:
    """The files of the small base."""
    texts = {
        "records/requirements/contract/CT-2026-01.yaml": CONTRACT,
        "records/people/person/P-001.yaml": _person(
            "P-001", "服务经理", "provider", ", role: service-manager"
        ),
        "records/people/person/P-101.yaml": _person("P-101", "甲方", "customer", ""),
    }
    for name, title, element, phase, judge in OBLIGATIONS:
        texts[f"records/requirements/obligation/{name}.yaml"] = OBLIGATION.format(
            id=name, title=title, element=element, phase=phase, judge=judge
        )
    texts |= {
        _at(1): _incident(1, "L1", _log("01-05T09:00"), responded=_log("01-05T09:10"), restored=_said("01-05T09:30")),
        _at(2): _incident(2, "L1", _log("01-06T09:00"), responded=_log("01-06T09:45"), restored=_log("01-06T10:00")),
        _at(3): _incident(3, "L2", _log("01-07T09:00"), responded=_said("01-07T10:00"), restored=_said("01-07T11:00")),
        _at(4): _incident(4, "L2", _log("02-02T09:00"), responded=_log("02-02T10:40"), restored=_log("02-02T12:20")) + PAUSE,
        _at(5): _incident(5, "L1", _said("02-03T09:00")) + CLOSED,
        _at(6): _incident(6, "L2", _said("02-04T09:00"), colour="red"),
        _at(7): _incident(7, "L1", _said("01-05T09:05"), responded=_said("01-05T09:10"), duplicate_of="INC-2026-0001"),
        _at(8): _incident(8, "L2", _said("02-06T09:00"), withdrawn=_said("02-06T09:10"), note="弄错了"),
        _at(9): _incident(9, "L2", _said("03-20T11:55")),
        _at(10): _incident(10, "L2", _said("03-20T11:05")),
        _at(11): _incident(11, "L2", _said("03-20T10:00")),
        _at(12): _incident(
            12, "L1", _said("03-20T11:00"), voided='{reason: 记重了一条, by: P-001, at: "2026-03-20T11:30:00+08:00"}'
        ),
    }  # fmt: skip
    return {**schemas(), "pyproject.toml": SETTINGS, **{path: text.encode() for path, text in texts.items()}}


def of(files: Mapping[str, bytes], now: datetime = NOON) -> KnowledgeBase:
    """Read a base at the moment of the small one."""
    return knowledge.read(files, now)


def read(now: datetime = NOON) -> KnowledgeBase:
    """The small base at a moment."""
    return of(files(), now)


def incidents(*numbers: int) -> tuple[str, ...]:
    """The ids of some incidents."""
    return tuple(f"INC-2026-{number:04}" for number in numbers)


def late_as_eleven(number: int) -> bytes:
    """An incident reported when INC-2026-0011 was, not answered either."""
    return _incident(number, "L2", _said("03-20T10:00")).encode()


def waiting(number: int, level: str, reported: str) -> bytes:
    """An incident that nobody has answered yet."""
    return _incident(number, level, _said(reported)).encode()


def _at(number: int) -> str:
    return PATH.format(number)


def _person(person_id: str, name: str, side: str, role: str) -> str:
    return PERSON.format(id=person_id, name=name, side=side, role=role)


def _incident(number: int, level: str, reported: str, **more: str) -> str:
    text = INCIDENT.format(id=f"INC-2026-{number:04}", level=level, reported=reported)
    return text + "".join(f"{name}: {value}\n" for name, value in more.items())


def _said(moment: str) -> str:
    return f'"2026-{moment}:00+08:00"'


def _log(moment: str) -> str:
    return f"{{at: {_said(moment)}, source: call-log}}"
