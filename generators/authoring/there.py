"""What a base already holds of one kind, as it is written: sound or not, but readable and in force."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.kinds.kind import Kind
from generators.refusal import Refusal
from generators.strict_yaml import load


def standing(kind: Kind, files: Mapping[str, bytes]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield id and content of the records that are neither struck out nor changes of another."""
    for path in sorted(files):
        if path.startswith(kind.root) and path.endswith(".yaml"):
            try:
                data = load(files[path])
            except Refusal:  # the check says so
                continue
            if "voided" not in data and kind.role("amends") not in data:
                yield str(data.get("id")), data
