"""What is read without a network: a site from a disk, and documents in one file each."""

from __future__ import annotations

import re
import shutil
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from browsing import Watched
from conftest import AS_OF, SETTINGS, build_site, sound_base, write_base
from playwright.sync_api import Browser, expect
from site_pages import parsed

from generators import address, cli
from generators.site import by_file, policy
from generators.site.publish import Profile
from generators.words import say

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
BOOK, OTHER = "RB-ORA-ACCOUNT", "DP-PLATFORM"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The good examples, with a picture on one book and a link to another of its steps."""
    folder = tmp_path_factory.mktemp("offline")
    write_base(folder, {**sound_base(), "pyproject.toml": SETTINGS + AS_OF + b"demo = true\n"})
    return folder


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    """The site of a disk."""
    build_site(root, root / "site-offline", profile=Profile.OFFLINE)
    return root / "site-offline"


@pytest.mark.parametrize(
    ("link", "wanted"),
    [
        ("../P-001/", "../P-001/index.html"),
        ("../P-001/#dates", "../P-001/index.html#dates"),
        ("../../registers/x/?state=late#t", "../../registers/x/index.html?state=late#t"),
        ("./", "./index.html"),
        (".", "./index.html"),
        ("../..", "../../index.html"),
        ("#top", "#top"),
        ("?month=2026-01", "?month=2026-01"),
        ("", ""),
        ("a.pdf", "a.pdf"),
        ("../a.b/c?d=e/", "../a.b/c?d=e/"),
        ("https://example.org/", "https://example.org/"),
        ("tel:110/", "tel:110/"),
        ("/", "/"),
    ],
)
def test_a_link_to_a_folder_names_the_page_in_it(link: str, wanted: str) -> None:
    assert by_file.of(link) == wanted


def test_only_links_are_led_and_text_stays() -> None:
    text = '<a class="x" href="../y/">href="z/"</a><p>&lt;a href="w/"&gt;</p><link rel="prev" href="v/">'
    wanted = text.replace('"../y/"', '"../y/index.html"').replace('"v/"', '"v/index.html"')
    assert by_file.named(text) == wanted


def test_every_link_of_a_site_for_a_disk_names_a_file_that_is_there(site: Path) -> None:
    missing = []
    for page in parsed(site).values():
        for link in page.links:
            path = unquote(re.split("[?#]", link)[0])
            if path and not link.startswith(("tel:", "mailto:")):
                there = ((site / page.name).parent / path).resolve()
                missing += [] if there.is_file() else [(page.name, link)]
    assert missing == []
    assert not (site / "404.html").exists()


def documents(site: Path) -> dict[str, str]:
    found = {
        path.stem: path.read_text("utf-8") for path in site.glob("r/*/*.html") if path.name != "index.html"
    }
    return {**found, "": (site / address.ALONG).read_text("utf-8")}


def test_a_document_in_one_file_asks_for_nothing_and_leads_nowhere_else(site: Path) -> None:
    files = documents(site)
    assert {BOOK, OTHER, ""} <= {*files}
    for name, text in files.items():
        body = re.sub(r"<(script|style)>.*?</\1>", "", text, flags=re.DOTALL)
        links = re.findall(r'\s(?:href|src|srcset|action)="([^"]*)"', body)
        assert [one for one in links if not one.startswith(("#", "tel:", "data:"))] == [], name
        for style in re.findall(r"<style>(.*?)</style>", text, re.DOTALL):
            assert not re.search(r"""@import|url\((?!["']?(?:data:|#))""", style)
        ids = {*re.findall(r'\sid="([^"]*)"', body)}
        if name:  # in the one with all of them a place is named after its document
            assert [one for one in links if one.startswith("#") and unescape(one[1:]) not in ids] == [], name


def test_the_file_of_all_has_every_document_and_its_links_lead_to_places_in_them(site: Path) -> None:
    text = documents(site)[""]
    parts = dict(re.findall(r'<template data-id="([^"]*)">(.*?)</template>', text, re.DOTALL))
    assert {*parts} == {*documents(site)} - {""}
    for body in parts.values():
        for link in re.findall(r'href="#([^"]+)"', body):
            name, _, place = unescape(link).partition("/")
            if name in parts:
                assert not place or f'id="{place}"' in parts[name], link
            else:  # a drawing's
                assert f'id="{name}"' in body, link


def test_its_policy_lets_only_what_it_holds_run(site: Path) -> None:
    for text in documents(site).values():
        scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        styles = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
        said = re.search(r'Content-Security-Policy" content="([^"]*)"', text)
        assert said
        assert unescape(said[1]) == policy.alone(scripts, styles)
        assert unescape(said[1]).startswith("default-src 'none'; script-src 'sha256-")
        assert "unsafe" not in said[1]


def test_a_picture_goes_along_and_an_end_of_a_script_does_not_end_it(tmp_path: Path) -> None:
    files = sound_base()
    name = next(one for one in files if one.endswith(f"{BOOK}.md"))
    files[name] += "\n![图](../assets/一.png)\n\n`</script><script>alert(1)</script>`\n".encode()
    write_base(tmp_path, {**files, "docs/assets/一.png": PICTURE, "pyproject.toml": SETTINGS + AS_OF})
    build_site(tmp_path, tmp_path / "site")
    text = (tmp_path / "site" / address.alone(BOOK)).read_text("utf-8")
    assert "data:image/png;base64,iVBORw0KGgo" in text
    assert "alert(1)" in text
    assert not re.search(r"<script>\s*alert", text)


def test_the_same_site_packs_to_the_same_bytes(
    root: Path, site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    packed = []
    for _ in range(2):
        assert cli.run(["build", "--root", str(root), "--profile", "offline", "--zip"]) == 0
        packed.append((root / "site-offline.zip").read_bytes())
    assert packed[0] == packed[1]
    assert "index.html" in capsys.readouterr().out
    with zipfile.ZipFile(root / "site-offline.zip") as file:
        names = {*file.namelist()}
        assert file.testzip() is None
    there = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert names == {f"site-offline/{one}" for one in there}


@pytest.fixture
def disk(browser: Browser, site: Path, tmp_path: Path) -> Iterator[Watched]:
    shutil.copy(site / address.ALONG, tmp_path / "手册.html")  # as somebody was sent it
    context = browser.new_context()
    watched = Watched(context, "file://")
    watched.page.set_viewport_size({"width": 390, "height": 844})
    yield watched
    context.close()
    assert watched.faults == []


@pytest.mark.browser
def test_all_documents_in_one_file_are_found_read_and_left_again(disk: Watched, tmp_path: Path) -> None:
    page = disk.page
    page.goto((tmp_path / "手册.html").as_uri())
    rows = page.locator(".kb-along-list li:visible")
    everything = rows.count()
    page.get_by_label(say("along.find")).fill(BOOK.lower())
    expect(rows.first).to_contain_text(BOOK)  # what is called so comes before what names it
    assert rows.count() < everything
    page.get_by_label(say("along.find")).fill("没有这个词的")
    expect(page.locator(".kb-along-none")).to_be_visible()
    page.get_by_label(say("along.find")).fill("")
    expect(rows).to_have_count(everything)
    rows.filter(has_text=BOOK).get_by_role("link").click()
    heading = page.locator(".kb-along-one h1").first
    expect(heading).to_be_visible()
    assert page.title() == heading.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("link", name=say("along.back")).click()
    expect(page.locator(".kb-along-list")).to_be_visible()


@pytest.mark.browser
def test_a_run_begins_on_a_page_of_a_disk_in_a_file_by_itself_and_in_the_file_of_all(
    disk: Watched, site: Path, tmp_path: Path
) -> None:
    page = disk.page
    shutil.copy(site / address.alone(BOOK), tmp_path / "一本.html")  # nothing else of the site is there
    places = site / address.record(BOOK) / "index.html", tmp_path / "一本.html", tmp_path / "手册.html"
    for place in places:
        page.goto("about:blank")
        page.goto(f"{place.as_uri()}{f'#{BOOK}' if place.name == '手册.html' else ''}")
        page.locator(".itss-foot-bar .itss-go").click()
        page.get_by_label(say("run.script.operator")).select_option(index=1)
        page.get_by_label(say("run.script.target")).fill("审批业务库")
        page.get_by_role("button", name=say("run.script.begin"), exact=True).click()
        expect(page.locator(".itss-run-row b")).to_have_text(say("run.script.step", number=1, of=2))
        page.get_by_role("button", name=say("run.script.out"), exact=True).click()
        expect(page.locator(".itss-run")).to_be_hidden()


@pytest.mark.browser
def test_from_a_disk_one_goes_from_page_to_page_and_what_a_script_links_leads_on(
    disk: Watched, site: Path
) -> None:
    page = disk.page
    page.goto((site / "index.html").as_uri())
    page.goto((site / "registers/incident/index.html").as_uri() + "?sort=-id")
    page.wait_for_selector(".kb-list[data-ready], table")
    page.locator("article table a[href*='INC-']").first.click()
    assert page.url.endswith("/index.html")
    expect(page.locator("h1")).to_be_visible()
    page.evaluate("""() => { const made = document.createElement("a")
      made.href = "../../"
      made.id = "made"
      made.textContent = "首页"
      document.querySelector("h1").append(made) }""")
    page.locator("#made").click()
    assert page.url == (site / "index.html").as_uri()
