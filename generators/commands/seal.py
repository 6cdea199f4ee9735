"""The command that seals months: a list of their files as of the last commit, its hash for both to sign."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generators import knowledge, output, progress
from generators.finding import UserError
from generators.kinds.formats import is_date
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import held, holdings
from generators.origin import source
from generators.records.attached import FILE, HASH, TABLE
from generators.records.provenance import History
from generators.records.sealing import NUMBER, Seal, seals
from generators.spoken import period

if TYPE_CHECKING:
    from generators.authoring.yaml_text import Edit
    from generators.evidence.seal import Made

_SHOWN = 5  # files that one sentence names
_TITLE = "封存清单"


class _Sealing(NamedTuple):
    """A month with its list, and the seal that is there already, if there is one."""

    month: str
    made: Made
    there: Seal | None


class _Office(NamedTuple):
    """Where months are sealed: the base with its files, of which contract, and what was asked."""

    root: Path
    files: Mapping[str, bytes]
    base: KnowledgeBase
    kind: Kind
    agreement: str | None
    options: argparse.Namespace


def add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    common: argparse.ArgumentParser,
    past: Callable[[Path], History],
) -> None:
    """Add the command to those of `itss`."""
    sealing = commands.add_parser(
        "seal", parents=[common], help="封存一个月：按最后一次提交列出当月登记和附件的散列值，算出总散列值"
    )
    sealing.add_argument("months", nargs="+", metavar="MONTH", help="哪个月，如 2026-03；可以写几个")
    sealing.add_argument("--contract", metavar="ID", help="哪份合同的，如 CT-2026-01；有几份合同时要写")
    sealing.add_argument("--dry-run", action="store_true", help="只算，不写任何文件")
    sealing.add_argument(
        "--again", action="store_true", help="签过字的也照现在的库重算；只有演示库可以，真的要作废了另封"
    )
    sealing.set_defaults(command=partial(_seal, past))


def _seal(past: Callable[[Path], History], options: argparse.Namespace) -> int:
    """Seal the months that the arguments name, all of them or none."""
    root = source.root_of(options.root)
    files, known = source.read(root), past(root)
    with progress.shown("读登记、判定"):
        base = knowledge.read(files, source.now(files, options.as_of), known)
    if base.has_errors:
        print(output.text(base.findings, holdings.checked(base).number, held.not_held(base).number))
        print("有错误，什么都没有封存；改好再来。")
        return 1
    office = _Office(root, files, base, _kind(base), _agreement(base, options.contract), options)
    found = [_sealing(office, month) for month in dict.fromkeys(options.months)]
    _all_saved(root, found)
    for one in found:
        print(_said(one))
        if not options.dry_run:
            print(f"  写了 {_write(office, one)}")
    print(_next(found, options))
    return 0


def _kind(base: KnowledgeBase) -> Kind:
    found = next((one for one in base.kinds.sound.values() if one.role("seal-root")), None)
    if found is None:
        raise UserError("这个库的模式里没有封存这一类；换用程序带的模式，再运行 itss seal。")
    return found


def _agreement(base: KnowledgeBase, contract: str | None) -> str | None:
    bindings = base.bindings
    known = "、".join(bindings.agreements)
    if contract is None and len(bindings.agreements) > 1:
        raise UserError(f"有几份合同，写明封存哪一份的：--contract，可用：{known}。")
    if contract is None:
        return next(iter(bindings.agreements), None)
    found = bindings.by(contract).agreement
    if found is None:
        raise UserError(f"没有合同 {contract}；可用：{known or '还没有登记合同'}。")
    return found


def _sealing(office: _Office, month: str) -> _Sealing:
    """Make the list of a month. Raises UserError where there is nothing to seal, or no more."""
    from generators.evidence import seal as evidence
    from generators.origin import sealed

    base, options = office.base, office.options
    today = base.now.astimezone(base.config.zone).date().isoformat()
    if not is_date(f"{month}-01"):
        raise UserError(f"月份写了「{month}」；写成 2026-03 这样。")
    if month >= today[: len(month)]:
        raise UserError(f"{month} 还没有过完；过完了再封存。")
    there = next((one for one in _there(office) if one.month == month), None)
    if there and there.signed and not options.again:
        text = f"{there.record.id} 已经签字，不能重算；要重新封存，先把它作废、写明原因，"
        raise UserError(f"{text}再运行 itss seal {month}。")
    if options.again and not base.config.demo:
        raise UserError("--again 只有演示库可以；真的封存签过字的，作废了另封一份。")
    head = sealed.head(office.root)
    if head is None:
        raise UserError("还没有提交过，没有可以封存的；先提交。")
    moment: datetime = there.signed if there and there.signed else base.now
    made = evidence.made(base, office.files, evidence.Asked(month, office.agreement, *head, moment))
    if not made.paths:
        raise UserError(f"{month} 没有登记；核对月份和合同。")
    return _Sealing(month, made, there)


def _there(office: _Office) -> Iterator[Seal]:
    base = office.base
    for one in seals(base.facts.records.values(), office.files, base.bindings, base.now):
        if base.bindings.of(one.record).agreement == office.agreement:
            yield one


def _all_saved(root: Path, found: list[_Sealing]) -> None:
    """Refuse what the last commit does not hold as it is: nobody could check it there."""
    from generators.origin import history

    unsaved = history.unsaved(root, [path for one in found for path in one.made.paths])
    if unsaved is None:
        raise UserError(f"{root} 不在 Git 里，没有可以封存的提交。")
    if unsaved:
        shown = "、".join(unsaved[:_SHOWN]) + ("等" if len(unsaved) > _SHOWN else "")
        raise UserError(
            f"{shown}，共 {len(unsaved)} 个文件还没有提交，封存了没有人核对得了；先提交，再封存。"
        )


def _said(one: _Sealing) -> str:
    counts, files = one.made.counts, len(one.made.paths)
    return (
        f"{period(one.month)}：登记 {counts[NUMBER]} 条，连附件 {files} 个文件，"
        f"补登 {counts['late']} 条，改过 {counts['edited']} 条\n  总散列值 {one.made.root}"
    )


def _write(office: _Office, one: _Sealing) -> str:
    """Write a seal and its list; gives what was written. Raises UserError."""
    from generators.authoring import inbox
    from generators.authoring.draft import Draft
    from generators.authoring.numbers import Numbers

    base, kind, options = office.base, office.kind, office.options
    told = {
        kind.role("seal-commit"): one.made.commit,
        kind.role("seal-root"): one.made.root,
        kind.role("seal-counts"): dict(one.made.counts),
    }
    if one.there is not None:
        return _anew(office, one.there, one.made, told)
    data = {kind.role("seals"): one.month, **told}
    several = len(base.bindings.agreements) > 1
    data |= {"contract": options.contract} if several else {}
    record_id = Numbers(office.files, base.now, base.config.zone).give(kind, data)
    name = f"{record_id}-list.txt"
    rows = [{FILE: name, "title": _TITLE}]
    draft = Draft(kind.name, {**data, TABLE: rows}, attachments={name: one.made.written})
    entry = inbox.take(office.root, [draft], options.as_of)
    wrong = [each.message for some in entry.told for each in some if each.refuses]
    if wrong:
        raise UserError(f"没有写成：{' '.join(wrong)}")
    return "、".join(sorted(entry.files))


def _anew(office: _Office, there: Seal, made: Made, told: Mapping[str, object]) -> str:
    """Write a seal that is there with another list; every other byte of it stays."""
    from generators.authoring.yaml_text import Add, Remove, Replace, edited

    record, data = there.record, there.record.data
    name = there.file or f"{record.id}-list.txt"
    rows = data.get(TABLE, ())
    number = next((at for at, one in enumerate(rows) if one[FILE] == name), None)
    edits: list[Edit] = []
    for key, value in told.items():
        if isinstance(value, Mapping) and key in data:
            edits += [Replace((key, inner), one) for inner, one in value.items()]
        elif key in data:
            edits.append(Replace((key,), value))
    new = {key: value for key, value in told.items() if key not in data}
    edits += [Add((record.kind.role("seals"),), new)] if new else []
    if number is not None:
        edits.append(Replace((TABLE, number, HASH), made.root))
    else:  # a row is written with all the others
        row = {FILE: name, "title": _TITLE, HASH: made.root}
        before = [one for one in data if one != TABLE][-1]
        edits += [Remove((TABLE,))] if rows else []
        edits.append(Add((before,), {TABLE: [row, *(dict(one) for one in rows)]}))
    folder = record.path.rpartition("/")[0]
    listed = f"{folder}/{name}"
    source.write(office.root, {listed: made.written, record.path: edited(office.files[record.path], edits)})
    return f"{record.path}、{listed}"


def _next(found: list[_Sealing], options: argparse.Namespace) -> str:
    if options.dry_run:
        return "这次只算，什么都没有写。"
    if any(one.there and one.there.signed for one in found):
        return "下一步：itss check --history，看过再提交；签字签的是以前的总散列值，备注写明。"
    return (
        "下一步：提交；把总散列值印在封存确认单上请甲方签字，签回写上签字人、签字和扫描件；"
        "itss check --history 随时核对。"
    )
