"""What a run of a book is given: the shape is told once, and the scripts read nothing that is not in it."""

from __future__ import annotations

import json
import re
from typing import Any, NotRequired, get_origin, get_type_hints

from conftest import ROOT, good_base

from generators import address
from generators.site import book_scripts, book_words, run_beside, run_files
from generators.site.run_files import Book, Branch, Deed, Own, RunKind, Shared, Step

SCRIPTS = ROOT / "generators/site/web/assets/kb/run"
TEXT = "".join(path.read_text("utf-8") for path in sorted(SCRIPTS.glob("*.js")))
OF_ARRAYS = {"find", "findIndex", "filter", "map", "forEach", "length", "some", "indexOf", "slice"}


def is_in_shape(value: Any, shape: Any) -> bool:
    """Whether the members of an object are those of a shape."""
    hints = get_type_hints(shape, include_extras=True)
    required = {name for name, hint in hints.items() if get_origin(hint) is not NotRequired}
    return required <= set(value) <= set(hints)


def given() -> Any:
    """A book as the scripts put it together of what a file by itself holds."""
    base = good_base()
    record = base.facts.records["RB-ORA-ACCOUNT"]
    own = held(str(run_beside.inside(base, record)), "itss-run")
    shared = held(str(run_beside.inside_shared(base, [record])), "itss-run-shared")[own["makes"]]
    assert is_in_shape(own, Own)
    assert is_in_shape(shared, Shared)
    assert not {*own} & {*shared}
    return {**shared, **own}


def held(text: str, name: str) -> Any:
    found = re.fullmatch(rf'<script type="application/json" id="{name}">(.*)</script>', text)
    assert found
    return json.loads(found[1])


def test_a_site_holds_beside_its_pages_what_a_file_by_itself_holds_inside() -> None:
    base = good_base()
    record = base.facts.records["RB-ORA-ACCOUNT"]
    kind = run_files.run_kind(base, record)
    assert kind is not None
    (own,) = run_beside.files(base, record)
    (shared,) = run_beside.shared_files(base, kind)
    beside = [loaded(own, "kbRunBook"), loaded(shared, "kbRunShared")[kind.name]]
    assert {**beside[1], **beside[0]} == given()
    first, second = run_beside.scripts(base, record)
    assert first == f"{address.form(kind.name)}{shared[0]}"
    assert (
        second == f"{address.record(record.id)}{own[0]}?{beside[0]['version']}"
    )  # none that was kept of old


def test_what_all_books_say_and_load_is_the_same_on_a_site_and_in_a_file_by_itself() -> None:
    told = loaded(("", book_words.script()), "kbBookWords")
    assert told == held(str(book_words.inside()), "itss-book-words")
    assert (*told["run"],) == book_scripts.RUN_SCRIPTS
    asked = "".join((SCRIPTS.parent / f"book/{name}.js").read_text("utf-8") for name in ("book", "clocks"))
    assert set(re.findall(r"\bsay\.(\w+)", asked)) <= {*told["say"]}


def loaded(file: tuple[str, str], name: str) -> Any:
    found = re.fullmatch(rf"const {name} = (.*);\n", file[1])
    assert found
    return json.loads(found[1])


def test_the_data_of_a_book_have_the_shape_that_is_written_down() -> None:
    book = given()
    for step in book["steps"]:
        assert is_in_shape(step, Step)
        assert all(is_in_shape(one, Deed) for one in step["deeds"])
        assert all(is_in_shape(one, Branch) for one in step["branches"])
    assert is_in_shape(book, Book)
    assert is_in_shape(book["kind"], RunKind)
    assert [one["step"] for one in book["steps"]] == ["check-lock", "ask-unlock"]
    assert book["kind"]["outcomes"][0] == {"code": "success", "word": "成功"}
    assert {"step", "status", "at", "done_by", "measured"} <= set(book["kind"]["columns"]["steps"])


def test_the_scripts_of_a_run_read_nothing_of_a_book_that_it_is_not_given() -> None:
    read = set(re.findall(r"\bbook\.(\w+)", TEXT)) - {"book"}
    assert read <= set(get_type_hints(Book))
    assert read >= {
        "steps",
        "verification",
        "rollback",
        "limits",
        "escalation",
        "contacts",
        "people",
        "calls",
        "kind",
    }
    assert set(re.findall(r"\bbook\.kind\.(\w+)", TEXT)) - OF_ARRAYS == set(get_type_hints(RunKind))


def test_every_script_of_a_run_is_named_once_in_the_order_of_loading() -> None:
    names = [one.rpartition("/")[2] for one in book_scripts.RUN_SCRIPTS if "/run/" in one]
    assert sorted(names) == sorted(path.name for path in SCRIPTS.glob("*.js"))
    assert names[-1] == "run.js"
    assert not {*book_scripts.RUN_SCRIPTS} & {*book_scripts.BOOK_SCRIPTS}  # loaded twice, a name would clash


def test_who_sees_no_forms_gets_no_run_mode() -> None:
    base = good_base()
    record = base.facts.records["P-001"]
    assert str(run_beside.inside(base, record) + run_beside.inside_shared(base, [record])) == ""
    assert [*run_beside.files(base, record), *run_beside.shared_files(base, record.kind)] == []
    assert run_beside.scripts(base, record) == ()
