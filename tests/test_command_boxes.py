"""A box of commands is taken apart by where its lines are typed, and no command is changed by it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.authoring.steps.command_boxes import taken_apart

MIXED = """\
-- 经堡垒机，数据库服务器上 sqlplus / as sysdba
SELECT event,
       COUNT(*) FROM v$session
 GROUP BY event;
SHOW CON_NAME
# 应用服务器上
df -h <挂载点>
# 只列不改
ls -l
画面（甲方信息岗操作）：管控中心，导出名单
问报告人：几点开始的
# 停干净了才启动
sudo systemctl start <服务>"""


def test_a_mixed_box_becomes_a_box_for_each_place_and_a_line_for_each_sentence() -> None:
    assert taken_apart(MIXED) == [
        {
            "place": "sql",
            "note": "经堡垒机，数据库服务器上 sqlplus / as sysdba",
            "run": "SELECT event,\n       COUNT(*) FROM v$session\n GROUP BY event;\nSHOW CON_NAME",
        },
        {"place": "shell", "note": "应用服务器上", "run": "df -h <挂载点>\n# 只列不改\nls -l"},
        {"place": "screen", "note": "甲方信息岗操作：管控中心，导出名单"},
        {"place": "hand", "note": "问报告人：几点开始的"},
        {"place": "shell", "note": "停干净了才启动", "run": "sudo systemctl start <服务>"},
    ]


@pytest.mark.parametrize(
    ("box", "places"),
    [
        ("# rman target /\nCROSSCHECK BACKUP;\n-- sqlplus / as sysdba\nSELECT 1 FROM dual;", ["rman", "sql"]),
        ("# Windows，PowerShell\nGet-Date\nw32tm /query /status\n# 信创终端\ndate", ["powershell", "shell"]),
        ("python3 - <<'E'\nimport csv\n共 = 1\nSELECT = 2\nE\nls", ["shell"]),
        ("SET TIMING ON\nBEGIN\n  NULL;\nEND;\n/", ["sql"]),
        ("rman auxiliary / | tee dup.log\nRUN {\n  DUPLICATE DATABASE;\n}\n隔一会儿看一次", ["shell", "rman", "hand"]),
        ("$ORACLE_HOME/OPatch/opatch lspatches\nuptime", ["shell"]),
        ("document.querySelectorAll('iframe').length", ["browser"]),
        ("ORA-19566：坏块，做 corrupt", ["hand"]),
    ],
)  # fmt: skip
def test_a_line_goes_where_it_is_typed(box: str, places: list[str]) -> None:
    assert [row["place"] for row in taken_apart(box)] == places


@given(
    st.lists(
        st.sampled_from([*MIXED.split("\n"), "uptime", "for i in 1 2; do", "done", "COMMIT;"]), min_size=1
    )
)
def test_no_line_is_lost_and_none_is_made_up(lines: list[str]) -> None:
    rows = taken_apart("\n".join(lines))
    typed = [line for row in rows for line in row.get("run", "").split("\n") if line]
    assert [line for line in typed if line not in lines] == []
    said = "\n".join(row.get("note", "") for row in rows)
    for line in lines:
        core = line.removeprefix("# ").removeprefix("-- ").rpartition("：")[2]
        assert line in typed or core in said
