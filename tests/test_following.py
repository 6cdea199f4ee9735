"""Who followed a book names a version that there was; what the run says is held against that version."""

from __future__ import annotations

import hashlib

import pytest
from conftest import Repository, sound_base
from rewriting import BEGAN, Provider, path_of, start_at

from generators.finding import Finding
from generators.records.editions import Held
from generators.records.version import version_of

BOOK = "RB-ORA-ACCOUNT"
RUN = "records/technology/execution/2026/EX-20260811-101000-f0l1.yaml"
WRITTEN = """\
id: EX-20260811-101000-f0l1
runbook: RB-ORA-ACCOUNT
runbook_version: "{version}"
target: 审批业务库的采集账号
operator: P-004
started: "2026-08-11T10:10:00+08:00"
finished: "2026-08-11T10:40:00+08:00"
outcome: success
steps:
  - step: check-lock
    status: done
    at: "2026-08-11T10:12:00+08:00"
  - step: ask-unlock
    status: done
    at: "2026-08-11T10:30:00+08:00"{agreed}
verification:
  - code: v1
    status: done
    at: "2026-08-11T10:38:00+08:00"
no_change_reason: 账号在对方库里，由对方解锁
source: browser
recorded_at: "2026-08-11T10:45:00+08:00"
"""
AGREED = '\n    agreed_by: 甲方项目负责人\n    agreed_at: "2026-08-11T10:25:00+08:00"'
CODES = ("version-unknown", "consent-missing", "row-missing", "approved-after", "step-not-then")
CHOSEN = ("version-superseded", "version-later")
PAPER = "no_version_reason: 照的是打印件，上面没有版本"
FREE = ("    consent: 甲方项目负责人\n", "    no_consent_reason: 由对方自己解锁\n")
JULY, LATER = "2026-07-15T09:00:00+08:00", "2026-09-20T09:00:00+08:00"  # before the run, and after CHANGED


@pytest.fixture
def provider(repository: Repository) -> Provider:
    found = Provider(repository)
    found.begin()
    return found


def follow(provider: Provider, version: str, *, agreed: str = AGREED) -> list[str]:
    """Write down a run of the book in a version, and give what is told of it."""
    run = WRITTEN.format(version=version, agreed=agreed)
    path = provider.repository.path / RUN
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(run, "utf-8")
    return [one.code for one in provider.told(*CODES) if one.place.path == RUN]


def unversioned(provider: Provider, *lines: str, agreed: str = "") -> list[Finding]:
    """Write down a run that names no version, as `lines` have it instead, and give what is told of it."""
    run = WRITTEN.format(version="", agreed=agreed)
    run = run.replace('runbook_version: ""', lines[0]).replace("source: browser", "\n".join(lines[1:]))
    path = provider.repository.path / RUN
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(run, "utf-8")
    return [one for one in provider.read().findings if one.place.path == RUN]


def codes(found: list[Finding]) -> list[str]:
    return [one.code for one in found if one.code in (*CODES, *CHOSEN)]


def chosen(provider: Provider, version: str, *, agreed: str = "") -> list[str]:
    """Write down a run that names a version, and give all that is told of it."""
    follow(provider, version, agreed=agreed)
    return codes([one for one in provider.read().findings if one.place.path == RUN])


def test_a_version_is_what_sha256sum_says_of_the_file() -> None:
    data = sound_base()[path_of(BOOK)]
    assert hashlib.sha256(data).hexdigest().startswith(version_of(data))
    assert len(version_of(data)) == 12


def test_a_version_that_no_commit_holds_is_told_and_one_of_long_ago_is_not(provider: Provider) -> None:
    first = version_of(provider.text(BOOK).encode())
    assert follow(provider, "0123456789ab") == ["version-unknown"]
    provider.edit(BOOK, "do: 看账号状态", "do: 看账号是不是锁了")
    # nobody looks further back, but for this
    start_at(provider, provider.repository.run("rev-parse", "HEAD").strip())
    assert follow(provider, first) == []


def test_a_run_is_held_against_the_version_that_it_followed_not_against_todays(provider: Provider) -> None:
    asking = version_of(provider.text(BOOK).encode())
    provider.edit(BOOK, "    consent: 甲方项目负责人\n", "    no_consent_reason: 由对方自己解锁\n")
    free = version_of(provider.text(BOOK).encode())
    assert follow(provider, asking, agreed="") == ["consent-missing"]
    assert follow(provider, free, agreed="") == []


@pytest.mark.parametrize("source", ["", "source: browser"])
def test_who_ticked_on_a_page_cannot_leave_the_version_out(provider: Provider, source: str) -> None:
    assert chosen(provider, version_of(provider.text(BOOK).encode())) == ["consent-missing"]
    found = unversioned(provider, PAPER, source)
    assert [one.code for one in found if one.code == "missing-key"] == ["missing-key"]
    assert ("版本" if source else "来源") in found[0].message


def test_who_calls_a_run_paper_is_held_against_the_version_that_was_in_force(provider: Provider) -> None:
    then = version_of(provider.text(BOOK).encode())
    found = unversioned(provider, PAPER, "source: paper")
    assert codes(found) == ["consent-missing"]
    assert f"没有写版本，看开始时在用的 {then}" in next(one.message for one in found if one.code in CODES)
    assert codes(unversioned(provider, PAPER, "source: paper", agreed=AGREED)) == []


def test_what_a_book_no_longer_asks_is_still_asked_of_who_did_it_before(provider: Provider) -> None:
    provider.edit(BOOK, *FREE)
    provider.edit(BOOK, "    mandatory: true\n    caution", "    mandatory: false\n    caution", when=LATER)
    assert codes(unversioned(provider, PAPER, "source: paper")) == ["consent-missing"]
    text = (provider.repository.path / RUN).read_text("utf-8")
    done = text[text.index("  - step: ask-unlock") : text.index("verification")]
    (provider.repository.path / RUN).write_text(text.replace(done, ""), "utf-8")
    assert codes([*provider.read().findings_in(RUN)]) == ["row-missing"]


def test_who_names_an_older_version_than_was_in_force_is_told_which_was(provider: Provider) -> None:
    provider.edit(BOOK, *FREE, when=BEGAN)
    free = version_of(provider.text(BOOK).encode())
    assert chosen(provider, free) == []
    provider.edit(BOOK, *FREE[::-1], when=JULY)
    asking = version_of(provider.text(BOOK).encode())
    assert chosen(provider, free) == ["version-superseded"]
    [found] = provider.told("version-superseded")
    commit = provider.repository.run("rev-parse", "--short=12", "HEAD").strip()
    assert f"在用的是 {asking}（提交 {commit}，2026-07-15）" in found.message
    assert chosen(provider, asking, agreed=AGREED) == []


def test_a_newer_version_that_nobody_had_approved_yet_makes_no_older_one_wrong(provider: Provider) -> None:
    first = version_of(provider.text(BOOK).encode())
    approved = provider.text(BOOK)[
        provider.text(BOOK).index("approved:\n") : provider.text(BOOK).index("review_due")
    ]
    provider.edit(BOOK, approved, approved.replace("2026-01-12", "2026-08-20"), when=JULY)
    assert chosen(provider, first, agreed=AGREED) == []
    assert chosen(provider, version_of(provider.text(BOOK).encode()), agreed=AGREED) == ["approved-after"]
    assert codes(unversioned(provider, PAPER, "source: paper")) == ["consent-missing"]


@pytest.mark.parametrize("saved", [True, False], ids=["committed", "not committed"])
def test_a_book_that_was_eased_after_the_run_excuses_nobody(provider: Provider, *, saved: bool) -> None:
    """Also if its approval, or the clock of the commit, was set back."""
    provider.edit(BOOK, "do: 看账号状态", "do: 看账号是不是锁了", when=LATER)
    provider.edit(BOOK, *FREE, when=JULY, saved=saved)
    provider.edit(BOOK, "2026-01-12", "2026-07-02", when=JULY, saved=saved)
    assert chosen(provider, version_of(provider.text(BOOK).encode())) == ["version-later"]
    assert codes(unversioned(provider, PAPER, "source: paper")) == ["consent-missing"]


def test_a_commit_of_tomorrow_makes_nothing_after_it_late(provider: Provider) -> None:
    provider.edit(BOOK, *FREE, when=BEGAN)
    provider.repository.commit({"docs/guides/x.md": "# 一页\n"}, when="2099-01-01T09:00:00+08:00")
    provider.edit(BOOK, *FREE[::-1], when=JULY)
    assert codes(unversioned(provider, PAPER, "source: paper")) == ["consent-missing"]


def test_what_stands_on_a_branch_is_not_in_force_before_it_is_merged(provider: Provider) -> None:
    provider.repository.run("switch", "-q", "-c", "eased")
    provider.edit(BOOK, *FREE, when=JULY)
    eased = version_of(provider.text(BOOK).encode())
    provider.repository.run("switch", "-q", "main")
    provider.repository.run("merge", "-q", "--no-ff", "-m", "merge", "eased", when=LATER)
    assert chosen(provider, eased) == ["version-later"]
    assert codes(unversioned(provider, PAPER, "source: paper")) == ["consent-missing"]


def test_a_book_that_was_not_there_yet_was_not_followed(provider: Provider) -> None:
    text = provider.text(BOOK)
    provider.repository.commit({path_of(BOOK): None}, when=BEGAN)
    provider.write(BOOK, text, when=LATER)
    found = unversioned(provider, PAPER, "source: paper")
    assert codes(found) == ["approved-after"]
    assert "开始时库里还没有" in next(one.message for one in found if one.code == "approved-after")


def test_what_was_held_against_nothing_is_said(provider: Provider) -> None:
    version = version_of(provider.text(BOOK).encode())
    name = RUN.rpartition("/")[2].removesuffix(".yaml")
    follow(provider, version)
    assert provider.read().held[name] is Held.NAMED
    assert provider.bare().held[name] is Held.NAMED
    provider.edit(BOOK, *FREE)
    assert provider.read().held[name] is Held.NAMED
    assert provider.bare().held[name] is Held.OTHER
    unversioned(provider, PAPER, "source: paper")
    assert provider.read().held[name] is Held.THEN
    assert provider.bare().held[name] is Held.NONE
    start_at(provider, provider.repository.run("rev-parse", "HEAD").strip())  # the run was before that
    assert provider.read().held[name] is Held.NONE
    assert codes(unversioned(provider, PAPER, "source: paper")) == []
