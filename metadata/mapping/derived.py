"""Formulas of a mapping, run over the old form by the programs that compute any form.

The old form is copied with every computed cell as the plain number that was stored, and each formula of the mapping is added to the
copy: under a column as a computed column, under a row as a computed row, for a single cell or an answer as a computed question. So
blanks, rounding and errors are those of the formula language.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any, Final

from metadata.documents import FormMapping, Source
from metadata.errors import KhuonError, Problem
from metadata.formula.program import Program, build
from metadata.grid import cell_key
from metadata.mapping.places import Places
from metadata.template import Template
from metadata.values import CellValue

SECTION: Final = "zm_answers"


class Formulas:
    """The formulas of one mapping. ``problems`` name the entry (key of the new form) and what is wrong with it."""

    def __init__(self, old: Template, places: Places, new: Places, mapping: FormMapping) -> None:
        self._places, self._new = places, new
        self._entries = {key: item for key, item in mapping.entries.items() if item.how == "derived"}
        self._ids = {key: f"zm_{at}" for at, key in enumerate(self._entries)}
        self.problems: list[tuple[str, Problem]] = []
        self._program = self._built(old) if self._entries else None

    @property
    def exist(self) -> bool:
        """Whether there is something to compute."""
        return bool(self._entries)

    def cell_of(self, entry: str, along: str) -> str:
        """Key in the results of :meth:`run`: of an entry of a column along an old row, of a row along an old column, else alone."""
        made, axis = self._ids[entry], self._axis(entry)
        return f"{along}:{made}" if axis == "column" else f"{made}:{along}" if axis == "row" else made

    def run(self, values: Mapping[str, CellValue], instances: Mapping[str, Sequence[str]]) -> Mapping[str, CellValue]:
        """Results by the keys of :meth:`cell_of`."""
        return self._program.run(values, instances).values if self._program is not None else {}

    def _axis(self, entry: str) -> str:
        place = self._new.by_key.get(entry)
        return place.axis if place is not None and ":" not in entry else "answer"

    def _section(self, source: Source) -> str | None:
        for key in source.places:
            for part in key.split(":"):
                if part in self._places.by_key and self._places.by_key[part].section in self._places.grids:
                    return self._places.by_key[part].section
        return next(iter(self._places.grids), None)

    def _built(self, old: Template) -> Program:
        document: dict[str, Any] = copy.deepcopy(dict(old.documents[self._places.form.id]))
        sections = document["sections"]["items"]
        self._plain(sections)
        for key, source in self._entries.items():
            self._add(document["sections"], key, source)
        regime = next(dict(doc) for doc in old.documents.values() if doc["spec"] == "regime/1")
        regime["forms"] = [document["id"]]
        dimensions = {key: doc for key, doc in old.documents.items() if doc["spec"] == "dimension/1"}
        template = Template({regime["id"]: regime, document["id"]: document, **dimensions})
        program = build(template, document["id"], lenient=True).without_checks()
        for problem in program.problems:
            entry = next((key for key, made in self._ids.items() if made in problem.place.replace(":", "/").split("/")), None)
            if entry is not None and problem.severity == "error":
                self._note(entry, problem)
        for formula in program.formulas:
            if any("|" in leaf.key for leaf in formula.reads):
                entry = next(key for key, made in self._ids.items() if made in formula.key.split(":"))
                self._note(entry, Problem("formula.reference_out_of_scope", formula.key, {"name": next(leaf.key for leaf in formula.reads if "|" in leaf.key)}))
        return program

    def _note(self, entry: str, problem: Problem) -> None:
        if entry not in {key for key, _ in self.problems}:
            self.problems.append((entry, problem))

    def _plain(self, sections: Mapping[str, Any]) -> None:
        for section, grid in self._places.grids.items():
            own = sections[section].setdefault("cells", {})
            for row in (row for row in grid.rows if row.has_cells):
                for leaf in grid.data_leaves:
                    if grid.spec(row.id, leaf.id).kind in ("computed", "carried"):
                        key = cell_key(row.id, leaf.id)
                        own[key] = {**own.get(key, {}), "kind": "number"}
        for section in sections.values():
            for field in section.get("fields", {}).get("items", {}).values():
                if field.get("cell", {}).get("kind") in ("computed", "carried"):
                    field["cell"] = {**field["cell"], "kind": "number"}

    def _add(self, sections: dict[str, Any], key: str, source: Source) -> None:
        made, axis = self._ids[key], self._axis(key)
        spec = self._new.cells.get(key) or next((s for cell, s in self._new.cells.items() if key in cell.split(":")), None)
        cell = {"kind": "computed", "formula": source.expr or "0", "decimals": (spec.decimals if spec else 0) or 0}
        section = self._section(source)
        if axis == "answer" or section is None:
            items = sections["items"].setdefault(SECTION, {"kind": "fields", "title": "", "fields": {"order": [], "items": {}}})
            if SECTION not in sections["order"]:
                sections["order"].append(SECTION)
            items["fields"]["order"].append(made)
            items["fields"]["items"][made] = {"label": made, "code": made, "cell": cell}
        elif axis == "column":
            tree = sections["items"][section]["columns"]
            tree["root"].append(made)
            tree["nodes"][made] = {"label": made, "code": made, "cell": cell}
        else:
            tree = sections["items"][section]["rows"]
            tree["root"].append(made)
            tree["nodes"][made] = {"label": made, "code": made, "kind": "data"}
            own = sections["items"][section].setdefault("cells", {})
            for leaf in self._places.grids[section].data_leaves:
                own[f"{made}:{leaf.id}"] = cell


def formula_problems(old: Template, places: Places, new: Places, mapping: FormMapping) -> list[tuple[str, Problem]]:
    """What is wrong with the formulas of a mapping: (entry, problem)."""
    try:
        return Formulas(old, places, new, mapping).problems
    except KhuonError as error:
        entry = next((key for key, item in mapping.entries.items() if item.how == "derived"), "")
        return [(entry, problem) for problem in error.problems]
