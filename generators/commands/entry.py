"""The commands that bring records in: what was handed over, what became of each file, an exit code."""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generators import knowledge, progress
from generators.finding import UserError
from generators.kinds.formats import is_date
from generators.knowledge import KnowledgeBase
from generators.origin import source
from generators.progress import Watch

if TYPE_CHECKING:
    from generators.authoring.draft import Draft, Entry, Told
    from generators.authoring.incoming import Sheets

_IDS = 6  # that one line names
_STOPPED = 130


class _Fate(NamedTuple):
    """What became of one file."""

    name: str
    told: tuple[Told, ...]
    written: tuple[str, ...]
    there: tuple[str, ...]
    refused: int


def add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the commands to those of `itss`."""
    taking = commands.add_parser(
        "import",
        parents=[common],
        help="把草稿、Excel、CSV 收成登记，把 Word、文字收成文档的草稿；有要改的一次说全，全对才写",
    )
    taking.add_argument(
        "paths", nargs="+", metavar="FILE", help="草稿（YAML）、表格、文字，或放这些文件的文件夹"
    )
    taking.add_argument(
        "--kind", metavar="KIND", help="登记哪一类，写代码或名称，如 training 或 培训；默认自己看"
    )
    taking.add_argument(
        "--mapping",
        metavar="MAP",
        help="别的系统导出的表：映射文件，或自带的 dingtalk、feishu、zentao、itop、glpi",
    )
    taking.add_argument(
        "--migrated", metavar="BATCH", help="从旧表迁来的：这一批叫什么，如 2025年事件台账；时刻都写成自述"
    )
    taking.add_argument("--cutover", metavar="DATE", help="从哪天起改在这里登记，与 --migrated 一起写")
    taking.add_argument(
        "--owner", metavar="PERSON", help="文字收成文档的草稿时，负责人的编号，如 P-004；文件名就是编号"
    )
    taking.add_argument("--dry-run", action="store_true", help="只说会写什么、有什么要改，不写任何文件")
    taking.add_argument("--valid-only", action="store_true", help="对的先写，要改的留下；不写就是全对才写")
    taking.add_argument("--commit", action="store_true", help="写好就提交到 Git，要写 --author")
    taking.add_argument("--author", metavar="NAME", help='登记人，如 "服务台甲 <desk@example.com>"')
    taking.set_defaults(command=_import)


def _import(options: argparse.Namespace) -> int:
    from generators.origin.landing import Landed

    try:
        return _taken_in(options)
    except Landed:
        done = "已经提交。" if options.commit else "下一步：itss check，看过再提交。"
        print(f"itss: 停下时已经定下要写，都写好了，没有写一半的；{done}", file=sys.stderr)
    except KeyboardInterrupt:
        print("itss: 停下了，什么都没有写；要收就把同样的命令再运行一次。", file=sys.stderr)
    return _STOPPED


def _taken_in(options: argparse.Namespace) -> int:
    from generators.authoring import inbox, incoming

    if options.commit != bool(options.author):
        raise UserError("--commit 和 --author 要一起写：提交要写是谁登记的。")
    if bool(options.migrated) != bool(options.cutover):
        raise UserError("--migrated 和 --cutover 要一起写：迁来的是哪一批，从哪天起改在这里登记。")
    by = inbox.author_of(options.author) if options.author else None
    root = source.root_of(options.root)
    with progress.shown("读取") as line:
        handed = source.handed(root, [Path(one) for one in options.paths])
        line.watch("读登记", ())
        files = source.read(root)
        base = knowledge.read(files, source.now(files, options.as_of))
        sheets = _mapped(base, options.mapping, line.watch) if options.mapping else None
        found = incoming.read(
            base, handed, source.beside, options.kind, sheets, watch=line.watch, owner=options.owner
        )
        drafts = tuple(_taken_over(base, found.drafts, handed, options)) if options.migrated else found.drafts
        is_unread = any(one.refuses for some in found.told.values() for one in some)
        only_look = options.dry_run or (is_unread and not options.valid_only)
        seen, way = inbox.Seen(files, base), inbox.Way(by, options.valid_only, line.watch)
        if only_look:
            entry = inbox.tried(seen, drafts, way)
        else:
            entry = inbox.take(root, drafts, options.as_of, seen, way)
    fates = list(_fates(handed, found.told, found.attached, drafts, entry))
    is_written = bool(entry.files) and not only_look
    print("\n".join(_lines(fates, is_written=is_written)))
    print(_sum(fates, options, is_written=is_written, is_committed=by is not None))
    return int(bool(entry.refused) or is_unread)


def _taken_over(
    base: KnowledgeBase, drafts: Sequence[Draft], handed: Mapping[str, bytes], options: argparse.Namespace
) -> Iterator[Draft]:
    """Give the drafts as taken over from the files that they came from. Raises UserError."""
    from generators.authoring.migrated import Batch, taken_over

    if not is_date(options.cutover):
        raise UserError(f"--cutover 写了「{options.cutover}」，不是日期；写成 2026-01-01 这样。")
    today = base.now.astimezone(base.config.zone).date().isoformat()
    if options.cutover > today:
        raise UserError(f"--cutover 写了「{options.cutover}」，还没有到；写从哪天起已经在这里登记。")
    batch = Batch(options.migrated, options.cutover)
    for draft in drafts:
        digest = hashlib.sha256(handed[draft.source]).hexdigest()
        yield taken_over(base.kinds.sound[draft.kind], draft, batch, digest)


def _mapped(base: KnowledgeBase, name: str, watch: Watch) -> Sheets:
    """Read the mapping that an argument names. Raises UserError with all that is wrong in it."""
    from generators.authoring.mapping import mapped, mapping_file

    shipped = {
        Path(path).stem: data
        for path, data in source.shipped("authoring/mapping").items()
        if path.endswith(".yaml")
    }
    if not Path(name).is_file() and name not in shipped:
        raise UserError(f"没有映射文件 {name}；写文件名，或自带的：{'、'.join(shipped)}。")
    data = source.given(Path(name)) if Path(name).is_file() else shipped[name]
    found, told = mapping_file.read(data, base.kinds, base.config.zone)
    if found is None:
        lines = "\n".join(f"  {one.spot} {one.message}" for one in told)
        raise UserError(f"映射文件 {name} 有要改的地方：\n{lines}")
    return mapped.Mapped(base, found, watch)


def _fates(
    handed: Mapping[str, bytes],
    told: Mapping[str, Sequence[Told]],
    attached: frozenset[str],
    drafts: Sequence[Draft],
    entry: Entry,
) -> Iterator[_Fate]:
    for name in handed:
        if name in attached:
            continue
        numbers = [number for number, draft in enumerate(drafts) if draft.source == name]
        lines = {*told.get(name, ()), *(one for number in numbers for one in entry.told[number])}
        new = [number for number in numbers if number not in entry.refused | entry.there]
        yield _Fate(
            name,
            tuple(sorted(lines)),
            tuple(str(entry.ids[number]) for number in new),
            tuple(str(entry.ids[number]) for number in numbers if number in entry.there),
            sum(number in entry.refused for number in numbers),
        )


def _lines(fates: Sequence[_Fate], *, is_written: bool) -> Iterator[str]:
    for fate in fates:
        yield f"{fate.name}：{_fate(fate, is_written=is_written)}"
        for one in fate.told:
            yield f"  {one}"


def _fate(fate: _Fate, *, is_written: bool) -> str:
    said = []
    if fate.written:
        shown = "、".join(fate.written[:_IDS]) + ("……" if len(fate.written) > _IDS else "")
        said.append(f"{'写了' if is_written else '可以写'} {len(fate.written)} 条：{shown}")
    if fate.there:
        said.append(f"已经有了 {len(fate.there)} 条，没有再写")
    if fate.refused:
        said.append(f"{fate.refused} 条要改")
    return "，".join(said) or "没有写"


def _sum(fates: Sequence[_Fate], options: argparse.Namespace, *, is_written: bool, is_committed: bool) -> str:
    new, refused = sum(len(one.written) for one in fates), sum(one.refused for one in fates)
    errors = sum(told.refuses for one in fates for told in one.told)
    if is_written:
        rest = f"，{refused} 条没有写，改好再来" if refused else ""
        return f"写了 {new} 条{rest}。" + (
            "已经提交。" if is_committed else "下一步：itss check，看过再提交。"
        )
    if errors:
        hint = "" if options.valid_only or not new else f"；先写对的 {new} 条，加 --valid-only"
        return f"有 {errors} 处要改，什么都没有写；照上面说的改好再来{hint}。"
    if options.dry_run and new:
        return f"这次只看，什么都没有写；不带 --dry-run 就写 {new} 条。"
    return "没有新的要写。"
