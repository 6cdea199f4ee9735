"""Checks across records: time runs forward and inside the term, files are what they were, nothing leaks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest
import small_base
from conftest import NOW, sound_base

from generators import knowledge
from generators.address import is_reserved
from generators.knowledge import KnowledgeBase
from generators.site.pages import pages

HOME = "records/people/person/P-901.yaml"
INCIDENT = "records/process/incident/2026/INC-2026-0901.yaml"
INSPECTION = "records/technology/inspection/2026/INS-2026-901.yaml"
PERSON = """\
id: P-901
name: 工程师乙
side: provider
organisation: 运维服务部
posts:
  - post: 运维支持工程师
    from: "2026-01-01"
"""
OPENED = """\
id: INC-2026-0901
reporter: {department: 财务科}
phenomenon: 导出的报表列顺序不对
channel: email
level: L5
"""


def found(path: str, text: str, **others: bytes) -> list[tuple[int, int, str]]:
    """What is found when one record, and perhaps files beside it, are laid over the good base."""
    folder = path.rsplit("/", 1)[0]
    beside = {f"{folder}/{name.replace('_', '.')}": data for name, data in others.items()}
    base = knowledge.read({**sound_base(), path: text.encode(), **beside}, NOW)
    return [(one.place.line, one.place.column, one.code) for one in base.findings]


def note(text: str) -> list[tuple[int, int, str]]:
    return found(HOME, f"{PERSON}note: '{text}'\n")


def test_events_at_the_same_moment_are_in_order() -> None:
    same = '"2026-06-08T17:26:00+08:00"'
    lines = "".join(f"{name}: {same}\n" for name in ("reported", "dispatched", "responded", "restored"))
    assert found(INCIDENT, OPENED + lines) == []


def test_times_are_compared_as_moments_whatever_their_offset() -> None:
    times = 'reported: "2026-06-08T17:26:00+08:00"\nresponded: "2026-06-08T09:30Z"\n'
    assert [code for _, _, code in found(INCIDENT, OPENED + times)] == ["foreign-offset"]


def test_an_event_before_the_start_is_an_error_and_only_that() -> None:
    times = 'reported: "2026-06-08T17:26:00+08:00"\nresponded:\n  at: "2026-06-08T17:25:00+08:00"\n'
    late = 'restored: "2026-06-08T17:24:00+08:00"\n'
    assert found(INCIDENT, OPENED + times + late) == [
        (8, 3, "stop-before-start"),
        (9, 11, "stop-before-start"),
    ]


def test_the_message_about_two_events_names_both(base: KnowledgeBase) -> None:
    """
# records/technology/inspection/2026/INS-2026-901.yaml
id: INS-2026-901
title: 2026 年第三季度巡检
template: IT-QUARTERLY
started: "2026-09-16T09:24:00+08:00"
finished: "2026-09-16T09:23:59+08:00"
inspector: P-004
reviewer: P-001
conclusion: 总体正常
readings:
  - {item: app-service, status: normal}
  - {item: app-heap, status: normal}
  - {item: db-buffer-hit, status: normal}
"""  # fmt: skip
    assert [one.message for one in base.findings] == ["「结束」早于「开始」；核对两个时间，改正写错的那个。"]


@pytest.mark.parametrize(("to", "codes"), [("2026-01-01", []), ("2025-12-31", ["stop-before-start"])])
def test_a_period_may_last_one_day_but_not_end_before_it_begins(to: str, codes: list[str]) -> None:
    assert [code for _, _, code in found(HOME, f'{PERSON}    to: "{to}"\n')] == codes


@pytest.mark.parametrize(
    ("at", "codes"),
    [
        ("2025-12-31T16:30:00Z", ["foreign-offset"]),  # 2026-01-01 00:30 in the zone of the base
        ("2025-12-31T15:59:59Z", ["foreign-offset", "outside-term"]),
        ("2026-01-01T00:00:00+08:00", []),
        ("2026-12-31T23:59:59+08:00", ["start-to-come"]),
        ("2027-01-01T00:00:00+08:00", ["outside-term"]),
        ("2026-12-31T23:59:59-05:00", ["foreign-offset", "outside-term"]),
    ],
)
def test_the_term_begins_and_ends_at_midnight_in_the_zone_of_the_base(at: str, codes: list[str]) -> None:
    assert [code for _, _, code in found(INCIDENT, f'{OPENED}reported: "{at}"\n')] == codes


def test_a_contract_itself_may_be_recorded_before_its_term() -> None:
    path = "schemas/requirements/contract.schema.json"
    schema = sound_base()[path].replace(
        b'"x-phases"', b'"x-events": {"recorded_at": {"role": "start"}}, "x-phases"', 1
    )
    assert schema != sound_base()[path]
    assert knowledge.read({**sound_base(), path: schema}, NOW).findings == ()


def test_a_zone_in_the_settings_moves_the_boundary_of_the_term() -> None:
    settings = b'[tool.itss]\ncontract = "CT-2026-01"\nzone = "UTC"\n'
    text = f'{OPENED}reported: "2025-12-31T16:30:00Z"\n'.encode()
    base = knowledge.read({**sound_base(), "pyproject.toml": settings, INCIDENT: text}, NOW)
    [fault] = [one for one in base.findings if one.place.path == INCIDENT]  # a roster's months move, too
    assert fault.code == "outside-term"
    assert "2025-12-31 不在 CT-2026-01 的期限（2026-01-01 至 2026-12-31）之内" in fault.message


def attachment(data: bytes) -> str:
    digest = hashlib.sha256(data).hexdigest()
    return f"attachments:\n  - {{file: pledge.pdf, title: 扫描件, sha256: {digest}}}\n"


def test_an_attachment_with_its_digest_is_fine() -> None:
    assert found(HOME, PERSON + attachment(b"%PDF"), pledge_pdf=b"%PDF") == []


def test_one_changed_byte_of_an_attachment_is_found() -> None:
    assert found(HOME, PERSON + attachment(b"%PDF"), pledge_pdf=b"%PDf") == [(9, 44, "attachment-changed")]


def test_an_attachment_is_looked_for_beside_its_record_only() -> None:
    files = {**sound_base(), HOME: (PERSON + attachment(b"x")).encode(), "records/people/pledge.pdf": b"x"}
    codes = [one.code for one in knowledge.read(files, NOW).findings]
    assert codes == ["attachment-missing", "stray-file"]


def test_the_attachment_of_an_unsound_record_is_not_called_stray() -> None:
    text = PERSON.replace("name: 工程师乙\n", "") + attachment(b"x")
    assert [code for _, _, code in found(HOME, text, pledge_pdf=b"x")] == ["missing-key"]


@pytest.mark.parametrize(
    "text",
    ["password: hunter22", "口令是 Abc12345", "密码：Abc12345", "token=abcdef123456", "https://a:bcd1@example.com",
     "IDENTIFIED BY welcome1", "-----BEGIN RSA PRIVATE KEY-----", "AKIA0123456789ABCDEF"],
)  # fmt: skip
def test_secrets_are_found(text: str) -> None:
    assert [code for _, _, code in note(text)] == ["secret"]


@pytest.mark.parametrize(
    "text",
    ["password: <口令>", "口令是 <新口令>", "换了口令，密码规则没变", "password: ${PASSWORD}", "https://example.com:8443/a",
     "IDENTIFIED BY <口令>", "采集账号口令到期，多次重试后被锁", "token: （见保险柜）"],
)  # fmt: skip
def test_placeholders_and_talk_about_secrets_are_none(text: str) -> None:
    assert note(text) == []


def test_an_identity_number_needs_a_right_check_digit() -> None:
    assert [code for _, _, code in note("11010519491231002X")] == ["resident-identity"]
    assert note("110105194912310021") == []


@pytest.mark.parametrize("number", ["13800138000", "138-0013-8000", "+86 138 0013 8000"])
def test_a_mobile_number_may_stand_in_the_phone_field_and_nowhere_else(number: str) -> None:
    assert found(HOME, f"{PERSON}phone: '{number}'\n") == []
    assert note(number) == [(8, 8, "mobile-number")]


def test_longer_numbers_and_digests_are_no_mobile_numbers() -> None:
    assert note("流水号 2026138001380001，摘要 a13800138000b") == []


def test_the_phone_of_an_unsound_person_is_not_blamed() -> None:
    text = PERSON.replace("name: 工程师乙\n", "") + "phone: 138-0013-8000\n"
    assert [code for _, _, code in found(HOME, text)] == ["missing-key"]


def test_what_cannot_be_read_as_a_record_is_searched_all_the_same() -> None:
    assert found(HOME, "note: *a password=hunter22\n") == [(1, 7, "yaml-alias"), (1, 10, "secret")]


def test_pages_are_searched_like_records() -> None:
    assert found("docs/guides/how.md", "# 标题\n\n密码：Abc12345\n") == [(3, 1, "secret")]


def test_work_done_by_a_draft_is_a_notice_that_names_it(base: KnowledgeBase) -> None:
    """
# records/process/incident/2026/INC-2026-0901.yaml
id: INC-2026-0901
reporter: {department: 财务科}
phenomenon: 采集任务排队过长
channel: email
level: L5
reported: "2026-06-08T17:26:00+08:00"
runbooks: [RB-ORA-ACCOUNT, RB-DRAFT]
"""  # fmt: skip
    (one,) = base.findings
    assert (one.code, one.place.line, one.place.column) == ("document-not-approved", 7, 28)
    assert "RB-DRAFT《采集任务排队过长》" in one.message
    assert "INC-2026-0901" in base.facts.records


def test_every_generated_page_has_a_reserved_address(base: KnowledgeBase) -> None:
    assert [page.uri for page in pages(base) if not is_reserved(page.uri)] == []


@pytest.mark.parametrize("path", ["docs/README.md", "docs/registers.md"])
def test_no_other_file_may_take_a_generated_address(path: str) -> None:
    assert [code for _, _, code in found(path, "# 标题\n")] == ["page-exists"]


@pytest.mark.parametrize("written", [str.upper, str.lower])
def test_a_hash_may_be_written_in_capitals_and_a_file_called_in_chinese(
    written: Callable[[str], str],
) -> None:
    home, digest = "records/process/incident/2026", hashlib.sha256(b"png").hexdigest()
    rows = f"attachments:\n  - {{file: 报错截图.png, title: 报错截图, sha256: {written(digest)}}}\n"
    files = dict(small_base.files())
    path = f"{home}/INC-2026-0001.yaml"
    files |= {path: files[path] + rows.encode(), f"{home}/报错截图.png": b"png"}
    there = knowledge.read(dict(sorted(files.items())), small_base.NOON).findings
    assert [one for one in there if one.place.path in (path, f"{home}/报错截图.png")] == []
    files[f"{home}/报错截图.png"] = b"another"
    there = knowledge.read(dict(sorted(files.items())), small_base.NOON).findings
    (one,) = [one for one in there if one.place.path in (path, f"{home}/报错截图.png")]
    assert hashlib.sha256(b"another").hexdigest() in one.message


def test_an_id_that_nobody_has_is_likened_to_those_that_may_be_named_there() -> None:
    files = dict(small_base.files())
    path = "records/process/incident/2026/INC-2026-0001.yaml"
    files[path] += b"assets: [P-0O1]\n"
    there = knowledge.read(files, small_base.NOON).findings
    (one,) = [one for one in there if one.place.path == path]
    assert (one.code, "是不是" in one.message) == ("unknown-reference", False)
