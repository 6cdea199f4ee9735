"""From the tender to what shows it: the demonstration year's pages of compliance."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from demonstration import HERE, judged

from generators import address
from generators.judging.verdict import State
from generators.measures import sources
from generators.measures.figure import JUDGED
from generators.measures.instances import instances
from generators.measures.standing import standings
from generators.site.pages import pages
from generators.strict_yaml import load

_ROOT = "https://kb.example/"
TEN = 10


@functools.cache
def bodies() -> Mapping[str, str]:
    return {page.uri: page.body for page in pages(judged()) if page.uri.startswith(("compliance", "r/"))}


@functools.cache
def links(uri: str) -> frozenset[str]:
    """The pages that one click leads to."""
    found = re.findall(r'<a [^>]*href="([^"?#]*)[^"]*"', bodies()[uri])
    return frozenset(urljoin(_ROOT + uri, one).removeprefix(_ROOT) for one in found)


def passages() -> list[Mapping[str, Any]]:
    return list(load((HERE / "binding-passages.yaml").read_bytes())["passages"])


def spread() -> list[Mapping[str, Any]]:
    """Ten sentences of the tender, from its beginning to its end."""
    known = passages()
    return known[:: len(known) // TEN][:TEN]


def test_the_tender_stands_in_its_own_order() -> None:
    [contract, *_] = sources.sources(judged())
    told = [one.locator for one in contract.places]
    assert {one["locator"] for one in passages()} <= set(told)
    written = list(dict.fromkeys(str(one["locator"]) for one in passages()))
    tables = [
        one for one in written if "表" in one
    ]  # which the list of passages tells apart by what they hold
    plain = [one for one in written if one not in tables]
    assert [one for one in told if one in plain] == plain


def test_ten_sentences_of_the_tender_lead_to_what_shows_them_in_three_clicks() -> None:
    year = judged()
    sentences = spread()
    assert len(sentences) == TEN
    [contract, *_] = sources.sources(year)
    source = address.source(contract.record.id)
    assert source in links(address.COMPLIANCE)  # the first click
    for one in sentences:
        shown = set()
        for name in one["obligations"]:
            assert address.record(name) in links(source), one  # the second
            verdicts = [*year.verdicts_of(name)]
            assert verdicts, one
            evidence = {address.record(each) for verdict in verdicts for each in verdict.evidence}
            causes = {address.record(cause.record) for v in verdicts for cause in v.cause if cause.record}
            shown |= (evidence | causes) & links(address.record(name))  # the third
        assert shown, one


def test_what_one_reading_counts_is_in_no_figure_of_another() -> None:
    year = judged()
    read_by = {read.reading for one in standings(year) for read in instances(year, one.obligation.id).read}
    assert {"", "table", "two-levels"} <= read_by
    for one in standings(year):
        known = instances(year, one.obligation.id)
        assert sum(read.figure.denominator.number for read in known.read) == known.whole.denominator.number
        for read in known.read:
            own = [v for v in year.verdicts_of(one.obligation.id) if (v.reading or "") == read.reading]
            assert read.figure.denominator.number == sum(v.state in JUDGED for v in own)


def test_every_obligation_of_the_year_begins_with_how_it_stands() -> None:
    for one in standings(judged()):
        body = bodies()[address.record(one.obligation.id)]
        assert f"itss-state-{one.state}" in body.partition('class="itss-verdict"')[2].partition("</p>")[0]
        is_bare = one.state in (State.DECLARED, State.MET, State.MISSING, State.FAILED, State.STALE)
        assert is_bare or "itss-dots" in body


def test_a_replaced_edition_says_so_and_none_in_force_does() -> None:
    for one in sources.sources(judged()):
        body = bodies()[address.source(one.record.id)]
        assert ("itss-look" in body) == ("replaced_by" in one.record.data)
