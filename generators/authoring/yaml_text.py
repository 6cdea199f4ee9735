"""YAML written, or changed where it must: members, rows in or out, every other byte as it was.

A parser tells where values stand; the text is cut there and never written anew, so that comments, order,
quotes, line ends and indentation stay. Only for text that `strict_yaml.load` takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import yaml
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent

from generators.backslash import in_quotes
from generators.strict_yaml import At, typed

_BOM = "\ufeff"
_PLAIN = re.compile(
    r"\w[\w-]*(?:[ .]\w[\w-]*)*"
).fullmatch  # needs no quotes, unless it reads as something else
_BARE = re.compile(
    r"(?![ \n])[^\t\r\x00-\x08\x0b-\x1f\x85\u2028\u2029\ufeff]*(?<![ \n])"
).fullmatch  # nothing that lines would lose
_COLON = re.compile(r"\s*:")
_COMMENT = re.compile(r"#[^\r\n]*")


class Rename(NamedTuple):
    """Give a member another name."""

    at: At
    name: str


class Remove(NamedTuple):
    """Take out a member with its value, or a row. Comments in and behind it stay, on lines of their own."""

    at: At


class Add(NamedTuple):
    """Put members after one that is there."""

    after: At
    members: Mapping[str, Any]


class Replace(NamedTuple):
    """Write another value for a member, on its line. A comment behind it moves above."""

    at: At
    value: Any


Edit = Rename | Remove | Add | Replace


class InBraces(dict[str, Any]):
    """Members to be written in braces on one line, such as a row of a table that has many."""


class OnLines(str):
    """A text to be written on lines of its own, such as commands that people copy."""

    __slots__ = ()


class _Spot(NamedTuple):
    """Where a member stands in the text: its key, its value, and whether in braces or on lines of its own."""

    key: int
    key_end: int
    start: int  # of the value
    end: int  # behind the value's last sign
    in_flow: bool


def edited(data: bytes, edits: Sequence[Edit]) -> bytes:
    """Make all the edits at once; each `at` is a path in the text as it is."""
    whole = data.decode()
    text = whole.removeprefix(_BOM)
    spots = _spots(text)
    cuts = sorted(cut for edit in edits for cut in _cuts(text, spots, edit))
    done: list[str] = []
    behind = 0
    for start, end, new in cuts:
        done += [text[behind:start], new]
        behind = end
    return (_BOM * whole.startswith(_BOM) + "".join(done) + text[behind:]).encode()


def written(members: Mapping[str, Any]) -> bytes:
    """Write a whole new file."""
    return "".join(f"{line}\n" for line in _block(members)).encode()


def _cuts(text: str, spots: Mapping[At, _Spot], edit: Edit) -> Iterator[tuple[int, int, str]]:
    match edit:
        case Rename(at, name):
            spot = spots[at]
            quote = text[spot.key] if text[spot.key] in "\"'" else ""
            yield spot.key, spot.key_end, f"{quote}{name}{quote}"
        case Remove(at):
            is_line = isinstance(at[-1], int) and not spots[at].in_flow
            yield _without_row(text, spots, at) if is_line else _without(text, spots, at)
        case Add(after, members):
            yield _with(text, spots[after], members)
        case Replace(at, value):
            yield from _instead(text, spots[at], value)


def _instead(text: str, spot: _Spot, value: Any) -> Iterator[tuple[int, int, str]]:
    """Put a value for another; a comment behind it moves above, where it cannot be meant as a part of it."""
    end = _line_end(text, spot.end)
    comment = text[spot.end : end].strip()
    if not comment.startswith("#"):
        yield spot.start, spot.end, _flow(value)
        return
    start = _line_start(text, spot.key)
    indent = " " * len(text[start : spot.key]) if text[start : spot.key].isspace() else ""
    yield start, start, f"{indent}{comment}{_newline(text)}"
    yield spot.start, end, _flow(value)


def _without(text: str, spots: Mapping[At, _Spot], at: At) -> tuple[int, int, str]:
    spot = spots[at]
    beside = [one for one in spots if len(one) == len(at) and one[:-1] == at[:-1]]
    number = beside.index(at)
    if spot.in_flow:
        if found := re.compile(r"[ \t]*,[ \t]*").match(text, spot.end):
            return spot.key, found.end(), ""
        before = spots[beside[number - 1]].end if number else spot.key
        comma = text.find(",", before, spot.key)
        return (comma if comma >= 0 else spot.key), spot.end, ""
    last = _line_end(text, spot.end)
    comments = _comments(text, spots, at)
    after = last + len(_newline(text)) if last < len(text) else last
    start = _line_start(text, spot.key)
    if text[start : spot.key].strip():  # the dash of a row stands before it: the next member moves up
        following = spots[beside[number + 1]].key
        indent = " " * _column(text, spot.key)
        return spot.key, following, "".join(f"{one}{_newline(text)}{indent}" for one in comments)
    return start, after, "".join(f"{text[start : spot.key]}{one}{_newline(text)}" for one in comments)


def _without_row(text: str, spots: Mapping[At, _Spot], at: At) -> tuple[int, int, str]:
    """Take out a row from its dash on; what is written between it and the next stays."""
    start = _line_start(text, spots[at].key)
    last = _line_end(text, spots[at].end)
    indent = text[start : text.index("-", start)]
    kept = "".join(f"{indent}{one}{_newline(text)}" for one in _comments(text, spots, at))
    return start, last + len(_newline(text)) if last < len(text) else last, kept


def _comments(text: str, spots: Mapping[At, _Spot], at: At) -> list[str]:
    """Find the comments within a member or a row, and the one behind it: what stands between its values."""
    inside = sorted(spot for path, spot in spots.items() if path[: len(at)] == at)
    found: list[str] = []
    behind = inside[0].key
    for number, spot in enumerate(inside):
        found += _COMMENT.findall(text, behind, max(behind, spot.key))
        holds_next = number + 1 < len(inside) and inside[number + 1].key < spot.end
        behind = spot.key_end if holds_next else spot.end
    return found + _COMMENT.findall(text, behind, _line_end(text, spots[at].end))


def _with(text: str, spot: _Spot, members: Mapping[str, Any]) -> tuple[int, int, str]:
    if spot.in_flow:
        added = "".join(f", {_scalar(name)}: {_flow(value)}" for name, value in members.items())
        return spot.end, spot.end, added
    newline = _newline(text)
    indent = " " * _column(text, spot.key)
    lines = [indent + line for line in _block(members)]
    last = _line_end(text, spot.end)
    return last, last, newline + newline.join(lines)


def _spots(text: str) -> dict[At, _Spot]:
    """Find every member of every mapping."""
    parser: Any = yaml.CSafeLoader(text) if yaml.__with_libyaml__ else yaml.SafeLoader(text)
    parser.get_event()  # the stream
    parser.get_event()  # the document
    reader = _Reader(parser, text, {})
    reader.read((), in_flow=False)
    return reader.spots


class _Reader(NamedTuple):
    """Goes through the events of a text; the end of a collection in lines is that of what it holds last."""

    parser: Any
    text: str
    spots: dict[At, _Spot]

    def read(self, at: At, *, in_flow: bool, key: Any = None) -> int:
        """Read one value, note its spot if a key stands before it, and give where it ends."""
        event = self.parser.get_event()
        if key is not None:  # before those within it, so that spots are in the order of the text
            self.spots[at] = _Spot(
                key.start_mark.index, key.end_mark.index, event.start_mark.index, 0, in_flow
            )
        end = self._end(event, at)
        if key is not None:
            colon = _COLON.match(self.text, key.end_mark.index)
            least = colon.end() if colon else key.end_mark.index  # of a value of which nothing is written
            self.spots[at] = self.spots[at]._replace(end=max(end, least))
        return end

    def _end(self, event: Any, at: At) -> int:
        end: int = event.end_mark.index
        in_flow = bool(getattr(event, "flow_style", False))
        match event:
            case ScalarEvent(style="|" | ">"):
                return len(self.text[:end].rstrip())
            case ScalarEvent():
                return end
            case MappingStartEvent():
                while not isinstance(last := self.parser.get_event(), MappingEndEvent):
                    end = self.read((*at, last.value), in_flow=in_flow, key=last)
            case _:
                index = 0
                while not isinstance(row := self.parser.peek_event(), SequenceEndEvent):
                    end = self.read((*at, index), in_flow=in_flow)
                    start: int = row.start_mark.index
                    self.spots[*at, index] = _Spot(start, start, start, end, in_flow)
                    index += 1
                last = self.parser.get_event()
        behind: int = last.end_mark.index
        return behind if in_flow else end


def _block(members: Mapping[str, Any]) -> list[str]:
    """Write members on lines of their own."""
    lines: list[str] = []
    for name, value in members.items():
        inside = _value(value)
        if isinstance(value, OnLines) and _BARE(value):
            lines += [f"{name}: |-", *(f"  {line}" if line else "" for line in value.split("\n"))]
        elif isinstance(value, dict | list) and value:
            lines += [f"{name}:", *(f"  {line}" for line in inside)]
        else:
            lines.append(f"{name}: {inside[0]}")
    return lines


def _value(value: Any) -> list[str]:
    if isinstance(value, InBraces):
        return [_flow(value)]
    if isinstance(value, dict) and value:
        return _block(value)
    if isinstance(value, list) and value:
        rows = ((index, line) for one in value for index, line in enumerate(_value(one)))
        return [f"{'  ' if index else '- '}{line}" for index, line in rows]
    return [_scalar(value)]


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_scalar(name)}: {_flow(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """Write a value plain where it reads the same, else as JSON, which strict YAML reads alike."""
    text = str(value) if isinstance(value, str) else value
    if isinstance(text, str) and _PLAIN(text) and typed(text) == text and not text[0].isdecimal():
        return text
    return in_quotes(value)


def _column(text: str, index: int) -> int:
    return index - _line_start(text, index)


def _line_start(text: str, index: int) -> int:
    return text.rfind("\n", 0, index) + 1


def _line_end(text: str, index: int) -> int:
    found = re.compile(r"\r\n|\r|\n|\Z").search(text, index)
    return found.start() if found else len(text)


def _newline(text: str) -> str:
    found = re.search(r"\r\n|\r|\n", text)
    return found[0] if found else "\n"
