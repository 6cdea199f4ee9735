"""What an engine made of somebody's text, without what the page around it could take for its own.

Themes and our scripts find their parts by ids, classes and data attributes; texts may set any of them.
"""

from __future__ import annotations

import re
from html import unescape

from generators.published import leads_nowhere

_TAG = re.compile(r"<(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?P<attributes>\s+[^\s/<>][^<>]*?)(?P<end>\s*/?)>")
_ATTRIBUTE = re.compile(r'(?P<name>[^\s="\'<>/]+)(?:\s*=\s*(?:"(?P<value>[^"]*)"|(?P<bare>[^\s"\'<>]+)))?')
_KEPT = frozenset(
    (
        *(
            "align",
            "alt",
            "checked",
            "class",
            "colspan",
            "dir",
            "disabled",
            "for",
            "height",
            "href",
            "id",
            "lang",
        ),
        *("name", "open", "reversed", "rowspan", "src", "start", "title", "type", "value", "width"),
    )
)
_THEIRS = re.compile(r"(?:md|kb|itss|js|no)-")  # classes that styles and scripts of the site know
_RESERVED = re.compile(r"__(?!code|span|tabbed)|kb-|itss-")  # ids of the theme, and of our own
_LINKS = ("href", "src")


def tame(html: str) -> str:
    """Give the HTML of a text with nothing that the page around it knows."""
    return _TAG.sub(_tag, html)


def anchor(name: str) -> str:
    """Give the id that stands for one that somebody wrote."""
    return f"t-{name}" if _RESERVED.match(name) else name


def _tag(found: re.Match[str]) -> str:
    kept = (_attribute(found["name"], one) for one in _ATTRIBUTE.finditer(found["attributes"]))
    return f"<{found['name']}{''.join(kept)}{found['end']}>"


def _attribute(tag: str, found: re.Match[str]) -> str:
    name = found["name"].lower()
    value = found["value"] if found["value"] is not None else found["bare"]
    if name not in _KEPT or (name in ("for", "name") and tag not in ("input", "label")):
        return ""
    if value is None:
        return f" {name}"
    if name == "class":
        value = " ".join(one for one in value.split() if not _THEIRS.match(one))
        return f' class="{value}"' if value else ""
    if name == "id":
        return f' id="{anchor(value)}"'
    if name in _LINKS and leads_nowhere(unescape(value)):
        return ""
    if name == "href" and value.startswith("#"):
        value = f"#{anchor(value[1:])}"
    return f' {name}="{value}"'
