"""Lists: an address opens exactly the rows that a number counts, and every row is reached without a script."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import urljoin

import pytest
import small_base
from conftest import good_base
from lists import listings, numbers, wrong
from small_base import incidents

from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import outcome, standing
from generators.site.listing import files, registers
from generators.site.listing.filter import OWN, Filter, parse
from generators.site.listing.judgements import FEW
from generators.site.listing.listing import PAGE, Column, Listing, Look, Place, Span, numbered
from generators.site.listing.named import MANY, NEWEST
from generators.site.listing.table import table
from generators.site.listing.view import FULL, parts
from generators.site.pages import pages
from generators.site.summary import summary


def some(*rows: tuple[str, object, tuple[str, ...], str], order: str = "") -> Listing:
    """A list of records with a result, people and a title."""
    return Listing(
        uri="registers/x/",
        title="样例",
        columns=(
            Column("id", "编号", Look.RECORD, place=Place.ID),
            Column(
                "result", "结果", Look.STATE, {"late": "超时", "met": "达标"}, Place.RESULT, is_offered=True
            ),
            Column("who", "谁", Look.REF, {"P-001": "工程师甲", "P-002": "工程师乙"}),
            Column("title", "题目", Look.TEXT, place=Place.TITLE),
        ),
        rows=tuple(rows),  # type: ignore[arg-type]
        by="id",
        cut=1,
        order=order,
    )


ROWS = some(
    ("A-2026-001", "met", ("P-001",), "打印机 多吐一张纸"),
    ("A-2026-002", "late", ("P-001", "P-002"), "ＯＲＡ－０１０ 锁定"),
    ("B-2026-003", "", (), "打印 <b>慢</b>"),
)


def chosen(words: str = "", **values: tuple[str, ...]) -> list[str]:
    return [str(row[0]) for row in Filter(ROWS.uri, values, words).select(ROWS)]


@pytest.mark.parametrize(
    ("words", "values", "found"),
    [
        ("", {}, ["A-2026-001", "A-2026-002", "B-2026-003"]),
        ("打印", {}, ["A-2026-001", "B-2026-003"]),
        ("打印 多吐", {}, ["A-2026-001"]),
        ("多吐\u3000打印", {}, ["A-2026-001"]),
        ("ora-010", {}, ["A-2026-002"]),
        ("工程师甲", {}, ["A-2026-001", "A-2026-002"]),
        ("p-002", {}, ["A-2026-002"]),
        ("超时", {}, ["A-2026-002"]),
        ("没有的词", {}, []),
        ("", {"result": ("late",)}, ["A-2026-002"]),
        ("", {"result": ("late", "met")}, ["A-2026-001", "A-2026-002"]),
        ("", {"result": ("-",)}, ["B-2026-003"]),
        ("", {"who": ("P-002",)}, ["A-2026-002"]),
        ("", {"who": ("-", "P-002")}, ["A-2026-002", "B-2026-003"]),
        ("锁定", {"who": ("P-001",), "result": ("met",)}, []),
    ],
)
def test_a_filter_finds_all_rows_that_hold_every_word_and_one_of_each_columns_values(
    words: str, values: dict[str, tuple[str, ...]], found: list[str]
) -> None:
    assert chosen(words, **values) == found
    again = parse(Filter(ROWS.uri, values, words).address)
    assert [str(row[0]) for row in again.select(ROWS)] == found


def test_a_column_that_a_list_does_not_have_is_a_bug() -> None:
    with pytest.raises(KeyError, match="nobody"):
        chosen(nobody=("x",))


def test_what_is_given_holds_unless_the_address_says_otherwise() -> None:
    listing = Listing(ROWS.uri, "", ROWS.columns, ROWS.rows, "id", given={"result": ("met",)})
    assert len(Filter(ROWS.uri, {}).select(listing)) == 1
    assert len(Filter(ROWS.uri, {"result": ("met", "late")}).select(listing)) == 2


def test_an_address_says_its_values_in_order_and_nothing_that_it_does_not_need() -> None:
    assert Filter("registers/x/", {}).address == "registers/x/"
    assert (
        Filter("registers/x/", {"level": ("L1", "L2"), "month": ("",)}).address
        == "registers/x/?level=L1,L2&month=-"
    )
    assert Filter("registers/x/", {}, "满 &").address == "registers/x/?words=%E6%BB%A1%20%26"
    assert parse("registers/x/?level=L1,L2&sort=-at&page=3&words=a+b") == Filter(
        "registers/x/", {"level": ("L1", "L2")}, "a b"
    )


def test_an_address_that_no_server_would_take_is_kept_from_it() -> None:
    ids = tuple(f"INC-2026-{number:04}" for number in range(1, 801))
    short, long = Filter("registers/x/", {"id": ids[:100]}), Filter("registers/x/", {"id": ids})
    assert short.address.startswith("registers/x/?id=INC-2026-0001,")
    assert long.address.startswith("registers/x/#?id=INC-2026-0001,")
    assert (parse(short.address), parse(long.address)) == (short, long)


def test_rows_that_are_sorted_by_choices_stand_in_their_order_and_what_has_none_stands_last() -> None:
    listing = some(*ROWS.rows, order="result")  # type: ignore[arg-type]
    assert [row[0] for row in listing.ordered(listing.rows)] == ["A-2026-002", "A-2026-001", "B-2026-003"]


def test_shards_hold_all_rows_in_their_order_and_the_words_of_what_they_name() -> None:
    told = dict(files.files(ROWS))
    assert list(told) == ["head.js", "rows-A.js", "rows-B.js"]
    head = json.loads(told["head.js"].removeprefix("kbList.head(").removesuffix(");\n"))
    assert [one["words"] for one in head["columns"]] == [[], [["late", "超时"], ["met", "达标"]], [], []]
    assert (head["total"], [one["rows"] for one in head["shards"]]) == (3, [2, 1])
    part = json.loads(told["rows-A.js"].removeprefix("kbList.rows(").removesuffix(");\n"))
    assert part["words"] == {"who": [["P-001", "工程师甲"], ["P-002", "工程师乙"]]}
    assert part["rows"][1] == ["A-2026-002", "late", ["P-001", "P-002"], "ＯＲＡ－０１０ 锁定"]


def test_a_line_separator_in_a_text_cannot_end_a_script() -> None:
    text = dict(files.files(some(("A-1", "", (), "a\u2028b\u2029c"))))["rows-A.js"]
    assert "\\u2028b\\u2029c" in text
    assert not re.search("[\u2028\u2029]", text)


def test_a_row_shows_texts_as_texts_and_ids_as_links() -> None:
    html = str(table(ROWS, ROWS.rows, lambda target: f"../../{target}"))
    assert "打印 &lt;b&gt;慢&lt;/b&gt;" in html
    assert '<a href="../../r/A-2026-001/"><code><span>A-2026-</span>001</code></a>' in html
    assert '<a href="../../r/P-001/">工程师甲</a>、<a href="../../r/P-002/">工程师乙</a>' in html
    assert '<use href="#itss-shape-late"/></svg>超时</span>' in html


@pytest.mark.parametrize(
    ("name", "parted"),
    [
        ("INC-2026-0070", ("INC-2026-", "0070")),
        ("P-004", ("", "P-004")),
        ("RB-ORA-ACCOUNT", ("", "RB-ORA-ACCOUNT")),
        ("EX-20260301-101500-0a1b", ("", "EX-20260301-101500-0a1b")),
    ],
)
def test_of_an_id_only_a_number_within_a_year_stands_for_it(name: str, parted: tuple[str, str]) -> None:
    assert numbered(name) == parted


@pytest.fixture(scope="module")
def small() -> KnowledgeBase:
    return small_base.read()


def test_every_number_on_a_page_counts_the_rows_that_it_opens(small: KnowledgeBase) -> None:
    found = [one for page in pages(small) for one in numbers(page.uri, page.body)]
    assert {one.page for one in found} >= {
        "",
        "registers/",
        "registers/incident/",
        "judgements/",
        "compliance/",
        "sla/",
    }
    assert wrong(listings(small), found) == []


def test_a_wrong_number_would_be_noticed(small: KnowledgeBase) -> None:
    [one, *_] = numbers("", next(page.body for page in pages(small) if page.uri == ""))
    known = listings(small)
    assert wrong(known, [one]) == []
    assert wrong(known, [one._replace(marked=one.marked + 1)])
    assert wrong(known, [one._replace(told="")])


def register(base: KnowledgeBase, kind: str) -> Listing:
    return registers.register(base, base.kinds.sound[kind])


def test_a_record_has_the_worst_result_of_its_clocks_and_says_by_how_much(small: KnowledgeBase) -> None:
    listing = register(small, "incident")
    told = {row[0]: (listing.value(row, "result"), listing.value(row, "over")) for row in listing.rows}
    one, two, four, nine, twelve = incidents(1, 2, 4, 9, 12)
    assert told[one] == (State.MET, "")
    assert told[two] == (State.LATE, Span(900, "响应超 15 分钟"))
    assert told[four] == (State.LATE, Span(2400, "响应超 40 分钟"))
    assert told[nine] == (State.MISSING, "")
    assert told[twelve] == ("voided", "")


def test_a_clock_that_runs_says_how_much_is_left() -> None:
    made = {path: data for path, data in small_base.files().items() if "OB-903" not in path}
    listing = register(small_base.of(made), "incident")
    told = {row[0]: (listing.value(row, "result"), listing.value(row, "over")) for row in listing.rows}
    nine, ten = incidents(9, 10)
    assert told[nine] == (State.DUE, Span(-55 * 60, "响应余 55 分钟"))
    assert told[ten] == (State.AT_RISK, Span(-5 * 60, "响应余 5 分钟"))


def test_an_obligation_has_the_result_that_its_standing_has(small: KnowledgeBase) -> None:
    listing = register(small, "obligation")
    told = {row[0]: listing.value(row, "result") for row in listing.rows}
    assert told == {one.obligation.id: one.state or standing.NOTHING for one in standing.standings(small)}
    assert outcome.of(small, small.facts.records["CT-2026-01"]).name == outcome.UNJUDGED


def test_what_was_struck_out_is_struck_and_says_so_and_still_leads_to_its_record(
    small: KnowledgeBase,
) -> None:
    body = next(page.body for page in pages(small) if page.uri == "registers/incident/")
    (void,) = incidents(12)
    row = re.search(rf'<tr class="kb-voided">(?:(?!</tr>).)*r/{void}/(?:(?!</tr>).)*</tr>', body)
    assert row
    assert re.search('<span class="itss-state itss-state-voided">.*</svg>已作废</span>', row[0])
    assert body.count("kb-voided") == 1


def test_a_row_says_what_its_record_says_in_short() -> None:
    base = good_base()
    for kind in base.kinds.sound.values():
        listing = registers.register(base, kind)
        shown = {one.title for _, one in listing.shown}
        place = next((number for number, one in listing.shown if one.place is Place.TITLE), None)
        for row in listing.rows:
            told = summary(base, base.facts.records[str(row[0])])
            assert {one.title for one in told.facts} <= shown, told.id
            if place is not None:
                assert listing.columns[place].texts(row[place]) == (told.headline,), told.id
            assert listing.value(row, "result") == told.outcome.name, told.id


def test_months_that_are_told_in_words_are_asked_for_and_sorted_by_their_codes() -> None:
    listing = register(good_base(), "roster")
    column = listing.columns[listing.index["field-month"]]
    assert (column.look, column.place, column.is_offered) == (Look.CHOICE, Place.TITLE, False)
    assert [*column.words] == sorted(str(listing.value(row, "field-month")) for row in listing.rows)
    assert all(word.endswith("值班表") for word in column.words.values())


def test_no_column_has_a_name_that_means_something_else_in_an_address() -> None:
    for listing in listings(good_base()).values():
        names = [one.name for one in listing.columns]
        assert len({*names}) == len(names), listing.uri
        assert not {*OWN} & {*names}, listing.uri
        assert all(len(row) == len(names) for row in listing.rows), listing.uri
    assert {"result", "field-result"} <= register(good_base(), "change").index.keys()


def test_at_most_six_columns_are_offered_with_at_most_twelve_words_each() -> None:
    for kind in good_base().kinds.sound:
        offered = [one for one in register(good_base(), kind).offered if one.name not in ("month", "result")]
        assert len(offered) <= 4
        assert all(1 < len(one.words) <= 12 for one in offered)


def long_files(number: int) -> Mapping[str, bytes]:
    """The small base with so many more incidents, half of February and half of March."""
    made = dict(small_base.files())
    path, text = next((path, data) for path, data in made.items() if path.endswith("INC-2026-0001.yaml"))
    for count in range(number):
        name = f"INC-2026-{5000 + count}"
        day = f"2026-0{2 + count % 2}-1{count % 10}"
        data = text.replace(b"INC-2026-0001", name.encode()).replace(b"2026-01-05", day.encode())
        made[path.replace("INC-2026-0001", name)] = data
    return made


def test_every_row_of_a_long_list_is_reached_without_a_script_in_three_clicks() -> None:
    base = small_base.of(long_files(PAGE))
    bodies = {page.uri: page.body for page in pages(base)}
    (listing,) = (one for one in [register(base, "incident")] if len(one.rows) > PAGE)

    def opened(uri: str) -> set[str]:
        links = re.findall(r'href="([^"?#]*)"', bodies[uri])
        return {urljoin(f"https://x/{uri}", link).removeprefix("https://x/") for link in links}

    first = opened("registers/")
    assert "registers/incident/" in first
    second = opened("registers/incident/")
    third = {one for uri in second if uri.startswith("registers/incident/2026") for one in opened(uri)}
    assert {f"r/{row[0]}/" for row in listing.rows} <= second | third
    assert len([one for one in second if re.fullmatch(r"r/INC-2026-\d+/", one)]) == PAGE


def test_a_month_of_very_many_rows_fills_several_pages_and_a_short_list_has_none() -> None:
    rows = [(f"A-2026-{count:04}", "", "2026-03" if count < FULL + 1 else "") for count in range(FULL + 2)]
    columns = (*ROWS.columns[:2], Column("month", "月份", Look.CHOICE))
    listing = Listing("registers/x/", "样例", columns, tuple(rows), by="month", cut=4)
    assert [(one.uri, len(one.rows)) for one in parts(listing)] == [
        ("registers/x/2026-03/", FULL),
        ("registers/x/2026-03-2/", 1),
        ("registers/x/undated/", 1),
    ]
    assert [*parts(Listing("registers/x/", "样例", columns, tuple(rows[:PAGE]), by="month"))] == []


def test_the_lists_of_the_examples_have_the_same_rows_as_their_registers(base: KnowledgeBase) -> None:
    known: Mapping[str, Listing] = listings(base)
    for kind in base.kinds.sound:
        ids = {one.id for one in base.facts.of_kind(kind)}
        listing = known[f"registers/{kind}/"]
        assert {row[0] for row in listing.rows} == ids
        assert [row for shard in listing.shards for row in shard.rows] == [*listing.rows]


def test_an_obligation_of_very_many_judgements_shows_some_and_opens_them_all() -> None:
    base = small_base.of(long_files(FEW))
    bodies = {page.uri: page.body for page in pages(base)}
    body = bodies["r/OB-901/"].partition('id="verdicts"')[2].partition('id="links"')[0]
    assert body.count("<tr>") == body.count("<thead>") + FEW
    assert body.index("itss-state-late") < body.index("itss-state-met")
    [number] = [one for one in numbers("r/OB-901/", body) if "result" not in one.opens]
    assert (number.marked, number.opens) == (FEW + 11, "judgements/?obligation=OB-901")
    assert wrong(listings(base), [number]) == []
    told = re.findall(
        r'<td class="kb-at-subject kb-is-ref"><a href="../../r/(.*?)/"', bodies["judgements/OB-901/"]
    )
    assert {*told} == {str(one.subject) for one in base.verdicts_of("OB-901")} - {*incidents(6)}
    assert 'href="../../judgements/OB-901/"' in body
    assert "judgements/OB-904/" not in bodies


def test_a_record_that_very_many_name_shows_the_newest_and_opens_them_all() -> None:
    base = small_base.of(long_files(MANY))
    targets = {link.target for link in base.facts.named_by("INC-2026-5000")}
    bodies = {page.uri: page.body for page in pages(base)}
    for name in targets:
        body = bodies[f"r/{name}/"].partition('id="links"')[2]
        [number] = [one for one in numbers(f"r/{name}/", body) if "names=" in one.opens]
        assert (parse(number.opens).uri, number.marked > MANY) == ("registers/incident/", True)
        assert wrong(listings(base), [number]) == []
        shown = re.findall(r'href="../(INC-[^"]*)/"', body.partition("</details>")[0])
        assert shown == [f"INC-2026-{5000 + MANY - 1 - count}" for count in range(NEWEST)]
    assert "names=" not in bodies["r/INC-2026-5000/"]
