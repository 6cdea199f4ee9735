"""The preview: says where it is, serves the site, follows the files, tells errors and stops."""

from __future__ import annotations

import os
import queue
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import sound_base, write_base

PERSON = "records/people/person/P-001.yaml"
WAIT = 60.0


class Preview:
    """A running `itss serve`; `said` gives its next line."""

    def __init__(self, root: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "generators", "serve", "--root", str(root), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def said(self, start: str) -> str:
        """Wait for a line that begins so; whatever stands before it is passed over."""
        end = time.monotonic() + WAIT
        while True:
            line = self._lines.get(timeout=max(0.0, end - time.monotonic()))
            if line.startswith(start):
                return line

    def stop(self) -> int:
        os.killpg(self.process.pid, signal.SIGINT)
        return self.end()

    def end(self) -> int:
        """Wait until the process ends by itself."""
        code = self.process.wait(WAIT)
        self._reader.join()
        assert self.process.stdout
        self.process.stdout.close()
        return code

    def left(self) -> list[str]:
        return list(self._lines.queue)


def page(address: str, uri: str = "") -> str:
    with urllib.request.urlopen(address + uri, timeout=10) as answer:  # noqa: S310 - our own address
        assert answer.headers["Cache-Control"] == "no-store"
        return str(answer.read().decode())


def edit(root: Path, old: str, new: str) -> None:
    text = (root / PERSON).read_text("utf-8")
    assert old in text
    (root / PERSON).write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_base(tmp_path_factory.mktemp("serve") / "base", sound_base())


@pytest.fixture(scope="module")
def preview(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    scratch = tmp_path_factory.mktemp("scratch")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(scratch))
        running = Preview(root, "--port", "0", "--as-of", "2026-07-08T09:10:00+08:00")
    try:
        yield running
    finally:
        assert running.stop() == 130
        assert list(scratch.iterdir()) == [], "the preview left its scratch folder behind"
        assert [line for line in running.left() if "Traceback" in line or "Error" in line] == []


@pytest.fixture(scope="module")
def address(preview: Preview) -> str:
    line = preview.said("网站已就绪")
    return line.removeprefix("网站已就绪：").partition(" ")[0]


def test_the_address_is_on_this_machine_only_and_serves_the_site(address: str) -> None:
    assert address.startswith("http://127.0.0.1:")
    assert "数据截至 2026-07-08 09:10" in page(address)
    assert "服务经理" in page(address, "r/P-001/")
    assert ".kb-chip" in page(address, "assets/kb/kb.css")


def test_a_missing_page_is_answered_with_404(address: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as answer:
        page(address, "r/P-999/")
    assert answer.value.code == 404
    answer.value.close()


def test_a_changed_record_is_shown(root: Path, preview: Preview, address: str) -> None:
    edit(root, "name: 服务经理", "name: 新任经理")
    preview.said("文件有变动，网站已更新")
    assert "新任经理" in page(address, "r/P-001/")
    edit(root, "name: 新任经理", "name: 服务经理")
    preview.said("文件有变动，网站已更新")
    assert "新任经理" not in page(address, "r/P-001/")


def test_errors_are_told_on_every_page_and_the_preview_goes_on(
    root: Path, preview: Preview, address: str
) -> None:
    edit(root, "name: 服务经理", "colour: red\nname: 服务经理")
    preview.said("文件有变动，网站已更新")
    for uri in ("", "about/", "registers/person/"):
        assert "预览：数据里有 1 个错误" in page(address, uri)
    assert "unknown-key" in page(address, "audit/findings/")
    edit(root, "colour: red\n", "")
    preview.said("文件有变动，网站已更新")
    assert "预览：数据里有" not in page(address)


@pytest.mark.parametrize(("name", "text"), [("mkdocs.yml", "nav: [\n"), ("pyproject.toml", "[[[")])
def test_broken_settings_keep_the_last_site(
    root: Path, preview: Preview, address: str, name: str, text: str
) -> None:
    before = page(address)
    whole = (root / name).read_bytes()
    (root / name).write_bytes(whole + b"\n" + text.encode())
    preview.said("文件有变动，但网站没有更新")
    assert page(address) == before
    (root / name).write_bytes(whole)
    preview.said("文件有变动，网站已更新")


def test_the_base_itself_is_left_alone(root: Path, address: str) -> None:
    page(address)
    assert {path.name for path in root.iterdir()} == {
        "docs",
        "mkdocs.yml",
        "pyproject.toml",
        "records",
        "schemas",
    }


def test_a_port_in_use_is_told_in_one_line(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        running = Preview(root, "--port", str(port))
        line = running.said("itss: ")
        assert line.startswith(f"itss: 端口 {port} 在 127.0.0.1 上用不了")
        assert "--port" in line
        assert running.end() == 2
        assert running.left() == []


@pytest.mark.parametrize("port", ["-1", "65536"])
def test_a_port_that_cannot_be_is_told_in_one_line(root: Path, port: str) -> None:
    running = Preview(root, "--port", port)
    assert running.said("itss: ").startswith(f"itss: 端口 {port} 在 127.0.0.1 上用不了")
    assert running.end() == 2
    assert running.left() == []


def test_a_site_for_others_takes_no_records(root: Path) -> None:
    running = Preview(root, "--audience", "customer", "--commit")
    assert "去掉 --inbox、--commit" in running.said("itss: ")
    assert running.end() == 2
