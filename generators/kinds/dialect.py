"""The dialect of JSON Schema that this project's schemas speak: the keywords it knows, standard and own.

Our own words start with `x-`; CONTRIBUTING.md says what each means.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from generators.codes import CODES, Severity

ELEMENTS = ("people", "process", "technology", "resource")
ROOMS = (*ELEMENTS, "requirements")
PHASES = ("planning", "implementing", "operation", "improvement", "supervision")
# what a field is to the rules, so that no rule knows a kind by name
ROLES = (
    "level", "level-changes", "pauses", "duplicate", "withdrawn", "team", "levels", "side", "due", "judge",
)  # fmt: skip
NAMES = ("kind", "field", "event", "day", "period", "days", "spans", "column", "choice")
AUDIENCES = ("public", "customer", "internal")

STANDARD = frozenset((
    "$schema", "$ref", "$defs", "$comment", "title", "description", "examples", "default", "contentMediaType",
    "type", "properties", "required", "additionalProperties", "items", "oneOf", "const", "enum", "allOf",
    "if", "then", "pattern", "format", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
    "exclusiveMaximum", "multipleOf", "minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties",
))  # fmt: skip


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_flag(value: Any) -> bool:
    return isinstance(value, bool)


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_notices(value: Any) -> bool:
    """Each names the code of a notice and what to look for: `missing`, `earlier`, `more`, or `when` alone."""
    return isinstance(value, list) and bool(value) and all(_is_notice(one) for one in value)


def _is_notice(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) - {"code", "when", "present", "missing", "earlier", "more"}:
        return False
    code = CODES.get(str(value.get("code")))
    pairs = [value[key] for key in ("earlier", "more") if key in value]
    return (
        code is not None
        and code.severity is Severity.NOTICE
        and ("when" not in value or (isinstance(value["when"], dict) and bool(value["when"])))
        and all(isinstance(value.get(key, ""), str) for key in ("present", "missing"))
        and all(_is_texts(one) and len(one) == len(("this", "that")) for one in pairs)
        and len(pairs) + ("missing" in value) <= 1
        and bool(pairs or {"when", "missing"} & set(value))
    )


# our own words and the shape of their values
_OWN: dict[str, tuple[Callable[[Any], bool], str]] = {
    "x-element": (lambda v: v in ELEMENTS, f"{'、'.join(ELEMENTS)} 之一"),
    "x-phases": (
        lambda v: _is_texts(v) and bool(v) and set(v) <= set(PHASES),
        f"列表，取自 {'、'.join(PHASES)}",
    ),
    "x-folder": (_is_text, "文件夹，{1} 代表编号里的第一个括号"),
    "x-document": (_is_flag, "true 或 false"),
    "x-title": (_is_text, "当作标题的项名"),
    "x-columns": (_is_texts, "台账要显示的项名列表"),
    "x-audience": (lambda v: v in AUDIENCES, f"{'、'.join(AUDIENCES)} 之一"),
    "x-events": (
        lambda v: isinstance(v, dict) and all(isinstance(one, dict) for one in v.values()),
        "每个时刻一项，写 role 或 after",
    ),
    "x-ref": (lambda v: _is_text(v) or (_is_texts(v) and bool(v)), "类别名、类别.列表，或类别名的列表"),
    "x-role": (lambda v: v in ROLES, f"{'、'.join(ROLES)} 之一"),
    "x-names": (lambda v: v in NAMES, f"{'、'.join(NAMES)} 之一"),
    "x-of": (_is_text, "写明所属登记的项名"),
    "x-key": (_is_text, "作为代码的项名"),
    "x-differs": (_is_text, "另一项的项名，两项不能是同一个人"),
    "x-period": (lambda v: _is_texts(v) and len(v) == len(("from", "to")), "起、止两个项名的列表"),
    "x-term": (_is_flag, "true 或 false"),
    "x-side": (_is_text, "应当由哪一方的人来做，写人员登记里所属方的代码"),
    "x-notices": (
        _is_notices,
        "列表，每条写提示的 code，和 when、present、missing、earlier、more 之中的情形",
    ),
}

OWN: Mapping[str, tuple[Callable[[Any], bool], str]] = MappingProxyType(_OWN)
