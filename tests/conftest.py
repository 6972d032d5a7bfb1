"""Fixtures that more than one part of the tests needs: databases and the browser."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, settings

from runtime.config import Config
from tests import demo_store, postgres
from tests.serving import served

ROOT = Path(__file__).parent.parent
CHROMIUM = Path(os.environ.get("KHUON_CHROMIUM", "/usr/bin/chromium"))
IN_CI = bool(os.environ.get("CI"))

# Examples are the same in every run and take as long as the machine lets them: a run fails for what was changed, not for what was drawn.
settings.register_profile("khuon", derandomize=True, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("khuon")


def _missing(what: str) -> None:
    """Skip on a developer's machine; in CI a missing program is a failure, or the tests would pass by not running."""
    if IN_CI:
        pytest.fail(f"{what} is missing")
    pytest.skip(f"{what} is missing: make test installs it, or says how")


# ---------------------------------------------------------------- databases


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """URL of the maintenance database of a PostgreSQL server that lives as long as the test run."""
    programs = postgres.programs()
    if programs is None:
        _missing("PostgreSQL")
    else:
        with postgres.cluster(programs) as url:
            yield url


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """URL of an empty PostgreSQL database, dropped after the test."""
    name = f"khuon_{secrets.token_hex(6)}"
    server = postgres_server.replace("+psycopg", "")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE template0')
    yield postgres_server.rpartition("/")[0] + "/" + name
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """URL of an empty database, once for each engine that Khuôn runs on."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite3'}"
    return str(request.getfixturevalue("postgres_url"))


# ---------------------------------------------------------------- demo


@pytest.fixture(scope="session")
def demo_master(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """SQLite file of the demo province, loaded once for all processes of a test run. Not to be written to."""
    shared = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    return demo_store.master(shared / "demo")


@pytest.fixture
def demo_config(demo_master: Path, tmp_path: Path) -> Config:
    """Settings of an application over an own copy of the demo province."""
    return demo_store.copied(demo_master, tmp_path)


@pytest.fixture
def demo_server(demo_config: Config) -> Iterator[str]:
    """Base address of the demo, served over HTTP from a thread; every test has data of its own."""
    from designer.app import create_app

    application = create_app(demo_config)
    with served(application) as address:
        yield address
    application.extensions["khuon.store"].close()


# ---------------------------------------------------------------- browser


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Debian's Chromium, quiet: it must look for nothing outside of this machine."""
    if not CHROMIUM.exists():
        _missing("Chromium")
    quiet = [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    return {**browser_type_launch_args, "executable_path": str(CHROMIUM), "args": quiet}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """The screen of an office laptop in Vietnam, with a clipboard."""
    return {
        **browser_context_args,
        "viewport": {"width": 1366, "height": 768},
        "locale": "vi-VN",
        "timezone_id": "Asia/Ho_Chi_Minh",
        "permissions": ["clipboard-read", "clipboard-write"],
    }


@pytest.fixture(scope="session")
def axe_source() -> str:
    """Script of axe-core, to be added to a page that is tested for accessibility."""
    return (ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
