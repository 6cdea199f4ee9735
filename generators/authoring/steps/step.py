"""What a step is, and how it finds the records of a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from generators import config
from generators.authoring.yaml_text import Edit, edited
from generators.strict_yaml import load

Files = Mapping[str, bytes]
CONTRACTS = "records/requirements/contract/"


class Step(NamedTuple):
    """One thing that changed: what to tell of a file that has it, and what to do to the files."""

    told: str
    apply: Callable[[Files], Files]


def records(files: Files, folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield path and content of every record below a folder."""
    for path in sorted(files):
        if path.startswith(folder) and path.endswith(".yaml") and "/." not in path:
            yield path, load(files[path])


def rows(data: Mapping[str, Any], table: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield number and content of every row of a table; what is none was never sound."""
    found = data.get(table)
    for number, row in enumerate(found if isinstance(found, list) else ()):
        if isinstance(row, dict):
            yield number, row


def governing(files: Files) -> Mapping[str, dict[str, Any]]:
    """Find the contract that is meant where none is named; all of them where nobody can tell."""
    contracts = dict(records(files, CONTRACTS))
    named = f"{CONTRACTS}{config.read(files).contract}.yaml"
    return {named: contracts[named]} if named in contracts else contracts


def each(folder: str, edits: Callable[[dict[str, Any]], list[Edit]]) -> Callable[[Files], Files]:
    """Make a step of what is to be edited in each record below a folder."""

    def apply(files: Files) -> Files:
        wanted = ((path, edits(data)) for path, data in records(files, folder))
        return {path: edited(files[path], some) for path, some in wanted if some}

    return apply
