"""Random bases as plain data, at the edges of the days on which something changes; and their records."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from typing import Any

from naive_base import Plain, written
from naive_clock import NaiveCalendar, number

LEVELS = ("L1", "L2", "L3")
YEARS = [("2026-01-01", "2026-12-31"), ("2027-01-01", "2027-12-31"), ("2026-07-01", "2027-06-30")]
DAYS = (
    "2026-03-29",
    "2026-07-01",
    "2026-07-02",
    "2026-09-30",
    "2026-12-31",
    "2027-01-01",
)  # clocks in Berlin change
CLOSED = {
    "cause_class": "power",
    "cause": "机房断电",
    "resolution": "恢复供电",
    "no_change_reason": "供电由物业恢复",
}


def some_contracts(dice: random.Random) -> list[Plain]:
    """One to three agreements, each amended up to three times, an amendment perhaps struck out."""
    found: list[Plain] = []
    for head in range(dice.choice([1, 1, 2, 2, 3])):
        term = dict(zip(("from", "to"), YEARS[head], strict=True))
        chain: list[dict[str, Any]] = [
            {"id": f"CT-2026-{head + 1}0", "term": term, "levels": some_levels(dice)}
        ]
        last = date.fromisoformat(term["from"])
        for index in range(dice.choice([0, 1, 1, 2, 3])):
            inside = [day for day in DAYS if last.isoformat() < day <= term["to"]]
            since = dice.choice(inside) if inside and dice.random() < 0.7 else None
            if since is None:
                since = (last + timedelta(days=dice.randint(1, 80))).isoformat()
            if since > term["to"]:
                break
            sound = [one for one in chain if "voided" not in one]
            chain.append({
                "id": f"CT-2026-{head + 1}{index + 1}",
                "amends": dice.choice(sound)["id"],
                "effective_from": since,
                "term": term,
                "levels": some_levels(dice),
                **({"voided": True} if dice.random() < 0.15 else {}),
            })  # fmt: skip
            last = date.fromisoformat(since)
        found += chain
    return found


def some_levels(dice: random.Random) -> list[dict[str, Any]]:
    codes = LEVELS if dice.random() < 0.8 else dice.sample(LEVELS, 3)
    respond = sorted(dice.choices([20, 30, 60, 240], k=len(codes)))  # the strictest level stands first
    restore = sorted(dice.choices([60, 120, 480, 1440], k=len(codes)))
    return [
        {"code": code, "respond": answer, "restore": end}
        for code, answer, end in zip(codes, respond, restore, strict=True)
    ]


def some_calendars(dice: random.Random) -> list[Plain]:
    """Hours, and from some day on others."""
    found: list[Plain] = []
    for index, since in enumerate([None, *sorted(dice.sample(DAYS, dice.choice([0, 1, 2])))]):
        begin, noon, after, end = sorted(dice.sample(range(24), 4))
        data: dict[str, Any] = {
            "zone": dice.choice(["Asia/Shanghai", "Asia/Shanghai", "Europe/Berlin"]),
            "always": False,
            "windows": [
                {"weekdays": [1, 2, 3, 4, 5], "from": f"{begin:02}:30", "to": f"{noon:02}:30"},
                {"weekdays": [1, 2, 3, 4, 5, 6], "from": f"{after:02}:30", "to": f"{end:02}:30"},
            ],
            "holidays": [{"date": "2026-10-01", "name": "国庆"}, {"date": "2027-01-01", "name": "元旦"}],
            "work": [{"date": "2026-07-05", "name": "调休"}],
            "years": [2026, 2027],
        }
        more = {} if since is None else {"amends": f"CAL-{'ABC'[index - 1]}", "effective_from": since}
        found.append({"id": f"CAL-{'ABC'[index]}", "data": data, "clock": NaiveCalendar(data), **more})
    return found


def some_people(dice: random.Random) -> dict[str, Plain]:
    """One of ours, one of theirs, one who comes late or leaves, one who changes sides."""
    day, other = dice.choice(DAYS), dice.choice(DAYS)
    before = (date.fromisoformat(day) - timedelta(days=1)).isoformat()
    return {
        "P-001": {"side": "provider", "posts": [{"from": "2026-01-01"}]},
        "P-002": {"side": "customer", "posts": [{"from": "2026-01-01"}]},
        "P-003": {"side": "customer", "posts": [{"from": min(day, other), "to": max(day, other)}]},
        "P-004": {"side": "provider", "posts": [{"from": "2026-01-01", "to": before}, {"from": day, "side": "customer"}]},
    }  # fmt: skip


def some_obligations(dice: random.Random, contracts: list[Plain], calendars: list[Plain]) -> list[Plain]:
    sources = [one["id"] for one in contracts if "voided" not in one]
    found: list[Plain] = []
    for index in range(4):
        one: dict[str, Any] = {"id": f"OB-90{index}", "to": ("responded", "restored")[index % 2]}
        one["source"] = "STD-ONE" if dice.random() < 0.3 else dice.choice(sources)
        if dice.random() < 0.2:
            one["minutes"] = dice.choice([30, 120])
        if dice.random() < 0.5:
            one["calendar"] = dice.choice(calendars)["id"]
        if dice.random() < 0.5:
            one["pauses"] = ["waiting-user"]
        if dice.random() < 0.3:
            one["levels"] = dice.sample(LEVELS, dice.choice([1, 2]))
        found.append(one)
    return found


def some_incident(dice: random.Random, name: str, contracts: list[Plain], now: str) -> Plain | None:
    """An incident, more often than not at the edge of a day on which something changes; None without a contract."""
    near = number(datetime.fromisoformat(f"{dice.choice(DAYS)}T00:00:00+08:00"))
    begin = near + dice.choice([-1, 0, 1, dice.randint(-2000, 2000)])
    if dice.random() < 0.3:
        begin = number(datetime.fromisoformat(now)) - dice.randint(-30, 2000)
    is_old = (
        begin < number(datetime.fromisoformat(now)) - 15_000
    )  # what still ran would be counted for months
    time = written(begin, dice.choice(["Asia/Shanghai", "Asia/Shanghai", "UTC"]))
    day = written(begin)[:10]
    holding = [
        one for one in contracts if one["term"]["from"] <= day <= one["term"]["to"] and "voided" not in one
    ]
    if not holding:
        return None
    one: dict[str, Any] = {"id": name, "level": dice.choice(LEVELS), "reported": time}
    if dice.random() < 0.5:
        one["contract"] = dice.choice(holding)["id"]
    end = some_events(dice, one, begin, is_old=is_old)
    return one if "withdrawn" in one else one | some_rows(dice, one, begin, end)


def some_events(dice: random.Random, one: dict[str, Any], begin: int, *, is_old: bool) -> int:
    """Let it be answered, restored, reopened, closed or withdrawn, or not; give the minute of the last of it."""
    at = begin + dice.choice([0, 20, 30, 31, 60, dice.randint(0, 1500)])
    if is_old or dice.random() < 0.8:
        one["responded"] = written(at)
    if dice.random() < 0.1:
        one |= {"withdrawn": written(at + 5), "note": "弄错了"}
        return at + 5
    if not is_old and dice.random() < 0.3:
        return at + 600
    at += dice.choice([0, 60, 120, dice.randint(0, 1500)])
    one["restored"] = written(at)
    rows: list[dict[str, Any]] = []
    for _ in range(dice.choice([0, 0, 1, 2])):
        again = at + dice.randint(1, 600)
        at = again + dice.randint(0, 600)
        rows.append({"at": written(again), "reason": "又断了", "restored": written(at)})
    if rows:
        one["reopenings"] = rows
    if rows and not is_old and dice.random() < 0.4:
        del rows[-1]["restored"]
    elif dice.random() < 0.5:
        at += dice.randint(0, 60)
        one |= {"closed": written(at), **CLOSED}
        if not rows and dice.random() < 0.2:
            one["restored"] = {"certainty": "unknown"}
    return at


def some_rows(dice: random.Random, one: Plain, begin: int, end: int) -> dict[str, Any]:
    """Changes of level and waits within a life."""
    rows: dict[str, Any] = {}
    people = ["P-001", "P-002", "P-002", "P-003", "P-004", None]
    times = sorted({dice.randint(begin, end) for _ in range(dice.choice([0, 0, 1, 2, 3]))})
    level, changes = one["level"], []
    for at in times:
        to = dice.choice([code for code in LEVELS if code != level])
        change = {
            "from": level,
            "to": to,
            "at": written(at),
            "by": "P-001",
            "reason": "情况变了",
            "approver": dice.choice(people),
        }
        changes.append({key: value for key, value in change.items() if value})
        level = to
    edges = sorted({dice.randint(begin, end) for _ in range(2 * dice.choice([0, 0, 1, 2]))})
    pauses = []
    for start, stop in zip(edges[::2], edges[1::2], strict=False):
        rounds = [(written(begin), one), *((row["at"], row) for row in one.get("reopenings", ()))]
        ends = [(first, row.get("restored")) for first, row in rounds]
        cut = [end for first, end in ends if isinstance(end, str) and first <= written(start) < end]
        pause = {"from": written(start), "to": min([written(stop), *cut]), "approver": dice.choice(people)}
        pause["reason"] = dice.choice(["waiting-user", "waiting-user", "observation"])
        pauses.append({key: value for key, value in pause.items() if value})
    is_over = "restored" in one or "closed" in one
    if pauses and not is_over and dice.random() < 0.5:
        del pauses[-1]["to"]
    if changes:
        rows["level_changes"] = changes
    if pauses:
        rows["pauses"] = pauses
    return rows


def some_base(seed: str) -> Plain:
    dice = random.Random(seed)  # noqa: S311 - cases are to be the same every time
    contracts, calendars = some_contracts(dice), some_calendars(dice)
    edge = number(datetime.fromisoformat(f"{dice.choice(DAYS)}T00:00:00+08:00"))
    now = written(
        dice.choice(
            [edge, edge + 720, edge + 4000, number(datetime.fromisoformat("2027-06-01T12:00:00+08:00"))]
        )
    )
    names = (f"INC-2026-{index:04}" for index in range(16))
    incidents = [one for name in names if (one := some_incident(dice, name, contracts, now))]
    return {
        "now": now,
        "default": dice.choice([None, *[one["id"] for one in contracts if "voided" not in one]]),
        "contracts": contracts,
        "calendars": calendars,
        "people": some_people(dice),
        "obligations": some_obligations(dice, contracts, calendars),
        "incidents": incidents,
    }


def records_of(base: Plain) -> dict[str, dict[str, Any]]:
    """Write the records, by id, as somebody would."""
    records: dict[str, dict[str, Any]] = {"STD-ONE": {
        "id": "STD-ONE", "code": "GB/T 1", "edition": "2022", "title": "运行维护要求", "status": "in-force", "confidence": "B",
    }}  # fmt: skip
    for one in base["contracts"]:
        levels = [
            {"code": row["code"], "name": "级", "meaning": "平台全停", "respond_minutes": row["respond"],
             "arrive_minutes": 60, "restore_minutes": row["restore"]}
            for row in one["levels"]
        ]  # fmt: skip
        records[one["id"]] = {
            "id": one["id"], "title": "平台运维合同", "customer": "某单位", "provider": "运维单位", "term": one["term"],
            "price": {"amount_yuan": 1, "covers": ["标准运维"]}, "levels": levels,
            "services": [{"code": "S-ONE", "name": "支持", "summary": "有事就办", "locator": "样例"}],
            "team": [{"role": "engineer", "name": "工程师", "duties": "处理故障", "count": 1}],
            "signed": "2025-06-01",  # what binds is known before it does: not what this is about
            **{key: one[key] for key in ("amends", "effective_from") if key in one},
        }  # fmt: skip
        if "voided" in one:
            records[one["id"]]["voided"] = {
                "reason": "弄错了合同",
                "by": "P-001",
                "at": "2026-01-01T10:00:00+08:00",
            }
    for one in base["calendars"]:
        more = {key: one[key] for key in ("amends", "effective_from") if key in one}
        records[one["id"]] = {"id": one["id"], "title": "上班的钟", **one["data"], **more}
    for name, one in base["people"].items():
        posts = [{"post": "岗位", **row} for row in one["posts"]]
        records[name] = {
            "id": name,
            "name": "某人",
            "organisation": "单位",
            "side": one["side"],
            "posts": posts,
        }
    for one in base["obligations"]:
        clock = {"kind": "incident", "from": "reported", "to": one["to"]}
        by = {"limit_by_level": "respond_minutes" if one["to"] == "responded" else "restore_minutes"}
        clock |= {"limit_minutes": one["minutes"]} if "minutes" in one else by
        clock |= {"calendar": one["calendar"]} if "calendar" in one else {}
        clock |= {"pause_reasons": one["pauses"]} if "pauses" in one else {}
        clock |= {"where": [{"field": "level", "is": one["levels"]}]} if "levels" in one else {}
        records[one["id"]] = {
            "id": one["id"], "title": "试判的义务", "source": one["source"], "locators": ["样例"],
            "summary": "为测试写的义务。", "element": "process", "phase": "operation", "severity": "normal",
            "judge": {"clock": clock},
        }  # fmt: skip
    for one in base["incidents"]:
        records[one["id"]] = {
            "reporter": {"department": "科室"},
            "phenomenon": "打不开了",
            "channel": "phone",
            **one,
        }
    return records
