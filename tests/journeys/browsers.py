"""Other versions of the browsers than the installed ones, as ``scripts/other-browsers.sh`` unpacked them, by name and version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

FOLDER: Final = Path(__file__).parents[2] / "build" / "browsers"
#: Where the program stands in a folder ``<name>-<version>``.
_PROGRAMS: Final = {
    "chromium": ("usr/lib/chromium/chromium", "chromium"),
    "firefox": ("usr/lib/firefox-esr/firefox-esr",),
}


def others(name: str) -> list[Any]:
    """Parameters of a test: programs of other versions, each named by its version; where there is none, one that says why."""
    found = [pytest.param(path, id=path_id) for path_id, path in _found(name)]
    return found or [pytest.param(None, id=f"no other {name}", marks=pytest.mark.skip(reason=_why(name)))]


def version_of(program: Path) -> str:
    """The version that the folder of a program is named by."""
    return program.relative_to(FOLDER).parts[0].partition("-")[2]


def _found(name: str) -> Iterator[tuple[str, Path]]:
    for folder in sorted(FOLDER.glob(f"{name}-*")):
        program = next((folder / inside for inside in _PROGRAMS[name] if (folder / inside).exists()), None)
        if program is not None:
            yield folder.name, program


def _why(name: str) -> str:
    """What the script said of it."""
    said = FOLDER / "missing.txt"
    lines = said.read_text(encoding="utf-8").splitlines() if said.exists() else []
    return "; ".join(line for line in lines if line.startswith(name)) or f"another {name}: scripts/other-browsers.sh has not run here"
