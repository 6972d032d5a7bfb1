"""One form looked at cell by cell: what may be entered, what a value looks like in a workbook, whether a cell still holds it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from metadata.documents import CellSpec, Option
from metadata.errors import Problem
from metadata.numbers import format_vi, round_half_away
from metadata.values import DASH, CellValue
from renderers.display import value_text
from runtime.formbooks.found import LABEL, FoundCell
from runtime.formbooks.typed import Proposal, Reading, read
from runtime.submissions.cells import FormCells
from runtime.submissions.filled import Filled, split_key
from runtime.submissions.opened import PROGRAMMED


@dataclass(frozen=True)
class Looking:
    """The cells of a form together with the form as it stands."""

    cells: FormCells
    filled: Filled

    def enterable(self, key: str, spec: CellSpec) -> bool:
        """Whether the unit fills the cell by typing: a carried one only where it has given its reason already."""
        if spec.kind in PROGRAMMED:
            return spec.kind == "carried" and key in self.filled.overrides
        return spec.kind not in ("blocked", "file") and (spec.party or "unit") == "unit"

    def choices(self, spec: CellSpec) -> Sequence[Option]:
        """Choices of a cell: its own, else the members of its dimension."""
        if spec.choices is not None:
            return spec.choices
        dimension = self.cells.template.dimensions.get(spec.dimension or "")
        return [Option(member.id, member.name) for member in dimension.members.values()] if dimension is not None else ()

    def items(self, row: str) -> Sequence[Option]:
        """Members of the catalogue that an open row is taken from; none when captions are free."""
        catalogue = self.cells.catalogue(row)
        return [Option(member.id, member.name) for member in catalogue.members.values()] if catalogue is not None else ()

    def shown(self, key: str, value: CellValue) -> str:
        """A value as a person reads it in this cell."""
        row, _, column = split_key(key)
        if column == LABEL:
            return self.caption(row, value)
        return value_text(value, self.cells.spec(key) or CellSpec(), self.cells.template.dimensions)

    def name(self, key: str, filled: Filled, lang: str) -> str:
        """What a person calls a cell, or the caption of an added row of this form or of the one given."""
        row, instance, column = split_key(key)
        if column != LABEL:
            return self.cells.name(key, filled, lang)
        label = next((one.label for one in filled.instances.get(row, ()) if one.id == instance), "")
        return " · ".join(part for part in (self.cells.caption(row), label) if part)

    def caption(self, row: str, value: CellValue) -> str:
        """The caption of an added row: free text, or the name of a member of its catalogue."""
        chosen = getattr(value, "value", None)
        return next((item.label for item in self.items(row) if item.value == chosen), "") or (value if isinstance(value, str) else str(chosen or ""))

    def holds(self, cell: FoundCell, spec: CellSpec, value: CellValue) -> bool:
        """Whether the cell of the workbook still shows this value."""
        if cell.formula is not None:
            return False
        if value is None or cell.blank:
            return value is None and cell.blank
        if isinstance(value, Decimal) and cell.number is not None:
            return Decimal(cell.number) == value
        text = " ".join(cell.text.split())
        written = {value_text(value, spec, self.cells.template.dimensions)}
        if isinstance(value, Decimal):
            written.add(format_vi(value))
        if value is DASH:
            written |= {"–", "—"}
        return text in {" ".join(each.split()) for each in written} or read(cell, spec, self.choices(spec)).value == value

    def judged(self, cell: FoundCell, spec: CellSpec) -> tuple[Reading, tuple[Problem, ...]]:
        """The value of a cell in which something stands, by the rules of the form; and warnings that go with it."""
        reading = read(cell, spec, self.choices(spec))
        if reading.problem is not None:
            return replace(reading, proposals=tuple(self._tried(cell.key, spec, one) for one in reading.proposals)), ()
        found = self.cells.check(cell.key, reading.value, spec)
        errors = [problem for problem in found if problem.severity == "error"]
        if errors:
            first = errors[0]
            instead = self._instead(reading.value, first.code, spec)
            return Reading(None, Problem(first.code, cell.place, first.args), tuple(self._tried(cell.key, spec, one) for one in instead)), ()
        marks = [Problem(problem.code, cell.place, problem.args, problem.severity) for problem in found]
        if cell.encoding in ("tcvn3", "vni"):
            args = {"original": cell.original[:200], "reading": cell.text[:200]}
            marks = [Problem("workbook.old_font", cell.place, args, "warning")]
        return reading, tuple(marks)

    def _tried(self, key: str, spec: CellSpec, proposal: Proposal) -> Proposal:
        """The proposal, told whether its cell takes it."""
        return replace(proposal, fits=not any(one.severity == "error" for one in self.cells.check(key, proposal.value, spec)))

    def _instead(self, value: CellValue, code: str, spec: CellSpec) -> tuple[Proposal, ...]:
        """What could be taken for a value that its cell does not like: rounded, or as it is and marked in the form."""
        found = []
        if code == "number.scale" and isinstance(value, Decimal):
            found.append(Proposal(round_half_away(value, spec.decimals or 0), "rounded"))
        if code not in ("number.too_long", "cell.x_not_allowed"):
            found.append(Proposal(value, "as_is"))
        return tuple(found)
