"""A second, different contract is set up from a short answers file, and judges what happens under it."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest
from conftest import NOW, ROOT, schemas, sound_base, write_base

from generators import cli, config, knowledge
from generators.authoring import new_contract, packs
from generators.authoring.new_contract import Setup, Shipped
from generators.codes import Severity
from generators.finding import UserError
from generators.judging.verdict import Verdict
from generators.origin import source
from generators.strict_yaml import load

EXAMPLE = next(iter(source.shipped("authoring/answers.yaml").values()))
OBLIGATIONS = "records/requirements/obligation/"
ANSWERS = """\
id: CT-2026-02
title: 业务系统运维服务合同
customer: 乙局
provider: 运维单位
term: {from: "2026-04-15", to: "2027-04-14"}
signed: "2026-04-10"
price: {amount_yuan: 80000, covers: [系统运维]}
hours: 周一至周五 09:00-17:30
levels:
  - {code: L1, name: 紧急, meaning: 整体不能用, respond_minutes: 15, arrive_minutes: 60, restore_minutes: 240}
  - {code: L2, name: 重要, meaning: 主要功能不能用, respond_minutes: 30, arrive_minutes: 120, restore_minutes: 510}
  - {code: L3, name: 一般, meaning: 个别功能不能用, respond_minutes: 60, arrive_minutes: 510, restore_minutes: 1530}
  - {code: L4, name: 咨询, meaning: 不影响使用, respond_minutes: 240, arrive_minutes: 1530, restore_minutes: 2550}
team:
  - {role: support-engineer, name: 运维工程师, duties: 处理事件和请求, count: 1}
places:
  - {code: server, name: 服务器}
packs: [ITSS 运维通用, 政府响应表, 巡检, 培训, 报告]
inspection:
  every: 合同季度
  parts:
    - {code: state, name: 运行状态}
    - {code: backup, name: 备份检查}
training: {every: 合同年, times: 2}
report: {every: 合同季度, grace_days: 10, to: [单位领导]}
"""


def shipped() -> Shipped:
    (holidays,) = source.shipped("authoring/holidays.yaml").values()
    return Shipped(source.shipped("authoring/packs"), holidays)


def set_up(answers: str = ANSWERS, files: Mapping[str, bytes] | None = None) -> Setup:
    return new_contract.new(files or schemas(), answers.encode(), shipped(), NOW)


@functools.cache
def alone() -> Mapping[str, bytes]:
    return {**schemas(), **set_up().files}


@functools.cache
def beside() -> Mapping[str, bytes]:
    return {**sound_base(), **set_up(files=sound_base()).files}


def named(title: str, files: Mapping[str, bytes]) -> str:
    """The id of the new contract's obligation with this title."""
    (found,) = [
        one["id"]
        for one in (load(data) for path, data in files.items() if path.startswith(OBLIGATIONS))
        if one["title"] == title and one["source"] == "CT-2026-02"
    ]
    return str(found)


def verdicts(title: str, files: Mapping[str, bytes], now: datetime = NOW) -> tuple[Verdict, ...]:
    return knowledge.read(files, now).verdicts_of(named(title, files))


def errors(files: Mapping[str, bytes]) -> list[str]:
    found = knowledge.read(files, NOW).findings
    return [f"{one.place} {one.message}" for one in found if one.severity is Severity.ERROR]


def test_from_an_empty_base_there_is_a_sound_contract_with_all_its_obligations() -> None:
    files = set_up().files
    assert errors(alone()) == []
    assert len(files) == 1 + 1 + 27 + 1
    assert sorted(Path(path).stem for path in files if path.startswith(OBLIGATIONS)) == [
        f"OB-{number:03}" for number in range(1, 28)
    ]
    assert load(files["records/requirements/contract/CT-2026-02.yaml"])["inspection_parts"] == [
        {"code": "state", "name": "运行状态"},
        {"code": "backup", "name": "备份检查"},
    ]


def test_a_base_without_settings_gets_those_without_which_it_could_not_be_read() -> None:
    assert config.read(set_up().files).format == config.FORMAT


def test_settings_of_another_format_are_not_written_over() -> None:
    with pytest.raises(UserError, match="format = "):
        set_up(files={**schemas(), config.FILE: b"[tool.itss]\n"})


def test_beside_another_contract_nothing_that_is_there_is_touched_or_judged_anew() -> None:
    new = set_up(files=sound_base())
    assert set(new.files).isdisjoint(sound_base())
    assert errors(beside()) == []
    before = {one for one in knowledge.read(sound_base(), NOW).verdicts if one.obligation.startswith("OB-0")}
    own = {
        named(load(data)["title"], new.files)
        for path, data in new.files.items()
        if path.startswith(OBLIGATIONS)
    }
    after = [one for one in knowledge.read(beside(), NOW).verdicts if one.obligation not in own]
    from_contract = {one["id"] for one in map(load, _of(sound_base())) if one["source"] == "CT-2026-01"}
    judged = {_told(one) for one in after if one.obligation in from_contract}
    assert judged == {_told(one) for one in before if one.obligation in from_contract}


def _of(files: Mapping[str, bytes]) -> list[bytes]:
    return [data for path, data in files.items() if path.startswith(OBLIGATIONS)]


def _told(verdict: Verdict) -> tuple[str, str | None, str, str]:
    return verdict.obligation, verdict.subject, verdict.period or "", verdict.state


def test_obligations_are_numbered_after_the_highest_and_beyond_999() -> None:
    last = load(_of(sound_base())[0]) | {"id": "OB-999"}
    files = {**sound_base(), f"{OBLIGATIONS}OB-999.yaml": str(last).replace("'", '"').encode()}
    made = sorted(Path(path).stem for path in set_up(files=files).files if path.startswith(OBLIGATIONS))
    assert made[0] == "OB-1000"
    assert errors({**files, **set_up(files=files).files}) == []


def test_the_default_contract_stays_and_is_told() -> None:
    assert any("仍算 CT-2026-01 的" in one for one in set_up(files=sound_base()).told)
    silent = {**sound_base(), config.FILE: f"[tool.itss]\nformat = {config.FORMAT}\n".encode()}
    assert any('写上 contract = "CT-2026-01"' in one for one in set_up(files=silent).told)
    assert not any("没有写合同的登记" in one or "写上 contract" in one for one in set_up().told)


@pytest.mark.parametrize("hours", ["7x24", "周一至周五 08:30-12:00 14:00-17:30"])
def test_a_calendar_of_the_same_hours_is_used_again(hours: str) -> None:
    made = set_up(ANSWERS.replace("周一至周五 09:00-17:30", hours), sound_base())
    assert made.faults == ()
    assert not any("/calendar/" in path for path in made.files)


def test_a_hotline_around_the_clock_is_asked_of_contracts_around_the_clock_only() -> None:
    titles = [
        load(data)["title"] for data in _of(set_up(ANSWERS.replace("周一至周五 09:00-17:30", "7x24")).files)
    ]
    assert "服务热线 24 小时值守" in titles
    assert "服务热线 24 小时值守" not in [load(data)["title"] for data in _of(set_up().files)]


def test_a_year_whose_days_off_nobody_knows_yet_is_told() -> None:
    assert any("没有 2027 年的放假和调休" in one for one in set_up().told)


def test_what_nobody_answered_is_left_to_a_person_by_name() -> None:
    told = "\n".join(set_up(ANSWERS.replace('signed: "2026-04-10"\n', "locators: {巡检: 第五条}\n")).told)
    assert "ITSS 运维通用、政府响应表、培训、报告：出处" in told
    assert "签订日期" in told
    made = set_up(ANSWERS + "locators: {巡检: 第五条}\n").files
    assert [one["locators"] for one in map(load, _of(made)) if "巡检" in one["title"]] == [["第五条"]] * 2


INCIDENT = """\
id: {id}
contract: CT-2026-02
reporter: {{department: 财务科}}
phenomenon: 报表打不开
channel: phone
level: {level}
reported: "{reported}:00+08:00"
responded: "{responded}:00+08:00"
restored: "{restored}:00+08:00"
"""
# hours 09:00-17:30, 510 minutes a day; 1 to 5 May 2026 off, Saturday 9 May worked instead
BY_HAND = (
    # Friday 16:50 to Monday 09:05: 40 + 5 minutes of 30; restored after 40 + 120 of 510
    ("INC-2026-9001", "L2", "2026-05-15T16:50", "2026-05-18T09:05", "2026-05-18T11:00", "late", "met"),
    # Friday 17:00 to Monday 09:20: 30 + 20 of 60; restored on Tuesday 17:00: 30 + 510 + 480 of 1530
    ("INC-2026-9002", "L3", "2026-05-15T17:00", "2026-05-18T09:20", "2026-05-19T17:00", "met", "met"),
    # Thursday before the holidays 17:00, 10 of 15; restored on Wednesday the 6th 12:30: 30 + 210 of 240
    ("INC-2026-9003", "L1", "2026-04-30T17:00", "2026-04-30T17:10", "2026-05-06T12:30", "met", "met"),
    # Friday 17:00 to the worked Saturday 13:00: 30 + 240 of 240; restored on Monday 10:00: 30 + 510 + 60 of 2550
    ("INC-2026-9004", "L4", "2026-05-08T17:00", "2026-05-09T13:00", "2026-05-11T10:00", "late", "met"),
    # reported on a Sunday: counts from Monday 09:00; 15 of 15, and a minute more than 240
    ("INC-2026-9005", "L1", "2026-05-17T10:00", "2026-05-18T09:15", "2026-05-18T13:01", "met", "late"),
)


@pytest.mark.parametrize("base", [alone, beside])
def test_clocks_run_in_the_hours_of_the_contract(
    base: functools._lru_cache_wrapper[Mapping[str, bytes]],
) -> None:
    files = dict(base())
    for name, level, reported, responded, restored, *_ in BY_HAND:
        text = INCIDENT.format(
            id=name, level=level, reported=reported, responded=responded, restored=restored
        )
        files[f"records/process/incident/2026/{name}.yaml"] = text.encode()
    assert errors(files) == []
    for title, column in (("按级别响应", 5), ("按级别恢复", 6)):
        found = {one.subject: one.state for one in verdicts(title, files)}
        assert found == {one[0]: one[column] for one in BY_HAND}


PEOPLE = """\
id: {id}
name: {name}
side: {side}
organisation: 单位
posts:
  - {{post: 工程师, role: support-engineer, from: "2026-04-15"}}
serves: [CT-2026-02]
"""
TEMPLATE = """\
id: IT-OFFICE
contract: CT-2026-02
title: 季度巡检
version: 1
items:
  - {code: disk, name: 磁盘使用率, part: state, place: server, method: 看监控}
  - {code: copy, name: 备份新旧, part: backup, place: server, method: 看目录}
"""
INSPECTION = """\
id: {id}
contract: CT-2026-02
title: 季度巡检
template: IT-OFFICE
planned: "{planned}"
started: "{finished}T09:00:00+08:00"
finished: "{finished}T10:00:00+08:00"
inspector: P-981
reviewer: P-982
conclusion: 都看过，正常
readings:
  - {{item: disk, status: normal}}
  - {{item: copy, status: {copy}, note: 说明写在这里}}
"""
REPORT = """\
id: {id}
contract: CT-2026-02
title: 运行诊断报告
category: quarterly
quarter: {quarter}
period: {{from: "{begin}", to: "{end}"}}
author: P-981
reviewer: P-982
inputs: [runtime-data, power-list, business-systems]
dimensions:
  - {{dimension: coverage, finding: 都看过了}}
  - {{dimension: validity, finding: 都看过了}}
  - {{dimension: client, finding: 都看过了}}
  - {{dimension: effect, finding: 都看过了}}
  - {{dimension: supervision, finding: 都看过了}}
  - {{dimension: rectification, finding: 都看过了}}
issued: "{issued}T16:00:00+08:00"
deliveries:
  - {{to: leader, at: "{delivered}T16:30:00+08:00", means: paper}}
"""


def by_period(title: str, files: Mapping[str, bytes]) -> dict[str | None, str]:
    return {one.period: one.state for one in verdicts(title, files)}


@pytest.mark.parametrize("base", [alone, beside])
def test_periods_are_those_of_the_contract(base: functools._lru_cache_wrapper[Mapping[str, bytes]]) -> None:
    """Its quarters are 15 April to 14 July, to 14 October, to 14 January 2027; ten days for a report."""
    inspections = (
        INSPECTION.format(id="INS-2026-901", planned="2026-07-10", finished="2026-07-10", copy="normal"),
        INSPECTION.format(id="INS-2026-902", planned="2026-10-12", finished="2026-10-20", copy="normal"),
    )
    reports = (
        REPORT.format(
            id="RP-2026-Q2-2",
            quarter="2026-Q2",
            begin="2026-04-15",
            end="2026-07-14",
            issued="2026-07-24",
            delivered="2026-07-25",
        ),
        REPORT.format(
            id="RP-2026-Q3-2",
            quarter="2026-Q3",
            begin="2026-07-15",
            end="2026-10-14",
            issued="2026-10-24",
            delivered="2026-10-24",
        ),
    )
    files = {
        **base(),
        "records/technology/inspection-template/IT-OFFICE.yaml": TEMPLATE.encode(),
        "records/people/person/P-981.yaml": PEOPLE.format(
            id="P-981", name="工程师癸", side="provider"
        ).encode(),
        "records/people/person/P-982.yaml": PEOPLE.format(
            id="P-982", name="工程师壬", side="provider"
        ).encode(),
    }
    for text, folder in [
        *((one, "technology/inspection") for one in inspections),
        *((one, "process/report") for one in reports),
    ]:
        files[f"records/{folder}/2026/{load(text.encode())['id']}.yaml"] = text.encode()
    assert errors(files) == []
    told = {"2026-C1": "met", "2026-C2": "late", "2026-C3": "due", "2026-C4": "due"}
    assert by_period("按期巡检，各部分齐全", files) == told
    assert by_period("报告按期定稿", files) == {**told, "2026-C2": "met"}
    assert by_period("报告按期送达", files) == {**told, "2026-C1": "late", "2026-C2": "met"}
    unseen = inspections[0].replace("item: copy, status: normal", "item: copy, status: unchecked").encode()
    files["records/technology/inspection/2026/INS-2026-901.yaml"] = unseen
    assert by_period("按期巡检，各部分齐全", files)["2026-C1"] == "failed"
    assert {one.state for one in verdicts("岗位按合同配备齐全", files)} == {"met"}


BAD = [
    ("id: CT-2026-02", "id: 二号合同", 1, "id 要写合同编号"),
    ("id: CT-2026-02", "id: CT-2026-01", 1, "已经有 CT-2026-01；换下一个序号"),
    ("customer: 乙局\n", "", 1, "customer"),
    ("customer:", "custommer:", 3, "没有「custommer」这一项；可用：id"),
    ('to: "2027-04-14"', 'to: "2025-04-14"', 5, "2025-04-14"),
    ('from: "2026-04-15"', 'from: "2026-04-31"', 5, "2026-04-31"),
    ("amount_yuan: 80000", "amount_yuan: 八万", 7, "八万"),
    ("周一至周五 09:00-17:30", "工作日白天", 8, "读不出是星期几；写成 7x24"),
    ("周一至周五 09:00-17:30", "周一至周五", 8, "没有写几点到几点"),
    ("周一至周五 09:00-17:30", "周一至周五 9点-17点半", 8, "「9点」不是几点几分"),
    ("周一至周五 09:00-17:30", "周五至周一 09:00-17:30", 8, "拆成两段"),
    ("周一至周五 09:00-17:30", "周一至周五 17:30-09:00", 8, "跨过了零点"),
    ("周一至周五 09:00-17:30", "周一至周五 09:00-12:00 11:00-17:30", 8, "重叠"),
    ("周一至周五 09:00-17:30", "[7x24, 周一至周五 09:00-17:30]", 8, "只留一样"),
    ("hours: 周一至周五 09:00-17:30", "hours: 8", 8, "hours 要写服务时间"),
    ("respond_minutes: 15,", "respond_minutes: 15 分钟,", 10, "15 分钟"),
    ("restore_minutes: 510}", "}", 11, "restore_minutes"),
    ("{code: L3,", "{code: L2,", 12, "L2"),
    ("{code: L4,", "{code: 四级,", 13, "「代码」(code)的写法不对"),
    ("role: support-engineer", "role: 工程师", 15, "「岗位代码」(role)的写法不对"),
    ("培训, 报告]", "培训, 汇报]", 18, "没有「汇报」这一包；可用：ITSS 运维通用、"),
    ("培训, 报告]", "培训, 培训, 报告]", 18, "「培训」选了两次"),
    ("培训, 报告]", "报告]", 24, "packs 里却没有选「培训」"),
    ("packs: [ITSS 运维通用, 政府响应表, 巡检, 培训, 报告]", "packs: 全部", 18, "packs 要写选哪几包"),
    ("every: 合同季度\n", "every: 每三个月\n", 20, "every 不能写「每三个月」；可用：自然月、"),
    ("{code: backup, name: 备份检查}", "备份检查", 22, "parts 要一行写一个"),
    ("{code: backup, name: 备份检查}", "{code: 备份, name: 备份检查}", 23, "「代码」(code)的写法不对"),
    ("training: {every: 合同年, times: 2}\n", "", 1, "选了「培训」，就要写 training 一段"),
    ("times: 2", "times: 两次", 24, "times 要写 1 到 1000 之间的整数"),
    (", times: 2", "", 24, "training 里要写 times"),
    ("grace_days: 10", "grace_days: -1", 25, "grace_days 要写 0 到 366 之间的整数"),
    ("grace_days: 10", "grace: 10", 25, "report 里没有「grace」这一项"),
    ("to: [单位领导]", "to: [局长]", 25, "to 不能写「局长」；可用：单位领导、"),
    ("customer: 乙局", "customer：乙局", 3, "全角冒号"),
    ("training:", "locators: {附件: 第五条}\ntraining:", 24, "packs 里没有选「附件」"),
    ("training:", "amends: CT-2026-01\ntraining:", 24, "没有「amends」这一项"),
]  # fmt: skip


@pytest.mark.parametrize(("right", "wrong", "line", "says"), BAD)
def test_a_mistake_in_the_answers_is_told_at_its_line_and_nothing_is_made(
    right: str, wrong: str, line: int, says: str
) -> None:
    assert right in ANSWERS
    made = set_up(ANSWERS.replace(right, wrong, 1), sound_base())
    assert made.files == {}
    assert [
        (one.line, says in one.message) for one in made.faults if one.line == line and says in one.message
    ], made.faults


def test_a_locator_that_is_no_text_is_told_once_where_it_stands() -> None:
    wrong = ANSWERS.replace("customer: 乙局", "customer: 乙局\nlocator: [第五条]")
    assert [(one.line, one.message[:18]) for one in set_up(wrong).faults] == [
        (4, "「出处」(locator)要写文字，")
    ]


def test_all_mistakes_are_told_at_once() -> None:
    wrong = ANSWERS.replace("times: 2", "times: 0").replace("grace_days: 10", "grace_days: 十")
    assert [one.line for one in set_up(wrong).faults] == [24, 25]


def test_every_place_of_every_pack_is_filled_by_something_that_is_asked() -> None:
    asked = {"calendar", "always"}
    found = packs.read(shipped().packs)
    for pack in found.values():
        asked |= {f"{pack.section}.{name}" for one in pack.asks for name in (one, *pack.asks[one].also)}
    places = {place for pack in found.values() for one in pack.obligations for place in _places(one)}
    assert places
    assert places <= asked


def _places(value: object) -> set[str]:
    if isinstance(value, dict):
        if set(value) == {"answer"}:
            return {value["answer"]}
        return {place for one in value.values() for place in _places(one)} | (
            {value["when"]} if "when" in value else set()
        )
    return {place for one in value for place in _places(one)} if isinstance(value, list) else set()


@pytest.mark.parametrize("left_out", ["ITSS 运维通用", "政府响应表", "巡检", "培训", "报告"])
def test_a_pack_can_be_left_out(left_out: str) -> None:
    section = packs.read(shipped().packs)[left_out].section
    answers = load(ANSWERS.encode())
    answers["packs"].remove(left_out)
    answers.pop(section, None)
    made = set_up(str(answers).replace("'", '"'))
    assert made.faults == ()
    assert errors({**schemas(), **made.files}) == []


def test_the_example_is_good_as_it_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["new", "contract", "--example"]) == 0
    (tmp_path / "answers.yaml").write_text(capsys.readouterr().out, "utf-8")
    (tmp_path / "mkdocs.yml").write_bytes(b"site_name: x\n")
    root = ["--root", str(tmp_path)]
    assert cli.run(["new", "contract", *root, "--dry-run", str(tmp_path / "answers.yaml")]) == 0
    assert "什么都没有写" in capsys.readouterr().out
    assert sorted(one.name for one in tmp_path.iterdir()) == ["answers.yaml", "mkdocs.yml"]
    assert cli.run(["new", "contract", *root, str(tmp_path / "answers.yaml")]) == 0
    told = capsys.readouterr().out
    assert told.startswith("写了 30 个文件")
    assert "下一步：itss check" in told
    assert cli.run(["check", *root, "--as-of", "2026-12-30"]) == 0


def test_the_command_says_where_a_mistake_stands_and_leaves_the_base_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_base(tmp_path / "base", sound_base())
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    answers = tmp_path / "answers.yaml"
    answers.write_text(ANSWERS.replace("times: 2", "times: 0"), "utf-8")
    assert cli.run(["new", "contract", "--root", str(root), str(answers)]) == 1
    assert f"{answers}:24:" in capsys.readouterr().out
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_without_answers_the_command_says_how_to_get_some() -> None:
    with pytest.raises(UserError, match="--example"):
        cli.run(["new", "contract", "--root", str(ROOT)])
