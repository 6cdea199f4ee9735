"""The scripts that the page of a form loads: what all share, one kind, its records, lists to choose from.

Each is a script, because a page on a disk can load nothing else; ours are joined to one, which packs better.
All of it is made of a base that was cut to its reader. Outside nobody opens a record or fills in the last one
anew: what they are shown of it is not the whole, and a word may stand where an id was.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from generators import address
from generators.forms.export import as_text, common, kind_export, page_export, picks, privacy
from generators.kinds.called import filled, written
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import confirmed, fields
from generators.measures.confirmed import Draft
from generators.records.bound import closed
from generators.records.record import Record
from generators.records.unsealed import has_ended
from generators.spoken import period
from generators.words import say, sentences

SHARED, PROGRAM, PRIVATE, KIND, OPEN, LAST, BEGUN = (
    *("shared.js", "form.js", "private.js", "kind.js", "open.js", "last.js", "begun.js"),
)
_NAMES = (
    *("tree", "near", "words", "faults", "times", "sheet", "hash", "frame", "pick", "inputs", "parts"),
    *("rows", "plan", "sound", "files", "state", "draft", "hand", "result", "open", "form"),
)
_LAY, _SEALED, _PRIVATE = ("lay",), ("sealed",), ("private",)
_SCRIPTS = Path(__file__).with_name("web") / "assets/kb/form"
_YAML = "assets/vendor/js-yaml.js"  # large, and needed when something is handed over
_LEFT = re.compile(
    r"^[ \t]*/\*(?s:.*?)\*/[ \t]*\n|^[ \t]+", re.MULTILINE
)  # what only who reads the source needs
_SAID = "entry.script."  # the sentences that the scripts say
_AGAIN = 10  # of the last records are offered to fill in anew


def shared(base: KnowledgeBase) -> Iterator[tuple[str, str]]:
    """Give what all forms load, and the lists from which a record is chosen when a field asks for one."""
    said = {key.removeprefix(_SAID): text for key, text in sentences().items() if key.startswith(_SAID)}
    # the words for where to send a file are for the provider's own people: an address may stand in them
    inbox = "" if base.reader.is_outside else base.config.inbox or ""
    whole = {
        **common(base),
        "yamlAt": _YAML,
        "privateAt": f"{address.FORMS}{PRIVATE}",
        "inbox": inbox,
        "say": said,
    }
    yield SHARED, f"const kbForm = {as_text(whole)};\n"
    yield PROGRAM, program()
    yield PRIVATE, f"{program(_PRIVATE)}kbPrivate.use({as_text(privacy())});\n"
    kinds = (*filled(base.kinds, base.reader.who), *written(base.kinds, base.reader.who))
    named = {name for kind in kinds for ref in kind.references for name in ref.kinds}
    for name in sorted(named & {one.name for one in base.shown}):
        rows = as_text(picks(base, base.kinds.sound[name]))
        yield f"pick/{name}.js", f"kbPick.add({as_text(name)}, {rows});\n"


@cache
def program(names: tuple[str, ...] = _NAMES) -> str:
    """Give our scripts as one, in the order in which they build on each other."""
    return "".join(_LEFT.sub("", (_SCRIPTS / f"{name}.js").read_text("utf-8")) for name in names)


def files(base: KnowledgeBase, kind: Kind) -> Iterator[tuple[str, str]]:
    """Give the scripts of one kind: its export, the records that may be changed, those last made, drafts.

    What lays out all rows that are asked for comes with the kinds that have such a table.
    """
    some = () if base.reader.is_outside or kind.is_document else base.facts.of_kind(kind.name)
    records = [one for one in some if not one.is_voided]
    drafts = {one.name: _draft(base, one) for one in confirmed.drafts(base) if one.kind == kind.name}
    here = address.form(kind.name)
    export = page_export(base, kind) if kind.is_document else kind_export(base, kind)
    told = {
        "kind": export,
        "again": {"title": kind.title_key, "once": _plain(kind.tree.marks.get("once", {}))},
        "openAt": f"{here}{OPEN}",
        "lastAt": f"{here}{LAST}" if records else "",
        "begunAt": f"{here}{BEGUN}" if drafts else "",
        "named": _named(base, kind),
    }
    lays = any("by" in one and "part" in one for one in export["sound"]["whole"])
    yield KIND, f"Object.assign(kbForm, {as_text(told)});\n{program(_LAY) if lays else ''}"
    there = {one.id: _there(one) for one in records if may_be_changed(base, one)}
    kept = {name: _kept(base, name) for name in there if name in base.sealed}
    held = f"kbForm.sealed = {as_text(kept)};\n{program(_SEALED)}" if kept else ""
    yield OPEN, f"kbForm.open = {as_text(there)};\n{held}"
    last = [{"title": f"{one.id} {one.title}", "data": _plain(one.data)} for one in records[-_AGAIN:]]
    yield LAST, f"kbForm.last = {as_text(last[::-1])};\n"
    if drafts:
        yield BEGUN, f"kbForm.begun = {as_text(drafts)};\n"


def may_be_changed(base: KnowledgeBase, record: Record) -> bool:
    """Say whether this reader may open a record in its form: its life has not ended, and all of it is here.

    One that a seal holds is opened only if more is to come of it; what was said by then stays.
    Of what is still to come the base holds nothing: a change would take it out of the file.
    """
    kind, hidden = record.kind, base.facts.hidden.get(record.id)
    zone, is_sealed = base.config.zone, record.id in base.sealed
    is_over = kind.is_document or record.is_voided or closed(kind, record.data, base.now, zone) is not None
    is_over = is_over or (is_sealed and has_ended(kind, record.data, base.now, zone))
    return not (is_over or (hidden and hidden.paths) or base.reader.is_outside)


def _named(base: KnowledgeBase, kind: Kind) -> dict[str, str]:
    """Give the contract that a new record must name, since without a name another one would be meant."""
    names = fields.naming_contract(base, kind)
    default = base.bindings.default
    return {names[0]: default} if names and default and not base.bindings.is_meant else {}


def _kept(base: KnowledgeBase, record_id: str) -> str:
    """Say of a record that a seal holds why a change of it is refused; `{fields}` is left for the script."""
    seal = base.sealed[record_id][0].seal
    return say("entry.sealed", id=record_id, seal=seal, fields="{fields}")


def _draft(base: KnowledgeBase, draft: Draft) -> dict[str, Any]:
    is_over = draft.days.last < base.now.astimezone(base.config.zone).date()
    told = say("entry.begun" if is_over else "entry.begun_early", month=period(draft.month))
    return {"told": told, "data": confirmed.begun(base, draft)}


def _there(record: Record) -> dict[str, Any]:
    return {"data": _plain(record.data), "sha256": hashlib.sha256(record.source).hexdigest()}


def _plain(value: Any) -> Any:
    """Give a frozen value as JSON writes it."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value
