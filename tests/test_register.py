"""Books of many records: a main sheet with a row for each, other sheets whose rows say to which they belong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from conftest import NOW, good_base, sound_base
from small_base import NOON
from test_blank import columns, filled, made
from test_blank import told as lines
from test_workbook import BASE, FILES, of, told
from workbooks import Rows, book

from generators.authoring.asking import tables
from generators.authoring.entry import enter
from generators.kinds.kind import Kind
from generators.strict_yaml import load

KINDS = [one for one in good_base().kinds.sound.values() if not one.is_document]
HEAD = ("编号", "名称", "形式", "培训对象", "开始", "结束", "目的", "应到人数")
MAIN: Rows = [
    ("临时编号", *HEAD[1:]),
    (1, "预警处置", "线上", "甲方人员", "2026-03-18 09:00", "11:00", "会自己核预警", 2),
    ("２", "报表导出", "线上", "甲方人员", "2026-03-19 09:00", "11:00", "会自己导报表", 1),
]
PEOPLE = ("姓名", "部门", "到课")


def trainings(people: Rows, main: Rows = MAIN, **more: Any) -> Any:
    return of({"三月培训.xlsx": book({"登记": main, "签到": people}, **more)}, "training")


def attendees(found: Any) -> list[list[str]]:
    return [[one["name"] for one in draft.data.get("attendees", ())] for draft in found.drafts]


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("临时编号", (1, "2", "１")), ("编号", ("1", "2", "1")), ("所属培训编号", (1.0, 2.0, "1 ")),
        ("名称", ("预警处置", "报表导出", "预警处置")), ("培训名称", ("预警处置", "报表导出", "预警处置")),
        ("培训", ("预警处置", "报表导出", "预警处置")),
    ],
)  # fmt: skip
def test_a_row_belongs_to_the_record_that_it_names_in_any_order(head: str, names: Rows) -> None:
    people = [(head, *PEOPLE), *((name, f"学员{at}", "财务科", "到") for at, name in enumerate(names))]
    found = trainings(people)
    assert told(found) == []
    assert attendees(found) == [["学员0", "学员2"], ["学员1"]]
    assert all("id" not in draft.data for draft in found.drafts)
    assert not enter(FILES, found.drafts, NOON, before=BASE).refused


def test_a_merged_name_holds_for_all_its_rows_and_one_record_needs_none() -> None:
    rows = [("名称", *PEOPLE), ("预警处置", "学员一", "财务科", "到"), ("", "学员二", "财务科", "到")]
    assert attendees(trainings(rows, merged={"签到": ["A2:A3"]})) == [["学员一", "学员二"], []]
    assert attendees(trainings([PEOPLE, ("学员一", "财务科", "到")], MAIN[:2])) == [["学员一"]]


def test_a_row_that_names_no_record_or_two_is_told_at_its_cell_and_is_never_lost() -> None:
    main = [*MAIN, ("3", "报表导出", *MAIN[2][2:])]
    rows = [("名称", *PEOPLE), ("没有这一期", "学员一", "财务科", "到"), ("报表导出", "学员二", "财务科", "到"),
            ("", "学员三", "财务科", "到"), ("预警处置", "", "", ""),
            ("预警处置", "学员四", "财务科", "到"), ("预警处置", "学员五", "财务科", "到")]  # fmt: skip
    found = trainings(rows, main)
    seen = sorted({*told(found)})
    assert [one.split()[0] for one in seen] == ["签到!A2", "签到!A3", "签到!A4", "签到!A5"]
    assert "「登记」里没有一条名称是「没有这一期」" in seen[0]
    assert "第 3 行、第 4 行" in seen[1]
    assert "没有写是哪一条「培训」的" in seen[2]
    assert "别的没有填" in seen[3]
    assert [one.refuses for some in found.told.values() for one in some] == [True, True, False]
    held = enter(FILES, found.drafts, NOON, before=BASE, valid_only=True)
    assert held.refused == {1, 2}  # whichever of the two lacks the row


def test_two_columns_that_name_a_record_must_agree() -> None:
    rows = [
        ("临时编号", "名称", *PEOPLE),
        (2, "报表导出", "学员一", "财务科", "到"),
        (2, "预警处置", "学员二", "财务科", "到"),
    ]
    found = trainings(rows)
    (line,) = told(found)
    assert line.startswith("签到!A3 临时编号 「登记」里没有一条临时编号是「2」、名称是「预警处置」")
    assert attendees(found) == [[], ["学员一"]]


def test_a_sheet_that_names_no_record_at_all_keeps_the_book_outside_if_it_holds_a_row() -> None:
    found = trainings([PEOPLE, ("学员一", "财务科", "到")])
    (line,) = told(found)
    assert line.startswith("签到!A1 这张工作表没有一列说是哪一条「培训」的；加一列「临时编号」")
    assert [one.refuses for some in found.told.values() for one in some] == [True]
    assert told(trainings([PEOPLE])) == []


def test_what_is_wrong_in_a_row_is_told_at_its_cell_with_the_record_it_belongs_to() -> None:
    rows = [("编号", *PEOPLE), (2, "学员一", "财务科", "旷课"), (1, "学员二", "财务科 13800001234", "到")]
    found = trainings(rows)
    entry = enter(FILES, found.drafts, NOON, before=BASE)
    assert [[one.spot.cell for one in some if one.refuses] for some in entry.told] == [["C3"], ["D2"]]
    assert entry.files == {}


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.name)
def test_a_register_has_a_sheet_for_each_table_whose_rows_come_back_with_their_record(kind: Kind) -> None:
    def fill(blank: Any) -> None:
        main = blank["登记"]
        for number in (5, 6):
            main.cell(number, 2).value = main.cell(4, 2).value or "x"
            assert main.cell(number, 1).value == number - 4
        for table in tables(kind):
            sheet = blank[table.field.title[:31]]
            here = columns(sheet)
            shown = {name: sheet.cell(4, column).value for name, column in here.items()}
            sheet.cell(5, 2).value = 2
            for name, column in list(here.items())[2:]:
                sheet.cell(5, column).value = shown[name]

    found = filled(made(kind.name, rows=True), fill)
    wanted = {one.field.name for one in tables(kind)}
    assert [set(draft.data) & wanted for draft in found.drafts] == [set(), wanted]
    strange = [one for one in lines(found) if "没有读" in one]
    assert strange == []


def test_a_register_of_trainings_with_their_people_becomes_records() -> None:
    def fill(blank: Any) -> None:
        main, people = blank["登记"], blank["签到"]
        at, there = columns(main), columns(people)
        for number, title in ((5, "预警处置"), (6, "报表导出")):
            for name, value in zip(HEAD[1:], (title, *MAIN[1][2:]), strict=True):
                main.cell(number, at[name]).value = value
        for number, whose in enumerate((2, 1, 2), 5):
            row: Mapping[str, Any] = {
                "培训序号": whose,
                "姓名": f"学员{number}",
                "部门": "财务科",
                "到课": "到",
            }
            for name, value in row.items():
                people.cell(number, there[name]).value = value

    found = filled(made("training", rows=True), fill)
    assert lines(found) == []
    entry = enter(sound_base(), found.drafts, NOW, before=good_base())
    assert [len(load(one)["attendees"]) for one in entry.files.values()] == [1, 2]
