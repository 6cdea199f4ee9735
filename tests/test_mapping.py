"""Exports of other tools: each shipped mapping reads its sample, waits become pauses, faults have their lines."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import small_base
from conftest import ROOT
from small_base import NOON
from test_workbook import BASE, FILES, told

from generators.authoring import incoming
from generators.authoring.entry import enter
from generators.authoring.incoming import Incoming
from generators.authoring.mapping import mapped, mapping_file
from generators.config import read as settings
from generators.strict_yaml import load

ZONE = settings(small_base.files()).zone
EXPORTS = ROOT / "tests/exports"
SHIPPED = ROOT / "generators/authoring/mapping"
PAGE = (ROOT / "docs/mappings.md").read_text("utf-8")
SMALL = (
    b"kind: incident\ncolumns:\n  - {column: T, to: reported}\n  - {column: P, to: phenomenon, cut: true}\n"
)


def read(mapping: bytes, name: str, data: bytes) -> Incoming:
    found, faults = mapping_file.read(mapping, BASE.kinds, ZONE)
    assert found is not None, faults
    return incoming.read(BASE, {name: data}, lambda _: None, sheets=mapped.Mapped(BASE, found))


def shipped(path: Path) -> Incoming:
    return read((SHIPPED / f"{path.stem}.yaml").read_bytes(), path.name, path.read_bytes())


def row(head: str, cells: str, mapping: bytes = SMALL) -> dict[str, Any]:
    (draft,) = read(mapping, "a.csv", f"{head}\n{cells}\n".encode()).drafts
    assert draft.told == ()
    return dict(draft.data)


def test_there_is_a_sample_for_each_mapping_that_is_shipped() -> None:
    assert {one.stem for one in EXPORTS.iterdir()} == {one.stem for one in SHIPPED.glob("*.yaml")}
    assert all(f"--mapping {one.stem}`" in PAGE for one in EXPORTS.iterdir())


@pytest.mark.parametrize("path", sorted(EXPORTS.iterdir()), ids=lambda one: one.stem)
def test_a_sample_is_read_and_nothing_in_it_goes_unsaid(path: Path) -> None:
    found = shipped(path)
    assert told(found) == []
    assert found.drafts
    levels = {"L3": "L2", "L4": "L2"}  # the small base has two
    drafts = [
        one._replace(data={**one.data, "level": levels.get(one.data["level"], one.data["level"])})
        if "level" in one.data
        else one
        for one in found.drafts
    ]
    entry = enter(FILES, drafts, NOON, before=BASE)
    assert (entry.refused, [one for some in entry.told for one in some if one.refuses]) == (frozenset(), [])


def test_a_state_that_pauses_becomes_a_pause() -> None:
    first, second, third = (one.data for one in shipped(EXPORTS / "itop.csv").drafts)
    assert (third["channel"], third["cause_class"]) == ("on-site", "application")
    assert first["pauses"] == [
        {"from": "2026-03-16T09:40:00+08:00", "to": "2026-03-16T10:10:00+08:00", "reason": "waiting-user"}
    ]
    assert second["pauses"] == [{"from": "2026-03-18T15:00:00+08:00", "reason": "waiting-user"}]
    (glpi,) = shipped(EXPORTS / "glpi.csv").drafts
    assert glpi.data["pauses"] == [
        {"from": "2026-03-02T09:00:00+08:00", "to": "2026-03-02T09:45:00+08:00", "reason": "waiting-user"}
    ]


def test_a_column_is_known_by_what_other_versions_call_it() -> None:
    mapping = SMALL.replace(b"column: T", b"column: T, also: [T2, T3]")
    for head in ("T", "T2", "T3"):
        assert row(f"{head},P", "2026-03-16 09:12,打不开了", mapping)["reported"][:10] == "2026-03-16"
    (line,) = told(read(mapping, "a.csv", "P,X\n打不开了,1\n".encode()))[:1]
    assert "T" in line
    (only,) = shipped(EXPORTS / "feishu.xlsx").drafts
    assert (only.data["reported"], only.data["note"]) == (
        "2026-03-17T09:20:31+08:00",
        "飞书审批 202603170001",
    )


def test_a_day_without_an_hour_stays_a_day() -> None:
    days = [one.data for one in shipped(EXPORTS / "zentao.csv").drafts]
    assert [one["reported"] for one in days][-1] == "2026-03-11"
    assert len(days) == 3


def test_rows_that_are_no_records_of_ours_are_left() -> None:
    (only,) = shipped(EXPORTS / "dingtalk.xlsx").drafts
    assert only.data["reported"] == "2026-03-16T10:12:08+08:00"  # milliseconds cut
    assert only.data["note"] == "钉钉审批 202603161012000311234"


@pytest.mark.parametrize(
    ("time", "cell", "meant"),
    [
        ("epoch", "1773623528", "2026-03-16T09:12:08+08:00"), ("epoch-ms", "1773623528999", "2026-03-16T09:12:08+08:00"),
        ("%d/%m/%Y %H:%M", "16/03/2026 09:12", "2026-03-16T09:12:00+08:00"), ("", "2026-03-16 09:12:08.123", "2026-03-16T09:12:08+08:00"),
    ],
)  # fmt: skip
def test_times_are_read_as_the_mapping_says(time: str, cell: str, meant: str) -> None:
    mapping = SMALL.replace(b"to: reported", f'to: reported, time: "{time}"'.encode())
    assert row("T,P", f"{cell},打不开了", mapping)["reported"] == meant


def test_a_zone_a_constant_and_columns_that_make_one_value() -> None:
    mapping = (
        SMALL.replace(b"column: T", b"column: [D, T]")
        + b"zone: UTC\nconstants: {channel: phone, reported.source: call-log, restored.source: call-log}\n"
    )
    assert row("D,T,P", f"2026-03-16,01:12,{'长' * 300}", mapping) == {
        "reported": {"at": "2026-03-16T09:12:00+08:00", "source": "call-log"},
        "channel": "phone", "phenomenon": "长" * 198 + "……",
    }  # fmt: skip


def test_a_word_without_ours_and_columns_that_nobody_takes_are_named_at_their_cells() -> None:
    mapping = SMALL + b'  - {column: L, to: level, values: {"1": L1}}\n  - {column: Z, to: note}\n'
    lines = told(read(mapping, "a.csv", "T,P,L,X\n2026-03-16 09:12,打不开了,9,1\n".encode()))
    assert [line.split()[0] for line in lines] == ["A1", "D1", "C2"]
    assert "「9」没有对应" in lines[2]


def test_every_fault_of_a_mapping_is_told_at_its_line_in_one_go() -> None:
    text = b"""\
kind: incident
zone: Mars/Olympus
columns:
  - {column: T, to: reportd}
  - {column: P, to: reporter}
  - {kolumn: P, to: phenomenon}
  - {column: L, to: level, cut: 3}
waits:
  - {from: T, reason: holiday}
log: {column: H, pauses: {x: nap}}
skip:
  - {column: S}
"""
    found, faults = mapping_file.read(text, BASE.kinds, ZONE)
    assert found is None
    assert [one.spot.line for one in faults] == [2, 4, 5, 6, 6, 7, 9, 10, 12]


@pytest.mark.parametrize(
    "text", [b"kind: nonsense\ncolumns: []\n", b"columns: []\n", b"a: [\n", b"kind: runbook\ncolumns: []\n"]
)
def test_a_mapping_of_no_kind_is_refused(text: bytes) -> None:
    found, faults = mapping_file.read(text, BASE.kinds, ZONE)
    assert (found, len(faults)) == (None, 1)


def test_the_example_on_the_page_is_sound_and_the_page_tells_every_member() -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    found, faults = mapping_file.read(example.encode(), BASE.kinds, ZONE)
    assert found is not None, faults
    assert set(load(example.encode())) | {"about"} == set(mapping_file._WHOLE)  # noqa: SLF001 - what the page must tell
    for name in {*mapping_file._WHOLE, *mapping_file._COLUMN} - {"name", "about", "column", "to"}:  # noqa: SLF001
        assert f"`{name}`" in PAGE


@pytest.mark.parametrize(
    ("cells", "seen"),
    [
        ("上周三,", "上周三"),
        ("2026-03-16 09:40,很久", "很久"),
        ("09:40,", "09:40"),
        ("2026-02-30,", "2026-02-30"),
    ],
)
def test_a_wait_whose_time_nobody_can_read_is_told_with_its_cell(cells: str, seen: str) -> None:
    mapping = SMALL + b"waits:\n  - {from: A, to: B, reason: waiting-user}\n"
    data = f"T,P,A,B\n2026-03-16 09:12,打不开了,{cells}\n".encode()
    (line,) = told(read(mapping, "a.csv", data))
    assert f"「{seen}」" in line
    empty = row("T,P,A,B", "2026-03-16 09:12,打不开了,-,0000-00-00 00:00:00", mapping)
    assert "pauses" not in empty


@pytest.mark.parametrize(
    ("zone", "time", "cell", "meant"),
    [
        ("", "%d/%m/%Y", "16/03/2026", "2026-03-16"),
        ("zone: UTC\n", "%d/%m/%Y", "16/03/2026", "2026-03-16"),
        ("", "%d/%m/%Y %H:%M", "16/03/2026 00:00", "2026-03-16T00:00:00+08:00"),
        ("zone: UTC\n", "%d/%m/%Y %H:%M", "16/03/2026 00:00", "2026-03-16T08:00:00+08:00"),
        ("", "%d/%m/%Y %H:%M %z", "16/03/2026 00:00 +0000", "2026-03-16T08:00:00+08:00"),
    ],
)
def test_a_date_without_an_hour_is_a_day_and_midnight_of_any_zone_a_moment(
    zone: str, time: str, cell: str, meant: str
) -> None:
    mapping = SMALL.replace(b"to: reported", f'to: reported, time: "{time}"'.encode()) + zone.encode()
    assert row("T,P", f"{cell},打不开了", mapping)["reported"] == meant


@pytest.mark.parametrize(
    ("text", "line"),
    [(b"kind: incident\ncolumns: []\n", 2), (b"kind: incident\ncolumns:\n  - {column: [], to: note}\n", 3)],
)
def test_a_mapping_without_a_column_is_told_to_have_one(text: bytes, line: int) -> None:
    found, faults = mapping_file.read(text, BASE.kinds, ZONE)
    assert (found, [(one.spot.line, one.message) for one in faults]) == (None, [(line, "至少写一列。")])


def test_a_file_without_the_columns_says_which_are_wanted() -> None:
    assert "T、P" in "".join(told(read(SMALL, "a.csv", b"A,B\n1,2\n")))
