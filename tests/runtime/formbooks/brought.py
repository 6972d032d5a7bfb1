"""A form with every kind of cell, and workbooks of it as they come back, without a file between."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from metadata.values import CellValue
from renderers.display import value_text
from runtime.formbooks.found import LABEL, Facts, Found, FoundCell
from runtime.formbooks.judging import judge
from runtime.formbooks.preview import Preview
from runtime.store.models import Submission
from runtime.submissions.opened import Opened
from runtime.workbooks.model import place
from tests.runtime.world import World, regime_document

YES_NO = [{"value": "co", "label": "Có"}, {"value": "khong", "label": "Không"}, {"value": "dang", "label": "Đang làm"}]
FORM: dict[str, Any] = {
    "spec": "form/1",
    "id": "f_1",
    "code": "01/T",
    "title": "BIỂU THỬ",
    "sections": {
        "order": ["s1", "s2"],
        "items": {
            "s1": {
                "kind": "grid",
                "columns": {
                    "root": ["cA", "c1", "c2", "c3", "c4", "c5", "c6", "c7"],
                    "nodes": {
                        "cA": {"label": "Chỉ tiêu", "number": "A", "stub": "caption"},
                        "c1": {"label": "Tổng", "code": "c1", "number": "1", "cell": {"kind": "computed", "formula": "c2 + c3"}},
                        "c2": {"label": "Một", "code": "c2", "number": "2"},
                        "c3": {"label": "Tiền", "code": "c3", "number": "3", "cell": {"decimals": 2, "min": "0", "max": "1000000000"}},
                        "c4": {"label": "Ngày", "code": "c4", "number": "4", "cell": {"kind": "date"}},
                        "c5": {"label": "Đã xong", "code": "c5", "number": "5", "cell": {"kind": "choice", "choices": YES_NO}},
                        "c6": {"label": "Mục tiêu", "code": "c6", "number": "6", "cell": {"kind": "target"}},
                        "c7": {"label": "Ghi chú", "code": "c7", "number": "7", "cell": {"kind": "text", "max_length": 20}},
                    },
                },
                "rows": {
                    "root": ["r1", "r2", "r3", "r4"],
                    "nodes": {
                        "r1": {"label": "Dòng một", "kind": "data", "code": "r1"},
                        "r2": {"label": "Lĩnh vực", "kind": "open", "open": {"min": 0, "max": 3}},
                        "r3": {"label": "Dòng ba", "kind": "data", "code": "r3", "cell": {"dash": False}},
                        "r4": {"label": "Của cơ quan chủ trì", "kind": "data", "cell": {"party": "lead"}},
                    },
                },
                "cells": {"r3:c7": {"kind": "blocked"}},
            },
            "s2": {
                "kind": "fields",
                "fields": {"order": ["q1"], "items": {"q1": {"label": "Thuyết minh", "cell": {"kind": "text"}}}},
            },
        },
    },
}
DOCUMENTS = [FORM, regime_document(["f_1"])]
COLUMNS = ("@label", "c1", "c2", "c3", "c4", "c5", "c6", "c7")


class Back:
    """A workbook of unit ``a`` taken away now; ``cells`` are then changed as a clerk would."""

    def __init__(self, world: World, *, filled: bool = True, spare: int = 2) -> None:
        self.world, self.report = world, world.submission("a")
        with world.db() as db:
            opened = Opened(db, db.get(Submission, self.report))
            self.facts = Facts(opened.submission.release_hash, "f_1", self.report, "a", "2026-Q3", opened.version("f_1"), filled=filled)
            self.cells = {cell.key: cell for cell in _written(opened, filled, spare)}
        self.missing: list[str] = []
        self.moved: tuple[str, ...] = ()

    def put(self, key: str, text: str = "", **more: Any) -> Back:
        """What the clerk typed into a cell; ``number`` for a number cell."""
        cell = self.cells[key]
        self.cells[key] = replace(cell, **{"text": more.get("number") or text, "number": None, "formula": None, **more})
        return self

    def delete(self, *rows: str) -> Back:
        """Rows deleted from the sheet."""
        gone = [key for key in self.cells if key.split(":")[0] in rows]
        self.missing += gone
        for key in gone:
            del self.cells[key]
        return self

    def found(self) -> Found:
        """As the reader gives it."""
        return Found(self.facts, self.cells, self.moved, tuple(self.missing))

    def judged(self) -> Preview:
        """The preview."""
        with self.world.db() as db:
            return judge(Opened(db, db.get(Submission, self.report)), "f_1", self.found())

    def refused(self, key: str) -> tuple[str, list[tuple[str, CellValue]]]:
        """Code and proposals of the one refusal of a cell."""
        (one,) = [each for each in self.judged().refusals if each.key == key]
        assert one.problem.place.startswith("Biểu!")
        return one.problem.code, [(each.how, each.value) for each in one.proposals]

    def changes(self) -> dict[str, CellValue]:
        """New values by key."""
        return {one.key: one.to for one in self.judged().changes}


def _written(opened: Opened, filled: bool, spare: int) -> Any:
    cells, form = opened.cells("f_1"), opened.filled("f_1")
    rows = ["r1", *(f"r2#{one.id}" for one in form.instances.get("r2", ()) if filled), *(f"r2#spare{n}" for n in range(spare)), "r3", "r4"]
    labels = {f"r2#{one.id}": one.label for one in form.instances.get("r2", ())}
    for at, row in enumerate(rows):
        for column, code in enumerate(COLUMNS):
            key = f"{row}:{code}"
            where = place("Biểu", at + 5, column)
            if code == LABEL:
                if "#" in row:
                    yield FoundCell(key, LABEL, where, where, labels.get(row, ""))
                continue
            spec = cells.spec(key)
            assert spec is not None
            value = form.values.get(key) if filled else None
            formula = f"=B{at}+C{at}" if spec.kind == "computed" else None
            number = format(value, "f") if hasattr(value, "as_tuple") and formula is None else None
            yield FoundCell(key, spec.kind or "number", where, where, number or ("" if formula else value_text(value, spec)), number, formula)
    yield FoundCell("q1", "text", "Biểu!B20", "Biểu!B20", str(form.values.get("q1") or "") if filled else "")
