"""The finished site: nothing invented, nothing lost, every link leads somewhere, every text stays text."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from html import escape
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest
import searching
from conftest import AS_OF, NOW, SETTINGS, Repository, build_site, schemas, sound_base, write_base
from site_pages import HOME, Page, Site, parsed

from generators import knowledge
from generators.codes import CODES
from generators.knowledge import KnowledgeBase
from generators.site import looks
from generators.site.pages import pages
from generators.words import say

PERSON = "records/people/person/P-001.yaml"
INCIDENT = "records/process/incident/2026/INC-2026-0002.yaml"


def files_of(site: Path) -> set[str]:
    """The files of a site that are no pages."""
    pages = ("index.html", "404.html")
    return {path.relative_to(site).as_posix() for path in site.rglob("*.*") if path.name not in pages}


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
    return parsed(root / "site")


@pytest.fixture(scope="module")
def sound(committed: Path) -> Site:
    return parsed(committed / "site")


@pytest.fixture(scope="module")
def small(built: Path) -> Site:
    return parsed(built / "base/site")


@pytest.fixture(params=["own", "small", "sound", "empty"])
def any_site(request: pytest.FixtureRequest) -> Site:
    """This repository's site, whatever it holds, and small ones: with a navigation, with an address, without records."""
    name = str(request.param)
    return parsed(request.getfixturevalue("site")) if name == "own" else request.getfixturevalue(name)


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


def asked(query: str) -> str:
    """What stands on a page that reads such a query."""
    return 'class="kb-form ' if query.startswith(("record=", "begin=")) else 'data-list="head.js"'


def broken_links(pages: Mapping[str, Page], files: set[str]) -> list[tuple[str, str]]:
    """Find links to what is not there; those of the 404 page begin at the root of the host."""
    there = {HOME, *(HOME + name for name in {*pages, *files})}
    anchors = {HOME + uri: set(page.ids) for uri, page in pages.items()}
    broken = []
    for page in pages.values():
        for link in dict.fromkeys(page.links):
            if re.fullmatch(r"tel:[0-9+-]+", link):
                continue  # a telephone's
            inside = re.sub("^/(itss/)?", "", link) if page.name == "404.html" else link
            address, _, anchor = unquote(urljoin(page.url, inside)).partition("#")
            address, _, query = address.partition("?")
            if address not in there or (anchor and anchor not in anchors[address]):
                broken.append((page.name, link))
            elif query and asked(query) not in pages[address.removeprefix(HOME)].html:
                broken.append((page.name, link))  # nothing there reads what it asks for
    return broken


def test_every_link_leads_to_a_file_and_every_anchor_exists(any_site: Site) -> None:
    assert broken_links(any_site, files_of(any_site.folder)) == []


def test_no_id_stands_twice_on_a_page(any_site: Site) -> None:
    twice = {page.name: [one for one, n in Counter(page.ids).items() if n > 1] for page in any_site.values()}
    assert {name: ids for name, ids in twice.items() if ids} == {}


def test_no_mark_of_ours_is_left(any_site: Site) -> None:
    for page in any_site.values():
        assert not re.search(r"kb[0-9a-f]{16}|kb-slot", page.html), page.name
        assert not [link for link in page.links if link.startswith("record:")], page.name


def test_every_page_has_one_title_one_heading_and_one_policy(any_site: Site) -> None:
    for page in any_site.values():
        titles = re.sub(r"<svg\b.*?</svg>", "", page.html, flags=re.DOTALL).count("</title>")
        assert (titles, page.tags["h1"]) == (1, 1), page.name  # a drawing has a title of its own
        assert page.html.count('http-equiv="Content-Security-Policy"') == 1, page.name


def test_every_record_has_its_page_and_names_what_it_names_and_what_names_it(
    committed: Path, sound: Site
) -> None:
    paths = (path for name in ("docs", "records", "schemas") for path in (committed / name).rglob("*.*"))
    files = {path.relative_to(committed).as_posix(): path.read_bytes() for path in paths}
    base = knowledge.read({**files, "pyproject.toml": SETTINGS}, NOW)
    pairs = [(link.source, link.target) for one in base.facts.records for link in base.facts.named_by(one)]
    assert len(pairs) > 20
    followed = {f"r/{one.id}/trail/" for one in base.facts.records.values() if one.kind.is_followed}
    assert followed
    assert {uri for uri in sound if uri.startswith("r/")} == {
        *(f"r/{one}/" for one in base.facts.records),
        *followed,
    }
    for here, there in {*pairs, *((target, source) for source, target in pairs)}:
        if here != there:
            title = escape(base.facts.records[there].title)
            beside = f"r/{here}/trail/" if f"r/{here}/trail/" in followed else f"r/{here}/"
            links = sound[beside].html.partition('id="links">')[2].partition('id="trail">')[0]
            up = "../.." if beside in followed else ".."
            named = f'<a href="{up}/{there}/">{title} <small class="kb-id"><code>{there}</code></small></a>'
            assert named in links


def test_an_id_in_a_text_leads_to_its_record_and_text_stays_text(base: KnowledgeBase) -> None:
    """
# records/process/incident/2026/INC-2026-0901.yaml
id: INC-2026-0901
reporter: {department: 财务科}
phenomenon: 导出的报表列顺序不对
channel: email
level: L5
reported: "2026-06-08T17:26:00+08:00"
note: 已转 P-004 处理，<b>先</b>记在这里
"""  # fmt: skip
    uri = "r/INC-2026-0901/"
    body = next(page.body for page in pages(base) if page.uri == uri)
    noted = re.search(
        r'<span class="kb-text">已转 <a href="([^"]*)" title="工程师甲">P-004</a> 处理，&lt;b&gt;先', body
    )
    assert noted
    assert urljoin(HOME + uri, noted[1]) == f"{HOME}r/P-004/"


def test_a_page_that_the_navigation_places_by_name_is_not_listed_again_in_its_folder(small: Site) -> None:
    page = small["about/"]
    found = [link for link in page.links if urljoin(page.url, link) == f"{HOME}registers/runbook/"]
    assert len(found) == 2  # the tab and the sidebar


def test_a_stamped_page_wears_the_same_chrome_as_one_that_mkdocs_built(sound: Site) -> None:
    def chrome(uri: str) -> list[str]:
        page = sound[uri]
        head, _, rest = page.html.partition('<div class="md-container"')
        tail = rest.partition("</article>")[2]
        whole = re.sub(
            r'<title>.*?</title>|<span class="md-ellipsis">.*?</span>|href="#[^"]*"|(?<= data-kb-)(title|version)="[^"]*"',
            "",
            head + tail,
            flags=re.DOTALL,
        )
        whole = whole.replace(" md-tabs__item--active", "").replace(uri, "")
        whole = re.sub(r' class="itss-on-[^"]*"', "", whole)
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
    shell, document = destinations("r/P-001/") - {HOME + "r/P-001/"}, destinations("r/RB-ORA-ACCOUNT/")
    assert shell < document
    assert all(one.startswith(f"{HOME}r/") for one in document - shell)  # the branch that is open there


def test_every_page_has_the_tab_of_what_it_stands_below(sound: Site) -> None:
    def tab(uri: str) -> list[str]:
        found = re.findall(
            r'<li class="md-tabs__item md-tabs__item--active">\s*<a href="([^"]*)"', sound[uri].html
        )
        return [urljoin(HOME + uri, link).removeprefix(HOME) for link in found]

    parents = {"r/P-001/": "registers/", "compliance/obligations/": "compliance/"}
    parents |= {
        uri: uri.split("/")[0] + "/"
        for uri in sound
        if re.fullmatch(r"(?:sla|rosters|supervision)/2026-[0-9]{2}/", uri)
    }
    assert {uri.split("/")[0] for uri in parents} > {"sla", "rosters"}
    for uri, above in parents.items():
        assert len(tab(uri)) == 1, uri
        assert tab(uri) == tab(above), uri


def test_a_page_says_at_its_root_of_what_sort_it_is_and_texts_cannot_say_so(sound: Site) -> None:
    def sorts(uri: str) -> str:
        found = re.search(r'<body class="([^"]*)"', sound[uri].html)
        return found[1] if found else ""

    assert sorts("registers/incident/") == "itss-on-listing"
    assert sorts("") == "itss-on-page itss-on-home"
    assert sorts("about/") == ""
    told = '<p>&lt;div class="itss-page itss-home"> <a title="&lt;div class=&#34;itss-home&#34;">x</a></p>'
    assert looks.marked("<body>", told) == "<body>"
    wide = f'<table class="kb-table">\n<thead><tr>{"<th>x</th>" * 9}</tr></thead></table>'
    assert looks.marked("<body>", wide) == '<body class="itss-on-wide">'


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
    committed: Path, sound: Site, built: Path
) -> None:
    text = (committed / "site/sitemap.xml").read_bytes()
    assert re.findall(r"<loc>(.*?)</loc>", text.decode()) == sorted(
        HOME + uri for uri in sound if uri != "404.html"
    )
    assert gzip.decompress((committed / "site/sitemap.xml.gz").read_bytes()) == text
    for uri, page in sound.items():
        assert page.canonical == ([] if uri == "404.html" else [HOME + uri])
    assert list((built / "base/site").glob("sitemap*")) == []


def test_every_page_but_a_part_of_a_list_can_be_searched(committed: Path, sound: Site) -> None:
    found = searching.written(committed / "site")
    assert {*found} <= {*sound} - {"404.html"}
    lists = tuple(
        f"{one}/" for one in ("registers/incident", "registers/request", "judgements", "calendar/list")
    )
    left = {uri for uri in {*sound} - {*found, "404.html"} if not uri.startswith(lists)}
    assert left == {uri for uri in sound if uri.endswith("/trail/")}  # what names a document, and its commits
    assert [uri for uri, one in found.items() if not one.title or "¶" in one.title + one.text] == []
    book = found["r/RB-ORA-ACCOUNT/"]
    assert book.title == "采集账号被锁定或过期"
    assert "ORA-28001" in book.text
    assert all('assets/kb/find.js"' in page.html for page in sound.values())


def test_nothing_of_the_search_of_the_theme_is_left(committed: Path, sound: Site) -> None:
    scripts = {one.name for one in (committed / "site/assets/javascripts").iterdir()}
    assert not {"lunr", "workers"} & scripts
    assert not (committed / "site/search").exists()
    assert [uri for uri, page in sound.items() if "md-search" in page.html] == []


def test_the_reference_lists_every_code_and_every_kind(empty: Site) -> None:
    assert set(CODES) <= set(empty["help/codes/"].ids)
    assert all(code.remedy in empty["help/codes/"].text for code in CODES.values())
    kinds = {Path(path).name.removesuffix(".schema.json") for path in schemas()} - {"common"}
    assert {uri.removeprefix("help/schema-")[:-1] for uri in empty if uri.startswith("help/schema-")} == kinds
    assert {f"../schema-{kind}/" for kind in kinds} <= set(empty["help/schemas/"].links)
