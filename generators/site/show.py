"""A cell as HTML, for templates: every text is escaped here, and nothing else is put between our tags.

Functions instead of a macro, because a macro's call costs more than the text of its cell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from markupsafe import Markup, escape

from generators.charts.shapes import stated
from generators.site.cells import Cell, Field, Group, Many, Plain, Prose, Ref, Stated, Table, Time

Href = Callable[[str], str]


def show(cell: Cell, href: Href) -> Markup:
    """Give the HTML of a cell; `href` makes an address relative to the page."""
    return Markup(_html(cell, href))  # noqa: S704 - each function below escapes what it is given


def _html(cell: Cell, href: Href) -> str:
    match cell:
        case Plain():
            return _text(cell)
        case Ref():
            return _ref(cell, href)
        case Time():
            chips = "".join(f' <span class="kb-chip">{escape(one)}</span>' for one in cell.details)
            return f'<time datetime="{escape(cell.iso)}">{escape(cell.text)}</time>{chips}'
        case Prose():
            parts = "".join(_part(one, href) for one in cell.parts)
            return f'<span class="kb-text">{parts}</span>'
        case Stated():
            return str(stated(cell.name, cell.text))
        case Many(cells=(one,)):
            return _html(one, href)
        case Many():
            return f'<ul class="kb-many">{_each("li", (_html(one, href) for one in cell.cells))}</ul>'
        case Group():
            rows = (
                f"<div><dt>{escape(one.title)}</dt><dd>{_html(one.cell, href)}</dd></div>"
                for one in cell.fields
            )
            return f'<dl class="kb-group">{"".join(rows)}</dl>'
        case Table():
            return _table(cell, href)


def _text(cell: Plain) -> str:
    if cell.code:
        return f"<code>{escape(cell.text)}</code>"
    return f'<span class="kb-text">{escape(cell.text)}</span>' if cell.text else ""


def _ref(cell: Ref, href: Href) -> str:
    told = f"<code>{escape(cell.id)}</code> {escape(cell.title)}".strip() if cell.id else escape(cell.title)
    return str(told) if cell.uri is None else f'<a href="{escape(href(cell.uri))}">{told}</a>'


def _member(one: Field, href: Href) -> str:
    return f"<div><dt>{escape(one.title)}</dt><dd>{_html(one.cell, href)}</dd></div>"


def _part(one: Plain | Ref, href: Href) -> str:
    if isinstance(one, Plain) or one.uri is None:
        return str(escape(one.text if isinstance(one, Plain) else one.id))
    return f'<a href="{escape(href(one.uri))}" title="{escape(one.title)}">{escape(one.id)}</a>'


def _table(cell: Table, href: Href) -> str:
    heads = [str(escape(one)) for one in cell.columns]
    rows = (
        "".join(
            f'<td data-title="{head}">{_html(one, href)}</td>' for head, one in zip(heads, row, strict=True)
        )
        for row in cell.rows
    )
    return (
        f'<table class="kb-table">\n<thead><tr>{_each("th", heads)}</tr></thead>\n'
        f"<tbody>\n{_each('tr', rows)}</tbody>\n</table>"
    )


def _each(tag: str, texts: Iterable[str]) -> str:
    return "".join(f"<{tag}>{one}</{tag}>" for one in texts)
