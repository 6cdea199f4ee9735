"""Whether the same is recorded twice: by a second try after something broke off, or by a row that was copied.

The same is what says the same but for its id and the moment of its entry; files count by what they hold.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from generators.kinds.kind import Kind
from generators.records.attached import TABLE

_OWN = ("id", "recorded_at", TABLE)  # what two records that say the same may have each their own


class Repeats:
    """Knows what is recorded, and what was asked for before."""

    def __init__(self, records: Iterable[tuple[Kind, str, Mapping[str, Any]]], kinds: Iterable[Kind]) -> None:
        """Take the records that could be read, with ids and data; only those of these kinds are looked at."""
        names = {kind.name for kind in kinds}
        self._there: dict[str, dict[str, str]] = defaultdict(dict)
        for kind, record_id, data in records:
            if kind.name in names:
                self._there[kind.name].setdefault(_key(data, {}), record_id)
        self._seen: dict[tuple[str, str], int] = {}

    def there(self, kind: Kind, data: Mapping[str, Any], files: Mapping[str, bytes]) -> str | None:
        """Give the record that says the same."""
        return self._there[kind.name].get(_key(data, files))

    def beside(
        self, kind: Kind, data: Mapping[str, Any], files: Mapping[str, bytes], number: int
    ) -> int | None:
        """Give the number of what was asked for before and says the same; note this one."""
        first = self._seen.setdefault((kind.name, _key(data, files)), number)
        return None if first == number else first


def _key(data: Mapping[str, Any], files: Mapping[str, bytes]) -> str:
    rows = data.get(TABLE, ())
    hashes = {hashlib.sha256(one).hexdigest() for one in files.values()}
    if isinstance(rows, list | tuple):
        hashes |= {
            str(row.get("sha256")).lower() for row in rows if isinstance(row, Mapping) and "sha256" in row
        }
    told = {name: value for name, value in data.items() if name not in _OWN}
    return json.dumps([told, sorted(hashes)], ensure_ascii=False, sort_keys=True, default=dict)
