"""Our own scripts: one duty each, said in the first line, no longer than is stated, and nothing that makes markup."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
from conftest import ROOT

WEB = ROOT / "generators/site/web"
# lines that each may have; a script that outgrows its number has found a second duty
LIMITS: Mapping[str, int] = {
    "assets/kb/folds.js": 40,
    "assets/kb/list-rows.js": 160,
    "assets/kb/list-table.js": 160,
    "assets/kb/list.js": 160,
    "assets/kb/now.js": 120,
    "assets/kb/search.js": 120,
}
MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|\.style\b|\bstyle=")


def test_every_script_that_the_package_brings_is_ours_and_has_a_limit() -> None:
    """A part of somebody else's would need a manifest with its version, licence and hash; there is none."""
    brought = {one.relative_to(WEB).as_posix() for one in WEB.rglob("*") if one.is_file()}
    assert {one for one in brought if not re.fullmatch(r"main\.html|assets/kb/[a-z-]+\.css", one)} == {
        *LIMITS
    }


@pytest.mark.parametrize("name", LIMITS)
def test_a_script_is_short_strict_and_says_first_what_it_is_for(name: str) -> None:
    text = (WEB / name).read_text("utf-8")
    assert len(text.splitlines()) <= LIMITS[name]
    assert re.match(r'/\* [A-Z][^*]*\. ?[^*]*\*/\n"use strict";\n', text)


@pytest.mark.parametrize("name", LIMITS)
def test_a_script_makes_elements_and_text_and_no_markup_or_styles(name: str) -> None:
    assert MARKUP.findall((WEB / name).read_text("utf-8")) == []
