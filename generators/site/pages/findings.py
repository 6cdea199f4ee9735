"""The list of findings: what is wrong with the data or should be looked at; of very many a page a code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property, partial
from itertools import count
from typing import NamedTuple

from generators import address
from generators.codes import CODES, Severity
from generators.finding import Finding, Place
from generators.knowledge import KnowledgeBase
from generators.measures import holdings
from generators.measures.figure import how_many
from generators.site.cells import Cell, Ref, prose, reference
from generators.site.listing.part import neighbours
from generators.site.page import Page
from generators.site.render import body
from generators.words import say

FEW = 200  # findings on a page; of more it shows the first, errors before notices
FIRST = 60
_WORST_FIRST = [*Severity]


class FindingRow(NamedTuple):
    """A finding with the record that it is about, where that can be shown."""

    severity: Severity
    record: Ref | None
    place: Place
    message: Cell
    code: str


class Part(NamedTuple):
    """Findings of one code on a page of their own."""

    uri: str
    title: str
    number: int
    findings: Sequence[Finding]


class Group(NamedTuple):
    """Findings of one code, as the page of all shows them."""

    title: str
    number: int
    rows: Sequence[FindingRow]


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give the page of the findings, and those of their codes where one page is too small for all."""
    rows = _Rows(base)
    some = tuple(_parts(base))
    make = partial(_body, rows, some)
    yield Page(address.FINDINGS, say("findings.title"), make, in_nav=True, answer=partial(_answer, base))
    for one, around in zip(some, neighbours(some), strict=True):
        title = f"{say('findings.title')} {one.title}"
        yield Page(one.uri, title, partial(_part, rows, one, around), is_part=True)


def _parts(base: KnowledgeBase) -> Iterator[Part]:
    if not base.findings[FEW:]:
        return
    for code, found in _codes(base.findings).items():
        for number in count(1):
            part = found[(number - 1) * FEW : number * FEW]
            if not part:
                break
            yield Part(address.part(address.FINDINGS, code, number), CODES[code].title, how_many(part), part)


def _codes(some: Sequence[Finding]) -> Mapping[str, list[Finding]]:
    codes: dict[str, list[Finding]] = {}
    for one in sorted(some, key=_worst_first):
        codes.setdefault(one.code, []).append(one)
    return codes


def _worst_first(one: Finding) -> int:
    return _WORST_FIRST.index(one.severity)


def _body(rows: _Rows, some: tuple[Part, ...]) -> str:
    base = rows.base
    found = holdings.found(base.findings)
    shown = sorted(base.findings, key=_worst_first)[:FIRST] if some else base.findings
    return body(
        "findings.html.jinja",
        address.FINDINGS,
        groups=tuple(rows.by_code(shown)),
        errors=found[Severity.ERROR].number,
        notices=found[Severity.NOTICE].number,
        records=holdings.checked(base).number,
        parts=some,
        first=how_many(shown),
    )


def _answer(base: KnowledgeBase) -> str:
    found = holdings.found(base.findings)
    errors, notices = (found[one].number for one in (Severity.ERROR, Severity.NOTICE))
    return say("findings.answer", errors=errors, notices=notices)


def _part(rows: _Rows, one: Part, around: tuple[Part | None, Part | None]) -> str:
    findings = rows.of(one.findings)
    return body("findings-part.html.jinja", one.uri, part=one, findings=findings, around=around)


class _Rows:
    """Knows which record each file holds."""

    def __init__(self, base: KnowledgeBase) -> None:
        self.base = base

    def by_code(self, some: Sequence[Finding]) -> Iterator[Group]:
        """Yield the findings of each code together, those with an error first."""
        for code, found in _codes(some).items():
            yield Group(CODES[code].title, how_many(found), self.of(found))

    def of(self, some: Sequence[Finding]) -> list[FindingRow]:
        return [self._row(one) for one in some]

    def _row(self, one: Finding) -> FindingRow:
        record_id = self._records.get(one.place.path)
        record = reference(self.base, record_id) if record_id else None
        return FindingRow(one.severity, record, one.place, prose(self.base, one.message), one.code)

    @cached_property
    def _records(self) -> Mapping[str, str]:
        return {record.path: record.id for record in self.base.facts.records.values()}
