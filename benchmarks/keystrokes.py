"""Keystrokes that are lost when the line is cut, answers do not arrive, pages are reloaded, doubled and closed while a clerk types.

After every mishap what was typed is compared with what stands in the report, so that a loss is told with the mishap that made it.
The run is bounded: ``KHUON_CUTS`` mishaps within ``KHUON_CUTS_MINUTES``, whichever ends first; where it stands is written to standard
error. Each mishap has its own seed: ``KHUON_CUTS_FROM`` goes on from a number.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from benchmarks.figure import Figure

#: The figure is that of 200; fewer say less, sooner.
CUTS: Final = int(os.environ.get("KHUON_CUTS", "200"))
FIRST: Final = int(os.environ.get("KHUON_CUTS_FROM", "0"))
MINUTES: Final = float(os.environ.get("KHUON_CUTS_MINUTES", "60"))
QUIET: Final = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync")
SEED: Final = 2026


@dataclass
class Suffered:
    """What came of the mishaps: how many there were, what was lost in which, and which did not come to an end."""

    done: int = 0
    lost: int = 0
    losses: list[str] = field(default_factory=list)
    stuck: list[str] = field(default_factory=list)


def suffered(filler: Any, numbers: range, until: float) -> Suffered:
    """Mishaps of these numbers one after another; each is over, and all is said to be saved, before the next."""
    from playwright.sync_api import Error

    from tests.journeys.cuts import KINDS, one

    found = Suffered()
    for number in numbers:
        if time.monotonic() > until:
            break
        source = random.Random(f"{SEED} {number}")
        kind = source.choice(KINDS)
        try:
            one(filler, kind, source)
            filler.settled()
        except (Error, AssertionError) as error:
            found.stuck.append(f"{number} {kind}: {str(error).splitlines()[0][:160]}")
            filler.again()
        found.done += 1
        for place, (typed, stands) in filler.lost().items():
            found.lost += len(typed)
            found.losses.append(f"{number} {kind}: {place} typed {typed}, stands {stands}")
            filler.forget(place)
        _say(f"  {number + 1} of {numbers.stop} ({kind}): {found.lost} keys lost of {filler.typed}, {len(found.stuck)} stuck\n")
    return found


def _say(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()


def measure() -> Iterator[Figure]:
    """Lost characters of those typed into cells of two forms of 48 cells, with a real server and a real browser."""
    from playwright.sync_api import sync_playwright

    from tests.conftest import CHROMIUM
    from tests.journeys.cuts import PATIENCE, Filler, office

    until = time.monotonic() + MINUTES * 60
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(QUIET))
        with office(f"sqlite:///{Path(folder) / 'store.sqlite3'}") as (world, address):
            context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi-VN")
            context.set_default_timeout(PATIENCE)
            filler = Filler(world, address, context)
            found = suffered(filler, range(FIRST, CUTS), until)
            for told in (*found.losses, *found.stuck):
                _say(f"  {told}\n")
            note = f"of {filler.typed} typed; cuts, reloads, lost answers, double and closed tabs, half words, changes of form"
            yield Figure(f"keystrokes lost in {found.done} random mishaps", found.lost, "keys", note=note)
            yield Figure("mishaps after which not all was saved within a minute", len(found.stuck), "")
            browser.close()
