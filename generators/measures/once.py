"""What is measured of a base once, however many pages show it: kept with the base and gone with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from generators.knowledge import KnowledgeBase

_Asked = ParamSpec("_Asked")
_Given = TypeVar("_Given")
_Measure = Callable[Concatenate[KnowledgeBase, _Asked], _Given]


def once(measure: _Measure[_Asked, _Given]) -> _Measure[_Asked, _Given]:
    """Keep what a measure gives, which must be frozen, for each of its arguments, which must be hashable."""

    @wraps(measure)
    def kept(base: KnowledgeBase, /, *args: _Asked.args, **named: _Asked.kwargs) -> _Given:
        key = (measure, *args, *named.items()) if args or named else measure
        if key not in base.kept:
            base.kept[key] = measure(base, *args, **named)
        given: _Given = base.kept[key]
        return given

    return kept
