"""No passwords, keys or tokens anywhere; no identity numbers; mobile numbers only in contact fields.

Looks at the text of the files line by line, so that also what could not be read as a record is covered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.cn import ric

from generators.checks.context import Context
from generators.finding import Finding, Place, finding
from generators.kinds.field import Form
from generators.records.record import Record

SECRETS = re.compile(
    r"""-----BEGIN\ [A-Z ]*PRIVATE\ KEY-----
      | (?<![A-Za-z])(?:password|passwd|pwd|secret|token|api[_-]?key|access[_-]?key)["']?\s*[:=：]\s*["']?
        (?![<\[{$*（(])[A-Za-z0-9!@\#%^&*._/+=-]{6,}
      | (?:密码|口令|密钥)\s*(?:是|为|[:=：])\s*["'“]?(?![<\[{$*])[A-Za-z0-9!@\#%^&*._/+=-]{4,}
      | (?i:identified\s+by)\s+["']?(?![<\[{$&"':])[^\s"';<]{4,}
      | \beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.
      | \b(?:AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|glpat-[A-Za-z0-9_-]{20,})
      | ://[^\s/:@<]+:[^\s/@<]{3,}@""",
    re.VERBOSE | re.IGNORECASE,
)
# A secret holds one of these, once its letters are folded: looking for a few words is ten times as fast as
# the expression, and nearly every file holds none. Who adds to the expression adds its word; a test looks.
_WORDS = (
    "-----", "word", "wd", "ecret", "token", "key", "密码", "口令", "密钥", "identified", "eyj", "akia", "gh",
    "glpat-", "://",
)  # fmt: skip
IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9A-Za-z])")
_ELEVEN_DIGITS = re.compile(rb"1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}")
_ALL_ZERO = bytes.maketrans(b"123456789", b"000000000")
_SEVENTEEN_DIGITS = b"0" * 17


def may_hold_secret(text: str) -> bool:
    """Say whether it is worth looking: true for every text with a secret, and for a few without."""
    folded = text.lower()
    # what `re.IGNORECASE` takes for an i or an s besides; `lower` has dealt with the Kelvin sign
    folded = folded.replace("ı", "i").replace("i\u0307", "i").replace("ſ", "s")
    return any(map(folded.__contains__, _WORDS))


def may_hold_identity(data: bytes) -> bool:
    """Say whether there are digits enough for an identity number."""
    return _SEVENTEEN_DIGITS in data.translate(_ALL_ZERO)


def may_hold_mobile(data: bytes) -> bool:
    """Say whether there are digits that could be a mobile number's."""
    return _ELEVEN_DIGITS.search(data) is not None


def check(context: Context) -> Iterator[Finding]:
    """Search every record and page."""
    by_path = {record.path: record for record in context.states.read}
    unread = set(context.states.unread.values())
    for path, data in context.files.items():
        if path.startswith(("records/", "docs/")) and path.endswith((".yaml", ".md")):
            text = data.decode(errors="replace")
            if may_hold_secret(text):
                yield from _secrets(path, text)
            if may_hold_identity(data):
                yield from _identities(path, text)
            # without a record nobody knows which line is a contact's
            if (path not in unread or path in by_path) and may_hold_mobile(data):
                yield from _mobile_numbers(path, text, by_path.get(path))


def _secrets(path: str, text: str) -> Iterator[Finding]:
    for match in SECRETS.finditer(text):
        message = "这里像是口令或密钥；删掉，并立即更换它，因为历史里还留着。"
        yield finding(_place(path, text, match.start()), "secret", message)


def _identities(path: str, text: str) -> Iterator[Finding]:
    for match in IDENTITY.finditer(text):
        if ric.is_valid(match[0]):
            message = "这是身份证号码；删掉，需要时只写姓名或岗位。"
            yield finding(_place(path, text, match.start()), "resident-identity", message)


def _mobile_numbers(path: str, text: str, record: Record | None) -> Iterator[Finding]:
    for match in MOBILE.finditer(text):
        place = _place(path, text, match.start())
        if not _is_contact(record, place):
            message = "手机号不能写在这里；删掉，只写进人员登记的电话一项。"
            yield finding(place, "mobile-number", message)


def _place(path: str, text: str, offset: int) -> Place:
    before = text[:offset]
    return Place(path, before.count("\n") + 1, offset - before.rfind("\n"))


def _is_contact(record: Record | None, place: Place) -> bool:
    """Say whether a field on that line is declared as a phone number by the schema."""
    if record is None:
        return False
    on_line = (at for at in record.paths() if record.place(*at).line == place.line)
    return any(record.kind.field(at).form is Form.PHONE for at in on_line)
