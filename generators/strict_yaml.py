"""YAML without surprises: JSON types only, one mapping a file, every refusal with its line and column.

Plain dates, times, `yes`, `0123` stay text; doubled keys, tags, anchors, aliases, merge keys, directives,
second documents and hidden characters are refused. One loop over the C parser's events, bounded in depth,
values and bytes. JSON is read by the same loop. See docs/adr/0004-strict-yaml.md.
"""

from __future__ import annotations

import re
from sys import intern
from typing import Any, NamedTuple, NoReturn

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from generators.refusal import CONTROL, SENTENCES, Refusal, hidden, is_utf_16, syntax, unreadable
from generators.yaml_grammar import is_calm, keep

# without libyaml PyYAML's own parser gives the same events, about ten times slower
_Parser: Any = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader

MAX_BYTES = 1 << 20
MAX_DEPTH = 64
MAX_VALUES = 50_000

At = tuple[str | int, ...]  # where a value stands in a file: names of members, numbers of items
_WORDS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
          "null": None, "Null": None, "NULL": None, "~": None}  # fmt: skip
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})").fullmatch
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]{0,17})\.[0-9]{1,18}(?:[eE][-+]?[0-9]{1,2})?").fullmatch
INVISIBLE = re.compile(r"[\x85\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
# an escape that may stand for such a sign; those for a quote, a stroke, a tab and a line's end cannot
_MADE = re.compile(r"(?<!\\)(?:\\\\)*\\[^\\\"/tn\r\n]")
_COMMENT = re.compile(r"(?:.*\s)?#")
_BREAKS = "\x85\u2028\u2029"  # end a line, and with it a comment, for the parser and for no editor
_NO_KEY = object()
_CODE = 24  # characters; below, a plain text is mostly a code or an id that stands in many records


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
    except yaml.reader.ReaderError:
        raise unreadable(data) from None
    except yaml.MarkedYAMLError as error:
        raise syntax(data, error) from None
    except (ValueError, OverflowError):  # an escape that stands for no character
        raise Refusal(
            "yaml-syntax", 1, 1, "有读不出的转义写法，如 \\U 或 % 后的代码；改成字符本身。"
        ) from None
    if len(documents) != 1 or documents[0] is None:
        raise Refusal("yaml-documents", 1, 1, "文件是空的，或者有多份文档；一个文件恰好写一份登记。")
    value = documents[0]
    if not isinstance(value, dict):
        raise Refusal("yaml-not-a-mapping", 1, 1, _not_a_mapping(value))
    text = data.decode()
    if not is_calm(text):
        keep(text, _Parser(data).get_event)
    hit = INVISIBLE.search(text)  # such as a line end that the parser folded away
    if hit or CONTROL.search(text) or ("\\" in text and _MADE.search(text)):
        _look_inside(data, value)
        if hit and (
            hit[0] in _BREAKS or not _COMMENT.match(text[text.rfind("\n", 0, hit.start()) + 1 : hit.start()])
        ):
            raise hidden(text, hit.start())
    return value


def positions(data: bytes) -> dict[At, Mark]:
    """Map the path of every value that `load` read to where it stands; only for text that `load` took."""
    get = _Parser(_decoded(data)).get_event
    marks: dict[At, Mark] = {}
    stack: list[tuple[At, int | None]] = []
    at: At = ()
    index: int | None = None  # counts the items of a sequence; None inside a mapping
    key: str | None = None
    key_mark = (1, 1)
    while True:
        event = get()
        if isinstance(event, StreamEndEvent):
            return marks
        if isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            at, index = stack.pop()
            continue
        if not isinstance(event, (ScalarEvent, MappingStartEvent, SequenceStartEvent)):
            continue
        mark: Any = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if stack and index is None and key is None and isinstance(event, ScalarEvent):
            key, key_mark = event.value, (line, column)
            continue
        if not stack:
            here: At = ()
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
    if text in _WORDS:
        return _WORDS[text]
    return intern(text) if len(text) < _CODE else text


def _events(data: bytes) -> list[Any]:  # noqa: C901, PLR0912 - one hot loop: a call a value would double its time
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
                key = intern(value)  # the same few names in every record
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


def _refuse(code: str, event: Any, what: str = "") -> NoReturn:
    mark = event.start_mark
    raise Refusal(code, mark.line + 1, mark.column + 1, SENTENCES[code].format(what))


def _refuse_property(event: Any) -> NoReturn:
    _refuse("yaml-anchor" if event.anchor is not None else "yaml-tag", event)


def _decoded(data: bytes) -> bytes:
    """Drop a UTF-8 byte order mark (Notepad writes one); refuse UTF-16, which libyaml would accept."""
    if len(data) > MAX_BYTES:
        raise Refusal("yaml-too-large", 1, 1, "文件超过 1 MiB；大的内容作为附件存放。")
    if is_utf_16(data):
        raise unreadable(data)
    return data.removeprefix(b"\xef\xbb\xbf")


def _not_a_mapping(value: Any) -> str:
    if isinstance(value, str) and "：" in value:
        return "整个文件成了一段文字：冒号是全角的；改成半角冒号加一个空格。"
    if isinstance(value, str) and ":" in value:
        return "整个文件成了一段文字：冒号后面少一个空格；写成“项: 值”。"
    return "最外层要写成一行一个“项: 值”。"


def _look_inside(data: bytes, value: dict[str, Any]) -> None:
    """Refuse hidden characters in loaded text: as escapes they pass the parser."""
    stack: list[tuple[At, Any]] = [((), value)]
    while stack:
        at, one = stack.pop()
        if isinstance(one, str):
            _look_at(data, at, one)
        elif isinstance(one, dict):
            for key, member in one.items():
                _look_at(data, (*at, key), key, is_key=True)
                stack.append(((*at, key), member))
        elif isinstance(one, list):
            stack.extend(((*at, i), member) for i, member in enumerate(one))


def _look_at(data: bytes, at: At, text: str, *, is_key: bool = False) -> None:
    for code, pattern, what in (
        ("yaml-control-character", CONTROL, "控制字符"),
        ("yaml-invisible-character", INVISIBLE, "不可见字符"),
    ):
        hit = pattern.search(text)
        if hit:
            mark = positions(data).get(at, Mark(1, 1, 1, 1))
            name = f"U+{ord(hit[0]):04X}"
            line, column = (mark.key_line, mark.key_column) if is_key else (mark.line, mark.column)
            raise Refusal(code, line, column, f"文字里有{what} {name}；删掉后重新键入。")
