"""Where every page of the site stands, once: folder addresses below the site's root that never change."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator

HOME = ""
REGISTERS = "registers/"
RUNBOOKS = "registers/runbook/"
COMPLIANCE = "compliance/"
OBLIGATIONS = "compliance/obligations/"
JUDGEMENTS = "judgements/"
SLA = "sla/"
FINDINGS = "audit/findings/"
SCHEMAS = "help/schemas/"
MAP = "help/map/"
CODES = "help/codes/"
GLOSSARY = "help/glossary/"
CALENDAR = "calendar/"
THINGS = "calendar/list/"
CALENDAR_FILE = "calendar.ics"
ROSTERS = "rosters/"
INSPECTIONS = "inspections/"
TRAININGS = "trainings/"
DRILLS = "drills/"
CAPABILITY = "capability/"
SUPERVISION = "supervision/"
DIAGNOSIS = "diagnosis/"
FORMS = "forms/"
BOOKS = "books/"
FIELDS = "fields"  # on a record's page, where its short fields stand
VERDICTS = "verdicts.json"
ALONG = "along.html"  # every document in one file
BOOK_WORDS = "book.js"  # what the scripts of all books say
DUTY = "duty.js"  # who has which duty when; pages that say so load it

# what generated pages stand under; a hand-written page there would be replaced unseen
RESERVED = (
    *("registers/", "compliance/", "judgements/", "sla/", "calendar/", "audit/", "help/", "r/"),
    *(ROSTERS, INSPECTIONS, TRAININGS, DRILLS, CAPABILITY, SUPERVISION, DIAGNOSIS, FORMS, BOOKS),
)
# the generated pages that the navigation may name, beside the registers; not every base has them all
PLACED = (
    *(
        HOME,
        REGISTERS,
        COMPLIANCE,
        JUDGEMENTS,
        SLA,
        FINDINGS,
        SCHEMAS,
        MAP,
        CODES,
        GLOSSARY,
        CALENDAR,
        THINGS,
    ),
    *(ROSTERS, INSPECTIONS, TRAININGS, DRILLS, CAPABILITY, SUPERVISION, DIAGNOSIS, FORMS, BOOKS),
)
ASSETS = "assets/"  # the scripts, styles and pictures of the site itself
STAMP = "itss-site.json"  # every site of ours carries it; a folder without it is never replaced
# what stands at the root of the site beside its pages
OWN_FILES = (
    *(VERDICTS, ALONG, BOOK_WORDS, DUTY, CALENDAR_FILE, STAMP),
    *("404.html", "index.html", "sitemap.xml", "sitemap.xml.gz"),
)
# attachments of these types are published: a browser shows them, or saves them, but runs nothing of them
SAFE = (".pdf", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".txt", ".csv", ".docx", ".xlsx", ".ofd")


def record(record_id: str) -> str:
    """Give the one address of a record; two folders deep, as the shell is."""
    return f"r/{record_id}/"


def alone(record_id: str) -> str:
    """Give the address of the one file that holds a whole document, to be taken along."""
    return f"{record(record_id)}{record_id}.html"


def trail(record_id: str) -> str:
    """Give the address of what a followed document names, who names it, its commits; three folders deep."""
    return f"{record(record_id)}trail/"


def attachment(record_id: str, name: str) -> str:
    """Give the address of a record's attachment, if such a file is published."""
    return f"{record(record_id)}{name}" if name.lower().endswith(SAFE) else ""


def table(record_id: str, name: str) -> str:
    """Give the place on a record's page where one of its tables stands."""
    return f"{record(record_id)}#{name}"


def of_period(section: str, name: str) -> str:
    """Give the address of a month, a quarter or a year of a section."""
    return f"{section}{name}/"


def verdicts(record_id: str) -> str:
    """Give the place on a record's page where its judgements stand."""
    return f"{record(record_id)}#verdicts"


def source(record_id: str) -> str:
    """Give the address of what binds, in its own order; three folders deep, as its shell is."""
    return f"{COMPLIANCE}source/{record_id}/"


def register(kind: str) -> str:
    """Give the address of a kind's register."""
    return f"{REGISTERS}{kind}/"


def form(kind: str) -> str:
    """Give the address of a kind's form; two folders deep, as the shell is."""
    return f"{FORMS}{kind}/"


def change(kind: str, record_id: str) -> str:
    """Give the address at which a record is opened in its form."""
    return f"{form(kind)}?record={record_id}"


def begun(kind: str, draft: str) -> str:
    """Give the address at which a form is filled in as far as a draft is known."""
    return f"{form(kind)}?begin={draft}"


def part(list_uri: str, name: str, number: int = 1) -> str:
    """Give the address of some rows of a list, such as those of a month, which may fill several pages."""
    return f"{list_uri}{name}/" if number == 1 else f"{list_uri}{name}-{number}/"


def sla(period: str, contract: str = "") -> str:
    """Give the address of the clocks of a period; a contract is named unless it is the default one."""
    return SLA + "".join(f"{one}/" for one in (contract, period) if one)


def schema(kind: str) -> str:
    """Give the address of a kind's reference page; two folders deep, as the shell is."""
    return f"help/schema-{kind}/"


def code(name: str) -> str:
    """Give the place where a finding code is explained."""
    return f"{CODES}#{name}"


def is_made(folder: str) -> bool:
    """Say whether generated pages stand in a folder or below it."""
    return folder in RESERVED or any(one.startswith(folder) for one in PLACED) or folder.startswith(RESERVED)


def is_reserved(address: str) -> bool:
    """Say whether an address of the site belongs to a generated page."""
    return address == HOME or address.startswith(RESERVED)


def of_document(path: str) -> str:
    """Give the address that a file under docs/ gets: `x.md` stands at `x/`, README at the folder."""
    if not path.endswith(".md"):
        return path
    stem = path.removesuffix(".md")
    folder, _, name = stem.rpartition("/")
    if name in ("index", "README"):
        return f"{folder}/" if folder else HOME
    return f"{stem}/"


def relative(here: str, target: str) -> str:
    """Give the link from one page to another address, such as `../P-001/` from `r/INC-2026-0001/`."""
    common = 0  # letters of the folders that both lie in
    while (end := here.find("/", common) + 1) and target.startswith(here[common:end], common):
        common = end
    link = "../" * here.count("/", common) + target[common:]
    return f"./{link}" if not link or link[0] in "?#" else link


def absolute(here: str, link: str) -> str:
    """Give the address that a link to a page leads to; `relative` gives the link."""
    there = posixpath.normpath(posixpath.join(here, link))
    return HOME if there == "." else f"{there}/"


def above(here: str) -> Iterator[str]:
    """Yield the folders that an address lies in, the nearest first; not the site's root."""
    there = here.rstrip("/")
    while there := posixpath.dirname(there):
        yield f"{there}/"
