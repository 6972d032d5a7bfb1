"""A draft with thousands of operations: opening, saving, undo, the history, a look at its beginning."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.figure import Figure, seconds
from designer.app import create_app
from designer.drafts import history, service
from designer.drafts.pages import island
from runtime.actor import Actor
from runtime.store import migrate, session, transaction
from runtime.store.models import Draft
from tests import world
from tests.application import settings
from tests.designer.conftest import acting, make_draft
from tests.designer.samples import C

OPERATIONS, AT_ONCE = 5_000, 250


def rename(number: int) -> dict[str, Any]:
    """The ``number``-th new name of a column, from the one before."""
    was = "Tổng số đơn" if number == 0 else f"Tổng số đơn {number - 1}"
    return {"op": "set", "path": [*C, "c1", "label"], "value": f"Tổng số đơn {number}", "was": was, "group": f"g{number}"}


def measure() -> Iterator[Figure]:
    """Figures of a draft with :data:`OPERATIONS` operations of one person."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'history.sqlite3'}"
        migrate.upgrade(url)
        app = create_app(settings(url))
        with app.app_context(), transaction() as db:
            world.add_all(db)
        draft_id = make_draft(app)
        with app.test_request_context(), app.app_context():
            actor = acting("designer")
            for start in range(0, OPERATIONS, AT_ONCE):
                with transaction() as db:
                    draft = db.get_one(Draft, draft_id)
                    operations = [rename(start + at) for at in range(AT_ONCE)]
                    service.apply(db, actor, draft, draft.version, operations)
            for name, work in _acts(draft_id, actor).items():
                yield Figure(f"{name}, draft of {OPERATIONS} operations", seconds(work) * 1000, "ms")
        app.extensions["khuon.store"].close()


def _acts(draft_id: str, actor: Actor) -> dict[str, Callable[[], object]]:
    """What people do with the draft, by name."""
    insert = {"doc": "f_01xld", "section": "s1", "axis": "columns", "parent": None, "after": None, "node": {"label": "Mới"}}
    numbers = iter(range(1_000))

    def change(work: Callable[[Any, Draft], object]) -> None:
        with transaction() as db:
            work(db, db.get_one(Draft, draft_id))

    def column(db: Any, draft: Draft) -> None:
        service.apply(db, actor, draft, draft.version, [{"op": "insert_node", **insert, "id": f"m{next(numbers)}"}])

    db = session()
    draft = db.get_one(Draft, draft_id)
    return {
        "opening the page": lambda: island(db, actor, draft, "vi"),
        "adding a column": lambda: change(column),
        "undo": lambda: change(lambda db, draft: service.undo(db, actor, draft)),
        "redo": lambda: change(lambda db, draft: service.redo(db, actor, draft)),
        "first page of the history": lambda: history.gestures(db, draft),
        "look at the beginning": lambda: history.documents_at(db, draft, 0),
    }
