"""Every example, found by itself: the good ones are sound together, each bad one has the findings it names.

A bad example of one kind is a file with `# expect: LINE CODE` comments. A case under `bad/base` is a change
to the whole base: `expect PATH:LINE CODE` lines, then files, each begun by `=== path`. Behind the path may
stand `base64`, or `repeat N LINE`, which adds a line N times. `=== -path` takes a file away.
"""

from __future__ import annotations

import base64
import functools
import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import NOW, ROOT, files_of, good_base, good_examples, path_of, schemas, sound_base
from serving import serving

from generators import knowledge
from generators.codes import CODES, Severity
from generators.finding import Finding
from generators.judging import obligations
from generators.kinds import compiler

EXAMPLES = ROOT / "tests/examples"
KINDS, _ = compiler.read(schemas())
BAD = sorted(path for path in EXAMPLES.glob("bad/*/*.*") if path.parent.name != "base")
CASES = sorted(EXAMPLES.glob("bad/base/*.txt"))

_EXPECT = re.compile(r"^# expect: ([0-9]+) ([a-z-]+)$", re.MULTILINE)
_EXPECT_IN_BASE = re.compile(r"^expect (\S+):([0-9]+) ([a-z-]+)$", re.MULTILINE)
_FILE = re.compile(r"^=== (-?)(\S+?)(?: (base64)| repeat ([0-9]+) (.*))?\n", re.MULTILINE)

Expected = list[tuple[str, int, str]]

# the codes of the judge; only an example that expects one of them is read up to the last step
JUDGED = {
    code
    for code in CODES
    for path in (ROOT / "generators/judging").rglob("*.py")
    if f'"{code}"' in path.read_text("utf-8")
}


_CONTRACTS = "records/requirements/contract/"


def in_words(path: Path) -> str:
    return f"{path.parent.name}: {path.stem.replace('-', ' ')}"


def expected_of(path: Path) -> tuple[str, Expected]:
    """Where an example belongs and what it says must be found there."""
    text = path.read_text("utf-8")
    home = path_of(text, KINDS)
    return home, sorted((home, int(line), code) for line, code in _EXPECT.findall(text))


def read_case(text: str) -> tuple[dict[str, bytes | None], Expected]:
    """Split a case into the files it lays over the base (None takes one away) and what must be found."""
    head, *parts = _FILE.split(text)
    files: dict[str, bytes | None] = {}
    for minus, path, encoded, times, line, content in zip(*(parts[i::6] for i in range(6)), strict=True):
        data = base64.b64decode(content) if encoded else content.encode()
        if times:
            data += (f"{line}\n" * int(times)).encode()
        files[path] = None if minus else data
    return files, sorted((path, int(line), code) for path, line, code in _EXPECT_IN_BASE.findall(head))


@functools.cache
def _served() -> dict[str, bytes]:
    return serving(sound_base(), "CT-2026-01")


def laid_over(changes: Mapping[str, bytes | None]) -> dict[str, bytes]:
    # where a second contract comes, what the good examples share says that it serves the first
    several = any(path.startswith(_CONTRACTS) for path in changes)
    whole: dict[str, bytes | None] = {**(_served() if several else sound_base()), **changes}
    return {path: data for path, data in whole.items() if data is not None}


def found_in(files: Mapping[str, bytes], expected: Expected) -> Expected:
    """What is found in a base; the judge is asked only where a finding of the judge's is expected."""
    if any(code in JUDGED for _, _, code in expected):
        return brief(knowledge.read(files, NOW).findings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(obligations, "judge", lambda *_: ((), []))
        return brief(knowledge.read(files, NOW).findings)


def brief(findings: tuple[Finding, ...]) -> Expected:
    return sorted((one.place.path, one.place.line, one.code) for one in findings)


def test_all_good_examples_together_are_one_sound_base() -> None:
    base = good_base()
    assert [str(one) for one in base.findings if one.severity is Severity.ERROR] == []
    assert dict(base.facts.unsound) == {}
    assert sorted(one.path for one in base.facts.records.values()) == sorted(good_examples())


def test_no_good_example_hides_another() -> None:
    found = [path for path in EXAMPLES.glob("good/*/*.*") if path.is_file()]
    assert len(found) == len(good_examples())


@pytest.mark.parametrize("path", BAD, ids=in_words)
def test_a_bad_example_has_exactly_the_findings_it_names(path: Path) -> None:
    home, expected = expected_of(path)
    assert expected
    assert found_in(laid_over({home: path.read_bytes()}), expected) == expected


@pytest.mark.parametrize("path", BAD, ids=in_words)
def test_a_bad_example_is_new_to_the_good_base(path: Path) -> None:
    assert expected_of(path)[0] not in sound_base()


@pytest.mark.parametrize("path", CASES, ids=in_words)
def test_a_changed_base_has_exactly_the_findings_it_names(path: Path) -> None:
    changes, expected = read_case(path.read_text("utf-8"))
    assert expected
    assert found_in(laid_over(changes), expected) == expected


@pytest.mark.parametrize("name", KINDS.sound)
def test_asking_the_judge_changes_nothing_that_is_found_in_other_examples(name: str) -> None:
    told = [(path, *expected_of(path)) for path in BAD if path.parent.name == name]
    path, home, expected = next(one for one in told if not {code for _, _, code in one[2]} & JUDGED)
    files = {**sound_base(), home: path.read_bytes()}
    assert brief(knowledge.read(files, NOW).findings) == found_in(files, expected) == expected


def test_some_examples_are_about_the_judge() -> None:
    shown = {code for path in BAD for _, _, code in expected_of(path)[1]}
    shown |= {code for path in CASES for _, _, code in read_case(path.read_text("utf-8"))[1]}
    assert set() < JUDGED <= shown


@pytest.mark.parametrize("path", CASES, ids=in_words)
def test_a_changed_base_takes_away_only_what_is_there(path: Path) -> None:
    changes, _ = read_case(path.read_text("utf-8"))
    assert {one for one, data in changes.items() if data is None} <= set(sound_base())


@pytest.mark.parametrize("name", KINDS.sound)
def test_every_kind_has_a_good_and_three_bad_examples(name: str) -> None:
    good = [path_of(path.read_text("utf-8"), KINDS) for path in EXAMPLES.glob(f"good/{name}/*")]
    bad = [expected_of(path)[0] for path in BAD if path.parent.name == name]
    assert len(good) >= 1
    assert len(bad) >= 3
    assert all(path.startswith(KINDS.sound[name].root) for path in [*good, *bad])


def test_every_folder_of_examples_is_named_after_a_kind() -> None:
    folders = {path.name for path in EXAMPLES.glob("*/*")}
    assert folders == {*KINDS.sound, "base"}
    assert {path.suffix for path in BAD} == {".yaml", ".md"}
    assert {path.suffix for path in (EXAMPLES / "bad/base").iterdir()} == {".txt"}


# what only Git can show has its example in test_deletion.py, test_rewritten.py and test_past.py
IN_HISTORY = {name for name, code in CODES.items() if code.needs_history}


def test_every_code_has_an_example_and_every_example_a_code() -> None:
    shown = {code for path in BAD for _, _, code in expected_of(path)[1]}
    shown |= {code for path in CASES for _, _, code in read_case(path.read_text("utf-8"))[1]}
    assert shown == set(CODES) - IN_HISTORY


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_given_by_some_module_or_schema(code: str) -> None:
    modules = [path for path in (ROOT / "generators").rglob("*.py") if path.name != "codes.py"]
    declaring = [
        path for room in ("schemas", "generators") for path in (ROOT / room).rglob("*.json")
    ]  # x-notices; tables
    assert any(f'"{code}"' in path.read_text("utf-8") for path in (*modules, *declaring))


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_a_title_and_a_remedy_that_is_a_sentence(code: str) -> None:
    assert not CODES[code].title.endswith("。")
    assert CODES[code].remedy.endswith("。")


def test_a_case_may_add_take_away_encode_and_repeat() -> None:
    laid = "=== a.md\n1\n2\n=== -b.md\n=== c.bin base64\n/w==\n=== d.md repeat 2   - x\nd:\n"
    files, expected = read_case(f"expect a.md:2 secret\n{laid}")
    assert files == {"a.md": b"1\n2\n", "b.md": None, "c.bin": b"\xff", "d.md": b"d:\n  - x\n  - x\n"}
    assert expected == [("a.md", 2, "secret")]


def test_a_docstring_is_split_into_the_files_it_names() -> None:
    text = "# records/people/person/P-901.yaml\nid: P-901\n\n# docs/guides/how.md\n# 怎么登记\n"
    assert files_of(text) == {
        "records/people/person/P-901.yaml": b"id: P-901\n",
        "docs/guides/how.md": "# 怎么登记\n".encode(),
    }
