"""A real Chromium as tests use it: a page that is watched, the search, what is wider than the screen."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect, sync_playwright

FLAGS = (
    *(  # noqa: SIM905 - as they are written
        "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
        "--disable-component-update --disable-sync"
    ).split(),
    "--host-resolver-rules=MAP kb.example 127.0.0.1",  # a name in a network, without TLS: no safe origin
)
TIMEOUT = 45_000
PHONE = {"width": 390, "height": 844}
VIOLATIONS = (
    "addEventListener('securitypolicyviolation', e => console.error(e.violatedDirective, e.blockedURI))"
)


@contextlib.contextmanager
def launched(path: str) -> Iterator[Browser]:
    expect.set_options(timeout=TIMEOUT)  # other tests run at the same time
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield running
        running.close()


class Watched:
    """A page and whatever it complained about or asked for elsewhere."""

    def __init__(self, context: BrowserContext, origin: str) -> None:
        self.faults: list[str] = []
        self.origin = origin
        context.set_default_timeout(TIMEOUT)
        context.route("**/*", self._allow)
        context.add_init_script(VIOLATIONS)
        self.page = context.new_page()
        self.page.on(
            "console", lambda one: self._note(one.text) if one.type in ("error", "warning") else None
        )
        self.page.on("pageerror", lambda error: self._note(str(error)))

    def _note(self, text: str) -> None:
        self.faults.append(text)

    def _allow(self, route: Route) -> None:
        if route.request.url.startswith((self.origin, "data:", "blob:")):
            route.continue_()
        else:
            self._note(f"asked for {route.request.url}")
            route.abort()


class Visitor:
    """Opens each page of a site in a fresh profile."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser, self._address = browser, address
        self._contexts: list[BrowserContext] = []

    def __call__(self, uri: str, **options: Any) -> Page:
        """Open a page; options are those of a browser context."""
        self._contexts.append(self._browser.new_context(base_url=self._address, **options))
        self._contexts[-1].set_default_timeout(TIMEOUT)
        page = self._contexts[-1].new_page()
        page.goto(uri)
        return page

    def leave(self) -> None:
        for context in self._contexts:
            context.close()


def search(page: Page, text: str) -> Locator:
    """Type into the search; gives the hits once all is read and there are any."""
    page.locator(".kb-find-open").click()
    page.locator("#kb-find-words").press_sequentially(text)
    expect(page.locator(".kb-find")).to_have_attribute("data-ready", "true")
    results = page.locator(".kb-hit")
    expect(results.first).to_be_visible()
    return results


def too_wide(page: Page) -> list[str]:
    """What reaches beyond the screen, other than what scrolls by itself; the page as a whole, too."""
    wide: list[str] = page.evaluate("""() => [...document.querySelectorAll("article *")].filter(e => {
      const inside = e.closest("pre, .md-typeset__scrollwrap, .headerlink")
      return !inside && e.checkVisibility() && e.getBoundingClientRect().right > innerWidth + 1 })
      .map(e => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 40)}`)""")
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        wide.append("the page")
    return wide
