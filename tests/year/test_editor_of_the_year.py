"""The demonstration year in an editor: no record that the check accepts is marked as wrong."""

from __future__ import annotations

from demonstration import judged
from editor_schemas import faults

from generators.strict_yaml import load


def test_the_schemas_for_editors_accept_every_record_of_the_year() -> None:
    base = judged()
    kinds = [one.name for one in base.kinds.sound.values() if not one.is_document]
    wrong = {
        record.id: found
        for kind in kinds
        for record in base.facts.of_kind(kind)
        if (found := faults(base, kind, load(record.source)))
    }
    assert wrong == {}
