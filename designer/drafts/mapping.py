"""What the mappings of a draft leave open: judged against the release in force, which the template alone does not know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from designer.releases import documents_of_release, newest
from metadata.canonical import canonical
from metadata.errors import KhuonError, Problem
from metadata.mapping import check_mappings
from metadata.template import Template
from runtime.store.models import Draft

Documents = Mapping[str, Mapping[str, Any]]


def mapping_findings(db: Session, draft: Draft, documents: Documents) -> list[Problem]:
    """Findings of the mappings that the draft brings; none before the first release.

    A mapping that stands in the release in force already is that release's own, about the one before it, and is left alone.
    """
    ours = {doc for doc, body in documents.items() if body.get("spec") == "mapping/1"}
    former = newest(db, draft.regime_id) if ours else None
    if former is None:
        return []
    before = documents_of_release(db, former)
    brought = {doc for doc in ours if doc not in before or canonical(before[doc]) != canonical(documents[doc])}
    found = [_other_base(doc, documents, former.hash) for doc in sorted(brought) if documents[doc].get("base") != former.hash]
    try:
        old, new = Template(before), Template(documents)
        found += [p for p in check_mappings(old, new, former.hash) if p.place.partition("/")[0] in brought]
    except KhuonError:
        # A template that does not load has findings of its own, which say why.
        return found
    return found


def _other_base(doc: str, documents: Documents, base: str) -> Problem:
    form = documents.get(str(documents[doc].get("form")), {})
    return Problem("mapping.other_base", f"{doc}/base", {"form": form.get("code", ""), "base": base[:12]})
