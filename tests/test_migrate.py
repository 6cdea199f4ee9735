"""An older base is brought to the format that the program reads, and loses nothing on the way.

`tests/format_1` is a base of format 1, kept as it was: the good examples of that time, some of them written as people
write who do not use this program. A step for what they lack brings its own record into it. Of format 2 `tests/format_2`
keeps what changed after it.
"""

from __future__ import annotations

import functools
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml
from conftest import NOW, ROOT, Repository, schemas, sound_base

from generators import cli, config, knowledge
from generators.authoring import migrate
from generators.authoring.migrate import Migration
from generators.authoring.steps import STEPS
from generators.finding import UserError
from generators.judging.verdict import Verdict
from generators.knowledge import KnowledgeBase
from generators.strict_yaml import load

OLD, SECOND = (Path(__file__).parent / name for name in ("format_1", "format_2"))
OBLIGATION = "records/requirements/obligation/{}.yaml"
CONDITIONED = tuple(
    OBLIGATION.format(one) for one in ("OB-002", "OB-004", "OB-005", "OB-007", "OB-008", "OB-009")
)
CALENDAR = "records/requirements/calendar/CAL-OFFICE.yaml"
CONTRACT = "records/requirements/contract/CT-2026-01.yaml"
TEMPLATE = "records/technology/inspection-template/IT-QUARTERLY.yaml"


@functools.cache
def old_base() -> Mapping[str, bytes]:
    return read(OLD)


@functools.cache
def second_base() -> Mapping[str, bytes]:
    return read(SECOND)


def read(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.*"))}


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
    """One of its people is on call for two months, which nobody looked for then; who agreed, no step can know."""
    found = knowledge.read({**after(old_base()), **schemas()}, NOW).findings
    assert [(one.place.path[-15:], one.code) for one in found] == [
        ("RO-2026-03.yaml", "duty-without-break"),
        ("-2026-0001.yaml", "unwaived"),
    ]


def test_ids_and_places_stay() -> None:
    assert set(after(old_base())) == set(old_base())


def test_what_no_step_is_about_keeps_every_byte() -> None:
    done = {CALENDAR, CONTRACT, TEMPLATE, INCIDENT, *CONDITIONED, "pyproject.toml"}
    assert set(brought(old_base()).changed) == done
    assert set(brought(second_base()).changed) == {*CONDITIONED, "pyproject.toml"}


def test_the_second_time_nothing_is_left_to_do() -> None:
    assert brought(after(old_base())) == Migration({}, {}, ())


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
        ((_, before),) = load(old[path])["judge"].items()
        ((_, now),) = load(new[path])["judge"].items()
        assert now.pop("where") == [{"field": before.pop("where"), "is": before.pop("values")}]
        assert now == before
    assert brought(new) == Migration({}, {}, ())


def test_the_comments_of_what_becomes_a_condition_stay() -> None:
    old, new = second_base(), after(second_base())
    for path in CONDITIONED:
        said = [re.findall(r"#[^#\r\n]*[^#\s]", files[path].decode()) for files in (old, new)]
        assert said[0] == said[1]
    kept = new[OBLIGATION.format("OB-002")].decode()
    assert "    where: [{field: channel, is: [phone]}]  # how it came in\n" in kept
    assert "    # only calls # a call is noted by the desk # the hotline\n    from: reported\n" in kept
    assert b"\r\n    where: [{field: shifts.duty, is: [hotline]}]\r\n" in new[OBLIGATION.format("OB-007")]


def told(base: KnowledgeBase) -> list[Verdict]:
    return [one._replace(trace=str(one.trace)) for one in base.verdicts]


def test_the_verdicts_of_what_was_format_2_are_those_of_the_examples() -> None:
    """The obligations of `format_2` are those of the good examples, in the same files."""
    rest = {path: data for path, data in sound_base().items() if "/obligation/" not in path}
    done = {path: data for path, data in after(second_base()).items() if path in rest or "obligation" in path}
    then, now = (knowledge.read({**rest, **schemas(), **some}, NOW) for some in (done, sound_base()))
    known = {one.obligation for one in then.verdicts}
    assert then.findings == ()
    assert told(then) == [one for one in told(now) if one.obligation in known]
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


def test_a_contract_of_a_base_without_templates_gets_no_lists() -> None:
    files = {path: data for path, data in old_base().items() if path != TEMPLATE}
    assert CONTRACT not in brought(files).changed


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
        ("", "[tool.itss]\nformat = 3\n"),
        ("[project]\nname = 1", "[project]\nname = 1\n\n[tool.itss]\nformat = 3\n"),
        ("[tool.itss]\nzone = 'UTC'\n", "[tool.itss]\nformat = 3\nzone = 'UTC'\n"),
        ("[tool.itss]  # ours\n[other]\n", "[tool.itss]  # ours\nformat = 3\n[other]\n"),
        ("[tool.itss]\r\ndemo = true\r\n", "[tool.itss]\r\nformat = 3\r\ndemo = true\r\n"),
        ("[tool.itss]\ndemo = true\nformat = 1  # old\n", "[tool.itss]\ndemo = true\nformat = 3  # old\n"),
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
    assert brought({**sound_base(), config.FILE: settings}) == Migration({}, {}, ())


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
    with pytest.raises(UserError, match="格式 1，本程序读格式 3；先运行 itss migrate"):
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
