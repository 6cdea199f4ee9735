"""The bytes of a workbook or a CSV file as sheets: what a program saved, not yet what it means.

Values come from calamine, which is quick and knows all formats. It cannot tell a formula that was never
computed, or a cell that shows an error, from an empty cell: of books that people fill openpyxl tells that.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from generators.authoring.workbook.ours import CHOICES, META, Meta, meta_of
from generators.authoring.workbook.sheet import Sheet

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv")
_LOOKED_AT = 20_000  # cells; a book that a program wrote is larger, and has no formulas
_ENCODINGS = ("utf-8-sig", "gb18030")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = ",\t;"
_FIELD = 1 << 20  # characters of one CSV field
_FORMULA = "是公式，没有算好的值；在 Excel 里打开、保存一次，或改成值"
_PERCENT = "是百分比，存的数是 {}；格式改成常规，写 50 这样的数"
_ERROR = "显示的是出错值；改成值，没有就清空"


class Unreadable(Exception):
    """A file is none of those that can be read; the message says what to do."""


class Book(NamedTuple):
    """The sheets that people see, and the names of hidden ones that hold something."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    meta: Meta | None = None  # of a blank of ours


def read(name: str, data: bytes) -> Book:
    """Read a file by its name's ending. Raises Unreadable."""
    if name.lower().endswith(".csv"):
        return Book((_csv(data),))
    return _book(data)


def _book(data: bytes) -> Book:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        seen = {
            one.name: one.visible == calamine.SheetVisibleEnum.Visible
            for one in book.sheets_metadata
            if one.typ == calamine.SheetTypeEnum.WorkSheet
        }
        sheets = {name: _sheet(book.get_sheet_by_name(name)) for name in seen}
    except calamine.PasswordError:
        raise Unreadable("工作簿有密码；去掉密码另存一份。") from None
    except (calamine.CalamineError, OSError, ValueError):
        raise Unreadable("读不出这个工作簿；用 Excel 或 WPS 打开，另存为 .xlsx 再来。") from None
    cells = sum(len(row) for one in sheets.values() for row in one.rows)
    if data[:2] == b"PK" and 0 < cells <= _LOOKED_AT:
        troubles = dict(_troubles(data))
        sheets = {
            name: Sheet(name, one.rows, troubles.get(name, {}), one.merged) for name, one in sheets.items()
        }
    meta = meta_of(sheets[META].rows) if META in sheets else None
    own = (META, CHOICES) if meta else ()
    hidden = (name for name, one in sheets.items() if not seen[name] and any(map(any, one.rows)))
    seen_ = (one for name, one in sheets.items() if seen[name] and name not in own)
    shown = tuple(replace(one, is_ours=meta is not None) for one in seen_)
    return Book(shown, tuple(name for name in hidden if name not in own), meta)


def _sheet(sheet: Any) -> Sheet:
    rows = sheet.to_python(skip_empty_area=False)
    merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return Sheet(sheet.name, rows, {}, merged)


def _troubles(data: bytes) -> Iterator[tuple[str, dict[tuple[int, int], str]]]:
    """Yield of each sheet the cells that show no value although something stands in them."""
    import warnings

    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of parts that openpyxl does not keep: nothing is written back
        try:
            told, shown = (openpyxl.load_workbook(io.BytesIO(data), data_only=only) for only in (False, True))
        except Exception:  # noqa: BLE001 - it stumbles over parts that hold no values, such as filters
            return
    for sheet in told.worksheets:
        found: dict[tuple[int, int], str] = {}
        pairs = zip(sheet.iter_rows(), shown[sheet.title].iter_rows(), strict=True)
        for number, (row, values) in enumerate(pairs):
            for column, (cell, value) in enumerate(zip(row, values, strict=True)):
                if value.data_type == "e":
                    found[number, column] = _ERROR
                elif cell.data_type == "f" and value.value is None:
                    found[number, column] = _FORMULA
                elif value.data_type == "n" and value.value is not None and "%" in value.number_format:
                    found[number, column] = _PERCENT.format(value.value)
        yield sheet.title, found


def _csv(data: bytes) -> Sheet:
    text = _text(data)
    head = text[: text.find("\n")] if "\n" in text else text
    delimiter = max(_DELIMITERS, key=head.count)
    csv.field_size_limit(_FIELD)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise Unreadable("读不出这个 CSV；用 Excel 打开，另存为 .xlsx 再来。") from None
    return Sheet("", rows)


def _text(data: bytes) -> str:
    """Decode by a fixed list: guessing takes Chinese for Korean."""
    encodings = ("utf-16",) if data.startswith(_MARKS) else _ENCODINGS
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Unreadable("看不出是哪种编码；用 Excel 打开，另存为“CSV UTF-8”再来。")
