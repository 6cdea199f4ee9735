"""Where the marks of each chart stand, counted by hand, and which of them are told apart by shape."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from chart_samples import (
    DAYS,
    FILLS,
    MARKS,
    START,
    after,
    extreme,
    incident,
    months,
    of_readings,
    of_trend,
    ordinary,
    year,
)

from generators.charts import bar, columns, frame, matrix, readings, shapes, spark, strip, time_strip, trend
from generators.charts.course import Clock, Course, Instant
from generators.charts.plot import Limit
from generators.charts.shapes import Fill, Mark
from generators.charts.strip import Duration, Row
from generators.charts.year_map import Day, Standing
from generators.judging.verdict import State
from generators.measures import standing
from generators.words import say


def marks(markup: str, look: str, drawing: int = 0) -> list[ET.Element]:
    """The parts of a drawing that have a look."""
    whole = ET.fromstring(f"<x>{markup}</x>")  # noqa: S314 - our own words
    picture = [one for one in whole.iter("svg") if one.get("aria-hidden") != "true"][drawing]
    return [one for one in picture.iter() if look in str(one.get("class")).split()]


def place(one: ET.Element, *names: str) -> tuple[float, ...]:
    return tuple(float(str(one.get(name))) for name in names)


def written(markup: str, drawing: int = 0) -> dict[str, tuple[float, float]]:
    """The words of a drawing and where they stand."""
    return {
        str(one.text): (float(str(one.get("x"))), float(str(one.get("y"))))
        for one in marks(markup, "itss-t", drawing)
    }


def steps(one: ET.Element) -> list[float]:
    return [float(number) for number in re.findall(r"-?\d+(?:\.\d+)?", str(one.get("d")))]


def test_columns_are_as_high_as_what_they_count() -> None:
    """352 px for two months are 176 each; 86 px for the most, which is 4."""
    markup = columns.draw("c", "各月", months((2, 1, 0), (0, 3, 1)), FILLS)
    (shown,) = marks(markup, "itss-solid")
    first, second = marks(markup, "itss-pale")
    (late,) = marks(markup, "itss-striped")
    assert place(shown, "x", "y", "width", "height") == (79.5, 69.5, 25, 42)  # 43 high, less its line
    assert place(first, "x", "y", "width", "height") == (79.5, 48, 25, 20.5)
    assert place(second, "x", "y", "width", "height") == (255.5, 48, 25, 63.5)
    assert place(late, "x", "y", "width", "height") == (255.5, 26.5, 25, 20.5)
    assert written(markup)["3/4"] == (268, 21)
    assert written(markup)["1"] == (92, 127)


def test_a_month_without_anything_is_hatched_and_has_no_figure() -> None:
    markup = columns.draw("c", "各月", months((2, 1, 0), (0, 0, 0)), FILLS)
    assert len(marks(markup, "itss-hatched")) == 1
    assert "0/0" not in written(markup)


def test_a_month_far_above_the_others_is_broken_and_told() -> None:
    markup = extreme()["one far higher"]
    assert len(marks(markup, "itss-break")) == 1
    assert "2 月太高，画短了：980/1000。" in markup
    low = marks(markup, "itss-solid")[0]  # 5 of at most 6 + 3
    assert place(low, "height") == pytest.approx((86 * 5 / 9 - 1,), abs=0.1)


def test_of_a_thousand_months_the_last_sixty_are_drawn_and_as_many_told_as_a_table_may_have() -> None:
    markup = extreme()["a thousand columns"]
    assert len(marks(markup, "itss-hit")) == 60
    assert "图里只画最近 60 个" in markup
    assert markup.count("<tr>") == frame.ROWS_MOST + 1
    assert say("chart.cut", count=frame.ROWS_MOST) in markup


def test_a_trend_stands_between_round_numbers_and_breaks_where_nothing_is_known() -> None:
    """Ticks 99, 99.5, 100 from 136 up to 14: 122 px for 1."""
    markup = trend.draw("t", "可用率", of_trend(100, None, 99, 99.5, bad=frozenset({3})), Limit(99.5, "目标"))
    good = marks(markup, "itss-point")
    assert [place(one, "cy") for one in good] == [(14,), (75,)]
    (bad,) = marks(markup, "itss-point-bad")
    assert steps(bad)[1] == 129.6  # the tip of a triangle around 136
    (target,) = marks(markup, "itss-limit")
    assert steps(target)[1] == 75
    (run,) = marks(markup, "itss-run")
    assert str(run.get("d")).count("M") == 2


def test_readings_stand_at_their_times_and_limits_on_both_sides() -> None:
    """From 50 to 150 in fifties; a week, then another: evenly apart."""
    lines = [Limit(120, "上 120"), Limit(110, "预 110", is_alarm=False), Limit(60, "下 60")]
    markup = readings.draw("r", "电压", of_readings(100, 130, 55, bad=frozenset({2, 3})), lines)
    assert [steps(one)[1] for one in marks(markup, "itss-limit")] == [50.6, 123.8]
    assert [steps(one)[1] for one in marks(markup, "itss-limit-warn")] == [62.8]
    first, second = marks(markup, "itss-point-bad")
    (good,) = marks(markup, "itss-point")
    assert steps(second)[0] - steps(first)[0] == pytest.approx(
        steps(first)[0] - place(good, "cx")[0], abs=0.11
    )
    labels = written(markup)
    assert labels["预 110"][1] - labels["上 120"][1] >= 14  # their lines are 12 px apart


def test_a_reading_far_off_is_held_at_the_edge_with_an_arrow_and_its_value() -> None:
    markup = extreme()["one far off"]
    assert len(marks(markup, "itss-beyond")) == 1
    assert "9e+09" in written(markup)
    assert "4 月在图外：9e+09。" in markup


def test_of_many_readings_only_those_that_are_not_good_and_the_last_are_marked() -> None:
    markup = readings.draw("r", "数", of_readings(*[1.0] * 41, bad=frozenset({3})))
    assert (len(marks(markup, "itss-point")), len(marks(markup, "itss-point-bad"))) == (1, 1)


def durations(*seconds: float, limit: float = 7200, mark: Mark = Mark.GOOD) -> list[Duration]:
    return [Duration(f"A-{index}", str(index), one, limit, mark) for index, one in enumerate(seconds)]


def strip_of(*some: Duration) -> str:
    return strip.draw("s", "用时", [Row("L1", some, "无事件")], MARKS)


def test_a_duration_stands_at_its_share_of_the_limit() -> None:
    """From the label's end (26 px and a bit) to 352 there are two limits; half of one is a quarter of the way."""
    markup = strip_of(*durations(0, 3600, 7200))
    found = [place(one, "cx")[0] for one in marks(markup, "itss-point")]
    (limit,) = marks(markup, "itss-limit")
    assert found[2] == steps(limit)[0]
    assert found[1] - found[0] == pytest.approx((352 - found[0]) / 4, abs=0.1)


def test_marks_that_would_cover_each_other_stand_on_each_other() -> None:
    found = [place(one, "cx", "cy") for one in marks(strip_of(*durations(3600, 3600, 3600)), "itss-point")]
    assert len({x for x, _ in found}) == 1
    assert sorted(y for _, y in found) == [14, 21, 28]  # 7 px apart, the lowest on its line


def test_what_has_no_room_is_counted() -> None:
    markup = strip_of(*durations(*[3600] * 10))
    assert len(marks(markup, "itss-point")) == 6
    assert "+4" in written(markup)
    assert "有 4 个挤在一起，只写了个数。" in markup


def test_a_late_one_is_a_triangle_with_its_label_and_one_far_beyond_says_how_far() -> None:
    markup = strip_of(*durations(10_800, 72_000, mark=Mark.BAD))
    near, far = marks(markup, "itss-point-bad")
    assert steps(near)[0] == pytest.approx(
        352 - (352 - steps(marks(markup, "itss-limit")[0])[0]) / 2, abs=0.1
    )
    assert steps(far)[0] == 346
    assert {"0", "1 10 倍"} <= set(written(markup))
    assert len(marks(markup, "itss-beyond")) == 1


def test_of_no_time_at_all_nothing_is_met_and_anything_is_beyond() -> None:
    markup = extreme()["no time allowed"]
    assert "A 时限为零" in written(markup)
    (good,) = marks(markup, "itss-point")
    assert place(good, "cx")[0] < 40


def test_a_row_without_durations_says_why() -> None:
    markup = strip.draw("s", "用时", [Row("L1", durations(1), ""), Row("L2", [], "不用到场")], MARKS)
    assert "不用到场" in written(markup)


def test_of_many_marks_only_the_late_ones_are_links() -> None:
    many = [
        Duration(f"A-{index}", "x", index * 100, 7200, Mark.BAD if index == 40 else Mark.GOOD, "../r/")
        for index in range(41)
    ]
    assert strip_of(*many).count("aria-label=") == 1
    assert strip_of(*many[:40]).count("aria-label=") == 40


def test_of_very_many_marks_those_that_are_no_links_are_one_drawing_in_the_same_places() -> None:
    some = durations(*(one * 36 for one in range(strip.NAMED_MOST + 1)))
    late = [Duration(f"B-{index}", "x", 9000, 7200, Mark.BAD) for index in range(strip.LATE_MOST + 1)]
    few, many = strip_of(*some[1:]), strip_of(*some, *late)
    assert "用时 1 小时" in few.partition("</svg>")[0]
    assert many.partition("</svg>")[0].count("<g>") == 1  # the one late mark that has its label beside it
    (good,), (bad, labelled) = marks(many, "itss-points"), marks(many, "itss-point-bad")
    places = re.findall(r"M ([0-9.]+) ([0-9.]+)h0", str(good.get("d")))
    alone = [[one.get("cx"), one.get("cy")] for one in marks(strip_of(*some[:200]), "itss-point")]
    assert [list(one) for one in places][: len(alone)] == alone
    assert len(re.findall("M ", str(bad.get("d")))) == 5
    assert steps(labelled)[0] == steps(bad)[0]


def test_a_day_has_its_cell_in_the_row_of_its_month() -> None:
    """14 March: 13 cells of 22 px to the right of 40, two rows of 20 below 18; half a pixel for the line."""
    markup = year({date(2026, 3, 14): Day(Standing.BAD, "缺岗")})
    (wide,), (tall,) = marks(markup, "itss-day-bad"), marks(markup, "itss-day-bad", 1)
    assert place(wide, "x", "y", "width", "height") == (326.5, 58.5, 19, 17)
    assert place(tall, "x", "y", "width", "height") == (170.5, 48.5, 7.5, 12.5)
    assert len(marks(markup, "itss-s-cut")) == 1  # crossed, so that grey paper tells it
    assert place(marks(markup, "itss-today")[0], "x", "y") == (458, 218)


def test_a_busier_day_is_darker_and_says_how_many() -> None:
    markup = year(
        {
            date(2026, 1, day): Day(Standing.DONE, f"{count} 件", count)
            for day, count in ((1, 1), (2, 4), (3, 7), (4, 10))
        }
    )
    assert [len(marks(markup, f"itss-step-{step}")) for step in (1, 2, 3, 4)] == [1, 1, 1, 1]
    assert {"4", "7"} <= set(written(markup))
    assert "颜色越深越多，最多的一天 10 件。" in markup


def test_a_span_over_two_years_names_them() -> None:
    markup = columns_of_year(date(2026, 12, 30), date(2027, 1, 2))
    assert {"26/12 月", "27/1 月"} <= set(written(markup))


def columns_of_year(first: date, last: date) -> str:
    from generators.charts import year_map

    return year_map.draw("y", "一年", (first, last), {}, DAYS)


def test_a_matrix_shows_so_many_of_so_many_with_words_for_its_shapes() -> None:
    markup = ordinary()["matrix"]
    assert "<b>2/5</b>" in markup
    assert '<span class="itss-unseen">超时</span>3' in markup
    assert 'class="itss-has-bad"' in markup
    assert 'class="itss-total"' in markup
    assert '<td class="itss-quiet">没有</td>' in markup


def test_a_matrix_of_no_cells_is_a_sentence() -> None:
    assert "<table" not in matrix.draw("矩阵", matrix.Head(""), [], [matrix.Row(matrix.Head("一"), [])])


@pytest.mark.parametrize(
    ("counts", "widths"),
    [
        ({Fill.SOLID: 1, Fill.STRIPED: 1}, [35, 35]),
        ({Fill.SOLID: 3, Fill.PALE: 0, Fill.STRIPED: 1}, [53, 17]),
        (
            {Fill.SOLID: 999, Fill.STRIPED: 1},
            [68, 2],
        ),  # one in a thousand is still three pixels, less its line
        ({}, [71]),
    ],
)
def test_the_parts_of_a_bar_share_its_width(counts: dict[Fill, int], widths: list[float]) -> None:
    assert [float(one) for one in re.findall(r'<rect [^>]*width="([\d.]+)"', bar.draw(counts))] == widths


def test_a_small_run_ends_in_a_mark_and_shows_its_limit() -> None:
    small = spark.run("使用率", [10, 20, 30], Mark.BAD, 40)
    assert small.count('class="itss-point-bad"') == 1
    assert small.count('class="itss-limit"') == 1
    assert 'd="M 2 22 L 57.5' in small


def bars(markup: str, look: str, drawing: int, along: str, size: str) -> list[float]:
    """Where the bars of a look begin and end."""
    found = [place(one, along, size) for one in marks(markup, look, drawing)]
    return [end for begin, long in found for end in (begin, begin + long)]


def test_a_course_lies_to_scale() -> None:
    """378 minutes from 9 to 871: response after 11, the limit after 120, restored after 215."""
    markup = time_strip.draw("i", "经过", incident())

    def at(minutes: float) -> float:
        return round(9 + 862 * minutes / 378, 1)

    assert bars(markup, "itss-within", 0, "x", "width") == pytest.approx(
        [at(0), at(11), at(0), at(120)], abs=0.11
    )
    assert bars(markup, "itss-over", 0, "x", "width") == pytest.approx([at(120), at(215)], abs=0.11)
    assert bars(markup, "itss-paused", 0, "x", "width") == pytest.approx([at(60), at(70)], abs=0.11)
    assert bars(markup, "itss-off", 0, "x", "width") == pytest.approx([at(300), at(360)], abs=0.11)
    assert bars(markup, "itss-down", 0, "x", "width") == pytest.approx([at(0), at(129)], abs=0.11)
    assert [place(one, "cx") for one in marks(markup, "itss-mark-shown")] == [(at(0),), (at(11),), (at(215),)]
    assert steps(marks(markup, "itss-limit")[1])[0] == at(30)  # of the response, in its own row
    assert steps(marks(markup, "itss-limit")[0])[0] == at(120)  # of the restoration, across all rows


def test_a_course_stands_to_scale_on_a_phone() -> None:
    """Nine labels of 24 px would do with 240: the axis is 300 px from 30."""
    markup = time_strip.draw("i", "经过", incident())

    def at(minutes: float) -> float:
        return round(30 + 300 * minutes / 378, 1)

    assert bars(markup, "itss-over", 1, "y", "height") == pytest.approx([at(120), at(215)], abs=0.11)
    ys = sorted({y for words, (_, y) in written(markup, 1).items() if re.fullmatch(r"\d\d:\d\d", words)})
    assert all(later - one >= 23.9 for one, later in pairwise(ys))


def test_the_limit_that_was_broken_stands_among_the_moments_and_the_kept_one_does_not() -> None:
    words = written(time_strip.draw("i", "经过", incident()))
    assert "恢复时限" in words
    assert "响应时限" not in words


def test_a_limit_far_behind_all_else_does_not_flatten_it() -> None:
    far = Course(
        [Instant(START, "接报")],
        [Clock("恢复", START, after(35), after(10_080), "35 分，限 7 天")],
        after(40),
    )
    markup = time_strip.draw("i", "经过", far)
    assert marks(markup, "itss-limit") == []
    assert place(marks(markup, "itss-within")[0], "width") == (862,)


def test_of_a_clock_that_runs_the_limit_is_in_sight() -> None:
    running = Course(
        [Instant(START, "接报")], [Clock("恢复", START, None, after(180), "余 2 小时")], after(60)
    )
    markup = time_strip.draw("i", "经过", running)
    assert place(marks(markup, "itss-running")[0], "width") == pytest.approx((862 / 3,), abs=0.1)
    assert "恢复时限" in written(markup)


def test_moments_without_room_are_left_to_the_table_and_that_is_said() -> None:
    markup = extreme()["a thousand moments"]
    assert "图里写不下全部时刻，全部见下表。" in markup
    assert markup.count("<tr>") == frame.ROWS_MOST + 1
    assert say("chart.cut", count=frame.ROWS_MOST) in markup
    assert {"第 0 次来电说明情况", "第 999 次来电说明情况"} <= set(written(markup))


def test_every_state_has_a_shape_and_no_two_have_the_same() -> None:
    states = {*State, standing.NOTHING}
    assert states <= set(shapes.NAMES)
    drawn = [
        str(part)
        for part in re.findall(
            r"<symbol [^>]*>(.*?)</symbol>", shapes.sprite("".join(map(shapes.shape, shapes.NAMES)))
        )
    ]
    assert (
        len(drawn)
        == len(shapes.NAMES)
        == len({re.sub(r' class="[^"]*"', "", one) + ("dotted" * ("dotted" in one)) for one in drawn})
    )


def test_a_state_is_written_as_its_shape_and_its_word() -> None:
    markup = shapes.stated("at-risk", "临期 <b>")
    assert 'href="#itss-shape-at-risk"' in markup
    assert markup.startswith('<span class="itss-state itss-state-at-risk">')
    assert markup.endswith("</svg>临期 &lt;b&gt;</span>")


def test_a_state_without_a_shape_is_a_bug() -> None:
    with pytest.raises(KeyError):
        shapes.stated("excellent", "很好")
