"""The made-up figures of the demo: letters left in hand by one period are those that the next one begins with, and all printed checks hold."""

from __future__ import annotations

import pytest

from designer.demo.figures import complaint_report
from designer.demo.templates import example_documents
from metadata.formula.program import build, filling
from metadata.template import Template
from metadata.values import CellValue, decode

CARRIED = {"f_02xld": (2, 3), "f_03xld": (2, 3, 4), "f_04xld": (2, 3, 4)}
HANDLED = {"f_02xld": 6, "f_03xld": 8, "f_04xld": 8}


def figure(cells: dict[str, str], column: int) -> int:
    return int(cells[f"r1:c{column}"])


@pytest.mark.parametrize("size", [12, 30])
def test_a_period_begins_with_what_the_one_before_left(size: int) -> None:
    left: dict[str, int] = {}
    for period in ("2026-Q1", "2026-Q2", "2026-Q3"):
        before = left
        cells, left = complaint_report(f"u1 {period}", size, before)
        for form, columns in CARRIED.items():
            carried = sum(figure(cells[form], column) for column in columns)
            assert carried == before.get(form, carried)
            assert left[form] == figure(cells[form], 1) - figure(cells[form], HANDLED[form])
            # No more letters of the period before are handled than were carried over.
            assert figure(cells[form], HANDLED[form] + 1) <= carried
        for column in (2, 3):
            assert figure(cells["f_01xld"], column) == sum(figure(cells[form], column) for form in CARRIED)


def test_every_printed_check_holds() -> None:
    template = Template(example_documents("thanh_tra_2021"))
    before: dict[str, int] = {}
    for number in range(12):
        cells, before = complaint_report(f"u{number} 2026-Q3", 12, before)
        for form, figures in cells.items():
            program = build(template, form, lenient=True)
            values, instances, _ = filling(program, figures, form)
            outside = {one.key: _elsewhere(cells, one.key) for one in program.externals}
            result = program.run(values, instances, outside)
            assert [failure.rule for failure in result.failures if failure.severity == "error"] == [], (form, number)


def _elsewhere(cells: dict[str, dict[str, str]], key: str) -> CellValue:
    """A cell of another form of the same report; nothing of other periods."""
    period, form, cell = key.split("|")
    return decode(cells[form].get(cell)) if period == "same" else None
