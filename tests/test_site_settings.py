"""`mkdocs.yml` says only what is in a closed table, in strict YAML, before an engine sees it."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest
from conftest import NOW, ROOT, build_site, schemas, sound_base, write_base

from generators import address, knowledge
from generators.checks import site_settings_table as table
from generators.finding import UserError
from generators.site.pages import first

WHOLE = (ROOT / "mkdocs.yml").read_text("utf-8")
LEAST = "site_name: 库\n"
GOOD = LEAST + "theme: {name: material, font: false}\nplugins: [itss]\n"
PNG = b"\x89PNG\r\n\x1a\n"


def told(text: str, **more: bytes) -> list[tuple[int, str, str]]:
    """What is said of settings beside the good base, which has a page and a picture of its own."""
    files = {
        **schemas(),
        "docs/about.md": "# 关于\n".encode(),
        "docs/guides/how.md": b"# x\n",
        "docs/pictures/logo.png": PNG,
        "mkdocs.yml": text.encode(),
        **more,
    }
    found = knowledge.read(files, NOW).findings
    return [(one.place.line, one.code, one.message) for one in found if one.place.path == "mkdocs.yml"]


def codes(text: str) -> list[tuple[int, str]]:
    return [(line, code) for line, code, _ in told(text)]


UNKNOWN, VALUE = "site-setting-unknown", "site-setting-value"


@pytest.mark.parametrize("text", [LEAST, GOOD, LEAST + "nav:\n  - 关于: about.md\n  - guides/\n  - sla/index.md\n  - 义务: registers/obligation/index.md\n", LEAST + "theme: {name: material, font: false, logo: pictures/logo.png}\n"])  # fmt: skip
def test_what_a_base_needs_may_be_said(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("hooks: [hook.py]\n", 4, UNKNOWN),
        ("INHERIT: ../other.yml\n", 4, UNKNOWN),
        ("docs_dir: /etc\n", 4, VALUE),
        ("docs_dir: ../elsewhere\n", 4, VALUE),
        ("docs_dir: .\n", 4, VALUE),
        ("site_dir: docs\n", 4, UNKNOWN),
        ("extra_javascript: [https://evil.example/x.js]\n", 4, UNKNOWN),
        ("extra_css: [x.css]\n", 4, UNKNOWN),
        ("extra_templates: [x.html]\n", 4, UNKNOWN),
        ("exclude_docs: '*.md'\n", 4, UNKNOWN),
        ("repo_url: https://example.com/x\n", 4, UNKNOWN),
        ("edit_uri: x\n", 4, UNKNOWN),
        ("watch: [/]\n", 4, UNKNOWN),
        ("copyright: <script>alert(1)</script>\n", 4, VALUE),
        ("site_description: '<img src=x>'\n", 4, VALUE),
        ("site_url: javascript:alert(1)\n", 4, VALUE),
        ("site_url: 'https://x/\" onload=1'\n", 4, VALUE),
        ("use_directory_urls: false\n", 4, VALUE),
        ("use_directory_urls: yes\n", 4, VALUE),
        ("strict: 1\n", 4, VALUE),
        ("extra: {analytics: {provider: google}}\n", 4, UNKNOWN),
        ("extra: {alternate: [{link: 'https://x'}]}\n", 4, UNKNOWN),
        ("markdown_extensions: [pymdownx.snippets]\n", 4, UNKNOWN),
        ("markdown_extensions:\n  - pymdownx.snippets: {base_path: [/]}\n", 5, UNKNOWN),
        ("markdown_extensions:\n  - evil.module:Extension\n", 5, UNKNOWN),
        ("markdown_extensions:\n  - toc: {slugify: x}\n", 5, UNKNOWN),
        ("markdown_extensions:\n  - toc: {permalink: '<b>'}\n", 5, VALUE),
        ("markdown_extensions:\n  - pymdownx.superfences: {custom_fences: [{format: x}]}\n", 5, UNKNOWN),
        ("markdown_extensions: [tables, tables]\n", 4, VALUE),
        ("nav:\n  - 外: https://evil.example\n", 5, VALUE),
        ("nav:\n  - 外: //evil.example\n", 5, VALUE),
        ("nav:\n  - 外: javascript:alert(1)\n", 5, VALUE),
        ("nav:\n  - '<b>': about.md\n", 5, VALUE),
        ("nav:\n  - nowhere.md\n", 5, VALUE),
        ("nav:\n  - nowhere/\n", 5, VALUE),
        ("nav:\n  - ../docs/about.md\n", 5, VALUE),
        ("nav:\n  - /about.md\n", 5, VALUE),
        ("nav:\n  - pictures/logo.png\n", 5, VALUE),
        ("nav:\n  - registers/nothing/index.md\n", 5, VALUE),
        ("nav:\n  - about.md\n  - 再来: about.md\n", 6, VALUE),
        ("nav:\n  - {甲: about.md, 乙: guides/}\n", 5, VALUE),
        ("nav:\n  - 甲:\n", 5, VALUE),
        ("nav:\n  - 甲: []\n", 5, VALUE),
        ("nav: about.md\n", 4, VALUE),
        ("nav: []\n", 4, VALUE),
        ("validation: {links: {anchors: error}}\n", 4, VALUE),
        ("site_nam: x\n", 4, UNKNOWN),
        ("x: !!python/name:os.system\n", 4, "yaml-tag"),
        ("x: !ENV HOME\n", 4, "yaml-tag"),
        ("x: &a 1\n", 4, "yaml-anchor"),
        ("site_name: again\n", 4, "yaml-duplicate-key"),
        ("<<<<<<< HEAD\n", 4, "merge-conflict"),
    ],
)
def test_what_is_not_in_the_table_is_refused_where_it_stands(text: str, line: int, code: str) -> None:
    assert codes(GOOD + text) == [(line, code)]


@pytest.mark.parametrize(
    "text",
    [
        "site_name: x\nplugins: [itss, search]\n",
        "site_name: x\nplugins: [macros]\n",
        "site_name: x\nplugins:\n",
        "site_name: x\nplugins: []\n",
        "site_name: x\ntheme: {name: readthedocs, font: false}\n",
        "site_name: x\ntheme: material\n",
        "site_name: x\ntheme: {name: material}\n",
        "site_name: x\ntheme: {name: material, font: {text: Roboto}}\n",
        "site_name: x\ntheme: {name: material, font: false, custom_dir: theme}\n",
        "site_name: x\ntheme: {name: material, font: false, language: '../x'}\n",
        "site_name: x\ntheme: {name: material, font: false, icon: {logo: no-such}}\n",
        "site_name: x\ntheme: {name: material, font: false, logo: pictures/none.png}\n",
        "site_name: x\ntheme: {name: material, font: false, logo: 'https://evil.example/x.png'}\n",
        "site_name: x\ntheme: {name: material, font: false, features: [navigation.instant]}\n",
        "site_name: x\ntheme: {name: material, font: false, palette: [{scheme: x}]}\n",
        "site_name: 2026\n",
        "site_name: ''\n",
        "site_name: '</title><script>alert(1)</script>'\n",
        "nav:\n  - about.md\n",
    ],
)
def test_each_fault_is_one_finding(text: str) -> None:
    assert len(told(text)) == 1


def test_a_finding_says_what_may_stand_there() -> None:
    [(_, _, text)] = told(GOOD + "nav:\n  - nowhere.md\n")
    assert text == "导航里的「nowhere.md」没有；写 docs/ 里的页面，如 about.md，或以 / 结尾的文件夹。"
    [(_, _, text)] = told(GOOD + "site_urll: x\n")
    assert text == "不能写「site_urll」；是不是 site_url？可用的见帮助里的网站设置。"


def test_every_icon_and_language_that_may_be_named_is_the_themes() -> None:
    theme = table.ALLOWED.members["theme"]
    assert isinstance(theme, table.Keys)
    icon, language = theme.members["icon"], theme.members["language"]
    assert isinstance(icon, table.Keys)
    logo = icon.members["logo"]
    assert isinstance(logo, table.Choice)
    assert isinstance(language, table.Choice)
    templates = files("material") / "templates"
    assert [one for one in logo.values if not (templates / f".icons/{one}.svg").is_file()] == []
    names = [f"partials/languages/{one}.html" for one in language.values]
    assert [one for one in names if not (templates / one).is_file()] == []


def test_every_generated_page_of_the_navigation_may_be_named_in_it(base: knowledge.KnowledgeBase) -> None:
    """
    # records/people/person/P-901.yaml
    id: P-901
    name: 工程师乙
    side: provider
    organisation: 运维服务部
    posts: [{post: 工程师, from: "2026-01-01"}]
    """
    registers = {address.register(kind) for kind in base.kinds.sound}
    assert {page.uri for page in first(base) if page.in_nav} <= {*address.PLACED, *registers}


def test_the_help_names_every_key_of_the_table() -> None:
    text = (ROOT / "docs/settings.md").read_text("utf-8")

    def names(keys: table.Keys) -> list[str]:
        inner = [one for one in keys.members.values() if isinstance(one, table.Keys)]
        return [*keys.members, *(name for one in inner for name in names(one))]

    known = [one for one in names(table.ALLOWED) if one not in ("absolute_links", "not_found", "omitted_files", "unrecognized_links", "anchors")]  # fmt: skip
    assert [one for one in known if f"`{one}`" not in text] == []


def test_an_engine_never_runs_with_settings_that_are_refused_and_no_hook_of_theirs(tmp_path: Path) -> None:
    """Not for a preview either, which is built in spite of other errors."""
    write_base(tmp_path, sound_base())
    (tmp_path / "hook.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n", "utf-8")
    (tmp_path / "mkdocs.yml").write_text(f"{WHOLE}\nhooks: [hook.py]\n", "utf-8")
    with pytest.raises(UserError, match=r"mkdocs\.yml:[0-9]+:1 不能写「hooks」"):
        build_site(tmp_path, tmp_path / "site")
    assert not (tmp_path / "ran").exists()


def test_the_least_and_the_most_that_may_be_said_is_built(tmp_path: Path) -> None:
    """With names that a theme prints as markup: they are what was written."""
    write_base(tmp_path, {**schemas(), "docs/pictures/logo.png": PNG})
    name = "R&D \"库\" &nbsp; '甲'"
    features = table.ALLOWED.members["theme"].members["features"].item.values  # type: ignore[union-attr]
    most = {
        "site_name": name,
        "site_description": name,
        "site_url": "https://kb.example.cn/itss/",
        "copyright": name,
        "theme": {"name": "material", "font": False, "language": "en", "logo": "pictures/logo.png", "features": [*features]},
        "markdown_extensions": [*table.ALLOWED.members["markdown_extensions"].known],  # type: ignore[union-attr]
        "nav": [{'甲 & &nbsp; "': ["about.md", "registers/"]}, {"SLA": "sla/index.md"}, "help/"],
    }  # fmt: skip
    for text in (LEAST, json.dumps(most, ensure_ascii=False)):
        (tmp_path / "mkdocs.yml").write_text(text, "utf-8")
        build_site(tmp_path, tmp_path / "site")
    whole = (tmp_path / "site/about/index.html").read_text("utf-8")
    assert "<title>关于本库 - R&amp;D &quot;库&quot; &amp;nbsp; &#x27;甲&#x27;</title>" in whole
    assert "甲 &amp; &amp;nbsp; &quot;" in whole
    assert name not in whole
