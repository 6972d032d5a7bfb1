"""A form's own workbook: one form of a report, empty or with its figures, to be filled in a spreadsheet and brought back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from metadata.documents import CellSpec, OutlineSection
from metadata.grid import ENTRY_KINDS, Grid
from metadata.values import CellValue
from renderers.build import Filling, build, expanded, markers_of
from renderers.document import Cell, Column, HeaderCell, Note, Report, Table
from renderers.fillable import Naming, Spread, fillable
from renderers.fillable_rules import Entry
from renderers.live import live_formulas
from runtime import clock
from runtime.formbooks.fingerprint import (
    ANSWERS,
    KINDS,
    ColumnMark,
    Fingerprint,
    RowMark,
    TableMark,
    cell_key,
    cell_name,
    column_name,
    layout_digest,
    lines,
    row_name,
    text_digest,
)
from runtime.formbooks.found import LABEL, Facts
from runtime.formbooks.started import row_text
from runtime.printing import facts_of
from runtime.submissions.cells import FormCells
from runtime.submissions.filled import Filled, Instance, split_key
from runtime.submissions.given import is_given
from runtime.submissions.merge import MAX_CAPTION
from runtime.submissions.opened import Opened

#: Blank rows under an open row, as far as its limit allows, to write new rows in.
SPARE: Final = 20
#: Caption of the column for names that the form does not print.
NAMES: Final = "Tên dòng (chọn trong danh mục)"
_SPARE_NOTE: Final = "Dưới mỗi danh sách có tối đa {count} dòng trống để ghi thêm; dòng không dùng thì để trống."
_CAPTION: Final = CellSpec(kind="text", max_length=MAX_CAPTION, guidance="")


def form_book(opened: Opened, form_id: str, *, with_values: bool, who: str = "", copy: str = "") -> bytes:
    """The workbook of a form.

    ``who`` takes it away: ids of spare rows are made for this person and this version of the form. ``copy`` tells it from others.
    Without values its cells for entry are blank; rows that were added stand in it all the same. Raises ``submission.unknown_form``,
    ``renderer.text_too_long``, ``renderer.too_large``.
    """
    return _Book(opened, form_id, with_values, who, copy).bytes()


@dataclass
class _Book:
    opened: Opened
    form_id: str
    with_values: bool
    who: str
    copy: str = ""

    def __post_init__(self) -> None:
        stored = self.opened.filled(self.form_id)
        if not self.with_values:
            stored = Filled({}, stored.instances, {})
        self.cells: FormCells = self.opened.cells(self.form_id)
        self.real = stored
        self.filled = replace(stored, instances={row: (*stored.instances.get(row, ()), *self.spare(row)) for row in self.cells.open_rows})

    def spare(self, row: str) -> Iterator[Instance]:
        """Blank rows to write new ones in."""
        room = max(0, self.cells.open_rows[row].max - len(self.real.instances.get(row, ())))
        for number in range(min(SPARE, room)):
            seed = f"{self.opened.submission.id} {self.form_id} {row} {self.opened.version(self.form_id)} {self.who} {number}"
            yield Instance("s" + hashlib.sha256(seed.encode()).hexdigest()[:11], "")

    def bytes(self) -> bytes:
        report = self.report()
        entries = dict(self.entries(report))
        return fillable(report, entries, Naming(cell_name, row_name, column_name), lambda spreads, own: lines(self.fingerprint(spreads, own, entries)))

    # -- what is drawn

    def report(self) -> Report:
        """The form with its spare rows; formulas of totals name them too."""
        opened, form = self.opened, self.opened.form(self.form_id)
        entered = opened.entered(self.form_id, self.filled)
        ids = self.filled.instance_ids()
        program = opened.program(self.form_id)
        result = program.run(entered, ids, opened.externals(self.form_id, self.filled))
        computed = {key: value for key, value in result.values.items() if key not in self.filled.overrides}
        filling = Filling(
            values={**entered, **computed},
            instances={row: [(one.id, one.label) for one in rows] for row, rows in self.filled.instances.items()},
            facts=facts_of(opened.db, opened.template.regime, opened.submission.unit, opened.period, clock.today(), opened.submission.round),
            formulas=live_formulas(program, result, entered, ids),
            dimensions=opened.template.dimensions,
            audience=opened.audience,
            on=opened.on,
        )
        drawn = build(form, opened.template.layout(self.form_id), filling)
        grids = {grid.section.id: grid for grid in self.cells.grids}
        sections = tuple(self.table(one, grids[one.id]) if isinstance(one, Table) else one for one in drawn.sections)
        notes = (*drawn.notes, Note("", _SPARE_NOTE.format(count=SPARE))) if self.cells.open_rows else drawn.notes
        return replace(drawn, sections=sections, notes=notes)

    def table(self, table: Table, grid: Grid) -> Table:
        """The table with captions of added rows as cells of their own, numbered as if the spare rows were not there."""
        table = self.named(table, grid)
        real = expanded(grid, {row: [one.id for one in rows] for row, rows in self.real.instances.items()})
        markers = {row.key: marker for row, marker in zip(real.rows, markers_of(real), strict=True)}

        def cell(row: str, cell: Cell, stub: str | None) -> Cell:
            if stub == "caption" and "#" in row and row.partition("#")[0] in self.cells.open_rows:
                return replace(cell, key=cell_key(row, LABEL))
            return replace(cell, text=markers.get(row, "")) if stub == "marker" else cell

        stubs = [column.stub for column in table.columns]
        rows = (replace(row, cells=tuple(cell(row.id, one, stub) for one, stub in zip(row.cells, stubs, strict=True))) for row in table.rows)
        return replace(table, rows=tuple(rows))

    def named(self, table: Table, grid: Grid) -> Table:
        """The table with a column for the names of rows that come from a catalogue, where the form itself prints none."""
        taken = [row for row in self.cells.open_rows if row in grid.by_id and self.cells.catalogue(row) is not None]
        if not taken or any(column.stub == "caption" for column in table.columns):
            return table
        labels = {f"{row}#{one.id}": one.label for row in taken for one in self.filled.instances.get(row, ())}
        top = HeaderCell(LABEL, NAMES, rowspan=len(table.header), leaf=True)
        return replace(
            table,
            columns=(*table.columns, Column(LABEL, "", (NAMES,), stub="caption")),
            header=((*table.header[0], top), *table.header[1:]),
            number_row=(*table.number_row, "") if table.number_row else (),
            rows=tuple(replace(row, cells=(*row.cells, Cell("", "stub", text=labels.get(row.id, "")))) for row in table.rows),
        )

    # -- how it is filled

    def entries(self, report: Report) -> Iterator[tuple[str, Entry]]:
        """How each drawn cell is filled; equal ones share one object."""
        known: dict[tuple[object, ...], Entry] = {}
        drawn = [cell for table in report.tables for cell in table.cells()] + [one.cell for texts in report.texts for one in texts.answers]
        guidance = self.guidance()
        for cell in drawn:
            if not cell.key:
                continue
            row, instance, column = split_key(cell.key)
            if column == LABEL:
                made = self.caption(row, instance)
                yield cell.key, known.setdefault((made,), made)
            elif (spec := self.cells.spec(cell.key)) is not None:
                made = self.entry(cell, spec, guidance.get(row, ""), guidance.get(f":{column}", ""))
                # Cells of one kind share their properties; comparing these anew for each cell would take longer than drawing it.
                yield cell.key, known.setdefault((id(spec), made.unlocked, made.guidance, made.choices), made)

    def entry(self, cell: Cell, spec: CellSpec, *around: str) -> Entry:
        entered = (spec.kind in ENTRY_KINDS and spec.kind != "file") or (spec.kind == "carried" and cell.key in self.real.overrides)
        unlocked = entered and (spec.party or "unit") == "unit"
        guidance = spec.guidance or next((text for text in around if text), "")
        return Entry(spec, unlocked, guidance, tuple(dict.fromkeys(caption for _, caption in cell.options)) if unlocked else ())

    def caption(self, row: str, instance: str | None) -> Entry:
        """The caption of an added row: typed, or chosen from the catalogue; that of a row there already stays where it is from one."""
        open_row, catalogue = self.cells.open_rows[row], self.cells.catalogue(row)
        there = instance in {one.id for one in self.real.instances.get(row, ())}
        unlocked = not there or (catalogue is None and not open_row.kept and not is_given(self.cells, row, instance))
        names = tuple(dict.fromkeys(member.name for member in catalogue.members.values())) if catalogue is not None and unlocked else ()
        return Entry(_CAPTION, unlocked, "" if there else "Dòng để ghi thêm: ghi tên dòng ở đây.", names)

    def guidance(self) -> dict[str, str]:
        """Guidance of rows and questions by id, of columns by ``:id``."""
        found = {row.id: row.node.guidance or "" for grid in self.cells.grids for row in grid.rows}
        found |= {f":{leaf.id}": leaf.node.guidance or "" for grid in self.cells.grids for leaf in grid.leaves}
        for section in self.cells.form.sections.values():
            if isinstance(section, OutlineSection):
                found |= {heading.id: heading.guidance or "" for heading, _ in section.headings.walk()}
        return found

    # -- what the hidden sheet says

    def fingerprint(self, spreads: Sequence[Spread], own: Sequence[str], entries: Mapping[str, Entry]) -> Fingerprint:
        """Where everything stands, and of what the workbook is."""
        tables = tuple(replace(mark, was=self.was(mark, entries)) for mark in (_mark(spread, entries) for spread in spreads))
        opened, submission = self.opened, self.opened.submission
        facts = Facts(
            release=submission.release_hash,
            form=self.form_id,
            submission=submission.id,
            unit=submission.unit.code,
            period=submission.period,
            version=opened.version(self.form_id),
            layout=layout_digest(tables),
            filled=self.with_values,
            copy=self.copy,
            kept=True,
        )
        return Fingerprint(facts, tables, tuple(own))

    def was(self, mark: TableMark, entries: Mapping[str, Entry]) -> dict[str, str]:
        """What stands in the open cells of a table, row by row, with the captions of the rows that were added."""
        labels = {f"{row}#{one.id}": one.label for row, rows in self.real.instances.items() for one in rows}

        def stands(key: str) -> CellValue:
            row, _, column = key.partition(":")
            return (labels.get(row) or None) if column == LABEL else self.real.values.get(key) if entries[key].unlocked else None

        found = {}
        for row in mark.rows:
            keys = [cell_key(row.key, column.id) for column in mark.columns]
            values = [stands(key) if key in entries else None for key in keys]
            if row.key in labels or any(value is not None for value in values):
                found[row.key] = row_text(values)
        return found


def _mark(spread: Spread, entries: Mapping[str, Entry]) -> TableMark:
    captions = [(LABEL, spread.captions)] if spread.captions is not None else []
    columns = [*captions, *spread.columns]

    def letter(row: str, column: str) -> str:
        entry = entries.get(cell_key(row, column))
        if entry is None:
            return "."
        found = KINDS.get(LABEL if column == LABEL else entry.spec.kind or "number", KINDS["other"])
        return found.upper() if entry.unlocked else found

    def mark(key: str, at: int, caption: str) -> RowMark:
        typed = cell_key(key, LABEL) in entries
        return RowMark(key, at, "".join(letter(key, column) for column, _ in columns), "" if typed else caption)

    rows = tuple(mark(*row) for row in spread.rows)
    marks = tuple(ColumnMark(column, at) for column, at in columns)
    return TableMark(spread.section or ANSWERS, spread.sheet, marks, rows, frozenset(map(text_digest, spread.printed)))


