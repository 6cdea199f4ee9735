"""Drills, from format 4 to 5: each lesson has a code, by which an action says what it is about."""

from __future__ import annotations

from typing import Any

from generators.authoring.steps.step import Step, each
from generators.authoring.yaml_text import Edit, Replace


def _lessons(data: dict[str, Any]) -> list[Edit]:
    """Make a row of each lesson, numbered as they stand; what is a row already, or no text, stays."""
    lessons = data.get("lessons")
    if not isinstance(lessons, list) or not all(isinstance(one, str) for one in lessons):
        return []
    return [
        Replace(("lessons", number), {"code": f"l{number + 1}", "lesson": one})
        for number, one in enumerate(lessons)
    ]


LESSONS = Step(
    "演练的经验教训改为表格：一条一个代码，整改用它指明改的是哪一条",
    each("records/technology/drill/", _lessons),
)
