"""The one glossary: the field's terms and every sentence the templates say, read from glossary.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from generators.strict_yaml import load

_FILE = Path(__file__).with_name("glossary.yaml")
_LISTS = ("fields", "called", "avoid")  # of a term, in its order


class Term(NamedTuple):
    """A term of the field: word and meaning, the fields that carry it, what people call it, words to avoid.

    Who calls says 报障, 结单, 工单: that is looked for and found, and pages say the term. What is to be
    avoided is looked for as well, and may stand nowhere.
    """

    name: str
    word: str
    meaning: str
    fields: tuple[str, ...]
    called: tuple[str, ...]
    avoid: tuple[str, ...]


def say(key: str, **values: object) -> str:
    """Give a sentence of the site; raises KeyError for a key the glossary lacks."""
    return sentences()[key].format(**values) if values else _bare(key)


@cache
def _bare(key: str) -> str:
    """Give a sentence that asks for no value: most of a page is said in such."""
    return sentences()[key].format()


@cache
def sentences() -> Mapping[str, str]:
    """Give every sentence by its dotted key."""
    return MappingProxyType(dict(_glossary()["sentences"]))


@cache
def terms() -> tuple[Term, ...]:
    """Give the terms in the order of the glossary."""
    return tuple(
        Term(name, one["word"], one["meaning"], *(tuple(one.get(some, ())) for some in _LISTS))
        for name, one in _glossary()["terms"].items()
    )


@cache
def alike() -> tuple[tuple[str, ...], ...]:
    """Give groups of words that mean the same to who searches, beside what terms are called or avoid."""
    return tuple(tuple(one) for one in _glossary()["alike"])


@cache
def sought() -> Mapping[str, tuple[str, ...]]:
    """Give what the pages below an address are looked for by, beside their titles."""
    return MappingProxyType({where: tuple(some) for where, some in _glossary()["sought"].items()})


@cache
def fillers() -> tuple[str, ...]:
    """Give the words of a question that say nothing of what it asks for."""
    return tuple(_glossary()["fillers"])


@cache
def _glossary() -> Mapping[str, Any]:
    return MappingProxyType(load(_FILE.read_bytes()))
