"""The command that makes one record or a document's draft by asking; of a contract, all that is with it.

What was answered is kept, whatever stops the asking: as a draft beside, which the command takes up again.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generators import knowledge, progress
from generators.finding import UserError
from generators.kinds.kind import Kind
from generators.origin import source
from generators.records.record import split_front_matter
from generators.refusal import Refusal
from generators.strict_yaml import load

if TYPE_CHECKING:
    from generators.authoring.draft import Draft, Entry

_CONTRACT = "contract"  # it comes with calendars and duties, by a sheet of answers
_ANY = "record"
_MOST = 99  # drafts of a kind in one folder
_STOPPED, _REFUSED = 130, 1


def add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the command to those of `itss`."""
    new = commands.add_parser(
        "new", help="新建登记或文档的草稿：一项一项地问；新合同照答卷连同日历和义务一起建"
    )
    kinds = new.add_subparsers(
        title="类别",
        required=True,
        metavar="KIND",
        help="哪一类，写代码或名称，如 incident 或 事件；合同写 contract",
    )
    contract = kinds.add_parser(_CONTRACT, parents=[common], help="照一份答卷新建合同、日历和成套的义务")
    contract.add_argument("answers", nargs="?", metavar="ANSWERS", help="答卷，YAML 文件")
    contract.add_argument("--example", action="store_true", help="印出一份带说明的答卷样例，不写文件")
    contract.add_argument("--dry-run", action="store_true", help="只列出要写什么，不写任何文件")
    contract.set_defaults(command=_new_contract)
    any_ = kinds.add_parser(_ANY, parents=[common], help="别的类别都可以：itss new 事件，一项一项地问")
    any_.add_argument("kind", metavar="KIND", help="哪一类，写代码或名称")
    any_.add_argument("--dry-run", action="store_true", help="只说会写什么、有什么要改，不写登记")
    any_.add_argument(
        "-o", "--output", metavar="FILE", help="不写进知识库，写成草稿，交给别人用 itss import 收"
    )
    any_.add_argument("--from", dest="begun", metavar="DRAFT", help="接着填一份没有填完的草稿")
    any_.add_argument("--commit", action="store_true", help="写好就提交到 Git，要写 --author")
    any_.add_argument("--author", metavar="NAME", help='登记人，如 "服务台甲 <desk@example.com>"')
    any_.set_defaults(command=_asked)


def spelt_out(arguments: Sequence[str]) -> Sequence[str]:
    """Give `new KIND` as the parser knows it, which cannot know the kinds of a base that it has not read."""
    is_short = arguments[:1] == ["new"] and len(arguments) > 1
    is_own = is_short and (arguments[1] in (_CONTRACT, _ANY) or arguments[1].startswith("-"))
    return ["new", _ANY, *arguments[1:]] if is_short and not is_own else arguments


def _asked(options: argparse.Namespace) -> int:
    from generators.authoring import inbox
    from generators.authoring.asking import kind_named
    from generators.authoring.interview import Interview, titles
    from generators.origin.landing import Landed

    if options.commit and not options.author:
        raise UserError("--commit 和 --author 要一起写：提交要写是谁登记的。")
    root = source.root_of(options.root)
    files = source.read(root)
    with progress.shown("读登记"):
        base = knowledge.read(files, source.now(files, options.as_of))
    kind = kind_named(base, options.kind)
    by = inbox.author_of(options.author) if options.author else None
    begun, body = _begun(options.begun) if options.begun else ({}, None)
    print(f"登记{kind.title}：带 * 的必填，不知道的直接回车，? 看说明，Ctrl-C 存成草稿离开。")
    interview = Interview(base, kind, _ask, print, begun)
    interview.body = body
    try:
        interview.all()
        while True:
            draft = interview.draft("itss new")
            if options.output:
                return _write_draft(kind, draft, Path(options.output), options.author)
            seen = inbox.Seen(files, base)
            with progress.shown("检查"):
                if options.dry_run:
                    entry = inbox.tried(seen, (draft,))
                else:
                    way = inbox.Way(by if options.commit else None)
                    entry = inbox.take(root, (draft,), options.as_of, seen, way)
            _tell(entry)
            if not entry.refused:
                print(_sum(entry, options))
                return 0
            if not interview.again(titles(entry.told[0])):
                return _keep(kind, interview.draft("itss new"), options, _REFUSED)
    except Landed:  # it is there: no draft is kept beside it
        print("\n停下时已经写好了；itss check 看一遍。")
        return _STOPPED
    except (KeyboardInterrupt, EOFError):
        print()
        return _keep(kind, interview.draft("itss new"), options, _STOPPED)
    except UserError:
        _keep(kind, interview.draft("itss new"), options, _REFUSED)
        raise


def _ask(question: str) -> str:
    return input(question)


def _begun(name: str) -> tuple[dict[str, object], str | None]:
    """Read what was answered before, and the prose that was typed of a document."""
    try:
        head, body, _ = split_front_matter(source.given(Path(name)).decode())
        if head is None:
            return dict(load(body.encode())), None
        return dict(load(head.encode())), body.strip() or None
    except UnicodeDecodeError:
        raise UserError(f"{name} 不是 UTF-8 的文字；另存为 UTF-8 再来。") from None
    except Refusal as refusal:
        raise UserError(f"{name}:{refusal.line}:{refusal.column} {refusal.message}") from None


def _tell(entry: Entry) -> None:
    for one in entry.told[0]:
        print(one)


def _sum(entry: Entry, options: argparse.Namespace) -> str:
    if entry.there:
        return "没有新的要写。"
    if options.dry_run:
        return f"这次只看，什么都没有写；不带 --dry-run 就写 {entry.ids[0]}。"
    return f"写了 {entry.ids[0]}。" + ("已经提交。" if options.commit else "下一步：itss check，看过再提交。")


def _write_draft(kind: Kind, draft: Draft, path: Path, author: str | None) -> int:
    from generators.authoring.draft_text import draft_text

    source.write_new(path, draft_text(kind, draft, author))
    print(f"草稿写到 {path}；收它用 itss import {path}")
    return 0


def _keep(kind: Kind, draft: Draft, options: argparse.Namespace, code: int) -> int:
    """Keep what was answered in a file of its own; nothing is lost because somebody left."""
    from generators.authoring.draft_text import draft_text

    if not draft.data:
        print("没有填东西，没有存草稿。")
        return code
    text = draft_text(kind, draft, options.author)
    for number in range(1, _MOST + 1):
        path = Path(f"{kind.name}-草稿-{number}{'.md' if kind.is_document else '.yaml'}")
        if not path.exists():
            source.write_new(path, text)
            print(f"填了的存到 {path}；接着填：itss new {kind.name} --from {path}")
            return code
    print(text.decode(), file=sys.stderr)
    return code


def _new_contract(options: argparse.Namespace) -> int:
    from generators.authoring import new_contract

    if options.example:
        (example,) = source.shipped("authoring/answers.yaml").values()
        print(example.decode(), end="")
        return 0
    if options.answers is None:
        raise UserError("要写答卷文件；先运行 itss new contract --example > answers.yaml，改好再来。")
    root = source.root_of(options.root)
    files = source.read(root)
    (holidays,) = source.shipped("authoring/holidays.yaml").values()
    shipped = new_contract.Shipped(source.shipped("authoring/packs"), holidays)
    answers = source.given(Path(options.answers))
    setup = new_contract.new(files, answers, shipped, source.now(files, options.as_of))
    if setup.faults:
        print("\n".join(f"{options.answers}:{one.line}:{one.column}  {one.message}" for one in setup.faults))
        print("答卷有要改的地方，什么都没有写；照上面说的改好再运行一次。")
        return 1
    if not options.dry_run:
        source.write(root, setup.files)
    print(new_contract.text(setup, is_written=not options.dry_run))
    return 0
