"""A base under Git that somebody edits: what the history says of it, for tests of what is told and what is not."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from conftest import NOW, SETTINGS, Repository, schemas, sound_base, write_base

from generators import config, knowledge
from generators.authoring import migrate
from generators.finding import Finding
from generators.knowledge import KnowledgeBase
from generators.origin import history, source, versions

BEGAN, CHANGED = "2026-06-30T09:00:00+08:00", "2026-09-15T21:00:00+08:00"
WHO = "工程师乙"
CODES = ("rewritten-after-closing", "rewritten-in-force")
KINDS = {
    "CT": "requirements/contract", "OB": "requirements/obligation", "CAL": "requirements/calendar",
    "DC": "process/decision/2026", "AN": "process/action/2026", "INC": "process/incident/2026",
    "INS": "technology/inspection/2026", "IT": "technology/inspection-template", "P": "people/person",
    "RO": "people/roster/2026", "TR": "people/training/2026", "RB": "runbooks", "DR": "technology/drill/2026",
}  # fmt: skip


def path_of(record_id: str) -> str:
    folder = KINDS[record_id.split("-", maxsplit=1)[0]]
    return (
        f"docs/{folder}/{record_id}.md"
        if record_id.startswith("RB")
        else f"records/{folder}/{record_id}.yaml"
    )


@dataclasses.dataclass
class Provider:
    """Who edits the base in Git."""

    repository: Repository

    def begin(self, more: Mapping[str, str] | None = None) -> None:
        """Commit the good examples and some more, all at once."""
        write_base(self.repository.path, sound_base())
        self.repository.commit(dict(more or {}), when=BEGAN)

    def text(self, record_id: str) -> str:
        return (self.repository.path / path_of(record_id)).read_text("utf-8")

    def edit(self, record_id: str, old: str, new: str, *, when: str = CHANGED, saved: bool = True) -> None:
        """Put one text in the place of another, which must be there, and commit that."""
        text = self.text(record_id)
        assert old in text
        self.write(record_id, text.replace(old, new, 1), when=when, saved=saved)

    def write(
        self, record_id: str, text: str, *, when: str = CHANGED, who: str = WHO, saved: bool = True
    ) -> None:
        if saved:
            self.repository.commit({path_of(record_id): text}, when=when, who=who)
        else:
            (self.repository.path / path_of(record_id)).write_text(text, "utf-8")

    def read(self) -> KnowledgeBase:
        root = self.repository.path
        files = source.read(root)

        def upgrade(older: Mapping[str, bytes]) -> Mapping[str, bytes]:
            return migrate.migrate(older, schemas()).changed

        start = config.read(files).history_from
        known = versions.with_versions(history.read(root), root, start, upgrade)
        return knowledge.read(files, NOW, known)

    def bare(self) -> KnowledgeBase:
        """Give the same base as who does not ask the history knows it."""
        return knowledge.read(source.read(self.repository.path), NOW)

    def told(self, *codes: str) -> list[Finding]:
        return [one for one in self.read().findings if one.code in (codes or CODES)]


def start_at(provider: Provider, commit: str) -> None:
    """Set from which commit on anybody looks."""
    text = SETTINGS.decode() + f'history_from = "{commit}"\n'
    provider.repository.commit({"pyproject.toml": text}, when=CHANGED, who="工程师丙")
