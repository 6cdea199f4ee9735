"""What a cell is checked by while it is filled, and what is said beside it: in the limits that Excel sets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from generators.kinds.field import TIMES, Field, Form

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

PROMPT, PROMPT_TITLE = 255, 32  # characters
Style = Literal["stop", "warning"] | None
_CUT = "……"
_FIRST, _LAST = "36526", "73050"  # days as workbooks count them: 2000-01-01 to 2099-12-31
_NUMBERS = {Form.INTEGER: "whole", Form.NUMBER: "decimal"}
_TEXTS = (Form.TEXT, Form.MARKDOWN)
_LONGEST = 32_767  # characters of a cell
_MOST = 10**9


class Checks:
    """Adds checks to one sheet."""

    def __init__(self, sheet: Worksheet, ranges: Mapping[tuple[str, ...], str]) -> None:
        """Take the sheet, and where the words to choose from stand, by the path of the field."""
        self._sheet, self._ranges = sheet, ranges

    def add(self, field: Field, title: str, help_: str, cells: str) -> None:
        """Check the cells that a field is written in."""
        from openpyxl.worksheet.datavalidation import DataValidation

        rule, style, error = self._rule(field, title)
        check = DataValidation(**rule, allow_blank=True)
        check.showInputMessage, check.promptTitle = bool(help_), cut(title, PROMPT_TITLE)
        check.prompt = cut(help_, PROMPT) if help_ else None
        check.showErrorMessage, check.errorStyle = style is not None, style
        check.errorTitle, check.error = cut(title, PROMPT_TITLE), cut(error, PROMPT)
        check.add(cells)
        self._sheet.add_data_validation(check)

    def _rule(self, field: Field, title: str) -> tuple[dict[str, Any], Style, str]:
        """Give the rule, how strictly it is kept, and what is said to who breaks it."""
        if field.at in self._ranges:
            is_several = field.form is Form.LIST
            is_open = field.form is Form.REFERENCE
            style: Style = None if is_several else "warning" if is_open else "stop"
            rule = {"type": "list", "formula1": self._ranges[field.at]}
            return rule, style, f"「{title}」从下拉里选一个。"
        limits = field.limits
        if field.form in TIMES:
            rule = {"type": "date", "operator": "between", "formula1": _FIRST, "formula2": _LAST}
            example = "2026-03-05" if field.form is Form.DATE else "2026-03-05 09:10"
            return rule, "warning", f"「{title}」写成 {example}；大约、不详也可以写。"
        if field.form in _NUMBERS:
            low = limits.minimum if limits.minimum is not None else limits.above
            high = limits.maximum if limits.maximum is not None else limits.below
            low, high = (-_MOST if low is None else low), (_MOST if high is None else high)
            rule = {
                "type": _NUMBERS[field.form],
                "operator": "between",
                "formula1": f"{low}",
                "formula2": f"{high}",
            }
            return rule, "stop", f"「{title}」写 {low} 到 {high} 的数，不写单位。"
        if field.form in _TEXTS and (limits.max_length or limits.min_length):
            low, high = limits.min_length or 0, limits.max_length or _LONGEST
            rule = {"type": "textLength", "operator": "between", "formula1": f"{low}", "formula2": f"{high}"}
            return rule, "stop", f"「{title}」写 {low} 到 {high} 个字。"
        return {"type": None}, None, ""


def cut(text: str, longest: int) -> str:
    """Shorten a text to what fits."""
    return text if len(text) <= longest else text[: longest - len(_CUT)] + _CUT
