"""What a record or a page says as one text to look into: words for codes, no markup, pieces kept apart.

What is derived from records (judgements, who names whom, the way around) is no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from generators.kinds.field import MOMENTS, UNKNOWN, Field, Form
from generators.knowledge import KnowledgeBase
from generators.records.links import Link
from generators.records.record import OBJECT, Record
from generators.spoken import minute, period
from generators.strict_yaml import At

_HEAD = ("kind", "id")  # a hit says them by itself
_APART = "\n"  # no phrase is found across it
# a blank beside Chinese is looks: 2026 年 10 月 is looked for as 2026年10月
_LOOSE = re.compile(r" (?:(?=[^\x00-\x7f])|(?<=[^\x00-\x7f] ))")
_BLANKS = re.compile(r"[ \t\xa0\u3000]+")
# Markdown, in the order in which it is taken away
_MARKUP = (
    (re.compile(r"^[ \t]*(?:```|~~~).*$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*\[[^\]\n]+\]:[ \t]+\S+.*$", re.MULTILINE), ""),
    (
        re.compile(
            r"^[ \t>]*(?:#{1,6}[ \t]+|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|[0-9]+[.)][ \t]+)", re.MULTILINE
        ),
        "",
    ),
    (re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*(?:[ \t]+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"\{[#.:][^}\n]*\}[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"(\*\*|__|`)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"[ \t]*\|[ \t]*"), _APART),
)


def of_record(base: KnowledgeBase, record: Record) -> str:
    """Say all that was written in a record."""
    links = {link.at: link for link in base.facts.named_by(record.id)}
    shown = {name: value for name, value in record.data.items() if name not in _HEAD}
    found: list[str] = []
    _tell(_Way(base, links), shown, record.kind.tree, (), found)
    return tidy(_APART.join(found))


def of_markdown(text: str) -> str:
    """Say what a hand-written page says."""
    for pattern, instead in _MARKUP:
        text = pattern.sub(instead, text)
    return tidy(text)


def tidy(text: str) -> str:
    """Leave one blank where there are several, and none beside Chinese."""
    lines = [line for one in text.split("\n") if (line := one.strip())]
    return _LOOSE.sub("", _BLANKS.sub(" ", _APART.join(lines))).strip()


class _Way:
    """What is known while a record's values are said: its base, and where its references lead."""

    def __init__(self, base: KnowledgeBase, links: Mapping[At, Link]) -> None:
        self.base, self.links = base, links

    def named(self, field: Field, at: At) -> str:
        """Say what a reference leads to; nothing for one that leads to what is not there."""
        link = self.links.get(at)
        owner = self.base.facts.get(link.target) if link else None
        if link is None or owner is None:
            return ""
        part = field.ref.part if field.ref else None
        return owner.row_told(part, link.row) if part and link.row is not None else owner.title


def _tell(way: _Way, value: Any, field: Field, at: At, found: list[str]) -> None:
    """Add what a value says, and all that it holds; into one list, for most lie two or three deep."""
    if isinstance(value, OBJECT):
        for name, inner in value.items():
            _tell(way, inner, field.children.get(name, UNKNOWN), (*at, name), found)
    elif isinstance(value, list | tuple):
        item = field.find((0,))
        for index, inner in enumerate(value):
            _tell(way, inner, item, (*at, index), found)
    elif field.form is not Form.FLAG:
        found.append(_said(way, value, field, at))


def _said(way: _Way, value: Any, field: Field, at: At) -> str:
    text = str(value)
    if field.choices:
        return field.word(value)
    if field.form is Form.REFERENCE:
        return f"{text}{_APART}{way.named(field, at)}"
    if field.form in MOMENTS and "T" in text:
        return minute(datetime.fromisoformat(text), way.base.config.zone)
    if field.form in (Form.MONTH, Form.QUARTER):
        return f"{text}{_APART}{period(text)}"
    return of_markdown(text) if field.form is Form.MARKDOWN else text
