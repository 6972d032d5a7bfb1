"""Hostile formulas stay within time and memory: a child process with generous bounds answers each with a value or the stated code."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.attacks.bounded import bounded
from tests.attacks.hostile_formulas import ALL, LINES
from tests.attacks.payloads import built, of_class

ROOT = Path(__file__).parents[2]
ATTACKS = {**of_class("formula_escape"), **of_class("formula_bomb")}
#: How far above the stated bounds the child is stopped: it is asked whether there is a bound, not how fast a busy machine is.
GENEROUS_TIME, GENEROUS_MEMORY = 40, 4


def answers(asked: list[dict[str, Any]]) -> dict[str, str]:
    done = subprocess.run([sys.executable, "-m", "tests.attacks.bounded"], input=json.dumps(asked), capture_output=True, text=True, cwd=ROOT, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2_000:]
    return {line["id"]: line["outcome"] for line in map(json.loads, done.stdout.splitlines())}


def question(name: str, text: str, max_ms: int = 250, max_mb: int = 32) -> dict[str, Any]:
    return {"id": name, "text": text, "seconds": max_ms / 1_000 * GENEROUS_TIME, "mb": max_mb * GENEROUS_MEMORY}


def test_payloads_of_the_file() -> None:
    formulas = {name: attack for name, attack in ATTACKS.items() if attack["send"]["kind"] == "formula"}
    asked = [question(name, built(a["send"]["text"]), a["expect"]["max_ms"], a["expect"].get("max_mb", 32)) for name, a in formulas.items()]
    assert answers(asked) == {name: a["expect"]["code"] for name, a in formulas.items()}


def test_payloads_of_our_own() -> None:
    assert answers([question(name, text) for name, (text, _) in ALL.items()]) == {name: code or "value" for name, (_, code) in ALL.items()}


def test_printed_lines_of_our_own() -> None:
    found = answers([question(name, text) for name, text in LINES.items()])
    assert set(found) == set(LINES)
    assert [name for name, outcome in found.items() if outcome.startswith("broke")] == []


def test_a_form_full_of_the_largest_formulas() -> None:
    """Formulas, each at its own limit, one after the other in one process: nothing piles up."""
    texts = ["+".join(["c1"] * 1_300), "sum(" + ",".join(["c1:c3"] * 660) + ")", "*".join(["9" * 38] * 100), "1" + "/9999999999" * 300]
    found = answers([question(f"{turn}/{index}", text) for turn in range(6) for index, text in enumerate(texts)])
    assert set(found.values()) == {"value"}


@pytest.mark.parametrize(("text", "outcome"), [("x" * 3, "done"), ("time", "broke the bound of time"), ("memory", "broke the bound of memory")])
def test_the_bounds_themselves_hold(text: str, outcome: str) -> None:
    """What runs away is seen to run away, in a child of its own."""
    acts = {"xxx": "'done'", "time": "next(n for n in iter(int, 1) if n)", "memory": "str(len(bytearray(2**30)))"}
    code = f"import signal; from tests.attacks import bounded as b; signal.signal(signal.SIGPROF, b._ring); print(b.bounded(lambda: {acts[text]}, 0.3, 64))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=300, check=True)
    assert done.stdout.strip() == outcome
    assert bounded.__doc__
