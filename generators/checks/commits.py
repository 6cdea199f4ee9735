"""Commits that claim what cannot be, versions that nobody can read, a history that Git cannot read at all.

Git keeps whatever somebody writes there. None of it stops a check or a site; all of it is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from generators import config
from generators.checks.context import Context
from generators.codes import CODES
from generators.finding import Finding, Place, finding
from generators.records.provenance import Completeness, Edit, History, Versions
from generators.words import say

_SAID = 200  # characters of what Git complains of


class _Touched(NamedTuple):
    """A commit and the records that it touched."""

    edit: Edit
    stems: list[str]


def check(context: Context) -> Iterator[Finding]:
    """Look at every commit that somebody looks at, and at what could not be read."""
    history = context.history
    if history is None:
        return
    if history.state is Completeness.BROKEN:
        text = say("commit.broken", said=history.said[:_SAID])
        yield finding(Place(config.FILE, 1), "history-broken", f"{text}；{CODES['history-broken'].remedy}")
    if history.versions is not None:
        for one in _touched(history, history.versions).values():
            yield from _odd(context, history.versions, one)
        yield from _unread(context, history, history.versions)


def _touched(history: History, versions: Versions) -> Mapping[str, _Touched]:
    found: dict[str, _Touched] = {}
    for edits in (history.edits, versions.merges):
        for stem, some in edits.items():
            for edit in some:
                if edit.commit not in versions.passed:
                    found.setdefault(edit.commit, _Touched(edit, [])).stems.append(stem)
    return found


def _odd(context: Context, versions: Versions, one: _Touched) -> Iterator[Finding]:
    """Tell of one commit, at the first record that it touched."""
    commit = one.edit.commit
    if one.edit.odd:
        code = "commit-time-unread"
    elif commit in versions.ahead:
        code = "commit-ahead"
    elif commit in versions.back_dated:
        code = "commit-back-dated"
    else:
        return
    here = sorted(stem for stem in one.stems if stem in context.records)
    place = context.records[here[0]].place("id") if here else Place(config.FILE, 1)
    when = one.edit.odd or one.edit.committed
    text = say("commit.odd", commit=commit[:12], author=_who(one.edit), when=when, count=len({*one.stems}))
    yield finding(place, code, f"{text}；{CODES[code].remedy}")


def _unread(context: Context, history: History, versions: Versions) -> Iterator[Finding]:
    """Tell of every record of which Git has a version no longer, or cannot read it."""
    for stem in sorted(history.edits) if versions.unread else ():
        edits = (*history.trail(stem), *versions.merges.get(stem, ()))
        lost = [one for one in edits if one.after in versions.unread and one.commit not in versions.passed]
        if lost and stem in context.records:
            text = say("commit.unread", commit=lost[0].commit[:12], author=_who(lost[0]), count=len(lost))
            yield finding(
                context.records[stem].place("id"),
                "version-unread",
                f"{text}；{CODES['version-unread'].remedy}",
            )


def _who(edit: Edit) -> str:
    return say("commit.both", author=edit.author, committer=edit.committer) if edit.committer else edit.author
