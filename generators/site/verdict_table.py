"""Judgements as a table: every text is escaped here, and nothing else is put between our tags.

Functions instead of a macro, because a macro's call costs more than the text of its cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from generators import address
from generators.charts.element import sure
from generators.charts.shapes import stated
from generators.site.cells import Ref
from generators.site.show import Href, as_html, show
from generators.site.verdict_rows import VerdictRow
from generators.words import say

_MOST = 40  # ids of evidence in a row


def table(rows: Sequence[VerdictRow], here: str, href: Href) -> Markup:
    """Give the judgements on the page of the record `here`; a column that no row fills is left out."""
    has_obligation = any(one.obligation.id != here for one in rows)
    has_subject = any(one.period or _is_other(one.subject, here) for one in rows)
    has_measured = any(one.measured or one.limit for one in rows)
    columns = (
        (_state, say("verdict.state"), True),
        (_obligation, say("verdict.obligation"), has_obligation),
        (_subject, say("verdict.subject"), has_subject),
        (_measured, say("verdict.measured"), has_measured),
        (_trace, say("verdict.trace"), True),
    )
    shown = [(cell, as_html(title)) for cell, title, is_filled in columns if is_filled]
    heads = "".join([f"<th>{title}</th>" for _, title in shown])
    begins = [(f'<td data-title="{title}">', cell) for cell, title in shown]
    lines = "".join(
        [
            f"<tr>{''.join([f'{begin}{cell(one, here, href)}</td>' for begin, cell in begins])}</tr>\n"
            for one in rows
        ]
    )
    return sure(
        f'<table class="kb-table kb-verdicts">\n<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{lines}</tbody>\n</table>\n"
    )


def _is_other(subject: Ref | None, here: str) -> bool:
    return subject is not None and subject.id != here


def _state(one: VerdictRow, _: str, __: Href) -> str:
    return stated(one.state, one.state_word)


def _obligation(one: VerdictRow, here: str, href: Href) -> str:
    return "" if one.obligation.id == here else show(one.obligation, href)


def _subject(one: VerdictRow, here: str, href: Href) -> str:
    if one.subject is None or one.subject.id == here:
        return as_html(one.period)
    return f"{show(one.subject, href)}{' ' if one.period else ''}{as_html(one.period)}"


def _measured(one: VerdictRow, _: str, __: Href) -> str:
    return as_html(f"{one.measured} / {one.limit}" if one.limit else one.measured)


def _trace(one: VerdictRow, here: str, href: Href) -> str:
    return f"{show(one.told, href)}{''.join(_evidence(one, here, href))}"


def _evidence(one: VerdictRow, here: str, href: Href) -> Iterator[str]:
    """Yield what shows it, beside the record whose page this is."""
    for ref in one.evidence[:_MOST]:
        if ref.id != here and ref.uri is None:
            yield f" <code>{as_html(ref.id or ref.title)}</code>"
        elif ref.id != here:
            yield f' <a href="{as_html(href(str(ref.uri)))}"><code>{as_html(ref.id)}</code></a>'
    if one.evidence[_MOST:]:
        yield f' <a href="{as_html(href(address.VERDICTS))}">{as_html(say("verdict.more_evidence"))}</a>'
