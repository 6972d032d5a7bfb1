"""Settings of the web application: a value object, read from the environment in one place."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from metadata.errors import fail
from metadata.formula.program.run import ENGINES

LEAST_KEY = 32
#: Keys printed in tutorials and configuration examples; sessions signed with them are forged in seconds.
KNOWN_KEYS = ("changeme", "change-me", "secret", "secretkey", "dev", "password", "your-secret-key", "khuon", "test")


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be set. Times in the unit of the name, sizes in bytes."""

    database_url: str
    secret_key: str
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    #: Cookies only over HTTPS, and HSTS. Off only for a try-out on one machine.
    secure: bool = True
    #: How many proxies in front may be believed about the client's address and scheme.
    proxies: int = 0
    idle_minutes: int = 15
    absolute_hours: int = 12
    lock_tries: int = 5
    lock_minutes: int = 15
    max_body: int = 16 * 1024 * 1024
    max_json: int = 4 * 1024 * 1024
    max_form: int = 400 * 1024
    max_form_fields: int = 1_000
    password_least: int = 10
    #: Cost of argon2id: passes, KiB, lanes (RFC 9106, second recommended option).
    argon2: tuple[int, int, int] = (3, 64 * 1024, 4)
    #: What evaluates formulas (:data:`metadata.formula.program.run.ENGINES`); the results are the same.
    formula_engine: str = "code"
    testing: bool = False

    def __post_init__(self) -> None:
        check_key(self.secret_key)


def check_key(key: str) -> None:
    """Refuse a key that is short, known or of little variety. Raises ``config.secret_key``."""
    plain = key.strip().lower()
    weak = len(plain) < LEAST_KEY or len(set(plain)) < 10 or any(plain.startswith(k * 2) for k in KNOWN_KEYS)
    if weak or plain in KNOWN_KEYS:
        raise fail("config.secret_key", "KHUON_SECRET_KEY", least=LEAST_KEY)


def _kept_key(folder: Path) -> str:
    """The key of this installation, made once and readable by its owner only."""
    path = folder / "secret.key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii").strip()


def number_from_env(name: str, default: int) -> int:
    """A whole number from the environment. Raises ``config.value``."""
    raw = os.environ.get(name, "")
    if not raw:
        return default
    if not raw.isascii() or not raw.isdigit():
        raise fail("config.value", name, name=name, value=raw)
    return int(raw)


def _one_of(name: str, allowed: tuple[str, ...]) -> str:
    """A word from the environment, the first one allowed when none is given. Raises ``config.value``."""
    raw = os.environ.get(name, "") or allowed[0]
    if raw not in allowed:
        raise fail("config.value", name, name=name, value=raw)
    return raw


def from_env() -> Config:
    """Settings from ``KHUON_*``; without any, a SQLite store and a key of its own in the folder ``var``.

    Raises ``config.secret_key`` and ``config.value``.
    """
    folder = Path(os.environ.get("KHUON_DATA", "var"))
    hosts = tuple(h.strip() for h in os.environ.get("KHUON_HOSTS", "").split(",") if h.strip())
    return Config(
        database_url=os.environ.get("KHUON_DATABASE_URL") or f"sqlite:///{folder.absolute() / 'khuon.sqlite3'}",
        secret_key=os.environ.get("KHUON_SECRET_KEY") or _kept_key(folder),
        hosts=hosts or ("localhost", "127.0.0.1", "[::1]"),
        secure=os.environ.get("KHUON_INSECURE", "") != "1",
        proxies=number_from_env("KHUON_PROXIES", 0),
        idle_minutes=number_from_env("KHUON_IDLE_MINUTES", 15),
        absolute_hours=number_from_env("KHUON_SESSION_HOURS", 12),
        lock_minutes=number_from_env("KHUON_LOCK_MINUTES", 15),
        formula_engine=_one_of("KHUON_FORMULA_ENGINE", ENGINES),
    )
