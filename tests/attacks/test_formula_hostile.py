"""The project's own hostile formulas through the real doors: operations, the editor, printed lines, packages, cells, consolidation."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from flask import Flask

from designer.operations.formulas import REFUSED
from metadata.errors import catalogue
from metadata.package import write_package
from runtime.store import session
from runtime.store.models import Draft
from tests.attacks.hostile_formulas import ALL, LINES
from tests.attacks.payloads import built, of_class
from tests.attacks.publishing import done
from tests.attacks.test_formula import DRAFT, WAYS, operate
from tests.people import API, Person
from tests.world import documents_of

LEAKS = ("Traceback", "SELECT ", "/site-packages/", "Werkzeug", "SQLAlchemy", "asteval", "RecursionError")
#: Texts that the reader of JSON refuses before anybody looks at them as formulas.
AT_THE_DOOR = {"text.control_character", "text.piled_marks", "text.surrogate", "json.schema", "http.too_large", "template.schema", "template.too_large", "json.too_long"}
FORMULAS = {**{name: text for name, (text, _) in ALL.items()}, **{n: built(a["send"]["text"]) for n, a in {**of_class("formula_escape"), **of_class("formula_bomb")}.items() if a["send"]["kind"] == "formula"}}


def sound(answer: Any, name: str) -> dict[str, Any]:
    """No failure, nothing leaked, every code in the catalogue."""
    text = answer.get_data(as_text=True)
    assert answer.status_code < 500, name
    assert not [leak for leak in LEAKS if leak in text and leak not in FORMULAS.get(name, "")], name
    body: dict[str, Any] = answer.get_json()
    codes = {problem["code"] for problem in body.get("problems", ())}
    assert codes <= set(catalogue()), name
    return body


@pytest.mark.parametrize("kind", ["formula", "rule"])
def test_the_editor_answers_everything(whole: Flask, kind: str) -> None:
    designer = Person(whole, "designer")
    for name, text in FORMULAS.items():
        raw = json.dumps({"form": "f_kn", "section": "s1", "row": "r1", "column": "c3", "text": text, "as": kind}).encode()
        answer = designer.api("POST", f"{DRAFT}/parse", raw=raw)
        body = sound(answer, name)
        if answer.status_code != 200:
            assert body["code"] in AT_THE_DOOR, (name, body["code"])
        elif name in ALL and kind == "formula":
            said = None if body["ok"] else body["problems"][0]["code"]
            assert said == ALL[name][1] or (said == "formula.result_type" and ALL[name][1] is None), (name, said)


@pytest.mark.parametrize("way", WAYS)
def test_what_is_refused_is_never_stored(whole: Flask, way: str) -> None:
    make, _ = WAYS[way]
    designer = Person(whole, "designer")
    wanted = {name: text for name, (text, code) in ALL.items() if code in REFUSED}
    assert len(wanted) > 60
    for name, text in wanted.items():
        answer = operate(designer, make(text))
        body = sound(answer, name)
        assert answer.status_code in {400, 413, 422}, name
        assert body["code"] in REFUSED | AT_THE_DOOR, (name, body["code"])
    with whole.app_context():
        draft = session().get_one(Draft, "d_g_kn_draft")
        assert (draft.version, json.loads(draft.body)) == (0, documents_of("g_kn"))


def test_packages_bring_none_of_it_in(whole: Flask) -> None:
    designer = Person(whole, "designer")
    for name, (text, code) in ALL.items():
        if code not in REFUSED or "\ud800" in text or "\ud83d" in text:
            continue
        documents = documents_of("g_new")
        documents["f_new"]["sections"]["items"]["s1"]["columns"]["nodes"]["c3"]["cell"]["formula"] = text
        sent = {"package": (io.BytesIO(write_package(documents)), "mau.khuon"), "csrf_token": designer.token()}
        answer = designer.client.post("/api/packages", data=sent, headers=API)
        assert answer.status_code in {400, 413, 422}, name
        sound(answer, name)
    with whole.app_context():
        assert session().query(Draft).filter(Draft.regime_id == "g_new").count() == 0


def test_printed_lines_stay_print(whole: Flask) -> None:
    designer, base = Person(whole, "designer"), 0
    for name, text in LINES.items():
        raw = json.dumps({"base": base, "operations": [{"op": "set_relation", "doc": "f_kn", "section": "s1", "column": "c3", "text": text}]}).encode()
        answer = designer.api("POST", f"{DRAFT}/operations", raw=raw)
        body = sound(answer, name)
        base = body.get("version", base)
    with whole.app_context():
        kept = json.loads(session().get_one(Draft, "d_g_kn_draft").body)
        made = [item["expr"] for document in kept.values() if document["spec"] == "rules/1" for item in document["items"].values()]
        assert made == [], "no check was made of any of them"


def test_in_a_cell_a_formula_is_what_was_typed(whole: Flask) -> None:
    """Never computed: text in a cell of text, a draft in a cell of figures, and neither where the reader of JSON refuses it."""
    clerk, path = Person(whole, "clerk_a"), "/api/submissions/s_g_kn_u_33_A/forms/f_kn"
    before = done(clerk.api("GET", path))
    was, version = {key: before["values"].get(key) for key in ("r1:c1", "r1:c4")}, before["version"]
    for name, text in FORMULAS.items():
        if len(text) > 500:
            continue
        cells = {"r1:c1": {"to": {"raw": text}, "was": was["r1:c1"]}, "r1:c4": {"to": {"t": text}, "was": was["r1:c4"]}}
        answer = clerk.api("PATCH", path, raw=json.dumps({"cells": cells}).encode(), headers={"If-Match": str(version)})
        body = sound(answer, name)
        if answer.status_code != 200:
            assert body["code"] in AT_THE_DOOR, (name, body["code"])
            continue
        version = body["version"]
        kept = done(clerk.api("GET", path))["values"]
        was = {key: kept.get(key) for key in was}
        assert "raw" in was["r1:c1"], name
        assert body["computed"]["r1:c3"] is None or "r1:c3" in body["incomplete"], name
