r"""Backslashes in double quotes: one that looks like a part of a path would become another sign, unseen.

`"D:\new\report"` holds an end of a line and a return; who wrote it meant a path. Whatever writes such a text
for a person says by its number which sign it means, and is never taken for one who wrote a path.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

from generators.refusal import refused

_BECOMES = {
    "n": "换行", "t": "制表符", "r": "回车", "b": "退格", "f": "换页", "v": "竖向制表符",
    "a": "响铃", "e": "转义符", "0": "空字符", "N": "下一行", "L": "行分隔符", "P": "段分隔符",
    "_": "不断行的空格", " ": "空格", "\t": "制表符", "\n": "和下一行连在一起", "\r": "和下一行连在一起",
}  # fmt: skip
_UNIT = re.compile(r"\\(?:x..|u....|U.{8}|\r\n|.)|[^\\\s]+|\s+", re.DOTALL)
_DRIVE = re.compile(r"(?:.*[^A-Za-z0-9])?[A-Za-z]:", re.DOTALL).fullmatch
_HALVED = re.compile(r"\\\\[^\\\s]").match  # two backslashes were written and one is read
_NAME = re.compile(r"[A-Za-z0-9_.~%$)-]").fullmatch
_LETTER = re.compile(r"[A-Za-z0-9_]").match


class _Before(NamedTuple):
    """What a backslash stands behind."""

    last: str  # a sign or a whole escape; nothing behind a blank
    is_drive: bool
    is_path: bool  # since the last blank


def hold_escapes(text: str, start: int, end: int) -> None:
    """Refuse a backslash between two places, within double quotes, that would become what nobody meant."""
    for at in _doubtful(text, start, end):
        letter = text[at + 1]
        raise refused("yaml-backslash", text, at, sign="\\" + letter.strip(), becomes=_BECOMES[letter])


def in_quotes(value: object) -> str:
    """Write a value as JSON, each sign that could be taken for a part of a path by its number."""
    written = json.dumps(value, ensure_ascii=False)
    for at in reversed([*_doubtful(written, 1, len(written) - 1)]):
        sign = json.loads(f'"{written[at : at + 2]}"')
        written = f"{written[:at]}\\u{ord(sign):04x}{written[at + 2 :]}"
    return written


def _doubtful(text: str, start: int, end: int) -> Iterator[int]:
    """Yield where a backslash stands that looks like a part of a path, or that JSON does not know."""
    before = _Before("", is_drive=False, is_path=False)
    for unit in _UNIT.finditer(text, start, end):
        said = unit[0]
        if said.isspace():
            before = _Before("", is_drive=False, is_path=False)
        elif said[0] != "\\":
            before = _Before(said[-1], bool(_DRIVE(said)), before.is_path)
        else:
            is_path = before.is_path or before.is_drive
            if said == "\\\\":
                is_path = is_path or (not before.last and bool(_HALVED(text, unit.start())))
            elif _is_doubtful(said[1:2], before, text[unit.end() : end][:1]):
                yield unit.start()
            before = _Before(said, is_drive=False, is_path=is_path)


def _is_doubtful(letter: str, before: _Before, behind: str) -> bool:
    if letter in "\r\n":  # the line goes on
        return before.is_path or before.is_drive
    if letter not in _BECOMES:
        return False
    if letter == " ":  # keeps a blank at the beginning of a line
        return bool(before.last)
    if _LETTER(behind):
        # an end of a line stands before many a word, but seldom behind one or behind a blank
        is_path = before.is_path or before.is_drive
        return letter != "n" or is_path or not before.last or bool(_NAME(before.last))
    return letter in "_\t" or (before.is_drive and behind.isalnum())
