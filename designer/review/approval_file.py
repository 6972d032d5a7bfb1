"""The approval file: everything that was put before who decides, on paper. The same bytes for the same state.

No clock is read: every moment in it stands in the store. A file about a release is about what was frozen, one about a
draft about what is stored now.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from designer.drafts import comments
from designer.drafts.proving import content_of, known_proof, proof_of
from designer.drafts.service import documents_of
from designer.releases import documents_of_release, newest, release_by_hash
from designer.review.desk import Group, grouped, history, loaded, samples_shown
from designer.review.drawing import Drawn, drawn_forms
from designer.review.proofs import FormProof, form_proof
from metadata.canonical import digest
from metadata.diff import Diff, compare
from metadata.documents import Form
from metadata.errors import KhuonError
from metadata.samples import Verdict
from metadata.template import Template
from runtime.actor import Actor
from runtime.approvals import Needed, needed_for
from runtime.permissions import allowed
from runtime.store.models import Draft, Release, User
from runtime.units import naming

#: Seconds for proofs that were not worked out before; what is left then is said to be unproven.
PROVING: Final = 20.0


@dataclass(frozen=True, slots=True)
class ApprovalFile:
    """What the file holds. ``release`` is None before publishing; ``hashes`` are of every document, by id; ``comments`` is None for who may not read them."""

    name: str
    code: str
    draft: Draft | None
    release: Release | None
    body: Mapping[str, Any]
    former: Release | None
    author: str
    diff: Diff
    groups: tuple[Group, ...]
    forms: tuple[Drawn, ...]
    unchanged: tuple[Form, ...]
    proofs: tuple[FormProof, ...]
    samples: tuple[tuple[Form, list[Verdict]], ...]
    comments: tuple[Mapping[str, Any], ...] | None
    history: tuple[Mapping[str, Any], ...]
    needed: Needed | None
    hashes: Mapping[str, str]
    kinds: Mapping[str, str]

    def counts(self) -> list[tuple[int, int]]:
        """Class and number of its changes, heaviest first, those that occur."""
        found = [(level, sum(1 for change in self.diff.changes if change.level == level)) for level in (3, 2, 1, 0)]
        return [(level, count) for level, count in found if count]


def file_of_draft(db: Session, actor: Actor, draft: Draft, lang: str) -> ApprovalFile:
    """The file of a draft as it is stored; of its release once it was published."""
    made = db.scalar(select(Release).where(Release.draft_id == draft.id)) if draft.state == "published" else None
    if made is not None:
        return file_of_release(db, actor, made, lang)
    return _file(db, actor, draft, None, newest(db, draft.regime_id), documents_of(draft), lang)


def file_of_release(db: Session, actor: Actor, release: Release, lang: str) -> ApprovalFile:
    """The file of a release: its documents by their hashes, the moves that led to it.

    What the desks said to one another is in it for who may read the file of the draft: whoever only works with the release
    gets it without.
    """
    body = json.loads(release.body)
    former = release_by_hash(db, body["previous"]) if body["previous"] else None
    draft = db.get(Draft, release.draft_id) if release.draft_id else None
    return _file(db, actor, draft, release, former, documents_of_release(db, release), lang)


def _file(
    db: Session,
    actor: Actor,
    draft: Draft | None,
    release: Release | None,
    former: Release | None,
    documents: dict[str, dict[str, Any]],
    lang: str,
) -> ApprovalFile:
    before = documents_of_release(db, former) if former else {}
    diff = compare(before, documents, naming(db))
    old, new = loaded(before), loaded(documents)
    author = db.get(User, draft.author_id) if draft else None
    regime = (release or draft).regime  # type: ignore[union-attr]
    inside = draft is None or allowed(actor, "review.file", draft)
    changed = {change.form for change in diff.changes if change.form}
    return ApprovalFile(
        name=regime.name,
        code=regime.code,
        draft=draft,
        release=release,
        body=json.loads(release.body) if release else {},
        former=former,
        author=author.name if author else "",
        diff=diff,
        groups=tuple(grouped(diff)),
        forms=tuple(drawn_forms(old, new, diff, lang)),
        unchanged=tuple(form for form in new.forms if form.id not in changed) if new else (),
        proofs=tuple(_proofs(new)),
        samples=tuple(samples_shown(new)),
        comments=(tuple(comments.listed(db, draft, lang)) if draft else ()) if inside else None,
        # The words of comments stand in the moves too: left open by whoever agreed, or as reasons of a return.
        history=tuple(line if inside else {**line, "reasons": []} for line in history(db, draft)) if draft else (),
        needed=needed_for(db, diff.level, first=former is None) if release is None else None,
        hashes={key: digest(document) for key, document in sorted(documents.items())},
        kinds={key: str(document["spec"]).partition("/")[0] for key, document in documents.items()},
    )


def _proofs(template: Template | None) -> list[FormProof]:
    """Proofs of every form, worked out where nobody asked before, within a time for all of them."""
    if template is None:
        return []
    content, end, found = content_of(template.documents), time.monotonic() + PROVING, []
    for form in template.forms:
        problems: tuple[Any, ...] = ()
        proof = known_proof(content, form.id)
        if proof is None and time.monotonic() < end:
            try:
                proof = proof_of(template.documents, form.id)
            except KhuonError as error:
                problems = tuple(error.problems)
        found.append(form_proof(template, form, proof, problems))
    return found
