"""The site built beside the old one and put in its place only when everything succeeded."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from generators.finding import UserError
from generators.knowledge import KnowledgeBase
from generators.refusal import why
from generators.site.publish import STAMP

_OWN = ("docs", "records", "schemas", "generators")


def build(base: KnowledgeBase, root: Path, site_dir: Path) -> None:
    """Build the site of a base that was read from `root` into `site_dir`.

    Raises UserError; then the old site stays. A base with errors gives a preview that says so on every page.
    """
    from generators.site import mkdocs_plugin

    _refuse_foreign(root, site_dir)
    try:
        site_dir.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{site_dir.name}-", dir=site_dir.parent))
    except OSError as error:
        raise UserError(f"{site_dir} 写不了（{why(error)}）；另选一个文件夹。") from None
    try:
        fresh, old = beside / "new", beside / "old"
        mkdocs_plugin.run(base, root, fresh, strict=not base.has_errors)
        if not (fresh / STAMP).is_file():
            raise UserError("mkdocs.yml 的 plugins 里没有 itss，网站里就没有登记；加上后再试。")
        _swap(fresh, site_dir, old)
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _swap(fresh: Path, site_dir: Path, old: Path) -> None:
    """Put the new site in the old one's place, or leave the old one where it was."""
    if site_dir.exists():
        site_dir.rename(old)
    try:
        fresh.rename(site_dir)
    except OSError as error:
        if old.exists():
            old.replace(site_dir)
        raise UserError(f"{site_dir} 写不了（{why(error)}）；原来的网站没有动。") from None


def _refuse_foreign(root: Path, site_dir: Path) -> None:
    if root.is_relative_to(site_dir) or any(site_dir.is_relative_to(root / name) for name in _OWN):
        raise UserError(f"网站不能写到 {site_dir}，那里是知识库本身；另选一个文件夹。")
    try:
        holds = site_dir.exists() and any(site_dir.iterdir())
    except NotADirectoryError:
        raise UserError(f"{site_dir} 是一个文件；另选一个文件夹。") from None
    if holds and not (site_dir / STAMP).is_file():
        raise UserError(f"{site_dir} 里有别的东西，不会替换它；另选一个空文件夹，或先自行清空。")
