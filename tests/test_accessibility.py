"""axe finds nothing serious on any page type: in the light, in the dark, on a phone."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from importlib import resources
from typing import Any

import pytest
from browsing import PHONE, TIMEOUT
from playwright.sync_api import Browser, Page
from test_browser import TYPES

pytestmark = pytest.mark.browser

WIDE = {"width": 1280, "height": 900}
# what the colours decide; the dark page differs from the light one in nothing else
OF_COLOURS = ["color-contrast", "link-in-text-block"]
# how the page is opened, and what axe is told
MODES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "light": ({"viewport": WIDE}, {}),
    "dark": ({"viewport": WIDE, "color_scheme": "dark"}, {"runOnly": OF_COLOURS}),
    # the colours are those of the wide page, and measuring them takes longer than all other rules together
    "phone": (
        {"viewport": PHONE, "is_mobile": True, "has_touch": True},
        {"rules": {"color-contrast": {"enabled": False}}},
    ),
}
# two pages of nothing but text, thousands of pieces of it, which test_browser measures
PAGES = {name: uri for name, uri in TYPES.items() if name not in ("codes", "manual")}
# of the package only the script that it brings; its Python has no types
AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


# what axe calls moderate or minor, and our own markup can keep; others are about what the theme draws
KEPT = ("region", "heading-order", "empty-table-header", "page-has-heading-one")


def serious(page: Page, mode: str) -> list[str]:
    """What axe calls serious or critical, by every rule that it has on by itself, and what we keep beside."""
    page.evaluate(AXE)
    found = page.evaluate("o => axe.run(document, {resultTypes: ['violations'], ...o})", MODES[mode][1])
    return [
        f"{rule['id']}: {node['html'][:200]}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical") or rule["id"] in KEPT
        for node in rule["nodes"]
    ]


@contextlib.contextmanager
def opened(browser: Browser, address: str, mode: str) -> Iterator[Page]:
    """A page in a mode, under the site's own policy, which axe obeys."""
    context = browser.new_context(base_url=address, **MODES[mode][0])
    context.set_default_timeout(TIMEOUT)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_serious_on_any_type_of_page(browser: Browser, address: str, mode: str) -> None:
    found: dict[str, list[str]] = {}
    with opened(browser, address, mode) as page:
        for name, uri in PAGES.items():
            page.goto(uri)
            if faults := serious(page, mode):
                found[name] = faults
    assert found == {}


@pytest.mark.parametrize(
    ("mode", "planted", "rule"),
    [
        ("light", "<p><img></p>", "image-alt"),
        ("dark", "<p id=planted>灰的</p>", "color-contrast"),
        ("phone", "<button></button>", "button-name"),
    ],
)
def test_axe_finds_what_is_planted(
    browser: Browser, address: str, mode: str, planted: str, rule: str
) -> None:
    with opened(browser, address, mode) as page:
        page.goto("about/")
        page.locator("article").evaluate("(e, html) => e.insertAdjacentHTML('beforeend', html)", planted)
        page.evaluate("document.getElementById('planted')?.style.setProperty('color', '#777')")
        assert [one.partition(":")[0] for one in serious(page, mode)] == [rule]
