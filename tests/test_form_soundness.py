"""What a form tells beyond the schema, the import tells too: by the export alone, at the same place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from conftest import NOW, good_base
from naive_form import Form
from test_engine import bad_bases
from test_export import through

from generators import knowledge
from generators.codes import CODES as ALL
from generators.forms.export import common, kind_export, picks
from generators.forms.soundness import CODES
from generators.kinds.telling import Medium, table
from generators.knowledge import KnowledgeBase

PRIVACY = {"secret", "resident-identity", "mobile-number"}  # patterns have their own test
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
