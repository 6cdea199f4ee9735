"""What no expression can say of a number or a password: functions with names; the browser has them, too."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

# what stands in for a password, and the provinces of identity numbers: data that the browser reads, too
Words = Mapping[str, Any]

_BORN = range(1900, 2100)
_OLD_BORN = range(30, 100)  # the numbers of 15 digits were given until 1999
_LEAST = 6
_BINARY = 1 << 16  # a size of memory is a multiple, one mobile number in 65,536 is
_ROUND = 10**9
_SYMBOL = re.compile("[!@#$%^&*]")
_LETTER = re.compile("[a-z]")
_DIGIT = re.compile("[0-9]")
_ID = re.compile("[a-z]+(?:[-_.][a-z0-9]*)*-[a-z0-9]+(?:[-_.][a-z0-9]+)*")
_FILE = re.compile("[a-z0-9_.*-]+[.](?:[a-z]{1,5}|7z|mp[34])")
_MAIL = re.compile("[a-z0-9._+-]+@[a-z0-9-]+(?:[.][a-z]+)+")
_HABIT = re.compile("[a-z]{3,}[@#!$%^&*_.]?[0-9]{2,}[!@#$%^&*.]*")
_NOT_NUMBER = re.compile("[^0-9Xx]")
_PARTED = re.compile("[:/.-]")  # a time, a version, a date
_STOPS = ".,;:"


def _digits(text: str) -> str:
    return _NOT_NUMBER.sub("", text)


def is_identity_number(text: str, words: Words) -> bool:
    """Say whether it is a number after GB 11643: a province, a day of birth, a check digit."""
    number = _digits(text)
    digits = [10 if one in "Xx" else int(one) for one in number]
    weighed = sum(one * pow(2, 17 - place, 11) for place, one in enumerate(digits))
    if weighed % 11 != 1 or number[:2] not in words["provinces"]:
        return False
    return int(number[6:10]) in _BORN and _is_day(int(number[6:10]), number[10:14])


def is_old_identity_number(text: str, words: Words) -> bool:
    """Say whether 15 digits may be one of before 1999: a province, a day of birth, no check digit."""
    number = _digits(text)
    year = int(number[6:8])
    return number[:2] in words["provinces"] and year in _OLD_BORN and _is_day(1900 + year, number[8:12])


def is_card_number(text: str, _words: Words) -> bool:
    """Say whether the check digit is that of a bank card, after Luhn, and not all digits are the same."""
    digits = [int(one) for one in _digits(text)[::-1]]
    weighed = sum(one if place % 2 == 0 else sum(divmod(2 * one, 10)) for place, one in enumerate(digits))
    return weighed % 10 == 0 and len({*digits}) > 1


def is_mobile_number(text: str, _words: Words) -> bool:
    """Say whether 11 digits are no size of memory and no round sum."""
    number = int(_digits(text))
    return number % _BINARY != 0 and number % _ROUND != 0


def is_given(text: str, words: Words) -> bool:
    """Say whether a text is one itself, not what stands in for a password that is not told."""
    value = text.strip("\"'`").rstrip(_STOPS)
    said = words["placeholders"]
    return bool(
        value
        and value not in said["whole"]
        and len({*value}) > 1
        and not value.startswith(tuple(said["begins"]))
        and not any(map(value.__contains__, said["holds"]))
    )


def is_strong(text: str, words: Words) -> bool:
    """Say whether a text looks made up: letters with figures or signs, or figures alone; no id, no file."""
    value = text.strip("\"'`").rstrip(_STOPS)
    if len(value) < _LEAST or not value.isascii() or not is_given(text, words):
        return False
    if _ID.fullmatch(value) or _FILE.fullmatch(value):
        return False
    has_digit = bool(_DIGIT.search(value))
    if not _LETTER.search(value):
        return has_digit and not _PARTED.search(value)
    return has_digit or bool(_SYMBOL.search(value))


def is_mixed(text: str, words: Words) -> bool:
    """Say whether letters, figures and signs are in it, and it is no address."""
    value = text.strip("\"'`").rstrip(_STOPS)
    kinds = (_LETTER, _DIGIT, _SYMBOL)
    return is_strong(text, words) and all(one.search(value) for one in kinds) and not _MAIL.fullmatch(value)


def is_habit(text: str, words: Words) -> bool:
    """Say whether it is a word with figures behind it, as people make passwords of a name."""
    return is_given(text, words) and bool(_HABIT.fullmatch(text.strip("\"'`").rstrip(_STOPS)))


def is_community(text: str, words: Words) -> bool:
    """Say whether it is a community that is not the one every device comes with."""
    return is_given(text, words) and text.strip("\"'") not in ("public", "private")


def has_digit(text: str, _words: Words) -> bool:
    """Say whether there is a figure in it."""
    return bool(_DIGIT.search(text))


def is_written_to(text: str, words: Words) -> bool:
    """Say whether an address is somebody's, not one of an example."""
    return is_given(re.split("[@#\\[( ]", text, maxsplit=1)[0], words)


def _is_day(year: int, month_and_day: str) -> bool:
    try:
        date(year, int(month_and_day[:2]), int(month_and_day[2:]))
    except ValueError:
        return False
    return True


PROOFS: Mapping[str, Callable[[str, Words], bool]] = MappingProxyType(
    {
        "identity-number": is_identity_number,
        "old-identity-number": is_old_identity_number,
        "card-number": is_card_number,
        "mobile-number": is_mobile_number,
        "given": is_given,
        "strong": is_strong,
        "mixed": is_mixed,
        "habit": is_habit,
        "community": is_community,
        "digit": has_digit,
        "written-to": is_written_to,
    }
)
