"""Passwords: argon2id, a least strength, and a lock after wrong tries that cannot be outrun by trying in parallel."""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from functools import lru_cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask import current_app
from sqlalchemy import select

from metadata.errors import KhuonError, fail
from runtime import clock
from runtime.config import Config
from runtime.permissions import note_object
from runtime.store import current
from runtime.store.models import LoginAttempt, User

MOST = 256
#: Beginnings of the passwords that are tried first everywhere, Vietnam included.
_COMMON = ("123456", "654321", "password", "matkhau", "qwerty", "admin", "abc123", "111111", "iloveyou", "vietnam")


@lru_cache(maxsize=4)
def hasher(cost: tuple[int, int, int]) -> PasswordHasher:
    """The hasher for a cost of passes, KiB and lanes."""
    return PasswordHasher(time_cost=cost[0], memory_cost=cost[1], parallelism=cost[2])


@lru_cache(maxsize=4)
def _nobody(cost: tuple[int, int, int]) -> str:
    """A hash to verify against when there is no account: the answer must take as long."""
    return hasher(cost).hash("không có tài khoản này")


def _config() -> Config:
    config: Config = current_app.extensions["khuon.config"]
    return config


def hash_password(password: str) -> str:
    """argon2id hash of a password in NFC."""
    return hasher(_config().argon2).hash(unicodedata.normalize("NFC", password))


def matches(password: str, password_hash: str) -> bool:
    """Whether a password is the one of the hash; a damaged hash matches nothing."""
    try:
        return hasher(_config().argon2).verify(password_hash, unicodedata.normalize("NFC", password))
    except (VerificationError, InvalidHashError):
        return False


def check_strength(password: str, login: str) -> None:
    """Raises ``auth.password_weak``."""
    least = _config().password_least
    plain = password.casefold()
    distinct = len(set(plain))
    common = any(plain.startswith(word) and len(plain) < len(word) + 6 for word in _COMMON)
    if len(password) < least or len(password) > MOST or distinct < 5 or common or (login and login in plain):
        raise fail("auth.password_weak", "new", least=least)


def set_password(user: User, password: str, *, must_change: bool) -> None:
    """Give an account a new password. Raises ``auth.password_weak``."""
    check_strength(password, user.login)
    user.password_hash, user.must_change = hash_password(password), must_change


def _locked(attempt: LoginAttempt) -> KhuonError:
    config = _config()
    left = (attempt.locked_until - clock.now()) if attempt.locked_until else timedelta()
    minutes = max(1, -(-int(left.total_seconds()) // 60))
    return fail("auth.locked", tries=config.lock_tries, minutes=minutes)


def _count_try(login: str) -> None:
    """Count the try before the password is looked at, so that tries in parallel count too. Raises ``auth.locked``."""
    config, now = _config(), clock.now()
    locked: KhuonError | None = None
    with current().apart() as db:
        attempt = db.get(LoginAttempt, login, with_for_update=True)
        if attempt is None:
            attempt = LoginAttempt(login=login, failures=0, last_at=now)
            db.add(attempt)
        if attempt.locked_until is not None and attempt.locked_until > now:
            locked = _locked(attempt)
        else:
            if now - attempt.last_at > timedelta(minutes=config.lock_minutes):
                attempt.failures = 0
            attempt.failures, attempt.last_at, attempt.locked_until = attempt.failures + 1, now, None
            if attempt.failures >= config.lock_tries:
                attempt.locked_until = now + timedelta(minutes=config.lock_minutes)
                attempt.failures = 0
    if locked is not None:
        raise locked


def check_login(login: str, password: str) -> User:
    """The account for a name and a password, its count of wrong tries cleared.

    Raises ``auth.failed`` or ``auth.locked``; both say and cost the same whether or not there is such an account.
    """
    # Cut before it is composed too: a pile of marks takes long.
    login = unicodedata.normalize("NFC", login[:128]).strip().casefold()[:64].encode("utf-8", "replace").decode()
    note_object("login", login)
    _count_try(login)
    store = current()
    user = store.session().scalar(select(User).where(User.login == login))
    known = user is not None and user.active
    good = matches(password[: MOST + 1], user.password_hash if user and known else _nobody(_config().argon2))
    if user is None or not known or not good:
        raise fail("auth.failed")
    rehash = hasher(_config().argon2).check_needs_rehash(user.password_hash)
    with store.transaction() as db:
        if (attempt := db.get(LoginAttempt, login)) is not None:
            db.delete(attempt)
        user.last_login_at = clock.now()
        if rehash:
            user.password_hash = hash_password(password)
    return user
