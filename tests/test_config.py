"""The settings of a base: what they may say, and what a person is told who says something else."""

from __future__ import annotations

import re
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from generators import config
from generators.config import Config
from generators.finding import UserError


def read(text: str | bytes) -> Config:
    return config.read({"pyproject.toml": text if isinstance(text, bytes) else text.encode()})


def test_a_base_without_settings_has_the_defaults() -> None:
    assert config.read({}) == Config(None, demo=False, zone=ZoneInfo("Asia/Shanghai"), contract=None)
    assert read('[project]\nname = "x"\n') == config.read({})


def test_all_settings_are_read() -> None:
    text = """
    [tool.itss]
    as_of = "2026-11-20T18:00:00+08:00"
    demo = true
    zone = "UTC"
    contract = "CT-2026-01"
    """
    when = datetime.fromisoformat("2026-11-20T18:00:00+08:00")
    assert read(text) == Config(when, demo=True, zone=ZoneInfo("UTC"), contract="CT-2026-01")


def test_a_moment_may_be_a_toml_date_time() -> None:
    assert read("[tool.itss]\nas_of = 2026-11-20T18:00:00+08:00\n") == read(
        '[tool.itss]\nas_of = "2026-11-20T18:00:00+08:00"\n'
    )


def test_tables_of_other_tools_are_nobodys_business() -> None:
    assert read('[tool.ruff]\nzone = 5\n[tool.other.itss]\ndemo = "no"\n') == config.read({})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (b"\xff", "不是 UTF-8 文本"),
        ("[tool.itss\n", "写法有误"),
        ("tool = 3\n", "应是一个表"),
        ("[tool]\nitss = 3\n", "应是一个表"),
        ("[[tool.itss]]\ndemo = true\n", "应是一个表"),
        ('[tool.itss]\nzones = "UTC"\n', "没有「zones」这一项；可用：as_of、demo、zone、contract"),
        ('[tool.itss]\nas_of = "2026-11-20"\n', "as_of 要写成带时区的时间"),
        ("[tool.itss]\nas_of = 2026-11-20\n", "as_of 要写成带时区的时间"),
        ("[tool.itss]\nas_of = 2026-11-20T18:00:00\n", "as_of 要写成带时区的时间"),
        ('[tool.itss]\nas_of = "soon"\n', "as_of 要写成带时区的时间"),
        *[
            (f"[tool.itss]\nas_of = {day}T23:59:59Z\n", "1970 到 2200 年之间")
            for day in ("1969-12-31", "2201-01-01", "9999-12-31")
        ],
        ('[tool.itss]\ndemo = "true"\n', "demo 只能是 true 或 false"),
        ("[tool.itss]\ndemo = 1\n", "demo 只能是 true 或 false"),
        ('[tool.itss]\nzone = "Asia/Foshan"\n', "zone 不是时区名"),
        ('[tool.itss]\nzone = "../../etc/passwd"\n', "zone 不是时区名"),
        ('[tool.itss]\nzone = ""\n', "zone 不是时区名"),
        ("[tool.itss]\nzone = 8\n", "zone 不是时区名"),
        ("[tool.itss]\ncontract = 2026\n", "contract 要写合同编号"),
        ('[tool.itss]\nhistory_from = "HEAD"\n', "history_from 要写一个提交的完整散列值"),
        ("[tool.itss]\nhistory_from = 7\n", "history_from 要写一个提交的完整散列值"),
    ],
)
def test_a_wrong_setting_is_refused_in_words(text: str | bytes, told: str) -> None:
    with pytest.raises(UserError, match=re.escape(told)) as refused:
        read(text)
    assert "pyproject.toml" in str(refused.value)


def test_a_wrong_moment_names_the_argument_it_came_from() -> None:
    with pytest.raises(UserError, match=r"^--as-of 要写成带时区的时间"):
        config.moment("yesterday", "--as-of")


def test_a_moment_keeps_its_offset() -> None:
    when = config.moment("2026-11-20T18:00:00-05:00", "--as-of")
    assert when.isoformat() == "2026-11-20T18:00:00-05:00"
