"""What one reader sees of a base, part by part: records, links, verdicts, findings, pages, attachments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from generators.audience.circle import Circle
from generators.audience.cut import Leaf, cut, leaves
from generators.audience.documents import Documents
from generators.audience.wording import Wording
from generators.finding import Finding
from generators.judging.verdict import Trace, Verdict
from generators.kinds.field import UNKNOWN, Field, Form
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.records import attached
from generators.records.as_of import Hidden, moved
from generators.records.facts import Facts, gather
from generators.records.links import Link
from generators.records.record import OBJECT, Record, WrittenPage
from generators.records.states import States
from generators.strict_yaml import At

_CONTACTS = (Form.PHONE, Form.EMAIL)
_TEXTS = (Form.TEXT, Form.MARKDOWN)
_NAME = 60  # characters: what may be longer is no name, and stands nowhere else word for word
_SHORT = 2  # one character is no name either
_GONE = Hidden(frozenset([()]))


class Sight:
    """Everything that is left for a reader; worked out once."""

    def __init__(self, base: KnowledgeBase, circle: Circle) -> None:
        self.circle = circle
        self._base, self._all = base, base.facts.states
        known = {name: one for name, one in self._all.obeying.items() if circle.holds(one)}
        self._cuts = {name: cut(one, circle.reader) for name, one in known.items()}
        there = {*self._all.obeying, *self._all.unsound, *base.facts.hidden}
        unread = () if circle.reader.is_outside else {*self._all.unsound} - {*self._all.obeying}
        gone = there - {*known, *unread}
        self.wording = Wording(gone, self._names(), self._contacts(), is_outside=circle.reader.is_outside)

    def facts(self) -> Facts:
        """Give the records that are left, and the links between them."""
        records = MappingProxyType({name: self._record(name) for name in self._cuts})
        sound = {name: one for name, one in records.items() if name in self._all.sound}
        states = States({}, (), records, MappingProxyType(sound))
        if not self.circle.reader.is_outside:
            states = replace(states, unread=self._all.unread, refused=self._all.refused)
        left = [one for name in records for one in self._links.get(name, ())]
        hidden = {name: one for name, one in self._base.facts.hidden.items() if name in records}
        return replace(gather(states, left), hidden=MappingProxyType(hidden))

    def verdicts(self, verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
        """Give the judgements of the obligations that are left, within the reader's contract."""
        return tuple(self._verdict(one) for one in verdicts if self._concerns(one))

    def texts(self) -> tuple[WrittenPage, ...]:
        """Give the hand-written pages that are left."""
        left = [one for one in self._base.texts if self._holds_page(one)]
        gone = {one.path for one in self._base.texts} - {one.path for one in left}
        documents = Documents(gone, self.wording)
        return tuple(documents.seen(one) for one in left)

    def findings(self) -> tuple[Finding, ...]:
        """Give what was found of that which is left; a sentence on a value that is kept back is, too."""
        records = {one.path: one for one in self._all.obeying.values() if one.id in self._cuts}
        pages = {one.path for one in self._base.texts if self._holds_page(one)}
        return tuple(self._findings(records, pages))

    def attached(self, records: Mapping[str, Record]) -> Mapping[str, Mapping[str, bytes]]:
        """Give the attachments of the rows that are left; a text that tells too much is none of them."""
        found = {}
        for name, record in records.items():
            there = self._base.attached.get(name, {})
            left = {one: there[one] for one in attached.names(record.data) if one in there}
            if left := {one: data for one, data in left.items() if not self._tells(data)}:
                found[name] = left
        return found

    def _record(self, name: str) -> Record:
        """Give a record as the reader may read it; its file would tell them the rest."""
        record, found = self._all.obeying[name], self._cuts[name]
        targets = {one.at: one.target for one in self._links.get(name, ())}
        targets |= self._lost.get(name, {})
        data = self._worded(found.data, record.kind.tree, (), targets)
        is_same = not self.circle.reader.is_outside and data == record.data
        if is_same:
            return replace(record, data=data)
        return replace(record, data=data, source=b"", whole=record)

    def _worded(self, value: Any, field: Field, at: At, targets: Mapping[At, str]) -> Any:
        if isinstance(value, OBJECT):
            members = (
                (name, self._worded(one, field.children.get(name, UNKNOWN), (*at, name), targets))
                for name, one in value.items()
            )
            return MappingProxyType(dict(members))
        if isinstance(value, tuple):
            item = field.item or UNKNOWN
            return tuple(self._worded(one, item, (*at, number), targets) for number, one in enumerate(value))
        if not isinstance(value, str) or at == ("id",):
            return value
        if field.form is Form.REFERENCE:
            target = targets.get(at, value)
            if target not in self.wording.gone:
                return value
            return self.wording.stand_in(target, "" if target == value else value)
        return self.wording.text(value) if field.form in _TEXTS else value

    @cached_property
    def _links(self) -> Mapping[str, list[Link]]:
        """The links between what is left, at their new places, by source."""
        return {name: [one for one in some if one.target in self._cuts] for name, some in self._moved.items()}

    @cached_property
    def _lost(self) -> Mapping[str, Mapping[At, str]]:
        """What the other links lead to, by source and place."""
        return {
            name: {one.at: one.target for one in some if one.target not in self._cuts}
            for name, some in self._moved.items()
        }

    @cached_property
    def _moved(self) -> Mapping[str, list[Link]]:
        """The links that lead from what is left, at their new places, whatever they lead to."""
        hidden = {name: one.hidden for name, one in self._cuts.items()}
        found: dict[str, list[Link]] = {}
        for name in self._cuts:
            some = (moved(one, self._all, hidden) for one in self._base.facts.named_by(name))
            found[name] = [one for one in some if one]
        return found

    def _concerns(self, one: Verdict) -> bool:
        agreement = self.circle.agreement
        is_ours = one.contract is None or self._base.bindings.by(one.contract).agreement == agreement
        return one.obligation in self._cuts and (agreement is None or is_ours)

    def _verdict(self, one: Verdict) -> Verdict:
        return one._replace(
            subject=None if one.subject is None else self.wording.stand_in(one.subject),
            evidence=tuple(self.wording.stand_in(name) for name in one.evidence),
            trace=Trace(lambda: self.wording.text(str(one.trace))),
        )

    def _holds_page(self, page: WrittenPage) -> bool:
        return page.record_id in self._cuts if page.record_id else self.circle.holds_page(page)

    def _findings(self, records: Mapping[str, Record], pages: set[str]) -> Iterator[Finding]:
        for one in self._base.findings:
            record = records.get(one.place.path)
            if record is None:
                is_left = one.place.path in pages or not self.circle.reader.is_outside
                is_told = is_left and one.place.path not in self._paths
            else:
                is_told = not self._is_on_kept_back(record, one)
            if is_told:
                yield one._replace(message=self.wording.text(one.message))

    @cached_property
    def _paths(self) -> frozenset[str]:
        """The files of the records that are kept back."""
        return frozenset(one.path for name, one in self._all.obeying.items() if name not in self._cuts)

    def _is_on_kept_back(self, record: Record, one: Finding) -> bool:
        found = self._cuts[record.id]
        places = (record.place(*at) for at in record.paths() if found.hidden.holds(at))
        told = (str(leaf.value) for leaf in found.kept_back if leaf.field.form in (*_TEXTS, *_CONTACTS))
        return one.place in places or any(len(text) >= _SHORT and text in one.message for text in told)

    def _tells(self, data: bytes) -> bool:
        if not self.circle.reader.is_outside:
            return False
        for encoding in ("utf-8", "gb18030"):
            try:
                return self.wording.holds(data.decode(encoding))
            except UnicodeDecodeError:
                continue
        return False

    def _names(self) -> Iterator[str]:
        """Yield the names, numbers and addresses that stand in what is kept back."""
        known = (self._all.obeying[name] for name in self._cuts)
        titles = {one.title for one in known if _is_somebody(one.kind)}
        texts = {str(leaf.value) for leaf in self._kept_back() if _is_name(leaf.field)}
        for text in texts:
            if len(text) >= _SHORT and not any(text in title for title in titles):
                yield text

    def _kept_back(self) -> Iterator[Leaf]:
        for found in self._cuts.values():
            yield from found.kept_back
        for name, record in self._all.obeying.items():
            if name not in self._cuts:
                kind = record.kind
                yield from (one for one in leaves(kind.tree, record.data) if one.field.form in _CONTACTS)
                if _is_somebody(kind):
                    yield Leaf(kind.fields[kind.title_key], record.title)

    def _contacts(self) -> frozenset[str]:
        """Give the numbers and addresses that this reader may have."""
        return frozenset(
            str(leaf.value)
            for name, found in self._cuts.items()
            for leaf in leaves(self._all.obeying[name].kind.tree, found.data)
            if leaf.field.form in _CONTACTS
        )


def _is_name(field: Field) -> bool:
    """Say whether a value may be a name, number or address: short, and no code that a pattern describes."""
    if field.form in _CONTACTS:
        return True
    length = field.limits.max_length
    return field.form is Form.TEXT and not field.pattern and length is not None and length <= _NAME


def _is_somebody(kind: Kind) -> bool:
    """Say whether such records are people or bodies: they can be called, or govern others."""
    return kind.term is not None or any(kind.formed(form) for form in _CONTACTS)
