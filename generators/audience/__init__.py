"""Who sees what, decided once: a base cut to one reader, before any page, search row, file or figure.

Whatever is made of the base that `seen_by` gives can tell only what that reader may know, also where somebody
forgot to think of it. Verdicts were reached before, by all the facts, and keep their states: no number of a
contract changes because a row of it is kept back.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from generators.audience.circle import Circle, reader
from generators.audience.sight import Sight
from generators.knowledge import KnowledgeBase
from generators.records.provenance import History
from generators.records.reader import Who
from generators.words import say


def seen_by(base: KnowledgeBase, who: Who = Who.INTERNAL, contract: str | None = None) -> KnowledgeBase:
    """Give what a reader may know of a base: everything, or what concerns one contract and is for them.

    Raises UserError for a contract that there is not, or where there are several and none is named.
    """
    to = reader(base, who, contract)
    if to.is_whole:
        return base
    sight = Sight(base, Circle(to, base.bindings))
    verdicts, beside = sight.verdicts(base.verdicts), sight.verdicts(base.beside)
    facts = sight.facts()
    return replace(
        base,
        config=replace(base.config, contract=to.contract),
        facts=facts,
        texts=sight.texts(),
        verdicts=verdicts,
        beside=beside,
        findings=sight.findings(),
        history=_history(base.history, facts.records, is_outside=to.is_outside),
        bindings=base.bindings.only(sight.circle.agreement, facts.states.obeying),
        held={name: one for name, one in base.held.items() if name in facts.records},
        reader=to,
        attached=sight.attached(facts.records),
    )


def _history(history: History | None, records: Mapping[str, object], *, is_outside: bool) -> History | None:
    """Keep the edits of the records that are left; outside nobody learns the names of those who made them."""
    if history is None:
        return None
    edits = {name: some for name, some in history.edits.items() if name in records}
    if is_outside:
        word = say("record.author")
        edits = {
            name: tuple(one._replace(author=word, committer="") for one in some)
            for name, some in edits.items()
        }
    return History(history.state, edits, history.uncommitted & set(records))
