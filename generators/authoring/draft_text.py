"""A draft as the text of a file: the record's own YAML, below lines that say what it is."""

from __future__ import annotations

from generators.authoring.draft import Draft
from generators.authoring.plain import ordered
from generators.authoring.yaml_text import written
from generators.kinds.kind import Kind


def draft_text(kind: Kind, draft: Draft, author: str | None = None) -> bytes:
    """Write a draft, finished or not."""
    head = [f"# kind: {kind.name}", *([f"# opened: {draft.opened}"] if draft.opened else [])]
    head += [f"# author: {' '.join(author.split())}"] if author else []
    body = written(ordered(kind.tree, draft.data)) if draft.data else b"{}\n"
    return "\n".join((*head, "")).encode() + body
