"""A record against its schema: every fault at its line, in the reader's words, with what to write.

The engines want plain dicts and lists, so a record is frozen when it has obeyed.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from generators.finding import Finding, finding
from generators.kinds.faults import Fault, checker
from generators.kinds.kind import Kinds
from generators.kinds.telling import told
from generators.records.record import Loaded, Record
from generators.records.remains import remains
from generators.records.states import States


def validate(reading: Loaded, kinds: Kinds) -> tuple[States, list[Finding]]:
    """Check every record against its kind, and freeze those that obey."""
    check = {name: checker(kind) for name, kind in kinds.sound.items()}
    obeying: dict[str, Record] = {}
    refused: list[Record] = []
    left: list[Record] = []
    findings: list[Finding] = []
    for record in reading.records:
        if record.is_frozen:
            obeying[record.id] = record
            continue
        faults = check[record.kind.name](record.data)
        findings += sorted({one for fault in faults for one in _found(record, fault)})
        if faults:
            refused.append(record)
            left.append(remains(record, faults))
        else:
            obeying[record.id] = record.frozen()
    for record in reading.misplaced:
        faults = [one for one in check[record.kind.name](record.data) if one.at != ("id",)]  # that is told
        findings += sorted({one for fault in faults for one in _found(record, fault)})
        left.append(remains(record, faults))
    return States(reading.unread, tuple(refused), MappingProxyType(obeying), left=tuple(left)), findings


def _found(record: Record, fault: Fault) -> Iterator[Finding]:
    sentence = told(record.kind, fault)
    if sentence:
        is_key = fault.keyword == "additionalProperties"  # the name is wrong, not what stands under it
        place = record.key_place(*fault.at) if is_key else record.place(*fault.at)
        yield finding(place, sentence.code, sentence.text)
