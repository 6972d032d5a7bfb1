"""The proofs of a draft over HTTP, for the designer's panel."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, jsonify

from designer.drafts.proving import SECONDS, proof_of
from designer.drafts.service import documents_of
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.store.models import Draft

blueprint = Blueprint("draft_proofs", __name__)

PROVE: Final = {
    "type": "object",
    "properties": {
        "form": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,63}$"},
        # Asked for by the page and not by a person: gives way to whatever is being proven.
        "auto": {"type": "boolean"},
    },
    "required": ["form"],
}


@blueprint.post("/api/drafts/<id>/proofs")
@require("draft.prove", Draft)
def prove(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """What is proven about the rules of one form of the draft as it stands, and of which revision that is true.

    Raises ``submission.unknown_form``, ``proof.busy`` and what keeps the form's formulas from being read.
    """
    body = read_json(PROVE)
    draft = subject(Draft)
    rev, shown = draft.version, draft.content_hash
    proof = proof_of(documents_of(draft), body["form"], retry=not body.get("auto"), waits=not body.get("auto"))
    return jsonify({**proof, "rev": rev, "hash": shown, "limit": SECONDS})
