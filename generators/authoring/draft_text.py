"""A draft as the text of a file: lines that say what it is, its YAML, and of a document the prose."""

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
    if kind.is_document:
        return b"---\n" + "\n".join((*head, "")).encode() + body + f"---\n\n{draft.body or ''}\n".encode()
    return "\n".join((*head, "")).encode() + body
