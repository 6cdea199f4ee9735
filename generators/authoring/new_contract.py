"""A contract set up from a few answers: the contract, its hours and its obligations, each a file of its own.

Pure: what is in the base, the answers and the packs in; new files out. None of them is there already. What
would not be sound is told at the line of the answers that says it, and nothing is made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from generators import config, knowledge
from generators.authoring import contract_answers, packs
from generators.authoring.contract_answers import NOWHERE, Answers, Fault
from generators.authoring.service_calendar import calendar_of
from generators.authoring.there import standing
from generators.authoring.yaml_text import written
from generators.codes import CODES, Severity
from generators.finding import Finding, UserError
from generators.kinds import compiler
from generators.kinds.kind import Kind, Kinds
from generators.knowledge import KnowledgeBase
from generators.strict_yaml import At, load, positions
from generators.words import say

_NUMBER = re.compile(r"(\D+)([0-9]+)").fullmatch
_TOLD = 5  # records of others that are named with what the new contract makes of them


class Setup(NamedTuple):
    """The new files, what a person still has to do, and what is wrong with the answers."""

    files: Mapping[str, bytes]
    told: tuple[str, ...]
    faults: tuple[Fault, ...]


class Shipped(NamedTuple):
    """What comes with the program: the packs, by path, and the days off of the years that are known."""

    packs: Mapping[str, bytes]
    holidays: bytes


def new(files: Mapping[str, bytes], answers: bytes, shipped: Shipped, now: datetime) -> Setup:
    """Set up the contract that the answers describe, within the base of these files. Raises UserError."""
    settings = _settings(files)
    kinds, _ = compiler.read(files)
    contract = next(one for one in kinds.sound.values() if one.term)
    told, faults = contract_answers.read(answers, packs.read(shipped.packs), contract)
    if told is not None and not faults:
        faults = list(_of_id(told, contract, files))
    if told is None or faults:
        return Setup({}, (), tuple(faults))
    made = _Made(told, kinds, contract, files)
    calendar, missing = calendar_of(told, made.kind("hours"), files, load(shipped.holidays))
    contract_file = made.contract()
    obligations = dict(made.obligations(calendar.id))
    added = {**calendar.files, **contract_file, **obligations}
    before = knowledge.read({**files, **settings}, now)
    after = knowledge.read({**files, **settings, **added}, now)
    said_by = {
        **dict.fromkeys(obligations, contract_answers.PACKS),
        **dict.fromkeys(calendar.files, contract_answers.HOURS),
    }
    faults = list(_unsound(after, told, contract_file, said_by))
    if faults:
        return Setup({}, (), tuple(sorted(faults)))
    words = [*missing, *made.to_do(obligations), *_default(contract, files), *_others(before, after, added)]
    return Setup({**added, **settings}, tuple(words), ())


def text(setup: Setup, *, is_written: bool) -> str:
    """Tell which files there are, what is left to a person, and what comes next."""
    lines = sum(data.count(b"\n") for data in setup.files.values())
    head = f"{'写了' if is_written else '要写'} {len(setup.files)} 个文件，共 {lines} 行："
    last = "下一步：itss check，再看 itss status；提交以前用 git diff 看一遍。"
    if not is_written:
        last = "这次只看，什么都没有写。"
    to_do = [f"  {number}. {one}" for number, one in enumerate(setup.told, 1)]
    return "\n".join([head, *(f"  {path}" for path in setup.files), "还要人做的：", *to_do, last])


def _settings(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give the settings that a base without any needs: it would be read as one of the first format."""
    if config.FILE not in files:
        return {config.FILE: f"[tool.itss]\nformat = {config.FORMAT}\n".encode()}
    if config.read(files).format != config.FORMAT:
        raise UserError(f"{config.FILE} 的 [tool.itss] 里先写上 format = {config.FORMAT}，再运行一次。")
    return {}


def _of_id(told: Answers, kind: Kind, files: Mapping[str, bytes]) -> Iterator[Fault]:
    number = told.contract.get("id")
    field = kind.fields["id"]
    if not isinstance(number, str) or kind.home(number) is None:
        yield told.fault(("id",), f"id 要写合同编号：{field.help}如 {field.example()}。")
    elif any(PurePosixPath(path).stem == number for path in files):
        yield told.fault(("id",), f"已经有 {number}；换下一个序号，已有的登记不会动。")


class _Made(NamedTuple):
    """Makes the records of one contract."""

    told: Answers
    kinds: Kinds
    governing: Kind
    files: Mapping[str, bytes]

    def kind(self, role: str) -> Kind:
        return next(one for one in self.kinds.sound.values() if one.role(role))

    def contract(self) -> dict[str, bytes]:
        data = dict(self.told.contract)
        data.setdefault("locator", NOWHERE)
        where = self._where()
        data.setdefault("services", [{**pack.service, "locator": where} for pack in self.told.packs])
        data |= {table: self.told.filling[table] for table in self.told.tables}
        ordered = {name: data[name] for name in self.governing.fields if name in data}
        return {str(self.governing.home(str(data["id"]))): written(ordered)}

    def _where(self) -> str:
        """Give where the clauses stand; what is no text is a fault of the contract, told there once."""
        where = self.told.contract.get("locator")
        return where if isinstance(where, str) else NOWHERE

    def obligations(self, calendar: str) -> Iterator[tuple[str, bytes]]:
        kind = self.kind("judge")
        prefix, last = _last(kind, self.files)
        answers = {**self.told.filling, "calendar": calendar, "always": self.told.hours.always}
        for pack in self.told.packs:
            for one in packs.filled(pack, answers):
                last += 1
                name = f"{prefix}{last:03}"
                where = self.told.locators.get(pack.name) or self._where()
                data = {"id": name, "source": self.told.contract["id"], "locators": [where], **one}
                yield str(kind.home(name)), written({key: data[key] for key in kind.fields if key in data})

    def to_do(self, obligations: Mapping[str, bytes]) -> Iterator[str]:
        """Tell what no answer could say."""
        without = [pack.name for pack in self.told.packs if pack.name not in self.told.locators]
        ids = [PurePosixPath(path).stem for path in obligations]
        yield f"{ids[0]} 至 {ids[-1]} 的标题和概要读一遍，与合同不一样的地方改成合同的意思。"
        if without:
            named = say("value.comma").join(without)
            yield f"{named}：出处现在写的是整份合同，逐条把 locators 改成合同的条款号。"
        if "signed" not in self.told.contract:
            yield "合同还没有签订日期；双方签了字，把 signed 写进合同登记。"
        if not self.told.hours.always:
            yield "热线的值班表现在只能按全天候判；服务时间不是全天的合同，没有放进这一条义务。"
        yield "挂起一律不扣；合同写了哪些等待可以扣的，在计时的义务里补上 pause_reasons。"


def _last(kind: Kind, files: Mapping[str, bytes]) -> tuple[str, int]:
    """Give what the ids of a kind begin with, and the highest number of all that there are."""
    found = [_NUMBER(PurePosixPath(path).stem) for path in files if path.startswith(kind.root)]
    example = _NUMBER(str(kind.fields["id"].example()))
    prefix = example[1] if example else ""
    return prefix, max((int(one[2]) for one in found if one and one[1] == prefix), default=0)


def _unsound(
    base: KnowledgeBase, told: Answers, contract: Mapping[str, bytes], said_by: Mapping[str, str]
) -> Iterator[Fault]:
    """Put the errors of what was made to the lines of the answers that say it."""
    for one in base.findings:
        # a year of which the state has not said yet which days are off is told, and no fault of the answers
        if one.severity is not Severity.ERROR or one.code == "calendar-year-missing":
            continue
        if one.place.path in contract:
            yield told.fault(_at(positions(contract[one.place.path]), one, told), one.message)
        elif one.place.path in said_by:
            yield told.fault((said_by[one.place.path],), one.message)


def _at(marks: Mapping[At, Any], found: Finding, told: Answers) -> At:
    here = (found.place.line, found.place.column)
    exact = (at for at, mark in marks.items() if here in ((mark.line, mark.column), mark[2:]))
    at = max(exact, key=len, default=())
    return (*told.tables[str(at[0])], *at[1:]) if at and at[0] in told.tables else at


def _default(kind: Kind, files: Mapping[str, bytes]) -> Iterator[str]:
    """Tell which contract is meant where none is named, and what to set where nobody can say."""
    there = [name for name, _ in standing(kind, files)]
    named = config.read(files).contract
    if there and named:
        yield (
            f"没有写合同的登记仍算 {named} 的（{config.FILE} 的 contract），"
            "只有它期限以外、又只落在一份合同期限里的算那一份；新合同的登记都写上 contract。"
        )
    elif there:
        text = f'{config.FILE} 的 [tool.itss] 写上 contract = "{there[0]}"'
        yield f"{text}：有了几份合同，要说明没写合同的登记算哪一份；新合同的登记都写上 contract。"


def _others(before: KnowledgeBase, after: KnowledgeBase, added: Mapping[str, bytes]) -> Iterator[str]:
    """Tell what the new contract makes wrong or doubtful of records that are there."""
    known = {(one.place.path, one.code) for one in before.findings}
    found = [one for one in after.findings if (one.place.path, one.code) not in known]
    for one in [one for one in found if one.place.path not in added][:_TOLD]:
        yield f"{one.place}  {CODES[one.code].title}：{one.message}"
