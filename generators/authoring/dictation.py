"""The prose of a document as somebody types it at the terminal, line by line, or has it in a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generators.authoring import prose
from generators.finding import UserError
from generators.origin import source

_END = "."


def dictated(ask: Callable[[str], str], say: Callable[[str], None]) -> str:
    """Ask until there is a text: what was typed up to a line with a dot, or what a named file says."""
    while True:
        name = ask("正文在哪个文件（.txt、.md、.docx；直接回车就在这里写）：").strip()
        if not name:
            break
        try:
            return prose.read(name, source.given(Path(name))).body
        except (UserError, prose.Unreadable) as error:
            say(str(error))
    say("一行一行写，写完单独一行打一个点（.）。")
    while True:
        lines: list[str] = []
        while (line := ask("")).strip() != _END:
            lines.append(line.rstrip())
        if text := "\n".join(lines).strip():
            return text
        say("正文还是空的；写一行也行。")
