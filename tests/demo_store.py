"""The demo province for tests: loaded once, copied for each test that changes it."""

from __future__ import annotations

import secrets
import sqlite3
import time
from pathlib import Path

from runtime.config import Config

#: Seconds that a process waits for another one that is loading.
PATIENCE = 300


def config(folder: Path) -> Config:
    """Settings of an application over ``folder/khuon.sqlite3``, without HTTPS."""
    return Config(
        database_url=f"sqlite:///{folder / 'khuon.sqlite3'}",
        secret_key=secrets.token_urlsafe(48),
        secure=False,
        # Hashing is not what these tests are about; the cheapest argon2 keeps sign-ins quick.
        argon2=(1, 8, 1),
    )


def master(folder: Path) -> Path:
    """The loaded store in ``folder``; the first process that comes loads it, the others wait."""
    ready = folder / "ready"
    try:
        folder.mkdir()
    except FileExistsError:
        started = time.monotonic()
        while not ready.exists():
            if time.monotonic() - started > PATIENCE:
                raise TimeoutError("another process did not finish loading the demo") from None
            time.sleep(0.2)
        return folder / "khuon.sqlite3"
    _load(folder)
    ready.touch()
    return folder / "khuon.sqlite3"


def _load(folder: Path) -> None:
    from designer.app import create_app
    from designer.demo import load_demo
    from runtime.store.migrate import upgrade

    settings = config(folder)
    upgrade(settings.database_url)
    application = create_app(settings)
    with application.app_context():
        load_demo()
    application.extensions["khuon.store"].close()


def copied(source: Path, folder: Path) -> Config:
    """Settings over a copy of the store ``source`` in ``folder``, taken by SQLite's own backup."""
    old, new = sqlite3.connect(source), sqlite3.connect(folder / "khuon.sqlite3")
    try:
        old.backup(new)
    finally:
        old.close()
        new.close()
    return config(folder)
