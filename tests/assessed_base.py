"""The small base with what an assessor asks for, and what a person finds who counts, on 20 March 2026 at noon.

    indicator of CP-2026      should be    is                                                        so
    answered  (OB-901)        >= 50 %      01, 03, 04 met of 01 to 05 and 11 judged: 3/6, 50 %       met
    came      (attendance)    >= 80 %      3 of 4 came to TR-2026-001, 2 of 2 to 002, 1 of 2 to 004:
                                           6/8, 75 %                                                 missed, no word why
    held      (courses)       >= 30 %      see below: 1/3, 33.3 %                                    met
    content   (surveys)       >= 60 %      2 gave five points and 1 four, of 5: 60 %                 met
    reserve                   <= 1         all parts of the work but one have nobody to stand in: 10 missed, and why
    tools     (typed)         <= 2         3                                                         missed, no word why
    trials    (typed)         <= 2         nobody typed it                                           unknown
    unjudged  (OB-907)        >= 90 %      there was no request: 0 of 0                              unknown

    row of TP-2026   until     held as                          so
    t1               2026-Q1   TR-2026-001 of 10 March          done
    t2               2025-Q4   TR-2026-002 of 2 February        late
    t3               2025-Q4   -                                missed
    t4               2026-Q1   -                                ahead
    t5               2025-Q4   dropped                          dropped
    t6               2026-Q1   TR-2026-001 and 003, not over    ahead

Beside the plan TR-2026-004 was held. A row of the last quarter of 2025 is odd in a plan of 2026, and allowed.

Skills: P-001 teaches application work, P-002 does it alone; P-001 does databases alone and P-002 from 1 April;
P-003, who teaches databases, left in February. So application work has a reserve and nothing else has. P-001 is the
only manager, P-002 and P-004 are the desk.

AU-2026-01: of four clauses two do not conform, one does, one was not looked at. The first nonconformity has an action that is
verified, the second one that is past its day. AU-2026-02 is only planned.
"""

from __future__ import annotations

import small_base

from generators.knowledge import KnowledgeBase

SKILLED = """\
skills:
"""
_SKILL = '  - {{skill: {skill}, mastery: {mastery}, from: "{since}", evidence: 看过}}\n'
PLAN = """\
id: CP-2026
title: 二〇二六年能力计划
period: {from: "2026-01-01", to: "2026-12-31"}
owner: P-001
kpis:
  - {code: answered, element: process, name: 按级别响应, comparison: no-less-than, wanted: 50, unit: "%", measured_by: obligation, obligation: OB-901}
  - {code: came, element: people, name: 到课, comparison: no-less-than, wanted: 80, unit: "%", measured_by: attendance}
  - {code: held, element: people, name: 按季办成, comparison: no-less-than, wanted: 30, unit: "%", measured_by: courses}
  - {code: content, element: process, name: 满意, comparison: no-less-than, wanted: 60, unit: "%", measured_by: satisfaction}
  - {code: reserve, element: people, name: 没有后备, comparison: no-more-than, wanted: 1, unit: 块, measured_by: reserve, analysis: 只有两个人}
  - {code: tools, element: resource, name: 过期工具, comparison: no-more-than, wanted: 2, unit: 件, measured_by: typed, actual: 3, evidence: 点的数}
  - {code: trials, element: technology, name: 试过的, comparison: no-more-than, wanted: 2, unit: 件, measured_by: typed}
  - {code: unjudged, element: process, name: 请求, comparison: no-less-than, wanted: 90, unit: "%", measured_by: obligation, obligation: OB-907}
"""
COURSES = """\
id: TP-2026
title: 二〇二六年培训计划
period: {from: "2026-01-01", to: "2026-12-31"}
owner: P-001
courses:
  - {code: t1, topic: 甲课, audience: internal, quarter: 2026-Q1, held_as: [TR-2026-001]}
  - {code: t2, topic: 乙课, audience: customer, quarter: 2025-Q4, held_as: [TR-2026-002]}
  - {code: t3, topic: 丙课, audience: customer, quarter: 2025-Q4}
  - {code: t4, topic: 丁课, audience: internal, quarter: 2026-Q1}
  - {code: t5, topic: 戊课, audience: internal, quarter: 2025-Q4, dropped_reason: 说定不办}
  - {code: t6, topic: 己课, audience: internal, quarter: 2026-Q1, held_as: [TR-2026-001, TR-2026-003]}
"""
_TRAINING = """\
id: TR-2026-{number:03}
title: 第{number}次培训
form: online
audience: internal
"""
_HELD = """\
started: "2026-{day}T09:00:00+08:00"
finished: "2026-{day}T10:00:00+08:00"
aim: 学会一件事
expected: {expected}
attendees:
"""
_PUPIL = "  - {{name: 学员{number}, department: 单位, attendance: {how}}}\n"
SURVEY = """\
id: SV-2026-01
title: 一次问卷
period: {from: "2026-01-01", to: "2026-02-28"}
sent: "2026-03-01T09:00:00+08:00"
closed: "2026-03-05T09:00:00+08:00"
asked: 6
replies: 5
questions:
  - {question: 办得怎样, score_5: 2, score_4: 1, score_3: 1, score_1: 1}
conclusion: 还行的样子
"""
STANDARD = """\
id: STD-ONE-2020
code: ONE-2020
edition: "2020"
title: 一部标准
status: in-force
confidence: C
clauses:
  - {number: "5.1", title: 计划, summary: 有计划可看, verified: false}
  - {number: "5.2", title: 培训, summary: 有培训可看, verified: false}
  - {number: "5.3", title: 工具, summary: 有工具可看, verified: false}
  - {number: "5.4", title: 报告, summary: 有报告可看, verified: false}
"""
AUDIT = """\
id: AU-2026-01
title: 一次内审
planned: "2026-03-02"
coverage: 全部的活动
standard: STD-ONE-2020
lead: P-004
started: "2026-03-02T09:00:00+08:00"
finished: "2026-03-03T09:00:00+08:00"
checklist:
  - {line: a, clause: "5.1", auditor: P-004, auditee: P-001, conformity: nonconforming, finding: 没有计划的样子}
  - {line: b, clause: "5.2", auditor: P-004, auditee: P-001, conformity: conforming}
  - {line: c, clause: "5.3", auditor: P-004, auditee: P-002, conformity: nonconforming, finding: 工具没有人管}
  - {line: d, clause: "5.4", auditor: P-004, auditee: P-001, conformity: not-audited, finding: 来不及看了}
nonconformities:
  - {checklist_line: a, severity: minor, rectification: AN-2026-801}
  - {checklist_line: c, severity: major, rectification: AN-2026-802}
conclusion: 两项要改的
"""
COMING = """\
id: AU-2026-02
title: 下一次内审
planned: "2026-09-02"
coverage: 全部的活动
standard: STD-ONE-2020
lead: P-004
"""
_ACTION = """\
id: AN-2026-{number}
title: 第{number}件整改
source: AU-2026-01
owner: P-001
due: "2026-03-10"
raised: "2026-03-03T10:00:00+08:00"
"""
_VERIFIED = """\
finished: "2026-03-05T10:00:00+08:00"
verified: "2026-03-06T10:00:00+08:00"
verifier: P-002
result: 改好了的
"""
REPORT = """\
id: SR-2026-Q1
title: 第一季度服务报告
quarter: 2026-Q1
author: P-001
"""


def files(**changed: str) -> dict[str, bytes]:
    """The files of the base; some of its texts written anew, by the name of the record."""
    texts = {
        "P-001": _person("P-001", "application teaching 2026-01-01", "database independent 2026-01-01"),
        "P-002": _person("P-002", "application independent 2026-01-01", "database independent 2026-04-01"),
        "P-003": _person("P-003", "database teaching 2026-01-01", to="2026-02-28"),
        "P-004": _person("P-004"),
        "CP-2026": PLAN,
        "TP-2026": COURSES,
        "TR-2026-001": _held(1, "03-10", "present", "late", "made-up", "absent"),
        "TR-2026-002": _held(2, "02-02", "present", "present"),
        "TR-2026-003": _TRAINING.format(number=3),
        "TR-2026-004": _held(4, "03-01", "left-early", "excused"),
        "SV-2026-01": SURVEY,
        "STD-ONE-2020": STANDARD,
        "AU-2026-01": AUDIT,
        "AU-2026-02": COMING,
        "AN-2026-801": _ACTION.format(number=801) + _VERIFIED,
        "AN-2026-802": _ACTION.format(number=802),
        "SR-2026-Q1": REPORT,
    }
    named = {name.replace("_", "-"): text for name, text in changed.items()}
    return {**small_base.files(), **{_path(name): text.encode() for name, text in {**texts, **named}.items()}}


def read(**changed: str) -> KnowledgeBase:
    """The base at noon of 20 March."""
    return small_base.of(files(**changed))


_FOLDERS = {
    "P": "people/person/{}", "CP": "process/capability-plan/{}", "TP": "people/training-plan/{}",
    "TR": "people/training/2026/{}", "SV": "people/survey/2026/{}", "STD": "requirements/standard/{}",
    "AU": "process/audit/2026/{}", "AN": "process/action/2026/{}", "SR": "process/service-report/2026/{}",
}  # fmt: skip


def _path(name: str) -> str:
    return f"records/{_FOLDERS[name.split('-', maxsplit=1)[0]].format(name)}.yaml"


def _held(number: int, day: str, *how: str) -> str:
    pupils = "".join(_PUPIL.format(number=at, how=one) for at, one in enumerate(how, 1))
    return _TRAINING.format(number=number) + _HELD.format(day=day, expected=len(how)) + pupils


def _person(name: str, *skills: str, to: str = "") -> str:
    role = "service-manager" if name == "P-001" else "service-desk"
    until = f', to: "{to}"' if to else ""
    text = f'id: {name}\nname: 人{name[-1]}\nside: provider\norganisation: 单位\nserves: [CT-2026-01]\nposts:\n  - {{post: 岗位, role: {role}, from: "2026-01-01"{until}}}\n'
    rows = (dict(zip(("skill", "mastery", "since"), one.split(), strict=True)) for one in skills)
    return text + (SKILLED + "".join(_SKILL.format(**row) for row in rows) if skills else "")
