"""Files that lie where records lie, or are named like one, and cannot be one: one fault, at the file itself.

What names the record that was meant stays quiet: the file is there, and its own fault says what to do.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from generators import published
from generators.finding import Finding, Place, finding
from generators.kinds.kind import Kind, Kinds
from generators.refusal import Refusal

_NAME = re.compile(r"[A-Za-z]+(?:-[A-Za-z0-9]+)+")
_FIGURES = re.compile("[0-9]{3}").search
_COPY = re.compile(
    r"副本|拷贝|复制|备份|冲突|copy|backup|conflict|\bold\b|_old|[(（\[][0-9]+[)）\]]", re.IGNORECASE
)
# what people type texts with; another file beside a record is an attachment that nobody claims
_TEXTS = (
    "",
    "bak",
    "json",
    "markdown",
    "md",
    "mdown",
    "mkd",
    "old",
    "orig",
    "rej",
    "text",
    "toml",
    "txt",
    "yaml",
    "yml",
)
_HIDDEN = ("navigation", "toc", "footer", "path")
_FRONT = re.compile(r"\s*(?P<fence>-{3,}[ \t]*(?:\r\n|\r|\n))[ \t]*[\w-]+[ \t]*[:：]")


class Misnamed(NamedTuple):
    """A file that is meant as a record but not called like one: the id in its name and its fault."""

    record_id: str
    path: str
    fault: Finding


def misnamed(files: Collection[str], kinds: Kinds, claimed: Collection[str]) -> Iterator[Misnamed]:
    """Yield every such file that no record claims as an attachment."""
    for path in files:
        if (
            not path.startswith((published.RECORDS, published.DOCS))
            or published.is_record(path)
            or published.is_page(path)
            or published.is_shown(path)
            or published.is_left_over(path)
            or path in claimed
        ):
            continue
        home = kinds.of_path(path)
        name = path.rpartition("/")[2]
        record_id = id_in(name, kinds)
        kind = kinds.of_id(record_id) if record_id else None
        meant = kind or home
        if path.startswith(published.RECORDS) and name.lower().endswith((".yaml", ".yml")):
            text = "登记文件的后缀写 .yaml；改名后再检查。"
            yield Misnamed(_stem(name), path, finding(Place(path), "wrong-extension", text))
        elif (kind and _is_text(name)) or _is_like_one(path, home):
            wanted = f"{record_id or '编号'}.{'md' if meant and meant.is_document else 'yaml'}"
            text = f"{name} 不会当作登记读；改名为 {wanted}，是多出来的副本就删掉。"
            yield Misnamed(record_id or _stem(name), path, finding(Place(path), "misnamed-file", text))


def hold_copy(path: str, kind: Kind | None, kinds: Kinds) -> None:
    """Refuse a record whose name holds its id and more, such as a copy that a system has made."""
    stem = _stem(path)
    if kind is None or kind.id_pattern.match(stem):
        return
    if record_id := id_in(stem, kinds):
        text = f"文件名「{stem}」不是编号；是 {record_id} 的副本就删掉，是另一条就换新编号，文件名照编号写。"
        raise Refusal("misnamed-file", 1, 1, text)


def hold_front(text: str) -> None:
    """Refuse a page whose front matter does not begin with the file: it would be a part of the text."""
    found = _FRONT.match(text.removeprefix("\ufeff"))
    if found and (found.start("fence") > 0 or found["fence"].strip() != "---"):
        line = len(re.findall(r"\r\n|\r|\n", text[: found.start("fence")])) + 1
        raise Refusal(
            "front-matter-late", line, 1, "前言要从文件的第一行起，写成单独一行 ---；删掉它前面的空行和空格。"
        )


def hold_kind(path: str, meta: Mapping[str, Any], kinds: Kinds) -> None:
    """Refuse a page whose front matter is wrong, or that is no document but lies or is named like one."""
    for name in meta:
        plain = unicodedata.normalize("NFKC", name).strip()
        if plain.casefold() == "kind":
            raise Refusal("not-a-document", 1, 1, f"前言里的「{name}」要写成小写的 kind。")
    if not isinstance(meta.get("title", ""), str) or not str(meta.get("title", "x")).strip():
        raise Refusal("value-type", 1, 1, "前言里的 title 写一行文字；像数字的加引号，不要就删掉这一行。")
    hide = meta.get("hide", [])
    if not isinstance(hide, list) or any(one not in _HIDDEN for one in hide):
        raise Refusal("value-type", 1, 1, f"前言里的 hide 写成列表，可用：{'、'.join(_HIDDEN)}。")
    stem = _stem(path)
    named = id_in(stem, kinds) if _COPY.search(stem) else _spelt(stem)
    written = str(meta.get("id", ""))
    home = kinds.of_path(path)
    lies = home if home and home.is_followed else None  # where books lie nobody looks for anything else
    kind = lies or kinds.of_id(named) or kinds.of_id(written)
    if kind is None:
        return
    if not kind.is_document:
        text = (
            f"这一页的名字是「{kind.title}」的编号，却不是登记；登记写成 {kind.root} 里的 .yaml，说明换名字。"
        )
    else:
        where = f"{kind.root} 里只放" if lies else "名字或编号像"
        text = f"{where}「{kind.title}」；前言的第一行是 ---，里面写 kind: {kind.name}；别的页面移走或改名。"
    raise Refusal("not-a-document", 1, 1, text)


def _is_like_one(path: str, home: Kind | None) -> bool:
    """Say whether a file ends like a record and then goes on, or is a text where only documents lie."""
    name = path.rpartition("/")[2].lower()
    if path.startswith(published.RECORDS):
        return ".yaml" in name or ".yml" in name
    return home is not None and home.is_document and ".md" in name


def _is_text(name: str) -> bool:
    return name.lower().rpartition(".")[2] in _TEXTS if "." in name else True


def id_in(name: str, kinds: Kinds) -> str:
    """Give the longest id of some kind in a name; empty where there is none."""
    for found in _NAME.finditer(name):
        parts = found[0].split("-")
        for end in range(len(parts), 1, -1):
            if kinds.of_id(one := _spelt("-".join(parts[:end]))):
                return one
    return ""


def _spelt(name: str) -> str:
    """Give a name that is an id but for its small letters as that id; `it-support` is a word."""
    return name.upper() if _FIGURES(name) else name


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
