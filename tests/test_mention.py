from __future__ import annotations

import pytest

from generators.records.mention import mentions, split


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("见 AN-2026-005。", ["AN-2026-005"]),
        ("并入INC-2026-0027，手册RB-ORA-ACCOUNT照做", ["INC-2026-0027", "RB-ORA-ACCOUNT"]),
        ("会话 B-0219-01 之后", ["B-0219-01"]),  # the shape only; whether it is an id, the kinds say
        ("X-INC-2026-0001 和 INC-2026-0001x", ["X-INC-2026-0001", "INC-2026-0001x"]),
        ("7x24 小时，ISO 27001，UTF-8", ["UTF-8"]),
        ("aINC-2026-0001 没有", []),
        ("EX-20260126-090710-7c1e 做完", ["EX-20260126-090710-7c1e"]),
    ],
)
def test_ids_are_seen_where_a_person_sees_them(text: str, found: list[str]) -> None:
    assert list(mentions(text)) == found


@pytest.mark.parametrize("text", ["", "没有编号", "A-1", "见 A-1 和 B-2，不是 C-3", "A-1B-2", "，A-1"])
def test_the_pieces_of_a_text_make_the_text(text: str) -> None:
    pieces = list(split(text, {"A-1", "B-2"}.__contains__))
    assert "".join(piece for piece, _ in pieces) == text
    assert {piece for piece, is_id in pieces if is_id} <= {"A-1", "B-2"}


def test_only_known_ids_are_cut_out() -> None:
    assert list(split("见 A-1，不见 C-3", {"A-1"}.__contains__)) == [
        ("见 ", False),
        ("A-1", True),
        ("，不见 C-3", False),
    ]
