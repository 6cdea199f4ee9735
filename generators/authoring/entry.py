"""The one way to write a record: drafts and the files of a base in, the new files and what to tell out.

Pure. A draft is given its id, written, and read with the whole base: whatever the check would find that it
does not find today is told at the spot where the author wrote the value, and an error keeps the draft out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from generators import knowledge
from generators.authoring import claims
from generators.authoring.attaching import attach
from generators.authoring.claims import RECORDED
from generators.authoring.draft import Draft, Entry, Spot, Told, Why
from generators.authoring.numbers import Numbers
from generators.authoring.opened import Opened
from generators.authoring.plain import ordered, refused, renamed, without
from generators.authoring.repeats import Repeats
from generators.authoring.yaml_text import written
from generators.finding import Finding
from generators.kinds.faults import Fault, checker
from generators.kinds.kind import Kind
from generators.kinds.telling import Medium
from generators.kinds.telling import told as sentence
from generators.knowledge import KnowledgeBase, Memory
from generators.progress import Watch, unwatched
from generators.refusal import Refusal
from generators.strict_yaml import At, load, positions

_MISSING = "required"  # the keyword of what is not there


class _Made(NamedTuple):
    """What a draft became: its record as it would be written, its other files, what is wrong by itself."""

    path: str
    text: bytes
    files: Mapping[str, bytes]  # its attachments
    told: tuple[Told, ...]  # nothing more is asked of a record of which something is told here


def enter(  # noqa: PLR0913 - what a reader of the same base may have ready
    files: Mapping[str, bytes],
    drafts: Sequence[Draft],
    now: datetime,
    *,
    valid_only: bool = False,
    before: KnowledgeBase | None = None,
    memory: Memory | None = None,
    watch: Watch = unwatched,
) -> Entry:
    """Make records of drafts; unless `valid_only`, all or none. `before` is the base of these very files."""
    base = before or knowledge.read(files, now, None, memory)
    entering = _Entering(base, files, drafts, now, memory)
    entering.make(watch)
    watch("检查全库", ())
    refused = entering.settle(valid_only=valid_only)
    is_held = bool(refused) and not valid_only
    kept = [] if is_held else [one for one in entering.made if one not in refused]
    found: dict[str, bytes] = {}
    for number in kept:
        made = entering.made[number]
        found |= {**made.files, made.path: made.text}
    told = tuple(
        tuple(sorted({*some, *entering.found.get(number, ())})) for number, some in enumerate(entering.told)
    )
    return Entry(found, tuple(entering.ids), told, frozenset(refused), frozenset(entering.there), now)


class _Entering:
    """Drafts on their way into a base."""

    def __init__(
        self,
        base: KnowledgeBase,
        files: Mapping[str, bytes],
        drafts: Sequence[Draft],
        now: datetime,
        memory: Memory | None,
    ) -> None:
        self.base, self.files, self.drafts, self.now, self.memory = base, files, drafts, now, memory
        self.ids: list[str | None] = [None] * len(drafts)
        self.told: list[list[Told]] = [list(one.told) for one in drafts]
        self.found: dict[int, list[Told]] = {}  # by reading the base with the drafts in it
        self.made: dict[int, _Made] = {}
        self.there: set[int] = set()
        self._numbers = Numbers(files, now, base.config.zone)
        self._kinds = {
            number: kind
            for number, draft in enumerate(drafts)
            if (kind := base.kinds.sound.get(draft.kind)) and kind.is_document == (draft.body is not None)
        }
        self._checks = {kind.name: checker(kind) for kind in self._kinds.values()}

    def make(self, watch: Watch) -> None:
        """Give every draft its id, then write each with the ids of the others in it."""
        names: dict[str, str] = {}
        self._numbers.leave(
            str(draft.data.get("id")) for draft in self.drafts if draft.opened is None and "id" in draft.data
        )
        repeats = Repeats(self._there(), self._kinds.values())
        for number, draft in enumerate(self.drafts):
            if number not in self._kinds:
                text = f"没有能这样登记的类别「{draft.kind}」；写类别代码，文档类的请直接写文件。"
                self.told[number].append(Told(draft.spot(()), Why.KIND, text))
            elif fault := refused(draft.data):
                self.told[number].append(Told(draft.spot(fault.at), fault.code, fault.message))
            else:
                self._name(names, number, repeats)
                own = draft.data.get("id")
                if isinstance(own, str) and (given := self.ids[number]):
                    names[own] = given
        for number in watch("检查", [*self._kinds]):
            if self.ids[number] and number not in self.there:
                made = self._written(number, names)
                self.told[number] += made.told
                if made.text == self.files.get(made.path):
                    self._leave(number, self.ids[number] or "")
                else:
                    self.made[number] = made

    def _there(self) -> Iterator[tuple[Kind, str, Mapping[str, Any]]]:
        """Yield what is recorded, whole: the base shows a part of what is still to come, or none."""
        hidden = self.base.facts.hidden
        yield from (
            (one.kind, one.id, one.data) for one in self.base.facts.states.read if one.id not in hidden
        )
        for record_id in hidden:
            kind = self.base.kinds.of_id(record_id)
            there = self.files.get(kind.home(record_id) or "") if kind and not kind.is_document else None
            if kind and there is not None:
                yield kind, record_id, load(there)

    def _name(self, names: dict[str, str], number: int, repeats: Repeats) -> None:
        """Give a draft its id, or say why there is none."""
        draft, kind = self.drafts[number], self._kinds[number]
        own, spot = str(draft.data.get("id") or ""), draft.spot(("id",))
        data = renamed(kind, draft.data, names)
        is_whole = not any(one.refuses for one in draft.told)
        if draft.opened is not None:
            self.ids[number] = own if kind.home(own) else None
            if self.ids[number] is None:
                self.told[number].append(Told(spot, Why.GONE, f"编号「{own}」不是「{kind.title}」的；改正。"))
        elif is_whole and (same := repeats.there(kind, data, draft.attachments)):
            self._leave(number, same)
        elif is_whole and (twin := repeats.beside(kind, data, draft.attachments, number)) is not None:
            text = f"与{self._called(twin)}完全一样；多写的就删掉，不是一回事就写出区别。"
            self.told[number].append(Told(draft.spot(()), Why.TWICE, text))
        elif own in names:
            self.told[number].append(Told(spot, Why.TWICE, f"编号「{own}」在这次交的里写了两次；改一个。"))
        elif kind.home(own) and self._numbers.is_taken(own):
            text = f"编号 {own} 已是另一条登记；要改它，从它的页面打开再改；是新的一条就不写编号。"
            self.told[number].append(Told(spot, Why.TAKEN, text))
        elif kind.home(own):
            self._numbers.take(own)
            self.ids[number] = own
        elif (period := self._numbers.of_period(kind, draft.data)) and self._is_same_contract(
            kind, period, draft
        ):
            text = f"这一期已经有 {period}；要改它，从它的页面打开再改。"
            self.told[number].append(Told(spot, Why.TAKEN, text))
        else:
            self.ids[number] = self._numbers.give(kind, draft.data)
            if self.ids[number] is None:
                help_, example = kind.fields["id"].help, kind.fields["id"].example()
                text = f"排不出编号，要自己写：{help_}例如 {example}。"
                self.told[number].append(Told(spot, Why.NUMBER, text))

    def _leave(self, number: int, same: str) -> None:
        """Say that the record is there already, word for word."""
        self.ids[number] = same
        self.there.add(number)
        text = f"一模一样的登记已经有了：{same}；没有再写。"
        self.told[number].append(Told(self.drafts[number].spot(()), Why.THERE, text))

    def _is_same_contract(self, kind: Kind, record_id: str, draft: Draft) -> bool:
        """Say whether the record of a period is there already, for the same contract."""
        there = self.files.get(kind.home(record_id) or "")
        if there is None:
            return False
        try:
            data = load(there)
        except Refusal:
            return True
        meant = self.base.config.contract
        return bool(data.get("contract", meant) == draft.data.get("contract", meant))

    def _written(self, number: int, names: Mapping[str, str]) -> _Made:
        draft, kind = self.drafts[number], self._kinds[number]
        record_id = self.ids[number] or ""
        home = kind.home(record_id) or ""
        data = {**draft.data, "id": record_id}
        if draft.opened is None and RECORDED in kind.fields:
            data.setdefault(RECORDED, self.now.isoformat(timespec="seconds"))
        data = renamed(kind, data, names)
        attached = attach(kind, home, data, draft, self.files)
        data = ordered(kind.tree, attached.data)
        faults = self._checks[kind.name](data)
        told = [
            *attached.told,
            *_sentences(kind, draft, [one for one in faults if one.at not in attached.missing]),
        ]
        if faults:  # the rest is looked at all the same, if it can be a record
            data = without(data, [fault.at for fault in faults if fault.keyword != _MISSING])
            if self._checks[kind.name](data):
                return _Made(home, b"", {}, tuple(told))  # unread, so that others may name it
        told += claims.to_come(kind, draft, data, self.now, self.base.config.zone)
        if draft.opened is None:
            told += claims.told(kind, draft, data, self.now, self.base.config.zone)
            return _Made(home, _text(data, draft.body), attached.files, tuple(told))
        opened = Opened(self.base, kind, record_id, self.files.get(home))
        told += opened.faults(draft, data, self.now)
        return _Made(home, b"" if told else opened.text(data), attached.files, tuple(told))

    def settle(self, *, valid_only: bool) -> set[int]:
        """Read the base with the drafts in it; if the rest is to be kept, again without those it refuses."""
        left = list(self.made)
        while True:
            self.found = {number: some for number, some in self.found.items() if number not in left}
            for number, told in self._found(left):
                self.found.setdefault(number, []).append(told)
            refused = {number for number in range(len(self.drafts)) if self._is_refused(number)}
            if not valid_only or not refused & set(left):
                return refused
            left = [number for number in left if number not in refused]

    def _is_refused(self, number: int) -> bool:
        return any(one.refuses for one in (*self.told[number], *self.found.get(number, ())))

    def _found(self, left: Sequence[int]) -> Iterator[tuple[int, Told]]:
        """Yield what is found with these drafts in the base and not without them."""
        if not left:
            return
        files, unread = dict(self.files), set()
        for number in left:
            made = self.made[number]
            files |= {**made.files, made.path: made.text}
            unread |= set() if made.text else {made.path}
        after = knowledge.read(dict(sorted(files.items())), self.now, self.base.history, self.memory)
        known = {(one.place.path, one.code, one.message) for one in self.base.findings}
        for one in after.findings:
            if (one.place.path, one.code, one.message) not in known and one.place.path not in unread:
                yield from self._at(one, left)

    def _at(self, one: Finding, left: Sequence[int]) -> Iterator[tuple[int, Told]]:
        """Lead a finding back to its draft; one on another file to those that it names, else to all."""
        here = [
            number for number in left if one.place.path in (self.made[number].path, *self.made[number].files)
        ]
        if here:
            number = here[0]
            made = self.made[number]
            is_its = one.place.path == made.path  # else it is that of an attachment
            is_its = is_its and self.drafts[number].body is None  # what is found in prose has no value
            at = _value_at(made.text, one.place.line, one.place.column) if is_its else ()
            spot = self.drafts[number].spot(at)
            if (spot, one.code) not in {(each.spot, each.code) for each in self.told[number]}:
                yield number, Told(spot, one.code, one.message)
            return
        named = [number for number in left if (self.ids[number] or "?") in one.message] or left
        text = f"这样写了以后，{one.place.path} 会有：{one.message}"
        for number in named:
            yield number, Told(self.drafts[number].spot(()), one.code, text)

    def _called(self, number: int) -> str:
        draft = self.drafts[number]
        spot = draft.spot(())
        return f" {draft.source} {spot if spot != Spot() else f'第 {number + 1} 条'} "


def _sentences(kind: Kind, draft: Draft, faults: Sequence[Fault]) -> Iterator[Told]:
    """Tell each fault at the place of the very value; not what is missing because it could not be read."""
    told = {one.spot for one in draft.told}
    for fault in faults:
        spot = draft.spot(fault.at)
        # keys and codes mean something to who writes YAML, nothing to who fills in a sheet or a form
        said = sentence(kind, fault, Medium.YAML if spot.line and not spot.cell else Medium.FORM)
        if said and not (fault.keyword == _MISSING and spot in told):
            yield Told(spot, said.code, said.text)


def _text(data: Mapping[str, Any], body: str | None) -> bytes:
    """Write a record; a document as front matter with its prose below."""
    return written(data) if body is None else b"---\n" + written(data) + f"---\n\n{body}\n".encode()


def _value_at(text: bytes, line: int, column: int) -> At:
    """Find the innermost value or key that stands at a place of a text, or else the last before it."""
    marks = positions(text)
    here = (line, column)
    found = [at for at, one in marks.items() if here in (one[:2], one[2:])]
    if not found:
        before = [(one[:2], at) for at, one in marks.items() if one[:2] <= here]
        return max(before, key=lambda one: one[0])[1] if before else ()
    return max(found, key=len)
