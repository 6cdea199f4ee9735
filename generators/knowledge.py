"""From the files of a base to everything that is known about them. Read this module first.

Read, check, link, judge: each step is a pure function that returns its result and its findings. Nothing
below this line asks a clock, Git or the disk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Any

from generators import config, published
from generators.checks import check_all, check_history
from generators.checks.context import Context
from generators.checks.followed import held
from generators.config import Config
from generators.finding import Finding, has_errors
from generators.judging import obligations
from generators.judging.memory import Judged
from generators.judging.spoken_obligation import Spoken, spoken
from generators.judging.verdict import State, Verdict
from generators.kinds.kind import Kind, Kinds
from generators.records import answers, as_of, attached, binding, links, record, sealing
from generators.records.binding import Bindings
from generators.records.editions import Held
from generators.records.facts import Facts, gather
from generators.records.memory import Obeying, Said
from generators.records.provenance import History
from generators.records.reader import ALL, Reader
from generators.records.record import Record, WrittenPage
from generators.records.sealing import Mark
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
    held: Mapping[str, Held] = field(
        default_factory=dict
    )  # of records that followed a document, against what
    assets: frozenset[str] = frozenset()  # the files under docs/ that pages may show: all that is published
    reader: Reader = ALL  # for whom it was cut, if it was
    sealed: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)  # of records, which seals hold them

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
    def kept(self) -> dict[object, Any]:
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


@dataclass
class Memory:
    """What one reading of a base leaves for the next one: it spares work and never changes an answer."""

    obeying: Obeying = field(default_factory=Obeying)
    said: Said | None = field(default_factory=Said)  # None for who reads but once
    judged: Judged | None = field(default_factory=Judged)  # as well
    _last: tuple[KnowledgeBase, Context] | None = None

    def same(
        self, files: Mapping[str, bytes], now: datetime, history: History | None
    ) -> KnowledgeBase | None:
        """Give the base read last, if only its history is new and that says nothing else of the records."""
        if self._last is None:
            return None
        base, context = self._last
        if now.isoformat() != base.now.isoformat() or files != context.files:
            return None
        is_same = check_history(context) == check_history(context._replace(history=history))
        if not is_same:
            return None
        return replace(base, history=history, held=held(context._replace(history=history)))

    def keep(self, base: KnowledgeBase, context: Context) -> KnowledgeBase:
        """Remember what was read until something else is."""
        self.obeying.keep(context.states.obeying)
        if self.said:
            self.said.leave(context.files)
        self._last = base, context
        return base


def read(
    files: Mapping[str, bytes], now: datetime, history: History | None = None, memory: Memory | None = None
) -> KnowledgeBase:
    """Take a base from its files (path -> bytes) to facts and findings. Raises UserError for settings.

    Who reads it again and again gives the same `memory` each time.
    """
    settings = config.read(files)
    memory = memory or Memory(said=None, judged=None)
    kinds, findings = memory.obeying.kinds(files)
    reading, faults = record.read(files, kinds, memory.obeying.known)
    findings += faults
    states, faults = validate(reading, kinds)
    findings += faults
    texts = reading.texts
    del reading  # its plain values would weigh as much as the frozen ones
    bindings = binding.read(states, kinds, settings)
    found, faults = links.resolve(texts, links.Known(states, kinds, bindings))
    findings += faults
    context = Context(states, files, tuple(found), kinds, bindings, now, history, memory.said)
    findings += check_all(context)

    facts = gather(states.settled(findings), found).at(now, settings.zone)
    if facts.hidden:  # from here on nothing knows what was still to come
        findings = as_of.told(findings, states.obeying, facts.hidden)
        bindings = bindings.then(facts.states)
        known = links.Known(facts.states, kinds, bindings)
        torn = as_of.torn(found, facts.hidden)
        facts = facts.anew({name: links.of(facts.states.obeying[name], known) for name in torn})
    doubts = answers.doubts(findings, facts.states, now)
    verdicts, faults = obligations.judge(facts, kinds, bindings, now, doubts, memory.judged)
    told = tuple(sorted({*answers.answered({*findings, *faults}, facts.states, now)}))
    counting, beside = (tuple(one for one in verdicts if one.counts is counts) for counts in (True, False))
    base = KnowledgeBase(
        settings, kinds, facts, texts, counting, beside, told, now, history, bindings,
        attached.attached(facts.records.values(), files), held(context),
        published.shown(files, settings.office),
        sealed=sealing.marks(facts.records, files, bindings, now),
    )  # fmt: skip
    return memory.keep(base, context)
