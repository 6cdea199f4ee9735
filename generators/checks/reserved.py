"""Generated pages have addresses of their own; a hand-written page there would be replaced unseen."""

from __future__ import annotations

from collections.abc import Iterator

from generators import address
from generators.checks.context import Context
from generators.finding import Finding, Place, finding


def check(context: Context) -> Iterator[Finding]:
    """Find files under docs/ that stand where a generated page goes."""
    for path in context.files:
        if path.startswith("docs/") and address.is_reserved(address.of_document(path.removeprefix("docs/"))):
            text = f"{path} 占用了生成页面的地址；移到别处，或换个名字。"
            yield finding(Place(path), "page-exists", text)
        elif path.startswith("docs/") and path.lower().endswith(address.FOREIGN):
            yield finding(Place(path), "html-not-published", f"{path} 不会发布；改写成 Markdown，或移走。")
