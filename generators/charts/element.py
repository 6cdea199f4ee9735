"""Elements of SVG and HTML out of names, numbers and texts: here every text is escaped, and nowhere else.

Geometry goes into attributes, looks into classes: the pages' policy allows no inline style.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial

from markupsafe import Markup, escape

_SELF_CLOSING = frozenset({"circle", "path", "rect", "use"})
# XML 1.0 has no way to write these, not even as references
_UNWRITTEN = "\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff"
_ILLEGAL = re.compile(f"[{_UNWRITTEN}]")
_PLAIN = re.compile(f"[^&<>'\"{_UNWRITTEN}]*").fullmatch  # most of what is drawn: nothing to escape in it
_REPLACEMENT = "\ufffd"
# says that a text is markup: tags are ours, and what is in it was escaped; not by the constructor of markup,
# which asks each text whether it is more
sure: Callable[[str], Markup] = partial(str.__new__, Markup)


def element(tag: str, *children: str, **attributes: str | float | None) -> Markup:
    """Build an element; `class_` and `aria_label` stand for `class` and `aria-label`, None leaves one out."""
    told = "".join(
        [f' {_named(name)}="{_written(value)}"' for name, value in attributes.items() if value is not None]
    )
    if not children and tag in _SELF_CLOSING:
        return sure(f"<{tag}{told}/>")
    return sure(f"<{tag}{told}>{_joined(children)}</{tag}>")


def together(parts: tuple[str, ...] | list[str]) -> Markup:
    """Join markup and texts; texts are escaped."""
    return sure(_joined(parts))


def escaped(text: str) -> str:
    """Escape a text for XML and HTML; markup stays as it is, a character that XML lacks is replaced."""
    if text.__class__ is Markup or _PLAIN(text):
        return text
    return text if isinstance(text, Markup) else escape(_ILLEGAL.sub(_REPLACEMENT, text))


def number(value: float) -> str:
    """Write a length or a place with at most one decimal, so that the same figures give the same bytes."""
    if value.__class__ is int:
        return str(value)
    told = f"{value:.1f}"
    if told[-1] != "0":
        return told
    return "0" if told == "-0.0" else told[:-2]


def path(*steps: str | float) -> str:
    """Write a path out of letters and numbers."""
    return " ".join([step if isinstance(step, str) else number(step) for step in steps])


def text(words: str, x: float, y: float, look: str = "") -> Markup:
    """Place words; the look's classes say how big they are and which end stands at `x`."""
    return sure(f'<text class="{_text_look(look)}" x="{number(x)}" y="{number(y)}">{escaped(words)}</text>')


def line(steps: str, look: str) -> Markup:
    """Draw a path that has a look."""
    return sure(f'<path class="{_look(look)}" d="{escaped(steps)}"/>')


def box(x: float, y: float, width: float, height: float, look: str) -> Markup:
    """Draw a box that has a look."""
    place = f'x="{number(x)}" y="{number(y)}" width="{number(width)}" height="{number(height)}"'
    return sure(f'<rect class="{_look(look)}" {place}/>')


def disc(x: float, y: float, radius: float, look: str) -> Markup:
    """Draw a circle that has a look."""
    place = f'cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"'
    return sure(f'<circle class="{_look(look)}" {place}/>')


def linked(name: str, href: str | None, *children: str) -> Markup:
    """Make marks a link that says its name; without an address they are only named."""
    if href is None:
        return sure(f"<g><title>{escaped(name)}</title>{_joined(children)}</g>")
    return element("a", element("title", name), *children, href=href, aria_label=name)


def _joined(parts: tuple[str, ...] | list[str]) -> str:
    return "".join([part if part.__class__ is Markup else escaped(part) for part in parts])


@cache
def _text_look(look: str) -> str:
    return _look(f"itss-t {look}")


@cache  # looks are few
def _look(classes: str) -> str:
    return _written(classes.rstrip())


@cache
def _named(name: str) -> str:
    return name.rstrip("_").replace("_", "-")


def _written(value: str | float) -> str:
    return escaped(value) if isinstance(value, str) else number(value)
