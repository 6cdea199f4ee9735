"""Commands that people copy whole are commands only, of one place (`x-typed`); and what is named is there.

A sentence is nothing to paste. SQL pasted into a shell does harm, and so does a command behind a line that
says what to look at first: whoever copies the box has run it before he looked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generators.checks.context import Context
from generators.checks.whole import is_done
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.records.record import Record

_HAN = "\u4e00-\u9fff"
_SENTENCE = re.compile(rf"^[{_HAN}“]|^[^'\"<#\n]*[{_HAN}][^'\"<>\n]*[。；]")
_COMMENT = re.compile(r"(?:#|--) ")
_LOOK_FIRST = re.compile(r"才|再(?!看)|其余|一定|不要|如果|编辑器")
_LINES: Mapping[str, re.Pattern[str]] = {
    "sql": re.compile(
        r"(?:SELECT|ALTER|CREATE|UPDATE|DELETE FROM|INSERT|DROP|SHUTDOWN|STARTUP|COLUMN|SPOOL|COMMIT)\b"
    ),
    "shell": re.compile(
        r"(?:sudo|df|grep|tail|ls|cat|date|systemctl|curl|lsnrctl|timeout|ps|cd|mv|cp|find)\b(?! *=)"
    ),
}
_OTHER = {"sql": "shell", "shell": "sql"}
_TEXT_IN = re.compile(r"<<-?\s*'?(\w+)'?$")  # what follows is read by a program, up to this word
_GO = re.compile(r"(?:转到|回到|接着做|重做|照) ?(?P<step>[a-z][a-z0-9-]*)(?= ?(?:一步|$|[，；。、]))")


def check(context: Context) -> Iterator[Finding]:
    """Look at the commands of every document that is approved; of a draft nobody asks it yet."""
    for record in context.records.values():
        word = record.kind.tree.marks.get("typed")
        if word is not None and is_done(record):
            yield from _boxes(record, word)
            yield from _named(record, word)


def _boxes(record: Record, word: Mapping[str, Any]) -> Iterator[Finding]:
    languages = {place: language for language in _LINES for place in word[language]}
    for index, row in enumerate(record.data.get(word["rows"], ())):
        at = (word["rows"], index, word["run"])
        lines = [*_typed(row.get(word["run"], ""))]
        language = languages.get(row[word["place"]])
        for number, line in enumerate(lines):
            if code := _fault(line, language, is_first=number == 0):
                yield finding(record.place(*at), code, f"“{line.strip()}”：{CODES[code].remedy}")


def _fault(line: str, language: str | None, *, is_first: bool) -> str | None:
    if _COMMENT.match(line):
        return "box-in-two" if not is_first and _LOOK_FIRST.search(line) else None
    if _SENTENCE.match(line):
        return "sentence-in-box"
    return "box-mixed" if language and _LINES[_OTHER[language]].match(line) else None


def _typed(box: str) -> Iterator[str]:
    """Yield the lines that are typed, without the text that a program reads from them."""
    until = ""
    for line in box.split("\n"):
        if until:
            until = "" if line == until else until
            continue
        yield line
        if begun := _TEXT_IN.search(line):
            until = begun[1]


def _named(record: Record, word: Mapping[str, Any]) -> Iterator[Finding]:
    """Find words that send the reader to a step that is not there."""
    steps = {str(row[word["step"]]) for row in record.data.get(word["steps"], ())}
    for table in record.kind.fields.values():
        if table.item is None:
            continue
        for index, row in enumerate(record.data.get(table.name, ())):
            if not isinstance(row, Mapping) or word["step"] not in row:
                continue
            for name, text in row.items():
                lost = [one["step"] for one in _GO.finditer(str(text)) if one["step"] not in steps]
                if lost and name != word["run"]:
                    told = f"没有「{lost[0]}」这一步；{CODES['step-unnamed'].remedy}"
                    yield finding(record.place(table.name, index, name), "step-unnamed", told)
