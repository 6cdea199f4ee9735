from __future__ import annotations

import contextlib
import gc
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from conftest import LONG, good_examples, schemas
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generators import strict_yaml
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
        *[(word, None) for word in ("null", "Null", "NULL", "~", "", "# nothing")],
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
        b"\xef\xbb\xbfa: 1\n", b"a: 1", b"---\na: 1\n", b"a: 1\n...\n", b"# x\n\na: 1 # y\n", b'{"a": 1}', b"{a: 1}",
        b"a: 1\r\n", b"a: 1\r", "a: 1 # \u200b\n".encode(),
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
