"""Inspections, their templates and what these take from the contract, from format 1 to 2."""

from __future__ import annotations

from typing import Any

from generators.authoring.steps.step import Files, Step, each, governing, records, rows
from generators.authoring.yaml_text import Add, Edit, Remove, Rename, edited

_TEMPLATES = "records/technology/inspection-template/"
# the lists that the schema of format 1 held, with the words it had for their codes
_PARTS = {"state": "运行状态巡检", "monitoring": "运行状态监控", "tuning": "性能调优"}
_PLACES = {
    "application-server": "应用服务器",
    "database-server": "数据库服务器",
    "platform": "平台功能",
    "client": "采集客户端",
}
_SIDES = {"high-is-bad": "above", "low-is-bad": "below"}


def _limits(data: dict[str, Any]) -> list[Edit]:
    """Say of each limit on which side of it a reading is bad; the direction says no more then."""
    edits: list[Edit] = []
    for number, row in rows(data, "items"):
        side = _SIDES.get(str(row.get("direction")))
        if side is None:
            continue
        edits.append(Remove(("items", number, "direction")))
        edits += [
            Rename(("items", number, name), f"{name}_{side}") for name in ("warn", "alarm") if name in row
        ]
    return edits


def _lists(files: Files) -> Files:
    """Give the contract the parts and places of which the templates speak."""
    items = [row for _, data in records(files, _TEMPLATES) for _, row in rows(data, "items")]
    wanted: dict[str, Any] = {}
    for name, column, words in (("inspection_parts", "part", _PARTS), ("places", "place", _PLACES)):
        if any(str(row.get(column)) in words for row in items):
            wanted[name] = [{"code": code, "name": word} for code, word in words.items()]
    changed = {}
    for path, data in governing(files).items():
        missing = {name: listed for name, listed in wanted.items() if name not in data}
        if missing:
            after = "team" if "team" in data else list(data)[-1]
            changed[path] = edited(files[path], [Add((after,), missing)])
    return changed


LISTS = Step("巡检的合同部分和对象改由合同列出：补上 inspection_parts、places", _lists)
LIMITS = Step(
    "阈值分上下两边写：warn、alarm 按 direction 改为 warn_above、alarm_above 或 warn_below、alarm_below",
    each(_TEMPLATES, _limits),
)
