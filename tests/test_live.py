"""An open page follows the base by itself, never over what somebody typed, and says what is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import TIMEOUT
from conftest import sound_base, write_base
from playwright.sync_api import Browser, Page, expect
from test_serve import PERSON, Preview

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    root = write_base(tmp_path_factory.mktemp("live") / "base", sound_base())
    preview = Preview(root, "--port", "0", "--as-of", "2026-07-08T09:10:00+08:00")
    yield root, preview.said("网站已就绪").removeprefix("网站已就绪：").partition(" ")[0]
    preview.stop()


@pytest.fixture
def page(browser: Browser, served: tuple[Path, str]) -> Iterator[tuple[Path, Page]]:
    root, address = served
    context = browser.new_context()
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
    opened.goto(f"{address}r/P-001/")
    expect(opened.locator("h1")).to_contain_text(
        "服务经理", timeout=TIMEOUT
    )  # what the last test left is gone
    whole = (root / PERSON).read_bytes()
    yield root, opened
    (root / PERSON).write_bytes(whole)
    context.close()
    assert said == []


def rename(root: Path, old: str, new: str) -> None:
    text = (root / PERSON).read_text("utf-8")
    assert old in text
    (root / PERSON).write_text(text.replace(old, new), "utf-8")


def test_a_page_shows_a_change_by_itself(page: tuple[Path, Page]) -> None:
    root, opened = page
    expect(opened.locator("h1")).to_contain_text("服务经理")
    rename(root, "name: 服务经理", "name: 新任经理")
    expect(opened.locator("h1")).to_contain_text("新任经理", timeout=TIMEOUT)


def test_a_page_with_input_is_not_shown_anew_but_says_that_there_is_something_new(
    page: tuple[Path, Page],
) -> None:
    root, opened = page
    opened.evaluate("document.documentElement.setAttribute('data-unsaved', '')")
    rename(root, "name: 服务经理", "name: 另一经理")
    expect(opened.locator(".itss-live")).to_contain_text("内容有更新", timeout=TIMEOUT)
    assert "服务经理" in opened.locator("h1").inner_text()
    opened.evaluate("document.documentElement.removeAttribute('data-unsaved')")
    expect(opened.locator("h1")).to_contain_text("另一经理", timeout=TIMEOUT)


def test_a_form_is_never_shown_anew_and_says_that_there_is_something_new(page: tuple[Path, Page]) -> None:
    """After a submission it holds no input, but the number that one wants to read."""
    root, opened = page
    opened.goto(opened.url.replace("r/P-001/", "forms/incident/"))
    opened.wait_for_selector(".kb-form[data-ready]", state="attached")
    rename(root, "name: 服务经理", "name: 第三经理")
    expect(opened.locator(".itss-live")).to_contain_text("内容有更新", timeout=TIMEOUT)
    assert "交出" not in opened.locator(".itss-live").inner_text()


def test_settings_that_cannot_be_read_are_told_in_the_page_until_they_can(page: tuple[Path, Page]) -> None:
    root, opened = page
    whole = (root / "pyproject.toml").read_bytes()
    (root / "pyproject.toml").write_bytes(b"[[[")
    expect(opened.locator(".itss-live")).to_contain_text("没有更新", timeout=TIMEOUT)
    (root / "pyproject.toml").write_bytes(whole)
    expect(opened.locator(".itss-live")).to_have_count(0, timeout=TIMEOUT)
