"""The diagnosis: every figure of the registers by quarter, the one before, and what a report says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import NamedTuple

from generators import address
from generators.kinds.field import Field, Form
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import diagnosis, fields
from generators.measures.diagnosis import Diagnosis, Line
from generators.measures.figure import how_many
from generators.records.dimensions import quarter_of
from generators.records.record import Record
from generators.records.sums import Share, Sum
from generators.site.cells import Plain, Prose, Ref, prose, reference
from generators.site.listing.groups import opened
from generators.site.listing.view import Count
from generators.site.page import Page
from generators.site.pages import figures, sla_link
from generators.site.pages.figures import Number
from generators.site.render import body
from generators.spoken import percent, period
from generators.words import say


class Value(NamedTuple):
    """A figure of a quarter: counted rows, or a number that rows hold; as what share of which other."""

    rows: Count | None
    number: Number | None
    share: str


class Row(NamedTuple):
    """A figure in the quarter and in the one before."""

    title: str
    now: Value | None  # None where nobody counted
    before: Value | None
    change: str


class Told(NamedTuple):
    """What a report says of a dimension, and where that is not what the registers give."""

    report: Ref
    text: Plain | Prose
    faults: tuple[Plain | Prose, ...]


class Dimension(NamedTuple):
    """The figures that stand together."""

    title: str
    rows: tuple[Row, ...]
    told: tuple[Told, ...]


class Quarter(NamedTuple):
    """One quarter of one contract."""

    contract: Ref | None
    title: str
    uri: str
    says: str  # how it stands
    dimensions: tuple[Dimension, ...]

    @property
    def answer(self) -> str:
        """Say of which quarter that is."""
        return say("diagnosis.of", quarter=self.title, answer=self.says)


def pages(base: KnowledgeBase) -> Iterator[Page]:
    """Give a page a quarter and one of all; a base that counted nothing has none."""
    names = diagnosis.quarters(base)
    if not names:
        return
    found = cache(partial(quarters, base))
    make, answer = partial(_body, found), partial(_newest, found)
    yield Page(address.DIAGNOSIS, say("diagnosis.title"), make, in_nav=True, answer=answer)
    for name in names:
        title = say("diagnosis.quarter_title", quarter=period(name))
        uri = address.of_period(address.DIAGNOSIS, name)
        yield Page(uri, title, partial(_quarter_body, base, name), answer=partial(_says, found, uri))


def quarters(base: KnowledgeBase, name: str | None = None) -> tuple[Quarter, ...]:
    """Give all quarters, or one, for each contract; the newest first."""
    found = diagnosis.diagnoses(base)
    is_alone = not {one.contract for one in found} - {found[0].contract} if found else True
    some = (one for one in reversed(found) if name in (None, one.quarter))
    return tuple(_quarter(base, one, is_alone=is_alone) for one in some)


def reported(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Yield every report of a quarter that has a page, and the name of that quarter."""
    for one in diagnosis.diagnoses(base):
        yield from ((record.id, one.quarter) for record, _ in _reports(base, one))


def _body(found: Callable[[], tuple[Quarter, ...]]) -> str:
    return body("diagnosis.html.jinja", address.DIAGNOSIS, quarters=found())


def _newest(found: Callable[[], tuple[Quarter, ...]]) -> str:
    return found()[0].answer


def _says(found: Callable[[], tuple[Quarter, ...]], uri: str) -> str:
    """Say how a quarter stands; of several contracts each says so itself."""
    own = [one.says for one in found() if one.uri == uri]
    return "" if own[1:] else own[0]


def _quarter_body(base: KnowledgeBase, name: str) -> str:
    uri = address.of_period(address.DIAGNOSIS, name)
    return body(
        "diagnosis-quarter.html.jinja",
        uri,
        quarters=quarters(base, name),
        clocks=sla_link.of_period(base, name),
    )


def _quarter(base: KnowledgeBase, one: Diagnosis, *, is_alone: bool) -> Quarter:
    reports = list(_reports(base, one))
    names = dict.fromkeys(line.dimension for line in one.lines)
    dimensions = tuple(_dimension(base, one, name, reports) for name in names)
    faults = how_many([one for dimension in dimensions for told in dimension.told for one in told.faults])
    when = period(one.quarter)
    says = say("diagnosis.untold")
    if reports:
        says = say("diagnosis.differs" if faults else "diagnosis.agrees", faults=faults)
    return Quarter(
        None if is_alone or one.contract is None else reference(base, one.contract),
        when,
        address.of_period(address.DIAGNOSIS, one.quarter),
        says,
        dimensions,
    )


def _reports(base: KnowledgeBase, one: Diagnosis) -> Iterator[tuple[Record, Field]]:
    """Yield the reports of a quarter, each with the column that tells figures."""
    for kind in base.kinds.sound.values():
        for field in kind.marked("tells"):
            for record in fields.records(base, kind):
                is_own = fields.contract_of(base, record) in (one.contract, None)
                if record.data.get(quarter_of(kind)) == one.quarter and is_own:
                    yield record, field


def _dimension(
    base: KnowledgeBase, one: Diagnosis, name: str, reports: list[tuple[Record, Field]]
) -> Dimension:
    return Dimension(
        _title(base, name),
        tuple(_row(base, line) for line in one.lines if line.dimension == name),
        tuple(told for record, field in reports for told in _told(base, record, field, name)),
    )


def _title(base: KnowledgeBase, dimension: str) -> str:
    """Give the word of a dimension, as the reports that tell of it call it."""
    for kind in base.kinds.sound.values():
        for field in kind.marked("tells"):
            return kind.field((*field.at[:-1], field.marks["tells"])).word(dimension)
    return dimension


def _told(base: KnowledgeBase, record: Record, field: Field, dimension: str) -> Iterator[Told]:
    """Yield what a report says of a dimension; a finding at its line is about it."""
    table, column = field.at[0], field.name
    for number, row in enumerate(record.data.get(table, ())):
        if row.get(field.marks["tells"]) == dimension and column in row:
            line = record.place(table, number, column).line
            faults = [each for each in base.findings_in(record.path) if each.place.line == line]
            yield Told(
                reference(base, record.id),
                prose(base, str(row[column])),
                tuple(prose(base, each.message) for each in faults),
            )


def _row(base: KnowledgeBase, line: Line) -> Row:
    return Row(
        _named(base, line.name) or line.title,
        _value(base, line.now, line.share),
        _value(base, line.before, line.share_before),
        _change(line),
    )


def _change(line: Line) -> str:
    """Say by how much a share, failing that a number, changed; nothing where either was not counted."""
    if line.points is not None:
        points = round(line.points, 1)
        return say("diagnosis.points", points=f"{points:+g}") if points else say("diagnosis.same")
    if line.change is None:
        return ""
    return f"{line.change:+d}" if line.change else say("diagnosis.same")


def _value(base: KnowledgeBase, total: Sum, share: Share | None) -> Value | None:
    if not total.is_counted:
        return None
    told = "" if share is None or share.percent is None else percent(share.percent)
    if total.parts and all(not part.at and part.number == 1 for part in total.parts):
        return Value(opened(base, total.ids), None, told)
    return Value(None, figures.number(base, total), told)


def _named(base: KnowledgeBase, name: str) -> str:
    """Say what is counted: a register's choice by its words, its events and lists beside its title."""
    for kind in base.kinds.sound.values():
        for field in kind.marked("figure"):
            if field.marks["figure"]["as"] == name:
                return _said(kind, field)
    return ""


def _said(kind: Kind, field: Field) -> str:
    match field.form:
        case Form.CHOICE:
            words = say("value.comma").join(
                field.word(code) for code in field.marks["figure"].get("codes", ())
            )
            return say("diagnosis.choice", kind=kind.title, words=words)
        case Form.LIST:
            return say("diagnosis.named", kind=kind.title, what=field.title)
        case Form.EVENT:
            return say("diagnosis.event", kind=kind.title, what=field.title)
        case _:
            return field.title
