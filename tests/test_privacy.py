"""Secrets and personal numbers: one table for Python and the browser, and a quick look that hides nothing of it."""

from __future__ import annotations

import io
import json
import random
import re
import string
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import privacy_figures
import pytest
from conftest import NOW, ROOT, sound_base
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright._impl._driver import compute_driver_executable
from stdnum import luhn
from stdnum.cn import ric

from generators import knowledge
from generators.checks import personal, proofs
from generators.checks.asset_text import text_of
from generators.checks.personal import FOLDS, LOOKS, NUMERALS, PATTERNS, found
from generators.checks.quick import may_hold_number, worth
from generators.codes import CODES, Severity
from generators.finding import Finding
from generators.kinds.field import Form
from generators.kinds.telling import Medium

CASES = ROOT / "tests/cases/privacy"
FIND = privacy_figures.cases(CASES / privacy_figures.FIND)
LEAVE = privacy_figures.cases(CASES / privacy_figures.LEAVE)
RULES = [rule for pattern in PATTERNS.values() for rule in pattern.rules]
SCRIPT = ROOT / "generators/site/web/assets/kb/form/private.js"
NODE = """const [table, texts] = JSON.parse(require("fs").readFileSync(0, "utf8"));
kbPrivate.use(table);
console.log(JSON.stringify(texts.map(text => kbPrivate.found(text).map(one => one.code))));"""
SCRAPS = [
    *"  ：:=，。、/|@#\n\t-._*`~'\"“”（）(){}[]<>\u200b\ufeff\u00ad０１Ａ①𝟙一三八〇幺\u3000",
    *("密码", "口令", "是", "为", "改成了", "token=", "password: ", "-p", "mysql -uroot ", "13812345678", "root", "x"),
    *("440601198503123019", "6222021234567890128", "Abc@12345", "Bearer ", "IDENTIFIED BY ", "qq.com", "ſecret=", "PIN"),
]  # fmt: skip


def codes(text: str) -> list[str]:
    return list(dict.fromkeys(pattern.code for pattern, _, _ in found(text)))


def mixtures(number: int) -> Iterator[str]:
    """Cases with scraps put into them, and scraps alone."""
    chance, texts = random.Random(15), [one.text for one in (*FIND, *LEAVE)]  # noqa: S311 - no secret
    yield from texts
    for _ in range(number):
        text = chance.choice([*texts, ""])
        for _ in range(chance.randint(1, 6)):
            at = chance.randint(0, len(text))
            text = text[:at] + chance.choice(SCRAPS) + text[at + chance.randint(0, 1) :]
        yield text + (chance.choice(SCRAPS) + chance.choice(texts)) * (chance.random() < 1 / 3)


@pytest.mark.parametrize("one", FIND, ids=lambda one: one.name)
def test_what_must_be_found_is_found_for_what_it_is(one: privacy_figures.Case) -> None:
    assert one.code in codes(one.text)


@pytest.mark.parametrize("one", LEAVE, ids=lambda one: one.name)
def test_what_is_harmless_is_left_alone(one: privacy_figures.Case) -> None:
    assert codes(one.text) == []


def test_node_finds_the_same_as_python_in_all_texts() -> None:
    node, _ = compute_driver_executable()
    texts = [*mixtures(3000)]
    said = json.dumps([personal.as_json(), texts])
    script = SCRIPT.read_text("utf-8") + NODE
    out = subprocess.run(
        [node, "-e", script], input=said, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    theirs = json.loads(out.stdout)
    assert [(text, its) for text, its in zip(texts, theirs, strict=True) if its != codes(text)] == []
    assert sum(map(bool, theirs)) > 1000


def test_the_quick_look_passes_nothing_over_in_mixtures() -> None:
    for text in mixtures(3000):
        all_of_it = [(pattern.code, hit) for pattern, hit, _ in found(text)]
        assert [(pattern.code, hit) for pattern, hit, _ in found(text, worth(text))] == all_of_it, text
        if {"resident-identity", "mobile-number", "bank-card"} & {code for code, _ in all_of_it}:
            assert may_hold_number(text), text


def test_every_rule_has_a_case_that_no_quick_look_passes_over() -> None:
    met = set()
    for one in FIND:
        views, asked = personal.Views(one.text), worth(one.text)
        for number, rule in enumerate(RULES):
            if any(rule.hits(views)):
                met.add(number)
                assert rule.when in asked, (one.text, rule.any)
    assert [RULES[number].any for number in range(len(RULES)) if number not in met] == []


WAYS: dict[str, Callable[[str], str]] = {
    "two blanks": lambda text: text.replace(" ", "  "),
    "tabs": lambda text: text.replace(" ", "\t"),
    "full-width blanks": lambda text: text.replace(" ", "\u3000"),
    "capitals": str.upper,
    "escaped as Markdown does": lambda text: re.sub(r"[-_.*\[\]()#!@:]", r"\\\g<0>", text),
    "full-width signs": lambda text: "".join(chr(ord(one) + 0xFEE0) if one in "!#%&:;=@_|/$-" else one for one in text),
    "unseen signs": "\u200b".join,
    "within others": lambda text: f"前文，{text}\n后文。{FIND[0].text}",
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_the_quick_look_passes_nothing_over_however_a_case_is_written(way: str) -> None:
    held_out = CASES / "held-out"
    others = [
        privacy_figures.cases(held_out / name) for name in (privacy_figures.FIND, privacy_figures.LEAVE)
    ]
    met = 0
    for one in (*FIND, *LEAVE, *others[0], *others[1]):
        text = WAYS[way](one.text)
        all_of_it = [(pattern.code, hit) for pattern, hit, _ in found(text)]
        assert [(pattern.code, hit) for pattern, hit, _ in found(text, worth(text))] == all_of_it, text
        met += bool(all_of_it)
    assert met > 50


@pytest.mark.parametrize(
    "text", ["ghp\\_R7xQ2mK9pLzW4vT1nB8sYd6JcH3gFa05eUqX", "net  user opsadm Zx90xxmmQ /add"]
)
def test_what_the_quick_look_once_passed_over_is_found(text: str) -> None:
    assert [pattern.code for pattern, _, _ in found(text, worth(text))] == ["secret"]


def test_of_the_cases_that_were_held_out_none_is_missed_any_more() -> None:
    held_out = CASES / "held-out"
    find, leave = (
        privacy_figures.cases(held_out / name) for name in (privacy_figures.FIND, privacy_figures.LEAVE)
    )
    assert (len(find), len(leave)) == (80, 71)
    assert sum(bool(codes(one.text)) for one in find) == 80
    assert sum(bool(codes(one.text)) for one in leave) == 0


def test_a_text_without_their_words_is_not_searched() -> None:
    assert not worth("采集任务那一页全是红的，三个科室都这样；INC-2026-0042 已恢复")
    assert not worth('id: EX-20260305-093200-a1b2\nat: "2026-03-05T09:10:00+08:00"\n')


def test_letters_and_blanks_are_folded_as_expressions_without_case_would() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    fold = str.maketrans(dict(FOLDS))
    for one in re.findall("[a-z]", every, re.IGNORECASE):
        folded = one.translate(fold)
        assert folded in string.ascii_lowercase
        assert re.fullmatch(folded, one, re.IGNORECASE)
    assert {one.translate(fold) for one in re.findall(r"\s", every)} == {" ", "\n"}
    assert {*FOLDS} <= set(re.findall(r"[a-zA-Z]|\s", every, re.IGNORECASE))


def test_a_sign_that_looks_like_one_of_ascii_is_that_one_as_nfkc_has_it() -> None:
    assert {one: unicodedata.normalize("NFKC", one) for one in LOOKS} == LOOKS
    missing = {
        one
        for one in map(chr, range(128, sys.maxunicode + 1))
        if len(to := unicodedata.normalize("NFKC", one)) == 1 and "!" <= to <= "~" and one not in LOOKS
    }
    assert missing <= {one for one in missing if not unicodedata.ucd_3_2_0.normalize("NFKC", one).isascii()}
    assert {int(to) for to in NUMERALS.values()} == {*range(10)}


def test_a_place_in_the_plain_text_is_told_as_one_of_what_was_written() -> None:
    text = "这\u200b里 **密\u200b码**：`Abc12345`"
    [(_, hit, views)] = found(text)
    assert text[views.offset(hit.start) :].startswith("密")


PLACES = ("110105", "440601", "360426", "310101", "650102", "510104")


@settings(deadline=None)  # the library reads its table of places when it is first asked
@given(st.sampled_from(PLACES), st.dates(min_value=date(1000, 1, 1)), st.integers(0, 999), st.integers(0, 10))
def test_an_identity_number_is_one_where_the_library_says_so(
    place: str, born: date, order: int, check: int
) -> None:
    number = f"{place}{born:%Y%m%d}{order:03}{'X' if check == 10 else check}"
    is_ours = proofs.is_identity_number(number, personal.as_json())
    assert is_ours or not (ric.is_valid(number) and 1900 <= int(number[6:10]) < 2100)
    assert not is_ours or number[-1] == ric.calc_check_digit(number)


@given(st.from_regex("[3-6][0-9]{15,18}", fullmatch=True))
def test_a_card_has_the_check_digit_of_the_library(number: str) -> None:
    assert proofs.is_card_number(number, {}) == (luhn.is_valid(number) and len({*number}) > 1)
    whole = number + luhn.calc_check_digit(number)
    assert proofs.is_card_number(whole, {}) == (len({*whole}) > 1)


@pytest.mark.parametrize(
    ("number", "is_one"),
    [("11010519491231002X", True), ("11010519491231002x", True), ("110105194912310021", False), ("440601198503123019", True),
     ("440601198503123010", False), ("110105194913310027", False), ("200105194912310026", False), ("110105294912310024", False)],
)  # fmt: skip
def test_a_number_of_18_digits_is_an_identity_number_by_place_day_and_check_digit(
    number: str, *, is_one: bool
) -> None:
    assert proofs.is_identity_number(number, personal.as_json()) is is_one


@pytest.mark.parametrize("expression", [one for rule in RULES for one in rule.any])
def test_an_expression_says_the_same_to_python_and_to_a_browser(expression: str) -> None:
    """No blanks, digits, words or borders by letter, no flags, no names: there the two differ."""
    assert not re.search(r"\\[a-mo-zA-Z0-9]|\(\?(?![:!=]|<!|<=)", expression)
    assert not re.search(r"\^|(?<!\\)\$", re.sub(r"\\.|\[(?:\\.|[^\]])*\]", "", expression))


def test_the_table_knows_codes_forms_and_functions_that_there_are() -> None:
    assert set(PATTERNS) <= set(CODES)
    perhaps = {code for code in PATTERNS if code.startswith("perhaps")}
    assert {code for code in PATTERNS if CODES[code].severity is Severity.NOTICE} == perhaps
    for said in personal.as_json()["patterns"]:
        assert set(said) <= {"code", "rules", "allowed", "told"}
        assert set(said["told"]) == set(Medium)
        assert set(said.get("allowed", ())) <= set(Form)
        for rule in said["rules"]:
            assert set(rule) <= {"when", "view", "proof", "near", "unless", "words", "any"}
            assert rule["view"] in ("plain", "folded", "digits")
            assert rule.get("proof", "given") in proofs.PROOFS
            assert all(re.compile(one).groups <= 1 for one in rule["any"])


# what is looked at


def findings(**files: str | bytes) -> list[Finding]:
    base = {
        **sound_base(),
        **{path: data.encode() if isinstance(data, str) else data for path, data in files.items()},
    }
    return [one for one in knowledge.read(base, NOW).findings if one.code in PATTERNS]


def incident(extra: str) -> dict[str, str]:
    text = (
        "id: INC-2026-0901\ncontract: CT-2026-01\nreporter: {department: 财务科}\nphenomenon: 报表打不开，三台电脑都这样\n"
        'channel: phone\nlevel: L3\nreported: "2026-06-29T09:00:00+08:00"\n'
    )
    return {"records/process/incident/2026/INC-2026-0901.yaml": text + extra}


def test_a_value_is_looked_at_as_it_was_read() -> None:
    [one] = findings(**incident('note: "联系 \\u0031\\u00338-1234-5678"\n'))
    assert (one.code, one.place.line) == ("mobile-number", 8)
    [one] = findings(**incident("note: 身份证号 44060119850312\n      3019\n"))
    assert (one.code, one.place.line) == ("resident-identity", 8)


def test_a_comment_is_looked_at() -> None:
    [one] = findings(**incident("# 密码：Abc12345\n"))
    assert (one.code, one.place.line) == ("secret", 8)


def test_another_number_on_the_line_of_a_telephone_is_none_of_it() -> None:
    assert [one.code for one in findings(**{"docs/guides/how.md": "# 标题\n\n电话 138-0013-8000\n"})] == [
        "mobile-number"
    ]


def test_a_file_that_is_neither_record_nor_page_is_looked_at_and_its_name() -> None:
    found_there = findings(**{"docs/assets/note.csv": "姓名,口令\n乙,密码：Abc12345\n".encode("gb18030")})
    assert [(one.code, one.place.line) for one in found_there] == [("secret", 2)]
    [one] = findings(**{"docs/assets/440601198503123019.png": b"\x89PNG\0"})
    assert (one.code, one.message.startswith("文件名：")) == ("resident-identity", True)


def test_an_answer_to_a_doubt_is_told_beside_it_and_one_to_a_certain_thing_is_not() -> None:
    answer = "answers:\n  - {code: perhaps-secret, reason: 这是测试环境公开的默认账号, by: P-001}\n"
    [one] = findings(**incident(f"note: 登录用 admin/admin123\n{answer}"))
    assert one.code == "perhaps-secret"
    assert "已答复：这是测试环境公开的默认账号" in one.message
    answer = answer.replace("perhaps-secret", "secret")
    [one] = findings(**incident(f"note: 密码：Abc12345\n{answer}"))
    assert (one.code, "已答复" in one.message) == ("secret", False)


def test_the_text_of_an_office_file_is_read_and_of_a_picture_there_is_none() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(
            "word/document.xml", "<w:p><w:t>密码：Abc</w:t><w:t>12345 &amp;</w:t></w:p><w:p>二</w:p>"
        )
        archive.writestr("word/media/a.png", "密码")
    assert text_of("a.docx", packed.getvalue()) == "密码：Abc12345 &\n二\n"
    assert text_of("a.docx", packed.getvalue()[:60]) == ""
    assert text_of("a.png", b"\x89PNG\0") == ""
    assert text_of("a.pdf", b"%PDF-1.7 text") == ""
    assert text_of("a.txt", "密码".encode("utf-16")) == "密码"
    assert text_of("a.txt", "密码".encode("gb18030")) == "密码"


def test_the_figures_are_printed_and_a_worse_table_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert privacy_figures.main([str(CASES)]) == 0
    assert f"recall {len(FIND)}/{len(FIND)} = 1.000" in capsys.readouterr().out
    (tmp_path / privacy_figures.FIND).write_text("一\t没有什么\n", "utf-8")
    (tmp_path / privacy_figures.LEAVE).write_text("二\t没有什么\n", "utf-8")
    assert privacy_figures.main([str(tmp_path)]) == 1
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages/a.md").write_text("密码：Abc12345\n", "utf-8")
    assert privacy_figures.main([str(tmp_path / "pages")]) == 0
    assert "secret 1" in capsys.readouterr().out
