"""Calendars, from format 1 to 2."""

from __future__ import annotations

from typing import Any

from generators.authoring.steps.step import Step, each
from generators.authoring.yaml_text import Edit, Rename


def _holidays(data: dict[str, Any]) -> list[Edit]:
    return [Rename(("off",), "holidays")] if "off" in data and "holidays" not in data else []


HOLIDAYS = Step(
    "项名 off 改为 holidays（别的 YAML 程序会把 off 读成“否”）",
    each("records/requirements/calendar/", _holidays),
)
