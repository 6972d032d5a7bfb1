"""JSON: a report as data, and JSON that may stand inside a page.

The bytes are canonical (sorted keys, no blanks, UTF-8, numbers as decimal text), so equal reports have equal
bytes. Values keep their wire form: a blank cell is absent, "-" is ``{"s": "-"}``, X is ``{"s": "x"}``.
"""

from __future__ import annotations

import json
from typing import Any, Final

from metadata.canonical import canonical
from renderers.document import Answers, Report, Row, Signer, Table

_UNSAFE_IN_PAGES: Final = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def island_json(value: Any) -> str:
    """JSON text that may stand inside ``<script type="application/json">``.

    ``<``, ``>``, ``&`` and the two line separators are written as escapes, so the text can neither close its
    element nor open another; it still parses to the same value. Raises ValueError for NaN and infinities.
    """
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":")).translate(_UNSAFE_IN_PAGES)


def report_data(report: Report) -> dict[str, Any]:
    """The report as plain data: facts, title block, sections with columns, rows and values."""
    block = report.block
    return {
        "spec": "report/1",
        "form": report.form,
        "code": report.code,
        "title": report.title,
        "facts": dict(report.facts),
        "block": {
            "left": list(block.left),
            "right": list(block.right),
            "heading": list(block.heading),
            "sub": list(block.sub),
        },
        "unit_line": report.unit_line,
        "sections": [_table(s) if isinstance(s, Table) else _answers(s) for s in report.sections],
        "notes": [{"mark": note.mark, "text": note.text} for note in report.notes],
        "signers": [_signer(signer) for signer in report.signers],
    }


def _signer(signer: Signer) -> dict[str, str]:
    """Who signed stands only where somebody did."""
    said = {"name": signer.name, "signed": signer.signed}
    return {"title": signer.title, "note": signer.note, **{key: text for key, text in said.items() if text}}


def _table(table: Table) -> dict[str, Any]:
    data = [index for index, column in enumerate(table.columns) if column.stub is None]
    stubs = [index for index, column in enumerate(table.columns) if column.stub is not None]
    return {
        "id": table.id,
        "kind": "table",
        "title": table.title,
        "columns": [
            {
                "id": column.id,
                "code": column.code,
                "path": list(column.path),
                "stub": column.stub,
                "number": column.number,
                "unit": column.unit,
            }
            for column in table.columns
        ],
        "rows": [
            {
                "id": row.id,
                "kind": row.kind,
                "depth": row.depth,
                "stubs": {table.columns[i].id: row.cells[i].text for i in stubs},
                "cells": {table.columns[i].id: row.cells[i].encoded for i in data if row.cells[i].encoded is not None},
                "blocked": [table.columns[i].id for i in data if row.cells[i].state == "blocked"],
            }
            | _marks(table, row, data)
            for row in table.rows
        ],
    }


def _marks(table: Table, row: Row, data: list[int]) -> dict[str, Any]:
    """Marks of notes by column, where the row has any."""
    found = {table.columns[i].id: list(row.cells[i].marks) for i in data if row.cells[i].marks}
    return {"marks": found} if found else {}


def _answers(section: Answers) -> dict[str, Any]:
    return {
        "id": section.id,
        "kind": section.kind,
        "title": section.title,
        "answers": [
            {"id": answer.id, "kind": answer.kind, "label": answer.label, "depth": answer.depth}
            | ({} if answer.cell.encoded is None else {"value": answer.cell.encoded})
            for answer in section.answers
        ],
    }


class JsonRenderer:
    """Canonical JSON of a report."""

    name = "json"
    media_type = "application/json"
    suffix = ".json"

    def render(self, report: Report) -> bytes:
        """Canonical bytes of :func:`report_data`."""
        return canonical(report_data(report))


RENDERER = JsonRenderer()
