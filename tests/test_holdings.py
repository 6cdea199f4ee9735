"""What the base holds, held against what a person counted in `small_base`."""

from __future__ import annotations

from datetime import datetime

import pytest
import small_base
from small_base import incidents

from generators.codes import Severity
from generators.finding import Place, finding
from generators.knowledge import KnowledgeBase
from generators.measures import holdings

OBLIGATIONS = tuple(f"OB-90{number}" for number in range(1, 9))


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return small_base.read()


def test_a_register_holds_the_sound_records_of_its_kind_and_those_struck_out(base: KnowledgeBase) -> None:
    found = {name: group.ids for name, group in holdings.registers(base).items() if group.number}
    assert found == {
        "contract": ("CT-2026-01",),
        "incident": incidents(1, 2, 3, 4, 5, 7, 8, 9, 10, 11, 12),
        "obligation": OBLIGATIONS,
        "person": ("P-001", "P-101"),
    }
    assert [*holdings.registers(base)] == [*base.kinds.sound]
    assert all(group.name == name for name, group in holdings.registers(base).items())
    assert holdings.register(base, "person") == ("person", ("P-001", "P-101"))


def test_every_record_is_checked_the_unsound_too(base: KnowledgeBase) -> None:
    checked = holdings.checked(base)
    known = ["CT-2026-01", *OBLIGATIONS, "P-001", "P-101", *incidents(*range(1, 13))]
    assert sorted(checked.ids) == sorted(known)
    assert (checked.name, checked.number) == ("checked", 23)


def test_findings_are_counted_by_severity_and_named_by_place(base: KnowledgeBase) -> None:
    found = holdings.found(base.findings)
    assert found[Severity.ERROR] == ("error", ("records/process/incident/2026/INC-2026-0006.yaml:7:1",))
    # 12 was struck out after it had begun
    assert found[Severity.NOTICE] == ("notice", ("records/process/incident/2026/INC-2026-0012.yaml:7:1",))
    some = [finding(Place("b", 2, 3), "stray-file", ""), finding(Place("a"), "stray-file", "")]
    assert holdings.found(some)[Severity.NOTICE].ids == ("b:2:3", "a:1:1")


def test_open_is_what_began_and_was_not_ended_withdrawn_or_struck_out(base: KnowledgeBase) -> None:
    # 5 is closed, 8 withdrawn, 12 struck out and 6 unsound; nobody wrote that the others ended
    found = holdings.open_records(base)
    assert [one.id for one in found] == [*incidents(1, 2, 3, 4, 7, 9, 10, 11)]
    assert found[0].since == datetime.fromisoformat("2026-01-05T09:00:00+08:00")


BULLETIN = """\
id: BU-2026-01
title: 看一眼客户端
sent: "2026-01-22T09:32:00+08:00"
means: email
audience: [各科室内勤]
topics: [configuration]
summary: 升级前先看客户端
"""


def test_what_can_only_begin_is_never_open() -> None:
    path = "records/process/bulletin/2026/BU-2026-01.yaml"
    base = small_base.of({**small_base.files(), path: BULLETIN.encode()})
    assert holdings.register(base, "bulletin").ids == ("BU-2026-01",)
    assert "BU-2026-01" not in [one.id for one in holdings.open_records(base)]


def test_what_has_no_beginning_yet_or_no_end_at_all_is_never_open(base: KnowledgeBase) -> None:
    without = {
        name for name, kind in base.kinds.sound.items() if not any(e.role == "stop" for e in kind.events)
    }
    assert {"person", "contract", "obligation"} <= without
    before = small_base.read(datetime.fromisoformat("2026-01-06T08:00:00+08:00"))
    assert [one.id for one in holdings.open_records(before)] == [*incidents(1, 7)]
