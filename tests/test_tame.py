"""No text of a page breaks the page around it: what themes and our scripts look for is theirs alone."""

from __future__ import annotations

import re

import pytest
from conftest import NOW, SETTINGS, build_site, schemas, sound_base, write_base
from site_pages import Site, parsed

from generators import knowledge
from generators.site.tame import tame


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ('<h1 id="__config">x</h1>', '<h1 id="t-__config">x</h1>'),
        ('<a href="#__config">x</a>', '<a href="#t-__config">x</a>'),
        ('<p id="kb-find">x</p>', '<p id="t-kb-find">x</p>'),
        ('<p class="a md-search kb-form b" hidden>x</p>', '<p class="a b">x</p>'),
        ('<p class="md-search">x</p>', "<p>x</p>"),
        ('<p data-md-component="toc" data-list="x">x</p>', "<p>x</p>"),
        ('<p onclick="a()" style="color:red" autofocus>x</p>', "<p>x</p>"),
        ('<a href="javascript&colon;alert(1)">x</a>', "<a>x</a>"),
        ('<a href="&#106;avascript:alert(1)">x</a>', "<a>x</a>"),
        ('<a href=" java&Tab;script:alert(1)">x</a>', "<a>x</a>"),
        ('<img src="data:image/svg+xml,x" alt="图">', '<img alt="图">'),
        ('<a href="http://[::1">x</a>', "<a>x</a>"),
    ],
)
def test_what_a_page_takes_for_its_own_is_taken_from_a_text(html: str, told: str) -> None:
    assert tame(html) == told


@pytest.mark.parametrize(
    "html",
    [
        '<a href="../how/#%E4%B8%80" title="a &gt; b">x</a>',
        '<a href="record:P-001">x</a><a href="mailto:a@example.com">y</a>',
        '<input type="checkbox" disabled checked /> 做完',
        '<td align="right">1</td><ol start="3">',
        '<h2 id="t-一">1 &lt; 2</h2><br /><hr />',
        '<span id="__codelineno-0-1">x</span><a href="#fn:1" class="footnote-ref">1</a>',
    ],
)
def test_all_else_stays_as_the_engine_made_it(html: str) -> None:
    assert tame(html) == html


TEXTS = {
    "meta": "Author: 甲\nTemplate: none.html\n\n正文。\n",
    "title": "---\ntitle: 页面出现 &nbsp; 和 &lt;b&gt; 字样\n---\n正文。\n",
    "heading": "# 一 &lt; 二 `&nbsp;`\n\n正文。\n",
    "search": '# x\n\n普通文字 "search": "assets/javascripts/workers/search.js" 结束\n',
    "config": "# x\n\n## __config\n\n[去](#__config)\n\n## 三 {: #__drawer }\n\n第二段\n{: .md-search data-md-component=search }\n",
    "marks": '<!--kb-paper--> <!--kb-slot--> </article> kb0123456789abcdef `<meta charset="utf-8">`\n',
    "fence": "正文。\n\n```\n没有结束\n\n## x\n",
    "rule": "---\n---\n---\n下面\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with such texts as pages and as the text of a book."""
    root = tmp_path_factory.mktemp("odd")
    files = {
        **sound_base(),
        "pyproject.toml": SETTINGS,
        **{f"docs/odd/{name}.md": text.encode() for name, text in TEXTS.items()},
    }
    path = "docs/runbooks/RB-DRAFT.md"
    book = sound_base()[path] + "".join(text.partition("---\n")[0] for text in TEXTS.values()).encode()
    write_base(root, {**files, path: book})
    (root / "mkdocs.yml").write_text("site_name: 库\nmarkdown_extensions: [attr_list, pymdownx.superfences, toc]\n", "utf-8")  # fmt: skip
    build_site(root, root / "site")
    return parsed(root / "site")


def article(odd: Site, name: str) -> str:
    return odd[f"odd/{name}/"].html.partition("<article")[2].partition("</article>")[0]


def test_no_line_of_a_text_is_taken_for_its_front_matter(odd: Site) -> None:
    assert "Author: 甲" in article(odd, "meta")
    assert "Template: none.html" in article(odd, "meta")
    assert "下面" in article(odd, "rule")


def test_a_title_stays_as_it_was_written(odd: Site) -> None:
    page = odd["odd/title/"].html
    assert "<title>页面出现 &amp;nbsp; 和 &amp;lt;b&amp;gt; 字样 - 库</title>" in page
    assert "<h1>页面出现 &amp;nbsp; 和 &amp;lt;b&amp;gt; 字样</h1>" in page
    assert "<title>一 &lt; 二 &amp;nbsp; - 库</title>" in odd["odd/heading/"].html


def test_a_text_that_looks_like_a_part_of_the_page_stays_a_text(odd: Site) -> None:
    assert '普通文字 "search": "assets/javascripts/workers/search.js" 结束' in article(odd, "search")
    assert "&lt;!--kb-paper--&gt; &lt;!--kb-slot--&gt; &lt;/article&gt; kb0123456789abcdef" in article(
        odd, "marks"
    )
    assert "没有结束" in article(odd, "fence")
    for page in odd.values():
        assert page.html.count('http-equiv="Content-Security-Policy"') == 1, page.name
        assert page.html.count("</article>") == 1, page.name


def test_no_text_takes_the_name_of_a_part_of_the_page(odd: Site) -> None:
    page = odd["odd/config/"]
    assert [one for one in page.ids if page.ids.count(one) > 1] == []
    inside = article(odd, "config")
    assert 'id="__' not in inside
    assert 'id="t-__drawer"' in inside
    assert re.search(r"<[^>]*(md-search|data-md-component)", inside) is None
    assert "{: .md-search" in inside, "no list of attributes is read but the id of a heading"
    assert '<a href="#t-__config">去</a>' in inside
    sidebar = page.html.partition('data-md-type="toc"')[2].partition("<article")[0]
    assert 'href="#t-__config"' in sidebar


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[点我](javascript&colon;alert(1))\n", 1),
        ("[二](&#106;avascript:alert(1))\n", 1),
        ("# x\n\n![图](data:image/png;base64,xx)\n", 3),
        ("[x][y]\n\n[y]: vbscript:x\n", 3),
        ("[共享](file:///srv/x)\n", 1),
        ("[盘](C:\\x)\n", 1),
        ("[x](http://[::1)\n", 1),
        ("<http://[::1>\n", 1),
        ("---\ntitle: 页\n---\n\n[x](ftp://example.com)\n", 5),
    ],
)
def test_a_link_that_no_browser_may_follow_is_an_error_at_its_line(text: str, line: int) -> None:
    found = knowledge.read({**schemas(), "docs/notes/how.md": text.encode()}, NOW).findings
    assert [(one.place.line, one.code) for one in found] == [(line, "link-unusable")]


@pytest.mark.parametrize("text", ["`[x](javascript:alert(1))`\n", "```\n[x](http://[)\n```\n", "[x](https://example.com:8080/a?b=c#d)\n", "[x](mailto:a@example.com) <https://example.com>\n", "## 一\n\n说（见[注](#一)）：[甲]\n"])  # fmt: skip
def test_a_link_that_a_browser_may_follow_and_one_in_code_are_none(text: str) -> None:
    assert knowledge.read({**schemas(), "docs/notes/how.md": text.encode()}, NOW).findings == ()
