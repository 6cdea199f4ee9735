"""Drafts that are taken over from an old sheet or tool: each says so, its times are what somebody said.

Times within groups and tables are left as they are: where those name a source, the check refuses them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from generators.authoring.draft import Draft, Told, Why
from generators.kinds.field import Form
from generators.kinds.kind import Kind
from generators.records.record import values

_STATEMENT = {"source": "statement"}


class Batch(NamedTuple):
    """What is taken over: what it is called, and the day from which records are made here."""

    name: str
    cutover: str


def taken_over(kind: Kind, draft: Draft, batch: Batch, digest: str) -> Draft:
    """Give the draft with its origin; `digest` is the SHA-256 of the file it came from."""
    role = kind.role("origin")
    if not role:
        text = f"「{kind.title}」没有来历一项，不能当迁来的收；不写 --migrated。"
        return draft._replace(told=(*draft.told, Told(draft.spot(()), Why.FILE, text)))
    data: dict[str, Any] = {
        **draft.data,
        role: {"batch": batch.name, "sha256": digest, "cutover": batch.cutover},
    }
    for field in kind.formed(Form.EVENT):
        if "*" in field.at:
            continue
        for at, value in values(data, field.at):
            if len(at) == 1:
                data[field.name] = _said(value)
    data.pop("recorded_at", None)  # when it was written down there; it is entered here now
    return draft._replace(data=data, is_taken_over=True)


def _said(value: Any) -> Any:
    """Give an event as a statement, unless it names its evidence."""
    told = dict(value) if isinstance(value, Mapping) else {"at": value}
    return told if told.get("evidence") and told.get("source") else {**told, **_STATEMENT}
