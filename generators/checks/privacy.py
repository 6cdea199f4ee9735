"""No passwords, keys or tokens anywhere; no identity numbers; mobile numbers only in contact fields.

Looks at the text of the files, so that comments and what could not be read as a record are covered; at each
value of a record as it was read; at the text of attachments and other files; and at the names of them all.
What may be something else is a notice, which its record may answer.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from generators.checks.asset_text import text_of
from generators.checks.context import Context
from generators.checks.personal import Hit, Pattern, Views, found
from generators.checks.quick import worth
from generators.finding import Finding, Place, finding
from generators.kinds.telling import Medium
from generators.records.attached import FILE, TABLE
from generators.records.record import OBJECT, Record, values
from generators.strict_yaml import At

_TEXTS = (".yaml", ".md")
_ROOMS = ("records/", "docs/")
_BETWEEN = "\n。\n"  # what no expression goes over
# where what was read is not what is written: an escape, and figures on two lines
_ESCAPED = re.compile(rb"\\[xuUNLP_]")
_BROKEN = re.compile(rb"[0-9][-.]? *\\?\r?\n +[0-9]")
_WITHOUT_A_RECORD = ("secret", "resident-identity", "bank-card", "perhaps-secret")


def check(context: Context) -> Iterator[Finding]:
    """Search every record, page and other file, and what they are called."""
    by_path = {record.path: record for record in context.states.read}
    unread = set(context.states.unread.values())
    others: list[_Other] = []
    for path, data in context.files.items():
        if not path.startswith(_ROOMS):
            continue
        if path.endswith(_TEXTS):
            record = by_path.get(path)
            # without a record nobody knows which line is a contact's
            yield from context.of(_in_text, path, path, data, record, path in unread and record is None)
        else:
            others += context.of(_in_other, path, path, data)
    # a record is called by its id, and that has a pattern
    others += _in_names(path for path in context.files if path.startswith(_ROOMS) and path not in by_path)
    if others:
        claims = _claims(context)
        yield from (_told(one, claims) for one in others)


def _in_text(path: str, data: bytes, record: Record | None, is_bare: bool) -> tuple[Finding, ...]:  # noqa: FBT001
    text = data.decode(errors="replace")
    views = Views(text)
    asked, told, said = worth(views), [], set()
    for pattern, hit, _ in found(views, asked) if asked else ():
        place = _place(path, text, views.offset(hit.start))
        said.add((pattern.code, hit.said))
        if not (
            _is_allowed(pattern, hit, record, place) or (is_bare and pattern.code not in _WITHOUT_A_RECORD)
        ):
            told.append((pattern, place))
    if record is not None and (
        _ESCAPED.search(record.source) or ("number" in asked and _BROKEN.search(record.source))
    ):
        told += _in_values(record, said)
    return tuple(finding(place, one.code, one.told[Medium.YAML]) for one, place in told)


def _in_values(record: Record, said: Collection[tuple[str, str]]) -> Iterator[tuple[Pattern, Place]]:
    """Yield what only the values hold: escapes say something else, and lines are put together."""
    every = [(at, str(value)) for at, value in _scalars(record.data)]
    if not _holds(text for _, text in every):
        return
    for at, text in every:
        for pattern, hit, _ in found(text):
            if record.kind.field(at).form not in pattern.allowed and (pattern.code, hit.said) not in said:
                yield pattern, record.place(*at)


def _holds(texts: Iterable[str]) -> bool:
    """Say whether any of many texts holds something, in one look."""
    whole = Views(_BETWEEN.join(texts))
    asked = worth(whole)
    return bool(asked) and next(found(whole, asked), None) is not None


def _scalars(value: Any, at: At = ()) -> Iterator[tuple[At, Any]]:
    if isinstance(value, OBJECT):
        for name, one in value.items():
            yield from _scalars(one, (*at, name))
    elif isinstance(value, list | tuple):
        for index, one in enumerate(value):
            yield from _scalars(one, (*at, index))
    else:
        yield at, value


def _place(path: str, text: str, offset: int) -> Place:
    before = text[:offset]
    return Place(path, before.count("\n") + 1, offset - before.rfind("\n"))


def _is_allowed(pattern: Pattern, hit: Hit, record: Record | None, place: Place) -> bool:
    """Say whether it is the value of a field on that line that the schema declares as one for just this."""
    if record is None or not pattern.allowed:
        return False
    return any(
        record.kind.field(at).form in pattern.allowed
        and record.place(*at).line == place.line
        and any(one.said == hit.said for _, one, _ in found(str(value)))
        for at, value in _scalars(record.data)
    )


class _Other(NamedTuple):
    """Something found in a file that is no record and no page, or in the name of one."""

    path: str
    line: int
    pattern: Pattern
    is_name: bool


def _in_other(path: str, data: bytes) -> tuple[_Other, ...]:
    text = text_of(path, data)
    views = Views(text)
    asked = worth(views)
    return tuple(
        _Other(path, _place(path, text, views.offset(hit.start)).line, pattern, is_name=False)
        for pattern, hit, _ in (found(views, asked) if asked else ())
    )


def _in_names(paths: Iterable[str]) -> Iterator[_Other]:
    whole = [*paths]
    parts = {part for path in whole for part in path.split("/")}
    if _holds(sorted(parts)):
        for path in whole:
            for part in path.split("/"):
                yield from (_Other(path, 1, pattern, is_name=True) for pattern, _, _ in found(part))


def _claims(context: Context) -> Mapping[str, Place]:
    """Give for each attachment where its record claims it: there an author may answer."""
    return {
        f"{record.path.rpartition('/')[0]}/{row[FILE]}": record.place(*at, FILE)
        for record in context.states.read
        for at, row in values(record.data, (TABLE, "*"))
        if isinstance(row, OBJECT) and isinstance(row.get(FILE), str)
    }


def _told(one: _Other, claims: Mapping[str, Place]) -> Finding:
    claimed = claims.get(one.path)
    where = "文件名：" if one.is_name else ""
    if claimed is not None:
        name = one.path.rpartition("/")[2]
        where = f"附件 {name} 的文件名：" if one.is_name else f"附件 {name} 第 {one.line} 行："
    place = claimed or Place(one.path, one.line)
    return finding(place, one.pattern.code, f"{where}{one.pattern.told[Medium.YAML]}")
