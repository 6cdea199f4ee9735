"""An edit changes what it names; every other byte of the text stays."""

from __future__ import annotations

import copy
from typing import Any

import pytest
import yaml
from hypothesis import given, reject, settings
from hypothesis import strategies as st

from generators.authoring.yaml_text import Add, Edit, InBraces, Remove, Rename, Replace, edited
from generators.refusal import Refusal
from generators.strict_yaml import load

CASES: dict[str, tuple[str, list[Edit], str]] = {
    "a name": ("a: 1\nold: 'x'  # why\n# end\n", [Rename(("old",), "new")], "a: 1\nnew: 'x'  # why\n# end\n"),
    "a name in quotes": ('"old" : x\n', [Rename(("old",), "new")], '"new" : x\n'),
    "a name in JSON": ('{"a": 1, "old": 2}', [Rename(("old",), "new")], '{"a": 1, "new": 2}'),
    "a name in a row": ("t:\n- {a: 1,old: 2}\n", [Rename(("t", 0, "old"), "new")], "t:\n- {a: 1,new: 2}\n"),
    "Windows' line ends": ("a: 1\r\nold:\r\n  - x\r\n", [Rename(("old",), "new")], "a: 1\r\nnew:\r\n  - x\r\n"),
    "a byte order mark": ("\ufeffold: 1", [Rename(("old",), "new")], "\ufeffnew: 1"),
    "behind Chinese text": ("a: 中文「字」\nold: 1\n", [Rename(("old",), "new")], "a: 中文「字」\nnew: 1\n"),
    "a line less": ("a: 1\nb: 2\nc: 3\n", [Remove(("b",))], "a: 1\nc: 3\n"),
    "the last line less": ("a: 1\nb: 2", [Remove(("b",))], "a: 1\n"),
    "a table less": ("a: 1\nb:\n  - x: 1\n    y: 2\n# c\nc: 3\n", [Remove(("b",))], "a: 1\n# c\nc: 3\n"),
    "a folded text less": ("a: >-\n  one\n  two\n\nb: 2\n", [Remove(("a",))], "\nb: 2\n"),
    "a line less, its comment kept": ("a: 1\nb: '2'  # why\nc: 3\n", [Remove(("b",))], "a: 1\n# why\nc: 3\n"),
    "a hash in a text is no comment": ('a: "#1"\nb: 2\n', [Remove(("a",))], "b: 2\n"),
    "the first of a row less": ("t:\n  - a: 1\n    b: 2\n", [Remove(("t", 0, "a"))], "t:\n  - b: 2\n"),
    "the first of a row less, its comment kept": (
        "t:\n  - a: '1' # why\n    b: 2\n", [Remove(("t", 0, "a"))], "t:\n  - # why\n    b: 2\n",
    ),
    "one of a flow less": ("{a: 1, b: 2, c: 3}\n", [Remove(("b",))], "{a: 1, c: 3}\n"),
    "the first of a flow less": ("{ a: 1 ,  b: 2 }\n", [Remove(("a",))], "{ b: 2 }\n"),
    "the last of a flow less": ("{a: 1, b: [2, 3]}\n", [Remove(("b",))], "{a: 1}\n"),
    "two of a flow less": ("{a: 1, b: 2, c: 3}\n", [Remove(("b",)), Remove(("a",))], "{c: 3}\n"),
    "a row less": ("t:\n- 1\n- x: 1\n  y: 2\n- 3\n", [Remove(("t", 1))], "t:\n- 1\n- 3\n"),
    "the first row less, what is said of the next kept": (
        "t:  # all\n  - {x: 1}  # why\n  # next\n  - {x: 2}\nn: 1\n", [Remove(("t", 0))],
        "t:  # all\n  # why\n  # next\n  - {x: 2}\nn: 1\n",
    ),
    "the last row less": ("t:\n  - a: >-\n      b\n  - c\n  - d", [Remove(("t", 2))], "t:\n  - a: >-\n      b\n  - c\n"),
    "a table less, all that is said in it kept": (
        "a: 1\nt:  # of all\n  # first\n  - x: '1'  # one\n    # two\n    y: '#'\n  - {x: 2}  # three\nn: 1\n",
        [Remove(("t",))], "a: 1\n# of all\n# first\n# one\n# two\n# three\nn: 1\n",
    ),
    "a row less, all that is said in it kept": (
        "t:\n  - x: 1\n    # why\n    y: 2\n  - x: 3\n", [Remove(("t", 0))], "t:\n  # why\n  - x: 3\n",
    ),
    "two rows of a flow less": ("{t: [1, 2, 3, 4]}\n", [Remove(("t", 1)), Remove(("t", 3))], "{t: [1, 3]}\n"),
    "rows more, each in braces": (
        "a: 1\n", [Add(("a",), {"t": [InBraces(b=[1, 2], c="d, e"), InBraces(b=3)]})],
        'a: 1\nt:\n  - {b: [1, 2], c: "d, e"}\n  - {b: 3}\n',
    ),
    "a member more": ("a: '1'  # why\nb: 2\n", [Add(("a",), {"c": True})], "a: '1'  # why\nc: true\nb: 2\n"),
    "a member more at the end": ("a: 1", [Add(("a",), {"b": "x"})], "a: 1\nb: x"),
    "a member more behind a table": (
        "t:\n  - a: 1\nn: 2\n", [Add(("t",), {"u": [{"c": "d", "e": "f"}]})],
        "t:\n  - a: 1\nu:\n  - c: d\n    e: f\nn: 2\n",
    ),
    "a member more in a row": ("t:\n- a: 1\n", [Add(("t", 0, "a"), {"b": 2})], "t:\n- a: 1\n  b: 2\n"),
    "a member more in a flow": ("{a: 1}\n", [Add(("a",), {"b": [{"c": 1}]})], "{a: 1, b: [{c: 1}]}\n"),
    "a text that needs quotes": ("a: 1\n", [Add(("a",), {"b": "no: 1", "c": "-", "d": "12"})],
                                 'a: 1\nb: "no: 1"\nc: "-"\nd: "12"\n'),
    "behind a name alone": ("{a, b: 1}\n", [Add(("a",), {"c": 2})], "{a, c: 2, b: 1}\n"),
    "behind nothing": ("a :\nb: 1\n", [Add(("a",), {"c": 2})], "a :\nc: 2\nb: 1\n"),
    "another value": ("a: 1\nb: x\n", [Replace(("b",), [1, "y"])], "a: 1\nb: [1, y]\n"),
    "another value, the comment moved above": (
        "a: 1\nt:\n  b: 'x'  # why\n", [Replace(("t", "b"), 5)], "a: 1\nt:\n  # why\n  b: 5\n",
    ),
    "another value of a line that had a comment": ("a: 1\nb: 'x' # why", [Replace(("b",), 5)], "a: 1\n# why\nb: 5"),
    "another value in a flow, the comment kept": ("{a: 1, # why\nb: 2}\n", [Replace(("a",), 5)], "{a: 5, # why\nb: 2}\n"),
    "a path and a table of tabs": (
        "a: 1\n", [Add(("a",), {"b": "D:\\new", "c": "x\ty", "d": "一\n二"})],
        'a: 1\nb: "D:\\\\new"\nc: "x\\u0009y"\nd: "一\\n二"\n',
    ),
    "all at once": (
        "a: 1\nb: 2\nc: 3\n", [Add(("c",), {"d": 4}), Remove(("b",)), Rename(("a",), "e")], "e: 1\nc: 3\nd: 4\n",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_only_what_is_named_changes(case: str) -> None:
    text, edits, wanted = CASES[case]
    assert edited(text.encode(), edits).decode() == wanted
    assert load(text.encode()).keys() | load(wanted.encode()).keys()


SCALARS = st.one_of(
    st.integers(-999, 999),
    st.booleans(),
    st.text("abn 中:#-'\"[]{},|>&*!%@?\n\\", max_size=12),
    st.just("2026-03-05"),
)
ROWS = st.lists(
    st.dictionaries(st.sampled_from("abcd"), SCALARS, min_size=1, max_size=4), min_size=1, max_size=3
)
RECORDS = st.dictionaries(
    st.sampled_from(["k", "l", "m", "n"]), st.one_of(SCALARS, ROWS), min_size=2, max_size=4
)
STYLES = st.fixed_dictionaries(
    {
        "default_flow_style": st.sampled_from([True, False, None]),
        "indent": st.sampled_from([2, 4, 7]),
        "width": st.sampled_from([20, 1000]),
        "line_break": st.sampled_from(["\n", "\r\n"]),
    }
)


def paths(data: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for key, value in data.items() if isinstance(data, dict) else enumerate(data):
        found += [(*at, key)] if isinstance(data, dict) else []
        found += paths(value, (*at, key)) if isinstance(value, dict | list) else []
    return found


def holder(data: Any, at: tuple[Any, ...]) -> Any:
    for step in at[:-1]:
        data = data[step]
    return data


def accepted(text: bytes) -> Any:
    """What the text holds; a text that no base may hold, as `"\\new"`, is no case."""
    try:
        return load(text)
    except Refusal:
        reject()


@settings(deadline=None)
@given(RECORDS, STYLES, st.data())
def test_what_is_read_afterwards_is_what_was_meant(
    record: dict[str, Any], style: dict[str, Any], data: Any
) -> None:
    text = yaml.safe_dump(record, allow_unicode=True, sort_keys=False, **style).encode()
    wanted = accepted(text)
    at = data.draw(st.sampled_from(paths(wanted)))
    around = holder(wanted, at)
    value = data.draw(st.one_of(SCALARS, ROWS))
    edits: dict[str, Edit] = {
        "rename": Rename(at, "new"), "add": Add(at, {"new": value}), "replace": Replace(at, value),
    }  # fmt: skip
    if isinstance(around[at[-1]], list | dict):
        del edits["replace"]
    if len(around) > 1:
        edits["remove"] = Remove(at)
    what = data.draw(st.sampled_from(sorted(edits)))
    done = load(edited(text, [edits[what]]))
    match what:
        case "rename":
            around["new"] = around.pop(at[-1])
        case "add":
            around["new"] = value
        case "replace":
            around[at[-1]] = value
        case _:
            del around[at[-1]]
    assert done == wanted


@settings(deadline=None)
@given(RECORDS, STYLES, st.data())
def test_rows_taken_out_leave_the_others_as_they_were(
    record: dict[str, Any], style: dict[str, Any], data: Any
) -> None:
    text = yaml.safe_dump(
        {**record, "t": [1, "#2", {"a": "# 3"}, *copy.deepcopy([*record.values()])]}, **style
    ).encode()
    wanted = accepted(text)
    number = len(wanted["t"])
    some = data.draw(st.sets(st.integers(0, number - 1), min_size=1, max_size=number - 1))
    done = edited(text, [Remove(("t", one)) for one in sorted(some)])
    wanted["t"] = [row for one, row in enumerate(wanted["t"]) if one not in some]
    assert load(done) == wanted
    assert len(done) < len(text)
