"""A blank as the bytes of an .xlsx: looks, lists to choose from, checks; the same bytes each time."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from generators.authoring.blank.checks import Checks
from generators.authoring.blank.page import Blank, Cell, FormPage, TablePage
from generators.authoring.workbook.examples import EXAMPLE
from generators.authoring.workbook.layout import FORM_HEAD
from generators.authoring.workbook.ours import CHOICES, META, meta_rows
from generators.authoring.workbook.sheet import letters
from generators.authoring.workbook.titles import COUNTING
from generators.kinds.field import Field, Form

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_NAME = 31  # characters of a sheet's name
_UNFIT = re.compile(r"[\[\]:*?/\\]")
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - a workbook knows no zones
_ZIPPED = (1980, 1, 1, 0, 0, 0)
_STAMP = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
_FONT, _HEAD_FILL, _MUST_FILL, _READ_FILL = "宋体", "1F4E79", "FFF2CC", "F2F2F2"
_ACROSS = (16, 46, 70)  # widths of a form page
_NUMBERS = (Form.INTEGER, Form.NUMBER)
_FORMATS = {Form.DATE: "yyyy-mm-dd", Form.MOMENT: "yyyy-mm-dd hh:mm", Form.EVENT: "yyyy-mm-dd hh:mm",
            Form.EVENT_TIME: "yyyy-mm-dd hh:mm"}  # fmt: skip


def written(blank: Blank) -> bytes:
    """Write a blank."""
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator, book.properties.title = "itss template", blank.title
    book.properties.created = _MADE
    ranges = _ranges(blank.choices)
    for page in blank.pages:
        sheet = book.create_sheet(_UNFIT.sub(" ", page.name)[:_NAME])
        writer = _Writer(sheet, Checks(sheet, ranges))
        writer.form(page) if isinstance(page, FormPage) else writer.table(page)
    meta = book.create_sheet(META)
    for row in meta_rows(blank.kind, blank.version):
        meta.append(list(row))
    choices = book.create_sheet(CHOICES)
    for column, words in enumerate(blank.choices.values(), 1):
        for number, word in enumerate(words, 1):
            cell = choices.cell(number, column)
            _put(cell, word)
    meta.sheet_state = choices.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return _fixed(out.getvalue())


def _ranges(choices: Mapping[tuple[str, ...], tuple[str, ...]]) -> dict[tuple[str, ...], str]:
    return {
        at: f"'{CHOICES}'!${letters(column)}$1:${letters(column)}${len(words)}"
        for column, (at, words) in enumerate(choices.items())
    }


def _put(cell: Any, value: Cell) -> None:
    """Write a value as it is: what begins like a formula is text all the same."""
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"


def _fixed(data: bytes) -> bytes:
    """Take out when it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.infolist():
            text = old.read(one.filename)
            if one.filename == "docProps/core.xml":
                text = _STAMP.sub(rb"\g<1>" + f"{_MADE.isoformat()}Z".encode(), text)
            info = zipfile.ZipInfo(one.filename, _ZIPPED)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            new.writestr(info, text)
    return out.getvalue()


class _Writer:
    """Writes one page into its sheet."""

    def __init__(self, sheet: Worksheet, checks: Checks) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

        self._sheet, self._checks = sheet, checks
        line = Side(style="thin", color="A6A6A6")
        self._border = Border(left=line, right=line, top=line, bottom=line)
        self._wrapped = Alignment(wrap_text=True, vertical="center")
        self._plain, self._bold = Font(name=_FONT, size=11), Font(name=_FONT, size=16, bold=True)
        self._head = Font(name=_FONT, size=11, bold=True, color="FFFFFF")
        self._grey = Font(name=_FONT, size=10, italic=True, color="7F7F7F")
        fills = (_HEAD_FILL, _MUST_FILL, _READ_FILL)
        self._fills = {one: PatternFill("solid", start_color=one, end_color=one) for one in fills}

    def form(self, page: FormPage) -> None:
        """Write item, value and explanation, one below the other."""
        self._top(page.head, page.note, len(FORM_HEAD.titles))
        self._heading(FORM_HEAD.titles, _ACROSS)
        for number, line in enumerate(page.lines, 4):
            self._cell(number, 1, f"{line.title}{' *' if line.is_must else ''}", read=True)
            self._cell(number, 2, line.filled, must=line.is_must)
            self._as(number, 2, line.field)
            self._cell(number, 3, line.help, read=True)
            self._checks.add(line.field, line.title, line.help, f"B{number}")
        self._sheet.freeze_panes = "A4"
        self._paper(is_wide=False)

    def table(self, page: TablePage) -> None:
        """Write a heading, what stands in its rows already, and empty rows to fill."""
        columns, first = page.columns, 4
        self._top(page.head, page.note, len(columns))
        titles = [f"{one.title}{' *' if one.is_must else ''}" for one in columns]
        self._heading(titles, [one.width for one in columns])
        own = page.rows
        is_numbered = columns[0].title in COUNTING and page.blanks
        rows = [*own, *((number,) if is_numbered else () for number in range(1, page.blanks + 1))]
        for number, row in enumerate(rows, first):
            is_example = bool(row) and row[0] == EXAMPLE
            for at, column in enumerate(columns):
                value = row[at] if at < len(row) else None
                is_read = column.field is None or is_example or (at < len(row) and value not in (None, ""))
                self._cell(number, at + 1, value, read=is_read, must=column.is_must)
                if column.field:
                    self._as(number, at + 1, column.field)
                if is_example:
                    self._sheet.cell(number, at + 1).font = self._grey
            self._sheet.row_dimensions[number].height = page.tall
        last = first + len(rows) - 1
        for at, column in enumerate(columns):
            if column.field:
                self._checks.add(
                    column.field, column.title, column.help, f"{letters(at)}{first}:{letters(at)}{last}"
                )
        kept = next((at for at, one in enumerate(columns) if one.field), 0)
        self._sheet.freeze_panes = f"{letters(min(kept + 1, 3))}{first}"
        self._paper(is_wide=page.is_wide)

    def _top(self, head: str, note: str, across: int) -> None:
        for number, (text, font) in enumerate(((head, self._bold), (note, self._grey)), 1):
            self._sheet.merge_cells(
                start_row=number, start_column=1, end_row=number, end_column=max(across, 2)
            )
            cell = self._sheet.cell(number, 1)
            _put(cell, text)
            cell.font, cell.alignment = font, self._wrapped
        self._sheet.row_dimensions[1].height = 28
        self._sheet.row_dimensions[2].height = 32

    def _heading(self, titles: Sequence[str], widths: Sequence[int]) -> None:
        for at, (title, width) in enumerate(zip(titles, widths, strict=True)):
            cell = self._sheet.cell(3, at + 1)
            _put(cell, title)
            cell.font, cell.fill, cell.border = self._head, self._fills[_HEAD_FILL], self._border
            cell.alignment = self._wrapped
            self._sheet.column_dimensions[letters(at)].width = width
        self._sheet.row_dimensions[3].height = 30

    def _cell(self, row: int, column: int, value: Cell, *, read: bool = False, must: bool = False) -> None:
        cell = self._sheet.cell(row, column)
        _put(cell, value)
        cell.font, cell.border, cell.alignment = self._plain, self._border, self._wrapped
        if read or must:
            cell.fill = self._fills[_READ_FILL if read else _MUST_FILL]

    def _as(self, row: int, column: int, field: Field) -> None:
        """Keep ids, numbers of phones and texts as they are typed, times as times."""
        cell = self._sheet.cell(row, column)
        cell.number_format = _FORMATS.get(field.form, "General" if field.form in _NUMBERS else "@")

    def _paper(self, *, is_wide: bool) -> None:
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet = self._sheet
        sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
        sheet.page_setup.orientation = "landscape" if is_wide else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.print_title_rows = "1:3"
        sheet.page_margins.left = sheet.page_margins.right = 0.4
        sheet.page_margins.top = sheet.page_margins.bottom = 0.6
        if sheet.oddFooter:
            sheet.oddFooter.center.text = "&A　第 &P 页，共 &N 页"
