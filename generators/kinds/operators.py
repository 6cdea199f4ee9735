"""The operators of conditions: of which fields each may be asked, and what it compares them with.

The one table of them; `records.conditions` says what each means. A condition is a flat object: `field`,
exactly one operator, and `each` where there are several values. Schemas (`x-notices`) and records (`where`,
`good`) are held against it alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from generators.kinds.field import UNKNOWN, Field, Form
from generators.kinds.kind import UNREAD, Kind, Kinds
from generators.strict_yaml import At

EACH = ("any", "all", "none")
# limits that an item of a template declares
THRESHOLDS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"warn": ("warn_above", "warn_below"), "alarm": ("alarm_above", "alarm_below")}
)
_NUMBERS = frozenset((Form.INTEGER, Form.NUMBER))
_TIMES = frozenset((Form.DATE, Form.MOMENT, Form.EVENT, Form.EVENT_TIME))
_COMPOSED = frozenset((Form.GROUP, Form.TABLE, Form.LIST, Form.UNKNOWN))


class Asked(NamedTuple):
    """The field that a condition is about: what kinds there are, its kind, its path and what is there."""

    kinds: Kinds
    kind: Kind
    path: str
    field: Field

    @property
    def is_rows(self) -> bool:
        """Whether the path leads to the rows of a table."""
        return self.field.form is Form.GROUP and not self.field.name

    @property
    def is_listed(self) -> bool:
        """Whether the path itself leads to a list or a table, which can be counted."""
        return not self.field.name

    @property
    def is_several(self) -> bool:
        """Whether the path goes through a list anywhere, so that there may be several values."""
        names = self.path.split(".")
        heads = (".".join(names[: number + 1]) for number in range(len(names)))
        return any(not self.kinds.along(self.kind, one).name for one in heads)

    def names(self, role: str) -> bool:
        """Say whether it names records of a kind that has this role, or may: nobody can read a broken one."""
        ref = self.field.ref
        if ref is None or ref.part is not None:
            return False
        return any(name in self.kinds.broken or self.kinds.sound[name].role(role) for name in ref.kinds)


class Operator(NamedTuple):
    """Whether a field fits, how to say which do, and whether it asks of each value by itself."""

    fits: Callable[[Asked], bool]
    wanted: str
    takes_each: bool = True


def _is_value(asked: Asked) -> bool:
    return asked.field.form not in _COMPOSED | _TIMES - {Form.DATE}


def _is_number(asked: Asked) -> bool:
    return asked.field.form in _NUMBERS


def _is_amount(asked: Asked) -> bool:
    return asked.field.form in _NUMBERS or asked.is_listed


def _is_read(asked: Asked) -> bool:
    """Say whether the rows name items of a template that declare limits."""
    limits = [name for names in THRESHOLDS.values() for name in names]
    return asked.is_rows and any(
        asked.kinds.along(asked.kind, f"{asked.path}.{column}.{limit}") is not UNKNOWN
        for column, inner in asked.field.children.items()
        if inner.ref and inner.ref.part
        for limit in limits
    )


def _alike(asked: Asked, other: Field, *, is_share: bool) -> bool:
    return other.form in (_NUMBERS if is_share or asked.field.form in _NUMBERS else _TIMES)


_COMPARED = Operator(lambda asked: asked.field.form in _NUMBERS | _TIMES, "数字、日期或时刻")

OPERATORS: Mapping[str, Operator] = MappingProxyType(
    {
        "is": Operator(_is_value, "一个值"),
        "is_not": Operator(_is_value, "一个值"),
        "has": Operator(
            lambda asked: _is_value(asked) and asked.is_several, "列表或表格里的值", takes_each=False
        ),
        "given": Operator(lambda _: True, "一项", takes_each=False),
        "at_least": Operator(_is_amount, "数字、列表或表格"),
        "at_most": Operator(_is_amount, "数字、列表或表格"),
        "no_less_than": _COMPARED,
        "no_more_than": _COMPARED,
        "thresholds": Operator(_is_read, "指着模板各项的读数表格"),
        "side": Operator(lambda asked: asked.names("side"), "人员的编号"),
        "role": Operator(lambda asked: asked.names("posts"), "人员的编号"),
        "within_minutes": Operator(
            lambda asked: asked.field.form in _TIMES - {Form.DATE},
            "时刻",
        ),
    }
)
_BESIDE = {
    "percent_of": ("at_least", "at_most"),
    "of": ("within_minutes",),
    "are": ("whose",),
    "whose": ("are",),
}
FIELDS = ("field", "percent_of", "no_less_than", "no_more_than", "whose")  # whose value is a path
NAMES = frozenset((*OPERATORS, *_BESIDE, "field", "each"))


def operator(condition: Mapping[str, Any]) -> str:
    """Give the operator of a condition, which has exactly one."""
    return next(name for name in condition if name in OPERATORS)


def faults(
    condition: Mapping[str, Any], kind: Kind, kinds: Kinds, *, judges: bool
) -> Iterator[tuple[At, str, bool]]:
    """Yield what is wrong with a condition on records of a kind: where, in words, and whether a name is.

    `judges`: it decides whether something was done well, so that nobody may leave open how many must be so.
    """
    written = [name for name in OPERATORS if name in condition]
    if len(written) != 1 or "field" not in condition:
        return  # the schema says so, or the check of alternatives
    path, name = str(condition["field"]), written[0]
    field = kinds.along(kind, path)
    if field is UNREAD:
        return
    if field is UNKNOWN:
        yield ("field",), _unknown(kind, path), True
        return
    asked, known = Asked(kinds, kind, path, field), OPERATORS[name]
    if not known.fits(asked):
        yield (name,), f"「{name}」要用在{known.wanted}上，「{path}」不是；换一项，或换一种比法。", False
        return
    yield from _beside(condition, asked, known)
    if judges and "each" not in condition and _is_open(asked, name):
        text = f"「{path}」可以有几个值，写明 each：any 有一个就行，all 每个都要，none 一个也不能。"
        yield ("field",), text, False


def _is_open(asked: Asked, name: str) -> bool:
    """Say whether one would have to guess how many of several values must be so."""
    if not OPERATORS[name].takes_each or name == "thresholds" or not asked.is_several:
        return False
    is_counted = asked.is_listed and asked.field.form not in _NUMBERS and name in ("at_least", "at_most")
    return not is_counted or asked.path.count(".") > 0


def _beside(condition: Mapping[str, Any], asked: Asked, known: Operator) -> Iterator[tuple[At, str, bool]]:
    for name, wanted in _BESIDE.items():
        if name in condition and not any(one in condition for one in wanted):
            yield (name,), f"「{name}」要和 {'、'.join(wanted)} 一起写。", False
            return
    if "within_minutes" in condition and "of" not in condition:
        yield ("within_minutes",), "「within_minutes」要和 of 一起写，从哪个时刻算起。", False
    if "each" in condition and not known.takes_each:
        yield ("each",), "「has」和「given」看的是全部的值，不写 each。", False
    yield from _named(condition, asked)


def _named(condition: Mapping[str, Any], asked: Asked) -> Iterator[tuple[At, str, bool]]:
    """Look up the other fields that a condition names."""
    kind = asked.kind
    events = [one.name for one in kind.events]
    if "of" in condition and condition["of"] not in events:
        yield ("of",), f"「{kind.title}」没有时刻「{condition['of']}」；可用：{'、'.join(events)}。", True
    for name in ("no_less_than", "no_more_than", "percent_of", "whose"):
        if name not in condition:
            continue
        other = str(condition[name])
        field = asked.kinds.along(kind, other)
        if field is UNKNOWN:
            yield (name,), _unknown(kind, other), True
        elif (
            name != "whose"
            and field is not UNREAD
            and not _alike(asked, field, is_share=name == "percent_of")
        ):
            text = f"「{asked.path}」和「{other}」比不了；两项都要是数字，或都是日期、时刻。"
            yield (name,), text, False


def _unknown(kind: Kind, path: str) -> str:
    return f"「{kind.title}」没有「{path}」这一项；可用：{'、'.join(kind.fields)}。"
