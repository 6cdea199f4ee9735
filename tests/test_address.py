"""Addresses: links between pages, what is reserved, where a hand-written page stands."""

from __future__ import annotations

from itertools import product
from urllib.parse import urljoin

import pytest

from generators import address

PAGES = ("", "sla/", "registers/", "registers/incident/", "r/A/", "r/B/", "help/codes/", "about/")
TARGETS = (*PAGES, "r/B/#verdicts", "verdicts.json", "help/codes/#secret")


@pytest.mark.parametrize(("here", "target"), list(product(PAGES, TARGETS)))
def test_a_link_leads_from_any_page_to_any_other(here: str, target: str) -> None:
    root = "https://kb.example/itss/"
    assert urljoin(root + here, address.relative(here, target)) == root + target


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("about.md", "about/"),
        ("index.md", ""),
        ("README.md", ""),
        ("guides/README.md", "guides/"),
        ("guides/how.md", "guides/how/"),
        ("img/plan.png", "img/plan.png"),
    ],
)
def test_a_hand_written_page_stands_where_the_engine_puts_it(path: str, wanted: str) -> None:
    assert address.of_document(path) == wanted


def test_generated_pages_have_their_addresses_for_themselves() -> None:
    made = (
        address.HOME,
        address.SLA,
        address.JUDGEMENTS,
        address.part(address.JUDGEMENTS, "OB-001", 2),
        address.record("P-001"),
        address.register("person"),
        address.schema("x"),
    )
    assert all(address.is_reserved(one) for one in made)
    assert not address.is_reserved("guides/")
