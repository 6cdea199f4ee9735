"""Elements by phases, levels by clocks: a table whose cells show how many of how many, and what is not done.

A table and not a picture: it is its own data table, reads in order, breaks over lines and pages by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from markupsafe import Markup

from generators.charts import bar, frame
from generators.charts.element import element
from generators.charts.shapes import Fill, shape


@dataclass(frozen=True, slots=True)
class Tally:
    """How many stand in a state; its word is read out where only the shape is seen."""

    shape: str
    word: str
    count: int
    href: str | None = None  # its own list


@dataclass(frozen=True, slots=True)
class Cell:
    """How many of how many, what else there is, where the list is."""

    told: str
    href: str | None = None
    share: str = ""  # 93 %
    counts: Mapping[Fill, int] = field(default_factory=dict)
    tallies: Sequence[Tally] = ()
    is_bad: bool = False
    total: int = 0  # how many its list holds; then each number in it is a link, not the cell as a whole


@dataclass(frozen=True, slots=True)
class Head:
    """What heads a row or a column."""

    words: str
    href: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: its cells, or why there is none in a place."""

    head: Head
    cells: Sequence[Cell | str]
    is_total: bool = False


def draw(caption: str, corner: Head, columns: Sequence[Head], rows: Sequence[Row]) -> Markup:
    """Draw the table; the shapes that occur in it are explained below."""
    cells = [one for row in rows for one in row.cells if isinstance(one, Cell)]
    if not cells:
        return frame.nothing(caption)
    head = element("tr", *(element("th", *_head(one), scope="col") for one in (corner, *columns)))
    body = [
        element(
            "tr",
            element("th", *_head(row.head), scope="row"),
            *(_cell(one) for one in row.cells),
            class_="itss-total" if row.is_total else None,
        )
        for row in rows
    ]
    signs = dict.fromkeys((one.shape, one.word) for one in chain(*(cell.tallies for cell in cells)))
    legend = [element("li", shape(name), word) for name, word in signs]
    return element(
        "div",
        element(
            "table",
            element("caption", caption),
            element("thead", head),
            element("tbody", *body),
            class_="itss-table itss-matrix",
        ),
        *([element("ul", *legend, class_="itss-legend")] if legend else []),
    )


def _head(one: Head) -> list[str]:
    words = one.words if one.href is None else element("a", one.words, href=one.href)
    return [words, element("small", one.note)] if one.note else [words]


def _cell(one: Cell | str) -> Markup:
    if isinstance(one, str):
        return element("td", one, class_="itss-quiet")
    is_parted = bool(one.total) or any(tally.href for tally in one.tallies)
    told = element("b", one.told)
    parts = [
        _counted(one.total, one.href, told) if is_parted and one.href else told,
        *([" ", element("span", one.share, class_="itss-share")] if one.share else []),
        *(part for tally in one.tallies if tally.count for part in (" ", _tally(tally))),
        *([bar.draw(one.counts)] if one.counts else []),
    ]
    href = None if is_parted else one.href
    inner = element("span" if href is None else "a", *parts, class_="itss-cell", href=href)
    return element("td", inner, class_="itss-has-bad" if one.is_bad else None)


def _tally(one: Tally) -> Markup:
    word = element("span", one.word, class_="itss-unseen")
    told = element(
        "span", shape(one.shape), word, str(one.count), class_=f"itss-tally itss-state-{one.shape}"
    )
    return _counted(one.count, one.href, told) if one.href else told


def _counted(number: int, href: str, told: Markup) -> Markup:
    return element("a", told, class_="kb-count", data_count=number, href=href)
