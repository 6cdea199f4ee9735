"""No page grows with the number of records: a small base, and the same with very many incidents."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from pathlib import Path

import small_base

from generators.finding import Place, finding
from generators.site import search
from generators.site.pages import findings, pages
from generators.site.pages.findings import FEW

MANY = 2500  # a page that grows by 140 bytes with each of them is found
LIMIT = 350_000  # static parts of lists are the heaviest, and never heavier


def many_files(number: int) -> Mapping[str, bytes]:
    """The small base with so many more incidents, spread over its eleven weeks; half of them late."""
    made = dict(small_base.files())
    for count in range(number):
        sample = f"INC-2026-000{1 + count % 2}"
        path = next(path for path in made if path.endswith(f"{sample}.yaml"))
        name = f"INC-2026-{2000 + count}"
        day = f"2026-0{1 + count // 2 % 3}-{6 + count // 6 % 13:02}"
        old = b"2026-01-05" if count % 2 == 0 else b"2026-01-06"
        text = made[path].replace(sample.encode(), name.encode()).replace(old, day.encode())
        made[path.replace(sample, name)] = text
    return made


def test_no_page_of_ten_thousand_records_is_heavier_than_half_a_megabyte() -> None:
    base = small_base.of(many_files(MANY))
    assert len(base.facts.records) > MANY
    sizes = {
        page.uri: len(page.body.encode()) for page in pages(base) if not page.uri.startswith("r/INC-2026-")
    }
    assert {uri: size for uri, size in sizes.items() if size > LIMIT} == {}


def test_very_many_findings_stand_on_pages_by_their_code_errors_first() -> None:
    base = small_base.of(small_base.files())
    told = [finding(Place(f"records/x/X-{number}.yaml"), "same-person", "") for number in range(2 * FEW + 1)]
    many = dataclasses.replace(base, findings=(*told, *base.findings))
    bodies = {page.uri: page.body for page in findings.pages(many)}
    first = bodies.pop("audit/findings/")
    assert first.index("kb-error") < first.index("kb-notice")
    assert all(f'href="{uri.removeprefix("audit/findings/")}"' in first for uri in bodies)
    assert {f"audit/findings/same-person{part}/" for part in ("", "-2", "-3")} <= {*bodies}
    places = [place for body in bodies.values() for place in re.findall(r'kb-place">(.*?)</code>', body)]
    assert sorted(places) == sorted(str(one.place) for one in many.findings)
    (whole,) = findings.pages(base)
    assert whole.body.count('class="kb-place"') == len(base.findings)


def test_the_texts_that_are_searched_stand_in_files_of_half_a_megabyte(tmp_path: Path) -> None:
    entries = [search.Entry(f"r/{number}/", "题目", "字" * 50_000, "") for number in range(9)]
    search.write(tmp_path, entries)
    files = sorted((tmp_path / "assets/kb").glob("search-text-*.js"))
    assert [one.stat().st_size // 150_000 for one in files] == [3, 3, 3]
    assert len((tmp_path / search.DATA).read_bytes()) < 1000
