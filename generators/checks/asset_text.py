"""The text of a file that is no record and no page: what an editor, Word or Excel would show of it.

Pictures, PDF and other programs' files give none: of these only the name is known.
"""

from __future__ import annotations

import io
import re

_LARGEST = 8 << 20  # bytes that are looked at: of one file, and unpacked of one archive
_MEMBERS = re.compile(r"(?:word|xl|ppt|docProps)/.*\.xml|content\.xml|meta\.xml")
_ENDS = re.compile(r"</(?:w:p|a:p|text:p|text:h|si|row|table:table-row)>")
_CELLS = re.compile(r"</(?:w:tc|c|table:table-cell)>")
_TAGS = re.compile(r"<[^>]*>")
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'", "&amp;": "&"}
_BOMS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def text_of(path: str, data: bytes) -> str:
    """Give the text of a file; empty if it is none that can be read."""
    if data.startswith(b"PK\x03\x04"):
        return _unpacked(data)
    head = data[:_LARGEST]
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "replace")
    if b"\0" in head or head.startswith(b"%PDF") or path.lower().endswith(".pdf"):
        return ""
    try:
        return head.decode()
    except UnicodeDecodeError:
        return head.decode("gb18030", "replace")  # as older Windows programs save


def _unpacked(data: bytes) -> str:
    import zipfile

    texts, left = [], _LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for one in archive.infolist():
                if _MEMBERS.fullmatch(one.filename) and one.file_size <= left:
                    left -= one.file_size  # no more than that is unpacked
                    texts.append(_without_tags(archive.read(one).decode(errors="replace")))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError):
        return "\n".join(texts)  # what could be read; whether it is whole is not asked here
    return "\n".join(texts)


def _without_tags(text: str) -> str:
    text = _TAGS.sub("", _CELLS.sub(" | ", _ENDS.sub("\n", text)))
    return re.sub("&(?:lt|gt|quot|apos|amp);", lambda entity: _ENTITIES[entity[0]], text)
