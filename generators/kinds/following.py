"""What a kind says of documents that are followed step by step: how commands are written, who followed them.

All of them stand on the kind, so that whatever one names can be looked up beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.kinds.control import KindWord, columns_of, is_texts
from generators.strict_yaml import At

LANGUAGES = ("shell", "sql")  # that a box can be told to hold by how its lines begin
_TYPED = {"steps", "step", "rows", "place", "run", *LANGUAGES}
_FOLLOWS = {
    "document", "version", "steps", "step", "at", "where",
    "asks", "by", "agreed", "measured", "low", "high", "because", "since", "until", "ends", "within",
}  # fmt: skip
_FOLLOWED = {"calls", "card", "decides", "first"}
_COLUMNS = ("step", "at", "by", "agreed", "measured", "because")  # of the table `steps`


def _is_typed(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == _TYPED
        and all(is_texts(one) if key in LANGUAGES else isinstance(one, str) for key, one in value.items())
    )


def _is_follows(value: Any) -> bool:
    if not isinstance(value, dict) or set(value) != _FOLLOWS:
        return False
    texts = (one for key, one in value.items() if key not in ("where", "ends", "within"))
    return (
        all(isinstance(one, str) for one in texts)
        and isinstance(value["where"], dict)
        and all(is_texts(one) for one in value["where"].values())
        and isinstance(value["ends"], dict)
        and all(is_texts(one) for one in value["ends"].values())
        and isinstance(value["within"], dict)
        and all(isinstance(one, str) for one in value["within"].values())
    )


def _is_followed(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) <= _FOLLOWED
        and "calls" in value
        and is_texts(value.get("first", [""]))
        and all(isinstance(one, str) for key, one in value.items() if key != "first")
    )


def _followed_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    word = node["x-followed"]
    named = ((key, one) for key in word for one in ([word[key]] if key != "first" else word[key]))
    for key, name in named:
        if name not in node.get("properties", {}):
            yield (key,), f"x-followed 的 {key} 指的「{name}」不是最外层的项。"


def _typed_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    word = node["x-typed"]
    if word["step"] not in columns_of(node, word["steps"]):
        yield ("step",), f"x-typed 的 step 指的「{word['step']}」不是「{word['steps']}」里的一栏。"
    rows = columns_of(node, word["rows"])
    for key in ("place", "run"):
        if word[key] not in rows:
            yield (key,), f"x-typed 的 {key} 指的「{word[key]}」不是「{word['rows']}」里的一栏。"
    places = {one.get("const") for one in rows.get(word["place"], {}).get("oneOf", ())}
    for key in LANGUAGES:
        if not places.issuperset(word[key]):
            yield (key,), f"x-typed 的 {key} 里有不在可选值之中的。"


def _follows_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    word, fields = node["x-follows"], node.get("properties", {})
    for key in ("document", "version"):
        if word[key] not in fields:
            yield (key,), f"x-follows 的 {key} 指的「{word[key]}」不是最外层的项。"
    rows = columns_of(node, word["steps"])
    named = [*((key, word[key]) for key in _COLUMNS), *(("where", name) for name in word["where"])]
    for key, name in named:
        if name not in rows:
            yield (key,), f"x-follows 的 {key} 指的「{name}」不是「{word['steps']}」里的一栏。"
    for key, name in [
        *(("ends", one) for one in word["ends"]),
        *(("within", one) for one in word["within"].values()),
    ]:
        if name not in fields:
            yield (key,), f"x-follows 的 {key} 指的「{name}」不是最外层的项。"


WORDS: Mapping[str, KindWord] = {
    "typed": KindWord(
        _is_typed,
        f"写 {'、'.join(sorted(_TYPED - set(LANGUAGES)))}，和 {'、'.join(LANGUAGES)}（哪些代码是这一种）",
        _typed_faults,
    ),
    "followed": KindWord(
        _is_followed,
        "写 calls（叫谁的表格），可以写 card（照着念的话）、decides（谁定）、first（步骤前面的表格）",
        _followed_faults,
    ),
    "follows": KindWord(
        _is_follows, f"写 {'、'.join(sorted(_FOLLOWS))}：照着做的文档和各步的栏", _follows_faults
    ),
}
