"""What the scripts of every book say and load: a script on a site, an element in a file by itself."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from generators.script_text import as_text
from generators.site.book_scripts import RUN_SCRIPTS
from generators.site.now import UNITS, element
from generators.words import sentences

_SAID = "runbook.script."


def script() -> str:
    """Write it as the script that all books load."""
    return f"const kbBookWords = {as_text(_whole())};\n"


def inside() -> Markup:
    """Write it as an element of a file that holds books."""
    return element(_whole(), "itss-book-words")


def words() -> dict[str, str]:
    """Give what the scripts of the page say; both sides name the keys in `tests/test_runbook.py`."""
    said = {key.removeprefix(_SAID): text for key, text in sentences().items() if key.startswith(_SAID)}
    return said | {name: sentences()[f"duration.{name}"] for name in UNITS}


def _whole() -> dict[str, Any]:
    return {"say": words(), "run": RUN_SCRIPTS}
