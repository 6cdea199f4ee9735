"""A record against its schema: every fault at its place, in words that say what to write instead."""

from __future__ import annotations

import json

import pytest
from conftest import NOW, schemas, sound_base

from generators import knowledge
from generators.kinds import compiler, engine
from generators.kinds.faults import EnginesDisagree
from generators.knowledge import KnowledgeBase
from generators.records import record
from generators.records.validate import validate

PERSON = "records/people/person/P-901.yaml"
INCIDENT = "records/process/incident/2026/INC-2026-0901.yaml"
POSTS = """\
posts:
  - post: 运维支持工程师
    from: "2026-01-01"
"""
SOUND = {
    PERSON: f"""\
id: P-901
name: 工程师乙
side: provider
organisation: 运维服务部
{POSTS}""",
    INCIDENT: """\
id: INC-2026-0901
reporter:
  department: 财务科
phenomenon: 导出的报表列顺序不对
channel: email
level: L5
reported: "2026-06-08T17:26:00+08:00"
""",
}


def told(path: str, old: str, new: str) -> list[tuple[int, int, str, str]]:
    """What is found when one line of a sound record is written otherwise, or one is added."""
    text = SOUND[path].replace(old, new) if old else SOUND[path] + new
    assert text != SOUND[path]
    base = knowledge.read({**sound_base(), path: text.encode()}, NOW)
    assert all(one.place.path == path for one in base.findings)
    return [(one.place.line, one.place.column, one.code, one.message) for one in base.findings]


@pytest.mark.parametrize("path", SOUND)
def test_the_record_that_the_tests_below_spoil_is_sound(path: str) -> None:
    assert knowledge.read({**sound_base(), path: SOUND[path].encode()}, NOW).findings == ()


@pytest.mark.parametrize(
    ("path", "old", "new", "where", "message"),
    [
        (PERSON, "", "phonee: 000-0000-0001\n", (8, 1), "这里没有「phonee」这一项；是不是「电话」(phone)？"),
        (PERSON, "", "电话: 000-0000-0001\n", (8, 1), "这里没有「电话」这一项；是不是「电话」(phone)？"),
        (PERSON, "    from", "    until: x\n    from", (7, 5), "这里没有「until」这一项；最接近的有「至」(to)、「职务」(post)、「合同岗位」(role)。"),
        (PERSON, "side: provider", "side: 乙方", (3, 7), "写代码 provider，不写「乙方」。"),
        (PERSON, "side: provider", "side: [us]", (3, 7), '不能是 ["us"]；可用：provider（乙方）、'),
        (PERSON, "side: provider", "side:", (3, 6), "不能是 null；可用：provider（乙方）、"),
        (PERSON, "side: provider", "side: us", (3, 7), '不能是 "us"；可用：provider（乙方）、'),
        (PERSON, "name: 工程师乙", "name: 4711", (2, 7), "要写文字，现在是 4711；给它加上引号。"),
        (PERSON, "name: 工程师乙", "name:", (2, 6), "现在是 null；补上内容，或删掉这一行。"),
        (PERSON, "name: 工程师乙\n", "", (1, 1), "缺少「姓名」(name)；补上。"),
        (PERSON, "", "allocation_percent: 20%\n", (8, 21), '现在是 "20%"；去掉引号和单位，只写数字。'),
        (PERSON, "", "allocation_percent: 101\n", (8, 21), "不能大于 100，现在是 101；"),
        (PERSON, "", "allocation_percent: 12.5\n", (8, 21), "要写整数，现在是 12.5"),
        (PERSON, '"2026-01-01"', "2026-2-30", (7, 11), '如 "2026-03-05"；现在是 "2026-2-30"。'),
        (PERSON, "", "email: a@b\n", (8, 8), "要写邮箱地址，如"),
        (PERSON, "工程师乙", "乙", (2, 7), "至少 2 个字，现在 1 个；写完整些。"),
        (PERSON, "工程师乙", "乙" * 41, (2, 7), "最多 40 个字，现在 41 个；"),
        (PERSON, POSTS, "posts: []\n", (5, 8), "「任职」(posts)至少 1 条，现在 0 条；补齐。"),
        (PERSON, "", "onboarded: x\n", (8, 1), "这里没有「onboarded」这一项；最接近的有「"),
        (PERSON, "", "phone:000\n", (8, 6), "这里的冒号后面少一个空格；写成“项: 值”。"),
        (INCIDENT, "\n  department: 财务科", " {department:财务科}", (2, 12), "「department:财务科」的冒号后面少一个空格；写成 department: 值。"),
        (INCIDENT, "", 'started: "2026-05-12T08:40:00+08:00"\n', (8, 1), "这里没有「started」这一项；最接近的有「恢复」(restored)、「"),
        (INCIDENT, "", "attendees: [甲, 乙]\n", (8, 1), "这一项；最接近的有"), (INCIDENT, "", "actions: [换证书]\n", (8, 1), "这一项；最接近的有"),
        (INCIDENT, "2026-06-08T17:26:00+08:00", "2026-06-08T24:00:00+08:00", (7, 11), "没有 24:00 这一刻，现在是"),
        (INCIDENT, "2026-06-08T17:26:00+08:00", "2026-06-08T17:26:00.123+08:00", (7, 11), "不写毫秒，现在是"),
        (INCIDENT, '"2026-06-08T17:26:00+08:00"', "“2026-06-08T17:26:00+08:00”", (7, 11), "用了中文引号，现在是"),
        (INCIDENT, "2026-06-08T17:26:00+08:00", "2026-06-08 17:26", (7, 11), "日期和时刻之间要写 T，并带时区"),
        (INCIDENT, "2026-06-08T17:26:00+08:00", "2026-06-08T17:26:00", (7, 11), "没有写时区，现在是"),
        (INCIDENT, "2026-06-08T17:26:00+08:00", "２０２６-06-08", (7, 11), "用了全角的数字或符号，现在是"),
        (INCIDENT, "2026-06-08", "9999-06-08", (7, 11), "年份只能在 1970 到 2200 之间，现在是"),
        (INCIDENT, "level: L5", "level: “L5”", (6, 8), "中文引号"), (INCIDENT, "channel: email", "channel: “email”", (5, 10), "用了中文引号"),
        (INCIDENT, "", "handlers: [P-001，P-002]\n", (8, 12), "里的「，」是全角的；"), (INCIDENT, "", "handlers: [P-1]\n", (8, 12), "是不是 P-001？"),
        (INCIDENT, "", "handlers: [P-999]\n", (8, 12), "的登记；改正编号；还没有登记的先登记。"), (INCIDENT, "", "handlers: [Ｐ-００1]\n", (8, 12), "是不是 P-001？"),
        (INCIDENT, "", "handlers: P-004\n", (8, 11), '现在是 "P-004"；每条另起一行，以 - 开头。'),
        (INCIDENT, "", "handlers: [P-004, P-004]\n", (8, 11), "里有重复的条目；删掉重复的。"),
        (INCIDENT, "", "on_site_needed: 是\n", (8, 17), '要写true 或 false，现在是 "是"'),
        (INCIDENT, "department: 财务科", "post: 经办人", (3, 3), "缺少「部门」(department)；补上。"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_place_with_what_to_write(
    path: str, old: str, new: str, where: tuple[int, int], message: str
) -> None:
    (one,) = told(path, old, new)
    assert one[:2] == where
    assert message in one[3]


def test_what_a_condition_demands_is_told_with_the_condition() -> None:
    found = told(INCIDENT, "", 'closed: "2026-06-08T18:00:00+08:00"\n')
    assert [code for _, _, code, _ in found] == ["missing-key"] * 4
    assert found[0][3].startswith("填了「关闭」(closed)就必须填")
    assert {message.split("必须填")[1] for _, _, _, message in found} == {
        "「恢复」(restored)；补上。",
        "「原因类别」(cause_class)；补上。",
        "「原因」(cause)；补上。",
        "「处理」(resolution)；补上。",
    }


def test_a_condition_on_a_value_is_told_with_the_value(base: KnowledgeBase) -> None:
    """
# docs/runbooks/RB-DRAFT.md
---
kind: runbook
id: RB-DRAFT
title: 采集任务排队过长
status: approved
owner: P-004
review_due: "2026-12-31"
symptoms: [采集任务一直显示排队]
checks: [排队的任务多于正在跑的]
first_actions: [记下排队条数]
contacts: [{who: 值班工程师, when: 排队超过一小时}]
steps: [{step: count, do: 看排队条数, mandatory: true, expect: 条数在减少}]
verification: [{code: v1, do: 排队清零了}]
rollback: [{code: r1, do: 没有改动，不用回退}]
escalation: [{condition: 一小时仍在增加, to: 服务经理}]
---
"""  # fmt: skip
    assert [(one.place.line, one.message) for one in base.findings] == [
        (2, '「状态」(status)是 "approved" 时必须填「批准」(approved)；补上。')
    ]


def test_a_condition_on_several_values_is_told_with_them() -> None:
    path = "schemas/people/person.schema.json"
    schema = json.loads(schemas()[path])
    given = {"required": ["side"], "properties": {"side": {"enum": ["provider", "third-party"]}}}
    schema["allOf"] = [{"if": given, "then": {"required": ["email"]}}]
    files = {**sound_base(), path: json.dumps(schema).encode(), PERSON: SOUND[PERSON].encode()}
    mine = [one.message for one in knowledge.read(files, NOW).findings if one.place.path == PERSON]
    assert len(mine) == 1
    assert "provider" in mine[0]
    assert "null" not in mine[0]


def test_a_misspelt_required_key_is_one_finding() -> None:
    assert [code for _, _, code, _ in told(PERSON, "name:", "nmae:")] == ["unknown-key"]


def test_all_faults_of_a_record_are_told_at_once() -> None:
    found = told(PERSON, "side: provider\n", "side: us\nphonee: 1\nemail: x\nallocation_percent: -1\n")
    assert [(line, code) for line, _, code, _ in found] == [
        (3, "value-choice"),
        (4, "unknown-key"),
        (5, "value-format"),
        (6, "value-range"),
    ]


def test_a_long_wrong_value_is_cut_in_the_message() -> None:
    ((_, _, _, message),) = told(PERSON, "side: provider", f"side: {'很' * 90}")
    assert "很" * 39 + "……" in message
    assert "很" * 40 not in message


@pytest.mark.parametrize(
    "value", ['"2026-06-08T17:26:00+08:00"', '{at: "2026-06-08T17:26+08:00", source: call-log}']
)
def test_an_event_is_a_time_or_a_time_with_its_source(value: str) -> None:
    text = SOUND[INCIDENT].replace('"2026-06-08T17:26:00+08:00"', value)
    assert knowledge.read({**sound_base(), INCIDENT: text.encode()}, NOW).findings == ()


def test_when_the_engines_disagree_the_program_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    kinds, _ = compiler.read(schemas())
    reading, _ = record.read({PERSON: SOUND[PERSON].encode()}, kinds)
    assert validate(reading, kinds)[1] == []
    assert engine.FAST
    monkeypatch.setattr("generators.kinds.faults.skipper", lambda _: lambda _: False)
    with pytest.raises(EnginesDisagree, match=r"person P-901"):
        validate(reading, kinds)


def test_without_the_fast_engine_the_findings_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {**sound_base(), PERSON: SOUND[PERSON].replace("provider", "us").encode()}
    fast = knowledge.read(files, NOW).findings
    monkeypatch.setattr("generators.kinds.engine.jsonschema_rs", None)
    monkeypatch.setattr("generators.kinds.faults.FAST", False)
    assert knowledge.read(files, NOW).findings == fast
    assert len(fast) == 1


def test_a_default_is_for_forms_and_never_fills_what_is_missing(base: KnowledgeBase) -> None:
    """
# schemas/resource/vehicle.schema.json
{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "车辆", "description": "一辆下现场用的车。", "type": "object",
  "x-element": "resource", "x-phases": ["operation"], "x-folder": "vehicle", "x-title": "plate",
  "properties": {
    "id": {"title": "编号", "description": "VH- 加三位序号。", "type": "string",
           "pattern": "^VH-[0-9]{3}$(?!\\\\n)", "examples": ["VH-001"]},
    "plate": {"title": "车牌", "type": "string", "maxLength": 20, "default": "样车"},
    "seats": {"title": "座位", "type": "integer", "maximum": 60, "default": "五"},
    "voided": {"$ref": "../common.schema.json#/$defs/voided"}
  },
  "required": ["id", "plate"], "additionalProperties": false
}

# records/resource/vehicle/VH-001.yaml
id: VH-001
"""  # fmt: skip
    (found,) = base.findings
    assert (found.code, found.place.line) == ("missing-key", 1)


@pytest.mark.parametrize(
    ("text", "now"),
    [("off: x", "「放假」(holidays)"), ("holiday: x", "是不是「放假」(holidays)？")],
)
def test_who_writes_a_former_name_is_told_the_present_one(text: str, now: str) -> None:
    path = "records/requirements/calendar/CAL-OLD.yaml"
    head = "id: CAL-OLD\ntitle: 旧日历\nzone: Asia/Shanghai\nalways: true\n"
    base = knowledge.read({**sound_base(), path: f"{head}{text}\n".encode()}, NOW)
    (found,) = base.findings
    assert (found.code, found.place.line) == ("unknown-key", 5)
    assert now in found.message


def test_an_item_is_named_by_its_list_and_number() -> None:
    ((_, _, _, message),) = told(INCIDENT, "", "handlers: [P-004, 4711]\n")
    assert message.startswith("「处理人」(handlers)第 2 条要写文字，现在是 4711；")


def test_a_row_of_the_wrong_shape_is_named_by_its_table_and_number() -> None:
    text = SOUND[INCIDENT] + "level_changes:\n  - 改成 L4\n"
    base = knowledge.read({**sound_base(), INCIDENT: text.encode()}, NOW)
    [told] = [one.message for one in base.findings_in(INCIDENT)]
    assert told.startswith('「级别变更」(level_changes)第 1 条要写下一层的各项，现在是 "改成 L4"；')


def test_all_faults_of_a_file_come_in_one_round() -> None:
    """Another name than its id, a code in words, a text for a list, an id of nobody, a row of nobody, a time before."""
    text = SOUND[INCIDENT].replace("0901", "0906").replace("email", "电话").replace("L5", "L9")
    text += 'handlers: [P-999]\nassets: AS-1\nresponded: "2026-06-08T17:00:00+08:00"\n'
    base = knowledge.read({**sound_base(), INCIDENT: text.encode()}, NOW)
    assert [(one.place.line, one.code) for one in base.findings if one.place.path == INCIDENT] == [
        (1, "id-file-name"), (5, "value-choice"), (6, "unknown-part"), (8, "unknown-reference"), (9, "value-type"),
        (10, "stop-before-start"),
    ]  # fmt: skip
    assert "INC-2026-0901" in base.facts.unsound


def test_what_is_wrong_with_a_value_is_told_once() -> None:
    """Of what breaks its schema neither the reference nor the order is asked; beside it both are."""
    text = SOUND[INCIDENT] + (
        "handlers: [5, P-999, {a: 1}]\nresponded: {at: 2026, source: call-log}\n"
        "level_changes: [7, {at: x, from: L9, to: L1}]\n"
    )
    base = knowledge.read({**sound_base(), INCIDENT: text.encode()}, NOW)
    found = [(one.place.line, one.place.column) for one in base.findings]
    assert len(found) == len(set(found))
    assert (8, 15) in found
    assert {one.code for one in base.findings if one.place.line == 9} == {"value-type"}
