"""Server-side sessions: the browser holds a random token, the store its hash and what belongs to it.

A session can be ended from the server at once, ends after some idle minutes and at an absolute moment, and gets a new
token when somebody signs in. A signed cookie could do none of these.

Beside the token the browser holds a mark of the session that pages may read: what a page kept on the machine is shown
only while the browser has the session under which it was kept. The mark opens nothing.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from datetime import datetime, timedelta
from typing import Any

from flask import Flask, Request, Response, current_app, request
from flask import session as flask_session
from flask.sessions import SessionInterface, SessionMixin
from sqlalchemy import delete, or_, update
from sqlalchemy.orm import Session

from runtime import clock
from runtime.config import Config
from runtime.store import current
from runtime.store.models import WebSession

#: A session's "last seen" is written at most this often: each request would be a write otherwise.
SEEN_EVERY = timedelta(seconds=60)
#: Sessions of people who are not signed in (they hold the token of the login form) live this long.
ANONYMOUS_LIFE = timedelta(minutes=60)
_MAX_DATA = 4_000


class StoredSession(dict[str, Any], SessionMixin):
    """A dict as Flask wants it; ``user_id`` and the token are not part of the dict."""

    def __init__(self, data: dict[str, Any] | None = None) -> None:
        super().__init__(data or {})
        self.token: str | None = None
        self.user_id: str | None = None
        self.seen_at: datetime | None = None
        self.ends_at: datetime | None = None
        self.ended = False
        self.rotate = False
        self.ignored = False
        self._before = json.dumps(self, sort_keys=True)

    @property
    def modified(self) -> bool:  # type: ignore[override]
        """Whether the dict differs from what was loaded (also deep inside)."""
        return json.dumps(self, sort_keys=True) != self._before


def token_hash(token: str) -> str:
    """What the store keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def mark_of(token: str) -> str:
    """A name for the session that tells nothing of its token nor of what the store keeps of it."""
    return hashlib.sha256(f"mark {token}".encode()).hexdigest()[:32]


class StoreSessions(SessionInterface):
    """Opens and saves sessions in the table ``web_session``."""

    def __init__(self, config: Config) -> None:
        self.idle = timedelta(minutes=config.idle_minutes)
        self.life = timedelta(hours=config.absolute_hours)
        self.secure = config.secure
        self.cookie = "__Host-khuon" if config.secure else "khuon_session"
        self.mark_cookie = "__Host-khuon-mark" if config.secure else "khuon_mark"

    def open_session(self, app: Flask, request: Request) -> StoredSession:  # noqa: ARG002
        """The session named by the cookie, or an empty one when there is none or it has ended."""
        found = StoredSession()
        if request.path.startswith("/static/"):
            found.ignored = True
            return found
        token = request.cookies.get(self.cookie, "")
        if not 20 <= len(token) <= 100:
            return found
        db = current().session()
        row = db.get(WebSession, token_hash(token))
        if row is None or not self._alive(row):
            return found
        found = StoredSession(json.loads(row.data))
        found.token, found.user_id = token, row.user_id
        found.seen_at, found.ends_at = row.seen_at, row.ends_at
        return found

    def _alive(self, row: WebSession) -> bool:
        now = clock.now()
        idle = self.idle if row.user_id else ANONYMOUS_LIFE
        return now - row.seen_at <= idle and now < row.ends_at

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:  # noqa: ARG002
        """Write what changed, in a transaction of its own, and set or remove the cookie."""
        assert isinstance(session, StoredSession)
        if session.ignored:
            return
        response.vary.add("Cookie")
        if session.ended:
            self._drop(session)
            response.delete_cookie(self.cookie, path="/", secure=self.secure, httponly=True, samesite="Lax")
            self._tell_mark("", response)
            return
        if session.rotate or (session.token is None and session.modified):
            self._begin(session)
            response.set_cookie(
                self.cookie, session.token or "", path="/", secure=self.secure, httponly=True, samesite="Lax"
            )
        elif session.token is not None and (session.modified or self._stale(session)):
            self._touch(session)
        self._tell_mark(mark_of(session.token) if session.token and session.user_id else "", response)

    def _tell_mark(self, mark: str, response: Response) -> None:
        """Give the browser the mark of the session that it has, or take one away that is nobody's any more."""
        had = request.cookies.get(self.mark_cookie, "")
        if mark and mark != had:
            response.set_cookie(self.mark_cookie, mark, path="/", secure=self.secure, samesite="Lax")
        elif had and not mark:
            response.delete_cookie(self.mark_cookie, path="/", secure=self.secure, samesite="Lax")

    def _stale(self, session: StoredSession) -> bool:
        return session.seen_at is None or clock.now() - session.seen_at >= SEEN_EVERY

    def _begin(self, session: StoredSession) -> None:
        now, before = clock.now(), session.token
        session.token = secrets.token_urlsafe(32)
        life = self.life if session.user_id else ANONYMOUS_LIFE
        with current().apart() as db:
            if before is not None:
                db.execute(delete(WebSession).where(WebSession.token_hash == token_hash(before)))
            self._sweep(db, now)
            db.add(
                WebSession(
                    token_hash=token_hash(session.token),
                    user_id=session.user_id,
                    created_at=now,
                    seen_at=now,
                    ends_at=now + life,
                    data=_packed(session),
                )
            )

    def _touch(self, session: StoredSession) -> None:
        # An UPDATE, never an INSERT: a session that was ended meanwhile must not come back.
        with current().apart() as db:
            db.execute(
                update(WebSession)
                .where(WebSession.token_hash == token_hash(session.token or ""))
                .values(seen_at=clock.now(), data=_packed(session))
            )

    def _drop(self, session: StoredSession) -> None:
        if session.token is not None:
            with current().apart() as db:
                db.execute(delete(WebSession).where(WebSession.token_hash == token_hash(session.token)))

    def _sweep(self, db: Session, now: datetime) -> None:
        db.execute(
            delete(WebSession).where(
                or_(
                    WebSession.ends_at <= now,
                    WebSession.seen_at < now - max(self.idle, ANONYMOUS_LIFE),
                )
            )
        )


def _packed(session: StoredSession) -> str:
    text = json.dumps(session, ensure_ascii=False, separators=(",", ":"))
    if len(text) > _MAX_DATA:
        # Messages to show once are the only part that can grow.
        session.pop("_flashes", None)
        text = json.dumps(session, ensure_ascii=False, separators=(",", ":"))
    return text


def web_session() -> StoredSession:
    """The session of the running request."""
    real = flask_session._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    assert isinstance(real, StoredSession)
    return real


def sign_in(user_id: str) -> None:
    """Make the running session that of a person: a new token, nothing kept from before."""
    session = web_session()
    session.clear()
    session.user_id, session.rotate = user_id, True


def sign_out() -> None:
    """End the running session."""
    session = web_session()
    session.clear()
    session.user_id, session.ended = None, True


def end_sessions(db: Session, user_id: str, *, keep_current: bool = False) -> int:
    """End all sessions of a person inside the running transaction; returns how many."""
    query = delete(WebSession).where(WebSession.user_id == user_id)
    if keep_current and (token := web_session().token) is not None:
        query = query.where(WebSession.token_hash != token_hash(token))
    return int(db.execute(query).rowcount)  # type: ignore[attr-defined]


def install(app: Flask, config: Config) -> None:
    """Give the application its sessions."""
    app.session_interface = StoreSessions(config)


def cookie_name() -> str:
    """Name of the session cookie of the running application."""
    interface = current_app.session_interface
    assert isinstance(interface, StoreSessions)
    return interface.cookie
