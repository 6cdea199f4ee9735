"""The files of an editor's workspace: settings, the task that checks, what starts a document; all as JSON.

What somebody else wrote into these files stays; only what is ours is set anew.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from generators.authoring.editor import ids
from generators.authoring.yaml_text import written
from generators.codes import Severity
from generators.kinds.annotated import annotated
from generators.kinds.field import Field, Form
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.output import WORDS

FOLDER = ".vscode"
OURS = f"{FOLDER}/itss"
_EXTENSION = "redhat.vscode-yaml"
_TASK = "itss check"
_SEVERITIES = {WORDS[Severity.ERROR]: "error", WORDS[Severity.NOTICE]: "info"}
_SETTINGS: Mapping[str, Any] = {
    "yaml.schemaStore.enable": False,
    "redhat.telemetry.enabled": False,
    "[yaml]": {"editor.quickSuggestions": {"strings": True}},
    "[markdown]": {"editor.quickSuggestions": {"other": True}},
    "files.eol": "\n",
}


class Unmergeable(Exception):
    """A file of the workspace is there and cannot be kept as it is; the message says which."""


def files(base: KnowledgeBase, there: Mapping[str, bytes]) -> dict[str, bytes]:
    """Give what is to be written into the workspace; `there` is what it holds. Raises Unmergeable."""
    kinds = base.kinds.sound.values()
    found: dict[str, Any] = {f"{OURS}/{ids.FILE}": ids.lists(base)}
    schemas: dict[str, str] = {}
    for kind in kinds:
        if not kind.is_document:
            path = f"{OURS}/{kind.name}.schema.json"
            found[path] = annotated(kind, ids.place)
            schemas[f"./{path}"] = f"{kind.root}**/*.yaml"
    found[f"{OURS}.code-snippets"] = {kind.title: _snippet(kind) for kind in kinds if kind.is_document}
    old = _read(there, f"{FOLDER}/settings.json")
    own = {path: glob for path, glob in old.get("yaml.schemas", {}).items() if "/schemas/" not in path}
    own = {path: glob for path, glob in own.items() if not path.startswith(f"./{OURS}/")}
    found[f"{FOLDER}/settings.json"] = {**old, **_SETTINGS, "yaml.schemas": {**own, **schemas}}
    found[f"{FOLDER}/tasks.json"] = _tasks(_read(there, f"{FOLDER}/tasks.json"))
    offered = _read(there, f"{FOLDER}/extensions.json")
    wanted = [*offered.get("recommendations", ()), _EXTENSION]
    found[f"{FOLDER}/extensions.json"] = {**offered, "recommendations": list(dict.fromkeys(wanted))}
    return {path: _written(value) for path, value in found.items() if not _is_same(there.get(path), value)}


def _is_same(there: bytes | None, value: Any) -> bool:
    """Say whether a file says the same already, however it is laid out."""
    try:
        return there is not None and bool(json.loads(there) == value)
    except ValueError:
        return False


def _read(there: Mapping[str, bytes], path: str) -> dict[str, Any]:
    if path not in there:
        return {}
    try:
        found = json.loads(there[path])
    except ValueError:
        raise Unmergeable(path) from None
    if not isinstance(found, dict):
        raise Unmergeable(path)
    return found


def _written(value: Any) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _tasks(old: Mapping[str, Any]) -> dict[str, Any]:
    """Give the tasks with ours, which puts each finding at its line, of documents as well."""
    ours = {
        "label": _TASK,
        "type": "shell",
        "command": "itss check",
        "group": {"kind": "build", "isDefault": True},
        "presentation": {"reveal": "silent"},
        "problemMatcher": [_matcher(word, severity) for word, severity in _SEVERITIES.items()],
    }
    others = [one for one in old.get("tasks", ()) if one.get("label") != _TASK]
    return {"version": "2.0.0", **old, "tasks": [*others, ours]}


def _matcher(word: str, severity: str) -> dict[str, Any]:
    pattern = {
        "regexp": f"^(.+?):([0-9]+):([0-9]+)\\s+{word}\\s+([a-z0-9-]+)\\s+(.*)$",
        "file": 1, "line": 2, "column": 3, "code": 4, "message": 5,
    }  # fmt: skip
    place = ["relative", "${workspaceFolder}"]
    return {"owner": f"itss-{severity}", "fileLocation": place, "severity": severity, "pattern": pattern}


def _snippet(kind: Kind) -> dict[str, Any]:
    """Give the front matter with which a document of a kind begins: what must be there, choices to pick."""
    body = ["---", f"kind: {kind.name}"] if "kind" not in kind.fields else ["---"]
    for number, field in enumerate((one for one in kind.fields.values() if one.must), 1):
        body += _lines(field, number)
    body += ["---", "", "$0"]
    return {"scope": "markdown", "prefix": [kind.title, kind.name], "description": kind.about, "body": body}


def _lines(field: Field, number: int) -> Iterator[str]:
    """Yield the lines of a field below its title, which may not stand behind a value."""
    if field.form in (Form.TABLE, Form.GROUP, Form.LIST):
        several = field.form is Form.LIST and field.item and not field.examples
        shown = [field.item.example()] if several and field.item else field.example()
        yield f"# {_safe(field.title)}"
        yield from map(_escaped, written({field.name: shown}).decode().splitlines())
    elif field.form is Form.CHOICE:
        codes = ",".join(_safe(str(one.code)) for one in field.choices)
        words = "、".join(f"{one.code} {one.word}" for one in field.choices)
        yield f"# {_safe(field.title)}：{_safe(words)}"
        yield f"{field.name}: ${{{number}|{codes}|}}"
    else:
        shown = written({field.name: field.example()}).decode().strip().partition(": ")[2]
        yield f"# {_safe(field.title)}"
        yield f"{field.name}: ${{{number}:{_safe(shown)}}}"


def _safe(text: str) -> str:
    """Take from a text what a snippet would read as its own."""
    return "".join(one for one in text if one not in "$}{|\\\n,")


def _escaped(text: str) -> str:
    """Give a text that a snippet leaves as it is."""
    return "".join(f"\\{one}" if one in "$}\\" else one for one in text)
