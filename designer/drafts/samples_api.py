"""Trying a draft's checks and its consolidation over HTTP, for the designer's panels. Nothing is kept."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, jsonify

from designer.drafts.samples import template_of, tried
from designer.drafts.samples_reports import consolidated, sample_units
from metadata.errors import fail
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.store.models import Draft
from runtime.words import language

blueprint = Blueprint("draft_samples", __name__)

_ID: Final = {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,63}$"}
TRY: Final = {
    "type": "object",
    "properties": {
        "form": _ID,
        "rule": {
            "type": "object",
            "properties": {"rules": _ID, "id": _ID, "rule": {"type": "object"}},
            "required": ["rules", "id", "rule"],
        },
    },
    "required": ["form"],
}
#: Sample units that one report is tried on.
MOST_UNITS: Final = 10
CONSOLIDATE: Final = {
    "type": "object",
    "properties": {
        "form": _ID,
        "units": {
            "type": "array",
            "maxItems": MOST_UNITS,
            "items": {
                "type": "object",
                "properties": {"name": {"type": "string", "minLength": 1, "maxLength": 200}, "forms": {"type": "object"}},
                "required": ["name", "forms"],
            },
        },
        "fill": {"type": "array", "maxItems": MOST_UNITS, "items": {"type": "string", "minLength": 1, "maxLength": 200}},
    },
    "required": ["form"],
}


@blueprint.post("/api/drafts/<id>/samples")
@require("draft.try", Draft)
def try_samples(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """What the checks of a form say of its examples; with ``rule`` of the one that is being written.

    Raises ``submission.unknown_form`` and what keeps the check from being kept.
    """
    body = read_json(TRY)
    draft = subject(Draft)
    rev = draft.version
    return jsonify({"rev": rev, **tried(draft, body["form"], body.get("rule"), language())})


@blueprint.post("/api/drafts/<id>/consolidation")
@require("draft.try", Draft)
def try_consolidation(id: str) -> Any:  # noqa: A002, ARG001
    """The report of a form over sample units; with ``fill`` units of these names are given figures first.

    Raises ``submission.unknown_form``, ``cell.*`` and what keeps the form's formulas from compiling.
    """
    body = read_json(CONSOLIDATE)
    draft = subject(Draft)
    rev, template = draft.version, template_of(draft, body["form"])
    units = [*body.get("units", ()), *sample_units(template, body["form"], body.get("fill", ()))]
    for unit in units:
        for form, cells in unit["forms"].items():
            if not isinstance(cells, dict):
                raise fail("json.schema", f"units/forms/{form}"[:200], reason="object")
    return jsonify({"rev": rev, "sample": units, **consolidated(template, body["form"], units, language())})
