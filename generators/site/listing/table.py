"""The rows of a list as HTML, as a page without a script shows them; a script makes the same of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial

from markupsafe import Markup, escape

from generators import address
from generators.charts.shapes import stated
from generators.judging.verdict import State
from generators.measures.standing import WORST_FIRST
from generators.site.listing.listing import CODED, Column, Listing, Look, Place, Row, Value, codes, numbered
from generators.site.show import Href, as_html
from generators.words import say

VOIDED = "voided"  # the result of a record that was struck out
TELLS = (
    *(one for one in WORST_FIRST if one not in (State.MET, State.DECLARED, State.NOT_APPLICABLE)),
    VOIDED,
)  # the results that are worth telling
_YEAR = len("2026-")


def table(listing: Listing, rows: Sequence[Row], href: Href) -> Markup:
    """Give the whole table of some rows."""
    shown = listing.shown
    heads = "".join(
        f'<th scope="col" data-name="{escape(one.name)}">{escape(one.title)}</th>' for _, one in shown
    )
    kind = " kb-grouped" if listing.grouped else ""
    kind += " kb-of-subjects" if any(one.place is Place.SUBJECT for _, one in shown) else ""
    text = (
        f'<table class="kb-list{kind}"><caption>{escape(listing.title)}</caption>\n'
        f"<thead><tr>{heads}</tr></thead>\n{''.join(bodies(listing, rows, href))}</table>"
    )
    return Markup(text)  # noqa: S704 - each function below escapes what it is given


def bodies(listing: Listing, rows: Iterable[Row], href: Href) -> Iterator[str]:
    """Yield a body for each group of rows that follow each other; one in all, if there are no groups."""
    written = _rows(listing, href)
    if not listing.grouped:
        yield f"<tbody>{''.join(map(written, rows))}</tbody>\n"
        return
    groups: dict[str, list[Row]] = {}
    for one in rows:
        groups.setdefault(str(listing.value(one, listing.grouped)), []).append(one)
    wholes: dict[str, list[Row]] = {name: [] for name in groups}
    for one in listing.rows:
        if (name := str(listing.value(one, listing.grouped))) in wholes:
            wholes[name].append(one)
    for name, some in groups.items():
        inside = "".join(map(written, some))
        yield f"<tbody>{_group(listing, name, wholes[name])}{inside}</tbody>\n"


def month(name: str) -> str:
    """Say a month; of some rows nobody knows it."""
    return (
        say("listing.script.month", year=name[: _YEAR - 1], month=int(name[_YEAR:]))
        if name
        else say("listing.script.undated")
    )


def tally(listing: Listing, rows: Iterable[Row]) -> str:
    """Say how many rows there are, and how many have each result that is worth telling."""
    found = [str(listing.value(one, Place.RESULT)) for one in rows]
    text = say("listing.script.rows", count=len(found))
    words = listing.columns[listing.index[Place.RESULT]].words if Place.RESULT in listing.index else {}
    told = [
        say("listing.script.of", word=words[one], count=found.count(one))
        for one in listing.tells
        if one in found
    ]
    return say("listing.script.comma").join([text, *told])


def _group(listing: Listing, name: str, rows: Sequence[Row]) -> str:
    width = len(listing.shown)
    return (
        f'<tr class="kb-group-head"><th colspan="{width}" scope="rowgroup">{escape(month(name))} '
        f"<span>{escape(tally(listing, rows))}</span></th></tr>"
    )


def _rows(listing: Listing, href: Href) -> Callable[[Row], str]:
    """Give what writes a row; what is the same in all rows is made once."""
    columns = [(number, f'<td class="{_marks(one)}">', _column(one, href)) for number, one in listing.shown]

    def written(row: Row) -> str:
        mark = ' class="kb-voided"' if listing.value(row, Place.RESULT) == VOIDED else ""
        year = str(listing.value(row, listing.grouped))[:_YEAR]
        cells = [f"{begin}{cell(row[number], year)}</td>" for number, begin, cell in columns]
        return f"<tr{mark}>{''.join(cells)}</tr>"

    return written


def _column(column: Column, href: Href) -> Callable[[Value, str], str]:
    """Give what writes the values of a column; of codes there are few, so each is written once."""
    cell = partial(_html, column, href)
    return cache(cell) if column.look in CODED else cell


def _marks(column: Column) -> str:
    place = f"kb-at-{column.place} " if column.place else ""
    return f"{place}kb-is-{column.look}"


def _html(column: Column, href: Href, value: Value, year: str) -> str:
    texts = [as_html(one) for one in column.texts(value)]
    if not texts:
        return ""
    match column.look:
        case Look.RECORD:
            before, number = (as_html(one) for one in numbered(str(value)))
            head = f"<span>{before}</span>" if before else ""
            return f'<a href="{as_html(href(address.record(str(value))))}"><code>{head}{number}</code></a>'
        case Look.REF:
            return _listed([_ref(column, one, href) for one in codes(value)])
        case Look.STATE:
            return stated(str(value), column.texts(value)[0])
        case Look.TIME:
            if year and texts[0].startswith(year):  # below the head of its group it need not be told
                return f"<time><span>{texts[0][:_YEAR]}</span>{texts[0][_YEAR:]}</time>"
            return f"<time>{texts[0]}</time>"
        case Look.CHOICE if column.place is Place.LEVEL and texts[0].startswith(f"{escape(value)} "):
            return f"<b>{escape(value)}</b><span>{texts[0][len(escape(value)) :]}</span>"
    return _listed(texts)


def _listed(texts: Sequence[str]) -> str:
    return as_html(say("value.comma")).join(texts) if texts[1:] else texts[0]


def _ref(column: Column, code: str, href: Href) -> str:
    if code not in column.words:
        return as_html(code)
    return f'<a href="{as_html(href(address.record(code)))}">{as_html(column.words[code])}</a>'
