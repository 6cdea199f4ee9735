"""One glossary: all sentences of the site come from it, schemas use its words, nothing in it is dead."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from conftest import ROOT, schemas
from jinja2 import Environment, nodes

from generators import kind
from generators.dialect import AUDIENCES, ELEMENTS, PHASES
from generators.finding import CODES, Severity
from generators.formats import FORMATS
from generators.provenance import State
from generators.words import Term, say, sentences, terms

KINDS, _ = kind.read(schemas())
PACKAGE = ROOT / "generators"
TEMPLATES = sorted((PACKAGE / "templates").glob("*.jinja"))

# sentences whose key is put together: the beginning as the source writes it, and every ending it can get
ENDINGS: Mapping[str, set[str]] = {
    "element.": {*ELEMENTS, "none"},
    "phase.": {*PHASES},
    "severity.": {*Severity},
    "record.": {"draft", "retired"},
    "record.how.": {"added", "changed", "deleted", "moved"},
    "record.history.": {*State} - {State.COMPLETE},
    "form.": {*FORMATS, "integer", "number", "boolean"},
    "audience.": set(AUDIENCES),
    "duration.": {"days", "hours"},
    "home.door.": {
        f"{who}{end}" for who in ("engineer", "consultant", "customer", "auditor") for end in ("", "_text")
    },
}
# in the glossary before anything says them; a name leaves this list when it is used or dropped
WAITING: set[str] = set()

# the same property name under different titles, and why that is right
TITLES: Mapping[str, tuple[set[str], str]] = {
    "at": ({"时间", "作废时间", "变更时间"}, "the moment of what the object around it says"),
    "by": ({"作废人", "变更人", "批准人"}, "the person who did what the object around it says"),
    "from": ({"自", "原级别"}, "a level change goes from level to level, not from day to day"),
    "to": ({"至", "新级别", "升级给"}, "as `from`; an escalation goes to a person"),
    "name": ({"名称", "姓名", "资质名称", "岗位", "巡检项"}, "what is named differs from table to table"),
    "note": ({"备注", "说明"}, "a reading's note explains it, a record's adds to it"),
    "role": ({"合同岗位", "岗位代码"}, "the contract defines the code, a post names it"),
    "value": ({"读数", "要记的值"}, "a runbook says what to note, an inspection notes it"),
    "levels": ({"级别与时限", "常见级别"}, "the contract defines levels, a runbook names the usual ones"),
}


def keys_of(node: ast.expr) -> Iterator[str]:
    """The keys an argument of `say` can be; one that ends in a dot stands for all that begin so."""
    match node:
        case ast.Constant(value=str(key)):
            yield key
        case ast.IfExp(body=first, orelse=second):
            yield from keys_of(first)
            yield from keys_of(second)
        case ast.JoinedStr(values=[ast.Constant(value=str(start)), ast.FormattedValue(), *_]):
            yield start
        case _:
            pytest.fail(f"cannot tell which sentence is meant: {ast.unparse(node)}")


def said_in_python() -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text("utf-8")
        if not re.search(r"^from generators\.words import .*\bsay\b", text, re.MULTILINE):
            continue  # serve.py has a `say` of its own
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "say":
                yield from keys_of(node.args[0])


def said_in_templates() -> Iterator[str]:
    for path in TEMPLATES:
        for call in Environment(autoescape=True).parse(path.read_text("utf-8")).find_all(nodes.Call):
            if isinstance(call.node, nodes.Name) and call.node.name == "t":
                key = call.args[0]
                first = key.nodes[0] if isinstance(key, nodes.Concat) else key
                assert isinstance(first, nodes.Const), f"cannot tell which sentence is meant in {path.name}"
                yield first.value


SAID = {*said_in_python(), *said_in_templates()}
SPOKEN = {key for key in SAID if not key.endswith(".")} | {
    f"{start}{end}" for start, ends in ENDINGS.items() for end in ends
}


def fields(schema: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, member in schema.get("properties", {}).items():
        yield name, member["title"]
        yield from fields(member)
    if "items" in schema:
        yield from fields(schema["items"])


FIELDS = {(name, title) for one in KINDS.sound.values() for name, title in fields(one.schema)}


def test_the_beginnings_of_sentence_keys_are_those_listed() -> None:
    assert {key for key in SAID if key.endswith(".")} == set(ENDINGS)


def test_every_sentence_that_is_said_is_in_the_glossary() -> None:
    assert set(sentences()) >= SPOKEN


def test_every_sentence_in_the_glossary_is_said() -> None:
    assert set(sentences()) - SPOKEN == WAITING


def test_a_sentence_takes_its_values() -> None:
    assert say("value.rows", count=3) == "3 行"


def test_a_sentence_the_glossary_lacks_is_a_bug() -> None:
    with pytest.raises(KeyError, match=r"home\.nothing"):
        say("home.nothing")


def test_a_sentence_without_its_value_is_a_bug() -> None:
    with pytest.raises(KeyError, match="count"):
        say("value.rows")


@pytest.mark.parametrize("key", sentences())
def test_every_sentence_has_plain_named_places_for_its_values(key: str) -> None:
    for _, name, form, conversion in string.Formatter().parse(sentences()[key]):
        assert name is None or name.isidentifier()
        assert not form
        assert conversion is None


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_holds_no_chinese_of_its_own(path: Any) -> None:
    assert re.findall(r"[\u4e00-\u9fff]", path.read_text("utf-8")) == []


def test_the_theme_holds_no_chinese_of_its_own() -> None:
    texts = [path for path in (PACKAGE / "theme").rglob("*") if path.suffix in (".html", ".css", ".js")]
    assert texts
    assert [path.name for path in texts if re.search(r"[\u4e00-\u9fff]", path.read_text("utf-8"))] == []


@pytest.mark.parametrize("term", terms(), ids=lambda term: term.name)
def test_a_field_that_carries_a_term_has_its_word_as_title(term: Term) -> None:
    carried = {(name, title) for name, title in FIELDS if name in term.fields}
    assert carried == {(name, term.word) for name in term.fields}


@pytest.mark.parametrize("term", [one for one in terms() if one.avoid], ids=lambda term: term.name)
def test_a_word_to_avoid_is_used_nowhere(term: Term) -> None:
    texts = [path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py")) + TEMPLATES]
    texts += [data.decode() for data in schemas().values()]
    texts += [*sentences().values(), *(one.meaning for one in terms())]
    texts += [part for code in CODES.values() for part in (code.title, code.remedy)]
    assert [word for word in term.avoid if any(word in text for text in texts)] == []


def test_no_two_terms_share_a_word() -> None:
    words = [one.word for one in terms()]
    assert len(words) == len(set(words))
    assert not set(words) & {word for one in terms() for word in one.avoid}


def test_a_property_name_has_one_title_in_all_schemas_unless_there_is_a_reason() -> None:
    titles: dict[str, set[str]] = {}
    for name, title in FIELDS:
        titles.setdefault(name, set()).add(title)
    several = {name: some for name, some in titles.items() if len(some) > 1}
    assert several == {name: some for name, (some, _) in TITLES.items()}
