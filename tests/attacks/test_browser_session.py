"""Class browser_session: other sites, old cookies, guessed passwords, idle screens."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from metadata.errors import KhuonError
from runtime import clock
from runtime.config import Config
from runtime.store import session
from runtime.store.models import Draft
from tests.attacks.payloads import expected, of_class
from tests.people import API, PAGE, Person

ATTACKS = of_class("browser_session")
APPROVE = "/api/drafts/d_g_kn_in_approval/approve"


def untouched(app: Flask) -> bool:
    with app.app_context():
        return session().get_one(Draft, "d_g_kn_in_approval").state == "in_approval"


def test_the_whole_class_is_run() -> None:
    run = {"01", "02", "04", "06", "07", "09", "11", "12", "14", "16", "17"}
    assert set(ATTACKS) == {f"BS-{number}" for number in run}


@pytest.mark.parametrize("name", ["BS-01", "BS-02"])
def test_bs_01_02_another_site_posts(whole: Flask, name: str) -> None:
    approver = Person(whole, "approver")
    headers = ATTACKS[name]["send"]["headers"]
    expected(ATTACKS[name], approver.api("POST", APPROVE, {"valid_from": "2026-12"}, headers))
    form = {"valid_from": "2026-12", "shown": "x"}
    bare = approver.client.post("/phe-duyet/d_g_kn_in_approval/ban-hanh", data=form, headers={**API, **headers})
    expected(ATTACKS[name], bare)
    assert untouched(whole)


def test_bs_04_a_link_changes_nothing(whole: Flask) -> None:
    approver = Person(whole, "approver")
    answer = approver.api("GET", APPROVE)
    expected(ATTACKS["BS-04"], answer)
    assert "POST" in answer.headers["Allow"]
    assert untouched(whole)


def test_bs_06_a_cookie_after_logout(whole: Flask) -> None:
    clerk, thief = Person(whole, "clerk_a"), Person(whole)
    kept = clerk.client.get_cookie("khuon_session")
    assert kept is not None
    clerk.post("/logout")
    thief.client.set_cookie("khuon_session", kept.value)
    expected(ATTACKS["BS-06"], thief.api("GET", "/viec"))


def test_bs_07_a_forged_cookie(whole: Flask) -> None:
    key = ATTACKS["BS-07"]["send"]["args"]["key"]
    flask_cookie = SecureCookieSessionInterface()
    forger = URLSafeTimedSerializer(
        key,
        salt=flask_cookie.salt,
        serializer=flask_cookie.serializer,
        signer_kwargs={"key_derivation": flask_cookie.key_derivation, "digest_method": flask_cookie.digest_method},
    )
    forged: Any = forger.dumps({"user_id": "p_admin", "_user_id": "p_admin"})
    for name in ("khuon_session", "session"):
        stranger = Person(whole)
        stranger.client.set_cookie(name, forged)
        expected(ATTACKS["BS-07"], stranger.api("GET", "/admin/units/"))


@pytest.mark.parametrize(
    "key", ["changeme", "changeme" * 8, "", "x" * 64, "short-but-random-9fK2", "your-secret-key", "dev" * 20]
)
def test_bs_07_a_weak_key_stops_the_start(key: str) -> None:
    with pytest.raises(KhuonError) as refused:
        Config(database_url="sqlite://", secret_key=key)
    assert refused.value.code == "config.secret_key"


@pytest.mark.parametrize("path", ["/login", "/help/errors", "/", "/khong-co", "/admin/"])
def test_bs_09_no_page_is_framed(whole: Flask, path: str) -> None:
    headers = Person(whole).get(path).headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_bs_11_no_way_out_after_login(whole: Flask) -> None:
    there = ATTACKS["BS-11"]["send"]["query"]["next"]
    one = Person(whole)
    fields = {"csrf_token": one.token(), "login": "clerk_a", "password": "mưa rào tháng bảy"}
    answer = one.client.post("/login", query_string={"next": there}, data=fields, headers=PAGE)
    assert answer.status_code in ATTACKS["BS-11"]["expect"]["http"]
    assert answer.headers["Location"] == "/"


def test_bs_12_a_foreign_host(whole: Flask) -> None:
    headers = {**API, **ATTACKS["BS-12"]["send"]["headers"]}
    for path in ("/login", "/khong-co", "/"):
        answer = whole.test_client().get(path, headers=headers)
        expected(ATTACKS["BS-12"], answer)
        assert "x.example" not in answer.get_data(as_text=True)


def test_bs_14_guessing(whole: Flask) -> None:
    one = Person(whole)
    tries = [{"csrf_token": one.token(), "login": "clerk_a", "password": f"đoán {n}"} for n in range(6)]
    answers = [one.client.post("/login", data=sent, headers=API) for sent in tries]
    assert [a.status_code for a in answers[:5]] == [401] * 5
    expected(ATTACKS["BS-14"], answers[5])
    assert int(answers[5].headers["Retry-After"]) > 0
    assert Person(whole).sign_in("clerk_b").status_code == 302


@pytest.mark.parametrize(
    "path", ["/admin/", "/admin/units/", "/admin/users/new/", "/admin/audit/", "/admin/units/export/csv/"]
)
def test_bs_16_administration_without_signing_in(whole: Flask, path: str) -> None:
    expected(ATTACKS["BS-16"], Person(whole).api("GET", path))


def test_bs_17_an_idle_screen(whole: Flask) -> None:
    with clock.frozen(clock.now()) as forward:
        clerk = Person(whole, "clerk_a")
        path = "/api/submissions/s_g_kn_u_33_A/forms/f_kn"
        change = {"cells": {"r1:c1": {"to": "12", "was": None}}}
        saved = clerk.api("PATCH", path, change, {"If-Match": "0"})
        assert saved.status_code == 200, saved.get_json()
        forward(timedelta(minutes=16))
        expected(ATTACKS["BS-17"], clerk.api("GET", path))
        clerk.sign_in("clerk_a")
        kept = clerk.api("GET", path).get_data(as_text=True)
        assert '"r1:c1"' in kept, "what was saved before is there after signing in again"


def test_a_session_that_ended_in_the_middle_of_a_form_says_so_before_anything_else(whole: Flask) -> None:
    with clock.frozen(clock.now()) as forward:
        clerk = Person(whole, "clerk_a")
        token = clerk.token()
        forward(timedelta(minutes=20))
        path = "/api/submissions/s_g_kn_u_33_A/forms/f_kn"
        change = {"cells": {"r1:c1": {"to": "12", "was": None}}}
        answer = clerk.client.patch(path, json=change, headers={**API, "X-CSRFToken": token, "If-Match": "0"})
        expected(ATTACKS["BS-17"], answer)
        assert "vẫn được giữ" in answer.get_json()["detail"]
        clerk.sign_in("clerk_a")
        fresh = clerk.api("GET", "/api/session").get_json()["csrf"]
        again = clerk.client.patch(path, json=change, headers={**API, "X-CSRFToken": fresh, "If-Match": "0"})
        assert again.status_code == 200
