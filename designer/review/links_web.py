"""Links to read a draft's review: made and ended on the desks, opened by whoever holds one."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for

from designer.review import desk, links, sheets
from designer.review.desk import APPROVER, LEADER, Desk
from designer.review.pages import show_case
from metadata.errors import KhuonError, fail
from runtime.actor import ANONYMOUS, current_actor
from runtime.permissions import may, require, subject
from runtime.store import transaction
from runtime.store.models import Draft
from runtime.words import language, t

blueprint = Blueprint("review_links", __name__, template_folder="../templates")
#: What the person can put right on the page.
_SHOWN = frozenset(("link.hours", "link.many", "cell.too_long"))


@blueprint.post("/xet-duyet/<id>/duong-dan")
@require("review.link", Draft)
def make(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """Make a link. Its address is in this answer and nowhere else."""
    draft, raw = subject(Draft), request.form.get("hours", "")
    try:
        with transaction() as db:
            hours = int(raw) if raw.isascii() and raw.isdigit() and len(raw) < len("10000") else 0
            secret = links.make(db, current_actor(), draft, hours, request.form.get("name", ""))
    except KhuonError as error:
        if error.code not in _SHOWN:
            raise
        return show_case(_desk(), error.problems[0]), error.status
    return show_case(_desk(), link=url_for("review_links.shared", secret=secret, _external=True))


@blueprint.post("/xet-duyet/<id>/duong-dan/<link>/thu-hoi")
@require("review.link", Draft)
def revoke(id: str, link: str) -> Any:  # noqa: A002
    """End a link now."""
    with transaction() as db:
        links.revoke(db, current_actor(), subject(Draft), link)
    flash(t("link.revoked"), "ok")
    return redirect(url_for("review.leader_case" if _desk() is LEADER else "review.approval_case", id=id) + "#links")


def _desk() -> Desk:
    return LEADER if may(current_actor(), LEADER.read) else APPROVER


@blueprint.get("/xem-duyet/<secret>")
@require("review.shared")
def shared(secret: str) -> Any:
    """The desk of the draft that the secret shows, to read only: no comments, no figures of units, no cookie."""
    g.keep_address = True
    try:
        with transaction() as db:
            draft = links.opened_by(db, secret, (request.remote_addr or "")[:64])
            page = _page(draft, secret, db) if draft is not None else None
    except KhuonError as error:
        if error.code != "link.tries":
            raise
        return _refused(error)
    # Answered here and not by the handler of errors: the address, which holds the secret, goes into no log.
    return page if page is not None else _refused(fail("link.ended"))


def _refused(error: KhuonError) -> Response:
    problem, lang = error.problems[0], language()
    page = render_template("review_shared_ended.html", title=problem.sentence(lang), hint=problem.hint(lang), lang=lang)
    return Response(page, error.status, mimetype="text/html")


def _page(draft: Draft, secret: str, db: Any) -> str:
    case = desk.open_case(db, ANONYMOUS, draft)
    address = url_for("review_links.shared", secret=secret, form="{form}").replace("%7B", "{").replace("%7D", "}")
    island = {
        **sheets.island(case, sheets.former_template(db, case.former), request.args.get("form"), language()),
        "draft": "",
        "address": address,
    }
    return render_template("review_shared.html", case=case, draft=draft, island=island, lang=language())
