"""The scripts of a book's page in the order of their loading: its own, and those that come with a run.

A file that holds a book by itself has the text of all of them, in this order; the page holds all their data.
"""

from __future__ import annotations

_BOOK = ("form/faults", "form/times", "book/clocks", "book/book", "book/said")
_FORM = ("tree", "near", "words", "frame", "sheet", "pick", "draft", "hand", "result")
_RUN = (
    "course",
    "store",
    "record",
    "inputs",
    "start",
    "top",
    "log",
    "step",
    "finish",
    "waive",
    "moments",
    "exercise",
    "file",
    "run",
)

BOOK_SCRIPTS = tuple(f"assets/kb/{name}.js" for name in _BOOK)
RUN_SCRIPTS = (
    "assets/vendor/js-yaml.js",
    *(f"assets/kb/form/{name}.js" for name in _FORM),
    *(f"assets/kb/run/{name}.js" for name in _RUN),
)
