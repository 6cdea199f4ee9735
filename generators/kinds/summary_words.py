"""What a schema says of a record in short: its headline, its state, three facts and what comes next."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generators.strict_yaml import At

FACTS = 3  # more than these are no summary
PLACE = re.compile(r"\{(\w+)\}")  # of a field of the record, in a headline
_KEYS = {"headline", "state", "facts", "next"}


def is_summary(value: Any) -> bool:
    """Say what a record is called, which field is its state, what is asked first, what comes.

    `headline` is a text with fields in braces, for a kind whose title alone says too little; `state` is a
    choice, for one without events; `facts` are fields, `next` is a day on which something falls due.
    """
    return (
        isinstance(value, dict)
        and set(value) <= _KEYS
        and all(isinstance(value.get(key, ""), str) for key in ("headline", "state", "next"))
        and (not value.get("headline") or bool(PLACE.search(value["headline"])))
        and isinstance(value.get("facts"), list)
        and 0 < len(value["facts"]) <= FACTS
        and all(isinstance(one, str) for one in value["facts"])
    )


def summary_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    """Look whether each name is a field of the kind, the state a choice and the next act a day."""
    value, fields = node["x-summary"], node.get("properties", {})
    if not is_summary(value):
        return
    for name in PLACE.findall(value.get("headline", "")):
        if name not in fields:
            yield ("headline",), f"x-summary 的 headline 里的「{name}」不是这里的项。"
    for index, name in enumerate(value["facts"]):
        if name not in fields:
            yield ("facts", index), f"x-summary 的 facts 里的「{name}」不是这里的项。"
    state, due = value.get("state"), value.get("next")
    if state and "oneOf" not in fields.get(state, {}):
        yield ("state",), f"x-summary 的 state 指的「{state}」不是这里的选择项。"
    if due and fields.get(due, {}).get("format") != "date":
        yield ("next",), f"x-summary 的 next 指的「{due}」不是这里的日期。"
