"""Kinds by what people call them, and those that people record as files of YAML, by who fills them in."""

from __future__ import annotations

from collections.abc import Iterable

from generators.kinds.filling_words import INSIDE
from generators.kinds.kind import Kind, Kinds


def kept(kinds: Kinds) -> tuple[Kind, ...]:
    """Give the kinds that people record as files of YAML, not as pages."""
    return tuple(one for one in kinds.sound.values() if not one.is_document)


def written(kinds: Kinds, who: str) -> tuple[Kind, ...]:
    """Give the kinds that people write as pages, where a circle of readers writes any: the provider's own."""
    return tuple(one for one in kinds.sound.values() if one.is_document) if who == INSIDE else ()


def filled(kinds: Kinds, who: str) -> tuple[Kind, ...]:
    """Give those of them that a circle of readers fills in; without a word the provider's own people do."""
    return tuple(one for one in kept(kinds) if who in one.tree.marks.get("filled-by", (INSIDE,)))


def named(kinds: Kinds, word: str) -> Kind | None:
    """Find a kind by its code, or by its title as people say it."""
    return next((one for one in kinds.sound.values() if word in (one.name, one.title)), None)


def none_named(kinds: Kinds, word: str) -> str:
    """Say that no kind that people record is called so, and which are."""
    return f"没有类别「{word}」；可用：{listed(kept(kinds))}。"


def unknown(kinds: Kinds, word: str) -> str:
    """Say that no kind at all is called so, and which are."""
    return f"没有类别「{word}」；可用：{listed(kinds.sound.values())}。"


def listed(some: Iterable[Kind]) -> str:
    """Name kinds by code and title, for who is to choose one."""
    return "、".join(f"{one.name}（{one.title}）" for one in some)
