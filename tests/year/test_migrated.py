"""The demonstration year as it was in format 1, taken from Git and brought along, is the year of today.

What differs is content that the old base did not hold, and is named here with why. Whoever has which duty is
held against `duties.yaml` as well, which was counted from the rows of format 1 and needs no history.
"""

from __future__ import annotations

import functools
import hashlib
import io
import re
import subprocess
import tarfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from conftest import NOW, ROOT, schemas
from demonstration import HERE, files, judged

from generators import config, knowledge
from generators.authoring import migrate
from generators.knowledge import KnowledgeBase
from generators.origin import source
from generators.records.record import Record
from generators.records.shifts import spread
from generators.strict_yaml import load

BEFORE = "86f4726d11fc6ca24c3c0bb987a2b73c0a7cef52"  # the last commit of format 1
ROSTERS = "records/people/roster/"
CONTRACT = "records/requirements/contract/CT-2026-01.yaml"
OBLIGATIONS = (
    "records/requirements/obligation/",  # gone through since: each says what is done well, as no step can
)
TEMPLATE = "records/technology/inspection-template/IT-WEEKLY.yaml"
TABLETOP, RESTORED = (f"records/technology/drill/2026/DR-2026-0{number}.yaml" for number in (1, 2))
REOPENED = "records/process/incident/2026/INC-2026-0031.yaml"

# what no step can know: path, member, and where it came from
NEW = {
    (REOPENED, "restored"): "the first restoration, which only the note told",
    (REOPENED, "reopenings"): "why it was opened again, which only the note told",
    (TEMPLATE, "items"): "since when one of them is looked at, which only the note told",
    (CONTRACT, "shifts"): "what the provider calls its shifts",
    (CONTRACT, "functions"): "what of the platform the tender names",
    (CONTRACT, "inspection_parts"): "the passages of the tender",
    (CONTRACT, "note"): "what the tender leaves open",
    (CONTRACT, "signed"): "the day on which both signed",
    (CONTRACT, "payments"): "in which parts the price is paid",
    ("records/requirements/calendar/CAL-OFFICE.yaml", "serves"): "which contract the hours are there for",
    (CONTRACT, "standard_changes"): "what both agreed to do without asking each time",
    (TABLETOP, "lessons"): "why nothing was to be done about one",
    **{
        (path, name): "which step of the script a row is about, and by when it was to be done"
        for path in (TABLETOP, RESTORED)
        for name in ("log", "script")
    },
    (RESTORED, "answers"): "why two items were not scored",
    **{
        (RESTORED, name): "up to which moment the logs of the backup went, which only its maker knew"
        for name in ("backup_sets", "recovered", "measured_rpo_minutes", "conclusion")
    },
    (TEMPLATE, "version"): "an item that a lesson of November added",
    (TEMPLATE, "note"): "an item that a lesson of November added",
}


def _git(*arguments: str) -> bytes | None:
    done = subprocess.run(["git", "-C", str(ROOT), *arguments], capture_output=True, check=False)
    return done.stdout if done.returncode == 0 else None


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The base of format 1, as it stood."""
    packed = _git("archive", BEFORE, *source.READ, config.FILE)
    if packed is None:
        pytest.skip(f"the history is shallow, or is another one: it has no commit {BEFORE[:7]}")
    folder = tmp_path_factory.mktemp("format_1")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return source.as_it_stands(folder)


@functools.cache
def _brought(base: tuple[tuple[str, bytes], ...]) -> Mapping[str, bytes]:
    return {**dict(base), **migrate.migrate(dict(base), schemas()).changed}


def brought(base: Mapping[str, bytes]) -> Mapping[str, bytes]:
    return _brought(tuple(base.items()))


@functools.cache
def _read(base: tuple[tuple[str, bytes], ...]) -> KnowledgeBase:
    return knowledge.read({**dict(base), **schemas()}, NOW)


def beside_today(old: Mapping[str, bytes]) -> KnowledgeBase:
    """The year of today with what a step changed as the step left it; its contract has what others name."""
    done = brought(old)
    # since when an item is there, and why two were not scored, no step can know either
    left = (*OBLIGATIONS, TEMPLATE, RESTORED)
    paths = (one for one in done if one.startswith("records/") and not one.startswith(left))
    changed = {path: done[path] for path in paths if done[path] != old[path]}
    for name in (b"functions", b"standard_changes", b"signed"):
        rows = re.search(rb"(?m)^%b:.*\n(?:[ -].*\n)*" % name, files()[CONTRACT])
        assert rows
        changed[CONTRACT] += rows[0]
    return _read(tuple({**files(), **changed}.items()))


def duties(record: Record, base: KnowledgeBase) -> Iterator[tuple[datetime, datetime, tuple[str, ...]]]:
    links, zone = base.facts.named_by(record.id), ZoneInfo("Asia/Shanghai")
    for span in spread(record, "shifts", links, base.facts.records, zone).spans:
        named = (span.row.get(name, "") for name in ("duty", "person", "mode", "substitute_for"))
        yield span.begin, span.end, tuple(map(str, named))


def counted(rows: Iterator[tuple[datetime, datetime, tuple[str, ...]]]) -> dict[str, str]:
    """By duty and person the hours, and a hash of each beginning and end."""
    sorted_: defaultdict[str, list[tuple[datetime, datetime]]] = defaultdict(list)
    for begin, end, cells in sorted(rows):
        sorted_[" ".join(cells).strip()].append((begin, end))
    return {who: f"{_hours(some)} h {_digest(some)}" for who, some in sorted(sorted_.items())}


def _hours(spans: list[tuple[datetime, datetime]]) -> str:
    return f"{sum((end - begin).total_seconds() for begin, end in spans) / 3600:g}"


def _digest(spans: list[tuple[datetime, datetime]]) -> str:
    text = "".join(f"{begin.timestamp():.0f} {end.timestamp():.0f}\n" for begin, end in spans)
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def as_written(data: Mapping[str, Any]) -> Iterator[tuple[datetime, datetime, tuple[str, ...]]]:
    """The rows of format 1, read without this program."""
    for row in data["shifts"]:
        begin, end = (
            datetime.fromisoformat(row[name]).astimezone(ZoneInfo("UTC")) for name in ("from", "to")
        )
        named = (row.get(name, "") for name in ("duty", "person", "mode", "substitute_for"))
        yield begin, end, tuple(named)


def test_whoever_had_a_duty_in_format_1_has_it_today() -> None:
    base = judged()
    known = yaml.safe_load((HERE / "duties.yaml").read_text("utf-8"))
    assert {name: counted(duties(base.facts.records[name], base)) for name in known} == known


def test_what_is_held_to_have_been_the_duties_is_what_the_rows_of_format_1_said(
    old: Mapping[str, bytes],
) -> None:
    rosters = {Path(path).stem: load(data) for path, data in old.items() if path.startswith(ROSTERS)}
    known = yaml.safe_load((HERE / "duties.yaml").read_text("utf-8"))
    assert {name: counted(as_written(data)) for name, data in rosters.items()} == known


def test_the_migration_keeps_every_duty_of_the_year(old: Mapping[str, bytes]) -> None:
    base = _read(tuple(brought(old).items()))
    for path in (path for path in old if path.startswith(ROSTERS)):
        record = base.facts.records[Path(path).stem]
        assert "days" in record.data
        assert sorted(duties(record, base)) == sorted(as_written(load(old[path]))), path


def test_rosters_of_the_year_are_written_in_about_thirty_five_lines() -> None:
    lines = {path: files()[path].count(b"\n") for path in files() if path.startswith(ROSTERS)}
    assert sum(lines.values()) / len(lines) < 40, lines
    assert max(lines.values()) < 45, lines


def test_the_old_year_has_no_error_after_the_migration_and_nothing_is_left_to_do(
    old: Mapping[str, bytes],
) -> None:
    done = brought(old)
    assert set(done) >= set(old)
    assert [one for one in _read(tuple(done.items())).findings if one.severity == "error"] == []
    assert migrate.migrate(done, schemas()) == migrate.Migration({}, {})


def test_what_the_migration_changed_says_what_is_said_today(old: Mapping[str, bytes]) -> None:
    done, today = brought(old), files()
    differing = set()
    for path in (path for path in done if path.endswith(".yaml") and done[path] != old[path]):
        if path.startswith("records/") and not path.startswith(OBLIGATIONS):
            ours, theirs = load(done[path]), load(today[path])
            spans = {"days", "shifts"} if path.startswith(ROSTERS) else set()  # held by their duties
            names = {*ours, *theirs} - spans
            differing |= {(path, name) for name in names if ours.get(name) != theirs.get(name)}
    assert differing == set(NEW)


def test_verdicts_and_findings_are_those_of_today_but_for_what_only_people_knew(
    old: Mapping[str, bytes],
) -> None:
    found, year = beside_today(old), judged()
    told = [{one._replace(trace=str(one.trace)) for one in base.verdicts} for base in (found, year)]
    differing = {str(one.subject) for one in told[0] ^ told[1]}
    assert differing == {"INC-2026-0031"}
    brief = [{(one.place.path, one.code) for one in base.findings} for base in (found, year)]
    assert brief[0] == brief[1]
