"""Generated pages have addresses of their own; a hand-written page there would be replaced unseen."""

from __future__ import annotations

from collections.abc import Iterator

from generators.checks.context import Context
from generators.finding import Finding, Place, finding

# what pages/ and publish write to; a test holds this list against them
RESERVED = ("docs/index.md", "docs/registers/", "docs/audit/", "docs/help/", "docs/r/")


def check(context: Context) -> Iterator[Finding]:
    """Find files under docs/ that stand where a generated page goes."""
    for path in context.files:
        if path.startswith(RESERVED):
            text = f"{path} 占用了生成页面的地址；移到别的文件夹。"
            yield finding(Place(path), "page-exists", text)
