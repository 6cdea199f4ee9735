"""How long judging takes: `python tests/bench_judge.py [NUMBER …]`, CPU seconds after reading.

The incidents are made from the good examples; three clocks (respond, arrive, restore) judge each of them.
"""

from __future__ import annotations

import gc
import sys
import time
from datetime import timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from conftest import NOW, sound, sound_base

from generators import knowledge
from generators.judging import obligations
from generators.knowledge import KnowledgeBase
from generators.records import binding
from generators.records.facts import Facts, gather
from generators.records.links import Link
from generators.records.record import Record

CLOCKS = {"responded": "respond_minutes", "arrived": "arrive_minutes", "restored": "restore_minutes"}
HEAD = (
    "title: 试判\nsource: CT-2026-01\nlocators: [x]\nsummary: 测量用的义务。\n"
    "element: process\nphase: operation\nseverity: minor\n"
)


def base() -> KnowledgeBase:
    """The good examples with three clocks of the contract's table."""
    files = sound_base()
    for path in [one for one in files if one.startswith("records/requirements/obligation/")]:
        del files[path]
    for number, (event, column) in enumerate(CLOCKS.items(), 801):
        judge = (
            f"judge:\n  clock: {{kind: incident, from: reported, to: {event}, limit_by_level: {column}}}\n"
        )
        path = f"records/requirements/obligation/OB-{number}.yaml"
        files[path] = f"id: OB-{number}\n{HEAD}{judge}".encode()
    return knowledge.read(files, NOW)


def facts_with(known: KnowledgeBase, number: int) -> Facts:
    """So many incidents, each some minutes after the one before, beside the other facts."""
    kind = known.kinds.sound["incident"]
    others = [one for one in known.facts.records.values() if one.kind.name != "incident"]
    made, links = [], []
    for index in range(number):
        start = NOW - timedelta(days=300) + timedelta(minutes=4 * index % 400_000)
        name, level = f"INC-2026-{index:07}", f"L{index % 5 + 1}"
        moments = {
            event: (start + timedelta(minutes=7 * step + index % 90)).isoformat()
            for step, event in enumerate(("reported", "responded", "arrived", "restored", "closed"))
        }
        data = {"id": name, "phenomenon": "x" * 8, "level": level, **moments}
        made.append(Record(kind, name, f"records/process/incident/2026/{name}.yaml", data, b""))
        links.append(Link(name, ("level",), "CT-2026-01", level))
    return gather(sound([*others, *made]), links)


def seconds(known: KnowledgeBase, number: int) -> float:
    """CPU seconds for judging all clocks of so many incidents."""
    facts = facts_with(known, number)
    bindings = binding.read(facts.states, known.kinds, known.config)
    gc.collect()
    begin = time.process_time()
    verdicts, _ = obligations.judge(facts, known.kinds, bindings, NOW, {})
    assert len(verdicts) == 3 * number
    return time.process_time() - begin


if __name__ == "__main__":
    KNOWN = base()
    for text in sys.argv[1:] or ("10000", "100000"):
        print(f"{text} incidents, 3 clocks each: {seconds(KNOWN, int(text)):.2f} s")
