"""What a rule asks with its parameters, in a sentence that anybody can read: nothing in it is a name of ours.

An obligation may have several readings of its parameters: `spoken_obligation` says which of them is in force.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from generators.kinds.kind import Kind
from generators.records.speaking import Speaker
from generators.spoken import duration
from generators.words import say

_MINUTE = 60


class _Judge(NamedTuple):
    """One rule with its parameters, who speaks, and the kind that it is about."""

    parameters: Mapping[str, Any]
    speaker: Speaker
    kind: Kind

    def title(self, key: str) -> str:
        """Say the field that a parameter names."""
        return self.speaker.title(self.kind, str(self.parameters[key]))

    def titles(self, key: str) -> str:
        """Say the fields that a parameter names."""
        names = self.parameters[key]
        return say("value.comma").join(self.speaker.title(self.kind, str(one)) for one in names)

    @property
    def population(self) -> str:
        """What is counted: 「模板是季度模板的巡检」."""
        where = list(self.parameters.get("where", ()))
        if "levels" in self.parameters:  # of a reading
            where.append({"field": self.kind.role("level"), "is": self.parameters["levels"]})
        return self.speaker.population(self.kind, where)


def spoken_judge(rule: str, parameters: Mapping[str, Any], kind: Kind, speaker: Speaker) -> str:
    """Say what a rule asks of the records of a kind."""
    parts = list(_PARTS[rule](_Judge(parameters, speaker, kind)))
    if "good" in parameters:
        parts.append(say("spoken.good", good=speaker.conditions(kind, parameters["good"])))
    return say("value.semicolon").join(parts) + say("value.stop")


def spoken_exemption(parameters: Mapping[str, Any], kind: Kind, speaker: Speaker) -> str:
    """Say of what a reading asks nothing."""
    judge = _Judge(parameters, speaker, kind)
    parts = [say("spoken.exempt", population=judge.population)]
    if "needs" in parameters:
        parts.append(say("spoken.exempt_needs", needs=judge.titles("needs")))
    return say("value.semicolon").join(parts) + say("value.stop")


def _clock(judge: _Judge) -> Iterator[str]:
    given, names = judge.parameters, {"start": judge.title("from"), "stop": judge.title("to")}
    if "limit_minutes" in given:
        limit = duration(int(given["limit_minutes"]) * _MINUTE)
        yield say("spoken.clock", population=judge.population, **names, limit=limit)
    else:
        yield say("spoken.clock_by_level", population=judge.population, **names)
    if "stops_also" in given:
        yield say("spoken.stops_also", stops=judge.titles("stops_also"))
    if "needs" in given:
        yield say("spoken.needs", needs=judge.titles("needs"))
    if "pause_reasons" in given:
        choices = judge.kind.field((judge.kind.role("pauses"), 0, "reason"))
        reasons = say("value.comma").join(choices.word(one) for one in given["pause_reasons"])
        yield say("spoken.pauses", reasons=reasons)
    if "calendar" in given:
        named = judge.speaker.records.get(str(given["calendar"]))
        yield say("spoken.calendar", calendar=named.title if named else given["calendar"])


def _every(judge: _Judge) -> Iterator[str]:
    given = judge.parameters
    period, times = say(f"period.{given['period']}"), given.get("times", 1)
    yield say("spoken.every", period=period, times=times, population=judge.population)
    yield from _dated(judge)
    if "covers" in given and "covering" in given:
        path = str(given["covers"])
        words = (judge.speaker.word(judge.kind, path, str(one)) for one in given["covering"])
        covering = say("value.comma").join(words)
        yield say("spoken.covers", covers=judge.title("covers"), covering=covering)
    if given.get("grace_days"):
        yield say("spoken.grace", days=given["grace_days"])


def _dated(judge: _Judge) -> Iterator[str]:
    yield say("spoken.at", at=judge.title("at"))
    if "names_period" in judge.parameters:
        yield say("spoken.names_period", name=judge.title("names_period"))


def _present(judge: _Judge) -> Iterator[str]:
    given = judge.parameters
    yield say(
        "spoken.present_document" if judge.kind.is_document else "spoken.present",
        count=given.get("count", 1),
        population=judge.population,
    )
    if "review" in given:
        yield say("spoken.review", review=judge.title("review"))
    if "due" in given:
        yield say("spoken.due", due=given["due"])


def _staffed(judge: _Judge) -> Iterator[str]:
    yield say("spoken.staffed", population=judge.population, posts=judge.title("posts"))
    if "holding" in judge.parameters:
        yield say("spoken.holding", holding=judge.title("holding"))


def _covered(judge: _Judge) -> Iterator[str]:
    yield say("spoken.covered", kind=judge.kind.title, shifts=judge.title("shifts"))
    if "where" in judge.parameters:
        where = judge.speaker.conditions(judge.kind, judge.parameters["where"])
        yield say("spoken.covered_where", where=where)


def _closed(judge: _Judge) -> Iterator[str]:
    given = judge.parameters
    if "by" in given:
        by = judge.speaker.kinds.sound.get(str(given["by"]))
        yield say("spoken.closed_by", population=judge.population, by=by.title if by else given["by"])
    else:
        done = str(given.get("done", judge.kind.stop))
        yield say("spoken.closed", population=judge.population, done=judge.speaker.title(judge.kind, done))
    if "within_days" in given:
        start = judge.speaker.title(judge.kind, judge.kind.start) if judge.kind.start else ""
        yield say("spoken.within_days", start=start, days=given["within_days"])


def _share(judge: _Judge) -> Iterator[str]:
    given = judge.parameters
    names = {"period": say(f"period.{given['period']}"), "population": judge.population}
    if target := given.get("target"):
        yield say("spoken.share", **names, met=target["met"], of=target["of"])
    else:
        yield say("spoken.share_open", **names)
    yield from _dated(judge)


def _available(judge: _Judge) -> Iterator[str]:
    yield say("spoken.available", kind=judge.kind.title)
    if "assumed" in judge.parameters:
        assumed = judge.speaker.conditions(judge.kind, judge.parameters["assumed"])
        yield say("spoken.assumed", assumed=assumed, kind=judge.kind.title)


def _declared(judge: _Judge) -> Iterator[str]:
    named = judge.speaker.records.get(str(judge.parameters.get("evidence", "")))
    if named:
        yield say("spoken.declared", evidence=named.title)
    else:
        yield say("spoken.declared_nowhere")
    yield say("spoken.would_prove", proof=judge.parameters["would_prove"])


_PARTS: Mapping[str, Callable[[_Judge], Iterator[str]]] = {
    "clock": _clock,
    "every": _every,
    "present": _present,
    "staffed": _staffed,
    "covered": _covered,
    "closed": _closed,
    "share": _share,
    "available": _available,
    "declared": _declared,
}
