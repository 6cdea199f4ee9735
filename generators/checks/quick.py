"""A quick look that hides nothing: whether a text is worth being searched for secrets and personal numbers.

It costs a small part of the search, and most files pass it. It looks at the same folded text as the rules do,
so that no mark, blank or full-width sign parts them. Who adds a rule to the table looks whether these
words and expressions still meet every text that the rule meets; tests try it with cases written in many ways.
"""

from __future__ import annotations

import re
import string

from generators.checks.personal import FOLDS, LOOKS, NUMERALS, UNSEEN, Views

# in small letters of ASCII and the signs kept below: each text that a rule of that kind meets holds one
ROOTS = {
    when: tuple(word.encode() for word in words)
    for when, words in {
        "english": (
            "pw", "secret", "token", "psk", "mima", "key", "hook", "identified", "authorization",
            "masterauth", "community", "bearer", "ftqq", "telegram",
        ),
        "key": ("eyj", "ltai", "aiza", "xox", "sg.", ":aa"),
        "address": ("@", "(at"),
        "chinese": ("wechat", "vx", "wxid_", "qq", "passport"),
    }.items()
}  # fmt: skip
_KEPT = b" \n_.:@(" + string.ascii_lowercase.encode()
_DROPPED = bytes(one for one in range(256) if one not in _KEPT)
CHINESE = (
    "密码", "口令", "密钥", "秘钥", "密匙", "暗号", "团体", "微信", "护照", "验证码", "动态码", "授权码",
    "激活码", "提取码", "解锁码", "门禁码", "安全码", "开机码", "注册码",
)  # fmt: skip
_CHINESE = re.compile("|".join(CHINESE)).search
_PASS = re.compile(rb"pass(?:w|phrase|code|s?[^a-z])")
# commands that take a password, with what stands before it: on one line, as far apart as rules look
_COMMANDS = re.compile(
    rb"(?:mysql|redis-cli|plink|curl|wget|http|mongo|login|influx|clickhouse|mosquitto|sshpass|zip|7z|psexec|sqlcmd|bcp"
    rb"|[oi]sql|ipmitool|ldap|snmp|smbclient|cifs|rpcclient)[^\n]{0,400} -[pauwc-]"
)
_LOGINS = (b"sqlplus", b"disql", b"rman", b"expdp", b"impdp", b"userid")
_LOGIN = re.compile(rb"(?:" + rb"|".join(_LOGINS) + rb")[^\n]{0,400}[a-z0-9_$#]/")
_OTHERS = (b"pass", b"rediscli_auth", b"net ")
_OTHER = re.compile(rb"sshpass|passwd|pass:|-pass|rediscli_auth|net +us")
_PIN = re.compile("pin *(?:码|code|[:=：])".encode())
_OPTION = re.compile(rb" -[pauwc-]")
_HASH = re.compile(rb"\$[0-9a-z]{1,8}\$")
_SIGN = re.compile(rb"[!@#$%^&*](?:[!-~]|(?<=[!-~].))")
_MIXED = re.compile(  # a password behind a name; \x81 ends the comma between words
    rb"[/|:,\x81] *(?=[!-~]{6})(?=[!-~]*[!@#$%^&*])(?=[!-~]*[0-9])[!-~]*[a-z]"
)
_HABIT = re.compile(rb"[/|] *[a-z]{3,}[@#!$%^&*_.]?[0-9]{2}")
# a key is long: letters, figures and the low line in a row
_LONG, _LETTERS = b"a" * 20, string.ascii_letters + string.digits
_ALNUM = bytes(97 if one == ord("_") or chr(one) in _LETTERS else one for one in range(256))
_RUN = re.compile(rb"[0-9a-z_.-]{20,}")
_KEY = re.compile(
    rb"(?<![0-9a-z])(?:a(?:kia|sia|kid|klt|ltak)|gh[pousr]_|github_pat_|glpat-|npm_|pypi-|hf_|[rs]k_|sk-|dop_v1_|shp"
    rb"|hvs[.]|ya29[.]|sec)[0-9a-z_-]{10}|[0-9a-f]{32}-us"
)
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


def worth(text: str | Views) -> frozenset[str]:
    """Say what kinds of rules it is worth to ask: all that meet the text, and a few others."""
    views = Views(text) if isinstance(text, str) else text
    data, folded = views.data, views.folded
    letters = data.translate(None, _DROPPED)  # a word stays one, in less than half of the text
    found = {when for when, roots in ROOTS.items() if any(map(letters.__contains__, roots))}
    for when, is_there in (
        ("chinese", _CHINESE(folded)),
        ("english", (b"pass" in letters and _PASS.search(data)) or _PIN.search(data)),
        ("command", _holds_command(data, letters)),
        ("number", _has_number(data) or _IN_CHINESE.search(folded)),
        ("sign", _SIGN.search(data) and _MIXED.search(data)),
        ("habit", _HABIT.search(data)),
        ("key", _LONG in data.translate(_ALNUM) and _KEY.search(b" ".join(_RUN.findall(data)))),
        ("hash", _HASH.search(data) or b"{ssha" in data or b"{sha" in data),
    ):
        if is_there:
            found.add(when)
    return frozenset(found)


def _holds_command(data: bytes, letters: bytes) -> bool:
    """Say whether there may be a command with a password; the words are looked for first, which is quick."""
    return (
        (_OPTION.search(data) is not None and any(map(_COMMANDS.search, _with_option(data))))
        or (any(map(letters.__contains__, _LOGINS)) and _LOGIN.search(data) is not None)
        or (any(map(letters.__contains__, _OTHERS)) and _OTHER.search(data) is not None)
    )


def _with_option(data: bytes) -> list[bytes]:
    return [line for line in data.split(b"\n") if b" -" in line and _OPTION.search(line)]


def may_hold_number(text: str) -> bool:
    """Say whether there are figures enough for a personal number, whatever they look like."""
    data = text.encode(errors="surrogatepass")
    return _has_number(data) or _BEYOND in data or bool(_ALIKE.search(text) or _IN_CHINESE.search(text))


def _has_number(data: bytes) -> bool:
    return _ELEVEN in data.translate(_ZEROS, _APART) and _NUMBER.search(data) is not None
