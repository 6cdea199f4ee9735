"""What a link on a page may lead to: pages, what lies beside them, records, generated pages; with anchors."""

from __future__ import annotations

import difflib
import posixpath
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from generators import address, commonmark, published
from generators.checks.context import Context
from generators.records.record import split_front_matter
from generators.refusal import Refusal

if TYPE_CHECKING:
    from markdown_it.token import Token

_LIKE = 0.75
_LIKE_NAME = 0.66  # of short names of files
_MANY = 5  # anchors that are named where none is alike
_PAGE = "index.md"
_TOP = "top"

_Fault = tuple[str, str] | None


class Targets:
    """Resolves the links of one base; what was asked once is known."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._known: dict[tuple[str, str, bool], _Fault] = {}
        self._anchors: dict[str, frozenset[str]] = {}

    def fault(self, page: str, link: str, is_picture: bool = False) -> _Fault:  # noqa: FBT001, FBT002 - a kind of link
        """Give the code and the words for a link on a page that leads nowhere; None for one that is right.

        Links to other sites, records and mailboxes are for other checks.
        """
        is_of_folder = not link.startswith("#") and ".md" in link  # the same from every page beside
        key = posixpath.dirname(page) if is_of_folder else page, link, is_picture
        if key not in self._known:
            self._known[key] = self._fault(page, link, is_picture)
        return self._known[key]

    def learn(self, path: str, tokens: Sequence[Token]) -> None:
        """Keep the ids of a page that was parsed: those of headings, and of a document's steps."""
        found = {name for name, _ in commonmark.headings(tokens)}
        document = self._documents.get(path)
        self._anchors[path] = frozenset(found | set(_steps(document.data) if document else ()))

    def _fault(self, page: str, link: str, is_picture: bool) -> _Fault:  # noqa: FBT001 - as above
        try:
            scheme, host, path, _, _ = urlsplit(link)
        except ValueError:
            return None  # which another check tells
        anchor = commonmark.target(link).partition("#")[2]
        if is_picture:
            return self._picture(page, link, path, is_elsewhere=bool(scheme or host))
        if scheme or host:
            return None
        if path.startswith(("/", "\\")):
            near = self._near(page, path)
            return "link-broken", f"「{_short(link)}」从根写起，网站挪了就断；写从本页出发的路径{near}。"
        there = page if not path else _joined(page, path)
        if not self._is_there(page, path, there):
            names = (one.removesuffix(published.PAGE) for one in path.split("/"))
            named = next((one for one in names if self._context.states.of(one)), None)
            near = f"，写 record:{named}" if named else self._near(page, path)
            return "link-broken", f"没有「{_short(link)}」{near}；照库里的文件写，登记写 record:编号。"
        if not anchor or anchor.lower() == _TOP:
            return None
        if not published.is_page(there) or there not in self._context.files:
            text = f"「{_short(link)}」是生成的页面，不能指到它里面的一处；去掉 # 和后面的字。"
            return "anchor-broken", text
        return self._anchor(there, anchor)

    def _picture(self, page: str, link: str, path: str, *, is_elsewhere: bool) -> _Fault:
        if is_elsewhere:
            return "image-broken", f"「{_short(link)}」不在库里，网站不取别处的图片；下载到 docs/ 里再引用。"
        there = _joined(page, path)
        if path and there in self._context.files and published.is_picture(there):
            return None
        pictures = [one for one in self._context.files if published.is_picture(one)]
        near = _nearest(page, there, pictures)
        return "image-broken", f"没有图片「{_short(link)}」{near}；改正路径，或把图片放进 docs/ 里。"

    def _is_there(self, page: str, path: str, there: str) -> bool:
        if there in self._files or there.removeprefix(published.DOCS) in self._generated:
            return there.startswith(published.DOCS)
        if posixpath.splitext(unquote(path))[1]:
            return False
        return self._address(page, unquote(path), there) in self._addresses

    def _address(self, page: str, path: str, there: str) -> str:
        """Give the address that a browser goes to; a document stands elsewhere, and its links go with it."""
        if page in self._documents:
            return f"{there.removeprefix(published.DOCS)}/"
        uri = address.of_document(page.removeprefix(published.DOCS))
        return address.absolute(uri, path)

    def _anchor(self, path: str, anchor: str) -> _Fault:
        known = self._anchors_of(path)
        if anchor in known:
            return None
        near = difflib.get_close_matches(anchor.lower(), known, 1, _LIKE)
        some = "、".join(f"#{one}" for one in sorted(known)[:_MANY])
        hint = f"是不是 #{near[0]}？" if near else f"可以写 {some}。" if some else "这一页没有标题。"
        return "anchor-broken", f"{path} 里没有标题「#{anchor[:60]}」；{hint}"

    def _anchors_of(self, path: str) -> frozenset[str]:
        if path not in self._anchors:
            try:
                _, body, _ = split_front_matter(self._context.files[path].decode())
            except (Refusal, UnicodeDecodeError):
                body = ""
            self.learn(path, commonmark.parse(body))
        return self._anchors[path]

    def _near(self, page: str, path: str) -> str:
        made = (f"{published.DOCS}{one}" for one in self._generated)
        return _nearest(page, _joined(page, path.lstrip("/\\")), (*self._files, *made))

    @cached_property
    def _documents(self) -> dict[str, Any]:
        return {one.path: one for one in self._context.states.read if published.is_page(one.path)}

    @cached_property
    def _files(self) -> frozenset[str]:
        """The pages, and what may lie beside them."""
        office = tuple(published.OFFICE)
        return frozenset(
            one for one in self._context.files if published.is_page(one) or published.is_shown(one, office)
        )

    @cached_property
    def _generated(self) -> frozenset[str]:
        """The generated pages that have a file to the engine: those of the navigation."""
        return frozenset(f"{one}{_PAGE}" for one in self._sections)

    @cached_property
    def _sections(self) -> frozenset[str]:
        return frozenset((*address.PLACED, *map(address.register, self._context.kinds.sound)))

    @cached_property
    def _addresses(self) -> frozenset[str]:
        pages = (
            address.of_document(one.removeprefix(published.DOCS))
            for one in self._files
            if published.is_page(one) and one not in self._documents
        )
        records = (address.record(one) for one in self._context.records)
        return frozenset((*pages, *records, *self._sections))


def _joined(page: str, path: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))


def _steps(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        if isinstance(data.get("step"), str):
            yield f"step-{data['step']}"
        data = list(data.values())
    if isinstance(data, list | tuple):
        for one in data:
            yield from _steps(one)


def _nearest(page: str, there: str, files: Iterable[str]) -> str:
    """Say which file is meant: one of that name, or of nearly that name."""
    named = {one: _name(one) for one in sorted(files) if one != page}
    meant = _name(there)
    names = (
        [meant]
        if meant in named.values()
        else difflib.get_close_matches(meant, named.values(), 1, _LIKE_NAME)
    )
    if not names:
        return ""
    some = [one for one, name in named.items() if name == names[0]]
    near = difflib.get_close_matches(there, some, 1, 0) or some
    return f"，是不是 {posixpath.relpath(near[0], posixpath.dirname(page))}"


def _name(path: str) -> str:
    """Give what a file is called, without its type; one that stands for its folder as that."""
    folder, _, name = path.rpartition("/")
    return posixpath.basename(folder) if name in (_PAGE, "README.md") else posixpath.splitext(name)[0]


def _short(link: str) -> str:
    return link[:60]
