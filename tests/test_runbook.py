from __future__ import annotations

import pytest
from conftest import NOW, sound_base

from generators import knowledge
from generators.site.pages import runbook

PATH = "records/process/incident/2026/INC-2026-0951.yaml"
OPEN = """\
id: INC-2026-0951
reporter:
  department: 财务科
phenomenon: 报表打不开，刚才还好好的
channel: phone
level: L3
reported: "2026-11-20T17:50:00+08:00"
"""


@pytest.mark.parametrize(
    ("more", "shown_at"),
    [
        ("", {"RB-ORA-ACCOUNT", "RB-DRAFT"}),
        ("runbooks: [RB-ORA-ACCOUNT]\n", {"RB-ORA-ACCOUNT"}),
        ('responded: "2026-11-20T17:55:00+08:00"\nrestored: "2026-11-20T17:58:00+08:00"\n', set()),
    ],
)
def test_a_runbook_shows_what_is_left_of_the_clocks_it_may_be_followed_for(
    more: str, shown_at: set[str]
) -> None:
    base = knowledge.read({**sound_base(), PATH: (OPEN + more).encode()}, NOW)
    running = runbook.OpenClocks(base, "runbook")
    found = {
        record.id: [one.due for one in running.of(record.id) if one.ref.id == "INC-2026-0951"]
        for record in base.facts.of_kind("runbook")
    }
    assert {record_id for record_id, dues in found.items() if dues} == shown_at
    assert all("2026-11-20 18:50" in dues for dues in found.values() if dues)  # L3 is answered within an hour
