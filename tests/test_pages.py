"""The pages of a site by address: which of them stand below another is found out when somebody asks."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from generators.site.page import Page, Pages


class Shelf:
    """Pages of which two have others below them; tells which were asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.pages = Pages(
            (
                Page("", "首页", str),
                Page("r/INC-2026-0001/", "一件", str),
                Page("registers/incident/", "事件", str, below=partial(self._below, "registers/incident/")),
                Page("things/", "事项", str, below=partial(self._below, "things/")),
            )
        )

    def _below(self, uri: str) -> Iterator[Page]:
        self.asked.append(uri)
        yield Page(f"{uri}2026-01/", "一月", str)


@pytest.mark.parametrize(
    "uri", ["", "r/INC-2026-0001/", "registers/incident/", "r/INC-2026-0002/", "registers/"]
)
def test_what_stands_below_is_not_asked_for_another_page(uri: str) -> None:
    shelf = Shelf()
    found = shelf.pages.get(uri)
    assert (found and found.uri) == (None if uri in ("r/INC-2026-0002/", "registers/") else uri)
    assert shelf.asked == []


def test_what_stands_below_is_found_and_asked_once() -> None:
    shelf = Shelf()
    for _ in range(2):
        found = shelf.pages.get("registers/incident/2026-01/")
        assert found
        assert found.title == "一月"
        assert shelf.pages.get("registers/incident/2026-02/") is None
    assert shelf.asked == ["registers/incident/"]


def test_every_page_is_told_once() -> None:
    shelf = Shelf()
    shelf.pages.get("things/2026-01/")
    told = [page.uri for page in shelf.pages.every()]
    below = ["registers/incident/2026-01/", "things/2026-01/"]
    assert sorted(told) == sorted(["", "r/INC-2026-0001/", "registers/incident/", "things/", *below])
