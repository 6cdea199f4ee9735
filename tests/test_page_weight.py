"""No page grows with the number of records: a small base, and the same with very many incidents."""

from __future__ import annotations

import dataclasses
import gzip
import re
from collections.abc import Mapping

import small_base
from conftest import good_base

from generators.finding import Place, finding
from generators.kinds.called import kept
from generators.site import form_files
from generators.site.pages import findings, pages
from generators.site.pages.findings import FEW
from generators.site.search import files as search_files
from generators.site.search.entries import Entry, Sort

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


def test_the_texts_that_are_searched_stand_in_files_of_half_a_megabyte_books_by_themselves() -> None:
    base = small_base.of(small_base.files())
    sorts = (Sort.BOOK, *[Sort.PAST] * 8)
    entries = [
        Entry(f"r/{number}/", "题目", sort, "类", text="字" * 50_000) for number, sort in enumerate(sorts)
    ]
    made = dict(search_files.scripts(base, entries))
    sizes = [len(text.encode()) // 150_000 for path, text in made.items() if "text" in path]
    assert sizes == [1, 3, 3, 2]
    assert len(made[search_files.DATA]) < 1000


def test_a_form_weighs_forty_kibibytes_packed_before_anything_is_typed() -> None:
    base = good_base()
    shared = dict(form_files.shared(base))
    common = [shared[form_files.SHARED], shared[form_files.PROGRAM]]
    weights = {
        kind.name: sum(
            len(gzip.compress(one.encode()))
            for one in (*common, dict(form_files.files(base, kind))[form_files.KIND])
        )
        for kind in kept(base.kinds)
    }
    assert {name: one for name, one in weights.items() if one > 40 * 1024} == {}
    assert not re.search(r"^\s*/\*|^[ \t]", shared[form_files.PROGRAM], re.MULTILINE)
