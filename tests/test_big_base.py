"""The generated base that speed is measured with is sound, whole and always the same."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping
from datetime import UTC

import big_base
from conftest import NOW, sound_base

from generators import knowledge
from generators.codes import Severity
from generators.knowledge import KnowledgeBase
from generators.records.moment import moment


@functools.cache
def made() -> Mapping[str, bytes]:
    return big_base.grown(sound_base(), 300)


@functools.cache
def known() -> KnowledgeBase:
    return knowledge.read(made(), NOW)


def starts(name: str) -> list[str]:
    start = known().kinds.sound[name].start
    return [at.at.isoformat() for one in known().facts.of_kind(name) if (at := moment(one.data[start], UTC))]


def test_three_hundred_records_have_no_error() -> None:
    assert [one for one in known().findings if one.severity is Severity.ERROR] == []
    assert len(known().facts.records) == 300


def test_the_same_number_gives_the_same_bytes_and_another_number_others() -> None:
    assert big_base.grown(sound_base(), 300) == made()
    assert not set(big_base.grown(sound_base(), 301).items()) >= set(made().items())


def test_what_was_there_stays_as_it_was() -> None:
    assert made().items() >= sound_base().items()


def test_most_of_it_is_what_happens_most() -> None:
    kinds = Counter(one.kind.name for one in known().facts.records.values())
    first, *others = (name for name, _ in kinds.most_common(3))
    assert (first, {*others}) == ("incident", {"execution", "request"})  # the examples have more of the runs
    assert kinds["inspection"] > 10


def test_incidents_lie_across_the_year_and_their_numbers_grow_with_time() -> None:
    times = starts("incident")
    new = times[
        len([path for path in sound_base() if "/incident/" in path and path.startswith("records/")]) :
    ]
    assert new == sorted(new)
    assert len({at[:7] for at in new}) >= 8
    assert len(set(new)) == len(new)


def test_the_copies_are_not_all_alike() -> None:
    incidents = known().facts.of_kind("incident")
    assert len({one.title for one in incidents}) > len(incidents) * 0.9
    assert len({one.data["level"] for one in incidents}) >= 4
    new = {link.target for one in incidents[6:] for link in known().facts.named_by(one.id)}
    assert any(target.startswith("EX-") and f"records/technology/execution/2026/{target}.yaml" not in sound_base()
               for target in new)  # fmt: skip
