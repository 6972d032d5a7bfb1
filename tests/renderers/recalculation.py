"""A report as a workbook, computed anew by LibreOffice, beside the values that it was drawn with."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from renderers.document import Answers, Cell, Report, Table
from renderers.xlsx import RENDERER
from renderers.xlsx_sheet import place
from tests.office import office, recalculated


def with_wrong_caches(report: Report) -> Report:
    """The same formulas with a nonsense value cached beside each, so that only computing gives the right ones."""

    def wrong(cell: Cell) -> Cell:
        return replace(cell, state="number", value=Decimal(424_242)) if cell.formula else cell

    def of(section: Table | Answers) -> Table | Answers:
        if isinstance(section, Table):
            return replace(section, rows=tuple(replace(row, cells=tuple(map(wrong, row.cells))) for row in section.rows))
        return replace(section, answers=tuple(replace(answer, cell=wrong(answer.cell)) for answer in section.answers))

    return replace(report, sections=tuple(of(section) for section in report.sections))


def computed_anew(report: Report, folder: Path) -> dict[str, list[list[Any]]]:
    """The sheets of its workbook by name."""
    if shutil.which(office()) is None:
        pytest.skip("LibreOffice is missing")
    path = folder / "report.xlsx"
    path.write_bytes(RENDERER.render(with_wrong_caches(report)))
    return recalculated(path, folder)


def differences(report: Report, folder: Path) -> list[tuple[str, str, Any]]:
    """Cells with a formula whose value LibreOffice computes otherwise: key, our text, its value."""
    return differences_from(report, computed_anew(report, folder))


def differences_from(report: Report, sheets: dict[str, list[list[Any]]]) -> list[tuple[str, str, Any]]:
    """The same of sheets that were read before."""
    return [(cell.key, cell.text, got) for cell, got in _beside(report, list(sheets.values())) if not _same(cell.value, got)]


def _beside(report: Report, sheets: list[list[list[Any]]]) -> Iterator[tuple[Cell, Any]]:
    for table, rows in zip(report.tables, sheets, strict=False):
        top = place("", report, table).body
        for offset, row in enumerate(table.rows):
            yield from ((cell, rows[top + offset][at]) for at, cell in enumerate(row.cells) if cell.formula)
    if report.texts:
        yield from _answers(report.texts, sheets[len(report.tables)])


def _answers(sections: tuple[Answers, ...], rows: list[list[Any]]) -> Iterator[tuple[Cell, Any]]:
    by_label = {row[0]: row[1] for row in rows if len(row) > 1}
    for section in sections:
        yield from ((answer.cell, by_label[answer.label]) for answer in section.answers if answer.cell.formula)


def _same(value: Decimal | None, got: Any) -> bool:
    if value is None:
        return bool(got == "")
    return isinstance(got, float) and abs(Decimal(repr(got)) - value) <= Decimal("0.0000001") * max(1, abs(value).scaleb(-7))
