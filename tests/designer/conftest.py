"""An application with the designer over the small province, and the sample regime drawn by ``designer``."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from designer.app import create_app
from designer.drafts import service
from runtime.actor import Actor, actor_for
from runtime.store import session, transaction
from runtime.store.models import Draft, User
from tests.application import empty_store, filled_store, settings
from tests.attacks.test_odd_values import both
from tests.designer.samples import template
from tests.people import Person
from tests.world import add_regime

__all__ = ["both", "empty_store", "filled_store"]


@pytest.fixture
def app(filled_store: Path, tmp_path: Path) -> Iterator[Flask]:
    """The whole application over a copy of the small province."""
    path = tmp_path / "khuon.sqlite3"
    shutil.copy(filled_store, path)
    made = create_app(settings(f"sqlite:///{path}"))
    yield made
    made.extensions["khuon.store"].close()


@pytest.fixture
def person(app: Flask) -> Callable[..., Person]:
    """``person("designer")`` signs somebody in; ``person()`` is a stranger."""
    return lambda login=None: Person(app, login)


def acting(login: str, role: str | None = None) -> Actor:
    """The actor of an account in one of its roles, inside an application context."""
    user = session().query(User).filter_by(login=login).one()
    return actor_for(session(), user, role=role or login.partition("_")[0].rstrip("2"))


@pytest.fixture
def draft_id(app: Flask) -> str:
    """A draft of the sample regime, owned by the inspectorate and drawn by ``designer``."""
    return make_draft(app)


def make_draft(app: Flask, documents: dict[str, Any] | None = None) -> str:
    """Start a draft of the sample regime (or of other documents) as ``designer``."""
    documents = documents or template()
    regime_id = next(key for key, body in documents.items() if body["spec"] == "regime/1")
    with app.app_context(), transaction() as db:
        add_regime(db, regime_id, "u_33_TT")
        return service.start(db, acting("designer"), regime_id, documents, None, "Chế độ thử").id


@pytest.fixture
def stored(app: Flask) -> Callable[[str], Draft]:
    """The draft as the store holds it now, detached."""

    def read(draft_id: str) -> Draft:
        with app.app_context():
            draft = session().get_one(Draft, draft_id)
            session().expunge(draft)
            return draft

    return read
