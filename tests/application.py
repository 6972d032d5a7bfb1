"""Fixtures of a whole application over a fresh store; a conftest takes them by ``from tests.application import …``."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from runtime.app import create_app
from runtime.config import Config
from runtime.store import migrate, transaction
from tests import world
from tests.people import Person

KEY = "6f1d0c2b9a8e4375b1c0d9e8f7a6534421"
#: A cheap argon2id: tests sign in hundreds of times.
CHEAP = (1, 8, 1)


def settings(url: str) -> Config:
    """Settings of a test application."""
    return Config(database_url=url, secret_key=KEY, secure=False, testing=True, argon2=CHEAP)


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the newest schema and nothing in it."""
    path = tmp_path_factory.mktemp("store") / "empty.sqlite3"
    migrate.upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def filled_store(empty_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the world of :mod:`tests.world`."""
    path = tmp_path_factory.mktemp("store") / "filled.sqlite3"
    shutil.copy(empty_store, path)
    app = create_app(settings(f"sqlite:///{path}"))
    with app.app_context(), transaction() as db:
        world.add_all(db)
    app.extensions["khuon.store"].close()
    return path


@pytest.fixture
def whole(filled_store: Path, tmp_path: Path) -> Iterator[Flask]:
    """The whole application, designer and administration included, over a copy of the small province."""
    from designer.app import create_app as create_whole

    path = tmp_path / "whole.sqlite3"
    shutil.copy(filled_store, path)
    made = create_whole(settings(f"sqlite:///{path}"))
    yield made
    made.extensions["khuon.store"].close()


@pytest.fixture
def app(filled_store: Path, tmp_path: Path) -> Iterator[Flask]:
    """The runtime's application over a copy of the small province."""
    path = tmp_path / "khuon.sqlite3"
    shutil.copy(filled_store, path)
    made = create_app(settings(f"sqlite:///{path}"))
    yield made
    made.extensions["khuon.store"].close()


@pytest.fixture
def person(app: Flask) -> Callable[..., Person]:
    """``person("clerk_a")`` signs somebody in; ``person()`` is a stranger."""
    return lambda login=None: Person(app, login)
