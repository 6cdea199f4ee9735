"""What all records' pages repeat: every text is escaped here, and nothing else is between our tags.

Functions instead of a template, because what a template does for a value costs more than the text of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from markupsafe import Markup

from generators.charts.element import sure
from generators.charts.shapes import stated
from generators.site.cells import Field, Ref
from generators.site.listing.view import Count, count
from generators.site.pages.clock_chips import Chip
from generators.site.pages.incoming import Incoming
from generators.site.pages.record_months import Began
from generators.site.show import Href, as_html, show
from generators.site.summary import Summary
from generators.site.verdict_rows import VerdictRow
from generators.site.verdict_table import table
from generators.words import say

Edits = Iterable[tuple[str, str, str, str]]  # time, author, how, short commit


class More(NamedTuple):
    """Judgements that are too many for the page: their list, and where it begins without a script."""

    is_beside: bool
    judgements: Count
    uri: str


def glance(facts: Iterable[Field], began: Began | None, href: Href) -> Markup:
    """Give what one sees first of a record; when it began leads to the clocks of its month."""
    return _sure(_seen(one, began, href) for one in facts)


def _seen(one: Field, began: Began | None, href: Href) -> str:
    cell: str = show(one.cell, href)
    if began is not None and one.name == began.field:
        month = began.month
        cell = f'<a href="{as_html(href(month.uri))}" title="{as_html(month.title)}">{cell}</a>'
    return f'<span class="itss-fact"><span class="itss-sub">{as_html(one.title)}</span> {cell}</span>'


def chips(some: Iterable[Chip], href: Href) -> Markup:
    """Give the clocks of a record: how each stands, its time, why, and who asks for it."""
    return _sure(_chip(one, href) for one in some)


def _chip(one: Chip, href: Href) -> str:
    big = f'<p class="itss-big">{as_html(one.measured)}</p>' if one.measured else ""
    why = as_html(say("value.also").join(one.why))
    names = as_html(say("value.comma")).join([_titled(each, href) for each in one.obligations])
    head = f"<h2>{as_html(one.event)}</h2>{stated(one.state, one.word)}{big}"
    return f'<li class="itss-clock itss-clock-{one.state}">{head}<p class="itss-why">{why} {names}</p></li>\n'


def _titled(one: Ref, href: Href) -> str:
    title = as_html(one.title)
    return title if one.uri is None else f'<a href="{as_html(href(one.uri))}">{title}</a>'


def told(fields: Iterable[Field], href: Href) -> Markup:
    """Give what was written at length, each under its heading."""
    return _sure(f'{_headed(one)}<p class="itss-prose">{show(one.cell, href)}</p>\n' for one in fields)


def tables(fields: Iterable[Field], href: Href) -> Markup:
    """Give the tables of a record, each under its heading."""
    return _sure(f"{_headed(one)}{show(one.cell, href)}\n" for one in fields)


def _headed(one: Field) -> str:
    return f'<h2 id="{as_html(one.name)}">{as_html(one.title)}</h2>\n'


def followed(some: Iterable[Summary], href: Href) -> Markup:
    """Give what came of a record: how far each is, what it is called, what comes next."""
    return _sure(_came(one, href) for one in some)


def _came(one: Summary, href: Href) -> str:
    coming = "" if one.next is None else f' <span class="itss-sub">{as_html(str(one.next))}</span>'
    state = f'<span class="itss-sub">{as_html(one.kind)} {as_html(one.state)}</span>'
    name = f"<code>{as_html(one.id)}</code> {as_html(one.headline)}"
    return f'<li>{state} <a href="{as_html(href(one.uri))}">{name}</a>{coming}</li>\n'


def facts(fields: Iterable[Field], href: Href) -> Markup:
    """Give the short fields of a record."""
    return _sure(
        f"<div><dt>{as_html(one.title)}</dt><dd>{show(one.cell, href)}</dd></div>\n" for one in fields
    )


def named(some: Iterable[Ref], href: Href) -> Markup:
    """Give the records that one names."""
    return _sure(f"<li>{show(one, href)}</li>" for one in some)


def naming(groups: Iterable[Incoming], href: Href) -> Markup:
    """Give the records that name one, by kind; of very many some, and a way to all."""
    return _sure(part for one in groups for part in _group(one, href))


def _group(one: Incoming, href: Href) -> Iterator[str]:
    whole = "" if one.all is None else f" {as_html(say('record.links_all'))} {count(one.all, href)}"
    yield f'<p class="kb-refs-title">{as_html(one.title)}{whole}</p>\n'
    yield f'<ul class="kb-refs">{named(one.refs, href)}</ul>\n'


def more(some: Iterable[More], href: Href, *, is_beside: bool) -> Markup:
    """Say that only the first judgements stand here, and where all do."""
    return _sure(_more(one, href) for one in some if one.is_beside == is_beside)


def _more(one: More, href: Href) -> str:
    told = f"{as_html(say('verdict.first'))}{as_html(say('verdict.all'))} {count(one.judgements, href)}"
    by_page = f'<a href="{as_html(href(one.uri))}">{as_html(say("verdict.by_page"))}</a>'
    return f"<p>{told}{as_html(say('clock.comma'))}{by_page}</p>\n"


def beside(rows: Sequence[VerdictRow], here: str, href: Href) -> Markup:
    """Give what other readings would give, folded."""
    head = f'<details class="kb-beside"><summary>{as_html(say("verdict.beside"))}</summary>'
    return sure(f"{head}\n{table(rows, here, href)}\n</details>\n")


def edits(some: Edits) -> Markup:
    """Give who changed a record, when and how."""
    said = (
        say("record.trail_when"),
        say("record.trail_who"),
        say("record.trail_how"),
        say("record.trail_commit"),
    )
    names = [as_html(one) for one in said]
    begins = [f'<td data-title="{one}">' for one in names]
    return _sure(_edit(begins, one) for one in some)


def _edit(begins: list[str], one: tuple[str, str, str, str]) -> str:
    *texts, commit = [as_html(each) for each in one]
    cells = [
        f"{begin}{text}</td>" for begin, text in zip(begins, (*texts, f"<code>{commit}</code>"), strict=True)
    ]
    return f"<tr>{''.join(cells)}</tr>\n"


def _sure(parts: Iterable[str]) -> Markup:
    return sure("".join(parts))
