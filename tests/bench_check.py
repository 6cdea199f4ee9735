"""What `itss check` costs beside check-jsonschema: `python tests/bench_check.py [--peer PATH] [NUMBER …]`.

Both read the same files of a generated base. check-jsonschema gets each kind's schema with every reference already
resolved. It takes one schema a run, so the cost of starting is taken off for every run but the first.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

import big_base
from cost import Cost, cost

from generators.kinds import compiler
from generators.origin import source
from generators.records import record

AT_ONCE = 4000  # files in one command line
OWN_FORMATS = ("--disable-formats", "time")  # ours is the hour and minute; it knows none but RFC 3339's


def ours(folder: Path) -> Cost:
    """`itss check` of a whole base; a base with an error has no cost."""
    return cost([sys.executable, "-m", "generators", "check", "--root", str(folder)], big_base.ROOT)


def peer(program: str, folder: Path, schemas: Path) -> tuple[Cost, int]:
    """check-jsonschema over every record in a file of its own, as if one run could take all; and their number."""
    files = source.read(folder)
    kinds, _ = compiler.read(files)
    reading, _ = record.read(files, kinds)
    of_kind: dict[str, list[str]] = defaultdict(list)
    for one in reading.records:
        if not one.kind.is_document:
            of_kind[one.kind.name].append(one.path)
    runs = []
    for name, paths in of_kind.items():
        flat = schemas / f"{name}.json"
        flat.write_text(json.dumps(kinds.sound[name].checked), "utf-8")
        base = [program, "--quiet", *OWN_FORMATS, "--schemafile", str(flat)]
        chunks = [paths[at : at + AT_ONCE] for at in range(0, len(paths), AT_ONCE)]
        runs += [(cost([*base, *some], folder), cost([*base, some[0]], folder)) for some in chunks]
    starts = sum(one.cpu for _, one in runs) * (len(runs) - 1) / len(runs)
    cpu, wall = (sum(run[at] for run, _ in runs) for at in (0, 1))
    return Cost(cpu - starts, wall, max(run.peak for run, _ in runs)), sum(map(len, of_kind.values()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peer", help="the program check-jsonschema, in an environment of its own")
    parser.add_argument("numbers", nargs="*", type=int, default=[10_000])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        for number in options.numbers:
            folder = Path(scratch) / str(number)
            big_base.write(folder, big_base.grown(big_base.year(), number))
            one = ours(folder)
            print(
                f"{number} records, itss check: {one}, {one.cpu / number * 1000:.3f} ms a record", flush=True
            )
            if options.peer:
                other, files = peer(options.peer, folder, Path(scratch))
                print(f"{files} files, check-jsonschema: {other}, {other.cpu / files * 1000:.3f} ms a record")
                print(f"ratio a record 1/{other.cpu / files / (one.cpu / number):.1f}", flush=True)


if __name__ == "__main__":
    main()
