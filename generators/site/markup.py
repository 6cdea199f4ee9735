"""Surgery on built HTML: cutting at marks, contents, links to records, the sitemap."""

from __future__ import annotations

import gzip
import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from html import escape, unescape
from pathlib import Path

from generators import address
from generators.finding import UserError

_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>', re.DOTALL)
_CONTENTS = re.compile(r'<ul class="md-nav__list" data-md-component="toc"[^>]*>')
_LIST = re.compile(r"<(/?)ul\b")
_TICK = re.compile(r'<input type="checkbox" disabled(?P<done> checked)?\s*/?>')
_RECORD_LINK = re.compile(r'href="record:([^"]*)"')
_TAB = re.compile(r'<li class="md-tabs__item(?P<mark> md-tabs__item--active)?">\s*<a href="(?P<link>[^"]*)"')
_ENTRY = re.compile(
    r'<li class="md-nav__item">\s*<a href="(?P<link>[^"]*)" class="md-nav__link">.*?</li>\s*', re.DOTALL
)
_AS_IT_IS = re.compile(r"(<(?:script|style|pre|textarea)\b.*?</(?:script|style|pre|textarea)>)", re.DOTALL)
# what the theme's own search and its choice of versions would say, in the settings that its script reads
_UNSAID_WORDS = re.compile(r'(?<=[{ ])"search\.[a-z.]+": "[^"]*", |, "select\.version": "[^"]*"')
_HAN = re.compile(r"\\u([4-9][0-9a-f]{3})")  # as those settings write it
# what each page would say again of the site, and of pages beside it that its reader did not ask for
_OF_THE_SITE = re.compile(
    r'<meta name="(?:generator|description)"[^>]*>|<link rel="(?:prev|next)"[^>]*>'
    r'|<div class="md-footer-meta md-typeset">\s*<div class="md-footer-meta__inner md-grid">\s*'
    r'<div class="md-copyright">\s*</div>\s*</div>\s*</div>'  # nobody said whose it is
)
_BLANKS = re.compile(r"\s*\n\s*")
_TAG = re.compile(r"<[^>]*>")
_HEADER_LINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_ARTICLE = re.compile(r"<article\b[^>]*>(.*)</article>", re.DOTALL)
_SKIP = re.compile(r'(<a href=")#[^"]*(" class="md-skip")')
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_GZIP_LEVEL = 9
_MANY_ENTRIES = 12  # of documents in a section: more are found by its lists, not in the drawer of each


def read(site: Path, uri: str) -> str:
    """Read a built page. Raises UserError when the engine did not build it."""
    try:
        return (site / uri / "index.html").read_text("utf-8")
    except FileNotFoundError:
        raise UserError(
            f"没有建出页面 {uri or 'index'}；检查 mkdocs.yml 的 use_directory_urls 和 nav。"
        ) from None


def text(site: Path, path: str) -> str:
    """Read a file of text that the engine wrote."""
    return (site / path).read_text("utf-8")


def picture(site: Path, path: str) -> bytes | None:
    """Read a picture of a built site; None where there is none."""
    there = site / path
    return there.read_bytes() if there.is_file() else None


def write(site: Path, uri: str, whole: str) -> None:
    """Write a page at its address."""
    write_file(site / uri / "index.html", whole)


def write_file(path: Path, text: str) -> None:
    """Write text as UTF-8 with plain newlines, whatever the system's habits."""
    write_as_it_is(path, text.encode())


def write_as_it_is(path: Path, data: bytes) -> None:
    """Write a file that is no page as it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def addresses(site: Path) -> Iterator[str]:
    """Yield the address of every page of the site, sorted."""
    found = (path.parent.relative_to(site).as_posix() for path in site.rglob("index.html"))
    yield from sorted("" if one == "." else f"{one}/" for one in found)


def cut(whole: str, start: str, end: str, uri: str) -> tuple[str, str, str]:
    """Cut a page at its two marks; what the engine adds after the text is dropped. Raises UserError."""
    first, second = f"<p>{start}</p>", f"<p>{end}</p>"
    if whole.count(first) != 1 or whole.count(second) != 1:
        raise UserError(f"页面 {uri or 'index'} 的正文切不开；检查它的 Markdown 是否有没结束的代码块。")
    before, _, rest = whole.partition(first)
    inside, _, rest = rest.partition(second)
    closing = rest.find("</article>")
    if closing < 0:
        raise UserError("主题的页面里没有 article；mkdocs.yml 的主题要用 material。")
    return before, inside, rest[closing:]


def tight(part: str) -> str:
    """Leave out the blanks at the ends of lines, of which templates are full, and words that nobody says."""
    said = _HAN.sub(lambda one: chr(int(one[1], 16)), _UNSAID_WORDS.sub("", _OF_THE_SITE.sub("", part)))
    pieces = _AS_IT_IS.split(said)
    pieces[::2] = [_BLANKS.sub("\n", one) for one in pieces[::2]]
    return "".join(pieces)


def skip_to_title(before: str) -> str:
    """Point the engine's skip link, made for the first heading of a stub or of a text, at the title.

    A text that brings a title of its own keeps the link to it.
    """
    if "<h1>" not in before:
        return before
    return _SKIP.sub(r"\1#top\2", before, count=1).replace("<h1>", '<h1 id="top">', 1)


def anchors(body: str) -> tuple[str, str]:
    """Give second-level headings the link that the engine gives its own; also their table of contents."""
    entries = []

    def linked(match: re.Match[str]) -> str:
        heading, entry = _heading(match[1], match[2])
        entries.append(entry)
        return heading

    return _HEADING.sub(linked, body), "".join(entries)


@lru_cache(maxsize=1024)  # pages of a sort have the same
def _heading(anchor: str, title: str) -> tuple[str, str]:
    """Give a heading with its link, and its entry in a table of contents."""
    link = "" if "headerlink" in title else f'<a class="headerlink" href="#{anchor}">¶</a>'
    said = f'<span class="md-ellipsis">{escape(plain(title))}</span>'
    entry = f'<li class="md-nav__item"><a href="#{anchor}" class="md-nav__link">{said}</a></li>'
    return f'<h2 id="{anchor}">{title}{link}</h2>', entry


def around_contents(part: str) -> tuple[str, ...]:
    """Cut a part of a page where the entries of its tables of contents stand; those are left out."""
    pieces, rest = [], part
    while found := _CONTENTS.search(rest):
        pieces.append(rest[: found.end()])
        rest = rest[_end_of_list(rest, found.end()) :]
    return *pieces, rest


def _end_of_list(text: str, inside: int) -> int:
    """Find where a list ends; third-level headings make lists within it."""
    depth = 1
    for tag in _LIST.finditer(text, inside):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.start()
    return len(text)


def current_tab(whole: str, uri: str) -> str | None:
    """Give the address that the current tab of a page leads to."""
    return next((_there(tab, uri) for tab in _TAB.finditer(whole) if tab["mark"]), None)


def mark_current(before: str, uri: str, tab: str) -> str:
    """Show the tab that leads to an address as the current one, as the engine does on its own pages."""

    def marked(found: re.Match[str]) -> str:
        if _there(found, uri) != tab:
            return found[0]
        return found[0].replace('md-tabs__item"', 'md-tabs__item md-tabs__item--active"', 1)

    return _TAB.sub(marked, before)


def without_entries(before: str, uri: str, others: Collection[str]) -> str:
    """Leave out of a page's navigation the entries that lead to some others, where those are very many."""
    found = [one for one in _ENTRY.finditer(before) if _there(one, uri) in others]
    if len(found) > _MANY_ENTRIES:
        for one in reversed(found):
            before = before[: one.start()] + before[one.end() :]
    return before


def _there(tab: re.Match[str], uri: str) -> str:
    return address.absolute(uri, unescape(tab["link"]))


def ticks(whole: str) -> str:
    """Turn boxes of a text's list, which nobody can tick here, into signs that are read and printed."""
    return _TICK.sub(lambda found: f'<span class="kb-tick">{"☑" if found["done"] else "☐"}</span>', whole)


def link_records(whole: str, uri: str, known: frozenset[str]) -> str:
    """Turn `record:` links into addresses; the check has made sure that they exist."""

    def linked(match: re.Match[str]) -> str:
        target = unescape(match[1])
        if target not in known:
            return 'class="kb-broken"'
        return f'href="{address.relative(uri, address.record(target))}"'

    return _RECORD_LINK.sub(linked, whole)


def plain(fragment: str) -> str:
    """Give the text of a piece of HTML, without heading links."""
    return " ".join(unescape(_TAG.sub("", _HEADER_LINK.sub("", fragment))).split())


def title(whole: str) -> str:
    """Give the title over the text of a page; empty where there is none."""
    article = _ARTICLE.search(whole)
    found = _TITLE.search(article[1]) if article else None
    return plain(found[1]) if found else ""


def write_sitemap(site: Path, site_url: str, uris: Iterable[str]) -> None:
    """List every page; without a site address there is nothing to list."""
    if not site_url:
        for name in ("sitemap.xml", "sitemap.xml.gz"):
            (site / name).unlink(missing_ok=True)
        return
    base = site_url.rstrip("/") + "/"
    rows = "".join(f"<url><loc>{escape(base + uri)}</loc></url>\n" for uri in uris)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
    whole = f"{head}{rows}</urlset>\n"
    write_file(site / "sitemap.xml", whole)
    (site / "sitemap.xml.gz").write_bytes(gzip.compress(whole.encode(), _GZIP_LEVEL, mtime=0))
