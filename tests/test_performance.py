"""The figures of the clocks, held against what a person counted in `small_base`."""

from __future__ import annotations

from itertools import chain

import pytest
import small_base
from small_base import incidents

from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.measures import performance
from generators.measures.figure import Figure, Group
from generators.measures.performance import Matrix, Reading, Row

MINUTE = 60
JANUARY, FEBRUARY, MARCH = "2026-01", "2026-02", "2026-03"


@pytest.fixture(scope="module")
def base() -> KnowledgeBase:
    return small_base.read()


def matrix(base: KnowledgeBase, obligation: str) -> Matrix:
    [found] = [one for one in performance.matrices(base) if one.obligation.id == obligation]
    return found


def row(base: KnowledgeBase, obligation: str, level: str) -> Row:
    known = matrix(base, obligation)
    return next((one for one in known.rows if one.level == level), known.whole)


def counted(figure: Figure) -> tuple[int, int]:
    return figure.numerator.number, figure.denominator.number


# obligation, level, reading -> met, not met, proven by others
YEAR = {
    ("OB-901", "L1 紧急", "judged"): ((1,), (2, 5), (1,)),
    ("OB-901", "L2 一般", "judged"): ((3, 4), (11,), (4,)),
    ("OB-901", "", "judged"): ((1, 3, 4), (2, 5, 11), (1, 4)),
    ("OB-901", "L1 紧急", "passed"): ((1,), (2, 5), (1,)),
    ("OB-901", "L2 一般", "passed"): ((3,), (4, 11), ()),
    ("OB-901", "", "passed"): ((1, 3), (2, 4, 5, 11), (1,)),
    ("OB-902", "", "judged"): ((1, 3), (2, 4, 5, 11), (1,)),
    ("OB-902", "", "passed"): ((1, 3), (2, 4, 5, 11), (1,)),
    ("OB-903", "L1 紧急", "judged"): ((1, 2), (5,), (2,)),
    ("OB-903", "L2 一般", "judged"): ((3,), (4, 9, 10, 11), ()),
    ("OB-903", "", "judged"): ((1, 2, 3), (4, 5, 9, 10, 11), (2,)),
}


@pytest.mark.parametrize(("obligation", "level", "name"), YEAR)
def test_a_years_figure_is_the_one_counted_by_hand_and_names_whom_it_counts(
    base: KnowledgeBase, obligation: str, level: str, name: str
) -> None:
    figure = getattr(row(base, obligation, level), name).year
    met, missed, proven = YEAR[obligation, level, name]
    assert figure.numerator.ids == incidents(*met)
    assert figure.missed.ids == incidents(*missed)
    assert figure.independent.ids == incidents(*proven)
    assert figure.denominator.ids == incidents(*sorted((*met, *missed)))
    assert counted(figure) == (len(met), len(met) + len(missed))


# obligation, reading -> what is met of how many, month by month
MONTHS = {
    ("OB-901", "L1 紧急", "judged"): {JANUARY: (1, 2), FEBRUARY: (0, 1), MARCH: (0, 0)},
    ("OB-901", "L2 一般", "judged"): {JANUARY: (1, 1), FEBRUARY: (1, 1), MARCH: (0, 1)},
    ("OB-901", "L2 一般", "passed"): {JANUARY: (1, 1), FEBRUARY: (0, 1), MARCH: (0, 1)},
    ("OB-901", "", "judged"): {JANUARY: (2, 3), FEBRUARY: (1, 2), MARCH: (0, 1)},
    ("OB-901", "", "passed"): {JANUARY: (2, 3), FEBRUARY: (0, 2), MARCH: (0, 1)},
    ("OB-903", "", "judged"): {JANUARY: (3, 3), FEBRUARY: (0, 1), performance.UNDATED: (0, 4)},
}


@pytest.mark.parametrize(("obligation", "level", "name"), MONTHS)
def test_the_months_are_those_counted_by_hand_the_one_that_nobody_knows_last(
    base: KnowledgeBase, obligation: str, level: str, name: str
) -> None:
    reading: Reading = getattr(row(base, obligation, level), name)
    months = matrix(base, obligation).months
    found = {month: counted(figure) for month, figure in zip(months, reading.months, strict=True)}
    assert list(found.items()) == list(MONTHS[obligation, level, name].items())


# obligation, level, reading -> median in minutes, the longest in minutes and whose it is
SPANS = {
    ("OB-901", "L1 紧急", "judged"): (27.5, 45, 2),  # 10, 45
    ("OB-901", "L2 一般", "judged"): (60, 120, 11),  # 50, 60, 120
    ("OB-901", "L2 一般", "passed"): (100, 120, 11),  # 60, 100, 120
    ("OB-901", "", "judged"): (50, 120, 11),  # 10, 45, 50, 60, 120
    ("OB-901", "", "passed"): (60, 120, 11),  # 10, 45, 60, 100, 120
    ("OB-903", "", "judged"): (40, 100, 4),  # 15, 20, 60, 100
}


@pytest.mark.parametrize(("obligation", "level", "name"), SPANS)
def test_median_and_longest_leave_out_what_runs_within_its_limit_or_will_never_stop(
    base: KnowledgeBase, obligation: str, level: str, name: str
) -> None:
    reading: Reading = getattr(row(base, obligation, level), name)
    middle, longest, number = SPANS[obligation, level, name]
    assert reading.median_s == middle * MINUTE
    assert reading.longest == (longest * MINUTE, *incidents(number))


@pytest.mark.parametrize("name", ["judged", "passed"])
def test_what_the_spans_are_measured_on_can_be_opened(base: KnowledgeBase, name: str) -> None:
    reading: Reading = getattr(matrix(base, "OB-901").whole, name)
    assert reading.timed == ("timed", incidents(1, 2, 3, 4, 11))


# obligation, level, reading -> what nine in ten took no longer than, in minutes: one that was measured
RANKS = {
    ("OB-901", "L1 紧急", "judged"): 45,
    ("OB-901", "L2 一般", "passed"): 120,
    ("OB-901", "", "judged"): 120,
    ("OB-903", "", "judged"): 100,
}


@pytest.mark.parametrize(("obligation", "level", "name"), RANKS)
def test_nine_in_ten_took_no_longer_by_nearest_rank(
    base: KnowledgeBase, obligation: str, level: str, name: str
) -> None:
    reading: Reading = getattr(row(base, obligation, level), name)
    assert reading.p90_s == RANKS[obligation, level, name] * MINUTE


def test_of_many_the_longest_is_more_than_nine_in_ten_took() -> None:
    more = {small_base.PATH.format(number): small_base.late_as_eleven(number) for number in range(13, 21)}
    more[small_base.PATH.format(21)] = small_base.waiting(21, "L2", "03-20T09:00")
    whole = matrix(small_base.of({**small_base.files(), **more}), "OB-901").whole.judged
    assert whole.timed.number == 14  # 10 45 50 60, nine times 120, 180: the thirteenth
    assert (whole.p90_s, whole.longest) == (120 * MINUTE, (180 * MINUTE, *incidents(21)))


@pytest.mark.parametrize("name", ["judged", "passed"])
def test_whatever_leaves_the_denominator_stands_beside_it_under_its_name(
    base: KnowledgeBase, name: str
) -> None:
    figure: Figure = getattr(matrix(base, "OB-901").whole, name).year
    assert figure.remainder == (
        ("due", incidents(9)),
        ("at-risk", incidents(10)),
        ("suspect", incidents(6)),
        ("not-applicable", incidents(7, 8)),
    )
    assert figure.open.ids == incidents(9, 10)
    assert figure.suspect.ids == incidents(6)
    assert figure.not_applicable.ids == incidents(7, 8)


def test_a_level_of_which_nothing_is_known_has_no_row_and_counts_in_the_whole(base: KnowledgeBase) -> None:
    known = matrix(base, "OB-901")
    assert [one.level for one in known.rows] == ["L1 紧急", "L2 一般"]
    assert known.whole.level == ""
    assert [one.judged.year.suspect.number for one in known.rows] == [0, 0]
    assert [one.judged.year.open.ids for one in known.rows] == [(), incidents(9, 10)]


# incident -> its state, its level, whether only pauses make it met
MISSES = {
    2: (State.LATE, "L1 紧急", False),
    4: (State.MET, "L2 一般", True),
    5: (State.MISSING, "L1 紧急", False),  # closed and never answered
    6: (State.SUSPECT, "", False),
    11: (State.LATE, "L2 一般", False),
}


def test_who_is_missed_is_listed_closed_or_paused_and_so_is_who_left_the_figure(base: KnowledgeBase) -> None:
    found = [one for one in performance.misses(base) if one.verdict.obligation == "OB-901"]
    assert [one.verdict.subject for one in found] == [*incidents(*MISSES)]
    assert [(one.verdict.state, one.level, one.is_paused) for one in found] == [*MISSES.values()]


def test_the_list_of_misses_is_what_the_figures_do_not_meet_and_nothing_else(base: KnowledgeBase) -> None:
    listed = [(one.verdict.obligation, one.verdict.subject) for one in performance.misses(base)]
    counted = []
    for one in performance.matrices(base):
        year = one.whole.passed.year
        assert {*one.whole.judged.year.missed.ids} <= {*year.missed.ids}
        counted += [(one.obligation.id, subject) for subject in (*year.missed.ids, *year.suspect.ids)]
    assert sorted(listed) == sorted(counted)
    assert len(listed) == 5 + 5 + 6


def test_what_never_happened_is_nothing_of_nothing(base: KnowledgeBase) -> None:
    known = matrix(base, "OB-907")
    assert (known.months, known.rows) == ((), ())
    for reading in (known.whole.judged, known.whole.passed):
        assert reading == Reading(reading.year, (), Group("timed", ()), None, None, None)
        assert counted(reading.year) == (0, 0)
        assert reading.year.states == reading.year.remainder == ()


def test_a_level_that_only_waits_has_no_row() -> None:
    left = {path for path in small_base.files() if "/incident/2026/" not in path or "0009" in path}
    files = {path: data for path, data in small_base.files().items() if path in left}
    known = matrix(small_base.of(files), "OB-901")
    assert (known.rows, known.months) == ((), (MARCH,))
    assert known.whole.judged.year.open.ids == incidents(9)


def test_every_judgement_of_a_clock_is_in_its_figure_once(base: KnowledgeBase) -> None:
    known = performance.matrices(base)
    assert [one.obligation.id for one in known] == ["OB-901", "OB-902", "OB-903", "OB-907"]
    for one in known:
        about = sorted(str(verdict.subject) for verdict in base.verdicts_of(one.obligation.id))
        for reading in (one.whole.judged, one.whole.passed):
            assert sorted(chain.from_iterable(group.ids for group in reading.year.states)) == about


def test_months_and_levels_add_up_to_the_year(base: KnowledgeBase) -> None:
    for one in performance.matrices(base):
        for name in ("judged", "passed"):
            whole: Reading = getattr(one.whole, name)
            rows: list[Reading] = [getattr(each, name) for each in one.rows]
            months = chain.from_iterable(figure.denominator.ids for figure in whole.months)
            levels = chain.from_iterable(reading.year.denominator.ids for reading in rows)
            assert sorted(months) == sorted(levels) == list(whole.year.denominator.ids)


def test_the_first_of_those_that_took_longest_is_named() -> None:
    more = {small_base.PATH.format(number): small_base.late_as_eleven(number) for number in (13, 14)}
    base = small_base.of({**small_base.files(), **more})
    whole = matrix(base, "OB-901").whole.judged
    assert whole.year.of("late", State.LATE).ids == incidents(2, 11, 13, 14)
    assert whole.longest == (120 * MINUTE, *incidents(11))


def test_a_level_without_a_name_is_its_code_and_so_is_one_of_an_unsound_contract() -> None:
    files = small_base.files()
    schema, contract = (
        "schemas/requirements/contract.schema.json",
        "records/requirements/contract/CT-2026-01.yaml",
    )
    files[schema] = files[schema].replace(
        b'"required": ["code", "name", "meaning"', b'"required": ["code", "meaning"'
    )
    files[contract] = files[contract].replace("name: 紧急, ".encode(), b"")
    assert [one.level for one in matrix(small_base.of(files), "OB-901").rows] == ["L1", "L2 一般"]
    files[contract] = files[contract].replace(b"title:", b"tilte:")
    known = matrix(small_base.of(files), "OB-903")
    assert [one.level for one in known.rows] == ["L1", "L2"]


def test_a_record_without_a_level_counts_in_a_row_without_a_name() -> None:
    files = small_base.files()
    schema, path = "schemas/process/incident.schema.json", small_base.PATH.format(1)
    files[schema] = files[schema].replace(b'"channel", "level", "reported"', b'"channel", "reported"')
    files[path] = files[path].replace(b"level: L1\n", b"")
    known = matrix(small_base.of(files), "OB-903")
    assert [one.level for one in known.rows] == ["", "L1 紧急", "L2 一般"]
    assert known.rows[0].judged.year.denominator.ids == incidents(1)


def test_a_clock_on_a_kind_that_nobody_can_read_is_suspect_as_a_whole() -> None:
    files = small_base.files()
    path = "schemas/process/request.schema.json"
    files[path] = files[path].replace(b'"x-title"', b'"x-tilte"')
    base = small_base.of(files)
    known = matrix(base, "OB-907")
    assert known.whole.judged.year.suspect.ids == ("OB-907",)
    [miss] = [one for one in performance.misses(base) if one.verdict.obligation == "OB-907"]
    assert (miss.verdict.subject, miss.level, miss.is_paused) == (None, "", False)


def test_requests_have_no_level_and_one_row() -> None:
    text = """\
id: RQ-2026-0001
category: organisation
reporter: {department: 科室}
channel: phone
summary: 增加两个新人
reported: "2026-03-02T09:00:00+08:00"
responded: "2026-03-02T09:30:00+08:00"
"""
    path = "records/process/request/2026/RQ-2026-0001.yaml"
    known = matrix(small_base.of({**small_base.files(), path: text.encode()}), "OB-907")
    assert [one.level for one in known.rows] == [""]
    assert known.whole.judged.year.numerator.ids == ("RQ-2026-0001",)


def test_states_are_what_the_table_of_the_small_base_says(base: KnowledgeBase) -> None:
    told = {one.subject: one.state for one in base.verdicts_of("OB-901")}
    late, missing, duty, risk = State.LATE, State.MISSING, State.DUE, State.AT_RISK
    states = [State.MET, late, State.MET, State.MET, missing, State.SUSPECT]
    states += [State.NOT_APPLICABLE, State.NOT_APPLICABLE, duty, risk, late]
    assert told == dict(zip(incidents(*range(1, 12)), states, strict=True))
