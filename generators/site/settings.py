"""The settings of a site as they were looked at, whole: what an engine is given in place of the file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generators.checks import site_settings
from generators.finding import UserError
from generators.knowledge import KnowledgeBase
from generators.origin import source
from generators.strict_yaml import load

FILE = site_settings.FILE
PLUGIN = "itss"
NAMES = ("site_name", "site_description", "site_author", "copyright")  # what themes print as it is
# of links, what an engine knows only in part: it has no steps of a book and no pages outside the navigation
CHECKED = ("anchors", "unrecognized_links")
_THEME: Mapping[str, Any] = {"name": "material", "language": "zh", "font": False}  # where a base names none


def read(base: KnowledgeBase, root: Path) -> dict[str, Any]:
    """Read `mkdocs.yml` of the base at `root`, with what it leaves out. Raises UserError for faults."""
    data = source.given(root / FILE)
    docs = root / "docs"
    files = [path.relative_to(root).as_posix() for path in docs.rglob("*") if path.is_file()]
    for fault in site_settings.faults(data, site_settings.there(files, base.kinds)):
        raise UserError(f"{fault.place} {fault.message}")
    return {"theme": {**_THEME}, "plugins": [PLUGIN], **load(data)}
