"""Links by the names of files: from a disk a browser shows a folder as a list of what lies in it."""

from __future__ import annotations

import re

PAGE = "index.html"  # what stands at a folder address
_TAG = re.compile(r"<a\s[^<>]*>|<link\s[^<>]*>")
_LINK = re.compile(r'(?<=\shref=")[^"]*(?=")')
_ELSEWHERE = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|/")  # a scheme, or the root of a server


def named(whole: str) -> str:
    """Let every link of a page that leads to a folder of the site lead to the page in it."""
    return _TAG.sub(lambda tag: _LINK.sub(lambda link: of(link[0]), tag[0]), whole)


def of(link: str) -> str:
    """Give a link by the name of the page's file: `../P-001/#dates` leads to `../P-001/index.html#dates`."""
    end = min((at for sign in "?#" if (at := link.find(sign)) >= 0), default=len(link))
    path, rest = link[:end], link[end:]
    is_folder = path.endswith("/") or path.rpartition("/")[2] in (".", "..")
    if not path or not is_folder or _ELSEWHERE.match(path):
        return link
    return f"{path.removesuffix('/')}/{PAGE}{rest}"
