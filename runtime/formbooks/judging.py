"""What bringing a form's own workbook back would change, cell by cell, and what is refused; nothing is stored here.

A workbook is compared with the form as it stood when the workbook was taken away: a cell that the clerk left alone changes nothing,
whatever others entered meanwhile. A cell that changed on both sides is refused with both values. What the same person brought by the
same copy before is no other side, where the file surely goes on from it; where it may be another's file, it is asked (:mod:`runtime.formbooks.uploads`).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from metadata.documents import CellSpec
from metadata.errors import Problem
from metadata.rich import RichText
from metadata.values import NA, CellValue
from runtime.formbooks.belonging import number_of, way_from
from runtime.formbooks.earlier import started
from runtime.formbooks.found import LABEL, Found, FoundCell
from runtime.formbooks.looking import Looking
from runtime.formbooks.older import judge_older
from runtime.formbooks.preview import Change, Preview, Refusal
from runtime.formbooks.rows import Rows, judge_rows, owner_of
from runtime.formbooks.typed import Proposal
from runtime.formbooks.uploads import Lineage, lineage_of
from runtime.submissions.filled import Filled, split_key
from runtime.submissions.opened import Opened


def judge(opened: Opened, form_id: str, found: Found, who: str = "") -> Preview:
    """The preview of a workbook for one form of a report. ``who`` brings it.

    Raises ``workbook.other_unit``, ``workbook.other_period``, ``workbook.other_report``, ``workbook.other_form``,
    ``workbook.other_release`` for a workbook that cannot be this form's.
    """
    opened.form(form_id)
    way = way_from(opened, form_id, found.facts)
    filled, version = opened.filled(form_id), opened.version(form_id)
    if way:
        older, old, rows = judge_older(opened, form_id, found, way, number_of(opened, found.facts))
        return replace(older, remarks=remarks(old, found, rows))
    base, looking = started(opened, form_id, found), Looking(opened.cells(form_id), filled)
    lineage = lineage_of(opened, looking, base, found, who)
    work = _Work(looking, base, found, found.facts.version == version, lineage)
    return replace(work.preview(form_id, version), brought=lineage.brought)


@dataclass
class _Work:
    looking: Looking
    base: Filled
    found: Found
    #: Nothing was saved since the workbook was made, so what was computed then is what is computed now.
    fresh: bool
    lineage: Lineage
    changes: list[Change] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    locked: list[Refusal] = field(default_factory=list)
    unchanged: int = 0

    def preview(self, form_id: str, version: int) -> Preview:
        written = self.base if self.found.facts.filled else replace(self.base, values={})
        rows = judge_rows(self.looking, written, self.found)
        for key, cell in self.found.cells.items():
            spec = self.looking.cells.spec(key)
            if spec is None or split_key(key)[2] == LABEL or owner_of(self.looking.cells, key) in rows.left_out:
                continue
            if self.looking.enterable(key, spec):
                self.entry(key, cell, spec)
            else:
                self.lock(key, cell, spec)
        return Preview(
            form=form_id,
            version=version,
            filled=self.looking.filled,
            changes=(*rows.changes, *self.changes),
            refusals=(*rows.refusals, *self.refusals),
            added=tuple(rows.added),
            absent=tuple(rows.absent),
            locked=(*rows.locked, *self.locked),
            remarks=(*stale(self.found, version), *remarks(self.looking, self.found, rows)),
            unchanged=self.unchanged,
        )

    def entry(self, key: str, cell: FoundCell, spec: CellSpec) -> None:
        """A cell that the unit fills."""
        now = self.looking.filled.values.get(key)
        written = self.base.values.get(key) if self.found.facts.filled else None
        if self.looking.holds(cell, spec, now):
            self.unchanged += 1
        elif self.looking.holds(cell, spec, written):
            self.untouched(cell, written, now)
        elif any(self.looking.holds(cell, spec, one) for one in self.lineage.stood.get(key, ())):
            # It brought this before, and somebody put something else in its place since.
            self.unchanged += 1
        elif cell.merged and cell.blank:
            self.refusals.append(Refusal(key, Problem("workbook.merged", cell.place), now))
        else:
            self.changed(key, cell, spec, now)

    def untouched(self, cell: FoundCell, written: CellValue, now: CellValue) -> None:
        """A cell as it was taken away: left alone, unless this very file held something else meanwhile."""
        if cell.key in self.lineage.mine and self.lineage.sure:
            problem = Problem("workbook.reverted", cell.place, {"now": self.looking.shown(cell.key, now) or "–"})
            self.refusals.append(Refusal(cell.key, problem, now, (Proposal(written, "file"),), cell.typed))
        else:
            self.unchanged += 1

    def changed(self, key: str, cell: FoundCell, spec: CellSpec, now: CellValue) -> None:
        """A cell that holds something else than what it started from."""
        value: CellValue = None
        marks: tuple[Problem, ...] = ()
        if not cell.blank:
            reading, marks = self.looking.judged(cell, spec)
            if reading.problem is not None:
                self.refusals.append(Refusal(key, reading.problem, now, reading.proposals, cell.typed))
                return
            value = reading.value
        if isinstance(now, RichText):
            marks = (*marks, Problem("workbook.formatting", cell.place, {}, "warning"))
        refused = self.doubt(cell, now)
        if refused is not None:
            self.refusals.append(Refusal(key, refused, now, (Proposal(value, "file"),), cell.typed))
        else:
            self.changes.append(Change(key, cell.place, now, value, marks))

    def doubt(self, cell: FoundCell, now: CellValue) -> Problem | None:
        """Why a good value is not taken without a person saying so."""
        if self.base.values.get(cell.key) != now and not (cell.key in self.lineage.mine and self.lineage.sure):
            code = "workbook.again" if cell.key in self.lineage.mine else "workbook.clash"
            return Problem(code, cell.place, {"now": self.looking.shown(cell.key, now) or "–"})
        if cell.captioned:
            return Problem("workbook.row_caption", cell.place, {"text": cell.captioned[:80]})
        if cell.merged:
            return Problem("workbook.merged", cell.place)
        return Problem("file.hidden_content", cell.place) if cell.hidden else None

    def lock(self, key: str, cell: FoundCell, spec: CellSpec) -> None:
        """A cell that nobody fills: what was changed there is skipped, counted and listed."""
        now = NA if spec.kind == "blocked" else self.looking.filled.values.get(key)
        written = cell.formula is not None and spec.kind == "computed"
        empty = cell.blank and (now in (None, NA) or not self.found.facts.filled)
        if written or empty or not self.fresh or self.looking.holds(cell, spec, now):
            return
        code = "workbook.carried" if spec.kind == "carried" and spec.override else "workbook.locked"
        self.locked.append(Refusal(key, Problem(code, cell.place, {}, "info"), now, typed=cell.typed))


def stale(found: Found, version: int) -> tuple[Problem, ...]:
    """That the workbook knows a version of the form which the store does not."""
    if found.facts.version <= version:
        return ()
    return (Problem("workbook.stale", "", {"version": found.facts.version, "now": version}, "warning"),)


def remarks(looking: Looking, found: Found, rows: Rows) -> tuple[Problem, ...]:
    """What there is to say of the workbook as a whole: cells that moved, that are gone, what stands outside of all cells."""
    said = []
    if found.resorted:
        said.append(Problem("workbook.resorted", "", {"rows": found.resorted}, "info"))
    if found.moved:
        said.append(Problem("workbook.layout", "", {"moved": len(found.moved)}, "info"))
    for key in found.missing:
        spec = looking.cells.spec(key)
        if spec is not None and looking.enterable(key, spec) and owner_of(looking.cells, key) not in rows.left_out:
            said.append(Problem("workbook.missing", looking.cells.name(key, looking.filled), {}, "warning"))
    said += [Problem("workbook.foreign", one.place, {"text": (one.formula or one.text or one.number or "")[:80]}, "warning") for one in found.foreign]
    return tuple(said)
