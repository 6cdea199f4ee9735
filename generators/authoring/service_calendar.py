"""The calendar of a contract's hours: one that the base has with the same hours, else a new one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from generators.authoring.contract_answers import Answers
from generators.authoring.office_hours import Hours
from generators.authoring.there import standing
from generators.authoring.yaml_text import written
from generators.kinds.kind import Kind
from generators.records.calendars import HOLIDAYS, SWAPPED, YEARS

_ALWAYS = "CAL-7X24"
_ZONE = "Asia/Shanghai"
_DATE = len("2026-01-01")


class ServiceCalendar(NamedTuple):
    """The calendar by which a contract's clocks run, and its file where it is new."""

    id: str
    files: Mapping[str, bytes]


def calendar_of(
    told: Answers, kind: Kind, files: Mapping[str, bytes], holidays: Mapping[str, Any]
) -> tuple[ServiceCalendar, list[str]]:
    """Find or make the calendar of these hours; and tell which years of the term nobody has days off for."""
    there = dict(standing(kind, files))
    term = _years(told)
    for name, data in there.items():
        if _is_like(data, told.hours, kind.role("hours")):
            return ServiceCalendar(name, {}), _missing(name, data, term)
    name = _ALWAYS if told.hours.always and _ALWAYS not in there else f"CAL-{told.contract['id']}"
    data = {
        "id": name,
        "title": "全天候" if told.hours.always else f"{told.contract['id']} 的服务时间",
        "zone": _ZONE,
    }
    data |= {"always": True} if told.hours.always else _weekly(told.hours, kind.role("hours"), holidays, term)
    if serves := kind.role("serves"):
        data[serves] = [told.contract["id"]]
    return ServiceCalendar(name, {str(kind.home(name)): written(data)}), _missing(name, data, term)


def _is_like(data: Mapping[str, Any], hours: Hours, table: str) -> bool:
    if hours.always or data.get("always"):
        return hours.always and data.get("always") is True
    return data.get("zone") == _ZONE and _laid_out(data.get(table)) == _laid_out(hours.windows)


def _laid_out(rows: Any) -> set[tuple[int, str, str]]:
    if not isinstance(rows, Sequence):
        return set()
    return {(day, row["from"], row["to"]) for row in rows for day in row["weekdays"]}


def _years(told: Answers) -> list[int]:
    term = told.contract.get("term")
    ends = [term.get(one) for one in ("from", "to")] if isinstance(term, dict) else []
    found = [
        int(one[:4]) for one in ends if isinstance(one, str) and len(one) == _DATE and one[:4].isdecimal()
    ]
    return list(range(min(found), max(found) + 1)) if found else []


def _missing(name: str, data: Mapping[str, Any], term: Sequence[int]) -> list[str]:
    known = data.get(YEARS, ())
    years = [] if data.get("always") else [year for year in term if year not in known]
    return [f"{name} 没有 {year} 年的放假和调休；照国务院的通知补上，不补就判不了那一年。" for year in years]


def _weekly(hours: Hours, table: str, holidays: Mapping[str, Any], term: Sequence[int]) -> dict[str, Any]:
    # a calendar must know some year; which ones it lacks is told
    known = [one for one in holidays[YEARS] if not term or one["year"] in term] or holidays[YEARS][-1:]
    return {
        "always": False,
        table: list(hours.windows),
        YEARS: [one["year"] for one in known],
        HOLIDAYS: [row for one in known for row in one[HOLIDAYS]],
        SWAPPED: [row for one in known for row in one[SWAPPED] if _is_swap(row["date"], hours)],
    }


def _is_swap(day: str, hours: Hours) -> bool:
    """Say whether a day off that is worked instead differs from its weekday: it has the hours of a Monday."""
    monday, own = (
        {row[1:] for row in _laid_out(hours.windows) if row[0] == one}
        for one in (1, date.fromisoformat(day).isoweekday())
    )
    return bool(monday) and monday != own
