"""What a blank of ours keeps in its hidden sheets: of which kind it is, after which version of its schema."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from generators.kinds.kind import Kind

META, CHOICES = "_itss", "_itss选项"
_WORD = "itss template"


class Meta(NamedTuple):
    """What a blank says of itself."""

    kind: str
    version: str


def meta_rows(kind: str, version: str) -> Iterator[tuple[str, str]]:
    """Give the rows of the hidden sheet."""
    yield _WORD, "不要改这张表，导入靠它认类别"
    yield "kind", kind
    yield "version", version


def meta_of(rows: Sequence[Sequence[Any]]) -> Meta | None:
    """Read the hidden sheet; None for one that is not ours."""
    told = {str(row[0]): str(row[1]) for row in rows if len(row) > 1}
    return Meta(told.get("kind", ""), told.get("version", "")) if _WORD in told else None


def version_of(kind: Kind) -> str:
    """Give the version of a kind's schema, as short as it can be told by."""
    return hashlib.sha256(kind.file.data).hexdigest()[:12]
