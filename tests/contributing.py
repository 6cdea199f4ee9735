"""The examples that CONTRIBUTING shows, each at the path that the words before it name."""

from __future__ import annotations

import functools
import re
import textwrap
from collections.abc import Mapping

from conftest import ROOT

# the fence of an example may be indented with the step it belongs to
_BLOCK = re.compile(r"^( *)```(yaml|json|python)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
_NAME = re.compile(r"`([\w./<>-]+(?:/|\.(?:yaml|json|py)))`")


@functools.cache
def examples() -> Mapping[str, bytes]:
    """Every example of a file; a name without a folder stands in the folder that was named last."""
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    found: dict[str, bytes] = {}
    folder, end = "", 0
    for block in _BLOCK.finditer(text):
        name = ""
        for name in _NAME.findall(text[end : block.start()]):
            folder = name if name.endswith("/") else folder
        end = block.end()
        if name and not name.endswith("/"):
            content = textwrap.dedent(block[3])
            found[name if "/" in name else folder + name] = content.encode()
    return found
