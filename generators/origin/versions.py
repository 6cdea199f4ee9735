"""The edge towards Git, further back: what each record said before and after every edit.

One `git cat-file --batch` fetches every text. What a commit brought to a newer format is held against what
this program makes of the older one, so that a change of form is no change of meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from generators import config
from generators.finding import UserError
from generators.origin.history import FLAGS, Runner, parse
from generators.origin.source import READ
from generators.records.provenance import Completeness, Edit, History, Versions

# from the files of a base to those of them that change
Upgrade = Callable[[Mapping[str, bytes]], Mapping[str, bytes]]

_LOG = ("--no-replace-objects", "log", *FLAGS)
_MERGES = ("HEAD", "--merges", "--diff-merges=combined", "--", "records", "docs")
_SETTINGS = ("HEAD", "--no-diff-merges", "--", config.FILE)
_STEM, _, _ENDING = config.FILE.rpartition(".")


def with_versions(past: History, root: Path, start: str | None, upgrade: Upgrade) -> History:
    """Give the same history with the texts around every edit that came after the commit `start`.

    Raises UserError where that commit is not one of the history.
    """
    if past.state is not Completeness.COMPLETE:
        return past
    run = Runner(root)
    passed = _known_to(run, start) if start else frozenset[str]()
    merges = parse(run.out(*_LOG, *_MERGES))
    edits = [one for some in (*past.edits.values(), *merges.values()) for one in some]
    texts = _texts(run, (one for one in edits if one.commit not in passed))
    settings = parse(run.out(*_LOG, *_SETTINGS), (_ENDING,)).get(_STEM, ())
    written = _texts(run, settings)
    head = {
        _stem(path): blob for path, blob in _blobs(run, "HEAD").items() if _stem(path) in past.uncommitted
    }
    texts |= run.texts(head.values())
    versions = Versions(texts, merges, head, _commit(run, start), passed, _moved(settings, written))
    known = replace(past, versions=versions)
    for edit in settings:
        if edit.commit not in passed and _is_upgrade(edit, written):
            known = _upgraded(known, edit, upgrade(_tree(run, f"{edit.commit}^")))
    return known


def _known_to(run: Runner, start: str) -> frozenset[str]:
    """Give a commit and all before it."""
    if not run.accepts("merge-base", "--is-ancestor", f"{start}^{{commit}}", "HEAD"):
        text = f"{config.FILE} 的 history_from 写了 {start}，历史里没有这个提交；写一个有的，或去掉这一项。"
        raise UserError(text)
    return frozenset(run.out("--no-replace-objects", "rev-list", start).split())


def _commit(run: Runner, start: str | None) -> Edit | None:
    """Tell who made the commit from which on somebody looks, and when."""
    if start is None:
        return None
    command = ("log", "-1", "--no-show-signature", "--format=%H%x00%aI%x00%cI%x00%aN", start)
    commit, authored, committed, author = run.out("--no-replace-objects", *command).rstrip("\n").split("\0")
    return Edit(commit, authored, committed, author, how="")


def _moved(settings: Iterable[Edit], written: Mapping[str, bytes]) -> tuple[Edit, ...]:
    """Give the commits that set the start, or set it anew."""

    def starts(keys: Iterable[str]) -> set[str | None]:
        return {_setting(written.get(key)).history_from for key in keys} or {None}

    return tuple(one for one in settings if not starts((one.after,)) <= starts(one.before))


def _is_upgrade(edit: Edit, written: Mapping[str, bytes]) -> bool:
    before = {_setting(written.get(key)).format for key in edit.before}
    return bool(before) and max(before) < _setting(written.get(edit.after)).format


def _setting(text: bytes | None) -> config.Config:
    """Read settings as they once were; what nobody can read says nothing."""
    try:
        return config.read({config.FILE: text or b""})
    except UserError:
        return config.Config()


def _upgraded(known: History, edit: Edit, changed: Mapping[str, bytes]) -> History:
    """Hold what a commit left against what the program makes of what was there before."""
    edits, versions = dict(known.edits), known.versions or Versions({})
    texts = dict(versions.texts)
    for path, text in changed.items():
        stem, key = _stem(path), f"{edit.commit}:{path}"
        if any(one.commit == edit.commit for one in edits.get(stem, ())):
            texts[key] = text
            edits[stem] = tuple(
                one._replace(before=(key,)) if one.commit == edit.commit else one for one in edits[stem]
            )
    return replace(known, edits=edits, versions=versions._replace(texts=texts))


def _tree(run: Runner, revision: str) -> dict[str, bytes]:
    """Read the files of a base as they were at a commit."""
    blobs = _blobs(run, revision)
    texts = run.texts(blobs.values())
    return {path: texts[blob] for path, blob in blobs.items() if blob in texts}


def _blobs(run: Runner, revision: str) -> dict[str, str]:
    """Give the names of the texts of a base at a commit, by path."""
    listed = run.out("--no-replace-objects", "ls-tree", "-r", "-z", revision, "--", *READ, config.FILE)
    lines = (line.partition("\t") for line in listed.split("\0"))
    return {path: head.split(" ")[2] for head, _, path in lines if path}


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def _texts(run: Runner, edits: Iterable[Edit]) -> dict[str, bytes]:
    return run.texts(key for one in edits for key in (*one.before, one.after) if key)
