"""Nothing outside measures/ counts: what a page, the terminal or a file tells is a number that has a list."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

from conftest import ROOT
from jinja2 import Environment, nodes

PACKAGE = ROOT / "generators"
TELLING = [PACKAGE / "briefing.py", PACKAGE / "cli.py", PACKAGE / "output.py"]
TELLING += sorted((PACKAGE / "site").rglob("*.py"))
TEMPLATES = sorted((PACKAGE / "site/templates").glob("*.jinja"))
COUNT = {"len", "sum", "Counter", "statistics"}

# what counts all the same, and why it may
ALLOWED: Mapping[str, str] = {
    "site/along.py": "whether a file holds one document",
    "site/by_file.py": "a place in a link",
    "site/cells.py": "the rows of a record's own table, in a cell that leads to the record",
    "site/markup.py": "a place in a text",
    "site/publish.py": "the stamp by which a site of ours is known; no page tells it",
    "site/show.py": "whether a text names so many that their titles would outweigh it; no page tells it",
    "site/search/acts.py": "the steps of one book and those that ask for consent, listed where the hit leads",
    "site/search/files.py": "the letters that go into a file of the search; no page tells them",
    "site/listing/files.py": "the rows of a list and of its files, which are those rows",
    "site/listing/filter.py": "the signs of an address; no page tells them",
    "site/listing/helds.py": "whether a column has words to choose from",
    "site/listing/registers.py": "whether a month has rows enough to stand under a head of its own",
    "site/listing/table.py": "the rows of a group, below its head",
    "site/listing/view.py": "the rows of a list, below the line that tells how many",
    "site/pages/as_written.py": "the bytes of a text; no page tells them",
    "site/pages/books.py": "the books that a link opens beside those shown",
    "site/pages/book_calls.py": "the letters of a name; no page tells them",
    "site/pages/book_steps.py": "what is to be put into a command, which stands in it",
    "site/pages/record.py": "the judgements of one record where they are too many for the page",
    "site/pages/record_fields.py": "the letters of a text; no page tells them",
    "site/pages/recovery.py": "a place among the columns of a table",
    "site/pages/runbook.py": "the steps of one book that ask for consent, listed below",
    "site/pages/schema_help.py": "the fields that a schema requires, listed below",
    "site/pages/sealed_month.py": "the records and files of one seal, which its list names beside it",
    "site/pages/trail.py": "the edits of one record, listed below",
    "site/tree.py": "the elements that are open around a word; no page tells them",
    "site/templates/along.html.jinja": "whether a file holds one document",
    "site/templates/followed-trail.html.jinja": "the links of one document, in the part whose head tells it",
    "site/templates/runbook.html.jinja": "the steps of one book, listed below",
    "site/templates/list.html.jinja": "the rows of a static page, which the link opens",
    "site/templates/record.html.jinja": "the moments and the links of one record, in the folds whose heads tell it",
    "site/templates/confirmation-month.html.jinja": "the rows of the fold whose head tells it",
    "site/templates/home.html.jinja": "the rows of the fold whose head tells it",
    "site/templates/supervision.html.jinja": "the rows of the fold whose head tells it",
    "site/templates/codes.html.jinja": "the table of codes, which is this program's own",
}


def counts(path: Path) -> bool:
    """Whether a module counts anything."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Name(id=name) | ast.alias(name=name) | ast.ImportFrom(module=str(name)) if name in COUNT:
                return True
            case _:
                pass
    return False


def template_counts(path: Path) -> bool:
    whole = Environment(autoescape=True).parse(path.read_text("utf-8"))
    filters = {one.name for one in whole.find_all(nodes.Filter)} & {"length", "count", "sum"}
    return bool(filters) or any(one.attr in ("length", "revindex") for one in whole.find_all(nodes.Getattr))


def test_only_measures_count_what_is_told() -> None:
    found = {path.relative_to(PACKAGE).as_posix() for path in TELLING if counts(path)}
    found |= {path.relative_to(PACKAGE).as_posix() for path in TEMPLATES if template_counts(path)}
    assert found == set(ALLOWED)


def test_counting_is_seen_however_it_is_written(tmp_path: Path) -> None:
    for text in (
        "len(a)",
        "map(len, a)",
        "from collections import Counter",
        "import statistics",
        "sum(x for x in a)",
    ):
        (tmp_path / "one.py").write_text(text, "utf-8")
        assert counts(tmp_path / "one.py")
    (tmp_path / "one.py").write_text("a.number", "utf-8")
    assert not counts(tmp_path / "one.py")
    for text, is_counted in (
        ("{{ a | length }}", True),
        ("{{ loop.length }}", True),
        ("{{ a.number }}", False),
    ):
        (tmp_path / "one.jinja").write_text(text, "utf-8")
        assert template_counts(tmp_path / "one.jinja") is is_counted
