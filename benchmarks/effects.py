"""The effect of a draft on stored reports: a form of 400 cells, a column taken out and a check added, tried on 600 accepted reports."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from random import Random
from typing import Any

from sqlalchemy import select

from benchmarks.figure import Figure, seconds
from benchmarks.made import FROM, NOW, PERIOD, form_of, person, regime, sqlite_url, store_of
from designer.drafts import service
from designer.effects.found import Effects
from designer.effects.work import MOST, SECONDS, effects_of, forget_effects
from metadata.values import decode
from runtime.store.models import Regime, Release, Submission
from runtime.submissions.collections import open_collection
from runtime.submissions.filled import Filled
from runtime.submissions.opened import Opened

REPORTS, ROWS, COLUMNS = 600, 20, 20


def _drawn() -> list[dict[str, Any]]:
    """The draft: column 19 is gone, the total without it, and a check that most reports break."""
    form = copy.deepcopy(form_of(ROWS, COLUMNS))
    tree = form["sections"]["items"]["s1"]["columns"]
    tree["root"].remove("c19")
    del tree["nodes"]["c19"]
    tree["nodes"]["c20"]["cell"]["formula"] = " + ".join(f"c{number}" for number in range(1, 19))
    rules = {"spec": "rules/1", "id": "k_1", "form": "f_1", "order": ["k1"], "items": {"k1": {"expr": "c1 >= c2", "severity": "error"}}}
    return [form, regime(), rules]


def _filled(db: Any, submissions: list[Submission]) -> None:
    rng = Random(5)
    for submission in submissions:
        opened = Opened(db, submission)
        cells = {f"r{row}:c{column}": decode(str(rng.randint(0, 99_999))) for row in range(1, ROWS + 1) for column in range(1, COLUMNS)}
        opened.hold("f_1", Filled(cells))
        opened.settle(["f_1"])
        opened.store("f_1", opened.filled("f_1"))
        submission.state, submission.sent_at, submission.version = "accepted", NOW, 1


def measure() -> Iterator[Figure]:
    """The first look, and the same asked again."""
    with sqlite_url() as url, store_of(url, REPORTS, [form_of(ROWS, COLUMNS), regime()]) as app, app.app_context():
        store = app.extensions["khuon.store"]
        with store.transaction() as db:
            lead = person(db, "receiver", "top")
            collection = open_collection(db, lead, db.get_one(Regime, "g_1"), PERIOD, opens=FROM)
            _filled(db, list(db.scalars(select(Submission).where(Submission.collection_id == collection.id))))
            documents = {document["id"]: document for document in _drawn()}
            base = db.scalar(select(Release.hash).where(Release.regime_id == "g_1"))
            draft = service.start(db, lead, "g_1", documents, base, "Đo")
            found: list[Effects] = []
            forget_effects()
            first = seconds(lambda: found.append(effects_of(db, draft, PERIOD)), runs=1, warm=0)
            again = seconds(lambda: found.append(effects_of(db, draft, PERIOD)), runs=5, warm=0)
    seen = found[0]
    note = f"{seen.looked} of {seen.reports} reports looked at (bounds: {MOST} reports, {SECONDS:g} s)"
    yield Figure(f"effect of a draft on {REPORTS} reports of {ROWS * COLUMNS} cells", first, "s", note=note)
    yield Figure("each report", first / max(1, seen.looked) * 1000, "ms")
    yield Figure("the same asked again", again * 1000, "ms")
