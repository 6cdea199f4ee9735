"""Why a text cannot be a record, or a file not be read: the words for every refusal, and where it shows."""

from __future__ import annotations

import errno
import re

import yaml

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")

_LARGEST_PAGE = 1 << 20  # bytes; nobody reads more, and no engine is done with it while somebody waits
_CLOSE = re.compile(r" *(?:- +)*[A-Za-z_][\w-]*(:)[^\s/:]").match  # a name and a colon, and no blank
# Git writes these at the beginning of a line; seven equals signs alone may underline a title
_TORN = re.compile(rb"(?:\A(?:\xef\xbb\xbf)?|(?<=[\r\n]))(?:<{7}|>{7})(?=[ \r\n]|\Z)")
_EATEN = re.compile(r"[^#\"']*[^\s#\"'][ \t]+#").match

SENTENCES = {
    "merge-conflict": "合并冲突没有解决；两边留下该留的几行，再删掉 <<<<<<<、=======、>>>>>>> 这几行。",
    "yaml-duplicate-key": "「{}」在同一层已经写过一次；只留一个。",
    "yaml-merge-key": "不能用合并键 {}；把要合并的各项照样写出来。",
    "yaml-complex-key": "项名只能是文字；以 [ 或 {{ 开头的文字请加引号。",
    "yaml-alias": "* 开头会被当作别名；是文字就加引号。",
    "yaml-anchor": "& 开头会被当作锚点；是文字就加引号。",
    "yaml-tag": "! 开头会被当作标签；是文字就加引号。",
    "yaml-directive": "% 开头的指令行不能用；删掉它。",
    "yaml-documents": "这里开始了第二份文档；一个文件只写一份登记。",
    "yaml-lost-text": "空格加 # 后面的字会当成注释丢掉；是文字就整段加上引号，是注释就另起一行，与项名对齐。",
    "yaml-backslash.unknown": "双引号里的 {sign} 读不懂；是路径就改用单引号，反斜杠照写。",
    "yaml-backslash": "双引号里的 {sign} 会变成{becomes}；是路径就改用单引号，真要换行就用 | 分行写。",
    "yaml-complex-key.question": "不能用 ? 写项名；直接写“项: 值”，以 ? 开头的文字加引号。",
    "yaml-syntax.comment": "注释的 # 前面要空一格；是文字就放进引号里。",
    "yaml-syntax.colon": "这里用了全角冒号；改成半角冒号加一个空格。",
    "yaml-syntax.close": "这里的冒号后面少一个空格；写成“项: 值”。",
    "yaml-syntax.comma": "这里用了全角逗号；改成半角逗号加一个空格。",
    "yaml-syntax.tab": "这里有制表符；改成空格。",
    "yaml-syntax.floor": "接着上一行的内容要比它那一项的开头多缩进；加上空格，或写成一行。",
    "yaml-syntax.sign": "以 {sign} 开头的文字要加引号。",
    "yaml-syntax.header": "{sign} 后面不能再写字；文字从下一行开始，缩进写。",
    "yaml-syntax.blank": "空行里的空格比文字还多，看不出文字从哪里开始；删掉空行里的空格。",
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
    errno.EDQUOT: "配额用完了",
    errno.EFBIG: "文件太大，系统不让写",
    errno.EIO: "盘读写出错",
    errno.EBUSY: "正被别的程序占用",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.ENOMEM: "内存不够",
    errno.EBADF: "已经关了",
    errno.EXDEV: "不在同一个盘上",
    errno.ENAMETOOLONG: "名字太长",
    errno.ELOOP: "符号链接绕成了圈",
}


class Refusal(Exception):
    """The text cannot be a record: a finding code, a line, a column (both from 1) and what to do."""

    def __init__(self, code: str, line: int, column: int, message: str) -> None:
        super().__init__(message)
        self.code, self.line, self.column, self.message = code, line, column, message


def why(error: OSError) -> str:
    """Say in Chinese why the system would not read or write."""
    return _WHY.get(error.errno or 0) or str(error.strerror)


def is_utf_16(data: bytes) -> bool:
    """Say whether every other byte is what UTF-16 puts beside Latin letters, or a mark says so."""
    head = data[:64]
    zeros = max(head[::2].count(0), head[1::2].count(0))
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") or (len(head) > 1 and zeros * 4 >= len(head))


def unreadable(data: bytes) -> Refusal:
    """Say where text stops being UTF-8 or holds a control character."""
    if is_utf_16(data):
        return Refusal("yaml-encoding", 1, 1, "文件是 UTF-16 编码；另存为 UTF-8。")
    try:
        text = data.decode()
    except UnicodeDecodeError as bad:
        line, column = _locate(data[: bad.start].decode())
        return Refusal("yaml-encoding", line, column, "这里不是 UTF-8 文本（可能是 GBK）；另存为 UTF-8。")
    hit = CONTROL.search(text)
    line, column = _locate(text[: hit.start()] if hit else "")
    return Refusal("yaml-control-character", line, column, "这里有控制字符；删掉它。")


def page_text(data: bytes) -> str:
    """Give the text of a page. Raises Refusal."""
    if len(data) > _LARGEST_PAGE:
        raise Refusal("page-too-large", 1, 1, "页面超过 1 MiB；分成几页，大的内容作为附件存放。")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise unreadable(data) from None


def hidden(text: str, offset: int) -> Refusal:
    """Refuse a character that nobody sees, where it stands in the text."""
    line, column = _locate(text[:offset])
    name = f"U+{ord(text[offset]):04X}"
    return Refusal("yaml-invisible-character", line, column, f"这里有不可见字符 {name}；删掉后重新键入。")


def torn(data: bytes) -> Refusal | None:
    """Refuse a text in which Git left two versions beside each other for somebody to choose."""
    if b"<<<<<<<" not in data and b">>>>>>>" not in data:
        return None
    hit = None if b"\0" in data else _TORN.search(data)
    line = len(re.findall(rb"\r\n|\r|\n", data[: hit.start()])) + 1 if hit else 0
    return Refusal("merge-conflict", line, 1, SENTENCES["merge-conflict"]) if hit else None


def refused(key: str, text: str, offset: int, /, **slots: object) -> Refusal:
    """Refuse what stands at an offset of a text by a sentence: its code and, after a dot, its case."""
    return Refusal(key.partition(".")[0], *_locate(text[:offset]), SENTENCES[key].format(**slots))


def _locate(before: str) -> tuple[int, int]:
    lines = re.split(r"\r\n|\r|\n", before)
    return len(lines), len(lines[-1]) + 1


def _slip(lines: list[str], line: int) -> Refusal | None:
    """Find a slip of Chinese typing in a line or the one before: libyaml notices a colon one line late."""
    for number in (line, line - 1):
        text = lines[number - 1] if 0 < number <= len(lines) else ""
        if "：" in text and ": " not in text and not text.rstrip().endswith(":"):
            return Refusal("yaml-syntax", number, text.index("：") + 1, SENTENCES["yaml-syntax.colon"])
        if found := _CLOSE(text):
            return Refusal("yaml-syntax", number, found.end(1), SENTENCES["yaml-syntax.close"])
        if "，" in text and ("[" in text or "{" in text):
            return Refusal("yaml-syntax", number, text.index("，") + 1, SENTENCES["yaml-syntax.comma"])
    return None


def _eaten(lines: list[str], begin: int, end: int) -> Refusal | None:
    """Find what a comment took away, such as the end of a list in brackets."""
    for number, text in enumerate(lines[begin:end], begin + 1):
        if found := _EATEN(text):
            return Refusal("yaml-lost-text", number, found.end(), SENTENCES["yaml-lost-text"])
    return None


def syntax(data: bytes, error: yaml.MarkedYAMLError) -> Refusal:
    """Say what the parser stumbled over, in the words of the usual Chinese typing slips."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = re.split(r"\r\n|\r|\n", data.decode(errors="replace"))
    slip = _slip(lines, line) or _eaten(
        lines, error.context_mark.line if error.context_mark else line - 1, line
    )
    if slip:
        return slip
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    back = text.rfind("\\", 0, column)
    if back >= 0 and ("escape" in str(error.problem) or "hexdec" in str(error.problem)):
        said = SENTENCES["yaml-backslash.unknown"].format(sign=text[back : back + 2])
        return Refusal("yaml-backslash", line, back + 1, said)
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
