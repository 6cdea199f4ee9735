"""What a visitor reads on the pages of the year: no name of a field, no code of a period, nothing an officer laughs at."""

from __future__ import annotations

import re
from functools import cache
from html import unescape

import pytest
from conftest import schemas
from demonstration import judged

from generators.kinds import compiler
from generators.site.pages import pages

KINDS, _ = compiler.read(schemas())
# what is written for who edits files names fields, and so do files shown as they are written
WRITTEN_FOR_EDITORS = ("help/", "forms/")
CODE = re.compile(r"<(pre|code|script|style|template)\b.*?</\1>", re.DOTALL)
FIELD = re.compile(r"(?<![\w./-])[a-z][a-z0-9]*(?:[_.][a-z0-9_]+)+(?![\w/-])")
PERIOD = re.compile(r"\b20[0-9]{2}-[CH][0-9]\b")
# what a record says of the query that it ran names the columns of that query, as the book does
QUERIED = {"logs_until"}
NAMES = {field.name for one in KINDS.sound.values() for field in one.tree.walk() if field.name} - QUERIED


def named(text: str) -> list[str]:
    """The fields that a text names as schemas do: `remote_failed`, `readings.item.part`."""
    return [found for found in FIELD.findall(text) if set(found.split(".")) <= NAMES]


@cache
def shown() -> tuple[tuple[str, str], ...]:
    """What each page says to who reads it, without code and without the file as it was written."""
    return tuple(
        (page.uri, unescape(re.sub("<[^>]*>", " ", CODE.sub(" ", page.body))))
        for page in pages(judged())
        if not page.uri.startswith(WRITTEN_FOR_EDITORS)
    )


def test_names_of_fields_and_codes_of_periods_would_be_found() -> None:
    assert named("没有 remote_failed，看 readings.item.part 的值") == ["remote_failed", "readings.item.part"]
    assert named("见 sla.example.com 和 SE-2026-09-list.txt") == []
    assert PERIOD.findall("2026-C3 迟") == ["2026-C3"]


@pytest.mark.parametrize("found", [named, PERIOD.findall], ids=["fields", "periods"])
def test_no_page_names_a_field_or_a_period_by_its_code(found: object) -> None:
    assert callable(found)
    assert len(shown()) > 1000
    assert [(uri, names) for uri, text in shown() if (names := found(text))] == []


def test_a_quarter_of_the_contract_is_said_with_its_months() -> None:
    body = dict(shown())["r/OB-031/"]
    assert re.search(
        r"合同第三季度（2026 年 \d+–\d+ 月）|合同第三季度（2026-\d\d-\d\d 至 2026-\d\d-\d\d）", body
    )
    assert not re.search("合同第[一二三四]季度(?!（)", body)
