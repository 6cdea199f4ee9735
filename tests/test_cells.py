"""What a record holds, as a page shows it: one kind of cell for each form of a value."""

from __future__ import annotations

import json

from conftest import NOW, good_base, sound_base

from generators import knowledge
from generators.charts.shapes import NAMES
from generators.kinds.figure_words import SHAPES
from generators.measures import fields
from generators.site import cells
from generators.site.cells import Cell, Many, Plain, Prose, Ref, Table, Time
from generators.site.show import TITLED_MOST, show

TEXT = {"title": "文字", "type": "string", "maxLength": 40}
DAY = {"title": "日", "type": "string", "format": "date"}
PERSON = {**TEXT, "title": "人", "x-ref": "person"}
STATE = {
    "title": "状态",
    "type": "string",
    "oneOf": [{"const": "on", "title": "启用"}, {"const": "off", "title": "停用"}],
}
SPAN = {
    "type": "object",
    "properties": {"from": DAY, "to": DAY},
    "additionalProperties": False,
    "x-period": ["from", "to"],
}
VEHICLE = {
    "title": "车辆", "type": "object", "x-element": "resource", "x-phases": ["operation"], "x-folder": "vehicle",
    "x-title": "name", "additionalProperties": False, "required": ["id", "name"],
    "properties": {
        "id": {**TEXT, "title": "编号", "description": "VH- 加三位序号。", "pattern": "^VH-[0-9]{3}$(?!\\n)"},
        "name": {**TEXT, "title": "名称"},
        "leased": {"title": "租用", "type": "boolean"},
        "wheels": {"title": "轮子", "type": "integer", "maximum": 18},
        "state": STATE,
        "bought": {"$ref": "../common.schema.json#/$defs/event", "title": "购入"},
        "checked": {"$ref": "../common.schema.json#/$defs/moment", "title": "检查"},
        "insured": {**SPAN, "title": "保险"},
        "taxed": {**SPAN, "title": "完税"},
        "maker": {"title": "厂家", "type": "object", "properties": {"city": {**TEXT, "title": "城市"}, "brand": TEXT},
                  "additionalProperties": False},
        "driver": PERSON,
        "drivers": {"title": "驾驶人", "type": "array", "maxItems": 3, "items": PERSON},
        "trips": {"title": "出车", "type": "array", "maxItems": 3, "items": {
            "type": "object", "properties": {"day": DAY, "state": STATE, "note": TEXT}, "additionalProperties": False}},
        "voided": {"$ref": "../common.schema.json#/$defs/voided"},
    },
}  # fmt: skip
RECORD = {
    "id": "VH-001", "name": "随 INC-2026-0001 出过车", "leased": False, "wheels": 4, "state": "off",
    "bought": {"at": "2026-03-05T09:10:00+08:00", "source": "call-log", "certainty": "exact", "evidence": "第 42 号"},
    "checked": "2026-03-06T01:10:00Z", "insured": {"from": "2026-01-01", "to": "2026-12-31"}, "taxed": {"from": "2026-01-01"},
    "maker": {"city": "样城"}, "driver": "P-004", "drivers": ["P-004", "P-001"],
    "trips": [{"day": "2026-03-07", "state": "on"}, {"day": "2026-03-08"}],
}  # fmt: skip


def shown() -> dict[str, Cell]:
    """The cells of that vehicle by the names of its fields."""
    files = {
        "schemas/resource/vehicle.schema.json": json.dumps(VEHICLE).encode(),
        "records/resource/vehicle/VH-001.yaml": json.dumps(RECORD).encode(),
    }
    base = knowledge.read({**sound_base(), **files}, NOW)
    assert not base.has_errors
    return {one.name: one.cell for one in cells.fields(base, base.facts.records["VH-001"])}


SHOWN = shown()


def test_only_what_is_filled_is_shown_in_the_order_of_the_schema() -> None:
    assert list(SHOWN) == list(RECORD)


def test_a_flag_a_number_and_a_choice_are_words() -> None:
    assert [SHOWN[name] for name in ("leased", "wheels", "state")] == [Plain("否"), Plain("4"), Plain("停用")]


def test_a_text_of_a_shape_of_its_own_is_code() -> None:
    assert SHOWN["id"] == Plain("VH-001", code=True)


def test_an_id_in_a_text_leads_to_its_record() -> None:
    name = SHOWN["name"]
    assert isinstance(name, Prose)
    assert [getattr(one, "id", None) for one in name.parts] == [None, "INC-2026-0001", None]


def test_a_moment_is_told_in_the_zone_of_the_base_with_how_well_it_is_known() -> None:
    assert SHOWN["bought"] == Time(
        "2026-03-05T09:10:00+08:00", "2026-03-05 09:10", ("通话记录", "准确", "第 42 号")
    )
    assert SHOWN["checked"] == Time("2026-03-06T01:10:00+00:00", "2026-03-06 09:10")


def test_a_period_is_one_line_and_may_be_open() -> None:
    assert SHOWN["insured"] == Plain("2026-01-01 至 2026-12-31")
    assert SHOWN["taxed"] == Plain("2026-01-01 起")


def test_a_reference_leads_to_its_record_alone_or_in_a_list() -> None:
    driver, drivers = SHOWN["driver"], SHOWN["drivers"]
    assert isinstance(driver, Ref)
    assert isinstance(drivers, Many)
    assert [getattr(one, "id", None) for one in (driver, *drivers.cells)] == ["P-004", "P-004", "P-001"]


def test_a_column_that_no_row_fills_is_left_out() -> None:
    assert SHOWN["trips"] == Table(
        ("日", "状态"), ((Plain("2026-03-07"), Plain("启用")), (Plain("2026-03-08"), Plain("")))
    )  # fmt: skip


def test_very_many_ids_in_a_text_lead_to_their_records_without_the_titles_of_these() -> None:
    few, many = (
        show(Prose(tuple(Ref(f"A-{one}", "题目", f"r/{one}/") for one in range(count))), str)
        for count in (TITLED_MOST, TITLED_MOST + 1)
    )
    assert (few.count('title="题目"'), few.count("<a ")) == (TITLED_MOST, TITLED_MOST)
    assert (many.count("title="), many.count("<a ")) == (0, TITLED_MOST + 1)


def test_a_choice_that_is_a_state_has_its_shape_beside_its_word() -> None:
    assert set(SHAPES) <= set(NAMES)  # what schemas may say is what can be drawn
    base = good_base()
    (kind,) = [one for one in base.kinds.sound.values() if fields.field(one, "step-state")]
    drawn = {
        cell
        for record in base.facts.of_kind(kind.name)
        for one in cells.fields(base, record)
        if isinstance(one.cell, cells.Table)
        for row in one.cell.rows
        for cell in row
        if isinstance(cell, cells.Stated)
    }
    assert cells.Stated("met", "已完成") in drawn


def test_a_table_of_more_columns_than_a_sheet_has_room_for_tells_each_row_in_words() -> None:
    def told(number: int) -> str:
        names = tuple(f"列{one}" for one in range(number))
        return show(Table(names, (tuple(Plain("值") for _ in names),)), str)

    assert '<table class="kb-table">' in told(11)
    assert '<table class="kb-table kb-deep">' in told(12)
    assert told(12).count("data-title=") == 12
