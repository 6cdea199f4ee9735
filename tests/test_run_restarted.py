"""A run in a browser that is closed and started again with its own profile: from a disk as from a server it goes on."""

from __future__ import annotations

from pathlib import Path

import pytest
from browsing import FLAGS, PHONE, TIMEOUT
from conftest import browser_path
from playwright.sync_api import Browser, BrowserContext, Page, expect
from test_run_in_browser import at, done, folder, home, press, start, text

from generators import address
from generators.words import say

pytestmark = pytest.mark.browser
__all__ = ["folder", "home"]  # the site and where it is opened from


def began(browser: Browser, profile: Path) -> BrowserContext:
    """A browser of somebody: what it keeps is on the disk, and there again when it is started anew."""
    size = {"width": PHONE["width"], "height": PHONE["height"]}
    context = browser.browser_type.launch_persistent_context(
        profile,
        executable_path=browser_path(),
        args=list(FLAGS),
        viewport=size,  # type: ignore[arg-type] # a plain dictionary is one
    )
    context.set_default_timeout(TIMEOUT)
    return context


def book(context: BrowserContext, home: str) -> Page:
    page = context.new_page()
    page.goto(home + address.record("RB-DISK") + ("index.html" if home.startswith("file") else ""))
    return page


def test_a_run_goes_on_in_a_browser_that_was_closed_and_started_again(
    browser: Browser, home: str, tmp_path: Path
) -> None:
    context = began(browser, tmp_path / "profile")
    page = book(context, home)
    press(page, say("runbook.script.go"))
    start(page, "一台应用服务器")
    page.locator("#run-value").fill("/data/log")
    done(page)
    at(page, 2)
    page.locator(".itss-consent button").click()  # agreed to, not done yet
    agreed = page.locator("#run-agreed_at").input_value()
    assert agreed
    context.close()
    context = began(browser, tmp_path / "profile")
    page = book(context, home)
    press(page, text("go.kept", count=1))
    kept = page.locator(".itss-run-kept .itss-go")
    expect(kept).to_contain_text("一台应用服务器")
    kept.click()
    at(page, 2)
    expect(page.locator("#run-agreed_at")).to_have_value(agreed)
    expect(page.locator(".itss-run-log")).to_contain_text("/data/log")
    context.close()
