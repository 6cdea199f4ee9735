"""Mutants of judging/ and measures/, all of them or a seeded sample: run by `.ci/mutate` in the copy that it makes.

mutmut makes the mutants, learns which tests reach which function, and runs those against each. Here is what it
leaves open: a sample, tests that share one reading of a base, quick tests first, and what a result means.
`python tests/mutants.py [NUMBER [SEED]]`
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

HOME = Path("mutants")  # where mutmut keeps its copies and results
STATS = "mutmut-stats.json"
ANY = "generators.measures.figure.x_about__mutmut_1"  # mutmut learns its tests only when it runs some mutant
AT_ONCE = 100  # mutants of one run, so that an end before the end loses little
LEAST = 0.9
SURVIVED, NOTICED, TOO_LONG, UNTESTED = (0,), (1,), (-24, 24, 152), (5, 33)


def pytest_runtest_setup() -> None:
    """While mutmut learns who comes where: the first test that asks for the good examples is not the only one."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        sys.modules["conftest"].good_base.cache_clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the quickest tests first: any of them notices most mutants."""
    known = Path(STATS)
    if known.is_file():
        took = json.loads(known.read_text("utf-8"))["duration_by_test"]
        items.sort(key=lambda one: took.get(one.nodeid, 0))


def main(number: int | None = None, seed: int = 11) -> None:
    """Run a sample, or all; print what no test noticed, and the figure."""
    _run([ANY])
    _spread()
    names = sorted(_results())
    chosen = names if number is None else random.Random(seed).sample(names, number)  # noqa: S311 - the same each time
    for at in range(0, len(chosen), AT_ONCE):
        _run(chosen[at : at + AT_ONCE])
        done = {one: _results()[one] for one in chosen[: at + AT_ONCE]}
        print(f"{len(done)} of {len(chosen)}: {_told(done.values())}", flush=True)
    results = _results()
    broken = [one for one in chosen if results[one] not in SURVIVED + NOTICED + TOO_LONG + UNTESTED]
    for name in (one for one in chosen if results[one] not in NOTICED + TOO_LONG):
        shown = _mutmut("show", name).stdout.splitlines()
        print(f"\n{name}", *(one for one in shown if not one.startswith(("---", "+++", "@@", "#"))), sep="\n")
    noticed = sum(results[one] in NOTICED + TOO_LONG for one in chosen)
    print(f"\n{noticed} of {len(chosen)} mutants noticed: {noticed / len(chosen):.3f}")
    if broken or noticed < LEAST * len(chosen):
        sys.exit(f"not judged at all: {', '.join(broken)}" if broken else f"fewer than {LEAST:.0%}")


def _run(names: Iterable[str]) -> None:
    ran = _mutmut("run", "--max-children", "2", *names)
    if ran.returncode:
        sys.exit(f"{ran.stdout[-4000:]}\n{ran.stderr[-4000:]}")


def _mutmut(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["mutmut", *arguments], capture_output=True, encoding="utf-8", check=False)


def _results() -> dict[str, int | None]:
    """Give the exit code of each mutant; None of one that has not run."""
    known = (json.loads(path.read_text("utf-8")) for path in HOME.rglob("*.meta"))
    return {name: code for one in known for name, code in one["exit_code_by_key"].items()}


def _spread() -> None:
    """Let every test of a file that shares a fixture come where its first one came."""
    stats = json.loads((HOME / STATS).read_text("utf-8"))
    by_file: dict[str, set[str]] = defaultdict(set)
    for test in stats["duration_by_test"]:
        by_file[test.partition("::")[0]].add(test)
    sharing = {one for one in by_file if 'scope="module"' in (HOME / one).read_text("utf-8")}
    reached: Mapping[str, list[str]] = stats["tests_by_mangled_function_name"]
    for name, tests in reached.items():
        files = sharing & {test.partition("::")[0] for test in tests}
        stats["tests_by_mangled_function_name"][name] = sorted(
            {*tests, *(t for f in files for t in by_file[f])}
        )
    (HOME / STATS).write_text(json.dumps(stats), "utf-8")


def _told(codes: Iterable[int | None]) -> str:
    names = (
        (NOTICED, "noticed"),
        (TOO_LONG, "too long"),
        (SURVIVED, "unnoticed"),
        (UNTESTED, "without a test"),
    )
    counts = Counter(next((name for some, name in names if one in some), f"exit {one}") for one in codes)
    return ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
