"""What sorts of page a body is, as classes for the whole page: by these styles tell one page from another.

A style could ask what a page holds with `:has()`; engines older than Chromium 105 lose every rule that does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SORTS = ("page", "form", "home", "calendar", "sla", "comp", "view", "sheet", "listing", "book")
_BOX = re.compile(r'<div\b[^<>]* class="([^"]*)"')  # within a tag: texts have no such signs
_HEADS = re.compile(r'<table class="kb-table\b[^>]*>\s*<thead><tr>(.*?)</tr>')
_MANY = 9  # columns of a table that needs a sheet on its side
_BODY = re.compile(r"<body\b")


def marked(before: str, body: str) -> str:
    """Give the part of a page before its body the classes of that."""
    classes = sorts(body)
    return _BODY.sub(f'<body class="{classes}"', before, count=1) if classes else before


def sorts(body: str) -> str:
    """Give these classes; empty for a body of no sort of its own."""
    return " ".join(_classes(body))


def _classes(body: str) -> Iterator[str]:
    found = {name.partition("-")[2] for box in set(_BOX.findall(body)) for name in box.split()}
    yield from (f"itss-on-{one}" for one in _SORTS if one in found)
    if any(heads[1].count("<th") >= _MANY for heads in _HEADS.finditer(body)):
        yield "itss-on-wide"
