"""Classes json_schema, and the foreign keys of stored_xss, at the doors: operations, packages, saves."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from flask import Flask

from metadata.package import write_package
from runtime.store import session
from runtime.store.models import Draft
from tests.attacks.payloads import expected, of_class
from tests.attacks.publishing import publish
from tests.attacks.test_json_schema import _built
from tests.people import API, Person, code_of
from tests.world import documents_of

SCHEMAS, XSS = of_class("json_schema"), of_class("stored_xss")
FOREIGN = sorted(name for name, attack in SCHEMAS.items() if attack["actor"] == "designer")
DRAFT = "/api/drafts/d_g_kn_draft"
COLUMN = ["f_kn", "sections", "items", "s1", "columns", "nodes", "c4"]


def operate(app: Flask, *operations: dict[str, Any]) -> Any:
    return Person(app, "designer").api("POST", f"{DRAFT}/operations", {"base": 0, "operations": list(operations)})


def imported(app: Flask, documents: dict[str, dict[str, Any]]) -> Any:
    designer = Person(app, "designer")
    sent = {"package": (io.BytesIO(write_package(documents)), "mau.khuon"), "csrf_token": designer.token()}
    return designer.client.post("/api/packages", data=sent, headers=API)


def untouched(app: Flask) -> None:
    with app.app_context():
        draft = session().get_one(Draft, "d_g_kn_draft")
        assert (draft.version, json.loads(draft.body)) == (0, documents_of("g_kn"))
        assert session().query(Draft).filter_by(regime_id="g_new").count() == 0


def test_the_whole_class_is_run() -> None:
    assert set(SCHEMAS) - set(FOREIGN) == {"JS-11", "JS-12"}


@pytest.mark.parametrize("door", ["operations", "package"])
@pytest.mark.parametrize("name", FOREIGN)
def test_a_schema_that_a_cell_brings_along(whole: Flask, name: str, door: str) -> None:
    attack = SCHEMAS[name]
    cell = {"kind": "text", "max_length": 500, "schema": _built(attack["send"]["schema"])}
    if name == "JS-09":
        # The bound on every body lies below the one on schemas, so that this one is not even built.
        nest = '{"properties":{"a":' * 3_000 + "{}" + "}}" * 3_000
        raw = '{"base":0,"operations":[{"op":"set","path":["f_kn","title"],"value":' + nest + "}]}"
        answer = Person(whole, "designer").api("POST", f"{DRAFT}/operations", raw=raw.encode())
        assert (answer.status_code, code_of(answer)) == (422, "json.too_deep")
    elif door == "operations":
        was = {"kind": "text", "max_length": 500}
        answer = operate(whole, {"op": "set", "path": [*COLUMN, "cell"], "value": cell, "was": was})
        expected(attack, answer)
    else:
        documents = documents_of("g_new")
        documents["f_new"]["sections"]["items"]["s1"]["columns"]["nodes"]["c4"]["cell"] = cell
        expected(attack, imported(whole, documents))
    untouched(whole)


@pytest.mark.parametrize("key", ["ui_schema", "uiSchema", "ui:options", "ui", "classNames", "style"])
def test_xs_11_display_settings_are_refused(whole: Flask, key: str) -> None:
    attack = XSS["XS-11"]
    expected(attack, operate(whole, {"op": "set", "path": ["f_kn", key], "value": attack["send"]["value"]}))
    documents = documents_of("g_new")
    documents["f_new"]["sections"]["items"]["s1"]["columns"]["nodes"]["c1"][key] = attack["send"]["value"]
    expected(attack, imported(whole, documents))
    untouched(whole)


@pytest.mark.parametrize("key", ["__proto__", "constructor", "prototype"])
def test_xs_14_keys_that_reach_a_prototype_are_refused(whole: Flask, key: str) -> None:
    attack = XSS["XS-14"]
    place = {"doc": "f_kn", "section": "s1", "axis": "rows"}
    node = {"label": "x", "kind": "data", "code": "r9"}
    fields = {"kind": "fields", "title": "", "fields": {"order": [key], "items": {key: {"code": "q", "label": "x"}}}}
    operations = (
        {"op": "insert_node", **place, "id": key, "node": node, "after": "r1"},
        {"op": "insert_section", "doc": "f_kn", "id": "s2", "section": fields},
        {"op": "set", "path": ["f_kn", "sections", "items", key], "value": {}},
        {"op": "set", "path": [*COLUMN, "cell"], "value": {key: {"polluted": True}}},
        {"op": "set", "path": ["f_kn", "sections", "items", "s1", "cells", key], "value": {"kind": "text"}},
    )
    for operation in operations:
        expected(attack, operate(whole, operation))
    documents = documents_of("g_new")
    rows = documents["f_new"]["sections"]["items"]["s1"]["rows"]
    rows["root"], rows["nodes"] = ["r1", key], {**rows["nodes"], key: node}
    expected(attack, imported(whole, documents))
    untouched(whole)


def with_cells(app: Flask) -> str:
    """A report that asks for money to two decimals and for a day."""
    cells = {"c1": {"kind": "number", "decimals": 2}, "c4": {"kind": "date"}}
    nodes = documents_of("g_kn")["f_kn"]["sections"]["items"]["s1"]["columns"]["nodes"]
    operations = [
        {"op": "set", "path": [*COLUMN[:-1], key, "cell"], "value": cell, "was": nodes[key].get("cell")} for key, cell in cells.items()
    ]
    return publish(app, operations)


def test_js_11_honest_money_is_taken(whole: Flask) -> None:
    clerk, path, seen = Person(whole, "clerk_a"), f"/api/submissions/{with_cells(whole)}/forms/f_kn", None
    for version, money in enumerate(("0.07", "1.1", "4.35", "19.99")):
        body = {"cells": {"r1:c1": {"to": money, "was": seen}}}
        answer = clerk.api("PATCH", path, body, {"If-Match": str(version)})
        expected(SCHEMAS["JS-11"], answer)
        assert not [f for f in answer.get_json()["failures"] if "r1:c1" in f["cells"]]
        assert clerk.api("GET", path).get_json()["values"]["r1:c1"] == money
        seen = money


def test_js_12_a_date_is_a_date(whole: Flask) -> None:
    report = with_cells(whole)
    clerk, path = Person(whole, "clerk_a"), f"/api/submissions/{report}/forms/f_kn"
    text = SCHEMAS["JS-12"]["send"]["instance"]
    expected(SCHEMAS["JS-12"], clerk.api("PATCH", path, {"cells": {"r1:c4": {"to": {"d": text}, "was": None}}}, {"If-Match": "0"}))
    draft = clerk.api("PATCH", path, {"cells": {"r1:c4": {"to": {"raw": text}, "was": None}}}, {"If-Match": "0"})
    assert draft.status_code == 200, "what was typed is kept"
    refused = clerk.api("POST", f"/api/submissions/{report}/check", {})
    assert (refused.status_code, code_of(refused)) == (422, "submission.has_errors")
    assert "r1:c4" in str(refused.get_json()["problems"])
