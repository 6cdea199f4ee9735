"""The command line: arguments in, one call, an exit code out.

Exit codes: 0 fine, 1 errors in the data, 2 usage or set-up, 3 a bug of ours, 130 interrupted.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from generators import collector, config, knowledge, output, progress, usage
from generators.codes import Severity
from generators.commands import editor, entry, new, seal, serve, template
from generators.finding import Finding, UserError, has_errors
from generators.kinds.formats import is_date
from generators.knowledge import KnowledgeBase
from generators.measures import held, holdings
from generators.origin import source
from generators.records.provenance import Completeness, History
from generators.records.reader import Who
from generators.words import say

_NEXT = {
    "site": "交给任何网页服务器即可，在本机看用 itss serve。",
    "offline": "双击里面的 index.html 就能看，不用服务器和网络。",
}
_DESCRIPTION = "ITSS 运维知识库：检查登记，生成网站。"


def run(arguments: Sequence[str]) -> int:
    """Run one command. Raises UserError when it cannot go on."""
    usage.in_words()
    options = _parser().parse_args(new.spelt_out(list(arguments)))
    code: int = options.command(options)
    return code


def _check(options: argparse.Namespace) -> int:
    root = source.root_of(options.root)
    base = _read(root, options.as_of, _history(root) if options.history else None)
    shown = _below(base, root, options.paths)
    tell = output.FORMATS[options.format]
    if options.format == "json":
        output.as_utf_8(sys.stdout)
    print(tell(shown, holdings.checked(base).number, held.not_held(base).number))
    return int(has_errors(shown))


def _build(options: argparse.Namespace) -> int:
    from generators.origin import history
    from generators.site import build
    from generators.site.publish import Profile

    root = source.root_of(options.root)
    with progress.shown("读 Git 历史"):
        past = history.read(root)
    base = _read(root, options.as_of, past)
    if base.has_errors:
        print(output.text(base.findings, holdings.checked(base).number, held.not_held(base).number))
        print("有错误，没有生成网站；原来的网站没有动。")
        return 1
    base = _for_readers(base, options)
    # never by itself in the place of the site that tells more
    profile = Profile(options.profile)
    special = [] if profile is Profile.SITE else [profile.value]
    special += [] if base.reader.is_whole else [str(one) for one in base.reader if one]
    home = Path(options.site_dir) if options.site_dir else root / "-".join(("site", *special))
    site_dir = source.resolved(home)
    with collector.still(), progress.shown("生成网页"):
        build.build(base, root, site_dir, profile)
        packed = build.zipped(site_dir) if options.zip else None
    print(f"网站已写入 {site_dir}；{_NEXT[profile]}")
    if packed:
        print(f"打成了一个文件 {packed}；发给要离线看的人，解压后双击 {site_dir.name} 里的 index.html。")
    return 0


def _for_readers(base: KnowledgeBase, options: argparse.Namespace) -> KnowledgeBase:
    from generators import audience

    return audience.seen_by(base, Who(options.audience), options.contract)


def _status(options: argparse.Namespace) -> int:
    from generators import briefing

    return _tell(options, briefing.everything if options.all else briefing.status)


def _due(options: argparse.Namespace) -> int:
    from generators import briefing

    return _tell(options, briefing.due)


def _whatif(options: argparse.Namespace) -> int:
    from generators import briefing
    from generators.measures import whatif

    since = options.since
    if since is not None and not is_date(since):
        raise UserError(f"--from 写了「{since}」，不是日期；写成 2026-07-17 这样。")
    base = _read(source.root_of(options.root), options.as_of)
    found = whatif.whatif(base, options.decision, date.fromisoformat(since) if since else None)
    if options.json:
        output.as_utf_8(sys.stdout)
        print(output.whatif_json(found), end="")
    else:
        print(briefing.flips(found))
    return int(base.has_errors)


def _tell(options: argparse.Namespace, text: Callable[[KnowledgeBase], str]) -> int:
    base = _read(source.root_of(options.root), options.as_of)
    if options.json:
        output.as_utf_8(sys.stdout)
        print(output.verdicts_json(base), end="")
    else:
        print(text(base))
    if base.has_errors:
        number = holdings.found(base.findings)[Severity.ERROR].number
        print(f"itss: 数据有 {number} 个错误，相关判定为待复核；运行 itss check 看是哪些。", file=sys.stderr)
    return int(base.has_errors)


def _migrate(options: argparse.Namespace) -> int:
    from generators.authoring import migrate
    from generators.origin import history

    root = source.root_of(options.root)
    found = migrate.migrate(source.as_it_stands(root), source.shipped_schemas())
    if found.refused:
        print(output.lines(found.refused))
        print("有文件读不出来，什么都没有改；改正以后再运行 itss migrate。")
        return 1
    if not found.changed:
        print("这个知识库已是本程序的格式，没有要改的。")
        return 0
    print(migrate.text(found))
    if found.left:
        print(f"还有要人补写的：\n{output.lines(found.left)}")
    if options.dry_run:
        print("要改的就是这些；这次只看，什么都没有改。")
        return 0
    unsaved = history.unsaved(root, found.changed)
    if unsaved is None:
        raise UserError(f"{root} 不在 Git 里，改了就找不回旧的；先 git init 并提交，再运行 itss migrate。")
    if unsaved:
        raise UserError(f"{'、'.join(unsaved)} 还没有提交，改了就找不回旧的；先提交，再运行 itss migrate。")
    source.write(root, found.changed)
    print("已经改了；用 git diff 看一遍，运行 itss check，再提交。")
    return 0


def _read(root: Path, as_of: str | None, past: History | None = None) -> KnowledgeBase:
    files = source.read(root)
    with collector.still(), progress.shown("读登记、判定"):
        return knowledge.read(files, source.now(files, as_of), past)


def _history(root: Path) -> History:
    """Read the whole history. Raises UserError where a part of it is missing."""
    from generators.authoring import migrate
    from generators.origin import history, versions

    with progress.shown("读 Git 历史"):
        past = history.read(root)
        if past.state not in (Completeness.COMPLETE, Completeness.BROKEN):  # that is a finding
            raise UserError(say(f"record.history.{past.state}"))
        schemas = source.shipped_schemas()
        start = config.read(source.as_it_stands(root)).history_from
        return versions.with_versions(
            past, root, start, lambda files: migrate.migrate(files, schemas).changed
        )


def _below(base: KnowledgeBase, root: Path, paths: list[str]) -> tuple[Finding, ...]:
    """Keep what lies in the files and folders or in that of an id; the whole base was read all the same."""
    if not paths:
        return base.findings
    wanted = [_wanted(path, root, base) for path in paths]
    return tuple(
        one for one in base.findings if any((root / one.place.path).is_relative_to(w) for w in wanted)
    )


def _wanted(path: str, root: Path, base: KnowledgeBase) -> Path:
    """Find what an argument names: from here, from the base, or by its id. Raises UserError."""
    spelt = dict.fromkeys((path, path.replace("\\", "/")))
    kind = base.kinds.of_id(path)  # a record that could not be read, or lies ahead, is a file all the same
    by_id = base.facts.states.path(path) or (kind.home(path) if kind else None)
    for there in (
        *(home / one for one in spelt for home in (Path(), root)),
        *((root / by_id,) if by_id else ()),
    ):
        full = source.resolved(there)
        if full.exists() and full.is_relative_to(root):
            return full
    raise UserError(f"{path} 不在知识库里；写知识库中的文件、文件夹，或登记的编号。")


def _readers() -> argparse.ArgumentParser:
    readers = argparse.ArgumentParser(add_help=False)
    readers.add_argument(
        "--audience",
        choices=[str(one) for one in reversed(list(Who))],
        default=str(Who.INTERNAL),
        help="阅读范围：internal 内部（默认）、customer 甲方、public 公开；不该看的登记、项、附件都不在里面",
    )
    readers.add_argument(
        "--contract", metavar="ID", help="只给看这一份合同的，如 CT-2026-01；有几份合同时要写"
    )
    return readers


def _parser() -> argparse.ArgumentParser:
    where = argparse.ArgumentParser(add_help=False)
    where.add_argument("--root", metavar="DIR", help="知识库的文件夹，默认是当前或上级带 mkdocs.yml 的那个")
    common = argparse.ArgumentParser(add_help=False, parents=[where])
    common.add_argument(
        "--as-of",
        metavar="TIME",
        help="按哪一天或哪一刻判定，如 2026-11-20（当天结束时）或 2026-11-20T18:00:00+08:00",
    )
    parser = argparse.ArgumentParser(prog="itss", description=_DESCRIPTION)
    commands = parser.add_subparsers(title="命令", required=True, metavar="COMMAND")

    check = commands.add_parser("check", parents=[common], help="检查所有登记和文档，不改任何文件")
    check.add_argument("paths", nargs="*", metavar="PATH", help="只显示这些文件、文件夹或编号的结果")
    check.add_argument(
        "--history", action="store_true", help="连同 Git 历史一起检查，如被删除的、关闭以后改过的登记"
    )
    check.add_argument("--format", choices=list(output.FORMATS), default="text", help="输出格式")
    check.set_defaults(command=_check)

    readers = _readers()
    build = commands.add_parser("build", parents=[common, readers], help="生成网站；有错误就不动原来的网站")
    build.add_argument(
        "--site-dir", metavar="DIR", help="网站写到哪里，默认是知识库里的 site；不是给内部看的，默认另有一处"
    )
    build.add_argument(
        "--profile",
        choices=list(_NEXT),
        default="site",
        help="site 给网页服务器；offline 给没有网络的人：不用服务器，双击就能看，默认写到 site-offline",
    )
    build.add_argument("--zip", action="store_true", help="另打成一个 zip 文件，放在网站文件夹旁边")
    build.set_defaults(command=_build)

    for name, about, command in (
        ("status", "各项义务履行情况：一屏看完，未落实的按原因归并", _status),
        ("due", "三十天内要办的事，各牵涉哪些义务", _due),
    ):
        telling = commands.add_parser(name, parents=[common], help=about)
        telling.add_argument("--json", action="store_true", help="输出全部判定")
        telling.set_defaults(command=command)
        if command is _status:
            telling.add_argument("--all", action="store_true", help="列出全部统计和每一条未落实的判定")

    asking = commands.add_parser(
        "whatif", parents=[common], help="一份口径会改变哪些判定、月份和合计；签字以前先看"
    )
    asking.add_argument("decision", metavar="ID", help="口径的编号，如 DC-2026-04")
    asking.add_argument(
        "--from", dest="since", metavar="DATE", help="假设从哪天起用；不写就与没有这份口径相比"
    )
    asking.add_argument("--json", action="store_true", help="输出成 JSON")
    asking.set_defaults(command=_whatif)

    migrate = commands.add_parser("migrate", parents=[where], help="把旧格式的知识库改成本程序的格式")
    migrate.add_argument("--dry-run", action="store_true", help="只列出要改什么，不改任何文件")
    migrate.set_defaults(command=_migrate)

    entry.add(commands, common)
    template.add(commands, common)
    new.add(commands, common)
    editor.add(commands, common)
    seal.add(commands, common, _history)
    serve.add(commands, [common, readers])
    return parser
