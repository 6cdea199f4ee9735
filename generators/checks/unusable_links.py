"""Links on pages lead where a browser may go: into the base, to a record, to a web page or a mailbox."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from generators import published
from generators.checks.context import Context
from generators.finding import Finding, Place, finding
from generators.records.links import outside_code
from generators.records.record import split_front_matter
from generators.refusal import Refusal

# the target of an inline link or image, of a definition, of an address in angle brackets
_TARGET = re.compile(
    r"(?:\]\([ \t]*<?|^ {0,3}\[[^\]\n]+\]:[ \t]*<?|<(?=(?:https?|ftp)://))(?P<target>[^)>\s\"']+)",
    re.MULTILINE | re.IGNORECASE,
)

_TOLD = "链接「{}」打不开；写 http、https、mailto 的地址、record:编号，或库里的页面。"


def check(context: Context) -> Iterator[Finding]:
    """Look at every link that a page writes outside its code."""
    for path, data in context.files.items():
        if published.is_page(path):
            yield from context.of(_faults, path, path, data)


def _faults(path: str, data: bytes) -> tuple[Finding, ...]:
    text = data.decode(errors="replace")
    if not any(published.leads_nowhere(unescape(one["target"])) for one in _TARGET.finditer(text)):
        return ()
    try:
        _, body, first_line = split_front_matter(text)
    except Refusal:
        return ()
    plain = outside_code(body)
    return tuple(
        finding(
            Place(path, first_line + plain.count("\n", 0, found.start("target"))),
            "link-unusable",
            _TOLD.format(found["target"][:60]),
        )
        for found in _TARGET.finditer(plain)
        if published.leads_nowhere(unescape(found["target"]))
    )
