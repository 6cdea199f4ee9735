"""Every text that a schema lets pass may be hostile: in a real browser none of them acts, on any kind of page."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browsing import Watched, search
from conftest import AS_OF, LONG, SETTINGS, build_site, served, sound_base, write_base
from hostile_base import GOOD, KINDS, OBEYS, Told, places, written
from playwright.sync_api import Browser

from generators import address
from generators.kinds.field import Form

pytestmark = pytest.mark.browser
# each tells itself when it runs or loads; the word is found by the search
TEXTS = (
    '"><img src=x onerror="window.acted=1">采集',
    "</script></title></textarea><script>window.acted=1</script>采集",
    "'-(window.acted=1)-'\" onmouseover=window.acted=1 autofocus onfocus=window.acted=1 采集",
    "<svg onload=window.acted=1>{{ 7*7 }}{% raw %}采集",
    "<details open ontoggle=window.acted=1><iframe srcdoc='<script>parent.acted=1</script>'>采集",
    "[采集](javascript:window.acted=1) ![x](x) <http://192.0.2.1/x> ]]>--><!--",
    "=cmd|'/c calc'!A1 &lt;b&gt; &nbsp; ${window.acted=1} `采集`",
)
ACTED = """() => [window.acted, document.querySelectorAll("img[src=x], iframe, [onerror], [onload], [onfocus]").length,
  [...document.querySelectorAll("article a[href]")].filter(a => a.protocol === "javascript:").length]"""


def hostile(one: Told, number: int) -> tuple[dict[str, Any], int]:
    """Write a hostile text wherever a record may have one, whether or not it has any; tell in how many places."""
    data, changed = copy.deepcopy(one.data), 0
    for around, step, field in list(places(data, one.kind.tree)):
        is_there = not isinstance(around, dict) or step in around
        before = around[step] if is_there else None
        is_text = isinstance(before, str) if is_there else field.form is Form.TEXT
        if not is_text or step == "id" or field.choices or field.ref:
            continue
        for turn in range(len(TEXTS)):  # one may be too long for its place
            around[step] = TEXTS[(number + changed + turn) % len(TEXTS)]
            if OBEYS[one.kind.name](data):
                changed += 1
                break
        else:
            if is_there:
                around[step] = before
            else:
                del around[step]
    return data, changed


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of all examples, hostile in every text of every kind."""
    root = tmp_path_factory.mktemp("hostile")
    files, places_of = sound_base(), dict.fromkeys(KINDS.sound, 0)
    for number, one in enumerate(GOOD):
        data, changed = hostile(one, number)
        files[one.path] = written(one, data)
        places_of[one.kind.name] += changed
    assert [name for name, changed in places_of.items() if not changed] == [
        "supervision-task"
    ]  # it has no text
    assert sum(places_of.values()) > 600
    write_base(root, {**files, "pyproject.toml": SETTINGS + AS_OF + b"demo = true\n"})
    build_site(root, root / "site")
    return root / "site"


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Watched]:
    with served(site) as origin:
        context = browser.new_context(base_url=origin)
        yield Watched(context, origin)
        context.close()


def test_no_text_of_any_kind_acts_on_any_page(page: Watched, site: Path) -> None:
    """In every run a record of each kind, the pages that sum up, and some forms; in a long one all there are."""
    every = sorted(f"{path.parent.relative_to(site).as_posix()}/" for path in site.rglob("index.html"))
    there = [one for one in GOOD if address.record(one.data["id"]) in every]
    records = {one.kind.name: one.data["id"] for one in there}
    assert {*records} == {*KINDS.sound}
    forms = [
        address.change(kind, one) for kind, one in records.items() if (site / address.form(kind)).is_dir()
    ]
    some = [address.record(one) for one in records.values()] + [one for one in every if one.count("/") == 1]
    uris = [*every, *forms] if LONG else [*some, *forms[::8]]
    assert len(uris) > 50
    for uri in uris:
        page.page.goto(uri.removeprefix("./"), wait_until="load")
        assert page.page.evaluate(ACTED) == [None, 0, 0], uri
    search(page.page, "采集")
    assert page.page.evaluate(ACTED) == [None, 0, 0]
    assert page.faults == []


def test_no_text_acts_in_a_file_that_is_taken_along(browser: Browser, site: Path) -> None:
    alone = sorted(path for path in site.glob("r/*/*.html") if path.name != "index.html")
    assert alone
    for path in alone:
        made = Watched(browser.new_context(), "file://")
        made.page.goto(path.as_uri())
        assert (made.page.evaluate(ACTED), made.faults) == ([None, 0, 0], []), path.name


def test_a_text_that_acts_would_be_noticed(page: Watched, site: Path) -> None:
    folder = site / "planted"
    folder.mkdir(exist_ok=True)
    (folder / "index.html").write_text(
        f"<!doctype html><meta charset=utf-8><article>{''.join(TEXTS)}", "utf-8"
    )
    page.page.goto("planted/")
    assert page.page.evaluate(ACTED)[0] == 1
