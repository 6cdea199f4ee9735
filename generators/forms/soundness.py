"""What holds beyond the schema and a form tells before the import does: a closed list, as data.

Each part of it says what the check of the same matter looks at; a form finds what that check would, with the
same code. These are the codes that a form repeats:

- order of times (`checks/order`): `stop-before-start`, `without-length`, `events-out-of-order`,
  `event-without-time`;
- the term (`checks/term`): `outside-term`, where the record says it by itself: before the first day always,
  after the last one only if nothing it is about and nothing it names may lie within;
- privacy (`checks/privacy`): `secret`, `resident-identity`, `mobile-number`, `bank-card`, and the doubtful
  `perhaps-secret`, `perhaps-personal`;
- references (`records/links`): `voided-reference`;
- wholeness (`checks/whole`): `row-missing`, `count-missing`, for tables that are measured by a number, by
  choices, by days or by the rows of a record that is named. What other records give (`before`, `records`)
  only the import tells.

What has not happened yet (`draft-ahead`) a form tells as the import does.
The check has no word for it: it may look back.

Every other code only the import tells, and every notice that a schema declares by conditions (`x-notices`),
whatever its code: it has all records, all files and the history. `tests/naive_form.py` is the pattern for
what the browser does with this data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generators.forms import shapes
from generators.kinds.field import Field, Form
from generators.kinds.kind import Kind, Kinds
from generators.kinds.pruned import Left
from generators.records import ahead

CODES = (
    "stop-before-start", "without-length", "events-out-of-order", "event-without-time", "outside-term",
    "secret", "resident-identity", "mobile-number", "bank-card", "perhaps-secret", "perhaps-personal",
    "voided-reference", "row-missing", "count-missing",
)  # fmt: skip


def sound(kind: Kind, tree: Field, kinds: Kinds, left: Left) -> shapes.Sound:
    """Give what a form of a kind, cut to the fields of `tree`, looks at."""
    names, ends = tree.children, "approved" if kind.is_document else kind.stop
    return {
        "start": kind.start if kind.start in names else "",
        "done": ends,
        "about": [one for one in kind.about_fields if one in names],
        "events": _events(kind, names),
        "timed": [list(one.at) for one in tree.walk() if one.form is Form.EVENT],
        "past": [list(one) for one in ahead.paths(tree)],
        "periods": list(_periods(kind, tree)),
        "term": _term(kind, kinds, left),
        "voided": [
            {"at": list(one.at), "kinds": list(one.kinds)}
            for one in kind.references
            if one.part is None and _is_left(one.at, left)
        ],
        "whole": list(_whole(tree, kinds)) if ends in ("", *names) else [],
    }


def _events(kind: Kind, names: Mapping[str, Field]) -> list[shapes.Event]:
    def known(name: str | None) -> str | None:
        return name if name in names else None

    return [
        {
            "name": one.name,
            "role": one.role,
            "after": known(one.after),
            "before": known(one.before),
            "by": known(one.by),
        }
        for one in kind.events
        if one.name in names
    ]


def _periods(kind: Kind, tree: Field) -> Iterator[shapes.Period]:
    for field in tree.walk():
        begin, end = field.marks.get("period", ("", ""))
        if begin in field.children and end in field.children:
            is_duty = "duty" in kind.field(field.at[:1]).marks  # of which only the import tells
            is_moment = field.children[begin].form is Form.MOMENT
            yield {"at": list(field.at), "begin": begin, "end": end, "lasts": is_moment and not is_duty}


def _term(kind: Kind, kinds: Kinds, left: Left) -> shapes.Term | None:
    """Tell where the contract stands and which other records, if named, may lie within its term."""
    governing = {one.name for one in kinds.sound.values() if one.term}
    governed = {name for name, one in kinds.sound.items() if _naming(one, governing)} - governing
    paths = [one for one in kind.references if one.part is None and _is_left(one.at, left)]
    named = [name for name in _naming(kind, governing) if left((name,))]
    if kind.term or not named or not kind.start:
        return None
    duplicate = kind.role("duplicate")
    excusing = [list(one.at) for one in paths if governed & {*one.kinds} and one.at[:1] != (duplicate,)]
    return {"contract": named, "excusing": excusing}


def _naming(kind: Kind, governing: set[str]) -> list[str]:
    """Give the fields of a record that may name what governs it."""
    return [
        one.at[0] for one in kind.references if len(one.at) == 1 and not one.part and governing & {*one.kinds}
    ]


def _whole(tree: Field, kinds: Kinds) -> Iterator[shapes.Whole]:
    for table, measure in tree.marks.get("whole", {}).items():
        field = tree.children.get(table)
        if field is None or not {*measure.get("when", {})} <= {*tree.children}:
            continue
        asked: shapes.Whole = {
            "table": table,
            "when": measure.get("when", {}),
            "optional": measure.get("optional", False),
        }
        if "count" in measure:
            if isinstance(measure["count"], int) or measure["count"] in tree.children:
                yield {**asked, "count": measure["count"]}
        elif measure["by"] in field.children and not {"before", "records"} & {*measure}:
            found = _column(field.children[measure["by"]], measure, kinds)
            yield {**asked, "by": measure["by"], **found}


def _column(column: Field, measure: Mapping[str, Any], kinds: Kinds) -> shapes.Whole:
    """Tell what the column must hold: days, codes, or the keys of the rows that it may name."""
    if "days" in measure:
        return {"days": True}
    if column.ref and column.ref.part and "among" not in measure:
        owners, part = [*column.ref.kinds], column.ref.part
        since = kinds.sound[owners[0]].parts[part].marks.get("at")
        where, within = measure.get("where", {}), measure.get("within", {})
        found: shapes.Whole = {"owners": owners, "part": part, "of": column.ref.of, "since": since}
        return {**found, "where": where, "within": within}
    return {"codes": measure.get("among", [one.code for one in column.choices])}


def _is_left(at: tuple[str, ...], left: Left) -> bool:
    return all(left(at[:depth]) for depth in range(1, len(at) + 1))
