"""The site built beside the old one and put in its place only when everything succeeded.

MkDocs runs in a process of its own, exactly as `mkdocs build --strict` would, so that both give the same
site and no MkDocs state lives here.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from generators.finding import UserError
from generators.site.publish import STAMP

AS_OF = "ITSS_AS_OF"
PREVIEW = "ITSS_PREVIEW"


def build(root: Path, site_dir: Path, as_of: str | None = None, *, preview: bool = False) -> None:
    """Build the site of the base at `root` into `site_dir`. Raises UserError; then the old site stays.

    A preview is built in spite of errors in the data and says so on every page.
    """
    _refuse_foreign(root, site_dir)
    try:
        site_dir.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{site_dir.name}-", dir=site_dir.parent))
    except OSError as error:
        raise UserError(f"{site_dir} 写不了（{error.strerror}）；另选一个文件夹。") from None
    try:
        fresh, old = beside / "new", beside / "old"
        _run_mkdocs(root, fresh, as_of, preview=preview)
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
        raise UserError(f"{site_dir} 写不了（{error.strerror}）；原来的网站没有动。") from None


def _refuse_foreign(root: Path, site_dir: Path) -> None:
    if root.is_relative_to(site_dir) or any(
        site_dir.is_relative_to(root / name) for name in ("docs", "records", "schemas", "generators")
    ):
        raise UserError(f"网站不能写到 {site_dir}，那里是知识库本身；另选一个文件夹。")
    try:
        holds = site_dir.exists() and any(site_dir.iterdir())
    except NotADirectoryError:
        raise UserError(f"{site_dir} 是一个文件；另选一个文件夹。") from None
    if holds and not (site_dir / STAMP).is_file():
        raise UserError(f"{site_dir} 里有别的东西，不会替换它；另选一个空文件夹，或先自行清空。")


def _run_mkdocs(root: Path, target: Path, as_of: str | None, *, preview: bool) -> None:
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    environment |= ({AS_OF: as_of} if as_of is not None else {}) | ({PREVIEW: "1"} if preview else {})
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(target), "--config-file"]
    command += [str(root / "mkdocs.yml"), *([] if preview else ["--strict"])]
    done = subprocess.run(  # noqa: S603 - our own interpreter, and paths as separate arguments
        command, cwd=root, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode != 0:
        raise UserError(f"MkDocs 没能建成网站：{_first_fault(done.stderr)}")


def _first_fault(log: str) -> str:
    """Pick what went wrong out of MkDocs' log: warnings and errors, else its last words."""
    lines = [line.strip() for line in log.splitlines() if line.strip()]
    told = [line for line in lines if line.startswith(("ERROR", "WARNING", "Error:", "Aborted"))]
    return "；".join(told[:3]) or (lines[-1] if lines else "没有说明原因；单独运行 mkdocs build 看看。")
