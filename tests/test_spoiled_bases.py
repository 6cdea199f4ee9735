"""After a green check a build fails for reasons of the disk only: a small base spoiled in hundreds of ways."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

import spoiling
from conftest import LONG, build_site

from generators import knowledge
from generators.finding import UserError
from generators.origin import source
from generators.site.publish import STAMP

BASES = 500 if LONG else 12
FIRST = int(os.environ.get("ITSS_SPOILED_FROM", "0"))  # other bases than those of the last run


def written(root: Path, files: spoiling.Files) -> Path:
    shutil.rmtree(root, ignore_errors=True)
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


def is_green(root: Path) -> bool:
    """Whether a check finds no error, and can be run at all."""
    try:
        files = source.read(root)
        return not knowledge.read(files, source.now(files, "2026-03-20")).has_errors
    except UserError:
        return False


def test_the_base_has_thirty_files_and_is_built(tmp_path: Path) -> None:
    root = written(tmp_path / "base", spoiling.whole())
    assert len(spoiling.whole()) == 30
    assert is_green(root)
    build_site(root, tmp_path / "site")
    assert (tmp_path / "site/notes/how/index.html").is_file()


def test_whatever_is_green_is_built(tmp_path: Path) -> None:
    """Half of what is spoiled is refused; of the rest, whatever a text says, a site comes."""
    told: Counter[bool] = Counter()
    for number in range(FIRST, FIRST + BASES):
        seed = f"20261201 {number}"
        files = spoiling.spoiled(seed)
        root = written(tmp_path / "base", files)
        told[is_green(root)] += 1
        if is_green(root):
            try:
                build_site(root, tmp_path / "site")
            except Exception as error:
                raise AssertionError(seed) from error
            assert (tmp_path / "site" / STAMP).is_file(), seed
    assert min(told[True], told[False]) > BASES / 6, told
