"""The books of the year can be followed: each box is typed in one place, and whatever is named can be opened."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from demonstration import judged

from generators.authoring.steps.command_boxes import taken_apart
from generators.records.record import Record
from generators.site.pages.book_steps import Piece, Steps

JUMP = re.compile(r"RB-[A-Z-]+|(?:转到|回到|接着做|重做|照) ?[a-z][a-z-]+ ?(?:一步|$|[，；。])")


def books() -> list[Record]:
    return sorted(judged().facts.of_kind("runbook"), key=lambda one: one.id)


def followed() -> list[Record]:
    """The books, and the plans."""
    kinds = ("runbook", "emergency-plan", "dr-plan")
    return [one for kind in kinds for one in sorted(judged().facts.of_kind(kind), key=lambda one: one.id)]


def boxes() -> Iterator[tuple[str, Mapping[str, Any]]]:
    for book in books():
        for row in book.data.get("commands", ()):
            if "run" in row:
                yield f"{book.id} {row['step']}", row


def unlinked(pieces: tuple[Piece, ...]) -> Iterator[str]:
    return (found[0] for one in pieces if one.uri is None for found in JUMP.finditer(one.text))


def test_every_book_says_all_that_whoever_follows_it_needs() -> None:
    """A sentence in a box, a box of two places, a host or a consent that nobody tells: none is left."""
    assert len(books()) == 33
    paths = tuple(one.path for one in followed())
    assert [str(one) for one in judged().findings if one.place.path in paths] == []


def test_a_box_taken_apart_once_more_is_one_box() -> None:
    """So that nothing was left in it that belongs elsewhere; what goes by a condition has a box of its own."""
    for where, row in boxes():
        if row["place"] in ("sql", "shell") and "-- " not in row["run"] and "# " not in row["run"]:
            assert [one["place"] for one in taken_apart(row["run"])] == [row["place"]], where


def test_whatever_a_step_names_leads_there() -> None:
    left = []
    for book in followed():
        for step in Steps(judged(), book).all():
            texts = [step.do, step.expect, *(one.note for one in step.deeds)]
            texts += [text for one in step.branches for text in (one.when, one.then)]
            left += [(book.id, step.step, name) for text in texts for name in unlinked(text)]
            targets = [one.target for one in step.branches if one.target]
            left += [(book.id, step.step, one.text) for one in targets if one.uri is None]
    assert left == []


def test_what_alters_production_says_who_must_agree_or_why_nobody_is_asked() -> None:
    altering = [row for book in books() for row in book.data["steps"] if row.get("alters")]
    assert sum("consent" in row for row in altering) >= 80
    assert sum("no_consent_reason" in row for row in altering) == 10


def test_limits_are_those_of_one_number() -> None:
    limited = [row for book in books() for row in book.data["steps"] if "low" in row or "high" in row]
    assert len(limited) >= 28
    assert all(row["gauge"] and row["unit"] for row in limited)


def test_what_was_a_place_on_the_page_of_a_plan_still_is_one() -> None:
    places = {
        one.id: {row["code"] for row in one.data["phases"]} for one in followed() if "phases" in one.data
    }
    assert "rule-off" in places["EP-PLATFORM"]
    assert {"declare", "recover"} <= places["DP-PLATFORM"]


def test_what_alters_production_in_a_plan_says_so_too() -> None:
    altering = [
        row for one in followed() if "phases" in one.data for row in one.data["steps"] if row.get("alters")
    ]
    assert len(altering) >= 12
    assert all("consent" in row or "no_consent_reason" in row for row in altering)
