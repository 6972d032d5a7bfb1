"""Operations of the designer on a form of 48 columns and 500 rows, without the database.

The baseline is writing the same documents as JSON and reading them back, in turn in the same run: what a draft kept as one file
would cost at every change.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from benchmarks.figure import Figure, in_turn
from benchmarks.made import form_of, regime
from designer.operations import revert, run

ROWS, COLUMNS = 500, 48
BASELINE = "JSON out and in"


def measure(rows: int = ROWS, columns: int = COLUMNS) -> Iterator[Figure]:
    """Milliseconds of each operation and of its undoing."""
    form = form_of(rows, columns)
    documents = {one["id"]: one for one in (regime(), form)}
    (section,) = form["sections"]["order"]
    table = form["sections"]["items"][section]
    acts: dict[str, Callable[[], object]] = {BASELINE: lambda: json.loads(json.dumps(documents, ensure_ascii=False))}
    for name, operations in _operations(form["id"], section, table).items():
        done = run(documents, operations)
        changes = [change for one in done.done for change in one.changes]
        acts[name] = partial(run, documents, operations)
        acts[f"{name}: undo"] = partial(revert, done.documents, changes)
    took = dict(zip(acts, in_turn(list(acts.values())), strict=True))
    for name, seconds in took.items():
        ratio = None if name == BASELINE else seconds / took[BASELINE]
        yield Figure(f"{name}, {rows} × {columns}", seconds * 1000, "ms", ratio, BASELINE)


def _operations(form: str, section: str, table: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    """What a person does to the table, by name."""
    columns, rows = table["columns"]["root"], table["rows"]["root"]
    at = {"doc": form, "section": section, "axis": "columns"}
    label = table["columns"]["nodes"][columns[-1]]["label"]
    path = [form, "sections", "items", section]
    cells = [f"{row}:{column}" for row in rows[:100] for column in columns[-4:]]
    return {
        "renaming a column": [{"op": "set", "path": [*path, "columns", "nodes", columns[-1], "label"], "value": "Khác", "was": label}],
        "moving a column": [{"op": "move_node", **at, "id": columns[-1], "parent": None, "after": columns[1]}],
        "adding a column": [{"op": "insert_node", **at, "id": "cmoi", "parent": None, "after": columns[-1], "node": {"label": "Mới"}}],
        "deleting a row": [{"op": "remove_node", **at, "axis": "rows", "id": rows[-1]}],
        f"locking {len(cells)} cells": [{"op": "set", "path": [*path, "cells", cell, "kind"], "value": "blocked", "was": None} for cell in cells],
    }
