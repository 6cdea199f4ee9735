"""What a file of a base is by its path: a record, a page, a thing that pages show, a left-over, or nothing.

The check and the engines ask the same. What a browser could run is never published, whatever it is called.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from urllib.parse import urlsplit

DOCS, RECORDS = "docs/", "records/"
PAGE, RECORD = ".md", ".yaml"
# how the bytes of a file begin that is shown beside a page
_PICTURES = {
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".webp": (b"RIFF",),
}
_PAPERS = {".pdf": (b"%PDF-",)}
_ZIP, _OLE = (b"PK\x03\x04",), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",)
# what a base has to name in its settings (`office`) before it may lie beside pages
OFFICE = {
    **dict.fromkeys(("docx", "xlsx", "pptx", "odt", "ods", "odp", "ofd"), _ZIP),
    **dict.fromkeys(("doc", "xls", "ppt", "wps", "et", "dps"), _OLE),
}
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_FOLLOWED = ("http", "https", "mailto", "record")
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f]")  # what browsers skip within a scheme
_LEFT = ("~", ".swp", ".swo", ".crdownload", "___jb_tmp___", "___jb_old___")
_LEFT_BY_SYSTEMS = ("thumbs.db", "desktop.ini")


def is_left_over(path: str) -> bool:
    """Say whether an editor or a system left the file beside what people wrote: nobody is asked about it."""
    name = path.rpartition("/")[2].lower()
    return (
        path.startswith(".")
        or "/." in path
        or name.startswith("~")
        or name.endswith(_LEFT)
        or name in _LEFT_BY_SYSTEMS
        or (name.startswith("#") and name.endswith("#"))
    )


def is_record(path: str) -> bool:
    """Say whether a record is read from the file."""
    return path.startswith(RECORDS) and path.endswith(RECORD) and not is_left_over(path)


def is_page(path: str) -> bool:
    """Say whether the file is a page, of a record or of its own."""
    return path.startswith(DOCS) and path.endswith(PAGE) and not is_left_over(path)


def is_shown(path: str, office: Collection[str] = ()) -> bool:
    """Say whether the file is of a type that may lie beside pages and be published with them."""
    return path.startswith(DOCS) and _beginnings(path, office) is not None and not is_left_over(path)


def is_picture(path: str) -> bool:
    """Say whether the file is a picture that may be published."""
    return is_shown(path) and path.lower().endswith(tuple(_PICTURES))


def shown(files: Mapping[str, bytes], office: Collection[str]) -> frozenset[str]:
    """Give the files that are published beside the pages."""
    return frozenset(
        path for path, data in files.items() if is_shown(path, office) and is_as_named(path, data, office)
    )


def is_as_named(path: str, data: bytes, office: Collection[str] = ()) -> bool:
    """Say whether a file of such a type holds what its name says."""
    return data.startswith(_beginnings(path, office) or ())


def leads_nowhere(link: str) -> bool:
    """Say whether a link, as a browser reads it, runs something or is none that it may follow."""
    scheme = _SCHEME.match(_IGNORED.sub("", link))
    if scheme and scheme[1].lower() not in _FOLLOWED:
        return True
    try:
        urlsplit(link)
    except ValueError:  # such as a bracket that is never closed, where a host is named
        return True
    return False


def _beginnings(path: str, office: Collection[str]) -> tuple[bytes, ...] | None:
    ending = f".{path.lower().rpartition('/')[2].rpartition('.')[2]}"
    name = ending.removeprefix(".")
    return (_PICTURES | _PAPERS).get(ending) or (OFFICE[name] if name in OFFICE and name in office else None)
