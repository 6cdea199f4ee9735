"""The small base with two books and a plan to run, a drill to come, and a clock that somebody may say need not be met."""

from __future__ import annotations

from small_base import OBLIGATION, PERSON, files

HEAD = """\
---
kind: runbook
id: {id}
title: {title}
status: approved
owner: P-001
approved: {{by: P-001, date: "2026-01-05"}}
review_due: "2026-12-31"
symptoms: [{title}]
levels: [L1]
checks: [看一看是不是它]
first_actions: [先回个电话]
contacts:
  - {{who: 服务经理, when: 半小时没有头绪}}
"""
TAIL = """\
verification:
  - {code: v1, do: 平台打得开}
rollback:
  - {code: r1, do: 把停掉的服务起回来}
escalation:
  - {condition: 半小时没有头绪, to: 服务经理, within_minutes: 30}
---

照做。
"""
DISK = (
    HEAD.format(id="RB-DISK", title="磁盘写满了")
    + """\
steps:
  - {step: look, do: 看谁占得多, mandatory: true, expect: 看到最大的, value: 目录}
  - step: clean
    do: 清理旧日志
    mandatory: true
    alters: true
    caution: 只删轮转过的
    consent: 甲方项目负责人
    expect: 有了空间
  - {step: measure, do: 看使用率, mandatory: true, expect: 八成以下, gauge: 使用率, unit: "%", low: 0, high: 80}
  - {step: vendor, do: 请厂商看看, mandatory: false, expect: 有回话}
  - {step: tell, do: 给报告人回话, mandatory: true, expect: 说清楚了}
commands:
  - {step: look, place: shell, host: 应用服务器, run: "du -sh <目录>"}
  - {step: clean, place: shell, host: 应用服务器, run: "rm <旧日志>"}
branches:
  - {step: look, when: 没有哪个大, go_to: measure}
  - {step: measure, when: 数据库也满了, book: RB-BASE, book_step: second}
"""
    + TAIL
)
BASE = (
    HEAD.format(id="RB-BASE", title="数据库空间满")
    + """\
assets: [AS-DB-01]
steps:
  - {step: first, do: 看表空间, mandatory: false, expect: 看到满的}
  - {step: second, do: 看归档, mandatory: true, expect: 归档不大}
"""
    + TAIL
)
PLAN = """\
---
kind: emergency-plan
id: EP-FLOOD
title: 平台全停了怎么办
status: approved
version: "1.0"
owner: P-001
approved: {by: P-001, date: "2026-01-05"}
review_due: "2026-12-31"
levels:
  - {code: incident-I, meaning: 平台全停了, respond: 服务经理到现场, contract_levels: [L1]}
organisation:
  - {role: 现场指挥, post: 服务经理, duties: 定级和下令, deputy: 服务台坐席}
decided_by: 服务经理
activation:
  reason: <时间> 起 <现象>
  level: 事件 <级别>
  plan: 启动本预案
  measures: 先 <止血的一步>
  safeguards: <谁> 在场
  reporting: 每三十分钟报一次
  audience: 应急组织全体
contact_tree:
  - {who: 服务经理, when: 马上, deputy: 服务台坐席}
phases:
  - {code: begin, title: 头三十分钟, when: 从接报起}
  - {code: up, title: 恢复的次序, when: 有人同意以后, note: 起一样验一样}
  - {code: off, title: 规则停摆, when: 规则没有跑, apart: true}
steps:
  - {step: call, phase: begin, who: 服务台坐席, within_minutes: 15, do: 按联络树叫人, value: 打通的时刻, mandatory: true}
  - {step: look, phase: begin, do: 看一眼是哪里, mandatory: true}
  - {step: start, phase: up, do: 起数据库, alters: true, caution: 先取证再起, consent: 甲方项目负责人, expect: 能登录, mandatory: true}
  - {step: verify, phase: up, within_minutes: 240, counted_from: start, do: 验三样, mandatory: true}
  - {step: missed, phase: off, do: 数漏跑几次, mandatory: true}
branches:
  - {step: look, when: 磁盘满了, book: RB-DISK}
  - {step: look, when: 规则没有跑, go_to: missed}
commands:
  - {step: call, place: hand, note: 响六声不接就换替补}
verification:
  - {code: c1, phase: up, do: 报告人确认能用}
---

## 为什么

留给读的人。
"""


ASSET = """\
id: AS-DB-01
title: 业务数据库
category: database
status: in-use
"""
COMING = "{clock: {kind: incident, from: reported, to: arrived, limit_by_level: arrive_minutes, needs: [on_site_needed]}}"
DRILL = """\
id: DR-2026-01
title: 磁盘写满的实操演练
plan: EP-FLOOD
scenario: 日志盘写满，登录页打不开
form: hands-on
planned: "2026-03-20"
participants: [P-001]
safety: [只动测试机]
abort_by: 服务经理
goals: [{goal: 几分钟看出是哪个目录, target: 10 分钟}]
script:
  - {stage: start, number: 1, step: 宣布开始, role: command, action: 说明情景, after_minutes: 0}
  - {stage: execute, number: 2, step: 看谁占得多, role: execute, action: 照手册看, after_minutes: 10}
"""


def run_base() -> dict[str, bytes]:
    """The files of the base, without settings."""
    person = PERSON.format(id="P-002", name="工程师乙", side="provider", role="")
    coming = OBLIGATION.format(id="OB-910", title="到场", element="process", phase="operation", judge=COMING)
    return {
        **files(),
        "records/resource/asset/AS-DB-01.yaml": ASSET.encode(),
        "records/requirements/obligation/OB-910.yaml": coming.encode(),
        "records/people/person/P-002.yaml": person.encode(),
        "docs/runbooks/RB-DISK.md": DISK.encode(),
        "docs/runbooks/RB-BASE.md": BASE.encode(),
        "docs/emergency/EP-FLOOD.md": PLAN.encode(),
        "records/technology/drill/2026/DR-2026-01.yaml": DRILL.encode(),
    }
