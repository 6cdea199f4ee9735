"""An older base brought to the format that this program reads: which files change, and what is done to each.

Pure: files in, changed files out. Who calls it writes them, or only tells.
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import partial
from typing import NamedTuple

from generators import config
from generators.authoring.steps import STEPS, contracts
from generators.authoring.steps.step import Files, Step
from generators.finding import Finding, Place, UserError, finding
from generators.records.earlier import as_asked_today
from generators.records.record import split_front_matter
from generators.refusal import Refusal
from generators.strict_yaml import load, positions

_HEAD = re.compile(r"^\[tool\.itss\][ \t]*(?:#[^\r\n]*)?(?=\r?$)", re.MULTILINE)
_LINE = re.compile(r"(?<=\n)format[ \t]*=[ \t]*[0-9]+")


class Migration(NamedTuple):
    """What becomes of a base: its changed files, what is done to each, and what only people can do.

    What is refused must be put right before, what is left afterwards.
    """

    changed: Mapping[str, bytes]
    told: Mapping[str, tuple[str, ...]]
    refused: tuple[Finding, ...] = ()
    left: tuple[Finding, ...] = ()


def migrate(files: Mapping[str, bytes], schemas: Mapping[str, bytes]) -> Migration:
    """Bring the files of a base to `config.FORMAT`; `schemas` are those that come with the program."""
    start = config.read(files).format
    if start > config.FORMAT:
        raise UserError(config.other_format(start))
    if start == config.FORMAT:
        return Migration({}, {})
    comments = Step("一项后面的注释单独写一行", _comments)
    if refused := _unreadable({**files, **comments.apply(files)}):
        return Migration({}, {}, refused=refused)
    now = dict(files)
    told: defaultdict[str, list[str]] = defaultdict(list)
    steps = [comments]
    steps += [step for reached in range(start + 1, config.FORMAT + 1) for step in STEPS[reached]]
    steps.append(Step("换成本程序带的模式；自己改过的，照 Git 里的旧文件补回去", partial(_schemas, schemas)))
    # the settings last: a base that was left half done still says its old format, and can be run again
    steps.append(Step(f"[tool.itss] 写明 format = {config.FORMAT}", _settings))
    for step in steps:
        done = step.apply(now)
        now |= done
        for path in done:
            told[path].append(step.told)
    return Migration(
        {path: now[path] for path in told},
        {path: tuple(some) for path, some in told.items()},
        left=tuple(_left(now)),
    )


def text(migration: Migration) -> str:
    """Tell what is done, a line for each thing done to a file."""
    return "\n".join(f"{path}  {one}" for path, some in migration.told.items() for one in some)


def _unreadable(files: Mapping[str, bytes]) -> tuple[Finding, ...]:
    """Find the records that nobody can read: a step would have to leave them out."""
    refused = []
    for path, data in files.items():
        if path.startswith("records/") and path.endswith(".yaml") and "/." not in path:
            try:
                load(data)
            except Refusal as refusal:
                place = Place(path, refusal.line, refusal.column)
                refused.append(finding(place, refusal.code, refusal.message))
    return tuple(refused)


def _comments(files: Files) -> Files:
    """Move the comments for which the loader of today would refuse a record or a page."""
    moved = {}
    for path, data in files.items():
        if path.startswith("records/") and path.endswith(".yaml") and "/." not in path:
            moved[path] = as_asked_today(data)
        elif path.startswith("docs/") and path.endswith(".md") and (head := _head(data)):
            moved[path] = data.replace(head, as_asked_today(head), 1)
    return {path: data for path, data in moved.items() if data != files[path]}


def _head(page: bytes) -> bytes:
    try:
        return (split_front_matter(page.decode())[0] or "").encode()
    except (Refusal, UnicodeDecodeError):
        return b""


def _left(files: Files) -> Iterator[Finding]:
    """Tell what to write where the old base does not say what the new format asks."""
    for path in contracts.undated(files):
        line, column = positions(files[path])["amends",][:2]
        text = "补充协议没有写生效日期，旧登记里也看不出；照协议上写的那天补上 effective_from。"
        yield finding(Place(path, line, column), "missing-key", text)


def _schemas(schemas: Files, files: Files) -> Files:
    """Give a base that has the schemas in its own folder those of this program; its own kinds stay."""
    if not any(path.startswith("schemas/") for path in files):
        return {}
    return {path: data for path, data in schemas.items() if files.get(path) != data}


def _settings(files: Files) -> Files:
    """Write the format into the settings, beside whatever else they say."""
    whole = files.get(config.FILE, b"").decode()
    newline = "\r\n" if "\r\n" in whole else "\n"
    line = f"format = {config.FORMAT}"
    if old := _LINE.search(whole):
        new = whole[: old.start()] + line + whole[old.end() :]
    elif head := _HEAD.search(whole):
        new = whole[: head.end()] + newline + line + whole[head.end() :]
    else:
        between = newline * (bool(whole) + (bool(whole) and not whole.endswith("\n")))
        new = f"{whole}{between}[tool.itss]{newline}{line}{newline}"
    if not _is_all_else_equal(whole, new):
        raise UserError(f"不会改 {config.FILE} 的这种写法；把设置写成 [tool.itss] 下面一行一项，再运行一次。")
    return {config.FILE: new.encode()}


def _is_all_else_equal(old: str, new: str) -> bool:
    """Say whether the settings say the format, and nothing else has changed."""
    try:
        before, after = tomllib.loads(old), tomllib.loads(new)
    except tomllib.TOMLDecodeError:  # such as the same table twice
        return False
    wanted = before.setdefault("tool", {}).setdefault("itss", {})
    wanted["format"] = config.FORMAT
    return bool(before == after)
