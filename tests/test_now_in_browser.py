"""The script of the moment in a real Chromium with a clock of our own: age, countdown, who is on duty; and without it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from browsing import Watched
from conftest import SETTINGS, build_site, served, write_base
from duties_base import roster, row
from playwright.sync_api import Browser, Page, expect
from run_base import run_base
from small_base import NOON, PERSON, files

from generators import address

pytestmark = pytest.mark.browser

ROWS = [
    row("2026-03-20T08:00", "2026-03-20T20:00", 1),
    row("2026-03-20T20:00", "2026-03-21T08:00", 2),
    row("2026-03-21T08:00", "2026-03-22T08:00", 1),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the small base with a roster and two people to call, opened from the disk."""
    root = tmp_path_factory.mktemp("now")
    people = {
        f"records/people/person/P-00{number}.yaml": PERSON.format(
            id=f"P-00{number}",
            name=f"工程师{name}",
            side="provider",
            organisation="单位",
            role=", role: service-manager",
        )
        + f"phone: 000-0000-000{number}\n"
        for number, name in ((1, "甲"), (2, "乙"))
    }
    texts = {**people, "records/people/roster/2026/RO-2026-03.yaml": roster("2026-03", rows=ROWS)}
    settings = SETTINGS + f'as_of = "{NOON.isoformat()}"\n'.encode()
    books = {path: text for path, text in run_base().items() if path not in files()}
    whole = {
        **files(),
        **books,
        **{path: text.encode() for path, text in texts.items()},
        "pyproject.toml": settings,
    }
    write_base(root / "base", whole)
    build_site(root / "base", root / "site")
    return root / "site"


@pytest.fixture(scope="module")
def home(folder: Path) -> Iterator[str]:
    with served(folder) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, home: str) -> Iterator[Page]:
    context = browser.new_context()
    one = Watched(context, home)
    yield one.page
    context.close()
    assert one.faults == []


def at(page: Page, home: str, when: datetime) -> Page:
    page.clock.set_fixed_time(when)
    page.goto(home)
    return page


@pytest.mark.parametrize(
    ("later", "told", "is_amber"),
    [
        (timedelta(0), "", False),
        (timedelta(hours=23, minutes=59), "", False),
        (timedelta(days=1), "· 1 天前", False),
        (timedelta(days=2), "· 2 天前", False),
        (timedelta(days=2, seconds=1), "· 2 天前", True),
        (timedelta(days=9, hours=23), "· 9 天前", True),
    ],
)
def test_it_says_how_old_the_data_are(
    opened: Page, home: str, later: timedelta, told: str, *, is_amber: bool
) -> None:
    one = at(opened, home, NOON + later).locator("[data-age]")
    assert one.is_visible() is bool(told)
    if told:
        expect(one).to_have_text(told)
    assert ("itss-age-old" in (one.get_attribute("class") or "")) is is_amber


def test_a_countdown_says_what_is_left_and_then_what_is_over(opened: Page, home: str) -> None:
    """The nearer clock ends at 12:05."""
    left = opened.locator("[data-due]")
    at(opened, home, NOON + timedelta(minutes=2))
    expect(left).to_have_text("现在余 3 分钟")
    at(opened, home, NOON + timedelta(days=1, hours=3, minutes=6, seconds=7))
    expect(left).to_have_text("到现在已过 1 天 3 小时")
    opened.emulate_media(media="print")
    expect(left).to_be_hidden()


@pytest.mark.parametrize(
    ("when", "who", "phone", "told"),
    [
        ("03-20T19:59", "甲", 1, "到 03-20 20:00，接着工程师乙"),
        ("03-20T20:00", "乙", 2, "到 03-21 08:00，接着工程师甲"),
        ("03-21T08:00", "甲", 1, "到 03-22 08:00"),
    ],
)
def test_it_picks_who_is_on_duty(  # noqa: PLR0913, PLR0917 - a row of the table, and where it is looked at
    opened: Page, home: str, when: str, who: str, phone: int, told: str
) -> None:
    at(opened, home, datetime.fromisoformat(f"2026-{when}:00+08:00"))
    row = opened.locator('tr[data-duty="hotline"]')
    expect(row.locator(".itss-who > a")).to_have_text(f"工程师{who}")
    expect(row.locator("small").last).to_have_text(told)
    call = row.locator(".itss-phone a")
    assert call.get_attribute("href") == f"tel:000-0000-000{phone}"
    assert call.get_attribute("aria-label") == f"打给工程师{who} 000-0000-000{phone}"


def test_a_book_says_who_is_on_duty_on_a_server_on_a_disk_and_in_a_file_by_itself(
    browser: Browser, home: str, folder: Path
) -> None:
    """Its page loads what all books share; a file that holds it has the same inside, and no way to a person's page."""
    book, alone, page = address.record("RB-DISK"), address.alone("RB-DISK"), browser.new_page()
    places = f"{home}{book}", f"{folder.as_uri()}/{book}index.html", f"{folder.as_uri()}/{alone}"
    for place, is_led in zip(places, (True, True, False), strict=True):
        at(page, place, NOON + timedelta(hours=8))
        row = page.locator('li[data-duty="hotline"]')
        expect(row.locator(".itss-who > :first-child")).to_have_text("工程师乙")
        expect(row.locator(".itss-phone a")).to_have_attribute("href", "tel:000-0000-0002")
        expect(row.locator('.itss-who a[href$="r/P-002/"]')).to_have_count(int(is_led))
    page.close()


def test_when_the_roster_is_over_it_says_so(opened: Page, home: str) -> None:
    at(opened, home, datetime.fromisoformat("2026-03-22T08:00:00+08:00"))
    expect(opened.locator('tr[data-duty="hotline"] .itss-who')).to_have_text("当前时间没有值班表")
    expect(opened.locator('tr[data-duty="hotline"] .itss-phone a')).to_have_count(0)


def test_it_follows_the_clock_while_the_page_is_open(opened: Page, home: str) -> None:
    opened.clock.install(time=NOON.replace(hour=19, minute=59))
    opened.goto(home)
    who = opened.locator('tr[data-duty="hotline"] .itss-who > a')
    expect(who).to_have_text("工程师甲")
    opened.clock.run_for(90_000)
    expect(who).to_have_text("工程师乙")


def test_it_works_from_a_disk(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    at(page, (folder / "index.html").as_uri(), NOON + timedelta(days=1, hours=1))
    expect(page.locator("[data-age]")).to_have_text("· 1 天前")
    page.close()


def test_without_a_script_the_page_says_what_was_so_when_the_data_end(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((folder / "index.html").as_uri())
    expect(page.locator('tr[data-duty="hotline"] .itss-who > a')).to_have_text("工程师甲")
    expect(page.locator("[data-duty-as-of]")).to_have_text("按 2026-03-20 12:00 的值班表")
    for hidden in ("[data-age]", "[data-due]"):
        expect(page.locator(hidden)).to_be_hidden()
    expect(page.locator(".itss-tile-running")).to_contain_text("余 5 分钟，03-20 12:05 到")
    context.close()
