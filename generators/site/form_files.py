"""The scripts that the page of a form loads: what all share, one kind, its records, lists to choose from.

Each is a script, because a page on a disk can load nothing else. Forms are for readers who see everything.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from generators import address
from generators.forms.export import as_text, common, kind_export, picks
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.records.bound import closed
from generators.records.record import Record
from generators.words import sentences

SHARED, KIND, OPEN, LAST = "shared.js", "kind.js", "open.js", "last.js"
_NAMES = (
    *("tree", "near", "words", "faults", "times", "sheet", "hash", "frame", "pick", "inputs", "parts"),
    *("rows", "plan", "sound", "state", "draft", "hand", "result", "open", "form"),
)
SCRIPTS = ("assets/vendor/js-yaml.js", *(f"assets/kb/form/{name}.js" for name in _NAMES))
_SAID = "entry.script."  # the sentences that the scripts say
_AGAIN = 10  # of the last records are offered to fill in anew


def kinds(base: KnowledgeBase) -> tuple[Kind, ...]:
    """Give the kinds that people record in a form: files of YAML, not pages."""
    return tuple(one for one in base.kinds.sound.values() if not one.is_document)


def shared(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Give what all forms load, and the lists from which a record is chosen when a field asks for one."""
    said = {key.removeprefix(_SAID): text for key, text in sentences().items() if key.startswith(_SAID)}
    whole = {**common(base), "inbox": base.config.inbox or "", "say": said}
    yield SHARED, f"const kbForm = {as_text(whole)};\n"
    named = {name for kind in kinds(base) for ref in kind.references for name in ref.kinds}
    for name in sorted(named & {*base.kinds.sound}):
        rows = as_text(picks(base, base.kinds.sound[name]))
        yield f"pick/{name}.js", f"kbPick.add({as_text(name)}, {rows});\n"


def files(base: KnowledgeBase, kind: Kind) -> Iterator[tuple[str, str]]:
    """Give the scripts of one kind: its export, the records that may be changed, those last made."""
    records = [one for one in base.facts.of_kind(kind.name) if not one.is_voided]
    here = address.form(kind.name)
    told = {
        "kind": kind_export(base, kind),
        "again": {"title": kind.title_key, "once": _plain(kind.tree.marks.get("once", {}))},
        "openAt": f"{here}{OPEN}",
        "lastAt": f"{here}{LAST}" if records else "",
    }
    yield KIND, f"Object.assign(kbForm, {as_text(told)});\n"
    there = {one.id: _there(one) for one in records if may_be_changed(base, one)}
    yield OPEN, f"kbForm.open = {as_text(there)};\n"
    last = [{"title": f"{one.id} {one.title}", "data": _plain(one.data)} for one in records[-_AGAIN:]]
    yield LAST, f"kbForm.last = {as_text(last[::-1])};\n"


def may_be_changed(base: KnowledgeBase, record: Record) -> bool:
    """Say whether this reader may open a record in its form: its life has not ended."""
    kind = record.kind
    is_over = kind.is_document or record.is_voided or closed(kind, record.data, base.now, base.config.zone)
    return not (is_over or base.reader.is_outside)


def _there(record: Record) -> dict[str, Any]:
    return {"data": _plain(record.data), "sha256": hashlib.sha256(record.source).hexdigest()}


def _plain(value: Any) -> Any:
    """Give a frozen value as JSON writes it."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
