"""Classes formula_escape and formula_bomb at the doors through which a formula comes in: operations, packages, parse."""

from __future__ import annotations

import io
import itertools
import json
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from metadata.formula.program import build
from metadata.package import write_package
from metadata.template import Template
from metadata.values import decode
from runtime.store import session
from runtime.store.models import Audit, Draft
from tests.attacks.payloads import built, expected, of_class
from tests.people import API, Person
from tests.world import documents_of

ATTACKS = {**of_class("formula_escape"), **of_class("formula_bomb")}
FORMULAS = sorted(name for name, attack in ATTACKS.items() if attack["send"]["kind"] == "formula")
DRAFT = "/api/drafts/d_g_kn_draft"
NODES = ["f_kn", "sections", "items", "s1", "columns", "nodes"]


def text_of(name: str) -> str:
    return str(built(ATTACKS[name]["send"]["text"]))


def computed(column: str, formula: str) -> dict[str, Any]:
    return {"op": "set", "path": [*NODES, column, "cell"], "value": {"kind": "computed", "formula": formula}}


def changed(column: str, formula: str) -> dict[str, Any]:
    was = documents_of("g_kn")["f_kn"]["sections"]["items"]["s1"]["columns"]["nodes"][column].get("cell")
    return {**computed(column, formula), "was": was}


def rule(text: str) -> dict[str, Any]:
    return {"op": "set_rule", "rules": "f_kn", "id": "k1", "rule": {"expr": text, "severity": "error"}}


def consolidated(text: str) -> dict[str, Any]:
    body = {"spec": "consolidation/1", "id": "x_kn", "form": "f_kn", "cells": {"c3": {"how": "formula", "expr": text}}}
    return {"op": "set", "path": ["x_kn"], "value": body}


WAYS = {
    "cell": (lambda text: changed("c3", text), "f_kn/s1/c3"),
    "rule": (rule, "k_kn/k1"),
    "consolidation": (consolidated, "x_kn/c3"),
}


def operate(person: Person, *operations: dict[str, Any]) -> Any:
    return person.api("POST", f"{DRAFT}/operations", {"base": 0, "operations": list(operations)})


def last_line(app: Flask) -> tuple[str, str, str, str, str]:
    with app.app_context():
        line = session().scalars(select(Audit).order_by(Audit.seq.desc())).first()
        assert line is not None
        return line.action, line.object_id, line.code, line.outcome, json.loads(line.facts).get("place", "")


def test_every_payload_is_used() -> None:
    assert set(ATTACKS) - set(FORMULAS) == {"FB-16", "FB-17"}
    assert len(FORMULAS) == 22


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", FORMULAS)
def test_no_operation_brings_it_in(whole: Flask, name: str, way: str) -> None:
    make, place = WAYS[way]
    designer = Person(whole, "designer")
    answer = operate(designer, make(text_of(name)))
    expected(ATTACKS[name], answer)
    assert answer.get_json()["problems"][0]["place"] == place
    assert last_line(whole) == ("draft.edit", "d_g_kn_draft", ATTACKS[name]["expect"]["code"], "refused", place)
    with whole.app_context():
        draft = session().get_one(Draft, "d_g_kn_draft")
        assert (draft.version, json.loads(draft.body)) == (0, documents_of("g_kn"))


@pytest.mark.parametrize("name", FORMULAS)
def test_no_package_brings_it_in(whole: Flask, name: str) -> None:
    documents = documents_of("g_new")
    documents["f_new"]["sections"]["items"]["s1"]["columns"]["nodes"]["c3"]["cell"]["formula"] = text_of(name)
    designer = Person(whole, "designer")
    sent = {"package": (io.BytesIO(write_package(documents)), "mau.khuon"), "csrf_token": designer.token()}
    answer = designer.client.post("/api/packages", data=sent, headers=API)
    expected(ATTACKS[name], answer)
    assert last_line(whole) == ("package.import", "g_new", ATTACKS[name]["expect"]["code"], "refused", "f_new/s1/c3")
    with whole.app_context():
        assert session().scalar(select(Draft.id).where(Draft.regime_id == "g_new")) is None


@pytest.mark.parametrize("kind", ["formula", "rule"])
@pytest.mark.parametrize("name", FORMULAS)
def test_the_editor_is_told_while_it_is_typed(whole: Flask, name: str, kind: str) -> None:
    question = {"form": "f_kn", "section": "s1", "row": "r1", "column": "c3", "text": text_of(name), "as": kind}
    answer = Person(whole, "designer").api("POST", f"{DRAFT}/parse", question)
    body = answer.get_json()
    assert (answer.status_code, body["ok"], body["tree"]) == (200, False, None)
    assert body["refused"] is True
    assert [problem["code"] for problem in body["problems"]] == [ATTACKS[name]["expect"]["code"]]


@pytest.mark.parametrize("name", FORMULAS)
def test_a_printed_line_is_print_and_never_a_formula(whole: Flask, name: str) -> None:
    operation = {"op": "set_relation", "doc": "f_kn", "section": "s1", "column": "c3", "text": text_of(name)}
    answer = operate(Person(whole, "designer"), operation)
    if len(text_of(name)) > 4_000:
        assert answer.status_code == 422
        return
    assert {problem["code"] for problem in answer.get_json()["problems"]} & {"formula.relation_syntax", "formula.relation_unknown"}
    with whole.app_context():
        kept = json.loads(session().get_one(Draft, "d_g_kn_draft").body)
        assert not [doc for doc in kept.values() if doc["spec"] == "rules/1"], "no check was made of it"


@pytest.mark.parametrize("text", ["c1 +", "c1 + c77", "(c1", "c1 c2", "c1 + 'a'"])
def test_what_is_only_half_written_is_kept_and_listed(whole: Flask, text: str) -> None:
    answer = operate(Person(whole, "designer"), changed("c3", text))
    assert answer.status_code == 200
    assert [problem["severity"] for problem in answer.get_json()["problems"]] == ["error"]


def test_fb_16_a_circle_is_not_closed(whole: Flask) -> None:
    designer = Person(whole, "designer")
    answer = operate(designer, computed("c1", "c2 + 1"), computed("c2", "c1 + 1"))
    expected(ATTACKS["FB-16"], answer)
    (problem,) = answer.get_json()["problems"]
    assert problem["args"]["cells"] == ["r1:c1", "r1:c2", "r1:c1"]
    assert "cột 1 → cột 2 → cột 1" in problem["message"].lower()
    assert last_line(whole)[:3] == ("draft.edit", "d_g_kn_draft", "formula.cycle")
    one = operate(designer, computed("c1", "c2 + 1"))
    assert one.status_code == 200
    expected(ATTACKS["FB-16"], operate(designer, computed("c2", "c3 - 1")))


def test_fb_16_no_package_closes_a_circle(whole: Flask) -> None:
    documents = documents_of("g_new")
    nodes = documents["f_new"]["sections"]["items"]["s1"]["columns"]["nodes"]
    nodes["c1"]["cell"] = {"kind": "computed", "formula": "c3 + 1"}
    designer = Person(whole, "designer")
    sent = {"package": (io.BytesIO(write_package(documents)), "mau.khuon"), "csrf_token": designer.token()}
    expected(ATTACKS["FB-16"], designer.client.post("/api/packages", data=sent, headers=API))


def test_fb_17_a_chain_of_ten_thousand_cells() -> None:
    count, width = ATTACKS["FB-17"]["send"]["args"]["n"], 4
    documents = documents_of("g_kn")
    grid = documents["f_kn"]["sections"]["items"]["s1"]
    columns = {f"d{n}": {"label": f"Cột {n}", "code": f"d{n}"} for n in range(width)}
    rows = {f"q{n}": {"label": f"Dòng {n}", "kind": "data", "code": f"q{n}"} for n in range(count // width)}
    places = [(row, column) for row in rows for column in columns]
    grid["columns"], grid["rows"] = {"root": list(columns), "nodes": columns}, {"root": list(rows), "nodes": rows}
    grid["cells"] = {
        f"{row}:{column}": {"kind": "computed", "formula": f"{before[0]}.{before[1]} + 1"}
        for before, (row, column) in itertools.pairwise(places)
    }
    program = build(Template(documents), "f_kn")
    result = program.run({"q0:d0": decode("1", "")}, {}, {})
    assert len(program.formulas) == count - 1
    assert str(result.values[":".join(places[-1])]) == str(count)
