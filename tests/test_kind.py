from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, cast

import pytest
from conftest import LONG, NOW, compile_anew, good_examples, load_once, schemas, sound_base

from generators import knowledge
from generators.kinds import compiler, engine
from generators.kinds.field import Reference
from generators.kinds.kind import Event, Kinds
from generators.records import record
from generators.strict_yaml import load

KINDS, _ = compiler.read(schemas())
RUNBOOK = KINDS.sound["runbook"]
VOIDED = {"$ref": "../common.schema.json#/$defs/voided"}


def schema_of(title: str, start: str, folder: str, **more: Any) -> dict[str, Any]:
    """A sound kind of the room `resource` whose ids are the start and two groups of digits."""
    identity = {"title": "编号", "description": "开头和数字。", "type": "string",
                "pattern": f"^{start}-([0-9]{{4}})-([0-9]{{2}})$(?!\\n)", "examples": ["TH-2026-01"]}  # fmt: skip
    fields = {"id": identity, "name": {"title": "名称", "type": "string", "maxLength": 9}, "voided": VOIDED}
    return {
        "title": title, "type": "object", "x-element": "resource", "x-phases": ["operation"], "x-folder": folder,
        "x-title": "name", "properties": {**fields, **more}, "required": ["id", "name"], "additionalProperties": False,
    }  # fmt: skip


def read(**of: Mapping[str, Any]) -> tuple[Kinds, list[tuple[str, str]]]:
    """The project's kinds and further ones; a name may hold its room as in `technology__pump`."""
    paths = {name: f"{'' if '__' in name else 'resource/'}{name.replace('__', '/')}" for name in of}
    own = {f"schemas/{paths[name]}.schema.json": json.dumps(schema).encode() for name, schema in of.items()}
    kinds, findings = compiler.read({**schemas(), **own})
    return kinds, sorted({(one.place.path.removeprefix("schemas/"), one.code) for one in findings})


@pytest.mark.parametrize(
    ("name", "record_id", "path"),
    [
        ("person", "P-001", "records/people/person/P-001.yaml"),
        ("incident", "INC-2026-0042", "records/process/incident/2026/INC-2026-0042.yaml"),
        ("incident", "INC-1999-0001", "records/process/incident/1999/INC-1999-0001.yaml"),
        ("incident", "INC-2026-00421", "records/process/incident/2026/INC-2026-00421.yaml"),
        ("request", "RQ-2026-104217", "records/process/request/2026/RQ-2026-104217.yaml"),
        ("contract", "CT-2026-01", "records/requirements/contract/CT-2026-01.yaml"),
        ("runbook", "RB-ORA-ACCOUNT", "docs/runbooks/RB-ORA-ACCOUNT.md"),
    ],
)
def test_the_id_alone_says_where_a_record_lies(name: str, record_id: str, path: str) -> None:
    assert KINDS.sound[name].home(record_id) == path
    assert KINDS.of_id(record_id) is KINDS.sound[name]
    assert path.startswith(KINDS.sound[name].root)


@pytest.mark.parametrize(
    "record_id",
    ["", "INC", "INC-2026-042", "INC-2026-0042100", "inc-2026-0042", "INC-2026-0042\n", " INC-2026-0042", "INC-２０２６-0042",
     "XINC-2026-0042", "INC-2026-0042/../x", "P-001.yaml"],
)  # fmt: skip
def test_what_is_nearly_an_id_belongs_to_no_kind(record_id: str) -> None:
    assert KINDS.of_id(record_id) is None
    assert [one.home(record_id) for one in KINDS.sound.values()] == [None] * len(KINDS.sound)


def test_every_good_example_lies_where_its_kind_looks_for_it() -> None:
    for path in good_examples():
        one = KINDS.of_id(path.rsplit("/", 1)[1].rsplit(".", 1)[0])
        assert one is not None
        assert KINDS.of_path(path) is one
        assert not KINDS.is_broken(path)


def test_a_file_outside_every_folder_has_no_kind() -> None:
    paths = [
        "records/process/incidents/INC-2026-0001.yaml",
        "records/incident/INC-2026-0001.yaml",
        "docs/about.md",
    ]
    assert [KINDS.of_path(path) for path in paths] == [None, None, None]


@pytest.mark.parametrize("folder", ["thing", "thing/{1}", "thing/{1}/{2}", "big/thing", "big/thing/{2}"])
def test_every_home_lies_below_the_root(folder: str) -> None:
    kinds, findings = read(thing=schema_of("物品", "TH", folder))
    thing = kinds.sound["thing"]
    home = thing.home("TH-2026-07")
    assert findings == []
    assert home == f"records/resource/{folder.replace('{1}', '2026').replace('{2}', '07')}/TH-2026-07.yaml"
    assert thing.root == f"records/resource/{folder.split('/{', maxsplit=1)[0]}/"


def test_an_incident_is_compiled_as_its_schema_declares() -> None:
    incident = KINDS.sound["incident"]
    assert (incident.title, incident.room, incident.element) == ("事件", "process", "process")
    assert (incident.phases, incident.title_key, incident.is_document) == (
        ("operation",),
        "phenomenon",
        False,
    )
    assert incident.columns[:3] == ("reported", "level", "phenomenon")
    assert set(incident.references) >= {
        Reference(("contract",), ("contract",)),
        Reference(("level",), ("contract",), "levels", "contract"),
        Reference(("pauses", "*", "approver"), ("person",)),
        Reference(("level_changes", "*", "from"), ("contract",), "levels", "contract"),
        Reference(("handlers", "*"), ("person",)),
        Reference(("voided", "by"), ("person",)),
    }
    assert [(one.at, one.marks["period"]) for one in incident.marked("period")] == [
        (("outages", "*"), ["from", "to"]),
        (("pauses", "*"), ["from", "to"]),
    ]
    assert (incident.start, incident.done, incident.stop) == ("reported", "restored", "closed")
    assert (incident.role("pauses"), incident.role("due")) == ("pauses", "")
    assert incident.events[:2] == (
        Event("occurred", None, None, "reported"),
        Event("reported", "start", None),
    )
    assert incident.events[-1] == Event("closed", "stop", "restored")
    assert Event("arrived", None, "reported") in incident.events
    assert incident.term is None
    assert incident.parts == {}


def test_a_contract_has_a_term_and_parts_and_no_element() -> None:
    contract = KINDS.sound["contract"]
    assert contract.term == ("term",)
    assert contract.field(("term",)) in contract.marked("period")
    assert contract.element is None
    assert (contract.events, contract.start, contract.stop) == ((), "", "")
    assert {name: part.at for name, part in contract.parts.items()} == {
        name: (name,) for name in contract.parts
    }
    assert {"levels", "services"} <= set(contract.parts)
    assert contract.field(("levels", 0, contract.parts["levels"].marks["key"])).must


def test_a_document_has_parts_and_a_root_of_its_own() -> None:
    assert RUNBOOK.is_document
    assert RUNBOOK.root == "docs/runbooks/"
    assert RUNBOOK.parts["steps"].marks["key"] == "step"
    assert Reference(("levels", "*"), ("contract",), "levels") in RUNBOOK.references


def test_words_of_a_new_kind_are_compiled_wherever_they_stand() -> None:
    text = {"title": "文字", "type": "string", "maxLength": 9}
    row = {"type": "object", "additionalProperties": False, "required": ["q"], "properties": {
        "q": text, "many": {"title": "多", "type": "array", "maxItems": 2, "items": {**text, "x-ref": ["thing", "person"]}},
    }}  # fmt: skip
    span = {"title": "起止", "type": "object", "additionalProperties": False, "x-period": ["a", "b"], "x-term": True,
            "properties": {"a": text, "b": text, "who": {**text, "x-ref": "thing.rows", "x-of": "name"}}}  # fmt: skip
    rows = {"title": "表", "type": "array", "maxItems": 2, "items": row, "x-key": "q"}
    more = {"rows": rows, "span": span, "checker": {**text, "x-differs": "name"}}
    kinds, findings = read(thing=schema_of("物品", "TH", "thing", **more))
    thing = kinds.sound["thing"]
    assert findings == []
    assert set(thing.references) == {
        Reference(("rows", "*", "many", "*"), ("thing", "person")),
        Reference(("span", "who"), ("thing",), "rows", "name"),
        Reference(("voided", "by"), ("person",)),
    }
    assert thing.parts == {"rows": thing.fields["rows"]}
    assert thing.term == ("span",)
    assert [one.at for one in thing.marked("period")] == [("span",)]
    assert [(one.name, one.marks["differs"]) for one in thing.marked("differs")] == [("checker", "name")]
    assert (thing.columns, thing.audience) == (("name",), "internal")


def test_kinds_stand_in_the_order_of_the_rooms() -> None:
    rooms = [one.room for one in KINDS.sound.values()]
    order = ["people", "process", "technology", "resource", "requirements"]
    assert rooms == sorted(rooms, key=order.index)
    assert list(KINDS.broken) == []


def test_the_schemas_that_these_tests_compile_once_are_the_same_when_compiled_anew() -> None:
    broken = {**sound_base(), RUNBOOK.file.path: b"{"}
    for files in (sound_base(), broken):
        assert compiler.read(files) == compile_anew(files)
    _, findings = compiler.read(broken)
    findings.clear()
    assert compiler.read(broken)[1] != []


def test_what_these_tests_load_once_is_changed_by_nobody() -> None:
    files = {path: data for path, data in good_examples().items() if path.endswith(".yaml")}
    assert files
    knowledge.read(sound_base(), NOW)
    assert vars(record)["load"] is load_once
    for data in files.values():
        assert load_once(data) is load_once(data)
        assert load_once(data) == load(data)


def test_what_was_read_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        cast("dict[str, Any]", KINDS.sound)["x"] = RUNBOOK
    with pytest.raises(AttributeError):
        RUNBOOK.name = "x"  # type: ignore[misc]


BREAKAGES = {
    "no JSON": lambda text: text[: len(text) // 2],
    "misspelt keyword": lambda text: text.replace('"required"', '"requird"', 1),
    "no folder": lambda text: text.replace('"x-folder"', '"x-comment"', 1).replace(
        '"x-comment"', '"$comment"'
    ),
    "no such $ref": lambda text: text.replace("#/$defs/voided", "#/$defs/nobody"),
    "no such kind": lambda text: text.replace('"x-ref": "person"', '"x-ref": "animal"'),
}


# kinds that many name, that govern, that lie by year, that are documents
TELLING = ("person", "contract", "incident", "runbook")
# every kind breaks in one way, those in all
BROKEN = [
    (name, how)
    for number, name in enumerate(KINDS.sound)
    for place, how in enumerate(BREAKAGES)
    if LONG or name in TELLING or number % len(BREAKAGES) == place
]


@pytest.mark.parametrize(("name", "how"), BROKEN)
def test_records_of_a_broken_schema_and_those_that_name_them_stay_quiet(name: str, how: str) -> None:
    path = KINDS.sound[name].file.path
    before = schemas()[path].decode()
    after = BREAKAGES[how](before)
    if after == before:
        assert how == "no such kind"
        return
    base = knowledge.read({**sound_base(), path: after.encode()}, NOW)
    assert name not in base.kinds.sound
    assert name in base.kinds.broken
    assert {one.place.path for one in base.findings if one.severity == "error"} == {path}
    kept = {one.path for one in base.facts.records.values()}
    assert kept == {one for one in good_examples() if not one.startswith(KINDS.sound[name].root)}


def test_a_broken_schema_keeps_its_records_quiet_in_a_folder_of_another_name() -> None:
    schema = {**schema_of("物品", "TH", "big/thing/{1}"), "requird": []}
    files = {**schemas(), "schemas/resource/thing.schema.json": json.dumps(schema).encode()}
    kinds, _ = compiler.read(files)
    assert kinds.is_broken("records/resource/big/thing/2026/TH-2026-01.yaml")
    assert not kinds.is_broken("records/resource/thing/TH-2026-01.yaml")


def test_a_kind_that_is_gone_is_missed_by_every_schema_that_names_it() -> None:
    person = KINDS.sound["person"].file.path
    kinds, findings = compiler.read({path: data for path, data in schemas().items() if path != person})
    naming = {
        one.file.path for one in KINDS.sound.values() if any("person" in ref.kinds for ref in one.references)
    } - {person}
    assert {(one.place.path, one.code) for one in findings} == {(path, "schema-reference") for path in naming}
    others = {path for path in schemas() if path.count("/") == 2} - {person}
    assert {one.file.path for one in kinds.sound.values()} == others - naming


@pytest.mark.parametrize(("first", "second"), [("anvil", "bolt"), ("bolt", "anvil")])
def test_two_kinds_may_not_share_a_folder(first: str, second: str) -> None:
    _, findings = read(**{first: schema_of("甲", "AA", "same"), second: schema_of("乙", "BB", "same/{1}")})
    assert findings == [("resource/bolt.schema.json", "schema-kind")]


@pytest.mark.parametrize(("narrow", "wide"), [("anvil", "bolt"), ("bolt", "anvil")])
def test_two_kinds_may_not_understand_the_same_id(narrow: str, wide: str) -> None:
    plain, greedy = schema_of("窄", "TH", "narrow"), schema_of("宽", "T[A-Z]", "wide")
    greedy["properties"]["id"]["examples"] = ["TZ-2026-01"]
    _, findings = read(**{narrow: plain, wide: greedy})
    assert [code for _, code in findings] == ["schema-kind"]


def test_two_kinds_may_not_have_one_name() -> None:
    other = {**schema_of("另一", "TZ", "other"), "x-element": "technology"}
    other["properties"]["id"]["examples"] = ["TZ-2026-01"]
    _, findings = read(thing=schema_of("物品", "TH", "thing"), technology__thing=other)
    assert [code for _, code in findings] == ["schema-kind"]


def test_definitions_inside_a_field_do_not_stop_the_engines() -> None:
    text = {
        "title": "文字",
        "type": "string",
        "maxLength": 9,
        "$defs": {"q": {"$ref": "../common.schema.json#/$defs/note"}},
    }
    kinds, findings = read(thing=schema_of("物品", "TH", "thing", x=text))
    assert findings == []
    assert engine.skipper(kinds.sound["thing"].checked)({"id": "TH-2026-01", "name": "x"}) is engine.FAST
