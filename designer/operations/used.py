"""Indicators, lists and members of lists that are in use are not removed."""

from __future__ import annotations

from designer.operations.changes import Documents, value_at
from metadata.bindings import member_name
from metadata.errors import fail
from metadata.uses import uses_in


def refuse_used(documents: Documents, doc: str, member: str = "") -> None:
    """Raise ``indicator.used`` with the places when a document, or a member of the list that it is, is used."""
    if value_at(documents, (doc, "spec")) not in ("indicator/1", "dimension/1"):
        return
    found = uses_in(documents, member_name(doc, member) if member else doc)
    if not found:
        return
    item = value_at(documents, (doc, "members", "items", member)) if member else documents[doc]
    codes = {key: str(body.get("code", key)) for key, body in documents.items() if body.get("spec") == "form/1"}
    places = [f"{codes.get(use.form, '')} {use.words}".strip() for use in found]
    shown = "; ".join(places[:5]) + ("; …" if len(places) > 5 else "")
    name = item.get("name", doc) if isinstance(item, dict) else doc
    raise fail("indicator.used", f"{doc}/{member}".rstrip("/"), name=name, count=len(found), places=shown, uses=places)
