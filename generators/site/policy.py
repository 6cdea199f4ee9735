"""The content security policy of every page: own origin only, inline styles by hash (CSP level 3).

No script counts that stands in a page: those of the theme and our own are files. Of styles those outside the
article do: what people write can never add one. No attribute styles.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from generators.finding import UserError

_STYLE = re.compile(r"<style\b[^>]*>(?P<text>.*?)</style>", re.DOTALL)
_ARTICLE = re.compile(r"<article\b.*</article>", re.DOTALL)
_HEAD = '<meta charset="utf-8">'


def secure(whole: str) -> str:
    """Put the policy into a page's head, before anything that could load or run. Raises UserError."""
    outside = _ARTICLE.sub("", whole)
    styles = dict.fromkeys(_hash(match["text"]) for match in _STYLE.finditer(outside))
    rules = {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": " ".join(["'self'", *styles]),
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    policy = "; ".join(f"{name} {value}" for name, value in rules.items())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
    if _HEAD not in whole:
        raise UserError("主题的页面里没有可放安全策略的位置；检查 mkdocs.yml 的主题。")
    return whole.replace(_HEAD, f"{_HEAD}{meta}", 1)


def alone(scripts: Iterable[str], styles: Iterable[str]) -> str:
    """Give the policy of a file that holds all it needs: these scripts and styles, pictures as data."""
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(map(_hash, scripts)) or "'none'",
        "style-src": " ".join(map(_hash, styles)) or "'none'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
