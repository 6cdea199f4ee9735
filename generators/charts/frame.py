"""What a chart stands in: a caption, the drawing with its name and description, its figures as a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from markupsafe import Markup

from generators.charts.element import element, escaped, sure
from generators.words import say

_SHORT = 15  # rows
ROWS_MOST = 80  # rows of a table; whoever makes it puts first what tells most
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9-]*")


class Cell(NamedTuple):
    """What a cell of the table says, and where it leads."""

    words: str
    href: str | None = None


class Table(NamedTuple):
    """The figures of a chart; the first cell of a row heads it."""

    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


class Drawing(NamedTuple):
    """One picture: its size, its parts, whether it holds links."""

    width: float
    height: float
    parts: Sequence[Markup]
    is_linked: bool
    look: str = ""


def figure(  # noqa: PLR0913 - what a figure consists of
    key: str,
    caption: str,
    described: str,
    drawings: Sequence[Drawing],
    table: Table,
    *,
    legend: Iterable[tuple[Markup, str]] = (),
    note: str = "",
) -> Markup:
    """Put a chart together. `key` is its own on the page, for its name and description have ids made of it.

    Two drawings, for wide screens and for phones, are two views of the same: only one of them is ever shown.
    """
    if not _KEY.fullmatch(key):
        raise ValueError(f"cannot make ids of {key!r}")
    several = len(drawings) > 1
    drawn = [
        named(f"{key}-{index}" if several else key, caption, described, one)
        for index, one in enumerate(drawings, 1)
    ]
    shown = [element("li", sign, words) for sign, words in legend]
    return element(
        "figure",
        element("figcaption", caption),
        *drawn,
        *([element("ul", *shown, class_="itss-legend")] if shown else []),
        *([element("p", note, class_="itss-note")] if note else []),
        folded(table),
        class_="itss-figure",
    )


def named(key: str, title: str, described: str, drawing: Drawing) -> Markup:
    """Give a drawing its name and description; one with links is a group, for an image would hide them."""
    return element(
        "svg",
        element("title", title, id=f"{key}-title"),
        element("desc", described, id=f"{key}-desc"),
        *drawing.parts,
        class_=f"itss-chart {drawing.look}".rstrip(),
        viewBox=f"0 0 {drawing.width:.0f} {drawing.height:.0f}",
        role="group" if drawing.is_linked else "img",
        aria_labelledby=f"{key}-title {key}-desc",
    )


def sign(*parts: Markup) -> Markup:
    """Draw what a legend explains, in a square of 16."""
    return element("svg", *parts, class_="itss-shape", viewBox="0 0 16 16", aria_hidden="true")


def nothing(caption: str) -> Markup:
    """Say that there is nothing to draw, instead of an empty box."""
    return element(
        "figure",
        element("figcaption", caption),
        element("p", say("chart.nothing"), class_="itss-note"),
        class_="itss-figure",
    )


def folded(table: Table) -> Markup:
    """Give the figures as a table that is folded until somebody asks for it; a short one is open on paper."""
    head = "".join([f'<th scope="col">{escaped(words)}</th>' for words in table.head])
    rows = "".join([f"<tr>{_row(row)}</tr>" for row in table.rows[:ROWS_MOST]])
    whole = sure(f'<table class="itss-table"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>')
    summary = element("summary", say("chart.data", count=len(table.rows)))
    length = "itss-short" if len(table.rows) <= _SHORT else "itss-long"
    cut = [element("p", say("chart.cut", count=ROWS_MOST))] if len(table.rows) > ROWS_MOST else []
    return element("details", summary, *cut, whole, class_=f"itss-data {length}")


def _row(cells: Sequence[Cell]) -> str:
    heads = "".join([f'<th scope="row">{_cell(one)}</th>' for one in cells[:1]])
    return heads + "".join([f"<td>{_cell(one)}</td>" for one in cells[1:]])


def _cell(cell: Cell) -> str:
    return escaped(cell.words) if cell.href is None else element("a", cell.words, href=cell.href)
