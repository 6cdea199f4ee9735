"""Recording without Git from end to end: a person, a browser, `itss serve`, a commit; the acts are counted."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import Repository, sound_base, write_base
from playwright.sync_api import Browser, FilePayload, Page, expect
from test_forms_in_browser import PASTE, READY, SHEET, fill, fill_training, named
from test_serve import Preview

from generators import cli
from generators.strict_yaml import load
from generators.words import say

pytestmark = pytest.mark.browser
AS_OF = "2026-11-20T18:00:00+08:00"
BY = "服务台甲"
SCAN = FilePayload(
    name="签到表 11月.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7 " + bytes(range(256)) * 99
)
OTHER = FilePayload(name="另一张.pdf", mimeType="application/pdf", buffer=b"%PDF-1.7")
PHENOMENON = "登录后页面一直转圈，三台电脑都这样"
# every button, choice, field and paste is an act of a person; leaving a field is none
COUNTING = """
window.acts = 0;
for (const kind of ["click", "change", "paste"]) {
  document.addEventListener(kind, event => {
    const isPress = kind === "click" && event.target.closest("button, summary, a");
    if (isPress || kind !== "click") { window.acts += 1; }
  }, true);
}
"""


class Desk(NamedTuple):
    root: Path
    address: str

    def git(self, *arguments: str) -> str:
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, capture_output=True, encoding="utf-8", check=True
        )
        return done.stdout


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    root = write_base(tmp_path_factory.mktemp("recording") / "base", sound_base())
    repository = Repository(root)
    for command in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "begin")):
        repository.run(*command)
    preview = Preview(root, "--port", "0", "--as-of", AS_OF, "--commit")
    yield Desk(root, preview.said("网站已就绪").removeprefix("网站已就绪：").partition(" ")[0])
    preview.stop()


@pytest.fixture
def page(browser: Browser, desk: Desk) -> Iterator[Page]:
    context = browser.new_context(base_url=desk.address)
    opened = context.new_page()
    said: list[str] = []
    opened.on("console", lambda one: said.append(one.text) if one.type in ("error", "warning") else None)
    yield opened
    context.close()
    assert [one for one in said if "422" not in one] == []


def begin(page: Page, kind: str) -> None:
    page.goto("forms/")
    page.locator(f'a[href="{kind}/"], a[href$="/forms/{kind}/"]').first.click()
    page.wait_for_selector(READY, state="attached")
    page.evaluate(COUNTING)


def fill_incident(page: Page) -> None:
    fill(page, "部门", "水资源科")
    fill(page, "现象", PHENOMENON)
    named(page, "接报渠道").select_option(label="电话")
    named(page, "级别").select_option(value="L3")
    fill(page, "接报 日期", "2026-11-20")
    fill(page, "接报 时刻", "0912")


def submit(page: Page) -> str:
    page.get_by_role("button", name=say("entry.script.go"), exact=True).click()
    page.get_by_label(say("entry.script.author"), exact=True).fill(BY)
    page.get_by_role("button", name=say("entry.script.submit"), exact=True).click()
    told = page.locator(".kb-result .kb-told")
    expect(told).to_contain_text(re.compile("[A-Z]+-2026-[0-9]+"), timeout=60_000)
    found = re.search(r"[A-Z]+-2026-[0-9]+", told.inner_text())
    assert found
    return found[0]


def test_a_clerk_opens_an_incident_in_nine_acts_and_sees_its_page(desk: Desk, page: Page) -> None:
    begin(page, "incident")
    fill_incident(page)
    new = submit(page)
    acts = page.evaluate("window.acts")
    assert acts <= 9, f"{acts} acts for an incident"
    assert desk.git("log", "-1", "--format=%an").strip() == BY
    assert desk.git("status", "--porcelain") == ""
    page.get_by_role("link", name=say("entry.script.look")).click()
    expect(page).to_have_url(f"{desk.address}r/{new}/")
    expect(page.locator("article")).to_contain_text(PHENOMENON)


def test_a_consultant_records_a_training_with_thirty_names_in_twenty_acts(desk: Desk, page: Page) -> None:
    begin(page, "training")
    fill_training(page, expected="30")
    page.evaluate(PASTE, SHEET)
    fill(page, "目的", "各科内勤能自己导出季度汇总")
    fill(page, "地点", "甲方三楼会议室")
    trainer = page.locator(".kb-field", has_text="讲师").locator("input").first
    trainer.focus()
    trainer.fill("P-001")
    trainer.blur()
    new = submit(page)
    acts = page.evaluate("window.acts")
    assert acts <= 20, f"{acts} acts for a training"
    (path,) = (desk.root / "records").rglob(f"{new}.yaml")
    assert len(load(path.read_bytes())["attendees"]) == 30


def test_a_scanned_sheet_goes_with_its_training_and_a_draft_asks_for_it_again(desk: Desk, page: Page) -> None:
    begin(page, "training")
    fill_training(page, expected="30")
    page.evaluate(PASTE, SHEET)
    fill(page, "目的", "带扫描件的一次：各科内勤能自己导出")
    fill(page, "地点", "甲方三楼会议室")
    named(page, "讲师").fill("P-001")
    table = page.locator(".kb-part", has=page.locator("#kb-attach"))
    table.locator("> summary").click()
    page.locator("#kb-attach").set_input_files([SCAN, OTHER])
    expect(table.locator(".kb-sheet tbody")).to_have_count(2)
    table.locator(".kb-leave").nth(1).click()
    page.wait_for_timeout(500)  # the draft is kept once nobody types
    page.reload()
    page.wait_for_selector(READY, state="attached")
    expect(page.locator(".kb-note")).to_contain_text(SCAN["name"])
    expect(table.locator(".kb-fault:visible")).to_contain_text(say("entry.script.attach.waiting"))
    page.get_by_role("button", name=say("entry.script.go"), exact=True).click()
    expect(page.locator(".kb-result")).to_contain_text(SCAN["name"])  # who hands over the file sends it along
    page.get_by_label(say("entry.script.author"), exact=True).fill(BY)
    page.get_by_role("button", name=say("entry.script.submit"), exact=True).click()
    expect(page.locator(".kb-result .kb-told")).to_contain_text("还有附件没有选上")
    page.locator("#kb-attach").set_input_files([SCAN])
    expect(table.locator(".kb-fault:visible")).to_have_count(0)
    new = submit(page)
    (path,) = (desk.root / "records").rglob(f"{new}.yaml")
    (kept,) = load(path.read_bytes())["attachments"]
    assert (kept["file"], kept["title"]) == (f"{new}-1.pdf", "签到表 11月")
    assert (path.parent / kept["file"]).read_bytes() == SCAN["buffer"]
    assert desk.git("log", "-1", "--name-only", "--format=%an").split() == [
        BY, *sorted(str((path.parent / name).relative_to(desk.root)) for name in (kept["file"], path.name))
    ]  # fmt: skip
    assert desk.git("status", "--porcelain") == ""
    page.get_by_role("link", name=say("entry.script.look")).click()
    expect(page.locator("article")).to_contain_text("签到表 11月")
    page.locator(f'article a[href="{new}-1.pdf"]').first.wait_for(state="attached")
    got = page.request.get(f"{desk.address}r/{new}/{new}-1.pdf")
    assert got.body() == SCAN["buffer"]
    assert cli.run(["check", "--root", str(desk.root), "--as-of", AS_OF]) == 0


def test_what_the_server_refuses_stands_at_its_field_and_the_page_stays(page: Page) -> None:
    begin(page, "incident")
    fill_incident(page)
    page.get_by_role("button", name=say("entry.script.go"), exact=True).click()
    page.get_by_label(say("entry.script.author"), exact=True).fill(" ")
    page.get_by_role("button", name=say("entry.script.submit"), exact=True).click()
    expect(page.locator(".kb-result .kb-told")).to_contain_text("填写人")
    assert named(page, "现象").input_value() == PHENOMENON
    assert page.evaluate("document.documentElement.hasAttribute('data-unsaved')")
