"""How people type a value into a cell: for examples in a blank, and to know them again in a filled one."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from generators.authoring.workbook.cells import is_wordy
from generators.kinds.field import MOMENTS, Field, Form

EXAMPLE = "示例"  # at the head of a row that is not read
_DAY = 10  # characters of a date


def typed(field: Field, value: Any) -> str:
    """Give a value as a person types it into one cell."""
    if field.form is Form.LIST and field.item:
        return ("；" if is_wordy(field.item) else "、").join(typed(field.item, one) for one in value)
    if field.form in MOMENTS:
        told = value.get("at", "") if isinstance(value, Mapping) else str(value)
        return f"{datetime.fromisoformat(told):%Y-%m-%d %H:%M}" if len(told) > _DAY else told
    if field.form is Form.FLAG:
        return "是" if value else "否"
    return field.word(value) if field.form is Form.CHOICE else str(value)


def example(field: Field) -> str:
    """Give a field's example as a person types it."""
    if field.form is Form.LIST and field.item and not field.examples:
        return typed(field.item, field.item.example())
    return typed(field, field.example())
