"""Charts as tests draw them: ordinary ones, empty ones, the worst that data can hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone

from markupsafe import Markup

from generators.charts import columns, matrix, readings, strip, time_strip, trend, year_map
from generators.charts.columns import Column
from generators.charts.course import Clock, Course, Instant, Look, Proof, Stretch
from generators.charts.plot import Limit, Value
from generators.charts.readings import Reading
from generators.charts.shapes import Fill, Mark
from generators.charts.strip import Duration, Row
from generators.charts.year_map import Day, Standing

CHINA = timezone(timedelta(hours=8))
START = datetime(2026, 7, 28, 9, 47, tzinfo=CHINA)
FILLS = {Fill.SOLID: "达标，有佐证", Fill.PALE: "达标", Fill.STRIPED: "超时", Fill.HATCHED: "无事件"}
MARKS = {Mark.GOOD: "达标", Mark.WARN: "还在计时", Mark.BAD: "超时"}
DAYS = {
    Standing.QUIET: "没有",
    Standing.DONE: "做了",
    Standing.WARN: "替班",
    Standing.BAD: "缺岗",
    Standing.AHEAD: "还没到",
}


def after(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


def months(*counts: tuple[int, int, int], word: str = "", href: str | None = None) -> list[Column]:
    return [
        Column(
            f"{index}{word}",
            f"{index} 月{word}",
            f"{shown + own}/{shown + own + late}{word}",
            {Fill.SOLID: shown, Fill.PALE: own, Fill.STRIPED: late},
            href,
        )
        for index, (shown, own, late) in enumerate(counts, 1)
    ]


def values(*numbers: float | None, word: str = "", bad: frozenset[int] = frozenset()) -> list[Value]:
    return [
        Value(
            f"{index} 月{word}",
            one,
            "无" if one is None else f"{one:g}{word}",
            Mark.BAD if index in bad else Mark.GOOD,
        )
        for index, one in enumerate(numbers, 1)
    ]


def of_trend(
    *numbers: float | None, word: str = "", bad: frozenset[int] = frozenset()
) -> list[tuple[str, Value]]:
    return [(str(index), one) for index, one in enumerate(values(*numbers, word=word, bad=bad), 1)]


def of_readings(*numbers: float, word: str = "", bad: frozenset[int] = frozenset()) -> list[Reading]:
    return [
        Reading(START + timedelta(days=7 * index), one)
        for index, one in enumerate(values(*numbers, word=word, bad=bad))
    ]


def incident(word: str = "") -> Course:
    """The incident of the target pages: late by an hour and a half, made easier after the limit."""
    return Course(
        [
            Instant(START, f"接报{word}", Proof.SHOWN, f"通话记录 0128{word}"),
            Instant(after(3), f"分派{word}"),
            Instant(after(11), f"响应{word}", Proof.SHOWN),
            Instant(after(26), "提出方案"),
            Instant(after(129), "临时恢复", note="能存，慢"),
            Instant(after(138), "降为 L3", Proof.CHANGE, "甲方批准"),
            Instant(after(215), "恢复", Proof.SHOWN),
            Instant(after(378), "关闭"),
        ],
        [
            Clock("响应", START, after(11), after(30), f"11 分，限 30 分{word}"),
            Clock(
                "恢复", START, after(215), after(120), "3 小时 35 分，限 2 小时", "超 1 小时 35 分",
                [Stretch(after(60), after(70), Look.PAUSED, f"等待{word}")],
            ),
        ],
        after(378),
        [
            Stretch(START, after(129), Look.DOWN, f"不能保存{word}"),
            Stretch(after(129), after(215), Look.SLOW, "能存但慢"),
        ],
        [Stretch(after(300), after(360), Look.OFF)],
    )  # fmt: skip


def year(days: Mapping[date, Day]) -> Markup:
    return year_map.draw(
        "y", "一年", (date(2026, 1, 1), date(2026, 12, 31)), days, DAYS, today=date(2026, 11, 20)
    )


def ordinary(word: str = "", href: str | None = "../r/INC-2026-0053/?a=1&b=2") -> dict[str, Markup]:
    """Every chart once, with a text and an address in every place that takes one."""
    limits = [Limit(90, f"告警 90{word}"), Limit(80, "预警 80", is_alarm=False)]
    durations = [
        Duration(f"INC-1{word}", f"0001{word}", 3600, 7200, Mark.GOOD, href),
        Duration(f"INC-2{word}", f"0002{word}", 12_900, 7200, Mark.BAD, href),
        Duration(f"INC-3{word}", f"0003{word}", 30_000, 7200, Mark.BAD),
    ]
    cell = matrix.Cell(
        f"2/5{word}",
        href,
        f"40 %{word}",
        {Fill.SOLID: 2, Fill.STRIPED: 3},
        [matrix.Tally("late", f"超时{word}", 3)],
        is_bad=True,
    )
    return {
        "columns": columns.draw("c", f"各月{word}", months((2, 1, 0), (0, 3, 1), (0, 0, 0), word=word, href=href), FILLS),
        "trend": trend.draw("t", f"可用率{word}", of_trend(99.9, None, 99.1, word=word, bad=frozenset({3})), Limit(99.5, f"目标{word}")),
        "readings": readings.draw("r", f"读数{word}", of_readings(70, 85, 95, word=word, bad=frozenset({3})), limits),
        "strip": strip.draw("s", f"用时{word}", [Row(f"L1{word}", durations, "无"), Row("L2", [], f"无事件{word}")], MARKS),
        "year": year(
            {
                date(2026, 3, 14): Day(Standing.BAD, f"缺岗 1 小时{word}", 0, href),
                date(2026, 3, 15): Day(Standing.WARN, f"替班{word}"),
                date(2026, 5, 2): Day(Standing.DONE, f"3 件{word}", 3, href),
                date(2026, 5, 3): Day(Standing.DONE, "1 件", 1),
                date(2026, 12, 1): Day(Standing.AHEAD, ""),
            }
        ),
        "time strip": time_strip.draw("i", f"经过{word}", incident(word)),
        "matrix": matrix.draw(
            f"矩阵{word}", matrix.Head(f"要素{word}"), [matrix.Head(f"规划{word}", href)],
            [matrix.Row(matrix.Head(f"人员{word}", href, f"说明{word}"), [cell]), matrix.Row(matrix.Head("过程"), [f"没有{word}"], is_total=True)],
        ),
    }  # fmt: skip


def empty() -> dict[str, Markup]:
    """Every chart with nothing to draw."""
    return {
        "columns": columns.draw("c", "各月", [], FILLS),
        "trend": trend.draw("t", "可用率", of_trend(None, None), Limit(99.5, "目标")),
        "readings": readings.draw("r", "读数", [], [Limit(90, "告警 90")]),
        "strip": strip.draw("s", "用时", [Row("L1", [], "无事件")], MARKS),
        "year": year_map.draw("y", "一年", (date(2026, 2, 1), date(2026, 1, 1)), {}, DAYS),
        "time strip": time_strip.draw("i", "经过", Course([], [], START)),
        "matrix": matrix.draw(
            "矩阵", matrix.Head(""), [matrix.Head("一")], [matrix.Row(matrix.Head("二"), ["没有"])]
        ),
    }


def extreme() -> dict[str, Markup]:
    """One value, a thousand, a limit of zero, one far from all others, all the same, all at once."""
    many = [
        Duration(f"A-{index}", str(index), index * 20, 7200, Mark.BAD if index > 360 else Mark.GOOD)
        for index in range(1000)
    ]
    crowd = [Instant(after(index), f"第 {index} 次来电说明情况") for index in range(1000)]
    return {
        "one column": columns.draw("c1", "一", months((1, 0, 0)), FILLS),
        "a thousand columns": columns.draw("c2", "千", months(*[(index % 7, 1, 0) for index in range(1000)]), FILLS),
        "one far higher": columns.draw("c3", "高", months((5, 0, 0), (980, 0, 20), (6, 0, 0)), FILLS),
        "one value": trend.draw("t1", "一", of_trend(5)),
        "all the same": trend.draw("t2", "同", of_trend(*[0.0] * 12), Limit(0, "零")),
        "a thousand months": trend.draw("t3", "千", of_trend(*[float(index % 9) for index in range(1000)])),
        "one reading": readings.draw("r1", "一", of_readings(5)),
        "a thousand readings": readings.draw("r2", "千", of_readings(*[float(index % 9) for index in range(1000)])),
        "one far off": readings.draw("r3", "远", of_readings(5, 6, 5, 9e9, 6, 5, 7), [Limit(8, "告警 8")]),
        "no time allowed": strip.draw("s1", "零", [Row("L1", [Duration("A", "A", 60, 0, Mark.BAD), Duration("B", "B", 0, 0, Mark.GOOD)], "")], MARKS),
        "a thousand durations": strip.draw("s2", "千", [Row("L1", many, "")], MARKS),
        "all alike": strip.draw("s3", "同", [Row("L1", [Duration(f"A-{index}", "x", 60, 60, Mark.GOOD) for index in range(50)], "")], MARKS),
        "a long name": strip.draw("s4", "长", [Row("很长很长的级别名称写不下" * 20, many[:3], "")], MARKS),
        "a busy day": year(
            {date(2026, 1, day): Day(Standing.DONE, f"{count} 件", count) for day, count in ((1, 99), (2, 1), (3, 40), (4, 70))}
        ),
        "ten thousand on a day": year({date(2026, 1, 1): Day(Standing.DONE, "一万件", 10_000)}),
        "this month": columns.draw("c4", "今", [Column("10", "10 月", "4/4", {Fill.SOLID: 4}, is_current=True)], FILLS),
        "a thousand moments": time_strip.draw("i1", "千", Course(crowd, [], after(1000))),
        "all at once": time_strip.draw("i2", "同", Course([Instant(START, "接报"), Instant(START, "关闭")], [Clock("响应", START, START, START, "0 分")], START)),
        "months long": time_strip.draw("i3", "久", Course([Instant(START, "接报")], [Clock("恢复", START, None, after(60), "用了很久", "超很久")], after(500_000))),
    }  # fmt: skip


def drawn() -> dict[str, Markup]:
    """All of them."""
    return {**ordinary(), **{f"empty {name}": one for name, one in empty().items()}, **extreme()}
