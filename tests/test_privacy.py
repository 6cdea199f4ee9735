"""Secrets and personal numbers: one table for Python and the browser, and a quick look that hides nothing of it."""

from __future__ import annotations

import re
import string
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum.cn import ric

from generators.checks import personal, privacy
from generators.checks.personal import FOLDS, IDENTITY, MOBILE, PATTERNS, SECRET
from generators.codes import CODES
from generators.kinds.field import Form
from generators.kinds.telling import Medium

SLEEVE = st.text(alphabet=" ，。\n、中文abcXYZ019:=@/-_'\"ſıİK\u0307\x1c", max_size=12)


@given(SLEEVE, st.from_regex(SECRET.expression), SLEEVE)
def test_no_text_with_a_secret_is_passed_over(before: str, secret: str, after: str) -> None:
    text = before + secret + after
    assert privacy.may_hold_secret(text) or not list(SECRET.found(text))


@given(st.lists(st.sampled_from([
    "password", "PASSWD", "pwd", "ſecret", "SECRET", "toKen", "api_key", "apı-key", "apİkey", "acceſſ_key", "密码", "口令", "密钥", "是", "为", "：", ":", "=",
    "identified", "ıdentıfıed", "İDENTİFİED", " by ", "\u3000by\u3000", "eyJ", "EYj", ".", "AKIA", "akİa", "aKıA", "ghp_", "GHO_", "glpat-",
    "://", "u:", "pass@", "-----BEGIN ", "PRIVATE KEY-----", "privaTe key-----", "abcdef1234567890", "A" * 36, "'", '"', "“", "<", " ", "，",
]), max_size=14))  # fmt: skip
def test_no_mixture_of_their_words_is_passed_over(words: list[str]) -> None:
    text = "".join(words)
    assert privacy.may_hold_secret(text) or not list(SECRET.found(text))


def test_letters_and_blanks_are_folded_as_expressions_without_case_would() -> None:
    every = "".join(map(chr, range(sys.maxunicode + 1)))
    for one in re.findall("[a-z]", every, re.IGNORECASE):
        folded = one.translate(FOLDS)
        assert folded in string.ascii_lowercase
        assert re.fullmatch(folded, one, re.IGNORECASE)
    assert {one.translate(FOLDS) for one in re.findall(r"\s", every)} == {" ", "\n"}
    assert {one for one in every if one.translate(FOLDS) != one} <= set(
        re.findall(r"[a-zA-Z]|\s", every, re.IGNORECASE)
    )


def test_what_is_folded_is_looked_at_however_it_is_written() -> None:
    strange = {chr(one): chr(letter) for one, letter in FOLDS.items() if not chr(one).isascii()}
    for one, letter in strange.items():
        for word in ("secret", "password", "token", "key", "identified", "eyj", "akia", "gh"):
            if letter in word:
                assert privacy.may_hold_secret(word.replace(letter, one)), (word, one)


def test_a_text_without_their_words_is_not_searched() -> None:
    assert not privacy.may_hold_secret("采集任务那一页全是红的，三个科室都这样；INC-2026-0042 已恢复")


@given(SLEEVE, st.from_regex(IDENTITY.expression) | st.from_regex(MOBILE.expression), SLEEVE)
def test_no_number_is_passed_over(before: str, number: str, after: str) -> None:
    text = before + number + after
    data = text.encode(errors="surrogatepass")
    assert privacy.may_hold_identity(data) or not list(IDENTITY.found(text))
    assert privacy.may_hold_mobile(data) or not list(MOBILE.found(text))


def test_times_and_ids_are_no_numbers_to_look_at() -> None:
    data = b'id: EX-20260305-093200-a1b2\nat: "2026-03-05T09:10:00+08:00"\n'
    assert not privacy.may_hold_identity(data)
    assert not privacy.may_hold_mobile(data)


PLACES = ("110105", "440601", "360426", "310101", "650102", "510104")


@settings(deadline=None)  # the library reads its table of places when it is first asked
@given(st.sampled_from(PLACES), st.dates(min_value=date(1000, 1, 1)), st.integers(0, 999), st.integers(0, 10))
def test_an_identity_number_is_one_where_the_library_says_so(
    place: str, born: date, order: int, check: int
) -> None:
    number = f"{place}{born:%Y%m%d}{order:03}{'X' if check == 10 else check}"
    is_ours = personal.is_identity_number(number)
    assert is_ours or not (ric.is_valid(number) and 1900 <= int(number[6:10]) < 2100)
    assert not is_ours or number[-1] == ric.calc_check_digit(number)


@pytest.mark.parametrize(
    ("number", "is_one"),
    [("11010519491231002X", True), ("11010519491231002x", True), ("110105194912310021", False), ("440601198503123019", True),
     ("440601198503123010", False), ("110105194913310027", False), ("200105194912310026", False), ("110105294912310024", False)],
)  # fmt: skip
def test_a_number_of_18_digits_is_an_identity_number_by_place_day_and_check_digit(
    number: str, *, is_one: bool
) -> None:
    assert personal.is_identity_number(number) is is_one


@pytest.mark.parametrize("code", PATTERNS)
def test_an_expression_says_the_same_to_python_and_to_a_browser(code: str) -> None:
    """No blanks, digits, words or borders by letter, no flags, no names: there the two differ."""
    text = PATTERNS[code].expression.pattern
    assert not re.search(r"\\[a-zA-Z0-9]|\(\?(?![:!]|<!)|\^|\$$", re.sub(r"\[\^?(?:\\.|[^\]])*\]", "", text))
    assert not re.search(r"\\[a-mo-zA-Z0-9]", text)
    assert not PATTERNS[code].is_folded or text == text.translate(FOLDS)


def test_the_table_knows_codes_forms_and_functions_that_there_are() -> None:
    assert set(PATTERNS) <= set(CODES)
    for said in personal.as_json()["patterns"]:
        assert set(said) <= {"code", "folded", "any", "proof", "allowed", "told"}
        assert set(said["told"]) == set(Medium)
        assert set(said.get("allowed", ())) <= set(Form)
