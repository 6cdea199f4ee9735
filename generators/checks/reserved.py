"""Every file of the site has a place of its own: none where a generated page goes, no two at one address."""

from __future__ import annotations

from collections.abc import Iterator

from generators import address, published
from generators.checks.context import Context
from generators.finding import Finding, Place, finding

_PAGE = "index.html"  # what an address is on a disk


def check(context: Context) -> Iterator[Finding]:
    """Find files under docs/ whose place on the site is taken."""
    documents = {record.path for record in context.states.read}  # these stand at their records' addresses
    files = dict.fromkeys(address.OWN_FILES, "")
    folders: dict[str, str] = {}
    for path in context.files:
        is_page = published.is_page(path)
        if path in documents or not (is_page or published.is_shown(path, tuple(published.OFFICE))):
            continue
        name = path.removeprefix(published.DOCS)
        uri = address.of_document(name)
        if address.is_reserved(uri) or (is_page and uri.startswith(address.ASSETS)):
            text = f"{path} 占用了生成页面的地址；移到别处，或换个名字。"
            yield finding(Place(path), "page-exists", text)
            continue
        file = f"{uri}{_PAGE}" if is_page else uri
        above = _above(file)
        other = files.get(file, folders.get(file, next((files[one] for one in above if one in files), None)))
        if other is not None:
            text = f"{path} 在网站上的位置与 {other or '网站自己的文件'} 冲突；换个名字。"
            yield finding(Place(path), "page-exists", text)
            continue
        files[file] = path
        folders |= dict.fromkeys(above, path)


def _above(file: str) -> list[str]:
    return [file[:at] for at, sign in enumerate(file) if sign == "/"]
