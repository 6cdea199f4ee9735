"""One schema by itself: its patterns, formats, choices and our own words."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generators.kinds import dialect
from generators.kinds.dialect import keyword, own
from generators.kinds.formats import FORMATS
from generators.kinds.schema import is_choice
from generators.strict_yaml import At

_NOT_PORTABLE = re.compile(r"\\[dDwWsSbBpPAZz]|\(\?[P<]|\{,")


def flags(node: Mapping[str, Any]) -> Iterator[At]:
    """Find where true or false stands for a schema: allowed by the standard, no use to a form."""
    for key in ("properties", "$defs"):
        for name, member in node.get(key, {}).items():
            if isinstance(member, bool):
                yield key, name
    given = node.get("if")
    tests = given.get("properties", {}).values() if isinstance(given, Mapping) else ()
    if any(isinstance(one, bool) for one in (node.get("items"), given, node.get("then"), *tests)):
        yield ()
    for index, member in enumerate(node.get("allOf", [])):
        if isinstance(member, bool):
            yield "allOf", index


def details(node: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield what is wrong with one schema by itself: the keyword, the code and the words."""
    if isinstance(node.get("pattern"), str):
        for code, text in _pattern_faults(node["pattern"], explained="description" in node):
            yield "pattern", code, text
    if "format" in node and node["format"] not in FORMATS:
        yield "format", "schema-keyword", f"不认识格式「{node['format']}」；可用：{'、'.join(FORMATS)}。"
    if "multipleOf" in node and not isinstance(node["multipleOf"], int):
        yield "multipleOf", "schema-shape", "multipleOf 只写整数；小数在各引擎里结果不同。"
    if "oneOf" in node and not _is_titled_choice(node["oneOf"]):
        yield "oneOf", "schema-shape", "oneOf 只用来列可选值：每项一个 const 和一个 title，各不相同。"
    for name, value in own(node).items():
        word = dialect.WORDS.get(name)
        if word and not word.fits(value):
            yield keyword(name), "schema-keyword", f"{keyword(name)} 要写成{word.wanted}。"


def _is_titled_choice(choices: Any) -> bool:
    if not is_choice(choices) or not all("title" in one for one in choices):
        return False
    codes = [json.dumps(one["const"]) for one in choices]
    return len(set(codes)) == len(codes)


def _pattern_faults(pattern: str, *, explained: bool) -> Iterator[tuple[str, str]]:
    if not _compiles(pattern):
        yield "schema-invalid", "这不是正则表达式；检查括号是否成对。"
    if _NOT_PORTABLE.search(pattern):
        yield "schema-shape", "正则里用 [0-9] 这样的写法；\\d、\\w 等在各引擎里含义不同。"
    if not (pattern.startswith("^") and pattern.endswith("$(?!\\n)")) or _forks(pattern):
        yield "schema-shape", "正则要以 ^ 开头、以 $(?!\\n) 结尾，否则会放过多余的字符。"
    if not explained:
        yield "schema-text", "有 pattern 就要有 description，它就是出错时给人看的话。"


def _forks(pattern: str) -> bool:
    """Say whether `|` stands outside all brackets: then the anchors hold for one branch only."""
    depth = 0
    for sign in re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "", pattern):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            return True
    return False


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
