"""A record against its schema: every fault at its line, in the reader's words, with what to write.

The valid are skipped by the fast engine; for the rest jsonschema is the authority and the table below turns
each keyword into a sentence.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from generators.finding import Finding, Place, finding
from generators.kinds.engine import FAST, Schema, errors, skipper
from generators.kinds.formats import SPOKEN
from generators.kinds.kind import Kind, Kinds
from generators.records.record import Record

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数字",
    "boolean": "true 或 false",
    "object": "下一层的各项",
    "array": "列表",
}
_SHOWN = 12  # choices listed in one message
_LONGEST = 40  # characters of a wrong value shown in one message


class EnginesDisagree(RuntimeError):
    """The fast engine refused what jsonschema accepts: a bug of ours, never to be passed over."""


def validate(records: tuple[Record, ...], kinds: Kinds) -> list[Finding]:
    """Check every record against its kind."""
    skip = {name: skipper(kind.checked) for name, kind in kinds.sound.items()}
    return [fault for record in records for fault in _check(record, skip[record.kind.name])]


def _check(record: Record, is_valid: Callable[[Any], bool]) -> list[Finding]:
    if is_valid(record.data):
        return []
    found = {one for error in errors(record.kind.checked, record.data) for one in _sentences(record, error)}
    if not found and FAST:
        raise EnginesDisagree(record.path)
    return sorted(found)


def _sentences(record: Record, error: ValidationError) -> Iterator[Finding]:
    at = tuple(error.absolute_path)
    limit: Any = error.validator_value
    value: Any = error.instance
    schema = field_at(record.kind, at)
    name = _name(at, schema)
    place = record.place(*at)
    match error.validator:
        case "required":
            for key in limit:
                if key not in value and key not in _meant(schema, value):
                    yield finding(place, "missing-key", _missing(record.kind, schema, key, error))
        case "additionalProperties":
            yield from _unknown(record, at, schema, value)
        case "type":
            wanted = "或".join(_TYPES[one] for one in ([limit] if isinstance(limit, str) else limit))
            yield finding(
                place, "value-type", f"{name}要写{wanted}，现在是 {_shown(value)}；{_type_hint(limit, value)}"
            )
        case "enum" | "const":
            yield finding(place, "value-choice", f"{name}不能是 {_shown(value)}；{_choices(schema, value)}")
        case "pattern":
            yield finding(place, "value-pattern", f"{name}的写法不对：{schema.get('description', '')}")
        case "format":
            yield finding(place, "value-format", f"{name}要写{SPOKEN[limit]}；现在是 {_shown(value)}。")
        case _:
            code, sentence = _LIMITS[str(error.validator)]
            yield finding(
                place, code, f"{name}{sentence.format(limit, len(value) if _sized(value) else value)}"
            )


_LIMITS: dict[str, tuple[str, str]] = {
    "minLength": ("value-length", "至少 {} 个字，现在 {} 个；写完整些。"),
    "maxLength": ("value-length", "最多 {} 个字，现在 {} 个；精简，或写进备注。"),
    "minimum": ("value-range", "不能小于 {}，现在是 {}；核对数值和单位。"),
    "maximum": ("value-range", "不能大于 {}，现在是 {}；核对数值和单位。"),
    "exclusiveMinimum": ("value-range", "要大于 {}，现在是 {}；核对数值和单位。"),
    "exclusiveMaximum": ("value-range", "要小于 {}，现在是 {}；核对数值和单位。"),
    "multipleOf": ("value-range", "要是 {} 的整倍数，现在是 {}；核对数值。"),
    "minItems": ("value-count", "至少 {} 条，现在 {} 条；补齐。"),
    "maxItems": ("value-count", "最多 {} 条，现在 {} 条；拆开登记。"),
    "minProperties": ("value-count", "至少写 {} 项，现在 {} 项；补上。"),
    "maxProperties": ("value-count", "最多写 {} 项，现在 {} 项；只留该留的。"),
    "uniqueItems": ("duplicate-item", "里有重复的条目；删掉重复的。"),
}


def field_at(kind: Kind, at: tuple[str | int, ...]) -> Schema:
    """Find the titled schema of the value at a path; an empty one where the schema knows none."""
    node: Any = kind.schema
    for step in at:
        node = node.get("items", {}) if isinstance(step, int) else node.get("properties", {}).get(step, {})
    return node if isinstance(node, Mapping) else {}


def _missing(kind: Kind, schema: Schema, key: str, error: ValidationError) -> str:
    wanted = _name((key,), schema.get("properties", {}).get(key, {}))
    path = list(error.absolute_schema_path)
    if "then" not in path:
        return f"缺少{wanted}；补上。"
    condition: Any = kind.checked
    for step in path[: path.index("then")]:
        condition = condition[step]
    properties = schema.get("properties", {})
    given = "、".join(_name((one,), properties.get(one, {})) for one in condition["if"]["required"])
    tests = condition["if"].get("properties", {})
    if tests:
        test = next(iter(tests.values()))
        wanted_values = [test["const"]] if "const" in test else test["enum"]
        return f"{given}是 {'、'.join(map(_shown, wanted_values))} 时必须填{wanted}；补上。"
    return f"填了{given}就必须填{wanted}；补上。"


def _unknown(record: Record, at: tuple[str | int, ...], schema: Schema, value: Any) -> Iterator[Finding]:
    known: Mapping[str, Any] = schema.get("properties", {})
    for key in value:
        if key in known:
            continue
        near = _near(key, known)
        hint = f"是不是{_name((near[0],), known[near[0]])}？" if near else f"可用：{'、'.join(known)}。"
        place: Place = record.key_place(*at, key)
        yield finding(place, "unknown-key", f"这里没有「{key}」这一项；{hint}")


def _meant(schema: Schema, value: Any) -> set[str]:
    """Guess which keys were meant by the unknown ones: a typing slip is told once, at the slip."""
    known: Mapping[str, Any] = schema.get("properties", {})
    return {near for key in value if key not in known for near in _near(key, known)}


def _near(key: str, known: Mapping[str, Any]) -> list[str]:
    by_title = {str(member.get("title")): name for name, member in known.items()}
    return [by_title[key]] if key in by_title else difflib.get_close_matches(key, known, n=1)


def _choices(schema: Schema, value: Any) -> str:
    choices = schema.get("oneOf", [])
    for one in choices:
        if one.get("title") == value:
            return f"写代码 {one['const']}，不写「{value}」。"
    listed = "、".join(f"{one['const']}（{one.get('title', '')}）" for one in choices[:_SHOWN])
    return f"可用：{listed}{'……' if len(choices) > _SHOWN else ''}。"


def _type_hint(limit: Any, value: Any) -> str:
    if value is None:
        return "补上内容，或删掉这一行。"
    if limit == "string" and isinstance(value, int | float):
        return "给它加上引号。"
    if limit in ("integer", "number") and isinstance(value, str):
        return "去掉引号和单位，只写数字。"
    if limit == "array":
        return "每条另起一行，以 - 开头。"
    return "照帮助页的例子改。"


def _name(at: tuple[str | int, ...], schema: Schema) -> str:
    key = next((str(step) for step in reversed(at) if isinstance(step, str)), "")
    title = schema.get("title")
    return f"「{title}」({key})" if title and key else f"「{key or '登记'}」"


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "……"


def _sized(value: Any) -> bool:
    return isinstance(value, str | list | dict)
