"""Why a text cannot be a record, or a file not be read: the words for every refusal, and where it shows."""

from __future__ import annotations

import errno
import re

import yaml

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

SENTENCES = {
    "yaml-duplicate-key": "「{}」在同一层已经写过一次；只留一个。",
    "yaml-merge-key": "不能用合并键 {}；把要合并的各项照样写出来。",
    "yaml-complex-key": "项名只能是文字；以 [ 或 {{ 开头的文字请加引号。",
    "yaml-alias": "* 开头会被当作别名；是文字就加引号。",
    "yaml-anchor": "& 开头会被当作锚点；是文字就加引号。",
    "yaml-tag": "! 开头会被当作标签；是文字就加引号。",
    "yaml-directive": "% 开头的指令行不能用；删掉它。",
    "yaml-documents": "这里开始了第二份文档；一个文件只写一份登记。",
    "yaml-too-many-values": "超过 50000 个值；拆成几份登记。",
    "yaml-too-deep": "嵌套超过 64 层；检查是否有没闭合的括号。",
}

_WHY = {
    errno.ENOENT: "没有这个文件",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径里有一段不是文件夹",
    errno.EEXIST: "已经有同名的文件",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "只读的盘",
    errno.ENOSPC: "盘满了",
    errno.ENAMETOOLONG: "名字太长",
}


class Refusal(Exception):
    """The text cannot be a record: a finding code, a line, a column (both from 1) and what to do."""

    def __init__(self, code: str, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.code, self.line, self.column, self.message = code, line, column, message


def why(error: OSError) -> str:
    """Say in Chinese why the system would not read or write."""
    return _WHY.get(error.errno or 0) or str(error.strerror)


def unreadable(data: bytes) -> Refusal:
    """Say where text stops being UTF-8 or holds a control character."""
    try:
        text = data.decode()
    except UnicodeDecodeError as bad:
        line, column = _locate(data[: bad.start].decode())
        return Refusal("yaml-encoding", line, column, "这里不是 UTF-8 文本（可能是 GBK）；另存为 UTF-8。")
    hit = CONTROL.search(text)
    line, column = _locate(text[: hit.start()] if hit else "")
    return Refusal("yaml-control-character", line, column, "这里有控制字符；删掉它。")


def hidden(text: str, offset: int) -> Refusal:
    """Refuse a character that nobody sees, where it stands in the text."""
    line, column = _locate(text[:offset])
    name = f"U+{ord(text[offset]):04X}"
    return Refusal("yaml-invisible-character", line, column, f"这里有不可见字符 {name}；删掉后重新键入。")


def _locate(before: str) -> tuple[int, int]:
    lines = re.split(r"\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1


def syntax(data: bytes, error: yaml.MarkedYAMLError) -> Refusal:
    """Say what the parser stumbled over, in the words of the usual Chinese typing slips."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = re.split(r"\r\n|\r|\n", data.decode(errors="replace"))
    for number in (line, line - 1):  # libyaml notices a full-width colon one line late
        text = lines[number - 1] if 0 < number <= len(lines) else ""
        if "：" in text and ": " not in text and not text.rstrip().endswith(":"):
            return Refusal(
                "yaml-syntax", number, text.index("：") + 1, "这里用了全角冒号；改成半角冒号加一个空格。"
            )
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    if column > 1 and text[column - 2 : column - 1] in ("*", "&", "!"):
        column -= 1  # libyaml points behind the sign that it stumbled over
    text = text[column - 1 :]
    if text[:1] in "*&!%@`":
        hint = f"以 {text[:1]} 开头的文字要加引号。" if text else "检查引号、括号是否成对。"
    elif "mapping values" in str(error.problem):
        hint = "一行里有两个“: ”；把整段文字加上引号。"
    elif "tab" in str(error.problem).lower() or "\t" in text:
        hint = "缩进用了制表符；改成空格。"
    else:
        hint = "检查缩进、引号和括号是否成对。"
    return Refusal("yaml-syntax", line, column, f"YAML 读到这里读不下去；{hint}")
