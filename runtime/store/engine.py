"""The engine, sessions and the one way to write.

Reading: :func:`session` gives the session of the running request (or of the thread outside of one).
Writing: ``with transaction() as db:`` is one act, all or nothing. On SQLite it takes a lock of the
process first, because several waiting writers cost seconds there, then ``BEGIN IMMEDIATE``. What was
loaded before is read again inside, so a decision is never made on what was true a moment ago.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from flask import current_app, has_app_context
from flask.globals import app_ctx
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session, scoped_session, sessionmaker

_EXTENSION = "khuon.store"
_WRITE = "khuon_write"
_IN_TRANSACTION = "khuon_in_transaction"
#: Milliseconds that SQLite waits for another process; the lock of this process comes first.
BUSY_TIMEOUT = 10_000


def _scope() -> tuple[int, int]:
    """One session per application context, and per thread outside of one."""
    context = id(app_ctx._get_current_object()) if has_app_context() else 0  # type: ignore[attr-defined]  # noqa: SLF001
    return threading.get_ident(), context


def normal_url(url: str) -> str:
    """The address with the driver named: ``postgresql://`` means psycopg 3."""
    parsed = make_url(url)
    if parsed.drivername in {"postgres", "postgresql"}:
        parsed = parsed.set(drivername="postgresql+psycopg")
    return parsed.render_as_string(hide_password=False)


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(dbapi: Any, _record: Any) -> None:
        # The driver must not begin by itself: BEGIN IMMEDIATE is ours to say.
        dbapi.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            f"busy_timeout={BUSY_TIMEOUT}",
            "foreign_keys=ON",
            "synchronous=NORMAL",
        ):
            dbapi.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        write = connection.get_execution_options().get(_WRITE, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")


def make_engine(url: str) -> Engine:
    """An engine for SQLite (``sqlite:///path``) or PostgreSQL (``postgresql://…``)."""
    parsed = make_url(normal_url(url))
    if parsed.get_backend_name() == "sqlite":
        if parsed.database and parsed.database != ":memory:":
            Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(parsed)
        _prepare_sqlite(engine)
        return engine
    return create_engine(parsed, pool_size=8, max_overflow=8, pool_pre_ping=True)


class Store:
    """An engine with its sessions."""

    def __init__(self, url: str) -> None:
        self.engine = make_engine(url)
        self._lock: threading.Lock | None = threading.Lock() if self.engine.dialect.name == "sqlite" else None
        self._sessions = scoped_session(sessionmaker(self.engine), scopefunc=_scope)

    def session(self) -> Session:
        """The session of this request or thread, for reading and inside a transaction."""
        return self._sessions()

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """One act: commits at the end, rolls back on any exception. Inside another one it joins that one."""
        db = self.session()
        if db.info.get(_IN_TRANSACTION):
            yield db
            return
        if db.new or db.dirty or db.deleted:
            raise RuntimeError("objects were changed outside of a transaction")
        db.rollback()
        with self._turn():
            db.info[_IN_TRANSACTION] = True
            try:
                db.connection(execution_options={_WRITE: True})
                yield db
                db.commit()
            except BaseException:
                db.rollback()
                raise
            finally:
                db.info.pop(_IN_TRANSACTION, None)

    @contextmanager
    def apart(self) -> Iterator[Session]:
        """A transaction of its own on a new session: for what must stay even when the act fails.

        Never inside :meth:`transaction`: on SQLite it would wait for itself.
        """
        if self.session().info.get(_IN_TRANSACTION):
            raise RuntimeError("a transaction apart cannot begin inside another one")
        self.session().rollback()
        with self._turn(), Session(self.engine) as db:
            db.connection(execution_options={_WRITE: True})
            yield db
            db.commit()

    def release(self) -> None:
        """Give the session of this request or thread back."""
        self._sessions.remove()

    def close(self) -> None:
        """Close all connections."""
        self._sessions.remove()
        self.engine.dispose()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if self._lock is None:
            yield
        else:
            with self._lock:
                yield


def current() -> Store:
    """The store of the running application."""
    return cast("Store", current_app.extensions[_EXTENSION])


def install(app: Any, url: str) -> Store:
    """Give an application its store; sessions end with their application context."""
    store = Store(url)
    app.extensions[_EXTENSION] = store
    app.teardown_appcontext(lambda _error: store.release())
    return store


def session() -> Session:
    """The session of the running request."""
    return current().session()


@contextmanager
def transaction() -> Iterator[Session]:
    """One act on the store of the running application; see :meth:`Store.transaction`."""
    with current().transaction() as db:
        yield db
