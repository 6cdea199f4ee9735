"""What is left of a record that breaks its schema, so that whatever else is wrong with it is told at once.

Nothing follows from it: no link leads from it, no verdict sees it. Only what can be asked of each value that
has its form, whom it names and what comes before what, is asked of what is left as well.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from generators.kinds.faults import Fault
from generators.kinds.field import Form
from generators.kinds.kind import Kind
from generators.records.record import Record
from generators.strict_yaml import At


def remains(record: Record, faults: Iterable[Fault]) -> Record:
    """Give a record without the values that are wrong; an item of a list leaves an empty one in its place."""
    wrong = {_whole(record.kind, fault) for fault in faults if fault.keyword != "required"}
    data: Any = copy.deepcopy(record.data)
    for at in sorted(wrong, key=len, reverse=True):
        if not at:
            data = {}
        else:
            _take_out(record.kind, data, at)
    return replace(replace(record, data=data).frozen(), whole=record)


def _whole(kind: Kind, fault: Fault) -> At:
    """Give what goes with a wrong value: a time that is told by several members is one value."""
    events = (at for n in range(len(fault.at)) if kind.field(at := fault.at[:n]).form is Form.EVENT)
    return next(events, fault.at)


def _take_out(kind: Kind, data: Any, at: At) -> None:
    for step in at[:-1]:
        data = data[step]
    if isinstance(at[-1], int):
        data[at[-1]] = {} if kind.field(at).children else ""
    else:
        data.pop(at[-1], None)
