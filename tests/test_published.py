"""Whatever is published was checked: what lies under docs/ and records/ is a record, a page, a picture, or a finding."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import NOW, SETTINGS, schemas, sound_base, write_base

from generators import knowledge, published
from generators.codes import CODES, Severity
from generators.finding import Finding, UserError
from generators.site import sources

PERSON = "records/people/person/P-004.yaml"
BOOK = "---\nkind: runbook\nid: RB-NEW\ntitle: 新手册\nstatus: draft\nowner: P-004\n---\n# 新手册\n"
PNG = b"\x89PNG\r\n\x1a\n0"


def found(changes: Mapping[str, bytes | str], settings: str = "") -> list[tuple[str, int, str]]:
    """What is wrong with the good base once these files lie in it."""
    laid = {path: one.encode() if isinstance(one, str) else one for path, one in changes.items()}
    files = {**sound_base(), **laid, "pyproject.toml": SETTINGS + settings.encode()}
    return errors(knowledge.read(files, NOW).findings)


def errors(findings: tuple[Finding, ...]) -> list[tuple[str, int, str]]:
    wrong = (one for one in findings if CODES[one.code].severity is Severity.ERROR)
    return [(one.place.path, one.place.line, one.code) for one in wrong]


@pytest.mark.parametrize(
    "name",
    [
        "a.svg", "a.SVG", "a.svgz", "a.xml", "a.xhtml", "a.html", "a.htm", "a.mht", "a.js", "a.mjs", "a.css", "a.json",
        "a.wasm", "a.txt", "a.csv", "a.markdown", "a.MD", "a.mdown", "a.bak", "a.md.bak", "a.md.txt", "a.yaml", "a.zip",
        "a.docx", "a.docm", "a", "a.png.html", "a.pdf.exe", "a.ics", "a.eml", "a.rtf", "LICENSE", "a.jinja",
    ],
)  # fmt: skip
def test_a_file_of_another_type_is_one_error_and_is_not_published(name: str) -> None:
    path = f"docs/notes/{name}"
    assert found({path: "x"}) == [(path, 1, "not-published")]
    base = knowledge.read({**sound_base(), path: b"x"}, NOW)
    assert path not in base.assets


@pytest.mark.parametrize(
    "name",
    [".DS_Store", "Thumbs.db", "desktop.ini", "a.md~", "#a.md#", ".a.md.swp", "~$a.docx", ".git/config", "a.md___jb_tmp___"],
)  # fmt: skip
@pytest.mark.parametrize("folder", ["docs/notes", "records/people/person"])
def test_what_an_editor_or_a_system_left_is_nobodys_business(folder: str, name: str) -> None:
    files = {**sound_base(), f"{folder}/{name}": b"x"}
    base = knowledge.read(files, NOW)
    assert [one for one in base.findings if name in one.place.path] == []
    assert base.assets == frozenset()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", PNG),
        ("图 一.JPG", b"\xff\xd8\xff\xe0"),
        ("a.gif", b"GIF89a"),
        ("a.webp", b"RIFF\0\0\0\0WEBP"),
        ("a.pdf", b"%PDF-1.7"),
    ],
)
def test_pictures_and_papers_are_published_if_they_are_what_they_say(name: str, data: bytes) -> None:
    path = f"docs/notes/{name}"
    assert found({path: data}) == []
    assert knowledge.read({**sound_base(), path: data}, NOW).assets == {path}
    for other in (b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"", b"<!doctype html><script>1</script>"):
        assert found({path: other}) == [(path, 1, "asset-not-as-named")]
        assert knowledge.read({**sound_base(), path: other}, NOW).assets == frozenset()


def test_office_files_are_published_where_the_settings_name_them() -> None:
    path = "docs/notes/计划.docx"
    assert found({path: b"PK\x03\x04"}) == [(path, 1, "not-published")]
    assert found({path: b"PK\x03\x04"}, 'office = ["docx"]\n') == []
    assert found({path: b"<html>"}, 'office = ["docx"]\n') == [(path, 1, "asset-not-as-named")]
    with pytest.raises(UserError, match="office 要列出办公文件的后缀"):
        found({}, 'office = ["html"]\n')


def test_nothing_that_may_be_published_is_run_by_a_browser() -> None:
    endings = {*published.OFFICE, "png", "jpg", "jpeg", "gif", "webp", "pdf"}
    ran = {
        "svg",
        "svgz",
        "xml",
        "xhtml",
        "html",
        "htm",
        "mht",
        "mhtml",
        "js",
        "mjs",
        "css",
        "wasm",
        "xsl",
        "rdf",
    }
    assert not endings & ran
    assert not [one for one in ran if published.is_shown(f"docs/a.{one}", tuple(published.OFFICE))]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("\n" + BOOK, 2, "front-matter-late"),
        ("\r\n \r\n" + BOOK, 3, "front-matter-late"),
        (" " + BOOK, 1, "front-matter-late"),
        ("-" + BOOK, 1, "front-matter-late"),
        (BOOK.replace("kind: runbook\n", ""), 1, "not-a-document"),
        (BOOK.replace("kind:", "Kind:"), 1, "not-a-document"),
        (BOOK.replace("kind:", "KIND:"), 1, "not-a-document"),
        (BOOK.replace("kind:", "ｋｉｎｄ:"), 1, "not-a-document"),
        (BOOK.replace("kind:", '"kind ":'), 1, "not-a-document"),
        ("# 新手册\n", 1, "not-a-document"),
        ("", 1, "not-a-document"),
        ("---\n---\n# 新手册\n", 1, "not-a-document"),
        (BOOK.replace("kind: runbook", "kind: Runbook"), 2, "unknown-kind"),
    ],
)
def test_what_lies_where_books_lie_is_a_book_or_one_error_at_itself(text: str, line: int, code: str) -> None:
    """Whoever names the book that was meant hears nothing."""
    path = "docs/runbooks/RB-NEW.md"
    other = "[先看](record:RB-NEW)\n"
    assert found({path: text, "docs/notes/how.md": other}) == [(path, line, code)]


@pytest.mark.parametrize("path", ["docs/RB-NEW.md", "docs/notes/RB-NEW (1).md", "docs/RB-NEW - 副本.md", "docs/notes/INC-2026-0001.md"])  # fmt: skip
def test_a_page_that_is_named_like_a_record_is_one_or_an_error(path: str) -> None:
    assert found({path: "# 新手册\n"}) == [(path, 1, "not-a-document")]


@pytest.mark.parametrize(
    "name", ["how.md", "it-support.md", "INC-2026-0001-复盘.md", "old-habits.md", "RB.md"]
)
def test_a_page_of_any_other_name_is_a_page(name: str) -> None:
    assert found({f"docs/notes/{name}": "# 新手册\n\n---\n\n下一段\n"}) == []


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("P-902.yaml.txt", "misnamed-file"),
        ("P-902.yaml.bak", "misnamed-file"),
        ("P-902.yml.orig", "misnamed-file"),
        ("P-902.txt", "misnamed-file"),
        ("P-902.json", "misnamed-file"),
        ("P-902.md", "misnamed-file"),
        ("P-902", "misnamed-file"),
        ("p-902.txt", "misnamed-file"),
        ("P-902 - 副本.yaml", "misnamed-file"),
        ("P-902 (1).yaml", "misnamed-file"),
        ("副本P-902.yaml", "misnamed-file"),
        ("P-902_old.yaml", "misnamed-file"),
        ("P-902.YAML", "wrong-extension"),
        ("P-902.yml", "wrong-extension"),
    ],
)
def test_a_file_that_is_named_like_a_record_is_one_or_one_error_at_itself(name: str, code: str) -> None:
    """Whoever names the record that was meant hears nothing."""
    path = f"records/people/person/{name}"
    text = sound_base()[PERSON].replace(b"P-004", b"P-902")
    assert found({path: text, "docs/notes/how.md": "问 [他](record:P-902)。\n"}) == [(path, 1, code)]


@pytest.mark.parametrize("name", ["P-004 (2).yaml", "P-004.yaml.bak", "P-004 copy.txt"])
def test_a_copy_beside_its_record_is_one_error_and_the_record_stays(name: str) -> None:
    path = f"records/people/person/{name}"
    files = {**sound_base(), path: sound_base()[PERSON]}
    base = knowledge.read(files, NOW)
    assert errors(base.findings) == [(path, 1, "misnamed-file")]
    assert [one.code for one in base.findings if one.place.path == path] == ["misnamed-file"]
    assert "P-004" in base.facts.records


def test_a_text_that_a_record_claims_is_its_attachment() -> None:
    """Whatever it is called: drafts bring YAML in as `.yaml.txt`."""
    text = b"x\n"
    digest = "73cb3858a687a8494ca3323053016282f3dad39d42cf62ca4e79dda2aac7d9ac"
    record = next(path for path in sound_base() if "/incident/2026/INC-" in path)
    name = record.rpartition("/")[2].replace(".yaml", "-1.yaml.txt")
    claim = f"attachments:\n- file: {name}\n  title: 导出的一份\n  sha256: {digest}\n"
    path = f"{record.rpartition('/')[0]}/{name}"
    assert found({record: sound_base()[record] + claim.encode(), path: text}) == []


CONFLICT = "<<<<<<< HEAD\nid: A\n=======\nid: B\n>>>>>>> b\n"


@pytest.mark.parametrize(
    ("path", "before"),
    [
        (PERSON, ""),
        (PERSON, "id: P-004\r\n"),
        ("docs/notes/how.md", "# 值班须知\n\n"),
        ("docs/runbooks/RB-NEW.md", BOOK),
        ("docs/runbooks/RB-NEW.md", "---\nkind: runbook\n"),
        ("docs/notes/a.txt", "x\n"),
        ("records/people/person/P-004-1.csv", "x\n"),
        ("schemas/people/person.schema.json", "{\n"),
        ("schemas/common.schema.json", "\ufeff"),
    ],
)
@pytest.mark.parametrize("text", [CONFLICT, ">>>>>>> b\n", "<<<<<<<"])
def test_a_conflict_that_nobody_solved_is_one_error_in_any_file(path: str, before: str, text: str) -> None:
    wrong = found({path: f"{before}{text}"})
    line = before.count("\n") + 1
    assert [one for one in wrong if one[0] == path] == [(path, line, "merge-conflict")]
    assert path.startswith("schemas/") or len(wrong) == 1


def test_a_conflict_in_the_settings_is_named_with_its_line() -> None:
    with pytest.raises(UserError, match=r"pyproject\.toml 第 3 行：合并冲突没有解决"):
        knowledge.read({**schemas(), "pyproject.toml": b"[tool.itss]\nformat = 5\n" + CONFLICT.encode()}, NOW)


def test_a_title_that_is_underlined_and_a_quotation_are_no_conflict() -> None:
    assert (
        found({"docs/notes/how.md": "标题\n=======\n\n> 引文\n\n    <<<<<<< HEAD\n\n<<<<<<<< x\n\n|||||||\n"})
        == []
    )
    assert found({"docs/notes/a.pdf": b"%PDF-1.7\n\0\n<<<<<<< x\n"}) == []


@pytest.mark.parametrize(
    "name",
    ["a.png.md", "verdicts.json.md", "duty.js.md", "assets/kb/kb.css.md", "404.html.md", "index.html/a.png", "r/P-001/a.png",
     "registers/a.png", "notes.md"],
)  # fmt: skip
def test_two_files_never_want_the_same_place_on_the_site(name: str) -> None:
    files: dict[str, bytes] = {"docs/a.png": PNG, "docs/notes/index.md": b"# x\n"}
    files[f"docs/{name}"] = PNG if name.endswith(".png") else b"# x\n"
    assert [code for _, _, code in found(files)] == ["page-exists"]


def test_an_engine_is_given_what_was_looked_at_and_nothing_else(tmp_path: Path) -> None:
    files = {
        **sound_base(),
        "docs/notes/a.png": PNG,
        "docs/notes/b.png": b"<svg/>",
        "docs/notes/c.svg": b"<svg/>",
    }
    write_base(tmp_path, files)
    base = knowledge.read(files, NOW)
    assert sources.assets(base) == {"notes/a.png"}


def test_bytes_that_are_no_text_are_told_from_conflicts() -> None:
    data = base64.b64decode("AAAAADw8PDw8PDwK") + b"\n<<<<<<< x\n"
    assert found({"records/people/person/P-004-1.bin": data}) == []
