"""Pages of a unit's report: filling, printing, history, downloads."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for

from renderers.html import fragment, page_name, papers, stylesheet
from runtime.actor import current_actor
from runtime.filling.edition import edition
from runtime.filling.history_words import said_history
from runtime.permissions import require, subject
from runtime.printing import OUTPUTS, download, empty_report, submission_report
from runtime.query import choice
from runtime.store import session
from runtime.store.models import Submission
from runtime.submissions.behalf import fills
from runtime.submissions.history import cell_history, event_history
from runtime.submissions.opened import Opened
from runtime.turns import period_words
from runtime.words import language

blueprint = Blueprint("filling", __name__)


def _opened() -> Opened:
    return Opened(session(), subject(Submission))


def head_of(opened: Opened) -> dict[str, Any]:
    """What the heading of every page of a report says."""
    return {
        "submission": opened.submission,
        "period": period_words(opened.db, opened.submission, language()),
        "forms": opened.forms,
        "outputs": OUTPUTS,
    }


@blueprint.get("/bao-cao/<id>")
@require("submission.read", Submission)
def report(**_: str) -> Any:
    """The first form of the report; who receives it is shown the receiving page."""
    opened = _opened()
    page = "filling.form" if fills(current_actor(), opened.submission) else "receiving.sheet"
    return redirect(url_for(page, id=opened.submission.id, form_id=opened.forms[0].id))


@blueprint.get("/bao-cao/<id>/<form_id>")
@require("submission.read", Submission)
def form(form_id: str, **_: str) -> Any:
    """The filling page of one form."""
    opened, actor = _opened(), current_actor()
    shown = opened.form(form_id)
    if not fills(actor, opened.submission):
        return redirect(url_for("receiving.sheet", id=opened.submission.id, form_id=form_id))
    data = {
        "submission": opened.submission.id,
        "form": form_id,
        "user": actor.user_id,
        "worker": url_for("filling_offline.worker"),
        "address": url_for("filling.form", id=opened.submission.id, form_id="-").removesuffix("-") + "{form}",
        "login": url_for("auth.login", next=url_for("filling.form", id=opened.submission.id, form_id=form_id)),
    }
    return render_template("filling/form.html", edition=edition(), form=shown, data=data, **head_of(opened))


@blueprint.get("/bao-cao/<id>/in")
@require("submission.print", Submission)
def print_all(**_: str) -> Any:
    """The report for paper: all forms or the one that ``bieu`` names, with its figures or empty (``trong``)."""
    opened, only = _opened(), request.args.get("bieu") or None
    blank = choice("trong", ("1",)) is not None
    shown = [opened.form(only)] if only else opened.forms
    reports = [(empty_report if blank else submission_report)(opened, item.id) for item in shown]
    names = sorted({page_name(report.page) for report in reports})
    return render_template("filling/print.html", drawn=[fragment(report) for report in reports], papers=names, only=only, blank=blank, **head_of(opened))


@blueprint.get("/bao-cao/<id>/lich-su")
@require("submission.history", Submission)
def history(**_: str) -> Any:
    """Moves of the report and changes of its cells."""
    opened, db = _opened(), session()
    said = said_history(opened, cell_history(db, opened.submission, None, None), event_history(db, current_actor(), opened.submission), language())
    return render_template(
        "filling/history.html",
        events=said.events,
        changes=said.changes,
        **head_of(opened),
    )


@blueprint.get("/bao-cao/<id>/<form_id>/tai/<output>")
@require("submission.export", Submission)
def export(form_id: str, output: str, **_: str) -> Response:
    """One form as a file."""
    opened = _opened()
    name = f"{opened.form(form_id).code} {opened.submission.unit.name} {opened.submission.period}"
    return download(submission_report(opened, form_id), output, name)


@blueprint.get("/report.css")
@require("static")
def report_css() -> Response:
    """Styles of printed forms; with ``?giay=`` of papers with margins of their own too."""
    answer = Response(stylesheet() + papers(request.args.getlist("giay")[:40]), mimetype="text/css")
    answer.headers["Cache-Control"] = "public, max-age=3600"
    return answer
