"""Readings thrown by dice over the small base: the judge and an oracle choose the same one for every subject."""

from __future__ import annotations

import json
import random
from collections import Counter
from typing import Any

import small_base
from naive_readings import naive_reading
from test_readings import ANSWER, decision

from generators.judging.verdict import State
from generators.records.moment import moment

DAYS = ("2026-01-05", "2026-01-06", "2026-01-31", "2026-02-02", "2026-02-03", "2026-03-20", "2026-04-01")
LEVELS = ("L1", "L2")
HOME = "records/requirements/obligation/{}.yaml"


def thrown(dice: random.Random, decided: dict[str, Any]) -> list[dict[str, Any]]:
    """Readings of one obligation: some agreed on, some not, for some days and some levels."""
    rows = []
    for number in range(dice.randint(1, 4)):
        row: dict[str, Any] = {"code": f"r{number}", "name": f"读法{number}", "clause": "样例 1"}
        basis = dice.choice(["open", "contract", *decided])
        if basis == "contract":
            row["force"] = "contract"
        elif basis != "open":
            row |= {"decision": basis, "force": "minutes"}
        if dice.random() < 0.5:
            row["levels"] = [dice.choice(LEVELS)]
        if dice.random() < 0.3:
            row["valid_from"] = dice.choice(DAYS)
        if dice.random() < 0.2:
            row["valid_to"] = dice.choice(DAYS)
        if dice.random() < 0.2:
            row["exempt"] = True
        rows.append(row)
    return rows


def test_the_judge_and_an_oracle_choose_the_same_reading() -> None:
    dice = random.Random(20261130)  # noqa: S311 - the same readings at each run
    sides = {"P-101": ["provider", "customer"], "P-001": ["provider"]}
    decided: dict[str, Any] = {}
    files = small_base.files()
    for number, (since, signed) in enumerate(zip(DAYS, ("P-101", "P-101", "P-001") * 3, strict=False), 1):
        name = f"DC-2026-{number:02}"
        rows = [{"side": side} for side in sides[signed]]
        decided[name] = {"effective_from": since, "signatories": rows}
        signed_by = decision(since, signed).replace(b"DC-2026-01", name.encode())
        files[f"records/process/decision/2026/{name}.yaml"] = signed_by
    written = {f"OB-{number}": thrown(dice, decided) for number in range(300, 500)}
    for name, rows in written.items():
        text = small_base.OBLIGATION.format(
            id=name, title="半小时答复", element="process", phase="operation", judge=ANSWER
        )
        files[HOME.format(name)] = f"{text}readings: {json.dumps(rows, ensure_ascii=False)}\n".encode()
    base = small_base.of(files)
    found: Counter[str] = Counter()
    for name, rows in written.items():
        if base.facts.get(name) is None:
            continue  # two that claim one day, or one that is over before it begins: found, and not judged
        for one in base.verdicts_of(name):
            subject = base.facts.get(str(one.subject))
            if subject is None or {"duplicate_of", "withdrawn"} & set(subject.data):
                continue
            applying = [row for row in rows if subject.data["level"] in row.get("levels", LEVELS)]
            start = moment(subject.data["reported"], base.config.zone)
            assert start
            wanted = naive_reading(applying, decided, start.at.astimezone(base.config.zone))
            told = one.reading or ("unsettled" if one.state is State.UNSETTLED else "none")
            assert told == (wanted if isinstance(wanted, str) else wanted["code"]), (name, one.subject)
            found["some" if one.reading else told] += 1
    assert min(found[what] for what in ("some", "unsettled", "none")) > 50
