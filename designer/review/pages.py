"""Queues and detail pages of the two desks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from designer import publish
from designer.drafts import comments
from designer.drafts.proving import SECONDS
from designer.effects.pages import effects_context
from designer.review import desk, links, sheets
from designer.review.desk import APPROVER, LEADER, Desk
from designer.review.proofs import proofs_shown
from metadata.errors import KhuonError
from runtime.actor import Actor, current_actor
from runtime.nav import NavItem
from runtime.permissions import may, require, subject
from runtime.store import session, transaction
from runtime.store.models import Draft, Release
from runtime.words import language, t

blueprint = Blueprint("review", __name__, template_folder="../templates")
NAV = (
    NavItem("review.nav", "review.leader_queue", "review.list", "review.nav_hint", 20),
    NavItem("approval.nav", "review.approval_queue", "approval.list", "approval.nav_hint", 21),
)
#: What the person can put right on the page.
SHOWN = frozenset(
    (
        "workflow.reason_required",
        "publish.valid_from",
        "publish.valid_before_former",
        "template.has_errors",
        "policy.needs_approver",
        "policy.needs_second",
        "policy.last_one",
        "review.open_comments",
    )
)


@blueprint.get("/xet-duyet")
@require("review.list")
def leader_queue() -> Any:
    """Drafts that wait for the leader."""
    return _queue(LEADER)


@blueprint.get("/phe-duyet")
@require("approval.list")
def approval_queue() -> Any:
    """Drafts that wait for the IT department."""
    return _queue(APPROVER)


def _queue(where: Desk) -> str:
    items = desk.queue(session(), current_actor(), where)
    return render_template("review_queue.html", desk=where, items=items)


@blueprint.get("/xet-duyet/<id>")
@require("review.read", Draft)
def leader_case(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """One draft on the leader's desk."""
    return show_case(LEADER)


@blueprint.get("/phe-duyet/<id>")
@require("approval.read", Draft)
def approval_case(id: str) -> Any:  # noqa: A002, ARG001
    """One draft on the desk of the IT department."""
    return show_case(APPROVER)


def show_case(where: Desk, problem: Any = None, link: str = "") -> str:
    """The page of a desk; ``link`` is the address of a link that was just made, shown this once."""
    draft = subject(Draft)
    db, actor = session(), current_actor()
    case = desk.open_case(db, actor, draft)
    remarks = comments.listed(db, draft, language())
    here = "review.leader_case" if where is LEADER else "review.approval_case"
    island = {
        **sheets.island(case, sheets.former_template(db, case.former), request.args.get("form"), language()),
        **comments.duties(actor, draft),
        "comments": remarks,
        "address": url_for(here, id=draft.id, form="{form}").replace("%7B", "{").replace("%7D", "}"),
    }
    return render_template(
        "review_case.html",
        desk=where,
        case=case,
        island=island,
        **effects_context(db, actor, draft),
        comments=remarks,
        proofs=proofs_shown(case.template),
        seconds=int(SECONDS),
        problem=problem,
        acts=desk.acts(actor, draft, case),
        link=link,
        links=links.listed(db, draft) if may(actor, "review.link") and draft.state in links.ON_A_DESK else None,
        hours=links.HOURS,
        samples=desk.samples_shown(case.template),
        valid_from=publish.default_valid_from(db, draft),
        periods=publish.periods_to_start(db, draft),
    )


@blueprint.post("/xet-duyet/<id>/chuyen")
@require("review.forward", Draft, moves=True)
def forward(id: str) -> Any:  # noqa: A002, ARG001
    """The leader sends the draft on."""
    return _done(LEADER, _agree(publish.forward), "review.forwarded", "review.leader_queue")


@blueprint.post("/phe-duyet/<id>/dong-y")
@require("release.approve", Draft, moves=True)
def endorse(id: str) -> Any:  # noqa: A002, ARG001
    """The first of two approvers agrees."""
    return _done(APPROVER, _agree(publish.endorse), "review.endorsed", "review.approval_queue")


def _agree(way: Callable[..., None]) -> Callable[[Session, Actor, Draft], None]:
    form = request.form
    return lambda db, actor, draft: way(
        db, actor, draft, form.get("shown", ""), form.get("note", ""), form.getlist("waived")
    )


@blueprint.post("/xet-duyet/<id>/tra-lai")
@require("review.return", Draft, moves=True)
def leader_return(id: str) -> Any:  # noqa: A002, ARG001
    """The leader sends the draft back with reasons."""
    return _done(LEADER, _send_back, "review.returned", "review.leader_queue")


@blueprint.post("/phe-duyet/<id>/tra-lai")
@require("release.return", Draft, moves=True)
def approval_return(id: str) -> Any:  # noqa: A002, ARG001
    """The IT department sends the draft back with reasons."""
    return _done(APPROVER, _send_back, "review.returned", "review.approval_queue")


def _send_back(db: Session, actor: Actor, draft: Draft) -> None:
    publish.send_back(db, actor, draft, request.form.get("note", ""))


@blueprint.post("/phe-duyet/<id>/ban-hanh")
@require("release.approve", Draft, moves=True)
def approve(id: str) -> Any:  # noqa: A002, ARG001
    """The IT department approves and publishes."""
    return _publish(APPROVER, publish.approve, "review.approval_queue")


@blueprint.post("/xet-duyet/<id>/ban-hanh")
@require("release.publish", Draft, moves=True)
def publish_alone(id: str) -> Any:  # noqa: A002, ARG001
    """The leader publishes without the IT department, where the policy allows it."""
    return _publish(LEADER, publish.publish_alone, "review.leader_queue")


def _publish(where: Desk, way: Callable[..., Release], back: str) -> Any:
    form = request.form
    made: list[str] = []

    def act(db: Session, actor: Actor, draft: Draft) -> None:
        release = way(
            db,
            actor,
            draft,
            form.get("shown", ""),
            form.get("valid_from", ""),
            form.get("note", ""),
            form.getlist("waived"),
        )
        made.append(release.id)

    answer = _done(where, act, "review.published", back)
    return redirect(url_for("releases.show", id=made[0])) if made and isinstance(answer, Response) else answer


def _done(where: Desk, act: Callable[[Session, Actor, Draft], None], said: str, back: str) -> Any:
    """Do it and go back to the queue; what the person can put right is shown on the page, what was typed is kept."""
    draft = subject(Draft)
    try:
        with transaction() as db:
            act(db, current_actor(), draft)
    except KhuonError as error:
        if error.code not in SHOWN:
            raise
        return show_case(where, error.problems[0]), error.status
    flash(t(said), "ok")
    return redirect(url_for(back))
