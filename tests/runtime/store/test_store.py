"""The store on both engines: schema, transactions, what is frozen, moments, one writer at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import delete, inspect, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError

from runtime import audit, clock
from runtime.app import create_app
from runtime.store import Store, migrate, session, transaction
from runtime.store.engine import normal_url
from runtime.store.models import Audit, Base, LoginAttempt, Release, SentForm, Submission, Unit, UnitParent
from runtime.units import add_unit, subtree_ids
from tests import world
from tests.application import settings
from tests.ready import ready


@pytest.fixture
def stored(store_url: str) -> Iterator[Flask]:
    ready(store_url, "tables", migrate.upgrade)
    made = create_app(settings(store_url))
    yield made
    made.extensions["khuon.store"].close()


def test_migrations_make_exactly_the_tables_of_the_models(store_url: str) -> None:
    migrate.upgrade(store_url)
    store = Store(store_url)
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []
    assert migrate.current_revision(store.engine) == migrate.newest_revision()
    migrate.downgrade(store_url, "base")
    assert set(inspect(store.engine).get_table_names()) <= {"alembic_version"}
    store.close()


def test_an_application_refuses_a_store_of_another_revision(store_url: str) -> None:
    with pytest.raises(Exception, match=r"startup\.store_behind"):
        create_app(settings(store_url))


def test_a_failed_act_leaves_nothing(stored: Flask) -> None:
    with stored.app_context():
        with pytest.raises(ZeroDivisionError), transaction() as db:  # noqa: PT012 - the act fails inside of its transaction
            add_unit(db, code="33", name="Hưng Yên", kind="province", tier="province", valid_from=date(2025, 7, 1))
            _ = 1 / 0
        assert session().scalars(select(Unit)).all() == []


def test_an_act_inside_an_act_joins_it(stored: Flask) -> None:
    with stored.app_context():
        with pytest.raises(ZeroDivisionError), transaction():  # noqa: PT012
            with transaction() as inner:
                inner.add(LoginAttempt(login="a", last_at=clock.now()))
            _ = 1 / 0
        assert session().get(LoginAttempt, "a") is None


def test_changes_outside_of_a_transaction_are_a_mistake_that_is_seen(stored: Flask) -> None:
    with stored.app_context():
        session().add(LoginAttempt(login="a", last_at=clock.now()))
        with pytest.raises(RuntimeError, match="outside of a transaction"), transaction():
            pass


def test_what_was_loaded_before_is_read_again_inside(stored: Flask) -> None:
    with stored.app_context(), transaction() as db:
        db.add(LoginAttempt(login="a", failures=1, last_at=clock.now()))
    with stored.app_context():
        seen = session().get_one(LoginAttempt, "a")
        assert seen.failures == 1

        def elsewhere() -> None:
            with stored.app_context(), transaction() as db:
                db.get_one(LoginAttempt, "a").failures = 2

        other = threading.Thread(target=elsewhere)
        session().rollback()
        other.start()
        other.join()
        with transaction():
            assert seen.failures == 2


def test_writers_wait_for_each_other_and_none_is_lost(stored: Flask) -> None:
    with stored.app_context(), transaction() as db:
        db.add(LoginAttempt(login="n", failures=0, last_at=clock.now()))

    def count() -> None:
        for _ in range(10):
            with stored.app_context(), transaction() as db:
                row = db.get_one(LoginAttempt, "n", with_for_update=True)
                row.failures += 1

    writers = [threading.Thread(target=count) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with stored.app_context():
        assert session().get_one(LoginAttempt, "n").failures == 40


def test_the_audit_chain_holds_when_many_write_at_once(stored: Flask) -> None:
    def act(number: int) -> None:
        for step in range(5):
            with stored.app_context(), transaction() as db:
                audit.record(db, "home.view", facts={"writer": number, "step": step})

    writers = [threading.Thread(target=act, args=(n,)) for n in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with stored.app_context():
        assert len(session().scalars(select(Audit)).all()) == 20
        assert audit.verify(session()) is None


@pytest.mark.parametrize("statement", [update(Audit).values(action="x"), delete(Audit)])
def test_the_audit_record_cannot_be_changed(stored: Flask, statement: object) -> None:
    with stored.app_context():
        with transaction() as db:
            audit.record(db, "home.view")
        with pytest.raises(DBAPIError, match="append-only"), transaction() as db:
            db.execute(statement)  # type: ignore[call-overload]


def test_a_changed_line_shows_even_when_the_trigger_was_removed(stored: Flask) -> None:
    with stored.app_context():
        with transaction() as db:
            for _ in range(3):
                audit.record(db, "home.view", facts={"n": 1})
        on = " ON audit" if db.get_bind().dialect.name == "postgresql" else ""
        with transaction() as db:
            db.execute(text(f"DROP TRIGGER frozen_audit_update{on}"))
            db.execute(update(Audit).where(Audit.seq == 2).values(facts='{"n": 2}'))
        assert audit.verify(session()) == 2


def test_a_release_is_frozen_but_may_be_superseded(stored: Flask) -> None:
    with stored.app_context():
        with transaction() as db:
            world.add_all(db)
        with transaction() as db:
            db.execute(update(Release).values(state="superseded"))
        with pytest.raises(DBAPIError, match="append-only"), transaction() as db:
            db.execute(update(Release).values(body="{}"))
        with pytest.raises(DBAPIError, match="append-only"), transaction() as db:
            db.execute(delete(Release))


def test_what_was_sent_is_frozen(stored: Flask) -> None:
    with stored.app_context():
        with transaction() as db:
            world.add_all(db)
            submission = db.scalars(select(Submission)).first()
            assert submission is not None
            sent = SentForm(
                submission_id=submission.id, revision=1, form_id="f", document="{}", sha256="0", at=clock.now()
            )
            db.add(sent)
        with pytest.raises(DBAPIError, match="append-only"), transaction() as db:
            db.execute(update(SentForm).values(document="[]"))


def test_foreign_keys_hold(stored: Flask) -> None:
    with stored.app_context(), pytest.raises(IntegrityError), transaction() as db:
        db.add(UnitParent(unit_id="none", parent_id="none", valid_from=date(2025, 7, 1)))


def test_moments_keep_their_zone(stored: Flask) -> None:
    there = timezone(timedelta(hours=7))
    with stored.app_context():
        with transaction() as db:
            db.add(LoginAttempt(login="a", last_at=datetime(2026, 1, 1, 0, 30, tzinfo=there)))
        found = session().get_one(LoginAttempt, "a").last_at
        assert found == datetime(2025, 12, 31, 17, 30, tzinfo=UTC)
        assert found.utcoffset() == timedelta(0)


def test_a_naive_moment_is_refused(stored: Flask) -> None:
    with stored.app_context(), pytest.raises(Exception, match="time zone"), transaction() as db:
        db.add(LoginAttempt(login="a", last_at=datetime(2026, 1, 1)))  # noqa: DTZ001


def test_the_subtree_follows_the_day(stored: Flask) -> None:
    with stored.app_context(), transaction() as db:
        world.add_people(db)
        from runtime.units import move_unit

        move_unit(db, db.get_one(Unit, "u_33_A_1"), "u_33_B", date(2026, 3, 1))
        assert subtree_ids(db, "u_33_A", date(2026, 2, 28)) == {"u_33_A", "u_33_A_1"}
        assert subtree_ids(db, "u_33_A", date(2026, 3, 1)) == {"u_33_A"}
        assert subtree_ids(db, "u_33_B", date(2026, 3, 1)) == {"u_33_B", "u_33_A_1"}


def test_the_driver_is_named_for_short_addresses() -> None:
    assert normal_url("postgresql://a:b@h/d") == "postgresql+psycopg://a:b@h/d"
    assert normal_url("postgres://a:b@h/d") == "postgresql+psycopg://a:b@h/d"
