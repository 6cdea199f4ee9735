"""The command that serves: which base, for whom, where, and what is done with what people send."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from generators import knowledge
from generators.finding import UserError
from generators.knowledge import KnowledgeBase, Memory
from generators.origin import source
from generators.records.reader import Reader, Who


def add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], parents: Sequence[argparse.ArgumentParser]
) -> None:
    """Add the command to those of `itss`."""
    serve = commands.add_parser("serve", parents=[*parents], help="打开网站并收登记；文件一改，网页自己更新")
    serve.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    serve.add_argument("--address", default="127.0.0.1", help="在哪个地址上听，默认只有本机能打开")
    serve.add_argument(
        "--name",
        action="append",
        default=[],
        metavar="HOST",
        help="这个服务的域名；前面有代理时写，可以写几次",
    )
    serve.add_argument("--proxy", metavar="ADDRESS", help="前面代理的地址；只信它说的 X-Remote-User")
    serve.add_argument("--open", action="store_true", help="建好就用浏览器打开")
    taking = serve.add_mutually_exclusive_group()
    taking.add_argument("--inbox", metavar="DIR", help="登记页交来的放进这个文件夹，再用 itss import 收")
    taking.add_argument("--commit", action="store_true", help="登记页交来的查过就写进知识库并提交")
    serve.set_defaults(command=_serve)


def _serve(options: argparse.Namespace) -> int:
    from generators.authoring import inbox
    from generators.origin import history
    from generators.server import serve, submissions
    from generators.server.watch import Source

    if (options.inbox or options.commit) and Reader(Who(options.audience)).is_outside:
        raise UserError(
            "给外人看的网站不收登记：去掉 --inbox、--commit；收登记的另开一个 itss serve，不写 --audience。"
        )
    root = source.root_of(options.root)
    if options.commit and (trouble := history.unready(root)):
        raise UserError(f"现在提交不了，--commit 用不上：{trouble}")
    if options.as_of is not None:  # told before anything is begun
        source.now(source.read(root), options.as_of)
    memory = Memory()

    def read(moment: datetime | None) -> inbox.Seen:
        files = source.read(root)
        now = moment or source.now(files, options.as_of)
        past = history.read(root)
        base = memory.same(files, now, past) or knowledge.read(files, now, past, memory)
        return inbox.Seen(files, base, memory)

    def for_readers(base: KnowledgeBase) -> KnowledgeBase:
        from generators import audience

        return audience.seen_by(base, Who(options.audience), options.contract)

    where = serve.Where(options.address, options.port, tuple(options.name), options.proxy)
    folder = source.resolved(Path(options.inbox)) if options.inbox else None
    taking = submissions.Taking(folder, options.commit, options.as_of)
    serve.serve(Source(root, read, for_readers), where, taking, _say, opens=options.open)
    return 0


def _say(line: str) -> None:
    """Say a line at once, also into a pipe."""
    print(line, flush=True)
