"""The fewest cells whose change makes all errors of a form go away, for the form as it stands on the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

from flask import Blueprint, Response, jsonify

from metadata.corrections import smallest_correction
from metadata.documents import CellSpec
from metadata.formula.program import Program
from runtime.filling.bodies import SAVE
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.store import session
from runtime.store.models import Submission
from runtime.submissions.filled import Filled
from runtime.submissions.merge import Patch, apply, read_patch, refuse_sent, stored_value
from runtime.submissions.opened import PROGRAMMED, Opened
from runtime.submissions.saving import SAVABLE
from runtime.words import LANGUAGES, language, t

blueprint = Blueprint("correcting_api", __name__, url_prefix="/api/submissions")

#: Seconds that the search may take; a person waits for it.
SECONDS: Final = 1.0
#: More cells than that are no slip: proposing to overwrite them would be worse than no proposal.
MOST: Final = 8
#: The form as the page holds it, what is not saved yet included: all entered cells, added rows, reasons.
SHOWN: Final[dict[str, Any]] = {
    "type": "object",
    "properties": {
        "values": {**SAVE["properties"]["cells"], "additionalProperties": {}},
        "instances": SAVE["properties"]["instances"],
        "overrides": SAVE["properties"]["overrides"],
    },
    "required": ["values"],
}


@blueprint.post("/<id>/forms/<form_id>/correction")
@require("submission.save", Submission, states=False)
def correction(form_id: str, **_: str) -> Response:
    """What to change so that no check says error any more; nothing is stored.

    Raises ``submission.already_submitted``, ``submission.not_editable``, ``submission.unknown_form``, ``rows.*`` and
    ``cell.*`` for what the page cannot hold.
    """
    body, submission = read_json(SHOWN), subject(Submission)
    if submission.state not in SAVABLE:
        refuse_sent(submission.state)
    opened = Opened(session(), submission)
    filled = filled_shown(opened, form_id, body)
    cells = opened.cells(form_id)
    answer = find(opened, form_id, filled)
    changes = [{**change, "cell": cells.name(change["key"], filled, language())} for change in answer["changes"]]
    return jsonify({**answer, "changes": changes})


def filled_shown(opened: Opened, form_id: str, body: Mapping[str, Any]) -> Filled:
    """The form as the page holds it; cells that it does not have for this unit are left out."""
    cells = opened.cells(form_id)
    pairs = {key: {"to": value, "was": None} for key, value in body["values"].items()}
    shown = read_patch({**body, "cells": pairs})
    rows, _ = apply(cells, Filled(), Patch({}, shown.instances, shown.overrides), "unit")
    known = {key: (to, cells.spec(key)) for key, (to, _) in shown.cells.items()}
    return replace(rows, values={key: stored_value(to, spec) for key, (to, spec) in known.items() if spec is not None})


def find(opened: Opened, form_id: str, filled: Filled) -> dict[str, Any]:
    """The smallest correction in its wire form; see :func:`metadata.corrections.smallest_correction`.

    Checks against forms in which nothing stands yet are left out and said to be: to satisfy them the search would empty this form.
    """
    cells = opened.cells(form_id)
    specs = {key: spec for key in cells.keys(filled) if (spec := cells.spec(key)) is not None}
    program, waiting = against_filled_forms(opened, form_id)
    found = smallest_correction(
        program,
        opened.entered(form_id, filled),
        filled.instance_ids(),
        opened.externals(form_id, filled),
        locked=tuple(key for key, spec in specs.items() if not may_edit(key, spec, filled)),
        seconds=SECONDS,
        specs=specs,
        names=lambda key: {lang: cells.name(key, filled, lang) for lang in LANGUAGES},
    )
    return told(found.as_dict(), waiting)


def against_filled_forms(opened: Opened, form_id: str) -> tuple[Program, list[str]]:
    """The form's program without the checks that read forms with nothing in them; the codes of these forms."""
    program = opened.program(form_id)
    empty = {
        external.form: opened.form(external.form).code
        for external in program.externals
        if external.period == "same" and external.form != form_id and not opened.filled(external.form).values
    }
    prefixes = tuple(f"same|{form}|" for form in empty)
    kept = {check.rule for check in program.checks}
    kept -= {check.rule for check in program.checks if any(leaf.key.startswith(prefixes) for leaf in check.reads)} if prefixes else set()
    return program.keeping(kept), sorted(empty.values())


def told(answer: Mapping[str, Any], waiting: Sequence[str]) -> dict[str, Any]:
    """The answer with what was left out; one of too many cells is not spelled out."""
    found = dict(answer)
    if len(found["changes"]) > MOST:
        said = {lang: t("filling.correction_many", lang, count=len(found["changes"])) for lang in LANGUAGES}
        found |= {"status": "too_many", "changes": [], "sentence": said, "others": None}
    if waiting:
        codes = ", ".join(waiting)
        key = "filling.correction_waiting" if found["status"] == "no_errors" else "filling.correction_waiting_too"
        said = {lang: t(key, lang, forms=codes) for lang in LANGUAGES}
        if found["status"] == "no_errors":
            found |= {"status": "waiting", "sentence": said}
        else:
            found["sentence"] = {lang: f"{found['sentence'][lang]} {said[lang]}" for lang in LANGUAGES}
    return found


def may_edit(key: str, spec: CellSpec, filled: Filled) -> bool:
    """Whether the unit can change the cell by typing: a carried one only where it has given its reason already."""
    if spec.kind in PROGRAMMED:
        return spec.kind == "carried" and key in filled.overrides
    return spec.kind != "blocked" and (spec.party or "unit") == "unit"
