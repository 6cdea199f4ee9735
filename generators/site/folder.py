"""A site's sources as a folder, for an engine that we do not run: Markdown, navigation, theme, settings.

Its page of settings is `mkdocs.yml` without our plugin, and with all that the plugin would have added.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection
from html import escape
from pathlib import Path

from generators.knowledge import KnowledgeBase
from generators.site import markup, navigation, settings, sources
from generators.site.sources import Stage


def write(base: KnowledgeBase, root: Path, folder: Path) -> Stage:
    """Write the sources of a base that was read from `root`; give what `publish.finish` needs afterwards.

    Raises UserError for settings that are not allowed, or a navigation that names a folder there is not.
    """
    staged = sources.stage(base)
    docs = root / "docs"
    shutil.copytree(docs, folder / "docs", ignore=_none_but(docs, sources.assets(base)))
    for path, text in staged.markdown():
        markup.write_file(folder / "docs" / path, text)
    shutil.copytree(sources.WEB, folder / "theme")
    written = settings.read(base, root)
    written |= {name: escape(written[name]) for name in settings.NAMES if name in written}
    checks = written.get("validation", {})
    written |= {
        "docs_dir": "docs",
        "nav": navigation.expanded(written.get("nav"), staged, sources.folders(base, docs)),
        "theme": {**written["theme"], "custom_dir": "theme"},
        "extra": {**written.get("extra", {}), "kb": sources.banner(base)},
        "extra_css": [*sources.CSS],
        "extra_javascript": [*sources.SCRIPTS],
        "markdown_extensions": [*written.get("markdown_extensions", ()), sources.EXTENSION],
        "plugins": [],
        "validation": {
            **checks,
            "links": {**checks.get("links", {}), **dict.fromkeys(settings.CHECKED, "ignore")},
        },
    }
    markup.write_file(folder / settings.FILE, json.dumps(written, ensure_ascii=False, indent=1) + "\n")
    return staged


def _none_but(docs: Path, theirs: Collection[str]) -> Callable[[str, list[str]], set[str]]:
    """Leave out every file but these; folders stay."""

    def left_out(folder: str, names: list[str]) -> set[str]:
        here = Path(folder)
        files = {one for one in names if not (here / one).is_dir()}
        return {one for one in files if (here / one).relative_to(docs).as_posix() not in theirs}

    return left_out
