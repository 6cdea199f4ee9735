"""Twice the base costs twice the work, not four times: cheap tests on small bases; tests/bench_*.py measure large ones."""

from __future__ import annotations

import dataclasses
import gc
import sys
import time
from collections.abc import Callable, Mapping
from types import FrameType

import big_base
import pytest
from conftest import NOW, sound_base

from generators import knowledge
from generators.finding import Place, finding
from generators.judging.verdict import State
from generators.records import record as records
from generators.site.pages import record
from generators.strict_yaml import At, Mark, load, positions

# calls for the page of a record, on average; 3,900 when templates asked for each word, records were named anew
# on each page and every piece of a drawing was escaped by itself, 2,500 when a template wrote what all repeat
STEPS = 2_150


def seconds(work: Callable[[], object]) -> float:
    """CPU of the quickest of three runs, after one that fills what is kept."""
    work()
    took = []
    for _ in range(3):
        gc.collect()
        begin = time.process_time()
        work()
        took.append(time.process_time() - begin)
    return min(took)


def test_reading_four_times_the_records_costs_at_most_five_times(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "load", load)
    # what binds is copied by nobody: four times the copies, or the base would grow by more than it says
    fixed = len(knowledge.read(sound_base(), NOW).facts.records)
    small, large = (big_base.grown(sound_base(), fixed + copies) for copies in (400, 1600))
    assert seconds(lambda: knowledge.read(large, NOW)) < 5 * seconds(lambda: knowledge.read(small, NOW))


def test_a_page_costs_no_more_for_what_is_known_of_other_records() -> None:
    base = knowledge.read(big_base.grown(sound_base(), 200), NOW)
    others = [
        one._replace(obligation="Y", subject=f"X-{n}", state=State.MET)
        for n in range(100)
        for one in base.verdicts
    ]
    told = [finding(Place(f"records/x/X-{n}.yaml"), "same-person", "") for n in range(10_000)]
    crowded = dataclasses.replace(base, verdicts=(*base.verdicts, *others), findings=(*base.findings, *told))
    assert len(crowded.verdicts) > 100 * len(base.verdicts)
    alone = seconds(lambda: [page.body for page in record.pages(base)])
    among = seconds(lambda: [page.body for page in record.pages(crowded)])
    assert among < 2 * alone, (among, alone)


def calls(work: Callable[[], object]) -> int:
    """How many functions of Python some work calls: the same on every machine, whatever else runs there."""
    number = 0

    def told(_: FrameType, event: str, __: object) -> None:
        nonlocal number
        number += event == "call"

    sys.setprofile(told)
    try:
        work()
    finally:
        sys.setprofile(None)
    return number


def test_the_page_of_a_record_is_made_in_few_steps() -> None:
    base = knowledge.read(big_base.grown(sound_base(), 200), NOW)
    made = [*record.pages(base)]
    for page in made:
        assert page.body  # what all of them share is measured for the first
    assert calls(lambda: [page.body for page in made]) < STEPS * len(made)


def test_a_record_is_parsed_again_only_for_the_place_of_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bytes] = []

    def counted(data: bytes) -> Mapping[At, Mark]:
        asked.append(data)
        return positions(data)

    monkeypatch.setattr(records, "positions", counted)
    base = knowledge.read(big_base.grown(sound_base(), 300), NOW)
    assert len(base.facts.records) == 300
    assert len(asked) <= len({one.place.path for one in base.findings})


def test_reading_leaves_no_garbage_for_the_collector() -> None:
    files = big_base.grown(sound_base(), 300)
    knowledge.read(files, NOW)
    gc.collect()
    gc.disable()
    try:
        base = knowledge.read(files, NOW)
        assert gc.collect() < len(base.facts.records)
    finally:
        gc.enable()
