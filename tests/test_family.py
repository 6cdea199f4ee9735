"""The kinds as one family: every choice is used somewhere, every reference leads back, shapes agree."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from conftest import good_base

from generators.kinds.field import Form
from generators.kinds.kind import Kind
from generators.records.record import values

GOOD = good_base()
KINDS = list(GOOD.kinds.sound.values())


# one name under one title in several shapes, and why
SHAPES: Mapping[str, str] = {
    "approved": "a moment in the life of a record; who approved a document, and on which day",
    "at": "of an event, a moment or a day; of a row, a moment",
    "audience": "a list of departments; a line of the activation message",
    "cause": "of an incident or a problem, in words; of what was not done, the record that brought it about",
    "clause": "of a standard, one of its rows; of a contract, in words",
    "code": "a row's own key; a level of an emergency, chosen from a scale",
    "declared": "a moment in the life of an incident; of what a drill restored, a moment",
    "evidence": "what shows a time, in words; the record that holds a declaration",
    "from": "a day, a moment or a time of day, as the table needs",
    "to": "as `from`",
    "kind": "fixed for a document; in a rule, a text that names a kind",
    "level": "of the contract; of a scale that a standard sets; a line of the activation message",
    "phase": "of ITSS, chosen; of a document that is followed, one of its own",
    "phases": "a document that is followed defines phases, a run names them",
    "plan": "the plan drilled; a line of the activation message",
    "reason": "in words; where clocks depend on it, chosen",
    "result": "in words; where figures are counted, chosen",
    "role": "of a script, chosen; of an emergency, in words",
    "rollback": "of a change, in words; of a runbook, a list of steps",
    "source": "how a time is known, chosen; the record that an action comes from",
    "duty": "a shift may be several at once; a row of the roster is one",
    "set": "a drill defines sets of backups, what was restored names one",
    "shifts": "the table of a contract or a roster; on a day of the roster, codes of it",
    "step": "a runbook defines steps, a run names them",
    "target": "of an obligation, in words; of a share, so many of so many",
    "version": "documents have versions as text; a template counts them",
    "workaround": "when it was in place; what it is",
}


def choices(kind: Kind) -> Iterator[tuple[str, ...]]:
    """The paths of the fields for which a code is chosen; an event's parts, and who reads a row, belong to every kind."""
    for field in kind.tree.walk():
        around = kind.field(field.at[:-1])
        if (
            field.form is Form.CHOICE
            and around.form is not Form.EVENT
            and around.marks.get("readers") != field.name
        ):
            yield field.at


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_choice_of_a_kind_is_made_in_some_good_example(kind: Kind) -> None:
    some = GOOD.facts.of_kind(kind.name)
    used = {at for at in choices(kind) if any(list(values(one.data, at)) for one in some)}
    used |= {at for at in choices(kind) for other in used if is_same_part(kind, at, other)}
    assert [at for at in choices(kind) if at not in used] == []


def test_some_row_of_the_good_examples_says_who_reads_it() -> None:
    said = {
        value
        for kind in KINDS
        for row in kind.marked("readers")
        for one in GOOD.facts.of_kind(kind.name)
        for _, value in values(one.data, (*row.at, row.marks["readers"]))
    }
    assert said == {"customer", "internal"}


def is_same_part(kind: Kind, at: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether both are the same part of a condition, which is the same wherever conditions stand."""
    tables = {field.at for field in kind.marked("conditions")}
    return at[-1] == other[-1] and {at[:-2], other[:-2]} <= tables


def test_every_reference_leads_back_from_its_target() -> None:
    lost = [
        link
        for record in GOOD.facts.records.values()
        for link in GOOD.facts.named_by(record.id)
        if link not in GOOD.facts.naming(link.target)
    ]
    assert lost == []


def test_one_name_under_one_title_has_one_shape_unless_there_is_a_reason() -> None:
    found: dict[tuple[str, str], set[Form]] = {}
    for kind in KINDS:
        for field in kind.tree.walk():
            if field.name:
                found.setdefault((field.name, field.title), set()).add(field.form)
    assert {name for (name, _), some in found.items() if len(some) > 1} == set(SHAPES)
