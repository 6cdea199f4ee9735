"""What `now.js` is given: the moment of the data, the words it says, and the turns of every duty.

The shape is told once, here, and held from both sides: `tests/test_now.py` reads it and runs the script.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from markupsafe import Markup

from generators.knowledge import KnowledgeBase
from generators.measures.on_duty import Duty, on_duty
from generators.script_text import as_text
from generators.site.on_duty import Person, clock, people
from generators.words import say

SAYS = ("old", "left", "over", "until", "then", "nobody", "call", "comma")
UNITS = ("days", "hours", "minutes")
_GAPS = dict.fromkeys(("count", "time", "span", "name"), "{}")  # for the script to fill


def turns(base: KnowledgeBase, href: Callable[[str], str] = str) -> dict[str, Any]:
    """Give the shape with every duty."""
    duties = on_duty(base)
    return data(base, duties, people(base, duties).values(), href)


def shared(base: KnowledgeBase) -> str:
    """Write it as the script that many pages load; its links begin at the root."""
    return f"kbNow.shared({as_text(turns(base))});\n"


def data(
    base: KnowledgeBase,
    duties: Iterable[Duty] = (),
    persons: Iterable[Person] = (),
    href: Callable[[str], str] = str,
) -> dict[str, Any]:
    """Give the shape: seconds since 1970, words with their gaps, duties with turns, people by id."""
    return {
        "as_of": int(base.now.timestamp()),
        "say": {name: say(f"now.{name}", **_GAPS) for name in SAYS}
        | {name: say(f"duration.{name}", **_GAPS) for name in UNITS},
        "duties": {
            one.code: [
                [int(turn.begin.timestamp()), int(turn.end.timestamp()), turn.person, clock(base, turn.end)]
                for turn in one.turns
            ]
            for one in duties
        },
        "people": {
            one.ref.id: {
                "name": one.ref.title,
                "href": href(one.ref.uri or ""),
                "tel": one.tel,
                "flag": one.flag,
            }
            for one in persons
        },
    }


def script(value: dict[str, Any]) -> Markup:
    """Write the data of this script into a page."""
    return element(value, "itss-now")


def element(value: Any, name: str) -> Markup:
    """Write data so that no text in them can end the element that holds them."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for letter in "<>&":
        text = text.replace(letter, f"\\u{ord(letter):04x}")
    return Markup(f'<script type="application/json" id="{name}">{text}</script>')  # noqa: S704 - nothing that is markup is left in it
