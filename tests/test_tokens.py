"""One set of colours: readable in light and in the dark, named in one file and used by name everywhere else."""

from __future__ import annotations

import re

import pytest
from chart_samples import drawn
from conftest import ROOT

from generators.charts import bar, shapes, spark
from generators.charts.shapes import NAMES, Fill, Mark

KB = ROOT / "generators/site/web/assets/kb"
TOKENS = (KB / "tokens.css").read_text("utf-8")
CHARTS = (KB / "charts.css").read_text("utf-8")
_LIGHT, _, _DARK = TOKENS.partition("@media screen {")
NAMED = re.compile(r"--itss-([a-z0-9-]+): (#[0-9a-f]{6});")
LIGHT = dict(NAMED.findall(_LIGHT))
MODES = {"light": LIGHT, "dark": LIGHT | dict(NAMED.findall(_DARK))}
# what is written on what
TEXTS = [
    *(
        (ink, paper)
        for ink in ("ink", "ink2", "link", "ok", "bad", "warn", "wait")
        for paper in ("bg", "soft")
    ),
    ("ink", "mark"),
    ("on-banner", "banner"),
    ("ink", "bar-pale"),
    ("ink", "step-1"),
    ("ink", "step-2"),
    ("on-step", "step-3"),
    ("on-step", "step-4"),
    ("on-down", "down"),
]
# what is seen on what
SHAPES = [
    *((one, "bg") for one in ("ok-fill", "bad", "warn", "warn-fill", "wait", "edge", "accent", "bar", "down", "step-3", "step-4")),
    ("bg", "bad"),
    ("bg", "ok-fill"),
    ("bg", "warn-fill"),
]  # fmt: skip


def light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("ink", "paper"), TEXTS)
def test_what_is_written_can_be_read(mode: str, ink: str, paper: str) -> None:
    assert contrast(MODES[mode][ink], MODES[mode][paper]) >= 4.5


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("shape", "paper"), SHAPES)
def test_what_is_drawn_can_be_seen(mode: str, shape: str, paper: str) -> None:
    assert contrast(MODES[mode][shape], MODES[mode][paper]) >= 3


def test_the_dark_has_every_colour_of_the_light() -> None:
    assert dict(NAMED.findall(_DARK)).keys() == LIGHT.keys()


def test_the_dark_is_for_screens_so_that_paper_is_always_light() -> None:
    assert TOKENS.count("slate") == 1
    assert "slate" in _DARK
    assert "slate" not in CHARTS


def test_busier_days_are_darker_on_paper_and_lighter_in_the_dark() -> None:
    for mode, turned in (("light", -1), ("dark", 1)):
        steps = [turned * light(MODES[mode][f"step-{step}"]) for step in (1, 2, 3, 4)]
        assert steps == sorted(steps)


def test_the_looks_of_charts_use_colours_by_name() -> None:
    assert re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\(", CHARTS) == []


def test_there_is_one_family_of_colours_and_all_that_are_named_exist() -> None:
    """The names that begin with `--md-` are the theme's."""
    for one in KB.glob("*.css"):
        text = one.read_text("utf-8")
        assert set(re.findall(r"var\(--(?!md-)([a-z0-9-]+)", text)) <= {f"itss-{name}" for name in LIGHT}, (
            one.name
        )
        made = re.findall(r"^ *--(?!md-)[a-z]", text, re.MULTILINE)
        assert bool(made) is (one.name == "tokens.css"), one.name


def test_every_pattern_that_a_look_needs_is_in_the_sprite() -> None:
    sprite = shapes.sprite("".join(drawn().values()))
    assert set(re.findall(r"url\(#([a-z-]+)\)", CHARTS)) == set(
        re.findall(r'<pattern id="([a-z-]+)"', sprite)
    )


def test_every_class_of_a_chart_has_a_look_and_no_look_is_without_a_chart() -> None:
    body = "".join(
        [
            *drawn().values(),
            *(shapes.stated(name, "") for name in NAMES),
            *(bar.draw({fill: 1}) for fill in Fill),
            bar.amount(1, 2),
            spark.columns("x", [dict.fromkeys(Fill, 1), {}]),
            spark.columns("x", []),
            spark.run("x", [1, 2], Mark.WARN, 3),
        ]
    )
    used = {
        name
        for found in re.findall(r'class="([^"]*)"', body + str(shapes.sprite(body)))
        for name in found.split()
    }
    looks = set(re.findall(r"\.(itss-[a-z0-9-]+)", CHARTS))
    # `step-1` is the plain look of a day on which something was done
    assert used - looks == {"itss-step-1"}
    assert looks - used == set()


def test_no_style_asks_what_a_page_holds_for_old_engines_lose_such_rules() -> None:
    assert [one.name for one in KB.glob("*.css") if ":has(" in one.read_text("utf-8")] == []
