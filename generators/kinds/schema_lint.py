"""What a schema may say, so that checks, pages, forms, Excel templates and editors all understand it.

The subset: scalars, choices, objects, lists of scalars, lists of flat objects, and conditions that only
require. Objects may lie in objects, and tables in objects, but in a table's row neither. A violation is a
finding on the schema itself, at its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generators.finding import Finding, finding
from generators.kinds import dialect
from generators.kinds.dialect import ELEMENTS, GROUP, ROOMS, STANDARD, keyword
from generators.kinds.engine import DIALECT, schema_faults
from generators.kinds.keyword_lint import details, flags
from generators.kinds.schema import SchemaFile, walk
from generators.kinds.text_lint import text_faults
from generators.kinds.word_lint import word_faults
from generators.strict_yaml import At

_SCALARS = ("string", "integer", "number", "boolean")
_DEEPEST = 3  # a record, how it is judged, the rule, what the rule aims at: more cannot be shown as a form
_ROW = _DEEPEST + 1  # of a table, wherever that stands
_FOLDER = re.compile(r"[a-z][a-z0-9-]*(?:/[a-z][a-z0-9-]*)*(?:/\{[1-9]\})*").fullmatch


def lint(file: SchemaFile) -> list[Finding]:
    """Check one file as it stands: the meta-schema, its keywords, its patterns and formats."""
    faults = [
        finding(
            file.place(tuple(fault.absolute_path)),
            "schema-invalid",
            f"不合 JSON Schema 规范：{fault.message}",
        )
        for fault in schema_faults(file.schema)
    ]
    if faults:
        return faults
    if file.schema.get("$schema", DIALECT) != DIALECT:
        text = f"只用 JSON Schema 2020-12：$schema 写 {DIALECT}。"
        return [finding(file.place(("$schema",)), "schema-invalid", text)]
    own_words = {keyword(word) for word in dialect.WORDS}
    findings: list[Finding] = []
    for at, node in walk(file.schema):
        findings += [
            finding(
                file.place((*at, *where)), "schema-shape", "每一处都要写成一个模式，不能只写 true 或 false。"
            )
            for where in flags(node)
            if "if" not in at
        ]
        findings += [
            finding(file.place((*at, key)), "schema-keyword", f"不认识关键字「{key}」；改正拼写。")
            for key in node
            if key not in STANDARD and key not in own_words
        ]
        findings += [finding(file.place((*at, key)), code, text) for key, code, text in details(node)]
    findings += [finding(file.place(at), "schema-text", text) for at, text in text_faults(file.schema)]
    return findings


def lint_shape(file: SchemaFile, schema: Mapping[str, Any]) -> list[Finding]:
    """Check an inlined kind: only shapes that forms and tables can show, with words for each."""
    words = ((at, "schema-kind", text) for at, text in word_faults(schema))
    faults = [*_object_faults((), schema, depth=0), *words]
    return [finding(file.place(at), code, text) for at, code, text in faults]


def lint_kind(file: SchemaFile, whole: Mapping[str, Any], room: str) -> list[Finding]:
    """Check that an inlined schema says all that makes a kind: id, folder, title, element, phases."""
    faults = [*_head_faults(whole)] or [*_identity_faults(whole, room)]
    return [finding(file.place(at), "schema-kind", text) for at, text in faults]


def _identity_faults(whole: Mapping[str, Any], room: str) -> Iterator[tuple[At, str]]:
    if room not in ROOMS:
        yield (), f"类别的模式放在 schemas/ 下的 {'、'.join(ROOMS)} 之一。"
    if whole.get("x-element") != (room if room in ELEMENTS else None):
        yield ("x-element",), "x-element 要与所在文件夹相同；requirements 里的类别不写。"
    if "x-phases" not in whole:
        yield (), "要有 x-phases：这一类登记通常出现在哪些阶段。"
    if whole.get("x-title") not in whole["properties"]:
        yield ("x-title",), "x-title 要指明拿哪一项当标题。"
    pattern = whole.get("properties", {}).get("id", {}).get("pattern")
    if pattern is None or "id" not in whole.get("required", []):
        yield ("properties", "id"), "要有必填的 id，并写出编号的 pattern。"
        return
    folder = str(whole.get("x-folder", ""))
    groups = [int(one) for one in GROUP.findall(folder)]
    if not _FOLDER(folder) or any(one > re.compile(pattern).groups for one in groups):
        text = "x-folder 写一个小写英文文件夹名，需要按年分就接 /{1}，代表编号 pattern 里的第一个括号。"
        yield ("x-folder",), text
    if "voided" not in whole["properties"] and not whole.get("x-document"):
        yield ("properties",), "要有 voided（引用 common），登记才能作废而不是删除。"


def _head_faults(whole: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    if not whole.get("title"):
        yield (), "要有 title：它就是这一类登记的名称。"
    if whole.get("type") != "object" or not isinstance(whole.get("properties"), dict):
        yield ("type",), "最外层要写 type: object 和 properties。"


def _object_faults(at: At, node: Mapping[str, Any], *, depth: int) -> Iterator[tuple[At, str, str]]:
    if node.get("additionalProperties") is not False:
        yield at, "schema-shape", "每个对象都要写 additionalProperties: false，否则写错的项名没人发现。"
    properties = node.get("properties", {})
    for name in node.get("required", []):
        if name not in properties:
            yield (*at, "required"), "schema-shape", f"required 里的「{name}」不在 properties 里。"
    for index, condition in enumerate(node.get("allOf", [])):
        if not _is_condition(condition, properties):
            yield (
                (*at, "allOf", index),
                "schema-shape",
                "allOf 里只放 if/then，then 只写 required，if 自带 required。",
            )
    if "if" in node:
        yield (*at, "if"), "schema-shape", "if/then 放进 allOf 里。"
    for name, member in properties.items():
        here = (*at, "properties", name)
        if not isinstance(member, Mapping):
            yield here, "schema-shape", "每一项都要写成一个模式，不能只写 true 或 false。"
            continue
        if not member.get("title"):
            yield here, "schema-text", f"「{name}」缺少 title：它就是表单和页面上的名称。"
        yield from _member_faults(here, member, depth=depth)


def _member_faults(at: At, node: Mapping[str, Any], *, depth: int) -> Iterator[tuple[At, str, str]]:
    match node.get("type"):
        case "object" if depth < _DEEPEST:
            yield from _object_faults(at, node, depth=depth + 1)
        case "array" if isinstance(node.get("items"), Mapping):
            yield from _list_faults(at, node, in_row=depth >= _ROW)
        case ["string", "object"] if _is_event(node):
            yield from _object_faults(at, node, depth=depth + 1)
        case kind if kind in _SCALARS:
            yield from _scalar_faults(at, node)
        case _:
            yield (
                at,
                "schema-shape",
                "只能用文字、数字、是否、可选值、对象、文字列表或一层表格；不要再往里嵌套。",
            )


def _is_event(node: Mapping[str, Any]) -> bool:
    return node.get("format") == "event-time" and "at" in node.get("properties", {})


def _list_faults(at: At, node: Mapping[str, Any], *, in_row: bool) -> Iterator[tuple[At, str, str]]:
    items = node["items"]
    if "maxItems" not in node:
        yield at, "schema-text", "列表要有 maxItems。"
    if items.get("type") == "object":
        if in_row:
            yield at, "schema-shape", "表格里面不能再有表格。"
        yield from _object_faults((*at, "items"), items, depth=_ROW)
    elif items.get("type") in _SCALARS:
        yield from _scalar_faults((*at, "items"), items)
    else:
        yield (*at, "items"), "schema-shape", "列表的每一条只能是文字、数字或一行表格。"


def _scalar_faults(at: At, node: Mapping[str, Any]) -> Iterator[tuple[At, str, str]]:
    kind = node["type"]
    if "enum" in node:
        yield at, "schema-shape", "可选值用 oneOf 写，每项一个 const 和一个 title，不用 enum。"
    if kind == "string" and not {"oneOf", "format", "maxLength", "pattern"} & set(node):
        yield at, "schema-text", "文字要有 maxLength、format 或可选值。"
    if kind in ("integer", "number") and "maximum" not in node:
        yield at, "schema-text", "数字要有 maximum。"


def _is_condition(node: Any, properties: Mapping[str, Any]) -> bool:
    if not isinstance(node, dict) or set(node) != {"if", "then"}:
        return False
    given, then = node["if"], node["then"]
    names = {*given.get("required", []), *given.get("properties", {}), *then.get("required", [])}
    tests = given.get("properties", {})
    return (
        set(given) <= {"required", "properties"}
        and bool(given.get("required"))
        and set(tests) <= set(given["required"])
        and all(set(test) in ({"const"}, {"enum"}) for test in tests.values())
        and set(then) == {"required"}
        and names <= set(properties)
    )
