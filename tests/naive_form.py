"""What a form does with its export, spelt out without a glance at the checks: the pattern for the browser's code.

It sees the JSON of a kind, of what all kinds share, of the pick lists, and the data of one record.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

DAY = len("2026-03-05")
Told = Iterator[tuple[str, tuple[Any, ...]]]  # code and place


class Form:
    def __init__(self, kind: Any, common: Any, lists: Mapping[str, Any], data: Mapping[str, Any]) -> None:
        self.kind, self.sound, self.common, self.lists, self.data = kind, kind["sound"], common, lists, data

    def told(self) -> Told:
        yield from self.periods()
        yield from self.events()
        yield from self.term()
        yield from self.voided()
        if not (self.sound["done"] and self.sound["done"] not in self.data) and "voided" not in self.data:
            for whole in self.sound["whole"]:
                yield from self.whole(whole)

    def ahead(self, now: datetime) -> Iterator[tuple[tuple[Any, ...], str, str]]:
        """Place, title and time of what has not happened yet: later than a clock that is a little fast."""
        for at in self.sound["past"]:
            field = self.kind["fields"]
            for step in at:
                inside = field.get("item", field)["children"]
                field = field if step == "*" else next(one for one in inside if one["name"] == step)
            for here, value in self.values(at):
                known = self.moment(value)
                if known and known[0] > now + timedelta(seconds=self.common["lead"]):
                    text = value["at"] if isinstance(value, dict) else value
                    shown = known[0].astimezone(ZoneInfo(self.common["zone"])).strftime("%Y-%m-%d %H:%M")
                    yield here, field["title"], text if len(text) == DAY else shown

    def values(self, at: list[str]) -> Iterator[tuple[tuple[Any, ...], Any]]:
        found: list[tuple[tuple[Any, ...], Any]] = [((), self.data)]
        for step in at:
            if step == "*":
                found = [((*here, n), one) for here, many in found for n, one in enumerate(many)]
            else:
                found = [
                    ((*here, step), one[step]) for here, one in found if isinstance(one, dict) and step in one
                ]
        yield from found

    def moment(self, value: Any) -> tuple[datetime, datetime] | None:
        text = value.get("at") if isinstance(value, dict) else value
        if text is None:
            return None
        if len(text) > DAY:
            return datetime.fromisoformat(text), datetime.fromisoformat(text)
        zone = datetime.fromisoformat(f"2026-01-01T00:00{self.common['offset']}").tzinfo
        day = date.fromisoformat(text)
        return datetime.combine(day, time(), zone), datetime.combine(day, time(23, 59, 59), zone)

    def periods(self) -> Told:
        for period in self.sound["periods"]:
            for here, one in self.values(period["at"]):
                if period["begin"] in one and period["end"] in one:
                    begin, end = (datetime.fromisoformat(one[period[name]]) for name in ("begin", "end"))
                    if end < begin:
                        yield "stop-before-start", (*here, period["end"])
                    elif end == begin and period["lasts"]:
                        yield "without-length", (*here, period["end"])

    def events(self) -> Told:
        for at in self.sound["timed"]:
            for here, one in self.values(at):
                if isinstance(one, dict) and "at" not in one and one.get("certainty") != "unknown":
                    yield "event-without-time", here
        times = {one["name"]: self.moment(self.data.get(one["name"], {})) for one in self.sound["events"]}

        def earlier(one: str | None, other: str | None) -> bool:
            this, that = times.get(one or ""), times.get(other or "")
            return this is not None and that is not None and this[1] < that[0]

        for event in self.sound["events"]:
            name = event["name"]
            if event["before"]:
                if earlier(event["before"], name):
                    yield "stop-before-start", (name,)
            elif earlier(name, self.sound["start"]):
                yield "stop-before-start", (name,)
            elif earlier(name, event["after"]):
                yield "events-out-of-order", (name,)

    def contract(self) -> Any:
        term = self.sound["term"]
        named = [self.data[one] for one in (term or {"contract": []})["contract"] if one in self.data]
        return named[0] if named else self.common["contract"]

    def day(self) -> date | None:
        known = self.moment(self.data.get(self.sound["start"], {}))
        offset = datetime.fromisoformat(f"2026-01-01T00:00{self.common['offset']}").tzinfo
        return known[0].astimezone(offset).date() if known else None

    def term(self) -> Told:
        """Only what the record says by itself: of which contract it is, and that it is about no other days."""
        term, day = self.sound["term"], self.day()
        if term is None or day is None:
            return
        is_named = any(one in self.data for one in term["contract"])
        wanted = [
            one
            for one in self.common["contracts"]
            if not is_named or one["id"] == self.data[self.named(term)]
        ]
        spans = [(one["first"], one["last"]) for contract in wanted for one in contract["versions"]]
        if not spans or any(first is None for first, _ in spans):
            return
        if str(day) < min(first for first, _ in spans):
            yield "outside-term", (self.sound["start"],)
        names_more = any(list(self.values(at)) for at in term["excusing"])
        is_about = any(one in self.data and one != self.sound["start"] for one in self.sound["about"])
        if all(last and str(day) > last for _, last in spans) and not names_more and not is_about:
            yield "outside-term", (self.sound["start"],)

    def named(self, term: Any) -> Any:
        return next(one for one in term["contract"] if one in self.data)

    def voided(self) -> Told:
        for one in self.sound["voided"]:
            gone = {name for kind in one["kinds"] for name in self.lists[kind]["voided"]}
            for here, value in self.values(one["at"]):
                if value in gone and "voided" not in self.data:
                    yield "voided-reference", here

    def whole(self, whole: Any) -> Told:
        rows = self.data.get(whole["table"], [])
        is_met = all(self.data.get(name) in wanted for name, wanted in whole["when"].items())
        if not is_met or (whole["optional"] and whole["table"] not in self.data):
            return
        if "count" in whole:
            least = whole["count"] if isinstance(whole["count"], int) else self.data.get(whole["count"])
            if least is None:
                yield "count-missing", ("id",)
            elif len(rows) < least:
                yield "row-missing", (whole["table"],)
            return
        written = {row[whole["by"]] for row in rows if whole["by"] in row}
        wanted = set(whole.get("codes", ()))
        if "owners" in whole:
            found = self.part(whole)
            if found is None or not written <= {row[found["key"]] for row in found["rows"]}:
                return
            since, day = whole["since"], self.day()
            wanted = {
                row[found["key"]]
                for row in found["rows"]
                if all(row.get(name) in some for name, some in whole["where"].items())
                and all(
                    not self.data.get(name) or row.get(column) in self.data[name]
                    for column, name in whole["within"].items()
                )
                and not (since in row and day and row[since][:DAY] > str(day))
            }
        if wanted - written:
            yield "row-missing", (whole["table"],)

    def part(self, whole: Any) -> Any:
        named = self.data.get(whole["of"]) if whole["of"] else self.contract()
        some = (one for kind in whole["owners"] if kind in self.lists for one in self.lists[kind]["records"])
        known = [one for one in some if one["id"] == named]
        return known[0].get("parts", {}).get(whole["part"]) if known else None
