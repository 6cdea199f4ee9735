"""Where a run of a book finds its data: in scripts beside the pages of a site, or inside a file by itself.

No page of a book carries what is read only when somebody begins a run; what all books share is loaded once.
They are scripts because a page on a disk can load nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from markupsafe import Markup

from generators import address
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.measures import fields
from generators.records.record import Record
from generators.script_text import as_text
from generators.site import run_files
from generators.site.now import element

FILE = "run.js"  # beside the page of a book, and beside the form of the record that a run becomes


def scripts(base: KnowledgeBase, record: Record) -> tuple[str, ...]:
    """Give the data that the page of a book loads when a run begins; nothing where there is no run mode."""
    kind = run_files.run_kind(base, record)
    if kind is None:
        return ()
    # no browser may take a text that it kept for the one that the page shows
    own = f"{address.record(record.id)}{FILE}?{run_files.version(base, record)}"
    return f"{address.form(kind.name)}{FILE}", own


def files(base: KnowledgeBase, record: Record) -> Iterator[tuple[str, str]]:
    """Yield the script beside the page of a book that holds it."""
    kind = run_files.run_kind(base, record)
    if kind is not None:
        yield FILE, f"const kbRunBook = {as_text(run_files.own(base, record, kind))};\n"


def shared_files(base: KnowledgeBase, kind: Kind) -> Iterator[tuple[str, str]]:
    """Yield the script beside the form of a kind that holds what all books share whose runs become such."""
    if not base.reader.is_outside and kind in fields.kinds_with(base, *run_files.RUN):
        yield FILE, f"const kbRunShared = {as_text({kind.name: run_files.shared(base, kind)})};\n"


def inside(base: KnowledgeBase, record: Record) -> Markup:
    """Write the book as an element of a file that holds it; nothing where there is no run mode."""
    kind = run_files.run_kind(base, record)
    return Markup() if kind is None else element(run_files.own(base, record, kind), "itss-run")


def inside_shared(base: KnowledgeBase, records: Iterable[Record]) -> Markup:
    """Write what some books share as an element of the file that holds them."""
    kinds = {kind.name: kind for one in records if (kind := run_files.run_kind(base, one))}
    told = {name: run_files.shared(base, kind) for name, kind in kinds.items()}
    return element(told, "itss-run-shared") if told else Markup()
