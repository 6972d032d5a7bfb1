"""Sending reports: a form of 400 cells saved, checked and sent over the API by four clients at once.

Each client is a process with the application in it, as the workers of a web server are, all on one store; so the figure
is without the network. PostgreSQL commits to disk (its defaults); it is left out where no server programs are installed.
"""

from __future__ import annotations

import datetime as dt
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import ExitStack
from multiprocessing import get_context
from random import Random
from statistics import quantiles
from typing import Any

from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from benchmarks.figure import Figure
from benchmarks.made import FROM, NOW, PERIOD, config_of, form_of, person, regime, sqlite_url, store_of
from runtime import clock
from runtime.app import create_app
from runtime.security.session import token_hash
from runtime.store.models import Regime, Submission, WebSession
from runtime.submissions.collections import open_collection

CLIENTS, REPORTS, ROWS, COLUMNS = 4, 120, 20, 20
Session = tuple[str, str, str]
"""Submission id, session token, token against forged requests."""


class _Sender:
    """One person with a browser and a report to send."""

    def __init__(self, app: Any, submission: str, token: str, csrf: str) -> None:
        self.http = app.test_client()
        self.http.set_cookie("khuon_session", token)
        self.path = f"/api/submissions/{submission}"
        serializer = URLSafeTimedSerializer(app.config["SECRET_KEY"], salt="wtf-csrf-token")
        self.headers = {"X-CSRFToken": str(serializer.dumps(csrf))}

    def send(self, cells: dict[str, Any]) -> float:
        """Save, check and send; seconds taken. Raises RuntimeError for any answer but 200."""
        start = time.perf_counter()
        steps = (
            ("PATCH", "/forms/f_1", {"cells": cells}, {"If-Match": "0"}),
            ("POST", "/check", {}, {}),
            ("POST", "/send", {}, {"Idempotency-Key": secrets.token_hex(8)}),
        )
        seen: dict[str, str] = {}
        for method, path, body, headers in steps:
            body = {**body, **seen} if path == "/send" else body  # noqa: PLW2901
            answer = self.http.open(self.path + path, method=method, json=body, headers={**self.headers, **headers})
            if answer.status_code != 200:
                raise RuntimeError(f"{method} {path}: {answer.status_code} {answer.text[:300]}")
            seen = {"content_hash": answer.get_json().get("content_hash", "")}
        return time.perf_counter() - start


def _sessions(app: Any) -> list[Session]:
    """A report with a signed-in person for each unit."""
    with app.app_context(), app.extensions["khuon.store"].transaction() as db:
        lead = person(db, "receiver", "top")
        collection = open_collection(db, lead, db.get_one(Regime, "g_1"), PERIOD, opens=FROM)
        found = []
        for submission in db.scalars(select(Submission).where(Submission.collection_id == collection.id)):
            head = person(db, "head", submission.unit_id)
            token, csrf = secrets.token_urlsafe(32), secrets.token_hex(20)
            data = json.dumps({"holding": head.holding.id if head.holding else None, "csrf_token": csrf})
            ends = clock.now() + dt.timedelta(hours=12)
            db.add(
                WebSession(
                    token_hash=token_hash(token), user_id=head.user_id, created_at=clock.now(), seen_at=clock.now(),
                    ends_at=ends, data=data,
                )
            )  # fmt: skip
            found.append((submission.id, token, csrf))
    return found


def _cells() -> dict[str, Any]:
    rng = Random(5)
    entered = [f"r{row}:c{column}" for row in range(1, ROWS + 1) for column in range(1, COLUMNS)]
    return {key: {"to": str(rng.randint(0, 99_999)), "was": None} for key in entered}


def _client(url: str, sessions: list[Session], barrier: Any, answers: Any) -> None:
    """One client: sends its reports one after the other; answers (start, end, seconds of each)."""
    cells = _cells()
    with clock.frozen(NOW):
        app = create_app(config_of(url))
        first, *rest = [_Sender(app, *session) for session in sessions]
        first.send(cells)
        barrier.wait()
        start = time.time()
        took = [sender.send(cells) for sender in rest]
        answers.put((start, time.time(), took))
        app.extensions["khuon.store"].close()


def _measured(name: str, url: str) -> Iterator[Figure]:
    with store_of(url, REPORTS, [form_of(ROWS, COLUMNS), regime()]) as app:
        sessions = _sessions(app)
    spawn = get_context("spawn")
    barrier, answers = spawn.Barrier(CLIENTS), spawn.Queue()
    clients = [
        spawn.Process(target=_client, args=(url, sessions[number::CLIENTS], barrier, answers)) for number in range(CLIENTS)
    ]
    for client in clients:
        client.start()
    done = [answers.get(timeout=600) for _ in clients]
    for client in clients:
        client.join()
    took = [seconds for _, _, part in done for seconds in part]
    whole = max(end for _, end, _ in done) - min(start for start, _, _ in done)
    p95 = quantiles(took, n=20)[-1]
    size = f"{ROWS * COLUMNS} cells, {CLIENTS} clients, {name}"
    yield Figure(f"reports saved, checked and sent, {size}", len(took) / whole, "/s", note=f"p95 {p95 * 1000:,.0f} ms")


def measure() -> Iterator[Figure]:
    """On SQLite, and on PostgreSQL where it is installed."""
    with sqlite_url() as url:
        yield from _measured("SQLite", url)
    with ExitStack() as stack:
        url = _postgres(stack)
        if url is not None:
            yield from _measured("PostgreSQL", url)


def _postgres(stack: ExitStack) -> str | None:
    import psycopg

    from tests import postgres

    programs = postgres.programs()
    if programs is None:
        return None
    server = stack.enter_context(postgres.cluster(programs))
    with psycopg.connect(server.replace("+psycopg", ""), autocommit=True) as connection:
        # The tests' server waits for no disk; a figure must.
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            connection.execute(f"ALTER SYSTEM SET {setting} = on")  # type: ignore[call-overload]
        connection.execute("SELECT pg_reload_conf()")
        connection.execute("CREATE DATABASE bench TEMPLATE template0")
    return server.rpartition("/")[0] + "/bench"
