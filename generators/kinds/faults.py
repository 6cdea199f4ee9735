"""What is wrong with the data of one record, as data: where, which keyword, its limit, the value, the field.

The valid are skipped by the fast engine; for the rest jsonschema is the authority. Words come later, from
whoever tells a person: the check with a line in a file, an importer with a cell, a form at its field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from generators.kinds.engine import FAST, errors, skipper
from generators.kinds.field import Condition, Field
from generators.kinds.kind import Kind
from generators.strict_yaml import At

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError


class Fault(NamedTuple):
    """One way in which a value breaks its schema; `at` leads to the wrong, unknown or missing value."""

    at: At
    keyword: str  # of JSON Schema
    limit: Any  # what the keyword asks for
    value: Any  # what was written; around a missing value, the object that lacks it
    field: Field
    condition: Condition | None = None  # that makes a missing value necessary


_CHOICE = ("enum", "const")  # whoever lists what may be chosen need not say of which type it is


class EnginesDisagree(RuntimeError):
    """The fast engine refused what jsonschema accepts: a bug of ours, never to be passed over."""


def checker(kind: Kind) -> Callable[[Mapping[str, Any]], list[Fault]]:
    """Compile the check of one record's data against its kind."""
    is_valid = skipper(kind.checked)

    def check(data: Mapping[str, Any]) -> list[Fault]:
        if is_valid(data):
            return []
        found = [fault for error in _distinct(errors(kind.checked, data)) for fault in _faults(kind, error)]
        chosen = {fault.at for fault in found if fault.keyword in _CHOICE}
        faults = [fault for fault in found if fault.keyword != "type" or fault.at not in chosen]
        if not faults and FAST:
            raise EnginesDisagree(f"{kind.name} {data.get('id')}")
        return faults

    return check


def _distinct(found: Iterator[ValidationError]) -> Iterator[ValidationError]:
    """Leave out repetitions: jsonschema tells `required` once for each missing member, and never which."""
    seen = set()
    for error in found:
        where = (*error.absolute_path, None, *error.absolute_schema_path)
        if where not in seen:
            seen.add(where)
            yield error


def _faults(kind: Kind, error: ValidationError) -> Iterator[Fault]:
    at = tuple(error.absolute_path)
    limit: Any = error.validator_value
    value: Any = error.instance
    keyword, field = str(error.validator), kind.field(at)
    match keyword:
        case "required":
            condition = _condition(field, list(error.absolute_schema_path))
            for name in limit:
                if name not in value:
                    yield Fault((*at, name), keyword, limit, value, kind.field((*at, name)), condition)
        case "additionalProperties":
            for name in value:
                if name not in field.children:
                    yield Fault((*at, name), keyword, limit, value[name], kind.field((*at, name)))
        case _:
            yield Fault(at, keyword, limit, value, field)


def _condition(field: Field, path: list[str | int]) -> Condition | None:
    """Give the condition of the object that makes its missing members necessary, if it is one."""
    match path[-4:]:
        case ["allOf", int(index), "then", _]:
            return field.when[index]
        case _:
            return None
