"""The edge towards Git for seals: the files that each list names, as the commit holds them that it names.

A list is found by its first line, so that nothing else of the base need be read before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from generators import config
from generators.finding import UserError
from generators.origin import source
from generators.origin.dates import written
from generators.origin.history import blobs, named
from generators.origin.runner import GitFailed, Runner
from generators.records import seal_list
from generators.records.provenance import LAST, Sealed

Brought = Callable[[str], Mapping[str, bytes]]  # of a commit, what this program makes of its files


def read(run: Runner, root: Path, brought: Brought) -> Mapping[str, Sealed]:
    """Read what was sealed, by commit; one that is not of this history is left out."""
    files = source.folder(root, "records")
    wanted: dict[str, set[str]] = {}
    for data in files.values():
        told = seal_list.read(data) if data.startswith(seal_list.MARK) else None
        if told:
            wanted.setdefault(told.commit, set()).update(told.files)
    return {
        commit: _held(run, commit, paths, files, brought)
        for commit, paths in sorted(wanted.items())
        if run.accepts("merge-base", "--is-ancestor", f"{commit}^{{commit}}", "HEAD")
    }


def committed(run: Runner, commit: str) -> str:
    """Give when a commit claims to have been made. Raises GitFailed."""
    told = run.out("log", "-1", "--no-show-signature", "--no-mailmap", "--date=raw", "--format=%cd", commit)
    return written(told.strip()) or LAST.isoformat()


def head(root: Path) -> tuple[str, str] | None:
    """Give the last commit and when it claims to have been made; None where there is none."""
    try:
        run = Runner(root)
        commit = run.out("rev-parse", "--verify", "HEAD^{commit}").strip()
        return commit, committed(run, commit)
    except (ImportError, GitFailed):
        return None


def _held(run: Runner, commit: str, paths: set[str], files: Mapping[str, bytes], brought: Brought) -> Sealed:
    """Read what a commit holds; what is there today to the byte is not asked of Git."""
    held = blobs(run, commit, "records", config.FILE)
    texts = {
        path: files[path]
        for path in paths
        if path in held and path in files and named(files[path], held[path]) == held[path]
    }
    asked = {path: held[path] for path in (*paths, config.FILE) if path in held and path not in texts}
    found = run.texts(asked.values()).found
    texts |= {path: found[name] for path, name in asked.items() if name in found and path in paths}
    newer = brought(commit) if _is_older(found.get(held.get(config.FILE, ""), b"")) else {}
    return Sealed(committed(run, commit), texts, {path: newer[path] for path in paths if path in newer})


def _is_older(settings: bytes) -> bool:
    """Say whether a base with these settings is of an older format; unread ones say nothing."""
    try:
        return config.read({config.FILE: settings}).format < config.FORMAT
    except UserError:
        return False
