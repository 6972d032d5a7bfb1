"""The sheet of texts and answers: fields, outline, files, one under the other, captions left and answers right."""

from __future__ import annotations

from typing import Final

from renderers.document import Answers, Cell, Report
from renderers.xlsx_head import head_rows
from renderers.xlsx_sheet import FormulaText, Pen, notes, page_setup, write_head
from renderers.xlsx_styles import lines_in

WIDTHS: Final = (46.0, 60.0)
ANSWER_COLUMN: Final = 1


def _first_text_row(report: Report) -> int:
    return len(head_rows(report, WIDTHS)) + 1


def text_places(report: Report) -> list[tuple[int, Cell]]:
    """Row of every answer, and the answer."""
    places = []
    row = _first_text_row(report)
    for section in report.texts:
        row += 1 if section.title else 0
        for answer in section.answers:
            if answer.cell.key:
                places.append((row, answer.cell))
            row += 1
        row += 1
    return places


def write_texts(pen: Pen, report: Report, formula_of: FormulaText) -> None:
    """Write the sheet; without any table the notes and signers stand on it too."""
    for column, size in enumerate(WIDTHS):
        pen.sheet.set_column(column, column, size)
    write_head(pen, head_rows(report, WIDTHS), WIDTHS)
    row = _first_text_row(report)
    for section in report.texts:
        row = _write_answers(pen, section, row, formula_of)
    last = notes(pen, report, WIDTHS, row) if not report.tables else row
    page_setup(pen.sheet, report, (max(last, row), 1))


def _write_answers(pen: Pen, section: Answers, row: int, formula_of: FormulaText) -> int:
    styles = pen.styles
    if section.title:
        pen.merged(row, 0, row, 1, section.title, styles.of(bold=True, align="left"))
        row += 1
    for answer in section.answers:
        label_style = styles.of(
            align="left", valign="top", text_wrap=True, border=1, indent=max(answer.depth - 1, 0),
            bold=answer.kind == "heading",
        )  # fmt: skip
        if answer.kind == "heading":
            pen.merged(row, 0, row, 1, answer.label, label_style)
            row += 1
            continue
        pen.text(row, 0, answer.label, label_style)
        number = answer.cell.state in ("number", "blank") and answer.cell.number_format.startswith("#")
        style = styles.of(
            align="right" if number else "left", valign="top", text_wrap=True, border=1,
            num_format="@" if answer.cell.number_format == "General" else answer.cell.number_format,
        )  # fmt: skip
        pen.cell(row, 1, answer.cell, style, formula_of(answer.cell))
        lines = max(lines_in(answer.label, WIDTHS[0]), lines_in(answer.cell.text, WIDTHS[1]))
        pen.height(row, lines)
        row += 1
    return row + 1
