"""A cell as HTML, for templates: every text is escaped here, and nothing else is put between our tags.

Functions instead of a macro, because a macro's call costs more than the text of its cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from generators import address
from generators.charts.element import sure
from generators.charts.shapes import stated
from generators.site.cells import Cell, Group, Many, Plain, Prose, Ref, Stated, Table, Time

Href = Callable[[str], str]
_PLAIN = re.compile("[^&<>'\"]*").fullmatch
_DEEP = 12  # columns of a table of which each row is told in words
TITLED_MOST = 12  # records named in one text: titles of more weigh more than all the rest


def show(cell: Cell, href: Href) -> Markup:
    """Give the HTML of a cell; `href` makes an address relative to the page."""
    return sure(_html(cell, href))


def as_html(text: str) -> str:
    """Escape a text; in most there is nothing to escape, which costs no more than a look."""
    return text if _PLAIN(text) else str(escape(text))


def _html(cell: Cell, href: Href) -> str:
    match cell:
        case Plain():
            return _text(cell)
        case Ref():
            return _ref(cell, href)
        case Time():
            chips = "".join([f' <span class="kb-chip">{as_html(one)}</span>' for one in cell.details])
            return f'<time datetime="{as_html(cell.iso)}">{as_html(cell.text)}</time>{chips}'
        case Prose():
            is_crowded = sum(isinstance(one, Ref) for one in cell.parts) > TITLED_MOST
            parts = "".join([_part(one, href, is_crowded=is_crowded) for one in cell.parts])
            return f'<span class="kb-text">{parts}</span>'
        case Stated():
            return str(stated(cell.name, cell.text))
        case Many(cells=(one,)):
            return _html(one, href)
        case Many():
            return f'<ul class="kb-many">{_each("li", (_html(one, href) for one in cell.cells))}</ul>'
        case Group():
            rows = [
                f"<div><dt>{as_html(one.title)}</dt><dd>{_html(one.cell, href)}</dd></div>"
                for one in cell.fields
            ]
            return f'<dl class="kb-group">{"".join(rows)}</dl>'
        case Table():
            return _table(cell, href)


def _text(cell: Plain) -> str:
    if cell.code:
        return f"<code>{as_html(cell.text)}</code>"
    return f'<span class="kb-text">{as_html(cell.text)}</span>' if cell.text else ""


def _ref(cell: Ref, href: Href) -> str:
    told = _named(cell)
    return str(told) if cell.uri is None else f'<a href="{as_html(href(cell.uri))}">{told}</a>'


def _named(cell: Ref) -> str:
    """Name a record, its id small behind; a row in one is called by its code, which comes first."""
    title = as_html(cell.title)
    if not cell.id:
        return title
    if title and cell.uri == address.record(cell.id):
        return f'{title} <small class="kb-id"><code>{as_html(cell.id)}</code></small>'
    return f"<code>{as_html(cell.id)}</code> {title}".strip()


def _part(one: Plain | Ref, href: Href, *, is_crowded: bool) -> str:
    if isinstance(one, Plain) or one.uri is None:
        return as_html(one.text if isinstance(one, Plain) else one.id)
    title = "" if is_crowded else f' title="{as_html(one.title)}"'
    return f'<a href="{as_html(href(one.uri))}"{title}>{as_html(one.id)}</a>'


def _table(cell: Table, href: Href) -> str:
    heads = [as_html(one) for one in cell.columns]
    begins = [f'<td data-title="{one}">' for one in heads]
    rows = [
        "".join([f"{begin}{_html(one, href)}</td>" for begin, one in zip(begins, row, strict=True)])
        for row in cell.rows
    ]
    name = "kb-table kb-deep" if len(heads) >= _DEEP else "kb-table"
    return (
        f'<table class="{name}">\n<thead><tr>{_each("th", heads)}</tr></thead>\n'
        f"<tbody>\n{_each('tr', rows)}</tbody>\n</table>"
    )


def _each(tag: str, texts: Iterable[str]) -> str:
    return "".join([f"<{tag}>{one}</{tag}>" for one in texts])
