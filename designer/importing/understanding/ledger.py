"""What became of every cell: findings, and what is left over. Nothing filled may be in neither."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from designer.importing.proposal import Finding, Left
from designer.importing.understanding.plane import Plane
from runtime.workbooks import Area

_SHOWN = 200
#: Characters that a caption of a form may have.
LABEL = 2_000


class Ledger:
    """Collects findings and leftovers and knows which filled cells are accounted for."""

    def __init__(self, planes: Sequence[Plane]) -> None:
        self.planes = planes
        self.findings: list[Finding] = []
        self.left: list[Left] = []
        self._covered: list[set[tuple[int, int]]] = [set() for _ in planes]

    def found(
        self, role: str, plane: Plane, area: Area, confidence: int, detail: str = "", *, form: str = "", path: Sequence[str] = (), reasons: Sequence[str] = (),
        what: str = "", args: Mapping[str, Any] | None = None,
    ) -> None:  # fmt: skip
        """One thing that was understood: text of the sheet and what it is. A confidence below 100 comes with its reasons."""
        self._cover(plane, area)
        self.findings.append(Finding(role, plane.index, area, max(0, min(confidence, 100)), form, tuple(path), detail[:_SHOWN], tuple(dict.fromkeys(reasons)), what, args or {}))

    def leave(self, plane: Plane, area: Area, text: str, reason: str, **args: Any) -> None:
        """Something that stands in no document, and why."""
        self._cover(plane, area)
        self.left.append(Left(plane.index, area, text[:_SHOWN], reason, args))

    def rename(self, first: int, form: str) -> None:
        """Give findings from ``first`` on the id of their form, which was not known yet."""
        self.findings[first:] = [replace(finding, form=form) for finding in self.findings[first:]]

    def take_back(self, form: str, path: Sequence[str]) -> list[Finding]:
        """Take back what was said of a place of the form's document; whoever does says of the same areas something else."""
        said = [finding for finding in self.findings if (finding.form, finding.path) == (form, tuple(path))]
        self.findings = [finding for finding in self.findings if finding not in said]
        return said

    def is_covered(self, plane: Plane, row: int, column: int) -> bool:
        """Whether the filled cell is accounted for."""
        return plane.anchor(row, column) in self._covered[plane.index]

    def _cover(self, plane: Plane, area: Area) -> None:
        covered = self._covered[plane.index]
        top, left, bottom, right = area
        if bottom - top > len(plane.filled):
            rows = [row for row in plane.filled if top <= row <= bottom]
        else:
            rows = [row for row in range(top, bottom + 1) if row in plane.filled]
        for row in rows:
            covered.update((row, column) for column in plane.filled[row] if left <= column <= right)

    def finish(self) -> None:
        """Leave over whatever nobody has spoken for."""
        for plane in self.planes:
            for row, columns in plane.filled.items():
                for column in columns:
                    if len(plane.cell(row, column).text) > LABEL and self.is_covered(plane, row, column):
                        self.leave(plane, plane.span(row, column), plane.text(row, column), "text_cut", limit=LABEL)
                    if (row, column) not in self._covered[plane.index]:
                        cell = plane.cell(row, column)
                        said = plane.role_at(row, column)
                        hidden = column in plane.sheet.hidden_columns or row in plane.sheet.hidden_rows
                        reason = "ignored" if said and said.role == "ignore" else "no_place_for_role" if said else "hidden" if hidden else "not_understood"
                        self.leave(plane, plane.span(row, column), plane.text(row, column) or cell.formula or cell.number or "", reason)
