"""What a run leaves where others look: its record in the register, in its book, at its call and at the thing it was for."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import SETTINGS
from playwright.sync_api import Browser, Page, expect
from run_base import run_base
from test_run_in_browser import LATER, at, done, folder, home, made, opened, phone, press, text

from generators import address, knowledge
from generators.knowledge import KnowledgeBase
from generators.site.pages import record as record_page
from generators.site.pages import registers
from generators.words import say

pytestmark = pytest.mark.browser
__all__ = ["folder", "home"]  # the site and where it is opened from
CALL, THING = "INC-2026-0009", "AS-DB-01"


@pytest.mark.parametrize("home", ["http"], indirect=True)
def test_a_run_that_was_handed_over_stands_wherever_one_looks_for_it(browser: Browser, home: str) -> None:
    context = phone(browser)
    page = opened(context, home, "RB-BASE", [])
    press(page, say("runbook.script.go"))
    page.get_by_label(text("operator")).select_option("P-001")
    page.get_by_label(text("incident")).select_option(CALL)
    page.get_by_label(text("target")).fill("业务数据库")
    page.get_by_label("业务数据库", exact=True).check()
    press(page, text("begin"))
    nobody_need_come(page)
    taken_back_twice(page)
    done(page)
    done(page)
    page.get_by_role("button", name=text("check.done")).first.click()
    press(page, text("make"))
    found = made(page)
    assert text("waived") in page.locator(".itss-run-sum").inner_text()
    press(page, text("moments.go"))
    page.locator(".itss-run-told a").click()
    page.wait_for_selector(".kb-form[data-ready]", state="attached")
    call: dict[str, Any] = page.evaluate("document.querySelector('.kb-form').kbForm.read()")
    context.close()
    assert call["on_site_needed"] is False
    waiver = call["on_site_waiver"]
    assert (waiver["by"], waiver["reason"]) == ("P-101", "远程就能好")
    assert waiver["at"].startswith("2026-03-20T12:0")
    held(found)


def nobody_need_come(page: Page) -> None:
    """The customer says that nobody need come: the clock of coming stands still, and says so."""
    box = page.locator("#run-waive")
    box.locator("summary").click()
    page.locator("#run-waive-by").select_option("P-101")
    page.locator("#run-waive-why").fill("远程就能好")
    box.get_by_role("button", name=text("waive.do", event="到场")).click()
    expect(page.locator(".itss-clock-waived")).to_contain_text(text("waived"))
    assert page.locator("button.itss-clock-button").count() == 1  # that of the answer still runs
    page.reload()
    expect(page.locator(".itss-clock-waived")).to_be_visible()


def taken_back_twice(page: Page) -> None:
    """Two steps are done and both taken back, the last one first, each as it was filled in."""
    for number in (1, 2):
        at(page, number, 2)
        page.locator(".itss-run-step details", has_text=text("note")).locator("summary").click()
        page.locator("#run-note").fill(f"第 {number} 步的话")
        done(page)
    press(page, text("back"))
    page.locator(".itss-run-aside details").first.locator("summary").click()
    for number in (2, 1):
        press(page, text("undo"))
        at(page, number, 2)
        expect(page.locator("#run-note")).to_have_value(f"第 {number} 步的话")
        page.locator(".itss-run-aside details").first.locator("summary").click()
    expect(page.get_by_role("button", name=text("undo"), exact=True)).to_have_count(0)


def held(found: dict[str, Any]) -> None:
    path = f"records/technology/execution/2026/{found['id']}.yaml"
    base = knowledge.read({**run_base(), path: found["text"].encode(), "pyproject.toml": SETTINGS}, LATER)
    assert [one.code for one in base.findings if one.place.path == path] == []
    assert [one["note"] for one in found["steps"]] == ["第 1 步的话", "第 2 步的话"]
    named = {name: found["id"] in body_of(base, name) for name in ("RB-BASE", CALL, THING)}
    assert named == {"RB-BASE": True, CALL: True, THING: True}
    [register] = [one for one in registers.pages(base) if one.uri == address.register("execution")]
    assert found["id"] in register.body


def body_of(base: KnowledgeBase, name: str) -> str:
    return next(one.body for one in record_page.pages(base) if one.uri == address.record(name))
