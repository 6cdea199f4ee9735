"""Contracts, from format 1 to 2: an amendment says from which day it holds.

Format 1 let it leave that out. A term of its own that begins later than that of what it amends tells the day;
where nothing does, only people know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.authoring.steps.step import CONTRACTS, Files, Step, records
from generators.authoring.yaml_text import Add, edited


def _effective(files: Files) -> Files:
    """Write the day that the term of an amendment tells."""
    contracts = dict(records(files, CONTRACTS))
    changed = {}
    for path, data in contracts.items():
        if _is_open(data) and (day := _later(data, contracts)):
            changed[path] = edited(files[path], [Add(("amends",), {"effective_from": day})])
    return changed


def undated(files: Files) -> Iterator[str]:
    """Yield the amendments of which nothing says from which day they hold."""
    return (path for path, data in records(files, CONTRACTS) if _is_open(data))


def _is_open(data: Mapping[str, Any]) -> bool:
    return "amends" in data and "effective_from" not in data


def _later(data: Mapping[str, Any], contracts: Mapping[str, Mapping[str, Any]]) -> str:
    """Give the first day of an amendment's own term; nothing if it is that of what is amended."""
    own, first = _first_day(data), _first_day(contracts.get(f"{CONTRACTS}{data['amends']}.yaml", {}))
    return own if first and own > first else ""


def _first_day(data: Mapping[str, Any]) -> str:
    term = data.get("term")
    return str(term.get("from", "")) if isinstance(term, Mapping) else ""


EFFECTIVE = Step("补充协议写明生效日期：照它自己的服务期限第一天补上 effective_from", _effective)
