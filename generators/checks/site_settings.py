"""`mkdocs.yml` is read strictly and held against a closed table before any engine sees it."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterator
from typing import Any, NamedTuple

from generators import address, published
from generators.checks.context import Context
from generators.checks.site_settings_table import (
    ALLOWED,
    Choice,
    Extensions,
    Keys,
    Like,
    Navigation,
    Number,
    Picture,
    Several,
    Shape,
    Words,
)
from generators.finding import Finding, Place, finding
from generators.refusal import Refusal, torn
from generators.strict_yaml import At, load, positions

FILE = "mkdocs.yml"
_LONGEST = 200
_KEY, _VALUE = "site-setting-unknown", "site-setting-value"

_Fault = tuple[At, str, str]


class There(NamedTuple):
    """What settings may name: the files of a base and the folders of its documents, and its kinds."""

    files: Collection[str]
    homes: Collection[str]
    kinds: Collection[str]


def check(context: Context) -> Iterator[Finding]:
    """Look at the settings of the site, where a base has them."""
    if FILE in context.files:
        yield from faults(context.files[FILE], there(context.files, context.kinds))


def there(files: Collection[str], kinds: Any) -> There:
    """Give what the settings of a base may name."""
    homes = tuple(one.root for one in kinds.sound.values() if one.is_document)
    return There(files, homes, tuple(kinds.sound))


def faults(data: bytes, there: There) -> Iterator[Finding]:
    """Yield what is wrong with settings; each says what may stand there."""
    try:
        if conflict := torn(data):
            raise conflict
        settings = load(data)
    except Refusal as refusal:
        yield finding(Place(FILE, refusal.line, refusal.column), refusal.code, refusal.message)
        return
    marks = positions(data)
    for at, code, text in _Walk(there).faults(settings, ALLOWED, ()):
        mark = marks.get(at) or marks[()]
        line, column = (mark.key_line, mark.key_column) if at else (1, 1)
        yield finding(Place(FILE, line, column), code, text)


class _Walk:
    """Goes through settings and their table together."""

    def __init__(self, there: There) -> None:
        self._there = there
        self._placed: set[str] = set()

    def faults(self, value: Any, shape: Shape, at: At) -> Iterator[_Fault]:
        asks: dict[type, Callable[[Any, Any, At], Iterator[_Fault]]] = {
            Choice: self._choice,
            Number: self._number,
            Words: self._words,
            Like: self._like,
            Picture: self._picture,
            Several: self._several,
            Keys: self._keys,
            Extensions: self._extensions,
            Navigation: self._navigation,
        }
        yield from asks[type(shape)](value, shape, at)

    def _choice(self, value: Any, shape: Choice, at: At) -> Iterator[_Fault]:
        if not any(type(value) is type(one) and value == one for one in shape.values):
            yield at, _VALUE, f"「{_called(at)}」只能写：{'、'.join(_written(one) for one in shape.values)}。"

    def _number(self, value: Any, shape: Number, at: At) -> Iterator[_Fault]:
        if type(value) is not int or not shape.low <= value <= shape.high:
            yield at, _VALUE, f"「{_called(at)}」写 {shape.low} 到 {shape.high} 的数字。"

    def _words(self, value: Any, _: Words, at: At) -> Iterator[_Fault]:
        if (
            not isinstance(value, str)
            or not value.strip()
            or len(value) > _LONGEST
            or set(value) & set("<>\n")
        ):
            yield (
                at,
                _VALUE,
                f"「{_called(at)}」写一行文字，不超过 {_LONGEST} 字，不用 < 和 >；像数字的加引号。",
            )

    def _like(self, value: Any, shape: Like, at: At) -> Iterator[_Fault]:
        if not isinstance(value, str) or not shape.pattern.fullmatch(value):
            yield at, _VALUE, f"「{_called(at)}」写{shape.told}。"

    def _picture(self, value: Any, _: Picture, at: At) -> Iterator[_Fault]:
        path = f"{published.DOCS}{value}"
        if path not in self._there.files or not published.is_picture(path):
            yield at, _VALUE, f"「{_called(at)}」写 docs/ 里一张图片的路径，如 pictures/logo.png。"

    def _several(self, value: Any, shape: Several, at: At) -> Iterator[_Fault]:
        if not isinstance(value, list) or not value:
            yield at, _VALUE, f"「{_called(at)}」写成列表，每行以 - 开头，至少一行。"
            return
        for number, one in enumerate(value):
            yield from self.faults(one, shape.item, (*at, number))
            if one in value[:number]:
                yield (*at, number), _VALUE, "这一行前面已经写过；只留一个。"

    def _keys(self, value: Any, shape: Keys, at: At) -> Iterator[_Fault]:
        if not isinstance(value, dict):
            yield at, _VALUE, f"「{_called(at)}」写成一行一个“项: 值”：{'、'.join(shape.members)}。"
            return
        for name, one in value.items():
            if name in shape.members:
                yield from self.faults(one, shape.members[name], (*at, name))
            else:
                yield (*at, name), _KEY, _unknown(name, shape.members)
        for name in shape.required:
            if name not in value:
                yield at, _VALUE, f"缺少「{name}」；补上。"

    def _extensions(self, value: Any, shape: Extensions, at: At) -> Iterator[_Fault]:
        if not isinstance(value, list):
            yield at, _VALUE, f"「{_called(at)}」写成列表，每行以 - 开头。"
            return
        names: list[str] = []
        for number, one in enumerate(value):
            here = (*at, number)
            is_pair = isinstance(one, dict) and len(one) == 1
            name, options = next(iter(one.items())) if is_pair else (one, {})
            if not isinstance(name, str) or name not in shape.known:
                yield here, _KEY, _unknown(str(name), shape.known)
                continue
            if name in names:
                yield here, _VALUE, f"「{name}」前面已经写过；只留一个。"
            names.append(name)
            yield from self._keys({} if options is None else options, shape.known[name], (*here, name))

    def _navigation(self, value: Any, _: Navigation, at: At) -> Iterator[_Fault]:
        if not isinstance(value, list) or not value:
            yield at, _VALUE, "导航写成列表，每行以 - 开头：- 标题: 页面，或 - 文件夹/。"
            return
        for number, one in enumerate(value):
            here: At = (*at, number)
            if not isinstance(one, dict):
                yield from self._placed_once(one, here)
            elif len(one) != 1:
                yield here, _VALUE, "导航里一行只写一个标题；另起一行以 - 开头。"
            else:
                title, inside = next(iter(one.items()))
                yield from self._words(title, Words(), (*here, title))
                if isinstance(inside, list):
                    yield from self._navigation(inside, Navigation(), (*here, title))
                else:
                    yield from self._placed_once(inside, (*here, title))

    def _placed_once(self, target: Any, at: At) -> Iterator[_Fault]:
        if not isinstance(target, str) or not self._is_there(target):
            yield (
                at,
                _VALUE,
                f"导航里的「{target}」没有；写 docs/ 里的页面，如 about.md，或以 / 结尾的文件夹。",
            )
        elif target in self._placed:
            yield at, _VALUE, f"导航里已经有「{target}」；只留一处。"
        self._placed.add(str(target))

    def _is_there(self, target: str) -> bool:
        path = f"{published.DOCS}{target}"
        if target.endswith("/"):
            is_home = any(one.startswith(path) for one in self._there.homes)
            return (
                is_home or address.is_made(target) or any(one.startswith(path) for one in self._there.files)
            )
        if published.is_page(path) and path in self._there.files:
            return True
        folder = target.removesuffix("index.md")
        registers = (address.register(one) for one in self._there.kinds)
        return folder != target and (folder in address.PLACED or folder in registers)


def _unknown(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, known, 1)
    if near:
        return f"不能写「{name}」；是不是 {near[0]}？可用的见帮助里的网站设置。"
    return f"不能写「{name}」；删掉它。可用：{'、'.join(known) or '（没有）'}。"


def _called(at: At) -> str:
    return next((one for one in reversed(at) if isinstance(one, str)), FILE)


def _written(value: object) -> str:
    return value if isinstance(value, str) else str(value).lower()
