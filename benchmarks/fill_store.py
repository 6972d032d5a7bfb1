"""A filled report behind a real port: 2,000 rows × 30 columns with three checks a row, 20 × 20 cells, or a list of 5,000 rows."""

from __future__ import annotations

import datetime as dt
import json
import logging
import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import select

from benchmarks.made import FROM, PERIOD, form_of, person, regime, sqlite_url, store_of
from metadata.values import CellValue
from runtime import clock
from runtime.actor import actor_for
from runtime.security.session import token_hash
from runtime.store.models import Regime, Submission, User, WebSession
from runtime.submissions.collections import open_collection
from runtime.submissions.filled import Filled, Instance
from runtime.submissions.opened import Opened

BIG, SMALL, LIST = "big", "small", "list"
FORM = "f_1"
ROWS, COLUMNS = 2_000, 30
LISTED = 5_000


@dataclass(frozen=True)
class Served:
    """Where the report stands, and the cookie of the person who fills it."""

    address: str
    submission: str
    token: str

    @property
    def page(self) -> str:
        """Address of the filling page."""
        return f"{self.address}/bao-cao/{self.submission}/{FORM}"

    @property
    def cookie(self) -> dict[str, str]:
        """The session as a browser keeps it."""
        return {"name": "khuon_session", "value": self.token, "url": self.address}


def _list() -> dict[str, Any]:
    document = form_of(1, 9)
    grid = document["sections"]["items"]["s1"]
    grid["rows"]["nodes"]["r1"] = {"label": "Hộ", "kind": "open", "code": "r1", "open": {"max": LISTED}}
    return document


def _rules() -> dict[str, Any]:
    """Three checks of every row, which hold: a full check computes 2,000 totals and looks at 6,000 sentences."""
    last = f"c{COLUMNS}"
    sentences = (f"c1 + c2 <= {last}", f"c3 <= {last}", f"{last} == sum(range(c1, c{COLUMNS - 1}))")
    items = {f"k{place}": {"expr": said, "severity": "error", "tolerance": "0", "blanks": "nothing"} for place, said in enumerate(sentences, 1)}
    return {"spec": "rules/1", "id": "k_1", "form": FORM, "order": list(items), "items": items}


def _document(name: str) -> dict[str, Any]:
    if name == LIST:
        return _list()
    return form_of(ROWS, COLUMNS) if name == BIG else form_of(20, 21)


def _figures(keys: list[str], seed: int) -> dict[str, CellValue]:
    rng = Random(seed)
    return {key: Decimal(rng.randint(0, 99_999)) for key in keys}


def _grid(rows: int, columns: int, seed: int) -> dict[str, CellValue]:
    return _figures([f"r{row}:c{column}" for row in range(1, rows + 1) for column in range(1, columns)], rows + seed)


def _figures_of(name: str, seed: int = 0) -> Filled:
    if name == BIG:
        return Filled(_grid(ROWS, COLUMNS, seed))
    if name == SMALL:
        return Filled(_grid(20, 21, seed))
    listed = tuple(Instance(f"k{number}", f"Hộ số {number}") for number in range(1, LISTED + 1))
    keys = [f"r1#{one.id}:c{column}" for one in listed for column in range(1, 9)]
    return Filled(_figures(keys, 3), {"r1": listed})


def _fill(opened: Opened, name: str, seed: int = 0) -> None:
    opened.row(FORM).version = 1
    opened.hold(FORM, _figures_of(name, seed))
    opened.settle([FORM])
    opened.store(FORM, opened.filled(FORM))


def _session(app: Any, name: str) -> tuple[str, str]:
    with app.app_context(), app.extensions["khuon.store"].transaction() as db:
        lead = person(db, "receiver", "top")
        collection = open_collection(db, lead, db.get_one(Regime, "g_1"), PERIOD, opens=FROM)
        submission = db.scalars(select(Submission).where(Submission.collection_id == collection.id)).one()
        submission.state = "filling"
        _fill(Opened(db, submission), name)
        clerk = person(db, "clerk", submission.unit_id)
        token = secrets.token_urlsafe(32)
        data = json.dumps({"holding": clerk.holding.id if clerk.holding else None, "csrf_token": secrets.token_hex(20)})
        ends = clock.now() + dt.timedelta(hours=12)
        db.add(WebSession(token_hash=token_hash(token), user_id=clerk.user_id, created_at=clock.now(), seen_at=clock.now(), ends_at=ends, data=data))
        return submission.id, token


def _stated(app: Any, name: str, period: str, seed: int) -> None:
    with app.app_context(), app.extensions["khuon.store"].transaction() as db:
        lead = actor_for(db, db.scalars(select(User).where(User.login == "receiver.lead")).one(), role="receiver")
        collection = open_collection(db, lead, db.get_one(Regime, "g_1"), period, opens=FROM)
        submission = db.scalars(select(Submission).where(Submission.collection_id == collection.id)).one()
        _fill(Opened(db, submission), name, seed)
        submission.state, submission.sent_at = "accepted", clock.now()


@contextmanager
def filled_report(name: str, earlier: Sequence[str] = ()) -> Iterator[tuple[Any, str, str]]:
    """The application, a report with one of the forms, and the token of the person who fills it; the same was stated for earlier periods."""
    with sqlite_url() as url, store_of(url, 1, [_document(name), regime(), *([_rules()] if name == BIG else [])]) as app:
        for seed, period in enumerate(earlier, 1):
            _stated(app, name, period, seed)
        yield app, *_session(app, name)


@contextmanager
def served_report(name: str) -> Iterator[Served]:
    """A report with one of the forms, served until the block ends."""
    from tests.serving import served

    # A line for each request would stand between the figures.
    logging.getLogger("werkzeug").setLevel(logging.ERROR)

    with filled_report(name) as (app, submission, token), served(app) as address:
        yield Served(address, submission, token)
