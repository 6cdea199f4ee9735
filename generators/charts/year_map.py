"""A year on one sheet: a row a month, a cell a day, darker where there was more, crossed where it was bad."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from markupsafe import Markup

from generators.charts import frame
from generators.charts.element import box, element, line, linked, path, text
from generators.charts.frame import Cell
from generators.words import say

_DAYS, _LEFT, _TOP = 31, 40, 18
_STEPS = 4  # of darkness
_MOST_DIGITS = 2
_NAMED = 3  # bad days are told by name; the table has the rest


class Standing(StrEnum):
    """How a day stands."""

    QUIET = "quiet"  # nothing, and nothing had to be
    DONE = "done"
    WARN = "warn"
    BAD = "bad"
    AHEAD = "ahead"  # not come yet


@dataclass(frozen=True, slots=True)
class Day:
    """A day: how it stands, how many there were, what is said of it and where it leads."""

    standing: Standing
    told: str
    count: int = 0  # 0: a plain cell without a figure
    href: str | None = None


@dataclass(frozen=True, slots=True)
class _Grid:
    """How big the cells are."""

    first: date
    wide: float
    high: float
    gap: float

    def place(self, day: date) -> tuple[float, float]:
        """Give where a day's cell begins."""
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        return _LEFT + (day.day - 1) * self.wide, _TOP + months * self.high

    def size(self, last: date) -> tuple[float, float]:
        """Give how big the whole is."""
        return _LEFT + _DAYS * self.wide + 2, self.place(last)[1] + self.high + 2


def draw(  # noqa: PLR0913 - what a year is drawn from
    key: str,
    caption: str,
    span: tuple[date, date],
    days: Mapping[date, Day],
    words: Mapping[Standing, str],
    *,
    today: date | None = None,
) -> Markup:
    """Draw the days from first to last; one without an entry is quiet. `words` name the standings."""
    first, last = span
    if first > last:
        return frame.nothing(caption)
    whole = {day: days.get(day, Day(Standing.QUIET, words[Standing.QUIET])) for day in _between(first, last)}
    most = max((one.count for one in whole.values()), default=0)
    wide, phone = _Grid(first, 22, 20, 2), _Grid(first, 10, 15, 1.5)
    used = [one for one in Standing if any(day.standing == one for day in whole.values())]
    return frame.figure(
        key,
        caption,
        _described(whole, words),
        [
            frame.Drawing(
                *wide.size(last),
                _parts(wide, whole, most, today, is_linked=True),
                is_linked=any(one.href for one in whole.values()),
                look="itss-wide",
            ),
            # a cell of a phone is too small for a finger: the table below leads there
            frame.Drawing(
                *phone.size(last),
                _parts(phone, whole, most, today, is_linked=False),
                is_linked=False,
                look="itss-tall",
            ),
        ],
        frame.Table(
            (say("chart.day"), say("chart.standing"), say("chart.what")),
            [
                [Cell(day.isoformat(), one.href), Cell(words[one.standing]), Cell(one.told)]
                for day, one in whole.items()
                if _is_told(one)
            ],
        ),
        legend=[(frame.sign(*_cell(1, 1, 14, 14, one, 1)), words[one]) for one in used],
        note=say("chart.darker", count=most) if most > 1 else "",
    )


def _is_told(one: Day) -> bool:
    """Leave out of the table what is as it should be: hundreds of days on which there was somebody."""
    return one.standing in (Standing.WARN, Standing.BAD) or one.count > 0


def _described(whole: Mapping[date, Day], words: Mapping[Standing, str]) -> str:
    days = list(whole)
    told = [say("chart.days", count=len(days), first=days[0].isoformat(), last=days[-1].isoformat())]
    for standing in Standing:
        found = [day for day, one in whole.items() if one.standing == standing]
        if found and standing != Standing.BAD:
            told.append(say("chart.days_of", count=len(found), standing=words[standing]))
    bad = [(day, one) for day, one in whole.items() if one.standing == Standing.BAD]
    if bad:
        told.append(say("chart.days_bad", count=len(bad), standing=words[Standing.BAD]))
        told += [say("chart.worst_day", day=day.isoformat(), told=one.told) for day, one in bad[:_NAMED]]
    most = max(whole.items(), key=lambda item: item[1].count)
    if most[1].count > 1:
        told.append(say("chart.most_on", day=most[0].isoformat(), told=most[1].told))
    return "".join(told)


def _parts(
    grid: _Grid, whole: Mapping[date, Day], most: int, today: date | None, *, is_linked: bool
) -> list[Markup]:
    wide, high = grid.wide - grid.gap, grid.high - grid.gap
    plain: dict[str, list[str | float]] = {}
    marked: list[Markup] = []
    for day, one in whole.items():
        x, y = grid.place(day)
        if one.standing in (Standing.QUIET, Standing.AHEAD, Standing.DONE) and not (one.href or one.count):
            plain.setdefault(one.standing, []).extend(
                ("M", x + 0.5, y + 0.5, "h", wide - 1, "v", high - 1, "h", 1 - wide, "z")
            )
            continue
        drawn = list(_cell(x, y, wide, high, one.standing, _step(one.count, most)))
        if (
            is_linked
            and one.count > 1
            and len(str(one.count)) <= _MOST_DIGITS
            and one.standing == Standing.DONE
        ):
            look = (
                "itss-t-small itss-t-bold itss-t-on-dark"
                if _step(one.count, most) > _STEPS // 2
                else "itss-t-small itss-t-bold"
            )
            drawn.append(text(str(one.count), x + wide / 2, y + high / 2 + 4, look))
        name = f"{day.isoformat()} {one.told}"
        marked.append(linked(name, one.href if is_linked else None, *drawn))
    here = [box(*grid.place(today), wide, high, "itss-today")] if today in whole and today else []
    return [
        *_heads(grid, list(whole)),
        *(line(path(*steps), f"itss-day-{standing}") for standing, steps in sorted(plain.items())),
        *marked,
        *here,
    ]


def _cell(x: float, y: float, wide: float, high: float, standing: Standing, step: int) -> Iterator[Markup]:  # noqa: PLR0913, PLR0917 - a place, a size and a look
    look = f"itss-day-{standing}" + (f" itss-step-{step}" if standing == Standing.DONE else "")
    yield box(x + 0.5, y + 0.5, wide - 1, high - 1, look)
    middle, level, arm = x + wide / 2, y + high / 2, min(wide, high) / 2 - 2
    if standing == Standing.BAD:
        cross = (
            "M",
            middle - arm,
            level - arm,
            "l",
            2 * arm,
            2 * arm,
            "m",
            0,
            -2 * arm,
            "l",
            -2 * arm,
            2 * arm,
        )
        yield line(path(*cross), "itss-s-cut")
    elif standing == Standing.WARN:
        yield element(
            "path",
            class_="itss-s-warn",
            d=path("M", x + 1, y + high - 1, "V", y + 1, "L", x + wide - 1, y + high - 1, "z"),
        )


def _step(count: int, most: int) -> int:
    """Give how dark a count is; 1 is the lightest, so that one is never as nothing."""
    return 1 + (count - 1) * (_STEPS - 1) // (most - 1) if most > 1 and count else 1


def _heads(grid: _Grid, days: Sequence[date]) -> Iterator[Markup]:
    for number in (1, 5, 10, 15, 20, 25, 30):
        yield text(str(number), _LEFT + (number - 0.5) * grid.wide - grid.gap / 2, _TOP - 6)
    is_several = days[0].year != days[-1].year
    for day in days:
        if day.day == 1 or day == days[0]:
            year = f"{day:%y}/" if is_several and (day.month == 1 or day == days[0]) else ""
            at = grid.place(day)[1] + grid.high / 2 + 3
            yield text(say("chart.month_of", month=f"{year}{day.month}"), _LEFT - 6, at, "itss-t-end")


def _between(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += timedelta(days=1)
