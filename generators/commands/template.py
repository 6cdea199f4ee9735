"""The command that writes a blank workbook for people to fill."""

from __future__ import annotations

import argparse
from pathlib import Path

from generators import knowledge, progress
from generators.finding import UserError
from generators.origin import source


def add(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], common: argparse.ArgumentParser
) -> None:
    """Add the command to those of `itss`."""
    blank = commands.add_parser(
        "template",
        parents=[common],
        help="做一份 Excel 模板：填好交给 itss import，签到表、值班表、巡检表也这样做",
    )
    blank.add_argument("kind", metavar="KIND", help="哪一类，写代码或名称，如 training 或 培训")
    blank.add_argument("-o", "--output", metavar="FILE", help="写到哪个 .xlsx，默认照类别取名；已有的不覆盖")
    blank.add_argument("--rows", action="store_true", help="一行一条的登记表，如一个月的事件")
    blank.add_argument("--month", metavar="MONTH", help="哪个月的，如 2026-12；值班表照合同的班次一天一行")
    blank.add_argument(
        "--template", metavar="ID", help="照哪份模板，如巡检模板的编号；各项和上次的读数写在旁边"
    )
    blank.set_defaults(command=_template)


def _template(options: argparse.Namespace) -> int:
    from generators.authoring.asking import kind_named
    from generators.authoring.blank import making, writing

    files = source.read(source.root_of(options.root))
    with progress.shown("读登记"):
        base = knowledge.read(files, source.now(files, options.as_of))
    kind = kind_named(base, options.kind)
    wanted = making.Wanted(options.rows, options.month, options.template)
    made = making.blank(base, kind, wanted)
    tail = "-".join(
        filter(None, (kind.title, "登记表" if options.rows else "", options.month, options.template))
    )
    path = Path(options.output or f"{tail}.xlsx")
    if path.suffix.lower() != ".xlsx":
        raise UserError(f"-o 写了「{path}」；文件名要以 .xlsx 结尾。")
    source.write_new(path, writing.written(made))
    print(f"模板写到 {path}；填好以后：itss import {path}")
    return 0
