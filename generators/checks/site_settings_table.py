"""All that `mkdocs.yml` of a base may say: what is not in this table is refused before any engine sees it.

Nothing in it runs code, leads elsewhere, or names what the theme has not. `docs/settings.md` explains it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Choice:
    """One of a few values."""

    values: tuple[str | bool, ...]


@dataclass(frozen=True)
class Number:
    """A whole number in a range."""

    low: int
    high: int


@dataclass(frozen=True)
class Words:
    """A short text that people read: no markup."""


@dataclass(frozen=True)
class Like:
    """A text of one form, and how the form is said."""

    pattern: re.Pattern[str]
    told: str


@dataclass(frozen=True)
class Picture:
    """The path of a picture below docs/."""


@dataclass(frozen=True)
class Several:
    """A list, each item of one shape; where `is_once`, no item twice."""

    item: Shape
    is_once: bool = True


@dataclass(frozen=True)
class Keys:
    """A mapping: what it may hold, and what it must."""

    members: dict[str, Shape]
    required: tuple[str, ...] = ()


@dataclass(frozen=True)
class Extensions:
    """The extensions of Markdown: names, some with options."""

    known: dict[str, Keys]


@dataclass(frozen=True)
class Navigation:
    """The navigation."""


Shape = Choice | Number | Words | Like | Picture | Several | Keys | Extensions | Navigation

_YES_OR_NO = Choice((True, False))
_ICON = Choice(
    tuple(
        f"material/{name}"
        for name in (
            *("shield-check-outline", "book-open-variant", "clipboard-check-outline", "database-outline"),
            *("home-city-outline", "library", "lifebuoy", "server", "tools", "water-outline"),
            *("brightness-auto", "circle-half-full", "weather-night", "weather-sunny"),
        )
    )
)
_PALETTE = Keys(
    {
        "media": Choice(
            ("(prefers-color-scheme)", "(prefers-color-scheme: light)", "(prefers-color-scheme: dark)")
        ),
        "scheme": Choice(("default", "slate")),
        "primary": Choice(("custom",)),
        "accent": Choice(("custom",)),
        "toggle": Keys({"icon": _ICON, "name": Words()}, required=("icon", "name")),
    },
    required=("scheme",),
)
_THEME = Keys(
    {
        "name": Choice(("material",)),
        "language": Choice(("zh", "zh-Hant", "zh-TW", "en")),
        "font": Choice((False,)),
        "icon": Keys({"logo": _ICON}),
        "logo": Picture(),
        "favicon": Picture(),
        "palette": Several(_PALETTE),
        "features": Several(
            Choice(
                (
                    *("navigation.tabs", "navigation.tabs.sticky", "navigation.top", "navigation.prune"),
                    *("navigation.footer", "navigation.sections", "header.autohide"),
                    *("content.code.copy", "toc.follow"),
                )
            )
        ),
    },
    required=("name", "font"),
)
_LEVEL = Choice(("warn", "info", "ignore"))
_EXTENSIONS = Extensions(
    {
        **dict.fromkeys(
            (
                *("abbr", "admonition", "attr_list", "def_list", "footnotes", "sane_lists", "tables"),
                *("pymdownx.details", "pymdownx.superfences", "pymdownx.tasklist"),
            ),
            Keys({}),
        ),
        "toc": Keys({"permalink": _YES_OR_NO, "toc_depth": Number(1, 6)}),
    }
)
ALLOWED = Keys(
    {
        "site_name": Words(),
        "site_description": Words(),
        "site_author": Words(),
        "copyright": Words(),
        "site_url": Like(
            re.compile(r"https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?(/[A-Za-z0-9._~%-]+)*/?"),
            "网站自己的地址，如 https://kb.example.cn/itss/",
        ),
        "docs_dir": Choice(("docs",)),
        "use_directory_urls": Choice((True,)),
        "strict": _YES_OR_NO,
        "theme": _THEME,
        "extra": Keys({"generator": _YES_OR_NO}),
        "plugins": Several(Choice(("itss",))),
        "markdown_extensions": _EXTENSIONS,
        "validation": Keys(
            {
                "links": Keys(
                    dict.fromkeys(("absolute_links", "anchors", "not_found", "unrecognized_links"), _LEVEL)
                ),
                "nav": Keys(dict.fromkeys(("absolute_links", "not_found", "omitted_files"), _LEVEL)),
            }
        ),
        "nav": Navigation(),
    },
    required=("site_name",),
)
