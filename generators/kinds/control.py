"""What a kind says of change control: which records are changes, what they steer, who must name one.

All three words stand on the kind, so that whatever one names can be looked up beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from generators.strict_yaml import At

_CHANGE = {
    "approved", "done", "result", "good", "void", "category", "release",
    "rows", "owner", "to", "status", "off",
}  # fmt: skip
_STEERED = {"versions", "since", "states", "switched", "idle"}
_NAMED = {"changes", "reasons"}
_BY_STEP = {*_NAMED, "steps", "step", "at", "where", "flag"}
_BY_END = {*_NAMED, "once", "fact"}


class KindWord(NamedTuple):
    """A word that stands on a kind: what its value looks like, how to write it, what else is wrong in it."""

    fits: Callable[[Any], bool]
    wanted: str
    also: Callable[[Mapping[str, Any]], Iterator[tuple[At, str]]]


def _is_control(value: Any) -> bool:
    lists = ("good", "void", "release")
    return (
        isinstance(value, dict)
        and set(value) == _CHANGE
        and all(is_texts(one) if key in lists else isinstance(one, str) for key, one in value.items())
    )


def _is_controlled(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == _STEERED
        and all(_is_choice(value[key]) for key in ("switched", "idle"))
        and all(isinstance(value[key], str) for key in ("versions", "since", "states"))
    )


def _is_accounts(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) - {"release"} not in (_BY_STEP, _BY_END):
        return False
    texts = (one for key, one in value.items() if key not in ("reasons", "where", "release"))
    return (
        all(isinstance(one, str) for one in texts)
        and is_texts(value["reasons"])
        and _is_choice(value.get("where", {}))
        and _is_release(value.get("release", {"field": "", "is": [""]}))
    )


def _is_release(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and {"field", "is"} <= set(value) <= {"via", "field", "is"}
        and is_texts(value["is"])
        and all(isinstance(value.get(key, ""), str) for key in ("via", "field"))
    )


def _control_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    word, fields = node["x-control"], node.get("properties", {})
    for key in ("approved", "done", "result", "category", "off"):
        if word[key] not in fields:
            yield (key,), f"x-control 的 {key} 指的「{word[key]}」不是最外层的项。"
    columns = columns_of(node, word["rows"])
    for key in ("owner", "to", "status"):
        if word[key] not in columns:
            yield (key,), f"x-control 的 {key} 指的「{word[key]}」不是「{word['rows']}」里的一栏。"


def _controlled_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    word = node["x-controlled"]
    if word["since"] not in columns_of(node, word["versions"]):
        yield ("since",), f"x-controlled 的 since 指的「{word['since']}」不是「{word['versions']}」里的一栏。"
    for key in ("switched", "idle"):
        for name in word[key]:
            if name not in columns_of(node, word["states"]):
                yield (key,), f"x-controlled 的 {key} 指的「{name}」不是「{word['states']}」里的一栏。"
    if "x-period" not in node.get("properties", {}).get(word["states"], {}).get("items", {}):
        yield ("states",), f"x-controlled 的 states 指的「{word['states']}」每一行要有 x-period。"


def _accounts_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    word, fields = node["x-accounts"], node.get("properties", {})
    asked = [word[key] for key in ("once", "fact", "steps") if key in word]
    release = word.get("release", {})
    alone = [release.get("via", release["field"])] if release else []
    for name in (word["changes"], *word["reasons"], *asked, *alone):
        if name not in fields:
            yield (), f"x-accounts 指的「{name}」不是最外层的项。"
    if "steps" in word:
        for name in (word["step"], word["at"], *word["where"]):
            if name not in columns_of(node, word["steps"]):
                yield (), f"x-accounts 指的「{name}」不是「{word['steps']}」里的一栏。"


WORDS: Mapping[str, KindWord] = {
    "control": KindWord(
        _is_control, f"写 {'、'.join(sorted(_CHANGE))}：变更的各项和各个代码", _control_faults
    ),
    "controlled": KindWord(
        _is_controlled,
        "写 versions、since、states，和 switched、idle（哪些状态算停用、算没有起作用）",
        _controlled_faults,
    ),
    "accounts": KindWord(
        _is_accounts,
        "写 changes、reasons，和 steps、step、at、where、flag 或者 once、fact；可以写 release",
        _accounts_faults,
    ),
}


def columns_of(node: Mapping[str, Any], table: str) -> Mapping[str, Any]:
    """Give the columns of a table as its schema has them; none where there is no such table."""
    row = node.get("properties", {}).get(table, {}).get("items", {})
    columns: Mapping[str, Any] = row.get("properties", {}) if isinstance(row, Mapping) else {}
    return columns


def required_of(node: Mapping[str, Any], table: str) -> tuple[str, ...]:
    """Give the columns that each row of a table must have."""
    row = node.get("properties", {}).get(table, {}).get("items", {})
    return tuple(row.get("required", ())) if isinstance(row, Mapping) else ()


def is_texts(value: Any) -> bool:
    """Say whether a value is a list of texts, one at least."""
    return isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)


def _is_choice(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(one, list) for one in value.values())
