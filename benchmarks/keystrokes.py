"""Keystrokes that are lost when the line is cut, answers do not arrive, pages are reloaded, doubled and closed while a clerk types."""

from __future__ import annotations

import os
import random
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure

#: The figure is that of 200; fewer say less, sooner.
CUTS = int(os.environ.get("KHUON_CUTS", "200"))
QUIET = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")


def suffered(filler: Any, cuts: int, seed: int = 2026) -> int:
    """Characters lost in so many random mishaps; each is over, and all is said to be saved, before the next."""
    from tests.journeys.cuts import KINDS, one

    source = random.Random(seed)
    for _ in range(cuts):
        one(filler, source.choice(KINDS), source)
        filler.settled()
    return sum(len(text) for text, _ in filler.lost().values())


def measure() -> Iterator[Figure]:
    """Lost characters of those typed into cells of two forms of 48 cells, with a real server and a real browser."""
    from playwright.sync_api import sync_playwright

    from tests.conftest import CHROMIUM
    from tests.journeys.cuts import PATIENCE, Filler, office

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        with office(f"sqlite:///{Path(folder) / 'store.sqlite3'}") as (world, address):
            context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
            context.set_default_timeout(PATIENCE)
            filler = Filler(world, address, context)
            lost = suffered(filler, CUTS)
            note = f"of {filler.typed} typed; cuts, reloads, lost answers, double and closed tabs, half words, changes of form"
            yield Figure(f"keystrokes lost in {CUTS} random mishaps", lost, "keys", note=note)
            browser.close()
