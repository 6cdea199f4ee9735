"""What a schema says of the figures: which field is counted, as what, and how a text tells the number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.strict_yaml import At

# what a field is to the figures, so that no figure knows a kind by name
MEASURES = (
    "load-by", "expected", "attendance", "department", "departments", "examined", "passed", "score",
    "audience", "reading", "reading-item", "unit", "warn-above", "alarm-above", "rto", "rpo", "rto-target",
    "rpo-target", "planned", "outcome", "step-state", "opinion", "effect",
)  # fmt: skip
NUMBER = "#"  # in a text that tells a figure


def is_measure(value: Any) -> bool:
    """Say what the field is; `codes` count, of its choices; `points` is what one of a count is worth."""
    if isinstance(value, str):
        return value in MEASURES
    return (
        isinstance(value, dict)
        and set(value) <= {"as", "codes", "points"}
        and value.get("as") in MEASURES
        and _is_texts(value.get("codes", []))
        and isinstance(value.get("points", 0), int)
    )


def is_figure(value: Any) -> bool:
    """Say of which dimension what is counted, of what it is a share, how a text tells both."""
    return (
        isinstance(value, dict)
        and {"dimension", "as"} <= set(value) <= {"dimension", "as", "of", "codes", "said", "share"}
        and all(isinstance(value.get(key, ""), str) for key in ("dimension", "as", "of"))
        and all(_is_texts(value.get(key, [])) for key in ("codes", "said", "share"))
        and all(one.count(NUMBER) == 1 for key in ("said", "share") for one in value.get(key, ()))
    )


def code_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    """Look whether the codes that count are choices of the field."""
    known = [one.get("const") for one in node.get("oneOf", ())]
    for word in ("x-measure", "x-figure"):
        value = node.get(word)
        for lost in value.get("codes", ()) if isinstance(value, dict) else ():
            if lost not in known:
                yield ("codes",), f"{word} 的 codes 里的「{lost}」不是这一项的可选值。"


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
