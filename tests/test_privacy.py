"""The quick look before the slow expressions never hides what they would find."""

from __future__ import annotations

import re
import string
import sys

from hypothesis import given
from hypothesis import strategies as st

from generators.checks import privacy

SLEEVE = st.text(alphabet=" ，。\n、中文abcXYZ019:=@/-_'\"ſıİK\u0307\x1c", max_size=12)


@given(SLEEVE, st.from_regex(privacy.SECRETS), SLEEVE)
def test_no_text_with_a_secret_is_passed_over(before: str, secret: str, after: str) -> None:
    text = before + secret + after
    assert privacy.may_hold_secret(text) or not privacy.SECRETS.search(text)


@given(st.lists(st.sampled_from([
    "password", "PASSWD", "pwd", "ſecret", "SECRET", "toKen", "api_key", "apı-key", "apİkey", "acceſſ_key", "密码", "口令", "密钥", "是", "为", "：", ":", "=",
    "identified", "ıdentıfıed", "İDENTİFİED", " by ", "\u3000by\u3000", "eyJ", "EYj", ".", "AKIA", "akİa", "aKıA", "ghp_", "GHO_", "glpat-",
    "://", "u:", "pass@", "-----BEGIN ", "PRIVATE KEY-----", "privaTe key-----", "abcdef1234567890", "A" * 36, "'", '"', "“", "<", " ", "，",
]), max_size=14))  # fmt: skip
def test_no_mixture_of_their_words_is_passed_over(words: list[str]) -> None:
    text = "".join(words)
    assert privacy.may_hold_secret(text) or not privacy.SECRETS.search(text)


def test_letters_are_folded_as_the_expression_folds_them() -> None:
    letters = re.findall("[a-z]", "".join(map(chr, range(sys.maxunicode + 1))), re.IGNORECASE)
    folds = {
        one: letter
        for one in letters
        for letter in string.ascii_lowercase
        if re.match(letter, one, re.IGNORECASE)
    }
    assert {"ſ": "s", "ı": "i", "İ": "i", "K": "k"}.items() <= folds.items()
    for strange, letter in folds.items():
        for word in ("secret", "password", "token", "key", "identified", "eyj", "akia", "gh"):
            if letter in word:
                assert privacy.may_hold_secret(word.replace(letter, strange)), (word, strange)


def test_a_text_without_their_words_is_not_searched() -> None:
    assert not privacy.may_hold_secret("采集任务那一页全是红的，三个科室都这样；INC-2026-0042 已恢复")


@given(SLEEVE, st.from_regex(privacy.IDENTITY) | st.from_regex(privacy.MOBILE), SLEEVE)
def test_no_number_is_passed_over(before: str, number: str, after: str) -> None:
    text = before + number + after
    data = text.encode(errors="surrogatepass")
    assert privacy.may_hold_identity(data) or not privacy.IDENTITY.search(text)
    assert privacy.may_hold_mobile(data) or not privacy.MOBILE.search(text)


def test_times_and_ids_are_no_numbers_to_look_at() -> None:
    data = b'id: EX-20260305-093200-a1b2\nat: "2026-03-05T09:10:00+08:00"\n'
    assert not privacy.may_hold_identity(data)
    assert not privacy.may_hold_mobile(data)
