"""A regime whose every text is an attack: captions, guidance, notes, choices, titles, names of units and people, cells."""

from __future__ import annotations

from typing import Any

from flask import Flask

from runtime.store import transaction
from runtime.store.models import Unit, User
from tests.attacks.payloads import of_class
from tests.attacks.publishing import done, publish
from tests.people import Person

_XSS, _SHEET = of_class("stored_xss"), of_class("sheet_injection")
#: Markup by attack; the ones that are no text (display settings, a key) are tested where such things come in.
MARKUP = {
    name: str(attack["send"].get("text", attack["send"].get("value"))).replace("\n", " ")
    for name, attack in _XSS.items()
    if name not in {"XS-11", "XS-14"}
}
#: Texts of cells that a spreadsheet would act upon.
SHEET = {name: str(a["send"]["value"]) for name, a in _SHEET.items() if isinstance(a["send"].get("value"), str)}
EVERY = "".join(MARKUP.values())
FORM = ["f_kn", "sections", "items", "s1"]
REASON = "Sai cột 1 " + EVERY


def _rows() -> list[dict[str, Any]]:
    """A row for each text: markup as its caption, and in its cells what is saved below."""
    operations = []
    after = "r1"
    for number, text in enumerate([*MARKUP.values(), *SHEET.values()]):
        row = f"q{number}"
        node = {"label": text.strip() or "x", "kind": "data", "code": row, "marker": text[:200]}
        operations.append(
            {"op": "insert_node", "doc": "f_kn", "section": "s1", "axis": "rows", "id": row, "node": node, "after": after}
        )
        after = row
    return operations


def _put(path: list[str], value: Any, was: Any = None) -> dict[str, Any]:
    return {"op": "set", "path": path, "value": value, **({"was": was} if was is not None else {})}


def operations() -> list[dict[str, Any]]:
    """Everything that a designer can name, named by an attack."""
    column = [*FORM, "columns", "nodes"]
    choices = [{"value": f"v{n}", "label": text} for n, text in enumerate(MARKUP.values())]
    choice = {"label": MARKUP["XS-09"], "code": "c5", "number": "5", "cell": {"kind": "choice", "choices": choices, "guidance": EVERY}}
    lines = list(MARKUP.values())
    layout = {
        "spec": "layout/1",
        "id": "l_kn",
        "form": "f_kn",
        "page": {"size": "A4", "orientation": "landscape"},
        "title": {"left": lines, "right": lines, "heading": lines, "sub": lines},
        "unit_line": EVERY,
    }
    rule = {"expr": "c1 >= 0", "severity": "warning", "message": MARKUP["XS-02"], "printed": MARKUP["XS-07"]}
    return [
        _put(["f_kn", "title"], EVERY, "TỔNG HỢP ĐƠN"),
        _put(["f_kn", "basis"], EVERY),
        _put(["f_kn", "guidance"], MARKUP["XS-04"] + MARKUP["XS-06"]),
        _put([*FORM, "title"], MARKUP["XS-12"]),
        _put([*column, "c1", "label"], MARKUP["XS-01"], "Kỳ trước chuyển sang"),
        _put([*column, "c2", "label"], MARKUP["XS-07"], "Trong kỳ"),
        _put([*column, "c2", "cell"], {"guidance": EVERY}),
        _put(["g_kn", "name"], "Chế độ " + EVERY, "Chế độ g_kn"),
        _put(["l_kn"], layout),
        {"op": "insert_node", "doc": "f_kn", "section": "s1", "axis": "columns", "id": "c5", "node": choice, "after": "c4"},
        {"op": "insert_item", "path": ["f_kn", "footnotes"], "id": "n1", "item": {"mark": "1", "text": EVERY, "at": ["c1"]}},
        {"op": "insert_item", "path": ["f_kn", "signers"], "id": "p1", "item": {"title": MARKUP["XS-07"], "note": MARKUP["XS-12"]}},
        {"op": "set_rule", "rules": "f_kn", "id": "k1", "rule": rule},
        *_rows(),
    ]


def world(app: Flask) -> str:
    """The regime in force and commune A's report filled with attacks; the id of the report."""
    with app.app_context(), transaction() as db:
        db.get_one(Unit, "u_33_A").name = "Phường " + EVERY
        db.get_one(User, "p_clerk_a").name = "Người " + EVERY
        db.get_one(User, "p_designer").name = "Người " + EVERY
    report = publish(app, operations(), note=EVERY)
    fill(app, report)
    return report


def fill(app: Flask, report: str) -> None:
    """Figures in every row, markup and sheet attacks in the cells of text."""
    cells: dict[str, Any] = {}
    for number, text in enumerate(["r1", *MARKUP.values(), *SHEET.values()]):
        row = f"q{number - 1}" if number else "r1"
        cells |= {f"{row}:c1": "1", f"{row}:c2": "2", f"{row}:c4": {"t": text}, f"{row}:c5": {"c": "v0"}}
    body = {"cells": {key: {"to": to, "was": None} for key, to in cells.items()}}
    done(Person(app, "clerk_a").api("PATCH", f"/api/submissions/{report}/forms/f_kn", body, {"If-Match": "0"}))
