"""The lines of a file end in one way: mixed, Git shows lines as changed that nobody has changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from generators.checks.context import Context
from generators.finding import Finding, Place, finding

_END = re.compile(rb"\r\n|\r|\n")
_NAMES = {b"\n": "LF", b"\r\n": "CRLF", b"\r": "CR"}


def check(context: Context) -> Iterator[Finding]:
    """Find the first line of a record or page that ends otherwise than most of it."""
    for path, data in context.files.items():
        is_text = path.startswith(("records/", "docs/")) and path.endswith((".yaml", ".md"))
        if (
            not is_text or b"\r" not in data or b"\0" in data or "/." in path
        ):  # UTF-16 has a finding of its own
            continue
        ends = _END.findall(data)
        most = Counter(ends).most_common(1)[0][0]
        odd = next((number for number, end in enumerate(ends, 1) if end != most), None)
        if odd:
            text = (
                f"这一行以 {_NAMES[ends[odd - 1]]} 结束，别的行以 {_NAMES[most]} 结束；编辑器里选 LF 再保存。"
            )
            yield finding(Place(path, odd), "mixed-line-ends", text)
