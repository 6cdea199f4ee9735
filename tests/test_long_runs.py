"""What `.ci/long` runs is there, and its last figures are told."""

from __future__ import annotations

import re
import shlex
import subprocess

from conftest import ROOT

SCRIPT = (ROOT / ".ci/long").read_text("utf-8")
# a line of its table: name, words, command
JOBS = {
    found[1]: found[2] for found in re.finditer(r"^    '(\w+) *\|[^|]*\| *(.*)'$", SCRIPT, flags=re.MULTILINE)
}


def test_every_long_run_has_its_last_figures() -> None:
    told = subprocess.run([".ci/long", "--list"], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    rows = re.findall(
        r"^\| `(\w+)` \| .+ \| .*[0-9a-z].* \|$",
        (ROOT / "docs/dev/long-runs.md").read_text("utf-8"),
        flags=re.MULTILINE,
    )
    assert told.stdout.split() == list(JOBS) == rows


def test_a_long_run_finds_its_program_or_the_tests_it_selects() -> None:
    for command in JOBS.values():
        arguments = shlex.split(command)
        texts = [(ROOT / one).read_text("utf-8") for one in arguments if "/" in one]
        assert texts, command
        names = [name for text in texts for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)]
        words = arguments[arguments.index("-k") + 1].split(" or ") if "-k" in arguments else []
        assert [word for word in words if not any(word in name for name in names)] == [], command


def test_a_run_that_nobody_knows_is_refused() -> None:
    refused = subprocess.run(
        [".ci/long", "nothing"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "loader" in refused.stderr
