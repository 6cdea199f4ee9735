"""Every record of the year is told in short."""

from __future__ import annotations

from demonstration import judged

from generators.judging.verdict import State
from generators.measures import outcome
from generators.site.summary import summary


def test_every_kind_of_the_year_is_told_by_one_to_three_facts_and_never_by_a_bare_month() -> None:
    year = judged()
    for record in year.facts.records.values():
        told = summary(year, record)
        assert told.headline.strip("0123456789-QC"), record.id
        assert len(told.facts) in range(4), record.id
    months = {one.title for one in year.facts.of_kind("roster")}
    assert "2026 年 10 月值班表" in months


def test_what_nobody_agreed_on_does_not_hide_how_an_incident_came_out() -> None:
    year = judged()
    states = {one.state for one in year.verdicts_on("INC-2026-0001") if one.clock}
    assert {State.UNSETTLED, State.MET} <= states
    assert outcome.of(year, year.facts.records["INC-2026-0001"]).name == State.MET
