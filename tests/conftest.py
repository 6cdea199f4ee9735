"""What tests share: a base out of a docstring, the examples, goldens, real Git, a real browser."""

from __future__ import annotations

import functools
import http.server
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path

import pytest

from generators import knowledge
from generators.knowledge import KnowledgeBase

ROOT = Path(__file__).parent.parent
NOW = datetime.fromisoformat("2026-11-20T18:00:00+08:00")
SETTINGS = b'[tool.itss]\ncontract = "CT-2026-01"\n'
CHROMIUM = (  # noqa: SIM905 - as the flags are written
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the goldens under tests/expected anew")


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
    from generators.kinds import kind

    kinds, _ = kind.read(schemas())
    files: dict[str, bytes] = {}
    for path in sorted((ROOT / "tests/examples/good").rglob("*.*")):
        files[path_of(path.read_text("utf-8"), kinds)] = path.read_bytes()
    return files


def path_of(text: str, kinds: object) -> str:
    """Find where an example belongs: its `# path:` comment, else what its id says."""
    from generators.kinds.kind import Kinds

    assert isinstance(kinds, Kinds)
    told = re.search(r"^# path: (\S+)$", text, re.MULTILINE)
    if told:
        return told[1]
    found = re.search(r'^id: "?([A-Z0-9-]+)"?\s*$', text, re.MULTILINE)
    assert found, "an example needs an id or a `# path:` comment"
    kind = kinds.of_id(found[1])
    assert kind, f"no kind for {found[1]}"
    home = kind.home(found[1])
    assert home
    return home


def sound_base() -> dict[str, bytes]:
    """The schemas and all good examples, with the default contract set."""
    return {**schemas(), **good_examples(), "pyproject.toml": SETTINGS}


@pytest.fixture
def base(request: pytest.FixtureRequest) -> KnowledgeBase:
    """The good examples, overlaid with the files that the test's docstring holds."""
    return knowledge.read({**sound_base(), **files_of(request.function.__doc__ or "")}, NOW)


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
    shutil.copytree(ROOT / "docs/adr", folder / "docs/adr", dirs_exist_ok=True)
    (folder / "docs/about.md").write_text(
        "# 关于本库\n\n一页手写的。\n\n## 它怎么来\n\n写在 Git 里。\n", "utf-8"
    )
    return folder


def build_site(root: Path, site_dir: Path) -> None:
    """Read the base at `root` with its history and build its site, a preview if it has errors."""
    from generators.origin import history, source
    from generators.site import build

    files = source.read(root)
    base = knowledge.read(files, source.now(files, None), history.read(root))
    build.build(base, root, site_dir)


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


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The site over HTTP on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()
