"""How long it takes to read, map and validate a large export; run by hand: `python tests/bench_import.py 100000`.

CPU of this process: an .xlsx is read, each row is mapped and its draft held against the schema. Writing and
the check of the whole base are not part of it.
"""

from __future__ import annotations

import io
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

import openpyxl
import small_base

from generators import knowledge
from generators.authoring.incoming import read
from generators.authoring.mapping import mapped, mapping_file
from generators.kinds.faults import checker

_HEAD = (
    "ref", "title", "status", "org_name", "origin", "priority", "start_date", "assignment_date", "last_pending_date",
    "cumulatedpending",
)  # fmt: skip
_ROOT = Path(__file__).parent.parent


def export(rows: int) -> bytes:
    """Make an export of iTop with so many tickets."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("UserRequest")
    sheet.append(_HEAD)
    first = datetime(2026, 1, 5, tzinfo=UTC).replace(tzinfo=None)
    for number in range(rows):
        at = first + timedelta(minutes=number)
        sheet.append((
            f"R-{number:06}", f"登录页一直转圈，第 {number} 次", "assigned", "水资源科", "phone", number % 2 + 1,
            f"{at:%Y-%m-%d %H:%M:%S}", at + timedelta(minutes=5), f"{at:%Y-%m-%d %H:%M:%S}", 600,
        ))  # fmt: skip
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def main() -> None:
    """Print the CPU of reading, mapping and validating, and the memory at its peak."""
    rows = int(sys.argv[1])
    files = small_base.files()
    base = knowledge.read(files, small_base.NOON)
    mapping, _ = mapping_file.read(
        (_ROOT / "generators/authoring/mapping/itop.yaml").read_bytes(), base.kinds, base.config.zone
    )
    if mapping is None:
        raise SystemExit("the mapping is not sound")
    data = export(rows)
    start = time.process_time()
    drafts = read(base, {"itop.xlsx": data}, lambda _: None, sheets=mapped.Mapped(base, mapping)).drafts
    told = time.process_time()
    check = checker(mapping.kind)
    wrong = sum(bool(one.told or check({**one.data, "id": "INC-2026-0001"})) for one in drafts)
    end = time.process_time()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{len(drafts)} rows, {wrong} wrong: read and mapped {told - start:.1f} s, validated {end - told:.1f} s, {peak:.0f} MiB"
    )


if __name__ == "__main__":
    main()
