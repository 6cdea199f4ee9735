"""What the run mode of a book is given: what all books share, and the book as data; `Book` says both.

The scripts of `web/assets/kb/run/` read nothing else of a book: `tests/test_run_files.py` holds both sides.
A run becomes a record, so it is for readers who have the forms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NotRequired, TypedDict

from generators.kinds.field import Form
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import fields, limits, runs
from generators.records.record import Record
from generators.site.cells import reference
from generators.site.pages import book_calls, book_clocks, followed
from generators.site.run_exercises import Exercises, of_runs
from generators.site.run_waiver import Waiver, waiver
from generators.words import say, sentences

RUN = "outcome", "step-state"  # what a kind has that runs become
_SAID = "run.script."
_STEP = (
    "step",
    "do",
    "mandatory",
    "alters",
    "caution",
    "consent",
    "expect",
    "value",
    "gauge",
    "unit",
    "low",
    "high",
    "phase",
    "who",
)
_CALLED = {"no_consent_reason": "unasked", "within_minutes": "minutes", "counted_from": "after"}


class Deed(TypedDict):
    """What is done in one place."""

    place: str
    host: str
    note: str
    run: str


class Branch(TypedDict):
    """What is seen, and where to go on then: a step of this book, or another book and its page."""

    when: str
    then: str
    to: str
    go_to: NotRequired[str]
    book: NotRequired[str]
    book_step: NotRequired[str]


class Step(TypedDict):
    """One step that is in use; what its book does not say is not there."""

    step: str
    do: str
    mandatory: bool
    expect: NotRequired[str]
    deeds: list[Deed]
    branches: list[Branch]
    alters: NotRequired[bool]
    caution: NotRequired[str]
    consent: NotRequired[str]
    unasked: NotRequired[str]
    phase: NotRequired[str]
    who: NotRequired[str]
    minutes: NotRequired[int]  # within which it has to be done
    after: NotRequired[str]  # the step that those are counted from; without one the report
    value: NotRequired[str]
    gauge: NotRequired[str]
    unit: NotRequired[str]
    low: NotRequired[float]
    high: NotRequired[float]


class RunKind(TypedDict):
    """The kind of the record of a run: its fields in order, the columns of its tables, how it can end."""

    name: str
    fields: list[str]
    columns: dict[str, list[str]]
    outcomes: list[dict[str, str]]  # code, word; the first is the good one


class Shared(TypedDict):
    """What is the same for all books whose runs become records of one kind."""

    zone: str
    kind: RunKind
    people: list[dict[str, str]]  # id, name: who may carry it out
    standards: list[dict[str, str]]  # changes that are agreed beforehand: code, name
    call: str  # the kind of what is reported
    waiver: Waiver | None  # how it says that nobody need come
    calls: list[dict[str, str]]  # those that are not over: id, title, reported, level, target
    exercises: Exercises | None  # None where no run can be one
    say: dict[str, str]


class Own(TypedDict):
    """What is of one book."""

    book: str
    makes: str  # the kind of the record that a run of it becomes: by its name the shared part is found
    title: str
    version: str
    phases: list[dict[str, Any]]  # code, title, apart: not done with the others unless somebody goes there
    steps: list[Step]
    verification: list[dict[str, str]]  # code, do, phase
    rollback: list[dict[str, str]]
    limits: list[dict[str, Any]]  # codes of levels; spans: event, title, minutes, waived
    escalation: list[dict[str, Any]]  # condition, to, minutes
    contacts: list[dict[str, Any]]  # who, when; people: name, tel
    assets: list[dict[str, str]]  # id, title


class Book(Shared, Own):
    """A book as a run of it needs it; the scripts put it together."""


def run_kind(base: KnowledgeBase, record: Record) -> Kind | None:
    """Give the kind of the records that come of running a book; None where nobody runs it here."""
    if base.reader.is_outside or not record.data.get("steps"):
        return None
    for kind in fields.kinds_with(base, *RUN):
        ref = kind.fields[runs.book_field(kind)].ref
        if ref is not None and record.kind.name in ref.kinds:
            return kind
    return None


def shared(base: KnowledgeBase, kind: Kind) -> Shared:
    """Give what is the same for all books, in the shape that the scripts read."""
    called = limits.kind_of(base)
    return {
        "zone": str(base.config.zone),
        "kind": {
            "name": kind.name,
            "fields": [*kind.fields],
            "columns": {name: [*one.children] for name, one in kind.fields.items() if one.form is Form.TABLE},
            "outcomes": [
                {"code": str(one.code), "word": one.word} for one in fields.column(kind, "outcome").choices
            ],
        },
        "people": _people(base, kind),
        "standards": _standards(base, kind),
        "call": called.name if called else "",
        "waiver": waiver(base, called),
        "calls": list(_calls(base, called)) if called else [],
        "exercises": of_runs(base, kind),
        "say": words(),
    }


def own(base: KnowledgeBase, record: Record, kind: Kind) -> Own:
    """Give one book in the shape that the scripts read."""
    data, said = record.data, followed.word(record.kind)
    return {
        "book": record.id,
        "makes": kind.name,
        "title": record.title,
        "version": version(base, record),
        "phases": [
            {"code": one["code"], "title": one["title"], "apart": one.get("apart", False)}
            for one in data.get("phases", ())
        ],
        "steps": [_step(base, record, row) for row in data["steps"] if "until" not in row],
        "verification": [dict(row) for row in data.get("verification", ())],
        "rollback": [dict(row) for row in data.get("rollback", ())],
        "limits": [
            {
                "codes": list(one.codes),
                "spans": [
                    {
                        "event": each.event,
                        "title": each.title,
                        "minutes": each.minutes,
                        "waived": each.may_be_waived,
                    }
                    for each in one.spans
                ],
            }
            for one in book_clocks.clocks(base, record)
        ],
        "escalation": [
            {"condition": row["condition"], "to": row["to"], "minutes": row.get("within_minutes", 0)}
            for row in data.get("escalation", ())
        ],
        "contacts": [
            {
                "who": one.who,
                "when": one.when,
                "people": [{"name": each.ref.title, "tel": each.tel} for each in one.people],
            }
            for one in book_calls.calls(base, data.get(said.calls if said else "", ()))
        ],
        "assets": [{"id": one, "title": reference(base, one).title} for one in data.get("assets", ())],
    }


def version(base: KnowledgeBase, record: Record) -> str:
    """Name the text of a book as it is followed: as `sha256sum` of its file begins."""
    return next((one.version for one in base.texts if one.record_id == record.id), "")


def words() -> dict[str, str]:
    """Give what the scripts say."""
    return {key.removeprefix(_SAID): text for key, text in sentences().items() if key.startswith(_SAID)}


def _step(base: KnowledgeBase, record: Record, row: Mapping[str, Any]) -> Step:
    place = record.kind.field(("commands", 0, "place"))
    deeds = (one for one in record.data.get("commands", ()) if one["step"] == row["step"])
    branches = (one for one in record.data.get("branches", ()) if one["step"] == row["step"])
    told: Any = {name: row[name] for name in _STEP if name in row}
    told |= {ours: row[name] for name, ours in _CALLED.items() if name in row}
    told["deeds"] = [
        {
            "place": place.word(one["place"]),
            "host": one.get("host", ""),
            "note": one.get("note", ""),
            "run": one.get("run", ""),
        }
        for one in deeds
    ]
    told["branches"] = [_branch(base, record, one) for one in branches]
    step: Step = told
    return step


def _branch(base: KnowledgeBase, record: Record, row: Mapping[str, Any]) -> Branch:
    told: Branch = {"when": row["when"], "then": row.get("then", ""), "to": ""}
    if "go_to" in row:
        told |= {"go_to": row["go_to"], "to": _title(record, row["go_to"])}
    elif "book" in row:
        other = base.facts.get(row["book"])
        ref = reference(base, row["book"])
        step = row.get("book_step", "")
        named = _title(other, step) if other is not None and step else ""
        told |= {
            "book": row["book"],
            "book_step": step,
            "to": say("runbook.book", title=ref.title) + named,
        }
    return told


def _title(record: Record, code: str) -> str:
    return next((str(row["do"]) for row in record.data.get("steps", ()) if row["step"] == code), code)


def _people(base: KnowledgeBase, kind: Kind) -> list[dict[str, str]]:
    operator = kind.fields.get("operator")
    names = operator.ref.kinds if operator is not None and operator.ref else ()
    sound = (base.kinds.sound[name] for name in names if name in base.kinds.sound)
    known = (one for each in sound for one in fields.records(base, each))
    return [{"id": one.id, "name": one.title} for one in known]


def _standards(base: KnowledgeBase, kind: Kind) -> list[dict[str, str]]:
    """Give the rows that a run may name instead of a change, of the contract that binds by itself."""
    field = kind.fields.get("standard_change")
    part = field.ref.part if field is not None and field.ref else None
    contract = base.facts.get(base.config.contract or "")
    if contract is None or part is None or part not in contract.kind.parts:
        return []
    codes = [str(row[contract.kind.parts[part].marks["key"]]) for row in contract.data.get(part, ())]
    return [{"code": one, "name": contract.row_title(part, one)} for one in codes]


def _calls(base: KnowledgeBase, kind: Kind) -> Iterator[dict[str, str]]:
    """Yield the calls that are not over, the newest first, with what a run of a book takes from them."""
    for one in reversed(fields.records(base, kind)):
        ends = (kind.stop, kind.role("withdrawn"))
        reported = one.data.get(kind.start)
        if any(name in one.data for name in ends):
            continue
        things = (reference(base, str(name)).title for name in one.data.get("assets", ()))
        yield {
            "id": one.id,
            "title": one.title,
            "reported": str(reported if isinstance(reported, str) else dict(reported or {}).get("at", "")),
            "level": str(one.data.get(kind.role("level"), "")),
            "target": next(things, ""),
        }
