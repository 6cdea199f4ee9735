"""Pages read as on GitHub: held against GitHub's own reader over all pages, and over what people write."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import cmarkgfm  # type: ignore[import-untyped]
import markdown
import pytest
from cmarkgfm.cmark import Options  # type: ignore[import-untyped]
from conftest import ROOT

from generators import commonmark
from generators.records.record import split_front_matter

PAGES = sorted((ROOT / "docs").rglob("*.md"))
_SKIPPED = {"div", "span", "thead", "tbody", "input"}  # how code is coloured, and where GitHub draws boxes
_TOLD = {"a": "href", "img": "src", "ol": "start", "th": "align", "td": "align"}


class Shape(HTMLParser):
    """What HTML says, as elements and words: no ids, classes and line ends."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._left_out = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("class") == "headerlink":
            self._left_out = 1
        if tag == "input":
            self._say("☑" if "checked" in given else "☐")
        elif tag not in _SKIPPED and not self._left_out:
            self.found.append(f"<{'del' if tag == 's' else tag} {given.get(_TOLD.get(tag, '')) or ''}>")

    def handle_endtag(self, tag: str) -> None:
        if self._left_out:
            self._left_out = 0
        elif tag not in _SKIPPED and tag not in ("br", "hr", "img"):
            self.found.append("</>")

    def handle_data(self, data: str) -> None:
        if not self._left_out:
            self._say(data)

    def _say(self, text: str) -> None:
        text = re.sub(r"\s+", "", text)
        if text and self.found and self.found[-1][:1] == "'":
            self.found[-1] += text
        elif text:
            self.found.append(f"'{text}")


def shape(html: str) -> list[str]:
    parser = Shape()
    parser.feed(html)
    return parser.found


def ours(text: str) -> str:
    engine = markdown.Markdown(
        extensions=["toc", "tables", "attr_list", "generators.site.plain_markdown:PlainMarkdown"],
        extension_configs={"toc": {"permalink": True}},
    )
    return engine.convert(text)


def theirs(text: str) -> str:
    return str(
        cmarkgfm.markdown_to_html_with_extensions(
            text, Options.CMARK_OPT_UNSAFE, extensions=["table", "strikethrough", "tasklist"]
        )
    )


def test_every_page_is_there() -> None:
    assert sum(path.parent.name == "runbooks" for path in PAGES) == 33


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_read_as_github_reads_them(path: Path) -> None:
    _, body, _ = split_front_matter(path.read_text("utf-8"))
    assert shape(ours(body)) == shape(theirs(body))


WRITTEN = {
    "a list after a sentence": "步骤如下：\n1. 停服务\n2. 清日志\n",
    "a list after a sentence with dashes": "要带的：\n- 笔\n- 纸\n",
    "not a list that begins in the middle": "在 2026 年\n14. 是什么\n",
    "two blanks": "- 一\n  - 二\n    - 三\n",
    "three blanks": "1. 一\n   - 二\n   - 三\n2. 四\n",
    "four blanks": "1. 一\n    - 二\n2. 四\n",
    "a bracket": "1) 一\n2) 二\n",
    "a table in a step": "1. 看\n\n   | 甲 | 乙 |\n   |---|--:|\n   | 1 | 2 |\n\n2. 做\n",
    "code in a step": "1. 看\n   ```bash\n   docker ps\n   ```\n\n2. 做\n",
    "code in a step of two blanks": "- 看\n  ```sh\n  ls\n  ```\n- 做\n",
    "numbers after ticks": "- [ ] 一\n- [x] 二\n\n1. 三\n2. 四\n",
    "numbers with ticks": "1. [ ] 一\n2. [x] 二\n",
    "numbers that go on": "1. 一\n\n段落\n\n2. 二\n",
    "a quotation in a list": "- 一\n\n  > 说\n- 二\n",
    "code with a pipe in a table": "| 甲 |\n|---|\n| `a \\| b` |\n",
    "a table after a sentence": "如下：\n| 甲 | 乙 |\n|:--|:-:|\n| 1 | ~~2~~ |\n",
    "emphasis": "**重**要 *轻* ***都***，snake_case_word\n",
    "a title below": "标题\n===\n\n小\n---\n",
    "entities": "&nbsp;`&nbsp;` \\&nbsp; &lt;b&gt; a & b\n",
    "links": '[a](b.md "t") [c][d] <https://e.cn/?x=1&y=2> ![图*片*](p.png)\n\n[d]: <e f.md>\n',
    "a hard break": "一  \n二\\\n三\n",
    "code without an end": "段\n\n```\n没有结束\n",
    "indented code": "段\n\n    # 不是标题\n",
    "the case": "# 磁盘满怎么办\n\n## 目录\n1. [应急响应流程](#应急响应流程)\n\n## 应急响应流程\n\n步骤如下：\n1. 停服务\n2. 清日志\n\n- [ ] 确认收到告警\n- [x] 打开监控\n\n1. 检查容器\n   ```bash\n   docker ps\n   ```\n\n2. 检查磁盘\n\n   | 方案 | 命令 |\n   |---|---|\n   | 完整恢复 | `psql < a.sql` |\n",
}  # fmt: skip


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_what_people_write_reads_as_github_reads_it(text: str) -> None:
    assert [unquote(one) for one in shape(ours(text))] == [unquote(one) for one in shape(theirs(text))]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("应急响应流程", "应急响应流程"),
        ("一、怎么登记？（新）", "一怎么登记新"),
        ("A B  C", "a-b--c"),
        ("snake_case 和 `code-x`", "snake_case-和-code-x"),
        ("Ⅰ级", "ⅰ级"),
        ("1.2 版本", "12-版本"),
        ("*强* [链接](x.md)", "强-链接"),
        ("！？", "section"),
        ("自己定 {#own}", "own"),
        ("自己定 {: #own-2 }", "own-2"),
    ],
)
def test_a_heading_has_the_id_that_github_gives_it(title: str, name: str) -> None:
    assert [one for one, _ in commonmark.headings(commonmark.parse(f"## {title}\n"))] == [name]


def test_equal_headings_are_numbered_and_none_takes_anothers_id() -> None:
    text = "# 甲\n# 甲\n# 甲-1\n# 甲\n# 乙 {#甲-2}\n"
    assert [one for one, _ in commonmark.headings(commonmark.parse(text))] == [
        "甲",
        "甲-1",
        "甲-1-1",
        "甲-3",
        "甲-2",
    ]


def test_boxes_notes_and_terms_of_older_pages_stay() -> None:
    html = ours('!!! note "提示"\n    留意\n\n??? "折"\n    里面\n\n词\n: 义\n\n正文[^1]\n\n[^1]: 注\n')
    for part in ('<div class="admonition note"><p class="admonition-title">提示</p><p>留意</p></div>', "<summary>折</summary>", "<dd>义</dd>", 'href="#fn:1"', '<li id="fn:1">'):  # fmt: skip
        assert part in html


def test_a_page_with_very_many_links_costs_in_proportion() -> None:
    """Ten times the links take about ten times the tokens, whatever the clock says."""
    few, many = (sum(1 for one in commonmark.parse("[a](b) " * n)[1].children or ()) for n in (1_000, 10_000))
    assert many == pytest.approx(10 * few, rel=0.01)
