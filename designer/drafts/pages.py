"""The page that carries the designer's island."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session

from designer.drafts import service
from designer.drafts.proving import SECONDS
from metadata.celltypes import cell_types
from metadata.formula.functions import CATALOGUE, Function
from metadata.measures import measures
from runtime.actor import Actor, current_actor
from runtime.filters import moment
from runtime.permissions import allowed, require, subject
from runtime.store import session, transaction
from runtime.store.models import Draft, ReviewEvent, User
from runtime.words import language, t

blueprint = Blueprint("drafts", __name__, template_folder="../templates")


def island(db: Session, actor: Actor, draft: Draft, lang: str) -> dict[str, Any]:
    """Everything the island starts with."""
    author = db.get(User, draft.author_id)
    return {
        "draft": {
            "id": draft.id,
            "regime": {"id": draft.regime_id, "code": draft.regime.code, "name": draft.regime.name},
            "state": draft.state,
            "rev": draft.version,
            "author": author.name if author else "",
            "editable": allowed(actor, "draft.edit", draft),
            "returned": _returned(db, draft),
        },
        "documents": service.documents_of(draft),
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


def _function(function: Function, lang: str) -> dict[str, Any]:
    return {
        "name": function.name,
        "vi": function.names_vi[0] if function.names_vi else function.name,
        "params": [parameter.vi + ("…" if parameter.many else "") for parameter in function.parameters],
        "doc": function.en if lang == "en" else function.vi,
        "example": function.examples[0].formula if function.examples else function.usage,
    }


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
        "reasons": [{"place": reason.get("place", ""), "text": reason["text"]} for reason in json.loads(event.reasons)],
    }


@blueprint.get("/thiet-ke/<id>")
@require("draft.read", Draft)
def open_draft(id: str) -> Any:  # noqa: A002, ARG001
    """The designer on one draft; read-only for everyone but those who may change it now."""
    draft = subject(Draft)
    data = island(session(), current_actor(), draft, language())
    return render_template("designer.html", draft=draft, island=data)


@blueprint.post("/thiet-ke/<id>/xoa")
@require("draft.delete", Draft, states=False)
def drop_draft(id: str) -> Any:  # noqa: A002, ARG001
    """Delete a draft that is not on its way."""
    draft = subject(Draft)
    name = draft.regime.name
    with transaction() as db:
        service.drop(db, current_actor(), draft)
    flash(t("designer.draft_dropped", name=name), "ok")
    return redirect(url_for("regimes.listing"))


@blueprint.post("/thiet-ke/<id>/rut")
@require("draft.withdraw", Draft, moves=True)
def withdraw_draft(id: str) -> Any:  # noqa: A002, ARG001
    """Take a draft back from the leader's desk, from the list."""
    draft = subject(Draft)
    with transaction() as db:
        service.withdraw(db, current_actor(), draft)
    flash(t("designer.draft_withdrawn"), "ok")
    return redirect(url_for("drafts.open_draft", id=draft.id))
