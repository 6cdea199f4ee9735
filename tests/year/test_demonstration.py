"""What belongs to the demonstration year is told by a list; a real record entered later changes nothing of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

import contributing
import pytest
from conftest import NOW, ROOT
from demonstration import IDS, LISTED, files, ids_of, judged, of

from generators import knowledge
from generators.knowledge import KnowledgeBase
from generators.origin import source

LATER = {
    path: data
    for path, data in contributing.examples().items()
    if "/incident/" in path and path.startswith("records/")
}
RUNBOOK = "docs/runbooks/RB-LATER.md"


@pytest.fixture(scope="module")
def whole() -> Mapping[str, bytes]:
    """This repository as it is before recipe 1, whether or not somebody followed it already."""
    return {path: data for path, data in source.read(ROOT).items() if path not in LATER}


@pytest.fixture(scope="module")
def grown(whole: Mapping[str, bytes]) -> KnowledgeBase:
    """And after it."""
    return knowledge.read({**whole, **LATER}, NOW)


def test_a_run_of_ids_is_every_number_in_it() -> None:
    assert list(ids_of("P-009 to P-011")) == ["P-009", "P-010", "P-011"]
    assert list(ids_of("CAL-7X24")) == ["CAL-7X24"]


def test_every_record_that_the_list_names_is_there_and_of_the_kind_it_says() -> None:
    base = judged()
    assert {name: tuple(sorted(some)) for name, some in LISTED.items()} == {
        name: tuple(one.id for one in base.facts.of_kind(name)) for name in LISTED
    }
    assert set(base.facts.records) == IDS
    assert len(IDS) == sum(len(some) for some in LISTED.values())


def test_the_record_of_recipe_1_is_sound_in_this_repository(
    whole: Mapping[str, bytes], grown: KnowledgeBase
) -> None:
    assert LATER
    assert grown.findings == knowledge.read(whole, NOW).findings
    assert {PurePosixPath(path).stem for path in LATER} <= set(grown.facts.records)


def test_it_is_judged_and_late_yet_the_year_is_what_it_was(
    whole: Mapping[str, bytes], grown: KnowledgeBase
) -> None:
    late = {one.subject for one in grown.verdicts if one.state == "late"}
    assert {PurePosixPath(path).stem for path in LATER} <= late
    assert of({**whole, **LATER}) == files()


def test_later_documents_and_attachments_are_left_out_with_their_records(whole: Mapping[str, bytes]) -> None:
    (path,) = LATER
    scan = path.replace("INC-2026-0099.yaml", "scan.pdf")
    named = LATER[path] + b"attachments:\n  - {file: scan.pdf, title: x, sha256: x}\n"
    assert of({**whole, path: named, scan: b"%PDF", RUNBOOK: b"---\n---\n"}) == files()


def test_what_is_no_record_stays(whole: Mapping[str, bytes]) -> None:
    added = {
        "docs/new.md": b"# x\n",
        "generators/new.py": b"",
        "records/process/incident/2026/stray.pdf": b"%PDF",
    }
    assert of({**whole, **added}) == {**files(), **added}
