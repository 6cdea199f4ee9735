"""What tests share: a base out of a docstring, the examples, goldens, real Git, a real browser."""

from __future__ import annotations

import contextlib
import functools
import http.server
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from generators import knowledge, strict_yaml
from generators.config import FORMAT
from generators.finding import Finding
from generators.kinds import compiler, engine, faults
from generators.kinds.kind import Kinds
from generators.kinds.schema import FOLDER
from generators.knowledge import KnowledgeBase
from generators.records import record
from generators.records.record import Record
from generators.records.states import States

if TYPE_CHECKING:  # most runs need no browser
    from browsing import Visitor, Watched
    from playwright.sync_api import Browser

ROOT = Path(__file__).parent.parent
NOW = datetime.fromisoformat("2026-11-20T18:00:00+08:00")
SETTINGS = f'[tool.itss]\nformat = {FORMAT}\ncontract = "CT-2026-01"\n'.encode()
AS_OF = f'as_of = "{NOW.isoformat()}"\n'.encode()
# the files that take longest begin first: else one processor would wait for the other at the end
LONGEST = (
    "tests/test_recipes.py",
    "tests/test_hostile.py",
    "tests/test_print.py",
    "tests/year/test_attempts.py",
    "tests/test_browser.py",
    "tests/year/test_year_in_browser.py",
    "tests/test_examples.py",
    "tests/test_rewritten.py",
    "tests/test_readers.py",
    "tests/test_build.py",
)
# .ci/long sets it: then a test takes as many cases as there is time for, not as few as will do
LONG = bool(os.environ.get("ITSS_LONG"))

if "MUTANT_UNDER_TEST" in os.environ:  # .ci/mutate
    from mutants import pytest_collection_modifyitems, pytest_runtest_setup  # noqa: F401 - hooks

# a run of the suite draws what the run before drew: what nobody drew yet is for the long runs
hypothesis.settings.register_profile("same", deadline=None, derandomize=True)
hypothesis.settings.register_profile("long", max_examples=5_000, deadline=None, derandomize=False)
hypothesis.settings.load_profile("long" if LONG else "same")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # begun behind `&`: then no child could be interrupted
    signal.signal(signal.SIGINT, signal.default_int_handler)

# three quarters of reading a small base: the same schemas are compiled once in a run, the same bytes loaded once
compile_anew = compiler.read
load_once = functools.lru_cache(maxsize=4096)(strict_yaml.load)  # nobody changes what was loaded


@functools.lru_cache(maxsize=8)
def _compiled(files: tuple[tuple[str, bytes], ...], _engine: object) -> tuple[Kinds, list[Finding]]:
    """Keep what was compiled last, with and without jsonschema-rs."""
    return compile_anew(dict(files))


def _compile_once(files: Mapping[str, bytes]) -> tuple[Kinds, list[Finding]]:
    """Stand in for `compiler.read`."""
    own = tuple((path, data) for path, data in files.items() if path.startswith(FOLDER))
    kinds, findings = _compiled(own, vars(engine)["jsonschema_rs"])
    return kinds, list(findings)


class _Once:
    """Stands in for `skipper`: the schema of a kind is an object of its own, kept as long as its test."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], tuple[engine.Schema, Callable[[Any], bool]]] = {}

    def __call__(self, schema: engine.Schema) -> Callable[[Any], bool]:
        key = (id(schema), id(vars(engine)["jsonschema_rs"]))
        if key not in self._known:
            if len(self._known) > 400:
                self._known.clear()
            self._known[key] = (schema, engine.skipper(schema))
        return self._known[key][1]


compiler.read = _compile_once
vars(record)["load"] = load_once
vars(faults)["skipper"] = _Once()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the goldens under tests/expected anew")


def pytest_xdist_auto_num_workers(config: pytest.Config) -> int | None:
    """Run tests that were asked for by name in one process: starting more takes longer than most files."""
    return 0 if config.args_source is pytest.Config.ArgsSource.ARGS else None


@pytest.hookimpl(specname="pytest_collection_modifyitems", tryfirst=True)
def pytest_longest_first(items: list[pytest.Item]) -> None:
    """Put the files that take longest in front, in their order; the other files stay as they stand."""
    places = {ROOT / name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda one: places.get(one.path, len(places)))


def files_of(text: str) -> dict[str, bytes]:
    """Split a text into files: a line `# path/to/file` starts one, the lines below it are its content."""
    files: dict[str, bytes] = {}
    parts = re.split(r"^# ((?:docs|records|schemas)/\S+|pyproject\.toml)$", text, flags=re.MULTILINE)
    for path, content in zip(parts[1::2], parts[2::2], strict=True):
        files[path] = (content.strip("\n") + "\n").encode()
    return files


@functools.cache
def schemas() -> Mapping[str, bytes]:
    """The project's own schemas, as a base would hold them."""
    found = sorted((ROOT / "schemas").rglob("*.json"))
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in found}


@functools.cache
def good_examples() -> Mapping[str, bytes]:
    """Every good example at the path that its id demands; together they are one sound base."""
    kinds, _ = compiler.read(schemas())
    files: dict[str, bytes] = {}
    for path in sorted((ROOT / "tests/examples/good").rglob("*.*")):
        files[path_of(path.read_text("utf-8"), kinds)] = path.read_bytes()
    return files


def path_of(text: str, kinds: Kinds) -> str:
    """Find where an example belongs: its `# path:` comment, else what its id says."""
    told = re.search(r"^# path: (\S+)$", text, re.MULTILINE)
    if told:
        return told[1]
    found = re.search(r'^id: "?([A-Z0-9-]+)"?\s*$', text, re.MULTILINE)
    assert found, "an example needs an id or a `# path:` comment"
    one = kinds.of_id(found[1])
    assert one, f"no kind for {found[1]}"
    home = one.home(found[1])
    assert home
    return home


def sound_base() -> dict[str, bytes]:
    """The schemas and all good examples, with the default contract set."""
    return {**schemas(), **good_examples(), "pyproject.toml": SETTINGS}


@functools.cache
def good_base() -> KnowledgeBase:
    """The good examples, read and judged at `NOW`; frozen, so that one reading serves all tests."""
    return knowledge.read(sound_base(), NOW)


def sound(records: Iterable[Record]) -> States:
    """States in which these records are sound and nothing else is there."""
    known = {one.id: one for one in records}
    return States({}, (), known, known)


@pytest.fixture
def base(request: pytest.FixtureRequest) -> KnowledgeBase:
    """The good examples, overlaid with the files that the test's docstring holds."""
    files = files_of(request.function.__doc__ or "")
    return knowledge.read({**sound_base(), **files}, NOW) if files else good_base()


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with its golden under tests/expected; `--update` writes it."""

    def compare(text: str, suffix: str) -> None:
        golden = ROOT / "tests/expected" / f"{request.node.name}.{suffix}"
        if request.config.getoption("--update"):
            golden.parent.mkdir(exist_ok=True)
            golden.write_bytes(text.encode())
        assert golden.is_file(), f"no golden {golden.name}; run pytest --update and read what it wrote"
        assert text == golden.read_bytes().decode()

    return compare


class Repository:
    """A real Git repository whose author and clock are given."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.run("init", "-q", "-b", "main")
        # who runs the tests may have told Git of nobody
        for name, value in (("name", "本机"), ("email", "here@example.com")):
            self.run("config", f"user.{name}", value)

    def run(self, *arguments: str, when: str = "2026-03-01T09:00:00+08:00", who: str = "工程师甲") -> str:
        identity = {
            f"GIT_{role}_{field}": value
            for role in ("AUTHOR", "COMMITTER")
            for field, value in (("NAME", who), ("EMAIL", "a@example.com"), ("DATE", when))
        }
        environment = {
            **os.environ,
            **identity,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_SYSTEM": os.devnull,
        }
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        return done.stdout

    def commit(self, files: Mapping[str, str | None], *, when: str, who: str = "工程师甲") -> None:
        """Write the files (None deletes one) and commit them."""
        for name, text in files.items():
            path = self.path / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, "utf-8")
        self.run("add", "-A")
        self.run("commit", "-q", "-m", "change", when=when, who=who)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    """An empty repository in a folder of its own."""
    folder = tmp_path / "repository"
    folder.mkdir()
    return Repository(folder)


def write_base(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write a base to disk, with this project's mkdocs.yml and what its navigation names."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    for name in ("adr", "dev"):
        shutil.copytree(ROOT / "docs" / name, folder / "docs" / name, dirs_exist_ok=True)
    for name in ("obligations.md", "mappings.md", "editor.md", "settings.md"):
        shutil.copy(ROOT / "docs" / name, folder / "docs" / name)
    (folder / "docs/about.md").write_text(
        "# 关于本库\n\n一页手写的。\n\n## 它怎么来\n\n写在 Git 里。\n", "utf-8"
    )
    return folder


def build_site(
    root: Path,
    site_dir: Path,
    seen: Callable[[KnowledgeBase], KnowledgeBase] = lambda base: base,
    profile: str = "site",
) -> None:
    """Read the base at `root` with its history and build its site as it is seen, a preview if it has errors."""
    from generators.origin import history, source
    from generators.site import build
    from generators.site.publish import Profile

    files = source.read(root)
    base = knowledge.read(files, source.now(files, None), history.read(root))
    build.build(seen(base), root, site_dir, Profile(profile))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the good examples, as a demonstration, with their site; nobody changes it."""
    home = tmp_path_factory.mktemp("知识 库")
    write_base(home / "base", {**sound_base(), "pyproject.toml": SETTINGS + AS_OF + b"demo = true\n"})
    build_site(home / "base", home / "base/site")
    return home


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository's own site, built once, strictly."""
    folder = tmp_path_factory.mktemp("site") / "site"
    build_site(ROOT, folder)
    return folder


def browser_path() -> str:
    """Find a Chromium; skip without one, unless the environment demands it."""
    found = next(
        (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))),
        None,
    )
    if found is None:
        if os.environ.get("ITSS_REQUIRE_BROWSER"):
            pytest.fail("ITSS_REQUIRE_BROWSER is set, but there is no chromium on the PATH")
        pytest.skip("no chromium on the PATH; install it to run the browser tests")
    return found


class _Patient(http.server.ThreadingHTTPServer):
    """Lets a browser's many connections wait: of five at most the sixth is lost and asked for again after seconds."""

    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A page that is left in the middle of a file is no fault of anybody."""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"  # one connection for many files, as every real server
    disable_nagle_algorithm = True  # else each answer waits for the receipt of its own head

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@contextlib.contextmanager
def served(site: Path) -> Iterator[str]:
    """A site over HTTP on this machine: its address."""
    server = _Patient(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def address(built: Path) -> Iterator[str]:
    """The site of the good examples over HTTP."""
    with served(built / "base/site") as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A running Chromium."""
    path = browser_path()
    from browsing import launched

    with launched(path) as running:
        yield running


@pytest.fixture
def watched(browser: Browser, address: str) -> Iterator[Watched]:
    """A page that tells what it complained about."""
    from browsing import Watched

    context = browser.new_context(base_url=address, service_workers="block")
    yield Watched(context, address)
    context.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visitor]:
    """Opens pages of the site, each in a fresh profile."""
    from browsing import Visitor

    visitor = Visitor(browser, address)
    yield visitor
    visitor.leave()
