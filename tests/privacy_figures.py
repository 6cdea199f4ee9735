"""How much of what must not be written is found: `python tests/privacy_figures.py FOLDER …` prints the figures.

A FOLDER with `must-find.tsv` and `must-not-find.tsv` is a list of cases: a line a case, what it is called and, behind
a tab, the text; `\\n` is a break of the line. Of any other FOLDER the pages and records are searched as the check would
search them, and each hit is shown with what stands around it; what of that is true, a person must say.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path[:0] = [str(Path(__file__).parent.parent)]

from generators.checks.personal import found
from generators.checks.quick import worth

FIND, LEAVE = "must-find.tsv", "must-not-find.tsv"
_PAGES = {".md", ".rst", ".txt", ".yaml", ".yml", ".html"}
_AROUND = 20


class Case(NamedTuple):
    """A text, what it is called, and which code must be found; none is said where any will do."""

    name: str
    text: str
    code: str = ""


def cases(path: Path) -> list[Case]:
    """Read the cases of a file."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [Case(row[0], row[1].replace("\\n", "\n"), *row[2:3]) for row in rows]


def codes(text: str) -> set[str]:
    """Give the codes of what a text holds."""
    return {pattern.code for pattern, _, _ in found(text, worth(text))}


def _measured(folder: Path) -> int:
    hidden = [one for one in cases(folder / FIND) if not codes(one.text)]
    wrong = [(one, codes(one.text)) for one in cases(folder / LEAVE) if codes(one.text)]
    whole, harmless = len(cases(folder / FIND)), len(cases(folder / LEAVE))
    for one in hidden:
        print(f"not found: {one.name}: {one.text!r}")
    for one, said in wrong:
        print(f"false alarm: {one.name}: {one.text!r}: {', '.join(sorted(said))}")
    print(f"{folder}: recall {whole - len(hidden)}/{whole} = {1 - len(hidden) / whole:.3f}")
    print(f"{folder}: false alarms {len(wrong)} in {harmless}")
    return len(hidden) * 10 > whole or len(wrong) > 1


def _pages(folder: Path) -> Iterator[str]:
    seen, files, signs = Counter[str](), 0, 0
    for path in sorted(one for one in folder.rglob("*") if one.suffix in _PAGES and one.is_file()):
        text = path.read_text("utf-8", "replace")
        files, signs = files + 1, signs + len(text)
        for pattern, hit, views in found(text, worth(text)):
            seen[pattern.code] += 1
            around = views.plain[max(0, hit.start - _AROUND) : hit.end + _AROUND].replace("\n", " ")
            yield f"{path.relative_to(folder)}: {pattern.code}: {around}"
    told = ", ".join(f"{code} {number}" for code, number in sorted(seen.items())) or "nothing found"
    yield f"{folder}: {files} files, {signs} characters: {told}"


def main(folders: list[str]) -> int:
    """Print the figures of each folder; 1 if one of cases is worse than is promised."""
    is_worse = 0
    for folder in map(Path, folders):
        if (folder / FIND).is_file():
            is_worse |= _measured(folder)
        else:
            print(*_pages(folder), sep="\n")
    return is_worse


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]) if sys.argv[1:] else __doc__)
