"""Strict YAML against the public YAML test suite: `python tests/yaml_suite.py FOLDER` prints the figures.

FOLDER holds `yaml-test-suite.json`, a list of objects with `id`, `yaml`, `error` (whether it must be refused) and
`json` (the documents, one behind the other), made from the branch `data` of github.com/yaml/yaml-test-suite; or it is
a copy of that branch, with a folder a case. Each input is tried as it stands and as the value of a mapping.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path[:0] = [str(Path(__file__).parent.parent)]

from generators.refusal import Refusal
from generators.strict_yaml import load

_MARKER = re.compile(r"^(?:%|---(?=\s|$)|\.\.\.(?=\s|$))", re.MULTILINE)
INSIDE, WHOLE = "as the value of a mapping", "as it stands"


class Case(NamedTuple):
    """One input of the suite."""

    id: str
    text: str
    is_wrong: bool
    documents: list[Any] | None  # None where the suite gives no JSON


class Outcome(NamedTuple):
    """What became of one input."""

    case: Case
    how: str
    is_refused: bool
    is_right: bool


def read(folder: Path) -> list[Case]:
    """Read the suite in either form."""
    if (whole := folder / "yaml-test-suite.json").is_file():
        return [
            Case(one["id"], one["yaml"], bool(one["error"]), _documents(one.get("json")))
            for one in json.loads(whole.read_text("utf-8"))
        ]
    return [
        Case(str(one.parent.relative_to(folder)), one.read_text("utf-8"), (one.parent / "error").exists(),
             _documents(_text(one.parent / "in.json")))
        for one in sorted(folder.rglob("in.yaml"))
    ]  # fmt: skip


def outcomes(cases: list[Case]) -> Iterator[Outcome]:
    """Try every input."""
    for case in cases:
        yield _tried(case, WHOLE, case.text, ())
        inside = None if case.documents == [] else within_a_mapping(case.text)
        if inside is not None:
            yield _tried(case, INSIDE, inside, ("x",))


def within_a_mapping(text: str) -> str | None:
    """Write a document as the value of a mapping; None for what is several, or has marks of its own."""
    head, is_marked, rest = text.partition("---") if text.startswith("---") else ("", "", text)
    if head or _MARKER.search(rest):
        return None
    first, _, more = rest.partition("\n") if is_marked else ("", "", rest)
    lines = more.split("\n")
    return f"x:{first}\n" + "\n".join(f"  {line}" if line else "" for line in lines)


def _tried(case: Case, how: str, text: str, at: tuple[str, ...]) -> Outcome:
    try:
        value: Any = load(text.encode("utf-8", "surrogatepass"))
        for step in at:
            value = value[step]
    except Refusal:
        return Outcome(case, how, is_refused=True, is_right=case.is_wrong)
    wanted = case.documents
    is_right = not case.is_wrong and wanted is not None and [repr(value)] == [repr(one) for one in wanted]
    return Outcome(case, how, is_refused=False, is_right=is_right)


def _documents(text: str | None) -> list[Any] | None:
    if text is None:
        return None
    found, rest = [], text.strip()
    while rest:
        value, end = json.JSONDecoder().raw_decode(rest)
        found.append(value)
        rest = rest[end:].strip()
    return found


def _text(path: Path) -> str | None:
    return path.read_text("utf-8") if path.is_file() else None


def main() -> None:
    found = [*outcomes(read(Path(sys.argv[1])))]
    for how in (WHOLE, INSIDE):
        some = [one for one in found if one.how == how]
        number = Counter((one.case.is_wrong, one.is_refused, one.is_right) for one in some)
        print(f"{how}: {len(some)} inputs")
        print(f"  invalid: {number[True, True, True]} refused, {number[True, False, False]} accepted")
        print(f"  valid: {number[False, False, True]} with the suite's value, {number[False, False, False]} with "
              f"another, {number[False, True, False]} refused, being outside the subset")  # fmt: skip
    wrong = [one for one in found if not one.is_refused and not one.is_right]
    for one in wrong:
        print(f"!! {one.case.id}, {one.how}: {one.case.text!r}")
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
