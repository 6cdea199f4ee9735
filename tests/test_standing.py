from __future__ import annotations

from conftest import NOW, sound_base

from generators import knowledge
from generators.measures import standing

PATH = "records/requirements/obligation/{}.yaml"


def test_two_obligations_that_differ_are_shown_once_with_the_decisions_of_both() -> None:
    files = sound_base()
    for name, other, decision in (("OB-001", "OB-002", "DC-2026-02"), ("OB-002", "OB-001", "DC-2026-01")):
        path = PATH.format(name)
        text = files[path].decode().partition("compare:")[0].partition("decision:")[0]
        files[path] = f"{text}compare: [{other}]\ndecision: {decision}\n".encode()
    base = knowledge.read(files, NOW)
    assert [one for one in base.findings if one.severity == "error"] == []
    [pair] = [one for one in standing.comparisons(base) if one.one.obligation.id in ("OB-001", "OB-002")]
    assert pair.decisions == ("DC-2026-01", "DC-2026-02")
