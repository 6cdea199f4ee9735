"""The two JSON Schema engines behind one door: jsonschema is the authority, jsonschema-rs skips the valid.

jsonschema-rs may only answer "valid"; every message comes from jsonschema, which is imported when something
failed or when jsonschema-rs is absent. Both get our formats and neither may read a schema from a network.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from generators.kinds.formats import FORMATS

try:
    import jsonschema_rs
except ImportError:  # correct without it, only slower
    jsonschema_rs = None  # type: ignore[assignment]

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

Schema = Mapping[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
FAST = jsonschema_rs is not None  # whether the skipping engine is there


def skipper(schema: Schema) -> Callable[[Any], bool]:
    """Compile a test that is true only for valid values; always false without jsonschema-rs."""
    if jsonschema_rs is None:
        return lambda value: False  # noqa: ARG005 - the signature is the promise
    compiled = jsonschema_rs.Draft202012Validator(
        dict(schema), formats=dict(FORMATS), validate_formats=True, ignore_unknown_formats=False, offline=True
    )
    return compiled.is_valid


def errors(schema: Schema, value: Any) -> Iterator[ValidationError]:
    """Yield every fault of a value, as jsonschema sees it."""
    from jsonschema import Draft202012Validator, FormatChecker
    from referencing import Registry

    checker = FormatChecker(formats=())
    for name, accepts in FORMATS.items():
        checker.checks(name)(accepts)
    registry: Registry[Any] = Registry()
    yield from Draft202012Validator(schema, registry=registry, format_checker=checker).iter_errors(value)


def schema_faults(schema: Schema) -> Iterator[ValidationError]:
    """Yield where a schema breaks the 2020-12 meta-schema."""
    ours = {**schema, "$schema": DIALECT}  # whatever it claims to be
    if jsonschema_rs is not None and jsonschema_rs.meta.is_valid(ours):
        return
    from jsonschema import Draft202012Validator

    yield from Draft202012Validator(Draft202012Validator.META_SCHEMA).iter_errors(ours)
