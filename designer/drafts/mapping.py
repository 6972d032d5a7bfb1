"""What the mappings of a draft leave open: judged against the release in force, which the template alone does not know."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from designer.releases import newest
from metadata.canonical import canonical
from metadata.errors import KhuonError, Problem
from metadata.mapping import Places, base_of, check_mappings, mappings_of, whole
from metadata.template import Template
from runtime.releases import kept, template_of
from runtime.store.models import Draft, Release, Submission

Documents = Mapping[str, Mapping[str, Any]]
#: Places named in one sentence; the rest are counted.
_NAMED: Final = 4


def mapping_findings(db: Session, draft: Draft, documents: Documents) -> list[Problem]:
    """Findings of the mappings that the draft brings, and of forms that lose places without one; none before the first release.

    A mapping that stands in the release in force already is that release's own, about the one before it, and is left alone.
    """
    former = newest(db, draft.regime_id)
    if former is None:
        return []
    old = template_of(db, former.hash)
    brought = brought_mappings(documents, old.documents)
    names = (former.hash, base_of(old.documents))
    found = [_other_base(doc, documents, names[1]) for doc in brought if documents[doc].get("base") not in names]
    try:
        new = Template(documents)
        found += [p for p in check_mappings(old, new, former.hash) if p.place.partition("/")[0] in brought]
        found += _unwritten(db, former, old, new)
    except KhuonError:
        # A template that does not load has findings of its own, which say why.
        return found
    return found


def brought_mappings(documents: Documents, before: Documents) -> list[str]:
    """Ids of the mapping documents that the release in force does not have, or has otherwise."""
    ours = sorted(doc for doc, body in documents.items() if body.get("spec") == "mapping/1")
    return [doc for doc in ours if doc not in before or canonical(before[doc]) != canonical(documents[doc])]


def reported(db: Session, regime_id: str) -> bool:
    """Whether any unit has stated anything in the regime: from then on a place cannot go without a word."""
    return db.scalar(select(Submission.id).where(Submission.regime_id == regime_id, Submission.version > 0).limit(1)) is not None


def _unwritten(db: Session, former: Release, old: Template, new: Template) -> list[Problem]:
    mappings = mappings_of(new, former.hash, base_of(old.documents))
    sources = {mapping.source for mapping in mappings.values()}
    found = list(_gone(former, old, new, sources | set(mappings)))
    severity = "error" if found and reported(db, former.regime_id) else "warning"
    return [Problem("mapping.unwritten", place, args, severity) for place, args in found]


def _gone(former: Release, old: Template, new: Template, said: set[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Forms of which stated places are gone and nothing is said: (where, arguments of the finding)."""
    kept_forms = {form.id: form for form in new.forms}
    for form in old.forms:
        if form.id in said or (form.id in kept_forms and old.documents[form.id] == new.documents[form.id]):
            continue
        before = kept(("places", former.hash, form.id), lambda f=form: Places(f))  # type: ignore[misc]
        now = frozenset(Places(kept_forms[form.id]).cells) if form.id in kept_forms else frozenset()
        lost = frozenset(key for key in before.stated if key not in now)
        if not lost:
            continue
        places = whole(lost, before, lambda cells, lost=lost, before=before: cells & before.stated <= lost)
        named = [[before.words(place, lang) for place in places[:_NAMED]] for lang in ("vi", "en")]
        more = len(places) - len(named[0])
        places_vi, places_en = (", ".join(words) for words in named)
        yield form.id if form.id in kept_forms else former.regime_id, {
            "form": form.code,
            "count": len(places),
            "places": places_vi + (f" và {more} chỗ khác" if more else ""),
            "places_en": places_en + (f" and {more} more" if more else ""),
        }


def _other_base(doc: str, documents: Documents, base: str) -> Problem:
    form = documents.get(str(documents[doc].get("form")), {})
    return Problem("mapping.other_base", f"{doc}/base", {"form": form.get("code", ""), "base": base[:12]})
