"""Who names whom: every `x-ref` of every record followed, and the `record:` links of the pages."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generators.finding import Finding, Place, finding
from generators.kinds.field import Reference
from generators.kinds.kind import Kinds
from generators.kinds.telling import say
from generators.records.binding import Binding, Bindings
from generators.records.record import OBJECT, Record, WrittenPage, values
from generators.records.states import States
from generators.strict_yaml import At

# inline links and reference definitions, with or without angle brackets or a title
_RECORD_LINK = re.compile(r"(?:\]\([ \t]*<?|^ {0,3}\[[^\]\n]+\]:[ \t]*<?)record:([^)\s>\"']*)", re.MULTILINE)
# the target of an inline link or image, or of a reference definition; not a scheme, a root or an anchor
TARGET = re.compile(
    r"(?:\]\([ \t]*<?|^ {0,3}\[[^\]\n]+\]:[ \t]*<?)"
    r"(?P<target>(?![a-zA-Z][a-zA-Z0-9+.-]*:|[/#?<>)\s])(?:(?<=<)[^<>#?\n]+|[^)#?>\s\"']+))",
    re.MULTILINE,
)
_WIDE = re.compile("[，、；]")
_FIGURES = str.maketrans("OIL", "011")
_LIKE = 0.85
_QUOTES = "“”‘’＂＇"
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


@dataclass(frozen=True)
class Known:
    """What references are resolved against."""

    states: States
    kinds: Kinds
    bindings: Bindings
    _rows: dict[tuple[str, str], list[str]] = field(default_factory=dict, compare=False)
    _owners: dict[tuple[str | None, bool, str], tuple[str, ...]] = field(default_factory=dict, compare=False)

    @property
    def records(self) -> Mapping[str, Record]:
        """The records that obey their schemas."""
        return self.states.obeying

    def owners(self, binding: Binding, kind: str) -> tuple[str, ...]:
        """Give the records of a kind that have the parts meant by whatever is bound so."""
        key = binding.contract, binding.is_open, kind
        if key not in self._owners:
            contract = binding.contract or (self.bindings.default if binding.is_open else None)
            found = (contract,) if contract else () if binding.is_open else self.bindings.contracts
            kinds = {name: one.kind.name for name in found if (one := self.records.get(name))}
            self._owners[key] = tuple(name for name in found if kinds.get(name, kind) == kind)
        return self._owners[key]

    def rows(self, owner: Record, part: str) -> list[str]:
        """Give the names of the rows of a part, which many records name."""
        key = owner.id, part
        if key not in self._rows:
            its = owner.kind.parts[part]
            self._rows[key] = [str(row.get(its.marks["key"])) for row in owner.data.get(its.name, ())]
        return self._rows[key]


def resolve(texts: Iterable[WrittenPage], known: Known) -> tuple[list[Link], list[Finding]]:
    """Follow every reference of the records that obey their schemas, and of the pages."""
    links: list[Link] = []
    findings: list[Finding] = []
    for record in known.records.values():
        for link, fault in _followed(record, known):
            links += [link] if link else []
            findings += [fault] if fault else []
    for record in known.states.left:  # no link leads from it
        some = (_follow(record, *one, known)[1] for one in _named(record) if _is_owner_said(record, *one[:2]))
        findings += [fault for fault in some if fault and fault.code != "unknown-owner"]
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
    for reference, at, value in _named(record):
        yield _follow(record, reference, at, value, known)


def _named(record: Record) -> Iterator[tuple[Reference, At, str]]:
    for reference in record.kind.references:
        for at, value in values(record.data, reference.at):
            if value:  # nothing stands where a record was left without a wrong one
                yield reference, at, str(value)


def _is_owner_said(record: Record, reference: Reference, at: At) -> bool:
    """Say whether what names a part still says whose: the value that said so may be gone as a wrong one."""
    said = _said_owner(record, reference, at)
    return said is not None or _said_owner(record.whole or record, reference, at) is None


def record_links(text: WrittenPage) -> Iterator[tuple[Place, str]]:
    """Yield the `record:` links of a page, outside its code blocks."""
    body = outside_code(text.body)
    line, begin, seen = 0, 0, 0  # of the last link: a text with very many is gone through once
    for match in _RECORD_LINK.finditer(body):
        at = match.start(1)
        line += body.count("\n", seen, at)
        begin = max(begin, body.rfind("\n", seen, at) + 1)
        seen = at
        yield Place(text.path, text.first_line + line, at - begin + 1), match[1]


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
        side = record.kind.field(at).marks.get("side")
        text = _unknown(value, known, reference.kinds, side)
        return None, finding(record.place(*at), "unknown-reference", text)
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
    owners = _owners(record, reference, at, known)
    if not owners:
        wanted = "或".join(_title(known.kinds, name) for name in reference.kinds)
        text = f"不知道「{value}」属于哪份{wanted}；写明它的编号。"
        return None, finding(record.place(*at), "unknown-owner", text)
    listed: dict[str, list[str]] = {}
    for owner_id in owners:
        owner = known.records.get(owner_id)
        if owner is None or owner.kind.name not in reference.kinds:
            continue  # the owner's own reference has been reported, or its record has
        listed[owner_id] = known.rows(owner, str(reference.part))
        if value in listed[owner_id]:
            return Link(record.id, at, owner_id, value), None
    if len(listed) < len(owners):
        return None, None
    rows = list(dict.fromkeys(row for some in listed.values() for row in some))
    text = _slip(value) or f"{'、'.join(listed)} 里没有「{value}」；可用：{'、'.join(rows) or '（空）'}。"
    return None, finding(record.place(*at), "unknown-part", text)


def _owners(record: Record, reference: Reference, at: At, known: Known) -> tuple[str, ...]:
    """Find whose part may be meant: the sibling field's, else that of the contract that binds, else any."""
    said = _said_owner(record, reference, at)
    if said is not None:
        return (known.bindings.in_force(said, record),)
    binding = known.bindings.of(record)
    return tuple(one for kind in reference.kinds for one in known.owners(binding, kind))


def _said_owner(record: Record, reference: Reference, at: At) -> str | None:
    """Give what the nearest field around a value says that names the owner."""
    for depth in range(len(at) - 1, -1, -1) if reference.of else ():
        around: Any = record.data
        for step in at[:depth]:
            around = around[step]
        if isinstance(around, OBJECT) and reference.of in around:
            return str(around[reference.of])
    return None


def _unknown(value: str, known: Known, kinds: Collection[str] = (), side: str | None = None) -> str:
    """Say that nothing has this id, and which of those that may be named is meant, if that is plain."""
    if slip := _slip(value):
        return slip
    may = [
        one.id
        for one in known.records.values()
        if (not kinds or one.kind.name in kinds)
        and (side is None or one.data.get(one.kind.role("side") or "") in (None, side))
    ]
    meant = [one for one in may if _spelt(one) == _spelt(value)] or [
        one for one in may if _is_slip(one, value)
    ]
    hint = f"是不是 {meant[0]}？" if len(meant) == 1 else "改正编号；还没有登记的先登记。"
    return f"没有编号为「{value}」的登记；{hint}"


def _slip(value: str) -> str:
    """Name what nobody sees at once to be no part of an id; empty where there is nothing of that kind."""
    if found := _WIDE.search(value):
        return f"「{value}」里的「{found[0]}」是全角的；一条一条写，中间用半角逗号加空格隔开。"
    return f"「{value}」用了中文引号；改成英文引号，或去掉引号。" if value.strip(_QUOTES) != value else ""


def _spelt(name: str) -> list[str]:
    """Give an id without what people leave out or mistake: capitals, zeros, dashes, width, O for 0."""
    words = re.findall(r"[A-Z0-9]+", unicodedata.normalize("NFKC", name).upper())
    figures = [one.translate(_FIGURES) if re.search("[0-9]", one) else one for one in words]
    parts = [part for one in figures for part in re.findall(r"[A-Z]+|[0-9]+", one)]
    return [part.lstrip("0") or "0" if part.isdecimal() else part for part in parts]


def _is_slip(name: str, written: str) -> bool:
    """Say whether only letters behind the first part differ, and few: other figures are another record."""
    written = written.upper()
    heads = [one.partition("-")[0] for one in (name, written)]
    figures = [re.findall("[0-9]+", one) for one in (name, written)]
    is_alike = heads[0] == heads[1] and figures[0] == figures[1]
    return is_alike and difflib.SequenceMatcher(a=name, b=written).ratio() >= _LIKE


def _title(kinds: Kinds, name: str) -> str:
    return f"「{kinds.sound[name].title}」" if name in kinds.sound else f"「{name}」"
