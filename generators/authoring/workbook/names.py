"""Who and what a cell names: a record by its id or its title, a row of a contract by its code or its name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from generators.kinds.field import Field, Reference
from generators.knowledge import KnowledgeBase

_ID = re.compile(r"[A-Z]{1,5}(?:-[A-Z0-9a-z]+)+")
_SHOWN = 12


_POST = re.compile(r"\([^()]*\)")  # 张三(科长); the brackets are half-width by then


class Misfit(Exception):
    """A cell does not fit what it is for; the message says what to type."""


class Contradiction(Misfit):
    """A cell names one thing by its id and another by its name."""


class Names:
    """Finds ids by what people call things."""

    def __init__(self, base: KnowledgeBase) -> None:
        """Take the base whose records may be named."""
        self._base = base
        self._known: dict[tuple[Any, ...], dict[str, set[str]]] = {}

    def id_of(self, word: str, field: Field) -> str:
        """Give the id that a word stands for; an id as it is, for whoever checks. Raises Misfit."""
        ref = field.ref
        if ref is None:
            return word
        known = self._names(ref)
        found = known.get(word) or known.get(word.upper()) or known.get(_called_plainly(word))
        if found and len(found) == 1:
            return next(iter(found))
        if found:
            listed = "、".join(sorted(found))
            raise Misfit(f"叫「{word}」的有几个：{listed}；写编号。")
        first = _ID.match(word)  # `P-004 工程师甲`, as lists to choose from have it
        if first and (ref.part is None or first[0] in known):
            rest = word[first.end() :].strip()
            if _ID.search(rest):
                raise Misfit(f"「{word}」写了几个编号；这里只写一个，可写几个的用、隔开。")
            if known.get(rest, {first[0]}) != {first[0]}:
                raise Contradiction(f"「{word}」的编号和名称不是一个；只留对的。")
            return first[0]
        head = word.partition(" ")[0]
        if ref.part is not None and known.get(head) == {head}:
            return head
        if ref.part is not None and word.isascii() and " " not in word:
            return word  # a code, which the check holds against its contract
        listed = "、".join(list(known)[:_SHOWN])
        raise Misfit(f"没有叫「{word}」的{self._called(ref)}；写编号或全名，现有：{listed}。")

    def _names(self, ref: Reference) -> dict[str, set[str]]:
        key = (ref.kinds, ref.part)
        if key not in self._known:
            found: dict[str, set[str]] = {}
            for name, meant in self._pairs(ref):
                found.setdefault(name, set()).add(meant)
            self._known[key] = found
        return self._known[key]

    def _pairs(self, ref: Reference) -> Iterator[tuple[str, str]]:
        for kind in ref.kinds:
            for record in self._base.facts.of_kind(kind):
                if record.is_voided:
                    continue
                if ref.part is None:
                    yield from ((name, record.id) for name in (record.title, record.id))
                    continue
                column = str(record.kind.parts[ref.part].marks["key"])
                for row in record.data.get(ref.part, ()):
                    key = str(row.get(column))
                    yield from ((name, key) for name in (record.row_title(ref.part, key), key) if name)

    def _called(self, ref: Reference) -> str:
        if ref.part is not None:
            owners = (self._base.kinds.sound[one] for one in ref.kinds if one in self._base.kinds.sound)
            return next((f"「{owner.fields[ref.part].title}」" for owner in owners), "")
        titles = [self._base.kinds.sound[one].title for one in ref.kinds if one in self._base.kinds.sound]
        return f"「{'或'.join(titles)}」"


def _called_plainly(word: str) -> str:
    """Take from a name the post behind it, and the blanks that make short ones as wide as long ones."""
    return _POST.sub("", word).replace(" ", "")
