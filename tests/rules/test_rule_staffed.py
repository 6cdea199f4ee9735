"""The rule `staffed`: each role of the team held by enough people on every day so far."""

from __future__ import annotations

from conftest import sound_base
from one_obligation import CONTRACT, judged

from generators.judging.verdict import State
from generators.strict_yaml import load

ENGINEER = "records/people/person/P-004.yaml"
POSTS = "staffed:\n  kind: person\n  posts: posts\n  role: role\n"


def test_each_role_of_the_team_is_judged_and_nobody_is_never_met() -> None:
    verdicts = judged("staffed:\n  kind: person\n  posts: posts\n  role: role\n")
    assert verdicts
    assert {one.state for one in verdicts if not one.evidence} <= {State.MISSING}


def test_a_person_whose_certificate_has_lapsed_does_not_count_from_the_next_day() -> None:
    path = "records/people/person/P-001.yaml"
    text = sound_base()[path].decode()
    begin = text.index("qualifications:")
    rows = (
        "qualifications:\n"
        '  - {name: 试判证, from: "2024-01-01", to: "2026-03-31"}\n'
        '  - {name: 另一证, from: "2026-04-01", to: "2026-05-31"}\n'
    )
    judge = "staffed:\n  kind: person\n  posts: posts\n  role: role\n  holding: qualifications\n"
    verdicts = judged(judge, {path: text[:begin] + rows})
    [found] = [one for one in verdicts if "P-001" in one.evidence]
    assert found.state is State.FAILED
    assert "2026-06-01 至 2026-11-20" in str(found.trace)


def test_a_role_of_the_team_is_the_part_that_is_judged_and_no_clock() -> None:
    verdicts = judged("staffed:\n  kind: person\n  posts: posts\n  role: role\n")
    team = load(sound_base()[CONTRACT])["team"]
    assert [one.part for one in verdicts] == sorted(row["role"] for row in team)
    assert {one.clock for one in verdicts} == {None}


def posted(rows: str) -> State:
    """How the engineers' role stands when the only engineer holds these posts."""
    text = sound_base()[ENGINEER].decode()
    files = {ENGINEER: f"{text[: text.index('posts:')]}posts:\n{rows}"}
    [found] = [one for one in judged(POSTS, files) if one.part == "support-engineer"]
    return found.state


def post(begin: str, end: str = "", role: str = "support-engineer") -> str:
    row = f'  - post: 运维支持工程师\n    role: {role}\n    from: "{begin}"\n'
    return f'{row}    to: "{end}"\n' if end else row


def test_a_role_that_somebody_held_on_every_day_is_met() -> None:
    assert posted(post("2026-01-01")) is State.MET
    assert posted(post("2025-01-01", "2026-05-31") + post("2026-06-01")) is State.MET


def test_one_day_without_anybody_is_enough_to_fail() -> None:
    assert posted(post("2026-01-02")) is State.FAILED
    assert posted(post("2026-01-01", "2026-05-30") + post("2026-06-01")) is State.FAILED
    assert posted(post("2026-01-01", "2026-11-19")) is State.FAILED


def test_a_role_that_nobody_ever_held_is_missing() -> None:
    assert posted(post("2026-01-01", role="service-manager")) is State.MISSING


def test_the_trace_says_how_many_a_role_needs_and_on_which_days_they_were_not_there() -> None:
    team = {row["role"]: row for row in load(sound_base()[CONTRACT])["team"]}
    title, needed = team["support-engineer"]["name"], team["support-engineer"]["count"]
    text = sound_base()[ENGINEER].decode()
    told = {}
    for rows in (
        post("2026-01-01"),
        post("2026-01-05", "2026-05-30") + post("2026-06-01"),
        post("2026-01-01", role="service-manager"),
    ):
        files = {ENGINEER: f"{text[: text.index('posts:')]}posts:\n{rows}"}
        [found] = [one for one in judged(POSTS, files) if one.part == "support-engineer"]
        told[found.state] = str(found.trace)
    assert told == {
        State.MET: f"{title}每天都有 {needed} 人。",
        State.FAILED: f"{title}应有 {needed} 人，2026-01-01 至 2026-01-04、2026-05-31 至 2026-05-31 不足。",
        State.MISSING: f"没有人担任{title}。",
    }
