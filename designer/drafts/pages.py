"""The page that carries the designer's island."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from designer.drafts import comments, service
from designer.drafts.dropping import DAYS, drop, loss_of, restore
from designer.drafts.history import documents_at
from designer.drafts.log import read_entry
from designer.drafts.proving import SECONDS
from metadata.celltypes import cell_types
from metadata.errors import fail
from metadata.formula.functions import CATALOGUE, Function
from metadata.measures import measures
from runtime.actor import Actor, current_actor
from runtime.filters import moment
from runtime.permissions import allowed, require, subject
from runtime.store import session, transaction
from runtime.store.models import Draft, DraftOperation, Regime, ReviewEvent, User
from runtime.words import language, t

blueprint = Blueprint("drafts", __name__, template_folder="../templates")


def island(db: Session, actor: Actor, draft: Draft, lang: str, seq: int | None = None) -> dict[str, Any]:
    """Everything the island starts with; as the draft was after entry ``seq``, to look at only, when one is named."""
    author = db.get(User, draft.author_id)
    editable = allowed(actor, "draft.edit", draft)
    return {
        "draft": {
            "id": draft.id,
            "regime": {"id": draft.regime_id, "code": draft.regime.code, "name": draft.regime.name},
            "state": draft.state,
            "rev": draft.version,
            "author": author.name if author else "",
            "editable": editable and seq is None,
            "returned": _returned(db, draft),
            "comments": comments.listed(db, draft, lang) if seq is None else [],
            "desk": _desk(actor, draft) if seq is None else "",
            "may_comment": comments.duties(actor, draft)["write"] and seq is None,
            "past": None if seq is None else {**_past(db, draft, seq), "may_go_back": editable},
        },
        "documents": service.documents_of(draft) if seq is None else documents_at(db, draft, seq),
        "me": {"name": actor.name},
        "measures": [
            {"id": m.id, "label": m.label, "symbol": m.symbol, "dimension": m.dimension} for m in measures().values()
        ],
        "functions": [_function(function, lang) for function in CATALOGUE.values()],
        "proof_seconds": int(SECONDS),
        "kinds": [
            {"kind": kind.kind, "label": kind.label_en if lang == "en" else kind.label_vi} for kind in cell_types().values()
        ],
    }


def _desk(actor: Actor, draft: Draft) -> str:
    """Where the person looks at the draft as the desk does, while it lies on one; empty for who does not."""
    on_desk = draft.state in ("in_review", "in_approval")
    return url_for("review.leader_case", id=draft.id) if on_desk and allowed(actor, "review.read", draft) else ""


def _function(function: Function, lang: str) -> dict[str, Any]:
    return {
        "name": function.name,
        "vi": function.names_vi[0] if function.names_vi else function.name,
        "params": [parameter.vi + ("…" if parameter.many else "") for parameter in function.parameters],
        "doc": function.en if lang == "en" else function.vi,
        "example": function.examples[0].formula if function.examples else function.usage,
    }


def _past(db: Session, draft: Draft, seq: int) -> dict[str, Any]:
    """Which moment a look at the past is about; entry 0 is the beginning."""
    row = db.execute(
        select(DraftOperation, User.name)
        .join(User, User.id == DraftOperation.by_id)
        .where(DraftOperation.draft_id == draft.id, DraftOperation.seq == seq)
    ).first()
    told = {"seq": seq, "now": url_for("drafts.open_draft", id=draft.id), "by": "", "at": moment(draft.created_at), "label": ""}
    return told if row is None else {**told, "by": row[1], "at": moment(row[0].at), "label": read_entry(row[0]).label}


def _returned(db: Session, draft: Draft) -> dict[str, Any] | None:
    """What the desk said when it sent the draft back; None once the draft has gone on its way again."""
    if draft.state not in service.EDITABLE:
        return None
    found = db.execute(
        select(ReviewEvent, User.name)
        .join(User, User.id == ReviewEvent.by_id)
        .where(ReviewEvent.draft_id == draft.id, ReviewEvent.event.in_(("return", "submit")))
        .order_by(ReviewEvent.at.desc(), ReviewEvent.id.desc())
        .limit(1)
    ).first()
    if found is None or found[0].event != "return":
        return None
    event, name = found
    return {
        "by": name,
        "role": t(f"role.{event.role}"),
        "at": moment(event.at),
        "note": event.note,
        # Comments are shown as such, with their answers.
        "reasons": [
            {"place": reason.get("place", ""), "text": reason["text"]}
            for reason in json.loads(event.reasons)
            if "comment" not in reason
        ],
    }


@blueprint.get("/thiet-ke/<id>")
@require("draft.read", Draft)
def open_draft(id: str) -> Any:  # noqa: A002, ARG001
    """The designer on one draft; read-only for everyone but those who may change it now."""
    draft = subject(Draft)
    data = island(session(), current_actor(), draft, language())
    return render_template("designer.html", draft=draft, island=data)


@blueprint.get("/thiet-ke/<id>/ban")
@require("draft.read", Draft)
def open_past(id: str) -> Any:  # noqa: A002, ARG001
    """The draft as it was after entry ``?rev=``, to look at. Raises ``draft.base_unknown``, ``query.filter``."""
    raw = request.args.get("rev", "0")
    if not (raw.isascii() and raw.isdigit() and len(raw) <= 9):
        raise fail("query.filter", "rev", name="rev")
    seq, draft = int(raw), subject(Draft)
    data = island(session(), current_actor(), draft, language(), seq)
    return render_template("designer.html", draft=draft, island=data)


@blueprint.get("/thiet-ke/<id>/xoa")
@require("draft.delete", Draft, states=False)
def ask_drop(id: str) -> Any:  # noqa: A002, ARG001
    """What would be lost by dropping the draft, and the button that does it."""
    draft = subject(Draft)
    loss = loss_of(session(), draft)
    told = loss.diff.as_json(language())["sentences"]
    return render_template("draft_drop.html", draft=draft, loss=loss, told=told, days=DAYS, open=draft.state in service.EDITABLE)


@blueprint.post("/thiet-ke/<id>/xoa")
@require("draft.delete", Draft, states=False)
def drop_draft(id: str) -> Any:  # noqa: A002, ARG001
    """Drop a draft that is not on its way; it can be brought back for some days."""
    draft = subject(Draft)
    name = draft.regime.name
    with transaction() as db:
        drop(db, current_actor(), draft)
    flash(t("drop.done", name=name, days=DAYS), "ok")
    return redirect(url_for("regimes.listing"))


@blueprint.post("/thiet-ke/che-do/<id>/khoi-phuc")
@require("draft.create", Regime)
def restore_draft(id: str) -> Any:  # noqa: A002, ARG001
    """Bring a dropped draft back. Raises ``not_found``, ``draft.exists``."""
    regime = subject(Regime)
    with transaction() as db:
        draft_id = restore(db, current_actor(), regime.id, request.form.get("dropped", "")[:64]).id
    flash(t("drop.restored", name=regime.name), "ok")
    return redirect(url_for("drafts.open_draft", id=draft_id))


@blueprint.post("/thiet-ke/<id>/rut")
@require("draft.withdraw", Draft, moves=True)
def withdraw_draft(id: str) -> Any:  # noqa: A002, ARG001
    """Take a draft back from the leader's desk, from the list."""
    draft = subject(Draft)
    with transaction() as db:
        service.withdraw(db, current_actor(), draft)
    flash(t("designer.draft_withdrawn"), "ok")
    return redirect(url_for("drafts.open_draft", id=draft.id))
