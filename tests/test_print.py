"""Every type of page on paper: Chromium prints it, and what it printed is read again."""

from __future__ import annotations

import functools
import io
import re
import unicodedata
from collections.abc import Callable

import pytest
from browsing import Visitor
from conftest import NOW
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from generators.words import say

pytestmark = pytest.mark.browser

TYPES = {
    "home": ("", "首页"),
    "record": ("r/INC-2026-0001/", "INC-2026-0001"),
    "contract": ("r/CT-2026-01/", "CT-2026-01"),
    "obligation": ("r/OB-001/", "OB-001"),
    "runbook": ("r/RB-ORA-ACCOUNT/", "RB-ORA-ACCOUNT"),
    "plan": ("r/EP-PLATFORM/", "EP-PLATFORM"),
    "guide": ("r/GD-AUDIT/", "GD-AUDIT"),
    "confirmation": ("r/CF-2026-03/", "CF-2026-03"),
    "acceptance": ("r/AP-2026-01/", "AP-2026-01"),
    "register": ("registers/incident/", "事件"),
    "judgements": ("judgements/", "判定"),
    "findings": ("audit/findings/", "数据检查"),
    "help": ("help/schema-incident/", "事件填写说明"),
    "by hand": ("about/", "关于本库"),
}
SHORT, LONG = 595, 842  # A4 in points
# The texts of the cells of the last row of the widest table that is seen.
LAST = """() => {
  const seen = [...document.querySelectorAll("article table")].filter(one => one.checkVisibility())
  const wide = seen.sort((a, b) => b.rows[0].cells.length - a.rows[0].cells.length)[0]
  return wide ? [...wide.rows[wide.rows.length - 1].cells].filter(one => one.checkVisibility())
    .map(one => one.innerText) : [] }"""
every_type = pytest.mark.parametrize("uri", [uri for uri, _ in TYPES.values()], ids=TYPES)


# A font may give a radical for the character that looks like it; not all of them are told by Unicode.
RADICALS = str.maketrans(
    "⻅⻉⻋⻓⻔⻘⻚⻛⻜⻢⻥⻦⻬⻮⻰⻄⻩⺠戶黃靑", "见贝车长门青页风飞马鱼鸟齐齿龙西黄民户黄青"
)


def squeezed(text: str) -> str:
    """Text without spaces, which lines and cells break anywhere, and without the radicals of fonts."""
    return re.sub(r"\s|\u200b", "", unicodedata.normalize("NFKC", text)).translate(RADICALS)


class Printed:
    """The sheets of a page that was printed."""

    def __init__(self, page: Page) -> None:
        sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        self.sizes = {tuple(sorted(map(round, one.mediabox[2:]))) for one in sheets}
        self.texts = [squeezed(one.extract_text()) for one in sheets]
        self.text = "".join(self.texts)
        page.emulate_media(media="print")
        self.last: list[str] = page.evaluate(LAST)


Print = Callable[[str], Printed]


@pytest.fixture(scope="module")
def printed(browser: Browser, address: str) -> Print:
    """Prints a page of the site once, whatever is asked of it."""

    @functools.cache
    def once(uri: str) -> Printed:
        context = browser.new_context(base_url=address, color_scheme="dark")
        page = context.new_page()
        page.goto(uri)
        found = Printed(page)
        context.close()
        return found

    return once


@pytest.mark.parametrize(("uri", "name"), TYPES.values(), ids=TYPES)
def test_every_sheet_says_what_it_is_and_the_first_that_it_is_a_demonstration(
    printed: Print, uri: str, name: str
) -> None:
    texts = printed(uri).texts
    moment = say("paper.as_of", time=f"{NOW:%Y-%m-%d %H:%M}")
    assert squeezed(say("site.demo")) in texts[0]
    for number, text in enumerate(texts, 1):
        assert squeezed(name) in text
        assert squeezed(moment) in text
        assert squeezed(say("paper.contract", contracts="CT-2026-01")) in text
        assert f"{number}/{len(texts)}" in text


@every_type
def test_nothing_of_the_widest_table_is_cut_and_no_sheet_is_larger_than_a4(printed: Print, uri: str) -> None:
    found = printed(uri)
    assert found.sizes == {(SHORT, LONG)}
    words = [squeezed(word) for cell in found.last for word in cell.split()]
    assert [one for one in words if one not in found.text] == []


@every_type
def test_what_only_a_screen_can_do_and_addresses_are_not_printed(printed: Print, uri: str) -> None:
    words = ("127.0.0.1", "¶", "回到页面顶部", "Made with", "Material for MkDocs")
    assert [one for one in words if squeezed(one) in printed(uri).text] == []


@pytest.mark.parametrize("name", ["CF-2026-03", "AP-2026-01"])
def test_a_sheet_to_sign_has_a_line_for_each_side_and_only_on_paper(
    printed: Print, visit: Visitor, name: str
) -> None:
    found, page = printed(f"r/{name}/"), visit(f"r/{name}/")
    for word in ("甲方", "乙方", "签字", "盖章处", "年月日"):
        assert squeezed(word) in found.texts[-1]
    assert say("record.links") not in found.text
    assert not page.locator(".itss-sheet-sign").is_visible()
    assert not page.locator(".kb-paper").is_visible()


def test_folds_of_a_record_stand_open_on_paper(visit: Visitor) -> None:
    page = visit("r/INC-2026-0001/", java_script_enabled=False)
    inside = page.locator("details.itss-fold:not(.kb-source) td").all_text_contents()
    text = Printed(page).text
    assert inside
    assert [one for one in inside if squeezed(one) not in text] == []
