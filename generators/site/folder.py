"""A site's sources as a folder, for an engine that we do not run: Markdown, navigation, theme, settings.

Its page of settings is `mkdocs.yml` without our plugin, and with all that the plugin would have added.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

from generators import address
from generators.knowledge import KnowledgeBase
from generators.site import markup, navigation, sources
from generators.site.sources import Stage
from generators.strict_yaml import load

SETTINGS = "mkdocs.yml"
_PLUGIN = "itss"


def write(base: KnowledgeBase, root: Path, folder: Path) -> Stage:
    """Write the sources of a base that was read from `root`; give what `publish.finish` needs afterwards.

    Raises UserError for a navigation that names a folder there is not, Refusal for settings that are no YAML.
    """
    staged = sources.stage(base)
    docs = root / "docs"
    theirs = sources.assets(base)
    shutil.copytree(docs, folder / "docs", ignore=_not_assets if theirs is None else _none_but(docs, theirs))
    for path, text in staged.markdown():
        markup.write_file(folder / "docs" / path, text)
    shutil.copytree(sources.WEB, folder / "theme")
    settings = load((root / SETTINGS).read_bytes())
    settings |= {
        "docs_dir": "docs",
        "nav": navigation.expanded(settings.get("nav"), staged, sources.folders(base, docs)),
        "theme": {**settings["theme"], "custom_dir": "theme"},
        "extra": {**settings.get("extra", {}), "kb": sources.banner(base)},
        "extra_css": [*sources.CSS, *settings.get("extra_css", ())],
        "extra_javascript": [*sources.SCRIPTS, *settings.get("extra_javascript", ())],
        "markdown_extensions": [*settings.get("markdown_extensions", ()), sources.EXTENSION],
        "plugins": [one for one in settings.get("plugins", ()) if _name(one) != _PLUGIN],
    }
    markup.write_file(folder / SETTINGS, json.dumps(settings, ensure_ascii=False, indent=1) + "\n")
    return staged


def _not_assets(_: str, names: list[str]) -> set[str]:
    return {one for one in names if one.startswith(".") or one.lower().endswith((".md", *address.FOREIGN))}


def _none_but(docs: Path, theirs: Collection[str]) -> Callable[[str, list[str]], set[str]]:
    """Leave out every file but these; folders stay."""

    def left_out(folder: str, names: list[str]) -> set[str]:
        here = Path(folder)
        files = {one for one in names if not (here / one).is_dir()}
        return _not_assets(folder, names) | {
            one for one in files if (here / one).relative_to(docs).as_posix() not in theirs
        }

    return left_out


def _name(plugin: Any) -> str:
    return next(iter(plugin)) if isinstance(plugin, dict) else str(plugin)
