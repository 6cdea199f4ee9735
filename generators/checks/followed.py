"""Who followed a document (`x-follows`) names a version that there was, and what stands there agrees with it.

Of the version that was followed: its steps, who had to agree, the limits of what was measured, the checks at
its end, and whether it was approved by then. It is today's text, or, if the earlier versions were read, one
that some commit holds; of who names none the one that was in force when the record began. Where nobody can
tell which it was, nothing is asked that another may not have, and `held` says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import cached_property
from types import MappingProxyType
from typing import Any

from generators.checks.context import Context
from generators.checks.whole import is_meant
from generators.codes import CODES
from generators.finding import Finding, finding
from generators.kinds.field import Field
from generators.kinds.telling import say
from generators.records import editions
from generators.records.editions import Data, Held, Text
from generators.records.moment import moment
from generators.records.record import OBJECT, Record
from generators.records.version import version_of

_DAY = len("2026-01-01")


def check(context: Context) -> Iterator[Finding]:
    """Hold every record of having followed a document against the version that it names."""
    for record in context.records.values():
        word = record.kind.tree.marks.get("follows")
        if word is not None and not record.is_voided:
            yield from _Followed(context, record, word).found()


def held(context: Context) -> Mapping[str, Held]:
    """Say of every record that followed a document against which text it was held."""
    found = {}
    for record in context.records.values():
        word = record.kind.tree.marks.get("follows")
        if word is not None and not record.is_voided:
            found[record.id] = _Followed(context, record, word).held
    return MappingProxyType(found)


class _Followed:
    """One record, and the text of the document that it followed."""

    def __init__(self, context: Context, record: Record, word: Mapping[str, Any]) -> None:
        self.context, self.record, self.word = context, record, word
        self.table = record.kind.fields[word["steps"]]
        self.document = context.records.get(str(record.data.get(word["document"])))

    def found(self) -> Iterator[Finding]:
        yield from self._order()
        if self.document is None:
            return
        if self._is_whole:
            yield from self._chosen(self.document)
        yield from self._rows()
        if self._text is not None:
            yield from self._approved(self._text)
            yield from self._left_out(self._text)
            yield from self._ended(self._text)

    @property
    def held(self) -> Held:
        """Say against which text the record was held."""
        if self._text is not None:
            return Held.THEN if self._named is None else Held.NAMED
        if self._named is None:
            return Held.THEN if self._knows_then else Held.NONE
        return Held.OTHER

    @property
    def _is_whole(self) -> bool:
        return self.context.history is not None and self.context.history.versions is not None

    @property
    def _named(self) -> str | None:
        return self.record.data.get(self.word["version"])

    @cached_property
    def _begun(self) -> datetime:
        start = moment(
            self.record.data.get(self.record.kind.start), self.context.bindings.of(self.record).zone
        )
        return start.at if start else datetime.min.replace(tzinfo=UTC)

    @cached_property
    def _knows_then(self) -> bool:
        """Whether the history tells what was in force when the record began."""
        return editions.is_known(self.context.history, self._begun)

    @cached_property
    def _then(self) -> Text | None:
        """Give the text in force when the record began; None where nobody knows, or there was none."""
        if self.document is None or not self._knows_then:
            return None
        return editions.in_force(self.context.history, self.document.id, self._begun)

    @cached_property
    def _text(self) -> Data | None:
        """Give what the document said in the version that was followed, if anybody can tell."""
        if self.document is None:
            return None
        if self._named is None:
            return self._then.data if self._then else None
        if version_of(self.context.files.get(self.document.path, b"")) == self._named:
            return self.document.data
        found = editions.named(self.context.history, self.document.id, self._named)
        return found.data if found else None

    def _chosen(self, document: Record) -> Iterator[Finding]:
        """Look whether the version that is named was there and in force, or any was where none is named."""
        name = self._named
        if name is None:
            if self._knows_then and self._then is None:
                yield self._of_version("approved-after", f"开始时库里还没有 {document.id}")
        elif self._text is None:
            yield self._of_version("version-unknown", f"{document.id} 没有哪一次提交是 {name} 这一版")
        elif self._knows_then:
            edition = editions.last(self.context.history, document.id, name, self._begun)
            newer = self._then.edition if self._then else None
            if edition is None:
                yield self._of_version("version-later", f"开始时库里还没有 {name} 这一版{self._instead}")
            elif newer is not None and edition.place < newer.place:
                yield self._of_version("version-superseded", f"{name} 是更早的一版{self._instead}")

    @property
    def _instead(self) -> str:
        if self._then is None or self._then.edition is None:
            return ""
        zone = self.context.bindings.of(self.record).zone
        day = datetime.fromtimestamp(self._then.edition.since, zone).date()
        commit = self._then.edition.edit.commit[:12]
        return f"，在用的是 {self._then.version}（提交 {commit}，{day}）"

    def _of_version(self, code: str, what: str) -> Finding:
        name = self.word["version"] if self._named is not None else self.word["document"]
        return finding(self.record.place(name), code, f"{what}；{CODES[code].remedy}")

    def _order(self) -> Iterator[Finding]:
        """Find rows that were done before the row above them."""
        at, last = self.word["at"], None
        for index, row in enumerate(self.record.data.get(self.table.name, ())):
            moment = datetime.fromisoformat(row[at])
            if last is not None and moment < last:
                text = f"第 {index + 1} 行早于上一行；{CODES['rows-out-of-order'].remedy}"
                yield finding(self.record.place(self.table.name, index, at), "rows-out-of-order", text)
            last = moment

    def _rows(self) -> Iterator[Finding]:
        """Look at each row beside its step."""
        today = self.document.data if self.document else {}
        known = _keyed(today if self._text is None else self._text, self.table.name, self.word["step"])
        for index, row in enumerate(self.record.data.get(self.table.name, ())):
            step = known.get(row[self.word["step"]])
            if step is None:
                if self._text is not None:
                    yield self._row(index, "step", "step-not-then", "照的那一版没有这一步")
                continue
            if self._text is None:
                yield from self._in_use(index, row, step)
            else:
                yield from self._agreed(index, row, step)
                yield from self._read_off(index, row, step)

    def _in_use(self, index: int, row: Data, step: Data) -> Iterator[Finding]:
        day = str(row[self.word["at"]])[:_DAY]
        since, until = step.get(self.word["since"]), step.get(self.word["until"])
        if since is not None and day < since:
            yield self._row(index, "step", "step-not-then", f"这一步从 {since} 起才有")
        elif until is not None and day > until:
            yield self._row(index, "step", "step-not-then", f"这一步用到 {until} 为止")

    def _agreed(self, index: int, row: Data, step: Data) -> Iterator[Finding]:
        if step.get(self.word["asks"]) is None or not self._is_done(row):
            return
        if self.word["by"] not in row or self.word["agreed"] not in row:
            yield self._row(index, "step", "consent-missing", f"这一步须{step[self.word['asks']]}同意")
        elif datetime.fromisoformat(row[self.word["agreed"]]) > datetime.fromisoformat(row[self.word["at"]]):
            yield self._row(index, "agreed", "consent-missing", "同意在做了以后")

    def _read_off(self, index: int, row: Data, step: Data) -> Iterator[Finding]:
        value, low, high = (
            row.get(self.word["measured"]),
            step.get(self.word["low"]),
            step.get(self.word["high"]),
        )
        if value is None or self.word["because"] in row or not self._is_done(row):
            return
        if (low is not None and value < low) or (high is not None and value > high):
            bounds = "、".join(
                f"{word} {bound:g}"
                for word, bound in (("不低于", low), ("不高于", high))
                if bound is not None
            )
            yield self._row(index, "measured", "measured-outside", f"{value:g}，应{bounds}")

    def _is_done(self, row: Data) -> bool:
        return all(row.get(name) in wanted for name, wanted in self.word["where"].items())

    def _row(self, index: int, key: str, code: str, what: str) -> Finding:
        step = self.record.data[self.table.name][index][self.word["step"]]
        text = f"{step}：{what}{self._by_then}；{CODES[code].remedy}"
        return finding(self.record.place(self.table.name, index, self.word[key]), code, text)

    @property
    def _by_then(self) -> str:
        """Say which version tells, where the record names none."""
        is_meant = self._named is None and self._text is not None and self._then is not None
        return f"（没有写版本，看开始时在用的 {self._then.version}）" if is_meant and self._then else ""

    def _approved(self, text: Data) -> Iterator[Finding]:
        """Find a document that was followed before anybody approved it."""
        if self.document and text is self.document.data and text.get("approved") is None:
            return  # a draft, which another check names
        start = self.context.bindings.days(self.record)
        day = editions.approval(text)
        if start is not None and (day is None or day > start.first.isoformat()):
            what = "没有批准" if day is None else f"{day} 才批准"
            yield self._of_version("approved-after", f"照的那一版{what}{self._by_then}")

    def _left_out(self, text: Data) -> Iterator[Finding]:
        """Find steps that had to be done then and are asked of nobody today: another check tells of those."""
        measure = self.record.kind.tree.marks.get("whole", {}).get(self.table.name)
        if measure is None or self.document is None or text is self.document.data:
            return
        wanted = measure.get("when", {}).items()
        if all(self.record.data.get(name) in codes for name, codes in wanted):
            asked = [
                {
                    code
                    for code, row in _keyed(said, self.table.name, measure["by"]).items()
                    if _has(row, measure) and is_meant(self.record, row, measure.get("within", {}))
                }
                for said in (text, self.document.data)
            ]
            yield from self._missing(self.table, measure["by"], sorted(asked[0] - asked[1]))

    def _ended(self, text: Data) -> Iterator[Finding]:
        """Find checks at the end of a document that nobody looked at, though it ended well."""
        for name, outcomes in self.word["ends"].items():
            field = self.record.kind.fields[name]
            if self.record.data.get(outcomes[0]) not in outcomes[1:]:
                continue
            key = next(iter(field.children))
            asked = (code for code, row in _keyed(text, name, key).items() if self._is_asked(row))
            yield from self._missing(field, key, asked)

    def _missing(self, table: Field, key: str, wanted: Iterable[str]) -> Iterator[Finding]:
        written = {row[key] for row in self.record.data.get(table.name, ())}
        missing = [code for code in wanted if code not in written]
        if missing:
            told = say(
                "row-missing", table=table.title, count=len(missing), names=say("and").join(missing),
                remedy=CODES["row-missing"].remedy,
            )  # fmt: skip
            yield finding(self.record.key_place(table.name), "row-missing", told)

    def _is_asked(self, row: Data) -> bool:
        """Say whether a check is one of what was followed; one that belongs to no part is one of all."""
        return is_meant(
            self.record, row, {name: one for name, one in self.word["within"].items() if name in row}
        )


def _has(row: Data, measure: Mapping[str, Any]) -> bool:
    return all(row.get(name) in codes for name, codes in measure.get("where", {}).items())


def _keyed(data: Data, table: str, key: str) -> Mapping[str, Data]:
    """Give the rows of a table by their code; earlier versions may have had other tables."""
    rows = data.get(table)
    rows = rows if isinstance(rows, list | tuple) else ()
    return {str(row[key]): row for row in rows if isinstance(row, OBJECT) and key in row}
