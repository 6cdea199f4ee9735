"""A blank workbook of a kind: the pages of one record, or one page whose rows are records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generators.authoring.asking import Asked, Need, Table, asked, spread, tables
from generators.authoring.blank.days import days_page
from generators.authoring.blank.page import Blank, Column, FormPage, Line, TablePage, numbers
from generators.authoring.blank.parts import Given, parts_page
from generators.authoring.blank.picks import picks
from generators.authoring.workbook.cells import is_wordy
from generators.authoring.workbook.examples import EXAMPLE, example
from generators.authoring.workbook.layout import FORM_HEAD
from generators.authoring.workbook.ours import version_of
from generators.authoring.workbook.register import NUMBER
from generators.kinds.field import Field, Form
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase

_NOTE = "带 * 的必须填。填好存盘，交给 itss import；不用的行和工作表空着。"
_ROWS = "带 * 的必须填，一行一条。填好存盘，交给 itss import。"
_PARTS = "带 * 的必须填，一行一件，写明是哪一条的；没有就空着这张表。"
_SIGN = Column("（签名）", width=20)
_REGISTER, _BLANKS, _LEAST = "登记", 100, 20
_SIGNED = 40  # rows of a page on which people sign
_NARROW, _WIDE, _WIDEST = 10, 24, 40  # widths of columns
_LONG, _LONGER = 40, 120  # characters that a value may have
_ACROSS = 6  # columns that fit on an upright page


class Wanted(NamedTuple):
    """What is wanted of a blank beside its kind."""

    rows: bool = False  # a register: one row, one record
    month: str | None = None
    of: str | None = (
        None  # the id of the record whose rows are gone through, such as a template of inspections
    )


def blank(base: KnowledgeBase, kind: Kind, wanted: Wanted) -> Blank:
    """Make a blank. Raises UserError when what is wanted does not fit the kind."""
    given = Given.of(base, kind, wanted.of, wanted.month)
    title = kind.title
    pages = list(_register(kind) if wanted.rows else _pages(base, kind, given))
    fields = [one for page in pages for one in _fields_of(page)]
    choices = {one.at: some for one in fields if (some := _picks(base, one, given))}
    return Blank(kind.name, title, version_of(kind), tuple(pages), choices)


def _picks(base: KnowledgeBase, field: Field, given: Given) -> tuple[str, ...]:
    if given.owner and field.ref and field.ref.of == given.field:
        return given.rows(field.ref.part or "")
    return picks(base, field)


def _fields_of(page: FormPage | TablePage) -> Iterator[Field]:
    if isinstance(page, FormPage):
        yield from (line.field for line in page.lines)
    else:
        yield from (column.field for column in page.columns if column.field)


def _pages(base: KnowledgeBase, kind: Kind, given: Given) -> Iterator[FormPage | TablePage]:
    lines = tuple(_line(one, given) for one in asked(kind))
    yield FormPage(FORM_HEAD.name, f"{kind.title}：{FORM_HEAD.name}", _NOTE, lines)
    counted = {
        name for name, one in kind.tree.marks.get("whole", {}).items() if isinstance(one.get("count"), str)
    }
    for table in tables(kind):
        laid = days_page(base, table.field, given) or parts_page(base, kind, table.field, given)
        yield laid or _table(kind, table, is_signed=table.field.name in counted)


def _line(one: Asked, given: Given) -> Line:
    said = {Need.CLOSING: "办完必填。"}.get(one.need, "")
    return Line(one.title, one.field, one.need is Need.MUST, said + help_of(one.field), given.filled(one.at))


def _table(kind: Kind, table: Table, *, is_signed: bool) -> TablePage:
    field = table.field
    columns = tuple(table_columns(field))
    shown = (EXAMPLE, *(example(one.field) if one.field else "" for one in columns))
    head = (numbers(columns), *columns, *((_SIGN,) if is_signed else ()))
    blanks = _SIGNED if is_signed else _LEAST
    rows = ((*shown, ""),) if is_signed else (shown,)
    help_ = field.help or "一行一条。"
    return TablePage(
        field.title,
        f"{kind.title}：{field.title}",
        help_,
        head,
        rows,
        blanks,
        len(head) > _ACROSS,
        22 if is_signed else 18,
    )


def table_columns(field: Field) -> Iterator[Column]:
    """Give the columns of a table's rows."""
    for member in field.children.values():
        for one in spread(member, Need.MUST if member.must else Need.MORE):
            yield _column(one)


def _register(kind: Kind) -> Iterator[TablePage]:
    """Make a page whose rows are records, and one for each table, whose rows say where they belong."""
    main = _listed(_REGISTER, f"{kind.title}{_REGISTER}", _ROWS, tuple(_column(one) for one in asked(kind)))
    yield main
    number = main.columns[0].title
    told = f"「{_REGISTER}」里那一条的{number}。"
    of = Column(f"{kind.title}{number}", NUMBER, is_must=True, help=told)
    for table in tables(kind):
        title = table.field.title
        yield _listed(title, f"{kind.title}：{title}", _PARTS, (of, *table_columns(table.field)))


def _listed(name: str, head: str, note: str, columns: tuple[Column, ...]) -> TablePage:
    shown = (EXAMPLE, *(example(one.field) if one.field else "" for one in columns))
    return TablePage(name, head, note, (numbers(columns), *columns), (shown,), _BLANKS, is_wide=True)


def _column(one: Asked) -> Column:
    longest = one.field.limits.max_length or 0
    width = (
        _WIDEST if longest > _LONGER else _WIDE if longest > _LONG else max(_NARROW, 2 * len(one.title) + 4)
    )
    if one.field.form in (Form.EVENT, Form.EVENT_TIME, Form.MOMENT, Form.REFERENCE):
        width = max(width, 18)
    return Column(one.title, one.field, one.need is Need.MUST, width, help_of(one.field))


def help_of(field: Field) -> str:
    """Say what to write into a cell, with an example."""
    shown = "" if field.form in (Form.CHOICE, Form.FLAG) else example(field)
    several = ""
    if field.form is Form.LIST and field.item:
        several = f"几个用{'；' if is_wordy(field.item) else '、'}隔开。"
    return f"{field.help}{several}{f'例：{shown}' if shown else ''}"
