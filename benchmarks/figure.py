"""What a figure is, how it is measured and printed."""

from __future__ import annotations

import importlib
import os
import platform
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

MODULES = ("formula", "units", "proofs", "effects", "corrections", "consolidation", "grid", "keystrokes", "designer_canvas", "designer_operations", "submits", "history", "diff", "bundle", "importing", "likeness", "fill_big", "reopening", "paper", "workbook")


@dataclass(frozen=True)
class Figure:
    """A measured number: its name, the value with unit (None: not measured, the note says why), and what it is compared with in the same run."""

    name: str
    value: float | None
    unit: str
    ratio: float | None = None
    baseline: str = ""
    note: str = ""

    def line(self) -> str:
        """One printed row."""
        value = "–" if self.value is None else f"{self.value:,.3f}"
        text = f"{self.name:<64} {value:>12} {self.unit:<8}"
        if self.ratio is not None:
            text += f" = {self.ratio:,.3g} × {self.baseline}"
        return f"{text}  {self.note}".rstrip()


def seconds(act: Callable[[], object], runs: int = 5, warm: int = 1) -> float:
    """Median seconds of a call."""
    for _ in range(warm):
        act()
    took = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        took.append(time.perf_counter() - start)
    return median(took)


def in_turn(acts: Sequence[Callable[[], object]], runs: int = 5, warm: int = 1) -> list[float]:
    """Median seconds of several calls run in turn, so that a slower moment hits them all."""
    took: list[list[float]] = [[] for _ in acts]
    for turn in range(runs + warm):
        for index, act in enumerate(acts):
            start = time.perf_counter()
            act()
            if turn >= warm:
                took[index].append(time.perf_counter() - start)
    return [median(times) for times in took]


def machine() -> str:
    """The machine in one line."""
    return f"{os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()} {platform.machine()}"


def run(only: Sequence[str] = ()) -> None:
    """Measure and print; ``only`` names modules. Raises SystemExit for an unknown name."""
    unknown = sorted(set(only) - set(MODULES))
    if unknown:
        raise SystemExit(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(MODULES)}")
    sys.stdout.write(f"{machine()}\n")
    for name in only or MODULES:
        sys.stdout.write(f"\n{name}\n")
        for figure in importlib.import_module(f"benchmarks.{name}").measure():
            sys.stdout.write(f"  {figure.line()}\n")
            sys.stdout.flush()
