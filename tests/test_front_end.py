"""Our own scripts: one duty each, said in the first line, no longer than is stated, and nothing that makes markup."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT

WEB = ROOT / "generators/site/web"
# lines that each may have; a script that outgrows its number has found a second duty
LIMITS: Mapping[str, int] = {
    "assets/kb/along.js": 80,
    "assets/kb/book/book.js": 160,
    "assets/kb/book/said.js": 80,
    "assets/kb/book/clocks.js": 80,
    "assets/kb/dark.js": 20,
    "assets/kb/disk.js": 20,
    "assets/kb/dom.js": 60,
    "assets/kb/find.js": 60,
    "assets/kb/find/dialog.js": 220,
    "assets/kb/find/excerpt.js": 80,
    "assets/kb/find/fold.js": 140,
    "assets/kb/find/hits.js": 120,
    "assets/kb/find/rank.js": 220,
    "assets/kb/find/signs.js": 60,
    "assets/kb/find/store.js": 80,
    "assets/kb/folds.js": 40,
    "assets/kb/form/draft.js": 60,
    "assets/kb/form/faults.js": 140,
    "assets/kb/form/files.js": 120,
    "assets/kb/form/form.js": 300,
    "assets/kb/form/frame.js": 100,
    "assets/kb/form/hand.js": 110,
    "assets/kb/form/hash.js": 60,
    "assets/kb/form/inputs.js": 200,
    "assets/kb/form/lay.js": 70,
    "assets/kb/form/near.js": 60,
    "assets/kb/form/open.js": 80,
    "assets/kb/form/parts.js": 220,
    "assets/kb/form/pick.js": 160,
    "assets/kb/form/plan.js": 60,
    "assets/kb/form/private.js": 160,
    "assets/kb/form/result.js": 80,
    "assets/kb/form/rows.js": 260,
    "assets/kb/form/sealed.js": 40,
    "assets/kb/form/sheet.js": 100,
    "assets/kb/form/sound.js": 220,
    "assets/kb/form/state.js": 120,
    "assets/kb/form/times.js": 100,
    "assets/kb/form/tree.js": 60,
    "assets/kb/form/words.js": 160,
    "assets/kb/list-rows.js": 160,
    "assets/kb/list-table.js": 160,
    "assets/kb/list.js": 160,
    "assets/kb/now.js": 120,
    "assets/kb/palette.js": 20,
    "assets/kb/run/course.js": 150,
    "assets/kb/run/file.js": 60,
    "assets/kb/run/finish.js": 120,
    "assets/kb/run/inputs.js": 130,
    "assets/kb/run/log.js": 40,
    "assets/kb/run/exercise.js": 110,
    "assets/kb/run/moments.js": 60,
    "assets/kb/run/record.js": 80,
    "assets/kb/run/run.js": 260,
    "assets/kb/run/start.js": 90,
    "assets/kb/run/step.js": 150,
    "assets/kb/run/store.js": 80,
    "assets/kb/run/top.js": 80,
    "assets/kb/run/waive.js": 80,
    "assets/kb/scope.js": 20,
    "assets/kb/scripts.js": 20,
}
MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|\.style\b|\bstyle=")


VENDOR = "assets/vendor/"


def test_every_script_that_the_package_brings_is_ours_and_has_a_limit_or_is_in_the_manifest() -> None:
    brought = {one.relative_to(WEB).as_posix() for one in WEB.rglob("*") if one.is_file()}
    ours = {one for one in brought if not one.startswith(VENDOR)}
    looks = r"(main|404|partials/javascripts/[a-z]+)\.html|assets/kb/[a-z-]+\.css"
    assert {one for one in ours if not re.fullmatch(looks, one)} == {*LIMITS}
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


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("base", "d6113712bc4deb30b4bd810ee0dfc28b6f04d2f88cc0016c0f1766eac7b762b6"),
        ("palette", "8790389765ea6036effddba548b15093bb05bdc75624eaeaf8b13f3c24be4ab5"),
        ("content", "3722e156f0f6339de39fbbfc178b6e401d1a4fb890f189ac5b80c2504bda7dcf"),
    ],
)
def test_what_the_theme_would_write_into_each_page_is_what_our_files_stand_for(name: str, taken: str) -> None:
    """Whoever updates the theme compares `scope.js` and `palette.js` with what it says now."""
    found = importlib.util.find_spec("material")
    assert found is not None
    theme = Path(str(found.origin)).parent / f"templates/partials/javascripts/{name}.html"
    assert hashlib.sha256(theme.read_bytes()).hexdigest() == taken
    assert (WEB / f"partials/javascripts/{name}.html").is_file()
