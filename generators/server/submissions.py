"""What people send from a page becomes a draft in the inbox, or a record that is committed in their name.

Either way it is held against the whole base first: what `itss check` would refuse is refused here, field by
field. A draft in the inbox has no number yet; `itss import` takes it in.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from http import HTTPStatus
from pathlib import Path
from typing import Any, NamedTuple

from generators import address
from generators.authoring import inbox
from generators.authoring.draft import Draft, Entry, Spot, Told, Why
from generators.authoring.draft_text import draft_text
from generators.finding import UserError
from generators.origin import landing, source
from generators.server.answer import Answer, Refused, as_json
from generators.server.app import Sent
from generators.server.live import Live
from generators.server.watch import Watch
from generators.strict_yaml import At

_CONFLICTS = (Why.TAKEN, Why.TWICE, Why.GONE, Why.CHANGED, Why.BOUND, Why.THERE)
_RECORDED = "recorded_at"
_TEXT = 200  # characters of a name at most


class Taking(NamedTuple):
    """What is done with what people send: kept in an inbox folder, committed, or neither."""

    folder: Path | None = None
    commits: bool = False
    as_of: str | None = None

    @property
    def mode(self) -> str:
        """The way in one word."""
        return "commit" if self.commits else "inbox" if self.folder else "none"

    @property
    def told(self) -> str:
        """What the operator reads at the start."""
        if self.commits:
            return "登记页交来的，查过就写进知识库并提交，作者是填写人。"
        if self.folder:
            return f"登记页交来的放在 {self.folder} ；用 itss import {self.folder} 收进来。"
        return "只看，不收登记；要收，写 --inbox 文件夹 或 --commit。"


class Submissions:
    """The door of the server."""

    def __init__(self, root: Path, live: Live, watch: Watch, taking: Taking) -> None:
        self._root, self._live, self._watch, self._taking = root, live, watch, taking
        self._one_at_a_time = threading.Lock()

    def told(self) -> Mapping[str, Any]:
        """Tell a page what is taken in, and how."""
        base = self._live.base
        kinds = [kind.name for kind in base.shown if not kind.is_document]
        is_open = self._taking.mode != "none" and not base.reader.is_outside  # who gets no forms sends none
        return {"accepts": kinds if is_open else [], "mode": self._taking.mode if is_open else "none"}

    def take(self, sent: Sent) -> Answer:
        """Take one record in. Raises Refused."""
        if sent.kind not in self.told()["accepts"]:
            raise Refused(
                HTTPStatus.NOT_FOUND, f"这里不收「{sent.kind}」的登记；下载文件，交给能用 itss import 的人。"
            )
        by = _author(sent)
        draft = self._dated(_draft(sent))
        with self._one_at_a_time:
            try:
                return self._committed(draft, by) if self._taking.commits else self._kept(draft, by)
            except UserError as error:
                text = f"{self._plain(str(error))} 填的没有丢；过一会儿再交，还不行就告诉管理员。"
                raise Refused(HTTPStatus.INTERNAL_SERVER_ERROR, text) from None

    def _plain(self, text: str) -> str:
        """Take out where on this machine things lie: that is nothing for a page."""
        if self._taking.folder:
            text = text.replace(str(self._taking.folder), "收件箱")
        return text.replace(str(self._root.resolve()), "知识库").replace(str(self._root), "知识库")

    def _now(self) -> datetime:
        return source.now(dict(self._watch.seen.files), self._taking.as_of)

    def _dated(self, draft: Draft) -> Draft:
        """Write in when a new record is handed over, by our clock: a page's may be wrong. Raises Refused."""
        kind = self._live.base.kinds.sound[draft.kind]
        if draft.opened is not None:
            return draft
        if (origin := kind.role("origin")) and origin in draft.data:
            text = (
                f"「{kind.fields[origin].title}」只在整批迁移时由 itss import --migrated 写；清空这一项再交。"
            )
            fault = {"at": f"/{origin}", "code": Why.BOUND, "message": text}
            raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, text, [fault])
        if _RECORDED not in kind.fields:
            return draft
        return draft._replace(data={**draft.data, _RECORDED: self._now().isoformat(timespec="seconds")})

    def _committed(self, draft: Draft, by: inbox.Author) -> Answer:
        entry = inbox.take(self._root, (draft,), self._taking.as_of, self._watch.seen, inbox.Way(by))
        _refuse(entry)
        self._watch.look()  # its page is there when the answer is
        record_id = str(entry.ids[0])
        there = address.record(record_id)
        return as_json(HTTPStatus.CREATED, {"id": record_id, "address": there}, {"Location": f"/{there}"})

    def _kept(self, draft: Draft, by: inbox.Author) -> Answer:
        entry = inbox.tried(self._watch.seen, (draft,), now=self._now())
        _refuse(entry)
        name = f"{draft.kind}-{_mark(draft)}.yaml"
        if ((self._taking.folder or self._root) / name).exists():  # sent twice: the first answer was lost
            return as_json(HTTPStatus.ACCEPTED, {"draft": name})
        text = draft_text(self._live.base.kinds.sound[draft.kind], draft, by.name)
        landing.put(self._taking.folder or self._root, name, text)
        return as_json(HTTPStatus.ACCEPTED, {"draft": name})


def _mark(draft: Draft) -> str:
    """Tell a draft from every other one by what it says; sent again it is the same."""
    told = {name: value for name, value in draft.data.items() if name != _RECORDED}
    text = json.dumps([draft.opened, told], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _author(sent: Sent) -> inbox.Author:
    typed = sent.value.get("author")
    name = sent.user or (typed if isinstance(typed, str) else "")
    if not name.strip() or len(name) > _TEXT:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "没有写填写人；在「填写人」里写上姓名再交。")
    try:
        return inbox.author(name)
    except UserError:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "「填写人」不能只有符号；写上姓名再交。") from None


def _draft(sent: Sent) -> Draft:
    record, opened = sent.value.get("record"), sent.value.get("opened")
    if not isinstance(record, dict) or not (opened is None or isinstance(opened, str)):
        raise Refused(HTTPStatus.BAD_REQUEST, "提交的内容不是一条登记；从登记页重新提交。")
    if strange := sorted(set(sent.value) - {"record", "opened", "author"}):
        raise Refused(HTTPStatus.BAD_REQUEST, f"提交的内容里不认「{strange[0]}」；从登记页重新提交。")
    places = {at: Spot(cell=_pointer(at)) for at in _paths(record)}
    return Draft(sent.kind, record, "登记页", places, opened)


def _paths(value: Any, at: At = ()) -> Iterator[At]:
    """Yield the path of every value."""
    yield at
    members = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    )
    for name, one in members:
        yield from _paths(one, (*at, name))


def _pointer(at: At) -> str:
    """Write a path as a JSON Pointer (RFC 6901)."""
    return "".join(f"/{str(step).replace('~', '~0').replace('/', '~1')}" for step in at)


def _refuse(entry: Entry) -> None:
    """Say what must be put right. Raises Refused."""
    (told,) = entry.told
    bad = [one for one in told if one.refuses]
    if entry.there:
        raise Refused(HTTPStatus.CONFLICT, _sentences(told), _faults(told))
    if bad:
        is_conflict = any(one.code in _CONFLICTS for one in bad)
        status = HTTPStatus.CONFLICT if is_conflict else HTTPStatus.UNPROCESSABLE_ENTITY
        raise Refused(status, _sentences(bad), _faults(bad))


def _sentences(told: Sequence[Told]) -> str:
    return " ".join(one.message for one in told)


def _faults(told: Sequence[Told]) -> list[dict[str, Any]]:
    return [{"at": one.spot.cell, "code": one.code, "message": one.message} for one in told]
