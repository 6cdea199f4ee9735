"""Each reader's site, built as `itss build` builds it, holds what they may read and nothing else, anywhere."""

from __future__ import annotations

import base64
import binascii
import gzip
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from readers_base import FIRST, PLANTS, RUNS, SECOND, repository_of

from generators import cli

READERS = {
    "inside": ("internal", None),
    "first": ("customer", FIRST),
    "second": ("customer", SECOND),
    "anybody": ("public", FIRST),
}
_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}={0,2}")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base in Git with a site for every reader beside it."""
    home = tmp_path_factory.mktemp("readers")
    repository_of(home / "base")
    for name, (who, contract) in READERS.items():
        more = ["--contract", contract] if contract else []
        site = ["--site-dir", str(home / name)]
        assert cli.run(["build", "--root", str(home / "base"), "--audience", who, *more, *site]) == 0
    return home


def told(data: bytes) -> Iterator[str]:
    """Yield what bytes say: as text, packed, and as HTML, JSON, addresses and base64 write it."""
    if data[:2] == b"\x1f\x8b":
        data = gzip.decompress(data)
    text = data.decode("utf-8", errors="replace")
    yield text
    yield unescape(text)
    yield unquote(text)
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    for found in _BASE64.findall(text):
        try:
            yield base64.b64decode(found + "=" * (-len(found) % 4), altchars=b"-_", validate=False).decode(
                "utf-8", errors="ignore"
            )
        except (ValueError, binascii.Error):
            continue


def whole(site: Path) -> dict[str, str]:
    """Everything in a folder by its path, the path itself among it."""
    return {
        path.relative_to(site).as_posix(): "\n".join((str(path.relative_to(site)), *told(path.read_bytes())))
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("name", READERS)
def test_a_site_tells_nothing_that_its_reader_may_not_know(home: Path, name: str) -> None:
    forbidden = [plant for plant, readers in PLANTS.items() if name not in readers]
    texts = whole(home / name)
    assert [(plant, path) for plant in forbidden for path, text in texts.items() if plant in text] == []


@pytest.mark.parametrize("name", READERS)
def test_a_site_tells_everything_that_is_for_its_reader(home: Path, name: str) -> None:
    """Else the test beside it would be content with a site that says nothing."""
    texts = "\n".join(whole(home / name).values())
    assert [plant for plant, readers in PLANTS.items() if name in readers and plant not in texts] == []


@pytest.mark.parametrize("name", ["first", "second", "anybody"])
def test_a_site_for_outside_has_the_forms_that_its_reader_fills_in_and_no_other(
    home: Path, name: str
) -> None:
    found = {path.parent.name for path in (home / name).glob("forms/*/kind.js")}
    assert found == ({"confirmation", "acceptance"} if name != "anybody" else set())
    assert (home / name / "forms").exists() is bool(found)


@pytest.mark.parametrize("name", READERS)
def test_a_file_that_a_browser_would_run_is_given_to_nobody(home: Path, name: str) -> None:
    assert [path for path, text in whole(home / name).items() if RUNS in text] == []


@pytest.mark.parametrize("name", READERS)
def test_every_link_of_every_site_leads_somewhere(home: Path, name: str) -> None:
    site = home / name
    lost = []
    for page in site.rglob("*.html"):
        if page.name == "404.html":
            continue
        here = page.relative_to(site).as_posix()
        for link in re.findall(r'(?:href|src)="([^"]*)"', page.read_text("utf-8")):
            parts = urlsplit(urljoin(f"http://x/{here}", unescape(link)))
            if parts.netloc == "x":
                path = site / unquote(parts.path).lstrip("/")
                lost += [] if (path / "index.html" if path.is_dir() else path).is_file() else [(here, link)]
    assert lost == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("inside", "供内部查阅"),
        ("first", f"供甲方查阅 · 合同 {FIRST}"),
        ("second", f"供甲方查阅 · 合同 {SECOND}"),
        ("anybody", f"可以公开 · 合同 {FIRST}"),
    ],
)
def test_every_page_says_for_whom_it_was_built(home: Path, name: str, words: str) -> None:
    pages = list((home / name).rglob("*.html"))
    assert pages
    assert [
        page
        for page in pages
        if f'<aside class="kb-reader md-grid" aria-label="阅读范围">{words}</aside>'
        not in page.read_text("utf-8")
    ] == []


def verdicts(site: Path) -> list[dict[str, object]]:
    return list(json.loads((site / "verdicts.json").read_text("utf-8"))["verdicts"])


@pytest.mark.parametrize("contract", [FIRST, SECOND])
def test_no_number_of_a_contract_changes_because_its_rows_are_kept_back(home: Path, contract: str) -> None:
    customer = verdicts(home / {FIRST: "first", SECOND: "second"}[contract])
    known = {one["obligation"] for one in customer}
    inside = [
        one
        for one in verdicts(home / "inside")
        if one["obligation"] in known and one.get("contract") in (None, contract)
    ]
    measured = ("obligation", "clock", "part", "period", "state", "level", "measured_s", "limit_s", "due")
    assert [[one[name] for name in measured] for one in customer] == [
        [one[name] for name in measured] for one in inside
    ]
    assert [len(one["evidence"]) for one in customer] == [len(one["evidence"]) for one in inside]  # type: ignore[arg-type]


def test_what_is_kept_back_stands_as_a_word_and_two_records_stay_two(home: Path) -> None:
    page = (home / "first/r/INC-2026-0901/index.html").read_text("utf-8")
    article = page[page.index("<article") :]
    assert len(set(re.findall(r"内部记录 [0-9]+", article))) == 3  # a person, an asset, a runbook
    assert "同 内部记录 一样，照 内部记录 第二步和 内部记录 做" in article
    assert "与（略）商量，打 （略），写信到 （略）" in article


def test_a_link_to_what_is_kept_back_becomes_a_word_and_one_to_a_missing_page_its_text(home: Path) -> None:
    page = (home / "first/r/GD-QXFIRST/index.html").read_text("utf-8")
    assert "先看内部记录，" in page
    assert "再看内部记录和内部记录、内部记录，" in page
    assert "还有 处置手册、" in page
    assert 'href="../INC-2026-0901/"' in page


def test_an_attachment_is_linked_where_it_is_published(home: Path) -> None:
    for name, papers in (
        ("inside", ["number.txt", "qx-paper-first.txt", "qx-paper-inside.txt"]),
        ("first", ["qx-paper-first.txt"]),
    ):
        folder = home / name / "r/INC-2026-0901"
        page = (folder / "index.html").read_text("utf-8")
        assert sorted(path.name for path in folder.iterdir()) == sorted(["index.html", *papers])
        for one in papers:
            assert f'<a href="{one}"><code>{one}</code></a>' in page
        assert "page.html" in page  # it is told that there is one


def test_the_navigation_names_no_page_that_is_not_there(home: Path) -> None:
    """MkDocs builds strictly, so a page too many would have stopped it; a heading without pages would not."""
    for name in ("first", "second", "anybody"):
        page = (home / name / "index.html").read_text("utf-8")
        assert "registers/runbook" not in page
        assert "help/schemas" not in page
    assert "处置手册" not in re.findall(
        r"md-tabs__link[^>]*>\s*([^<]*?)\s*<", (home / "anybody/index.html").read_text("utf-8")
    )


def test_a_site_that_tells_less_never_takes_the_place_of_the_one_that_tells_more(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = home / "base"
    assert cli.run(["build", "--root", str(root), "--audience", "public", "--contract", FIRST]) == 0
    assert (root / f"site-public-{FIRST}/index.html").is_file()
    assert not (root / "site").exists()
    assert f"site-public-{FIRST}" in capsys.readouterr().out
