"""A base of thirty files and all the ways in which people and programs spoil one; each seed spoils it otherwise."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import small_base

PNG = b"\x89PNG\r\n\x1a\n\0"
Files = dict[str, bytes]
SETTINGS = """\
site_name: 小库
theme:
  name: material
  language: zh
  font: false
  palette:
    - scheme: default
      primary: custom
  features:
    - navigation.tabs
    - toc.follow
plugins:
  - itss
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - tables
  - toc: {permalink: true}
  - pymdownx.superfences
  - pymdownx.tasklist
nav:
  - 首页: index.md
  - 关于: about.md
  - 说明:
      - notes/
  - 台账: registers/
  - 手册: runbooks/
"""
PAGES = {
    "docs/about.md": "---\ntitle: 关于\nhide: [toc]\n---\n\n# 关于本库\n\n一页手写的。\n\n## 它怎么来\n\n1. 写\n2. 查\n",
    "docs/notes/how.md": "# 怎么登记\n\n问 [甲方](record:P-101)。\n\n- 一\n- 二\n\n| 列 | 值 |\n|---|---|\n| 甲 | 1 |\n",
    "docs/notes/terms.md": '# 名词\n\n响应\n: 接起来\n\n正文[^1]\n\n[^1]: 注\n\n!!! note "提示"\n    留意\n\n```sh\nls\n```\n',
    "docs/runbooks/RB-SMALL.md": (
        "---\nkind: runbook\nid: RB-SMALL\ntitle: 一本小手册\nstatus: draft\nowner: P-001\n---\n\n先看。\n\n- [ ] 一\n- [x] 二\n"
    ),
}  # fmt: skip


def whole() -> Files:
    """The base that is spoiled: thirty files, beside the schemas of the package."""
    files = {
        path: data.replace(b"colour: red\n", b"")  # which is unsound on purpose
        for path, data in small_base.files().items()
        if not path.startswith("schemas/")
    }
    files |= {path: text.encode() for path, text in PAGES.items()}
    return {**files, "docs/pictures/logo.png": PNG, "mkdocs.yml": SETTINGS.encode()}


TEXTS = (
    "<<<<<<< HEAD\n", "=======\n", "---\n", "...\n", "\n\n", "\t", "\x0b", "\ufeff", "\u202e", "\x85", "`", "```\n", "~~~~ x\n",
    "<!--\n", "-->", "<script>alert(1)</script>\n", "</article>", "</main></body>", "<!--kb-slot-->", "<!--kb-paper-->",
    "&nbsp;", "&#xD800;", "&amp;lt;", "{{ 7*7 }}", "{% raw %}", "{: #__config }\n", "{: id=__drawer class=md-search hidden }\n",
    "\n{: style=color:red }\n", "# {: .md-header }\n", "[TOC]\n", "[^1]: 又一个\n", "[^2]\n", "*[甲]: 乙\n", "[a]: http://[::1\n",
    "[x](http://[)\n", "[x](javascript:alert(1))\n", "[x](javascript&colon;alert(1))\n", "![x](data:image/svg+xml,x)\n",
    "<http://[::1>\n", "[x](record:P-101)\n", "[x](record:P-999)\n", "[x](http://example.com/?a=1&b=%zz)\n", "<mailto:a@b>\n",
    "Author: 甲\n", "title: x\n", "kind: runbook\n", "Kind: runbook\n", "hide: 5\n", "hide: [toc, nothing]\n", "title: [1]\n",
    "title: null\n", "title: 2026\n", "template: none.html\n", "!!! note\n", "??? x\n", ">" * 300 + "\n", "[" * 500, "*" * 500 + "\n",
    "    " * 40 + "- x\n", "| a |\n|---|\n", "# \n", "## \n", "####### x\n", "= x\n", "  # 注释\n", "a: b: c\n", "- itss\n", "hooks: [x.py]\n",
    "  - 外: https://example.com\n", "  - nowhere.md\n", "  - notes/\n", "  - sla/index.md\n", "strict: yes\n", "site_name: 2026-01-01\n",
    "use_directory_urls: true\n", "extra: {generator: false}\n", "  - abbr\n", "\\", '"', "'", "%", "x" * 3000, "你" * 300, "\r", "\0", "：", "，",
    "`a` " * 200 + "\n", "|" * 200 + "\n", "1. a\n1) b\n", "[x][y][z]\n\n[y]: <\n", "![]()\n", "[](  )\n", "[x]( <a b> )\n",
    "[x](how.md)\n", "[x](no.md)\n", "[x](../about.md#它怎么来)\n", "[x](../about.md#没有)\n", "[x](#一)\n", "[x](terms.md#名词)\n", "[x](notes/how.md)\n",
    "[x](../notes/how.md)\n", "[x](../runbooks/RB-SMALL.md)\n", "[x](runbooks/RB-SMALL.md#x)\n", "[x](../registers/incident/index.md)\n", "![图](../pictures/logo.png)\n",
    "![图](pictures/logo.png)\n", "![图](no.png)\n", "![图](https://example.com/a.png)\n", "![](about.md)\n", "[x](/about.md)\n", "[x](../../../x.md)\n",
    "[x](<../空 格/页 面.md>)\n", "[x](%20.md)\n", "[x](how.md 'y')\n", "[x]: how.md\n\n[x]\n", "[x]: <no.md>\n\n[x]\n", "[x]: ../rosters/index.md\n\n[x]\n",
    "[x](../rosters/index.md)\n", "[x](rosters/index.md)\n", "[x](../r/P-101/)\n", "[x](r/P-101/index.md)\n", "[x](../r/RB-SMALL/index.md)\n", "[x](..)\n", "[x](.)\n",
    "[x](./)\n", "[x](how)\n", "[x](../how/)\n", "[x](?a=1)\n", "[x](how.md?a=1#x)\n", "[x](a&amp;b.md)\n", "[x](how\\.md)\n", "[x](h\\ow.md)\n", "[[x](how.md)](no.md)\n",
    "[x](\nhow.md\n)\n", '[x](how.md"y)\n', "[x](mailto:)\n", "[x](//example.com/a)\n", "[x](../pictures/logo.png)\n", "[x](../pictures/)\n", "> " * 60 + "x\n",
    "- " * 60 + "x\n", "[x](#)\n", "[x](#top)\n", "[x](a(b).md)\n", "[x](../mkdocs.yml)\n", "<a@b.cn>\n", "- [x](how.md)\n\n      [y](no.md)\n", ": x\n", "***a** b*\n",
)  # fmt: skip
NAMES = (
    "docs/a.svg", "docs/notes/a.txt", "docs/notes/b.markdown", "docs/notes/c.html", "docs/notes/d.docx", "docs/notes/e.png",
    "docs/notes/how.md~", "docs/.hidden.md", "docs/notes/Thumbs.db", "docs/runbooks/notes.md", "docs/runbooks/RB-SMALL (1).md",
    "docs/notes.md", "docs/about/index.md", "docs/about.md.txt", "docs/index.md", "docs/README.md", "docs/notes/README.md",
    "docs/assets/x.md", "docs/assets/x.png", "docs/404.md", "docs/verdicts.json.md", "docs/index.html/x.png", "docs/a/b/c/d/e.md",
    "docs/空 格/页 面.md", "docs/notes/100%.md", "docs/notes/a#b.md", "docs/notes/a?b.md", "docs/notes/a&b.md", "docs/notes/'q'.md",
    "docs/notes/a\\b.md", "docs/notes/<b>.md", "docs/notes/-x.md", "docs/notes/_x.md", "docs/notes/.md", "docs/notes/a.b.c.md",
    "docs/notes/" + "长" * 80 + ".md", "docs/notes/A.md", "docs/notes/mkdocs.yml", "docs/search/index.md", "docs/sitemap.xml",
    "docs/notes/INC-2026-0001.md", "docs/r/x.md", "docs/registers/x.png", "docs/notes/e.PNG", "docs/notes/f.pdf", "docs/kb0.md",
    "records/people/person/P-001.yaml.txt", "records/people/person/P-001 - 副本.yaml", "records/people/person/P-002.yml",
    "records/x.yaml", "records/people/person/.#P-001.yaml", "records/people/person/README.md", "schemas/x.json",
)  # fmt: skip
_CONTENTS = (
    b"",
    b"x\n",
    "# 又一页\n\n一段。\n".encode(),
    PNG,
    b"%PDF-1.7\n",
    b"\xff\xfe\0",
    b"<svg/>",
    b"---\ntitle: x\n---\n",
)


def spoiled(seed: str) -> Files:
    """Give the base with one to three things done to it."""
    dice = random.Random(seed)  # noqa: S311 - the same bases at each run
    files = whole()
    for _ in range(dice.choice((1, 1, 2, 3))):
        dice.choice(_WAYS)(files, dice)
    return files


def _any(files: Mapping[str, bytes], dice: random.Random) -> str:
    """Choose a file, pages and settings more often than one of the many records."""
    shown = [path for path in files if not path.startswith("records/")]
    return dice.choice(shown if shown and dice.random() < 0.8 else [*files])


def _insert(files: Files, dice: random.Random) -> None:
    path = _any(files, dice)
    at = dice.randrange(len(files[path]) + 1)
    files[path] = files[path][:at] + dice.choice(TEXTS).encode() + files[path][at:]


def _line(files: Files, dice: random.Random) -> None:
    """Put a line or a few between two lines, as an editor would."""
    path = _any(files, dice)
    lines = files[path].splitlines(keepends=True)
    at = dice.randrange(len(lines) + 1)
    text = "".join(dice.choice(TEXTS) for _ in range(dice.choice((1, 1, 3))))
    files[path] = b"".join([*lines[:at], text.encode(), *lines[at:]])


def _lines(files: Files, dice: random.Random) -> None:
    """Lose, double or move a line."""
    path = _any(files, dice)
    lines = files[path].splitlines(keepends=True)
    if lines:
        line = lines.pop(dice.randrange(len(lines)))
        for _ in range(dice.choice((0, 1, 2))):
            lines.insert(dice.randrange(len(lines) + 1), line)
    files[path] = b"".join(lines)


def _bytes(files: Files, dice: random.Random) -> None:
    path = _any(files, dice)
    data = bytearray(files[path])
    for _ in range(dice.choice((1, 3))):
        if data:
            data[dice.randrange(len(data))] = dice.randrange(256)
    files[path] = bytes(data)


def _cut(files: Files, dice: random.Random) -> None:
    path = _any(files, dice)
    files[path] = files[path][: dice.randrange(len(files[path]) + 1)]


def _ends(files: Files, dice: random.Random) -> None:
    """Write the ends of lines, the beginning or the encoding as another system does."""
    path = _any(files, dice)
    data = files[path]
    text = data.decode(errors="replace")
    files[path] = dice.choice(
        (data.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + data, b"\n" + data, text.encode("utf-16"), text.encode("gbk", "replace"))
    )  # fmt: skip


def _add(files: Files, dice: random.Random) -> None:
    name = dice.choice(NAMES)
    if not any(one.startswith(f"{name}/") or name.startswith(f"{one}/") for one in files):
        files[name] = dice.choice(_CONTENTS)


def _rename(files: Files, dice: random.Random) -> None:
    path, name = _any(files, dice), dice.choice(NAMES)
    if path != "mkdocs.yml" and not any(
        one.startswith(f"{name}/") or name.startswith(f"{one}/") for one in files
    ):
        files[name] = files.pop(path)


def _remove(files: Files, dice: random.Random) -> None:
    path = _any(files, dice)
    if path != "mkdocs.yml":
        del files[path]


_WAYS: tuple[Callable[[Files, random.Random], None], ...] = (
    _insert, _insert, _line, _line, _line, _lines, _bytes, _cut, _ends, _add, _add, _rename, _remove,
)  # fmt: skip
