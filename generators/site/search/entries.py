"""What can be found: every record and every page, what kind it is, how it stands and what it says.

All of it comes from the base and the pages' names, before any engine runs; what a reader may not see is in
neither. Parts of lists are left out: the list they belong to is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from html import unescape
from typing import NamedTuple

from generators import address
from generators.kinds.field import TIMES, Form
from generators.kinds.kind import Kind
from generators.knowledge import KnowledgeBase
from generators.records.moment import moment
from generators.records.record import Record, WrittenPage
from generators.site.page import Page
from generators.site.search import told
from generators.site.search.acts import Acts, acts
from generators.site.sources import Stage
from generators.site.summary import summary
from generators.spoken import duration, period
from generators.words import say, sought, terms

_BLOCK_END = re.compile(r"</(?:p|li|td|th|dt|dd|h[1-6]|pre|tr|summary|time)>|<br ?/?>")
_NOT_READ = re.compile(r'<script.*?</script>|<a class="headerlink".*?</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_HEADING = re.compile(r"^(#{1,3})[ \t]+(.+?)[ \t]*#*$", re.MULTILINE)
_SPAN = re.compile(r"/([0-9]{4}(?:-[0-9]{2}|-Q[1-4])?)/$")
_MONTH = re.compile(r"/([0-9]{4}-[0-9]{2})/$")
_RECORDS = "r/"  # the folder of all records
_HELP = "help/"  # the pages below it say what stands nowhere else


class Sort(StrEnum):
    """What a hit is good for, in the order in which texts are loaded."""

    BOOK = "book"  # to be followed
    PLAN = "plan"  # to be prepared by
    PAGE = "page"  # to act or to see how things are
    PAST = "past"  # what happened
    BOUND = "bound"  # what is bound, and who and what there is
    HELP = "help"  # to read how it is done


_ORDER = tuple(Sort)


class Entry(NamedTuple):
    """One thing that can be found."""

    location: str
    title: str
    sort: Sort
    kind: str  # in words
    id: str = ""  # of a record
    names: tuple[str, ...] = ()  # what people call it: they weigh as much as its title
    text: str = ""
    day: str = ""  # on which it began
    state: str = ""  # in words
    outcome: str = ""  # the name of the state in which it came out, where it is judged
    how: str = ""  # the same in words, with how much it is over
    acts: Acts = Acts()  # what can be done by it
    heads: tuple[str, ...] = ()  # what its parts are called


def entries(base: KnowledgeBase, staged: Stage) -> list[Entry]:
    """Give all that can be found, in the order in which it is read: books first, what is new before old."""
    bodies = {one.record_id: one.body for one in staged.texts if one.path in staged.documents}
    found = [
        *(_of_record(base, one, bodies.get(one.id, "")) for one in base.facts.records.values()),
        *_of_pages(
            [one for one in staged.by_address.every() if not one.is_part and not one.uri.startswith(_RECORDS)]
        ),
        *(_of_text(staged, one) for one in staged.texts if one.path not in staged.documents),
    ]
    found.sort(key=lambda one: one.location)
    found.sort(key=lambda one: one.day, reverse=True)
    return sorted(found, key=lambda one: _ORDER.index(one.sort))


def _of_record(base: KnowledgeBase, record: Record, body: str) -> Entry:
    """Take a record, and of a document what is written below its data."""
    short, sort = summary(base, record), _sort(record.kind)
    name, over = short.outcome.name, short.outcome.seconds
    how = say(f"state.{name}") if name else ""
    heads = () if sort is Sort.BOOK else (*_headings(body), *_tables(record))  # those of books are alike
    return Entry(
        short.uri,
        record.title,
        sort,
        record.kind.title,
        record.id,
        tuple(_names(record)),
        f"{told.of_record(base, record)}\n{told.of_markdown(body)}".strip(),
        _day(base, record),
        short.state,
        name,
        say("search.over", state=how, span=duration(over)) if over > 0 else how,
        acts(base, record),
        heads,
    )


def _sort(kind: Kind) -> Sort:
    named = kind.tree.marks.get("search", {}).get("as")
    if named:
        return Sort(named)
    return Sort.PAST if kind.start or kind.element == "process" else Sort.BOUND


def _names(record: Record) -> Iterator[str]:
    """Yield what people call a record by: what its kind names, most telling first."""
    for name in record.kind.tree.marks.get("search", {}).get("by", ()):
        value = record.data.get(name, ())
        yield from (value,) if isinstance(value, str) else value


def _tables(record: Record) -> Iterator[str]:
    """Yield what stands above the tables of a document and their columns: its page has it as headings."""
    if not record.kind.is_document:
        return
    for name, field in record.kind.fields.items():
        if field.form is Form.TABLE and record.data.get(name):
            yield field.title
            yield from (column.title for column in field.children.values())


def _day(base: KnowledgeBase, record: Record) -> str:
    """Give the day on which a record began, or the first that its register shows; a document has none."""
    kind = record.kind
    if kind.is_document:
        return ""
    shown = (
        name
        for name in (kind.start, *kind.columns)
        if name in kind.fields and kind.fields[name].form in TIMES
    )
    known = (moment(record.data.get(name), base.config.zone) for name in shown)
    found = next((one for one in known if one), None)
    day: date | None = found.at.astimezone(base.config.zone).date() if found else None
    return day.isoformat() if day else ""


def _of_pages(pages: list[Page]) -> Iterator[Entry]:
    """Take the pages that are made of records, each as one of the page that it stands below."""
    titles = {page.uri: page.title for page in pages}
    for page in pages:
        above = (titles[one] for one in address.above(page.uri) if one in titles)
        yield _of_page(page, next(above, ""))


def _of_page(page: Page, above: str) -> Entry:
    """Take a page by what it is called; help says what stands nowhere else."""
    is_help = page.uri.startswith(_HELP)
    sort = Sort.HELP if is_help else Sort.PAGE
    looked_for = (name for where, some in sought().items() if _stands(page.uri, where) for name in some)
    names = [name.format(title=page.title) for name in looked_for]
    span = _SPAN.search(page.uri)
    if span:  # of a month people say what they want of it in one word
        whole = told.tidy(period(span[1]))
        ways = (one for one in (whole, whole.partition(say("search.year"))[2]) if one)
        names += [f"{way}{name}" for way in ways for name in names]
    names += _meanings() if page.uri == address.GLOSSARY else []
    month = _MONTH.search(page.uri)
    # what a heading answers is how things stand: it is read, and no name of the page
    text = _read(page.body) if is_help else "\n".join(filter(None, (page.answer(), page.about)))
    kind = above or say(f"search.kind.{sort}")
    return Entry(page.uri, page.title, sort, kind, "", tuple(names), text, month[1] if month else "")


def _meanings() -> Iterator[str]:
    """Yield the words that are explained, each alone and as one asks for it."""
    for one in terms():
        yield one.word
        yield from (f"{one.word}{asked}" for asked in say("search.meaning").split())


def _stands(uri: str, where: str) -> bool:
    """Say whether a page is at an address, or below one that ends with an asterisk."""
    below = where.removesuffix("*")
    return uri == where or (below != where and uri.startswith(below) and uri != below)


def _read(body: str) -> str:
    return told.tidy(unescape(_TAG.sub("", _BLOCK_END.sub("\n", _NOT_READ.sub("", body)))))


def _of_text(staged: Stage, page: WrittenPage) -> Entry:
    """Take a page that people wrote; its first heading is its name, unless it says another."""
    heads = _headings(page.body)
    title = str(page.meta.get("title") or next(iter(heads), page.path))
    uri = address.of_document(staged.home(page.path))
    kind = say(f"search.kind.{Sort.HELP}")
    return Entry(uri, title, Sort.HELP, kind, text=told.of_markdown(page.body), heads=heads)


def _headings(body: str) -> tuple[str, ...]:
    return tuple(told.of_markdown(one[2]) for one in _HEADING.finditer(body))
