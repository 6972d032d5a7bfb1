"""Errors as answers, the start page, the bundle's tags, filters."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError, OperationalError

from metadata.errors import KhuonError, Problem, catalogue, fail
from runtime import assets
from runtime.filters import count, day, island_json, moment
from runtime.permissions import require
from runtime.store import session, transaction
from runtime.store.models import RoleHolding
from tests.people import API, PAGE, Person

People = Callable[..., Person]


def raising(app: Flask, error: Exception) -> None:
    def view() -> str:
        raise error

    app.add_url_rule("/fails", view_func=require("health")(view))


def test_a_program_gets_rfc_9457_with_all_problems(app: Flask) -> None:
    raising(app, KhuonError(Problem("unit.cycle", "parent"), Problem("query.page", "page")))
    answer = app.test_client().get("/fails", headers=API)
    body = answer.get_json()
    assert answer.mimetype == "application/problem+json"
    assert answer.status_code == body["status"] == 422
    assert body["type"] == "/help/errors#unit.cycle"
    assert [(p["code"], p["place"]) for p in body["problems"]] == [("unit.cycle", "parent"), ("query.page", "page")]


def test_a_person_gets_a_page_with_the_code(app: Flask) -> None:
    raising(app, fail("unit.cycle"))
    answer = app.test_client().get("/fails", headers=PAGE)
    page = answer.get_data(as_text=True)
    assert (answer.status_code, answer.mimetype) == (422, "text/html")
    assert "không thể trực thuộc chính nó" in page
    assert 'href="/help/errors#unit.cycle"' in page
    english = app.test_client()
    english.set_cookie("khuon_lang", "en")
    assert "cannot be under itself" in english.get("/fails", headers=PAGE).get_data(as_text=True)


@pytest.mark.parametrize(
    ("error", "status", "code"),
    [
        (ZeroDivisionError("bí mật"), 500, "server.failure"),
        (IntegrityError("INSERT bí mật", {}, Exception("UNIQUE")), 409, "conflict"),
        (OperationalError("SELECT bí mật", {}, Exception("database is locked")), 503, "server.busy"),
    ],
)
def test_a_failure_says_nothing_of_its_inside(app: Flask, error: Exception, status: int, code: str) -> None:
    raising(app, error)
    answer = app.test_client().get("/fails", headers=API)
    assert (answer.status_code, answer.get_json()["code"]) == (status, code)
    assert "bí mật" not in answer.get_data(as_text=True)


def test_the_id_of_an_answer_stands_in_the_log(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    raising(app, ZeroDivisionError())
    found = app.test_client().get("/fails", headers=API).get_json()["instance"]
    logged = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in logged if line["instance"] == found] == ["failure"]


def test_the_catalogue_page_lists_every_code(person: People) -> None:
    page = person().get("/help/errors").get_data(as_text=True)
    for code in catalogue():
        assert f'id="{code}"' in page


def test_the_start_page_follows_the_role(app: Flask, person: People) -> None:
    # What a unit owes stands on its first page, a row a report.
    assert person("clerk_a").get("/").get_data(as_text=True).count("Chưa nhập</span>") == 2
    assert "Chưa nhập" not in person("approver").get("/").get_data(as_text=True)
    assert "Bạn chưa được giao vai trò nào" in person("nobody").get("/").get_data(as_text=True)
    with app.app_context(), transaction() as db:
        db.get_one(RoleHolding, "h_both_approver").valid_to = date(2025, 12, 31)
        assert session() is db
    both = person("both")
    assert both.get("/").status_code == 200


def test_a_method_that_is_not_taken_names_those_that_are(person: People) -> None:
    answer = person("clerk_a").api("POST", "/viec", {})
    assert (answer.status_code, answer.get_json()["code"]) == (405, "http.method")
    assert "GET" in answer.headers["Allow"]


def test_tags_of_the_bundle(app: Flask, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    manifest = {
        "src/entries/fill.tsx": {"file": "assets/fill-1.js", "css": ["assets/fill-1.css"], "imports": ["_shared.js"]},
        "_shared.js": {"file": "assets/shared-1.js", "css": ["assets/shared-1.css"], "imports": ["_shared.js"]},
    }
    # The pages of filling are a build of their own, with a manifest of its own.
    (bundle / "filling.json").write_text(json.dumps(manifest), encoding="utf-8")
    (bundle / "manifest.json").write_text(json.dumps({"src/entries/app.ts": {"file": "assets/app-1.js", "css": ["assets/app-1.css"]}}), encoding="utf-8")
    app.static_folder = str(tmp_path)
    assets.install(app)
    with app.test_request_context("/"):
        made = str(app.jinja_env.globals["asset"]("fill"))
        assert made.index("shared-1.css") < made.index("fill-1.css") < made.index("fill-1.js")
        assert '<script type="module" src="/static/bundle/assets/fill-1.js"></script>' in made
        assert "app-1.js" not in app.jinja_env.globals["asset"]("app", part="style", later=True)
        assert "app-1.css" not in app.jinja_env.globals["asset"]("app", part="script")
        assert app.jinja_env.globals["asset"]("không") == ""


def test_a_classic_script_carries_what_it_needs_and_goes_before_modules_that_take_from_it(app: Flask, tmp_path: Path) -> None:
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    manifest = {
        "src/entries/fill.tsx": {"file": "assets/fill-1.js", "imports": ["_shared.js"], "classic": True},
        "src/entries/sheet.tsx": {"file": "assets/sheet-1.js", "imports": ["_shared.js"]},
        "_shared.js": {"file": "assets/shared-1.js", "after": "src/entries/fill.tsx"},
    }
    (bundle / "filling.json").write_text(json.dumps(manifest), encoding="utf-8")
    app.static_folder = str(tmp_path)
    assets.install(app)
    script = '<script defer src="/static/bundle/assets/fill-1.js"></script>'
    with app.test_request_context("/"):
        assert app.jinja_env.globals["asset"]("fill") == script
        sheet = str(app.jinja_env.globals["asset"]("sheet"))
        assert sheet.index(script) < sheet.index('<script type="module" src="/static/bundle/assets/sheet-1.js"></script>')
        # What pages keep for later includes what only modules that come later ask for.
        assert {Path(one).name for one in assets.addresses("fill")} == {"fill-1.js", "shared-1.js"}


def test_island_json_cannot_end_its_element() -> None:
    hostile = {"a": "</script><!--\u2028&", "b": ["]]>"]}
    text = str(island_json(hostile))
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == hostile


def test_days_and_numbers_as_people_read_them() -> None:
    late = datetime(2026, 7, 4, 17, 30, tzinfo=UTC)
    assert (day(date(2026, 7, 5)), day(late), day(None)) == ("05/07/2026", "05/07/2026", "")
    assert (moment(late), moment(None)) == ("00:30 05/07/2026", "")
    assert (count(0), count(1234567)) == ("0", "1.234.567")
