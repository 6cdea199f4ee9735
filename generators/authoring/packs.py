"""Packs of obligations: what many contracts ask alike, with places for what one says of its own.

A place is `{answer: path}` where a value stands; it is filled by structure, never by pasting text. A member
whose answer is not given is left out, and so is an obligation whose `when` is not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generators.strict_yaml import load

_PLACE = "answer"
_NOTHING = object()


class Asked(NamedTuple):
    """One member of a pack's section of the answers: how it is written, and what of it is asked beside."""

    form: str  # choice, choices, number or rows
    of: Mapping[str, str] = {}  # the words that may be written, each with its code
    also: Mapping[str, Mapping[str, str]] = {}  # further answers that follow from the word
    least: int = 0
    most: int = 0
    table: str = ""  # of the contract, which the rows go into
    optional: bool = False


class Pack(NamedTuple):
    """Obligations that go together, what of the answers they ask, and the service that they are."""

    name: str
    about: str
    section: str  # of the answers; empty where nothing is asked
    asks: Mapping[str, Asked]
    service: Mapping[str, str]
    obligations: tuple[Mapping[str, Any], ...]


def read(files: Mapping[str, bytes]) -> dict[str, Pack]:
    """Read the packs that come with the program, by name."""
    found = [load(data) for _, data in sorted(files.items())]
    return {
        one["name"]: Pack(
            one["name"],
            one["about"],
            one.get("section", ""),
            {name: Asked(**asked) for name, asked in one.get("asks", {}).items()},
            one["service"],
            tuple(one["obligations"]),
        )
        for one in found
    }


def filled(pack: Pack, answers: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the obligations of a pack with what the answers say, by path, in their places."""
    for one in pack.obligations:
        if "when" not in one or answers.get(one["when"]):
            yield {name: _filled(value, answers) for name, value in one.items() if name != "when"}


def _filled(value: Any, answers: Mapping[str, Any]) -> Any:
    if isinstance(value, Mapping):
        if set(value) == {_PLACE}:
            return answers.get(value[_PLACE], _NOTHING)
        members = {name: _filled(one, answers) for name, one in value.items()}
        return {name: one for name, one in members.items() if one is not _NOTHING}
    if isinstance(value, list):
        return [one for one in (_filled(one, answers) for one in value) if one is not _NOTHING]
    return value
