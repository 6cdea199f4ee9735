"""Jinja as this project uses it: autoescaped, strict about names, every sentence from the glossary."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from generators import address
from generators.charts.shapes import stated, swatch
from generators.site.show import show
from generators.words import say

_TEMPLATES = Path(__file__).with_name("templates")


def body(template: str, uri: str, **model: Any) -> str:
    """Render the body of the page at `uri`; links inside are relative to it."""
    return _environment().get_template(template).render(href=_relative_to(uri), **model)


def has_template(name: str) -> bool:
    """Say whether a kind has a template of its own."""
    return (_TEMPLATES / name).is_file()


def _relative_to(here: str) -> Callable[[str], str]:
    return lambda target: address.relative(here, target)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html", "jinja"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals |= {"t": say, "address": address, "show": show, "stated": stated, "swatch": swatch}
    return environment
