"""Odd values at every address, on both stores: never a 5xx, never more said than a code. The walk knows no address by name."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from flask import Flask
from werkzeug.routing import Rule

from designer.app import create_app
from metadata.canonical import digest
from metadata.errors import KhuonError
from metadata.package import write_package
from runtime.store import migrate, transaction
from tests import world
from tests.application import settings
from tests.people import API, PAGE, Person
from tests.world import documents_of

UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
WALKERS = ("designer", "clerk_a", "receiver", "approver", "admin")
#: An object that the walker may reach, so that what stands behind the id in an address is looked at too.
REACHED = {"designer": "d_g_kn_draft", "clerk_a": "s_g_kn_u_33_A", "receiver": "g_kn", "approver": "d_g_kn_in_approval", "admin": "g_kn"}
NAMED = {"number": "0", "comment": "m0", "note": "n0", "way": "empty", "link": "l0", "form_id": "f_kn", "period": "2026-10", "key": "r1:c1", "output": "xlsx", "span": "2026"}
ODD = ("a\x00b", "\u202eẢ'\"%\\", "x" * 2_000)
LEAKS = ("Traceback", "SELECT ", "/site-packages/", "psycopg", "sqlite3", "SQLAlchemy")
ENDS = {"auth.logout", "auth.sign_in_form", "auth.change_password"}


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def both(request: pytest.FixtureRequest, filled_store: Path, tmp_path: Path) -> Iterator[Flask]:
    """The whole application over the small province, on each store."""
    if request.param == "sqlite":
        path = tmp_path / "odd.sqlite3"
        shutil.copy(filled_store, path)
        made = create_app(settings(f"sqlite:///{path}"))
    else:
        url = request.getfixturevalue("postgres_url")
        migrate.upgrade(url)
        made = create_app(settings(url))
        with made.app_context(), transaction() as db:
            world.add_all(db)
    yield made
    made.extensions["khuon.store"].close()


def sound(answer: Any, what: str) -> None:
    """No failure, no leak, the headers of every answer."""
    assert answer.status_code < 500, f"{what}: {answer.status_code}"
    kinds = ("application/json", "application/problem+json", "text/html", "text/css", "text/plain")
    text = answer.get_data(as_text=True) if answer.mimetype in kinds else ""
    answer.close()
    assert not [leak for leak in LEAKS if leak in text], what
    assert answer.headers["X-Content-Type-Options"] == "nosniff", what
    assert "unsafe" not in answer.headers["Content-Security-Policy"], what
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"], what


def addresses(app: Flask) -> list[tuple[Rule, str]]:
    return [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        if rule.endpoint not in ENDS
    ]


def filled_in(rule: Rule, values: dict[str, str]) -> str:
    path = rule.rule
    for name in rule.arguments:
        for mark in (f"<{name}>", f"<path:{name}>"):
            path = path.replace(mark, quote(values[name], safe=""))
    return path


def variants(rule: Rule, login: str, odd: str) -> Iterator[str]:
    """One argument after the other is odd, the rest leads somewhere."""
    good = {name: NAMED.get(name, "ab") for name in rule.arguments} | {"id": REACHED[login]}
    for name in sorted(rule.arguments):
        yield filled_in(rule, {**good, name: odd})
    if not rule.arguments:
        yield rule.rule


@pytest.mark.parametrize("login", WALKERS)
def test_no_address_fails_on_an_odd_one(both: Flask, login: str) -> None:
    person = Person(both, login)
    token = person.token()
    for number, (rule, method) in enumerate(addresses(both)):
        for odd in (ODD[0], ODD[1 + number % 2]):
            for path in variants(rule, login, odd):
                headers = {**(API if len(path) % 2 else PAGE), "If-Match": "\xff", "Idempotency-Key": odd[:60].encode().hex()}
                if method in UNSAFE:
                    headers["X-CSRFToken"] = token
                body = {"json": {}} if path.startswith("/api/") else {"data": {"x": odd}}
                sent = body if method in UNSAFE else {"query_string": {"page": odd, "round": odd, "unit": odd, "since": odd, "form": odd, "search": odd}}
                sound(person.client.open(path, method=method, headers=headers, **sent), f"{method} {path[:200]}")


@pytest.mark.parametrize("login", ["a\x00b", "\x00", "x" * 5_000, "Ả" * 300, "' or 1=1 --", "\ud800".encode("utf-8", "surrogatepass")])
def test_names_to_sign_in_with(both: Flask, login: str | bytes) -> None:
    one = Person(both)
    fields = {"csrf_token": one.token(), "login": login, "password": "a\x00b" if login == "\x00" else "sai"}
    answer = one.client.post("/login", data=fields, headers=API)
    sound(answer, repr(login)[:40])
    assert answer.status_code in {401, 422}


@pytest.mark.parametrize("text", ["a\x00b", "a\u202eb", "a\ud800b"])
def test_texts_of_a_package(both: Flask, text: str) -> None:
    documents = documents_of("g_new")
    documents["f_new"]["title"] = "TÊN BIỂU"
    data = io.BytesIO(packed(write_package(documents), text))
    designer = Person(both, "designer")
    sent = {"package": (data, "mau.khuon"), "csrf_token": designer.token()}
    answer = designer.client.post("/api/packages", data=sent, headers=API)
    sound(answer, repr(text))
    assert answer.status_code in {400, 422}
    assert answer.get_json()["code"] in {"text.control_character", "text.surrogate"}


def packed(package: bytes, text: str) -> bytes:
    """The package with another title, its hash made to fit as a forger would."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(made, "w") as new:
        bodies = {name: old.read(name).decode() for name in old.namelist()}
        body = bodies["documents/f_new.json"].replace("TÊN BIỂU", json.dumps(text)[1:-1])
        manifest = json.loads(bodies["manifest.json"])
        try:
            manifest["documents"]["f_new"] = digest(json.loads(body))
        except KhuonError:
            manifest["documents"]["f_new"] = hashlib.sha256(b"").hexdigest()
        bodies |= {"documents/f_new.json": body, "manifest.json": json.dumps(manifest)}
        for name, text_of_entry in bodies.items():
            new.writestr(name, text_of_entry)
    return made.getvalue()
