"""Where Python names a kind: every text that stands where only the name of a kind can be meant.

What is looked for is the position, not the word: a kind may be called `log`, `team` or `start`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_REGISTERS = {
    "sound",
    "broken",
    "kinds",
    "by_kind",
}  # attributes and names that are looked up by a kind's name
_LOOKUPS = {"get", "startswith", "endswith"}
_WRAPPERS = {"str", "tuple", "set", "frozenset", "dict", "MappingProxyType"}


def named_in(tree: ast.Module) -> set[str]:
    """Give the names of kinds that a module's code holds."""
    functions = [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)]
    inside = {node for one in functions for node in ast.walk(one)}
    outside = [node for node in ast.walk(tree) if node not in inside]
    tables: dict[str, list[ast.expr]] = {}
    for name, value in _given(ast.walk(tree)):
        tables.setdefault(name, []).append(value)
    scopes = [outside, *(list(ast.walk(one)) for one in functions)]
    return {text for nodes in scopes for text in _Scope(nodes, tables).named()}


def _given(nodes: Iterable[ast.AST]) -> Iterator[tuple[str, ast.expr]]:
    """Yield each name with a value that it is given."""
    for node in nodes:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                yield name, value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                yield name, value
            case ast.NamedExpr(target=ast.Name(id=name), value=value):
                yield name, value
            case _:
                pass


class _Scope:
    """A function, or what stands outside all of them; `tables` are what names were given anywhere."""

    def __init__(self, nodes: list[ast.AST], tables: Mapping[str, list[ast.expr]]) -> None:
        self.nodes, self.tables = nodes, tables
        self.aliases = {name for name, value in _given(nodes) if _is_name_of_kind(value)}
        for node in nodes:
            if isinstance(node, ast.For | ast.comprehension) and _is_register(_without_call(node.iter)):
                first = node.target.elts[0] if isinstance(node.target, ast.Tuple) else node.target
                self.aliases |= {first.id} if isinstance(first, ast.Name) else set()

    def named(self) -> Iterator[str]:
        for node in self.nodes:
            for one in self._meant(node):
                yield from self._texts(one)

    def _meant(self, node: ast.AST) -> Iterator[ast.expr | ast.pattern]:
        """Yield what stands beside, or is looked up by, the name of a kind."""
        match node:
            case ast.Compare(left=left, comparators=others):
                sides = [left, *others]
                if any(self._is_kind(one) or _is_register(one) for one in sides):
                    yield from sides
            case ast.Subscript(value=table, slice=key):
                if self._is_kind(key) or _is_register(table):
                    yield from (table, key)
            case ast.Call(func=ast.Attribute(value=table, attr=name), args=[*arguments]):
                if name == "of_kind":
                    yield from arguments
                elif name in _LOOKUPS and (
                    _is_register(table) or self._is_kind(table) or any(map(self._is_kind, arguments))
                ):
                    yield from (table, *arguments)
            case ast.Match(subject=subject, cases=cases) if self._is_kind(subject):
                yield from (case.pattern for case in cases)
            case ast.keyword(arg="kind" | "kind_name", value=value):
                yield value
            case _:
                pass

    def _is_kind(self, node: ast.AST) -> bool:
        return _is_name_of_kind(node) or (isinstance(node, ast.Name) and node.id in self.aliases)

    def _texts(self, node: ast.AST, seen: frozenset[str] = frozenset()) -> Iterator[str]:
        """Yield the texts of a value, of a container, or of what a name was given."""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.Name) and node.id not in seen:
            for value in self.tables.get(node.id, ()):
                yield from self._texts(value, seen | {node.id})
        else:
            for member in _members(node):
                yield from self._texts(member, seen)


def _members(node: ast.AST) -> list[Any]:
    """Give what a container or a pattern is made of."""
    match node:
        case ast.Tuple(elts=members) | ast.List(elts=members) | ast.Set(elts=members):
            return members
        case ast.Dict(keys=keys):
            return [key for key in keys if key]
        case ast.Call(func=ast.Name(id=name), args=[one, *_]) if name in _WRAPPERS:
            return [one]
        case ast.MatchValue(value=value):
            return [value]
        case ast.MatchOr(patterns=patterns):
            return patterns
        case _:
            return []


def _is_name_of_kind(node: ast.AST) -> bool:
    """Say whether an expression is `….kind.name`, also within `str(…)`."""
    match node:
        case ast.Attribute(value=ast.Attribute(attr="kind") | ast.Name(id="kind"), attr="name"):
            return True
        case ast.Call(func=ast.Name(id="str"), args=[one]):
            return _is_name_of_kind(one)
        case _:
            return False


def _is_register(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name in _REGISTERS
        case _:
            return False


def _without_call(node: ast.AST) -> ast.AST:
    """Take `kinds.sound` out of `kinds.sound.items()` and `sorted(kinds.sound)`."""
    match node:
        case ast.Call(func=ast.Attribute(value=inner, attr="items" | "keys")):
            return inner
        case ast.Call(func=ast.Name(id="sorted" | "list" | "tuple"), args=[inner, *_]):
            return _without_call(inner)
        case _:
            return node
