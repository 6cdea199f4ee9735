"""Which text of a document somebody followed: today's, one that a commit holds, or the one in force then.

In force is what the main line held, from the moment at which a commit can have been made at the earliest, and
of that the last text that was approved by then. Before the history begins nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple

from generators.records.earlier import load_earlier
from generators.records.provenance import Edition, History, Versions
from generators.records.record import OBJECT, split_front_matter
from generators.records.version import version_of
from generators.refusal import Refusal

Data = Mapping[str, Any]


class Held(StrEnum):
    """Against which text a record of having followed a document was held."""

    NAMED = "named"  # the one that it names
    THEN = "then"  # it names none, as of the one in force when it began
    OTHER = "other"  # it names one that nobody looked up
    NONE = "none"  # it names none, and which was in force nobody looked up, or knows


class Text(NamedTuple):
    """What a document said in one version."""

    version: str
    data: Data
    edition: Edition | None = None


def in_force(history: History | None, document: str, at: datetime) -> Text | None:
    """Give the text in force at a moment of which the history tells; None where there was none."""
    versions = history.versions if history else None
    if versions is None:
        return None
    newest: Text | None = None
    for edition in reversed(_by(versions, document, at)):
        if not edition.edit.after:
            break  # before it was taken away it was another document
        text = _text(versions, edition)
        if text is not None and is_approved(text.data, at):
            return text
        newest = newest or text
    return newest


def is_known(history: History | None, at: datetime) -> bool:
    """Say whether the history tells what was in force at a moment."""
    begun = history.versions.begun if history and history.versions else None
    return begun is not None and begun <= at.timestamp()


def is_approved(data: Data, at: datetime) -> bool:
    """Say whether a text says that it was approved by the day of a moment."""
    day = approval(data)
    return day is not None and day <= at.date().isoformat()


def approval(data: Data) -> str | None:
    """Give the day on which a text says that it was approved."""
    approved = data.get("approved")
    day = approved.get("date") if isinstance(approved, OBJECT) else None
    return None if day is None else str(day)


def named(history: History | None, document: str, version: str) -> Text | None:
    """Give the text of a version that some commit holds, wherever."""
    versions = history.versions if history else None
    for text in _all(history, versions, document) if history and versions else ():
        if version_of(text) == version and (data := said(text)) is not None:
            return Text(version, data)
    return None


def last(history: History | None, document: str, version: str, at: datetime) -> Edition | None:
    """Give the last time by a moment that the main line came to hold a version; None if it never had."""
    versions = history.versions if history else None
    for edition in reversed(_by(versions, document, at)) if versions else ():
        if _is(versions, edition, version):
            return edition
    return None


def said(text: bytes) -> Data | None:
    """Read what a text says in its front matter; what nobody can read was never followed."""
    try:
        head = split_front_matter(text.decode())[0]
        return None if head is None else load_earlier(head.encode())
    except (Refusal, UnicodeDecodeError):
        return None


def _by(versions: Versions, document: str, at: datetime) -> list[Edition]:
    return [one for one in versions.editions.get(document, ()) if one.since <= at.timestamp()]


def _text(versions: Versions, edition: Edition) -> Text | None:
    text = versions.texts.get(edition.edit.after)
    data = None if text is None else said(text)
    return None if text is None or data is None else Text(version_of(text), data, edition)


def _is(versions: Versions | None, edition: Edition, version: str) -> bool:
    text = versions.texts.get(edition.edit.after) if versions else None
    return text is not None and version_of(text) == version


def _all(history: History, versions: Versions, document: str) -> Iterator[bytes]:
    for edit in (*history.trail(document), *versions.merges.get(document, ())):
        if (text := versions.texts.get(edit.after)) is not None:
            yield text
