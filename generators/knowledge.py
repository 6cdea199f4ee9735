"""From the files of a base to everything that is known about them. Read this module first.

Read, check, link, judge: each step is a pure function that returns its result and its findings. Nothing
below this line asks a clock, Git or the disk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from generators import config
from generators.checks import check_all
from generators.checks.context import Context
from generators.config import Config
from generators.finding import Finding, has_errors
from generators.judging import obligations
from generators.judging.spoken_obligation import Spoken, spoken
from generators.judging.verdict import State, Verdict
from generators.kinds.kind import Kind, Kinds
from generators.records import answers, as_of, attached, binding, links, record
from generators.records.binding import Bindings
from generators.records.facts import Facts, gather
from generators.records.memory import Memory
from generators.records.provenance import History
from generators.records.reader import ALL, Reader
from generators.records.record import Record, WrittenPage
from generators.records.validate import validate


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything known at one point in time; frozen, and the only thing pages and reports look at."""

    config: Config
    kinds: Kinds
    facts: Facts
    texts: tuple[WrittenPage, ...]
    verdicts: tuple[Verdict, ...]  # those that count: one for each thing that is judged
    beside: tuple[Verdict, ...]  # what readings that do not count would give, in the same order
    findings: tuple[Finding, ...]
    now: datetime
    history: History | None
    bindings: Bindings
    # the attachments by record and name
    attached: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict)
    reader: Reader = ALL  # for whom it was cut, if it was

    @property
    def shown(self) -> tuple[Kind, ...]:
        """The kinds of which the reader may see records, in the order of the rooms."""
        return tuple(kind for kind in self.kinds.sound.values() if self.reader.may(kind.audience))

    @property
    def has_errors(self) -> bool:
        """Whether anything is wrong that stops the site."""
        return has_errors(self.findings)

    def verdicts_on(self, record_id: str) -> tuple[Verdict, ...]:
        """Give the judgements on a record; for an obligation, all of its own."""
        return self._verdicts.get(record_id, ())

    def verdicts_of(self, obligation_id: str) -> tuple[Verdict, ...]:
        """Give the judgements of an obligation."""
        return self._verdicts_of.get(obligation_id, ())

    def beside_on(self, record_id: str) -> tuple[Verdict, ...]:
        """Give what other readings would give for a record; for an obligation, for all that it judges."""
        return self._beside.get(record_id, ())

    def verdicts_in(self, *states: State) -> tuple[Verdict, ...]:
        """Give the judgements that are in one of the states, in the order of all."""
        found = (numbered for state in states for numbered in self._verdicts_in.get(state, ()))
        return tuple(one for _, one in sorted(found))

    def spoken(self, obligation: Record) -> Spoken:
        """Say in words how an obligation is judged at this moment."""
        return spoken(next(obligations.asks(obligation, self.facts, self.kinds, self.bindings, self.now)))

    def findings_in(self, path: str) -> tuple[Finding, ...]:
        """Give the findings of one file."""
        return self._findings.get(path, ())

    @cached_property
    def kept(self) -> dict[object, object]:
        """What was measured of the base once; only `measures.once` looks in here."""
        return {}

    @cached_property
    def _verdicts(self) -> Mapping[str, tuple[Verdict, ...]]:
        return _by_record(self.verdicts)

    @cached_property
    def _beside(self) -> Mapping[str, tuple[Verdict, ...]]:
        return _by_record(self.beside)

    @cached_property
    def _verdicts_of(self) -> Mapping[str, tuple[Verdict, ...]]:
        index: dict[str, list[Verdict]] = defaultdict(list)
        for one in self.verdicts:
            index[one.obligation].append(one)
        return {obligation_id: tuple(some) for obligation_id, some in index.items()}

    @cached_property
    def _verdicts_in(self) -> Mapping[State, list[tuple[int, Verdict]]]:
        index: dict[State, list[tuple[int, Verdict]]] = defaultdict(list)
        for number, one in enumerate(self.verdicts):
            index[one.state].append((number, one))
        return index

    @cached_property
    def _findings(self) -> Mapping[str, tuple[Finding, ...]]:
        index: dict[str, list[Finding]] = defaultdict(list)
        for one in self.findings:
            index[one.place.path].append(one)
        return {path: tuple(some) for path, some in index.items()}


def _by_record(verdicts: tuple[Verdict, ...]) -> Mapping[str, tuple[Verdict, ...]]:
    index: dict[str, list[Verdict]] = defaultdict(list)
    for one in verdicts:
        for record_id in {one.subject, one.obligation} - {None}:
            index[str(record_id)].append(one)
    return {record_id: tuple(some) for record_id, some in index.items()}


def read(
    files: Mapping[str, bytes], now: datetime, history: History | None = None, memory: Memory | None = None
) -> KnowledgeBase:
    """Take a base from its files (path -> bytes) to facts and findings. Raises UserError for settings.

    Who reads it again and again gives the same `memory` each time.
    """
    settings = config.read(files)
    memory = memory or Memory()
    kinds, findings = memory.kinds(files)
    reading, faults = record.read(files, kinds, memory.obeying)
    findings += faults

    states, faults = validate(reading, kinds)
    findings += faults
    memory.keep(states.obeying)
    texts = reading.texts
    del reading  # its plain values would weigh as much as the frozen ones

    bindings = binding.read(states, kinds, settings)
    found, faults = links.resolve(texts, links.Known(states, kinds, bindings))
    findings += faults
    findings += check_all(Context(states, files, tuple(found), kinds, bindings, now, history))

    states = states.settled(findings)
    facts = gather(states, found).at(now, settings.zone)
    if facts.hidden:  # from here on nothing knows what was still to come
        findings = as_of.told(findings, states.obeying, facts.hidden)
        bindings = bindings.then(facts.states)
        known = links.Known(facts.states, kinds, bindings)
        torn = as_of.torn(found, facts.hidden)
        facts = facts.anew({name: links.of(facts.states.obeying[name], known) for name in torn})
    doubts = answers.doubts(findings, facts.states, now)
    verdicts, faults = obligations.judge(facts, kinds, bindings, now, doubts)
    told = tuple(sorted({*answers.answered({*findings, *faults}, facts.states, now)}))
    counting, beside = (tuple(one for one in verdicts if one.counts is counts) for counts in (True, False))
    files_of = attached.attached(facts.records.values(), files)
    return KnowledgeBase(
        settings, kinds, facts, texts, counting, beside, told, now, history, bindings, files_of
    )
