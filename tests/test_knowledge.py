"""All steps together: a base becomes one frozen value, and one cause makes one finding."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from conftest import LONG, NOW, good_base, good_examples, schemas, sound_base

from generators import knowledge
from generators.codes import Severity
from generators.finding import UserError, finding, has_errors
from generators.knowledge import KnowledgeBase
from generators.records.mention import mentions
from generators.records.provenance import Completeness, History
from generators.site.pages import pages

TERM = "records/requirements/contract/CT-2026-01.yaml"


def without(*paths: str) -> dict[str, bytes]:
    return {path: data for path, data in sound_base().items() if path not in paths}


def places(base: KnowledgeBase) -> list[tuple[str, str]]:
    return [(one.place.path, one.code) for one in base.findings]


def broken_contract() -> bytes:
    return sound_base()[TERM].replace("customer: 某单位\n".encode(), b"")


def test_a_base_carries_what_it_was_given() -> None:
    history = History(Completeness.EMPTY)
    base = knowledge.read(sound_base(), NOW, history)
    assert (base.now, base.history, base.config.contract) == (NOW, history, "CT-2026-01")
    assert not base.has_errors


def test_an_empty_folder_is_a_sound_base() -> None:
    base = knowledge.read({}, NOW)
    assert (base.findings, dict(base.facts.records)) == ((), {})


def test_schemas_without_records_are_a_sound_base() -> None:
    assert knowledge.read(schemas(), NOW).findings == ()


def test_a_base_cannot_be_changed() -> None:
    base = knowledge.read(sound_base(), NOW)
    with pytest.raises(dataclasses.FrozenInstanceError):
        base.now = NOW + timedelta(days=1)  # type: ignore[misc]
    with pytest.raises(TypeError):
        base.kinds.sound["x"] = base.kinds.sound["person"]  # type: ignore[index]


def test_reading_twice_gives_the_same_findings_and_changes_no_file() -> None:
    files = {**sound_base(), TERM: broken_contract(), "docs/guides/how.md": b"---\n"}
    before = dict(files)
    first, second = knowledge.read(files, NOW), knowledge.read(dict(reversed(files.items())), NOW)
    assert first.findings == second.findings
    assert len(first.findings) == 2
    assert files == before


def test_findings_of_all_steps_come_at_once_and_sorted() -> None:
    files = {
        **sound_base(),
        "docs/guides/how.md": "[甲](record:P-999)\n".encode(),
        "records/people/person/P-901.yaml": b"name: 1\n",
        "records/people/person/P-902.yml": b"",
        "records/people/person/P-903.yaml": b"name: *x",
        "schemas/people/leaf.schema.json": b"{}",
    }
    base = knowledge.read(files, NOW)
    assert list(base.findings) == sorted(base.findings)
    assert {"unknown-reference", "missing-key", "value-type", "wrong-extension", "yaml-alias"} <= {
        one.code for one in base.findings
    }
    assert any(one.place.path == "schemas/people/leaf.schema.json" for one in base.findings)


def test_an_unreadable_default_contract_is_one_finding() -> None:
    base = knowledge.read({**sound_base(), TERM: b"id: *x\n"}, NOW)
    assert places(base) == [(TERM, "yaml-alias")]


def test_a_default_contract_that_breaks_its_schema_is_one_finding() -> None:
    base = knowledge.read({**sound_base(), TERM: broken_contract()}, NOW)
    assert places(base) == [(TERM, "missing-key")]
    assert set(base.facts.unsound) == {"CT-2026-01"}


def test_the_only_contract_broken_is_one_finding_without_a_setting_too() -> None:
    base = knowledge.read({**without("pyproject.toml"), TERM: broken_contract()}, NOW)
    assert places(base) == [(TERM, "missing-key")]


def test_a_broken_contract_does_not_make_the_other_one_the_default() -> None:
    second = sound_base()[TERM].replace(b"CT-2026-01", b"CT-2026-02")
    two = {**without("pyproject.toml"), TERM.replace("-01.", "-02."): second}
    sound = knowledge.read(two, NOW)
    broken = knowledge.read({**two, TERM: broken_contract()}, NOW)
    assert set(places(sound)) <= set(places(broken))


@pytest.mark.parametrize("name", ["CT-2026-99", "P-001"])
def test_a_default_contract_of_nobody_is_one_fault_of_the_settings(name: str) -> None:
    files = {**sound_base(), "pyproject.toml": f'[tool.itss]\ncontract = "{name}"\n'.encode()}
    try:
        found = places(knowledge.read(files, NOW))
    except UserError:
        return
    assert [path for path, _ in found] == ["pyproject.toml"]


def test_a_broken_schema_is_one_finding_and_its_records_are_not_judged() -> None:
    path = "schemas/people/person.schema.json"
    base = knowledge.read({**sound_base(), path: b"{"}, NOW)
    assert places(base) == [(path, "schema-invalid")]
    assert base.facts.get("P-001") is None
    assert base.facts.get("INC-2026-0001") is not None


def test_broken_common_parts_are_one_finding() -> None:
    path = "schemas/common.schema.json"
    base = knowledge.read({**sound_base(), path: b"{"}, NOW)
    assert places(base) == [(path, "schema-invalid")]


def test_a_broken_schema_is_one_finding_whatever_folder_it_names() -> None:
    path = "schemas/people/person.schema.json"
    moved = {one.replace("/person/P-", "/staff/P-"): data for one, data in sound_base().items()}
    schema = schemas()[path].replace(b'"x-folder": "person"', b'"x-folder": "staff"')
    assert knowledge.read({**moved, path: schema}, NOW).findings == ()
    broken = knowledge.read({**moved, path: schema.replace(b'"x-title": "name",', b"")}, NOW)
    assert places(broken) == [(path, "schema-kind")]


@pytest.mark.parametrize("end", [b",\n}\n", b"# done\n}\n"])
def test_a_schema_that_is_not_json_is_refused(end: bytes) -> None:
    path = "schemas/people/person.schema.json"
    base = knowledge.read({**sound_base(), path: schemas()[path].rstrip().removesuffix(b"}") + end}, NOW)
    assert places(base) == [(path, "schema-invalid")]


def test_a_preview_shows_the_other_kinds_when_one_schema_is_broken() -> None:
    telling = ("common", "calendar", "contract", "incident", "obligation", "person", "runbook")
    some = [
        path for path in sorted(schemas()) if LONG or path.rpartition("/")[2].partition(".")[0] in telling
    ]
    assert len(some) >= len(telling)
    for path in some:
        base = knowledge.read({**sound_base(), path: b"{"}, NOW)
        assert len([page.body for page in pages(base)]) > len(base.facts.records)


def test_notices_do_not_stop_the_site() -> None:
    files = {**sound_base(), "records/people/person/scan.pdf": b"%PDF"}
    base = knowledge.read(files, NOW)
    assert [one.severity for one in base.findings] == [Severity.NOTICE]
    assert not base.has_errors


def test_one_error_among_notices_stops_the_site() -> None:
    base = knowledge.read({**sound_base(), "records/people/person/scan.pdf": b"", TERM: b"*"}, NOW)
    assert has_errors(base.findings)
    assert base.has_errors


def test_a_code_outside_the_table_is_a_bug() -> None:
    place = knowledge.read({**sound_base(), TERM: b"*"}, NOW).findings[0].place
    with pytest.raises(KeyError, match="no-such-code"):
        finding(place, "no-such-code", "")


@pytest.mark.parametrize("path", sorted(good_examples()))
def test_any_good_record_may_break_without_a_traceback_or_a_second_cause(path: str) -> None:
    base = knowledge.read({**sound_base(), path: b"\xff\xfe"}, NOW)
    assert {one.place.path for one in base.findings} == {path}
    assert len(base.findings) == 1


def relying(gone: str) -> set[str]:
    """What a change named stands without one when it is gone, and must say so."""
    whole = good_base()
    if "control" not in whole.facts.records[gone].kind.tree.marks:
        return set()
    return {
        one.path
        for one in whole.facts.records.values()
        if one.id in whole.facts.records[gone].source.decode()
    }


@pytest.mark.parametrize("path", sorted(one for one in good_examples() if "/contract/" not in one))
def test_removing_a_record_blames_only_those_that_name_it(path: str) -> None:
    whole = good_base()
    (gone,) = (one.id for one in whole.facts.records.values() if one.path == path)
    naming = {whole.facts.records[link.source].path for link in whole.facts.naming(gone)}
    naming |= {one.path for one in whole.facts.records.values() if gone in mentions(one.source.decode())}
    found = {one.place.path for one in knowledge.read(without(path), NOW).findings}
    assert naming - {path} <= found
    assert found - naming <= relying(gone)
