"""Jinja as this project uses it: autoescaped, strict about names, every sentence from the glossary."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache, partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, nodes, select_autoescape
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from generators import address
from generators.charts.shapes import stated, swatch
from generators.site.listing.view import count
from generators.site.show import show
from generators.site.verdict_table import table
from generators.words import say

_TEMPLATES = Path(__file__).with_name("templates")


def body(template: str, uri: str, **model: Any) -> str:
    """Render the body of the page at `uri`; links inside are relative to it."""
    return _environment().get_template(template).render(href=_relative_to(uri), **model)


def _state(name: str, word: str = "") -> Markup:
    """Write a state, in its usual word or another."""
    return stated(str(name), word or say(f"state.{name}"))


_FUNCTIONS: Mapping[str, Callable[..., str]] = MappingProxyType(
    {
        "t": say,
        "show": show,
        "count": count,
        "verdict_table": table,
        "state": _state,
        "stated": stated,
        "swatch": swatch,
    }
)


@cache
def has_template(name: str) -> bool:
    """Say whether a kind has a template of its own."""
    return (_TEMPLATES / name).is_file()


def _relative_to(here: str) -> Callable[[str], str]:
    folder, _, _ = here.removesuffix("/").rpartition("/")
    if not folder:
        return partial(address.relative, here)
    beside = f"{folder}/?/"  # as deep, and a page that nobody links to
    return lambda target: address.relative(here, target) if target.startswith(here) else _link(beside, target)


_link = lru_cache(maxsize=2**14)(address.relative)  # from one folder the same links lead to the same places


class _Direct(NodeTransformer):
    """Calls our functions as filters are called: at once, and a sentence without values when compiled.

    Jinja asks of every other call what it has to be given; that costs more than most of them do.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802 - named by Jinja
        self.generic_visit(node)
        if isinstance(node.node, nodes.Name) and node.node.name in self._names:
            first, *others = node.args
            return nodes.Filter(
                first, node.node.name, others, node.kwargs, node.dyn_args, node.dyn_kwargs, lineno=node.lineno
            )
        return node


class _Environment(Environment):
    def _generate(
        self,
        source: nodes.Template,
        name: str | None,
        filename: str | None,
        defer_init: bool = False,  # noqa: FBT001, FBT002 - as Jinja calls it
    ) -> str:
        return super()._generate(_Direct(_FUNCTIONS).visit(source), name, filename, defer_init)


@cache
def _environment() -> Environment:
    environment = _Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(["html", "jinja"]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["address"] = address
    environment.filters |= _FUNCTIONS
    return environment
