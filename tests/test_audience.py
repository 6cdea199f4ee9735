"""A base cut to its reader: what is left of kinds, fields, rows, links, texts, verdicts, findings and pages."""

from __future__ import annotations

import re

import pytest
from conftest import NOW, files_of, sound_base
from readers_base import FIRST, SECOND, readers_base
from serving import serving

from generators import audience, knowledge
from generators.audience.wording import Wording
from generators.finding import UserError
from generators.kinds.dialect import AUDIENCES
from generators.knowledge import KnowledgeBase
from generators.records.links import Link
from generators.records.reader import Who
from generators.site.pages import pages

INCIDENT = "INC-2026-0901"


@pytest.fixture(scope="module")
def two() -> KnowledgeBase:
    """Two contracts with plants."""
    return knowledge.read(readers_base(), NOW)


@pytest.fixture(scope="module")
def customer(two: KnowledgeBase) -> KnowledgeBase:
    """What the customer of the first contract sees."""
    return audience.seen_by(two, Who.CUSTOMER, FIRST)


def test_the_planted_base_has_no_error(two: KnowledgeBase) -> None:
    assert not two.has_errors


def test_whom_nothing_is_kept_back_from_gets_the_base_itself(two: KnowledgeBase) -> None:
    assert audience.seen_by(two) is two


@pytest.mark.parametrize("who", [Who.CUSTOMER, Who.PUBLIC])
def test_with_several_contracts_a_reader_outside_names_one(two: KnowledgeBase, who: Who) -> None:
    with pytest.raises(UserError, match=r"有几份合同，用 --contract 写明.*CT-2026-01、CT-2026-02"):
        audience.seen_by(two, who)


def test_with_one_contract_nobody_need_name_it() -> None:
    alone = audience.seen_by(knowledge.read(sound_base(), NOW), Who.CUSTOMER)
    assert alone.reader == (Who.CUSTOMER, FIRST)


@pytest.mark.parametrize("contract", ["CT-2026-77", INCIDENT, ""])
def test_a_contract_that_there_is_not_is_refused(two: KnowledgeBase, contract: str) -> None:
    with pytest.raises(UserError, match=f"没有合同「{contract}」"):
        audience.seen_by(two, Who.INTERNAL, contract)


def test_a_base_without_contracts_is_shown_as_one() -> None:
    files = {path: data for path, data in sound_base().items() if "/standard/" in path or "schemas" in path}
    seen = audience.seen_by(knowledge.read(files, NOW), Who.PUBLIC)
    assert seen.reader.contract is None
    assert {one.kind.name for one in seen.facts.records.values()} == {"standard"}


# --- fields and rows ----------------------------------------------------------------------------------------


THING = """\
# schemas/resource/thing.schema.json
{{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "title": "物件", "description": "一件东西。", "type": "object",
  "x-element": "resource", "x-phases": ["operation"], "x-folder": "thing", "x-title": "name", {words}
  "properties": {{
    "id": {{"title": "编号", "description": "TH- 加三位序号。", "type": "string", "pattern": "^TH-[0-9]{{3}}$(?!\\\\n)", "examples": ["TH-001"]}},
    "name": {{"title": "名字", "type": "string", "maxLength": 20}},
    "told": {{"title": "说法", "type": "string", "maxLength": 20}},
    "untold": {{"title": "别的说法", "type": "string", "maxLength": 20}},
    "secret": {{"title": "秘密", "type": "string", "maxLength": 20, "x-audience": "internal"}},
    "rows": {{"title": "各行", "type": "array", "maxItems": 9, "items": {{
      "type": "object", "x-readers": "who",
      "properties": {{
        "text": {{"title": "文字", "type": "string", "maxLength": 20}},
        "cost": {{"title": "花费", "type": "string", "maxLength": 20, "x-audience": "internal"}},
        "keeper": {{"$ref": "../common.schema.json#/$defs/reference", "title": "经手人", "x-ref": "person"}},
        "who": {{"$ref": "../common.schema.json#/$defs/reader", "title": "阅读范围"}}
      }},
      "required": ["text"], "additionalProperties": false}}}},
    "voided": {{"$ref": "../common.schema.json#/$defs/voided"}}
  }},
  "required": ["id"], "additionalProperties": false
}}

# records/resource/thing/TH-001.yaml
id: TH-001
name: 甲物件
told: 可以说的
untold: 没有人想到的
secret: 不能说的
rows:
  - {{text: 里面的, keeper: P-001, who: internal}}
  - {{text: 外面的, cost: 三千元整, keeper: P-004}}
"""


def thing(words: str) -> KnowledgeBase:
    base = knowledge.read({**sound_base(), **files_of(THING.format(words=words))}, NOW)
    assert base.findings == ()
    return base


SHOWN = '"x-audience": "customer", "x-shows": ["name", "told", "secret", "rows"],'


def test_a_field_is_kept_back_unless_its_kind_shows_it_and_nothing_narrows_it() -> None:
    readers = thing(SHOWN).kinds.sound["thing"].readers
    inside = {"/".join(at) for at, one in readers.items() if one == "internal"}
    outside = {"/".join(at) for at, one in readers.items() if one == "customer"}
    assert outside >= {"", "id", "name", "told", "rows", "rows/*/text"}
    assert inside == {
        "untold", "secret", "rows/*/cost", "voided", "voided/reason", "voided/by", "voided/at",
    }  # fmt: skip


@pytest.mark.parametrize("words", ["", '"x-audience": "internal", "x-shows": ["name", "told"],'])
def test_a_kind_that_says_nothing_is_internal_whatever_its_fields_say(words: str) -> None:
    base = thing(words)
    assert set(base.kinds.sound["thing"].readers.values()) == {"internal"}
    seen = audience.seen_by(base, Who.CUSTOMER)
    assert seen.facts.get("TH-001") is None
    assert "thing" not in {kind.name for kind in seen.shown}
    assert not [page for page in pages(seen) if "thing" in page.uri or "TH-001" in page.body]


def test_fields_columns_and_rows_are_cut_and_links_find_their_rows_again() -> None:
    words = f'{SHOWN} "x-columns": ["name", "untold"],'
    seen = audience.seen_by(thing(words), Who.CUSTOMER)
    assert seen.facts.records["TH-001"].data == {
        "id": "TH-001",
        "name": "甲物件",
        "told": "可以说的",
        "rows": ({"text": "外面的", "keeper": "P-004"},),
    }
    assert seen.facts.named_by("TH-001") == (Link("TH-001", ("rows", 0, "keeper"), "P-004"),)
    assert seen.facts.records["TH-001"].source == b""
    bodies = {page.uri: page.body for page in pages(seen)}
    assert "别的说法" not in bodies["registers/thing/"]
    assert "甲物件" in bodies["registers/thing/"]
    assert "../P-004/" in bodies["r/TH-001/"]
    assert not any(
        word in body for body in bodies.values() for word in ("没有人想到的", "不能说的", "三千元整")
    )


def test_a_table_of_which_no_row_is_left_is_not_there() -> None:
    base = knowledge.read(
        {
            **readers_base(),
            "records/process/incident/2026/INC-2026-0903.yaml": (
                f"id: INC-2026-0903\ncontract: {FIRST}\nreporter: {{department: 财务科}}\nphenomenon: 打不开了\n"
                'channel: phone\nlevel: L3\nreported: "2026-06-01T09:00:00+08:00"\n'
                'updates: [{at: "2026-06-01T09:10:00+08:00", text: 里面的话, reader: internal}]\n'
            ).encode(),
        },
        NOW,
    )
    assert "updates" not in audience.seen_by(base, Who.CUSTOMER, FIRST).facts.records["INC-2026-0903"].data
    assert "updates" in audience.seen_by(base, Who.INTERNAL, FIRST).facts.records["INC-2026-0903"].data


def test_the_project_shows_no_number_and_no_address_to_anybody_outside() -> None:
    kinds = knowledge.read(sound_base(), NOW).kinds.sound.values()
    contacts = [(kind, field) for kind in kinds for form in ("phone", "email") for field in kind.formed(form)]  # type: ignore[arg-type]
    assert contacts
    assert {kind.readers[field.at] for kind, field in contacts} == {AUDIENCES[-1]}


def test_each_kind_of_the_project_that_is_shared_can_say_what_it_serves() -> None:
    """Else nobody outside is shown it where there are several contracts."""
    base = knowledge.read(
        {**sound_base(), **{path: data for path, data in readers_base().items() if SECOND in path}}, NOW
    )
    assert len(base.bindings.agreements) == 2
    mute = {
        one.kind.name
        for one in base.facts.records.values()
        if not one.kind.role("serves") and not base.bindings.is_said(one)
    }
    assert mute == set()
    assert {kind.name for kind in base.kinds.sound.values() if kind.audience == "public"} == {
        "standard",
        "calendar",
    }


# --- whose it is --------------------------------------------------------------------------------------------


def test_what_is_shared_and_does_not_say_what_it_serves_counts_for_the_default_and_is_shown_to_nobody() -> (
    None
):
    files = readers_base()
    path = "records/people/person/P-901.yaml"
    files[path] = files[path].replace(f"serves: [{FIRST}]\n".encode(), b"")
    base = knowledge.read(files, NOW)
    assert [one.code for one in base.findings_in(path)] == ["serves-missing"]
    for contract in (FIRST, SECOND):
        assert "P-901" not in audience.seen_by(base, Who.CUSTOMER, contract).facts.records
    assert "P-901" in audience.seen_by(base, Who.INTERNAL, FIRST).facts.records
    assert "P-901" not in audience.seen_by(base, Who.INTERNAL, SECOND).facts.records


def test_our_own_people_can_look_at_one_contract_with_all_that_is_said_of_it(two: KnowledgeBase) -> None:
    seen = audience.seen_by(two, Who.INTERNAL, FIRST)
    record = seen.facts.records[INCIDENT]
    assert record.data["note"] == "qx-note-first，见 INC-2026-9928"
    ours, theirs = record.data["handlers"]
    assert ours == "P-901"
    assert re.fullmatch("内部记录 [0-9]+", theirs)
    assert "０５７１－８８１２０００１" in record.data["resolution"]
    assert "INC-2026-0902" not in seen.facts.records
    assert seen.facts.records["P-901"].source == two.facts.records["P-901"].source


def test_what_amends_a_contract_belongs_to_its_reader() -> None:
    files = readers_base()
    path = "records/requirements/contract/CT-2026-01.yaml"
    third = files[path].replace(b"id: CT-2026-01", b"id: CT-2026-03")
    files[path.replace("01.yaml", "03.yaml")] = (
        third + f'amends: {FIRST}\neffective_from: "2026-07-01"\n'.encode()
    )
    base = knowledge.read(files, NOW)
    assert not base.has_errors
    for named in (FIRST, "CT-2026-03"):
        seen = audience.seen_by(base, Who.CUSTOMER, named)
        assert {one.id for one in seen.facts.of_kind("contract")} == {FIRST, "CT-2026-03"}
        assert INCIDENT in seen.facts.records


# --- what is judged and found -------------------------------------------------------------------------------


def test_verdicts_keep_what_they_say_and_name_no_record_that_is_kept_back(
    two: KnowledgeBase, customer: KnowledgeBase
) -> None:
    known = customer.facts.records
    assert {one.obligation for one in customer.verdicts} <= set(known)
    assert "OB-902" not in {one.obligation for one in customer.verdicts}
    for one in (*customer.verdicts, *customer.beside):
        named = [name for name in (one.subject, *one.evidence) if name]
        assert all(name in known or name.startswith("内部记录 ") for name in named)
    books = [one for one in two.verdicts if "RB-ORA-ACCOUNT" in one.evidence]
    assert books
    kept = [one for one in customer.verdicts if one.obligation == books[0].obligation]
    assert [len(one.evidence) for one in kept] == [
        len(one.evidence) for one in two.verdicts_of(books[0].obligation)
    ]


def test_findings_on_what_is_kept_back_are_kept_back(two: KnowledgeBase, customer: KnowledgeBase) -> None:
    path = f"records/process/incident/2026/{INCIDENT}.yaml"
    assert [one.message for one in two.findings_in(path) if "INC-2026-9928" in one.message]
    assert [one.message for one in customer.findings_in(path) if "INC-2026-9928" in one.message] == []
    paths = {one.path for one in customer.facts.records.values()}
    assert {one.place.path for one in customer.findings} <= paths


def test_a_preview_of_a_base_with_errors_names_nobody_else_either() -> None:
    files = readers_base()
    path = "records/process/incident/2026/INC-2026-0902.yaml"
    files[path] = files[path].replace(b"channel: phone", b"channel: pigeon")
    seen = audience.seen_by(knowledge.read(files, NOW), Who.CUSTOMER, FIRST)
    assert seen.facts.unsound == {}
    assert not any("INC-2026-0902" in page.body for page in pages(seen))


# --- texts --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("照 RB-ONE 做", "照 内部记录 做"),
        ("照RB-ONE-13做", "照内部记录做"),
        ("见 RB-ONES 和 XRB-ONE", "见 RB-ONES 和 XRB-ONE"),
        ("(record:RB-ONE)", "(record:内部记录)"),
        ("打 13800138000。", "打 （略）。"),
        ("打+86 138 0013 8000", "打（略）"),
        ("打 １３８００１３８０００", "打 （略）"),
        ("打0571-88120001转3", "打（略）转3"),
        ("打 (0571)88120001", "打 （略）"),
        ("打 000-0000-0201", "打 （略）"),
        ("打 400-810-0000", "打 （略）"),
        ("打 000-0000-0001", "打 000-0000-0001"),  # the reader's own hotline
        ("证件 11010519491231002X", "证件 （略）"),
        ("写信到 a.b+c@mail.example.com，等", "写信到 （略），等"),
        ("写信到ａ＠mail.example.com", "写信到（略）"),
        ("由王小明和王小明明办", "由（略）和（略）办"),
        ("2026-03-05T09:10:00+08:00 至 2026-03-06", "2026-03-05T09:10:00+08:00 至 2026-03-06"),
        ("第 0042 号，1/20，100%，L3", "第 0042 号，1/20，100%，L3"),
        ("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", None),
        ("INC-2026-0042", None),
    ],
)
def test_a_text_loses_what_its_reader_may_not_know_and_nothing_else(text: str, told: str | None) -> None:
    wording = Wording({"RB-ONE"}, ["王小明", "王小明明"], {"000-0000-0001"}, is_outside=True)
    assert wording.text(text) == (text if told is None else told)


def test_our_own_people_are_told_numbers_and_names() -> None:
    wording = Wording({"RB-ONE"}, ["王小明"], (), is_outside=False)
    assert wording.text("王小明 13800138000 RB-ONE") == "王小明 13800138000 内部记录"


@pytest.mark.parametrize(
    ("front", "readers"),
    [
        ("", set()),
        ("audience: internal\n", set()),
        ("audience: everybody\n", set()),
        ("audience: customer\n", {(Who.CUSTOMER, FIRST)}),
        ("audience: public\n", {(Who.CUSTOMER, FIRST), (Who.PUBLIC, FIRST)}),
    ],
)
def test_a_page_that_is_no_record_is_internal_unless_it_says_otherwise(
    front: str, readers: set[tuple[Who, str]]
) -> None:
    page = f"---\ntitle: 一页\n{front}---\n\n字\n".encode()
    base = knowledge.read({**sound_base(), "docs/guides/page.md": page}, NOW)
    found = {
        (who, FIRST)
        for who in (Who.CUSTOMER, Who.PUBLIC)
        if "docs/guides/page.md" in {one.path for one in audience.seen_by(base, who).texts}
    }
    assert found == readers


def test_with_several_contracts_a_page_says_what_it_serves() -> None:
    for serves, seen in (("", False), (f"serves: [{SECOND}]\n", False), (f"serves: [{FIRST}]\n", True)):
        page = f"---\ntitle: 一页\naudience: public\n{serves}---\n\n字\n".encode()
        base = knowledge.read({**readers_base(), "docs/guides/page.md": page}, NOW)
        texts = {one.path for one in audience.seen_by(base, Who.CUSTOMER, FIRST).texts}
        assert ("docs/guides/page.md" in texts) is seen


def test_a_name_that_somebody_has_whom_the_reader_knows_is_left_in_texts() -> None:
    """A trainee who is kept back is called as a person is who is not."""
    files = serving(sound_base(), FIRST)
    path = "records/process/incident/2026/INC-2026-0002.yaml"
    name = knowledge.read(files, NOW).facts.records["P-004"].title
    training = "records/people/training/2026/TR-2026-001.yaml"
    files[training] = files[training].replace("水资源科学员一".encode(), name.encode())
    files[path] = files[path].replace(
        "导出的报表列顺序不对".encode(), f"{name}说和水资源科学员二看到的一样".encode()
    )
    seen = audience.seen_by(knowledge.read(files, NOW), Who.CUSTOMER)
    assert seen.facts.records["INC-2026-0002"].title == f"{name}说和（略）看到的一样"
