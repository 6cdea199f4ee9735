"""A record's page says what is not done because of it, although another is judged."""

from __future__ import annotations

from conftest import good_base

from generators.judging.verdict import State
from generators.site.pages import record
from generators.site.pages.blamed import blames


def test_an_outage_says_that_the_month_was_not_available_because_of_it() -> None:
    base = good_base()
    found = base.facts.get("INC-2026-0003")
    assert found is not None
    [one] = record.view(base, found).blamed
    assert (one.state, [each.id for each in one.obligations]) == (State.FAILED, ["OB-018"])
    assert "OB-018" not in {each.obligation for each in base.verdicts_on(found.id)}


def test_what_is_judged_on_a_record_itself_is_not_said_twice() -> None:
    base = good_base()
    bad = [one for one in base.verdicts_in(State.FAILED, State.LATE) if one.cause]
    own = [(base.facts.get(cause.record), one) for one in bad for cause in one.cause if cause.record]
    judged = [(found, one) for found, one in own if found and one in base.verdicts_on(found.id)]
    assert judged
    for found, one in judged:
        assert one.obligation not in {ref.id for each in blames(base, found) for ref in each.obligations}
