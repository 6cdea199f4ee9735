"""What is there and was not done well never makes an obligation met, whatever the rule; the trace says what is wrong."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from conftest import sound_base
from one_obligation import at, base_with, incident, judged, of

from generators import knowledge
from generators.judging.verdict import State, Verdict
from generators.knowledge import KnowledgeBase

EVERY = """\
every:
  kind: incident
  where: [{field: id, is: [INC-2026-0801, INC-2026-0802]}]
  period: month
  at: reported
  times: 2
"""
CLOCK = """\
clock:
  kind: incident
  from: reported
  to: responded
  limit_minutes: 30
"""
CLOSED = "closed:\n  kind: incident\n  done: responded\n"
RESTORED = "  good: [{field: restored, given: true}]\n"


def two(second: str = "") -> dict[str, str]:
    """Two incidents of May, both answered in time; the first is restored."""
    more = {"restored": f'"{second}"'} if second else {}
    return {
        **incident(
            801, "2026-05-04T09:00:00+08:00",
            responded='"2026-05-04T09:10:00+08:00"', restored='"2026-05-04T10:00:00+08:00"',
        ),
        **incident(802, "2026-05-05T09:00:00+08:00", responded='"2026-05-05T09:10:00+08:00"', **more),
    }  # fmt: skip


def may(verdicts: list[Verdict]) -> Verdict:
    [found] = [one for one in verdicts if one.period == "2026-05"]
    return found


def test_what_is_not_good_does_not_count_as_one_of_a_period() -> None:
    assert may(judged(EVERY, two())).state is State.MET
    found = may(judged(EVERY + RESTORED, two()))
    assert (found.state, found.evidence) == (State.FAILED, ("INC-2026-0801", "INC-2026-0802"))
    assert "INC-2026-0802 不算做好：应当恢复写了，这里没有写。" in str(found.trace)
    assert may(judged(EVERY + RESTORED, two("2026-05-05T11:00:00+08:00"))).state is State.MET


def test_a_clock_that_stopped_in_time_is_failed_if_it_was_not_good() -> None:
    states = {one.subject: one.state for one in judged(CLOCK + RESTORED, two())}
    assert (states["INC-2026-0801"], states["INC-2026-0802"]) == (State.MET, State.FAILED)
    found = of(judged(CLOCK + RESTORED, two()), "INC-2026-0802")
    assert (found.measured_s, found.limit_s) == (600, 1800)
    assert "不算做好" in str(found.trace)


@pytest.mark.parametrize("good", ["", RESTORED])
def test_a_late_clock_stays_late_and_a_running_one_is_not_asked_yet(good: str) -> None:
    late = incident(803, "2026-05-06T09:00:00+08:00", responded='"2026-05-06T10:00:00+08:00"')
    running = incident(804, "2026-05-06T09:50:00+08:00")
    found = judged(CLOCK + good, {**late, **running}, at("05-06 10:00"))
    assert of(found, "INC-2026-0803").state is State.LATE
    assert of(found, "INC-2026-0804").state is State.DUE
    assert ("不算做好" in str(of(found, "INC-2026-0803").trace)) is bool(good)
    assert "不算做好" not in str(of(found, "INC-2026-0804").trace)


def test_what_was_closed_and_is_not_good_is_failed_and_what_is_open_may_become_good() -> None:
    open_one = incident(804, "2026-05-06T09:50:00+08:00")
    found = judged(CLOSED + RESTORED, {**two(), **open_one})
    states = [of(found, f"INC-2026-080{number}").state for number in (1, 2, 4)]
    assert states == [State.MET, State.FAILED, State.DUE]


PLAN = "docs/emergency/EP-PLATFORM.md"
OWNED = "present:\n  kind: emergency-plan\n  good: [{field: owner, side: %s}]\n"


def test_a_document_that_is_not_good_is_not_there() -> None:
    owner = re.search(r"^owner: (.*)$", sound_base()[PLAN].decode(), re.MULTILINE)
    assert owner
    [met] = judged(OWNED % "provider")
    [failed] = judged(OWNED % "customer")
    assert (met.state, failed.state) == (State.MET, State.FAILED)
    assert failed.evidence == ("EP-PLATFORM",)
    assert str(failed.trace).startswith("需要 1 份，算数的 0 份。EP-PLATFORM 不算做好：应当负责人是甲方的人")


def test_it_is_due_while_there_is_time_to_make_it_good() -> None:
    states = [
        judged(OWNED % "customer" + '  due: "2026-06-30"\n', now=at(f"{day} 12:00"))[0].state
        for day in ("06-30", "07-01")
    ]
    assert states == [State.DUE, State.FAILED]


def test_nothing_there_at_all_is_still_missing() -> None:
    judge = "present:\n  kind: drill\n  where: [{field: id, is: [NOBODY]}]\n  good: [{field: form, given: true}]\n"
    assert [one.state for one in judged(judge)] == [State.MISSING]


def test_a_level_asked_for_by_another_word_is_also_that_of_the_stop() -> None:
    judge = CLOCK + "  where: [{field: level, is_not: [L3, L4, L5]}]\n"
    subjects = {
        one.subject
        for one in judged(judge, {**two(), **incident(805, "2026-05-07T09:00:00+08:00", level="L1")})
    }
    assert "INC-2026-0805" in subjects
    assert not {"INC-2026-0801", "INC-2026-0802"} & subjects  # of level L3


STAFFED = "staffed:\n  kind: person\n  posts: posts\n  role: role\n  where: [{field: side, is: [%s]}]\n"


def test_only_people_who_meet_the_condition_hold_a_post() -> None:
    assert {one.state for one in judged(STAFFED % "customer")} == {State.MISSING}
    assert State.MISSING not in {one.state for one in judged(STAFFED % "provider") if one.evidence}


AVAILABLE = "available:\n  kind: incident\n  assumed: [{field: level, is: [L1]}]\n"
COVERED = "covered:\n  kind: roster\n  shifts: shifts\n  where: [{field: %s}]\n"


@pytest.mark.parametrize(
    ("condition", "covers"),
    [
        ("shifts.person, side: provider", True),
        ("shifts.person, side: customer", False),
        ("shifts.person.side, is: [provider]", True),
        ("shifts.person.side, is: [customer]", False),
        ("month, is: [2026-04]", True),
        ("month, is: [2026-05]", False),
    ],
)
def test_a_shift_is_asked_for_its_own_columns_and_its_roster_for_the_rest(
    condition: str, *, covers: bool
) -> None:
    path = "records/people/roster/2026/RO-2026-04.yaml"
    rows = "".join(
        f'  - {{from: "2026-04-{day:02}T00:00:00+08:00", to: "2026-04-{day:02}T23:59:59+08:00", person: P-004, duty: hotline, mode: on-call}}\n'
        for day in range(1, 31)
    )
    files = {path: f'id: RO-2026-04\nmonth: "2026-04"\nshifts:\n{rows}'}
    [april] = [one for one in judged(COVERED % condition, files) if one.period == "2026-04"]
    assert (april.measured_s == 30) is covers  # a second is left open each night


def test_the_sentence_of_every_example_holds_no_name_of_ours(base: KnowledgeBase) -> None:
    names = {field.name for kind in base.kinds.sound.values() for field in kind.tree.walk() if field.name}
    for one in base.facts.of_kind("obligation"):
        said = base.spoken(one)
        for text in (said.judged, *said.beside):
            assert text.endswith("。")
            assert not set(re.findall(r"[a-z_]{3,}", text)) & {*names, *base.kinds.sound}


@pytest.mark.parametrize(
    ("judge", "said"),
    [
        (EVERY, "每个自然月至少 2 次编号是INC-2026-0801或INC-2026-0802的事件；按接报算在哪个周期。"),
        (CLOCK + RESTORED, "事件从接报到响应不超过 30 分钟；恢复写了，才算做好。"),
        (
            ("clock:\n  kind: incident\n  from: reported\n  to: arrived\n  limit_by_level: arrive_minutes\n"
            "  needs: [remote_failed]\n  stops_also: [workaround]\n  pause_reasons: [waiting-user]\n"
            "  calendar: CAL-7X24\n"),
            "事件从接报到到场不超过合同里那一级的时限；临时恢复也算终点；有远程未果才判；挂起可以扣除的有等待用户；按全天候计时。",
        ),
        ("closed:\n  kind: inspection\n  by: action\n  through: source\n", "每件巡检都有整改，由另一个人按时验证。"),
        (CLOSED + "  within_days: 3\n", "每件事件都有响应；接报起 3 天以内。"),
        (OWNED % "customer" + '  review: review_due\n  due: "2026-06-30"\n',
         "至少有 1 份批准了的应急预案；过了下次评审就要重新评审；最迟 2026-06-30；负责人是甲方的人，才算做好。"),
        ("present:\n  kind: tool\n  count: 2\n", "至少有 2 份运维工具。"),
        (COVERED % "shifts.duty, is: [hotline]", "值班表的班次不留一分钟空档；只算有一个班次的值班类别是热线的。"),
        (STAFFED % "provider" + "  holding: qualifications\n",
         "每一天，合同团队的每个岗位都有足够的人，看所属方是乙方的人员的任职；手上的资质在有效期内才算。"),
        (AVAILABLE, ("每个自然月合同列出的每项功能，按事件里写的中断从发生到恢复合计停用多久；约定了可用率的按它判，没有约定的只列分钟，事先商定的停机另列；"
         "级别是紧急的事件没有写哪些功能中断，就算每项都中断。")),
        ("declared:\n  would_prove: 续签合同\n", "要有人承诺，还没有写下来；以后能算佐证的是续签合同。"),
        ("declared:\n  evidence: CT-2026-01\n  would_prove: 续签合同\n", None),
        ("share:\n  kind: incident\n  period: month\n  at: reported\n  good: [{field: restored, given: true}]\n",
         "每个自然月的事件，做好的占多少；没有约定目标，只列数字；按接报算在哪个周期；恢复写了，才算做好。"),
        (("share:\n  kind: incident\n  period: month\n  at: reported\n  good: [{field: restored, given: true}]\n"
         "  target: {met: 9, of: 10}\n"),
         "每个自然月的事件，每 10 件至少 9 件做好；按接报算在哪个周期；恢复写了，才算做好。"),
    ],
)  # fmt: skip
def test_how_an_obligation_is_judged_is_one_sentence(judge: str, said: str | None) -> None:
    base = knowledge.read(base_with(judge), at("06-01 09:00"))
    one = base.facts.records["OB-800"]
    contract = base.facts.records["CT-2026-01"].title
    wanted = said or f"只有承诺，写在{contract}里；以后能算佐证的是续签合同。"
    assert base.spoken(one) == (wanted, ())


def test_a_period_that_a_record_names_itself_is_said_by_the_title_of_its_field() -> None:
    judge = (
        "every:\n  kind: drill\n  period: quarter\n  at: finished\n  names_period: planned\n  grace_days: 5\n"
    )
    base = knowledge.read(base_with(judge), at("06-01 09:00"))
    assert "写明了计划日期的按写明的算；" in base.spoken(base.facts.records["OB-800"]).judged


def test_what_must_be_covered_is_said_in_the_words_of_the_contract() -> None:
    judge = "every:\n  kind: inspection\n  period: quarter\n  at: finished\n"
    judge += "  covers: readings.item.part\n  covering: [state, tuning]\n"
    base = knowledge.read(base_with(judge), at("06-01 09:00"))
    said = base.spoken(base.facts.records["OB-800"]).judged
    assert said.endswith("；读数的巡检项的合同部分要包括运行状态巡检、性能调优。")


def test_where_the_schema_of_what_is_judged_is_broken_the_sentence_says_so() -> None:
    base = knowledge.read(base_with("present:\n  kind: tool\n"), at("06-01 09:00"))
    left = {name: kind for name, kind in base.kinds.sound.items() if name != "tool"}
    broken = replace(base, kinds=base.kinds._replace(sound=left))
    said = broken.spoken(base.facts.records["OB-800"]).judged
    assert said == "这一类登记的模式有误，改正以后才说得出怎么判。"
