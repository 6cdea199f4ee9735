"""A base in which whatever is shared says that it serves these contracts."""

from __future__ import annotations

from collections.abc import Mapping

from generators.kinds import compiler
from generators.records.record import split_front_matter


def serving(files: Mapping[str, bytes], *contracts: str) -> dict[str, bytes]:
    """Write it into every record that can say it, and does not."""
    kinds, _ = compiler.read(files)
    whole = dict(files)
    for path, data in files.items():
        kind = kinds.of_path(path)
        name = kind.role("serves") if kind else ""
        if not name or f"\n{name}:".encode() in data:
            continue
        line = f"{name}: [{', '.join(contracts)}]\n".encode()
        head, _, _ = split_front_matter(data.decode())
        if kind and kind.is_document and head:
            whole[path] = data.replace(head.encode(), head.encode() + line, 1)
        elif path.endswith(".yaml"):
            whole[path] = data.rstrip(b"\n") + b"\n" + line
    return whole
