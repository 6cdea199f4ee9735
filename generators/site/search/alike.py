"""Words that mean the same to who searches: those of the glossary, and periods as one names them today."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generators.knowledge import KnowledgeBase
from generators.spoken import period
from generators.words import alike, say, terms

_MONTHS, _QUARTERS, _LENGTH = 12, 4, 3  # of a year; of a quarter, in months


def groups(base: KnowledgeBase) -> list[list[str]]:
    """Give groups of words; each stands for the others of its group."""
    words = ([one.word, *one.called, *one.avoid] for one in terms() if one.called or one.avoid)
    today = base.now.astimezone(base.config.zone).date()
    return [*words, *map(list, alike()), *_periods(today)]


def _periods(today: date) -> Iterator[list[str]]:
    """Yield what people call a month, a quarter and a year and those before, each with its name."""
    month = today.year * _MONTHS + today.month - 1
    quarter = today.year * _QUARTERS + (today.month - 1) // _LENGTH
    for back, when in enumerate(("this", "last")):
        year, number = divmod(month - back, _MONTHS)
        yield [*say(f"search.month.{when}").split(), period(f"{year}-{number + 1:02}")]
        year, number = divmod(quarter - back, _QUARTERS)
        yield [*say(f"search.quarter.{when}").split(), period(f"{year}-Q{number + 1}")]
        yield [*say(f"search.year.{when}").split(), period(str(today.year - back))]
