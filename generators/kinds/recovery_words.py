"""What a kind says of things that were restored from a backup (`x-recovery`): which field is what to that.

It stands on the kind, so that whatever it names can be looked up beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.kinds.control import KindWord, columns_of, required_of
from generators.strict_yaml import At

_SETS = ("set", "what", "begun", "ended", "logs")  # columns of the table `sets`: the backups there were
_ROWS = ("of", "from", "interrupted", "declared", "usable")  # of the table `rows`: what was restored
_MUST = ("set", "ended", "of", "interrupted")  # without them a row tells nothing
_TYPED = ("rto", "rpo")  # what was written of the whole, in minutes
_RECOVERY = {"sets", "rows", *_SETS, *_ROWS, *_TYPED}


def _is_recovery(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and set(value) == _RECOVERY
        and all(isinstance(one, str) for one in value.values())
    )


def _recovery_faults(node: Mapping[str, Any]) -> Iterator[tuple[At, str]]:
    word = node["x-recovery"]
    for table, columns in (("sets", _SETS), ("rows", _ROWS)):
        known = columns_of(node, word[table])
        must = required_of(node, word[table])
        for key in columns:
            if word[key] not in known:
                yield (key,), f"x-recovery 的 {key} 指的「{word[key]}」不是「{word[table]}」里的一栏。"
            elif key in _MUST and word[key] not in must:
                yield (
                    (key,),
                    f"x-recovery 的 {key} 指的「{word[key]}」要是「{word[table]}」的必填项。",
                )
    for key in _TYPED:
        if word[key] not in node.get("properties", {}):
            yield (key,), f"x-recovery 的 {key} 指的「{word[key]}」不是最外层的项。"


WORDS: Mapping[str, KindWord] = {
    "recovery": KindWord(
        _is_recovery,
        f"写 {'、'.join(sorted(_RECOVERY))}：有哪几份备份，从哪一份恢复出来，所写的用时和丢失",
        _recovery_faults,
    ),
}
