"""What holds for every rule: its manual's example can be judged, and it has tests of its own under tests/rules."""

from __future__ import annotations

import ast
import importlib
import json
from typing import Any

import pytest
from conftest import NOW, ROOT
from one_obligation import base_with, incident, judged, of

from generators import knowledge, output
from generators.judging.rules import RULES
from generators.judging.verdict import State
from generators.kinds.engine import errors
from generators.knowledge import KnowledgeBase
from generators.strict_yaml import load

BY_LEVEL = "clock:\n  kind: incident\n  from: reported\n  to: responded\n  limit_by_level: respond_minutes\n"
FEWEST = 3  # tests that a rule has at least
GOOD, BAD = {"MET", "DECLARED"}, {"LATE", "FAILED", "MISSING", "STALE"}


def example_of(rule: str) -> dict[str, Any]:
    """The parameters that a rule's docstring shows."""
    text = importlib.import_module(f"generators.judging.rules.{rule}").__doc__ or ""
    lines = [line[4:] for line in text.splitlines() if line.startswith("    ")]
    return load("\n".join(lines).encode())


@pytest.mark.parametrize("rule", RULES)
def test_the_example_in_a_rules_manual_obeys_the_schema_and_can_be_judged(
    rule: str, base: KnowledgeBase
) -> None:
    judge = {rule: example_of(rule)}
    schema = base.kinds.sound["obligation"].checked["properties"]["judge"]
    assert [one.message for one in errors(schema, judge)] == []
    assert judged(json.dumps(judge, ensure_ascii=False).replace("\n", " ") + "\n") is not None


@pytest.mark.parametrize("rule", RULES)
def test_a_rules_manual_begins_with_its_name_in_both_languages(rule: str, base: KnowledgeBase) -> None:
    title = base.kinds.sound["obligation"].field(("judge", rule)).title
    text = importlib.import_module(f"generators.judging.rules.{rule}").__doc__ or ""
    assert text.startswith(f"{rule} {title}: ")


def test_verdicts_are_published_with_every_single_judgement() -> None:
    base = knowledge.read(base_with(BY_LEVEL), NOW)
    told = json.loads(output.verdicts_json(base))
    assert told["as_of"] == NOW.isoformat()
    assert len(told["verdicts"]) == len(base.verdicts)
    assert list(told["verdicts"][0]) == [
        "obligation", "subject", "clock", "part", "period", "state", "level", "measured_s", "natural_s", "limit_s",
        "due", "independent", "evidence", "cause", "trace", "reading", "counts",
    ]  # fmt: skip


PROOF = '{{at: "2026-06-01T{time}:00+08:00", source: {known[0]}, certainty: {known[1]}}}'
SURE, LOG = ("call-log", "exact"), ("monitoring-log", "estimated")
SAID, NOBODY = ("statement", "exact"), ("call-log", "unknown")
# how start and stop of a clock are known, and what proves both
KNOWN = {
    (SURE, SURE): (State.MET, True),
    (SURE, LOG): (State.MET, True),
    (SAID, SURE): (State.MET, False),
    (SURE, SAID): (State.MET, False),
    (SAID, SAID): (State.MET, False),
    (NOBODY, SURE): (State.MISSING, False),  # a time that nobody knows shows nothing
    (SURE, NOBODY): (State.MISSING, False),
}
WITHIN_A_DAY = "closed:\n  kind: incident\n  done: responded\n  within_days: 1\n"


@pytest.mark.parametrize("known", KNOWN)
@pytest.mark.parametrize("judge", [BY_LEVEL, WITHIN_A_DAY], ids=["clock", "closed"])
def test_both_times_that_decide_must_be_known_and_proven(
    judge: str, known: tuple[tuple[str, str], tuple[str, str]]
) -> None:
    start, stop = (
        PROOF.format(time=time, known=how) for time, how in zip(("09:00", "09:05"), known, strict=True)
    )
    files = incident(801, "2026-06-01T09:00:00+08:00", responded=stop)
    text = files["records/process/incident/2026/INC-2026-0801.yaml"]
    files["records/process/incident/2026/INC-2026-0801.yaml"] = text.replace(
        '"2026-06-01T09:00:00+08:00"', start, 1
    )
    verdict = of(judged(judge, files), "INC-2026-0801")
    assert (verdict.state, verdict.independent) == KNOWN[known]


def lacking(rule: str, text: str) -> list[str]:
    """What the tests of a rule do not do; the text is that of their file."""
    nodes = list(ast.walk(ast.parse(text)))
    tests = [one for one in nodes if isinstance(one, ast.FunctionDef) and one.name.startswith("test_")]
    texts = [one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    states = {
        one.attr
        for one in nodes
        if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id == "State"
    }
    promises = {
        f"at least {FEWEST} tests": len(tests) >= FEWEST,
        "an obligation that it judges": any(one.startswith(f"{rule}:\n") for one in texts),
        "a state that is good": bool(states & GOOD),
        "a state that is not": bool(states & BAD),
    }
    return [told for told, is_kept in promises.items() if not is_kept]


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_has_tests_of_its_own_that_see_it_met_and_not_met(rule: str) -> None:
    path = ROOT / f"tests/rules/test_rule_{rule}.py"
    assert path.is_file(), f"write {path.relative_to(ROOT)}: a rule without tests passes everything"
    assert lacking(rule, path.read_text("utf-8")) == []


def test_a_rule_that_is_only_said_to_be_tested_is_noticed() -> None:
    assert len(lacking("always", "")) == 4
    text = (ROOT / "tests/rules/test_rule_clock.py").read_text("utf-8")
    assert lacking("always", text) == ["an obligation that it judges"]
    assert lacking("clock", text.replace("State.LATE", "State.MET")) == ["a state that is not"]
    assert lacking("clock", text.replace("def test_", "def check_")) == [f"at least {FEWEST} tests"]


def test_every_module_that_judges_is_a_rule_with_a_name() -> None:
    judging = {
        path.stem
        for path in (ROOT / "generators/judging/rules").glob("*.py")
        if "\ndef judge(" in path.read_text("utf-8")
    }
    assert judging == set(RULES)


@pytest.mark.parametrize(
    "judge", ["present:\n  kind: tool\n", "closed:\n  kind: inspection\n  by: tool\n  through: source\n"]
)
def test_what_is_judged_by_a_kind_whose_schema_is_broken_is_suspect_and_names_it(judge: str) -> None:
    files = {**base_with(judge), "schemas/resource/tool.schema.json": b"{"}
    [found] = [one for one in knowledge.read(files, NOW).verdicts if one.obligation == "OB-800"]
    assert (found.state, str(found.trace)) == (State.SUSPECT, "tool 的数据有误，要先改正才能判定。")
