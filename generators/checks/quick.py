"""A quick look that hides nothing: whether a text is worth being searched for secrets and personal numbers.

It costs a small part of the search, and most files pass it. Who adds a rule to the table looks whether these
words and expressions still meet every text that the rule meets; a test does so, too.
"""

from __future__ import annotations

import re
import string

from generators.checks.personal import FOLDS, LOOKS, NUMERALS, UNSEEN, WHENS

# words, in small letters, of which each text that a rule of that kind meets holds one
_WORDS = {
    when: tuple(word.encode() for word in words)
    for when, words in {
        "english": (
            "pass", "pw", "secret", "token", "psk", "mima", "key", "hook", "identified", "auth", "community",
            "bearer",
        ),
        "chinese": ("码", "密", "口令", "秘钥", "暗号", "团体", "微信", "wechat", "vx", "wxid_", "qq", "护照",
                    "passport"),
        "command": ("pass", "net us", "auth", "sqlplus", "disql", "rman", "expdp", "impdp", "userid"),
        "key": ("eyj", "ltai", "aiza", "xox", "sg.", ":aa"),
        "address": ("@", "(at)"),
    }.items()
}  # fmt: skip
_PIN = re.compile("pin *(?:码|code|[:=：])".encode())
_OPTION = re.compile(rb" -[pauwc-]")
_HASH = re.compile(rb"\$[0-9a-z]{1,8}\$")
_SIGN = re.compile(rb"[!@#$%^&*](?:[0-9a-z]|(?<=[a-z0-9].))")
_MIXED = re.compile(
    rb"[/|:,\x80-\xbf][ \t]*(?=[!-~]*[!@#$%^&*])(?=[!-~]*[0-9])(?=[!-~]*[a-z])[!-~]{6}"
)  # a password behind a name
_HABIT = re.compile(rb"[/|][ \t]*[a-z]{3,}[@#!$%^&*_.]?[0-9]{2}")
# a key is long: letters, figures and the low line in a row
_LONG, _LETTERS = b"a" * 20, string.ascii_letters + string.digits
_ALNUM = bytes(97 if one == ord("_") or chr(one) in _LETTERS else one for one in range(256))
_KEYS = (
    b"akia", b"asia", b"akid", b"aklt", b"altak", b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_", b"github_pat_",
    b"glpat-", b"npm_", b"hf_", b"sk_", b"rk_", b"sk-", b"dop_v1_", b"shp", b"sec", b"-us", b"pypi-", b"hvs.",
    b"ya29.",
)  # fmt: skip
_APART = b" -.,*`~\\/_\t\r\n\xc2\xa0\xb7\xe2\xe3\x80\x93\x94\xa2"  # bytes of blanks, a point and dashes
_ELEVEN, _ZEROS = b"0" * 11, bytes.maketrans(b"123456789", b"000000000")
# digits enough for a mobile number or a longer one, however they are parted
_BETWEEN = rb"[- .,*`~\\/\t\r\n_\xc2\xa0\xb7\xe2\xe3\x80\x93\x94\xa2]{0,12}"
_NUMBER = re.compile(rb"1%(b)s[3-9](?:%(b)s[0-9]){9}|[0-9](?:%(b)s[0-9]){14}".replace(b"%(b)s", _BETWEEN))
# letters and figures that look like others, signs that nobody sees, Chinese figures in a row
_STRANGE = [one for one, to in LOOKS.items() if to.isalnum() or one in "－．＠＃＝／｜"] + [
    one for one, to in FOLDS.items() if not one.isascii() and to != " "
]
_ALIKE = re.compile("[" + "".join(one for one in _STRANGE if one <= "\uffff") + UNSEEN + "]")
_BEYOND = b"\xf0"  # of four bytes, such as letters for formulas
_FIGURE = "[" + "".join(NUMERALS) + "0-9]"
_IN_CHINESE = re.compile(f"[{''.join(NUMERALS)}](?:(?<=[0-9].)|[-. ]?{_FIGURE}{{3}})")
_WITHIN = re.compile(rb"[`*~](?<=[0-9a-z].)(?:(?<=`)|[*~])[0-9a-z]")  # a mark of Markdown within a word


def worth(text: str) -> frozenset[str]:
    """Say what kinds of rules it is worth to ask: all that meet the text, and a few others."""
    data = text.encode(errors="surrogatepass").lower()
    if _ALIKE.search(text) or _BEYOND in data or _WITHIN.search(data):
        return WHENS
    found = {when for when, words in _WORDS.items() if any(map(data.__contains__, words))}
    if _PIN.search(data):
        found.add("english")
    if _OPTION.search(data):
        found.add("command")
    if _has_number(data) or _IN_CHINESE.search(text):
        found.add("number")
    if _SIGN.search(data) and _MIXED.search(data):
        found.add("sign")
    if _HABIT.search(data):
        found.add("habit")
    if _LONG in data.translate(_ALNUM) and any(map(data.__contains__, _KEYS)):
        found.add("key")
    if _HASH.search(data) or b"{ssha" in data or b"{sha" in data:
        found.add("hash")
    return frozenset(found)


def may_hold_number(text: str) -> bool:
    """Say whether there are figures enough for a personal number, whatever they look like."""
    data = text.encode(errors="surrogatepass")
    return _has_number(data) or _BEYOND in data or bool(_ALIKE.search(text) or _IN_CHINESE.search(text))


def _has_number(data: bytes) -> bool:
    return _ELEVEN in data.translate(_ZEROS, _APART) and _NUMBER.search(data) is not None
