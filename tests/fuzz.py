"""Spoiled input, much of it: `python tests/fuzz.py loader|bases [NUMBER] [SEED]`.

`loader` hands the YAML loader scraps and spoiled files: a mapping of JSON types, or a refusal with its place.
`bases` spoils the files of a small base, reads, judges and tells it: findings, or an error in the user's words.
Anything else is a surprise: it is printed with what brought it, and the run fails.
"""

from __future__ import annotations

import json
import random
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TypeVar

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]

from conftest import NOW, good_base, good_examples, sound_base

from generators import knowledge, output
from generators.finding import UserError
from generators.measures import holdings
from generators.refusal import Refusal
from generators.strict_yaml import load, positions

Input = TypeVar("Input")
FILES = 30  # of a base, beside its schemas
TEXT = tuple(
    piece.encode()
    for piece in (
        *(
            "a: 1\n",
            "- x\n",
            "  ",
            "\n",
            ": ",
            " #",
            "# 备注\n",
            "---\n",
            "...\n",
            "%YAML 1.1\n",
            "&a ",
            "*a",
            "<<: *a\n",
        ),
        *(
            "!!python/object:os.system ",
            "!x ",
            "? ",
            "| \n",
            ">-\n",
            "'",
            '"',
            "\\",
            "\\ud800",
            "\\u4e00",
            "{",
            "}",
            "[",
            "]",
        ),
        *(
            ",",
            "，",
            "：",
            "null",
            "~",
            "yes",
            "0x1F",
            "1e999",
            ".nan",
            "2026-02-30",
            "24:00",
            "0o17",
            "1_000",
            "\t",
            "\r\n",
        ),
        *(
            "\x00",
            "\ufeff",
            "\u2028",
            "\u202e",
            "\u200b",
            "é",
            "𠮷",
            "<script>",
            "{{ x }}",
            "<<<<<<< HEAD\n",
            "99999999999999999999",
        ),
        *(
            "id: INC-2026-0001\n",
            "kind: x\n",
            "C:\\temp",
            "9999-12-31T23:59:59+14:00",
            "id: ",
            "title: 标题\n",
        ),
    )
)
NO_TEXT = (
    b"\xff",
    b"\xc3",
    b"\xfe\xff",
    b"\xed\xa0\x80",
    b"\x85",
    b"\x7f",
)  # no UTF-8, or nothing to be read
PIECES, WEIGHTS = TEXT + NO_TEXT, (10,) * len(TEXT) + (1,) * len(NO_TEXT)


def spoiled(data: bytes, chance: random.Random) -> bytes:
    """Change a file in one to three places, as hands, tools and lines do."""
    for _ in range(chance.randint(1, 3)):
        at = chance.randint(0, len(data))
        end = min(len(data), at + chance.choice((1, 1, 2, 5, 30, 300)))
        lines = data.splitlines(keepends=True) or [b""]
        line = chance.randrange(len(lines))
        match chance.randrange(8):
            case 0:
                data = data[:at] + chance.choice(PIECES) + data[at:]
            case 1:
                data = data[:at] + chance.choice(PIECES) + data[end:]
            case 2:
                data = data[:at] + data[end:]
            case 3:
                data = data[:at] + data[at:end] * chance.choice((2, 2, 40)) + data[end:]
            case 4:
                data = data[:at] + bytes((chance.randrange(256),)) + data[at + 1 :]
            case 5:
                data = b"".join([*lines[:line], lines[line], lines[line], *lines[line + 1 :]])
            case 6:
                chance.shuffle(lines)
                data = b"".join(lines)
            case _:
                data = data[:at]
    return data


def scraps(chance: random.Random) -> Iterator[bytes]:
    """Yield input of the loader without end: pieces put together, and good files that were spoiled."""
    good = [data for path, data in good_examples().items() if path.endswith(".yaml") and len(data) < 800]
    while True:
        if chance.random() < 0.5:
            yield b"".join(chance.choices(PIECES, WEIGHTS, k=chance.randint(1, 9)))
        else:
            yield spoiled(chance.choice(good), chance)


def loaded(data: bytes) -> None:
    """Read what the loader is given; it may refuse, and says where."""
    try:
        value = load(data)
    except Refusal as refusal:
        if min(refusal.line, refusal.column) < 1:
            raise AssertionError("a refusal without a place") from refusal
    else:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
        positions(data)


def a_base(chance: random.Random) -> dict[str, bytes]:
    """Choose files of the examples that are a sound base: the contract, records, and whatever these name."""
    facts, examples = good_base().facts, good_examples()
    chosen: set[str] = set()
    waiting = ["CT-2026-01"]
    others = sorted(facts.records)
    while waiting or len(chosen) < FILES:
        name = waiting.pop() if waiting else chance.choice(others)
        if name not in chosen:
            chosen.add(name)
            waiting += [link.target for link in facts.named_by(name)]
    return {path: examples[path] for path in sorted(facts.records[name].path for name in chosen)}


def bases(chance: random.Random) -> Iterator[Mapping[str, bytes]]:
    """Yield bases without end: some thirty files, of which one to four are spoiled, moved or gone."""
    whole, examples = sound_base(), good_examples()
    others = {path: data for path, data in whole.items() if path not in examples}
    while True:
        some = a_base(chance)
        for path in chance.sample(sorted(some), chance.randint(1, 4)):
            data = some.pop(path)
            match chance.randrange(10):
                case 0:
                    continue
                case 1:
                    stem, _, suffix = path.rpartition(".")
                    copy = chance.choice(("-2", " 副本", ".bak", "，", ""))
                    some[f"{stem}{copy}.{chance.choice((suffix, 'yml', 'txt', 'md'))}"] = data
                case _:
                    some[path] = spoiled(data, chance)
        yield {**others, **some}


def told(files: Mapping[str, bytes]) -> None:
    """Read a base, judge it, and say all that is said of it."""
    try:
        base = knowledge.read(files, NOW)
    except UserError as error:
        if not str(error):
            raise AssertionError("an error without a word") from error
    else:
        output.text(base.findings, holdings.checked(base).number)
        json.loads(output.verdicts_json(base))


def surprises(
    make: Iterator[Input], act: Callable[[Input], None], number: int
) -> Iterator[tuple[Input, str]]:
    """Yield what brought an exception that nobody documented, with its trace."""
    for one in islice(make, number):
        try:
            act(one)
        except Exception:  # noqa: BLE001 - any of them is a surprise
            yield one, traceback.format_exc()


def main(what: str, number: int, seed: int) -> int:
    chance = random.Random(seed)  # noqa: S311 - the same cases again for the same seed
    found = (
        surprises(scraps(chance), loaded, number)
        if what == "loader"
        else surprises(bases(chance), told, number)
    )
    surprised = 0
    for one, trace in found:
        surprised += 1
        if surprised <= 5:
            print(one if isinstance(one, bytes) else sorted(one), trace, sep="\n")
    print(f"{what}: {number} inputs, seed {seed}, {surprised} surprises")
    return 1 if surprised else 0


if __name__ == "__main__":
    given = [*sys.argv[1:], *("loader", "1000000", "1")[len(sys.argv) - 1 :]]
    sys.exit(main(given[0], int(given[1]), int(given[2])))
