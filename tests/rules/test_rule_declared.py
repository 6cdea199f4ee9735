"""The rule `declared`: declared is never met, and what is not there yet is missing."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from conftest import NOW, sound_base
from one_obligation import base_with, judged

from generators import knowledge
from generators.judging.verdict import State

REVIEW = "records/process/review/2026/RV-2026-01.yaml"


def test_a_declaration_is_never_met() -> None:
    given = judged("declared:\n  evidence: CT-2026-01\n  would_prove: 续签合同\n")
    missing = judged("declared:\n  would_prove: 续签合同\n")
    assert [one.state for one in (*given, *missing)] == [State.DECLARED, State.MISSING]
    told = "已承诺，无法量化；将来的佐证：续签合同。"
    assert [str(one.trace) for one in (*given, *missing)] == [told, told]
    assert [one.evidence for one in (*given, *missing)] == [("CT-2026-01",), ()]


def test_a_declaration_still_to_be_signed_is_missing_until_then() -> None:
    judge = "declared:\n  evidence: RV-2026-01\n  would_prove: 评审结论\n"
    held = re.search(
        r'held: "?([^"\n]*)', sound_base()["records/process/review/2026/RV-2026-01.yaml"].decode()
    )
    assert held
    when = datetime.fromisoformat(held[1])
    states = [judged(judge, now=moment)[0].state for moment in (when - timedelta(hours=1), when)]
    assert states == [State.MISSING, State.DECLARED]


def test_a_declaration_in_an_unsound_record_is_suspect() -> None:
    files = base_with(
        "declared:\n  evidence: RV-2026-01\n  would_prove: 评审结论\n", {REVIEW: "id: RV-2026-01\n"}
    )
    base = knowledge.read(files, NOW)
    [found] = [one for one in base.verdicts if one.obligation == "OB-800"]
    assert (found.state, found.evidence) == (State.SUSPECT, ("RV-2026-01",))
    assert str(found.trace) == "RV-2026-01 的数据有误，要先改正才能判定。"
