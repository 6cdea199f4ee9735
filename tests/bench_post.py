"""What a record sent to the server costs until its page shows it: `python tests/bench_post.py [--profile] [NUMBER …]`.

CPU of this process and its children (Git), from the POST to the page of the record with what was sent, on a
generated base in a repository of its own, committed as `itss serve --commit` does. No network stands between.
Each figure is the median of several records, one after the other, but for the first, which meets a server that
has just been started; beside it stands what reading the base from nothing costs there, for only the ratio of
the two says something on another machine.
"""

from __future__ import annotations

import argparse
import cProfile
import io
import json
import os
import pstats
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

import big_base

from generators import knowledge
from generators.authoring.inbox import Seen
from generators.knowledge import Memory
from generators.origin import history, source
from generators.server import gate
from generators.server.app import App
from generators.server.live import Live
from generators.server.submissions import Submissions, Taking
from generators.server.watch import Source, Watch
from generators.strict_yaml import load

SAMPLE = "INC-2026-0003"  # is sent again and again in other words
LEFT = ("id", "recorded_at")  # of it, for the server gives both


class Server:
    """The application over a base, as the command puts it together, and who asks it."""

    def __init__(self, root: Path, scratch: Path) -> None:
        memory = Memory()

        def read(moment: datetime | None) -> Seen:
            files = source.read(root)
            now, past = moment or source.now(files, None), history.read(root)
            base = memory.same(files, now, past) or knowledge.read(files, now, past, memory)
            return Seen(files, base, memory)

        live = Live(root, scratch)
        self.watch = Watch(Source(root, read, lambda base: base), live, print)
        taking = Taking(commits=True)
        door = Submissions(root, live, self.watch, taking)
        self.app = App(live, gate.Gate(gate.hosts("127.0.0.1", ())), door, self.watch)

    def ask(self, method: str, path: str, data: bytes = b"") -> bytes:
        """Ask, and give the answer; one that is no success is raised."""
        told: list[str] = []
        asked: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": f"/{path}",
            "HTTP_HOST": "127.0.0.1",
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(data)),
            "wsgi.input": io.BytesIO(data),
        }
        body = b"".join(self.app(asked, lambda status, _headers: told.append(status)))
        if not told[0].startswith("2"):
            raise RuntimeError(f"{told[0]} {body.decode()}")
        return body

    def recorded(self, words: str) -> None:
        """Send the sample in these words, and look at its page."""
        sample = load(self.watch.seen.base.facts.records[SAMPLE].source)
        record = {name: value for name, value in sample.items() if name not in LEFT}
        sent = {"opened": None, "author": "服务台甲", "record": {**record, "phenomenon": words}}
        answer = json.loads(self.ask("POST", "_records/incident", json.dumps(sent).encode()))
        assert words in self.ask("GET", answer["address"]).decode()


def cpu() -> float:
    """CPU seconds of this process and its children so far."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def committed(folder: Path) -> None:
    """Put a base into a repository of its own."""
    told = ("-c", "user.name=bench", "-c", "user.email=bench@example.com")
    for one in (("init", "-q"), ("add", "."), (*told, "commit", "-q", "-m", "base")):
        subprocess.run(["git", *one], cwd=folder, check=True)
    for name, value in (("user.name", "bench"), ("user.email", "bench@example.com")):
        subprocess.run(["git", "config", name, value], cwd=folder, check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--profile", action="store_true", help="say where the time of the last record went")
    parser.add_argument("--times", type=int, default=5, help="how many records are sent")
    parser.add_argument("numbers", nargs="*", type=int, default=[10_000], help="of records; 0 for the year")
    options = parser.parse_args()
    for number in options.numbers:
        with tempfile.TemporaryDirectory() as scratch:
            root = Path(scratch) / "base"
            year = big_base.year()
            big_base.write(root, big_base.grown(year, number) if number else year)
            committed(root)
            begin = cpu()
            server = Server(root, Path(scratch) / "built")
            there = len(server.watch.seen.base.facts.records)
            print(f"{there} sound records, started: {cpu() - begin:.2f} s CPU", flush=True)
            found = []
            for turn in range(1, options.times + 1):
                begin = cpu()
                server.recorded(f"打印时提示缺少字体，第 {turn} 次测量")
                found.append(cpu() - begin)
            middle, each = median(found[1:]), " ".join(f"{one:.2f}" for one in found)
            begin = cpu()
            files = source.read(root)
            knowledge.read(files, source.now(files, None), history.read(root))
            whole = cpu() - begin
            print(f"a record on its page: {middle:.2f} s CPU (each: {each})")
            print(f"reading from nothing: {whole:.2f} s CPU, ratio {middle / whole:.2f}", flush=True)
            if options.profile:
                profile = cProfile.Profile()
                profile.runcall(server.recorded, "打印时提示缺少字体，看得见每一步")
                pstats.Stats(profile).sort_stats("cumulative").print_stats(70)


if __name__ == "__main__":
    main()
