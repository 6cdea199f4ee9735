"""Notes of what was looked up, and what was found then: who would find the same again need not look again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

_Value = TypeVar("_Value")


class Notes:
    """What was looked up by index and key; what is the subject's own is left out while there is one."""

    def __init__(self) -> None:
        self.subject = ""
        self._found: dict[tuple[str, str], Any] = {}
        self._is_whole = False  # somebody went through all of an index

    def on(self, name: str, index: Mapping[str, _Value], *, has_own: bool) -> Mapping[str, _Value]:
        """Give an index that notes what is looked up in it; of some, one entry is the subject's own."""
        return _Noted(self, name, index, has_own=has_own)

    def agree(self, indexes: Mapping[str, Mapping[str, Any]]) -> bool:
        """Say whether all that was found would be found again."""
        found = ((indexes[name].get(key), value) for (name, key), value in self._found.items())
        return not self._is_whole and all(now is value or now == value for now, value in found)

    def note(self, name: str, key: str, value: Any) -> None:
        """Note what was found; None for nothing."""
        self._found[name, key] = value

    def give_up(self) -> None:
        """Note that all of an index was looked at."""
        self._is_whole = True


class _Noted(Mapping[str, _Value]):
    """An index that notes what is looked up in it."""

    def __init__(self, notes: Notes, name: str, index: Mapping[str, _Value], *, has_own: bool) -> None:
        self._notes, self._name, self._index, self._has_own = notes, name, index, has_own

    def __getitem__(self, key: str) -> _Value:
        self._note(key)
        return self._index[key]

    def __contains__(self, key: object) -> bool:
        self._note(str(key))
        return key in self._index

    def __iter__(self) -> Iterator[str]:
        self._notes.give_up()
        return iter(self._index)

    def __len__(self) -> int:
        self._notes.give_up()
        return len(self._index)

    def _note(self, key: str) -> None:
        if not (self._has_own and key == self._notes.subject):
            self._notes.note(self._name, key, self._index.get(key))
