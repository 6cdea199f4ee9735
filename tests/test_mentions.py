"""Ids in plain text are looked for in the source first; that must find all that the loaded texts hold."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

import yaml
from conftest import NOW, sound_base
from hypothesis import example, given
from hypothesis import strategies as st

from generators import knowledge
from generators.records.mention import mentions
from generators.refusal import Refusal
from generators.strict_yaml import load

HOME = "records/process/incident/2026/INC-2026-0901.yaml"
OPENED = "id: INC-2026-0901\nreporter: {department: 财务科}\nphenomenon: 导出的报表列顺序不对\nchannel: email\nlevel: L5\nreported: '2026-06-08T17:26:00+08:00'\n"
PIECES = (
    "AN-2026-999",
    "INC-2026-0001",
    "RQ-2026-104217",
    "见",
    "，",
    " ",
    "\n",
    "'",
    '"',
    "-",
    "x",
    "9",
    ":",
    "#",
    "\\",
    "UTF-8",
    "P-999",
    "\t",
)


@functools.cache
def small() -> Mapping[str, bytes]:
    """Schemas and what an incident needs: reading it takes a tenth of the whole base."""
    wanted = (
        "schemas/",
        "records/requirements/contract/",
        "records/process/incident/2026/INC-2026-0001",
        "pyproject",
    )
    return {path: data for path, data in sound_base().items() if path.startswith(wanted)}


@given(
    st.lists(st.lists(st.sampled_from(PIECES), max_size=12).map("".join), min_size=1, max_size=3),
    st.fixed_dictionaries(
        {
            "default_style": st.sampled_from(["'", '"', "|", ">", None]),
            "default_flow_style": st.sampled_from([True, False, None]),
            "width": st.sampled_from([20, 400]),
        }
    ),
)
@example(["x\nAN-2026-999"], {"default_style": '"'})
def test_a_source_without_escapes_holds_every_id_of_its_texts(
    texts: list[str], shape: Mapping[str, Any]
) -> None:
    source = yaml.safe_dump({"note": texts[0], "rows": texts}, allow_unicode=True, **shape)
    try:
        loaded = load(source.encode())
    except Refusal:
        return  # it may not stand in a record at all
    held = [name for text in [str(loaded["note"]), *map(str, loaded["rows"])] for name in mentions(text)]
    assert "\\" in source or set(held) <= set(mentions(source))


def test_an_id_written_as_an_escape_is_looked_up() -> None:
    base = knowledge.read({**small(), HOME: (OPENED + 'note: "见 AN\\x2d2026-999"\n').encode()}, NOW)
    assert "unknown-mention" in {one.code for one in base.findings}


def test_an_id_in_a_comment_is_nobody_s_concern() -> None:
    base = knowledge.read({**small(), HOME: (OPENED + "# 见 AN-2026-999\n").encode()}, NOW)
    assert "unknown-mention" not in {one.code for one in base.findings}


def test_a_text_with_a_shape_of_its_own_names_nobody() -> None:
    attached = f"attachments: [{{file: AN-2026-999, title: 签字扫描件, sha256: {'0' * 64}}}]\n"
    base = knowledge.read({**small(), HOME: (OPENED + attached).encode()}, NOW)
    assert {one.code for one in base.findings if one.place.path == HOME} == {"attachment-missing"}
