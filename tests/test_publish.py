"""The finished site: nothing invented, nothing lost, every link leads somewhere, every text stays text."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
from conftest import NOW, SETTINGS, Repository, build_site, schemas, sound_base, write_base

from generators import knowledge
from generators.codes import CODES
from generators.words import say

HOME = "https://kb.example/itss/"
PERSON = "records/people/person/P-001.yaml"
INCIDENT = "records/process/incident/2026/INC-2026-0002.yaml"
AS_OF = f'as_of = "{NOW.isoformat()}"\n'.encode()


class Page(HTMLParser):
    """One page: its elements in order, its ids, its visible text."""

    def __init__(self, site: Path, path: Path) -> None:
        super().__init__()
        self.folder, self.name = site, path.relative_to(site).as_posix()
        self.url = HOME if self.name == "404.html" else urljoin(HOME, self.name.removesuffix("index.html"))
        self.html = path.read_text("utf-8")
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.scripts: list[str] = []
        self.text = ""
        self.feed(self.html)
        self.close()
        self.ids = [attributes["id"] for _, attributes in self.elements if "id" in attributes]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem == "script":
            self.scripts.append(data)
        else:
            self.text += data

    def links(self) -> Iterator[str]:
        for _, attributes in self.elements:
            yield from (attributes[name] for name in ("href", "src", "action") if name in attributes)


Site = Mapping[str, Page]


def read(site: Path) -> Site:
    pages = [Page(site, path) for path in sorted(site.rglob("*.html"))]
    assert len(pages) > 15
    return {page.name.removesuffix("index.html"): page for page in pages}


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def change(root: Path, name: str, old: str, new: str) -> None:
    text = (root / name).read_text("utf-8")
    assert old in text, f"{old} is not in {name}"
    (root / name).write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def committed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base in Git with an address and without navigation: one record changed, some not in Git."""
    root = tmp_path_factory.mktemp("committed")
    write_base(root, {**sound_base(), "pyproject.toml": SETTINGS + AS_OF})
    text = (root / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0]
    (root / "mkdocs.yml").write_text(f"{text}\nsite_url: {HOME}\n", "utf-8")
    repository = Repository(root)
    repository.commit(
        {".gitignore": "site/\nP-101.yaml\n"}, when="2026-06-09T08:00:00+08:00", who="咨询顾问甲"
    )
    change(root, PERSON, "服务经理", "经理")
    repository.commit({}, when="2026-07-01T10:30:00+08:00", who="咨询顾问乙")
    change(root, INCIDENT, "导出的报表", "导出报表")
    build_site(root, root / "site")
    return root


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A base without a single record."""
    root = tmp_path_factory.mktemp("empty")
    (root / "docs").mkdir()
    write_base(root, schemas())
    build_site(root, root / "site")
    return read(root / "site")


@pytest.fixture(scope="module")
def sound(committed: Path) -> Site:
    return read(committed / "site")


@pytest.fixture(params=["own", "sound", "empty"])
def any_site(request: pytest.FixtureRequest) -> Site:
    name = str(request.param)
    return read(request.getfixturevalue("site")) if name == "own" else request.getfixturevalue(name)


def test_mkdocs_alone_gives_the_same_bytes_in_another_place_and_time(committed: Path, tmp_path: Path) -> None:
    root = shutil.copytree(committed, tmp_path / "副 本")
    shutil.rmtree(root / "site")
    subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet"],
        cwd=root,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONHASHSEED": "7", "TZ": "America/New_York"},
        check=True,
    )
    assert tree(root / "site") == tree(committed / "site")


def broken_links(pages: Site, assets: set[str]) -> list[tuple[str, str]]:
    """Find links to what is not there; those of the 404 page begin at the root of the host."""
    files = {HOME, *(HOME + name for name in {*pages, *assets})}
    broken = []
    for page in pages.values():
        for link in page.links():
            inside = re.sub("^/(itss/)?", "", link) if page.name == "404.html" else link
            address, _, anchor = unquote(urljoin(page.url, inside)).partition("#")
            if address not in files or (anchor and anchor not in pages[address.removeprefix(HOME)].ids):
                broken.append((page.name, link))
    return broken


def test_every_link_leads_to_a_file_and_every_anchor_exists(any_site: Site, site: Path) -> None:
    assert (
        broken_links(
            any_site, {name for name in tree(site) if name.startswith("assets/") or name == "verdicts.json"}
        )
        == []
    )


def test_no_id_stands_twice_on_a_page(any_site: Site) -> None:
    twice = {page.name: [one for one, n in Counter(page.ids).items() if n > 1] for page in any_site.values()}
    assert {name: ids for name, ids in twice.items() if ids} == {}


def test_no_mark_of_ours_is_left(any_site: Site) -> None:
    for page in any_site.values():
        assert not re.search(r"kb[0-9a-f]{16}|kb-slot", page.html), page.name
        assert not [link for link in page.links() if link.startswith("record:")], page.name


def test_every_page_has_one_title_one_heading_and_one_policy(any_site: Site) -> None:
    for page in any_site.values():
        tags = Counter(tag for tag, _ in page.elements)
        assert (tags["title"], tags["h1"]) == (1, 1), page.name
        assert page.html.count('http-equiv="Content-Security-Policy"') == 1, page.name


def test_every_record_has_its_page_and_names_what_it_names_and_what_names_it(
    committed: Path, sound: Site
) -> None:
    paths = (path for name in ("docs", "records", "schemas") for path in (committed / name).rglob("*.*"))
    files = {path.relative_to(committed).as_posix(): path.read_bytes() for path in paths}
    base = knowledge.read({**files, "pyproject.toml": SETTINGS}, NOW)
    pairs = [(link.source, link.target) for one in base.facts.records for link in base.facts.named_by(one)]
    assert len(pairs) > 20
    assert {uri for uri in sound if uri.startswith("r/")} == {f"r/{one}/" for one in base.facts.records}
    for here, there in {*pairs, *((target, source) for source, target in pairs)}:
        if here != there:
            title = escape(base.facts.records[there].title)
            links = sound[f"r/{here}/"].html.partition('<h2 id="links">')[2].partition('<h2 id="trail">')[0]
            assert f'<a href="../{there}/"><code>{there}</code> {title}</a>' in links


def test_an_id_in_a_text_leads_to_its_record_and_text_stays_text(site: Path) -> None:
    page = read(site)["r/INC-2026-0066/"]
    noted = re.search(
        r'<span class="kb-text">[^<]*<a href="([^"]*)" title="[^"]*">AC-2026-012</a>', page.html
    )
    assert noted
    assert urljoin(page.url, noted[1]) == f"{HOME}r/AC-2026-012/"


def test_a_page_that_the_navigation_places_by_name_is_not_listed_again_in_its_folder(site: Path) -> None:
    page = read(site)["about/"]
    found = [link for link in page.links() if urljoin(page.url, link) == f"{HOME}registers/runbook/"]
    assert len(found) == 2  # the tab and the sidebar


def test_a_stamped_page_wears_the_same_chrome_as_one_that_mkdocs_built(sound: Site) -> None:
    def chrome(uri: str) -> list[str]:
        page = sound[uri]
        head, _, rest = page.html.partition('<div class="md-container"')
        tail = rest.partition("</article>")[2]
        whole = re.sub(
            r'<title>.*?</title>|<span class="md-ellipsis">.*?</span>|href="#[^"]*"',
            "",
            head + tail,
            flags=re.DOTALL,
        )
        whole = whole.replace(" md-tabs__item--active", "").replace(uri, "")
        return [
            line.strip()
            for line in whole.splitlines()
            if line.strip() and "prev" not in line and "next" not in line
        ]

    def destinations(uri: str) -> set[str]:
        sidebar = sound[uri].html.partition('data-md-type="navigation"')[2].partition('data-md-type="toc"')[0]
        return {
            urljoin(HOME + uri, link).partition("#")[0] for link in re.findall(r'href="([^"]*)"', sidebar)
        }

    assert chrome("r/P-001/") == chrome("r/RB-ORA-ACCOUNT/")
    assert destinations("r/P-001/") | {HOME + "r/P-001/"} == destinations("r/RB-ORA-ACCOUNT/") | {
        HOME + "r/P-001/"
    }


@pytest.mark.parametrize(
    ("uri", "sentence"),
    [
        ("r/INC-2026-0001/", say("record.trail_once", author="咨询顾问甲", time="2026-06-09 08:00", count=0)),
        ("r/P-001/", say("record.trail_entered", author="咨询顾问甲", time="2026-06-09 08:00", count=1)),
        ("r/INC-2026-0002/", say("record.history.uncommitted")),
        ("r/P-101/", say("record.history.never")),
    ],
)
def test_a_record_says_who_entered_it_and_when(sound: Site, uri: str, sentence: str) -> None:
    assert sentence in sound[uri].text


def test_voided_records_and_drafts_say_so(sound: Site) -> None:
    assert (
        "本条已作废：同一个人登记了两次，以 P-004 为准（经理，2026-01-05 10:12）。" in sound["r/P-090/"].text
    )
    assert re.search(
        r'<tr class="kb-voided"><td[^>]*><a href="../../r/P-090/">', sound["registers/person/"].html
    )
    told = {uri for uri, page in sound.items() if say("record.draft") in page.text}
    assert told == {"r/EP-DRAFT/", "r/RB-DRAFT/"}


def test_the_sitemap_lists_every_page_of_a_site_with_an_address(
    committed: Path, sound: Site, site: Path
) -> None:
    text = (committed / "site/sitemap.xml").read_bytes()
    assert re.findall(r"<loc>(.*?)</loc>", text.decode()) == sorted(
        HOME + uri for uri in sound if uri != "404.html"
    )
    assert gzip.decompress((committed / "site/sitemap.xml.gz").read_bytes()) == text
    for uri, page in sound.items():
        canonical = [a["href"] for tag, a in page.elements if tag == "link" and a.get("rel") == "canonical"]
        assert canonical == ([] if uri == "404.html" else [HOME + uri])
    assert list(site.glob("sitemap*")) == []


def search_data(site: Path) -> dict[str, tuple[str, str, str]]:
    """The search data of a site: address -> title, text, and what the page is looked for by."""
    text = (site / "assets/kb/search-data.js").read_text("utf-8")
    rows = json.loads(text.removeprefix("self.__kb=").removesuffix(";\n"))
    return {location: (title, words, lead) for location, title, words, lead in rows}


def test_every_page_can_be_searched_by_its_title_and_text(committed: Path, sound: Site) -> None:
    entries = search_data(committed / "site")
    assert set(entries) == set(sound) - {"404.html"}
    assert [uri for uri, (title, text, _) in entries.items() if not title or "¶" in title + text] == []
    title, text, lead = entries["r/RB-ORA-ACCOUNT/"]
    assert title == "采集账号被锁定或过期"
    assert "ORA-28001" in text
    assert "ORA-28001" in lead
    assert entries["r/INC-2026-0001/"][2] == ""
    assert all('assets/kb/search.js"' in page.html for page in sound.values())


def test_the_reference_lists_every_code_and_every_kind(empty: Site) -> None:
    assert set(CODES) <= set(empty["help/codes/"].ids)
    assert all(code.remedy in empty["help/codes/"].text for code in CODES.values())
    kinds = {Path(path).name.removesuffix(".schema.json") for path in schemas()} - {"common"}
    assert {uri.removeprefix("help/schema-")[:-1] for uri in empty if uri.startswith("help/schema-")} == kinds
    assert {f"../schema-{kind}/" for kind in kinds} <= set(empty["help/schemas/"].links())
