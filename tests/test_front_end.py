"""Our own scripts: one duty each, said in the first line, no longer than is stated, and nothing that makes markup."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from typing import Any

import pytest
from conftest import ROOT

WEB = ROOT / "generators/site/web"
# lines that each may have; a script that outgrows its number has found a second duty
LIMITS: Mapping[str, int] = {
    "assets/kb/folds.js": 40,
    "assets/kb/form-page.js": 20,
    "assets/kb/form/draft.js": 60,
    "assets/kb/form/faults.js": 140,
    "assets/kb/form/form.js": 300,
    "assets/kb/form/frame.js": 100,
    "assets/kb/form/hand.js": 100,
    "assets/kb/form/hash.js": 60,
    "assets/kb/form/inputs.js": 200,
    "assets/kb/form/near.js": 60,
    "assets/kb/form/open.js": 60,
    "assets/kb/form/parts.js": 220,
    "assets/kb/form/pick.js": 160,
    "assets/kb/form/plan.js": 60,
    "assets/kb/form/result.js": 80,
    "assets/kb/form/rows.js": 260,
    "assets/kb/form/sheet.js": 100,
    "assets/kb/form/sound.js": 220,
    "assets/kb/form/state.js": 120,
    "assets/kb/form/times.js": 80,
    "assets/kb/form/tree.js": 60,
    "assets/kb/form/words.js": 160,
    "assets/kb/list-rows.js": 160,
    "assets/kb/list-table.js": 160,
    "assets/kb/list.js": 160,
    "assets/kb/now.js": 120,
    "assets/kb/search.js": 120,
}
MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|\.style\b|\bstyle=")


VENDOR = "assets/vendor/"


def test_every_script_that_the_package_brings_is_ours_and_has_a_limit_or_is_in_the_manifest() -> None:
    brought = {one.relative_to(WEB).as_posix() for one in WEB.rglob("*") if one.is_file()}
    ours = {one for one in brought if not one.startswith(VENDOR)}
    assert {one for one in ours if not re.fullmatch(r"main\.html|assets/kb/[a-z-]+\.css", one)} == {*LIMITS}
    listed = {f"{VENDOR}{name}" for part in _parts() for name in part["files"]}
    assert brought - ours == {*listed, f"{VENDOR}manifest.json"}


def test_what_others_wrote_is_as_the_manifest_says_and_brings_its_licence() -> None:
    for part in _parts():
        assert all(part[key] for key in ("version", "licence", "source", "made", "used_for"))
        assert f"{part['name']}.LICENSE.txt" in part["files"]
        for name, digest in part["files"].items():
            assert hashlib.sha256((WEB / VENDOR / name).read_bytes()).hexdigest() == digest, name


def _parts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((WEB / VENDOR / "manifest.json").read_text("utf-8"))
    return found


@pytest.mark.parametrize("name", LIMITS)
def test_a_script_is_short_strict_and_says_first_what_it_is_for(name: str) -> None:
    text = (WEB / name).read_text("utf-8")
    assert len(text.splitlines()) <= LIMITS[name]
    assert re.match(r'/\* [A-Z][^*]*\. ?[^*]*\*/\n"use strict";\n', text)


@pytest.mark.parametrize("name", LIMITS)
def test_a_script_makes_elements_and_text_and_no_markup_or_styles(name: str) -> None:
    assert MARKUP.findall((WEB / name).read_text("utf-8")) == []
