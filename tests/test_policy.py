"""What people write shows and never acts: the security policy of a page, and a site full of hostile texts."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape
from pathlib import Path

import pytest
import searching
from conftest import AS_OF, SETTINGS, build_site, sound_base, write_base
from site_pages import Page, Site, parsed
from test_publish import INCIDENT, PERSON, broken_links, change, files_of

from generators.finding import UserError
from generators.site.policy import secure
from generators.site.search.told import tidy
from generators.words import say

SCRIPT, IMAGE = "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'
JINJA, LINK = "{{ 7*7 }}", "[x](javascript:alert(1))"
MARKUP = SCRIPT + IMAGE + JINJA
ALL = MARKUP + LINK  # a link is text in a record; in a document it is a link
TEXT = f"""
## {MARKUP}

{MARKUP}

<div onclick="alert(1)">{MARKUP}</div>

!!! note "{SCRIPT}"
    {IMAGE}

| {SCRIPT} |
|---|
| {JINJA} |
"""
TITLE = f"---\ntitle: {ALL!r}\n---\n"
THEME = "var palette=1;\n"
PAGE = """<!doctype html>
<html><head>
<meta charset="utf-8">
<link rel="stylesheet" href="a.css">
<script>{theme}</script>
</head><body>
<article class="md-content">{article}</article>
<script src="bundle.js"></script>
<script id="__config" type="application/json">{{"base": "."}}</script>
</body></html>"""


def page(article: str = "", theme: str = THEME) -> str:
    return PAGE.format(article=article, theme=theme)


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def rules(whole: str) -> dict[str, list[str]]:
    [policy] = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', secure(whole))
    return {name: values for name, *values in (rule.split() for rule in policy.split("; "))}


def test_nothing_is_loaded_from_elsewhere() -> None:
    told = rules(page())
    assert told["default-src"] == ["'self'"]
    assert told["img-src"] == ["'self'", "data:"]
    assert told["object-src"] == told["base-uri"] == told["form-action"] == ["'none'"]


@pytest.mark.parametrize("text", [THEME, "alert(1)", "", '__md_scope=new URL(".",location)'])
def test_no_inline_script_runs_wherever_it_stands(text: str) -> None:
    """Those of the theme and our own are files: what a name or a setting adds to a page has no hash."""
    whole = page(theme=text).replace("</head>", f"<script>{text}</script></head>")
    assert rules(whole)["script-src"] == ["'self'"]


def test_the_themes_inline_styles_apply_by_their_hash_and_none_of_the_article_does() -> None:
    style = ':root{--md-text-font:"宋体"}'
    whole = page("<p>x</p><style>p{color:red}</style>").replace("</head>", f"<style>{style}</style></head>")
    assert rules(page())["style-src"] == ["'self'"]
    assert rules(whole)["style-src"] == ["'self'", hashed(style)]


@pytest.mark.parametrize("kind", ["script-src", "style-src"])
@pytest.mark.parametrize(
    "loose", ["'unsafe-inline'", "'unsafe-eval'", "'unsafe-hashes'", "'strict-dynamic'", "*"]
)
def test_no_loose_word_stands_in_the_rules_for_scripts_and_styles(kind: str, loose: str) -> None:
    assert loose not in rules(page("<script>a()</script><style>p{}</style>"))[kind]


@pytest.mark.parametrize(
    "article",
    [
        "<script>alert(1)</script>",
        "<p>x</p>\n<SCRIPT\ntype='module'>alert(1)</SCRIPT>",
        "<article><script>alert(1)</script></article><script>alert(2)</script>",
    ],
)
def test_a_script_in_the_article_gets_no_hash(article: str) -> None:
    assert rules(page(article))["script-src"] == ["'self'"]


def test_the_policy_stands_before_anything_that_loads_and_the_rest_is_untouched() -> None:
    whole = secure(page("<p>&lt;script&gt;</p>"))
    meta = re.search(r"<meta http-equiv=[^>]*>", whole)
    assert meta
    assert meta.end() < whole.index("<link")
    assert meta.end() < whole.index("<script")
    assert whole.replace(meta[0], "") == page("<p>&lt;script&gt;</p>")


def test_the_charset_stands_before_the_policy() -> None:
    assert re.search(r'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy"', secure(page()))


def test_a_charset_in_a_text_does_not_take_the_policy_away_from_the_head() -> None:
    whole = secure(page('<p><meta charset="utf-8"></p>'))
    assert whole.count("Content-Security-Policy") == 1
    assert whole.index("Content-Security-Policy") < whole.index("</head>")


def test_a_page_without_the_place_for_a_policy_is_never_published_without_one() -> None:
    with pytest.raises(UserError):
        secure(page().replace('<meta charset="utf-8">', '<meta charset="UTF-8" />'))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A demonstration outside Git in which every text that people write holds markup."""
    root = tmp_path_factory.mktemp("hostile")
    write_base(root, {**sound_base(), "pyproject.toml": SETTINGS + AS_OF + b"demo = true\n"})
    (root / "docs/attack").mkdir()
    (root / "docs/attack/text.md").write_text(TITLE + TEXT, "utf-8")
    for name in ("description", "author", "subtitle"):
        text = TITLE.replace("title", name) + TEXT
        (root / f"docs/attack/{name}.md").write_text(text, "utf-8")
    (root / "docs/attack/link.md").write_text("# 链接\n\n[x](javascript:alert(1))\n", "utf-8")
    (root / "docs/attack/attribute.md").write_text('# 属性\n\nx\n{: onclick="alert(1)" }\n', "utf-8")
    (root / "docs/attack/style.md").write_text(STYLED, "utf-8")
    (root / "docs/attack/raw.html").write_text(f"<!doctype html><title>x</title>{SCRIPT}", "utf-8")
    runbook, schema = "docs/runbooks/RB-DRAFT.md", root / "schemas/people/person.schema.json"
    change(root, "mkdocs.yml", "      - about.md\n", "      - about.md\n      - attack/\n")
    change(root, PERSON, "name: 服务经理", f"name: {json.dumps(IMAGE)}\nnote: {json.dumps(ALL)}")
    change(root, INCIDENT, "导出的报表列顺序不对", json.dumps(ALL))
    change(root, INCIDENT, "财务科", json.dumps(SCRIPT))
    change(root, runbook, "title: 采集任务排队过长", f"title: {json.dumps(SCRIPT + JINJA)}")
    change(root, runbook, "do: 看排队条数", f"do: {json.dumps(ALL)}")
    change(root, runbook, "草稿，还没有演练过。", TEXT)
    words = json.loads(schema.read_text("utf-8"))
    words["title"] = words["description"] = words["properties"]["organisation"]["title"] = ALL
    schema.write_text(json.dumps(words), "utf-8")
    build_site(root, root / "site")
    return parsed(root / "site")


def plain(whole: str) -> str:
    """Write quotes one way; Jinja and Python escape them differently."""
    return whole.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")


def scripts(page: Page) -> set[str]:
    """The inline scripts of a page, without what depends on its depth."""
    return {re.sub(r'new URL\("[./]*"', "", text) for text in page.scripts}


def acting(page: Page, harmless: Page) -> list[str]:
    """What on a page could run or load something that only a text asked for."""
    foreign = scripts(page) - scripts(harmless)
    images = [source for source in page.images if source == "x"]
    links = [link for link in page.links if link.strip().startswith("javascript:")]
    return [*foreign, *page.handlers, *images, *links]


@pytest.fixture(scope="module")
def harmless(built: Path) -> Page:
    """The first page of a site in which nobody wrote markup."""
    return parsed(built / "base/site")[""]


STYLED = """# 样式

| 左 | 中 | 右 |
|:---|:-:|--:|
| 1 | 2 | 3 |

红的
{: style="position: fixed; color: rgb(255, 0, 0)" }

```{.text style="color: red"}
代码
```
"""


def test_no_page_has_a_style_in_an_attribute_or_an_element(hostile: Site, built: Path) -> None:
    for site in (hostile, parsed(built / "base/site")):
        assert [
            uri for uri, page in site.items() if re.search(r"<style\b|<[^<>]*\sstyle\s*=", page.html)
        ] == []


def test_a_style_that_somebody_wrote_is_dropped_and_a_column_stays_aligned(hostile: Site) -> None:
    article = hostile["attack/style/"].html
    assert re.findall(r'<td align="(\w+)">(\d)</td>', article) == [
        ("left", "1"),
        ("center", "2"),
        ("right", "3"),
    ]
    # what looks like attributes is text, as on GitHub
    assert re.search(r"<p>红的\n\{: style=(?:\"|&quot;)position: fixed; [^<>]*\}</p>", article)
    assert not re.search(r"<[^<>]*position: fixed", article)


KINDS_OF_ATTACK = ["text", "description", "author", "subtitle", "link", "attribute"]


@pytest.mark.parametrize("attack", KINDS_OF_ATTACK)
def test_no_document_acts_through_its(hostile: Site, harmless: Page, attack: str) -> None:
    assert acting(hostile[f"attack/{attack}/"], harmless) == []


def test_no_record_and_no_other_page_acts(hostile: Site, harmless: Page) -> None:
    others = {uri: acting(page, harmless) for uri, page in hostile.items() if not uri.startswith("attack/")}
    assert {uri: found for uri, found in others.items() if found} == {}


def test_every_file_that_a_browser_opens_as_a_page_has_a_policy(hostile: Site) -> None:
    without = [page.name for page in hostile.values() if "Content-Security-Policy" not in page.html]
    assert without == []


def test_no_page_of_this_theme_needs_a_script_of_its_own(hostile: Site) -> None:
    assert [
        page.name for page in hostile.values() if "; script-src 'self'; style-src 'self'; " not in page.html
    ] == []


@pytest.mark.parametrize(
    ("uri", "text"),
    [
        pytest.param("r/INC-2026-0002/", ALL, id="the title of a record"),
        pytest.param("r/INC-2026-0002/", SCRIPT, id="a field"),
        pytest.param("r/P-001/", ALL, id="a note"),
        pytest.param("registers/incident/", ALL, id="a register"),
        pytest.param("registers/", ALL, id="the title of a schema"),
        pytest.param("help/schema-person/", ALL, id="the title of a field"),
        pytest.param("r/INC-2026-0003/", IMAGE, id="the title in a reference"),
        pytest.param("r/RB-DRAFT/", SCRIPT + JINJA, id="the title of a runbook"),
        pytest.param("r/RB-DRAFT/", ALL, id="a step"),
        pytest.param("attack/text/", MARKUP, id="a document"),
        pytest.param("", ALL, id="the first page"),
    ],
)
def test_markup_is_shown_as_it_was_written_in(hostile: Site, uri: str, text: str) -> None:
    article = plain(hostile[uri].html.partition("<article")[2].partition("</article>")[0])
    wanted = escape(text)
    assert wanted in article or wanted.replace("&quot;", '"') in article


def test_markup_in_titles_is_text_in_head_navigation_and_contents(hostile: Site) -> None:
    page = plain(hostile["r/RB-DRAFT/"].html)
    assert f"<title>{escape(SCRIPT + JINJA)} - " in page
    assert f"<title>{escape(ALL)} - " in plain(hostile["r/INC-2026-0002/"].html)
    for uri, title in (("r/RB-DRAFT/", SCRIPT + JINJA), ("registers/person/", ALL)):
        whole = plain(hostile[uri].html)
        sidebar = whole.partition('data-md-type="navigation"')[2].partition('data-md-type="toc"')[0]
        assert escape(title) in sidebar  # where its branch is open
    contents = page.partition('data-md-type="toc"')[2].partition("<article")[0]
    assert escape(SCRIPT) in contents


def test_the_search_data_hold_texts_as_they_were_written(hostile: Site) -> None:
    found = searching.written(hostile.folder)
    assert [found[uri].title for uri in ("r/INC-2026-0002/", "r/RB-DRAFT/")] == [ALL, SCRIPT + JINJA]
    assert all(tidy(ALL) in found[uri].text for uri in ("r/P-001/", "r/RB-DRAFT/"))
    assert tidy(MARKUP) in found["attack/text/"].text


def test_a_hostile_site_has_no_broken_links_and_is_marked_as_a_demonstration(hostile: Site) -> None:
    ours = {uri: page for uri, page in hostile.items() if not uri.startswith("attack/")}
    assert broken_links(ours, {*files_of(hostile.folder), *hostile}) == []
    assert [uri for uri, page in ours.items() if say("site.demo") not in page.text] == []
    assert all(say("record.history.none") in page.text for uri, page in ours.items() if uri.startswith("r/"))
