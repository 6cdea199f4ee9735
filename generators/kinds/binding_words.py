"""What a kind says of the moment from which its records bind: the shape of the word, and what it names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.kinds.wholeness import found_at
from generators.strict_yaml import At

WANTED = "true（一写就算数）、named（被引用以后），或写明时间的项名的列表，先写的优先"
NAMED = "named"  # from the beginning of the first record that names it
_TIMES = ("date", "date-time", "event-time", "month", "quarter")


def is_binding(value: Any) -> bool:
    """Say whether it binds at once, once it is named, or from the first of some times."""
    is_paths = isinstance(value, list) and bool(value) and all(isinstance(one, str) for one in value)
    return is_paths or value is True or value == NAMED


def binding_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    """Look whether the paths lead to times."""
    paths = node["x-binds"]
    for path in paths if isinstance(paths, list) else ():
        if found_at(node, path).get("format") not in _TIMES:
            yield (), f"x-binds 指的「{path}」不是日期、时间、月份或季度。"
