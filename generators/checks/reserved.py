"""Generated pages have addresses of their own; a hand-written page there would be replaced unseen."""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.finding import Finding, Place, finding

# where pages/ and publish write to; a test holds this list against them
RESERVED = ("registers/", "compliance/", "sla/", "audit/", "help/", "r/")


HTML = (".html", ".htm", ".xhtml")  # pages of others would stand outside our security policy


def check(context: Context) -> Iterator[Finding]:
    """Find files under docs/ that stand where a generated page goes."""
    for path in context.files:
        if path.startswith("docs/") and is_reserved(_address(path.removeprefix("docs/"))):
            text = f"{path} 占用了生成页面的地址；移到别处，或换个名字。"
            yield finding(Place(path), "page-exists", text)
        elif path.startswith("docs/") and path.lower().endswith(HTML):
            yield finding(Place(path), "html-not-published", f"{path} 不会发布；改写成 Markdown，或移走。")


def is_reserved(address: str) -> bool:
    """Say whether an address of the site belongs to a generated page."""
    return address == "" or address.startswith(RESERVED)


def _address(path: str) -> str:
    """Give the address that a file under docs/ gets: `x.md` stands at `x/`, README at the folder."""
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if name in ("index", "README"):
        return f"{folder}/" if folder else ""
    return f"{stem}/"
