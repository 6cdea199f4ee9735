"""What a form tells beyond the schema, the import tells too: by the export alone, at the same place."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import pytest
import small_base
from conftest import NOW, good_base
from naive_form import Form
from test_engine import bad_bases
from test_export import through

from generators import knowledge
from generators.authoring import claims
from generators.authoring.draft import Draft, Spot
from generators.checks import personal
from generators.codes import CODES as ALL
from generators.forms.export import common, kind_export, picks
from generators.forms.soundness import CODES
from generators.kinds.telling import Medium, say, table
from generators.knowledge import KnowledgeBase
from generators.site import form_files

EARLY = datetime.fromisoformat("2026-03-01T12:00:00+08:00")
PRIVACY = set(personal.PATTERNS)  # they have their own test
# only the import tells what other records give, what may lie within the term by what it names, and the notices
# that a schema declares by conditions (`x-notices`), whatever their code
LEFT = {"outside-term", "row-missing", "count-missing", "events-out-of-order"}


def plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def told(base: KnowledgeBase) -> Counter[tuple[str, str]]:
    """Path and code of all that a form would tell, had somebody entered each record there."""
    shared = through(common(base))
    lists = {one.name: through(picks(base, one)) for one in base.shown}
    forms = {one.name: through(kind_export(base, one)) for one in base.shown}
    return Counter(
        (record.path, code)
        for record in base.facts.states.obeying.values()
        for code, _ in Form(forms[record.kind.name], shared, lists, through(plain(record.data))).told()
    )


def found(base: KnowledgeBase) -> Counter[tuple[str, str]]:
    return Counter((one.place.path, one.code) for one in base.findings if one.code in set(CODES) - PRIVACY)


def test_the_codes_that_a_form_tells_are_findings() -> None:
    assert set(CODES) <= set(ALL)
    sentences = {key.partition(".")[0] for key in table(Medium.FORM).sentences}
    assert set(CODES) - PRIVACY <= sentences
    assert set(CODES) >= PRIVACY


def test_of_a_sound_base_a_form_tells_what_the_check_does() -> None:
    assert told(good_base()) == found(good_base())


def test_of_every_bad_example_a_form_tells_what_the_check_does_but_what_other_records_give() -> None:
    seen: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for files in bad_bases():
        base = knowledge.read(files, NOW)
        form, check = told(base), found(base)
        assert form - check == Counter()
        missed.update(code for _, code in check - form)
        seen.update(code for _, code in form)
    assert set(missed) <= LEFT
    assert missed.total() < seen.total() / 5
    assert set(seen) >= set(CODES) - PRIVACY - {"count-missing"}


def test_a_form_tells_that_a_number_of_rows_is_not_given_where_no_schema_asks_for_it() -> None:
    base = good_base()
    kind = base.kinds.sound["training"]
    done = next(one for one in base.facts.of_kind(kind.name) if kind.stop in one.data)
    left = {name: value for name, value in plain(done.data).items() if name != "expected"}
    form = Form(
        through(kind_export(base, kind)),
        through(common(base)),
        through({one.name: picks(base, one) for one in base.shown}),
        left,
    )
    assert list(form.told()) == [("count-missing", ("id",))]


@pytest.mark.parametrize("now", [NOW, EARLY, EARLY.replace(hour=23, minute=56)])
def test_what_has_not_happened_yet_a_form_tells_as_the_import_does(now: datetime) -> None:
    """The good examples, entered as of a day on which some of them were still to come."""
    base = good_base()
    shared, zone = through(common(base)), base.config.zone
    seen = 0
    for record in base.facts.states.obeying.values():
        kind, data = record.kind, through(plain(record.data))
        form = Form(through(kind_export(base, kind)), shared, {}, data)
        told = {
            (at, say("draft-ahead", event=title, at=shown, now=now.strftime("%Y-%m-%d %H:%M")))
            for at, title, shown in form.ahead(now)
        }
        places = {at: Spot(cell=json.dumps(at)) for at, _ in told}
        found = claims.to_come(kind, Draft(kind.name, data, places=places), data, now, zone)
        assert {(tuple(json.loads(one.spot.cell)), one.message) for one in found} == told, record.id
        seen += len(told)
    assert bool(seen) == (now < NOW)


def test_a_record_of_which_a_part_is_still_to_come_is_not_opened_in_a_form() -> None:
    """Its form would be given the rest, and hand the record over without that part."""
    files, path = small_base.files(), small_base.PATH.format(9)
    more = files[path] + b'responded: "2026-03-21T09:00:00+08:00"\n'
    bases = [small_base.of(one) for one in (files, {**files, path: more})]
    records = [one.facts.records["INC-2026-0009"] for one in bases]
    assert [form_files.may_be_changed(*one) for one in zip(bases, records, strict=True)] == [True, False]
