"""What a schema says of the figures: which field is counted, as what, and how a text tells the number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.strict_yaml import At

# what a field is to the figures, so that no figure knows a kind by name
MEASURES = (
    "load-by", "expected", "attendance", "department", "departments", "examined", "passed", "score",
    "audience", "reading", "reading-item", "unit", "warn-above", "alarm-above", "rto", "rpo", "rto-target",
    "rpo-target", "order", "readiness", "restored", "planned", "outcome", "step-state", "opinion", "effect",
    "lesson", "lesson-waived", "occasion", "drills-a-year", "kpi-element",
    "skill", "mastery", "planned-quarter", "service-quarter", "asked", "conformity", "nonconformity",
)  # fmt: skip
# what a choice is drawn as beside its word, as a judgement that comes out so
SHAPES = ("met", "failed", "missing", "at-risk", "due", "not-applicable", "voided")
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


def is_shapes(value: Any) -> bool:
    """Say as what each choice is drawn."""
    return isinstance(value, dict) and bool(value) and all(one in SHAPES for one in value.values())


def shape_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    """Look whether what is drawn are choices of the field, and all of them."""
    known = [one.get("const") for one in node.get("oneOf", ())]
    for lost in (one for one in node["x-shapes"] if one not in known):
        yield (lost,), f"x-shapes 里的「{lost}」不是这一项的可选值。"
    for bare in (one for one in known if one not in node["x-shapes"]):
        yield (), f"x-shapes 没有写「{bare}」画什么样子。"


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
