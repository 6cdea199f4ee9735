"""Lives of incidents, each told and judged as `cases/clocks.yaml` says: by the code, the place and the state meant."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import NOW
from one_obligation import base_with

from generators import knowledge
from generators.knowledge import KnowledgeBase
from generators.measures import performance
from generators.strict_yaml import load, positions

CASES: Mapping[str, Any] = load((Path(__file__).parent / "cases" / "clocks.yaml").read_bytes())
HEAD = {"level": "L1", "reported": "2026-03-02T09:00:00+08:00"}
REST = {"reporter": {"department": "财务科"}, "phenomenon": "报表打不开", "channel": "phone"}
CLOSED = {
    "cause_class": "power",
    "cause": "机房断电",
    "resolution": "恢复供电",
    "no_change_reason": "供电由物业恢复",
}
COLUMNS = {"responded": "respond_minutes", "arrived": "arrive_minutes", "restored": "restore_minutes"}
FOLDER = "records/process/incident/2026"
PEOPLE = "records/people/person"


def incident(name: str, *parts: Mapping[str, Any]) -> dict[str, str]:
    data = {"id": name, **REST}
    for part in parts:
        data |= part
    return {f"{FOLDER}/{name}.yaml": written(data | (CLOSED if "closed" in data else {}))}


def written(data: Mapping[str, Any]) -> str:
    """Write a record with a line for every value, so that a place in it is a line."""
    return json.dumps(data, ensure_ascii=False, indent=1)


def base_of(case: Mapping[str, Any]) -> KnowledgeBase:
    clock = str(case.get("clock", "restored"))
    needs = ", needs: [remote_failed, on_site_needed]" if clock == "arrived" else ""
    judge = f"clock: {{kind: incident, from: reported, to: {clock}, limit_by_level: {COLUMNS[clock]}, "
    files = incident("INC-2026-0801", case.get("head", HEAD), case["more"])
    if "other" in case:
        files |= incident("INC-2026-0802", case["other"])
    whole = base_with(f"{judge}pause_reasons: [waiting-user]{needs}}}\n", files)
    for name, post in case.get("people", {}).items():
        person = load(whole[f"{PEOPLE}/{name}.yaml"])
        whole[f"{PEOPLE}/{name}.yaml"] = written({**person, "posts": [{"post": "负责人", **post}]}).encode()
    return knowledge.read(whole, datetime.fromisoformat(case["now"]) if "now" in case else NOW)


def line_of(path: str, case: Mapping[str, Any]) -> int:
    """The line on which a value begins in the incident as it is written."""
    (text,) = incident("INC-2026-0801", case.get("head", HEAD), case["more"]).values()
    at = tuple(int(step) if step.isdigit() else step for step in path.split("."))
    return positions(text.encode())[at].line


@pytest.mark.parametrize("name", CASES)
def test_a_life_has_exactly_the_findings_that_are_meant_where_they_are_meant(name: str) -> None:
    case = CASES[name]
    base = base_of(case)
    found = {(one.place.line, one.code) for one in base.findings_in(f"{FOLDER}/INC-2026-0801.yaml")}
    assert found == {(line_of(path, case), code) for path, code in case["found"]}


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if "state" in case])
def test_a_life_is_judged_as_is_meant_and_says_why(name: str) -> None:
    case = CASES[name]
    base = base_of(case)
    [verdict] = [one for one in base.verdicts_on("INC-2026-0801") if one.obligation == "OB-800"]
    assert verdict.state == case["state"]
    assert case.get("says", "") in str(verdict.trace)
    assert verdict.measured_s == case.get("measured", verdict.measured_s)
    assert verdict.level == case.get("level", verdict.level)
    missed = [one.verdict.subject for one in performance.misses(base) if one.verdict.obligation == "OB-800"]
    if case.get("missed"):
        assert "INC-2026-0801" in missed


def test_no_time_of_a_life_that_is_over_is_longer_than_the_life() -> None:
    case = CASES["closed and never answered"]
    closed = datetime.fromisoformat(case["more"]["closed"])
    [verdict] = [one for one in base_of(case).verdicts_on("INC-2026-0801") if one.obligation == "OB-800"]
    assert verdict.measured_s == (closed - datetime.fromisoformat(HEAD["reported"])).total_seconds()


def test_unknown_times_are_not_proven_whatever_their_source() -> None:
    case = CASES["both times unknown, each with a source"]
    [verdict] = [one for one in base_of(case).verdicts_on("INC-2026-0801") if one.obligation == "OB-800"]
    assert not verdict.independent


def test_the_row_of_the_table_is_that_of_the_level_at_the_stop() -> None:
    base = base_of(CASES["raised at once, judged by the level at the stop"])
    [matrix] = [one for one in performance.matrices(base) if one.obligation.id == "OB-800"]
    rows = {row.level.split()[0]: row.judged.year.denominator.ids for row in matrix.rows}
    assert "INC-2026-0801" in rows["L1"]
    assert "INC-2026-0801" not in rows.get("L5", ())


@pytest.mark.parametrize("certainty", [{"certainty": "unknown"}, {}])
def test_a_beginning_that_nobody_knows_stops_no_check(certainty: Mapping[str, Any]) -> None:
    rows = {
        "outages": [{"function": "F-RULES", "from": "2026-03-02T09:00:00+08:00", "to": "2026-03-02T09:40:00+08:00"}],
        "pauses": [{"from": "2026-03-02T09:10:00+08:00", "reason": "waiting-user"}],
    }  # fmt: skip
    told = {"reported": {"source": "statement", **certainty}, "restored": "2026-03-02T10:00:00+08:00"}
    base = base_of({"head": {**HEAD, **told}, "more": rows})
    codes = {one.code for one in base.findings if "INC-2026-0801" in one.place.path}
    assert "pause-without-end" in codes
    assert ("event-without-time" in codes) is (certainty == {})
