"""The times that commits claim, as text that everything else can read, and when each can have been made.

A clock can be set to anything, and a commit can hold any text where a time should be. What is no time of a
base, 1970 to 2200, is kept as it stands there and taken for a time after all others: nothing is held to have
been written before it bound because nobody can read when it was.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

from generators.origin.runner import Runner
from generators.records.provenance import LAST

_RAW = re.compile(r"(?P<seconds>\d{1,12}) (?P<sign>[+-])(?P<hours>\d\d)(?P<minutes>[0-5]\d)")
_FARTHEST = 14  # hours from UTC
_ALL = ("rev-list", "--topo-order", "--reverse", "--parents", "--timestamp", "HEAD")


class Made(NamedTuple):
    """When each commit can have been made at the earliest, and which claim what cannot be."""

    reached: Mapping[str, int]  # seconds since 1970
    back_dated: frozenset[str]
    ahead: frozenset[str]  # which claim a time that has not come


def written(raw: str) -> str | None:
    """Give a time as Git keeps it, seconds and offset, in ISO 8601; None if no base can have such a time."""
    found = _RAW.fullmatch(raw)
    if found is None or int(found["hours"]) > _FARTHEST or not 0 <= int(found["seconds"]) < LAST.timestamp():
        return None
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"]))
    zone = timezone(-offset if found["sign"] == "-" else offset)
    return datetime.fromtimestamp(int(found["seconds"]), UTC).astimezone(zone).isoformat()


def made(run: Runner, clock: datetime, grace: timedelta) -> Made:
    """Tell of every commit when it can have been made at the earliest: not before those that it knew.

    A time that has not come yet says nothing, else it would make all that follows look as late.
    """
    reached: dict[str, int] = {}
    back_dated, ahead = set(), set()
    for line in run.out(*_ALL).splitlines():
        told, commit, *parents = line.split(" ")
        own = int(told) if told.isdigit() else 0
        before = max((reached[one] for one in parents if one in reached), default=0)
        if own > clock.timestamp() + grace.total_seconds():
            ahead.add(commit)
        elif own < before - grace.total_seconds():
            back_dated.add(commit)
        reached[commit] = max(own if own <= clock.timestamp() else 0, before)
    return Made(reached, frozenset(back_dated), frozenset(ahead))
