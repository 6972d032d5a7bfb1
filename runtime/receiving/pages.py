"""Pages of the receiver: collections, the table of units, one report."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy import select

from metadata.errors import fail
from metadata.periods import FREQUENCY_MONTHS, containing, round_under_way
from runtime import clock
from runtime.actor import current_actor
from runtime.filling.pages import head_of
from runtime.lives import events
from runtime.nav import NavItem
from runtime.permissions import may, require, restrict, subject
from runtime.query import choice
from runtime.receiving import acting
from runtime.receiving.lists import STATES, collection_of, collections, just_done, lines, overview
from runtime.releases import release_for, template_of
from runtime.store import session, transaction
from runtime.store.models import Regime, Submission
from runtime.submissions.collections import end_of, extend, open_collection, periods_around
from runtime.submissions.opened import Opened
from runtime.submissions.unanswered import unanswered
from runtime.turns import period_words
from runtime.words import language, t

blueprint = Blueprint("receiving", __name__)
NAV = (NavItem("receiving.title", "receiving.start", "receiving.list", "receiving.hint", 20),)


@blueprint.get("/tiep-nhan")
@require("receiving.list")
def start() -> Any:
    """Collections that the unit receives, and a door to open one."""
    db, actor = session(), current_actor()
    regimes = list(db.scalars(restrict(select(Regime), actor, "receiving.list").order_by(Regime.name)))
    doors = [_door(regime) for regime in regimes] if may(actor, "collection.open") else []
    return render_template(
        "receiving/start.html",
        found=collections(db, actor, language()),
        doors=[door for door in doors if door],
        exchanges=unanswered(db, actor, language()),
    )


def _door(regime: Regime) -> dict[str, Any] | None:
    """Periods of a regime that can be opened: those that a published release holds for."""
    db = session()
    document = None
    for frequency in FREQUENCY_MONTHS:
        period = containing(clock.today(), frequency)
        release = release_for(db, regime.id, period)
        found = template_of(db, release.hash).regime if release is not None else None
        if found is not None and found.frequency == frequency:
            document = found
            break
    if document is None:
        return None
    choices = [
        (period.id, period.label(language()))
        for period in periods_around(document, clock.today())
        if release_for(db, regime.id, period) is not None
    ]
    rounds = [(item.id, item.name) for item in document.rounds.values()]
    current = containing(clock.today(), document.frequency)
    turn = round_under_way(document, current, clock.today())
    return {"regime": regime, "periods": choices, "rounds": rounds, "current": current.id, "turn": turn} if choices else None


@blueprint.post("/tiep-nhan/<id>/mo")
@require("collection.open", Regime)
def open_one(**_: str) -> Any:
    """Open a round of a period."""
    form = request.form
    opens = day_of(form.get("opens"))
    closes = day_of(form.get("closes"))
    with transaction() as db:
        made = open_collection(
            db,
            current_actor(),
            subject(Regime),
            form.get("period", ""),
            form.get("round", ""),
            opens=opens,
            closes=end_of(closes) if closes else None,
        )
        flash(t("receiving.opened", period=period_words(db, made, language())), "ok")
        return redirect(url_for("receiving.units", id=made.regime_id, period=made.period, round=made.round))


@blueprint.get("/tiep-nhan/<id>/<period>")
@require("receiving.list", Regime)
def units(period: str, **_: str) -> Any:
    """The units of a collection with their states."""
    db = session()
    collection = collection_of(db, subject(Regime).id, period, request.args.get("round"))
    state = choice("state", STATES)
    return render_template(
        "receiving/units.html",
        head=overview(db, collection, language()),
        lines=lines(db, collection, state),
        state=state,
        states=STATES,
        today=clock.today(),
        done=just_done(db, collection, request.args.get("done")),
    )


@blueprint.get("/tiep-nhan/bao-cao/<id>/<form_id>")
@require("receiving.read", Submission)
def sheet(form_id: str, **_: str) -> Any:
    """One report: read, compared, returned or accepted."""
    submission = subject(Submission)
    opened = Opened(session(), submission)
    back = url_for("receiving.units", id=submission.regime_id, period=submission.period, round=submission.round)
    data = {
        "mode": "receive",
        "submission": submission.id,
        "form": form_id,
        "user": current_actor().user_id,
        "address": url_for("receiving.sheet", id=submission.id, form_id="-").removesuffix("-") + "{form}",
        "done": f"{back}&done={submission.id}",
    }
    return render_template(
        "receiving/sheet.html",
        form=opened.form(form_id),
        data=data,
        back=back,
        events=events(current_actor(), submission),
        **head_of(opened),
    )


@blueprint.post("/tiep-nhan/bao-cao/<id>/loai-tru")
@require("submission.exclude", Submission, moves=True)
def exclude(**_: str) -> Any:
    """Leave a unit out of the consolidation."""
    with transaction() as db:
        submission, actor = subject(Submission), current_actor()
        acting.exclude(db, actor, submission, request.form.get("reason", ""))
        return _back(submission, "receiving.excluded")


@blueprint.post("/tiep-nhan/bao-cao/<id>/mo-lai")
@require("submission.reopen", Submission, moves=True)
def reopen(**_: str) -> Any:
    """Open an accepted or excluded report again."""
    with transaction() as db:
        submission, actor = subject(Submission), current_actor()
        acting.reopen(db, actor, submission, request.form.get("reason", ""))
        return _back(submission, "receiving.reopened")


@blueprint.post("/tiep-nhan/bao-cao/<id>/gia-han")
@require("collection.extend", Submission)
def more_time(**_: str) -> Any:
    """Give a unit more time."""
    until = day_of(request.form.get("until"))
    if until is None:
        raise fail("collection.date", "until", value="")
    with transaction() as db:
        submission = subject(Submission)
        extend(db, current_actor(), submission, until)
        return _back(submission, "receiving.extended")


def _back(submission: Submission, words: str) -> Any:
    flash(t(words, unit=submission.unit.name), "ok")
    return redirect(
        url_for("receiving.units", id=submission.regime_id, period=submission.period, round=submission.round)
    )


def day_of(text: str | None) -> dt.date | None:
    """A day of a form's date field, None when it is empty. Raises ``collection.date``."""
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise fail("collection.date", value=text[:20]) from None
