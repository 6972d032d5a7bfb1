"""Headers on every answer, and where a request that changes something may come from."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, render_template_string

from runtime.app import create_app
from runtime.permissions import require
from runtime.security.headers import POLICY
from tests.application import settings
from tests.people import Person, code_of

People = Callable[..., Person]


@pytest.mark.parametrize("path", ["/", "/login", "/nope", "/static/favicon.svg", "/health", "/help/errors"])
def test_every_answer_carries_the_headers(person: People, path: str) -> None:
    answer = person().get(path)
    answer.close()
    headers = answer.headers
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    if not path.startswith("/static/"):
        assert headers["Cache-Control"] == "no-store"


def test_a_style_nonce_stands_in_the_policy_only_where_it_was_asked_for(app: Flask) -> None:
    def styled() -> str:
        return render_template_string("{{ csp_nonce() }}")

    app.add_url_rule("/styled", view_func=require("health")(styled))
    answer = app.test_client().get("/styled")
    nonce = answer.get_data(as_text=True)
    assert f"style-src 'self' 'nonce-{nonce}'" in answer.headers["Content-Security-Policy"]
    assert app.test_client().get("/styled").get_data(as_text=True) != nonce
    assert "nonce" not in app.test_client().get("/login").headers["Content-Security-Policy"]
    assert POLICY["style-src"] == "'self'"


def test_https_brings_secure_cookies_and_hsts(filled_store: object) -> None:
    from dataclasses import replace

    made = create_app(replace(settings(f"sqlite:///{filled_store}"), secure=True))
    answer = made.test_client().get("/login", base_url="https://localhost")
    assert answer.headers["Set-Cookie"].startswith("__Host-khuon=")
    assert "Secure" in answer.headers["Set-Cookie"]
    assert "max-age" in answer.headers["Strict-Transport-Security"]
    made.extensions["khuon.store"].close()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, 302),
        ({"Origin": "http://localhost"}, 302),
        ({"Referer": "http://localhost/login"}, 302),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "https://x.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost.x.example"}, 403),
        ({"Origin": "http://localhost:81"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://x.example"}, 403),
        ({"Referer": "https://x.example/localhost"}, 403),
    ],
)
def test_only_our_own_pages_change_something(person: People, headers: dict[str, str], status: int) -> None:
    answer = person("clerk_a").post("/account", {"name": "Trần Thị B"}, headers)
    assert answer.status_code == status


@pytest.mark.parametrize("token", ["", "x", "of another session"])
def test_a_token_is_needed_as_well(person: People, token: str) -> None:
    clerk = person("clerk_a")
    sent = person("clerk_a").token() if token == "of another session" else token
    answer = clerk.client.put("/api/profile", json={"name": "B"}, headers={"X-CSRFToken": sent})
    assert (answer.status_code, code_of(answer)) == (403, "csrf")
