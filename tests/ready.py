"""Databases that many tests begin with: made once in a process and copied, since most of a small test would be their making."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from pathlib import Path

import psycopg

_FILES: dict[str, bytes] = {}
#: Databases of the PostgreSQL server by its address and by what was made; nobody writes to them, and they go with the server.
_TEMPLATES: dict[tuple[str, str], str] = {}


def ready(url: str, name: str, make: Callable[[str], None]) -> None:
    """Bring the empty database at ``url`` to what ``make(url)`` makes of it; ``name`` says all that this depends on."""
    if url.startswith("sqlite"):
        _file(Path(url.removeprefix("sqlite:///")), url, name, make)
    else:
        _database(url, name, make)


def _file(path: Path, url: str, name: str, make: Callable[[str], None]) -> None:
    if name in _FILES:
        path.write_bytes(_FILES[name])
    else:
        make(url)
        _FILES[name] = path.read_bytes()


def _database(url: str, name: str, make: Callable[[str], None]) -> None:
    server, _, database = url.replace("+psycopg", "").rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        template = _TEMPLATES.get((server, name))
        if template is None:
            make(url)
            template = f"khuon_ready_{secrets.token_hex(6)}"
            connection.execute(f'CREATE DATABASE "{template}" TEMPLATE "{database}"')
            _TEMPLATES[server, name] = template
        else:
            connection.execute(f'DROP DATABASE "{database}" WITH (FORCE)')
            connection.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
