"""Every book and plan of the year is run by the state machine of the browser: from first to last, and along every branch."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from conftest import ROOT
from demonstration import IDS
from playwright.sync_api import Browser

from generators import knowledge
from generators.origin import source
from generators.site import run_files
from generators.site.pages import followed

pytestmark = pytest.mark.browser
SCRIPTS = ("course", "record")
# Ticks a book from its first step on, taking a branch where one is asked for; gives the run and where it led.
WALK = """([book, ways]) => ways.map(way => {
  const say = (key, slots) => key + (slots ? JSON.stringify(slots) : ""), start = Date.parse("2026-11-20T10:00:00Z")
  let second = 0, away = null, taken = way === null
  const now = () => new Date(start + 8 * 3600000 + (second += 60) * 1000).toISOString().slice(0, 19) + "+08:00"
  const run = kbCourse.begin(book, { operator: "P-005", target: "照着走一遍", id: "EX-20261120-180000-zzzz", started: now() })
  for (let ticks = 0; run.go && ticks < 200; ticks += 1) {
    const step = kbCourse.step(book, run.go), at = now(), tick = { step: run.go, status: "done", at: at, sure: true }
    if (step.consent) { tick.agreed_by = step.consent; tick.agreed_at = at }
    if (kbCourse.hasLimits(step)) { tick.measured = step.low ?? step.high }
    if (step.value) { tick.value = "记下了" }
    if (!taken && step.step === way.step) { tick.way = way.number; taken = true }
    const lacks = kbCourse.lacks(book, run, tick)
    if (lacks.length) { return { stuck: step.step, lacks } }
    const bare = kbCourse.lacks(book, run, { step: run.go, status: "done", at: at })
    if (bare.includes("consent") !== Boolean(step.consent) || bare.includes("sure") !== Boolean(step.caution)) { return { stuck: step.step, bare } }
    away = kbCourse.tick(book, run, tick) || away
    if (tick.way !== undefined && run.go !== (step.branches[tick.way].go_to || run.go)) { return { stuck: step.step, went: run.go } }
  }
  book.verification.forEach(one => kbCourse.check(run, "checks", one.code, { status: "done", at: now() }))
  const finished = now(), wants = kbCourse.wanting(book, run), end = { finished, outcome: wants.steps.length ? "partial" : "success", recorded_at: finished }
  return { taken, away: away && away.book, open: run.go, wants: wants.steps.map(one => one.step), checks: wants.checks.length,
    record: way ? null : kbRunRecord.record(book, run, end, say) }
})"""


def test_every_book_and_plan_is_run_from_first_to_last_along_every_branch_into_sound_records(
    browser: Browser,
) -> None:
    files = source.read(ROOT)
    base = knowledge.read(files, source.now(files, None))
    kinds = [kind.name for kind in base.kinds.sound.values() if followed.word(kind) is not None]
    page = browser.new_page()
    for name in SCRIPTS:
        page.add_script_tag(path=ROOT / f"generators/site/web/assets/kb/run/{name}.js")
    walked, records = 0, {}
    for record in (one for name in kinds for one in base.facts.of_kind(name) if one.id in IDS):
        run_kind = run_files.run_kind(base, record)
        assert run_kind is not None
        book: Any = {**run_files.shared(base, run_kind), **run_files.own(base, record, run_kind)}
        ways = [(step["step"], number) for step in book["steps"] for number, _ in enumerate(step["branches"])]
        branches = {
            (step["step"], number): one
            for step in book["steps"]
            for number, one in enumerate(step["branches"])
        }
        asked = [None, *({"step": step, "number": number} for step, number in ways)]
        whole, *others = page.evaluate(WALK, [book, asked])
        assert (whole.get("stuck"), whole["wants"], whole["checks"], whole["open"]) == (None, [], 0, "")
        records[record.id] = whole["record"]
        for way, found in zip(ways, others, strict=True):
            assert "stuck" not in found, (record.id, found)
            assert found["taken"], (record.id, way)
            assert found["open"] == ""  # it comes to an end
            assert found["away"] == branches[way].get("book")
            assert _leads(base, branches[way])
            walked += 1
    page.close()
    assert walked > len(records)
    assert {"EP-PLATFORM", "DP-PLATFORM"} < {*records}
    assert _faults(files, base, records) == []


def _leads(base: knowledge.KnowledgeBase, branch: run_files.Branch) -> bool:
    """Whether the other book, and its step, are there to go to."""
    if "book" not in branch:
        return True
    other = base.facts.get(branch["book"])
    steps = [row["step"] for row in other.data.get("steps", ())] if other else []
    return other is not None and (not branch.get("book_step") or branch["book_step"] in steps)


def _faults(files: dict[str, bytes], base: knowledge.KnowledgeBase, records: dict[str, Any]) -> list[str]:
    """What the checker says of the records; that nobody wrote changes beside them is no fault of a run."""

    new = {}
    for number, record in enumerate(records.values()):
        named = f"EX-20261120-180000-z{number:03}"
        new[f"records/technology/execution/2026/{named}.yaml"] = json.dumps({**record, "id": named}).encode()
    later = base.now + timedelta(days=1)
    checked = knowledge.read({**files, **new}, later)
    told = [one for one in checked.findings if one.place.path in new]
    return [f"{one.place.path}: {one.message}" for one in told if one.code != "change-unnamed"]
