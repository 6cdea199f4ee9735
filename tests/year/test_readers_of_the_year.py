"""The demonstration year as its customer and the public read it."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest
from demonstration import judged

from generators import audience
from generators.audience.cut import leaves
from generators.kinds.field import Form
from generators.knowledge import KnowledgeBase
from generators.measures import (
    availability,
    courses,
    diagnosis,
    duties,
    exercises,
    load,
    performance,
    runs,
    standing,
    trends,
)
from generators.output import verdicts_json
from generators.records.reader import Who
from generators.site.pages import pages


@cache
def seen(who: Who) -> KnowledgeBase:
    return audience.seen_by(judged(), who)


@cache
def told(who: Who) -> str:
    """Everything that the pages, the documents and the file of verdicts say."""
    base = seen(who)
    return "\n".join(
        [*(page.body for page in pages(base)), *(text.body for text in base.texts), verdicts_json(base)]
    )


@pytest.mark.parametrize("who", [Who.CUSTOMER, Who.PUBLIC])
def test_no_number_address_or_note_of_the_year_is_told_outside(who: Who) -> None:
    base = judged()
    secrets = {
        str(leaf.value)
        for record in base.facts.records.values()
        for leaf in leaves(record.kind.tree, record.data)
        if leaf.field.form in (Form.PHONE, Form.EMAIL) or leaf.field.at == ("note",)
    }
    assert len(secrets) > 100
    text = told(who)
    # a note may say what another field says as well
    shown = {str(value) for one in seen(who).facts.records.values() for value in one.data.values()}
    assert [one for one in secrets - shown if one in text] == []
    assert re.findall(r"000-0000-[0-9]{4}|[a-z-]+@example\.com", text) == []


def test_the_books_of_the_year_are_told_to_nobody_outside() -> None:
    books = [one.id for one in judged().facts.records.values() if one.kind.audience == "internal"]
    assert books
    assert [one for one in books if one in told(Who.CUSTOMER)] == []


@pytest.mark.parametrize(
    "measure",
    [
        availability.functions, courses.training, diagnosis.diagnoses, duties.rosters, exercises.exercises, load.ages,
        load.loads, standing.tallies, trends.series,
    ],
)  # fmt: skip
def test_the_customer_reads_the_same_figures(measure: Callable[[KnowledgeBase], object]) -> None:
    assert measure(seen(Who.CUSTOMER)) == measure(judged())


def test_the_customer_reads_the_same_clocks_and_judgements() -> None:
    mine, theirs = judged(), seen(Who.CUSTOMER)
    assert [(one.obligation.id, one.state, one.number) for one in standing.standings(theirs)] == [
        (one.obligation.id, one.state, one.number) for one in standing.standings(mine)
    ]
    assert [(one.obligation.id, one.rows, one.whole) for one in performance.matrices(theirs)] == [
        (one.obligation.id, one.rows, one.whole) for one in performance.matrices(mine)
    ]
    for list_of in (performance.misses, standing.bad, standing.due, standing.comparisons, standing.unsettled):
        assert len(list_of(theirs)) == len(list_of(mine))


def test_books_that_are_kept_back_are_counted_as_often() -> None:
    def counted(base: KnowledgeBase) -> list[tuple[object, ...]]:
        some = runs.books(base)
        return sorted(
            (one.runs.ids, one.succeeded.ids, one.minutes, one.worst.number if one.worst else 0)
            for one in some
        )

    assert counted(seen(Who.CUSTOMER)) == counted(judged())


def test_the_public_reads_what_binds_everybody_and_no_verdict() -> None:
    base = seen(Who.PUBLIC)
    assert {one.kind.name for one in base.facts.records.values()} == {"standard", "calendar"}
    assert base.verdicts == base.beside == ()


def test_no_page_answers_the_customer_otherwise_than_ourselves() -> None:
    """What a report says wrongly, what is late and what was not done are the same, whoever reads it."""
    own, theirs = ({page.uri: page.heading for page in pages(one)} for one in (judged(), seen(Who.CUSTOMER)))
    shared = {uri for uri in theirs if uri in own and not uri.startswith(("r/", "help/"))}
    assert {"diagnosis/2026-Q2/", "diagnosis/2026-Q3/", "sla/2026-10/", "compliance/", "calendar/"} <= shared
    assert {uri for uri in shared if theirs[uri] != own[uri]} == {"audit/findings/"}
    # of the provider's own records, and of the tables of a review that are, nobody outside is told a notice
    told, kept = (
        {(one.place.path, one.code) for one in seen(who).findings} for who in (Who.CUSTOMER, Who.INTERNAL)
    )
    assert {path.rsplit("/", 1)[-1] for path, _ in kept - told} == {
        "AU-2026-01.yaml",
        "CP-2026.yaml",
        "TP-2026.yaml",
        "RV-2026-05.yaml",
    }
