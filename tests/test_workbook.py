"""Sheets as people fill them: what is read, what is named, and that nothing goes unsaid."""

from __future__ import annotations

import codecs
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

import pytest
import small_base
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from small_base import NOON
from workbooks import Rows, book

from generators import knowledge
from generators.authoring import incoming
from generators.authoring.entry import enter
from generators.authoring.incoming import Incoming
from generators.authoring.workbook.instants import instant

FILES = {path: data for path, data in small_base.files().items() if not path.endswith("INC-2026-0006.yaml")}
BASE = knowledge.read(FILES, NOON)
HEAD = ("接报时间", "报告人部门", "现象", "接报渠道", "级别")
ROW = ("2026-03-19 09:12", "水资源科", "登录后页面一直转圈", "电话", "L2")


def read(rows: Rows, name: str = "事件.xlsx", **more: Any) -> Incoming:
    return of({name: book({"Sheet1": rows}, **more)})


def of(files: Mapping[str, bytes], kind: str | None = None) -> Incoming:
    return incoming.read(BASE, files, lambda _: None, kind)


def told(found: Incoming) -> list[str]:
    """What is told of the files and of the drafts, without entering them."""
    lines = [
        *(one for some in found.told.values() for one in some),
        *(one for d in found.drafts for one in d.told),
    ]
    return [f"{one.spot} {one.message}" for one in sorted(lines)]


def only(found: Incoming) -> Mapping[str, Any]:
    assert told(found) == []
    (draft,) = found.drafts
    return draft.data


def cell(title: str, value: Any) -> Any:
    """What one cell under a title becomes beside a whole row."""
    found = read([(*HEAD, title), (*ROW, value)])
    assert told(found) == [], told(found)
    return found.drafts[0].data


INCIDENT = {
    "reported": "2026-03-19T09:12:00+08:00",
    "reporter": {"department": "水资源科"},
    "phenomenon": "登录后页面一直转圈",
    "channel": "phone",
    "level": "L2",
}


def test_titles_are_known_in_any_order_below_a_merged_line_and_strange_ones_are_named() -> None:
    head = ("现象*", "序号", "级别（合同）", "经办电话", "接报日期 ", "报告人·部门", "接报渠道：")
    row = (
        "登录后页面一直转圈",
        1,
        "一般",
        13800001234.0,
        datetime.fromisoformat("2026-03-19 09:12"),
        "水资源科",
        "电话",
    )
    found = read([("三月事件登记表",), head, row], merged={"Sheet1": ["A1:G1"]})
    assert told(found) == ["Sheet1!D2 经办电话 没有叫「经办电话」的一项，这一列没有读。"]
    assert [draft.data for draft in found.drafts] == [INCIDENT]


def test_each_row_of_a_register_is_a_record_and_the_rest_is_left_and_named() -> None:
    rows = [HEAD, ROW, (), HEAD, ("合计", 2), ("填表人：服务台甲",), ("2026-03-19 10:00", *ROW[1:])]
    found = read(rows)
    assert [draft.data["reported"][11:16] for draft in found.drafts] == ["09:12", "10:00"]
    assert [line.split()[0] for line in told(found)] == ["Sheet1!A5", "Sheet1!A6"]


FORM: Rows = [
    ("项目", "填写", "说明"), ("名称", "预警处置"), ("形式", "线上"), ("培训对象", "甲方人员"), ("开始", "2026-03-18 09:00"),
    ("结束", "11:00"), ("目的", "会自己核预警"), ("应到人数", "３"), ("考核 参加人数", 2), ("考核 合格人数", 2),
]  # fmt: skip
LIST: Rows = [
    ("姓名", "部门", "到课"),
    ("学员一", "水资源科", "到"),
    ("学员二", "水资源科", "迟到"),
    ("学员三", "财务科", "请假"),
]


def test_a_form_with_its_tables_is_one_record() -> None:
    data = only(of({"培训.xlsx": book({"基本信息": FORM, "签到": LIST})}))
    assert data["finished"] == "2026-03-18T11:00:00+08:00"
    assert (data["form"], data["audience"], data["expected"]) == ("online", "customer", 3)
    assert data["exam"] == {"taken": 2, "passed": 2}
    assert [one["attendance"] for one in data["attendees"]] == ["present", "late", "excused"]


def test_a_sign_in_sheet_as_it_is_printed_is_one_record() -> None:
    rows = [
        ("培训签到表",), ("名称", "预警处置", "", "形式", "线上"), ("开始：2026-03-18 09:00", "", "", "培训对象", "甲方人员"),
        *[(number, *row) for number, row in enumerate(LIST)], (4,), (5,), ("效果：一个月后来电少了一半",),
    ]  # fmt: skip
    found = of(
        {"x.xlsx": book({"Sheet1": [row if row[0] != 0 else ("序号", *row[1:]) for row in rows]})}, "培训"
    )
    data = only(found)
    assert (data["title"], data["form"], data["started"]) == (
        "预警处置",
        "online",
        "2026-03-18T09:00:00+08:00",
    )
    assert (len(data["attendees"]), data["effect"]) == (3, "一个月后来电少了一半")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-3-19 9:40", "2026-03-19T09:40"), ("2026/03/19 09:40", "2026-03-19T09:40"), ("2026.3.19 9：40", "2026-03-19T09:40"),
        ("2026年3月19日9时40分", "2026-03-19T09:40"), ("2026年3月19日（周四）下午3点半", "2026-03-19T15:30"),
        ("２０２６－０３－１９　０９：４０", "2026-03-19T09:40"), ("20260319 0940", "2026-03-19T09:40"), ("9:40", "2026-03-19T09:40"),
        ("次日 0:10", "2026-03-20T00:10"), ("24:00", "2026-03-20T00:00"), ("2026-03-19 24:00", "2026-03-20T00:00"),
        ("2026-03-19T01:40:00Z", "2026-03-19T09:40"), ("2026-03-19 9:40:20 PM", "2026-03-19T21:40:20"),
        ("2026-03-18T18:40-07:00", "2026-03-19T09:40"), ("晚上9点", "2026-03-19T21:00"),
        ("凌晨12:05", "2026-03-19T00:05"), (time(9, 40), "2026-03-19T09:40"), (datetime.fromisoformat("2026-03-19 09:40"), "2026-03-19T09:40"),
    ],
)  # fmt: skip
def test_a_moment_is_read_as_people_type_it(typed: Any, meant: str) -> None:
    found = cell("响应", typed)["responded"]
    assert found == f"{meant}{':00' if len(meant) == 16 else ''}+08:00"


@pytest.mark.parametrize("typed", ["2026-03-19", "2026年3月19号", date(2026, 3, 19), "20260319", 20260319])
def test_a_day_alone_stays_a_day(typed: Any) -> None:
    assert cell("响应", typed)["responded"] == "2026-03-19"


def test_what_is_not_known_exactly_says_so() -> None:
    assert cell("响应", "大约9:40")["responded"] == {
        "at": "2026-03-19T09:40:00+08:00",
        "certainty": "estimated",
    }
    assert cell("响应", "不详")["responded"] == {"certainty": "unknown"}
    found = read([(*HEAD, "响应", "响应来源"), (*ROW, "9:40", "通话记录")])
    assert only(found)["responded"] == {"at": "2026-03-19T09:40:00+08:00", "source": "call-log"}


@pytest.mark.parametrize(
    "typed",
    [
        "2026-02-30", "25:10", "昨天", "3月5日", "2026-13-01", "9:75", "2026-03-19 9:40 起", "2026-03-19 09:10-10:20",
        "2026-03-19 晚上12点", "夜里2点", "晚上0点",
    ],
)  # fmt: skip
def test_what_is_no_moment_is_refused_with_what_to_type(typed: str) -> None:
    assert instant(typed) is None
    (line,) = told(read([(*HEAD, "响应"), (*ROW, typed)]))
    assert line.startswith("Sheet1!F2 响应 看不懂")
    assert "2026-03-05 09:10" in line


@pytest.mark.parametrize(
    ("title", "typed", "at", "meant"),
    [
        ("备注", " 谢谢\u3000\u200b\n", "note", "谢谢"), ("备注", 13800001234.0, "note", "13800001234"),
        ("满意度", "４", "satisfaction", 4), ("满意度", 4.0, "satisfaction", 4), ("备注", "—", "note", None),
        ("处理人", "服务经理", "handlers", ["P-001"]), ("处理人", "P-001 P-101", "handlers", ["P-001", "P-101"]), ("处理人", "P-001 服务经理、p-101", "handlers", ["P-001", "P-101"]),
        ("级别", "一般", "level", "L2"), ("接报渠道", "phone", "channel", "phone"),
    ],
)  # fmt: skip
def test_a_value_is_read_as_people_type_it(title: str, typed: Any, at: str, meant: Any) -> None:
    head = [one for one in HEAD if one != title]
    row = [one for one, name in zip(ROW, HEAD, strict=True) if name != title]
    assert only(read([(*head, title), (*row, typed)])).get(at) == meant


@pytest.mark.parametrize(
    ("title", "typed", "words"),
    [("响应", "2026-03-19 次日 09:00", "又写「次日」")],
)
def test_what_may_mean_two_things_is_asked_for_again(title: str, typed: str, words: str) -> None:
    head = [one for one in HEAD if one != title]
    row = [one for one, name in zip(ROW, HEAD, strict=True) if name != title]
    (line,) = told(read([(*head, title), (*row, typed)]))
    assert words in line


def test_a_cell_that_was_merged_over_rows_holds_for_each_of_them() -> None:
    rows = [LIST[0], LIST[1], ("学员二", None, "到"), ("学员三", None, "到")]
    found = of({"培训.xlsx": book({"签到": rows}, merged={"签到": ["B2:B4"]})})
    assert {one["department"] for one in only(found)["attendees"]} == {"水资源科"}


def test_an_empty_merged_block_right_of_the_last_column_is_nothing() -> None:
    found = of({"事件.xlsx": book({"Sheet1": [HEAD, ROW, ROW]}, merged={"Sheet1": ["X2:Z3"]})})
    assert len(found.drafts) == 2


def test_a_formula_without_a_value_and_an_error_are_named() -> None:
    rows = [(*HEAD, "响应", "备注"), (*ROW, "=A2+1", "=NA()")]
    lines = told(read(rows))
    assert [line.split()[0] for line in lines] == ["Sheet1!F2", "Sheet1!G2"]
    assert all("公式" in line for line in lines)


def test_a_book_that_counts_from_1904_gives_the_same_day() -> None:
    head, row = (
        (*HEAD, "响应"),
        (datetime.fromisoformat("2026-03-19 09:12"), *ROW[1:], datetime.fromisoformat("2026-03-19 09:40")),
    )
    assert only(read([head, row], epoch=CALENDAR_MAC_1904)) == {
        **INCIDENT,
        "responded": "2026-03-19T09:40:00+08:00",
    }


def test_a_number_that_may_be_a_date_is_named_with_what_it_looks_like() -> None:
    (line,) = told(read([(*HEAD, "响应"), (*ROW, 46100.5)]))
    assert "2026-03-19 12:00" in line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_a_csv_in_any_usual_encoding_gives_the_same_record(encoding: str, delimiter: str) -> None:
    text = "\r\n".join(delimiter.join(row) for row in (HEAD, ROW))
    assert only(of({"a.csv": text.encode(encoding)})) == INCIDENT


def test_a_file_that_nobody_can_read_says_what_to_do() -> None:
    text = ",".join(HEAD).encode("utf-16")
    files = {
        "a.xlsx": b"no book",
        "b.csv": text.removeprefix(codecs.BOM_UTF16_LE),
        "c.txt": b"x",
        "~$a.xlsx": b"y",
    }
    lines = told(of(files))
    assert len(lines) == 3
    assert all("另存为" in line or "没有收" in line for line in lines)


def test_a_sheet_of_no_known_kind_and_one_of_several_ask_for_the_kind() -> None:
    assert "--kind" in told(read([("甲", "乙"), (1, 2)], name="x.xlsx"))[0]
    assert "没有类别「培巡」" in told(of({"a.xlsx": book({"a": [HEAD, ROW]})}, "培巡"))[0]


def test_hidden_sheets_and_sheets_that_belong_to_nothing_are_named() -> None:
    data = book({"事件": [HEAD, ROW], "版本": [("1.0",)], "说明": [("怎么填", "照着填")]}, hidden=["版本"])
    assert [line.split()[0] for line in told(of({"a.xlsx": data}))] == ["版本", "说明"]


def test_a_spoiled_book_gives_every_fault_in_one_run_at_its_cell_and_nothing_is_written() -> None:
    head = (*HEAD, "响应", "恢复", "满意度", "处理人", "备注")
    good = (*ROW, "9:40", "10:20", 5, "P-001", "")
    spoil: list[tuple[int, Any]] = [
        (0, "三月十九"), (1, ""), (2, "转圈"), (3, "微信"), (4, "L7"), (5, "2026-02-30 9:00"), (6, 46100.5), (7, "很满意"),
        (8, "没有这个人"), (8, "P-777"), (9, "长" * 501), (5, "2026-03-19 08:00"),
    ]  # fmt: skip
    rows = [tuple(value if at == where else one for at, one in enumerate(good)) for where, value in spoil]
    rows = [
        (*row[:2], f"{row[2]} {number}" if row[2] != "转圈" else row[2], *row[3:])
        for number, row in enumerate(rows)
    ]
    found = read([head, *rows])
    entry = enter(FILES, found.drafts, NOON, before=BASE)
    errors = [one for some in entry.told for one in some if one.refuses]
    assert entry.files == {}
    assert [one.spot.cell for one in errors] == [
        f"{'ABCDEFGHIJ'[where]}{row + 2}" for row, (where, _) in enumerate(spoil)
    ]
    assert all(one.spot.title and one.message.endswith("。") for one in errors)


def test_nothing_that_somebody_wrote_is_left_out_unsaid() -> None:
    assert "没有能读的行" in told(read([HEAD]))[0]
    (line,) = told(read([(*HEAD, "现象"), (*ROW, "另一个")]))
    assert "前面已经有一列「现象」" in line
    (line,) = told(read([HEAD, (*ROW, "没有标题的")]))
    assert line.startswith("Sheet1!F1 这一列没有标题")
    (line,) = told(read([HEAD, ROW, ("审核：服务经理", "", "", "日期：2026")]))
    assert "没有读：审核：服务经理" in line


def test_what_a_check_finds_inside_a_text_is_told_at_its_cell() -> None:
    found = read([HEAD, (*ROW[:2], "用户电话13800001234打来说打不开", *ROW[3:])])
    ((one,),) = enter(FILES, found.drafts, NOON, before=BASE).told
    assert (one.spot.cell, one.code) == ("C2", "mobile-number")
