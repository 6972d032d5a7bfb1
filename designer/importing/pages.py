"""The pages on which an annex becomes forms: choose or paste, look and correct, the list of what was left behind."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session

from designer.importing import accepting, sources
from designer.importing.api import taken
from designer.importing.view import book_view, state_view
from designer.regimes import service as regimes
from metadata.errors import KhuonError, Problem
from runtime.actor import Actor, current_actor
from runtime.filters import moment
from runtime.permissions import allowed, fetch, require, subject
from runtime.store import session, transaction
from runtime.store.models import Draft, ImportSource, User
from runtime.words import language, t

blueprint = Blueprint("importing", __name__, template_folder="../templates")


@blueprint.get("/thiet-ke/nhap-bieu")
@require("import.write")
def start() -> Any:
    """Choose a file or paste a block; sources that are not finished. ``?draft=`` names a draft to add to."""
    return _start(())


def _start(problems: Sequence[Problem]) -> str:
    db, actor = session(), current_actor()
    wanted = (request.form.get("draft") or request.args.get("draft") or "")[:64]
    draft = fetch(db, Draft, wanted, "draft.edit", actor) if wanted else None
    lines = [(source, title(source), _who(db, source)) for source in sources.unfinished(db, actor)]
    return render_template("importing_start.html", problems=problems, draft=draft, lines=lines, limit=sources.MAX_FILE // 2**20)


def title(source: ImportSource) -> str:
    """Name of the file, or that it was pasted."""
    return source.name or t("importing.pasted")


def _who(db: Session, source: ImportSource) -> str:
    user = db.get(User, source.by_id)
    return user.name if user else ""


@blueprint.post("/thiet-ke/nhap-bieu")
@require("import.write")
def upload() -> Any:
    """Read the file that was sent; when it is refused the page says why."""
    try:
        with transaction() as db:
            source_id = taken(db).id
    except KhuonError as error:
        if error.code == "not_found":
            raise
        return _start(error.problems), error.status
    return redirect(url_for("importing.show", id=source_id))


@blueprint.get("/thiet-ke/nhap-bieu/<id>")
@require("import.read", ImportSource)
def show(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """The original and the forms side by side; once taken, what was read and left behind."""
    source = subject(ImportSource)
    return render_template("importing.html", source=source, name=title(source), island=island(session(), current_actor(), source))


def island(db: Session, actor: Actor, source: ImportSource) -> dict[str, Any]:
    """Everything that the page starts with."""
    lang = language()
    editable = source.draft_id is None and allowed(actor, "import.write", source)
    into = _into(db, actor, source) if editable else None
    return {
        "id": source.id,
        "name": title(source),
        "editable": editable,
        "book": book_view(sources.book_of(source), lang),
        "state": state_view(source, lang),
        "into": into,
        "lost": editable and into is None and bool(sources.said_of(source).into),
        "taken": _taken(db, actor, source),
        "suggestion": accepting.suggestion(db, source) if editable else None,
        "kinds": [{"value": kind, "label": t(f"designer.kind_{kind}")} for kind in regimes.KINDS],
        "frequencies": [{"value": each, "label": t(f"designer.frequency_{each}")} for each in regimes.FREQUENCIES],
        "original": url_for("importing.original", id=source.id),
        "back": url_for("importing.start"),
    }


def _into(db: Session, actor: Actor, source: ImportSource) -> dict[str, Any] | None:
    """The draft that the forms are meant for, while it can still take them."""
    draft = db.get(Draft, sources.said_of(source).into) if sources.said_of(source).into else None
    if draft is None or not allowed(actor, "draft.edit", draft):
        return None
    return {"id": draft.id, "code": draft.regime.code, "name": draft.regime.name, "address": url_for("drafts.open_draft", id=draft.id)}


def _taken(db: Session, actor: Actor, source: ImportSource) -> dict[str, Any] | None:
    if source.draft_id is None:
        return None
    kept = sources.said_of(source).taken
    draft = db.get(Draft, source.draft_id)
    readable = draft is not None and allowed(actor, "draft.read", draft)
    return {
        "address": url_for("drafts.open_draft", id=source.draft_id) if readable else "",
        "regime": draft.regime.name if draft is not None and readable else "",
        "at": moment(source.updated_at),
        "left": kept.get("left", []),
    }


@blueprint.get("/thiet-ke/nhap-bieu/<id>/goc")
@require("import.read", ImportSource)
def original(id: str) -> Any:  # noqa: A002, ARG001
    """The bytes as they came, to keep: never shown by the browser."""
    source = subject(ImportSource)
    suffix = source.kind if source.kind in ("xlsx", "docx") else "html"
    data = source.original if suffix != "html" else json.loads(source.original)["html"].encode("utf-8", "replace")
    answer = Response(data, mimetype="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="nguon-{source.sha256[:12]}.{suffix}"'
    return answer


@blueprint.post("/thiet-ke/nhap-bieu/<id>/bo")
@require("import.write", ImportSource)
def drop(id: str) -> Any:  # noqa: A002, ARG001
    """Throw away a source that no draft took."""
    source = subject(ImportSource)
    name = title(source)
    with transaction() as db:
        sources.remove(db, current_actor(), source)
    flash(t("importing.dropped", name=name), "ok")
    return redirect(url_for("importing.start"))
