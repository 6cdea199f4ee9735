"""A build that fails leaves the old site byte for byte as it was; one that succeeds replaces all of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import AS_OF, SETTINGS, build_site

from generators import cli
from generators.finding import UserError
from generators.knowledge import KnowledgeBase
from generators.site import mkdocs_plugin
from generators.site.publish import STAMP

PERSON = "records/people/person/P-001.yaml"


def tree(folder: Path) -> dict[str, bytes | None]:
    """Everything below a folder: the bytes of files, None for folders."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in folder.rglob("*")
    }


@pytest.fixture
def home(built: Path, tmp_path: Path) -> Path:
    """A copy of that folder that a test may change."""
    return shutil.copytree(built, tmp_path / "home")


def append(name: str, text: str) -> Callable[[Path], object]:
    return lambda root: (root / name).write_text((root / name).read_text("utf-8") + text, "utf-8")


def replace(name: str, old: str, new: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        text = (root / name).read_text("utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new), "utf-8")

    return change


PLUGIN = replace("mkdocs.yml", "  - itss\n", "")
THEME = replace("mkdocs.yml", "name: material", "name: no-such")
OTHER_THEME = replace("mkdocs.yml", "name: material", "name: readthedocs")
FLAT = replace("mkdocs.yml", "use_directory_urls: true", "use_directory_urls: false")
NO_PAGE = replace("mkdocs.yml", "  - about.md", "  - nowhere.md")


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        pytest.param(
            append("mkdocs.yml", "\nnav: [\n"),
            r"mkdocs\.yml:[0-9]+:1 「nav」在同一层",
            id="mkdocs.yml is broken",
        ),
        pytest.param(
            append("mkdocs.yml", "\nno_such: 1\n"), "no_such", id="mkdocs.yml has a strange setting"
        ),
        pytest.param(lambda root: (root / "mkdocs.yml").unlink(), r"mkdocs\.yml", id="mkdocs.yml is missing"),
        pytest.param(append("pyproject.toml", "[[["), r"pyproject\.toml", id="the settings are broken"),
        pytest.param(PLUGIN, "「plugins」写成列表", id="the plugin is missing"),
        pytest.param(THEME, "「name」只能写：material", id="the theme is missing"),
        pytest.param(OTHER_THEME, "「name」只能写：material", id="the theme is not ours"),
        pytest.param(FLAT, "use_directory_urls", id="pages would not be folders"),
        pytest.param(NO_PAGE, r"nowhere\.md", id="the navigation names no page"),
    ],
)
def test_the_old_site_stays_when(home: Path, spoil: Callable[[Path], object], told: str) -> None:
    spoil(home / "base")
    before = tree(home)
    with pytest.raises(UserError, match=told) as refused:
        build_site(home / "base", home / "base/site")
    assert tree(home) == before
    assert "Traceback" not in str(refused.value)


def test_the_old_site_stays_when_a_record_is_wrong(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    append(PERSON, "colour: red\n")(home / "base")
    before = tree(home)
    assert cli.run(["build", "--root", str(home / "base")]) == 1
    assert "unknown-key" in capsys.readouterr().out
    assert tree(home) == before


def test_the_old_site_stays_when_the_new_one_cannot_take_its_place(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = tree(home)
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "new":
            raise PermissionError(13, "Permission denied", str(target))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises((UserError, PermissionError)):
        build_site(home / "base", home / "base/site")
    assert tree(home) == before


def test_an_interrupted_build_leaves_the_old_site_and_nothing_else(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(_base: KnowledgeBase, _root: Path, unfinished: Path, **_: Any) -> None:
        unfinished.mkdir(parents=True)
        (unfinished / "index.html").write_text("half", "utf-8")
        raise KeyboardInterrupt

    before = tree(home)
    monkeypatch.setattr(mkdocs_plugin, "run", interrupt)
    with pytest.raises(KeyboardInterrupt):
        build_site(home / "base", home / "base/site")
    assert tree(home) == before


def test_a_site_that_succeeds_replaces_all_of_the_old_one(home: Path) -> None:
    fresh = tree(home / "base/site")
    replace(PERSON, "name: 服务经理", "name: 新任经理")(home / "base")
    (home / "base/site/r/P-777").mkdir()
    (home / "base/site/r/P-777/index.html").write_text("stale", "utf-8")
    build_site(home / "base", home / "base/site")
    now = tree(home / "base/site")
    assert set(now) >= set(fresh)
    assert not {name for name in now if "P-777" in name}
    assert "新任经理".encode() in (now["r/P-001/index.html"] or b"")
    assert {path.name for path in (home / "base").iterdir() if path.name.startswith(".")} == set()


@pytest.mark.parametrize(
    "existing", ["网站 一/site", ""], ids=["an empty folder", "not even the folder above"]
)
def test_a_site_may_go_to(built: Path, tmp_path: Path, existing: str) -> None:
    (tmp_path / existing).mkdir(parents=True, exist_ok=True)
    target = tmp_path / "网站 一/site"
    build_site(built / "base", target)
    assert tree(target) == tree(built / "base/site")
    assert [path.name for path in target.parent.iterdir()] == ["site"]


def test_the_stamp_counts_what_the_site_holds(built: Path) -> None:
    site = built / "base/site"
    stamp = json.loads((site / STAMP).read_text("utf-8"))
    assert stamp["pages"] == len(list(site.rglob("index.html")))
    assert stamp["records"] == len(list((site / "r").iterdir()))


@pytest.mark.parametrize(
    "site_dir",
    [
        ".",
        "..",
        "docs",
        "docs/new",
        "records",
        "records/people",
        "schemas/site",
        "generators/site",
        "foreign",
    ],
)
def test_a_site_never_goes_where_something_else_is(home: Path, site_dir: str) -> None:
    root = home / "base"
    (root / "foreign/deep").mkdir(parents=True)
    (root / "foreign/deep/thesis.docx").write_bytes(b"irreplaceable")
    before = tree(home)
    with pytest.raises(UserError, match="另选"):
        build_site(root, (root / site_dir).resolve())
    assert tree(home) == before


def test_a_site_never_replaces_a_file(home: Path) -> None:
    before = tree(home)
    with pytest.raises(UserError, match=r"mkdocs\.yml 是一个文件"):
        build_site(home / "base", home / "base/mkdocs.yml")
    assert tree(home) == before


def test_a_site_never_goes_below_a_file(home: Path) -> None:
    before = tree(home)
    with pytest.raises(UserError, match="另选"):
        build_site(home / "base", home / "base/mkdocs.yml/site")
    assert tree(home) == before


def test_a_preview_is_built_in_spite_of_errors_and_says_so_on_every_page(home: Path) -> None:
    append(PERSON, "colour: red\n")(home / "base")
    (home / "base/pyproject.toml").write_bytes(SETTINGS + AS_OF + b"demo = true\n")
    build_site(home / "base", home / "base/site")
    pages = list((home / "base/site").rglob("*.html"))
    assert len(pages) > 20
    for page in pages:
        assert "数据里有 1 个错误" in page.read_text("utf-8"), page
    assert not (home / "base/site/r/P-001").exists()
