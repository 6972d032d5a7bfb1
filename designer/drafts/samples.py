"""A draft's rules tried at once: on its filled examples and on the examples kept with each check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from designer.drafts.proving import examples_of
from designer.drafts.service import documents_of
from designer.operations import run
from designer.operations.contents import rules_document
from metadata.errors import fail
from metadata.samples import try_rules, verdicts
from metadata.template import Template
from runtime.store.models import Draft


def template_of(draft: Draft, form_id: str) -> Template:
    """The draft as a template that has this form. Raises ``submission.unknown_form`` and what keeps it from loading."""
    return known(Template(documents_of(draft)), form_id)


def known(template: Template, form_id: str) -> Template:
    """The template. Raises ``submission.unknown_form`` when it has no such form."""
    if form_id not in {form.id for form in template.forms}:
        raise fail("submission.unknown_form", form=form_id[:80])
    return template


def tried(draft: Draft, form_id: str, rule: Mapping[str, Any] | None, lang: str) -> dict[str, Any]:
    """``{examples, tried}`` of one form: verdicts of its filled examples, and what every check says of every example.

    With ``rule`` (``{rules, id, rule}``) the check is tried as it is being written, and only it; nothing is kept. One that
    brings no examples is tried on a passing and a failing filling that are made for it. Raises
    what keeps the check from being written into the draft.
    """
    documents: Mapping[str, Mapping[str, Any]] = documents_of(draft)
    if rule is not None:
        documents = run(documents, [{"op": "set_rule", **rule}]).documents  # type: ignore[arg-type]
        known(Template(documents), form_id)
        documents = _with_examples(documents, form_id, rule)
    template = known(Template(documents), form_id)
    found = [one for one in try_rules(template, form_id) if rule is None or one.rule.rpartition("/")[2] == rule["id"]]
    examples = [] if rule is not None else [one.as_json(lang) for one in verdicts(template, form_id)]
    return {"examples": examples, "tried": [one.as_json(lang) for one in found]}


def _with_examples(documents: Mapping[str, Mapping[str, Any]], form_id: str, rule: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """The documents with examples for a check that has none of its own."""
    # The first check of a form names the form: its checks are a document only once it is written.
    named = rule["rules"]
    rules = named if documents[named]["spec"] == "rules/1" else rules_document(documents, named)
    assert rules is not None, "the check was just written there"
    held = documents[rules]["items"][rule["id"]]
    if held.get("examples"):
        return documents
    made = examples_of(documents, form_id, rules, rule["id"])
    items = {**documents[rules]["items"], rule["id"]: {**held, "examples": made}}
    return {**documents, rules: {**documents[rules], "items": items}}
