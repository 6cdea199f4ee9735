"""Who names whom: every `x-ref` of every record followed, and the `record:` links of the pages."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from generators.finding import Finding, Place, finding
from generators.kinds.field import Reference
from generators.kinds.kind import Kinds
from generators.kinds.telling import say
from generators.records.binding import Bindings
from generators.records.record import Record, WrittenPage, values
from generators.records.states import States
from generators.strict_yaml import At

# inline links and reference definitions, with or without angle brackets or a title
_RECORD_LINK = re.compile(r"(?:\]\([ \t]*<?|^ {0,3}\[[^\]\n]+\]:[ \t]*<?)record:([^)\s>\"']*)", re.MULTILINE)
_CODE = re.compile(
    r"^ {0,3}(?P<fence>`{3,}|~{3,})[^\n]*\n.*?(?:^ {0,3}(?P=fence)[`~]*[ \t]*$|\Z)"
    r"|(?<!`)(?P<ticks>`+)(?!`)[^\n]+?(?<!`)(?P=ticks)(?!`)",
    re.MULTILINE | re.DOTALL,
)


class Link(NamedTuple):
    """A record names another one, or a row of a list in another one."""

    source: str
    at: At
    target: str
    row: str | None = None


class Known(NamedTuple):
    """What references are resolved against."""

    states: States
    kinds: Kinds
    bindings: Bindings

    @property
    def records(self) -> Mapping[str, Record]:
        """The records that obey their schemas."""
        return self.states.obeying


def resolve(texts: Iterable[WrittenPage], known: Known) -> tuple[list[Link], list[Finding]]:
    """Follow every reference of the records that obey their schemas, and of the pages."""
    links: list[Link] = []
    findings: list[Finding] = []
    for record in known.records.values():
        for link, fault in _followed(record, known):
            links += [link] if link else []
            findings += [fault] if fault else []
    for text in texts:
        for place, target in record_links(text):
            if known.states.of(target) is None:
                findings.append(finding(place, "unknown-reference", _unknown(target, known)))
            elif text.record_id:
                links.append(Link(text.record_id, (), target))
    return links, findings


def of(record: Record, known: Known) -> list[Link]:
    """Give the links of one record."""
    return [link for link, _ in _followed(record, known) if link]


def _followed(record: Record, known: Known) -> Iterator[tuple[Link | None, Finding | None]]:
    for reference in record.kind.references:
        for at, value in values(record.data, reference.at):
            yield _follow(record, reference, at, str(value), known)


def record_links(text: WrittenPage) -> Iterator[tuple[Place, str]]:
    """Yield the `record:` links of a page, outside its code blocks."""
    body = outside_code(text.body)
    for match in _RECORD_LINK.finditer(body):
        before = body[: match.start(1)]
        line = before.count("\n")
        yield Place(text.path, text.first_line + line, len(before) - before.rfind("\n")), match[1]


def outside_code(body: str) -> str:
    """Give a Markdown text of the same length in which code blocks and code spans are blank."""
    return _CODE.sub(lambda block: re.sub(r"[^\n]", " ", block[0]), body)


def _follow(
    record: Record, reference: Reference, at: At, value: str, known: Known
) -> tuple[Link | None, Finding | None]:
    if reference.part:
        return _follow_part(record, reference, at, value, known)
    target = known.records.get(value)
    if target is None and known.states.of(value):  # there but wrong: naming it is no new fault
        return Link(record.id, at, value), None
    if target is None:
        return None, finding(record.place(*at), "unknown-reference", _unknown(value, known))
    if target.kind.name not in reference.kinds:
        wanted = "或".join(_title(known.kinds, name) for name in reference.kinds)
        text = f"{value} 是{target.kind.title}，这里要{wanted}；换成那一类的编号。"
        return None, finding(record.place(*at), "wrong-kind", text)
    if target.is_voided and not record.is_voided:
        text = say("voided-reference", id=value, reason=target.data["voided"]["reason"])
        return None, finding(record.place(*at), "voided-reference", text)
    return Link(record.id, at, value), None


def _follow_part(
    record: Record, reference: Reference, at: At, value: str, known: Known
) -> tuple[Link | None, Finding | None]:
    owner_kind = reference.kinds[0]
    owners = _owners(record, reference, at, known)
    if not owners:
        text = f"不知道「{value}」属于哪份{_title(known.kinds, owner_kind)}；写明它的编号。"
        return None, finding(record.place(*at), "unknown-owner", text)
    listed: dict[str, list[str]] = {}
    for owner_id in owners:
        owner = known.records.get(owner_id)
        if owner is None or owner.kind.name != owner_kind:
            continue  # the owner's own reference has been reported, or its record has
        part = owner.kind.parts[str(reference.part)]
        listed[owner_id] = [str(row.get(part.marks["key"])) for row in owner.data.get(part.name, ())]
        if value in listed[owner_id]:
            return Link(record.id, at, owner_id, value), None
    if len(listed) < len(owners):
        return None, None
    rows = list(dict.fromkeys(row for some in listed.values() for row in some))
    text = f"{'、'.join(listed)} 里没有「{value}」；可用：{'、'.join(rows) or '（空）'}。"
    return None, finding(record.place(*at), "unknown-part", text)


def _owners(record: Record, reference: Reference, at: At, known: Known) -> tuple[str, ...]:
    """Find whose part may be meant: the sibling field's, else that of the contract that binds, else any."""
    if reference.of:
        for depth in range(len(at) - 1, -1, -1):
            around: Any = record.data
            for step in at[:depth]:
                around = around[step]
            if isinstance(around, Mapping) and reference.of in around:
                return (known.bindings.in_force(str(around[reference.of]), record),)
    binding = known.bindings.of(record)
    contract = binding.contract or (known.bindings.default if binding.is_open else None)
    found = (contract,) if contract else () if binding.is_open else known.bindings.contracts
    kinds = {name: one.kind.name for name in found if (one := known.records.get(name))}
    return tuple(name for name in found if kinds.get(name, reference.kinds[0]) == reference.kinds[0])


def _unknown(value: str, known: Known) -> str:
    near = difflib.get_close_matches(value, known.records, n=1)
    hint = f"是不是 {near[0]}？" if near else "改正编号；还没有登记的先登记。"
    return f"没有编号为「{value}」的登记；{hint}"


def _title(kinds: Kinds, name: str) -> str:
    return f"「{kinds.sound[name].title}」" if name in kinds.sound else f"「{name}」"
