"""Every type of page on paper: Chromium prints it, and what it printed is read again."""

from __future__ import annotations

import io
import re
import unicodedata

import pytest
from browsing import Visitor
from conftest import NOW
from playwright.sync_api import Page
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
    "help": ("help/schema-incident/", "事件怎么写"),
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


def squeezed(text: str) -> str:
    """Text without spaces, which lines and cells break anywhere; fonts may write a radical for a character."""
    return re.sub(r"\s|\u200b", "", unicodedata.normalize("NFKC", text).translate({0x2EC5: "见"}))


class Printed:
    """The sheets of a page that was printed."""

    def __init__(self, page: Page) -> None:
        self.sheets = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages
        self.texts = [squeezed(one.extract_text()) for one in self.sheets]
        self.text = "".join(self.texts)


@pytest.mark.parametrize(("uri", "name"), TYPES.values(), ids=TYPES)
def test_every_sheet_says_what_it_belongs_to_and_the_first_that_it_is_a_demonstration(
    visit: Visitor, uri: str, name: str
) -> None:
    printed = Printed(visit(uri))
    moment = say("paper.as_of", time=f"{NOW:%Y-%m-%d %H:%M}")
    assert squeezed(say("site.demo")) in printed.texts[0]
    for number, text in enumerate(printed.texts, 1):
        assert squeezed(name) in text
        assert squeezed(moment) in text
        assert squeezed(say("paper.contract", contracts="CT-2026-01")) in text
        assert f"{number}/{len(printed.texts)}" in text


@every_type
def test_nothing_of_the_widest_table_is_cut_and_no_sheet_is_larger_than_a4(visit: Visitor, uri: str) -> None:
    page = visit(uri)
    printed = Printed(page)
    assert {tuple(sorted(map(round, one.mediabox[2:]))) for one in printed.sheets} == {(SHORT, LONG)}
    page.emulate_media(media="print")
    for cell in page.evaluate(LAST):
        for word in cell.split():
            assert squeezed(word) in printed.text


@every_type
def test_what_only_a_screen_can_do_and_addresses_are_not_printed(visit: Visitor, uri: str) -> None:
    printed = Printed(visit(uri))
    for word in ("127.0.0.1", "¶", "回到页面顶部", "Made with", "Material for MkDocs"):
        assert squeezed(word) not in printed.text


@pytest.mark.parametrize("name", ["CF-2026-03", "AP-2026-01"])
def test_a_sheet_to_sign_has_a_line_for_each_side_and_only_on_paper(visit: Visitor, name: str) -> None:
    page = visit(f"r/{name}/")
    printed = Printed(page)
    for word in ("甲方", "乙方", "签字", "盖章处", "年月日"):
        assert squeezed(word) in printed.texts[-1]
    assert say("record.links") not in printed.text
    assert not page.locator(".itss-sheet-sign").is_visible()
    assert not page.locator(".kb-paper").is_visible()


def test_folds_of_a_record_stand_open_on_paper(visit: Visitor) -> None:
    page = visit("r/INC-2026-0001/", java_script_enabled=False)
    inside = page.locator("details.itss-fold:not(.kb-source) td").all_text_contents()
    text = Printed(page).text
    assert inside
    assert [one for one in inside if squeezed(one) not in text and " " not in one] == []
