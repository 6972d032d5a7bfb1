"""A person at a browser, for tests: signs in, posts forms with the token, speaks JSON to the API."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from runtime.actor import Actor, actor_for, holdings_of
from runtime.store import session
from runtime.store.models import User
from tests.world import PASSWORD

PAGE = {"Accept": "text/html"}
API = {"Accept": "application/json"}


class Person:
    """One browser with its cookies."""

    def __init__(self, app: Flask, login: str | None = None, password: str = PASSWORD) -> None:
        self.app = app
        self.client: FlaskClient = app.test_client()
        self.login = login
        #: The session whose token is known, and the token.
        self._known: tuple[str, str] = ("", "")
        if login is not None:
            answer = self.sign_in(login, password)
            assert answer.status_code == 302, answer.get_data(as_text=True)

    def token(self) -> str:
        """A CSRF token of this browser's session; like a page that stays open, asked for once as long as the session is the same."""
        if self._session() and self._session() == self._known[0]:
            return self._known[1]
        page = self.client.get("/login", headers=PAGE, follow_redirects=True).get_data(as_text=True)
        self._known = self._session(), page.split('name="csrf-token" content="')[1].split('"')[0]
        return self._known[1]

    def _session(self) -> str:
        cookie = self.client.get_cookie("khuon_session")
        return cookie.value if cookie is not None else ""

    def sign_in(self, login: str, password: str = PASSWORD, **fields: str) -> TestResponse:
        """Send the login form, opened anew: a session that has ended leaves its cookie behind."""
        self._known = ("", "")
        return self.post("/login", {"login": login, "password": password, **fields})

    def get(self, path: str, headers: dict[str, str] | None = None) -> TestResponse:
        """A page."""
        return self.client.get(path, headers={**PAGE, **(headers or {})})

    def post(
        self, path: str, fields: dict[str, Any] | None = None, headers: dict[str, str] | None = None
    ) -> TestResponse:
        """A form of a page, with its token."""
        return self.client.post(
            path, data={"csrf_token": self.token(), **(fields or {})}, headers={**PAGE, **(headers or {})}
        )

    def api(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None, raw: bytes | None = None
    ) -> TestResponse:
        """A call of the API; ``raw`` sends bytes as they are."""
        sent = {**API, **({"X-CSRFToken": self.token()} if method != "GET" else {}), **(headers or {})}
        if raw is not None:
            return self.client.open(path, method=method, data=raw, content_type="application/json", headers=sent)
        if body is None and method == "GET":
            return self.client.open(path, method=method, headers=sent)
        return self.client.open(path, method=method, json=body, headers=sent)


def code_of(answer: TestResponse) -> str:
    """Code of the catalogue in an API answer."""
    return str((answer.get_json(silent=True) or {}).get("code", ""))


def actor_of(app: Flask, login: str) -> Actor:
    """The actor that a fresh sign-in of this person gives."""
    with app.app_context():
        user = session().scalars(select(User).where(User.login == login)).one()
        held = holdings_of(session(), user.id)
        return actor_for(session(), user, held[0].id if held else None)
