"""Made-up forms, units and stored reports of any size, for measuring."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import insert

from metadata.canonical import canonical, digest
from runtime import clock
from runtime.actor import Actor, actor_for
from runtime.app import create_app
from runtime.config import Config
from runtime.store.migrate import upgrade
from runtime.store.models import Document, Regime, Release, RoleHolding, Unit, UnitParent, User

PERIOD = "2026-Q3"
#: The release holds from a year before.
VALID = "2025-Q3"
FROM = dt.date(2025, 7, 1)
NOW = dt.datetime(2026, 9, 16, 8, 0, tzinfo=clock.VIETNAM)
_KEY = "mau-khoa-chi-dung-de-do-toc-do-0123456789"


def form_of(rows: int, columns: int) -> dict[str, Any]:
    """A form of rows × columns numbers with one computed total column (the last)."""
    numbers = [f"c{number}" for number in range(1, columns + 1)]
    nodes: dict[str, Any] = {"cA": {"label": "Chỉ tiêu", "number": "A", "stub": "caption"}}
    for code in numbers:
        nodes[code] = {"label": f"Cột {code[1:]}", "code": code, "number": code[1:]}
    nodes[numbers[-1]]["cell"] = {"kind": "computed", "formula": " + ".join(numbers[:-1])}
    lines = {f"r{number}": {"label": f"Dòng {number}", "kind": "data", "code": f"r{number}"} for number in range(1, rows + 1)}
    grid = {
        "kind": "grid", "title": "", "columns": {"root": ["cA", *numbers], "nodes": nodes},
        "rows": {"root": list(lines), "nodes": lines}, "cells": {},
    }  # fmt: skip
    sections = {"order": ["s1"], "items": {"s1": grid}}
    return {"spec": "form/1", "id": "f_1", "code": "01/DO", "title": "BIỂU ĐO", "sections": sections}


def regime() -> dict[str, Any]:
    """A quarterly regime of communes."""
    return {
        "spec": "regime/1", "id": "g_1", "code": "DO", "name": "Báo cáo đo", "kind": "periodic", "frequency": "quarter",
        "cutoff": {"from": {"month": -1, "day": 15}, "to": {"month": 0, "day": 14}},
        "rounds": {"order": ["official"], "items": {"official": {"name": "Chính thức"}}},
        "reporters": {"kinds": ["commune"]}, "receiver": "lead", "forms": ["f_1"],
    }  # fmt: skip


def config_of(url: str) -> Config:
    """Settings of the measured application, the same in every process."""
    return Config(url, _KEY, secure=False, testing=True, argon2=(1, 8, 1))


@contextmanager
def sqlite_url() -> Iterator[str]:
    """Address of a new SQLite store in a folder that goes away."""
    with TemporaryDirectory(prefix="khuon-bench-") as folder:
        yield f"sqlite:///{Path(folder) / 'store.sqlite3'}"


@contextmanager
def store_of(url: str, units: int, documents: list[dict[str, Any]]) -> Iterator[Any]:
    """The app over a new store with a published regime, a lead agency and that many communes, the clock stopped."""
    upgrade(url)
    app = create_app(config_of(url))
    store = app.extensions["khuon.store"]
    with clock.frozen(NOW):
        try:
            with app.app_context(), store.transaction() as db:
                _units(db, units)
                _publish(db, documents, person(db, "receiver", "lead"))
            yield app
        finally:
            store.close()


def _units(db: Any, units: int) -> None:
    kinds = {"top": "province", "lead": "department"} | {f"u{number}": "commune" for number in range(units)}
    db.execute(
        insert(Unit),
        [
            {"id": name, "code": name, "name": f"Đơn vị {name}", "sort_key": name, "search_key": name, "kind": kind,
             "tier": "commune" if kind == "commune" else "province", "valid_from": FROM}
            for name, kind in kinds.items()
        ],
    )  # fmt: skip
    links = [{"id": name, "unit_id": name, "parent_id": "top", "valid_from": FROM} for name in kinds if name != "top"]
    db.execute(insert(UnitParent), links)


def person(db: Any, role: str, unit: str) -> Actor:
    """A person in a role at a unit."""
    user = User(
        login=f"{role}.{unit}", name=f"{role} {unit}", unit_id=unit, password_hash="!", must_change=False,
        created_at=clock.now(),
    )  # fmt: skip
    db.add(user)
    db.flush()
    db.add(RoleHolding(user_id=user.id, role=role, unit_id=unit, valid_from=FROM))
    db.flush()
    return actor_for(db, user, role=role)


def _publish(db: Any, documents: list[dict[str, Any]], by: Actor) -> None:
    db.add(Regime(id="g_1", code="DO", name="Báo cáo đo", owner_id="lead", created_at=clock.now(), created_by=by.user_id))
    db.flush()
    hashes = {document["id"]: digest(document) for document in documents}
    for document in documents:
        db.add(Document(sha256=hashes[document["id"]], body=canonical(document).decode()))
    body = {
        "spec": "release/1", "id": "rel_1", "regime": "g_1", "no": 1, "valid": {"from": VALID, "to": None},
        "documents": hashes, "previous": None,
    }  # fmt: skip
    db.add(
        Release(
            regime_id="g_1", no=1, hash=digest(body), state="published", valid_from=VALID, valid_to=None,
            body=canonical(body).decode(), published_at=clock.now(), published_by=by.user_id,
        )
    )
    db.flush()
