"""The grammar of strict YAML: what parsers let pass although it is none, or loses a part of the text.

A parser finds the values; here is held what stands around and between them against docs/dev/strict-yaml.md.
Nearly every file shows at one look that it holds nothing doubtful; only the others are gone through.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from generators.backslash import hold_escapes
from generators.refusal import refused

_END = r"(?:\r?\n|\Z)"
_FIRST = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`]"
_PLAIN = rf"(?:{_FIRST}|-\w)(?:[^\t\r\n#:]|:(?![ \r\n]|\Z)|(?<! )#)*"
_QUOTED = r"(?:\"[^\"\\\t\r\n]*\"|'[^'\t\r\n]*')"
_INSIDE = rf"(?:[\[\]{{}},: ]|{_QUOTED}|(?:{_FIRST}|-\w)[^\t\r\n#,\[\]{{}}\"'\\]*+)"
_BRACKETS = rf"[\[{{]{_INSIDE}*+(?<=[\]}}])"
_NAME = rf"(?:\w[\w.-]*+|{_QUOTED}):"
_NAMED = rf"{_NAME}(?: +|(?={_END}))"
_WHOLE = rf"{_PLAIN}(?!(?:\r?\n)++(?P=in) +- )"  # a dash further in would not begin a list: the text goes on
_VALUE = rf"(?:{_BRACKETS}|{_QUOTED}|{_WHOLE})?(?<! )(?={_END})"
# dashes and a name, one of them at least, and a value that ends with the line; or nothing
_LINE = rf"(?P<in> *+)(?:(?:- +)++(?:{_NAMED})?+|{_NAMED}|(?={_END})){_VALUE}"


def _text_of_lines(number: int, before: str, least: str) -> str:
    """Tell a text on lines of its own, each as far in as the first, which is so far in at least."""
    head = rf"(?P<in{number}> *+){before}[|>][-+]?(?:\r?\n)++"
    first = rf"(?P<row{number}>(?P=in{number}){least}+)\S[^\r\n]*"
    return rf"{head}{first}(?:\r?\n(?:(?P=row{number})[^\r\n]*)?+(?=\r?\n))*+"


_HEADS = ((rf"{_NAME} +", " "), ("- +", " "), (rf"- {_NAME} +", "   "))
_TEXTS = "|".join(_text_of_lines(number, *one) for number, one in enumerate(_HEADS))
_CALM = re.compile(rf"(?:(?>{_LINE}|{_TEXTS}){_END})*+").fullmatch

_ODD = re.compile(r"[#\t?]").search
_BREAK = re.compile(r"\r\n|\r|\n")
_HEADER = re.compile(r"[|>](?:[-+]?[1-9]?|[1-9][-+]) *").fullmatch
_DIGIT = re.compile(r"[1-9]").search
_ESCAPED = re.compile(r"(?<!\\)(?:\\\\)*\\[^\"\\/]").search
_OF_LINES = ("|", ">")


class _Piece(NamedTuple):
    """A text or a bracket: what stands in a file beside signs, blanks and comments."""

    style: str  # "" of a plain text, a quote, | or > of lines, or a bracket
    start: int
    end: int  # like the start where nothing is written
    floor: int  # the column that lines which go on with it must pass
    in_brackets: bool
    is_key: bool

    @property
    def could_go_on(self) -> bool:
        """Whether a line that is no comment would be more of it."""
        return self.style in ("", *_OF_LINES) and not self.is_key


class _Line(NamedTuple):
    """A line of what stands between two pieces, or the part of one."""

    at: int
    code: str  # before the comment
    sign: int  # of the comment; -1 for none
    begins: bool  # at the beginning of a line of the file
    is_last: bool

    @property
    def indent(self) -> int:
        """How far in it begins."""
        return len(self.code) - len(self.code.lstrip(" "))


def is_calm(text: str) -> bool:
    """Say at one look that a text which a parser took holds nothing doubtful."""
    return _CALM(text) is not None or _is_json(text)


def keep(text: str, get_event: Callable[[], Any]) -> None:
    """Refuse what is outside the grammar; only for text that the parser took."""
    last: _Piece | None = None
    for piece in _pieces(text, get_event):
        if piece.start == piece.end:
            _hold_nothing(text, piece, last)
            continue
        _hold_between(text, last, piece)
        if piece.style in _OF_LINES:
            _hold_lines(text, piece)
        else:
            _hold_text(text, piece)
        last = piece
    _hold_between(text, last, None)
    if last and last.style in _OF_LINES:
        *_, (at, row) = _rows(text, last.start, len(text))
        if row and not row.strip():  # without an end of the line nobody knows whether it is a line
            raise refused("yaml-syntax.blank", text, at)


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith("{") or _ESCAPED(text):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _pieces(text: str, get_event: Callable[[], Any]) -> Iterator[_Piece]:
    """Yield every piece in the order of the text."""
    around: list[tuple[bool, bool]] = []  # what is open: whether a mapping, whether in brackets
    floors = [-1]
    is_key = False
    while not isinstance(event := get_event(), StreamEndEvent):
        start, end = event.start_mark, event.end_mark
        in_brackets = bool(around) and around[-1][1]
        match event:
            case ScalarEvent():
                style = event.style if event.style in ('"', "'", *_OF_LINES) else ""
                yield _Piece(style, start.index, end.index, floors[-1], in_brackets, is_key)
                is_key = bool(around) and around[-1][0] and not is_key
            case MappingStartEvent() | SequenceStartEvent():
                if not event.flow_style:
                    floors.append(start.column)
                elif text[start.index] in "[{":  # a pair alone in a list has no brackets of its own
                    yield _Piece("[", start.index, end.index, floors[-1], in_brackets, is_key=False)
                is_key = isinstance(event, MappingStartEvent)
                around.append((is_key, bool(event.flow_style)))
            case MappingEndEvent() | SequenceEndEvent():
                around.pop()
                if not in_brackets:
                    floors.pop()
                elif text[start.index : end.index] in ("]", "}"):
                    yield _Piece("]", start.index, end.index, floors[-1], in_brackets, is_key=False)
                is_key = bool(around) and around[-1][0]


def _rows(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield where each line between two places begins, and the line; the last one may be empty."""
    at = start
    for found in _BREAK.finditer(text, start, end):
        yield at, text[at : found.start()]
        at = found.end()
    yield at, text[at:end]


def _lines(text: str, start: int, end: int) -> Iterator[_Line]:
    for at, row in _rows(text, start, end):
        code, sign, _ = row.partition("#")
        begins = at == 0 or text[at - 1] in "\r\n"
        yield _Line(at, code, at + len(code) if sign else -1, begins, at + len(row) == end)


def _hold_nothing(text: str, piece: _Piece, last: _Piece | None) -> None:
    """Refuse a comment where a value should stand: it was meant as one."""
    if piece.is_key or last is None:
        return
    line = next(_lines(text, last.end if piece.in_brackets else piece.start, len(text)))
    if line.sign >= 0 and not line.code.strip(" \t:"):
        raise refused("yaml-lost-text", text, line.sign)


def _hold_between(text: str, last: _Piece | None, piece: _Piece | None) -> None:
    """Refuse comments, blanks and signs between two pieces that the grammar does not know."""
    start, end = last.end if last else 0, piece.start if piece else len(text)
    in_brackets = piece is not None and piece.in_brackets
    if not _ODD(text, start, end) and not (in_brackets and _BREAK.search(text, start, end)):
        return
    could_go_on = last is not None and last.could_go_on
    for line in _lines(text, start, end):
        could_go_on = could_go_on and not line.code.strip()
        if line.sign >= 0:
            if line.code[-1:] not in (" ", "\t") and (line.code or not line.begins):
                raise refused("yaml-syntax.comment", text, line.sign)
            if could_go_on and last and (not line.begins or len(line.code) > last.floor):
                raise refused("yaml-lost-text", text, line.sign)
        if "\t" in line.code:
            raise refused("yaml-syntax.tab", text, line.at + line.code.index("\t"))
        if "?" in line.code:
            raise refused("yaml-complex-key.question", text, line.at + line.code.index("?"))
        goes_on = line.code.strip() or (line.is_last and line.sign < 0)
        if piece and piece.in_brackets and line.begins and goes_on and line.indent <= piece.floor:
            raise refused("yaml-syntax.floor", text, line.at + line.indent)


def _hold_text(text: str, piece: _Piece) -> None:
    """Refuse what the grammar does not know within a plain or a quoted text."""
    source = text[piece.start : piece.end]
    if piece.style == "" and (source == "-" or (piece.in_brackets and source[0] == "?")):
        raise refused("yaml-syntax.sign", text, piece.start, sign=source[0])
    if piece.style == "" and "\t" in source:
        raise refused("yaml-syntax.tab", text, piece.start + source.index("\t"))
    if piece.style == '"':
        hold_escapes(text, piece.start + 1, piece.end - 1)
    for at, row in _rows(text, piece.start, piece.end):
        if at == piece.start or not row.strip():
            continue
        indent = len(row) - len(row.lstrip(" "))
        if row[indent] == "\t":
            raise refused("yaml-syntax.tab", text, at + indent)
        if indent <= piece.floor:
            raise refused("yaml-syntax.floor", text, at + indent)


def _hold_lines(text: str, piece: _Piece) -> None:
    """Refuse what the grammar does not know within a text on lines of its own."""
    (_, head), *rows = _rows(text, piece.start, piece.end)
    if not _HEADER(head):
        raise refused("yaml-syntax.header", text, piece.start, sign=piece.style)
    first, begin = next(((row, at) for at, row in rows if row.strip(" ")), ("", 0))
    indent = len(first) - len(first.lstrip(" "))
    if first[indent:].startswith("\t"):
        raise refused("yaml-syntax.tab", text, begin + indent)
    for at, row in rows:
        if row.strip(" ") or _DIGIT(head):
            break
        if len(row) > indent:
            raise refused("yaml-syntax.blank", text, at)
