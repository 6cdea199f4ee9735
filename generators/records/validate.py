"""A record against its schema: every fault at its line, in the reader's words, with what to write.

The engines want plain dicts and lists, so a record is frozen when it has obeyed.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from generators.finding import Finding, finding
from generators.kinds.faults import Fault, checker
from generators.kinds.field import Field
from generators.kinds.formats import SPOKEN
from generators.kinds.kind import Kind, Kinds
from generators.records.record import Loaded, Record
from generators.records.states import States
from generators.strict_yaml import At

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


def validate(reading: Loaded, kinds: Kinds) -> tuple[States, list[Finding]]:
    """Check every record against its kind, and freeze those that obey."""
    check = {name: checker(kind) for name, kind in kinds.sound.items()}
    obeying: dict[str, Record] = {}
    refused: list[Record] = []
    findings: list[Finding] = []
    for record in reading.records:
        faults = check[record.kind.name](record.data)
        findings += sorted({one for fault in faults for one in _sentences(record, fault)})
        if faults:
            refused.append(record)
        else:
            obeying[record.id] = record.frozen()
    return States(reading.unread, tuple(refused), MappingProxyType(obeying)), findings


def _sentences(record: Record, fault: Fault) -> Iterator[Finding]:
    at, limit, value, field = fault.at, fault.limit, fault.value, fault.field
    name = _named(record.kind, at, field)
    place = record.place(*at)
    match fault.keyword:
        case "required":
            around = record.kind.field(at[:-1])
            if at[-1] not in _meant(around, value):
                yield finding(place, "missing-key", _missing(around, name, fault))
        case "additionalProperties":
            text = _unknown(str(at[-1]), record.kind.field(at[:-1]))
            yield finding(record.key_place(*at), "unknown-key", text)
        case "type":
            wanted = "或".join(_TYPES[one] for one in ([limit] if isinstance(limit, str) else limit))
            yield finding(
                place, "value-type", f"{name}要写{wanted}，现在是 {_shown(value)}；{_type_hint(limit, value)}"
            )
        case "enum" | "const":
            yield finding(place, "value-choice", f"{name}不能是 {_shown(value)}；{_choices(field, value)}")
        case "pattern":
            yield finding(
                place, "value-pattern", f"{name}的写法不对：{field.help}{field.marks.get('yaml', '')}"
            )
        case "format":
            yield finding(place, "value-format", f"{name}要写{SPOKEN[limit]}；现在是 {_shown(value)}。")
        case keyword:
            code, sentence = _LIMITS[keyword]
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


def _missing(around: Field, wanted: str, fault: Fault) -> str:
    condition = fault.condition
    if condition is None:
        return f"缺少{wanted}；补上。"
    given = "、".join(_name((one,), around.children[one]) for one in condition.given)
    if condition.tests:
        values = next(iter(condition.tests.values()))
        return f"{given}是 {'、'.join(map(_shown, values))} 时必须填{wanted}；补上。"
    return f"填了{given}就必须填{wanted}；补上。"


def _unknown(key: str, around: Field) -> str:
    known = around.children
    now = [_name((name,), member) for name, member in known.items() if key in member.marks.get("was", ())]
    if now:
        return f"「{key}」是以前的写法；现在写{'或'.join(now)}。"
    near = _near(key, known)
    hint = f"是不是{_name((near[0],), known[near[0]])}？" if near else f"可用：{'、'.join(known)}。"
    return f"这里没有「{key}」这一项；{hint}"


def _meant(around: Field, value: Mapping[str, Any]) -> set[str]:
    """Guess which keys were meant by the unknown ones: a typing slip is told once, at the slip."""
    known = around.children
    unknown = [key for key in value if key not in known]
    were = {name for name, one in known.items() if set(one.marks.get("was", ())) & set(unknown)}
    return were | {near for key in unknown for near in _near(key, known)}


def _near(key: str, known: Mapping[str, Field]) -> list[str]:
    by_title = {member.title: name for name, member in known.items()}
    return [by_title[key]] if key in by_title else difflib.get_close_matches(key, known, n=1)


def _choices(field: Field, value: Any) -> str:
    for one in field.choices:
        if one.word == value:
            return f"写代码 {one.code}，不写「{value}」。"
    listed = "、".join(f"{one.code}（{one.word}）" for one in field.choices[:_SHOWN])
    return f"可用：{listed}{'……' if len(field.choices) > _SHOWN else ''}。"


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


def _named(kind: Kind, at: At, field: Field) -> str:
    """Name a value by its title; a row, which has none, by that of its table and its number."""
    if at and isinstance(at[-1], int) and not field.title:
        return f"{_named(kind, at[:-1], kind.field(at[:-1]))}第 {at[-1] + 1} 条"
    return _name(at, field)


def _name(at: At, field: Field) -> str:
    key = next((step for step in reversed(at) if isinstance(step, str)), "")
    return f"「{field.title}」({key})" if field.title and key else f"「{key or '登记'}」"


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "……"


def _sized(value: Any) -> bool:
    return isinstance(value, str | list | dict)
