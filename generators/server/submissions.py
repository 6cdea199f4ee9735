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
from generators.kinds.begun_document import BODY, head
from generators.kinds.called import filled, written
from generators.kinds.kind import Kind
from generators.origin import landing, source
from generators.server import enclosed
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
        who = base.reader.who
        kinds = [kind.name for kind in (*filled(base.kinds, who), *written(base.kinds, who))]
        # outside nothing is taken: why something is refused tells of the whole base
        is_open = self._taking.mode != "none" and not base.reader.is_outside
        if not is_open:
            return {"accepts": [], "mode": "none"}
        return {"accepts": kinds, "mode": self._taking.mode, "largest": enclosed.LARGEST}

    def take(self, sent: Sent) -> Answer:
        """Take one record in. Raises Refused."""
        if sent.kind not in self.told()["accepts"]:
            raise Refused(
                HTTPStatus.NOT_FOUND, f"这里不收「{sent.kind}」的登记；下载文件，交给能用 itss import 的人。"
            )
        by = _author(sent)
        draft = self._dated(_as_page(_draft(sent), self._live.base.kinds.sound[sent.kind]))
        with self._one_at_a_time:
            try:
                folder = None if self._taking.commits else self._taking.folder
                return self._kept(draft, by, folder) if folder else self._committed(draft, by)
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
        """Write in when a new record is handed over, by our clock: a page's may be wrong."""
        if draft.opened is not None or _RECORDED not in self._live.base.kinds.sound[draft.kind].fields:
            return draft
        return draft._replace(data={**draft.data, _RECORDED: self._now().isoformat(timespec="seconds")})

    def _committed(self, draft: Draft, by: inbox.Author) -> Answer:
        with self._watch.alone():
            entry = inbox.take(self._root, (draft,), self._taking.as_of, self._watch.seen, inbox.Way(by))
            _refuse(entry)
            self._watch.look(entry.moment)  # its page is there when the answer is
        record_id = str(entry.ids[0])
        there = address.record(record_id)
        return as_json(HTTPStatus.CREATED, {"id": record_id, "address": there}, {"Location": f"/{there}"})

    def _kept(self, draft: Draft, by: inbox.Author, folder: Path) -> Answer:
        entry = inbox.tried(self._watch.seen, (draft,), now=self._now())
        _refuse(entry)
        stem = f"{draft.kind}-{_mark(draft)}"
        file = f"{stem}.yaml" if draft.body is None else f"{stem}.md"
        name = f"{stem}/{file}" if draft.attachments else file
        place = (folder / name).parent  # files have a folder of their own: another's may be called the same
        if not (folder / name).exists():  # else it was sent twice: the first answer was lost
            for one, data in draft.attachments.items():
                landing.put(place, one, data)
            text = draft_text(self._live.base.kinds.sound[draft.kind], draft, by.name)
            landing.put(place, file, text)  # last: where it is, all is
        return as_json(HTTPStatus.ACCEPTED, {"draft": name})


def _mark(draft: Draft) -> str:
    """Tell a draft from every other one by what it says; sent again it is the same."""
    told = {name: value for name, value in draft.data.items() if name != _RECORDED}
    files = {name: hashlib.sha256(data).hexdigest() for name, data in draft.attachments.items()}
    beside = [one for one in (files, draft.body) if one]
    text = json.dumps([draft.opened, told, *beside], sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _author(sent: Sent) -> inbox.Author:
    typed = sent.value.get("author")
    name = sent.user or (typed if isinstance(typed, str) else "")
    if len(name) > _TEXT:
        text = f"「填写人」太长，最多 {_TEXT} 个字；只写姓名再交。"
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, text)
    if not name.strip():
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
    return Draft(sent.kind, record, "登记页", places, opened, enclosed.files(sent.files, record))


def _as_page(draft: Draft, kind: Kind) -> Draft:
    """Take the prose of a document out of its front matter; what a draft begins with nobody sends."""
    if not kind.is_document:
        return draft
    data, body = dict(draft.data), draft.data.get(BODY)
    data.pop(BODY, None)
    if not isinstance(body, str) or not body.strip() or draft.opened is not None:
        raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, "文档的草稿要有正文，只收新的一份；补上正文再交。")
    return draft._replace(data={**data, **head(kind)}, body=body.strip())


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
