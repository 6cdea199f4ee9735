"""A second contract set up beside the demonstration year takes nothing from it."""

from __future__ import annotations

from conftest import NOW
from demonstration import files, judged

from generators import knowledge
from generators.authoring import new_contract
from generators.authoring.new_contract import Shipped
from generators.judging.verdict import Verdict
from generators.origin import source


def brief(verdicts: tuple[Verdict, ...]) -> set[tuple[str | None, ...]]:
    return {(one.obligation, one.subject, one.clock, one.part, one.period, one.state) for one in verdicts}


def test_a_contract_from_the_example_answers_brings_no_finding_and_changes_no_verdict() -> None:
    (answers,) = source.shipped("authoring/answers.yaml").values()
    (holidays,) = source.shipped("authoring/holidays.yaml").values()
    shipped = Shipped(source.shipped("authoring/packs"), holidays)
    made = new_contract.new(
        files(), answers.replace(b"2027", b"2026").replace(b"CT-2026-01", b"CT-2026-02"), shipped, NOW
    )
    assert made.faults == ()
    assert set(made.files).isdisjoint(files())
    found = knowledge.read({**files(), **made.files}, NOW)
    assert found.findings == judged().findings
    own = tuple(one for one in found.verdicts if one.contract in (None, "CT-2026-01"))
    added = {one.rpartition("/")[2].removesuffix(".yaml") for one in made.files}
    assert brief(tuple(one for one in own if one.obligation not in added)) == brief(judged().verdicts)
