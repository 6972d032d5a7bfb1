"""LibreOffice as the oracle of workbooks: told to compute everything anew, whatever values stand beside the formulas."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from python_calamine import CalamineWorkbook

_ALWAYS: Final = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
_PATIENCE: Final = 300


def office() -> str:
    """The name of its program."""
    return "soffice"


def recalculated(workbook: Path, folder: Path) -> dict[str, list[list[Any]]]:
    """Values of all sheets as LibreOffice computes them, from the first row and column on; ``folder`` takes its profile and output."""
    (saved,) = saved_anew([workbook], folder)
    book = CalamineWorkbook.from_path(str(saved))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def saved_anew(workbooks: Sequence[Path], folder: Path) -> list[Path]:
    """Workbooks opened, computed and saved by LibreOffice, in the order given, in one start of the program."""
    out = folder / "out"
    command = [office(), "--headless", "--norestore", f"-env:UserInstallation={profile_in(folder).as_uri()}", "--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, *map(str, workbooks)], check=True, capture_output=True, timeout=_PATIENCE)
    return [out / workbook.name for workbook in workbooks]


def profile_in(folder: Path) -> Path:
    """A profile that computes everything anew when a workbook is opened."""
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_ALWAYS, "utf-8")
    return profile
