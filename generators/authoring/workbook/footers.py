"""Rows under a heading that are no data: sums, notes, who filled the sheet in, a heading once more."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from generators.authoring.workbook.cells import is_empty, tidy
from generators.authoring.workbook.layout import Heading
from generators.authoring.workbook.titles import key_of

_SUM = re.compile(
    r"(?:本?[页日周旬月季年]?度?[合总小累共]计|平均|均值)[值数]?(?:[\s:：(（0-9].*)?|共\s*[0-9]+\s*\S{1,2}",
    re.DOTALL,
).fullmatch
_NOTE = re.compile(r"(?:备注|注|说明|示例|例|(?:填表|制表|审核|审批|批准)\S{0,3})\s*[:：]").match
_LABEL = re.compile(r"[^\s:：]{2,8}[:：]").match
_LEAST = 2  # titles that make a heading
_LONGEST = 20  # characters of a title


def is_footer(row: Sequence[Any], columns: int) -> bool:
    """Say whether a row is a sum, a note or words below the table; `columns` is how many are known."""
    there = [cell for cell in row if not is_empty(cell)]
    first = tidy(str(there[0])) if there else ""
    if _SUM(first) or _NOTE(first):
        return True
    if all(isinstance(cell, str) and _LABEL(tidy(cell)) for cell in there):
        return True  # such as who signs, and when
    is_one = len(there) == 1 and columns > 1
    return is_one and isinstance(there[0], str) and (":" in first or "：" in first)


def is_heading(row: Sequence[Any], heading: Heading) -> bool:
    """Say whether a row holds the titles of the table once more, in whatever order."""
    first = row[at] if (at := min(heading.columns)) < len(row) else ""
    if not isinstance(first, str) or not 0 < len(first) <= _LONGEST:
        return False  # as nearly all rows are: the rest is slow
    titles = {key_of(one.title) for one in heading.columns.values()}
    titles |= {key_of(heading.titles[at]) for at in heading.columns}
    there = [key_of(tidy(cell)) for cell in row if isinstance(cell, str) and not is_empty(cell)]
    return (
        key_of(first) in titles
        and len(there) >= _LEAST
        and sum(one in titles for one in there) * 2 > len(there)
    )
