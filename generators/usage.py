"""What `argparse` tells, in Chinese: wrong usage ends in words that whoever wrote the command can read.

It asks `gettext` for each of its texts; without a catalogue that is built, it asks this table.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from types import MappingProxyType

TEXTS: Mapping[str, str] = MappingProxyType(
    {
        "usage: ": "用法：",
        "positional arguments": "参数",
        "options": "选项",
        "subcommands": "命令",
        "show this help message and exit": "显示这份说明",
        "show program's version number and exit": "显示版本",
        " (default: %(default)s)": "（默认：%(default)s）",
        "%(heading)s:": "%(heading)s：",
        "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s。加 -h 看说明。\n",
        "%(prog)s: warning: %(message)s\n": "%(prog)s: %(message)s\n",
        "argument %(argument_name)s: %(message)s": "%(argument_name)s %(message)s",
        "the following arguments are required: %s": "还要写：%s",
        "one of the arguments %s is required": "这几个要写一个：%s",
        "unrecognized arguments: %s": "不认识：%s",
        "not allowed with argument %s": "不能和 %s 一起写",
        "ambiguous option: %(option)s could match %(matches)s": "%(option)s 可以是 %(matches)s；写全",
        "ignored explicit argument %r": "不带值，却写了 %r",
        "unexpected option string: %s": "不认识：%s",
        "expected one argument": "后面要写一个值",
        "expected at most one argument": "后面最多写一个值",
        "expected at least one argument": "后面至少写一个值",
        "expected %s argument": "后面要写 %s 个值",
        "expected %s arguments": "后面要写 %s 个值",
        "invalid choice: %(value)r (choose from %(choices)s)": "没有 %(value)r；可用：%(choices)s",
        "unknown parser %(parser_name)r (choices: %(choices)s)": "没有 %(parser_name)r；可用：%(choices)s",
        "invalid %(type)s value: %(value)r": "写了 %(value)r，不是要的那种值",
        "can't open '%(filename)s': %(error)s": "打不开 %(filename)s（%(error)s）",
        "argument '%(argument_name)s' is deprecated": "%(argument_name)s 以后不再用",
        "command '%(parser_name)s' is deprecated": "%(parser_name)s 以后不再用",
        "option '%(option)s' is deprecated": "%(option)s 以后不再用",
    }
)


def in_words() -> None:
    """Let `argparse` tell all it tells from here on in Chinese."""
    vars(argparse).update(_=_told, ngettext=_counted)


def _told(text: str) -> str:
    return TEXTS.get(text, text)


def _counted(one: str, some: str, number: int) -> str:
    return _told(one if number == 1 else some)
