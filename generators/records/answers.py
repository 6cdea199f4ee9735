"""What somebody answered to the notices on a record, and which of those that doubt it nobody has answered.

An answer stands in the record that the notice is on: which notice, why, and who says so. The notice stays,
with the answer in it; only the doubt is gone. An answer that is not given yet at the moment of judgement
counts for nothing, and one to a notice that nobody made is itself a notice. Who did the thing, or held no
post when answering, may say why, which is told beside the notice, but takes no doubt away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

from generators.codes import CODES, Severity
from generators.finding import Finding, finding
from generators.kinds.kind import Kind
from generators.records.moment import moment
from generators.records.posts import held
from generators.records.record import Record
from generators.records.states import States

_DAY = len("2026-01-01")


class Answer(NamedTuple):
    """What was said to a notice, and by whom, in words."""

    code: str
    reason: str
    by: str


class Doubt(NamedTuple):
    """That a record proves nothing, for one reason; or that only some fields of it do not."""

    code: str
    about: frozenset[str] | None  # all of it
    answer: Answer | None

    def touches(self, read: frozenset[str] | None) -> bool:
        """Say whether it is about what somebody read of the record: these fields, or all of it."""
        return self.about is None or read is None or not self.about.isdisjoint(read)


Doubts = Mapping[str, tuple[Doubt, ...]]  # by record
# what alone is doubted, by the word that a code names
_ABOUT: Mapping[str, Callable[[Kind], frozenset[str]]] = MappingProxyType(
    {"accounts": lambda kind: kind.accounted}
)


def doubts(findings: Iterable[Finding], states: States, now: datetime) -> Doubts:
    """Tell of each record what doubts it, answered or not."""
    known, raised = {one.path: one for one in states.obeying.values()}, defaultdict(list)
    for one in findings:
        if CODES[one.code].doubts and one.place.path in known:
            raised[one.place.path].append(one)
    found = {}
    for path, some in sorted(raised.items()):
        record = known[path]
        given = [one for one in _given(record, states, now) if not unfit(record, one.row, states)]
        said: defaultdict[str, list[Answer | None]] = defaultdict(list)
        for one in sorted(some):
            said[one.code].append(_answer(one, given))
        found[record.id] = tuple(
            Doubt(code, _about(record, code), answer)
            for code, some_answers in sorted(said.items())
            for answer in ([None] if None in some_answers else dict.fromkeys(some_answers))
        )
    return MappingProxyType(found)


def _about(record: Record, code: str) -> frozenset[str] | None:
    only = CODES[code].only
    return _ABOUT[only](record.kind) if only else None


def answered(findings: Iterable[Finding], states: States, now: datetime) -> Iterator[Finding]:
    """Give the same findings, the answers in the words of those that have one; and the answers to nothing.

    What only Git can say may stand although nobody read Git this time: an answer to that is to something.
    """
    found = list(findings)
    raised = {(one.place.path, one.code) for one in found if one.severity is Severity.NOTICE}
    answers = {}
    for record in states.obeying.values():
        for index, row in enumerate(record.data.get(record.kind.role("answers"), ())):
            code = str(row["code"])
            if (record.path, code) not in raised and not (code in CODES and CODES[code].needs_history):
                text = f"这条登记没有提示「{code}」；{CODES['answer-to-nothing'].remedy}"
                place = record.place(record.kind.role("answers"), index, "code")
                yield finding(place, "answer-to-nothing", text)
        answers[record.path] = list(_given(record, states, now))
    for one in found:
        answer = _answer(one, answers.get(one.place.path, ()))
        if answer is None or one.severity is Severity.ERROR:
            yield one
        else:
            yield one._replace(message=f"{one.message}已答复：{answer.reason}（{answer.by}）。")


def unfit(record: Record, row: Mapping[str, Any], states: States) -> str | None:
    """Give the code of what is wrong with who answers: did it himself (`x-differs`), or held no post."""
    by, written = str(row["by"]), row.get("at")
    doers = {record.data.get(field.marks["differs"]) for field in record.kind.marked("differs")}
    if by in doers:
        return "same-person"
    person = states.get(by)
    is_there = person is None or written is None or held(person, date.fromisoformat(written[:_DAY]))
    return None if is_there else "wrong-side"


class _Given(NamedTuple):
    """An answer with its row, and how many to the same code stand before it."""

    row: Mapping[str, Any]
    answer: Answer
    number: int


def _given(record: Record, states: States, now: datetime) -> Iterator[_Given]:
    """Yield the answers that were given by then."""
    numbers: defaultdict[str, int] = defaultdict(int)
    for row in record.data.get(record.kind.role("answers"), ()):
        at, code = moment(row.get("at"), UTC), str(row["code"])
        if at is None or at.latest <= now:
            answer = Answer(code, str(row["reason"]).rstrip("。"), _who(row, states))
            yield _Given(row, answer, numbers[code])
        numbers[code] += 1


def _answer(to: Finding, given: Iterable[_Given]) -> Answer | None:
    """Give the last answer to a finding; what had been said before it came to be is none."""
    fit = [one.answer for one in given if one.answer.code == to.code and one.number >= to.answered_before]
    return fit[-1] if fit else None


def _who(row: Mapping[str, Any], states: States) -> str:
    person = states.get(str(row["by"]))
    return f"{person.title} {person.id}" if person else str(row["by"])
