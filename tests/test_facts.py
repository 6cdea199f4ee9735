"""Facts hold what may be relied on; what is unsound keeps its id and takes nothing else with it."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from conftest import NOW, good_examples, sound, sound_base

from generators import knowledge
from generators.knowledge import KnowledgeBase
from generators.records.facts import gather
from generators.records.links import Link
from generators.records.moment import moment
from generators.records.record import Record
from generators.site.listing import registers
from generators.site.pages import record
from generators.strict_yaml import At


def test_facts_give_records_by_id_and_by_kind(base: KnowledgeBase) -> None:
    numbers = (*range(1, 7), 810)
    assert [one.id for one in base.facts.of_kind("incident")] == [f"INC-2026-{n:04}" for n in numbers]
    one = base.facts.get("INC-2026-0002")
    assert one is not None
    assert one.title == "导出的报表列顺序不对"


def test_an_id_or_kind_of_nobody_gives_nothing(base: KnowledgeBase) -> None:
    assert base.facts.get("INC-2026-9999") is None
    assert base.facts.of_kind("garage") == ()
    assert base.facts.naming("INC-2026-9999") == ()
    assert base.facts.named_by("INC-2026-9999") == ()


def test_after_9999_comes_10000_for_records_registers_and_verdicts() -> None:
    made = {}
    for number in ("9999", "10000", "0998"):
        example = good_examples()["records/process/incident/2026/INC-2026-0001.yaml"]
        text = example.replace(b"id: INC-2026-0001", f"id: INC-2026-{number}".encode())
        made[f"records/process/incident/2026/INC-2026-{number}.yaml"] = text
    base = knowledge.read({**sound_base(), **made}, NOW)
    assert base.findings == knowledge.read(sound_base(), NOW).findings
    ids = [f"INC-2026-{number}" for number in ("0998", "9999", "10000")]
    assert [one.id for one in base.facts.of_kind("incident")][-3:] == ids
    listed = registers.register(base, base.kinds.sound["incident"]).rows
    assert [row[0] for row in listed if row[0] in ids] == ids[::-1]
    for obligation in {one.obligation for one in base.verdicts if one.subject in ids}:
        judged = [one.subject for one in base.verdicts if one.obligation == obligation]
        assert judged[-3:] == ids, obligation
    shown = {
        one.title: [ref.id for ref in one.refs]
        for one in record.view(base, base.facts.records["P-004"]).incoming
    }
    assert shown["事件"][-3:] == ids


def test_facts_cannot_be_changed(base: KnowledgeBase) -> None:
    with pytest.raises(TypeError):
        base.facts.records["X"] = base.facts.records["P-001"]  # type: ignore[index]
    with pytest.raises(TypeError):
        base.facts.records["P-001"].data["name"] = "别人"  # type: ignore[index]
    with pytest.raises(AttributeError):
        base.facts.records = {}  # type: ignore[misc]


def test_an_unsound_record_is_left_out_but_its_id_is_known(base: KnowledgeBase) -> None:
    """
# records/people/person/P-004.yaml
id: P-004
name: 工程师甲
"""  # fmt: skip
    assert base.facts.get("P-004") is None
    assert dict(base.facts.unsound) == {"P-004": "records/people/person/P-004.yaml"}
    assert [one.id for one in base.facts.of_kind("person")] == ["P-001", "P-090", "P-101"]


def test_nothing_that_names_an_unsound_record_is_dropped_with_it(base: KnowledgeBase) -> None:
    """
# records/people/person/P-004.yaml
id: P-004
name: 工程师甲
"""  # fmt: skip
    assert {one.place.path for one in base.findings} == {"records/people/person/P-004.yaml"}
    assert {"INC-2026-0001", "INC-2026-0003", "INS-2026-001", "RB-ORA-ACCOUNT"} <= set(base.facts.records)
    assert "INC-2026-0001" in {link.source for link in base.facts.naming("P-004")}


def test_links_from_an_unsound_record_lead_nowhere(base: KnowledgeBase) -> None:
    """
# records/process/incident/2026/INC-2026-0004.yaml
id: INC-2026-0004
duplicate_of: INC-2026-0001
"""  # fmt: skip
    assert "INC-2026-0004" in base.facts.unsound
    assert base.facts.named_by("INC-2026-0004") == ()
    assert "INC-2026-0004" not in {link.source for link in base.facts.naming("INC-2026-0001")}


def test_a_record_with_only_a_notice_stays_in_the_facts(base: KnowledgeBase) -> None:
    """
# records/technology/inspection/2026/INS-2026-002.yaml
id: INS-2026-002
title: 2026 年第二季度巡检
template: IT-QUARTERLY
started: "2026-06-17T13:42:00+08:00"
inspector: P-004
reviewer: P-004
readings:
  - {item: app-heap, value: 66, status: normal}
  - {item: app-service, status: normal}
  - {item: db-buffer-hit, status: normal}
"""  # fmt: skip
    assert [one.code for one in base.findings] == ["same-person"]
    assert "INS-2026-002" in base.facts.records


def test_records_are_gathered_in_the_order_of_their_ids(base: KnowledgeBase) -> None:
    some = [base.facts.records[name] for name in ("P-101", "P-001", "P-090")]
    links = [Link("P-101", ("note",), "P-001"), Link("P-777", ("note",), "P-001")]
    facts = gather(sound(some), links)
    assert list(facts.records) == ["P-001", "P-090", "P-101"]
    assert facts.naming("P-001") == (links[0],)


def test_an_id_is_sound_or_unsound_but_never_both(base: KnowledgeBase) -> None:
    """
# records/process/incident/2025/INC-2026-0002.yaml
id: INC-2026-0002
"""  # fmt: skip
    assert set(base.facts.records) & set(base.facts.unsound) == set()


def test_looking_at_a_moment_costs_no_more_a_record_when_there_are_many(base: KnowledgeBase) -> None:
    one = base.facts.records["INC-2026-0001"]

    def cost(number: int) -> float:
        names = [f"INC-2027-{index:04}" for index in range(number)]
        links = [Link(name, ("level",), "CT-2026-01", "L3") for name in names]
        facts = gather(sound(replace(one, id=name) for name in names), links)
        start = time.process_time()
        facts.at(NOW, UTC)
        return time.process_time() - start

    few, many = (min(cost(number) for _ in range(3)) for number in (500, 4000))
    assert many < 8 * 4 * few  # eight times as many; the square would be 64


LIFE = """
id: INC-2026-0999
reporter: {department: 财务科}
phenomenon: 报表打不开
channel: phone
level: L4
reported: "2026-03-02T09:00:00+08:00"
restored: "2026-03-02T10:00:00+08:00"
reopenings:
  - {at: "2026-03-04T09:00:00+08:00", reason: 又断了, restored: "2026-03-05T09:00:00+08:00"}
pauses:
  - {from: "2026-03-04T10:00:00+08:00", to: "2026-03-04T12:00:00+08:00", reason: waiting-user, approver: P-101}
  - {from: "2026-03-02T09:10:00+08:00", to: "2026-03-02T09:20:00+08:00", reason: waiting-user, approver: P-101}
level_changes:
  - {from: L4, to: L3, at: "2026-03-03T09:00:00+08:00", by: P-001, approver: P-101}
"""


def life_at(moment: str) -> tuple[Record | None, list[At]]:
    path = "records/process/incident/2026/INC-2026-0999.yaml"
    base = knowledge.read(
        {**sound_base(), path: LIFE.encode()}, datetime.fromisoformat(f"2026-{moment}:00+08:00")
    )
    assert base.findings == knowledge.read(sound_base(), NOW).findings
    return base.facts.get("INC-2026-0999"), [link.at for link in base.facts.named_by("INC-2026-0999")]


def test_a_row_is_there_from_its_time_on_and_a_table_without_rows_is_not() -> None:
    before, links = life_at("03-02T12:00")
    assert before
    assert set(before.data) & {"reopenings", "pauses", "level_changes"} == {"pauses"}
    assert [row["from"][:10] for row in before.data["pauses"]] == ["2026-03-02"]
    assert links == [("level",), ("pauses", 0, "approver")]  # of the row that was there, by its number then


def test_what_a_row_tells_of_a_later_time_was_not_known_before() -> None:
    during, _ = life_at("03-04T11:00")
    assert during
    assert [sorted(row) for row in during.data["pauses"]] == [
        ["approver", "from", "reason"],
        ["approver", "from", "reason", "to"],
    ]
    assert sorted(during.data["reopenings"][0]) == ["at", "reason"]
    after, links = life_at("03-06T09:00")
    assert after
    assert after.data["reopenings"][0]["restored"] == "2026-03-05T09:00:00+08:00"
    assert ("pauses", 1, "approver") in links


def test_a_paper_signed_later_was_not_there_before() -> None:
    whole = knowledge.read(sound_base(), NOW)
    paper = whole.facts.of_kind("review")[0]
    held = moment(paper.data["held"], UTC)
    assert held
    assert whole.facts.at(held.at, UTC).get(paper.id) is not None
    assert whole.facts.at(held.at - timedelta(seconds=1), UTC).get(paper.id) is None
