"""What a record says in short: its name, how it stands, three facts and what comes next."""

from __future__ import annotations

import pytest
import small_base

from generators.judging.verdict import State
from generators.knowledge import KnowledgeBase
from generators.site.summary import Next, Summary, summary
from generators.spoken import period


def short(base: KnowledgeBase, record_id: str) -> Summary:
    found = base.facts.get(record_id)
    assert found is not None
    return summary(base, found)


def test_an_answered_incident_says_what_happened_last_and_what_is_to_be_done_next() -> None:
    told = short(small_base.read(), "INC-2026-0001")
    assert (told.state, told.verdict, told.is_voided) == ("已恢复", State.MET, False)
    assert [one.title for one in told.facts] == ["级别", "接报"]


@pytest.mark.parametrize(
    ("name", "state", "then"),
    [
        ("INC-2026-0009", "已接报", Next("响应", "2026-03-20 12:55")),
        ("INC-2026-0008", "已撤销", None),
        ("INC-2026-0012", "已作废", None),
    ],
)
def test_what_comes_next_is_what_is_judged_and_nearest_and_nothing_after_the_end(
    name: str, state: str, then: Next | None
) -> None:
    told = short(small_base.read(), name)
    assert (told.state, told.next) == (state, then)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("2026-10", "2026 年 10 月"),
        ("2026-03", "2026 年 3 月"),
        ("2026-Q3", "2026 年第三季度"),
        ("2026-C1", "合同第一季度"),
        ("2026-H2", "合同第二个半年"),
        ("2026", "2026 年"),
        ("上线前", "上线前"),
    ],
)
def test_a_period_is_said_in_words(name: str, said: str) -> None:
    assert period(name) == said
