"""Every number of the demonstration year that can be opened counts exactly the rows of its list."""

from __future__ import annotations

from demonstration import judged
from lists import listings, numbers, wrong

from generators.site.pages import pages


def test_every_number_on_every_page_of_the_year_counts_the_rows_that_it_opens() -> None:
    known = judged()
    found = [one for page in pages(known) for one in numbers(page.uri, page.body)]
    assert len(found) > 500
    assert {one.page for one in found} >= {
        "",
        "registers/",
        "judgements/",
        "compliance/",
        "sla/",
        "calendar/",
    }
    assert wrong(listings(known), found) == []
