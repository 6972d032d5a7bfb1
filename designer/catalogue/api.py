"""What the designer shows of meaning while a form is drawn: proposals of bindings, figures asked for elsewhere, uses, the catalogue."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, jsonify, request, url_for

from designer.catalogue import repeats as asked
from designer.catalogue.listing import known_indicators, where_used
from designer.catalogue.proposals import Known, Proposal, Proposer
from designer.catalogue.reported import reported, source_of
from designer.drafts import service
from metadata.documents import document_problems
from metadata.errors import KhuonError, fail
from metadata.template import Template
from metadata.text import fold
from metadata.uses import uses_in
from runtime.actor import current_actor
from runtime.permissions import allowed, require, subject
from runtime.store import session
from runtime.store.models import Draft, Release
from runtime.words import t

blueprint = Blueprint("catalogue_api", __name__)
_MOST = 60


def readable(documents: dict[str, dict[str, Any]]) -> Template:
    """The template of a draft. Raises every breach of its schemas."""
    broken = [problem for document in documents.values() for problem in document_problems(document)]
    if broken:
        raise KhuonError(*broken)
    return Template(documents)


@blueprint.get("/api/drafts/<id>/meaning/<form_id>")
@require("draft.read", Draft)
def meaning(id: str, form_id: str) -> Any:  # noqa: A002, ARG001
    """Bindings proposed for a form, and what of it is reported elsewhere already. Raises ``template.reference``."""
    db, draft = session(), subject(Draft)
    documents = service.documents_of(draft)
    template = readable(documents)
    form = template.form(form_id)
    index = reported(db)
    known = known_indicators(db, documents)
    # Whole forms are answered at once by what is remarked alone: what could be proposed takes its time.
    brief = request.args.get("brief") == "1"
    proposals = [] if brief else Proposer(template, form, known, index).all()
    remarks = asked.repeats_of(documents, form_id, source_of(db, draft.regime, documents), index)
    remarks = [one for one in remarks if not (brief and one.own)]
    errors, by_id = asked.Errors(documents), {each.typed.id: each for each in known}
    return jsonify(
        {
            "rev": draft.version,
            "proposals": [_proposal(one, form_id, documents) for one in proposals],
            "repeats": [_repeat(one, documents, by_id, errors) for one in remarks],
        }
    )


def _proposal(one: Proposal, form: str, documents: dict[str, dict[str, Any]]) -> dict[str, Any]:
    known = one.indicator
    return {
        "section": one.section,
        "axis": one.axis,
        "node": one.node,
        "label": one.label,
        "score": round(one.score * 100),
        "reasons": [t(f"binding.why_{key}", **args) for key, args in one.reasons],
        "indicator": {"id": known.typed.id, "code": known.typed.code, "name": known.typed.name, "origin": known.origin} if known else None,
        "members": list(one.members),
        "operations": one.operations(form, documents),
    }


def _repeat(one: asked.Repeat, documents: dict[str, dict[str, Any]], known: dict[str, Known], errors: asked.Errors) -> dict[str, Any]:
    there, mine = one.there, one.mine
    shared = known.get(there.indicator) if not one.same_point and not mine.indicator else None
    bind = Proposal(mine.section, mine.axis, mine.node, mine.path[-1], one.score, (), shared).operations(mine.form, documents) if shared else []
    return {
        "section": one.mine.section,
        "axis": one.mine.axis,
        "node": one.mine.node,
        "label": one.mine.path[-1],
        "same": one.same_point,
        "score": round(one.score * 100),
        "own": one.own,
        "meant": one.meant,
        "place": there.place,
        "regime": {"code": there.source.code, "name": there.source.name, "owner": there.source.owner, "no": there.source.no, "often": t(f"often.{there.source.frequency}") if there.source.frequency else ""},
        "form": {"id": there.form, "code": there.form_code, "title": there.form_title},
        "words": there.words(),
        "mark": there.mark,
        "node_there": {"section": there.section, "axis": there.axis, "id": there.node},
        "indicator": there.indicator,
        "href": _release_page(there.source.release),
        "bind": bind,
        "take": asked.source_operations(documents, one, errors) if one.own and not one.meant else [],
    }


def _release_page(release: str) -> str:
    found = session().get(Release, release) if release else None
    return url_for("releases.show", id=release) if found is not None and allowed(current_actor(), "release.read", found) else ""


@blueprint.get("/api/drafts/<id>/uses")
@require("draft.read", Draft)
def uses(id: str) -> Any:  # noqa: A002, ARG001
    """Where ``?of=`` (an indicator, a list or ``list.member``) is used: in this draft, in releases, in other drafts. Raises ``query.filter``."""
    wanted, draft = request.args.get("of", "")[:200], subject(Draft)
    if not wanted:
        raise fail("query.filter", "of", name="of")
    found = [where for where in where_used(session(), current_actor(), wanted) if where.origin.draft is None or where.origin.draft.id != draft.id]
    own = service.documents_of(draft)
    mine = [
        {"kind": use.kind, "form": use.form, "code": str(own.get(use.form, {}).get("code", "")), "section": use.section, "id": use.id, "words": use.words}
        for use in uses_in(own, wanted)
    ]
    others = [
        {
            "kind": where.use.kind,
            "regime": where.origin.regime.code,
            "no": where.origin.release.no if where.origin.release else 0,
            "code": where.form,
            "words": where.use.words,
            "href": _release_page(where.origin.release.id) if where.origin.release else url_for("drafts.open_draft", id=where.origin.draft.id, form=where.use.form) if where.origin.draft else "",
        }
        for where in found
    ]
    return jsonify({"mine": mine, "others": others[:200]})


@blueprint.get("/api/drafts/<id>/indicators")
@require("draft.read", Draft)
def indicators(id: str) -> Any:  # noqa: A002, ARG001
    """Indicators of other regimes that the draft could take over, narrowed by ``?q=``."""
    documents = service.documents_of(subject(Draft))
    wanted = fold(request.args.get("q", "")[:200]).split()
    found = [
        one
        for one in known_indicators(session(), documents)
        if one.origin and all(word in fold(f"{one.typed.code} {one.typed.name} {one.typed.owner} {one.origin}") for word in wanted)
    ]
    return jsonify({"indicators": [{"regime": one.origin, "data": dict(one.data)} for one in found[:_MOST]], "more": max(0, len(found) - _MOST)})
