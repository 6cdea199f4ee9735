"""No passwords, keys or tokens anywhere; no identity numbers; mobile numbers only in contact fields.

Looks at the text of the files line by line, so that also what could not be read as a record is covered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from generators.checks.context import Context
from generators.checks.personal import IDENTITY, MOBILE, SECRET, Pattern
from generators.finding import Finding, Place, finding
from generators.kinds.telling import Medium
from generators.records.record import Record

# A secret holds one of these, once its letters are folded: looking for a few words is ten times as fast as
# the expression, and nearly every file holds none. Who adds to the expression adds its word; a test looks.
_WORDS = (
    "-----", "word", "wd", "ecret", "token", "key", "密码", "口令", "密钥", "identified", "eyj", "akia", "gh",
    "glpat-", "://",
)  # fmt: skip
_ELEVEN_DIGITS = re.compile(rb"1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}")
_ALL_ZERO = bytes.maketrans(b"123456789", b"000000000")
_SEVENTEEN_DIGITS = b"0" * 17


def may_hold_secret(text: str) -> bool:
    """Say whether it is worth looking: true for every text with a secret, and for a few without."""
    folded = text.lower()
    # what the table folds to an i or an s besides; `lower` has dealt with the Kelvin sign
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
            looked_for = [SECRET] * may_hold_secret(text) + [IDENTITY] * may_hold_identity(data)
            # without a record nobody knows which line is a contact's
            if (path not in unread or path in by_path) and may_hold_mobile(data):
                looked_for.append(MOBILE)
            for pattern in looked_for:
                yield from _found(pattern, path, text, by_path.get(path))


def _found(pattern: Pattern, path: str, text: str, record: Record | None) -> Iterator[Finding]:
    for start in pattern.found(text):
        place = _place(path, text, start)
        if not _is_allowed(pattern, record, place):
            yield finding(place, pattern.code, pattern.told[Medium.YAML])


def _place(path: str, text: str, offset: int) -> Place:
    before = text[:offset]
    return Place(path, before.count("\n") + 1, offset - before.rfind("\n"))


def _is_allowed(pattern: Pattern, record: Record | None, place: Place) -> bool:
    """Say whether a field on that line is declared by the schema as one for just this."""
    if record is None or not pattern.allowed:
        return False
    on_line = (at for at in record.paths() if record.place(*at).line == place.line)
    return any(record.kind.field(at).form in pattern.allowed for at in on_line)
