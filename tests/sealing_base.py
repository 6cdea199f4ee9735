"""A base under Git with a sealed month, for tests of what is told of what becomes another since."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from conftest import NOW, SETTINGS, Repository, sound_base, write_base
from rewriting import Provider, path_of

from generators import knowledge
from generators.finding import Finding
from generators.origin import source
from generators.records import seal_list
from generators.records.seal_list import SealList

MONTH, FOLDER = "2026-05", "records/process/seal/2026"
SEAL, LIST = f"{FOLDER}/SE-2026-05.yaml", f"{FOLDER}/SE-2026-05-list.txt"
BEGAN, SEALED, SIGNED, LATER = (f"2026-06-{day}T09:00:00+08:00" for day in ("01", "02", "03", "20"))
CODES = (
    "seal-unproven", "seal-untrue", "sealed-gone", "sealed-late", "sealed-added", "sealed-file-changed", "sealed-changed",
    "seal-commit-unknown", "seal-unlike-commit",
)  # fmt: skip
OPEN, CLOSED, PHOTO = "INC-2026-0851", "INC-2026-0852", "INC-2026-0852-photo.txt"
INCIDENT = """\
id: {id}
reporter: {{department: 财务科}}
phenomenon: 报表打不开
channel: phone
level: L3
reported: "2026-05-12T09:00:00+08:00"
recorded_at: "{entered}"
"""
SCAN = "signed by both\n"


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def incident(name: str, entered: str = "2026-05-12T09:30:00+08:00") -> str:
    return INCIDENT.format(id=name, entered=entered)


def attached(photo: str) -> str:
    return f"attachments:\n  - {{file: {PHOTO}, title: 现场照片, sha256: {sha256(photo.encode())}}}\n"


def itss(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "generators", *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)


def ended(photo: str = "the photo\n") -> str:
    done = 'responded: "2026-05-12T09:10:00+08:00"\nrestored: "2026-05-12T10:00:00+08:00"\nclosed: "2026-05-12T11:00:00+08:00"\n'
    about = "service: S-SUPPORT\ncause_class: client\ncause: 浏览器太旧\nresolution: 换了浏览器\nhandlers: [P-004]\nno_change_reason: 没有动生产\n"
    return incident(CLOSED) + done + about + attached(photo)


class Sealed(Provider):
    """A provider whose month of May is committed, sealed, and signed."""

    def begin_and_seal(self, more: Mapping[str, str] | None = None) -> None:
        self.begin_only(more)
        self.seal()
        self.sign()

    def begin_only(self, more: Mapping[str, str] | None = None) -> None:
        files = {**sound_base(), "pyproject.toml": SETTINGS + f'as_of = "{NOW.isoformat()}"\n'.encode()}
        write_base(self.repository.path, files)
        folder = path_of(CLOSED).rpartition("/")[0]
        some = {path_of(OPEN): incident(OPEN), path_of(CLOSED): ended(), f"{folder}/{PHOTO}": "the photo\n"}
        self.repository.commit({**some, **(more or {})}, when=BEGAN)

    def seal(self) -> None:
        """Seal May as this program does, and commit that."""
        done = itss(self.repository.path, "seal", MONTH)
        assert (done.returncode, done.stderr) == (0, "")
        entered = re.sub(r'recorded_at: ".*"', f'recorded_at: "{SEALED}"', self.read_file(SEAL))
        self.repository.commit({SEAL: entered}, when=SEALED)

    def sign(self) -> None:
        row = f"  - {{file: SE-2026-05-signed.txt, title: 签字扫描件, sha256: {sha256(SCAN.encode())}}}\n"
        before, entered, after = self.read_file(SEAL).partition("recorded_at:")
        text = f'{before}{row}customer: P-101\nsigned: "{SIGNED}"\n{entered}{after}'
        self.repository.commit({SEAL: text, f"{FOLDER}/SE-2026-05-signed.txt": SCAN}, when=SIGNED)

    def read_file(self, path: str) -> str:
        return (self.repository.path / path).read_text("utf-8")

    def replace(self, path: str, old: str, new: str, *, when: str = LATER) -> None:
        text = self.read_file(path)
        assert old in text
        self.repository.commit({path: text.replace(old, new, 1)}, when=when)

    def of_seals(self, *codes: str) -> list[Finding]:
        """Give what is told of seals, with the history."""
        return [one for one in self.read().findings if one.code in (codes or CODES)]

    def plain(self) -> list[str]:
        """Give the codes of what is told without the history."""
        base = knowledge.read(source.read(self.repository.path), NOW)
        return [one.code for one in base.findings if one.code in CODES]

    @property
    def listed(self) -> SealList:
        found = seal_list.read((self.repository.path / LIST).read_bytes())
        assert found is not None
        return found


def sealed(repository: Repository) -> Sealed:
    found = Sealed(repository)
    found.begin_and_seal()
    return found
