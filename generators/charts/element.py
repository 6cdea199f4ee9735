"""Elements of SVG and HTML out of names, numbers and texts: here every text is escaped, and nowhere else.

Geometry goes into attributes, looks into classes: the pages' policy allows no inline style.
"""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup, escape

_SELF_CLOSING = frozenset({"circle", "path", "rect", "use"})
# XML 1.0 has no way to write these, not even as references
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PLAIN = re.compile(r"[a-zA-Z0-9 .,#/?=:-]*").fullmatch  # most of what is drawn: nothing to escape in it
_REPLACEMENT = "\ufffd"


def element(tag: str, *children: str, **attributes: str | float | None) -> Markup:
    """Build an element; `class_` and `aria_label` stand for `class` and `aria-label`, None leaves one out."""
    told = "".join(
        [f' {_named(name)}="{_written(value)}"' for name, value in attributes.items() if value is not None]
    )
    if not children and tag in _SELF_CLOSING:
        return Markup(f"<{tag}{told}/>")  # noqa: S704 - tags are ours, values were escaped
    return Markup(f"<{tag}{told}>{together(children)}</{tag}>")  # noqa: S704 - as above


def together(parts: tuple[str, ...] | list[str]) -> Markup:
    """Join markup and texts; texts are escaped."""
    return Markup("".join([escaped(part) for part in parts]))  # noqa: S704 - each was escaped


def escaped(text: str) -> Markup:
    """Escape a text for XML and HTML; markup stays as it is, a character that XML lacks is replaced."""
    return text if isinstance(text, Markup) else escape(_ILLEGAL.sub(_REPLACEMENT, text))


def number(value: float) -> str:
    """Write a length or a place with at most one decimal, so that the same figures give the same bytes."""
    told = f"{value:.1f}".removesuffix(".0")
    return "0" if told == "-0" else told


def path(*steps: str | float) -> str:
    """Write a path out of letters and numbers."""
    parts = (step if isinstance(step, str) else number(step) for step in steps)
    return " ".join(parts)


def text(words: str, x: float, y: float, look: str = "") -> Markup:
    """Place words; the look's classes say how big they are and which end stands at `x`."""
    return element("text", words, class_=f"itss-t {look}".rstrip(), x=x, y=y)


def line(steps: str, look: str) -> Markup:
    """Draw a path that has a look."""
    return element("path", class_=look, d=steps)


def box(x: float, y: float, width: float, height: float, look: str) -> Markup:
    """Draw a box that has a look."""
    return element("rect", class_=look, x=x, y=y, width=width, height=height)


def linked(name: str, href: str | None, *children: str) -> Markup:
    """Make marks a link that says its name; without an address they are only named."""
    told = element("title", name)
    if href is None:
        return element("g", told, *children)
    return element("a", told, *children, href=href, aria_label=name)


@cache
def _named(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _written(value: str | float) -> str:
    if not isinstance(value, str):
        return number(value)
    return value if _PLAIN(value) else escaped(value)
