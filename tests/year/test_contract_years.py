"""The demonstration year goes on: the next year's contract and an amendment take nothing from it."""

from __future__ import annotations

from conftest import NOW
from demonstration import files, judged

from generators import knowledge
from generators.judging.verdict import Verdict

FIRST = "records/requirements/contract/CT-2026-01.yaml"
AMENDED, NEXT = FIRST.replace("-01.", "-02."), FIRST.replace("2026-01.", "2027-01.")


def brief(verdicts: tuple[Verdict, ...]) -> set[tuple[str | None, ...]]:
    return {(one.obligation, one.subject, one.clock, one.part, one.period, one.state) for one in verdicts}


def test_the_contract_of_the_next_year_brings_no_error_and_changes_no_verdict() -> None:
    whole, year = dict(files()), judged()
    text = whole[FIRST].decode().replace("CT-2026-01", "CT-2027-01")
    text = text.replace('"2026-01-01"', '"2027-01-01"', 1).replace('"2026-12-31"', '"2027-12-31"', 1)
    found = knowledge.read({**whole, NEXT: text.encode()}, NOW)
    fresh = set(found.findings) - set(year.findings)
    assert [(one.place.path, one.code) for one in fresh] == [(NEXT, "contract-unjudged")]
    own = tuple(one for one in found.verdicts if one.contract in (None, "CT-2026-01"))
    assert brief(own) == brief(year.verdicts)
    assert {one.contract for one in found.verdicts} == {None, "CT-2026-01", "CT-2027-01"}


def test_an_amendment_that_lowers_a_limit_touches_only_what_was_reported_since() -> None:
    whole, year = dict(files()), judged()
    text = whole[FIRST].decode().replace("CT-2026-01", "CT-2026-02")
    text = text.replace("respond_minutes: 60", "respond_minutes: 1", 1)  # of L3
    text += 'amends: CT-2026-01\neffective_from: "2026-07-01"\n'
    found = knowledge.read({**whole, AMENDED: text.encode()}, NOW)
    assert [one for one in found.findings if one.severity == "error"] == []
    changed = {str(one[1]) for one in brief(found.verdicts) ^ brief(year.verdicts)}
    assert changed
    for name in changed:
        record = found.facts.records[name]
        reported = record.data["reported"]
        assert (reported if isinstance(reported, str) else reported["at"]) >= "2026-07"
        assert record.data["level"] == "L3"
