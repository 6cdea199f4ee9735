from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

import pytest
from conftest import schemas
from hypothesis import given, settings
from hypothesis import strategies as st

from generators.kinds import engine, schema
from generators.kinds.formats import FORMATS
from generators.kinds.telling import Medium, table

ACCEPTED = [
    ("date", "2026-03-05"), ("date", "2024-02-29"), ("date", "1970-01-01"), ("date", "2200-12-31"),
    ("date-time", "2026-03-05T09:10:00+08:00"), ("date-time", "2026-03-05T09:10+08:00"),
    ("date-time", "2026-03-05T09:10:00Z"), ("date-time", "2026-03-05T00:00-00:00"),
    ("date-time", "2026-03-05T23:59:59-05:30"), ("date-time", "2024-02-29T12:00:00+14:00"),
    ("event-time", "2026-03-05T09:10:00+08:00"), ("event-time", "2026-03-05"), ("event-time", "2024-02-29"),
    ("time", "00:00"), ("time", "09:10"), ("time", "23:59"),
    ("month", "2026-01"), ("month", "2026-12"), ("month", "1970-01"), ("month", "2200-12"), ("quarter", "1970-Q1"), ("quarter", "2200-Q4"),
    ("date-time", "1970-01-01T00:00:00+14:00"), ("date-time", "2200-12-31T23:59:59-12:00"), ("event-time", "2200-12-31"),
    ("quarter", "2026-Q1"), ("quarter", "2026-Q4"),
    ("email", "desk@example.com"), ("email", "a.b+c_d%e-f@mail.example.gov.cn"), ("email", "1@2.cn"),
    ("phone", "000-0000-0001"), ("phone", "+86 000 0000 0001"), ("phone", "1234"),
]  # fmt: skip

REJECTED = [
    *[("date", text) for text in (
        "", "2026-3-5", "26-03-05", "20260305", "20250304", "2025-W10-2", "2025-W10", "2025-064", "2026-02-31",
        "2026-02-29", "2026-13-01", "2026-00-10", "2026-01-00", "0000-01-01", "2026/03/05", "2026-03-05\n",
        "\n2026-03-05", " 2026-03-05", "2026-03-05 ", "２０２６-03-05", "2026-03-0٥", "2026年3月5日",
        "2026-03-05T09:10:00+08:00", "12026-03-05", "2026‐03‐05", "1969-12-31", "2201-01-01", "9999-12-31", "0001-01-01",
    )],
    *[("date-time", text) for text in (
        "", "2026-03-05", "2026-03-05T09:10:00", "2026-03-05T09:10", "2026-03-05 09:10:00+08:00",
        "2026-03-05t09:10:00+08:00", "2026-03-05T09:10:00z", "2026-03-05T09:10:00+08", "2026-03-05T09:10:00+0800",
        "2026-03-05T09:10:00+8:00", "2026-03-05T09:10:00 +08:00", "2026-03-05T09:10:00+08:00:30",
        "2026-03-05T09:10:00.5+08:00", "2026-03-05T0910+08:00", "20260305T091000+08:00", "2025-W10-2T09:10:00+08:00",
        "2026-02-31T09:10:00+08:00", "2026-03-05T24:00:00+08:00", "2026-03-05T09:60:00+08:00",
        "2026-03-05T09:10:60+08:00", "2026-03-05T09:10:00+24:00", "2026-03-05T09:10:00+08:60",
        "2026-03-05T09:10:00-08:99", "2026-03-05T09:10:00+08:00\n", "２０２６-03-05T09:10:00+08:00",
        "1969-12-31T23:59:59Z", "2201-01-01T00:00:00+14:00", "9999-12-31T20:00:00Z", "0001-01-01T12:00:00Z",
        "2026-03-05T09：10：00+08：00", "2026-03-05T09:10:00−05:00", "2026-03-05_09:10:00+08:00",
    )],
    *[("event-time", text) for text in (
        "", "2026-3-5", "2026-02-29", "2026-03-05T09:10:00", "2026-03-05\n", "2026-03", "09:10", "2026-03-05T24:00:00+08:00",
        "1969-12-31", "2201-01-01",
    )],
    *[("time", text) for text in ("", "9:10", "24:00", "09:60", "09:10:00", "0910", "09:10\n", "０９:10", "09：10")],
    *[("month", text) for text in ("", "0000-01", "1969-12", "2201-01", "2026-00", "2026-13", "2026-1", "202601", "2026-01-01", "2026-01\n", "２０２６-01")],
    *[("quarter", text) for text in ("", "0000-Q1", "1969-Q4", "2201-Q1", "2026-Q0", "2026-Q5", "2026Q1", "2026-q1", "2026-Q1\n", "2026-Q１")],
    *[("email", text) for text in (
        "", "desk", "desk@example", "@example.com", "desk@", "a b@example.com", "desk@example.com\n", "desk@@example.com",
        "desk＠example.com", "值班@example.com", "desk@example..com", "desk@.com", "desk@example.com.", "x" * 65 + "@a.cn",
    )],
    *[("phone", text) for text in (
        "", "110", "-1234", "1234-", "12345\n", "０００-0000", "123x4567", "++8612345", "1" * 26, "(010)1234567", "打总机",
    )],
]  # fmt: skip


def verdicts(name: str, value: object) -> tuple[bool, bool, bool]:
    """What our function, jsonschema-rs and jsonschema say."""
    wanted = {"format": name}
    return FORMATS[name](value), engine.skipper(wanted)(value), not list(engine.errors(wanted, value))


@pytest.mark.parametrize(("name", "text"), ACCEPTED)
def test_a_format_takes_what_is_written_as_it_says(name: str, text: str) -> None:
    assert verdicts(name, text) == (True, engine.FAST, True)


@pytest.mark.parametrize(("name", "text"), REJECTED)
def test_a_format_refuses_whatever_looks_nearly_right(name: str, text: str) -> None:
    assert verdicts(name, text) == (False, False, False)


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("value", [None, True, 0, 20260305, 1.5, [], ["x"], {}, {"at": "x"}], ids=repr)
def test_a_format_has_no_say_about_what_is_not_text(name: str, value: object) -> None:
    assert verdicts(name, value) == (True, engine.FAST, True)


def test_every_format_is_shown_in_both_tables_and_its_example_is_right() -> None:
    assert {name for name, _ in ACCEPTED} == set(FORMATS)
    assert {name for name, _ in REJECTED} == set(FORMATS)
    spoken = table(Medium.YAML).formats
    assert list(spoken) == list(FORMATS)
    shown = {name: sentence.split('"')[1] for name, sentence in spoken.items()}
    assert [name for name, text in shown.items() if not FORMATS[name](text)] == []


def test_every_format_of_the_schemas_is_ours() -> None:
    found, _ = schema.read(schemas())
    used = {
        node["format"] for file in found.values() for _, node in schema.walk(file.schema) if "format" in node
    }
    assert {"date", "date-time"} <= used <= set(FORMATS)


FIRST, LAST = datetime(1970, 1, 1), datetime(2200, 12, 31)  # noqa: DTZ001 - hypothesis adds the zone
OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.dates(FIRST.date(), LAST.date()), st.datetimes(FIRST, LAST, timezones=OFFSETS))
@settings(deadline=None, derandomize=True, database=None)
def test_every_day_and_every_whole_second_can_be_written(day: date, moment: datetime) -> None:
    assert FORMATS["date"](day.isoformat())
    assert FORMATS["date-time"](moment.isoformat(timespec="seconds"))
    assert FORMATS["date-time"](moment.isoformat(timespec="minutes"))


@given(st.text())
@settings(deadline=None, derandomize=True, database=None)
def test_no_text_makes_a_format_fail(text: str) -> None:
    assert all(accepts(text) in (True, False) for accepts in FORMATS.values())


@given(
    st.from_regex(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:[0-9]{2})", fullmatch=True
    )
)
@settings(deadline=None, derandomize=True, database=None, max_examples=500)
def test_a_moment_that_passes_can_be_read_and_its_offset_is_what_it_says(text: str) -> None:
    if FORMATS["date-time"](text):
        moment = datetime.fromisoformat(text)
        assert moment.isoformat()[:16] == text[:16]
        assert text.endswith("Z") or moment.isoformat()[-5:] == text[-5:]
