"""What was agreed how to read a contract is in force from day to day: what was reported before it is not judged by it."""

from __future__ import annotations

from datetime import datetime

import pytest
from test_amendments import FIRST, NEXT, base, contract, incident, obligation, person, sound, told

from generators.judging.verdict import State

ALL = "clock: {kind: incident, from: reported, to: responded, limit_minutes: 10}"
MONTHLY = "every: {kind: bulletin, period: month, at: sent}"
LATER = ("2027-01-01", "2027-12-31")


def decision(since: str, until: str | None = None, more: str = "") -> dict[str, str]:
    end = f'effective_to: "{until}"\n' if until else ""
    text = (
        "id: DC-2026-01\ntitle: 十分钟内答复\nquestion: 合同没有写多久\nreading: 不论哪级十分钟\neffect: tighten\n"
        f'instrument: supplement\ndecided: "2026-05-08"\neffective_from: "{since}"\n{end}{more}'
        "signatories:\n  - {person: P-101, side: customer}\n  - {person: P-001, side: provider}\n"
    )
    people = person("P-001") | person("P-101", 'side: customer, from: "2026-01-01"')
    return people | {"records/process/decision/2026/DC-2026-01.yaml": text}


def by_decision(judge: str, source: str = FIRST) -> dict[str, str]:
    [(path, text)] = obligation(901, source, judge).items()
    return {path: text + "decision: DC-2026-01\nby_decision: true\n"}


@pytest.mark.parametrize(
    ("since", "until", "judged"),
    [
        ("2026-05-11", None, [3, 4, 5]),
        ("2026-05-12", None, [4, 5]),
        ("2026-05-11", "2026-05-31", [3, 4]),
        ("2026-05-11", "2026-05-30", [3]),
        ("2026-06-01", "2026-05-31", []),
    ],
)
def test_a_decision_holds_for_what_was_reported_while_it_was_in_force(
    since: str, until: str | None, judged: list[int]
) -> None:
    days = ("2026-01-05", "2026-05-10", "2026-05-11", "2026-05-31", "2026-06-01")
    incidents = [incident(number, day) for number, day in enumerate(days, 1)]
    found = sound(contract(FIRST), decision(since, until), by_decision(ALL), *incidents)
    assert told(found) == {f"INC-2026-{number:04}": (State.LATE, 10) for number in judged}
    before = sound(contract(FIRST), decision(since, until), obligation(901), *incidents)
    assert {one for one, _ in told(before).values()} == {State.MET}  # the contract's own go on


def test_a_decision_asks_for_the_months_in_which_it_was_in_force() -> None:
    found = sound(contract(FIRST), decision("2026-05-31", "2026-07-01"), by_decision(MONTHLY))
    assert [one.period for one in found.verdicts_of("OB-901")] == ["2026-05", "2026-06", "2026-07"]


def test_a_decision_of_one_contract_says_nothing_of_another() -> None:
    standard = (
        "id: STD-ONE\ncode: GB/T 1\nedition: 一\ntitle: 运行维护要求\nstatus: in-force\nconfidence: B\n"
    )
    files = (
        contract(FIRST),
        contract(NEXT, 10, LATER),
        incident(1, "2026-12-31"),
        incident(2, "2027-01-01"),
        {"records/requirements/standard/STD-ONE.yaml": standard},
    )
    for source in (FIRST, "STD-ONE"):
        early = sound(*files, decision("2026-05-11"), by_decision(ALL, source))
        assert list(told(early)) == ["INC-2026-0001"]
    named = decision("2027-01-01", more=f"contract: {NEXT}\n")
    assert list(told(sound(*files, named, by_decision(ALL, "STD-ONE")))) == ["INC-2027-0002"]


def test_what_rests_on_a_decision_that_cannot_be_relied_on_is_suspect() -> None:
    found = base(
        contract(FIRST),
        decision("2026-05-11", more="colour: red\n"),
        by_decision(ALL),
        incident(1, "2026-06-01"),
    )
    assert [(one.state, one.subject, one.evidence) for one in found.verdicts_of("OB-901")] == [
        (State.SUSPECT, None, ())
    ]
    assert "DC-2026-01" in str(found.verdicts_of("OB-901")[0].trace)


def test_a_decision_to_come_judges_nothing_yet() -> None:
    found = sound(
        contract(FIRST),
        decision("2026-05-11"),
        by_decision(ALL),
        incident(1, "2026-05-09"),
        now=datetime.fromisoformat("2026-05-10T12:00:00+08:00"),
    )
    assert told(found) == {}
