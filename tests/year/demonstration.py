"""The demonstration year within this repository: the records that `demonstration.yaml` lists, and no later ones.

Every test of this folder imports this module, and is skipped by it where the repository holds real data.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from conftest import NOW, ROOT

from generators import config, knowledge
from generators.kinds import compiler
from generators.knowledge import KnowledgeBase
from generators.origin import source
from generators.records.record import split_front_matter
from generators.strict_yaml import load

HERE = Path(__file__).parent

if not config.read({config.FILE: (ROOT / config.FILE).read_bytes()}).demo:
    pytest.skip("[tool.itss] demo is not true: there is no demonstration year", allow_module_level=True)


def ids_of(run: str) -> Iterator[str]:
    """Every id of a run: `A-01 to A-03` is three, a lone id is itself."""
    first, _, last = run.partition(" to ")
    if not last:
        yield first
        return
    head, _, begin = first.rpartition("-")
    end = last.removeprefix(f"{head}-")
    yield from (f"{head}-{number:0{len(begin)}}" for number in range(int(begin), int(end) + 1))


LISTED: Mapping[str, tuple[str, ...]] = {
    name: tuple(one for run in runs for one in ids_of(run))
    for name, runs in load((HERE / "demonstration.yaml").read_bytes()).items()
}
IDS = frozenset(one for some in LISTED.values() for one in some)


def of(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """A repository without the records that came later, and without the attachments that only those name."""
    kinds, _ = compiler.read(files)
    within = {path: PurePosixPath(path) for path in files if kinds.of_path(path)}
    later = {
        path for path, pure in within.items() if pure.suffix in (".yaml", ".md") and pure.stem not in IDS
    }
    beside = {
        path
        for path, pure in within.items()
        for one in later
        if within[one].parent == pure.parent and pure.name.encode() in files[one]
    }
    return {path: data for path, data in files.items() if path not in later | beside}


@functools.cache
def files() -> Mapping[str, bytes]:
    """The files of the demonstration year."""
    return of(source.read(ROOT))


@functools.cache
def judged() -> KnowledgeBase:
    """The demonstration year, read and judged at the moment that this repository's settings name."""
    return knowledge.read(files(), NOW)


@functools.cache
def records(folder: str) -> tuple[Mapping[str, Any], ...]:
    """What the YAML files below a folder of `records/` say, in the order of their ids."""
    paths = sorted(
        path for path in files() if path.startswith(f"records/{folder}/") and path.endswith(".yaml")
    )
    return tuple(load(files()[path]) for path in paths)


def path_of(record_id: str) -> str:
    """Where a record of the year lies."""
    (path,) = [one for one in files() if one.endswith((f"/{record_id}.yaml", f"/{record_id}.md"))]
    return path


def changed(changes: Mapping[str, Callable[[dict[str, Any]], None]]) -> dict[str, bytes]:
    """The year with some records changed; JSON is YAML, too."""
    whole = dict(files())
    for record_id, change in changes.items():
        path = path_of(record_id)
        head, body, _ = split_front_matter(whole[path].decode())
        data = load((head or "").encode() if path.endswith(".md") else whole[path])
        change(data)
        text = json.dumps(data, ensure_ascii=False, indent=1)
        whole[path] = (f"---\n{text}\n---\n{body}" if path.endswith(".md") else text).encode()
    return whole
