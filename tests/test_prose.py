"""A text that somebody wrote elsewhere becomes the draft of a book: its words, and nothing that nobody said."""

from __future__ import annotations

import io
import zipfile

import pytest
from conftest import NOW, sound_base

from generators import knowledge
from generators.authoring import incoming, prose
from generators.authoring.entry import enter

PLAIN = "打印机连不上怎么办\r\n先看灯，红灯是缺纸。\r\n\r\n  1、重新插网线\r\n"
PARAGRAPHS = (
    '<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>打印机连不上怎么办</w:t></w:r></w:p>'
    '<w:p><w:r><w:t xml:space="preserve">先看灯，</w:t></w:r><w:r><w:t>红灯 &amp; 缺纸&lt;b&gt;</w:t></w:r></w:p>'
    "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>插网线</w:t></w:r></w:p>"
    "<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>重新添加</w:t></w:r></w:p>"
)


def word(text: str, name: str = "word/document.xml") -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as book:
        book.writestr(name, f"<w:document><w:body>{text}</w:body></w:document>")
    return kept.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_lines_of_a_plain_text_are_paragraphs_and_the_first_is_its_title(encoding: str) -> None:
    found = prose.read("a.TXT", PLAIN.encode(encoding))
    assert found == ("打印机连不上怎么办", "先看灯，红灯是缺纸。\n\n1、重新插网线")


@pytest.mark.parametrize("style", ["1", "Heading1", "Heading2"])
def test_a_word_file_keeps_headings_and_lists(style: str) -> None:
    found = prose.read("a.docx", word(PARAGRAPHS.format(style=style)))
    assert found == ("打印机连不上怎么办", "先看灯，红灯 & 缺纸<b>\n\n- 插网线\n- 重新添加")


def test_markdown_stays_as_it_is() -> None:
    assert prose.read("a.md", "# 连不上\n\n- 看灯\n- 插线\n".encode()) == ("连不上", "- 看灯\n- 插线")


def test_a_text_without_a_title_has_none() -> None:
    assert prose.read("a.txt", "先看灯。\n再插线。".encode()) == ("", "先看灯。\n\n再插线。")


@pytest.mark.parametrize("data", [b"PK no zip", word("", "other.xml")])
def test_what_is_no_word_file_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(prose.Unreadable, match=r"不是 Word 文件"):
        prose.read("a.docx", data)


def test_a_text_comes_in_as_a_draft_with_an_id_a_title_an_owner_and_prose() -> None:
    files = sound_base()
    base = knowledge.read(files, NOW)
    handed = {"来稿/RB-PRINTER.txt": PLAIN.encode(), "随手记.txt": PLAIN.encode()}
    found = incoming.read(base, handed, lambda _: None, owner="P-004")
    assert [one.message for one in found.told["随手记.txt"]] == [
        "没有草稿提到这个文件，没有收；里面是表格，就另存为 .csv 或 .xlsx 再来。"
    ]
    entry = enter(files, found.drafts, NOW)
    assert (entry.ids, entry.told) == (("RB-PRINTER",), ((),))
    after = knowledge.read({**files, **entry.files}, NOW)
    assert after.findings == base.findings
    record = after.facts.records["RB-PRINTER"]
    said = [record.data[name] for name in ("title", "status", "owner")]
    assert said == ["打印机连不上怎么办", "draft", "P-004"]
    assert entry.files[record.path].endswith("先看灯，红灯是缺纸。\n\n1、重新插网线\n".encode())


def test_a_text_without_an_owner_or_an_id_says_what_is_wanted() -> None:
    files = sound_base()
    found = incoming.read(knowledge.read(files, NOW), {"来稿.txt": PLAIN.encode()}, lambda _: None, "runbook")
    entry = enter(files, found.drafts, NOW)
    assert entry.files == {}
    assert [one.code for one in entry.told[0]] == ["draft-number"]
