"""What `itss build` costs beside mkdocs-material: `python tests/bench_build.py [--alone] [--bound TIMES] [NUMBER …]`.

The other side gets the same records as Markdown pages, one each, with a table of fields, links to the records they
name and the text of the file; a page a kind that lists them; its search with its Chinese. Only the lists are in its
navigation, for with every record in it each page would hold the whole tree. The settings are this project's own, without
our plugin.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

import big_base
import yaml
from cost import Cost, cost

from generators.kinds import compiler
from generators.origin import source
from generators.records import record
from generators.records.record import Record


def ours(folder: Path) -> Cost:
    """`itss build` of a whole base."""
    return cost([sys.executable, "-m", "generators", "build", "--root", str(folder)], big_base.ROOT)


def peer(folder: Path, beside: Path) -> Cost:
    """mkdocs-material over the same records as Markdown."""
    files = source.read(folder)
    kinds, _ = compiler.read(files)
    reading, _ = record.read(files, kinds)
    known = {one.id: one for one in reading.records}
    pages = {"index.md": "# 运维知识库\n"}
    for name, one in kinds.sound.items():
        rows = [f"- [{each.id}]({each.id}.md) {each.title}" for each in reading.records if each.kind is one]
        pages[f"{name}/index.md"] = "\n".join([f"# {one.title}", "", *rows, ""])
    for each in reading.records:
        pages[f"{each.kind.name}/{each.id}.md"] = "\n".join(_page(each, known))
    for path, text in pages.items():
        target = beside / "docs" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8")
    nav = ["index.md", *(f"{name}/index.md" for name in kinds.sound)]
    settings = yaml.safe_load((big_base.ROOT / "mkdocs.yml").read_text("utf-8"))
    settings |= {"plugins": [{"search": {"lang": "zh"}}], "nav": nav}
    (beside / "mkdocs.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(beside / "site")]
    return cost(command, beside, {"NO_MKDOCS_2_WARNING": "1"})


def _page(one: Record, known: dict[str, Record]) -> Iterator[str]:
    yield from (f"# {one.title}", "", "| 项 | 值 |", "| --- | --- |")
    for name, value in one.data.items():
        for key, text in _cells(name, value):
            target = known.get(text)
            shown = f"[{text} {target.title}](../{target.kind.name}/{text}.md)" if target else text
            yield f"| {key} | {shown.replace('|', ' ').replace(chr(10), ' ')} |"
    yield from ("", "```yaml", one.source.decode(), "```", "")


def _cells(name: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, member in value.items():
            yield from _cells(f"{name} {key}", member)
    elif isinstance(value, list):
        for member in value:
            yield from _cells(name, member)
    else:
        yield name, value if isinstance(value, str) else json.dumps(value)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--alone", action="store_true", help="measure only ours")
    parser.add_argument("--bound", type=float, help="fail if a number costs more times what the first did")
    parser.add_argument("numbers", nargs="*", type=int, default=[1000, 4000])
    options = parser.parse_args()
    first: tuple[int, Cost] | None = None
    with tempfile.TemporaryDirectory() as scratch:
        for number in options.numbers:
            folder = Path(scratch) / str(number)
            big_base.write(folder, big_base.grown(big_base.year(), number))
            one = ours(folder)
            print(f"{number} records, itss build: {one}", flush=True)
            if first:
                times = one.cpu / first[1].cpu
                print(f"{number} records against {first[0]}: {times:.2f} times", flush=True)
                if options.bound and times > options.bound:
                    sys.exit(f"more than {options.bound:g} times")
            first = first or (number, one)
            if not options.alone:
                other = peer(folder, Path(scratch) / f"peer-{number}")
                print(f"{number} records, mkdocs-material: {other}")
                print(f"ratio {one.cpu / other.cpu:.2f}, 1/{other.cpu / one.cpu:.1f}", flush=True)


if __name__ == "__main__":
    main()
