"""The site built beside the old one and put in its place only when everything succeeded."""

from __future__ import annotations

import zipfile
from pathlib import Path

from generators.finding import UserError
from generators.knowledge import KnowledgeBase
from generators.refusal import why
from generators.site import place
from generators.site.publish import STAMP, Profile

_OWN = ("docs", "records", "schemas", "generators")


def build(base: KnowledgeBase, root: Path, site_dir: Path, profile: Profile = Profile.SITE) -> None:
    """Build the site of a base that was read from `root` into `site_dir`.

    Raises UserError; then the old site stays. A base with errors gives a preview that says so on every page.
    """
    from generators.site import mkdocs_plugin

    if root.is_relative_to(site_dir) or any(site_dir.is_relative_to(root / name) for name in _OWN):
        raise UserError(f"网站不能写到 {site_dir}，那里是知识库本身；另选一个文件夹。")
    with place.work(site_dir) as folder:
        _refuse_foreign(site_dir)
        fresh = folder / "new"
        mkdocs_plugin.run(base, root, fresh, profile=profile)
        if not (fresh / STAMP).is_file():
            raise UserError("mkdocs.yml 的 plugins 里没有 itss，网站里就没有登记；加上后再试。")
        place.swap(fresh, site_dir, folder)


def zipped(site_dir: Path) -> Path:
    """Pack a built site into one file beside its folder: same site, same bytes. Raises UserError."""
    target = site_dir.with_name(f"{site_dir.name}.zip")
    try:
        with place.work(site_dir) as folder:
            with zipfile.ZipFile(folder / "zip", "w", zipfile.ZIP_DEFLATED) as packed:
                for path in sorted(one for one in site_dir.rglob("*") if one.is_file()):
                    name = f"{site_dir.name}/{path.relative_to(site_dir).as_posix()}"
                    packed.writestr(_entry(name), path.read_bytes())
            (folder / "zip").replace(target)
    except OSError as error:
        raise UserError(f"{target} 写不了（{why(error)}）；网站本身已在 {site_dir}。") from None
    return target


def _entry(name: str) -> zipfile.ZipInfo:
    """Describe a file as any system unpacks it: a file to be read, of no certain day."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _refuse_foreign(site_dir: Path) -> None:
    try:
        holds = place.entries(site_dir)
    except NotADirectoryError:
        raise UserError(f"{site_dir} 是一个文件；另选一个文件夹。") from None
    except OSError as error:
        raise UserError(f"{site_dir} 读不了（{why(error)}）；检查权限，或另选一个文件夹。") from None
    if holds and not (site_dir / STAMP).is_file():
        raise UserError(f"{site_dir} 里有别的东西，不会替换它；另选一个空文件夹，或先自行清空。")
