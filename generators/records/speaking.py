"""Conditions as people say them: fields by their titles, codes by their words, never a name of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from generators.kinds.field import UNKNOWN, Field, Form
from generators.kinds.kind import Kind, Kinds
from generators.kinds.operators import Asked, operator
from generators.records.conditions import Unmet, text
from generators.records.record import OBJECT, Record
from generators.spoken import moment
from generators.words import say

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT")
_SHOWN = 3  # values of what is there


class Speaker(NamedTuple):
    """Who knows what fields, codes and records are called; of contracts the named one comes first."""

    kinds: Kinds
    records: Mapping[str, Record]
    contract: str | None = None

    def conditions(self, kind: Kind, conditions: Iterable[Mapping[str, Any]]) -> str:
        """Say conditions on records of a kind, all of which must hold."""
        return say("value.also").join(self.condition(kind, one) for one in conditions)

    def population(self, kind: Kind, where: Iterable[Mapping[str, Any]] | None) -> str:
        """Say what is counted: 「状态是完成的巡检」; where the name says what it is, 「季度模板的巡检」."""
        if not where:
            return kind.title
        named = self._named_alone(kind, tuple(where))
        if named:
            return say("spoken.which", where=named, kind=kind.title)
        return say("spoken.which", where=self.conditions(kind, where), kind=kind.title)

    def _named_alone(self, kind: Kind, where: tuple[Mapping[str, Any], ...]) -> str:
        """Give the names that the only condition asks for, where each ends with what the field is called."""
        (one, *others) = where
        if others or "whose" in one or "each" in one or operator(one) != "is":
            return ""
        path = str(one["field"])
        names = [self.word(kind, path, str(code)) for code in one["is"]]
        is_said = all(name.endswith(self.title(kind, path)) for name in names)
        return say("form.or").join(names) if is_said else ""

    def condition(self, kind: Kind, condition: Mapping[str, Any]) -> str:
        """Say one condition: 「结果是成功或者部分成功」."""
        name, path = operator(condition), str(condition["field"])
        predicate = self._predicate(kind, condition, name, path)
        subject = self.title(kind, path)
        if "whose" in condition:
            whose = self.title(kind, str(condition["whose"]))
            are = self._words(kind, str(condition["whose"]), condition["are"])
            subject = say("condition.whose", whose=whose, are=are, field=subject)
        field = kind.tree if name in ("given", "has") else self.kinds.along(kind, path)
        asked = Asked(self.kinds, kind, path, field)
        each = condition.get("each", "all" if name == "thresholds" else "any")
        if name in ("given", "has") or not asked.is_several or self._is_counted(kind, name, path):
            return say(
                "condition.not" if each == "none" else "condition.one", field=subject, predicate=predicate
            )
        return say(f"condition.each.{each}", field=subject, predicate=predicate)

    def unmet(self, kind: Kind, one: Unmet) -> str:
        """Say a condition that does not hold, with what is there instead."""
        wanted = self.condition(kind, one.condition)
        path = str(one.condition["field"])
        found = list(dict.fromkeys(self._value(kind, path, value) for value in one.found))
        if not found:
            return say("condition.nothing", wanted=wanted)
        shown = say("value.comma").join(found[:_SHOWN]) + (say("value.more") if len(found) > _SHOWN else "")
        if operator(one.condition) == "thresholds" or not shown.strip():
            return say("condition.unmet", wanted=wanted)
        return say("condition.found", wanted=wanted, found=shown)

    def title(self, kind: Kind, path: str) -> str:
        """Say what the field at a dotted path is called, with what it lies in: 「读数的状态」."""
        names = path.split(".")
        titles = []
        around = kind
        for number in range(len(names)):
            field = _declared(self.kinds, around, ".".join(names[: number + 1]))
            titles.append(field.title or names[number])
        return say("condition.of").join(titles)

    def word(self, kind: Kind, path: str, code: str) -> str:
        """Say a code of a field: its choice, the row or the record that it names; itself without a word."""
        field = self.kinds.along(kind, path)
        if field.form is Form.FLAG:
            return say("value.yes" if code == "true" else "value.no")
        if field.ref is None:
            return field.word(code)
        if field.ref.part is None:
            return self.records[code].title if code in self.records else code
        return self.row(field.ref.kinds[0], field.ref.part, code)

    def row(self, owner: str, part: str, code: str) -> str:
        """Say what the row of a part is called."""
        first = self.records.get(self.contract or "")
        owners = [first] if first else []
        owners += [one for one in self.records.values() if one.kind.name == owner]
        titles = (one.row_title(part, code) for one in owners if part in one.kind.parts)
        return next(filter(None, titles), code)

    def _words(self, kind: Kind, path: str, codes: Iterable[str]) -> str:
        return say("form.or").join(self.word(kind, path, str(code)) for code in codes)

    def _value(self, kind: Kind, path: str, value: Any) -> str:
        if isinstance(value, OBJECT):
            return _as_written(str(value.get("at", "")))
        if isinstance(value, tuple):
            return say("value.rows", count=len(value))
        return _as_written(self.word(kind, path, text(value)))

    def _is_counted(self, kind: Kind, name: str, path: str) -> bool:
        """Say whether it is the rows that are counted, and no single one is asked about."""
        item = _declared(self.kinds, kind, path).item
        is_number = item is not None and item.form in (Form.INTEGER, Form.NUMBER)
        return name in ("at_least", "at_most") and item is not None and not is_number

    def _predicate(self, kind: Kind, condition: Mapping[str, Any], name: str, path: str) -> str:
        """Say what is asked of a field, without its name."""
        wanted = condition[name]
        match name:
            case "is" | "is_not" | "has" | "given":
                return self._about_codes(kind, path, name, wanted)
            case "at_least" | "at_most" if "percent_of" in condition:
                other = self.title(kind, str(condition["percent_of"]))
                return say(f"condition.{name}_share", number=_number(wanted), other=other)
            case "at_least" | "at_most":
                return say(f"condition.{name}", number=_number(wanted))
            case "no_less_than" | "no_more_than":
                is_time = self.kinds.along(kind, path).form not in (Form.INTEGER, Form.NUMBER)
                other = self.title(kind, str(wanted))
                return say(f"condition.{name}_time" if is_time else f"condition.{name}", other=other)
            case "thresholds":
                return say(f"condition.thresholds.{wanted}")
            case "side":
                return say("condition.side", side=self._side(kind, path, str(wanted)))
            case "role":
                return say("condition.role", role=self._role(str(wanted)))
            case _:
                start = kind.fields[str(condition["of"])].title
                return say("condition.within_minutes", start=start, minutes=wanted)

    def _about_codes(self, kind: Kind, path: str, name: str, wanted: Any) -> str:
        match name:
            case "given":
                return say("condition.given" if wanted else "condition.not_given")
            case "has":
                words = say("value.comma").join(self.word(kind, path, str(code)) for code in wanted)
                return say("condition.has", words=words)
        is_flag = name == "is" and self.kinds.along(kind, path).form is Form.FLAG
        words = self._words(kind, path, wanted)
        return say("condition.is_flag", words=words) if is_flag else say(f"condition.{name}", words=words)

    def _side(self, kind: Kind, path: str, side: str) -> str:
        ref = self.kinds.along(kind, path).ref
        people = [self.kinds.sound[name] for name in (ref.kinds if ref else ()) if name in self.kinds.sound]
        return next((one.fields[one.role("side")].word(side) for one in people if one.role("side")), side)

    def _role(self, role: str) -> str:
        teams = ((one.name, one.role("team")) for one in self.kinds.sound.values() if one.role("team"))
        return next((self.row(owner, team, role) for owner, team in teams), role)


def _declared(kinds: Kinds, kind: Kind, path: str) -> Field:
    """Give a field as it stands, not an item of it, which has no title."""
    head, _, last = path.rpartition(".")
    around = kinds.along(kind, head) if head else kind.tree
    field = around.children.get(last)
    if field is None and around.ref is not None:
        owners = (kinds.sound[name] for name in around.ref.kinds if name in kinds.sound)
        insides = (one.field((around.ref.part, 0) if around.ref.part else ()) for one in owners)
        field = next((one for inside in insides if (one := inside.children.get(last))), None)
    return field or UNKNOWN


def _number(number: float) -> str:
    return str(int(number)) if number == int(number) else str(number)


def _as_written(told: str) -> str:
    """Say a moment as people do, in the zone in which it was written; any other text as it is."""
    return (
        moment(at, at.tzinfo) if _MOMENT.match(told) and (at := datetime.fromisoformat(told)).tzinfo else told
    )
