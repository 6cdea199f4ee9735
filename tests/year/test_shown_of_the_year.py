"""What pages of the year show, beside an independent walk over its YAML: levels, units, totals, findings, numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import urljoin

import pytest
from demonstration import judged, records
from lists import listings, numbers
from naive_readings import naive_reading, replaced

from generators.codes import CODES
from generators.site.listing.filter import parse
from generators.site.pages import pages

FAMILIES = ("sla", "compliance")  # and the first page
ROOT = "https://kb.example/"


@cache
def bodies() -> Mapping[str, str]:
    """The pages that hold no list of records."""
    return {
        page.uri: page.body
        for page in pages(judged())
        if not page.uri.startswith(("registers/", "judgements/"))
    }


def words(html: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", html).split())


def said(seconds: float) -> str:
    """A span as people say it: days from two days on, else hours; minutes and seconds where there are any."""
    whole, told = int(seconds), []
    if whole >= 2 * 86_400:
        told.append(f"{whole // 86_400} 天")
        whole %= 86_400
    for size, unit in ((3600, "小时"), (60, "分钟"), (1, "秒")):
        if whole >= size:
            told.append(f"{whole // size} {unit}")
            whole %= size
    return " ".join(told)


def at(value: Any) -> datetime:
    """A time, with or without where it is known from."""
    return datetime.fromisoformat(value["at"] if isinstance(value, Mapping) else value)


def test_an_incident_says_its_level_and_how_it_changed() -> None:
    names = {row["code"]: row["name"] for one in records("requirements/contract") for row in one["levels"]}
    changed = 0
    for one in records("process/incident"):
        steps = [one["level"], *(row["to"] for row in one.get("level_changes", ()))]
        wanted = " → ".join(steps) if steps[1:] else f"{steps[0]} {names[steps[0]]}"
        band = bodies()[f"r/{one['id']}/"].partition('class="itss-band"')[2].partition("</div>")[0]
        facts = [
            words(fact)
            for fact in re.findall(r'class="itss-fact">(.*?)(?=<span class="itss-fact">|$)', band, re.DOTALL)
        ]
        assert f"级别 {wanted}" in facts, one["id"]
        changed += len(steps) > 1
    assert changed > 1


def test_an_incident_says_how_long_its_answer_took_and_its_limit_in_the_units_that_people_use() -> None:
    """The answer is limited in plain hours of the day, and nothing that was agreed takes a wait off."""
    limits = {
        row["code"]: row["respond_minutes"]
        for one in records("requirements/contract")
        for row in one["levels"]
    }
    units = Counter[str]()
    for one in records("process/incident"):
        if "responded" not in one or {"duplicate_of", "withdrawn", "level_changes", "voided"} & {*one}:
            continue
        body = bodies()[f"r/{one['id']}/"]
        (chip,) = [
            words(each)
            for each in re.findall(r'<li class="itss-clock .*?</li>', body, re.DOTALL)
            if "<h2>响应</h2>" in each and "按级别响应" in each
        ]
        took = (at(one["responded"]) - at(one["reported"])).total_seconds()
        limit = limits[one["level"]] * 60
        assert f" {said(took)} 限 {said(limit)}" in chip, one["id"]
        if took < limit:
            assert f"余 {said(limit - took)}" in chip, one["id"]
        units.update(re.findall("天|小时|分钟", said(took)))
    assert min(units[unit] for unit in ("小时", "分钟")) > 3


def totals() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The rows that the totals of the clocks open, each with the address that opens it."""
    known = listings(judged())
    clocks = [(uri, body) for uri, body in bodies().items() if uri.startswith("sla/")]
    found = {
        number.opens
        for uri, body in clocks
        for row in re.findall(r'<tr class="itss-total">.*?</tr>', body, re.DOTALL)
        for number in numbers(uri, row)
    }
    for opens in found:
        chosen = parse(opens)
        names = [column.name for column in known[chosen.uri].columns]
        yield from ((opens, dict(zip(names, one, strict=True))) for one in chosen.select(known[chosen.uri]))


def applies(rule: Mapping[str, Any], reading: Mapping[str, Any], subject: Mapping[str, Any]) -> bool:
    """Say whether a reading is about a record: its level, where the clock begins, what must be so of it."""
    needs = rule.get("needs", ())
    is_so = not needs or any(subject.get(one) for one in needs)
    return is_so and rule["from"] in subject and subject["level"] in reading.get("levels", [subject["level"]])


def test_no_total_mixes_readings() -> None:
    """In what a total counts each record stands once for each obligation, by the reading that the oracle chooses."""
    rules = {one["id"]: one for one in records("requirements/obligation")}
    decided = {one["id"]: one for one in records("process/decision")}
    about = {one["id"]: one for kind in ("incident", "request") for one in records(f"process/{kind}")}
    seen = Counter[tuple[str, str]]()
    used = Counter[str]()
    for opens, row in totals():
        seen[opens, str((row["obligation"], row["subject"]))] += 1
        rule = rules[row["obligation"]]
        readings = rule.get("readings", ())
        subject = about[row["subject"]]
        applying = [one for one in readings if applies(replaced(rule["judge"]["clock"], one), one, subject)]
        if applying:
            wanted = naive_reading(applying, decided, at(subject["reported"]))
            assert not isinstance(wanted, str), row
            assert row["reading"] == f"{row['obligation']}.{wanted['code']}", row
            used[row["obligation"]] += 1
    assert set(seen.values()) == {1}
    assert used["OB-016"] > 0
    assert used["OB-017"] > 0


def test_findings_stand_together_by_their_code_each_of_them_once() -> None:
    body = bodies()["audit/findings/"]
    wanted = Counter(one.code for one in judged().findings)
    found = Counter[str]()
    for group in body.split("<details ")[1:]:
        title, number = re.search(r"<summary>(.*?) <span[^>]*>(\d+) 条</span>", group).groups()  # type: ignore[union-attr]
        codes = re.findall(r'<a href="[^"]*"><code>([a-z-]+)</code></a></td></tr>', group)
        (code,) = {*codes}
        assert (title, int(number)) == (CODES[code].title, len(codes))
        found[code] += len(codes)
    assert found == wanted


def counted_pages() -> list[str]:
    return [uri for uri in bodies() if uri == "" or uri.split("/")[0] in FAMILIES]


def test_every_number_that_is_a_link_on_the_first_page_the_clocks_and_compliance_says_what_it_opens() -> None:
    """The two that open a page instead of a list count what stands on it."""
    elsewhere = {}
    for uri in counted_pages():
        for mark, target, inside in re.findall(
            r'<a\b([^>]*)href="([^"]*)"[^>]*>(.*?)</a>', bodies()[uri], re.DOTALL
        ):
            text = words(inside)
            if "kb-count" not in mark and re.fullmatch(r"(其余 )?\d+ ?[件项处条次期岗]?|\d+/\d+", text):
                elsewhere[text] = urljoin(ROOT + uri, target).removeprefix(ROOT)
    assert elsewhere == {"53 处": "compliance/source/CT-2026-01/", "其余 112 项": "compliance/obligations/"}
    source = bodies()["compliance/source/CT-2026-01/"]
    assert len(re.findall("<tr>", source.partition("<tbody>")[2])) == 53
    rows = {
        uri: len(re.findall(r"<code>OB-\d{3}</code></td>", bodies()[uri]))
        for uri in ("compliance/", "compliance/obligations/")
    }
    assert rows["compliance/obligations/"] - rows["compliance/"] == 112


@pytest.mark.parametrize("uri", ["", "sla/", "compliance/"])
def test_a_number_in_a_head_is_that_of_the_rows_below_it(uri: str) -> None:
    """`未落实事项 36 件` stands over 36 rows, those in a fold that says how many they are among them."""
    told = 0
    for part in re.split(r"(?=<h[23]\b|<caption>|<summary\b)", bodies()[uri])[1:]:
        rest = part.partition(">")[2]
        title = words(re.split("</h[23]>|</caption>|</summary>", rest)[0])
        number = re.fullmatch(r"(?:其余|没有达标的和待复核的|逐件|待复核|读法未定) (\d+) [件行次].*", title)
        table = re.search(r"<tbody>(.*?)</tbody>", rest, re.DOTALL)
        if number and table:
            assert len(re.findall(r"<tr\b", table[1])) == int(number[1]), title
            told += 1
    assert told >= 1, uri


def cells(uri: str, name: str, number: int = 0) -> list[list[str]]:
    """The words of the cells of a table."""
    whole = re.findall(rf'<table class="[^"]*\b{name}\b.*?</table>', bodies()[uri], re.DOTALL)[number]
    return [
        [words(cell) for cell in re.findall(r"<t[dh]\b[^>]*>(.*?)</t[dh]>", row, re.DOTALL)]
        for row in re.findall(r"<tr\b.*?</tr>", whole, re.DOTALL)
    ]


def outcome(text: str) -> str:
    """What a cell says first: so many of so many, what still runs, or why there is nothing."""
    found = re.match(r"(\d+) / (\d+)|(计时中 \d+)|(\S+)", text)
    assert found, text
    return "/".join(found.groups()[:2]) if found[1] else found[0]


@pytest.mark.parametrize(("column", "uri"), [(1, "sla/2026-11/"), (2, "sla/2026-10/"), (3, "sla/2026/")])
def test_the_first_page_says_of_a_period_what_the_page_of_its_clocks_says(column: int, uri: str) -> None:
    total = cells(uri, "itss-sla-matrix")[-1]
    wanted = dict(zip(("按级别响应", "按级别到场", "按级别恢复"), total[1:], strict=True))
    wanted |= {row[0].rpartition(" OB-")[0]: row[1] for row in cells(uri, "itss-sla-others")[1:]}
    rows = cells("", "itss-kpi")[1:]
    assert len(rows) == 6
    for row in rows:  # what nothing is judged of is no row of the clocks
        assert outcome(row[column]) == outcome(wanted.get(row[0], "无事件")), row[0]
    assert {*wanted} >= {row[0] for row in rows} or column < 3


def test_the_months_and_the_levels_add_up_to_the_year_on_every_page_of_clocks() -> None:
    def counts(cell: str) -> tuple[int, int]:
        found = re.match(r"(\d+) / (\d+)", cell)
        return (int(found[1]), int(found[2])) if found else (0, 0)

    def add(rows: list[list[str]], column: int) -> tuple[int, ...]:
        return tuple(map(sum, zip(*(counts(row[column]) for row in rows), strict=True)))

    by_uri = {uri: cells(uri, "itss-sla-matrix")[1:] for uri in bodies() if re.match(r"sla/2026.", uri)}
    year, months = (
        by_uri["sla/2026/"][-1],
        [rows[-1] for uri, rows in by_uri.items() if re.search(r"-\d\d/", uri)],
    )
    quarters = [rows[-1] for uri, rows in by_uri.items() if "-Q" in uri]
    assert (len(months), len(quarters)) == (11, 4)
    for column in (1, 2, 3):
        assert add(months, column) == add(quarters, column) == counts(year[column])
        for uri, rows in by_uri.items():
            assert add(rows[:-1], column) == counts(rows[-1][column]), uri


def test_the_months_of_a_list_stand_in_their_order_the_newest_first() -> None:
    found = re.findall(r'href="(\d{4}-\d\d)/"', bodies()["calendar/list/"])
    assert len(found) > 10
    assert found == sorted(found, reverse=True)
