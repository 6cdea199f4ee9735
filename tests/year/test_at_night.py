"""At three in the morning on a phone: from the caller's words to the first command, copied, each tap counted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browsing import PHONE, TIMEOUT
from conftest import served
from demonstration import IDS
from playwright.sync_api import Browser, Locator, Page, expect

from generators.words import say

pytestmark = pytest.mark.browser
TAP = 5  # seconds; what is typed in one place counts as one, what must be scrolled to as one more
MOST = 60
# the caller's words, and the book whose first step has something to type
CALLS = (
    ("归档满了", "RB-ORA-ARCHIVE"),
    ("磁盘满了怎么办", "RB-DISK-FULL"),
    ("内存溢出", "RB-JVM"),
    ("备份失败", "RB-BACKUP-FAILED"),
)
SEEN = """node => {
  const box = node.getBoundingClientRect(), x = box.left + box.width / 2, y = box.top + box.height / 2
  const there = document.elementFromPoint(x, y)
  return Boolean(there) && (node.contains(there) || there.contains(node))
}"""


class Walk:
    """Somebody with one thumb: what was done until now, one after the other."""

    def __init__(self, page: Page) -> None:
        self.page, self.path = page, list[str]()

    def _find(self, what: str, where: Locator) -> None:
        expect(where).to_be_visible()
        if not where.evaluate(SEEN):
            self.path.append(f"scroll to {what}")
            where.evaluate("node => node.scrollIntoView({block: 'center'})")
        self.path.append(what)

    def tap(self, what: str, where: Locator) -> None:
        self._find(what, where)
        where.tap()

    def write(self, what: str, where: Locator, text: str) -> None:
        self._find(what, where)
        where.fill(text)

    def choose(self, what: str, where: Locator, value: str) -> None:
        """Two taps: on the list, on one of it."""
        self._find(what, where)
        self.path.append(f"{what}: one of the list")
        where.select_option(value)

    @property
    def seconds(self) -> int:
        return TAP * len(self.path)


def test_the_books_that_are_looked_for_are_those_of_the_demonstration() -> None:
    assert {book for _, book in CALLS} <= set(IDS)


@pytest.fixture(scope="module")
def home(site: Path) -> Iterator[str]:
    with served(site) as found:
        yield found


@pytest.fixture
def walk(browser: Browser, home: str) -> Iterator[Walk]:
    size = {"width": PHONE["width"], "height": PHONE["height"]}
    context = browser.new_context(
        base_url=home,
        viewport=size,  # type: ignore[arg-type] # a plain dictionary is one
        is_mobile=True,
        has_touch=True,
        permissions=["clipboard-read", "clipboard-write"],
    )
    context.set_default_timeout(TIMEOUT)
    page = context.new_page()
    page.goto("")
    yield Walk(page)
    context.close()


def looked_for(walk: Walk, words: str) -> Locator:
    """The first hit for what the caller said."""
    walk.tap("search", walk.page.locator(".kb-find-open"))
    walk.write("the caller's words", walk.page.locator("#kb-find-words"), words)
    expect(walk.page.locator(".kb-find")).to_have_attribute("data-ready", "true")
    return walk.page.locator(".kb-hit-first")


def copied(walk: Walk, box: Locator) -> None:
    """The command stands on the screen and in the clipboard, whole."""
    walk.tap("copy", box.locator("button"))
    expect(box.locator("button")).to_have_text(say("runbook.script.copied"))
    told = box.locator("pre").inner_text()
    assert told.strip()
    assert walk.page.evaluate("navigator.clipboard.readText()") == told
    assert walk.seconds < MOST, walk.path


@pytest.mark.parametrize(("words", "book"), CALLS)
def test_a_run_is_begun_and_its_first_command_copied_within_a_minute(
    walk: Walk, words: str, book: str
) -> None:
    page = walk.page
    walk.tap("begin the run", looked_for(walk, words).locator(".kb-hit-acts a").first)
    page.wait_for_url(f"**/r/{book}/**")
    walk.choose("who", page.locator("#run-operator"), "P-004")
    if page.locator("[id^=run-asset-]").count():
        walk.tap("on what", page.locator(".itss-run-tick:has([id^=run-asset-])").first)
    else:
        walk.write("on what", page.locator("#run-target"), "那一台")
    walk.tap("begin", page.get_by_role("button", name=say("run.script.begin"), exact=True))
    copied(walk, page.locator(".itss-run-step .itss-cmd").first)
    assert len(walk.path) <= 8, walk.path


@pytest.mark.parametrize(("words", "book"), CALLS[:2])
def test_who_only_reads_has_the_command_in_half_of_it(walk: Walk, words: str, book: str) -> None:
    page = walk.page
    walk.tap("the book", looked_for(walk, words).locator("> a"))
    page.wait_for_url(f"**/r/{book}/**")
    walk.tap("the first step", page.locator(".itss-steps summary").first)
    copied(walk, page.locator(".itss-steps .itss-cmd").first)
    assert len(walk.path) <= 6, walk.path
