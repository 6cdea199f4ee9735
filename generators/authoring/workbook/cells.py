"""A cell into a value of a record: by the field it is for, as people type such values, never by guessing.

Whatever cannot be taken is refused with what to type instead.
"""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from generators.authoring.workbook.instants import UNKNOWN, Instant, instant
from generators.authoring.workbook.names import Contradiction, Misfit, Names
from generators.kinds.field import MOMENTS, Field, Form
from generators.refusal import CONTROL
from generators.strict_yaml import INVISIBLE

NOTHING = (
    "",
    "/",
    "-",
    "—",
    "——",
    "\\",
    "0000-00-00",
    "0000-00-00 00:00:00",
)  # what people put where there is nothing
_DITTO = ("同上", "同前", "〃", "″", "''", '"')  # what people put for the cell above
_YES = ("是", "有", "对", "√", "✓", "y", "yes", "true", "1")
_NO = ("否", "无", "没有", "×", "✗", "n", "no", "false", "0")
_ITEMS, _SENTENCES = re.compile(r"[、，,;；\n]+"), re.compile(r"[;；\n]+")
_NAMES = re.compile(r"[\s/+&]+")  # what else stands between names
_SENTENCE = 60  # characters; texts that may be longer hold commas of their own
_MONTH = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*月?(?:份)?").fullmatch
_QUARTER = re.compile(r"([0-9]{4})\s*[-/年]?\s*(?:Q([1-4])|第?([一二三四1-4])季度?)", re.IGNORECASE).fullmatch
_SHOWN = 30
_A_YEAR = 12  # months
_DAYS = range(20_000, 80_000)  # numbers that may be dates: 1954 to 2119
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no zones


class Reader:
    """Reads the cells of one row, which may lean on each other: a time on the day of the one before it."""

    def __init__(self, zone: ZoneInfo, names: Names, home: ZoneInfo | None = None) -> None:
        """Take the zone of times without one, who and what may be named, the zone to tell times in."""
        self._zone, self._names, self._home = zone, names, home or zone
        self._day: date | None = None
        self._is_lost = False  # whether a moment of the row could not be read: others may lean on it

    def start(self) -> None:
        """Begin another row."""
        self._day, self._is_lost = None, False

    def resume(self) -> None:
        """Go on after a moment that could not be read, on the day of the one before it."""
        self._is_lost = False

    def read(self, value: Any, field: Field, trouble: str | None = None) -> Any:
        """Give the value for a field; None for an empty cell. Raises Misfit, always for a cell in trouble."""
        if trouble is not None:
            raise Misfit(f"这一格{trouble}。")
        if isinstance(value, str):
            value = tidy(value)
            if value in NOTHING:
                return None
            if value in _DITTO:
                raise Misfit(f"「{value}」要看上一行才知道；写出来。")
        elif value is None:
            return None
        return self._take(value, field)

    def _take(self, value: Any, field: Field) -> Any:  # noqa: C901 - one case a form
        match field.form:
            case Form.TEXT | Form.MARKDOWN:
                return text(value)
            case Form.PHONE | Form.EMAIL:
                return normal(value)
            case Form.INTEGER | Form.NUMBER:
                return _number(value, whole=field.form is Form.INTEGER)
            case Form.FLAG:
                return _flag(value)
            case Form.CHOICE:
                return choice(normal(value), field)
            case Form.REFERENCE:
                return self._names.id_of(normal(value), field)
            case Form.LIST if field.item:
                some = (_SENTENCES if is_wordy(field.item) else _ITEMS).split(text(value))
                return [had for part in some if (one := part.strip()) for had in self._items(one, field.item)]
            case Form.MONTH:
                return _month(value)
            case Form.QUARTER:
                return _quarter(value)
            case Form.TIME:
                return self._time(value)
            case Form.DATE:
                return self._instant(value, "2026-03-05")[0].isoformat()
            case form if form in MOMENTS:
                return self._moment(value, field)
        raise Misfit(f"「{field.title}」不能写在一格里；照模板另用一张表。")

    def _items(self, part: str, item: Field) -> list[Any]:
        """Read an item of a list; names that only a blank parts are several."""
        try:
            return [self._take(part, item)]
        except Contradiction:
            raise
        except Misfit:
            words = [one for one in _NAMES.split(part) if one]
            if item.form is not Form.REFERENCE or len(words) == 1:
                raise
            return list(dict.fromkeys(self._take(one, item) for one in words))

    def _moment(self, value: Any, field: Field) -> Any:
        if isinstance(value, str) and UNKNOWN(value) and field.form is Form.EVENT:
            return {"certainty": "unknown"}
        if self._is_lost and (leaning := _told(value)) and leaning.day is None:
            return None  # the other one has been told
        day, told = self._instant(value, "2026-03-05 09:10")
        if told.time is None and field.form is not Form.MOMENT:
            return day.isoformat()
        if told.time is None:
            raise Misfit(f"「{field.title}」要写到几点几分，如 {day.isoformat()} 09:10。")
        at = datetime.combine(day, time()) + told.time
        if told.offset is None:
            at = at.replace(tzinfo=self._zone)
        else:
            at = (at - told.offset).replace(tzinfo=ZoneInfo("UTC"))
        written = at.astimezone(self._home).isoformat(timespec="seconds")
        is_about = told.is_about and field.form is Form.EVENT
        return {"at": written, "certainty": "estimated"} if is_about else written

    def _instant(self, value: Any, example: str) -> tuple[date, Instant]:
        """Read a day, and what else the cell tells; the day may be that of the moment before it."""
        is_lost, self._is_lost = self._is_lost, True
        told = _told(value)
        if told is None:
            raise Misfit(f"看不懂「{_shown(value)}」是什么时候；写成 {example}。")
        day = told.day or self._day
        if day is None:
            raise Misfit(f"「{_shown(value)}」没有写哪一天；写成 {example}。")
        if told.is_next and told.day:
            raise Misfit(f"「{_shown(value)}」写了日期又写「次日」；只写那一天的日期，如 {example}。")
        if told.is_next:
            day += timedelta(days=1)
        self._day, self._is_lost = day, is_lost
        return day, told

    def _time(self, value: Any) -> str:
        told = _told(value)
        if told is None or told.time is None or told.day or told.time >= timedelta(days=1):
            raise Misfit(f"「{_shown(value)}」不是时刻；写成 09:10，半夜十二点写 00:00。")
        return (datetime.combine(date.min, time()) + told.time).strftime("%H:%M")


def is_wordy(item: Field) -> bool:
    """Say whether the items of a list are sentences, which no comma parts."""
    return item.form is Form.TEXT and (item.limits.max_length or 0) > _SENTENCE


def is_empty(cell: Any) -> bool:
    """Say whether nothing is told in a cell, or a sign for nothing."""
    return cell is None or (isinstance(cell, str) and tidy(cell) in NOTHING)


def tidy(value: str) -> str:
    """Take off blanks at the ends and what nobody sees."""
    if not value.isprintable():  # then there is something that nobody sees, if only a line end
        value = INVISIBLE.sub("", value).replace("\u3000", " ").replace("\xa0", " ")
        value = CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))
    return value.strip()


def text(value: Any) -> str:
    """Give a cell as it reads; a whole number without the fraction that workbooks keep."""
    match value:
        case bool():
            return "是" if value else "否"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() != time():
            return value.strftime("%Y-%m-%d %H:%M")
        case datetime():
            return value.date().isoformat()
        case time():
            return value.strftime("%H:%M")
        case timedelta():
            minutes = int(value.total_seconds()) // 60
            return f"{minutes // 60}:{minutes % 60:02}"
        case _:
            return str(value)


def choice(word: str, field: Field) -> Any:
    """Give the code of a choice by its word, or by the code itself. Raises Misfit."""
    for one in field.choices:
        if word in (one.word, str(one.code), unicodedata.normalize("NFKC", one.word)):
            return one.code
    listed = "、".join(one.word for one in field.choices)
    raise Misfit(f"「{field.title}」里没有「{_shown(word)}」；可写：{listed}。")


def normal(value: Any) -> str:
    """Give a cell as it reads, in half-width signs: two cells that say the same are the same."""
    return unicodedata.normalize("NFKC", text(value)).strip()


def _told(value: Any) -> Instant | None:
    if isinstance(value, str):
        return instant(unicodedata.normalize("NFKC", value))
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        if int(value) not in _DAYS:
            return instant(str(int(value))) if float(value).is_integer() else None
        meant = (_EPOCH + timedelta(days=value)).strftime("%Y-%m-%d %H:%M")
        raise Misfit(
            f"「{value}」是一个数，不是时间（看来是 {meant}）；把单元格设成日期格式，或照样写成文字。"
        )
    return instant(value) if isinstance(value, date | time | timedelta) else None


def _number(value: Any, *, whole: bool) -> int | float:
    plain = normal(value).replace(",", "").replace(" ", "")
    try:
        found = float(plain)
    except ValueError:
        found = float("nan")
    if not math.isfinite(found) or isinstance(value, date | time | bool):
        raise Misfit(f"「{_shown(value)}」不是数；只写数字，不写单位。")
    if found.is_integer():
        return int(found)
    if whole:
        raise Misfit(f"「{_shown(value)}」要写整数。")
    return found


def _flag(value: Any) -> bool:
    word = normal(value).lower()
    if isinstance(value, bool) or word in (*_YES, *_NO):
        return value if isinstance(value, bool) else word in _YES
    raise Misfit(f"「{_shown(value)}」要写是或否。")


def _month(value: Any) -> str:
    if isinstance(value, date):
        return value.strftime("%Y-%m")
    found = _MONTH(normal(value))
    if not found or not 1 <= int(found[2]) <= _A_YEAR:
        raise Misfit(f"「{_shown(value)}」不是月份；写成 2026-03。")
    return f"{found[1]}-{int(found[2]):02}"


def _quarter(value: Any) -> str:
    found = _QUARTER(normal(value))
    if not found:
        raise Misfit(f"「{_shown(value)}」不是季度；写成 2026-Q1。")
    number = found[2] or found[3]
    return f"{found[1]}-Q{'一二三四'.find(number) + 1 or number}"


def _shown(value: Any) -> str:
    found = text(value)
    return found if len(found) <= _SHOWN else f"{found[:_SHOWN]}……"
