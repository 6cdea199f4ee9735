"""A generated page: where it stands, what it is called, and how its body is made when asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from generators import address
from generators.words import say


class Page(NamedTuple):
    """A page of the site. `uri` is a folder address such as `registers/incident/`."""

    uri: str
    title: str
    make: Callable[[], str]  # gives the body as HTML; nothing is rendered, or kept, before it is written
    in_nav: bool = False  # such pages get a stub of their own; the others share the shell
    section: str = ""  # pages of one section stand together under its name in the navigation
    contents: bool = False  # whether the body has headings for a table of contents
    is_wide: bool = False  # whether it has the whole width: no navigation and no contents beside it
    register: str | None = None  # the register a record belongs to; the tab of that is the record's
    about: str = ""  # what it holds, in a sentence: it is found by that, too
    is_part: bool = False  # whether it shows some rows of a list, which is found in its place
    # what the heading says beside the title, which is also the name in the navigation
    answer: Callable[[], str] = str
    is_answer: bool = False  # whether it says that alone
    beside: Callable[[], Iterable[tuple[str, str]]] = tuple  # files in the page's folder: name, text
    # pages one level below it, outside the navigation: which there are is known when somebody asks
    below: Callable[[], Iterable[Page]] = tuple

    @property
    def heading(self) -> str:
        """What stands over the page."""
        answer = self.answer()
        if self.is_answer or not answer:
            return answer or self.title
        return say("page.heading", title=self.title, answer=answer)

    @property
    def sheet(self) -> str:
        """What stands on every sheet of it that is printed."""
        return self.title if self.is_answer else self.heading

    @property
    def has_below(self) -> bool:
        """Whether there may be pages below it."""
        return self.below is not tuple

    @property
    def body(self) -> str:
        """The body, made anew each time."""
        return self.make()


class Pages:
    """The pages of a site by address; which of them stand below another is asked when one of those is."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._known = {page.uri: page for page in pages}
        self._above = {uri for uri, page in self._known.items() if page.has_below}  # not asked yet

    def get(self, uri: str) -> Page | None:
        """Give the page at an address, if there is one."""
        if uri not in self._known:
            for above in address.above(uri):
                self._ask(above)
        return self._known.get(uri)

    def every(self) -> Iterator[Page]:
        """Yield all of them."""
        for uri in sorted(self._above):
            self._ask(uri)
        yield from [*self._known.values()]

    def _ask(self, uri: str) -> None:
        if uri in self._above:
            self._known |= {page.uri: page for page in self._known[uri].below()}
            self._above.discard(uri)  # at last: somebody else may ask meanwhile


SLOT = "<!--kb-slot-->"  # where the Markdown of a document goes inside its record's page
# around what a document has on the site alone: what it links to, its history, its text as it was written
REST = "<!--kb-rest-->", "<!--/kb-rest-->"
