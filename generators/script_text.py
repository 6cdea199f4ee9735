"""Data as text that a script can hold."""

from __future__ import annotations

import json
from typing import Any


def as_text(value: Any) -> str:
    """Write JSON that a script can hold: in one these two end a line, in JSON they do not."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
