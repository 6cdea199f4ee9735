"""Rosters, from format 1 to 2: rows become days laid out by the contract's shifts.

All is as it was to the second. A row that no shift says stays, and so does a roster whose contract nobody can
tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any
from zoneinfo import ZoneInfo

from generators import config
from generators.authoring.steps import shift_codes
from generators.authoring.steps.days import laid_out
from generators.authoring.steps.shift_codes import Row, Shift
from generators.authoring.steps.step import CONTRACTS, Files, Step, governing, records, rows
from generators.authoring.yaml_text import Add, Edit, Remove, edited

_ROSTERS = "records/people/roster/"


def _shifts(files: Files) -> Files:
    """Give each contract that has none the shifts of its rosters; those that amend it have the same."""
    zone = config.read(files).zone
    changed = {}
    contracts = dict(records(files, CONTRACTS))
    by_contract: defaultdict[str, list[list[Row]]] = defaultdict(list)
    for _, data in records(files, _ROSTERS):
        if "days" not in data and (path := _contract(files, data)):
            by_contract[path].append(_read(data, zone))
    for path, rosters in by_contract.items():
        family = [one for one in contracts if _first(contracts, one) == _first(contracts, path)]
        if any("shifts" in contracts[one] for one in family):
            continue
        if listed := shift_codes.found(rosters):
            for one in family:
                after = "team" if "team" in contracts[one] else list(contracts[one])[-1]
                changed[one] = edited(files[one], [Add((after,), {"shifts": listed})])
    return changed


def _days(files: Files) -> Files:
    """Lay out the rows of each roster by the shifts of its contract."""
    zone = config.read(files).zone
    contracts = dict(records(files, CONTRACTS))
    known = {path: _sound(data) for path, data in contracts.items()}
    changed = {}
    for path, data in records(files, _ROSTERS):
        contract = _contract(files, data)
        if contract and "days" not in data and (edits := _laid_out(data, known[contract], zone)):
            changed[path] = edited(files[path], edits)
    return {path: new for path, new in changed.items() if new != files[path]}


def _laid_out(data: Mapping[str, Any], shifts: Sequence[Shift], zone: ZoneInfo) -> list[Edit]:
    days, taken = laid_out(_read(data, zone), shifts, zone)
    names = list(data)
    if not taken or names[0] == "shifts":
        return []
    whole = len(taken) == len(data["shifts"])
    less: list[Edit] = [Remove(("shifts",))] if whole else [Remove(("shifts", one)) for one in sorted(taken)]
    return [Add((names[names.index("shifts") - 1],), {"days": days}), *less]


def _read(data: Mapping[str, Any], zone: ZoneInfo) -> list[Row]:
    found = (shift_codes.read(number, row, zone) for number, row in rows(data, "shifts"))
    return [row for row in found if row]


def _sound(data: Mapping[str, Any]) -> list[Shift]:
    """Give the shifts of a contract; none if a time of theirs is no time."""
    shifts = shift_codes.written([row for _, row in rows(data, "shifts")])
    try:
        for one in shifts:
            for begin, end, _, _ in one.rows():
                time.fromisoformat(begin), time.fromisoformat(end)
    except ValueError:
        return []
    return shifts


def _contract(files: Files, data: Mapping[str, Any]) -> str | None:
    """Give the contract of a roster: what it names, else the one that is meant where none is named."""
    found = dict(records(files, CONTRACTS))
    if "contract" in data:
        named = f"{CONTRACTS}{data['contract']}.yaml"
        return named if named in found else None
    meant = governing(files)
    return next(iter(meant)) if len({_first(found, path) for path in meant}) == 1 else None


def _first(contracts: Mapping[str, Mapping[str, Any]], path: str) -> str:
    """Give the contract that a chain of amendments begins with."""
    seen = {path}
    while "amends" in contracts[path]:
        path = f"{CONTRACTS}{contracts[path]['amends']}.yaml"
        if path in seen or path not in contracts:
            break
        seen.add(path)
    return path


SHIFTS = Step("值班的班次由合同列出：按值班表里天天一样的起止补上 shifts，名称照起止写的，可以改", _shifts)
DAYS = Step("值班表改为按班次逐日排：连着几天一行，不合班次的行照旧", _days)
