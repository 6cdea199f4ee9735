from __future__ import annotations

import contextlib
import gc
import json
import random
import time
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from conftest import LONG, good_examples, schemas
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generators import strict_yaml, yaml_grammar
from generators.records import earlier
from generators.records.record import split_front_matter
from generators.refusal import Refusal
from generators.strict_yaml import Mark, load, positions

PARSERS = ["libyaml"] if yaml.__with_libyaml__ else []


@pytest.fixture(params=[*PARSERS, "python"])
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Each promise holds with libyaml and with PyYAML's own parser."""
    name = str(request.param)
    monkeypatch.setattr(strict_yaml, "_Parser", yaml.CSafeLoader if name == "libyaml" else yaml.SafeLoader)
    return name


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *[(word, True) for word in ("true", "True", "TRUE")],
        *[(word, False) for word in ("false", "False", "FALSE")],
        *[(word, None) for word in ("null", "Null", "NULL", "~", "")],
        ("0", 0), ("-0", 0), ("7", 7), ("-12", -12), ("999999999999999999", 10**18 - 1),
        ("1.10", 1.1), ("-0.5", -0.5), ("1.5e10", 1.5e10), ("2.0E-3", 0.002), ("3.14e+99", 3.14e99),
        *[(same, same) for same in (
            "2026-03-05", "2026-03-05 09:30", "2026-03-05T09:10:00+08:00", "12:30", "1:30:00", "09:00", "18:00",
            "yes", "Yes", "no", "NO", "on", "off", "y", "n", "nULL", "tRUE", "None",
            "0123", "010", "08", "00", "-01", "+1", "0x1F", "0o17", "0b1", "1_000", "1,000", "190:20:30",
            "12e45", "1e3", "1.5e100", ".5", "1.", "-.5", ".inf", "-.inf", ".nan", "1.2.3", "1-2",
            "1000000000000000000", "123456789012345678901", "-123456789012345678901", "9" * 5000,
            "1." + "1" * 19, "１２", "=", "標題", "a:b", "http://a/b", "a#b",
        )],
        ('"true"', "true"), ("'12'", "12"), ('""', ""), ("''", ""), ('"~"', "~"), ("|\n  12\n", "12\n"),
        (">-\n  1.5\n", "1.5"), ("[]", []), ("{}", {}), ("[1, no, 0123]", [1, "no", "0123"]),
        ("{on: 1, 1: on}", {"on": 1, "1": "on"}), ("{null: 1, true: 2}", {"null": 1, "true": 2}),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("parser")
def test_only_what_json_could_say_is_more_than_text(text: str, value: object) -> None:
    assert repr(load(f"v: {text}\n".encode())["v"]) == repr(value)


REFUSED = {
    "UTF-16 little end first": ("a: 1".encode("utf-16"), "yaml-encoding", 1, 1), "UTF-16 big end first": (b"\xfe\xff" + "a: 1".encode("utf-16-be"), "yaml-encoding", 1, 1),
    "GBK key": ("a: 1\n标题: x\n".encode("gbk"), "yaml-encoding", 2, 1),
    "GBK behind a byte order mark": (b"\xef\xbb\xbfa: " + "标".encode("gbk"), "yaml-encoding", 1, 4),
    "half a surrogate in UTF-8": (b"a: \xed\xa0\x80\n", "yaml-encoding", 1, 4),
    "raw bell": ("a: 1\n标题: 好\x07\n".encode(), "yaml-control-character", 2, 6),
    **{f"raw {name}": (f"a: x{sign}\n".encode(), "yaml-control-character", 1, 5) for name, sign in (
        ("NUL", "\0"), ("DEL", "\x7f"), ("C1", "\x9f"))},
    "raw U+FFFE": ("a: 1\nb: \ufffe\n".encode(), "yaml-control-character", 2, 4),
    "escaped U+FFFF": (b'a: "\\uFFFF"\n', "yaml-control-character", 1, 4),
    "escaped bell": (b'a: 1\nb: "x\\x07"\n', "yaml-control-character", 2, 4),
    "escaped NUL in a list": (b'a:\n  - x\n  - "\\0"\n', "yaml-control-character", 3, 5),
    "escaped bell in a key": (b'a: 1\n"b\\x07": 1\n', "yaml-control-character", 2, 1),
    "zero width blank": ("a: 1\nb: 标\u200b题\n".encode(), "yaml-invisible-character", 2, 4),
    "zero width blank in a key": ("a: 1\n标\u200b题: 1\n".encode(), "yaml-invisible-character", 2, 1),
    "escaped zero width blank in a key": (b'a:\n  - "c\\u200b": 2\n', "yaml-invisible-character", 2, 5),
    "byte order mark inside": ("a: x\ufeffy\n".encode(), "yaml-invisible-character", 1, 4),
    "override of direction": ("a: '\u202ex'\n".encode(), "yaml-invisible-character", 1, 4),
    "Arabic letter mark": ("a: x\u061cy\n".encode(), "yaml-invisible-character", 1, 4),
    "line separator": ('a: "x\u2028y"\n'.encode(), "yaml-invisible-character", 1, 4),
    "next line": ('a: "x\x85y"\n'.encode(), "yaml-invisible-character", 1, 6),
    "alias": (b"a: 1\nb: *x\n", "yaml-alias", 2, 4), "alias as key": (b"*a : 1\n", "yaml-alias", 1, 1),
    "anchor": (b"a: &x 1\n", "yaml-anchor", 1, 4), "anchor of itself": (b"a: &a [*a]\n", "yaml-anchor", 1, 4),
    "anchor of a key": (b"a: 1\n&b c: 1\n", "yaml-anchor", 2, 1),
    "tag": (b"a: !!str 1\n", "yaml-tag", 1, 4), "tag of a key": (b"!!str a: 1\n", "yaml-tag", 1, 1),
    "tag that would run code": (b"a: !!python/object/apply:os.getcwd []\n", "yaml-tag", 1, 4),
    "tag alone": (b"a: ! x\n", "yaml-tag", 1, 4),
    "merge key": (b"a: 1\n<<: {b: 1}\n", "yaml-merge-key", 2, 1), "merge key in quotes": (b'"<<": 1\n', "yaml-merge-key", 1, 1),
    "YAML directive": (b"%YAML 1.1\n---\na: 1\n", "yaml-directive", 1, 1),
    "TAG directive": (b"# x\n%TAG ! tag:x,2026:\n---\na: 1\n", "yaml-directive", 2, 1),
    **{f"{what} behind dashes": (b"a: 1\n---\n" + rest, "yaml-documents", 2, 1) for what, rest in (
        ("a document", b"b: 2\n"), ("nothing", b""))},
    "nothing": (b"", "yaml-documents", 1, 1), "comment alone": (b"# x\n---\n", "yaml-documents", 1, 1),
    "byte order mark alone": (b"\xef\xbb\xbf", "yaml-documents", 1, 1), "null alone": (b"~\n", "yaml-documents", 1, 1), "list": (b"- 1\n", "yaml-not-a-mapping", 1, 1),
    "list as key": (b"a: 1\n? [x]\n: 1\n", "yaml-complex-key", 2, 3), "list as key without question mark": (b"[a]: 1\n", "yaml-complex-key", 1, 1),
    "mapping as key": (b"{{a: 1}: 2}\n", "yaml-complex-key", 1, 2),
    "a key twice": (b"a: 1\nb:\n  c: 1\n  c: 2\n", "yaml-duplicate-key", 4, 3), "a key twice, once in quotes": (b'a: 1\n"a": 2\n', "yaml-duplicate-key", 2, 1),
    "a key twice in JSON": (b'{"a": 1,\n "a": 2}', "yaml-duplicate-key", 2, 2),
    "a key twice with null": (b"a:\nb: 1\na:\n", "yaml-duplicate-key", 3, 1),
    "65 lists": (b"a: " + b"[" * 64, "yaml-too-deep", 1, 67), "65 dashes": (b"- " * 70, "yaml-too-deep", 1, 129),
    "a million brackets": (b"[" * (1 << 20), "yaml-too-deep", 1, 65),
    "35 lists in mappings": (b"{a: [" * 35, "yaml-too-deep", 1, 161),
    "brackets in braces": (b"{[" * 35, "yaml-complex-key", 1, 2),
    "60000 items": (b"a:\n" + b"- 1\n" * 60_000, "yaml-too-many-values", 50_000, 3),
    "60000 keys": (b"".join(b"k%d: 1\n" % n for n in range(60_000)), "yaml-too-many-values", 50_000, 9),
    "a byte over 1 MiB": (b"a: " + b"x" * ((1 << 20) - 2), "yaml-too-large", 1, 1),
}  # fmt: skip


LOST = {
    "a number of a case": ("note: 见工单 #1024 的处理\n", 1, 11),
    "a number behind two blanks": ("a: 设备  # 3 号机\n", 1, 8),
    "a figure": ("a: 85 #号机\n", 1, 7), "all of a value": ("a: #1024\nb: 1\n", 1, 4), "all of an item": ("a:\n  - #2 机\n  - x\n", 2, 5),
    "the rest of a list": ("a: [P-004 #值班, P-005]\nb: 1\n", 1, 11), "the end of an item in brackets": ("a: [x, y #1\n  ]\n", 1, 10),
    "all of a value in braces": ("a: {b: #x\n  }\n", 1, 8), "the middle of a text": ("a: x #1\n  y\n", 1, 6),
    "a line that goes on": ("a: 请处理\n  #2 服务器\nb: 1\n", 2, 3), "a line further in, behind an empty one": ("a: 1\n\n    # x\nb: 2\n", 3, 5),
    "the last line of a text of lines": ("a: |\n  x\n #2 机\nb: 1\n", 3, 2), "a number in a row": ("a:\n  - b: x #1\n    c: 2\n", 2, 10),
    "in a page's steps": ("steps:\n  - do: 看 #2 柜\n", 2, 11),
}  # fmt: skip


@pytest.mark.parametrize("name", LOST)
@pytest.mark.usefixtures("parser")
def test_no_text_is_lost_as_a_comment(name: str) -> None:
    text, line, column = LOST[name]
    with pytest.raises(Refusal, match="整段加上引号") as caught:
        load(text.encode())
    assert (caught.value.code, caught.value.line, caught.value.column) == ("yaml-lost-text", line, column)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("# x\na: 1\n# y\nb: 2\n", {"a": 1, "b": 2}), ("a: 'x' # y\n", {"a": "x"}), ("a: [1, 2] # y\n", {"a": [1, 2]}),
        ("a: {b: 1}  # y\n", {"a": {"b": 1}}), ("a:  # y\n  - x\n  # z\n  - w\n", {"a": ["x", "w"]}), ("a: x#y\n", {"a": "x#y"}),
        ("a:\n  # y\n  b: 1\n", {"a": {"b": 1}}), ("a: |\n  x\n  # y\n# z\nb: 1\n", {"a": "x\n# y\n", "b": 1}), ("a: '#1'\n", {"a": "#1"}),
        ("a: [1, # y\n  2]\n", {"a": [1, 2]}), ("a: 1\n# c\tx\n", {"a": 1}),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("parser")
def test_a_comment_stands_where_it_can_be_nothing_else(text: str, value: object) -> None:
    assert load(text.encode()) == value


BACKSLASHES = {
    "a drive": (r'a: "日志在 D:\new\report 里"', 11, "换行"), "a drive of Chinese folders": (r'a: "D:\n文档"', 7, "换行"),
    "a tool": (r'a: "bin\tool.exe"', 8, "制表符"), "a relative path": (r'a: "logs\report"', 9, "回车"), "from the root": (r'a: "见 \temp"', 7, "制表符"),
    "a halved server": (r'a: "\\nas\temp"', 10, "制表符"), "a halved server in Chinese": (r'a: "\\文件\new"', 9, "换行"),
    "a drive of which one backslash is halved": (r'a: "D:\\数据\new"', 11, "换行"), "a folder of programs": (r'a: "D:\bin"', 7, "退格"),
    "what nobody reads": (r'a: "D:\文档"', 7, "单引号"), "a user's folder": (r'a: "C:\Users\x"', 7, "单引号"), "a blank that is none": (r'a: "x\_y"', 6, "空格"),
}  # fmt: skip


@pytest.mark.parametrize("name", BACKSLASHES)
@pytest.mark.usefixtures("parser")
def test_a_backslash_of_a_path_becomes_nothing_else(name: str) -> None:
    text, column, words = BACKSLASHES[name]
    with pytest.raises(Refusal, match=words) as caught:
        load(text.encode())
    assert (caught.value.code, caught.value.line, caught.value.column) == ("yaml-backslash", 1, column)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r'"第一\n第二"', "第一\n第二"), (r'"第一\nsudo"', "第一\nsudo"), (r'"x\n- y"', "x\n- y"), (r'"D:\\new"', r"D:\new"), (r"'D:\new'", r"D:\new"),
        (r"D:\new", r"D:\new"), (r'"\\\\nas\\temp"', r"\\nas\temp"), (r'"a\u000ab"', "a\nb"), (r'"a\u0009b \x41 \/"', "a\tb A /"), (r'"\"x\""', '"x"'),
        ('"a b\\\n  \\ c"', "a b c"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("parser")
def test_a_backslash_that_can_be_no_path_means_what_it_means_in_json(text: str, value: str) -> None:
    assert load(f"a: {text}\n".encode()) == {"a": value}


# of inputs that parsers take; the public suite has more (tests/yaml_suite.py)
LENIENT = {
    "brackets going on at the beginning of the line": ("a: [x,\ny,\nz]\n", 2, 1), "the same within a mapping": ("k:\n  a: [x,\n  y]\n", 3, 3),
    "brackets closed at the beginning of the line": ("a: {\n  b: 1\n}\n", 3, 1), "quotes going on at the beginning of the line": ("a: 'x\ny'\n", 2, 1),
    "a comment that touches quotes": ('a: "x"# y\n', 1, 7), "a comment that touches brackets": ("a: [ x, ]#y\n", 1, 10), "a comment that touches a comma": ("a: [ x,#y\n  ]\n", 1, 8),
    "blank lines longer than what follows": ("a: >\n \n  \n   \n # y\n", 2, 1), "a last line of blanks": ("a: |\n  x\n   ", 3, 1), "a comment behind a sign of lines": ("a: > # y\n  x\n", 1, 4),
    "a dash alone": ("a: [-]\n", 1, 5), "two dashes alone": ("a:\n  - [-, -]\n", 2, 6), "a question mark as a sign": ("{ ?a: b,\nc: 1\n}\n", 1, 3), "an item with a question mark": ("a: [?x]\n", 1, 5),
    "a question mark before a name": ("? a\n: b\n", 1, 1), "a tab behind a colon": ("a:\t1\n", 1, 3), "a tab within quotes that go on": ('a: "x\n\ty"\n', 2, 1),
    "a tab in brackets": ("a:\n  - [\n  \tx\n   ]\n", 3, 3), "a tab in a plain text": ("a: x\ty\n", 1, 5), "a tab at the end": ("a: 1\t\n", 1, 5),
    "an end of line that only YAML 1.1 knows": ("# x\u2028a: 1\nb: 1\n", 1, 4),
}  # fmt: skip


@pytest.mark.parametrize("name", LENIENT)
@pytest.mark.usefixtures("parser")
def test_what_parsers_take_though_it_is_outside_the_grammar_is_refused(name: str) -> None:
    text, line, column = LENIENT[name]
    with pytest.raises(Refusal) as caught:
        load(text.encode())
    assert (caught.value.line, caught.value.column) == (line, column)
    assert caught.value.message.endswith("。")


HEADS = ["k{}: ", "k{}: ", "k{}:", "- ", "- k{}: ", "", "- - "]
VALUES = [
    "x", "x y", "serial#", "'s'", '"q"', "[a, b]", "{a: 1}", "", "|", ">-", "# c", "x #d", "#d", "[a,", "b]", "?", "-", "x: y", "\\n", '"', "  ",
]  # fmt: skip
TRAPS = [
    "k: v\n - |\n   a\n   # c\n",
    "k: v\n    a\n  - >-\n   #d\n     #e\n",
    "k: v\n\n - |\n   a\n   # c\n",
]  # all of it one plain text


def lines(chance: random.Random) -> str:
    rows = []
    for number in range(chance.randint(1, 6)):
        head, value = chance.choice(HEADS).format(number), chance.choice(VALUES)
        rows.append(f"{' ' * chance.choice([0, 0, 2, 2, 4, 1])}{head}{value}\n")
    return "".join(["k: v\n", *rows])


def test_what_passes_at_one_look_is_what_the_grammar_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(15)  # noqa: S311 - no secret
    passed = {}
    for text in [*TRAPS, *(lines(chance) for _ in range(400_000 if LONG else 60_000))]:
        if yaml_grammar.is_calm(text):
            with contextlib.suppress(Refusal):  # by the parser
                passed[text] = load(text.encode())
    monkeypatch.setattr(strict_yaml, "is_calm", lambda _: False)
    assert len(passed) > 100
    assert {text: load(text.encode()) for text in passed} == passed


def test_records_and_pages_of_the_good_base_pass_at_one_look() -> None:
    """Nothing needs a second pass: that is why the grammar costs next to nothing."""
    texts = [data.decode() for data in (*good_examples().values(), *schemas().values())]
    heads = [split_front_matter(text)[0] or text for text in texts]
    slow = [text for text in heads if not yaml_grammar.is_calm(text)]
    assert len(slow) <= len(heads) // 20


def test_a_text_that_the_old_loader_took_is_read_with_its_comments_apart() -> None:
    old = "a: 1 # x\r\nb:\r\n  - c # y\r\n    # z\r\n  - d: 'e' # w\r\n"
    new = "# x\r\na: 1\r\nb:\r\n  # y\r\n  - c\r\n# z\r\n  - d: 'e' # w\r\n"
    assert earlier.as_asked_today(old.encode()).decode() == new
    assert earlier.load_earlier(b"\xef\xbb\xbf" + old.encode()) == {"a": 1, "b": ["c", {"d": "e"}]}
    assert earlier.as_asked_today(b"a: [") == b"a: ["


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.usefixtures("parser")
def test_what_would_surprise_is_refused_with_its_line_and_column(name: str) -> None:
    data, code, line, column = REFUSED[name]
    with pytest.raises(Refusal) as caught:
        load(data)
    assert (caught.value.code, caught.value.line, caught.value.column) == (code, line, column)
    assert caught.value.message.endswith("。")


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("a: 1\n标题：x\nb: 2\n", 2, 3, "全角冒号"), ("a: 1\n标题：x\n", 2, 3, "全角冒号"),
        ("标题：x\na: 1\n", 1, 3, "全角冒号"), ('"标题"："x"\n', 1, 5, "全角冒号"),
        ("a:\n  b：1\n  c: 2\n", 2, 4, "全角冒号"),
        ("a:\n\tb: 1\n", 2, 1, "制表符"), ("\ta: 1\n", 1, 1, "制表符"), ("a:\n  - b: 1\n\t- c\n", 3, 1, "制表符"),
        ("a: @x\n", 1, 4, "@ 开头的文字要加引号"), ("a: %x\n", 1, 4, "% 开头的文字要加引号"),
        ("a: `x`\n", 1, 4, "` 开头的文字要加引号"), ("a: *重要*\n", 1, 4, "* 开头的文字要加引号"),
        ("a: !注意\n", 1, 4, "! 开头的文字要加引号"), ("a: &重\n", 1, 4, "& 开头的文字要加引号"),
        ("x: 1\na: b: c\n", 2, 5, "两个“: ”"), ("a: [1, 2\nb: 1\n", 2, 2, "括号"), ('a: "x" y\n', 1, 8, "引号"),
        ("a:\n  b: 1\n c: 2\n", 3, 2, "缩进"),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("parser")
def test_a_slip_of_chinese_typing_is_called_by_name(text: str, line: int, column: int, words: str) -> None:
    with pytest.raises(Refusal) as caught:
        load(text.encode())
    assert (caught.value.code, caught.value.line, caught.value.column) == ("yaml-syntax", line, column)
    assert words in caught.value.message


@pytest.mark.parametrize("text", ["标题：x\n", "标题：x\n说明：y\n", "标题：\n  - x\n"])
def test_a_file_of_full_width_colons_hears_of_the_colon(text: str) -> None:
    with pytest.raises(Refusal, match="冒号是全角的"):
        load(text.encode())


@pytest.mark.parametrize("data", [b"a: 1\nb: \x07\n", b"a: \x7f\n", "a: \ufffe\n".encode()])
@pytest.mark.usefixtures("parser")
def test_a_refusal_speaks_no_english_of_the_parser(data: bytes) -> None:
    with pytest.raises(Refusal) as caught:
        load(data)
    assert "allowed" not in caught.value.message


@pytest.mark.parametrize(
    "data",
    [
        b"\xef\xbb\xbfa: 1\n", b"a: 1", b"---\na: 1\n", b"a: 1\n...\n", b"# x\n\na: 1\n# y\n", b'{"a": 1}', b"{a: 1}",
        b"a: 1\r\n", b"a: 1\r", "a: 1\n# \u200b\n".encode(),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("parser")
def test_harmless_dress_changes_nothing(data: bytes) -> None:
    assert load(data) == {"a": 1}


@pytest.mark.usefixtures("parser")
def test_bounds_are_met_before_they_are_passed() -> None:
    assert len(load(b"a: " + b"x" * ((1 << 20) - 3))["a"]) == (1 << 20) - 3
    assert len(load(b"a:\n" + b"- 1\n" * 49_998)["a"]) == 49_998
    assert load(b"a: " + b"[" * 63 + b"]" * 63)["a"] != []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.usefixtures("parser")
def test_positions_count_lines_and_code_points(end: str) -> None:
    lines = ["# 说明", "标题: 好", "名单:", "  - 甲: 1", "    乙: [x, {丙: 😀, 丁: y}]", '"😀": "z"', "空:"]
    data = end.join([*lines, ""]).encode()
    assert positions(data) == {
        (): Mark(2, 1, 2, 1),
        ("标题",): Mark(2, 5, 2, 1),
        ("名单",): Mark(4, 3, 3, 1),
        ("名单", 0): Mark(4, 5, 4, 5),
        ("名单", 0, "甲"): Mark(4, 8, 4, 5),
        ("名单", 0, "乙"): Mark(5, 8, 5, 5),
        ("名单", 0, "乙", 0): Mark(5, 9, 5, 9),
        ("名单", 0, "乙", 1): Mark(5, 12, 5, 12),
        ("名单", 0, "乙", 1, "丙"): Mark(5, 16, 5, 13),
        ("名单", 0, "乙", 1, "丁"): Mark(5, 22, 5, 19),
        ("😀",): Mark(6, 6, 6, 1),
        ("空",): Mark(7, 3, 7, 1),
    }


def paths(value: Any, at: strict_yaml.At = ()) -> Iterator[tuple[strict_yaml.At, Any]]:
    yield at, value
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, member in pairs:
        yield from paths(member, (*at, step))


PLAIN = st.text(st.characters(exclude_categories=("Cc", "Cf", "Cs", "Cn", "Zl", "Zp")), max_size=12)
SCALAR = st.sampled_from([None, True, False, 0.5, -1.25]) | st.integers(1 - 10**18, 10**18 - 1) | PLAIN
VALUE = st.recursive(
    SCALAR, lambda one: st.lists(one, max_size=4) | st.dictionaries(PLAIN, one, max_size=4), max_leaves=20
)


@given(st.dictionaries(PLAIN, VALUE, max_size=5), st.sampled_from([None, 1]))
@settings(deadline=None, derandomize=True, database=None)
def test_json_is_read_alike_and_each_value_has_its_place(value: dict[str, Any], indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    assert repr(load(text.encode())) == repr(value)
    marks = positions(text.encode())
    assert list(marks) == [path for path, _ in paths(value)]
    lines = text.split("\n")
    for path, one in paths(value):
        mark = marks[path]
        shown = (
            "{"
            if isinstance(one, dict)
            else "["
            if isinstance(one, list)
            else json.dumps(one, ensure_ascii=False)
        )
        assert lines[mark.line - 1][mark.column - 1 :].startswith(shown)
        if path and isinstance(path[-1], str):
            key = json.dumps(path[-1], ensure_ascii=False)
            assert lines[mark.key_line - 1][mark.key_column - 1 :].startswith(key)


SIGNS = "ab01.:：- []{},&*!|>'\"%@`#?~<\n\r\t\\xuU \ufeff\u200b\u2028標😀"
SCRAP_COUNT = 60_000 if LONG else 1_500
SCRAPS = st.text(st.sampled_from(SIGNS), max_size=40)


@pytest.mark.parametrize("name", [*PARSERS, "python"])
def test_any_bytes_give_a_mapping_or_a_refusal(name: str) -> None:
    @given(st.binary(max_size=60) | SCRAPS.map(str.encode))
    @example(b"a: !<%C0%80> x\n")
    @example(b'a: "\\U00110000"\n')
    @example(b'a: "\\UFFFFFFFF"\n')
    @example(b"%YAML " + b"9" * 5000 + b".1\n---\na: 1\n")
    @settings(
        deadline=None, derandomize=True, database=None, max_examples=SCRAP_COUNT, report_multiple_bugs=False
    )
    def run(data: bytes) -> None:
        try:
            value = load(data)
        except Refusal as refusal:
            assert min(refusal.line, refusal.column) >= 1  # noqa: PT017 - any refusal will do, none must come
        else:
            json.dumps(value, ensure_ascii=False).encode()
            assert set(positions(data)) == {path for path, _ in paths(value)}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strict_yaml, "_Parser", yaml.CSafeLoader if name == "libyaml" else yaml.SafeLoader)
        run()


@pytest.mark.parametrize("escape", [r"\ud800", r"\udfff", r"\ud83d\ude00"])
@pytest.mark.usefixtures("parser")
def test_half_a_surrogate_never_gets_in(escape: str) -> None:
    with pytest.raises(Refusal):
        load(f'a: "{escape}"\n'.encode())


def test_without_libyaml_the_good_examples_and_schemas_say_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    files = {**good_examples(), **schemas()}
    texts = [
        str(split_front_matter(data.decode())[0]).encode() if path.endswith(".md") else data
        for path, data in files.items()
    ]
    fast = [(load(text), positions(text)) for text in texts]
    monkeypatch.setattr(strict_yaml, "_Parser", yaml.SafeLoader)
    assert [(load(text), positions(text)) for text in texts] == fast
    assert len(fast) > 15


HOSTILE = {
    **{unit: unit.encode() * ((1 << 20) // len(unit)) for unit in (
        "[", "{", "- ", "? ", "{a: ", "[a,", ": ", ",", "---\n", "a\n", "\t", "\n", "#", "%", "!", "&a ", "*a ", "`",
        "|\n", "'", "a: b: ", "a: \n ", "\\", "-\n", '"a" ', "a:\r", "...\n",
    )},
    "full-width colons": "：\n".encode() * (1 << 18), "escapes": b'a: "' + rb"\x41" * (1 << 18) + b'"',
    "quote without end": b'a: "' + b"x\n " * 340_000, "escaped bells": b"a:\n" + b'- "\\x07"\n' * 49_000,
    "keys": b"".join(b"k%d: 1\n" % n for n in range(80_000)), "a key of a mebibyte": b"k" * ((1 << 20) - 9) + b": 1",
    "hidden at the end": b"a:\n" + b"- '\\'\n" * 49_000 + "- '\u200b'\n".encode(),
    "bytes of a picture": bytes(range(256)) * (1 << 12), "hidden characters": b"a: " + "\u200b".encode() * 340_000,
}  # fmt: skip


def seconds(data: bytes) -> float:
    start = time.process_time()
    with contextlib.suppress(Refusal):
        load(data)
    return time.process_time() - start


@pytest.mark.skipif(not PARSERS, reason="PyYAML has no libyaml here; the bound is libyaml's")
def test_a_hostile_mebibyte_costs_no_more_than_a_few_honest_ones() -> None:
    honest = b"items:\n" + b"- some text of a line\n" * 45_000
    assert len(load(honest)["items"]) == 45_000
    bound = 6 * min(seconds(honest) for _ in range(3))
    slow = {name for name, data in HOSTILE.items() if seconds(data) > bound}
    gc.freeze()  # what other tests left behind is none of the parser's cost
    still = {name: taken for name in slow if (taken := min(seconds(HOSTILE[name]) for _ in range(3))) > bound}
    gc.unfreeze()
    assert still == {}
