"""What binds has time: amendments, contract years, what comes after the end, each in a small base."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pytest
from conftest import SETTINGS, schemas
from one_obligation import judged

from generators import knowledge
from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase
from generators.records import binding

NOW = datetime.fromisoformat("2027-03-01T12:00:00+08:00")
FIRST, AMENDED, NEXT = "CT-2026-01", "CT-2026-02", "CT-2027-01"
ANSWERED = "clock: {kind: incident, from: reported, to: responded, limit_by_level: respond_minutes}"
ACTED = "closed: {kind: incident, by: action, through: source}"
WRITTEN = "every: {kind: bulletin, period: contract-quarter, at: sent}"
STAFFED = "staffed: {kind: person, posts: posts, role: role}"
YEAR = ("2026-01-01", "2026-12-31")


def contract(
    name: str, limit: int = 30, term: tuple[str, str | None] = YEAR, more: str = "", engineers: int = 1
) -> dict[str, str]:
    last = f', to: "{term[1]}"' if term[1] else ""
    text = f"""\
id: {name}
title: 平台运维合同
customer: 某单位
provider: 运维单位
term: {{from: "{term[0]}"{last}}}
price: {{amount_yuan: 1, covers: [标准运维]}}
levels:
  - {{code: L1, name: 紧急, meaning: 平台全停, respond_minutes: {limit}, arrive_minutes: 60, restore_minutes: 120}}
services:
  - {{code: S-ONE, name: 支持, summary: 有事就办, locator: 样例}}
team:
  - {{role: engineer, name: 工程师, duties: 处理故障, count: {engineers}}}
{more}"""
    return {f"records/requirements/contract/{name}.yaml": text}


def amendment(
    name: str, limit: int, since: str, of: str = FIRST, term: tuple[str, str] = YEAR, **more: int
) -> dict[str, str]:
    return contract(name, limit, term, f'amends: {of}\neffective_from: "{since}"\n', **more)


def obligation(number: int, source: str = FIRST, judge: str = ANSWERED) -> dict[str, str]:
    text = (
        f"id: OB-{number}\ntitle: 试判的义务\nsource: {source}\nlocators: [样例]\nsummary: 为测试写的义务。\n"
        f"element: process\nphase: operation\nseverity: normal\njudge:\n  {judge}\n"
    )
    return {f"records/requirements/obligation/OB-{number}.yaml": text}


def incident(number: int, day: str, contract: str | None = None, level: str = "L1") -> dict[str, str]:
    """An incident that was answered after 20 minutes."""
    name, own = f"INC-{day[:4]}-{number:04}", f"contract: {contract}\n" if contract else ""
    text = (
        f"id: {name}\n{own}reporter: {{department: 科室}}\nphenomenon: 打不开了\nchannel: phone\nlevel: {level}\n"
        f'reported: "{day}T09:00:00+08:00"\nresponded: "{day}T09:20:00+08:00"\n'
    )
    return {f"records/process/incident/{day[:4]}/{name}.yaml": text}


def serving(shared: dict[str, str], *contracts: str) -> dict[str, str]:
    """Say which contracts something shared is there for."""
    return {path: f"{text}serves: [{', '.join(contracts)}]\n" for path, text in shared.items()}


def person(name: str, *posts: str) -> dict[str, str]:
    rows = "".join(f"  - {{post: 岗位, {one}}}\n" for one in posts or ('from: "2026-01-01"',))
    text = f"id: {name}\nname: 工程师\nside: provider\norganisation: 单位\nposts:\n{rows}"
    return {f"records/people/person/{name}.yaml": text}


def action(source: str, raised: str, more: str = "") -> dict[str, str]:
    text = (
        f"id: AN-{raised[:4]}-001\ntitle: 改好这一处\nsource: {source}\nowner: P-001\n"
        f'due: "2027-03-20"\nraised: "{raised}T09:00:00+08:00"\n{more}'
    )
    return {f"records/process/action/{raised[:4]}/AN-{raised[:4]}-001.yaml": text}


def base(*files: Mapping[str, str], now: datetime = NOW, settings: bytes = SETTINGS) -> KnowledgeBase:
    texts = {path: text.encode() for some in files for path, text in some.items()}
    return knowledge.read({**schemas(), "pyproject.toml": settings, **texts}, now)


def errors(found: KnowledgeBase) -> list[tuple[str, str]]:
    return [
        (one.place.path.rsplit("/", 1)[-1].removesuffix(".yaml"), one.code)
        for one in found.findings
        if one.severity == "error"
    ]


def sound(*files: Mapping[str, str], now: datetime = NOW, settings: bytes = SETTINGS) -> KnowledgeBase:
    found = base(*files, now=now, settings=settings)
    assert errors(found) == []
    return found


def told(found: KnowledgeBase, number: int = 901) -> dict[str, tuple[State, int | None]]:
    """State and limit in minutes of every record that an obligation judges."""
    verdicts = found.verdicts_of(f"OB-{number}")
    assert len({one.subject for one in verdicts}) == len(verdicts)
    return {str(one.subject): (one.state, one.limit_s and one.limit_s // 60) for one in verdicts}


# --- amendments ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("names", [None, FIRST, AMENDED])
@pytest.mark.parametrize("settings", [SETTINGS, SETTINGS.replace(b"01", b"02"), b""])
def test_an_amendment_of_july_holds_for_what_was_reported_from_july_on(
    names: str | None, settings: bytes
) -> None:
    found = sound(
        contract(FIRST),
        amendment(AMENDED, 10, "2026-07-01"),
        obligation(901),
        incident(1, "2026-06-30", names),
        incident(2, "2026-07-01", names),
        incident(3, "2026-07-02", names),
        settings=settings,
    )
    assert told(found) == {
        "INC-2026-0001": (State.MET, 30),
        "INC-2026-0002": (State.LATE, 10),
        "INC-2026-0003": (State.LATE, 10),
    }


@pytest.mark.parametrize("of", [(FIRST, FIRST), (FIRST, AMENDED)])
def test_of_several_amendments_the_one_in_force_at_the_report_holds(of: tuple[str, str]) -> None:
    found = sound(
        contract(FIRST),
        amendment(AMENDED, 10, "2026-04-01", of[0]),
        amendment("CT-2026-03", 25, "2026-09-01", of[1]),
        obligation(901),
        incident(1, "2026-03-31"),
        incident(2, "2026-04-01"),
        incident(3, "2026-08-31"),
        incident(4, "2026-09-01"),
    )
    assert [limit for _, limit in told(found).values()] == [30, 10, 10, 25]


def test_an_obligation_of_an_amendment_does_not_reach_back() -> None:
    found = sound(
        contract(FIRST),
        amendment(AMENDED, 10, "2026-05-15"),
        obligation(901, AMENDED),
        obligation(902, AMENDED, WRITTEN),
        incident(1, "2026-05-14"),
        incident(2, "2026-05-15"),
    )
    assert told(found) == {"INC-2026-0002": (State.LATE, 10)}
    assert [one.period for one in found.verdicts_of("OB-902")] == ["2026-C2", "2026-C3", "2026-C4"]


def test_a_level_is_looked_up_in_the_version_in_force() -> None:
    amended = amendment(AMENDED, 10, "2026-07-01")
    amended = {path: text.replace("code: L1", "code: L2") for path, text in amended.items()}
    files = (contract(FIRST), amended, obligation(901))
    assert errors(base(*files, incident(1, "2026-06-30"), incident(2, "2026-07-01", level="L2"))) == []
    assert errors(base(*files, incident(1, "2026-06-30", level="L2"))) == [("INC-2026-0001", "unknown-part")]
    assert errors(base(*files, incident(1, "2026-07-01"))) == [("INC-2026-0001", "unknown-part")]


def test_a_team_is_counted_by_the_version_in_force_on_each_day() -> None:
    found = sound(
        contract(FIRST),
        amendment(AMENDED, 10, "2026-07-01", engineers=2),
        obligation(901, judge=STAFFED),
        person("P-001", 'role: engineer, from: "2026-01-01"'),
        person("P-002", 'role: engineer, from: "2026-08-01"'),
    )
    [one] = found.verdicts_of("OB-901")
    assert one.state is State.FAILED
    assert "2026-07-01 至 2026-07-31" in str(one.trace)
    assert "应有 2 人" in str(one.trace)
    assert "2026-01" not in str(one.trace)


def test_an_amendment_that_ends_the_contract_earlier_ends_it_for_what_comes_then() -> None:
    shorter = ("2026-01-01", "2026-09-30")
    files = (
        contract(FIRST),
        amendment(AMENDED, 30, "2026-08-01", term=shorter),
        obligation(901, judge=WRITTEN),
    )
    found = base(*files, incident(1, "2026-09-30"), incident(2, "2026-10-01"))
    assert errors(found) == [("INC-2026-0002", "outside-term")]
    assert [one.period for one in found.verdicts_of("OB-901")] == ["2026-C1", "2026-C2", "2026-C3"]
    before = sound(*files, now=datetime.fromisoformat("2026-07-31T12:00:00+08:00"))
    assert [one.period for one in before.verdicts_of("OB-901")][-1] == "2026-C4"  # nobody knew yet


def test_an_amendment_that_goes_on_after_the_end_makes_one_term_of_both() -> None:
    longer = ("2027-01-01", "2027-06-30")
    files = (contract(FIRST), amendment(AMENDED, 10, "2027-01-01", term=longer), obligation(901))
    found = sound(
        *files, obligation(902, judge=WRITTEN), incident(1, "2026-12-31"), incident(2, "2027-01-01")
    )
    assert [limit for _, limit in told(found).values()] == [30, 10]
    assert len(found.verdicts_of("OB-902")) == 6


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ([amendment(AMENDED, 10, "2025-12-31")], [(AMENDED, "amendment-outside-term")]),
        ([amendment(AMENDED, 10, "2026-01-01")], []),
        ([amendment(AMENDED, 10, "2200-12-31")], [(AMENDED, "amendment-outside-term")]),
        ([amendment(AMENDED, 10, "2027-01-01")], []),  # from the day after the end on
        ([amendment(AMENDED, 10, "2027-01-02")], [(AMENDED, "amendment-outside-term")]),
        (
            [amendment(AMENDED, 10, "2026-07-01"), amendment("CT-2026-03", 10, "2026-06-30", AMENDED)],
            [("CT-2026-03", "amendment-outside-term")],
        ),
        (
            [amendment(AMENDED, 10, "2026-07-01"), amendment("CT-2026-03", 10, "2026-07-01", AMENDED)],
            [("CT-2026-03", "amendment-same-day")],
        ),
        ([amendment(AMENDED, 10, "2026-07-01", AMENDED)], [(AMENDED, "amendment-circle")]),
        (
            [{path: text.replace("某单位", "别的单位") for path, text in amendment(AMENDED, 10, "2026-07-01").items()}],
            [(AMENDED, "amendment-other-party")],
        ),
    ],
)  # fmt: skip
def test_an_amendment_has_its_place(files: list[Mapping[str, str]], expected: list[tuple[str, str]]) -> None:
    found = base(contract(FIRST), *files)
    assert [(one.place.path[-15:-5], one.code) for one in found.findings] == expected
    lines = {one.place.path: one.place for one in found.findings}
    assert all(place.line > 12 for place in lines.values())  # at `amends` or `effective_from`


def test_a_struck_out_amendment_changes_nothing() -> None:
    voided = 'voided: {reason: 弄错了合同, by: P-001, at: "2026-07-02T10:00:00+08:00"}\n'
    amended = {path: text + voided for path, text in amendment(AMENDED, 10, "2026-07-01").items()}
    found = sound(contract(FIRST), amended, person("P-001"), obligation(901), incident(1, "2026-08-01"))
    assert told(found) == {"INC-2026-0001": (State.MET, 30)}


def test_an_unsound_amendment_leaves_what_was_reported_before_it_and_nothing_after() -> None:
    broken = {path: text + "colour: red\n" for path, text in amendment(AMENDED, 10, "2026-07-01").items()}
    found = base(
        contract(FIRST), broken, obligation(901), incident(1, "2026-06-30"), incident(2, "2026-07-01")
    )
    assert errors(found) == [(AMENDED, "unknown-key")]
    assert [state for state, _ in told(found).values()] == [State.MET, State.SUSPECT]


def test_a_level_that_stands_twice_is_an_error_and_judges_nothing() -> None:
    [(path, text)] = contract(FIRST).items()
    row = next(line for line in text.splitlines() if "code: L1" in line)
    twice = {path: text.replace(row, f"{row}\n{row.replace('30,', '99,')}")}
    found = base(twice, obligation(901), incident(1, "2026-06-30"))
    assert [(one.code, one.place.line) for one in found.findings] == [("row-code-twice", 9)]
    assert told(found) == {"INC-2026-0001": (State.SUSPECT, None)}


# --- one contract after the other -----------------------------------------------------------------------------


@pytest.mark.parametrize("settings", [SETTINGS, b'[tool.itss]\ncontract = "CT-2027-01"\n', b""])
def test_each_contract_year_judges_what_starts_in_it_once(settings: bytes) -> None:
    found = sound(
        contract(FIRST),
        contract(NEXT, 10, ("2027-01-01", "2027-12-31")),
        obligation(901),
        obligation(902, NEXT),
        incident(1, "2026-12-31"),
        incident(2, "2027-01-01"),
        incident(3, "2027-02-01", NEXT),
        settings=settings,
    )
    assert told(found, 901) == {"INC-2026-0001": (State.MET, 30)}
    assert told(found, 902) == {"INC-2027-0002": (State.LATE, 10), "INC-2027-0003": (State.LATE, 10)}


def test_what_was_raised_by_the_old_year_stays_with_it() -> None:
    found = sound(
        contract(FIRST),
        contract(NEXT, 10, ("2027-01-01", "2027-12-31")),
        obligation(901, judge=ACTED),
        obligation(902, NEXT, "closed: {kind: action}"),
        obligation(903, FIRST, "closed: {kind: action}"),
        person("P-001"),
        incident(1, "2026-12-30"),
        action("INC-2026-0001", "2027-01-05"),
    )
    assert told(found, 901) == {"INC-2026-0001": (State.AT_RISK, None)}
    assert told(found, 902) == {}
    assert set(told(found, 903)) == {"AN-2027-001"}


def test_two_contracts_share_people_each_with_posts_of_its_own() -> None:
    [(path, text)] = contract(NEXT, 10).items()
    other = {path: text.replace("role: engineer", "role: analyst")}
    found = sound(
        contract(FIRST),
        other,
        obligation(901, judge=STAFFED),
        obligation(902, NEXT, STAFFED),
        serving(
            person("P-001", 'role: engineer, from: "2026-01-01"', 'role: analyst, from: "2026-01-01"'),
            FIRST,
            NEXT,
        ),
        incident(1, "2026-06-01"),
        incident(2, "2026-06-01", NEXT),
    )
    parts: list[list[Verdict]] = [list(found.verdicts_of(name)) for name in ("OB-901", "OB-902")]
    assert [[(one.part, one.state) for one in some] for some in parts] == [
        [("engineer", State.MET)],
        [("analyst", State.MET)],
    ]
    unknown = base(contract(FIRST), other, person("P-002", 'role: cook, from: "2026-01-01"'))
    assert errors(unknown) == [("P-002", "unknown-part")]


def test_where_a_third_year_might_hold_it_nobody_can_say_and_it_is_told() -> None:
    later = ("2027-01-01", "2027-12-31")
    files = (contract(FIRST), contract(NEXT, 10, later), contract("CT-2027-02", 20, later))
    found = sound(*files, obligation(901), obligation(902, NEXT), incident(1, "2027-02-01"))
    assert told(found, 901) == told(found, 902) == {"INC-2027-0001": (State.SUSPECT, None)}


def test_what_starts_in_no_year_is_an_error() -> None:
    files = (contract(FIRST), contract(NEXT, 10, ("2027-02-01", "2027-12-31")))
    assert errors(base(*files, incident(1, "2027-01-15"))) == [("INC-2027-0001", "outside-term")]
    assert errors(base(*files, incident(1, "2027-02-01", FIRST))) == [("INC-2027-0001", "outside-term")]


# --- after the end --------------------------------------------------------------------------------------------

SURVEY = """\
id: SV-2027-01
title: 年末满意度调查
{about}sent: "2027-01-08T09:00:00+08:00"
asked: 30
"""
TRAINING = """\
id: TR-2027-001
title: 补训一次操作
form: {form}
audience: {audience}
{about}agreed: "2027-01-08T09:00:00+08:00"
"""


def survey(about: str) -> dict[str, str]:
    return {"records/people/survey/2027/SV-2027-01.yaml": SURVEY.format(about=about)}


@pytest.mark.parametrize(
    ("about", "codes"),
    [
        ('period: {from: "2026-07-01", to: "2026-12-31"}\n', []),
        ("quarter: 2026-Q4\n", []),
        ("quarter: 2027-Q1\n", ["outside-term"]),
        ("quarter: 2200-Q4\n", ["outside-term"]),
        ("", ["outside-term"]),
    ],
)
def test_a_survey_after_the_end_is_right_if_it_asks_about_days_within(about: str, codes: list[str]) -> None:
    found = base(contract(FIRST), survey(about))
    assert [code for _, code in errors(found)] == codes


def test_an_action_after_the_end_is_right_if_what_raised_it_lies_within() -> None:
    files = (contract(FIRST), obligation(901, judge=ACTED), person("P-001"), incident(1, "2026-12-30"))
    found = sound(*files, action("INC-2026-0001", "2027-01-05"))
    assert told(found) == {"INC-2026-0001": (State.AT_RISK, None)}
    raised = sound(*files, survey("quarter: 2026-Q4\n"), action("SV-2027-01", "2027-01-12"))
    assert "AN-2027-001" in raised.facts.records
    outside = base(*files, incident(2, "2027-01-02"), action("INC-2027-0002", "2027-01-05"))
    assert errors(outside) == [("AN-2027-001", "outside-term"), ("INC-2027-0002", "outside-term")]


def test_an_incident_after_the_end_is_an_error_whatever_it_repeats() -> None:
    [(path, text)] = incident(2, "2027-01-02").items()
    repeats = {path: text + "duplicate_of: INC-2026-0001\n"}
    found = base(contract(FIRST), incident(1, "2026-12-30"), repeats)
    assert errors(found) == [("INC-2027-0002", "outside-term")]


def test_nothing_before_the_term_is_excused_by_what_it_is_about() -> None:
    found = base(
        contract(FIRST), person("P-001"), incident(1, "2026-01-02"), action("INC-2026-0001", "2025-12-30")
    )
    assert errors(found) == [("AN-2025-001", "outside-term")]


def test_a_late_inspection_of_the_last_quarter_is_judged_as_late() -> None:
    planned = """\
id: INS-2027-001
title: 第四季度巡检
template: IT-QUARTERLY
planned: "2026-12-20"
started: "2027-01-05T09:00:00+08:00"
finished: "2027-01-05T12:00:00+08:00"
inspector: P-004
reviewer: P-001
conclusion: 各项正常
readings:
  - {item: app-heap, value: 66, status: normal}
  - {item: app-service, status: normal}
  - {item: db-buffer-hit, status: normal}
"""
    judge = (
        "every:\n  kind: inspection\n  period: contract-quarter\n  at: finished\n  names_period: planned\n"
    )
    verdicts = judged(judge, {"records/technology/inspection/2027/INS-2027-001.yaml": planned}, NOW)
    assert {one.period: one.state for one in verdicts}["2026-C4"] is State.LATE


@pytest.mark.parametrize(
    ("about", "codes"),
    [("", ["outside-term"]), ('planned: "2026-12-20"\n', []), ("request: RQ-2026-0001\n", [])],
)
def test_a_training_made_up_for_after_the_end_is_right(about: str, codes: list[str]) -> None:
    request = """\
id: RQ-2026-0001
category: consultation
reporter: {department: 科室}
channel: phone
summary: 想再听一次怎么操作
reported: "2026-12-28T09:00:00+08:00"
"""
    text = TRAINING.format(form="on-site", audience="customer", about=about)
    files = {
        "records/process/request/2026/RQ-2026-0001.yaml": request,
        "records/people/training/2027/TR-2027-001.yaml": text,
    }
    assert [code for _, code in errors(base(contract(FIRST), files))] == codes


LAST_PAPERS = {
    "records/process/report/2026/RP-2026-Q4.yaml": """\
id: RP-2026-Q4
title: 第四季度诊断
category: quarterly
quarter: "2026-Q4"
period: {from: "2026-10-01", to: "2026-12-31"}
author: P-001
""",
    "records/process/confirmation/2026/CF-2026-12.yaml": """\
id: CF-2026-12
month: "2026-12"
items:
  - {record: INC-2026-0001, opinion: accept}
""",
    "records/process/seal/2026/SE-2026-12.yaml": """\
id: SE-2026-12
month: "2026-12"
root_sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
counts: {records: 1, late: 0, edited: 0}
""",
    "records/process/acceptance/2027/AP-2027-01.yaml": """\
id: AP-2027-01
title: 年度验收
category: final
period: {from: "2026-01-01", to: "2026-12-31"}
deliverables:
  - {record: RP-2026-Q4, opinion: accept}
""",
}


def test_the_last_papers_of_a_year_belong_to_it_though_the_next_has_begun() -> None:
    found = base(
        contract(FIRST),
        contract(NEXT, 10, ("2027-01-01", "2027-12-31")),
        person("P-001"),
        incident(1, "2026-12-30"),
        LAST_PAPERS,
        settings=b'[tool.itss]\ncontract = "CT-2027-01"\n',
    )
    assert errors(found) == []
    bound = binding.read(found.facts.states, found.kinds, found.config)
    names = [path.rsplit("/", 1)[-1].removesuffix(".yaml") for path in LAST_PAPERS]
    assert {name: bound.of(found.facts.records[name]).contract for name in names} == dict.fromkeys(
        names, FIRST
    )


def test_an_action_whose_source_cannot_be_relied_on_is_not_blamed_for_it() -> None:
    [(path, text)] = incident(1, "2026-12-30").items()
    broken = {path: text + "colour: red\n"}
    files = (contract(FIRST), person("P-001"), broken, action("INC-2026-0001", "2027-01-05"))
    assert errors(base(*files)) == [("INC-2026-0001", "unknown-key")]
    judge = "closed: {kind: action}"
    second = (contract(NEXT, 10, ("2027-01-01", "2027-12-31")), obligation(901, judge=judge))
    found = base(*files, *second, obligation(902, NEXT, judge))
    assert told(found, 901) == told(found, 902) == {"AN-2027-001": (State.SUSPECT, None)}


def test_a_contract_that_nothing_rests_on_is_told() -> None:
    later = contract(NEXT, 10, ("2027-01-01", "2027-12-31"))
    amended = amendment(AMENDED, 10, "2026-07-01")
    codes = [one.code for one in sound(contract(FIRST), amended, later, obligation(901, AMENDED)).findings]
    assert codes == ["contract-unjudged"]
    assert sound(contract(FIRST), later, obligation(901), obligation(902, NEXT)).findings == ()
    assert sound(contract(FIRST), later).findings == ()


def test_a_year_from_leap_day_asks_for_four_quarters() -> None:
    signed = contract(FIRST, term=("2028-02-29", "2029-02-28"), more='signed: "2026-01-05"\n')
    found = sound(signed, obligation(901, judge=WRITTEN))
    assert [one.period for one in found.verdicts_of("OB-901")] == ["2028-C1", "2028-C2", "2028-C3", "2028-C4"]


# --- calendars ------------------------------------------------------------------------------------------------

MORNING = """\
id: {id}
title: 上午的钟
zone: Asia/Shanghai
always: false
windows:
  - {{weekdays: [1, 2, 3, 4, 5, 6, 7], from: "{begin}", to: "12:00"}}
years: [2026, 2027]
{more}"""


def hours(name: str, begin: str, more: str = "") -> dict[str, str]:
    return {f"records/requirements/calendar/{name}.yaml": MORNING.format(id=name, begin=begin, more=more)}


IN_JULY = 'amends: CAL-OLD\neffective_from: "2026-07-01"\n'
BY_HOURS = ANSWERED.replace("}", ", calendar: {}}}").replace("clock: {", "clock: {{")


@pytest.mark.parametrize("named", ["CAL-OLD", "CAL-NEW"])
def test_hours_that_change_in_july_count_for_what_was_reported_from_july_on(named: str) -> None:
    found = sound(
        contract(FIRST, 15),
        hours("CAL-OLD", "09:10"),
        hours("CAL-NEW", "08:00", IN_JULY),
        obligation(901, judge=BY_HOURS.format(named)),
        incident(1, "2026-06-30"),  # ten of its twenty minutes lie within
        incident(2, "2026-07-01"),  # all twenty
    )
    assert told(found) == {"INC-2026-0001": (State.MET, 15), "INC-2026-0002": (State.LATE, 15)}


def test_hours_that_cannot_be_relied_on_leave_what_was_reported_before_them() -> None:
    found = base(
        contract(FIRST, 15),
        hours("CAL-OLD", "09:10"),
        hours("CAL-NEW", "08:00", IN_JULY + "colour: red\n"),
        obligation(901, judge=BY_HOURS.format("CAL-OLD")),
        incident(1, "2026-06-30"),
        incident(2, "2026-07-01"),
    )
    assert [state for state, _ in told(found).values()] == [State.MET, State.SUSPECT]


def test_no_clock_runs_by_all_hours_because_those_named_cannot_be_relied_on() -> None:
    broken = hours("CAL-OLD", "09:10", "colour: red\n")
    found = base(
        contract(FIRST, 15),
        broken,
        obligation(901, judge=BY_HOURS.format("CAL-OLD")),
        incident(1, "2026-06-30"),
    )
    assert told(found) == {"INC-2026-0001": (State.SUSPECT, 15)}


def test_two_new_hours_from_one_day_are_an_error() -> None:
    files = hours("CAL-OLD", "09:10"), hours("CAL-NEW", "08:00", IN_JULY), hours("CAL-NEXT", "08:30", IN_JULY)
    assert errors(base(contract(FIRST), *files)) == [("CAL-NEXT", "amendment-same-day")]
