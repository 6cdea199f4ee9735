"""Files become records: where each value stands, what a page is, and which file may carry which id."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from conftest import schemas, sound_base

from generators.finding import Finding, Place
from generators.kinds import compiler
from generators.records import record
from generators.records.record import Loaded, Record
from generators.refusal import Refusal

KINDS, _ = compiler.read(schemas())
PERSON = """\
id: P-901
name: "工程师乙"
posts:
  - post: 运维支持工程师
    from: "2026-01-01"
"""
HOME = "records/people/person/P-901.yaml"
PAGE = "---\ntitle: 手册\nkind: runbook\n---\n\n第一段。\n"


def reading(files: Mapping[str, str | bytes]) -> tuple[Loaded, list[Finding]]:
    encoded = {path: text.encode() if isinstance(text, str) else text for path, text in files.items()}
    return record.read(encoded, KINDS)


def only(files: Mapping[str, str | bytes]) -> Record:
    (found,) = reading(files)[0].records
    return found


def test_a_record_knows_where_each_of_its_values_and_keys_stands() -> None:
    one = only({HOME: PERSON})
    assert one.place("name") == Place(HOME, 2, 7)
    assert one.place("posts", 0, "from") == Place(HOME, 5, 11)
    assert one.key_place("posts", 0, "from") == Place(HOME, 5, 5)


def test_what_a_record_lacks_is_placed_where_it_would_belong() -> None:
    one = only({HOME: PERSON})
    assert one.place("posts", 0, "to") == Place(HOME, 4, 5)
    assert one.place("phone") == Place(HOME, 1, 1)
    assert one.key_place("phone") == Place(HOME, 1, 1)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_lines_of_front_matter_count_from_the_top_of_the_file(newline: str, mark: str) -> None:
    text = mark + PAGE.replace("\n", newline)
    found, findings = reading({"docs/runbooks/RB-X.md": text})
    assert findings == []
    assert found.records[0].place("kind") == Place("docs/runbooks/RB-X.md", 3, 7)
    assert found.texts[0].body.strip() == "第一段。"
    assert found.texts[0].first_line == 5


def test_a_fault_in_front_matter_is_found_on_its_line_of_the_file() -> None:
    _, findings = reading({"docs/guides/how.md": "---\ntitle: 甲\ntitle: 乙\n---\n"})
    assert [(one.place.line, one.code) for one in findings] == [(3, "yaml-duplicate-key")]


@pytest.mark.parametrize("text", ["", "# 标题\n", "---\n---\n", "---\ntitle: 甲\n---\n正文\n"])
def test_a_page_without_a_kind_is_text_and_no_record(text: str) -> None:
    found, findings = reading({"docs/guides/how.md": text})
    assert (found.records, findings) == ((), [])
    assert [one.record_id for one in found.texts] == [None]


def test_a_line_of_dashes_inside_the_text_is_no_front_matter() -> None:
    assert record.split_front_matter("正文\n---\nkind: runbook\n---\n") == (
        None,
        "正文\n---\nkind: runbook\n---\n",
        1,
    )


def test_front_matter_that_never_ends_is_refused() -> None:
    with pytest.raises(Refusal, match="单独写一行 ---"):
        record.split_front_matter("---\ntitle: 甲\n")


def test_the_frozen_data_of_a_record_cannot_be_changed() -> None:
    frozen = only({HOME: PERSON}).frozen()
    with pytest.raises(TypeError):
        frozen.data["name"] = "别人"  # type: ignore[index]
    with pytest.raises(TypeError):
        frozen.data["posts"][0]["from"] = "2020-01-01"
    assert isinstance(frozen.data["posts"], tuple)


def test_a_title_falls_back_to_the_id() -> None:
    assert only({HOME: PERSON}).title == "工程师乙"
    assert only({HOME: "id: P-901\n"}).title == "P-901"


def test_a_file_that_cannot_be_read_keeps_its_id() -> None:
    found, findings = reading({HOME: "name: *x\n"})
    assert dict(found.unread) == {"P-901": HOME}
    assert [one.code for one in findings] == ["yaml-alias"]


def test_one_bad_file_never_hides_the_next() -> None:
    other = "records/people/person/P-902.yaml"
    found, findings = reading({HOME: "- 甲\n", other: PERSON.replace("P-901", "P-902"), "docs/a.md": "---\n"})
    assert [one.id for one in found.records] == ["P-902"]
    assert sorted(one.code for one in findings) == ["front-matter-open", "yaml-not-a-mapping"]


def test_an_id_outside_the_pattern_is_left_to_the_schema() -> None:
    found, findings = reading({"records/people/person/someone.yaml": PERSON.replace("P-901", "someone")})
    assert [one.id for one in found.records] == ["someone"]
    assert findings == []


def test_the_message_of_a_misplaced_record_says_where_it_belongs() -> None:
    path = "records/process/incident/2025/INC-2026-0901.yaml"
    _, findings = reading({path: "id: INC-2026-0901\n"})
    assert "records/process/incident/2026/INC-2026-0901.yaml" in findings[0].message


def test_the_message_of_a_taken_id_says_who_has_it() -> None:
    taken = "records/process/incident/2026/INC-2026-0901.yaml"
    path = "records/process/incident/2025/INC-2026-0901.yaml"
    _, findings = reading({path: "id: INC-2026-0901\n", taken: "id: INC-2026-0901\n"})
    assert [(one.place.path, one.code) for one in findings] == [(path, "duplicate-id")]
    assert taken in findings[0].message


def test_hidden_files_are_no_records() -> None:
    found, _ = reading({"records/people/person/.P-901.yaml": "*", "docs/.drafts/a.md": "---\n"})
    assert (found.records, found.texts, dict(found.unread)) == ((), (), {})


def test_hidden_files_are_not_blamed() -> None:
    assert reading({"records/people/person/.P-901.yaml": "*"})[1] == []


def test_records_of_a_kind_whose_schema_is_broken_are_neither_read_nor_blamed() -> None:
    broken = {**sound_base(), "schemas/people/person.schema.json": b"{"}
    kinds, _ = compiler.read(broken)
    found, findings = record.read(broken, kinds)
    assert findings == []
    assert {"P-001", "P-004", "P-090", "P-101"} <= set(found.unread)


def test_values_are_found_at_every_row_of_a_list() -> None:
    data = {"rows": [{"a": 1}, {"b": 2}, {"a": 3}]}
    assert list(record.values(data, ("rows", "*", "a"))) == [(("rows", 0, "a"), 1), (("rows", 2, "a"), 3)]
    assert list(record.values(data, ("rows", "*", "a", "deep"))) == []
    assert list(record.values(data, ("none", "*"))) == []
