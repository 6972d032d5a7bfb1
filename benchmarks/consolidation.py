"""Consolidating from the store: vectors per submission against one row per cell, both in the same SQLite file.

Ours is the whole of it: reading the accepted submissions and their vectors, adding them by the tree of units,
computing and checking the report, and writing its document. The other side is one GROUP BY over the cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import numpy as np
from sqlalchemy import insert, select, text, update

from benchmarks.figure import Figure, in_turn
from benchmarks.made import FROM, PERIOD, form_of, person, regime, sqlite_url, store_of
from metadata.values import CellValue
from runtime.consolidation.work import Consolidation, made
from runtime.store.models import Collection, Regime, Submission, SubmissionForm
from runtime.submissions.cells import FormCells
from runtime.submissions.collections import open_collection
from runtime.submissions.filled import Filled
from runtime.vectors import NUMBER

SIZES = ((300, 20, 20), (3_300, 25, 20))


def consolidated(work: Consolidation) -> dict[str, str]:
    """The documents of the top report, made anew from the store."""
    documents: dict[str, str] = {}
    for _, reports in made(work, work.units()):
        documents = {form: report.filled.dump() for form, report in reports.items()}
    return documents


def _fill(db: Any, collection: Collection, cells: FormCells) -> None:
    """Accepted reports of all units, and the same figures as one row per cell."""
    rng = np.random.default_rng(11)
    db.execute(text("CREATE TABLE cell (submission TEXT, slot INTEGER, value INTEGER, PRIMARY KEY (submission, slot)) WITHOUT ROWID"))
    db.execute(text("CREATE TABLE cell_of (form TEXT, period TEXT, submission TEXT, PRIMARY KEY (form, period, submission)) WITHOUT ROWID"))
    width = len(cells.slots)
    states = bytes([NUMBER]) * width
    ids = list(db.scalars(select(Submission.id).where(Submission.collection_id == collection.id)))
    db.execute(update(Submission).values(state="accepted"))
    for submission in ids:
        figures = rng.integers(0, 99_999, width)
        values: dict[str, CellValue] = {
            slot.key: Decimal(figure) for slot, figure in zip(cells.slots, figures.tolist(), strict=True)
        }
        db.execute(
            insert(SubmissionForm),
            [
                {"submission_id": submission, "form_id": "f_1", "collection_id": collection.id, "version": 1,
                 "document": Filled(values).dump(), "vector": figures.astype("<i8").tobytes(), "states": states}
            ],
        )  # fmt: skip
        db.execute(text("INSERT INTO cell_of VALUES ('f_1', :period, :id)"), {"period": PERIOD, "id": submission})
        db.execute(
            text("INSERT INTO cell VALUES (:id, :slot, :value)"),
            [{"id": submission, "slot": slot, "value": figure} for slot, figure in enumerate(figures.tolist())],
        )


def _both(app: Any) -> tuple[Callable[[], object], Callable[[], object]]:
    store = app.extensions["khuon.store"]

    def ours() -> object:
        with app.app_context():
            db = store.session()
            collection = db.scalars(select(Collection)).one()
            return consolidated(Consolidation(db, collection))

    by_cell = text(
        "SELECT cell.slot, sum(cell.value) FROM cell_of JOIN cell ON cell.submission = cell_of.submission"
        " WHERE cell_of.form = 'f_1' AND cell_of.period = :period GROUP BY cell.slot"
    )

    def theirs() -> object:
        with app.app_context():
            return store.session().execute(by_cell, {"period": PERIOD}).all()

    return ours, theirs


def measure() -> Iterator[Figure]:
    """300 units × 400 cells and 3,300 × 500."""
    for units, rows, columns in SIZES:
        with sqlite_url() as url, store_of(url, units, [form_of(rows, columns), regime()]) as app:
            with app.app_context(), app.extensions["khuon.store"].transaction() as db:
                actor = person(db, "receiver", "top")
                collection = open_collection(db, actor, db.get_one(Regime, "g_1"), PERIOD, opens=FROM)
                work = Consolidation(db, collection)
                _fill(db, collection, FormCells(work.template, work.template.form("f_1"), None, None))
            ours, theirs = in_turn(_both(app))
            name = f"consolidation of {units:,} units × {rows * columns} cells, from the store"
            yield Figure(name, ours * 1000, "ms", ours / theirs, "one row per cell in SQLite", f"({theirs * 1000:,.0f} ms)")
