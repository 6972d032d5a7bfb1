"""Annexes read: how much of header, rows, cell kinds and formulas comes out right in each layout, and how long a long sheet takes."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from statistics import mean

from benchmarks.figure import Figure, seconds
from designer.importing.understanding import understand
from runtime.workbooks import read_book
from tests.corpus.notation import Column, Noted, Row, forms
from tests.corpus.opened import opened
from tests.corpus.shapes import Score, expected, found, score
from tests.corpus.typed.case import marks, read
from tests.corpus.typed.every import CASES
from tests.corpus.writing import LAYOUTS, Layout, workbook

LONG = 2_000


def scored(form: Noted, layout: Layout) -> Score:
    """One form drawn in one layout, read back."""
    proposal = understand(opened(workbook(("Biểu", [(form, layout)]))))
    wanted = expected(without_numbers(form) if layout.numbers == "none" else form)
    if layout.code_first:
        wanted.leaves = sorted(wanted.leaves, key=lambda leaf: leaf[3] != "code")
    if not proposal.forms:
        return Score(0, 0, 0, 0)
    return score(wanted, found(proposal.documents[proposal.forms[0]]))


def without_numbers(form: Noted) -> Noted:
    """The form as it prints without its number line: columns count from 1, relations are gone."""
    codes = dict(zip(form.codes(), (f"c{index}" for index in range(1, len(form.data) + 1)), strict=True))

    def bare(column: Column) -> Column:
        formula = " ".join(codes.get(word, word) for word in column.formula.split())
        return Column(column.label, "", "", column.stub, column.kind, column.unit, formula, [bare(child) for child in column.children])

    return Noted(form.code, form.title, [bare(column) for column in form.columns], form.rows, form.basis, form.unit, form.rows_as)


def table() -> dict[tuple[str, str], Score]:
    """Score of every form in every layout."""
    return {(key, name): scored(form, layout) for key, form in forms().items() for name, layout in LAYOUTS.items()}


def long_sheet(rows: int = LONG) -> bytes:
    """A score sheet with that many rows, four levels deep."""
    form = forms()["others:CCHC-01"]
    body = [Row(f"Tiêu chí {n}", f"{n % 97 + 1}" if n % 10 else "-", depth=0) for n in range(rows)]
    return workbook(("Dài", [(Noted(form.code, form.title, form.columns, body, form.basis, form.unit), LAYOUTS["filled with samples"])]))


def measure() -> Iterator[Figure]:
    """One figure for each form (mean over layouts), one for each layout, and the time of a long sheet."""
    scores = table()
    for axis, names in ((1, list(LAYOUTS)), (0, list(forms()))):
        for name in names:
            own = [s for key, s in scores.items() if key[axis] == name]
            parts = [100 * mean(getattr(s, part) for s in own) for part in ("header", "rows", "kinds", "formulas")]
            note = "header {:.1f}  rows {:.1f}  kinds {:.1f}  formulas {:.1f}".format(*parts)
            yield Figure(name, mean(parts), "% right", note=note)
    for name, case in CASES.items():
        shares = [100 * part for part in marks(case, read(case)[1]).parts()]
        note = "header {:.0f}  rows {:.0f}  kinds {:.0f}  formulas {:.0f}  around {:.0f}".format(*shares)
        yield Figure(f"typed: {name}", mean(shares), "% right", note=note)
    data = long_sheet()
    yield Figure(f"reading a sheet of {LONG:,} rows", seconds(lambda: read_book(data, "dai.xlsx"), runs=3), "s")
    book = opened(data)
    yield Figure(f"understanding a sheet of {LONG:,} rows", seconds(lambda: understand(book), runs=3), "s")


def print_all() -> None:
    """The whole table, form by layout."""
    for (form, layout), s in table().items():
        sys.stdout.write(f"{form:<40} {layout:<26} {100 * s.header:6.1f} {100 * s.rows:6.1f} {100 * s.kinds:6.1f} {100 * s.formulas:6.1f}\n")
