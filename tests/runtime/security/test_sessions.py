"""Sessions live on the server: they idle out, end at a moment, end at once, and change their token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from runtime import clock
from runtime.security.session import mark_of, token_hash
from runtime.store import session, transaction
from runtime.store.models import RoleHolding, User, WebSession
from tests.people import Person, code_of
from tests.world import PASSWORD

People = Callable[..., Person]
COOKIE = "khuon_session"
MARK = "khuon_mark"


def cookie(one: Person) -> str:
    found = one.client.get_cookie(COOKIE)
    assert found is not None
    return found.value


def test_the_store_keeps_no_token(app: Flask, person: People) -> None:
    clerk = person("clerk_a")
    with app.app_context():
        rows = session().scalars(select(WebSession)).all()
        assert [row.token_hash for row in rows if row.user_id] == [token_hash(cookie(clerk))]
        assert cookie(clerk) not in {row.token_hash for row in rows}


def test_the_cookie_cannot_be_read_by_scripts_and_is_not_sent_across_sites(person: People) -> None:
    answer = person().get("/login")
    set_cookie = answer.headers["Set-Cookie"]
    assert "HttpOnly" in set_cookie
    assert "SameSite=Lax" in set_cookie
    assert "Path=/" in set_cookie


def test_pages_may_read_a_mark_of_the_session_that_goes_with_it(person: People) -> None:
    one = person()
    one.get("/login")
    assert one.client.get_cookie(MARK) is None, "nobody is signed in yet"
    with clock.frozen(clock.now()) as forward:
        one.sign_in("clerk_a")
        found = one.client.get_cookie(MARK)
        assert found is not None
        assert not found.http_only
        assert found.value == mark_of(cookie(one))
        assert found.value not in token_hash(cookie(one))
        assert "Set-Cookie" not in one.api("GET", "/api/session").headers, "told once"
        other = person("clerk_a").client.get_cookie(MARK)
        assert other is not None
        assert other.value != found.value, "another session of the same person has another one"
        forward(timedelta(minutes=16))
        one.api("GET", "/api/session")
        assert one.client.get_cookie(MARK) is None, "the session has idled out"
        one.sign_in("clerk_a")
        one.post("/logout")
        assert one.client.get_cookie(MARK) is None


def test_signing_in_gives_a_new_token(person: People) -> None:
    one = person()
    one.get("/login")
    before = cookie(one)
    one.sign_in("clerk_a")
    assert cookie(one) != before
    replay = person()
    replay.client.set_cookie(COOKIE, before)
    assert replay.api("GET", "/api/session").status_code == 401


def test_idle_and_absolute_end(person: People) -> None:
    with clock.frozen(clock.now()) as forward:
        clerk = person("clerk_a")
        forward(timedelta(minutes=14))
        assert clerk.api("GET", "/api/session").status_code == 200
        forward(timedelta(minutes=14))
        assert clerk.api("GET", "/api/session").status_code == 200, "use keeps a session awake"
        forward(timedelta(minutes=16))
        answer = clerk.api("GET", "/api/session")
        assert (answer.status_code, code_of(answer)) == (401, "auth.required")
        clerk.sign_in("clerk_a")
        for _ in range(60):
            forward(timedelta(minutes=13))
            last = clerk.api("GET", "/api/session").status_code
        assert last == 401, "12 hours are the end even of a busy session"


def test_a_copied_cookie_is_worth_nothing_after_logout(person: People) -> None:
    clerk, thief = person("clerk_a"), person()
    thief.client.set_cookie(COOKIE, cookie(clerk))
    assert thief.api("GET", "/api/session").status_code == 200
    assert clerk.post("/logout").status_code == 302
    assert thief.api("GET", "/api/session").status_code == 401


def test_a_request_that_began_before_logout_does_not_bring_the_session_back(app: Flask, person: People) -> None:
    clerk = person("clerk_a")
    token = cookie(clerk)
    clerk.post("/logout")
    with clock.frozen(clock.now() + timedelta(minutes=2)):
        late = person()
        late.client.set_cookie(COOKIE, token)
        late.get("/")
    with app.app_context():
        assert session().get(WebSession, token_hash(token)) is None


def test_a_role_taken_away_counts_from_the_next_request(app: Flask, person: People) -> None:
    clerk = person("clerk_a")
    assert clerk.api("GET", "/api/session").get_json()["role"] == "clerk"
    with app.app_context(), transaction() as db:
        db.get_one(RoleHolding, "h_clerk_a_clerk").valid_to = clock.today() - timedelta(days=1)
    assert clerk.api("GET", "/api/session").get_json()["role"] is None


def test_a_locked_account_is_out_at_once(app: Flask, person: People) -> None:
    clerk = person("clerk_a")
    with app.app_context(), transaction() as db:
        db.get_one(User, "p_clerk_a").active = False
    assert clerk.api("GET", "/api/session").status_code == 401
    assert clerk.sign_in("clerk_a").status_code == 401


def test_a_new_password_ends_all_other_sessions(person: People) -> None:
    here, there = person("clerk_a"), person("clerk_a")
    before = cookie(here)
    fields = {"current": PASSWORD, "new": "nắng vàng trên đồng", "again": "nắng vàng trên đồng"}
    assert here.post("/account/password", fields).status_code == 302
    assert there.api("GET", "/api/session").status_code == 401
    assert here.api("GET", "/api/session").status_code == 200
    assert cookie(here) != before


def test_old_sessions_are_swept_when_new_ones_begin(app: Flask, person: People) -> None:
    for _ in range(3):
        person().get("/login")
    with clock.frozen(clock.now() + timedelta(hours=2)):
        person().get("/login")
        with app.app_context():
            assert len(session().scalars(select(WebSession)).all()) == 1
