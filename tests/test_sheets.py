"""The sheets of the clocks: periods, columns and figures, held against what a person counted in `small_base`."""

from __future__ import annotations

import figures_base
import pytest
import small_base
from small_base import incidents
from test_scope import BOTH, FIRST, RESPONDED, SECOND, STANDARD, incident, obligation, read, two

from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import availability, load, sheets
from generators.measures.figure import Figure
from generators.measures.sheets import Period, Sheet, Sheets

JANUARY, FEBRUARY, MARCH = "2026-01", "2026-02", "2026-03"
CONTRACT = "records/requirements/contract/CT-2026-01.yaml"


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return small_base.read()


def only(base: KnowledgeBase) -> Sheets:
    [found] = sheets.contracts(base)
    return found


def of(base: KnowledgeBase, name: str) -> Sheet:
    known = only(base)
    [period] = [one for one in known.periods if one.name == name]
    return sheets.sheet(base, known, period)


def counted(figure: Figure) -> tuple[int, int]:
    return figure.numerator.number, figure.denominator.number


def test_a_contract_has_the_months_that_have_begun_their_quarter_and_their_year(base: KnowledgeBase) -> None:
    known = only(base)
    assert known.contract == "CT-2026-01"
    assert [one.name for one in known.months] == [JANUARY, FEBRUARY, MARCH]
    assert [(one.name, one.months) for one in (*known.quarters, *known.years)] == [
        ("2026-Q1", (JANUARY, FEBRUARY, MARCH)),
        ("2026", (JANUARY, FEBRUARY, MARCH)),
    ]


# period, obligation -> what is met of how many: of the matrix, then beside it
FIGURES = {
    (JANUARY, "OB-901"): (2, 3), (JANUARY, "OB-902"): (2, 3), (JANUARY, "OB-903"): (3, 3),
    (FEBRUARY, "OB-901"): (1, 2), (FEBRUARY, "OB-902"): (0, 2), (FEBRUARY, "OB-903"): (0, 1),
    (MARCH, "OB-901"): (0, 1), (MARCH, "OB-902"): (0, 1), (MARCH, "OB-903"): (0, 0),
    ("2026-Q1", "OB-901"): (3, 6), ("2026-Q1", "OB-902"): (2, 6), ("2026-Q1", "OB-903"): (3, 4),
    ("2026", "OB-901"): (3, 6), ("2026", "OB-902"): (2, 6), ("2026", "OB-903"): (3, 4),
    ("2026", "OB-907"): (0, 0),
}  # fmt: skip


@pytest.mark.parametrize(("period", "name"), FIGURES)
def test_the_figure_of_a_period_is_the_one_counted_by_hand(
    base: KnowledgeBase, period: str, name: str
) -> None:
    found = of(base, period)
    known = {one.obligation.id: one for one in (*found.columns, *found.others)}
    assert counted(known[name].whole.judged.year) == FIGURES[period, name]


def test_the_levels_of_a_period_are_those_counted_by_hand(base: KnowledgeBase) -> None:
    february = of(base, FEBRUARY).columns[0]
    told = {row.code: row.judged.year.states for row in february.rows}
    assert told == {
        "L1": ((State.MISSING, incidents(5)),),
        "L2": ((State.MET, incidents(4)),),
    }
    march = of(base, MARCH).columns[0]
    assert [(row.code, row.judged.year.open.ids) for row in march.rows] == [("L2", incidents(9, 10))]


def test_a_clock_by_level_is_a_column_and_any_other_stands_beside(base: KnowledgeBase) -> None:
    found = of(base, "2026")
    assert [one.obligation.id for one in found.columns] == ["OB-901", "OB-902"]
    assert [one.obligation.id for one in found.others] == ["OB-903", "OB-907"]
    assert [(one.code, one.minutes) for one in found.levels] == [("L1", (30, 30)), ("L2", (60, 60))]
    part = {"limit_by_level": "respond_minutes", "where": [{"field": "channel", "is": ["phone"]}]}
    assert not sheets.is_column(part)  # it is about records that a column counts already


def test_the_median_of_a_period_is_of_what_began_in_it(base: KnowledgeBase) -> None:
    read_ = of(base, JANUARY).columns[0].whole.judged
    assert (read_.timed.ids, read_.median_s) == (incidents(1, 2, 3), 45 * 60)


def test_what_is_missed_is_told_newest_first_and_what_only_pauses_met_is_not_missed(
    base: KnowledgeBase,
) -> None:
    found = [(one.verdict.obligation, one.verdict.subject) for one in of(base, "2026-Q1").missed]
    late, four, five, eleven = incidents(2, 4, 5, 11)
    assert [one for one in found if one[0] == "OB-901"] == [
        ("OB-901", eleven), ("OB-901", five), ("OB-901", late),
    ]  # fmt: skip
    assert ("OB-902", four) in found
    assert [subject for _, subject in found] == sorted((str(one) for _, one in found), reverse=True)


def test_two_obligations_that_hold_one_event_to_one_limit_miss_it_once(base: KnowledgeBase) -> None:
    missed = of(base, "2026-Q1").missed
    assert sheets.distinct(missed, State.LATE) == 4  # answers of 2, 4 and 11; the restoration of 4
    assert sheets.distinct(missed, State.MISSING) == 1


def test_what_runs_is_told_in_its_month_what_has_least_left_first(base: KnowledgeBase) -> None:
    assert [one.subject for one in of(base, MARCH).running] == [*incidents(10, 10, 9, 9)]
    assert of(base, JANUARY).running == ()


def test_the_tightest_is_what_was_met_with_the_least_to_spare(base: KnowledgeBase) -> None:
    found = sheets.tightest(base, of(base, JANUARY))
    assert found is not None
    assert found.subject == incidents(3)[0]  # 60 of 60 minutes
    assert sheets.tightest(base, of(base, MARCH)) is None


def test_what_never_began_belongs_to_no_period_and_is_told_apart(base: KnowledgeBase) -> None:
    found = {one.obligation.id: one.whole.judged.year for one in sheets.undated(base, only(base))}
    assert found["OB-903"].of("missing", State.MISSING).ids == incidents(5, 9, 10, 11)
    assert found["OB-901"].suspect.ids == incidents(6)


def test_quarters_are_the_contracts_own_if_it_begins_in_the_middle_of_one() -> None:
    files = small_base.files()
    for term, wanted in (
        (b'{from: "2026-02-01", to: "2027-01-31"}', [("2026-C1", (FEBRUARY, MARCH))]),
        (b'{from: "2026-02-10", to: "2027-02-09"}', [("2026-Q1", (FEBRUARY, MARCH))]),
    ):
        changed = {
            **files,
            CONTRACT: files[CONTRACT].replace(b'{from: "2026-01-01", to: "2026-12-31"}', term),
        }
        known = only(small_base.of(changed))
        assert [(one.name, one.months) for one in known.quarters] == wanted
        assert [one.name for one in known.months] == [FEBRUARY, MARCH]


def test_each_contract_has_sheets_of_its_own_the_default_one_first() -> None:
    known = read(two(BOTH, incident(811, None), incident(812, SECOND)))
    first, second = sheets.contracts(known)
    assert (first.contract, second.contract) == (FIRST, SECOND)
    for one, name, own, other in (
        (first, "OB-801", "INC-2026-0811", "INC-2026-0812"),
        (second, "OB-802", "INC-2026-0812", "INC-2026-0811"),
    ):
        found = sheets.sheet(known, one, one.years[-1])
        assert [
            each.obligation.id for each in found.columns if each.obligation.id in ("OB-801", "OB-802")
        ] == [name]
        ids = next(
            each for each in found.columns if each.obligation.id == name
        ).whole.judged.year.denominator.ids
        assert own in ids
        assert other not in ids


def test_what_a_standard_asks_is_told_in_the_sheets_of_each_contract() -> None:
    known = read(two(obligation(801, STANDARD, RESPONDED), incident(811, FIRST), incident(812, SECOND)))
    told = [
        next(
            each for each in sheets.sheet(known, one, one.years[-1]).columns if each.obligation.id == "OB-801"
        )
        for one in sheets.contracts(known)
    ]
    assert [one.contract for one in told] == [FIRST, SECOND]
    assert told[1].whole.judged.year.denominator.ids == ("INC-2026-0812",)
    assert "INC-2026-0812" not in told[0].whole.judged.year.denominator.ids


def test_the_load_of_some_months_is_what_began_in_them(base: KnowledgeBase) -> None:
    [found] = [one for one in load.loads(base, (FEBRUARY,)) if one.kind == "incident"]
    assert found.whole.ids == incidents(4, 5, 8)
    assert [one.name for one in found.months] == [FEBRUARY]
    assert found.by[0].codes == ("科室",)
    assert [one.ids for one in found.by[0].groups] == [incidents(4, 5, 8)]


def test_the_load_of_a_contract_leaves_out_what_is_anothers() -> None:
    known = read(two(BOTH, incident(811, None), incident(812, SECOND)))
    told = {name: load.loads(known, None, name)[0].whole.ids for name in (FIRST, SECOND)}
    assert told[SECOND] == ("INC-2026-0812",)
    assert "INC-2026-0811" in told[FIRST]
    assert "INC-2026-0812" not in told[FIRST]
    assert [name for name, _ in load.ages(known, SECOND)] == ["incident"]


def test_months_of_a_function_add_up_to_its_term() -> None:
    for one in availability.functions(figures_base.read()):
        assert availability.together("", one.months) == one.term


def test_a_month_is_a_month_and_a_year_is_a_year() -> None:
    known = only(small_base.read())
    kinds = [(one.name, one.is_month, one.is_year) for one in known.periods if isinstance(one, Period)]
    assert kinds[0] == (JANUARY, True, False)
    assert kinds[-2:] == [("2026-Q1", False, False), ("2026", False, True)]
