"""The bytes of a workbook or a CSV file as sheets: what a program saved, not yet what it means.

Values come from calamine, which is quick and knows all formats; `looks` tells what it cannot. What a file is,
its first bytes say: people and programs give endings that are not true.
"""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any, NamedTuple

from generators.authoring.workbook.looks import MOST, PLAIN, has_pictures, looks
from generators.authoring.workbook.ours import CHOICES, META, Meta, meta_of
from generators.authoring.workbook.sheet import Sheet

SUFFIXES = (".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv")
_ZIP, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CIPHER = "EncryptedPackage".encode("utf-16-le")  # the stream that a book with a password is in
_LOCKED = "工作簿有密码；去掉密码另存一份。"
_TEXTS = (".csv", ".tsv", ".xls")  # of which other programs write plain text
_ENCODINGS = ("utf-8-sig", "gb18030")
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_DELIMITERS = ",\t;|"
_LINES = 20  # in which the delimiter is looked for
_FIELD = 1 << 20  # characters of one CSV field


class Unreadable(Exception):
    """A file is none of those that can be read; the message says what to do."""


class Book(NamedTuple):
    """The sheets that people see, and the names of hidden ones that hold something."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[str, ...] = ()
    meta: Meta | None = None  # of a blank of ours
    has_pictures: bool = False


def read(name: str, data: bytes) -> Book:
    """Read a file. Raises Unreadable."""
    if not data.strip():
        raise Unreadable("文件是空的；填好存盘再来。")
    if data.startswith(_OLD) and _CIPHER in data:  # calamine looks for that only in files that have a path
        raise Unreadable(_LOCKED)
    if data.startswith((_ZIP, _OLD)):
        return _book(data)
    if data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        raise Unreadable("这是网页，不是工作簿；用 Excel 或 WPS 打开，另存为 .xlsx 再来。")
    if name.lower().endswith(_TEXTS):
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
        raise Unreadable(_LOCKED) from None
    except (calamine.CalamineError, OSError, ValueError):
        raise Unreadable("读不出这个工作簿；用 Excel 或 WPS 打开，另存为 .xlsx 再来。") from None
    cells = sum(len(row) for one in sheets.values() for row in one.rows)
    if data.startswith(_ZIP) and 0 < cells <= MOST:
        seen_of = looks(data)
        sheets = {name: replace(one, looks=seen_of.get(name, PLAIN)) for name, one in sheets.items()}
    meta = meta_of(sheets[META].rows) if META in sheets else None
    own = (META, CHOICES) if meta else ()
    hidden = (name for name, one in sheets.items() if not seen[name] and any(map(any, one.rows)))
    seen_ = (one for name, one in sheets.items() if seen[name] and name not in own)
    shown = tuple(replace(one, is_ours=meta is not None) for one in seen_)
    return Book(shown, tuple(name for name in hidden if name not in own), meta, has_pictures(data))


def _sheet(sheet: Any) -> Sheet:
    rows = sheet.to_python(skip_empty_area=False)
    merged = tuple((*first, *last) for first, last in sheet.merged_cell_ranges or ())
    return Sheet(sheet.name, rows, merged=merged)


def _csv(data: bytes) -> Sheet:
    text = _text(data)
    lines = text.splitlines()[:_LINES]
    delimiter = max(_DELIMITERS, key=lambda one: max(line.count(one) for line in lines))
    csv.field_size_limit(_FIELD)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "end of data" in str(error):
            raise Unreadable("有一个引号没有配对，后面的都连成了一格；用 Excel 打开看，改好再来。") from None
        rows = _loose(text, delimiter)
    return Sheet("", rows)


def _loose(text: str, delimiter: str) -> list[list[str]]:
    """Read what a strict reader would not, such as signs behind a closing quotation mark."""
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        raise Unreadable("读不出这个 CSV；用 Excel 打开，另存为 .xlsx 再来。") from None


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
