"""What decides a clock and was rewritten when its record was closed is found in the history, and nowhere else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest
from conftest import NOW, Repository, sound_base, write_base
from test_lives import CLOSED, FOLDER, HEAD, REST

from generators import knowledge
from generators.finding import Finding
from generators.origin import history, source

NAME = "INC-2026-0801"
PATH = f"{FOLDER}/{NAME}.yaml"
OPEN: Mapping[str, Any] = {"id": NAME, **REST, **HEAD}
LATE: Mapping[str, Any] = {
    **OPEN,
    **CLOSED,
    "restored": "2026-03-02T20:00:00+08:00",
    "remote_failed": "2026-03-02T09:30:00+08:00",
    "closed": "2026-03-03T09:00:00+08:00",
}


def text(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, indent=1)


def without(data: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name not in names}


def found(repository: Repository, *versions: Mapping[str, Any], saved: bool = True) -> list[Finding]:
    """Commit each version in turn, the last one only if it is to be, and look at what is left."""
    write_base(repository.path, sound_base())
    repository.commit({}, when="2026-03-01T09:00:00+08:00")
    for number, version in enumerate(versions if saved else versions[:-1], 2):
        repository.commit({PATH: text(version)}, when=f"2026-03-0{number}T21:00:00+08:00")
    (repository.path / PATH).write_text(text(versions[-1]), "utf-8")
    base = knowledge.read(source.read(repository.path), NOW, history.read(repository.path, versions=True))
    return [one for one in base.findings if one.code == "rewritten-after-closing"]


@pytest.mark.parametrize(
    ("after", "title"),
    [
        ({**LATE, "level": "L5"}, "「级别」"),
        ({**LATE, "reported": "2026-03-02T19:00:00+08:00"}, "「接报」"),
        ({**LATE, "restored": "2026-03-02T10:00:00+08:00"}, "「恢复」"),
        (without(LATE, "remote_failed"), "「远程未果」"),
        ({**LATE, "responded": "2026-03-02T09:05:00+08:00"}, "「响应」"),
        ({**LATE, "on_site_needed": False}, "「需要到场」"),
        (without(LATE, "closed", *CLOSED), "「关闭」"),
    ],
)
def test_what_was_rewritten_after_the_closing_is_named(
    repository: Repository, after: Mapping[str, Any], title: str
) -> None:
    [fault] = found(repository, OPEN, LATE, after)
    assert title in fault.message
    assert (fault.place.path, str(fault.severity)) == (PATH, "notice")


def test_what_is_not_committed_yet_counts_as_well(repository: Repository) -> None:
    [fault] = found(repository, LATE, {**LATE, "level": "L5"}, saved=False)
    assert fault.place.line == next(
        number
        for number, line in enumerate(text({**LATE, "level": "L5"}).split("\n"), 1)
        if '"level"' in line
    )


def test_what_was_changed_before_the_closing_is_not_told(repository: Repository) -> None:
    assert found(repository, {**OPEN, "level": "L5"}, OPEN, LATE) == []


def test_a_source_given_later_makes_no_other_time(repository: Repository) -> None:
    restored = {"at": LATE["restored"], "source": "monitoring-log"}
    assert found(repository, LATE, {**LATE, "restored": restored, "note": "补了凭据"}) == []


def test_a_version_that_nobody_could_read_is_passed_over(repository: Repository) -> None:
    write_base(repository.path, sound_base())
    for number, version in enumerate((text(LATE), "a: [", text({**LATE, "level": "L5"})), 2):
        repository.commit({PATH: version}, when=f"2026-03-0{number}T21:00:00+08:00")
    base = knowledge.read(source.read(repository.path), NOW, history.read(repository.path, versions=True))
    assert [one.place.path for one in base.findings if one.code == "rewritten-after-closing"] == [PATH]


def test_nothing_is_said_where_the_versions_were_not_read(repository: Repository) -> None:
    found(repository, LATE, {**LATE, "level": "L5"})
    base = knowledge.read(source.read(repository.path), NOW, history.read(repository.path))
    assert [one for one in base.findings if one.code == "rewritten-after-closing"] == []
