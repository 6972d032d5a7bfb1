"""The whole application on both engines: signing in, lists by permission, administration, refusals, the record."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from designer.app import create_app
from runtime import audit
from runtime.store import migrate, session, transaction
from tests import world
from tests.application import settings
from tests.people import Person
from tests.ready import ready


@pytest.fixture
def running(store_url: str) -> Iterator[Flask]:
    ready(store_url, "the small province", _province)
    made = create_app(settings(store_url))
    yield made
    made.extensions["khuon.store"].close()


def _province(url: str) -> None:
    migrate.upgrade(url)
    made = create_app(settings(url))
    with made.app_context(), transaction() as db:
        world.add_all(db)
    made.extensions["khuon.store"].close()


def test_a_day_at_the_office(running: Flask) -> None:
    clerk, admin, stranger = Person(running, "clerk_a"), Person(running, "admin_a"), Person(running)
    for path in ("/", "/viec", "/bao-cao/s_g_kn_u_33_A/f_kn"):
        assert clerk.get(path).status_code == 200, path
    assert clerk.get("/bao-cao/s_g_kn_u_33_B/f_kn").status_code == 404
    change = {"cells": {"r1:c1": {"to": "1234", "was": None}}}
    saved = clerk.api("PATCH", "/api/submissions/s_g_kn_u_33_A/forms/f_kn", change, {"If-Match": "0"})
    assert saved.status_code == 200
    for path in ("/admin/units/?search=pho", "/admin/users/?sort=0&desc=1", "/admin/roles/", "/admin/audit/"):
        assert admin.get(path).status_code == 200, path
    fields = {"login": "moi.nguoi", "name": "Mới", "unit_id": "u_33_A", "new": "nắng vàng trên đồng"}
    assert admin.post("/admin/users/new/", fields).status_code == 302
    for _ in range(5):
        assert stranger.sign_in("clerk_b", "sai").status_code == 401
    assert stranger.sign_in("clerk_b").status_code == 429
    assert clerk.post("/logout").status_code == 302
    with running.app_context():
        assert audit.verify(session()) is None


@pytest.mark.parametrize("login", ["receiver", "leader", "designer", "approver", "auditor"])
def test_the_lists_of_every_role(running: Flask, login: str) -> None:
    person = Person(running, login)
    page = person.get("/").get_data(as_text=True)
    links = {
        part.split('"')[0] for part in page.split('<nav class="main-nav"')[1].split("</nav>")[0].split('href="')[1:]
    }
    assert links
    for link in links:
        assert person.get(link).status_code == 200, link
