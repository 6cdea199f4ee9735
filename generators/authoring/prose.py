"""A text that somebody wrote elsewhere, as the prose of a document: plain text, Markdown, or a Word file.

Words are taken, not looks: of a Word file its paragraphs, with what marks them as a heading or a list item.
"""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import Any, NamedTuple

from generators.records.record import split_front_matter
from generators.strict_yaml import load

SUFFIXES = (".txt", ".md", ".docx")
_PAGE = ".md"
_WORDS = "word/document.xml"
_MOST = 4 << 20  # bytes of that file; more is no text that people follow
_MARKS = (b"\xff\xfe", b"\xfe\xff")
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_PIECE = re.compile(r"<w:t(?: [^>]*)?>(?P<text>[^<]*)</w:t>|<w:(?P<sign>tab|br)(?: [^>]*)?/>")
_LEVEL = re.compile(r'<w:pStyle w:val="(?:Heading|heading |标题 ?)?(?P<level>[1-6])"/>')
_IN_LIST = re.compile(r"<w:numPr[ />]")
_HEADING = re.compile(r"(?m)\A(?:\s*\n)?#{1,6} +(?P<title>.+)$")
_END = "。；：:;.!！?？"
_TITLE = (4, 60)  # characters


class Unreadable(Exception):
    """A file is none of those that can be read; the message says what to do."""


class Prose(NamedTuple):
    """What a text is called, if it says so, and what it says below."""

    title: str
    body: str


class Headed(NamedTuple):
    """A page with front matter, as the form of a document or a base gives it."""

    head: dict[str, Any]
    body: str


def headed(name: str, data: bytes) -> Headed | None:
    """Read a Markdown file that begins with front matter; None for any other. Raises Refusal."""
    if not name.lower().endswith(_PAGE):
        return None
    try:
        head, body, _ = split_front_matter(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None
    return None if head is None else Headed(dict(load(head.encode())), body.strip())


def read(name: str, data: bytes) -> Prose:
    """Read a file by its name's ending. Raises Unreadable."""
    lower = name.lower()
    text = _word(data) if lower.endswith(".docx") else _decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _named(text if lower.endswith(".md") else _apart(text))


def _decoded(data: bytes) -> str:
    for encoding in ("utf-16",) if data.startswith(_MARKS) else ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Unreadable("看不出是什么编码的文字；另存为 UTF-8 再交。")


def _word(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as book:
            if book.getinfo(_WORDS).file_size > _MOST:
                raise Unreadable("文字太长；拆成几份再交。")
            text = book.read(_WORDS).decode()
    except (zipfile.BadZipFile, KeyError, UnicodeDecodeError, RuntimeError):
        raise Unreadable("不是 Word 文件，或有密码；另存为 .docx 或纯文字再交。") from None
    return "\n".join(_paragraph(one[0]) for one in _PARAGRAPH.finditer(text))


def _paragraph(source: str) -> str:
    pieces = (one["text"] if one["text"] is not None else " " for one in _PIECE.finditer(source))
    text = html.unescape("".join(pieces)).strip()
    if text and (level := _LEVEL.search(source)):
        return f"{'#' * min(int(level['level']) + 1, 6)} {text}"
    return f"- {text}" if text and _IN_LIST.search(source) else text


def _apart(text: str) -> str:
    """Make each line a paragraph, as it was meant; items of a list stay together."""
    lines = [line.strip() for line in text.split("\n")]
    found: list[str] = []
    for line in filter(None, lines):
        is_next_item = line.startswith("- ") and bool(found) and found[-1].startswith("- ")
        found += [line] if is_next_item or not found else ["", line]
    return "\n".join(found)


def _named(text: str) -> Prose:
    """Take the heading that a text begins with as its title, or a first line that is short enough for one."""
    text = text.strip("\n")
    if heading := _HEADING.match(text):
        return Prose(heading["title"].strip(), text[heading.end() :].strip("\n"))
    first, _, rest = text.partition("\n")
    is_title = _TITLE[0] <= len(first) <= _TITLE[1] and not first.endswith(tuple(_END)) and rest.strip()
    return Prose(first, rest.strip("\n")) if is_title else Prose("", text)
