"""A record asked for value by value: what is said to each answer, and what the answers come to.

Pure but for who asks: it is handed a function that shows a question and gives the answer. An answer that does
not fit is told in the sentences of a form, and asked again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from generators.authoring.asking import Asked, Need, Table, asked, spread, tables
from generators.authoring.blank.picks import is_record, picks
from generators.authoring.dictation import dictated
from generators.authoring.draft import Draft, Spot, Told
from generators.authoring.workbook.cells import Reader
from generators.authoring.workbook.examples import example
from generators.authoring.workbook.names import Misfit, Names
from generators.authoring.workbook.rows import put
from generators.kinds.begun_document import head
from generators.kinds.faults import checker
from generators.kinds.field import MOMENTS, TIMES, Field, Form
from generators.kinds.kind import Kind
from generators.kinds.telling import Medium
from generators.kinds.telling import told as sentence
from generators.knowledge import KnowledgeBase
from generators.strict_yaml import At

Ask = Callable[[str], str]  # shows a question, gives what was typed
Say = Callable[[str], None]
_SHOWN = 12  # of a list, before a part of a name has to be typed
_HELP, _NOW = ("?", "？"), ("现在", "now")
_YES = ("是", "y", "yes", "1", "√")


class Interview:
    """Asks for one record; `data` holds what was answered so far, whatever happens."""

    def __init__(
        self, base: KnowledgeBase, kind: Kind, ask: Ask, say: Say, data: Mapping[str, Any] | None = None
    ) -> None:
        """Take the kind, how to ask and to say something, and what is answered already."""
        self.data: dict[str, Any] = {**(head(kind) if kind.is_document else {}), **(data or {})}
        self.body: str | None = None  # the prose of a document
        self._base, self._kind, self._ask, self._say = base, kind, ask, say
        self._reader = Reader(base.config.zone, Names(base))
        self._check = checker(kind)

    def all(self) -> None:
        """Ask what must be there; then, if wished, what closing demands, and the rest."""
        self._some(Need.MUST)
        if self._kind.stop and self._wishes("已经办完，接着填办完要填的吗？"):
            self._some(Need.CLOSING)
        if self._wishes("还要填别的吗？"):
            self._some(Need.EVENT)
            self._some(Need.MORE)

        if self._kind.is_document and self.body is None:
            self.body = dictated(self._ask, self._say)

    def again(self, titles: Sequence[str]) -> bool:
        """Ask anew the values that are called so; say whether any is. Rows stay as they were typed."""
        values = [one for one in asked(self._kind) if one.title in titles]
        for one in values:
            self._value(one)
        return bool(values)

    def draft(self, source: str) -> Draft:
        """Give what was answered as a draft whose places are the questions."""
        places: dict[At, Spot] = {(): Spot()}
        for one in asked(self._kind):
            places[one.at[:1]] = places[one.at] = Spot(title=one.title)
        for table, _ in tables(self._kind):
            places[table.name,] = Spot(title=table.title)
        return Draft(self._kind.name, self.data, source, places, body=self.body)

    def _some(self, need: Need) -> None:
        for one in asked(self._kind):
            if one.need is need and self._at(one.at) is None and self._is_apt(one.at[0]):
                self._value(one)
        for table in tables(self._kind):
            if table.need is need and table.field.name not in self.data and self._is_apt(table.field.name):
                self._rows(table)

    def _is_apt(self, name: str) -> bool:
        """Say whether what is asked only of some records may be asked of this one."""
        asking = [one for one in self._kind.tree.when if name in one.wanted and one.tests]
        return not asking or any(
            self.data.get(key) in values for one in asking for key, values in one.tests.items()
        )

    def _is_wanted(self, at: At) -> bool:
        """Say whether what was answered so far makes a value required."""
        return any(at[0] in one.wanted and one.holds(self.data) for one in self._kind.tree.when)

    def _value(self, one: Asked) -> None:
        is_must = one.need is Need.MUST or (len(one.at) == 1 and self._is_wanted(one.at))
        value = self._answer(one.title, one.field, one.at, is_must=is_must)
        if value is not None:
            put(self.data, one.at, value)

    def _rows(self, table: Table) -> None:
        """Ask row by row, until the first question of a row is left empty."""
        field = table.field
        self._say(f"{field.title}：{field.help or '一行一条。'}首项直接回车就结束。")
        order = sorted(field.children.values(), key=lambda one: not one.must)
        columns = [one for member in order for one in spread(member, Need.MUST if member.must else Need.MORE)]
        rows: list[dict[str, Any]] = []
        while True:
            row: dict[str, Any] = {}
            try:
                self._row(field, columns, rows, row)
            finally:  # whoever leaves in the middle keeps what was typed of it
                if row:
                    self.data[field.name] = [*rows, row]
            if not row:
                return
            rows.append(row)

    def _row(
        self, field: Field, columns: Sequence[Asked], rows: list[dict[str, Any]], row: dict[str, Any]
    ) -> None:
        """Ask for one row, which is filled on the way; it stays empty if its first question is."""
        for number, one in enumerate(columns):
            title = f"{field.title}第 {len(rows) + 1} 条 {one.title}"
            at: At = (field.name, len(rows), *one.at)
            wanted = (when for when in (field.item or field).when if one.at[0] in when.wanted)
            is_must = number > 0 and (one.need is Need.MUST or any(when.holds(row) for when in wanted))
            value = self._answer(title, one.field, at, is_must=is_must, row=(rows, row))
            if value is None and number == 0:
                return
            if value is not None:
                put(row, one.at, value)

    def _answer(
        self,
        title: str,
        field: Field,
        at: At,
        *,
        is_must: bool,
        row: tuple[list[Any], dict[str, Any]] | None = None,
    ) -> Any:
        """Ask until the answer fits; None for an empty one where nothing must be there."""
        choices = picks(self._base, field)
        is_listed = field.form in (Form.CHOICE, Form.FLAG) or 0 < len(choices) <= _SHOWN
        shown = list(choices) if is_listed else []
        if shown:
            self._say("  ".join(f"{number} {word}" for number, word in enumerate(shown, 1)))
        while True:
            typed = self._ask(f"{title}{' *' if is_must else ''}：").strip()
            if typed in _HELP:
                self._say(_help(field, choices))
                continue
            if not typed:
                if not is_must:
                    return None
                self._say(f"缺少「{title}」；补上。")
                continue
            try:
                value = self._read(self._picked(typed, field, choices, shown), field)
            except _Several as several:
                shown = list(several.found)
                self._say(
                    f"{several}\n" + "\n".join(f"{number} {word}" for number, word in enumerate(shown, 1))
                )
                continue
            except Misfit as misfit:
                self._reader.resume()
                self._say(str(misfit))
                continue
            if value is None and not is_must:
                return None
            wrong = [f"缺少「{title}」；补上。"] if value is None else list(self._faults(at, value, row))
            if not wrong:
                return value
            self._say("\n".join(wrong))

    def _read(self, typed: str, field: Field) -> Any:
        if field.form in MOMENTS and typed in _NOW:
            return self._base.now.astimezone(self._base.config.zone).isoformat(timespec="seconds")
        if field.form is Form.DATE and typed in _NOW:
            return self._base.now.astimezone(self._base.config.zone).date().isoformat()
        return self._reader.read(typed, field)

    def _picked(self, typed: str, field: Field, choices: Sequence[str], shown: Sequence[str]) -> str:
        """Give what a number, a word or a part of a name stands for; of a list, each of its items."""
        if field.form is Form.LIST and choices:
            parts = [one for one in typed.replace("，", "、").replace(",", "、").split("、") if one.strip()]
            meant = (self._meant(one.strip(), field, choices, shown) for one in parts)
            return "、".join(one.partition(" ")[0] for one in meant)
        if not choices:
            return typed
        found = self._meant(typed, field, choices, shown)
        is_elsewhere = (
            field.ref is not None and field.ref.of in self.data
        )  # a row of another than these are of
        is_known = found in choices or is_record(self._base, field, found)
        if field.form is Form.REFERENCE and not is_known and not is_elsewhere:
            raise Misfit(f"没有「{typed}」；写编号、名称或其中几个字，? 看有哪些。")
        return found

    def _meant(self, typed: str, field: Field, choices: Sequence[str], shown: Sequence[str]) -> str:
        return typed if is_record(self._base, field, typed) else _one(typed, choices, shown)

    def _faults(self, at: At, value: Any, row: tuple[list[Any], dict[str, Any]] | None) -> Iterator[str]:
        """Tell what is wrong with a value where it would stand; what is missing beside it is asked later."""
        data: dict[str, Any] = dict(self.data)
        if row is None:
            put(data, tuple(map(str, at)), value)
        else:
            rows, begun = row
            whole = dict(begun)
            put(whole, tuple(str(one) for one in at[2:]), value)
            data[str(at[0])] = [*rows, whole]
        for fault in self._check(data):
            if fault.at[: len(at)] == at and fault.keyword != "required":
                said = sentence(self._kind, fault, Medium.FORM)
                if said:
                    yield said.text

    def _wishes(self, question: str) -> bool:
        return self._ask(f"{question}（是/否，直接回车是否）：").strip().lower() in _YES

    def _at(self, at: tuple[str, ...]) -> Any:
        value: Any = self.data
        for step in at:
            value = value.get(step) if isinstance(value, Mapping) else None
        return value


class _Several(Misfit):
    """A part of a name that stands in several: which."""

    def __init__(self, typed: str, found: Sequence[str], *, is_more: bool) -> None:
        more = f"，先列 {len(found)} 个，多写几个字再找" if is_more else ""
        super().__init__(f"含「{typed}」的有几个{more}；写编号前的数：")
        self.found = found


def _one(typed: str, choices: Sequence[str], shown: Sequence[str]) -> str:
    """Give the choice that is meant: by its number in what was shown, its word, or a part of it."""
    if typed.isdecimal() and 1 <= int(typed) <= len(shown) and typed not in choices:
        return shown[int(typed) - 1]
    exact = (
        [one for one in choices if one == typed],
        [one for one in choices if one.partition(" ")[0] == typed],
        [one for one in choices if one.partition(" ")[2] == typed],  # two people may bear one name
    )
    found = next(filter(None, exact), None) or [one for one in choices if typed.lower() in one.lower()]
    if len(found) == 1:
        return found[0]
    if found:
        raise _Several(typed, found[:_SHOWN], is_more=len(found) > _SHOWN)
    return typed


def _help(field: Field, choices: Sequence[str]) -> str:
    parts = [field.help, f"例：{example(field)}" if field.examples and not choices else ""]
    if field.form in TIMES:
        parts.append("可以写「现在」。")
    if choices and len(choices) > _SHOWN:
        parts.append(f"共 {len(choices)} 个，写名字里的几个字来找，如 {choices[0]}。")
    return "".join(parts) or "照实写。"


def titles(told: Sequence[Told]) -> list[str]:
    """Give what the questions are called that must be answered anew."""
    return [one.spot.title for one in told if one.refuses and one.spot.title]
