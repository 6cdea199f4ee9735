"""The calendar's file: one day for each due thing, named so that nothing else changes its name, the same twice."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from icalendar import Calendar, Component
from small_base import files, of, read, waiting

from generators.knowledge import KnowledgeBase
from generators.site import calendar_file

_OBLIGATION = "records/requirements/obligation/OB-904.yaml"


def events(base: KnowledgeBase) -> list[Component]:
    return Calendar.from_ical(calendar_file.text(base)).walk("VEVENT")


def test_whatever_is_due_has_one_day_and_only_clocks_that_run_have_any() -> None:
    """9 and 10 run under two obligations each, a quarter is due four times; 2, 4 and 11 are late and have none."""
    found = events(read())
    assert len(found) == 8
    assert sorted(str(one["uid"]) for one in found)[-4:] == [
        f"OB-904.2026-Q{one}.CT-2026-01@itss-kb" for one in (1, 2, 3, 4)
    ]
    assert {one.decoded("dtend") - one.decoded("dtstart") for one in found} == {timedelta(days=1)}
    assert found[-1].decoded("dtstart") == date(2026, 12, 31)
    assert str(found[-1]["summary"]) == "未到期：警示 2026-Q4"


def test_the_file_is_the_same_twice_and_asks_no_clock() -> None:
    one, other = calendar_file.text(read()), calendar_file.text(read())
    assert one == other
    assert {event.decoded("dtstamp") for event in events(read())} == {read().now}


def test_a_name_belongs_to_one_day_and_stays_when_anything_else_changes() -> None:
    before = {str(one["uid"]): one for one in events(read())}
    assert len(before) == 8
    more = files() | {"records/process/incident/2026/INC-2026-0013.yaml": waiting(13, "L2", "03-20T11:50")}
    after = {str(one["uid"]): one for one in events(of(more))}
    assert before.keys() < after.keys()
    assert [one.to_ical() for name, one in after.items() if name in before] == [
        one.to_ical() for one in before.values()
    ]


def test_what_a_record_says_stays_text_and_no_line_is_longer_than_75_octets() -> None:
    title = "警示；一,二\\n" + "长" * 20
    nasty = files()[_OBLIGATION].decode().replace("title: 警示", f"title: '{title}'").encode()
    text = calendar_file.text(of(files() | {_OBLIGATION: nasty}))
    assert str(Calendar.from_ical(text).walk("VEVENT")[-1]["summary"]) == f"未到期：{title} 2026-Q4"
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 8
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert "\n" not in text.replace("\r\n", "")


def test_a_base_in_which_nothing_is_due_has_no_file() -> None:
    some = {
        path: text
        for path, text in files().items()
        if "obligation/" not in path or Path(path).stem == "OB-905"
    }
    assert not calendar_file.has_days(of(some))
    assert calendar_file.has_days(read())
