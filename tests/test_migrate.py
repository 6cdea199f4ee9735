"""An older base is brought to the format that the program reads, and loses nothing on the way.

`tests/format_1` is a base of format 1, kept as it was: the good examples of that time, some of them written as people
write who do not use this program. A step for what they lack brings its own record into it. `tests/format_2` is what becomes
of its files that change, byte for byte. `tests/before_conditions` holds obligations of format 2.
"""

from __future__ import annotations

import functools
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
import yaml
from conftest import LONG, NOW, ROOT, SETTINGS, Repository, schemas, sound_base
from hypothesis import given, settings
from hypothesis import strategies as st

from generators import cli, config, knowledge
from generators.authoring import migrate
from generators.authoring.migrate import Migration
from generators.authoring.steps import STEPS
from generators.finding import UserError
from generators.judging.verdict import Verdict
from generators.knowledge import KnowledgeBase
from generators.records.earlier import load_earlier
from generators.records.facts import Facts
from generators.records.record import Record
from generators.records.shifts import spread
from generators.strict_yaml import load

OLD = Path(__file__).parent / "format_1"
NEW = Path(__file__).parent / "format_2"
SECOND = Path(__file__).parent / "before_conditions"
OBLIGATION = "records/requirements/obligation/{}.yaml"
CONDITIONED = tuple(
    OBLIGATION.format(one) for one in ("OB-002", "OB-004", "OB-005", "OB-007", "OB-008", "OB-009")
)
CALENDAR = "records/requirements/calendar/CAL-OFFICE.yaml"
CONTRACT = "records/requirements/contract/CT-2026-01.yaml"
ROSTER = "records/people/roster/2026/RO-2026-05.yaml"
TEMPLATE = "records/technology/inspection-template/IT-QUARTERLY.yaml"


def base_in(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


@functools.cache
def old_base() -> Mapping[str, bytes]:
    return base_in(OLD)


@functools.cache
def second_base() -> Mapping[str, bytes]:
    return base_in(SECOND)


def brought(files: Mapping[str, bytes]) -> Migration:
    return migrate.migrate(files, schemas())


def after(files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {**files, **brought(files).changed}


def repository_of(repository: Repository, files: Mapping[str, bytes]) -> Path:
    for name, data in {**files, "mkdocs.yml": b"site_name: x\n"}.items():
        (repository.path / name).parent.mkdir(parents=True, exist_ok=True)
        (repository.path / name).write_bytes(data)
    repository.run("add", "-A")
    repository.run("-c", "core.autocrlf=false", "commit", "-q", "-m", "all")
    return repository.path


def test_a_base_of_format_1_is_sound_afterwards() -> None:
    """What nobody looked for then is a notice: months on call, half tables, no change named, no text read; no step can know who agreed."""
    found = knowledge.read({**after(old_base()), **schemas()}, NOW).findings
    assert [(one.place.path[-15:], one.code) for one in found] == [
        ("/DP-PLATFORM.md", "row-missing"),
        ("RO-2026-03.yaml", "duty-without-break"),
        ("-2026-0001.yaml", "change-unnamed"),
        ("-2026-0001.yaml", "unwaived"),
        ("-2026-0003.yaml", "change-unnamed"),
        ("-2026-0006.yaml", "release-missing"),
        ("827-1-2012.yaml", "verified-unread"),
        ("827-1-2012.yaml", "verified-unread"),
        ("DR-2026-01.yaml", "row-missing"),
        ("ule/RU-001.yaml", "off-not-shown"),
        ("ule/RU-001.yaml", "off-without-change"),
    ]


def test_ids_and_places_stay() -> None:
    assert set(after(old_base())) == set(old_base())


def test_what_changes_is_what_was_meant_and_all_else_keeps_every_byte() -> None:
    assert brought(old_base()).changed == base_in(NEW)


def test_the_second_time_nothing_is_left_to_do() -> None:
    assert brought(after(old_base())) == Migration({}, {})


def test_each_step_leaves_alone_what_is_done() -> None:
    done = after(old_base())
    again = {step.told: step.apply(done) for steps in STEPS.values() for step in steps}
    assert not any(again.values())


def test_every_changed_file_is_told_in_chinese() -> None:
    found = brought(old_base())
    assert list(found.told) == list(found.changed)
    assert all(re.search(r"[\u4e00-\u9fff]", line) for line in migrate.text(found).splitlines())


def test_the_settings_come_last() -> None:
    assert list(brought(old_base()).changed)[-1] == config.FILE


def test_a_run_that_was_cut_off_can_be_run_again() -> None:
    whole = after(old_base())
    for number in range(len(brought(old_base()).changed)):
        some = dict(list(brought(old_base()).changed.items())[:number])
        assert after({**old_base(), **some}) == whole


def test_holidays_are_read_alike_by_every_yaml_reader() -> None:
    assert False in yaml.safe_load(old_base()[CALENDAR])
    rows = yaml.safe_load(after(old_base())[CALENDAR])["holidays"]
    assert rows == load(old_base()[CALENDAR])["off"]


def test_line_ends_and_comments_stay() -> None:
    calendar, template = after(old_base())[CALENDAR], after(old_base())[TEMPLATE].decode()
    assert calendar == old_base()[CALENDAR].replace(b"\r\noff:", b"\r\nholidays:")
    assert re.findall("#.*", template) == re.findall("#.*", old_base()[TEMPLATE].decode())
    assert '"warn_below": 95, alarm_below: 90}' in template


def test_limits_say_on_which_side_they_lie() -> None:
    rows = {row["code"]: row for row in load(after(old_base())[TEMPLATE])["items"]}
    assert [row.get("direction") for row in rows.values()] == [None] * 3
    assert (rows["app-heap"]["warn_above"], rows["app-heap"]["alarm_above"]) == (70, 85)
    assert (rows["db-buffer-hit"]["warn_below"], rows["db-buffer-hit"]["alarm_below"]) == (95, 90)


INCIDENT = "records/process/incident/2026/INC-2026-0006.yaml"
AGAIN = {"at": "2026-06-16T08:50:00+08:00", "reason": "由旧格式转来，经过见备注"}


@pytest.mark.parametrize(
    ("restored", "first", "row"),
    [
        ('"2026-06-17T11:20:00+08:00"', {"certainty": "unknown"}, {"restored": "2026-06-17T11:20:00+08:00"}),
        ('{at: "2026-06-17T11:20:00+08:00", source: call-log}', {"certainty": "unknown"},
         {"restored": {"at": "2026-06-17T11:20:00+08:00", "source": "call-log"}}),
        ('"2026-06-15T16:30:00+08:00"', "2026-06-15T16:30:00+08:00", {}),
    ],
)  # fmt: skip
def test_the_last_reopening_becomes_a_row_and_the_first_restoration_is_not_guessed(
    restored: str, first: object, row: dict[str, object]
) -> None:
    old = old_base()[INCIDENT].replace(b'"2026-06-17T11:20:00+08:00"', restored.encode())
    new = load(after({**old_base(), INCIDENT: old})[INCIDENT])
    assert (new["restored"], new["reopenings"]) == (first, [{**AGAIN, **row}])
    assert "reopened" not in new


def test_a_field_and_its_values_become_one_condition() -> None:
    old, new = second_base(), after(second_base())
    for path in CONDITIONED:
        ((_, before),) = load_earlier(old[path])["judge"].items()
        ((_, now),) = load(new[path])["judge"].items()
        assert now.pop("where") == [{"field": before.pop("where"), "is": before.pop("values")}]
        assert now == before
    assert brought(new) == Migration({}, {})


def test_the_comments_of_what_becomes_a_condition_stay() -> None:
    old, new = second_base(), after(second_base())
    for path in CONDITIONED:
        said = [re.findall(r"#[^#\r\n]*[^#\s]", files[path].decode()) for files in (old, new)]
        assert said[0] == said[1]
    kept = new[OBLIGATION.format("OB-002")].decode()
    assert "    # how it came in\n    where: [{field: channel, is: [phone]}]\n" in kept
    assert (
        "    # only calls\n    # a call is noted by the desk\n    # the hotline\n    from: reported\n" in kept
    )
    assert b"\r\n    where: [{field: shifts.duty, is: [hotline]}]\r\n" in new[OBLIGATION.format("OB-007")]


def told(base: KnowledgeBase) -> list[Verdict]:
    return [one._replace(trace=str(one.trace)) for one in base.verdicts]


def test_the_verdicts_of_what_was_format_2_are_those_of_the_examples() -> None:
    """The obligations of `before_conditions` are those of the good examples, in the same files."""
    rest = {path: data for path, data in sound_base().items() if "/obligation/" not in path}
    done = {path: data for path, data in after(second_base()).items() if path in rest or "obligation" in path}
    then, now = (knowledge.read({**rest, **schemas(), **some}, NOW) for some in (done, sound_base()))
    known = {one.obligation for one in then.verdicts}
    assert then.findings == ()
    read = known & {
        one.obligation for one in now.verdicts if one.reading
    }  # has readings since, which no step writes
    assert [one for one in told(then) if one.obligation not in read] == [
        one for one in told(now) if one.obligation in known - read
    ]
    assert [(one.period, one.state) for one in then.verdicts if one.obligation in read] == [
        (one.period, one.state) for one in now.verdicts if one.obligation in read
    ]
    assert len(known) == len(second_base()) - 2  # one finds nothing to judge; the settings


@pytest.mark.parametrize(
    "judge", ["{where: channel}", "{values: [phone]}", "{where: 3, values: [a]}", "[]", "3"]
)
def test_what_said_nothing_or_was_never_sound_is_left_to_a_person(judge: str) -> None:
    path = OBLIGATION.format("OB-002")
    odd = f"id: OB-002\njudge: {{every: {judge}}}\n".encode()
    assert path not in brought({**second_base(), path: odd}).changed


def test_the_lists_of_the_old_schema_go_to_the_contract_that_is_meant() -> None:
    second = old_base()[CONTRACT].replace(b"CT-2026-01", b"CT-2026-02")
    other = CONTRACT.replace("-01.", "-02.")
    done = after({**old_base(), other: second})
    assert "state" in [row["code"] for row in load(done[CONTRACT])["inspection_parts"]]
    assert "client" in [row["code"] for row in load(done[CONTRACT])["places"]]
    assert done[other] == second
    unsettled = after({**old_base(), other: second, "pyproject.toml": b""})
    assert load(unsettled[other])["places"] == load(unsettled[CONTRACT])["places"]


def test_a_contract_of_a_base_without_templates_and_rosters_gets_no_lists() -> None:
    files = {path: data for path, data in old_base().items() if path not in {TEMPLATE, ROSTER}}
    assert CONTRACT not in brought(files).changed


def spans_of(files: Mapping[str, bytes]) -> dict[str, list[tuple[object, ...]]]:
    """Who has which duty when, by roster; a base of format 1 is read as if it were of today."""
    facts = knowledge.read({**files, config.FILE: SETTINGS, **schemas()}, NOW).facts
    rosters = [one for one in facts.records.values() if one.kind.name == "roster"]
    return {one.id: sorted(_spans(one, facts)) for one in rosters}


def _spans(roster: Record, facts: Facts) -> Iterator[tuple[object, ...]]:
    links = facts.named_by(roster.id)
    for span in spread(roster, "shifts", links, facts.records, ZoneInfo("Asia/Shanghai")).spans:
        row = span.row
        yield span.begin, span.end, row["person"], row["duty"], row["mode"], row.get("substitute_for", "")


def test_whoever_had_a_duty_in_the_rows_of_a_roster_has_it_in_its_days() -> None:
    assert spans_of(after(old_base())) == spans_of(old_base())
    assert "days" in load(after(old_base())[ROSTER])


@pytest.mark.parametrize("style", ["flow", "zero indent", "Windows", "another zone"])
def test_rosters_are_laid_out_however_they_were_written(style: str) -> None:
    text = old_base()[ROSTER].decode()
    plain = yaml.safe_dump(load(text.encode()), allow_unicode=True, sort_keys=False, width=200)
    written = {
        "flow": re.sub(r"(?s)shifts:\n(.*?)phone", lambda m: f"shifts: {in_braces(m[0])}\nphone", plain),
        "zero indent": plain,
        "Windows": text.replace("\n", "\r\n"),
        "another zone": text.replace("T08:00:00+08:00", "T00:00:00+00:00"),
    }[style]
    files = {**old_base(), ROSTER: written.encode()}
    assert len(load(after(files)[ROSTER])["shifts"]) == 1
    assert spans_of(after(files)) == spans_of(old_base())


ODD = st.sampled_from(["", "", "", "short", "late", "stood in", "no desk", "note", "swapped"])
CELLS = '{{from: "2026-05-{:02}T{}:00+08:00", to: "{}:00+08:00", person: {}, duty: {}, mode: {}{}}}'


def drawn(days: list[tuple[str, str]]) -> bytes:
    """A roster of two who have day and night in turn, with what happens in a month."""
    rows = []
    for number, odds in enumerate(days, 1):
        two = ["P-001", "P-004"] if (number % 2 == 0) != ("swapped" in odds) else ["P-004", "P-001"]
        ends = f"2026-05-{number:02}T20:00", f"2026-05-{number + 1:02}T08:00"
        for (begin, mode), end, who, odd in zip(
            (("08:00", "on-site"), ("20:00", "on-call")), ends, two, odds, strict=True
        ):
            other = two[who == two[0]]
            more = ", note: 照旧" if odd == "note" else ""
            more = f", substitute_for: {other}, note: 替班" if odd == "stood in" else more
            until = end.replace("20:", "19:").replace("08:", "07:") if odd == "short" else end
            since = begin[:3] + "30" if odd == "late" else begin
            duties = ("hotline",) if odd == "no desk" else ("hotline", "desk")
            rows += [CELLS.format(number, since, until, who, duty, mode, more) for duty in duties]
    return b'id: RO-2026-05\nmonth: "2026-05"\nshifts:\n' + "".join(f"- {one}\n" for one in rows).encode()


@settings(deadline=None, max_examples=5_000 if LONG else 10)
@given(st.lists(st.tuples(ODD, ODD), min_size=8, max_size=29))
def test_whatever_happens_in_a_month_its_duties_are_kept(days: list[tuple[str, str]]) -> None:
    needed = {path: data for path, data in old_base().items() if "/person/" in path}
    files = {**needed, CONTRACT: old_base()[CONTRACT], ROSTER: drawn(days)}
    kept = spans_of(after(files))
    assert kept == spans_of(files)
    assert kept["RO-2026-05"]


def in_braces(table: str) -> str:
    rows = yaml.safe_load(table.removesuffix("phone"))["shifts"]
    return yaml.safe_dump(rows, default_flow_style=True, allow_unicode=True, width=200).strip()


def test_a_roster_is_laid_out_by_the_shifts_that_its_contract_lists_and_all_its_versions_get_them() -> None:
    listed = yaml.safe_load(
        yaml.safe_dump(load(after(old_base())[CONTRACT])["shifts"]).replace("SHIFT", "OURS")
    )
    shifts = yaml.safe_dump({"shifts": listed}, allow_unicode=True).encode()
    done = after({**old_base(), CONTRACT: old_base()[CONTRACT] + shifts})
    assert done[ROSTER] == base_in(NEW)[ROSTER].replace(b"SHIFT", b"OURS")
    done = after({**old_base(), AMENDMENT: amendment(term="2026-07-01")})
    assert load(done[AMENDMENT])["shifts"] == load(done[CONTRACT])["shifts"]


def test_a_roster_whose_contract_nobody_can_tell_stays_as_it_was() -> None:
    unnamed = old_base()[ROSTER].replace(b"contract: CT-2026-01\n", b"")
    other = CONTRACT.replace("-01.", "-02.")
    second = old_base()[CONTRACT].replace(b"CT-2026-01", b"CT-2026-02")
    done = after({**old_base(), ROSTER: unnamed, other: second, config.FILE: b""})
    assert done[ROSTER] == unnamed
    stranger = old_base()[ROSTER].replace(b"contract: CT-2026-01", b"contract: CT-2027-09")
    assert after({**old_base(), ROSTER: stranger})[ROSTER] == stranger


AMENDMENT = CONTRACT.replace("-01.", "-02.")


def amendment(term: str) -> bytes:
    text = old_base()[CONTRACT].replace(b"id: CT-2026-01\n", b"id: CT-2026-02\namends: CT-2026-01  # why\n")
    return text.replace(b'from: "2026-01-01"', f'from: "{term}"'.encode())


def test_an_amendment_holds_from_the_first_day_of_its_own_term() -> None:
    found = brought({**old_base(), AMENDMENT: amendment(term="2026-07-01")})
    assert found.changed[AMENDMENT].startswith(
        b'id: CT-2026-02\n# why\namends: CT-2026-01\neffective_from: "2026-07-01"\n'
    )
    assert found.left == ()


def test_no_day_is_made_up_for_an_amendment_and_what_to_write_is_told(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {**old_base(), AMENDMENT: amendment(term="2026-01-01")}
    assert "effective_from" not in load(after(files)[AMENDMENT])
    assert [(str(one.place), one.code) for one in brought(files).left] == [
        (f"{AMENDMENT}:3:9", "missing-key")
    ]
    assert cli.run(["migrate", "--root", str(repository_of(repository, files)), "--dry-run"]) == 0
    assert f"{AMENDMENT}:3:9" in capsys.readouterr().out


def test_an_amendment_that_says_its_day_keeps_it() -> None:
    said = amendment(term="2026-07-01").replace(b"# why\n", b'# why\neffective_from: "2026-08-15"\n')
    found = brought({**old_base(), AMENDMENT: said})
    assert load(found.changed[AMENDMENT])["effective_from"] == "2026-08-15"
    assert found.left == ()


DRILL = "records/technology/drill/2026/DR-2026-01.yaml"


def test_each_lesson_of_a_drill_gets_a_code_where_it_stands() -> None:
    old = old_base()[DRILL].replace(
        "  - 替补人的联系方式没有发出去\n".encode(),
        "  - 替补人的联系方式没有发出去  # 四月\n  # 还有一条\n  - 通知靠记，漏了一项\n".encode(),
    )
    new = after({**old_base(), DRILL: old})[DRILL].decode()
    assert re.findall("#.*", new) == ["# 四月", "# 还有一条"]
    assert "  - {code: l1, lesson: 替补人的联系方式没有发出去}\n" in new
    assert load(new.encode())["lessons"][1] == {"code": "l2", "lesson": "通知靠记，漏了一项"}


def test_what_no_schema_ever_took_is_left_alone() -> None:
    odd = b"id: IT-ODD\ntitle: x\nitems:\n  - text\n  - [1]\n  - direction: {a: 1}\n"
    path = TEMPLATE.replace("QUARTERLY", "ODD")
    assert path not in brought({**old_base(), path: odd, TEMPLATE: b"items: 3\n"}).changed


def test_a_file_that_cannot_be_read_stops_it_all() -> None:
    found = brought({**old_base(), CALENDAR: b"id: *x\n", TEMPLATE: b"a: [\n"})
    assert found.changed == {}
    assert [(one.place.path, one.code) for one in found.refused] == [
        (CALENDAR, "yaml-alias"),
        (TEMPLATE, "yaml-syntax"),
    ]


def test_schemas_of_the_base_become_those_of_the_program_and_its_own_kinds_stay() -> None:
    mine, gone = "schemas/resource/vehicle.schema.json", "schemas/requirements/calendar.schema.json"
    held = {**schemas(), mine: b"{}", gone: b"{}"}
    done = after({**old_base(), **held})
    assert {path: done[path] for path in schemas()} == schemas()
    assert done[mine] == b"{}"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", "[tool.itss]\nformat = 5\n"),
        ("[project]\nname = 1", "[project]\nname = 1\n\n[tool.itss]\nformat = 5\n"),
        ("[tool.itss]\nzone = 'UTC'\n", "[tool.itss]\nformat = 5\nzone = 'UTC'\n"),
        ("[tool.itss]  # ours\n[other]\n", "[tool.itss]  # ours\nformat = 5\n[other]\n"),
        ("[tool.itss]\r\ndemo = true\r\n", "[tool.itss]\r\nformat = 5\r\ndemo = true\r\n"),
        ("[tool.itss]\ndemo = true\nformat = 1  # old\n", "[tool.itss]\ndemo = true\nformat = 5  # old\n"),
    ],
)
def test_the_settings_say_the_format_and_keep_the_rest(old: str, new: str) -> None:
    assert brought({config.FILE: old.encode()}).changed == {config.FILE: new.encode()}


@pytest.mark.parametrize(
    "text", ['[tool]\nitss = {zone = "UTC"}\n', "[other]\nformat = 1\n[tool.itss]\nformat=1\n"]
)
def test_settings_that_it_cannot_change_are_told_and_not_broken(text: str) -> None:
    with pytest.raises(UserError, match=r"\[tool.itss\]"):
        brought({config.FILE: text.encode()})


def test_a_base_newer_than_the_program_is_left_alone() -> None:
    with pytest.raises(UserError, match="换用新版的 itss"):
        brought({config.FILE: b"[tool.itss]\nformat = 99\n"})


def test_there_is_a_step_to_every_format() -> None:
    assert sorted(STEPS) == list(range(2, config.FORMAT + 1))


def test_this_repository_needs_no_migration() -> None:
    settings = (ROOT / config.FILE).read_bytes()
    assert brought({**sound_base(), config.FILE: settings}) == Migration({}, {})


def test_a_dry_run_tells_and_writes_nothing(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository_of(repository, old_base())
    assert cli.run(["migrate", "--root", str(root), "--dry-run"]) == 0
    told = capsys.readouterr().out
    assert f"{CALENDAR}  项名 off 改为 holidays" in told
    assert "这次只看" in told
    assert repository.run("status", "--porcelain") == ""


def test_it_writes_what_it_tells_and_the_check_reads_it(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository_of(repository, old_base())
    with pytest.raises(UserError, match="格式 1，本程序读格式 5；先运行 itss migrate"):
        cli.run(["check", "--root", str(root)])
    assert cli.run(["migrate", "--root", str(root)]) == 0
    changed = repository.run("diff", "--name-only").split()
    assert changed == sorted(brought(old_base()).changed)
    assert cli.run(["check", "--root", str(root), "--as-of", "2026-11-20"]) == 0
    assert cli.run(["migrate", "--root", str(root)]) == 0
    assert "没有要改的" in capsys.readouterr().out


def test_a_file_that_no_commit_holds_is_never_overwritten(repository: Repository) -> None:
    root = repository_of(repository, old_base())
    (root / CALENDAR).write_bytes(old_base()[CALENDAR] + b"# today\r\n")
    with pytest.raises(UserError, match=r"CAL-OFFICE.*还没有提交"):
        cli.run(["migrate", "--root", str(root)])
    assert (root / TEMPLATE).read_bytes() == old_base()[TEMPLATE]
    repository.run("commit", "-qam", "today")
    (root / "notes.txt").write_text("mine\n", "utf-8")  # what is not to be changed may wait
    assert cli.run(["migrate", "--root", str(root)]) == 0


def test_a_base_outside_git_is_left_alone(tmp_path: Path) -> None:
    shutil.copytree(OLD, tmp_path / "base")
    (tmp_path / "base/mkdocs.yml").write_text("site_name: x\n", "utf-8")
    with pytest.raises(UserError, match="不在 Git 里"):
        cli.run(["migrate", "--root", str(tmp_path / "base")])
    assert (tmp_path / "base" / CALENDAR).read_bytes() == old_base()[CALENDAR]


def test_what_cannot_be_read_is_told_with_its_line(
    repository: Repository, capsys: pytest.CaptureFixture[str]
) -> None:
    root = repository_of(repository, {**old_base(), CALENDAR: b"id: CAL-OFFICE\ntitle: *x\n"})
    assert cli.run(["migrate", "--root", str(root)]) == 1
    told = capsys.readouterr().out
    assert f"{CALENDAR}:2:8" in told
    assert "什么都没有改" in told
