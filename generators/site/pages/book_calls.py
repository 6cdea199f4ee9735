"""Whom a book says to call: who holds the post that it names today, or which unit it is, with the number.

A book names posts in words, because it is not bound to one contract's team. A record with a number answers
to its own name, to a post that it holds, or to the word of one of its choices; the longest name counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from generators.kinds.field import Form
from generators.knowledge import KnowledgeBase
from generators.measures.once import once
from generators.records.record import Record
from generators.site.cells import Ref, reference

_MOST = 3  # people behind one post: more are a team, and its desk is called
_LIKE = 2  # characters that a post and what a book calls it must have in common
_ASIDE = re.compile(r"（[^）]*）")
_FIELD = re.compile(r"（([^）]*)）")
_EITHER = re.compile(r"[、或]")


class Callee(NamedTuple):
    """Somebody to call; no number where the reader may not see it."""

    ref: Ref
    tel: str


class Call(NamedTuple):
    """A post of the book, when it is called, and who that is today; nobody where the records do not say."""

    who: str
    when: str
    people: tuple[Callee, ...]
    deputy: str  # who is called where nobody answers


class _Known(NamedTuple):
    record: Record
    tel: str
    names: tuple[str, ...]
    posts: tuple[tuple[str, str], ...]  # what the post is, and of what field


def calls(base: KnowledgeBase, rows: tuple[Any, ...]) -> tuple[Call, ...]:
    """Give the rows of a book's list of contacts."""
    return tuple(_call(base, row) for row in rows)


def _call(base: KnowledgeBase, row: Any) -> Call:
    return Call(row["who"], row["when"], callees(base, row["who"]), row.get("deputy", ""))


def callees(base: KnowledgeBase, who: str) -> tuple[Callee, ...]:
    """Give the people or units that a book's words mean; each of several that stand in one line."""
    if one := _named(base, _ASIDE.sub("", who)):
        return (Callee(reference(base, one.record.id), one.tel),)
    found = dict.fromkeys(one for part in _EITHER.split(who) for one in _meant(base, part))
    return tuple(found)[:_MOST]


def _named(base: KnowledgeBase, who: str) -> _Known | None:
    """Give whose own name this is, signs between words included; a name that is that of a sort means all."""
    known = _known(base)
    sorts = {name for one in known for name in one.names[1:]}
    return None if who in sorts else next((one for one in known if one.names[:1] == (who,)), None)


def _meant(base: KnowledgeBase, who: str) -> Iterator[Callee]:
    scored = [(_score(one, who), one) for one in _known(base)]
    best = max((score for score, _ in scored), default=0)
    for score, one in scored:
        if score and score == best:
            yield Callee(reference(base, one.record.id), one.tel)


def _score(one: _Known, who: str) -> int:
    """Say how much of the words is a name or a post of somebody."""
    plain = _ASIDE.sub("", who)
    named = [len(name) for name in one.names if name in who]
    begun = [len(plain) for name in one.names if plain and name.startswith(plain)]
    held = [
        len(post) + _alike(field, who.replace(post, ""))
        for post, field in one.posts
        if _is_held(post, field, who)
    ]
    return max((*named, *begun, *held), default=0)


def _is_held(post: str, field: str, who: str) -> bool:
    return post in who and (not field or _alike(field, who.replace(post, "")) >= _LIKE)


def _alike(one: str, other: str) -> int:
    """Give the length of the longest run of characters that two texts share."""
    lengths = range(len(one), 0, -1)
    return next(
        (size for size in lengths for at in range(len(one) - size + 1) if one[at : at + size] in other), 0
    )


@once
def _known(base: KnowledgeBase) -> tuple[_Known, ...]:
    """Gather everybody of whom a number may stand in the records, whether or not the reader sees it."""
    return tuple(
        _of(base, record)
        for kind in base.shown
        if any(len(one.at) == 1 for one in kind.formed(Form.PHONE))
        for record in base.facts.of_kind(kind.name)
        if not record.is_voided and _stays(base, record)
    )


def _of(base: KnowledgeBase, record: Record) -> _Known:
    kind = record.kind
    tel = next((str(record.data[one.name]) for one in kind.formed(Form.PHONE) if one.name in record.data), "")
    words = [
        one.word(record.data[name])
        for name, one in kind.fields.items()
        if one.choices and name in record.data
    ]
    is_unit = not kind.role("posts")
    names = (_ASIDE.sub("", record.title), *(words if is_unit else ()))
    posts = (str(row["post"]) for row in record.data.get(kind.role("posts"), ()) if _holds(base, row))
    return _Known(
        record,
        tel,
        tuple(one for one in names if len(one) >= _LIKE),
        tuple((_ASIDE.sub("", one), "".join(_FIELD.findall(one))) for one in posts),
    )


def _holds(base: KnowledgeBase, row: Any) -> bool:
    """Say whether a post is held on the day of the base."""
    today = base.now.astimezone(base.config.zone).date().isoformat()
    return str(row.get("from", "")) <= today <= str(row.get("to", today))


def _stays(base: KnowledgeBase, record: Record) -> bool:
    rows = record.data.get(record.kind.role("posts"), ())
    return not rows or any(_holds(base, row) for row in rows)
