"""What a workbook shows and its values do not tell: formulas without one, what is struck out, hidden, noted.

calamine, which reads the values, cannot tell a formula that was never computed, or a cell that shows an
error, from an empty cell; openpyxl can. It is slow, and looks at books that people fill: others have none.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

MOST = 20_000  # cells of a book that is looked at
STRUCK = "划掉了；不要就清空，要就去掉删除线"
_FORMULA = "是公式，没有算好的值；在 Excel 里打开、保存一次，或改成值"
_PERCENT = "是百分比，存的数是 {}；格式改成常规，写 50 这样的数"
_ERROR = "显示的是出错值；改成值，没有就清空"
_PICTURES = ("xl/media/", "xl/cellimages")  # where Excel and WPS keep them


class Looks(NamedTuple):
    """What is to be known of one sheet; rows and columns count from 0."""

    troubles: Mapping[tuple[int, int], str] = {}  # cells that show no value, and why
    struck: frozenset[int] = frozenset()  # rows with nothing in them that is not struck out
    hidden: frozenset[int] = frozenset()  # rows, by hand or by a filter
    hidden_columns: frozenset[int] = frozenset()
    remarks: Mapping[tuple[int, int], str] = {}  # beside the cells


PLAIN = Looks()


def looks(data: bytes) -> Mapping[str, Looks]:
    """Look at a book in the format of Excel; nothing is told of one that openpyxl cannot read."""
    import warnings

    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that openpyxl does not keep: nothing is written back
        try:
            told, shown = (openpyxl.load_workbook(io.BytesIO(data), data_only=only) for only in (False, True))
        except Exception:  # noqa: BLE001 - it stumbles over parts that hold no values, such as filters
            return {}
    return {sheet.title: _sheet(sheet, shown[sheet.title]) for sheet in told.worksheets}


def has_pictures(data: bytes) -> bool:
    """Say whether pictures lie in a book in the format of Excel."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return any(name.startswith(_PICTURES) for name in archive.namelist())
    except zipfile.BadZipFile:
        return False


def _sheet(sheet: Any, values: Any) -> Looks:
    troubles: dict[tuple[int, int], str] = {}
    remarks: dict[tuple[int, int], str] = {}
    struck: set[int] = set()
    for number, (row, shown) in enumerate(zip(sheet.iter_rows(), values.iter_rows(), strict=True)):
        there = [cell for cell in row if cell.value not in (None, "")]
        if there and all(cell.font.strike for cell in there):
            struck.add(number)
        for column, (cell, value) in enumerate(zip(row, shown, strict=True)):
            if cell.comment:
                remarks[number, column] = str(cell.comment.text).strip()
            if number not in struck and (trouble := _trouble(cell, value)):
                troubles[number, column] = trouble
    hidden = frozenset(at - 1 for at, one in sheet.row_dimensions.items() if one.hidden)
    return Looks(troubles, frozenset(struck), hidden, frozenset(_columns(sheet)), remarks)


def _trouble(cell: Any, value: Any) -> str:
    if value.data_type == "e":
        return _ERROR
    if cell.data_type == "f" and value.value is None:
        return _FORMULA
    if cell.value not in (None, "") and cell.font.strike:
        return STRUCK
    if value.data_type == "n" and value.value is not None and "%" in value.number_format:
        return _PERCENT.format(value.value)
    return ""


def _columns(sheet: Any) -> Iterator[int]:
    for one in sheet.column_dimensions.values():
        if one.hidden:
            yield from range(one.min - 1, one.max)
