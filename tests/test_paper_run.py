"""A book followed on paper is typed in: the print has room for all of it, the form lays out its steps, three acts each."""

from __future__ import annotations

import pytest
from conftest import SETTINGS
from playwright.sync_api import Browser, Locator, Page, expect
from run_base import run_base
from test_run_in_browser import LATER, folder, home, made

from generators import address, knowledge
from generators.measures import paces
from generators.records.version import version_of
from generators.words import say

pytestmark = pytest.mark.browser
__all__ = ["folder", "home"]  # the site and where it is opened from
BOOK, VERSION = "RB-DISK", version_of(run_base()["docs/runbooks/RB-DISK.md"])
EACH = 3  # acts for a step as it stands on the paper: its state, the time, the value that the book asks for
# of each step its state, its time, the value, the rest that the paper says
PAPER: tuple[tuple[str, str, str, dict[str, object]], ...] = (
    ("done", "10:05", "/data/log", {}),
    ("done", "10:20", "", {"agreed_by": "甲方项目负责人", "agreed_at": "2026-03-20T10:15:00+08:00"}),
    ("done", "10:30", "", {"measured": 72}),
    ("skipped", "10:31", "", {"note": "不用请厂商了"}),
    ("done", "10:40", "", {}),
)
WRITE = "([name, value]) => document.querySelector('.kb-form').kbForm.root.children.get(name).write(value)"
BOX = """one => { const box = getComputedStyle(one, "::before"); return [box.display, box.borderTopStyle, box.width] }"""
REST = """([row, name, value]) => document.querySelector('.kb-form').kbForm.root.children.get('steps').rows[row].children.get(name)
  .write(value)"""
HEAD = {
    "runbook": BOOK, "runbook_version": VERSION, "source": "paper", "target": "一台应用服务器", "operator": "P-001",
    "started": "2026-03-20T10:00:00+08:00", "finished": "2026-03-20T10:45:00+08:00", "outcome": "success",
    "id": "EX-20260320-100000-p4p1", "no_change_reason": "只删了轮转过的日志",
    "verification": [{"code": "v1", "status": "done", "at": "2026-03-20T10:44:00+08:00"}],
}  # fmt: skip


@pytest.mark.parametrize("home", ["http"], indirect=True)
def test_a_run_on_paper_is_typed_in_with_three_acts_a_step(browser: Browser, home: str) -> None:
    page = browser.new_context(base_url=home).new_page()
    page.clock.set_fixed_time(LATER)
    printed(page)
    page.goto("forms/execution/")
    page.wait_for_selector(".kb-form[data-ready]", state="attached")
    steps = (
        page.locator(".kb-field:has(> legend)", has_text="步骤").filter(has=page.locator(".kb-sheet")).first
    )
    lay = steps.get_by_role("button", name=say("entry.script.lay", what="手册或预案"))
    lay.click()  # of which book it is has to be said first
    expect(steps).to_contain_text(say("entry.script.lay.first", what="手册或预案"))
    for name, value in HEAD.items():
        page.evaluate(WRITE, [name, value])
    lay.click()
    rows = steps.locator("tbody")
    expect(rows).to_have_count(len(PAPER))
    for number, (state, time, value, rest) in enumerate(PAPER):
        assert typed(rows.nth(number), state, time, value) <= EACH
        for name, told in rest.items():
            page.evaluate(REST, [number, name, told])
    lay.click()  # what is there already is not laid out again
    expect(rows).to_have_count(len(PAPER))
    page.locator(".kb-bar .kb-go").click()
    found = made(page)
    page.context.close()
    path = f"records/technology/execution/2026/{found['id']}.yaml"
    base = knowledge.read({**run_base(), path: found["text"].encode(), "pyproject.toml": SETTINGS}, LATER)
    assert [one.code for one in base.findings if one.place.path == path] == []
    assert [one.id for one in paces.followed(base, BOOK).runs] == [found["id"]]
    assert [one["step"] for one in found["steps"]] == ["look", "clean", "measure", "vendor", "tell"]
    assert found["steps"][0] == {
        "step": "look",
        "status": "done",
        "at": "2026-03-20T10:05:00+08:00",
        "value": "/data/log",
    }
    assert (found["source"], found["runbook_version"]) == ("paper", VERSION)


def typed(row: Locator, state: str, time: str, value: str) -> int:
    """Type what stands on the paper for one step: how many acts it took. Its name and its day stand there already."""
    words = {"done": "已完成", "skipped": "跳过"}
    row.locator(".kb-c-choice select").select_option(words[state])
    row.locator(".kb-c-date-time .kb-time").fill(time)
    if value:
        row.locator(".kb-c-text input").fill(value)
    return 2 + bool(value)


def printed(page: Page) -> None:
    """On paper each step has a box, room for the value and the time, and for who did it; the version is said."""
    page.goto(address.record(BOOK))
    page.emulate_media(media="print")
    steps = page.locator(".itss-steps > li")
    expect(steps).to_have_count(len(PAPER))
    for step in steps.all():
        assert step.locator("summary").first.evaluate(BOX) == ["block", "solid", "12px"]
        blank = step.locator(".itss-fill").first
        expect(blank).to_contain_text(say("runbook.paper.time"))
        expect(blank).to_contain_text(say("runbook.paper.sign"))
        expect(blank).to_be_visible()
    expect(steps.first.locator(".itss-fill").first).to_contain_text("目录")  # what the book wants to be noted
    expect(page.locator(".itss-book-meta")).to_contain_text(VERSION)
    page.emulate_media(media="screen")
