"""Emergency and recovery plans, from format 3 to 4: what their prose numbers becomes phases and steps.

The prose stays. Only people can tell what now stands twice, who does a step, how soon, and who must agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from generators.authoring.steps.step import Files, Step
from generators.authoring.yaml_text import Add, edited
from generators.records.record import split_front_matter
from generators.refusal import Refusal
from generators.strict_yaml import load

_FOLDERS = ("docs/emergency/", "docs/disaster/")
_HEADING = re.compile(r"(?P<level>#{2,3}) +(?P<title>[^{\n]+?) *(?:\{#(?P<anchor>[a-z][a-z0-9-]*)\})?$")
_NUMBERED = re.compile(r"[0-9]+[.)] +(?P<text>.+)")
_LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?:record:(?P<id>[A-Z0-9-]+)|[^)]*)\)")
_MARKS = re.compile(r"\*\*|`|\[[ x]\] ")
_CLAUSE = re.compile(r"[^。；]+[。；]?")
_LONGEST = 300  # characters of a step, and of a note
_MOST = 20  # phases


class _Section(NamedTuple):
    """A heading of the prose, and what is numbered below it."""

    title: str
    anchor: str
    is_inner: bool  # below another one
    items: list[str]


def _brought(files: Files) -> Files:
    """Give each plan that is approved the steps that its prose numbers."""
    changed = {}
    for path, data in files.items():
        if not path.startswith(_FOLDERS) or not path.endswith(".md"):
            continue
        try:
            head, prose, _ = split_front_matter(data.decode())
            plan = load(head.encode()) if head else {}
        except (Refusal, UnicodeDecodeError):  # the check names it
            continue
        if head and plan.get("status") == "approved" and "steps" not in plan:
            begin = data.index(head.encode())
            new = edited(head.encode(), [Add((next(reversed(plan)),), _tables(prose))])
            changed[path] = data[:begin] + new + data[begin + len(head.encode()) :]
    return changed


def _tables(prose: str) -> Mapping[str, Any]:
    """Give phases and steps; of prose that numbers nothing a step for each of its sections."""
    sections = list(_sections(prose))
    numbered = [one for one in sections if one.items][:_MOST]
    if not numbered:
        outer = [one.title for one in sections if one.title and not one.is_inner]
        titles = [f"照正文「{one}」做" for one in outer] or ["照正文做"]
        return {
            "steps": [{"step": f"s{at}", "do": one, "mandatory": False} for at, one in enumerate(titles, 1)]
        }
    phases, steps = [], []
    commands: list[dict[str, str]] = []
    for place, section in enumerate(numbered, 1):
        code = section.anchor or f"p{place}"
        phases.append({"code": code, "title": section.title or "开头", "when": "照正文"})
        for at, item in enumerate(section.items, 1):
            do, *more = _parts(item)
            steps.append({"step": f"p{place}-{at}", "phase": code, "do": do, "mandatory": False})
            commands += ({"step": f"p{place}-{at}", "place": "hand", "note": one} for one in more)
    return {"phases": phases, "steps": steps, **({"commands": commands} if commands else {})}


def _sections(prose: str) -> Iterator[_Section]:
    section = _Section("", "", is_inner=False, items=[])
    is_in = False  # an item, which goes on in lines that are set in
    for line in prose.splitlines():
        if heading := _HEADING.match(line):
            yield section
            is_inner = heading["level"] != "##"
            section, is_in = _Section(heading["title"], heading["anchor"] or "", is_inner, []), False
        elif numbered := _NUMBERED.match(line):
            section.items.append(_plain(numbered["text"]))
            is_in = True
        elif is_in and line.startswith("  ") and line.strip():
            between = "" if section.items[-1].endswith("：") else "；"
            section.items[-1] += between + _plain(line.strip().removeprefix("- "))
        elif line.strip():
            is_in = False
    yield section


def _plain(text: str) -> str:
    """Give prose as data; a record is named by its id, which a page links."""
    linked = _LINK.sub(lambda one: f"{one['text']}（{one['id']}）" if one["id"] else one["text"], text)
    return _MARKS.sub("", linked).strip()


def _parts(item: str) -> list[str]:
    """Part a text that is too long for a step where a clause ends; a clause that is too long anywhere."""
    parts = [""]
    for clause in _CLAUSE.findall(item):
        for at in range(0, len(clause), _LONGEST):
            piece = clause[at : at + _LONGEST]
            if len(parts[-1]) + len(piece) <= _LONGEST:
                parts[-1] += piece
            else:
                parts.append(piece)
    return [one for one in parts if one]


STEPS = Step("预案正文里编了号的，成为阶段和步骤；正文不动，谁做、多快、须谁同意由人补", _brought)
