"""The data of a draft as plain values: what no record can hold is refused before anybody looks at it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from generators.kinds.field import Field, Form
from generators.kinds.kind import Kind
from generators.records.record import values
from generators.refusal import CONTROL
from generators.strict_yaml import INVISIBLE, MAX_DEPTH, MAX_VALUES, At

_LONGEST = 10**18  # of more digits YAML makes a text


class Impossible(NamedTuple):
    """A value that no record can hold: where, the code of the finding, what to do."""

    at: At
    code: str
    message: str


def refused(data: Mapping[str, Any]) -> Impossible | None:
    """Find the first value that YAML could not give back as it is; bounded, whatever is handed over."""
    stack: list[tuple[At, Any]] = [((), data)]
    count = 0
    while stack:
        at, one = stack.pop()
        count += 1
        if count > MAX_VALUES:
            return Impossible(at, "yaml-too-many-values", f"超过 {MAX_VALUES} 个值；拆成几份登记。")
        if len(at) > MAX_DEPTH:
            return Impossible(at[:1], "yaml-too-deep", f"嵌套超过 {MAX_DEPTH} 层；照帮助页的例子改。")
        if isinstance(one, Mapping):
            stack += [((*at, str(name)), member) for name, member in one.items()]
            texts = [str(name) for name in one]
        elif isinstance(one, list | tuple):
            stack += [((*at, index), member) for index, member in enumerate(one)]
            texts = []
        else:
            texts = [one] if isinstance(one, str) else []
        for text in texts:
            if found := _in_text(at, text):
                return found
        is_number = isinstance(one, int | float) and not isinstance(one, bool)
        if is_number and (not math.isfinite(one) or abs(one) >= _LONGEST):
            return Impossible(at, "value-range", f"{one} 不是能登记的数；核对数值和单位。")
    return None


def _in_text(at: At, text: str) -> Impossible | None:
    for code, pattern, what in (
        ("yaml-control-character", CONTROL, "控制字符"),
        ("yaml-invisible-character", INVISIBLE, "不可见字符"),
    ):
        if hit := pattern.search(text):
            return Impossible(at, code, f"文字里有{what} U+{ord(hit[0]):04X}；删掉后重新键入。")
    return None


def ordered(field: Field, value: Any) -> Any:
    """Give a value with its members in the order of the schema; what the schema does not know comes last."""
    if isinstance(value, Mapping):
        names = [*(name for name in field.children if name in value), *value]
        known = dict.fromkeys(names) if field.form is not Form.TABLE else dict.fromkeys(value)
        return {name: ordered(field.find((name,)), value[name]) for name in known}
    if isinstance(value, list | tuple):
        return [ordered(field.item or field, one) for one in value]
    return value


def renamed(kind: Kind, data: Mapping[str, Any], names: Mapping[str, str]) -> dict[str, Any]:
    """Give the data with other ids where it names records; those of parts stay."""
    found: dict[str, Any] = _copied(data)
    if not names:
        return found
    for reference in kind.references:
        if reference.part is None:
            for at, value in list(values(found, reference.at)):
                if isinstance(value, str) and value in names:
                    around: Any = found
                    for step in at[:-1]:
                        around = around[step]
                    around[at[-1]] = names[value]
    return found


def without(data: Mapping[str, Any], paths: Sequence[At]) -> dict[str, Any]:
    """Give the data without the values at these paths."""
    found: dict[str, Any] = _copied(data)
    for at in sorted(set(paths), key=lambda one: [str(step).zfill(6) for step in one], reverse=True):
        around: Any = found
        for step in at[:-1]:
            around = around[step]
        if at:
            del around[at[-1]]
    return found


def _copied(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(name): _copied(one) for name, one in value.items()}
    return [_copied(one) for one in value] if isinstance(value, list | tuple) else value
