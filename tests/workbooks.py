"""Workbooks for tests, made as people's programs save them."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

Rows = Sequence[Sequence[Any]]


def book(sheets: Mapping[str, Rows], **more: Any) -> bytes:
    """Make an .xlsx; `merged` names ranges by sheet, `hidden` sheets, `epoch` the calendar."""
    found = openpyxl.Workbook()
    found.remove(found.worksheets[0])
    for name, rows in sheets.items():
        sheet: Worksheet = found.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for cells in more.get("merged", {}).get(name, ()):
            sheet.merge_cells(cells)
        sheet.sheet_state = "hidden" if name in more.get("hidden", ()) else "visible"
    if "epoch" in more:
        found.epoch = more["epoch"]
    out = io.BytesIO()
    found.save(out)
    return out.getvalue()
