"""Random bases from their records to their verdicts, each worked out a second time from plain data.

Contracts with amendments of amendments, side by side and year after year; hours that change; levels raised
and lowered, reopenings, waits and people who change sides; whatever is still to come at the moment of judgement.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

import pytest
from caused import broken
from conftest import LONG, SETTINGS, schemas
from naive_base import Plain, Told, verdicts
from random_base import records_of, some_base

from generators import knowledge
from generators.judging import extent
from generators.judging.rules import clock
from generators.judging.scope import Scope
from generators.records import posts
from generators.records.agreements import Agreement

SEED = 20260701
BASES = 2_000 if LONG else 60
FOLDERS = {
    "CT": "requirements/contract", "CAL": "requirements/calendar", "OB": "requirements/obligation",
    "STD": "requirements/standard", "P": "people/person",
}  # fmt: skip


def judged(base: Plain) -> dict[tuple[str, str, str | None], Told]:
    """Let the product judge the records as they are written."""
    files = {**schemas(), "pyproject.toml": SETTINGS.replace(b'contract = "CT-2026-01"\n', b"")}
    if base["default"]:
        files["pyproject.toml"] += f'contract = "{base["default"]}"\n'.encode()
    for name, data in records_of(base).items():
        folder = FOLDERS.get(name.split("-")[0], "process/incident/2026")
        files[f"records/{folder}/{name}.yaml"] = json.dumps(data, ensure_ascii=False).encode()
    known = knowledge.read(files, datetime.fromisoformat(base["now"]))
    wrong = [
        (one.code, one.message)
        for one in known.findings
        if one.severity == "error" and one.code != "unknown-owner"
    ]
    assert wrong == [], wrong
    assert broken(known) == []
    return {
        (one.obligation, str(one.subject), one.contract): Told(
            str(one.state),
            *(None if some is None else some // 60 for some in (one.limit_s, one.measured_s, one.natural_s)),
        )
        for one in known.verdicts
    }


def differs(base: Plain) -> bool:
    got, wanted = judged(base), verdicts(base)
    return {key: told(one) for key, one in got.items()} != {key: told(one) for key, one in wanted.items()}


def told(verdict: Told) -> Told:
    """What is missing or suspect has no measure."""
    return verdict if verdict.state not in ("missing", "suspect") else Told(verdict.state)


def test_a_base_worked_out_from_plain_data_has_the_same_verdicts() -> None:
    seen: Counter[str] = Counter()
    for index in range(BASES):
        base = some_base(f"{SEED} {index}")
        assert not differs(base), index
        seen.update(one.state for one in verdicts(base).values())
    assert set(seen) == {"met", "late", "due", "at-risk", "missing", "suspect", "not-applicable"}
    assert seen.total() > 20 * BASES


@pytest.mark.parametrize(
    ("where", "wrong"),
    [
        (Agreement, {"in_force": lambda known, _: known.versions[0]}),
        (Agreement, {"in_force": lambda known, _: known.versions[-1]}),
        (Scope, {"_holds": lambda scope, one: scope.bindings.of(one).agreement == scope.agreement}),
        (posts, {"sides": lambda one, _: {one.data["side"]}}),
        (clock, {"extents": lambda life, cycles, now: extent.extents(life, cycles[:1], now)}),
    ],
    ids=[
        "no amendment",
        "amended backwards",
        "an amendment reaches back",
        "always on one side",
        "never reopened",
    ],
)
def test_a_product_that_is_wrong_is_told_apart(
    where: object, wrong: Mapping[str, Callable[..., object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, made in wrong.items():
        monkeypatch.setattr(where, name, made)
    assert any(differs(some_base(f"{SEED} {index}")) for index in range(BASES))
