"""What is said of an obligation: the reading in force in its sentence, the others beside, each with its days."""

from __future__ import annotations

import re
from datetime import datetime

import pytest
import small_base
from test_readings import DECISION_HOME, DECLARED, READINGS, RESTORED, decision, files

from generators import address, knowledge
from generators.judging.spoken_obligation import Spoken
from generators.site.pages import record

MONTHLY = "{every: {kind: inspection, period: month, at: finished}}"
WEEKLY = "readings:\n  - {code: weekly, name: 每周一次, period: month, times: 4, decision: DC-2026-01, force: %s}\n"
STRICT = "“每一级都算”（样例 1%s）：事件从接报到响应不超过 30 分钟。"
FIRST = (
    "依纪要“只用于第一级”（DC-2026-01，2026-02-01 起接报的）：级别是紧急的事件从接报到响应不超过 30 分钟。"
)
REST = "依纪要“第二级按表”（DC-2026-01，2026-02-01 起接报的）：级别是一般的事件不归这一条判。"
OPEN = "读法未定：合同说法不一，还没有商定怎么读，不算超时，也不算达标。可能是"


def said(whole: dict[str, bytes], now: datetime = small_base.NOON) -> Spoken:
    base = knowledge.read(whole, now)
    return base.spoken(base.facts.records["OB-910"])


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"2026-{day}T12:00:00+08:00")


def test_an_obligation_without_readings_is_one_sentence() -> None:
    assert said(files(readings="")) == Spoken("事件从接报到响应不超过 30 分钟。")


@pytest.mark.parametrize(
    ("instrument", "label"), [("minutes", "依纪要"), ("supplement", "依补充协议"), ("contract", "依合同")]
)
def test_one_reading_speaks_its_own_times_by_the_periods_that_end_in_it(instrument: str, label: str) -> None:
    whole = files(MONTHLY, WEEKLY % instrument, instrument=instrument)
    assert said(whole) == Spoken(
        f"{label}“每周一次”（DC-2026-01，2026-02-01 起结束的周期）：每个自然月至少 4 次巡检；按结束算在哪个周期。"
    )


def test_what_minutes_ease_for_some_levels_is_said_of_them_and_of_the_rest() -> None:
    told = said(files())
    assert told.judged == FIRST + REST
    assert told.beside == ("没有商定的" + STRICT % "，到 2026-01-31 为止接报的读法未定",)


def test_of_several_readings_by_level_and_date_each_says_when_it_counts() -> None:
    readings = """\
readings:
  - {code: table, name: 按表, limit_by_level: respond_minutes, clause: 表 1, force: contract}
  - {code: january, name: 一月放宽, limit_minutes: 90, clause: 表 2, force: contract, valid_from: "2026-01-10", valid_to: "2026-01-20"}
  - {code: first, name: 第一级二十分钟, levels: [L1], limit_minutes: 20, decision: DC-2026-01, force: supplement}
  - {code: june, name: 六月起一小时, limit_minutes: 60, clause: 表 3, force: contract, valid_from: "2026-06-01"}
"""
    table = "依合同“按表”（表 1，到 2026-01-09 为止、2026-01-21 至 2026-05-31 之间接报的）：事件从接报到响应不超过合同里那一级的时限。"
    january = "依合同“一月放宽”（表 2，2026-01-10 至 2026-01-20 之间接报的）：事件从接报到响应不超过 1 小时 30 分钟。"
    first = "依补充协议“第一级二十分钟”（DC-2026-01，2026-02-01 至 2026-05-31 之间接报的）：级别是紧急的事件从接报到响应不超过 20 分钟。"
    june = "依合同“六月起一小时”（表 3，2026-06-01 起接报的）：事件从接报到响应不超过 1 小时。"
    whole = files(readings=readings, instrument="supplement")
    assert said(whole) == Spoken(f"{first}其余{table}", (january, june))
    assert said(whole, at("06-02")) == Spoken(june, (table, january, first))
    unknown = "没有商定的“第一级二十分钟”（那时还没有的口径）：级别是紧急的事件从接报到响应不超过 20 分钟。"
    assert said(whole, at("01-15")) == Spoken(january, (table, unknown, june))


def test_what_nobody_agreed_on_is_not_settled_and_each_way_is_named() -> None:
    readings = READINGS.replace(", decision: DC-2026-01, force: minutes", ", clause: 样例 2")
    levels = (
        "“只用于第一级”（样例 2）：级别是紧急的事件从接报到响应不超过 30 分钟。"
        "“第二级按表”（样例 2）：级别是一般的事件不归这一条判。"
    )
    assert said(files(readings=readings)) == Spoken(OPEN + STRICT % "" + levels)


def test_what_is_agreed_for_one_level_leaves_the_rest_unsettled() -> None:
    told = said(files(readings=READINGS.rsplit("\n", 2)[0] + "\n"))
    assert told == Spoken(FIRST + "其余" + OPEN + STRICT % "")


def test_a_decision_that_one_side_did_not_sign_settles_nothing() -> None:
    told = said(files(customer="P-001"))
    assert told.judged.startswith(OPEN + STRICT % "" + "“只用于第一级”（DC-2026-01）：")
    assert told.beside == ()


def test_before_the_only_reading_is_in_force_nothing_is_judged_by_it() -> None:
    told = said(files(MONTHLY, WEEKLY % "minutes", since="2026-05-01"))
    assert told.judged == "眼下没有在用的读法，不判。"
    assert told.beside == (
        "依纪要“每周一次”（DC-2026-01，2026-05-01 起结束的周期）：每个自然月至少 4 次巡检；按结束算在哪个周期。",
    )


def test_a_reading_that_never_goes_first_says_so() -> None:
    readings = """\
readings:
  - {code: table, name: 半小时, clause: 表 1, force: contract, valid_from: "2026-03-01"}
  - {code: hour, name: 一小时, limit_minutes: 60, decision: DC-2026-01, force: minutes, valid_from: "2026-03-02"}
  - {code: came, name: 到场的, needs: [arrived], clause: 表 2, force: contract, valid_from: "2026-03-02"}
"""
    told = said(files(readings=readings))
    assert told.judged.startswith("依纪要“一小时”（DC-2026-01，2026-03-02 起接报的）：")
    assert told.beside == (
        "依合同“半小时”（表 1，2026-03-01 当天接报的）：事件从接报到响应不超过 30 分钟。",
        "依合同“到场的”（表 2，没有一天用得上）：事件从接报到响应不超过 30 分钟；有到场才判。",
    )


def test_a_reading_that_waits_for_something_leaves_the_rest_to_the_next() -> None:
    waits = (
        "依纪要“宣告起四小时”（DC-2026-01，2026-02-01 起接报的）：级别是紧急的事件从宣告启动预案到恢复不超过 4 小时；"
        "没有宣告启动预案的不用这种读法。"
    )
    rest = "其余依合同“两小时”（样例 1）：事件从接报到恢复不超过 2 小时。"
    assert said(files(RESTORED, DECLARED)) == Spoken(waits + rest)
    away = """\
readings:
  - {code: table, name: 两小时, clause: 样例 1, force: contract}
  - {code: away, name: 远程不行的不归本条, needs: [remote_failed], exempt: true, clause: 样例 2, force: contract, valid_from: "2026-01-02"}
"""
    assert said(files(RESTORED, away)).judged == (
        "依合同“远程不行的不归本条”（样例 2，2026-01-02 起接报的）：事件不归这一条判；有远程未果才这样读。"
        + rest
    )


def test_what_the_obligation_asks_for_anyway_is_nothing_to_wait_for() -> None:
    judge = (
        "{clock: {kind: incident, from: reported, to: arrived, limit_minutes: 60, needs: [remote_failed]}}"
    )
    readings = """\
readings:
  - {code: table, name: 一小时, clause: 样例 1, force: contract}
  - {code: both, name: 两小时, needs: [remote_failed, on_site_needed], limit_minutes: 120, decision: DC-2026-01, force: minutes}
"""
    told = said(files(judge, readings))
    assert told.judged.startswith("依纪要“两小时”（DC-2026-01，2026-02-01 起接报的）：")
    assert "其余" not in told.judged
    assert told.beside == (
        "依合同“一小时”（样例 1，到 2026-01-31 为止接报的）：事件从接报到到场不超过 1 小时；有远程未果才判。",
    )


def test_while_the_decision_is_not_sound_nobody_says_which_is_in_force() -> None:
    told = said({**files(), DECISION_HOME: decision() + b"colour: red\n"})
    assert told.judged == "DC-2026-01有错，改正以前待复核。"
    assert len(told.beside) == 3


def test_of_a_kind_whose_schema_is_broken_nothing_can_be_said() -> None:
    broken = {**files(), "schemas/process/incident.schema.json": b"{"}
    assert said(broken) == Spoken("这一类登记的模式有误，改正以后才说得出怎么判。")


def test_the_page_says_it_and_shows_no_name_of_the_table() -> None:
    pages = {one.uri: one for one in record.pages(small_base.of(files()))}
    told = pages[address.record("OB-910")].make()
    fields = told.split('class="itss-verdict"')[1].split('id="verdicts"')[0]
    for word in (
        "依纪要“只用于第一级”",
        "级别是紧急的事件从接报到响应不超过 30 分钟",
        "别的读法",
        "没有商定的",
    ):
        assert word in fields
    assert '<a href="../DC-2026-01/" title="半小时用在哪一级">DC-2026-01</a>' in fields
    shown = re.sub(r"<[^>]*>", "", fields)
    for name in ("strict", "first", "rest", "reported", "responded", "limit_minutes", "levels"):
        assert name not in shown
