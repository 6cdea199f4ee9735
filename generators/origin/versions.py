"""The edge towards Git, further back: what each record said before and after every edit.

One `git cat-file --batch` fetches every text. What a commit brought to a newer format is held against what
this program makes of the older one, so that a change of form is no change of meaning.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from generators import config
from generators.finding import UserError
from generators.origin import sealed
from generators.origin.dates import made, written
from generators.origin.history import FLAGS, blobs, parse
from generators.origin.runner import GitFailed, Runner
from generators.origin.source import READ, clock
from generators.records.provenance import LAST, Completeness, Edit, Edition, History, Versions

# from the files of a base to those of them that change
Upgrade = Callable[[Mapping[str, bytes]], Mapping[str, bytes]]

_LOG = ("log", *FLAGS)
_MERGES = ("HEAD", "--merges", "--diff-merges=combined", "--", "records", "docs")
_LINE = ("HEAD", "--first-parent", "--diff-merges=first-parent", "--", "docs")
_SETTINGS = ("HEAD", "--no-diff-merges", "--", config.FILE)
_STEM, _, _ENDING = config.FILE.rpartition(".")
_GRACE = timedelta(hours=1)  # by which clocks differ whose keepers mean no harm
_DOCUMENT = ".md"  # whoever followed one names its version, however old


def with_versions(past: History, root: Path, start: str | None, upgrade: Upgrade) -> History:
    """Give the same history with the texts around every edit that came after the commit `start`.

    Raises UserError where that commit is not one of the history.
    """
    if past.state is not Completeness.COMPLETE:
        return past
    try:
        run = Runner(root)
        known = _known(run, past, start, upgrade)
        held = sealed.read(run, root, lambda commit: upgrade(_tree(run, commit)))
        return replace(known, versions=known.versions and known.versions._replace(sealed=held))
    except GitFailed as failed:
        return replace(past, state=Completeness.BROKEN, said=failed.said)


def _known(run: Runner, past: History, start: str | None, upgrade: Upgrade) -> History:
    passed = _known_to(run, start) if start else frozenset[str]()
    merges = parse(run.out(*_LOG, *_MERGES))
    line = parse(run.out(*_LOG, *_LINE), (_DOCUMENT,))
    settings = parse(run.out(*_LOG, *_SETTINGS), (_ENDING,)).get(_STEM, ())
    edits = [one for some in (*past.edits.values(), *merges.values(), *line.values()) for one in some]
    looked_at = (one for one in edits if one.commit not in passed or one.path.endswith(_DOCUMENT))
    head = {
        _stem(path): name
        for path, name in blobs(run, "HEAD", *READ).items()
        if _stem(path) in past.uncommitted
    }
    keys = (key for one in (*looked_at, *settings) for key in (*one.before, one.after) if key)
    texts = run.texts((*keys, *head.values()))
    times = made(run, clock(), _GRACE)
    versions = Versions(
        texts.found, merges, head, _commit(run, start), passed, _moved(settings, texts.found),
        _editions(line, times.reached), times.back_dated, times.ahead, texts.unread,
        times.reached[start] if start else min(times.reached.values()),
    )  # fmt: skip
    known = replace(past, versions=versions)
    for edit in settings:
        if edit.commit not in passed and _is_upgrade(edit, texts.found):
            known = _upgraded(known, edit, upgrade(_tree(run, f"{edit.commit}^")))
    return known


def _known_to(run: Runner, start: str) -> frozenset[str]:
    """Give a commit and all before it."""
    if not run.accepts("merge-base", "--is-ancestor", f"{start}^{{commit}}", "HEAD"):
        text = f"{config.FILE} 的 history_from 写了 {start}，历史里没有这个提交；写一个有的，或去掉这一项。"
        raise UserError(text)
    return frozenset(run.out("rev-list", start).split())


def _editions(
    line: Mapping[str, tuple[Edit, ...]], reached: Mapping[str, int]
) -> Mapping[str, tuple[Edition, ...]]:
    return {
        stem: tuple(Edition(one, place, reached[one.commit]) for place, one in enumerate(reversed(some)))
        for stem, some in line.items()
    }


def _commit(run: Runner, start: str | None) -> Edit | None:
    """Tell who made the commit from which on somebody looks, and when."""
    if start is None:
        return None
    told = ("--no-show-signature", "--no-mailmap", "--date=raw", "--format=%ad%x00%cd%x00%an")
    authored, committed, author = run.out("log", "-1", *told, start).rstrip("\n").split("\0")
    when = written(committed) or LAST.isoformat()
    return Edit(start, written(authored) or when, when, author, how="")


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
    names = blobs(run, revision, *READ, config.FILE)
    texts = run.texts(names.values()).found
    return {path: texts[name] for path, name in names.items() if name in texts}


def _stem(path: str) -> str:
    return path.rsplit("/", 1)[-1].rsplit(".", 1)[0]
