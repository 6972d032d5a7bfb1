"""What is proven about the rules of the draft on a desk: for exactly the content that the desk shows.

The desk's page shows what was worked out before. The rest is fetched form by form, or opened as pages of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, render_template, request

from designer.drafts.proving import SECONDS, content_of, known_proof, proof_of
from designer.drafts.service import documents_of
from designer.review.desk import APPROVER, LEADER, Desk
from metadata.documents import Form
from metadata.errors import KhuonError, Problem, fail
from metadata.template import Template
from runtime.permissions import require, subject
from runtime.store.models import Draft
from runtime.words import language

blueprint = Blueprint("review_proofs", __name__, template_folder="../templates")


@dataclass(frozen=True, slots=True)
class FormProof:
    """One form on the desk: its checks, how many of them keep examples, and its proof once there is one.

    ``problems`` says why there can be none: formulas or checks that cannot be read.
    """

    form: Form
    rules: int
    exemplified: int
    examples: int
    proof: Mapping[str, Any] | None = None
    problems: tuple[Problem, ...] = ()

    @property
    def findings(self) -> list[Mapping[str, Any]]:
        """What is wrong with the rules, errors first."""
        found = self.proof["findings"] if self.proof else ()
        return sorted(found, key=lambda finding: finding["severity"] != "error")

    @property
    def unproven(self) -> list[Mapping[str, Any]]:
        """What nothing was proven about."""
        return list(self.proof["unproven"]) if self.proof else []

    @property
    def state(self) -> str:
        """``waiting``, ``unreadable``, ``error``, ``warning``, ``partial``, ``none`` (no checks) or ``proven``."""
        if self.problems:
            return "unreadable"
        if self.proof is None:
            return "waiting"
        if self.findings:
            return "error" if self.findings[0]["severity"] == "error" else "warning"
        if not self.proof["complete"] or self.unproven:
            return "partial"
        return "proven" if self.rules else "none"


def form_proof(template: Template, form: Form, proof: Mapping[str, Any] | None = None, problems: tuple[Problem, ...] = ()) -> FormProof:
    """A form of the template with its kept examples counted."""
    rules = list(template.rules(form.id).values())
    kept = [len(rule.examples) for rule in rules]
    return FormProof(form, len(rules), sum(1 for count in kept if count), sum(kept), proof, problems)


def proofs_shown(template: Template | None) -> list[FormProof]:
    """Every form of the template with what is known about it already; nothing for one that does not load."""
    if template is None:
        return []
    content = content_of(template.documents)
    return [form_proof(template, form, known_proof(content, form.id)) for form in template.forms]


@blueprint.get("/xet-duyet/<id>/kiem-chung/<form_id>")
@require("review.read", Draft)
def leader_proof(id: str, form_id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """The proof about one form on the leader's desk."""
    return _page(LEADER, form_id)


@blueprint.get("/phe-duyet/<id>/kiem-chung/<form_id>")
@require("approval.read", Draft)
def approval_proof(id: str, form_id: str) -> Any:  # noqa: A002, ARG001
    """The proof about one form on the desk of the IT department."""
    return _page(APPROVER, form_id)


def _page(where: Desk, form_id: str) -> str:
    draft = subject(Draft)
    # Whoever decides reads about the content that was shown, never about a later one.
    if request.args.get("ma", draft.content_hash) != draft.content_hash:
        raise fail("workflow.content_changed")
    template = Template(documents_of(draft))
    form = next((form for form in template.forms if form.id == form_id), None)
    if form is None:
        raise fail("submission.unknown_form", form=form_id[:80])
    part = "phan" in request.args
    return render_template(
        "proof_part.html" if part else "proof.html",
        item=_worked_out(template, form),
        desk=where,
        draft=draft,
        lang=language(),
        seconds=int(SECONDS),
    )


def _worked_out(template: Template, form: Form) -> FormProof:
    try:
        return form_proof(template, form, proof_of(template.documents, form.id))
    except KhuonError as error:
        return form_proof(template, form, problems=tuple(error.problems))
