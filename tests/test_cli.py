"""The command line from end to end: every command in a process of its own, its words and its exit code."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from conftest import SETTINGS, good_examples, sound_base, write_base

from generators import __main__ as door
from generators import cli
from generators.finding import UserError

PERSON = "records/people/person/P-001.yaml"
INCIDENT = "records/process/incident/2026/INC-2026-0002.yaml"
COMMANDS = ("check", "build", "serve")
PLAIN = {
    name: value for name, value in os.environ.items() if not name.startswith("PYTHON")
}  # as users have it


def itss(
    *arguments: str, cwd: Path, env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "generators", *arguments],
        cwd=cwd,
        env={**PLAIN, **(env or {})},
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def append(root: Path, name: str, text: str) -> None:
    (root / name).write_text((root / name).read_text("utf-8") + text, "utf-8")


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return write_base(tmp_path / "sound", sound_base())


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """A base with an error in a person and one in an incident."""
    root = write_base(tmp_path / "faulty", sound_base())
    append(root, PERSON, "colour: red\n")
    append(root, INCIDENT, "colour: red\n")
    return root


def tree(root: Path) -> dict[str, tuple[bytes, int]]:
    return {
        str(path.relative_to(root)): (path.read_bytes() if path.is_file() else b"", path.stat().st_mtime_ns)
        for path in root.rglob("*")
    }


def test_a_sound_base_is_fine(sound: Path) -> None:
    done = itss("check", cwd=sound)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[-1].startswith(f"检查了 {len(good_examples())} 条登记")


def test_errors_in_the_data_end_with_1_and_name_their_place(faulty: Path) -> None:
    done = itss("check", cwd=faulty)
    assert (done.returncode, done.stderr) == (1, "")
    assert f"{PERSON}:22:1 错误 unknown-key" in done.stdout
    assert f"{INCIDENT}:8:1 错误 unknown-key" in done.stdout
    assert "2 个错误" in done.stdout.splitlines()[-1]


def test_a_path_limits_what_is_shown_and_counted(faulty: Path) -> None:
    done = itss("check", "records/people", cwd=faulty)
    assert done.returncode == 1
    assert INCIDENT not in done.stdout
    assert done.stdout.splitlines()[0].startswith(PERSON)
    assert "1 个错误" in done.stdout.splitlines()[-1]


def test_errors_elsewhere_do_not_count_against_a_path(faulty: Path) -> None:
    done = itss("check", "records/requirements", "docs", cwd=faulty)
    assert (done.returncode, done.stderr) == (0, "")
    assert "错误 " not in done.stdout


def test_a_path_is_meant_from_where_one_stands(faulty: Path) -> None:
    done = itss("check", "P-001.yaml", cwd=faulty / "records/people/person")
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stdout.splitlines()[:-1]] == [PERSON]


def test_an_id_is_as_good_as_its_file(faulty: Path) -> None:
    done = itss("check", "P-001", cwd=faulty / "records/people")
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stdout.splitlines()[:-1]] == [PERSON]


def test_an_id_finds_its_file_also_where_nothing_could_be_read(sound: Path) -> None:
    (sound / PERSON).write_text("name: [\n", "utf-8")
    done = itss("check", "P-001", cwd=sound)
    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.startswith(f"{PERSON}:2:1 错误 yaml-syntax")


@pytest.mark.parametrize("path", ["nowhere.yaml", "../outside", "/etc"])
def test_a_path_that_is_not_in_the_base_is_refused(sound: Path, path: str) -> None:
    (sound.parent / "outside").mkdir()
    done = itss("check", path, cwd=sound)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"itss: {path} 不在知识库里；写知识库中的文件、文件夹，或登记的编号。\n"


def test_json_holds_every_finding_and_the_counts(faulty: Path) -> None:
    told = json.loads(itss("check", "--format", "json", cwd=faulty).stdout)
    assert told["counts"]["error"] == 2
    wrong = [one for one in told["findings"] if one["severity"] == "error"]
    assert [(one["path"], one["line"], one["column"], one["code"]) for one in wrong] == [
        (PERSON, 22, 1, "unknown-key"),
        (INCIDENT, 8, 1, "unknown-key"),
    ]


def test_a_code_host_is_told_where(faulty: Path) -> None:
    lines = itss("check", "--format", "github", PERSON, cwd=faulty).stdout.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"::error file={PERSON},line=22,col=1,title=unknown-key::")


def test_checking_writes_nothing(faulty: Path) -> None:
    before = tree(faulty)
    for form in ("text", "json", "github"):
        itss("check", "--format", form, cwd=faulty)
    assert tree(faulty) == before


@pytest.mark.parametrize("command", COMMANDS)
def test_outside_a_base_every_command_says_where_to_go(tmp_path: Path, command: str) -> None:
    for where in ((), ("--root", str(tmp_path))):
        done = itss(command, *where, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.count("\n") == 1
        assert "mkdocs.yml" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("moment", ["tomorrow", "2026-01-01T00:00:00", ""])
def test_a_moment_without_offset_is_a_fault_of_usage(sound: Path, command: str, moment: str) -> None:
    done = itss(command, "--as-of", moment, *(("--port", "-1") if command == "serve" else ()), cwd=sound)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--as-of 要写成带时区的时间" in done.stderr


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("text", ["[tool.itss", "[tool.itss]\ncolour = 1\n", "tool = 1\n", "\udcff"])
def test_broken_settings_are_a_fault_of_setting_up(sound: Path, command: str, text: str) -> None:
    (sound / "pyproject.toml").write_bytes(text.encode(errors="surrogateescape"))
    done = itss(command, cwd=sound)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("itss: pyproject.toml")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "arguments",
    [(), ("judge",), ("check", "--frmt", "x"), ("check", "--format", "xml"), ("serve", "--port", "x")],
)
def test_wrong_usage_ends_with_2(sound: Path, arguments: tuple[str, ...]) -> None:
    done = itss(*arguments, cwd=sound)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("arguments", [("--help",), *((command, "--help") for command in COMMANDS)])
def test_help_is_there_for_every_command(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = itss(*arguments, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("用法：itss")


def test_a_site_is_built_and_its_place_is_told(sound: Path) -> None:
    done = itss("build", "--site-dir", "网站", cwd=sound)
    assert (done.returncode, done.stderr) == (0, "")
    assert str(sound.resolve() / "网站") in done.stdout
    assert (sound / "网站/r/P-001/index.html").is_file()


def test_a_base_with_errors_is_not_built(faulty: Path) -> None:
    before = tree(faulty)
    done = itss("build", cwd=faulty)
    assert (done.returncode, done.stderr) == (1, "")
    assert "unknown-key" in done.stdout
    assert "原来的网站没有动" in done.stdout
    assert tree(faulty) == before


def test_broken_settings_of_the_site_are_told_by_the_check_and_by_the_build_alike(sound: Path) -> None:
    (sound / "mkdocs.yml").write_text("site_name: [\n", "utf-8")
    for command in ("check", "build"):
        done = itss(command, cwd=sound)
        assert (done.returncode, done.stderr) == (1, "")
        assert done.stdout.startswith("mkdocs.yml:2:1 错误 yaml-syntax")


def test_the_moment_given_reaches_the_site(sound: Path) -> None:
    assert itss("build", "--as-of", "2026-07-08T09:10:00+08:00", cwd=sound).returncode == 0
    assert "数据截至 2026-07-08 09:10" in (sound / "site/index.html").read_text("utf-8")


@pytest.mark.parametrize("times", [0, 2000], ids=["a short answer", "a long answer"])
def test_a_reader_that_has_gone_is_no_fault(sound: Path, times: int) -> None:
    append(sound, PERSON, "".join(f"wrong{number}: x\n" for number in range(times)))
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-m", "generators", "check"],
            cwd=sound,
            env=PLAIN,
            stdout=pipe,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert done.stderr == b""
    assert done.returncode in ({0, 1} if times else {0})


@pytest.mark.parametrize("locale", ["C", "POSIX", "C.UTF-8"])
def test_the_output_is_utf_8_whatever_the_locale(faulty: Path, locale: str) -> None:
    done = itss("check", cwd=faulty, env={"LANG": locale, "LC_ALL": locale})
    assert (done.returncode, done.stderr) == (1, "")
    assert "2 个错误" in done.stdout


def test_a_terminal_without_chinese_gets_escapes_and_no_fault(faulty: Path) -> None:
    done = itss("check", cwd=faulty, env={"PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (1, "")
    assert f"{PERSON}:22:1 \\u9519\\u8bef unknown-key" in done.stdout


def test_an_interrupted_command_ends_with_130(sound: Path) -> None:
    running = subprocess.Popen(
        [sys.executable, "-m", "generators", "serve", "--port", "0"],
        cwd=sound,
        env=PLAIN,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    assert running.stdout
    while not running.stdout.readline().startswith("网站已就绪".encode()):
        assert running.poll() is None
        time.sleep(0.01)
    os.killpg(running.pid, signal.SIGINT)
    _, told = running.communicate(timeout=30)
    assert (running.returncode, told) == (130, b"")


@pytest.mark.parametrize(
    ("raised", "code"), [(RuntimeError("oops"), 3), (UserError("改正"), 2), (KeyboardInterrupt(), 130)]
)
def test_whatever_happens_becomes_words_and_a_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], raised: BaseException, code: int
) -> None:
    def fail(_: object) -> int:
        raise raised

    monkeypatch.setattr(cli, "run", fail)
    assert door.main() == code
    told = capsys.readouterr()
    assert told.out == ""
    assert ("这是程序的缺陷" in told.err) == (code == 3)
    assert ("Traceback" in told.err) == (code == 3)
    assert ("jsonschema " in told.err) == (code == 3)


def test_the_settings_beat_the_clock_and_an_argument_beats_both(sound: Path) -> None:
    (sound / "pyproject.toml").write_bytes(SETTINGS + b'as_of = "2026-02-03T04:05:00+08:00"\n')
    assert itss("build", cwd=sound).returncode == 0
    assert "数据截至 2026-02-03 04:05" in (sound / "site/index.html").read_text("utf-8")


@pytest.mark.parametrize("command", [("check",), ("check", "--format", "json"), ("status", "--json")])
def test_a_disk_that_is_full_is_told_and_is_no_bug(sound: Path, command: tuple[str, ...]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "generators", *command],
            cwd=sound,
            env=PLAIN,
            stdout=full,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            check=False,
        )
    assert (done.returncode, done.stderr) == (
        2,
        "itss: 结果 写不了或读不了（盘满了）；先解决它，再运行一次。\n",
    )


@pytest.mark.parametrize(
    ("closed", "code"), [(">&-", 2), ("2>&-", 1), ("<&-", 1), (">&- 2>&- <&-", 2), ("2>/dev/full", 1)]
)
def test_streams_that_are_closed_are_no_bug_and_no_file_gets_what_is_told(
    faulty: Path, closed: str, code: int
) -> None:
    before = tree(faulty)
    command = f"exec {sys.executable} -m generators check {closed}"
    done = subprocess.run(
        ["sh", "-c", command], cwd=faulty, env=PLAIN, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert ("标准输出是关着的" in done.stderr) == (closed == ">&-")
    assert ("2 个错误" in done.stdout) == (code == 1)
    assert tree(faulty) == before


@pytest.mark.parametrize("terminal", ["ascii", "gbk", "latin-1"])
def test_what_programs_read_is_utf_8_whatever_a_terminal_reads(faulty: Path, terminal: str) -> None:
    append(faulty, PERSON, "emoji: 😀 “红”\n")
    plain = {**PLAIN, "LANG": "C", "LC_ALL": "C", "PYTHONIOENCODING": terminal}
    for command in (("check", "--format", "json"), ("status", "--json")):
        done = subprocess.run(
            [sys.executable, "-m", "generators", *command],
            cwd=faulty,
            env=plain,
            capture_output=True,
            check=False,
        )
        told = done.stdout.decode("utf-8")
        assert json.loads(told)
        assert "\\u" not in told
        assert any("\u4e00" <= one <= "\u9fff" for one in told)


@pytest.mark.parametrize(
    "path",
    [
        "records/people",
        "records\\people\\person\\P-001.yaml",
        ".\\records\\people",
        "base/records/people",
        "P-001",
    ],
)
def test_a_path_may_be_written_from_the_base_and_with_backslashes(faulty: Path, path: str) -> None:
    home = faulty.parent / "base"
    faulty.rename(home)
    done = itss("check", "--root", "base", path, cwd=home.parent)
    assert (done.returncode, done.stderr) == (1, "")
    assert [line.partition(":")[0] for line in done.stdout.splitlines()[:-1]] == [PERSON]


@pytest.mark.parametrize("path", ["a" * 300, "ring"])
@pytest.mark.parametrize("command", [("check",), ("check", "--root"), ("build", "--site-dir")])
def test_a_path_that_no_disk_holds_is_a_fault_of_usage(
    sound: Path, path: str, command: tuple[str, ...]
) -> None:
    (sound / "ring").symlink_to("ring")
    done = itss(*command, path, cwd=sound)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="there, a folder that somebody is in cannot go")
def test_a_folder_that_has_gone_is_told(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    command = f"rmdir {tmp_path}/gone; exec {sys.executable} -m generators check"
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=tmp_path / "gone",
        env={**PLAIN, "PYTHONPATH": str(Path(door.__file__).parents[1])},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert "已经没有了" in done.stderr


def test_what_the_machine_refuses_is_no_bug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for raised, code in (
        (OSError(errno.ENOSPC, "No space left on device", "site/x"), 2),
        (OSError(errno.EMFILE, "Too many open files"), 2),
        (MemoryError(), 2),
        (FileNotFoundError(errno.ENOENT, "No such file or directory", "x"), 3),
    ):

        def fail(_: object, raised: BaseException = raised) -> int:
            raise raised

        monkeypatch.setattr(cli, "run", fail)
        assert door.main() == code
        assert ("Traceback" in capsys.readouterr().err) == (code == 3)
