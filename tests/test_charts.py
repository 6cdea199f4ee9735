"""What every chart promises: sound markup, a name, the worst in words, the figures beneath, the same bytes twice."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from xml.etree import ElementTree as ET

import pytest
from chart_samples import drawn, empty, of_readings, ordinary
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from generators.charts import frame, readings, shapes, spark
from generators.charts.plot import Limit
from generators.charts.shapes import Fill

DRAWN = drawn()
HOSTILE = '"><script>alert(1)</script><a href=\'x\' onclick="y">&amp;{{ 7*7 }}]]>\x00\x0b\ud800'
LOOKS = {"fill", "stroke", "style", "color", "font-size", "opacity"}


def parsed(markup: str) -> ET.Element:
    return ET.fromstring(f"<x>{markup}</x>")  # noqa: S314 - our own words


def pictures(markup: str) -> list[ET.Element]:
    """The drawings that somebody who does not see them is told of."""
    return [one for one in parsed(markup).iter("svg") if one.get("aria-hidden") != "true"]


def words(one: ET.Element) -> str:
    return "".join(one.itertext())


def every_attribute(markup: str) -> Iterator[str]:
    for one in parsed(markup).iter():
        yield from one.attrib


@pytest.mark.parametrize("name", DRAWN)
def test_a_chart_is_sound_markup_without_looks_or_scripts_of_its_own(name: str) -> None:
    found = set(every_attribute(DRAWN[name]))
    assert not found & LOOKS
    assert not any(one.startswith("on") for one in found)
    assert not {one.tag for one in parsed(DRAWN[name]).iter()} & {"script", "style", "foreignObject", "image"}


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_has_a_name_and_a_description_in_words(name: str) -> None:
    for one in pictures(DRAWN[name]):
        title, desc = one.findall("title")[0], one.findall("desc")[0]
        assert one.get("aria-labelledby") == f"{title.get('id')} {desc.get('id')}"
        assert title.text
        assert desc.text


@pytest.mark.parametrize("name", DRAWN)
def test_a_drawing_with_links_is_a_group_and_one_without_is_an_image(name: str) -> None:
    for one in pictures(DRAWN[name]):
        links = list(one.iter("a"))
        assert one.get("role") == ("group" if links else "img")
        assert all(link.get("aria-label") and link.get("href") for link in links)


@pytest.mark.parametrize("name", DRAWN)
def test_whoever_says_the_words_of_a_link_names_it(name: str) -> None:
    for link in (link for one in pictures(DRAWN[name]) for link in one.iter("a")):
        shown = [one.text or "" for one in link.iter("text")]
        assert " ".join(shown) in str(link.get("aria-label")), shown


def test_no_two_things_on_a_page_share_an_id() -> None:
    ids = re.findall(r' id="([^"]*)"', "".join(DRAWN[name] for name in ordinary()))
    assert len(ids) > 10
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", DRAWN)
def test_nothing_is_drawn_outside_the_drawing(name: str) -> None:
    for one in pictures(DRAWN[name]):
        _, _, width, height = map(float, str(one.get("viewBox")).split())
        for mark in one.iter():
            for along, size, most in (
                ("x", "width", width),
                ("y", "height", height),
                ("cx", "", width),
                ("cy", "", height),
            ):
                at = float(mark.get(along, "0"))
                assert -1 <= at <= at + float(mark.get(size, "0")) <= most + 1, ET.tostring(mark)


@pytest.mark.parametrize("name", empty())
def test_nothing_to_draw_is_a_sentence_and_no_box(name: str) -> None:
    markup = empty()[name]
    assert pictures(markup) == []
    assert "没有可绘制的数据。" in words(parsed(markup))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("columns", "1 月到3 月，共 3 个月。最差的是2 月：3/4。有 1 个月没有数。"),
        ("trend", "1 月到3 月，共 3 个月。最差的是3 月：99.1。线：目标。有 1 个月没有数。"),
        ("readings", "1 月到3 月，共 3 次读数。线：告警 90。线：预警 80。1 次告警。最差的是3 月：95。最后一次，3 月：95。"),
        (
            "strip",
            "共 3 个用时，按占各自时限的比例画。超时 2 个。超得最多的：INC-3，用时 8 小时 20 分钟，时限 2 小时。有 1 个超过时限的 2 倍，画在最右边。",
        ),
        (
            "year",
            "2026-01-01 到 2026-12-31，共 365 天。没有 360 天。做了 2 天。替班 1 天。还没到 1 天。缺岗 1 天：2026-03-14 缺岗 1 小时。最多的一天是 2026-05-02：3 件。",
        ),
        ("time strip", "恢复 3 小时 35 分，限 2 小时，超 1 小时 35 分。响应 11 分，限 30 分。接报 07-28 09:47。关闭 07-28 16:05。"),
    ],
)  # fmt: skip
def test_the_description_says_the_worst_in_words(name: str, told: str) -> None:
    for one in pictures(ordinary()[name]):
        assert one.findall("desc")[0].text == told


@pytest.mark.parametrize(
    ("name", "rows"),
    [
        ("columns", ["1 月|3/3|2|1|0", "2 月|3/4|0|3|1", "3 月|0/0|0|0|0"]),
        ("trend", ["1 月|99.9", "2 月|无", "3 月|99.1"]),
        ("readings", ["3 月|95|告警", "2 月|85|正常", "1 月|70|正常"]),
        (
            "strip",
            [
                "INC-3|L1|8 小时 20 分钟|2 小时|超时",
                "INC-2|L1|3 小时 35 分钟|2 小时|超时",
                "INC-1|L1|1 小时|2 小时|达标",
            ],
        ),
        (
            "year",
            [
                "2026-03-14|缺岗|缺岗 1 小时",
                "2026-03-15|替班|替班",
                "2026-05-02|做了|3 件",
                "2026-05-03|做了|1 件",
            ],
        ),
    ],
)
def test_the_table_beneath_has_the_same_figures(name: str, rows: list[str]) -> None:
    table = next(parsed(ordinary()[name]).iter("tbody"))
    assert ["|".join(words(cell) for cell in row) for row in table] == rows


def test_the_table_of_a_course_has_every_moment_clock_and_stretch_in_order_on_24_hours() -> None:
    table = next(parsed(ordinary()["time strip"]).iter("tbody"))
    rows = [[words(cell) for cell in row] for row in table]
    assert rows[0] == ["接报", "07-28 09:47", "通话记录 0128"]
    assert ["响应用时", "07-28 09:47 至 07-28 09:58", "11 分，限 30 分"] in rows
    assert ["恢复用时", "07-28 09:47 至 07-28 13:22", "3 小时 35 分，限 2 小时，超 1 小时 35 分"] in rows
    assert ["恢复时限", "07-28 11:47", "超 1 小时 35 分"] in rows
    assert ["等待", "07-28 10:47 至 07-28 10:57", ""] in rows
    assert ["不计时的时段", "07-28 14:47 至 07-28 15:47", ""] in rows
    assert [row[1][:11] for row in rows] == sorted(row[1][:11] for row in rows)
    assert rows[-1][:2] == ["关闭", "07-28 16:05"]


def test_a_hostile_text_stays_a_text() -> None:
    for markup in ordinary(HOSTILE, 'javascript:"><b>').values():
        whole = parsed(markup)
        assert not {one.tag for one in whole.iter()} & {"script", "i", "img"}
        assert "<script" not in markup
        assert 'onclick="' not in markup
        assert "{{ 7*7 }}" in words(whole)


@settings(max_examples=30, deadline=None)
@given(st.text())
def test_any_text_makes_sound_markup_and_is_read_again(word: str) -> None:
    for name, markup in ordinary(word, word).items():
        assert parsed(markup).tag == "x", name
    caption = next(parsed(ordinary(word)["columns"]).iter("figcaption")).text or ""
    legal = re.sub("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", f"各月{word}")
    assert caption == re.sub("\r\n?", "\n", legal)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.floats(-1e12, 1e12), min_size=1, max_size=60), st.lists(st.floats(-1e12, 1e12), max_size=4)
)
def test_any_readings_stay_inside_their_drawing(numbers: list[float], limits: list[float]) -> None:
    lines = [Limit(one, "线") for one in limits]
    markup = readings.draw("r", "数", of_readings(*numbers), lines)
    (picture,) = pictures(markup)
    for mark in picture.iter("circle"):
        assert 0 <= float(str(mark.get("cx"))) <= 360
        assert 10 <= float(str(mark.get("cy"))) <= 140


def test_the_same_data_give_the_same_bytes_whatever_the_seed_of_hashes() -> None:
    program = "import chart_samples, hashlib; print(hashlib.sha256(repr(chart_samples.drawn()).encode()).hexdigest())"
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests"))),
                "PYTHONHASHSEED": seed,
                "PYTHONUTF8": "1",
            },
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(told) == 1


@pytest.mark.parametrize("key", ["", "two words", "1st", 'a"b'])
def test_a_key_that_makes_no_id_is_refused(key: str) -> None:
    with pytest.raises(ValueError, match="cannot make ids"):
        frame.figure(key, "图", "", [], frame.Table((), ()))


def test_a_chart_for_a_cell_says_its_name_and_nothing_is_a_word() -> None:
    small = spark.columns("响应，各月", [{Fill.SOLID: 3}, {}, {Fill.SOLID: 1, Fill.STRIPED: 1}])
    (picture,) = parsed(small).iter("svg")
    assert (picture.get("role"), picture.get("aria-label")) == ("img", "响应，各月")
    assert (
        spark.columns("x", [])
        == spark.run("x", [])
        == Markup('<span class="itss-quiet">没有可绘制的数据。</span>')
    )


def test_a_page_gets_the_shapes_and_patterns_that_it_uses_and_no_others() -> None:
    body = shapes.shape("late") + ordinary()["columns"]
    ids = re.findall(r' id="([^"]*)"', shapes.sprite(body))
    assert ids == ["itss-shape-late", "itss-pattern-striped", "itss-pattern-hatched"]
    assert shapes.sprite("<p>没有图</p>") == ""


def test_what_is_over_a_limit_has_its_stripes_on_the_page() -> None:
    ids = re.findall(r' id="([^"]*)"', shapes.sprite(ordinary()["time strip"]))
    assert ids == [f"itss-pattern-{name}" for name in ("striped", "slow", "off", "paused")]
