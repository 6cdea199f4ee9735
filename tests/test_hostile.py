"""A rule never dies: whatever a schema lets pass is judged, or is a finding; nothing raises, and nothing vanishes."""

from __future__ import annotations

import random
from collections import Counter
from datetime import datetime

from caused import broken, fits
from conftest import LONG
from hostile_base import KINDS, NOWS, hostile

from generators import briefing, knowledge, output
from generators.codes import CODES
from generators.judging.obligations import obligations
from generators.judging.rules import RULES
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase

BASES = 20_000 if LONG else 500


def bases() -> list[str]:
    return [f"20261120 {number}" for number in range(BASES)]


def read(seed: str, now: str | None = None) -> KnowledgeBase:
    dice = random.Random(seed)  # noqa: S311 - the same bases at each run
    return knowledge.read(hostile(dice), datetime.fromisoformat(now or dice.choice(NOWS)))


def left_out(base: KnowledgeBase) -> list[tuple[str, str]]:
    """The records that a clock had to judge and said nothing about."""
    found = []
    for one in obligations(base.facts, base.kinds):
        rule, parameters = next(iter(one.data["judge"].items()))
        if rule == "clock" and "where" not in parameters:
            judged = {verdict.subject for verdict in base.verdicts_of(one.id)}
            asked = [each.id for each in base.facts.of_kind(parameters["kind"]) if not each.is_voided]
            found += [(one.id, each) for each in asked if each not in judged]
    return found


def test_no_base_that_obeys_its_schemas_ends_a_rule_or_loses_a_verdict() -> None:
    """Its words are put together, too, and what the commands say of it."""
    states: Counter[State] = Counter()
    rules: Counter[str] = Counter()
    codes: Counter[str] = Counter()
    for seed in bases():
        base = read(seed)
        assert left_out(base) == [], seed
        assert [one for one in base.verdicts if not str(one.trace)] == [], seed
        assert broken(base) == [], seed
        assert fits(briefing.status(base)), seed
        assert briefing.everything(base), seed
        assert briefing.due(base), seed
        assert output.verdicts_json(base), seed
        states.update(one.state for one in base.verdicts)
        codes.update({one.code for one in base.findings})
        for one in obligations(base.facts, base.kinds):
            rules.update({next(iter(one.data["judge"])): len(base.verdicts_of(one.id))})
    assert set(states) == set(State)
    assert min(rules[name] for name in RULES) > BASES / 10
    of_calendars = {code for code in CODES if code.startswith("calendar")}
    assert of_calendars - {"calendar-year-missing"} <= set(
        codes
    )  # that one asks for a clock that runs so far


def test_whatever_was_changed_still_obeys() -> None:
    refused = {"missing-key", "unknown-key"} | {one for one in CODES if one.startswith(("value-", "yaml-"))}
    for seed in bases()[:20]:
        base = read(seed, max(NOWS))  # when nothing is still to come
        assert [str(one) for one in base.findings if one.code in refused] == []
        assert {one.kind.name for one in base.facts.states.obeying.values()} == set(KINDS.sound)
