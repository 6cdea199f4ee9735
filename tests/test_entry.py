"""Drafts into a base: ids, order, what is told where, what stays outside, and nothing written twice."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
import small_base
from small_base import NOON

from generators import knowledge
from generators.authoring.draft import Draft, Entry, Spot, Why
from generators.authoring.entry import enter
from generators.strict_yaml import At, load

FILES = small_base.files()
BASE = knowledge.read(FILES, NOON)
INCIDENT: dict[str, Any] = {
    "reported": "2026-03-19T09:12:00+08:00",
    "phenomenon": "登录后页面一直转圈",
    "reporter": {"department": "水资源科"},
    "level": "L2",
    "channel": "phone",
}
ORIGIN = {"batch": "去年的台账", "sha256": "a" * 64, "cutover": "2026-12-31"}
TRAINING: dict[str, Any] = {
    "title": "预警处置",
    "form": "online",
    "audience": "customer",
    "started": "2026-03-10T09:00:00+08:00",
    "finished": "2026-03-18T11:00:00+08:00",
    "aim": "会自己核预警",
    "expected": 1,
    "attendees": [{"name": "学员一", "department": "水资源科", "attendance": "present"}],
}


def entered(*drafts: Draft, valid_only: bool = False, files: dict[str, bytes] = FILES) -> Entry:
    return enter(files, drafts, NOON, valid_only=valid_only, before=BASE if files is FILES else None)


def incident(**more: Any) -> Draft:
    return Draft("incident", {**INCIDENT, **more})


def codes(entry: Entry, number: int = 0) -> list[str]:
    return [one.code for one in entry.told[number]]


def written(entry: Entry, number: int = 0) -> dict[str, Any]:
    return load(next(data for path, data in entry.files.items() if f"/{entry.ids[number]}." in path))


def test_a_record_gets_the_next_number_its_moment_of_entry_and_the_order_of_its_schema() -> None:
    entry = entered(incident())
    assert entry.ids == ("INC-2026-0013",)
    assert list(entry.files) == ["records/process/incident/2026/INC-2026-0013.yaml"]
    assert list(written(entry)) == [
        "id",
        "reporter",
        "phenomenon",
        "channel",
        "level",
        "reported",
        "recorded_at",
    ]
    assert written(entry) == {**INCIDENT, "id": "INC-2026-0013", "recorded_at": "2026-03-20T12:00:00+08:00"}
    assert knowledge.read({**FILES, **entry.files}, NOON).findings == BASE.findings


def test_the_number_is_that_of_the_year_in_which_it_began_and_counts_files_that_nobody_can_read() -> None:
    broken = {**FILES, "records/process/incident/2025/INC-2025-0041.yaml": b"\xff"}
    late = incident(reported="2025-12-31T23:59:00+08:00", phenomenon="去年最后一分钟")
    assert entered(late, incident(), files=broken).ids == ("INC-2025-0042", "INC-2026-0013")


def test_what_is_wrong_is_told_where_the_author_wrote_it_and_nothing_is_written() -> None:
    places: dict[At, Spot] = {
        ("level",): Spot(cell="B4", title="级别"),
        ("channel",): Spot(cell="B5", title="接报渠道"),
    }
    wrong = Draft("incident", {**INCIDENT, "level": "L9", "channel": "fax"}, places=places)
    entry = entered(incident(), wrong, Draft("incident", {**INCIDENT, "level": "L8"}, places=places))
    assert entry.files == {}
    assert entry.refused == {1, 2}
    assert [(one.spot.cell, one.code) for one in entry.told[1]] == [("B5", "value-choice")]
    assert [(one.spot.cell, one.code) for one in entry.told[2]] == [("B4", "unknown-part")]


def test_a_value_that_is_missing_is_told_at_the_place_it_would_have() -> None:
    rows = [{"name": "学员一", "attendance": "present"}]
    places: dict[At, Spot] = {
        ("attendees", 0, "department"): Spot("签到", cell="C2", title="部门"),
        ("attendees",): Spot("签到"),
    }
    entry = entered(Draft("training", {**TRAINING, "attendees": rows}, places=places))
    assert [(str(one.spot), one.code) for one in entry.told[0]] == [("签到!C2 部门", "missing-key")]


def test_only_the_right_ones_are_written_when_asked_for_and_what_names_a_wrong_one_stays_outside_too() -> (
    None
):
    wrong = Draft("incident", {**INCIDENT, "id": "新1", "channel": "fax"})
    after = Draft(
        "problem", {"title": "重复转圈", "raised": "2026-03-19T10:00:00+08:00", "incidents": ["新1"]}
    )
    right = incident(phenomenon="打不开报表")
    entry = entered(wrong, right, valid_only=True)
    assert (set(entry.refused), len(entry.files)) == ({0}, 1)
    assert entered(wrong, after, valid_only=True).refused == {0, 1}


def test_drafts_may_name_each_other_by_names_of_their_own() -> None:
    first = incident(id="新1")
    second = incident(
        id="新2", phenomenon="同一件事又报了一次", duplicate_of="新1", reported="2026-03-19T09:30:00+08:00"
    )
    entry = entered(second, first)
    assert entry.refused == frozenset()
    assert written(entry, 0)["duplicate_of"] == entry.ids[1]


def test_the_same_a_second_time_is_not_written_again() -> None:
    entry = entered(incident())
    again = entered(incident(), files={**FILES, **entry.files})
    assert again.ids == entry.ids
    assert (dict(again.files), set(again.refused), set(again.there)) == ({}, set(), {0})
    assert codes(again) == [Why.THERE]
    assert str(entry.ids[0]) in again.told[0][0].message


@pytest.mark.parametrize(
    "more",
    [
        {"reported": "2026-03-20T12:05:00+08:00"},
        {"responded": "2026-03-19T09:30:00+08:00", "restored": "2026-03-20T12:05:00+08:00"},
    ],
    ids=["hidden whole", "hidden in part"],
)
def test_the_same_is_known_as_such_too_if_a_clock_was_ahead(more: dict[str, str]) -> None:
    ahead = incident(**more)
    entry = entered(ahead)
    again = entered(ahead, files={**FILES, **entry.files})
    assert (Why.THERE in codes(again), dict(again.files)) == (True, {})


def test_two_drafts_that_say_the_same_are_told_and_the_second_stays_outside() -> None:
    entry = entered(incident(), incident(), valid_only=True)
    assert (set(entry.refused), codes(entry, 1)) == ({1}, ["draft-twice"])


def test_an_id_that_another_record_bears_is_refused_and_one_of_its_own_is_kept() -> None:
    assert codes(entered(incident(id="INC-2026-0003"))) == [Why.TAKEN]
    assert entered(incident(id="INC-2026-0500")).ids == ("INC-2026-0500",)


def test_ids_that_are_typed_are_passed_over_wherever_in_the_batch_they_stand() -> None:
    one, two, three = (incident(phenomenon=f"第 {number} 件打不开") for number in range(3))
    assert entered(one, incident(id="INC-2026-0014"), two).ids == (
        "INC-2026-0013", "INC-2026-0014", "INC-2026-0015",
    )  # fmt: skip
    entry = entered(one, incident(id="INC-2026-0013"), two, three)
    assert entry.ids == ("INC-2026-0014", "INC-2026-0013", "INC-2026-0015", "INC-2026-0016")
    assert entry.refused == frozenset()


def test_a_kind_whose_ids_are_names_asks_for_one_with_an_example() -> None:
    entry = entered(Draft("asset", {"name": "备机"}))
    assert codes(entry) == [Why.NUMBER]
    assert "AS-APP-01" in entry.told[0][0].message


@pytest.mark.parametrize("kind", ["runbook", "nonsense"])
def test_a_kind_that_is_written_otherwise_or_not_known_is_refused(kind: str) -> None:
    assert codes(entered(Draft(kind, {}))) == [Why.KIND]


def test_a_month_has_one_record_of_a_contract() -> None:
    first = {**FILES, "records/process/seal/2026/SE-2026-02.yaml": b"id: SE-2026-02\nmonth: 2026-02\n"}
    data = {"month": "2026-02", "root_sha256": "0" * 64, "counts": {"records": 1, "late": 0, "edited": 0}}
    assert entered(Draft("seal", data)).ids == ("SE-2026-02",)
    assert codes(entered(Draft("seal", data), files=first)) == [Why.TAKEN]


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("表里有\x00", "yaml-control-character"), ("\ud800", "yaml-control-character"),
        ("零宽\u200b字", "yaml-invisible-character"), (float("nan"), "value-range"), (10**30, "value-range"),
    ],
)  # fmt: skip
def test_what_yaml_could_not_give_back_is_told_at_its_place(value: Any, code: str) -> None:
    draft = incident(phenomenon=value)._replace(places={("phenomenon",): Spot(cell="B2")})
    assert [(one.spot.cell, one.code) for one in entered(draft).told[0]] == [("B2", code)]


def test_a_name_of_a_member_is_no_way_into_the_text() -> None:
    entry = entered(Draft("incident", {**INCIDENT, "x: 1\nvoided": {"by": "P-001"}}))
    assert (entry.files, codes(entry)) == ({}, ["unknown-key"])
    deep: dict[str, Any] = {}
    for _ in range(5_000):
        deep = {"a": deep}
    assert codes(entered(Draft("incident", deep))) == ["yaml-too-deep"]


def test_files_are_stored_under_the_id_with_their_hash_and_the_name_that_the_author_gave() -> None:
    rows = [
        {"file": "签到表.JPG", "title": "签到表扫描件", "sha256": hashlib.sha256(b"jpg").hexdigest().upper()}
    ]
    files = {"签到表.JPG": b"jpg", "现场.yaml": b"id: x"}
    entry = entered(Draft("training", {**TRAINING, "attachments": rows}, attachments=files))
    assert [(one["file"], one["title"]) for one in written(entry)["attachments"]] == [
        ("TR-2026-001-1.jpg", "签到表扫描件"), ("TR-2026-001-1.yaml.txt", "现场"),
    ]  # fmt: skip
    assert entry.files["records/people/training/2026/TR-2026-001-1.jpg"] == b"jpg"
    assert knowledge.read({**FILES, **entry.files}, NOON).findings == BASE.findings


def test_a_file_that_is_not_the_one_of_the_hash_is_refused() -> None:
    rows = [{"file": "a.pdf", "sha256": "0" * 64}]
    draft = Draft("training", {**TRAINING, "attachments": rows}, attachments={"a.pdf": b"pdf"})
    assert codes(entered(draft)) == [Why.ATTACHMENT]


def test_that_it_was_taken_over_is_said_by_a_migration_alone() -> None:
    places: dict[At, Spot] = {("origin",): Spot(line=7, column=1)}
    draft = incident(origin=ORIGIN)._replace(places=places)
    entry = entered(draft)
    assert entry.files == {}
    assert ("7:1", Why.ORIGIN, "「来历」只由 itss import --migrated 写；清空这一项。") in [
        (str(one.spot), one.code, one.message) for one in entry.told[0]
    ]
    assert entered(draft._replace(is_taken_over=True)).refused == frozenset()


@pytest.mark.parametrize(
    ("recorded_at", "told"),
    [
        ("2026-03-20T12:05:01+08:00", [Why.AHEAD]),
        ("2026-03-20T12:05:00+08:00", []),
        ("2026-03-13T12:00:00+08:00", ["entered-before-start"]),
        ("2026-03-13T11:59:59+08:00", ["entered-before-start", "entry-back-dated"]),
        ("昨天", ["value-format"]),
    ],
)
def test_a_new_record_was_not_entered_ahead_and_long_back_it_is_told(
    recorded_at: str, told: list[str]
) -> None:
    places: dict[At, Spot] = {("recorded_at",): Spot(cell="F2")}
    entry = entered(incident(recorded_at=recorded_at)._replace(places=places))
    assert sorted(codes(entry)) == told
    assert {one.spot.cell for one in entry.told[0]} <= {"F2"}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"reported": "2126-03-20T09:00:00+08:00"}, ["接报", "2126-03-20 09:00", "2026-03-20 12:00"]),
        ({"responded": {"at": "2026-03-20T05:10:00Z", "source": "call-log"}}, ["响应", "2026-03-20 13:10"]),
        ({"restored": "2026-03-21"}, ["恢复", "2026-03-21"]),
        ({"restored": "2026-03-20"}, None),  # a day counts from its morning
        ({"responded": "2026-03-20T12:04:00+08:00"}, None),  # a clock may be a little fast
    ],
)
def test_what_has_not_happened_yet_is_not_entered(more: dict[str, Any], told: list[str] | None) -> None:
    for draft in (incident(**more), opened("INC-2026-0009", **more)):
        found = [one.message for one in entered(draft).told[0] if one.code == Why.AHEAD]
        assert len(found) == bool(told)
        assert all(word in found[0] for word in told or ())


def test_what_is_planned_may_lie_ahead() -> None:
    draft = Draft("training", {**TRAINING, "planned": "2026-04-01"})
    assert Why.AHEAD not in codes(entered(draft))


def opened(record_id: str, **changes: Any) -> Draft:
    there = FILES[f"records/process/incident/2026/{record_id}.yaml"]
    return Draft("incident", {**load(there), **changes}, opened=hashlib.sha256(there).hexdigest())


def test_an_open_record_is_changed_in_its_place() -> None:
    entry = entered(opened("INC-2026-0009", responded="2026-03-20T11:57:00+08:00"))
    assert list(entry.files) == ["records/process/incident/2026/INC-2026-0009.yaml"]
    assert written(entry)["responded"] == "2026-03-20T11:57:00+08:00"
    assert "recorded_at" not in written(entry)


def test_comments_of_a_record_outlive_a_change() -> None:
    path = "records/process/incident/2026/INC-2026-0009.yaml"
    files = {**FILES, path: b"# by phone\n" + FILES[path]}
    digest = hashlib.sha256(files[path]).hexdigest()
    draft = Draft("incident", {**load(files[path]), "phenomenon": "全都打不开"}, opened=digest)
    entry = entered(draft, files=files)
    assert entry.files[path].startswith(b"# by phone\n")
    assert written(entry)["phenomenon"] == "全都打不开"


def test_what_was_opened_and_not_changed_is_left() -> None:
    entry = entered(opened("INC-2026-0009"))
    assert (dict(entry.files), set(entry.there), set(entry.refused)) == ({}, {0}, set())


@pytest.mark.parametrize(
    ("draft", "why"),
    [
        (opened("INC-2026-0009", level="L1")._replace(opened="0" * 64), Why.CHANGED),
        (opened("INC-2026-0005", cause="换了说法"), Why.BOUND),
        (opened("INC-2026-0012", level="L2"), Why.BOUND),
        (opened("INC-2026-0009", origin=ORIGIN), Why.BOUND),
        (Draft("incident", {**INCIDENT, "id": "INC-2026-0900"}, opened="0" * 64), Why.GONE),
        (Draft("incident", {**INCIDENT, "id": "P-001"}, opened="0" * 64), Why.GONE),
    ],
    ids=[
        "changed meanwhile",
        "closed",
        "struck out",
        "said to be taken over",
        "not there",
        "of another kind",
    ],
)
def test_a_record_that_may_not_be_changed_is_left_as_it_is(draft: Draft, why: Why) -> None:
    entry = entered(draft)
    assert (entry.files, codes(entry)) == ({}, [why])


SEAL = b"""id: SE-2026-03
month: "2026-03"
root_sha256: efdc5227f56a9dd3f57b26105aa5b96e46324cd3797dda8d0c45ca432a8ede2b
counts: {records: 12, late: 0, edited: 0}
customer: P-101
"""
SCAN = b"signed by both"
SIGNED = f"""signed: {{at: "2026-03-20T11:30:00+08:00", source: statement}}
attachments:
  - {{file: SE-signed.txt, sha256: {hashlib.sha256(SCAN).hexdigest()}, title: 签字件}}
""".encode()


@pytest.mark.parametrize(
    ("seal", "changes", "is_refused"),
    [
        (SEAL + SIGNED, {"level": "L1"}, True),
        (
            SEAL + SIGNED,
            {"responded": "2026-03-20T11:57:00+08:00"},
            False,
        ),  # what happens later is written on
        (SEAL, {"level": "L1"}, False),
        (SEAL.replace(b"2026-03", b"2026-02") + SIGNED, {"level": "L1"}, False),
    ],
    ids=["a fact", "what comes later", "not signed yet", "another month"],
)
def test_of_a_sealed_month_no_fact_becomes_another(
    seal: bytes, changes: dict[str, Any], *, is_refused: bool
) -> None:
    """INC-2026-0009 began in March and is not closed."""
    month = seal.partition(b"\n")[0].removeprefix(b"id: ").decode()
    folder = "records/process/seal/2026"
    files = {**FILES, f"{folder}/{month}.yaml": seal, f"{folder}/SE-signed.txt": SCAN}
    entry = entered(opened("INC-2026-0009", **changes), files=files)
    told = [one for one in entry.told[0] if one.code == Why.BOUND]
    assert bool(told) is is_refused
    if is_refused:
        assert "随 SE-2026-03 封存，不能再改级别" in told[0].message


def test_a_closed_record_may_still_be_struck_out() -> None:
    voided = {"reason": "登记了两次", "by": "P-001", "at": "2026-03-20T11:00:00+08:00"}
    assert entered(opened("INC-2026-0005", voided=voided)).refused == frozenset()
