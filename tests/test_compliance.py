"""Compliance: what the pages say of the obligations is what a person counts by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest
import small_base
from lists import listings, numbers, wrong

from generators import address
from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import causes, sources
from generators.measures.figure import MISSED
from generators.measures.instances import dots, instances
from generators.site.pages import locators, pages
from generators.site.times import times

STANDARD = """\
id: STD-GBT-1-2012
code: GB/T 1-2012
edition: "2012"
title: 小库的旧标准
status: replaced
replaced_by: STD-GBT-1-2022
confidence: B
clauses:
  - {number: "5.2", title: 策划, summary: 先定好再做。, verified: true}
  - {number: "5.2.a", title: 目录, summary: 列清楚做什么。, parent: "5.2", verified: true}
  - {number: "5.2.b", title: 制度, summary: 有担得起的规章。, parent: "5.2", verified: false}
  - {number: "6.1", title: 人员, summary: 人要够。, verified: true}
  - {number: "6.1.a", title: 培训, summary: 人要会。, parent: "6.1", verified: true}
"""
NEWER = """\
id: STD-GBT-1-2022
code: GB/T 1-2022
edition: "2022"
title: 小库的新标准
status: in-force
confidence: B
"""
OBLIGATION = """\
id: OB-950
title: 目录写进协议
source: STD-GBT-1-2012
locators: [5.2.a, 附录]
summary: 小库里的标准条款。
element: process
phase: planning
severity: minor
judge: {declared: {evidence: CT-2026-01, would_prove: 目录}}
"""


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    requirements = "records/requirements"
    return small_base.of(
        {
            **small_base.files(),
            f"{requirements}/standard/STD-GBT-1-2012.yaml": STANDARD.encode(),
            f"{requirements}/standard/STD-GBT-1-2022.yaml": NEWER.encode(),
            f"{requirements}/obligation/OB-950.yaml": OBLIGATION.encode(),
        }
    )


@pytest.fixture(scope="module")
def bodies(base: KnowledgeBase) -> Mapping[str, str]:
    return {page.uri: page.body for page in pages(base)}


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def row(body: str, word: str) -> str:
    [found] = [one for one in re.findall(r"<tr\b.*?</tr>", body, re.DOTALL) if word in one]
    return words(found)


def test_the_obligations_of_each_kind_of_source_are_divided_as_counted_by_hand(base: KnowledgeBase) -> None:
    told = {
        one.title: {part.name: part.obligations.ids for part in one.parts} for one in sources.bodies(base)
    }
    assert told == {
        "合同": {
            sources.WAITING: ("OB-904",),
            sources.PROMISED: ("OB-905",),
            sources.SILENT: ("OB-907",),
            sources.UNDONE: ("OB-901", "OB-902", "OB-903", "OB-906", "OB-908"),
        },
        "标准": {sources.PROMISED: ("OB-950",)},
    }


def test_no_obligation_is_in_two_parts_and_none_is_left_out(base: KnowledgeBase) -> None:
    for one in sources.bodies(base):
        divided = [name for part in one.parts for name in part.obligations.ids]
        assert sorted(divided) == sorted(one.obligations.ids)
    known = {state for _, states in sources.PARTS for state in states}
    assert known == {*State, "none"}


def test_where_an_element_meets_a_phase_only_what_was_judged_is_in_the_denominator(
    base: KnowledgeBase,
) -> None:
    told = {
        (one.element, one.phase): (one.met.number, one.judged.ids, [part.name for part in one.beside])
        for one in sources.spots(base)
        if one
    }
    assert told == {
        ("people", "planning"): (0, ("OB-906",), [sources.UNDONE]),
        ("process", "planning"): (0, (), [sources.PROMISED]),
        ("process", "operation"): (0, ("OB-901", "OB-902"), [sources.UNDONE, sources.WAITING]),
        ("technology", "planning"): (0, ("OB-908",), [sources.UNDONE]),
        ("technology", "operation"): (0, ("OB-903",), [sources.UNDONE]),
    }


def test_places_stand_as_their_source_numbers_them() -> None:
    ordered = ["一", "二(一)", "二(二)1", "二(二)3(1)", "二(二)3(2)", "二(二)4", "二(二)4.1", "二(二)4.10"]
    ordered += [
        "二(二)5(一)",
        "二(二)5(二)",
        "二(二)7.6（前）",
        "二(二)7.6（后）",
        "二(二)7 表1",
        "二(二)7 表1-1.2",
    ]
    ordered += ["二(二)7 表2", "二(二)7 表10", "二(三)1", "三", "四", "四(一)", "十一"]
    assert sorted(sorted(ordered), key=sources.in_source_order) == ordered
    assert sorted(["9.10.a", "9.4.e", "9.4"], key=sources.in_source_order) == ["9.4", "9.4.e", "9.10.a"]


def test_a_clause_is_covered_by_an_obligation_of_its_own_or_of_one_below_it(base: KnowledgeBase) -> None:
    [contract, standard] = sources.sources(base)
    assert (contract.record.id, [one.locator for one in contract.places]) == ("CT-2026-01", ["样例"])
    assert [(one.place.locator, one.depth, one.is_covered) for one in standard.clauses] == [
        ("5.2", 0, True),
        ("5.2.a", 1, True),
        ("5.2.b", 1, False),
        ("6.1", 0, False),
        ("6.1.a", 1, False),
    ]
    assert standard.cover.bare.ids == ("5.2.b", "6.1.a")
    assert [one.locator for one in standard.places] == ["附录"]


def test_a_clause_whose_parent_is_itself_ends() -> None:
    looped = STANDARD.replace('number: "5.2", title: 策划,', 'number: "5.2", title: 策划, parent: "5.2.a",')
    files = {**small_base.files(), "records/requirements/standard/STD-GBT-1-2012.yaml": looped.encode()}
    files["records/requirements/standard/STD-GBT-1-2022.yaml"] = NEWER.encode()
    files["records/requirements/obligation/OB-950.yaml"] = OBLIGATION.encode()
    known = {one.record.id: one for one in sources.sources(small_base.of(files))}
    assert known["STD-GBT-1-2012"].clauses[0].is_covered


def test_an_obligation_was_met_as_often_as_counted_by_hand(base: KnowledgeBase) -> None:
    known = instances(base, "OB-901")
    [read] = known.read
    assert read.reading == ""
    assert read.figure.numerator.ids == small_base.incidents(1, 3, 4)
    assert read.figure.denominator.ids == small_base.incidents(1, 2, 3, 4, 5, 11)
    assert known.last
    assert known.last.subject == "INC-2026-0011"
    assert [one.subject for one in known.missed] == [*small_base.incidents(11, 5, 2)]
    assert times(base, base.facts.records["OB-901"]).text == "3/6 件；待复核 1；最近 INC-2026-0011 超时"
    assert times(base, base.facts.records["OB-906"]).text == "1/2 岗；服务台 缺佐证"
    assert times(base, base.facts.records["OB-905"]).text == "不逐期判定"
    assert times(base, base.facts.records["OB-907"]).text == "无须判定"
    assert times(base, base.facts.records["OB-904"]).text == "未到期"
    assert times(base, base.facts.records["OB-908"]).text == "整项判定"


def test_dots_hold_what_asks_for_something_by_period_or_post(base: KnowledgeBase) -> None:
    told = [(one.name, one.state, one.judgements.ids) for one in dots(base, "OB-901")]
    assert told == [
        ("2026-01", State.LATE, small_base.incidents(1, 2, 3)),
        ("2026-02", State.MISSING, small_base.incidents(4, 5)),
        ("2026-03", State.LATE, small_base.incidents(9, 10, 11)),
    ]
    assert [(one.name, one.state) for one in dots(base, "OB-906")] == [
        ("service-desk", State.MISSING),
        ("service-manager", State.MET),
    ]


def test_causes_stand_newest_first_and_what_is_to_come_nearest_first(base: KnowledgeBase) -> None:
    undone = causes.newest(causes.causes(base), *MISSED)
    days = [one.since.date().isoformat() for one in undone if one.since]
    assert days == sorted(days, reverse=True)
    assert undone[-1].since is None  # the plan that nobody wrote
    assert State.SUSPECT not in {one.state for one in undone}
    coming = causes.coming(base)
    due = [one.due for one in coming if one.due]
    assert due == sorted(due)
    assert {name for one in coming for name in one.obligations.ids} == {"OB-901", "OB-902", "OB-904"}


def test_every_number_of_compliance_opens_exactly_its_rows(
    base: KnowledgeBase, bodies: Mapping[str, str]
) -> None:
    known = listings(base)
    for uri, body in bodies.items():
        if uri.startswith(address.COMPLIANCE) or uri in (address.record("OB-901"), address.record("OB-906")):
            found = [*numbers(uri, body)]
            assert found, uri
            assert wrong(known, found) == []


def test_the_page_says_what_was_counted(bodies: Mapping[str, str]) -> None:
    told = words(bodies[address.COMPLIANCE])
    assert "合同 8 项" in told
    assert "未落实 5" in told
    assert "未落实：8 件" in told
    assert "待复核 1 件" in told
    assert "标准 1 项" in told
    assert "全部义务：9 项" in told
    assert row(bodies[address.OBLIGATIONS], "响应不扣挂起").startswith(
        "OB-902 响应不扣挂起 超时 2/6 件 待复核 1"
    )
    assert "2 / 3 条未覆盖" in row(bodies[address.COMPLIANCE], "小库的旧标准")


def test_a_standard_says_its_edition_and_shows_what_nobody_covers(bodies: Mapping[str, str]) -> None:
    body = bodies[address.source("STD-GBT-1-2012")]
    assert "GB/T 1-2012 已被 GB/T 1-2022 代替" in words(body)
    assert f'href="../../../{address.record("STD-GBT-1-2022")}"' in body
    assert row(body, "合计") == "合计 3 1 0 2"
    assert row(body, ">5.2.a<") == "5.2.a 目录 列清楚做什么。 目录写进协议 已承诺 1"
    assert row(body, ">5.2.b<").endswith("待核实 未覆盖 未写原因")
    assert row(body, ">5.2<").endswith("见下级条款")
    assert "附录" in words(body)
    assert "代替" not in bodies[address.source("CT-2026-01")]


def test_a_clause_is_called_by_its_name_and_leads_to_it_and_what_is_none_stays_as_it_is() -> None:
    standard = STANDARD + "  - {number: timely, title: 及时, summary: 该快的快。, verified: false}\n"
    obligation = OBLIGATION.replace("附录]", "附录, timely]")
    texts = {
        "standard/STD-GBT-1-2012": standard,
        "standard/STD-GBT-1-2022": NEWER,
        "obligation/OB-950": obligation,
    }
    files = {f"records/requirements/{name}.yaml": text.encode() for name, text in texts.items()}
    base = small_base.of({**small_base.files(), **files})
    asked = "r/OB-950/", "compliance/source/STD-GBT-1-2012/"
    page, source = (one.body for uri in asked for one in pages(base) if one.uri == uri)
    for number, title in (("5.2.a", "目录"), ("timely", "及时")):
        link = (
            f'<a href="../../compliance/source/STD-GBT-1-2012/#c-{number}"><code>{number}</code> {title}</a>'
        )
        assert link in page
        assert f'id="c-{number}"' in source
    assert '<span class="kb-text">附录</span>' in page
    # in a line people read the number that they cite; a code that is none they do not
    assert locators.named(base, base.facts.records["OB-950"]) == "5.2.a、附录、及时"


def test_an_obligations_page_begins_with_its_judgement_and_shows_misses_before_what_was_met(
    bodies: Mapping[str, str],
) -> None:
    body = bodies[address.record("OB-901")]
    told = words(body.partition('class="itss-verdict"')[2])
    assert told.startswith("> 超时 3/6 件 待复核 1 最近 INC-2026-0011 超时 判定方法： 事件从接报到响应")
    assert body.index("itss-dots") < body.index(">未落实") < body.index(">达标 <span")
    opened = re.findall(r'<details class="itss-fold"( open)?><summary>(.*?)</summary>', body)
    assert [(bool(is_open), words(summary)) for is_open, summary in opened][:3] == [
        (True, "未落实 3 条"),
        (False, "未到期、不适用或待澄清 5 条"),
        (False, "达标 3 条"),
    ]


def test_a_base_without_obligations_has_no_page_of_compliance() -> None:
    files = {path: text for path, text in small_base.files().items() if "/obligation/" not in path}
    made = [one.uri for one in pages(small_base.of(files))]
    assert not [one for one in made if one.startswith(address.COMPLIANCE)]


def test_more_causes_than_a_page_holds_lead_to_their_judgements() -> None:
    files = small_base.files()
    many = range(1000, 1000 + 120)
    files |= {small_base.PATH.format(number): small_base.late_as_eleven(number) for number in many}
    long = small_base.of(files)
    [body] = [page.body for page in pages(long) if page.uri == address.COMPLIANCE]
    assert body.count("<tr><td") < 200
    beyond = [one for one in numbers(address.COMPLIANCE, body) if one.opens.startswith("judgements/?result=")]
    assert beyond
    assert wrong(listings(long), beyond) == []
