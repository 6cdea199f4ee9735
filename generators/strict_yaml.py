"""YAML without surprises: JSON types only, one mapping a file, every refusal with its line and column.

Plain dates, times, `yes`, `0123` stay text; doubled keys, tags, anchors, aliases, merge keys, directives,
second documents and hidden characters are refused. One loop over the C parser's events, bounded in depth,
values and bytes. JSON is read by the same loop. See docs/adr/0004-strict-yaml.md.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

try:
    from yaml.cyaml import CParser as _Parser
except ImportError:  # PyYAML without libyaml: the same events, about ten times slower
    from yaml import SafeLoader as _Parser  # type: ignore[assignment]

MAX_BYTES = 1 << 20
MAX_DEPTH = 64
MAX_VALUES = 50_000

Path = tuple[str | int, ...]
_WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
          "null": None, "Null": None, "NULL": None, "~": None}  # fmt: skip
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})").fullmatch
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}(?:[eE][-+]?[0-9]{1,2})?").fullmatch
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")
_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_NO_KEY = object()


class Refusal(Exception):
    """The text cannot be a record: a finding code, a line, a column (both from 1) and what to do."""

    def __init__(self, code: str, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.code, self.line, self.column, self.message = code, line, column, message


class Mark(NamedTuple):
    """Where a value stands and, for a member of a mapping, where its key stands; all from 1."""

    line: int
    column: int
    key_line: int
    key_column: int


def load(data: bytes) -> dict[str, Any]:
    """Read one mapping of JSON types. Raises Refusal; never anything else for any bytes."""
    data = _decoded(data)
    try:
        documents = _events(data)
    except yaml.reader.ReaderError as error:
        raise _unreadable(data, error) from None
    except yaml.MarkedYAMLError as error:
        raise _syntax(data, error) from None
    if len(documents) != 1 or documents[0] is None:
        raise Refusal("yaml-documents", 1, 1, "文件是空的，或者有多份文档；一个文件恰好写一份登记。")
    value = documents[0]
    if not isinstance(value, dict):
        raise Refusal("yaml-not-a-mapping", 1, 1, _not_a_mapping(value))
    text = data.decode()
    if "\\" in text or _CONTROL.search(text) or _INVISIBLE.search(text):
        _look_inside(data, value)
    return value


def positions(data: bytes) -> dict[Path, Mark]:
    """Map the path of every value that `load` read to where it stands; only for text that `load` took."""
    get = _Parser(_decoded(data)).get_event
    marks: dict[Path, Mark] = {}
    stack: list[tuple[Path, int | None]] = []
    at: Path = ()
    index: int | None = None  # counts the items of a sequence; None inside a mapping
    key: str | None = None
    key_mark = (1, 1)
    while True:
        event: Event = get()
        if isinstance(event, StreamEndEvent):
            return marks
        if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            at, index = stack.pop()
            continue
        if not isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent)):
            continue
        line, column = event.start_mark.line + 1, event.start_mark.column + 1
        if stack and index is None and key is None and isinstance(event, ScalarEvent):
            key, key_mark = event.value, (line, column)
            continue
        if not stack:
            here: Path = ()
        elif index is None:
            here = (*at, key or "")
        else:
            here, index = (*at, index), index + 1
        marks[here] = Mark(line, column, *(key_mark if key is not None else (line, column)))
        key = None
        if not isinstance(event, ScalarEvent):
            stack.append((at, index))
            at, index = here, None if isinstance(event, MappingStartEvent) else 0


def typed(text: str) -> str | int | float | bool | None:
    """Give a plain scalar its JSON type; everything doubtful stays text."""
    if text < ":":  # below ':' sort digits, sign, dot and the empty text
        if _INTEGER(text):
            return int(text)
        return float(text) if _DECIMAL(text) else text or None
    return _WORDS.get(text, text)


def _events(data: bytes) -> list[Any]:
    get = _Parser(data).get_event
    documents: list[Any] = []
    stack: list[tuple[Any, bool]] = []
    current: Any = documents  # the container being filled
    is_map, key, count = False, _NO_KEY, 0
    while True:
        event = get()
        c = event.__class__
        if c is ScalarEvent:
            if event.anchor is not None or event.tag is not None:
                _refuse_property(event)
            value: Any = event.value
            if is_map and key is _NO_KEY:  # keys are always text
                if value in current or value == "<<":
                    _refuse("yaml-duplicate-key" if value in current else "yaml-merge-key", event, value)
                key = value
                continue
            if event.implicit[0]:  # plain: neither quoted nor a block scalar
                value = typed(value)
        elif c is MappingStartEvent or c is SequenceStartEvent:
            if event.anchor is not None or event.tag is not None:
                _refuse_property(event)
            if is_map and key is _NO_KEY:
                _refuse("yaml-complex-key", event)
            value = {} if c is MappingStartEvent else []
        elif c is MappingEndEvent or c is SequenceEndEvent:
            current, is_map = stack.pop()
            continue
        elif c is StreamEndEvent:
            return documents
        else:  # alias; start of stream; start or end of a document
            if c is AliasEvent:
                _refuse("yaml-alias", event)
            if c is DocumentStartEvent:
                if event.version or event.tags:
                    _refuse("yaml-directive", event)
                if documents:
                    _refuse("yaml-documents", event)
            continue
        count += 1
        if count > MAX_VALUES:
            _refuse("yaml-too-many-values", event)
        if is_map:
            current[key], key = value, _NO_KEY
        else:
            current.append(value)
        if c is not ScalarEvent:
            if len(stack) >= MAX_DEPTH:
                _refuse("yaml-too-deep", event)
            stack.append((current, is_map))
            current, is_map = value, c is MappingStartEvent


_SENTENCES = {
    "yaml-duplicate-key": "「{}」在同一层已经写过一次；只留一个。",
    "yaml-merge-key": "不能用合并键 {}；把要合并的各项照样写出来。",
    "yaml-complex-key": "项名只能是文字；以 [ 或 {{ 开头的文字请加引号。",
    "yaml-alias": "* 开头会被当作别名；是文字就加引号。",
    "yaml-anchor": "& 开头会被当作锚点；是文字就加引号。",
    "yaml-tag": "! 开头会被当作标签；是文字就加引号。",
    "yaml-directive": "% 开头的指令行不能用；删掉它。",
    "yaml-documents": "这里开始了第二份文档；一个文件只写一份登记。",
    "yaml-too-many-values": "超过 50000 个值；拆成几份登记。",
    "yaml-too-deep": "嵌套超过 64 层；检查是否有没闭合的括号。",
}


def _refuse(code: str, event: Event, what: str = "") -> NoReturn:
    mark = event.start_mark
    raise Refusal(code, mark.line + 1, mark.column + 1, _SENTENCES[code].format(what))


def _refuse_property(event: Event) -> NoReturn:
    _refuse("yaml-anchor" if event.anchor is not None else "yaml-tag", event)


def _decoded(data: bytes) -> bytes:
    """Drop a UTF-8 byte order mark (Notepad writes one); refuse UTF-16, which libyaml would accept."""
    if len(data) > MAX_BYTES:
        raise Refusal("yaml-too-large", 1, 1, "文件超过 1 MiB；大的内容作为附件存放。")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise Refusal("yaml-encoding", 1, 1, "文件是 UTF-16 编码；另存为 UTF-8。")
    return data.removeprefix(b"\xef\xbb\xbf")


def _unreadable(data: bytes, error: yaml.reader.ReaderError) -> Refusal:
    """Say where text stops being UTF-8 or holds a control character; the reader's offset counts bytes."""
    try:
        text = data.decode()
    except UnicodeDecodeError as bad:
        line, column = _locate(data[: bad.start].decode())
        return Refusal("yaml-encoding", line, column, "这里不是 UTF-8 文本（可能是 GBK）；另存为 UTF-8。")
    hit = _CONTROL.search(text)
    line, column = _locate(text[: hit.start()] if hit else "")
    return Refusal("yaml-control-character", line, column, f"这里有控制字符（{error.reason}）；删掉它。")


def _locate(before: str) -> tuple[int, int]:
    lines = re.split(r"\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1


def _syntax(data: bytes, error: yaml.MarkedYAMLError) -> Refusal:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = re.split(r"\r\n|\r|\n", data.decode(errors="replace"))
    for number in (line, line - 1):  # libyaml notices a full-width colon one line late
        text = lines[number - 1] if 0 < number <= len(lines) else ""
        if "：" in text and ": " not in text and not text.rstrip().endswith(":"):
            return Refusal("yaml-syntax", number, text.index("：") + 1, "这里用了全角冒号；改成半角冒号加一个空格。")
    text = lines[line - 1][column - 1 :] if 0 < line <= len(lines) else ""
    if text[:1] in "*&!%@`":
        hint = f"以 {text[:1]} 开头的文字要加引号。" if text else "检查引号、括号是否成对。"
    elif "mapping values" in str(error.problem):
        hint = "一行里有两个“: ”；把整段文字加上引号。"
    elif "tab" in str(error.problem).lower() or "\t" in text:
        hint = "缩进用了制表符；改成空格。"
    else:
        hint = "检查缩进、引号和括号是否成对。"
    return Refusal("yaml-syntax", line, column, f"YAML 读到这里读不下去；{hint}")


def _not_a_mapping(value: Any) -> str:
    if isinstance(value, str) and "：" in value:
        return "整个文件成了一段文字：冒号是全角的；改成半角冒号加一个空格。"
    return "最外层要写成一行一个“项: 值”。"


def _look_inside(data: bytes, value: dict[str, Any]) -> None:
    """Refuse hidden characters in loaded text: escapes such as "\\x07" pass the parser."""
    stack: list[tuple[Path, Any]] = [((), value)]
    while stack:
        at, one = stack.pop()
        if isinstance(one, str):
            _look_at(data, at, one)
        elif isinstance(one, dict):
            for key, member in one.items():
                _look_at(data, (*at, key), key)
                stack.append(((*at, key), member))
        elif isinstance(one, list):
            stack.extend(((*at, i), member) for i, member in enumerate(one))


def _look_at(data: bytes, at: Path, text: str) -> None:
    for code, pattern, what in (
        ("yaml-control-character", _CONTROL, "控制字符"),
        ("yaml-invisible-character", _INVISIBLE, "不可见字符"),
    ):
        hit = pattern.search(text)
        if hit:
            mark = positions(data).get(at, Mark(1, 1, 1, 1))
            name = f"U+{ord(hit[0]):04X}"
            raise Refusal(code, mark.line, mark.column, f"文字里有{what} {name}；删掉后重新键入。")
