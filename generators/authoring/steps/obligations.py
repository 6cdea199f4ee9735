"""Obligations, from format 2 to 3: conditions say what is counted, no longer one field and its values."""

from __future__ import annotations

from typing import Any

from generators.authoring.steps.step import Step, each
from generators.authoring.yaml_text import Edit, Remove, Replace


def _conditions(data: dict[str, Any]) -> list[Edit]:
    """Make a condition of a field and its values; one without the other said nothing that could be kept."""
    judge = data.get("judge")
    edits: list[Edit] = []
    for rule, parameters in judge.items() if isinstance(judge, dict) else ():
        if not isinstance(parameters, dict):
            continue
        field, codes = parameters.get("where"), parameters.get("values")
        if isinstance(field, str) and isinstance(codes, list) and codes:
            edits.append(Replace(("judge", rule, "where"), [{"field": field, "is": codes}]))
            edits.append(Remove(("judge", rule, "values")))
    return edits


CONDITIONS = Step(
    "判定的条件改为表格：where 和 values 合成一条条件",
    each("records/requirements/obligation/", _conditions),
)
