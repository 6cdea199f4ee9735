"""What a schema says to people: it speaks of the matter, not of YAML, and every item of a list has a name.

The same words stand on forms, in workbooks and on pages. What only a YAML author needs goes into `x-yaml`,
which the help page and findings show.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from generators.kinds.schema import walk
from generators.strict_yaml import At

_MEDIUM = re.compile(
    r"`|引号|文件名|前言|YAML|\b(?:true|false|null)\b|\b[a-z_]+:(?=\s|[^\x00-\x7f]|$)|(?<![\w/.-])(?:docs|records)/"
)
_NAMELESS = ("object", "array")  # a row, whose cells have names; what is no item of ours
_CODE = re.compile(r"(?<![\w./@-])[a-z][a-z0-9_-]+(?![\w./@-])")


def text_faults(schema: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    """Yield the path and the sentence of each text of one schema file that is not for everybody."""
    names = {name for _, node in walk(schema) for name in node.get("properties", ())}
    for at, node in walk(schema):
        told = node.get("description")
        if isinstance(told, str):
            keys = set(_CODE.findall(told)) & (names | _codes(node))
            found = _MEDIUM.search(told)
            if found or keys:
                what = found[0] if found else min(keys)
                yield (
                    (*at, "description"),
                    f"说明里的「{what}」只有写 YAML 的人用得着；移到 x-yaml，这里换成人人懂的话。",
                )
        items = node.get("items")
        if (
            isinstance(items, Mapping)
            and "$ref" not in node  # else it is named where that leads
            and items.get("type") not in ("object", "array")
            and not items.get("title")
        ):
            yield (*at, "items"), "列表的每一条也要有 title：一条叫什么。"


def _codes(node: Mapping[str, Any]) -> set[str]:
    """Give the codes of which a value, or an item of it, is one."""
    items = node.get("items")
    places = (node, items) if isinstance(items, Mapping) else (node,)
    choices = (choice for place in places for choice in place.get("oneOf", ()) if isinstance(choice, Mapping))
    return {str(choice.get("const")) for choice in choices}
