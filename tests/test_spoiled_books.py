"""Books as people hand them over, spoiled in many ways: nothing is lost without a word, each word says what to do."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font
from test_workbook import HEAD, ROW, of, told
from workbooks import Rows, book

SECOND = ("2026-03-19 10:00", "财务科", "打印不出来", "电话", "L2")
TRAINING = ("名称", "形式", "培训对象", "开始", "结束", "目的", "应到人数")


def made(rows: Rows, change: Callable[[Any, Any], None] = lambda *_: None) -> bytes:
    """Make a book with these rows, and do to it what people do."""
    found = openpyxl.Workbook()
    sheet = found.worksheets[0]
    sheet.title = "登记"
    for row in rows:
        sheet.append(list(row))
    change(found, sheet)
    out = io.BytesIO()
    found.save(out)
    return out.getvalue()


def read(rows: Rows, change: Callable[[Any, Any], None] = lambda *_: None) -> Any:
    return of({"事件.xlsx": made(rows, change)})


def seen(found: Any) -> list[str]:
    return [draft.data.get("phenomenon", "") for draft in found.drafts]


def test_a_row_that_is_struck_out_is_left_and_a_struck_cell_is_refused() -> None:
    def row(_: Any, sheet: Any) -> None:
        for cell in sheet[3]:
            cell.font = Font(strike=True)

    def cell(_: Any, sheet: Any) -> None:
        sheet["D2"].font = Font(strike=True)

    found = read([HEAD, ROW, SECOND], row)
    assert told(found) == ["登记!A3 这一行划掉了，没有读；要收就去掉删除线。"]
    assert len(found.drafts) == 1
    found = read([HEAD, ROW], cell)
    assert told(found) == ["登记!D2 接报渠道 这一格划掉了；不要就清空，要就去掉删除线。"]
    assert found.drafts[0].told[0].refuses


def test_what_is_hidden_or_filtered_away_is_read_and_said_and_remarks_and_pictures_are_named() -> None:
    def hide(_: Any, sheet: Any) -> None:
        sheet.auto_filter.ref = "A1:E3"
        sheet.row_dimensions[3].hidden = True
        sheet.column_dimensions["B"].hidden = True
        sheet["C2"].comment = Comment("其实是第二次来电", "甲")

    found = read([HEAD, ROW, SECOND], hide)
    assert told(found) == [
        "登记 第 3 行是隐藏或筛掉的，也读了；不要收的就删掉。",
        "登记!B1 这一列是隐藏的，也读了；不要收的就删掉。",
        "登记!C2 这一格的批注没有读：其实是第二次来电",
    ]
    assert len(found.drafts) == 2
    out = io.BytesIO(made([HEAD, ROW]))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/media/image1.png", b"png")
    assert "里面的图片没有读" in told(of({"事件.xlsx": out.getvalue()}))[0]


def test_titles_in_two_rows_are_put_together() -> None:
    rows = [("接报时间", "报告人", "", "现象", "接报渠道", "级别"), ("", "电话", "部门", "", "", ""),
            (ROW[0], "8000", *ROW[1:])]  # fmt: skip
    data = book({"登记": rows}, merged={"登记": ["A1:A2", "B1:C1", "D1:D2", "E1:E2", "F1:F2"]})
    found = of({"事件.xlsx": data})
    assert told(found) == ["登记!B2 报告人电话 没有叫「报告人电话」的一项，这一列没有读。"]
    assert found.drafts[0].data["reporter"] == {"department": "水资源科"}


@pytest.mark.parametrize(
    "row",
    [
        ("总计", "", "2 件"),
        ("本月共计", 2),
        ("共 1 件",),
        ("平均", "", "", "", 3),
        ("合计：2",),
        ("年度累计", 5),
    ],
)
def test_a_sum_at_the_end_is_no_record(row: tuple[Any, ...]) -> None:
    found = read([HEAD, ROW, row])
    assert len(found.drafts) == 1
    assert "这一行不像数据，没有读" in told(found)[0]


@pytest.mark.parametrize(
    "text", ["合计数不对，少一行", "平均值显示成零", "说明文字打不开", "共享文件夹打不开"]
)
def test_what_only_begins_like_a_sum_or_a_note_is_a_record(text: str) -> None:
    found = read([("现象", *HEAD[:2], *HEAD[3:]), (text, *ROW[:2], *ROW[3:])])
    assert (seen(found), told(found)) == ([text], [])


def test_a_sheet_of_sums_beside_the_register_is_left_with_what_it_lacks() -> None:
    sums = [("级别", "接报渠道", "数量"), ("L1", "电话", 1), ("总计", "", 1)]
    found = of({"事件.xlsx": book({"登记": [HEAD, ROW], "统计": sums})})
    (line,) = told(found)
    assert line.startswith("统计 这张工作表没有读：没有")
    assert "「现象」" in line
    assert len(found.drafts) == 1


def test_a_second_heading_in_another_order_stops_the_reading_and_the_same_one_does_not() -> None:
    other = read([HEAD, ROW, (), tuple(reversed(HEAD)), tuple(reversed(SECOND))])
    (line,) = told(other)
    assert line.startswith("登记!A4 这里又是一行列名")
    assert any(one.refuses for some in other.told.values() for one in some)
    again = read([HEAD, ROW, tuple(f"{one} " for one in HEAD), SECOND])
    assert (len(again.drafts), told(again)) == (2, [])


def test_cells_merged_across_and_signs_for_the_cell_above_are_told() -> None:
    found = read([HEAD, (ROW[0], "水资源科", "", "电话", "L2")], lambda _, sheet: sheet.merge_cells("B2:C2"))
    assert told(found) == ["登记!C2 现象 这一格和左边的合并了；拆开，各写各的。"]
    for sign in ("同上", "〃", '"'):
        (line,) = told(read([HEAD, ROW, (SECOND[0], sign, *SECOND[2:])]))
        assert line == f"登记!B3 报告人部门 「{sign}」要看上一行才知道；写出来。"


def test_a_value_beside_the_one_that_is_read_is_named() -> None:
    found = read([(title, one, two) for title, one, two in zip(HEAD, ROW, SECOND, strict=True)])
    assert len(found.drafts) == 1
    assert [one.split()[0] for one in told(found)] == [f"登记!C{number}" for number in range(1, 6)]
    assert "旁边的「财务科」没有读" in told(found)[1]


@pytest.mark.parametrize("name", ["服务经理（主管）", "服务 经理", "P-001（服务经理）", "P-001 服务经理"])
def test_a_name_with_a_post_or_a_blank_in_it_is_the_name(name: str) -> None:
    found = read([(*HEAD, "处理人"), (*ROW, name)])
    assert told(found) == []
    assert found.drafts[0].data["handlers"] == ["P-001"]


def test_names_apart_by_a_stroke_are_several() -> None:
    found = read([(*HEAD, "处理人"), (*ROW, "服务经理/P-001")])
    assert (told(found), found.drafts[0].data["handlers"]) == ([], ["P-001"])


@pytest.mark.parametrize("typed", ["3人", "约30", "三", "30%", "30-40"])
def test_a_number_with_more_in_it_is_refused_with_what_to_write(typed: str) -> None:
    row = ("预警处置", "线上", "甲方人员", "2026-03-18 09:00", "11:00", "会自己核预警", typed)
    (line,) = told(of({"培训.xlsx": made([TRAINING, row])}))
    assert line.startswith("登记!G2 应到人数 ")
    assert "只写数字" in line


@pytest.mark.parametrize(
    "typed", ["26/3/19 9:12", "3月19日9:12", "19/03/2026 09:12", "三月十九日", "2026-3-19 9.12", "3/19/2026", timedelta(hours=25)]
)  # fmt: skip
def test_a_date_that_may_be_two_days_is_refused_with_how_to_write_it(typed: Any) -> None:
    (line,) = told(read([HEAD, (typed, *ROW[1:])]))
    assert line.startswith("登记!A2 接报 ")
    assert "2026-03-05 09:10" in line


TABLE = f"{','.join(HEAD)}\n{','.join(ROW)}\n"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", TABLE.replace(",", ";").encode()), ("a.csv", TABLE.replace(",", "|").encode()),
        ("a.csv", f"sep=;\r\n{TABLE.replace(',', ';')}".encode("gb18030")),
        ("a.csv", f"三月的事件\n{TABLE.replace(',', ';')}".encode()), ("a.tsv", TABLE.replace(",", "\t").encode()),
        ("a.xls", TABLE.replace(",", "\t").encode("gb18030")), ("a.csv", TABLE.replace("\n", "\n\ufeff", 1).encode("utf-8-sig")),
        ("a.csv", book({"a": [HEAD, ROW]})), ("a.csv", TABLE.replace("\n", "\r").encode("utf-16")),
    ],
)  # fmt: skip
def test_a_table_is_read_whatever_parts_its_cells_and_whatever_it_is_called(name: str, data: bytes) -> None:
    found = of({name: data})
    assert told(found) == []
    assert seen(found) == [ROW[2]]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xls", b"<html><table><tr><td>x</td></tr></table></html>", "是网页，不是工作簿；用 Excel 或 WPS 打开，另存为 .xlsx"),
        ("a.xls", b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "另存为 .xlsx"), ("a.xlsx", b"", "文件是空的"),
        ("a.csv", f'{TABLE}2026-03-19 10:00,财务科,"没有收住,电话,L2\n'.encode(), "引号没有配对"),
        ("a.et", b"\xd0\xcf\x11\xe0", "另存为 .xlsx"), ("a.txt", TABLE.encode(), "另存为 .csv"),
        ("a.csv", f"{','.join(HEAD)}\n".encode() + ",".join(ROW).encode("gb18030"), "另存为“CSV UTF-8”"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_is_named_with_how_to_save_it(name: str, data: bytes, words: str) -> None:
    (line,) = told(of({name: data}))
    assert words in line


def locked() -> bytes:
    """A container as Excel makes it of a book with a password: two streams, of which one is the cipher."""
    end, free, fat, size = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 4096
    streams = [[*range(3, 10), end], [*range(11, 18), end]]
    table = [fat, end, *streams[0], *streams[1]]
    head = (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
    )
    head += struct.pack("<9I", 0, 1, 1, 0, size, end, 0, end, 0) + struct.pack("<109I", 0, *[free] * 108)

    def entry(name: str, kind: int, others: tuple[int, int], content: tuple[int, int]) -> bytes:
        text = name.encode("utf-16-le") + b"\0\0"
        told = struct.pack("<HBBIII", len(text), kind, 1, free, *others)
        return text.ljust(64, b"\0") + told + bytes(36) + struct.pack("<IQ", *content)

    folder = entry("Root Entry", 5, (free, 1), (end, 0)) + entry("EncryptionInfo", 2, (2, free), (2, size))
    folder += entry("EncryptedPackage", 2, (free, free), (10, size)) + bytes(128)
    return head + struct.pack("<128I", *table, *[free] * (128 - len(table))) + folder + bytes(2 * size)


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls"])
def test_a_book_with_a_password_is_told_so(name: str) -> None:
    (line,) = told(of({name: locked()}))
    assert line.strip() == "工作簿有密码；去掉密码另存一份。"


def test_a_row_of_a_csv_longer_than_its_heading_is_told() -> None:
    (line,) = told(of({"a.csv": f"{TABLE.rstrip()},多的一格\n".encode()}))
    assert line.startswith("F1 这一列没有标题")
