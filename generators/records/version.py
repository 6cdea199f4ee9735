"""The version of a document: its page and print-out show it, a record of having followed it names it."""

from __future__ import annotations

import hashlib

_DIGITS = (
    12  # that people read aloud and write on paper; no two versions of one document share them by chance
)


def version_of(data: bytes) -> str:
    """Give the first digits of the SHA-256 of a file as it lies there, as `sha256sum` does."""
    return hashlib.sha256(data).hexdigest()[:_DIGITS]
