"""A small province with a published regime, for tests of submissions: units, people, the app, signed-in clients."""

from __future__ import annotations

import datetime as dt
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from metadata.canonical import canonical, digest
from metadata.periods import Period
from runtime import clock
from runtime.actor import Actor, actor_for
from runtime.app import create_app
from runtime.config import Config
from runtime.security.session import token_hash
from runtime.store.migrate import upgrade
from runtime.store.models import Collection, Document, Regime, Release, RoleHolding, Submission, User, WebSession
from runtime.submissions.collections import open_collection
from runtime.units import add_unit
from tests.ready import ready

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
FROM = dt.date(2025, 7, 1)
#: A day on which quarter III of 2026 is being reported.
NOW = dt.datetime(2026, 9, 16, 8, 0, tzinfo=clock.VIETNAM)


def documents_of(example: str) -> list[dict[str, Any]]:
    folder = EXAMPLES / example / "documents"
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.json"))]


def sample(example: str = "thanh_tra_2021", name: str = "passes") -> dict[str, dict[str, Any]]:
    """Cells of each form of a sample."""
    data = json.loads((EXAMPLES / example / "samples" / f"{name}.json").read_text(encoding="utf-8"))
    return {form: item["cells"] for form, item in data["forms"].items()}


def regime_document(forms: Iterable[str], **more: Any) -> dict[str, Any]:
    """A quarterly regime of communes and departments."""
    return {
        "spec": "regime/1",
        "id": "g_1",
        "code": "THU",
        "name": "Báo cáo thử",
        "kind": "periodic",
        "frequency": "quarter",
        "cutoff": {"from": {"month": -1, "day": 15}, "to": {"month": 0, "day": 14}},
        "rounds": {"order": ["official"], "items": {"official": {"name": "Chính thức"}}},
        "reporters": {"kinds": ["commune", "department"], "exclude": ["lead"]},
        "receiver": "lead",
        "forms": list(forms),
        **more,
    }


@dataclass
class World:
    """The app with its store; units ``top`` (province), ``lead`` (agency), ``a``, ``b``, ``c`` (communes), ``d`` (department)."""

    app: Flask
    people: dict[str, str] = field(default_factory=dict)

    @contextmanager
    def db(self) -> Any:
        """A transaction, as the running application has it."""
        with self.app.app_context(), self.app.extensions["khuon.store"].transaction() as session:
            yield session

    def actor(self, db: Any, login: str) -> Actor:
        user = db.scalar(select(User).where(User.login == login))
        role = login.split("-", maxsplit=1)[0]
        return actor_for(db, user, role=role)

    def submission(self, unit: str, period: str = "2026-Q3") -> str:
        """Id of a unit's submission."""
        with self.db() as db:
            return str(db.scalar(select(Submission.id).where(Submission.unit_id == unit, Submission.period == period)))

    def state(self, submission: str) -> str:
        with self.db() as db:
            return str(db.get(Submission, submission).state)

    def client(self, login: str) -> Client:
        """A browser in which this person is signed in."""
        token, csrf = secrets.token_urlsafe(32), secrets.token_hex(20)
        with self.db() as db:
            user = db.scalar(select(User).where(User.login == login))
            holding = db.scalar(select(RoleHolding.id).where(RoleHolding.user_id == user.id))
            now = clock.now()
            db.add(
                WebSession(
                    token_hash=token_hash(token),
                    user_id=user.id,
                    created_at=now,
                    seen_at=now,
                    ends_at=now + dt.timedelta(hours=12),
                    data=json.dumps({"holding": holding, "csrf_token": csrf}),
                )
            )
        client = self.app.test_client()
        client.set_cookie("khuon_session", token)
        return Client(self, client, csrf)


@dataclass
class Client:
    """Requests of one person."""

    world: World
    http: FlaskClient
    csrf: str

    def _token(self) -> str:
        from itsdangerous import URLSafeTimedSerializer

        key = self.world.app.config["SECRET_KEY"]
        return str(URLSafeTimedSerializer(key, salt="wtf-csrf-token").dumps(self.csrf))

    def get(self, path: str) -> TestResponse:
        return self.http.get(path)

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> TestResponse:
        sent = {"X-CSRFToken": self._token(), **{name.replace("_", "-"): value for name, value in headers.items()}}
        return self.http.open(path, method=method, json={} if body is None else body, headers=sent)

    def post(self, path: str, body: Any = None, **headers: str) -> TestResponse:
        return self.send("POST", path, body, **headers)

    def form(self, path: str, **fields: str) -> TestResponse:
        return self.http.post(path, data=fields, headers={"X-CSRFToken": self._token()})

    def save(
        self, submission: str, form: str, cells: Mapping[str, Any], version: int | None = None, **more: Any
    ) -> TestResponse:
        """Save ``{key: to}`` or ``{key: (to, was)}``; the version is asked for when it is not given."""
        path = f"/api/submissions/{submission}/forms/{form}"
        if version is None:
            version = self.get(path).get_json()["version"]
        pairs = {key: item if isinstance(item, tuple) else (item, None) for key, item in cells.items()}
        body = {"cells": {key: {"to": to, "was": was} for key, (to, was) in pairs.items()}, **more}
        return self.send("PATCH", path, body, If_Match=str(version))

    def fill(self, submission: str, forms: Mapping[str, Mapping[str, Any]]) -> None:
        """Save whole forms."""
        for form, cells in forms.items():
            answer = self.save(submission, form, cells)
            assert answer.status_code == 200, answer.get_json()

    def seen(self, submission: str, form: str = "f_1") -> dict[str, str]:
        """What a sending must name: the hash of the report as this person sees it."""
        payload = self.get(f"/api/submissions/{submission}/forms/{form}").get_json()
        return {"content_hash": payload["submission"]["content_hash"]}

    def deliver(self, submission: str, reasons: Mapping[str, str] | None = None) -> None:
        """Check and send, saying something to every warning."""
        found = self.get(f"/api/submissions/{submission}/checks").get_json()["failures"]
        said = {item["id"]: "đã kiểm tra" for item in found} if reasons is None else dict(reasons)
        answer = self.post(f"/api/submissions/{submission}/check", {"reasons": said})
        assert answer.status_code == 200, answer.get_json()
        seen = {"content_hash": answer.get_json()["content_hash"]}
        answer = self.post(f"/api/submissions/{submission}/send", seen, Idempotency_Key=secrets.token_hex(8))
        assert answer.status_code == 200, answer.get_json()


PEOPLE = (
    ("clerk-a", "clerk", "a"),
    ("head-a", "head", "a"),
    ("clerk-b", "clerk", "b"),
    ("head-b", "head", "b"),
    ("head-c", "head", "c"),
    ("head-d", "head", "d"),
    ("receiver", "receiver", "lead"),
    ("leader", "leader", "lead"),
    ("receiver-other", "receiver", "other"),
    ("auditor", "auditor", "top"),
)


@contextmanager
def world_of(
    url: str, documents: Iterable[Mapping[str, Any]], periods: Iterable[str] = ("2026-Q3",)
) -> Iterator[World]:
    """A world with the clock stopped at :data:`NOW`, closed at the end.

    A world is built once in a process and copied.
    """
    listed, opened = list(documents), tuple(periods)
    name = digest({"documents": [dict(document) for document in listed], "periods": list(opened)})

    def make(at: str) -> None:
        build(at, listed, opened).app.extensions["khuon.store"].close()

    with clock.frozen(NOW):
        ready(url, name, make)
        world = World(create_app(_config(url)))
        try:
            yield world
        finally:
            world.app.extensions["khuon.store"].close()


def _config(url: str) -> Config:
    return Config(url, secrets.token_urlsafe(48), secure=False, testing=True, argon2=(1, 8, 1))


def build(url: str, documents: Iterable[Mapping[str, Any]], periods: Iterable[str] = ("2026-Q3",)) -> World:
    """A store with units and people, the documents published, and collections opened for some periods."""
    upgrade(url)
    world = World(create_app(_config(url)))
    with world.db() as db:
        _units(db)
        _people(db)
        lead = world.actor(db, "receiver")
        regime = publish(db, documents, lead.user_id or "")
        for period in periods:
            open_collection(db, lead, db.get(Regime, regime), period, opens=FROM)
    return world


def _units(db: Any) -> None:
    def unit(unit_id: str, name: str, kind: str, parent: str | None) -> None:
        tier = "commune" if kind == "commune" else "province"
        add_unit(
            db, code=unit_id, name=name, kind=kind, tier=tier, valid_from=FROM, parent_id=parent, unit_id=unit_id
        )

    unit("top", "Tỉnh Hưng Yên", "province", None)
    unit("lead", "Thanh tra tỉnh", "department", "top")
    unit("other", "Sở Khác", "department", "top")
    unit("d", "Sở Nội vụ", "department", "top")
    for letter, name in (("a", "Xã An Thi"), ("b", "Xã Bình Minh"), ("c", "Xã Cổ Dũng")):
        unit(letter, name, "commune", "top")


def _people(db: Any) -> None:
    for login, role, unit in PEOPLE:
        user = User(
            login=login, name=f"Người {login}", unit_id=unit, password_hash="!", must_change=False, created_at=clock.now()
        )
        db.add(user)
        db.flush()
        db.add(RoleHolding(user_id=user.id, role=role, unit_id=unit, valid_from=FROM))
    db.flush()


def publish(
    db: Any,
    documents: Iterable[Mapping[str, Any]],
    by: str,
    *,
    no: int = 1,
    valid_from: str = "2025-Q3",
) -> str:
    """Put documents into the store as a published release that follows the newest one; returns the regime's id."""
    listed = [_adapted(document) for document in documents]
    regime = next(document for document in listed if document["spec"].startswith("regime/"))
    if db.get(Regime, regime["id"]) is None:
        db.add(
            Regime(
                id=regime["id"], code=regime["code"], name=regime["name"], owner_id="lead",
                created_at=clock.now(), created_by=by,
            )
        )
        db.flush()
    hashes = {}
    former = db.scalar(select(Release).where(Release.regime_id == regime["id"]).order_by(Release.no.desc()).limit(1))
    if former is not None:
        former.state, former.valid_to = "superseded", Period.parse(valid_from).previous().id
    for document in listed:
        if document["spec"] == "mapping/1" and former is not None:
            document["base"] = former.hash
        body = canonical(document).decode()
        hashes[document["id"]] = sha = digest(document)
        if db.get(Document, sha) is None:
            db.add(Document(sha256=sha, body=body))
    body = {
        "spec": "release/1", "id": f"rel_{no}", "regime": regime["id"], "no": no,
        "valid": {"from": valid_from, "to": None}, "documents": hashes, "previous": former.hash if former is not None else None,
    }  # fmt: skip
    db.add(
        Release(
            regime_id=regime["id"], no=no, hash=digest(body), state="published", valid_from=valid_from, valid_to=None,
            body=canonical(body).decode(), published_at=clock.now(), published_by=by,
        )
    )
    db.flush()
    return str(regime["id"])


def _adapted(document: Mapping[str, Any]) -> dict[str, Any]:
    """An example's regime with this world's lead agency."""
    made = dict(document)
    if str(made["spec"]).startswith("regime/"):
        made["receiver"] = "lead"
        made["reporters"] = {**made["reporters"], "exclude": ["lead", "other"]}
    return made


def collection_of(db: Any, period: str = "2026-Q3") -> Collection:
    found = db.scalar(select(Collection).where(Collection.period == period))
    assert isinstance(found, Collection)
    return found
