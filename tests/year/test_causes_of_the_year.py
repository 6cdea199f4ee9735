"""What makes the year's verdicts bad: each told once, in one screen, and not to be got rid of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from caused import broken, fits
from conftest import NOW
from demonstration import changed, files, judged, path_of

from generators import briefing, knowledge
from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.measures import causes
from generators.measures.causes import FAULTY, Behind
from generators.site.pages.blamed import blames
from generators.strict_yaml import load

DAY = 86_400
VOIDED = {"reason": "登记有误", "by": "P-001", "at": "2026-11-19T09:00:00+08:00"}

# cause -> the obligations behind it, whether it is open, and by how many days it is over
KNOWN: dict[str, tuple[set[str], bool, int | None]] = {
    "INS-2026-042": ({"OB-005", "OB-006", "OB-031", "OB-032", "OB-034"}, False, 13),
    "INS-2026-025": ({"OB-005"}, False, None),
    "roster 2026-03 03-14 07:00 至 03-14 08:00": ({"OB-008", "OB-028", "OB-212"}, False, None),
    "AN-2026-011": ({"OB-051", "OB-068", "OB-206"}, False, None),
    "AN-2026-009": ({"OB-051", "OB-206"}, False, 20),
    "AN-2026-015": ({"OB-051", "OB-206"}, True, 81),
    "AC-2026-006": ({"OB-225"}, False, 17),
    "RP-2026-Q2": ({"OB-043"}, False, 5),
    "CH-2026-021": ({"OB-035", "OB-224", "OB-244"}, False, None),
    "INC-2026-0053": ({"OB-001", "OB-016", "OB-017", "OB-020", "OB-021"}, False, None),
    "person support-engineer": ({"OB-064", "OB-208", "OB-228"}, False, 2),
    "P-004": ({"OB-228"}, True, 15),
    "PL-FAULT-RECOVERY": ({"OB-059"}, True, 20),
    "OB-019": ({"OB-019"}, True, None),
}


def known() -> dict[str, Behind]:
    return {one.name: one for one in causes.causes(judged())}


def test_one_thing_that_went_wrong_is_one_cause_with_all_that_stands_behind() -> None:
    found = known()
    for name, (behind, is_open, days) in KNOWN.items():
        one = found[name]
        assert ({*one.obligations.ids}, one.is_open) == (behind, is_open), name
        assert days is None or one.over_s == days * DAY, name


def test_a_month_that_a_late_record_spoiled_is_called_by_its_own_state() -> None:
    """The incident is late; July was not available, which is no lateness."""
    [one] = blames(judged(), judged().facts.records["INC-2026-0053"])
    assert (one.state, [each.id for each in one.obligations]) == (State.FAILED, ["OB-001"])
    assert known()["INC-2026-0053"].state == State.LATE


def test_every_bad_verdict_of_the_year_names_a_cause_and_no_other_does() -> None:
    assert broken(judged()) == []
    bad = {(one.obligation, one.subject, one.period, one.part) for one in judged().verdicts_in(*FAULTY)}
    behind = {(v.obligation, v.subject, v.period, v.part) for one in known().values() for v in one.verdicts}
    assert bad == behind


def test_status_of_the_year_is_read_in_one_screen() -> None:
    assert fits(briefing.status(judged()))
    assert len(known()) <= len(judged().verdicts_in(*FAULTY)) / 3


def key(one: Verdict) -> tuple[object, ...]:
    return one.obligation, one.subject, one.clock, one.part, one.period


def stays(base: KnowledgeBase, one: Behind) -> None:
    """Whatever a cause made bad is bad still, for a reason that it names; it may be told of the obligation."""
    found = {key(verdict): verdict for verdict in base.verdicts}
    for verdict in one.verdicts:
        after = found.get(key(verdict)) or found[verdict.obligation, None, None, None, None]
        assert after.state in FAULTY, (one.name, verdict.obligation)
        assert after.cause, one.name
        assert one.name not in {cause.name for cause in after.cause}


ROWS = {name: one.cause.record for name, one in sorted(known().items()) if one.cause.record}
DOUBTED = [
    name for name in ROWS if known()[name].cause.codes
]  # records with nothing in common: struck at once


def strike(data: dict[str, Any]) -> None:
    data["voided"] = VOIDED


@pytest.mark.parametrize(
    "name", [name for name, one in ROWS.items() if name not in DOUBTED and not one.startswith("CT-")]
)
def test_striking_out_the_row_that_is_the_cause_leaves_it_bad_by_another(name: str) -> None:
    stays(knowledge.read(changed({ROWS[name]: strike}), NOW), known()[name])


def test_striking_out_all_that_is_doubted_leaves_it_bad_by_another() -> None:
    struck = knowledge.read(changed({ROWS[name]: strike for name in DOUBTED}), NOW)
    for name in DOUBTED:
        stays(struck, known()[name])


@pytest.mark.parametrize("record_id", ["INS-2026-042", "INS-2026-025", "RP-2026-Q2", "RO-2026-03", "P-004"])
def test_deleting_what_proves_a_period_or_a_post_leaves_it_bad_by_what_is_not_there(record_id: str) -> None:
    left = dict(files())
    del left[path_of(record_id)]
    stays(knowledge.read(left, NOW), known()[record_id])


def written(one: Behind) -> set[str]:
    """By which ids a cause can be named: its record, its roster, or the obligations of what is not there."""
    if one.cause.record:
        return {one.cause.record}
    if one.cause.kind == "roster":
        return {f"RO-{one.cause.period}"}
    return {*one.obligations.ids}


def test_an_acceptance_lists_what_the_judge_finds_bad_on_the_day_on_which_it_was_signed() -> None:
    accepted = load(files()[path_of("AP-2026-01")])
    then = datetime.fromisoformat(accepted["signed"]["at"])
    found = set[str]().union(*map(written, causes.causes(knowledge.read(files(), then))))
    of_july = {"INC-2026-0051", "RO-2026-07"}  # of the next one
    assert {row["cause"] for row in accepted["shortfalls"]} == found - of_july
