"""From the files of a base to everything that is known about them. Read this module first.

Read, check, link, judge: each step is a pure function that returns its result and its findings. Nothing
below this line asks a clock, Git or the disk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from generators import config
from generators.checks import check_all
from generators.checks.context import Context
from generators.codes import Severity
from generators.config import Config
from generators.finding import Finding, UserError, has_errors
from generators.judging import obligations
from generators.judging.verdict import State, Verdict
from generators.kinds import compiler
from generators.kinds.kind import Kinds
from generators.records import links, record
from generators.records.facts import Facts, gather
from generators.records.provenance import History
from generators.records.record import Text
from generators.records.validate import validate


@dataclass(frozen=True)
class KnowledgeBase:
    """Everything known at one point in time; frozen, and the only thing pages and reports look at."""

    config: Config
    kinds: Kinds
    facts: Facts
    texts: tuple[Text, ...]
    verdicts: tuple[Verdict, ...]
    findings: tuple[Finding, ...]
    now: datetime
    history: History | None

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

    def verdicts_in(self, *states: State) -> tuple[Verdict, ...]:
        """Give the judgements that are in one of the states, in the order of all."""
        found = (numbered for state in states for numbered in self._verdicts_in.get(state, ()))
        return tuple(one for _, one in sorted(found))

    def findings_in(self, path: str) -> tuple[Finding, ...]:
        """Give the findings of one file."""
        return self._findings.get(path, ())

    @cached_property
    def _verdicts(self) -> Mapping[str, tuple[Verdict, ...]]:
        index: dict[str, list[Verdict]] = defaultdict(list)
        for one in self.verdicts:
            for record_id in {one.subject, one.obligation} - {None}:
                index[str(record_id)].append(one)
        return {record_id: tuple(some) for record_id, some in index.items()}

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


def read(files: Mapping[str, bytes], now: datetime, history: History | None = None) -> KnowledgeBase:
    """Take a base from its files (path -> bytes) to facts and findings. Raises UserError for settings."""
    settings = config.read(files)
    kinds, findings = compiler.read(files)
    reading, faults = record.read(files, kinds)
    findings += faults

    faults = validate(reading.records, kinds)
    findings += faults
    wrong = {fault.place.path for fault in faults}
    obeying = {one.id: one for one in reading.records if one.path not in wrong}
    refused = {one.id: one.path for one in reading.records if one.path in wrong}

    unsound = {**reading.unread, **refused}
    contract = _default_contract(settings, obeying, unsound, kinds)
    known = links.Known(obeying, frozenset(unsound), kinds, contract)
    found, faults = links.resolve(reading, known)
    findings += faults
    context = Context(obeying, reading, files, tuple(found), kinds, contract, settings.zone, history)
    findings += check_all(context)

    wrong = {fault.place.path for fault in findings if fault.severity is Severity.ERROR}
    unsound |= {one.id: one.path for one in obeying.values() if one.path in wrong}
    facts = gather((one for one in obeying.values() if one.path not in wrong), unsound, found).at(now)
    verdicts, faults = obligations.judge(facts, kinds, contract, now, settings.zone)
    told = tuple(sorted({*findings, *faults}))
    return KnowledgeBase(settings, kinds, facts, reading.texts, verdicts, told, now, history)


def _default_contract(
    settings: Config, records: Mapping[str, record.Record], unsound: Mapping[str, str], kinds: Kinds
) -> str | None:
    """Give the record that governs where none is named: the one in the settings, else the only one."""
    governing = {one.id for one in records.values() if one.kind.term}
    for record_id, path in unsound.items():
        kind = kinds.of_path(path)
        if kinds.is_broken(path) or (kind is not None and kind.term):
            governing.add(record_id)
    if settings.contract is None:
        return next(iter(governing)) if len(governing) == 1 else None
    if settings.contract in governing:
        return settings.contract
    known = "、".join(sorted(governing)) or "（还没有合同登记）"
    raise UserError(f"{config.FILE} 的 contract 写了「{settings.contract}」，没有这份合同；可用：{known}。")
