"""A base of one contract, its shifts, a few people and rosters: what the tests of duties stand on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from conftest import SETTINGS, schemas

from generators import knowledge
from generators.knowledge import KnowledgeBase
from generators.records.shifts import Span, spread

END = datetime.fromisoformat("2028-12-31T23:59:59+08:00")
SHIFTS = """\
shifts:
  - {code: DAY, name: 白班, from: "08:00", to: "20:00", duty: [hotline], mode: on-site}
  - {code: MAIL, name: 傍晚盯邮箱, from: "17:30", to: "20:00", duty: [desk], mode: on-call, with: DAY}
  - {code: NIGHT, name: 夜班, from: "20:00", to: "08:00", duty: [hotline, desk], mode: on-call}
  - {code: ALL, name: 全天, from: "00:00", to: "00:00", duty: [hotline], mode: on-call}
  - {code: CALL, name: 工程师听班, from: "08:00", to: "08:00", duty: [engineer], mode: on-call}
  - {code: SITE, name: 全天在岗, from: "00:00", to: "00:00", duty: [hotline], mode: on-site}
"""
CONTRACT = """\
id: CT-2026-01
title: 值班的合同
customer: 某单位
provider: 运维单位
locator: 样例
term: {{from: "{begin}", to: "{end}"}}
price: {{amount_yuan: 1, covers: [标准运维]}}
levels:
  - {{code: L1, name: 紧急, meaning: 平台全停, respond_minutes: 30, arrive_minutes: 60, restore_minutes: 120}}
services:
  - {{code: S-ONE, name: 支持, summary: 有事就办, locator: 样例}}
team:
  - {{role: service-desk, name: 服务台, duties: 全天接电话, count: {count}}}
"""
OBLIGATION = """\
id: {id}
title: 试判的义务
source: CT-2026-01
locators: [样例]
summary: 为测试写的义务
element: process
phase: operation
severity: normal
judge:
  {judge}
"""
HOTLINE = "covered: {kind: roster, shifts: shifts, where: [{field: shifts.duty, is: [hotline]}]}"
STAFFED = "staffed: {kind: person, posts: posts, role: role}"
POST = '{post: 服务台, role: service-desk, from: "2020-01-01"}'
PLACES = {"CT": "requirements/contract", "OB": "requirements/obligation", "P-": "people/person"}


def person(number: int, *posts: str, side: str = "provider") -> str:
    rows = "".join(f"  - {post}\n" for post in posts or (POST,))
    return f"id: P-{number:03}\nname: 某某\nside: {side}\norganisation: 单位\nposts:\n{rows}"


def roster(month: str, *, days: Iterable[str] = (), rows: Iterable[str] = ()) -> str:
    """A roster whose first row stands on line 4; days come before rows."""
    text = f'id: RO-{month}\nmonth: "{month[:7]}"\n'
    for name, lines in (("days", list(days)), ("shifts", list(rows))):
        text += f"{name}:\n" + "".join(f"  - {{{line}}}\n" for line in lines) if lines else ""
    return text


def day(date: str, **who: int) -> str:
    """A day: `day("2026-03-01", DAY=1)`."""
    people = ", ".join(f"P-{one:03}" for one in who.values())
    return f'date: "{date}", shifts: [{", ".join(who)}], staff: [{people}]'


def several(first: str, shifts: str, *who: int, **more: str) -> str:
    """Days in one row: `several("2026-03-02", "DAY, NIGHT", 1, 2, last='"2026-03-04"')`."""
    people = ", ".join(f"P-{one:03}" for one in who)
    return f'date: "{first}", shifts: [{shifts}], staff: [{people}]' + "".join(
        f", {name}: {value}" for name, value in more.items()
    )


def row(begin: str, end: str, who: int = 1, duty: str = "hotline", mode: str = "on-call", **more: str) -> str:
    cells = {
        "from": f'"{begin}:00+08:00"',
        "to": f'"{end}:00+08:00"',
        "person": f"P-{who:03}",
        "duty": duty,
        "mode": mode,
    }
    return ", ".join(f"{name}: {value}" for name, value in {**cells, **more}.items())


def read(
    *records: str, term: tuple[str, str] = ("2026-01-01", "2026-12-31"), count: int = 2, now: datetime = END,
    zone: str = "Asia/Shanghai", shifts: str = SHIFTS,
) -> KnowledgeBase:  # fmt: skip
    """Read a base: two people of ours, one of the customer's, who are not among the records, and the rest."""
    contract = CONTRACT.format(begin=term[0], end=term[1], count=count) + shifts
    known = [
        contract,
        OBLIGATION.format(id="OB-901", judge=HOTLINE),
        OBLIGATION.format(id="OB-902", judge=STAFFED),
    ]
    people = {
        1: person(1),
        2: person(2),
        101: person(101, '{post: 科员, from: "2020-01-01"}', side="customer"),
    }
    files = {path: text.encode() for text in (*known, *people.values(), *records) for path in [_path(text)]}
    settings = SETTINGS + f'zone = "{zone}"\n'.encode()
    return knowledge.read({**schemas(), "pyproject.toml": settings, **files}, now)


def found(base: KnowledgeBase) -> list[tuple[str, int, str]]:
    """What is found: the record, the line, the code."""
    return [
        (one.place.path.rsplit("/")[-1].removesuffix(".yaml"), one.place.line, one.code)
        for one in base.findings
    ]


def spans(base: KnowledgeBase, record_id: str, zone: str = "Asia/Shanghai") -> list[Span]:
    record = base.facts.records[record_id]
    return list(
        spread(record, "shifts", base.facts.named_by(record_id), base.facts.records, ZoneInfo(zone)).spans
    )


def told(some: Iterable[Span], zone: str = "Asia/Shanghai") -> list[tuple[str, str, str, str]]:
    """Spans as a person would read them: from, to, who, what."""
    return sorted(
        (
            *(f"{at.astimezone(ZoneInfo(zone)):%m-%d %H:%M}" for at in (one.begin, one.end)),
            one.row["person"],
            one.row["duty"],
        )
        for one in some
    )


def _path(text: str) -> str:
    name = text.split("\n", 1)[0].removeprefix("id: ")
    if name.startswith("RO"):
        return f"records/people/roster/{name[3:7]}/{name}.yaml"
    return f"records/{PLACES[name[:2]]}/{name}.yaml"
