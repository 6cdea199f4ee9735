"""Runbooks, from format 3 to 4: commands by place, branches with targets, checks and ways back with codes.

What nobody can tell by rule stays prose: who must agree, what to beware of, which value has which limits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generators.authoring.steps.command_boxes import taken_apart
from generators.authoring.steps.step import Files, Step, rows
from generators.authoring.yaml_text import Add, Edit, OnLines, Remove, Replace, edited
from generators.records.record import split_front_matter
from generators.refusal import Refusal
from generators.strict_yaml import load

_BOOKS = "docs/runbooks/"
_JUMP = re.compile(
    r"(?P<verb>转到|回到|接着做|直接做|重做|从|照|另做) ?(?P<step>[a-z][a-z0-9-]*)(?![\w-])"
    r"(?: 一步)?(?: 做起| 起)?"
    r"|(?<![别不])(?:先?用|转|照|另走|走) ?(?P<book>RB(?:-[A-Z0-9]+)+)"
    r"(?: 的 (?P<at>[a-z][a-z0-9-]*)(?![\w-]))?"
)
_ELSE, _SEEN = "不是应看到的样子", "应看到的都看到了"


def _brought(files: Files) -> Files:
    """Rewrite the front matter of each book; its text stays."""
    changed = {}
    for path, data in files.items():
        if not path.startswith(_BOOKS) or not path.endswith(".md"):
            continue
        try:
            head, _, _ = split_front_matter(data.decode())
            book = load(head.encode()) if head else {}
        except (Refusal, UnicodeDecodeError):  # the check names it
            continue
        edits = [*_steps(book)]
        if head and edits:
            begin = data.index(head.encode())
            new = edited(head.encode(), edits)
            changed[path] = data[:begin] + new + data[begin + len(head.encode()) :]
    return changed


def _steps(book: Mapping[str, Any]) -> Iterator[Edit]:
    """Take commands and branches out of the steps, into tables of their own; give the end its codes."""
    names = {str(row.get("step")) for _, row in rows(book, "steps")}
    tables: dict[str, list[dict[str, Any]]] = {"commands": [], "branches": []}
    for number, row in rows(book, "steps"):
        step = str(row.get("step"))
        if isinstance(box := row.get("command"), str):
            yield Remove(("steps", number, "command"))
            tables["commands"] += ({"step": step, **_written(one)} for one in taken_apart(box.strip("\n")))
        expected, seen = _seen(row.get("expect"), names)
        if expected != row.get("expect"):
            yield Replace(("steps", number, "expect"), expected)
        tables["branches"] += ({"step": step, **one} for one in seen)
        if isinstance(prose := row.get("otherwise"), str):
            yield Remove(("steps", number, "otherwise"))
            tables["branches"] += ({"step": step, **one} for one in _branches(prose, names))
    keyed = _keyed(book)
    yield from (Remove((table,)) for table in keyed)
    new = {name: table for name, table in tables.items() if table and name not in book}
    if "steps" in book and (new or keyed):
        yield Add(("steps",), {**new, **keyed})


def _keyed(book: Mapping[str, Any]) -> Mapping[str, list[dict[str, Any]]]:
    """Give each check at the end and each step back a code, so that they can be ticked and named."""
    return {
        table: [{"code": f"{table[0]}{number}", "do": one} for number, one in enumerate(listed, 1)]
        for table in ("verification", "rollback")
        if isinstance(listed := book.get(table), list)
        and listed
        and all(isinstance(one, str) for one in listed)
    }


def _written(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: OnLines(value) if name == "run" else value for name, value in row.items()}


def _seen(expect: Any, names: set[str]) -> tuple[Any, Sequence[dict[str, Any]]]:
    """Part what is to be seen from where to go on then."""
    if not isinstance(expect, str):
        return expect, ()
    found = [one for one in _JUMP.finditer(expect) if one["book"] or one["step"] in names]
    if len(found) == 1 and found[0].end() == len(expect) and found[0].start() > 1:
        text = expect[: found[0].start()].rstrip("，；。、 ")
        return text, ({"when": _SEEN, **_target(found[0])},)
    return expect, [
        one for clause in re.split(r"[；。]", expect) for one in _branches(clause, names) if len(one) > 1
    ]


def _branches(prose: str, names: set[str]) -> Iterator[dict[str, Any]]:
    """Yield a row for each clause, or for each target of one that has several."""
    for clause in filter(None, prose.split("；")):
        found = [one for one in _JUMP.finditer(clause) if one["book"] or one["step"] in names]
        begin = 0
        for number, one in enumerate(found):
            is_last = number + 1 == len(found)
            comma = clause.find("，", one.end())
            end = len(clause) if is_last or comma < 0 or comma > found[number + 1].start() else comma
            end = end if is_last else min(end, found[number + 1].start())
            when, then = (
                clause[begin : one.start()].strip("，、：: "),
                clause[one.end() : end].strip("，、。 "),
            )
            yield {"when": when or _ELSE, **({"then": then} if then else {}), **_target(one)}
            begin = end
        if not found:
            yield {"when": clause}


def _target(found: re.Match[str]) -> dict[str, str]:
    if found["step"]:
        return {"go_to": found["step"]}
    return {"book": found["book"], **({"book_step": found["at"]} if found["at"] else {})}


STEPS = Step(
    "处置手册的命令分到 commands，一处一段；否则分到 branches，写明转到哪一步、哪本手册；验证和回退各有代码",
    _brought,
)
