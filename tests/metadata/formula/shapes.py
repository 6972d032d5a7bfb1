"""Small forms and templates to try formulas on."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from metadata.documents import Form, load
from metadata.formula.program import Program, build
from metadata.formula.scope import FormNames, Scope
from metadata.template import Template
from metadata.values import CellValue, decode
from tests import forms_md

REGIME = {
    "spec": "regime/1", "id": "g_thu", "code": "THU", "name": "Thử", "kind": "periodic", "frequency": "month",
    "cutoff": {"from": {"month": -1, "day": 15}, "to": {"month": 0, "day": 14}}, "reporters": {"kinds": ["commune"], "exclude": []}, "forms": [],
}  # fmt: skip
KINDS = {"number": {}, "text": {"kind": "text"}, "date": {"kind": "date"}}


def flat_form(columns: Mapping[str, Mapping[str, Any]], form_id: str = "f_1", code: str = "01/T", kind: str = "unit") -> dict[str, Any]:
    """A form with one row and the given data columns (code → cell)."""
    nodes: dict[str, Any] = {"cA": {"label": "Đơn vị", "number": "A", "stub": "caption"}}
    for number, (name, cell) in enumerate(columns.items(), 1):
        nodes[name] = {"label": f"Cột {name}", "code": name, "number": str(number), "cell": dict(cell)}
    rows = {"root": ["r1"], "nodes": {"r1": {"label": "Dòng", "kind": kind, "code": "r1"}}}
    section = {"kind": "grid", "columns": {"root": list(nodes), "nodes": nodes}, "rows": rows}
    return {"spec": "form/1", "id": form_id, "code": code, "title": "Thử", "sections": {"order": ["s1"], "items": {"s1": section}}}


def numbered(count: int, form_id: str = "f_1", code: str = "01/T") -> dict[str, Any]:
    """One row, columns c1 … cN of whole numbers."""
    return flat_form({f"c{i}": {} for i in range(1, count + 1)}, form_id, code)


def scope_of_form(document: Mapping[str, Any], section: str | None = "s1") -> Scope:
    """Scope of a single form."""
    form = load(document)
    assert isinstance(form, Form)
    return Scope(FormNames(form), section, {form.id: form})


def template_of(*documents: Mapping[str, Any]) -> Template:
    """A template with a regime added."""
    forms = [d["id"] for d in documents if d["spec"] == "form/1"]
    return Template.of([*documents, {**REGIME, "forms": forms}])


def rules_of(form_id: str, *rules: str | Mapping[str, Any]) -> dict[str, Any]:
    """A rules document k_<form>: texts become errors k1, k2, …"""
    items = {f"k{i}": {"expr": rule, "severity": "error"} if isinstance(rule, str) else {"severity": "error", **rule} for i, rule in enumerate(rules, 1)}
    return {"spec": "rules/1", "id": f"k_{form_id}", "form": form_id, "order": list(items), "items": items}


def program_of(table: str, *rules: str | Mapping[str, Any], changes: Mapping[str, Any] | None = None) -> tuple[Program, dict[str, CellValue], dict[str, CellValue]]:
    """Program of a Markdown form with rules; the values written in it; the values that its formulas must compute.

    ``changes`` are merged into nodes: ``{"rows/r2": {...}, "columns/c3": {...}}``.
    """
    sheet = forms_md.read(table)
    section = sheet.document["sections"]["items"]["s1"]
    for path, change in (changes or {}).items():
        tree, node = path.split("/")
        section[tree]["nodes"][node].update(change)
    program = build(template_of(sheet.document, rules_of("f_1", *rules)), "f_1")
    expected = {key: value for key, value in sheet.values.items() if key in program.computed_keys}
    given = {key: value for key, value in sheet.values.items() if key not in program.computed_keys}
    return program, given, expected


def numbers(**cells: str) -> dict[str, CellValue]:
    """``numbers(c1="5")`` → {"r1:c1": Decimal(5)}."""
    return {f"r1:{name}": decode(text) for name, text in cells.items()}


def plain(value: object) -> str | None:
    """A computed value as shortest text."""
    if isinstance(value, Decimal):
        return format(value.normalize() if value else Decimal(0), "f")
    return None if value is None else str(value)
