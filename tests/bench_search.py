"""How quick the search is in a real Chromium, and whether it finds everything: `python tests/bench_search.py [FOLDER | NUMBER]`.

The data of the base in FOLDER, or of one that `big_base.py` makes with so many records (10,000), stand beside an empty
page with the search's own scripts. Each first answer is that of a browser that was never there; later ones are asked
in the last of them. Pieces are cut anywhere from what records say.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

import big_base
import searching
from browsing import launched
from conftest import browser_path, served
from playwright.sync_api import Browser, Page, expect

from generators import knowledge
from generators.knowledge import KnowledgeBase
from generators.origin import source
from generators.site.search import files
from generators.site.search.entries import Entry
from generators.strict_yaml import load

TIMES, PIECES = 5, 1000
QUERIES = Path(__file__).parent / "year/everyday_queries.yaml"
PAGE = """<!doctype html><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'self'">
<title>搜索</title><a class="kb-find-open" href="./">搜索</a><script src="assets/kb/dom.js"></script>
<script src="assets/kb/find.js"></script>"""
# from the click to the first hit on the screen; the question is pasted as soon as there is where to
FIRST = """query => new Promise(done => {
  const begun = performance.now()
  document.querySelector(".kb-find-open").click()
  const turn = () => {
    const words = document.querySelector("#kb-find-words")
    if (words && !words.value) { words.value = query; words.dispatchEvent(new InputEvent("input")) }
    if (document.querySelector(".kb-hit")) { requestAnimationFrame(() => done(performance.now() - begun)) }
    else { setTimeout(turn, 1) }
  }
  turn()
})"""
LATER = """query => {
  const words = document.querySelector("#kb-find-words"), begun = performance.now()
  words.value = query
  words.dispatchEvent(new InputEvent("input"))
  document.querySelector(".kb-find-hits").getBoundingClientRect()
  return performance.now() - begun
}"""
LOST = """asked => asked.filter(([uri, piece]) =>
  !kbRank.find(kbSearch.index, piece, kbSearch.known).hits.some(one => one.page.location === uri))"""


def read(given: str, scratch: Path) -> KnowledgeBase:
    folder = Path(given) if not given.isdecimal() else scratch / "base"
    if given.isdecimal():
        big_base.write(folder, big_base.grown(big_base.year(), int(given)))
    found = source.read(folder)
    return knowledge.read(found, source.now(found, None))


def site(base: KnowledgeBase, entries: list[Entry], folder: Path) -> int:
    """Write the data, the scripts and the page; gives how many bytes the data have."""
    files.write(folder, base, entries)
    size = sum(one.stat().st_size for one in folder.rglob("search-*"))
    kb = searching.FOLDER.parent
    for one in (kb / "dom.js", kb / "find.js", *searching.FOLDER.iterdir()):
        target = folder / "assets/kb" / one.relative_to(kb)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(one.read_bytes())
    (folder / "index.html").write_text(PAGE, "utf-8")
    return size


def opened(browser: Browser, address: str) -> tuple[Page, float]:
    page = browser.new_context().new_page()
    page.goto(address)
    taken: float = page.evaluate(FIRST, "归档满")
    return page, taken


def main(given: str) -> None:
    with tempfile.TemporaryDirectory() as scratch:
        base = read(given, Path(scratch))
        entries = searching.entries_of(base)
        size = site(base, entries, Path(scratch) / "site")
        print(f"{len(base.facts.records)} records, {len(entries)} hits, {size / 1e6:.1f} MB")
        with served(Path(scratch) / "site") as address, launched(browser_path()) as browser:
            taken = []
            for turn in range(TIMES):
                page, first = opened(browser, address)
                taken.append(first)
                if turn < TIMES - 1:
                    page.context.close()  # else it goes on reading beside those that are timed
            expect(page.locator(".kb-find")).to_have_attribute("data-ready", "true")
            print(f"first hit, cold: {statistics.median(taken):.0f} ms, at most {max(taken):.0f} ms")
            asked = [one["q"] for some in load(QUERIES.read_bytes()).values() for one in some]
            later = [page.evaluate(LATER, query) for query in asked]
            print(f"later, of {len(later)}: {statistics.median(later):.0f} ms, at most {max(later):.0f} ms")
            lost = page.evaluate(LOST, searching.pieces(entries, PIECES))
            print(f"pieces found: {PIECES - len(lost)} of {PIECES}")
            print(json.dumps(lost[:5], ensure_ascii=False) if lost else "")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "10000")
