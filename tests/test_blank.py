"""Blank workbooks: made of any kind, filled as people fill them, and read back as records that the check accepts."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

import openpyxl
import pytest
from conftest import NOW, good_base, sound_base
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from generators.authoring import incoming
from generators.authoring.asking import Need, asked, spread, tables
from generators.authoring.blank.making import Wanted, blank
from generators.authoring.blank.writing import written
from generators.authoring.draft import Entry
from generators.authoring.entry import enter
from generators.authoring.incoming import Incoming
from generators.authoring.workbook.cells import Reader
from generators.authoring.workbook.examples import example
from generators.authoring.workbook.names import Names
from generators.authoring.workbook.titles import Titles
from generators.finding import UserError
from generators.kinds.field import Field
from generators.kinds.kind import Kind
from generators.strict_yaml import load

BASE = good_base()
KINDS = [one for one in BASE.kinds.sound.values() if not one.is_document]
Fill = Callable[[Any], None]


def made(kind: str, **wanted: Any) -> bytes:
    return written(blank(BASE, BASE.kinds.sound[kind], Wanted(**wanted)))


def filled(data: bytes, fill: Fill) -> Incoming:
    """Open a workbook as a person's program does, fill it, and hand it over."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    fill(book)
    out = io.BytesIO()
    book.save(out)
    return incoming.read(BASE, {"填好.xlsx": out.getvalue()}, lambda _: None)


def lines(sheet: Any, values: Mapping[str, Any]) -> None:
    """Fill the page of items by what they are called."""
    rows = {str(sheet.cell(row, 1).value).rstrip(" *"): row for row in range(4, sheet.max_row + 1)}
    for title, value in values.items():
        sheet.cell(rows[title], 2).value = value


def columns(sheet: Any) -> dict[str, int]:
    return {str(cell.value).rstrip(" *"): cell.column for cell in sheet[3] if cell.value}


def told(found: Incoming) -> list[str]:
    rows = [
        *(one for some in found.told.values() for one in some),
        *(one for d in found.drafts for one in d.told),
    ]
    return [f"{one.spot} {one.message}".strip() for one in rows]


def entered(found: Incoming) -> tuple[Entry, dict[str, Any]]:
    assert told(found) == []
    entry = enter(sound_base(), found.drafts, NOW, before=BASE)
    assert not entry.refused, entry.told
    (text,) = entry.files.values()
    return entry, load(text)


def _each(kind: Kind) -> Iterator[tuple[Titles, tuple[str, ...], str, Field]]:
    own = Titles(kind.tree)
    yield from ((own, one.at, one.title, one.field) for one in asked(kind))
    for table, _ in tables(kind):
        assert table.item
        titles = Titles(table.item)
        for member in table.children.values():
            yield from ((titles, one.at, one.title, one.field) for one in spread(member, Need.MORE))


@pytest.mark.parametrize("kind", KINDS, ids=lambda one: one.name)
def test_every_title_of_a_blank_is_read_as_its_own_field_and_every_example_as_its_value(kind: Kind) -> None:
    reader = Reader(BASE.config.zone, Names(BASE))
    for titles, at, title, field in _each(kind):
        target = titles.find(f"{title} *")
        assert target, title
        assert target.at == at, title
        reader.start()
        if field.examples:
            assert reader.read(example(field), field) == field.example(), title


@pytest.mark.parametrize("kind", ["incident", "drill", "training"])
@pytest.mark.parametrize("rows", [False, True])
def test_a_blank_is_the_same_bytes_twice_and_unfilled_it_says_so(kind: str, *, rows: bool) -> None:
    data = made(kind, rows=rows)
    assert data == made(kind, rows=rows)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-01-01T00:00:00Z</dcterms:modified>" in archive.read("docProps/core.xml")
    found = filled(data, lambda _: None)
    assert not found.drafts
    assert told(found) == [f"{'列名下面没有能读的行' if rows else '里面没有填东西'}；填好再来。"]


def test_a_blank_keeps_within_what_excel_holds_and_its_lists_are_the_words_of_the_kind() -> None:
    book = openpyxl.load_workbook(io.BytesIO(made("training")))
    assert [one.title for one in book.worksheets if one.sheet_state == "visible"][:2] == ["基本信息", "签到"]
    for sheet in book.worksheets:
        assert len(sheet.title) <= 31
        for check in sheet.data_validations.dataValidation:
            assert len(check.prompt or "") <= 255
            assert len(check.promptTitle or "") <= 32
            assert len(check.error or "") <= 255
            assert len(check.formula1 or "") <= 255
    sheet = book["签到"]
    assert [cell.value for cell in sheet[3]] == ["序号", "姓名 *", "部门 *", "到课 *", "（签名）"]
    assert sheet["B5"].number_format == "@"
    assert sheet.page_setup.paperSize == 9
    assert sheet.freeze_panes == "C4"
    (check,) = [one for one in sheet.data_validations.dataValidation if "D4" in str(one.sqref)]
    title, _, cells = check.formula1.partition("!")
    words = [row[0].value for row in book[title.strip("'")][cells.replace("$", "")]]
    assert words == ["到", "迟到", "缺席", "早退", "请假", "补训"]


TRAINING = {
    "名称": "季度巡检表怎么看 ",
    "形式": "现场",
    "培训对象": "甲方人员",
    "商定": date(2026, 11, 2),
    "开始": datetime(2026, 11, 18, 9, 30),  # noqa: DTZ001 - a workbook knows no zones
    "结束": time(11, 30),
    "目的": "　会看巡检表",
    "地点": "甲方三楼会议室",
    "讲师": "P-001",
    "应到人数": "３",
}
PEOPLE = (("科员一", "水资源科", "到"), ("科员二", "水资源科", "迟到 "), ("科员三", "财务科", "请假"))


def sign(book: Any) -> None:
    lines(book["基本信息"], TRAINING)
    for number, (name, department, attendance) in enumerate(PEOPLE):
        for column, value in enumerate((name, department, attendance, "签了"), 2):
            book["签到"].cell(5 + number, column).value = value


def test_a_sign_in_sheet_comes_back_as_a_training_with_its_people() -> None:
    _, data = entered(filled(made("training"), sign))
    assert [tuple(one.values()) for one in data["attendees"]] == [
        ("科员一", "水资源科", "present"),
        ("科员二", "水资源科", "late"),
        ("科员三", "财务科", "excused"),
    ]
    assert (data["started"], data["finished"]) == ("2026-11-18T09:30:00+08:00", "2026-11-18T11:30:00+08:00")
    assert (data["title"], data["aim"], data["expected"], data["agreed"]) == (
        "季度巡检表怎么看", "会看巡检表", 3, "2026-11-02",
    )  # fmt: skip


def test_names_merged_departments_and_an_example_that_somebody_wrote_over_are_handled_or_named() -> None:
    def fill(book: Any) -> None:
        sign(book)
        sheet = book["签到"]
        sheet.merge_cells("C5:C6")  # one department for two
        sheet["B4"], sheet["E8"] = "科员四", "=1+1"
        lines(book["基本信息"], {"应到人数": "=COUNTA(签到!B:B)"})

    found = filled(made("training"), fill)
    assert [one["department"] for one in found.drafts[0].data["attendees"]] == [
        "水资源科",
        "水资源科",
        "财务科",
    ]
    assert sorted(told(found)) == [
        "基本信息!B12 应到人数 这一格是公式，没有算好的值；在 Excel 里打开、保存一次，或改成值。",
        "签到!B4 姓名 这一行还标着「示例」，内容却改过；是要登记的就删掉「示例」二字，不是就删掉这一行。",
    ]


def test_the_explanation_beside_an_empty_cell_is_no_value_and_a_strange_line_is_named() -> None:
    def fill(book: Any) -> None:
        lines(book["基本信息"], {"名称": "季度巡检表怎么看", "目的": "结论"})
        book["基本信息"].append(["天气", "晴"])

    found = filled(made("training"), fill)
    assert found.drafts[0].data == {"title": "季度巡检表怎么看", "aim": "结论"}
    assert [one.partition(" ")[2] for one in told(found)] == ["天气 没有叫「天气」的一项，没有读。"]


def test_a_register_is_filled_row_by_row_in_words_full_width_digits_and_times_of_all_kinds() -> None:
    def fill(book: Any) -> None:
        book.epoch = CALENDAR_MAC_1904
        sheet = book["登记"]
        at = columns(sheet)
        for number, (reported, answered) in enumerate(
            (
                (datetime(2026, 11, 18, 9, 0), time(9, 10)),  # noqa: DTZ001 - a workbook knows no zones
                ("２０２６年１１月１８日 ２３:５０ ", "次日 0:05"),
                ("2026/11/18 23:40", "24:00"),
            ),
            5,
        ):
            for title, value in {
                "报告人部门": "水资源科", "现象": f"页面一直转圈 {number}", "接报渠道": " 电话", "级别": "L1",
                "接报": reported, "响应": answered,
            }.items():  # fmt: skip
                sheet.cell(number, at[title]).value = value

    found = filled(made("incident", rows=True), fill)
    assert told(found) == []
    assert [(one.data["reported"], one.data["responded"]) for one in found.drafts] == [
        ("2026-11-18T09:00:00+08:00", "2026-11-18T09:10:00+08:00"),
        ("2026-11-18T23:50:00+08:00", "2026-11-19T00:05:00+08:00"),
        ("2026-11-18T23:40:00+08:00", "2026-11-19T00:00:00+08:00"),
    ]
    assert {one.data["channel"] for one in found.drafts} == {"phone"}


def test_the_example_is_no_record_even_where_somebody_took_its_mark_away() -> None:
    def fill(book: Any) -> None:
        book["登记"].delete_cols(1)
        sheet = book["登记"]
        at = columns(sheet)
        for title, value in {
            "报告人部门": "水资源科", "现象": "页面一直转圈", "接报渠道": "电话", "级别": "L1 紧急", "接报": "2026-11-18 9:00",
            "处理人": "P-001 服务经理 P-004",
        }.items():  # fmt: skip
            sheet.cell(5, at[title]).value = value

    found = filled(made("incident", rows=True), fill)
    assert told(found) == ["登记!A4 这一行和模板的示例一样，没有读。"]
    (draft,) = found.drafts
    assert (draft.data["level"], draft.data["handlers"]) == ("L1", ["P-001", "P-004"])


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("P-001 P-004", "「P-001 P-004」写了几个编号；这里只写一个，可写几个的用、隔开。"),
        ("P-001 工程师甲", "「P-001 工程师甲」的编号和名称不是一个；只留对的。"),
    ],
)
def test_two_ids_in_the_cell_of_one_and_an_id_beside_anothers_name_are_told(typed: str, message: str) -> None:
    assert {one.title for one in BASE.facts.of_kind("person")} >= {"服务经理", "工程师甲"}
    found = filled(made("inspection"), lambda book: lines(book["基本信息"], {"巡检人": typed}))
    assert [one.partition("巡检人 ")[2] for one in told(found)] == [message]


def roster(fill: Fill) -> Incoming:
    return filled(made("roster", month="2026-12"), fill)


def test_a_roster_has_a_row_a_day_and_comes_back_as_who_has_which_shift() -> None:
    def fill(book: Any) -> None:
        sheet = book["逐日排班"]
        at = columns(sheet)
        assert (sheet["A4"].value, sheet["B4"].value, sheet["A34"].value) == (
            datetime(2026, 12, 1),  # noqa: DTZ001 - a workbook knows no zones
            "二",
            datetime(2026, 12, 31),  # noqa: DTZ001 - a workbook knows no zones
        )
        day, night = at["白班（DAY）"], at["夜班（NIGHT）"]
        sheet.cell(4, day).value, sheet.cell(5, day).value = "P-001", "P-001、P-004 "
        sheet.cell(4, night).value = "P-004"
        sheet.merge_cells(start_row=4, start_column=night, end_row=5, end_column=night)
        sheet.cell(5, at["说明"]).value = "两个人"
        sheet.cell(36, 1).value = "制表：某人"

    found = roster(fill)
    rows = found.drafts[0].data
    assert rows["month"] == "2026-12"
    assert rows["days"] == [
        {"date": "2026-12-01", "shifts": ["DAY", "NIGHT"], "staff": ["P-001", "P-004"]},
        {"date": "2026-12-02", "shifts": ["DAY", "DAY", "NIGHT"], "staff": ["P-001", "P-004", "P-004"],
         "note": "两个人"},
    ]  # fmt: skip
    assert told(found) == ["逐日排班!A36 这一行没有人值班，没有读。"]
    entry = enter(sound_base(), found.drafts, NOW, before=BASE)
    assert not entry.refused, entry.told


def test_a_wrong_name_in_a_roster_is_told_by_its_cell_and_shift_and_shifts_merged_across_are_told() -> None:
    def fill(book: Any) -> None:
        sheet = book["逐日排班"]
        sheet["C4"], sheet["C6"] = "没有这个人", "P-001"
        sheet.merge_cells("C6:D6")

    found = roster(fill)
    assert [one.partition("；")[0] for one in told(found)] == [
        "逐日排班!C4 DAY 没有叫「没有这个人」的「人员」",
        "逐日排班!C6 DAY 这一格和旁边的班合并了",
    ]


def test_an_inspection_sheet_has_its_templates_items_and_the_last_readings_and_comes_back() -> None:
    shown: dict[str, Any] = {}

    def fill(book: Any) -> None:
        lines(book["基本信息"], {"名称": "十一月补做的巡检", "开始": "2026-11-18 09:30", "巡检人": "P-001"})
        sheet = book["读数"]
        at = columns(sheet)
        for row in range(4, 7):
            shown[str(sheet.cell(row, at["巡检项"]).value)] = tuple(
                sheet.cell(row, at[title]).value for title in ("（单位）", "（界限）", "（上次）")
            )
            if sheet.cell(row, at["（单位）"]).value:
                sheet.cell(row, at["读数"]).value = "９６．５" if row == 6 else 41
            sheet.cell(row, at["状态"]).value = "正常"

    found = filled(made("inspection", of="IT-QUARTERLY"), fill)
    assert shown == {
        "app-service 应用服务与端口": (None, None, "正常"),
        "app-heap 堆内存使用率（回收后）": ("%", "警告上限 70；异常上限 85", "66"),
        "db-buffer-hit 缓冲区命中率": ("%", "警告下限 95；异常下限 90", "98.6"),
    }
    _, data = entered(found)
    assert data["template"] == "IT-QUARTERLY"
    assert data["readings"] == [
        {"item": "app-service", "status": "normal"},
        {"item": "app-heap", "value": 41, "status": "normal"},
        {"item": "db-buffer-hit", "value": 96.5, "status": "normal"},
    ]


def test_a_percentage_is_named_since_the_cell_holds_a_hundredth_of_what_it_shows() -> None:
    def fill(book: Any) -> None:
        sheet = book["读数"]
        cell = sheet.cell(5, columns(sheet)["读数"])
        cell.value, cell.number_format = 0.41, "0%"

    found = filled(made("inspection", of="IT-QUARTERLY"), fill)
    assert told(found) == ["读数!G5 读数 这一格是百分比，存的数是 0.41；格式改成常规，写 50 这样的数。"]


def test_what_a_blank_cannot_be_made_for_is_told() -> None:
    with pytest.raises(UserError, match="--month 写了「2026-13」：写成 2026-12 这样"):
        made("roster", month="2026-13")
    with pytest.raises(UserError, match="「培训」不是按月登记的"):
        made("training", month="2026-12")
    with pytest.raises(UserError, match="没有这条登记"):
        made("inspection", of="IT-NOWHERE")
