"""The answers from which a contract is set up: read strictly, every fault at its line with what to write.

What the contract itself says is taken as it stands, under the names that its schema has; it is judged like
any record once it is written. Here is read what is not in a contract: the hours, the packs and what they ask.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from generators.authoring import office_hours
from generators.authoring.office_hours import Hours
from generators.authoring.packs import Asked, Pack
from generators.kinds.kind import Kind
from generators.refusal import Refusal
from generators.strict_yaml import At, Mark, load, positions
from generators.words import say

HOURS, PACKS, LOCATORS = "hours", "packs", "locators"
NOWHERE = "合同正文"  # the locator of what nobody has looked up yet
# the edge and the base say these: when it was written, that it was struck out, files beside it
_NOT_ASKED = ("voided", "attachments", "recorded_at")


class Fault(NamedTuple):
    """What is wrong with the answers, where, and what to write instead; sorts by place."""

    line: int
    column: int
    message: str


class Answers(NamedTuple):
    """What was answered, as far as it could be read."""

    contract: Mapping[str, Any]
    hours: Hours
    packs: tuple[Pack, ...]
    filling: Mapping[str, Any]  # what goes into the places of the packs, by path
    tables: Mapping[str, At]  # of the contract, that come from elsewhere in the answers
    locators: Mapping[str, str]  # by pack
    marks: Mapping[At, Mark]

    def fault(self, at: At, message: str) -> Fault:
        """Put a fault to where a value stands, or the nearest around it that stands anywhere."""
        return _fault(self.marks, at, message)


def read(data: bytes, packs: Mapping[str, Pack], kind: Kind) -> tuple[Answers | None, list[Fault]]:
    """Read answers about a contract of this kind; None for a text that cannot be read at all."""
    try:
        told = load(data)
    except Refusal as refusal:
        return None, [Fault(refusal.line, refusal.column, refusal.message)]
    reader = _Reader(told, positions(data), packs, kind, [], {}, {})
    return reader.read(), sorted(reader.faults)


def _fault(marks: Mapping[At, Mark], at: At, message: str) -> Fault:
    while at and at not in marks:
        at = at[:-1]
    mark = marks[at]
    return Fault(mark.line, mark.column, message)


class _Reader(NamedTuple):
    """Goes through the answers and notes what is wrong."""

    told: Mapping[str, Any]
    marks: Mapping[At, Mark]
    packs: Mapping[str, Pack]
    kind: Kind
    faults: list[Fault]
    filling: dict[str, Any]
    rows: dict[str, At]

    def read(self) -> Answers:
        chosen = self._chosen()
        hours = self._hours()
        for pack in chosen:
            if pack.section:
                self._section(pack)
        self._known({pack.section for pack in chosen})
        contract = {name: self.told[name] for name in self._of_contract() if name in self.told}
        return Answers(
            contract, hours, chosen, self.filling, self.rows, dict(self._locators(chosen)), self.marks
        )

    def _wrong(self, at: At, message: str) -> None:
        self.faults.append(_fault(self.marks, at, message))

    def _of_contract(self) -> list[str]:
        filled = {asked.table for pack in self.packs.values() for asked in pack.asks.values()}
        out = {*filled, *_NOT_ASKED, self.kind.role("amends"), self.kind.role("effective")}
        return [name for name in self.kind.fields if name not in out]

    def _known(self, sections: set[str]) -> None:
        """Find what nobody asks: a slip in a name would otherwise be dropped without a word."""
        of_packs = {pack.section: pack.name for pack in self.packs.values() if pack.section}
        known = [*self._of_contract(), HOURS, PACKS, LOCATORS, *of_packs]
        for name in self.told:
            if name not in known:
                self._wrong((name,), f"没有「{name}」这一项；可用：{_list(known)}。")
            elif name in of_packs and name not in sections:
                text = f"写了 {name}，packs 里却没有选「{of_packs[name]}」；选上它，或删掉这一段。"
                self._wrong((name,), text)

    def _chosen(self) -> tuple[Pack, ...]:
        named = self.told.get(PACKS)
        if not isinstance(named, list) or not named:
            self._wrong((PACKS,), f"packs 要写选哪几包义务，如 packs: [{_list(self.packs)}]。")
            return ()
        found: list[Pack] = []
        for index, name in enumerate(named):
            pack = self.packs.get(str(name))
            if pack is None:
                self._wrong((PACKS, index), f"没有「{name}」这一包；可用：{_list(self.packs)}。")
            elif pack in found:
                self._wrong((PACKS, index), f"「{name}」选了两次；只留一个。")
            else:
                found.append(pack)
        return tuple(found)

    def _hours(self) -> Hours:
        lines = self.told.get(HOURS)
        rows: list[Any] = lines if isinstance(lines, list) else [lines]
        nothing = Hours(always=True, windows=())
        if not rows or not all(isinstance(line, str) for line in rows):
            self._wrong((HOURS,), "hours 要写服务时间，如 hours: 7x24，或 hours: 周一至周五 09:00-17:30。")
            return nothing
        try:
            return office_hours.read(rows)
        except office_hours.UnreadableHoursError as error:
            self._wrong((HOURS,), str(error))
            return nothing

    def _locators(self, chosen: Sequence[Pack]) -> Iterator[tuple[str, str]]:
        written = self.told.get(LOCATORS, {})
        if not isinstance(written, dict):
            self._wrong((LOCATORS,), "locators 要一包写一行，如 locators: {巡检: 合同第五条}。")
            return
        names = [pack.name for pack in chosen]
        for name, text in written.items():
            if name not in names:
                self._wrong((LOCATORS, name), f"packs 里没有选「{name}」；可用：{_list(names)}。")
            elif not isinstance(text, str) or not text:
                self._wrong((LOCATORS, name), "出处写成文字，如 合同第五条。")
            else:
                yield name, text

    def _section(self, pack: Pack) -> None:
        section = self.told.get(pack.section)
        if not isinstance(section, dict):
            wanted = _list(f"{name}（{_FORMS[asked.form]}）" for name, asked in pack.asks.items())
            self._wrong((pack.section,), f"选了「{pack.name}」，就要写 {pack.section} 一段：{wanted}。")
            return
        for name in section:
            if name not in pack.asks:
                text = f"{pack.section} 里没有「{name}」这一项；可用：{_list(pack.asks)}。"
                self._wrong((pack.section, name), text)
        for name, asked in pack.asks.items():
            if name in section:
                self._member((pack.section, name), asked, section[name])
            elif not asked.optional:
                self._wrong((pack.section,), f"{pack.section} 里要写 {name}（{_FORMS[asked.form]}）。")

    def _member(self, at: tuple[str, str], asked: Asked, value: Any) -> None:
        match asked.form:
            case "choice" | "choices":
                self._choices(at, asked, value if isinstance(value, list) else [value])
            case "number":
                if (
                    isinstance(value, int)
                    and not isinstance(value, bool)
                    and asked.least <= value <= asked.most
                ):
                    self.filling[".".join(at)] = value
                else:
                    self._wrong(at, f"{at[1]} 要写 {asked.least} 到 {asked.most} 之间的整数，不带单位。")
            case _:
                self._rows(at, asked, value)

    def _choices(self, at: tuple[str, str], asked: Asked, words: Sequence[Any]) -> None:
        is_one = asked.form == "choice"
        if not words or (is_one and len(words) > 1):
            self._wrong(at, f"{at[1]} 要写{'一个' if is_one else '至少一个'}；可用：{_list(asked.of)}。")
            return
        for index, word in enumerate(words):
            if str(word) not in asked.of:
                self._wrong((*at, index), f"{at[1]} 不能写「{word}」；可用：{_list(asked.of)}。")
                return
        codes = [asked.of[str(word)] for word in words]
        self.filling[".".join(at)] = codes[0] if is_one else list(dict.fromkeys(codes))
        for name, following in asked.also.items():
            self.filling[f"{at[0]}.{name}"] = following[str(words[0])]

    def _rows(self, at: tuple[str, str], asked: Asked, value: Any) -> None:
        """Take rows that go into a table of the contract, which judges them; the places get their keys."""
        key = str(self.kind.parts[asked.table].marks["key"])
        rows = value if isinstance(value, list) else []
        if not rows or not all(isinstance(row, dict) and isinstance(row.get(key), str) for row in rows):
            self._wrong(at, f"{at[1]} 要一行写一个，如 - {{code: state, name: 运行状态}}。")
            return
        self.filling[".".join(at)] = [row[key] for row in rows]
        self.filling[asked.table] = rows
        self.rows[asked.table] = at


_FORMS = {"choice": "选一个词", "choices": "选几个词", "number": "整数", "rows": "一行一个"}


def _list(words: Iterator[str] | Mapping[str, Any] | Sequence[str]) -> str:
    return say("value.comma").join(words)
