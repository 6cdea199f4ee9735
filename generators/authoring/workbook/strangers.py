"""What somebody wrote over a column or beside a cell and nobody knows: named, never dropped."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from generators.authoring.draft import Spot, Told, Why
from generators.authoring.workbook.cells import tidy
from generators.authoring.workbook.layout import FORM_HEAD, Heading, Shapes
from generators.authoring.workbook.sheet import Sheet
from generators.authoring.workbook.titles import COUNTING, key_of

_ONLY_SEEN = re.compile(
    r"[（(][^（）()]*[)）]"
).fullmatch  # a title in brackets stands over what is only read
_COUNTED = (*COUNTING, "no", "#")
_SHOWN = 40  # characters of a remark, rows of a list
_LABEL = 20  # characters; what is longer is no label


def unseen(sheet: Sheet) -> Iterator[Told]:
    """Name what a sheet holds beside its values, and what its author may not see and is read all the same."""
    seen = sheet.looks
    for (row, column), text in seen.remarks.items():
        yield Told(sheet.spot(row, column), Why.COLUMN, f"这一格的批注没有读：{text[:_SHOWN]}")
    rows = [str(at + 1) for at in sorted(seen.hidden) if at < len(sheet.rows) and any(sheet.rows[at])]
    if rows:
        text = f"第 {'、'.join(rows[:_SHOWN])} 行是隐藏或筛掉的，也读了；不要收的就删掉。"
        yield Told(Spot(sheet.name), Why.ROW, text)
    for column in sorted(seen.hidden_columns):
        if any(len(row) > column and row[column] not in ("", None) for row in sheet.rows):
            yield Told(sheet.spot(0, column), Why.COLUMN, "这一列是隐藏的，也读了；不要收的就删掉。")


def beside(sheet: Sheet, row: int, columns: Sequence[int]) -> Iterator[Told]:
    """Name what stands beside the value of a label, where nobody reads it."""
    for column in columns:
        text = tidy(str(sheet.rows[row][column]))
        if not _ONLY_SEEN(text):
            said = f"旁边的「{text[:_SHOWN]}」没有读：一项只写一格，几条就各写一行或各填一份。"
            yield Told(sheet.spot(row, column), Why.COLUMN, said)


def strange_columns(sheet: Sheet, heading: Heading, kept: Collection[int] = ()) -> Iterator[Told]:
    """Name the columns that nobody knows, but for the one that only counts and those of `kept`."""
    for at, title in heading.unknown.items():
        if at not in kept and key_of(title) not in _COUNTED and not _ONLY_SEEN(title):
            spot = sheet.spot(heading.row, at, title)
            is_second = key_of(title) in {key_of(heading.titles[one]) for one in heading.columns}
            why = f"前面已经有一列「{title}」" if is_second else f"没有叫「{title}」的一项"
            yield Told(spot, Why.COLUMN, f"{why}，这一列没有读。")
    width = max(map(len, sheet.rows))
    titled = heading.columns.keys() | heading.unknown.keys()
    for at in [one for one in range(width) if one not in titled]:
        if any(len(row) > at and row[at] not in ("", None) for row in sheet.rows[heading.row + 1 :]):
            yield Told(sheet.spot(heading.row, at), Why.COLUMN, "这一列没有标题，没有读；写上标题再来。")


def strange_labels(shapes: Shapes, sheet: Sheet) -> Iterator[Told]:
    """Name the labels of a form that nobody knows, where something stands beside them."""
    for number, row in enumerate(sheet.rows):
        label = row[0] if row else ""
        is_filled = any(cell not in ("", None) for cell in row[1:2])
        if isinstance(label, str) and label.strip() not in ("", FORM_HEAD.titles[0]) and is_filled and number:
            name = label.strip()
            if shapes.record.find(name) is None and len(name) <= _LABEL:
                text = f"没有叫「{name}」的一项，没有读。"
                yield Told(sheet.spot(number, 0, name), Why.COLUMN, text)
