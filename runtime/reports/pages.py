"""Pages of reports: run a consolidation, see the report, go behind a figure, take it away as a file."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from sqlalchemy import select

from metadata.celltypes import show
from metadata.errors import KhuonError, fail
from metadata.values import CellValue
from runtime.actor import current_actor
from runtime.consolidation.adjusting import adjust as adjust_figure
from runtime.consolidation.adjusting import take_back as end_adjustment
from runtime.consolidation.adjusting import version_of
from runtime.consolidation.adjustments import adjustable
from runtime.consolidation.drill import caption_of, drill
from runtime.consolidation.made import made_on
from runtime.consolidation.plan import Plan
from runtime.consolidation.running import run
from runtime.consolidation.work import Consolidation
from runtime.errors import wants_page
from runtime.permissions import require, subject
from runtime.printing import OUTPUTS, consolidated_report, download, facts_at, members_of, title_of
from runtime.receiving.lists import COUNTED, collection_of, lines
from runtime.receiving.lists import overview as overview_of
from runtime.reports.adjusted import as_section, listed, marked
from runtime.reports.paper import on_paper
from runtime.reports.span_report import spans_with
from runtime.store import session, transaction
from runtime.store.models import Collection, ConsolidationResult, Regime, Release, Unit
from runtime.submissions.behalf import marks
from runtime.submissions.filled import load_filled, split_key
from runtime.turns import period_words
from runtime.words import language, t

blueprint = Blueprint("consolidation", __name__)


def _collection(period: str) -> Collection:
    return collection_of(session(), subject(Regime).id, period, request.args.get("round"))


def _stored(work: Consolidation, form_id: str) -> ConsolidationResult:
    unit = request.args.get("unit") or work.top
    row = work.stored(unit, form_id)
    if row is None:
        raise fail("consolidation.not_run") if form_id in work.forms else fail("not_found")
    return row


def _as_made(work: Consolidation, row: ConsolidationResult) -> tuple[Consolidation, dict[str, int] | None]:
    """The collection by the release that the report was made on, and the numbers of both when another one holds by now."""
    then = made_on(work.db, work.collection, row)
    if then is None or then.hash == work.release_hash:
        return work, None
    now = work.db.scalar(select(Release.no).where(Release.hash == work.release_hash))
    return Consolidation(work.db, work.collection, on_release=then.hash), {"no": then.no, "now": now or 0}


def _open(plan: Plan, key: str) -> bool:
    """Whether a figure may be adjusted, and the form allows it."""
    return plan.rule.adjust_allowed and adjustable(plan, key)


def _adjusts(plan: Plan) -> bool:
    """Whether a report has a figure that may be adjusted."""
    return any(_open(plan, key) for key in plan.hows)


def _address(collection: Collection, unit: str | None = None) -> dict[str, Any]:
    found = {"id": collection.regime_id, "period": collection.period, "round": collection.round}
    return found if unit is None else {**found, "unit": unit}


@blueprint.get("/tong-hop/<id>/<period>")
@require("consolidation.read", Regime)
def overview(period: str, **_: str) -> Any:
    """What is in the report and what is missing; the forms of the report."""
    db, collection = session(), _collection(period)
    work = Consolidation(db, collection)
    found = db.execute(
        select(ConsolidationResult, Unit)
        .join(Unit, Unit.id == ConsolidationResult.unit_id)
        .where(ConsolidationResult.collection_id == collection.id)
    )
    reports: dict[str, dict[str, ConsolidationResult]] = {}
    names: dict[str, str] = {}
    titles: dict[tuple[str, str], str] = {}
    for row, unit in found:
        reports.setdefault(unit.id, {})[row.form_id] = row
        names[unit.id] = unit.name
        if row.form_id in work.forms:
            titles[unit.id, row.form_id] = title_of(work.template, row.form_id, partial(facts_at, work, row))
    everyone = lines(db, collection)
    longer = spans_with(work.template.regime.frequency, work.period)
    return render_template(
        "consolidation/overview.html",
        head=overview_of(db, collection, language()),
        forms=[work.template.form(form_id) for form_id in work.forms],
        reports=reports,
        names=names,
        titles=titles,
        top=work.top,
        missing=[line for line in everyone if line.submission.state not in COUNTED],
        members=[line for line in everyone if line.submission.state in COUNTED],
        address=_address(collection),
        outputs=OUTPUTS,
        collection=collection,
        adjusted_forms=[work.template.form(form_id).code for form_id in work.forms if _adjusts(work.plan(form_id))],
        longer=[(span.id, span.label(language())) for span in longer],
    )


@blueprint.post("/tong-hop/<id>/<period>")
@require("consolidation.run", Regime)
def start(period: str, **_: str) -> Any:
    """Consolidate what was accepted."""
    with transaction() as db:
        collection = collection_of(db, subject(Regime).id, period, request.args.get("round"))
        units = run(db, current_actor(), collection)
        flash(t("consolidation.done", units=units), "ok")
        return redirect(url_for("consolidation.overview", **_address(collection)))


@blueprint.get("/tong-hop/<id>/<period>/<form_id>")
@require("consolidation.read", Regime)
def table(period: str, form_id: str, **_: str) -> Any:
    """The consolidated table; every figure leads to the units behind it."""
    work = Consolidation(session(), _collection(period))
    row = _stored(work, form_id)
    work, now = _as_made(work, row)
    lang = language()
    items = listed(work, row, lang)
    plan = work.plan(form_id)
    return render_template(
        "consolidation/table.html",
        stale=now,
        report=marked(consolidated_report(work, row, load_filled(row.document)), items, lang),
        row=row,
        adjusted=items,
        adjusting=now is None and _adjusts(plan),
        adjustable=partial(adjustable, plan),
        failures=[(severity, en if lang == "en" else vi) for severity, vi, en, _ in json.loads(row.failures)],
        seen=version_of(row),
        units=len(members_of(row)),
        unit=request.args.get("unit"),
        plan=plan,
        period=period_words(work.db, work.collection, language()),
        regime=work.collection.regime,
        address=_address(work.collection),
        outputs=OUTPUTS,
    )


@blueprint.get("/tong-hop/<id>/<period>/<form_id>/in")
@require("consolidation.export", Regime)
def paper(period: str, form_id: str, **_: str) -> str:
    """The consolidated form for paper, as its circular prints it, with the notes of what was adjusted."""
    work = Consolidation(session(), _collection(period))
    row = _stored(work, form_id)
    work, _now = _as_made(work, row)
    report = marked(consolidated_report(work, row, load_filled(row.document)), listed(work, row, "vi"), "vi")
    more = _address(work.collection, request.args.get("unit"))
    return on_paper(report, period_words(work.db, work.collection, language()), url_for("consolidation.table", form_id=form_id, **more))


@blueprint.get("/tong-hop/<id>/<period>/<form_id>/tai/<output>")
@require("consolidation.export", Regime)
def export(period: str, form_id: str, output: str, **_: str) -> Response:
    """The consolidated form as a file."""
    work = Consolidation(session(), _collection(period))
    row = _stored(work, form_id)
    work, _now = _as_made(work, row)
    # Words of a form are Vietnamese, so are its notes.
    items = listed(work, row, "vi")
    report = marked(consolidated_report(work, row, load_filled(row.document)), items, "vi")
    if output == "csv" and any(one.stands for one in items):
        report = replace(report, sections=(*report.sections, as_section(items, "vi")))
    return download(report, output, f"{report.code} tổng hợp {work.collection.period}")


@blueprint.get("/tong-hop/<id>/<period>/<form_id>/o/<key>")
@require("consolidation.drill", Regime)
def behind(period: str, form_id: str, key: str, **_: str) -> Any:
    """The units behind one figure, each linked to its own cell."""
    work = Consolidation(session(), _collection(period))
    return _behind(work, _stored(work, form_id), key)


def _behind(work: Consolidation, row: ConsolidationResult, key: str, tried: Mapping[str, str] | None = None, error: KhuonError | None = None) -> str:
    """The page behind a figure; ``tried`` is what was typed into its form and refused by ``error``."""
    form_id, lang = row.form_id, language()
    work, now = _as_made(work, row)
    found = drill(work, row, key, lang)
    plan = work.plan(form_id)
    here = [one for one in listed(work, row, lang) if one.key == key and one.stands]
    return render_template(
        "consolidation/drill.html",
        found=found,
        marks=marks(session(), [line.submission_id for line in found.lines]),
        shown=_shower(work),
        form=work.template.form(form_id),
        unit=request.args.get("unit"),
        period=period_words(work.db, work.collection, lang),
        regime=work.collection.regime,
        address=_address(work.collection),
        adjusted=here,
        adjusting=now is None and _open(plan, key),
        # A computed figure follows from others: the way to adjust it is to adjust one of them.
        adjust_parts=now is None and any(not part.outside and _open(work.plan(part.form_id), part.key) for part in found.parts),
        asks_reason=plan.rule.adjust_reason,
        is_text=key in plan.specs and plan.specs[key].kind == "text",
        seen=version_of(row),
        tried=tried or {},
        problem=error.problems[0] if error is not None else None,
    )


@blueprint.post("/tong-hop/<id>/<period>/<form_id>/o/<key>")
@require("consolidation.adjust", Regime)
def adjust(period: str, form_id: str, key: str, **_: str) -> Any:
    """Put a figure in place of a total. What is refused stands in the form again, beside the reason why."""
    given = {name: request.form.get(name, "") for name in ("value", "reason", "seen")}
    unit = request.args.get("unit")
    try:
        with transaction() as db:
            collection = collection_of(db, subject(Regime).id, period, request.args.get("round"))
            at = (collection, unit or collection.regime.owner_id, form_id, key)
            adjust_figure(db, current_actor(), at, given["value"], given["reason"], given["seen"])
    except KhuonError as error:
        if not wants_page() or error.status == 404:
            raise
        work = Consolidation(session(), _collection(period))
        return _behind(work, _stored(work, form_id), key, given, error), error.status
    work = Consolidation(session(), _collection(period))
    flash(t("adjust.saved", cell=caption_of(work.template.form(form_id), key, language()), value=given["value"].strip()[:200]), "ok")
    return redirect(url_for("consolidation.table", form_id=form_id, **_address(work.collection, unit), _anchor="adjusted"))


@blueprint.post("/tong-hop/<id>/<period>/<form_id>/bo-dieu-chinh")
@require("consolidation.adjust", Regime)
def take_back(period: str, form_id: str, **_: str) -> Any:
    """Take an adjustment back."""
    unit = request.args.get("unit")
    with transaction() as db:
        collection = collection_of(db, subject(Regime).id, period, request.args.get("round"))
        at = (collection, unit or collection.regime.owner_id, form_id)
        end_adjustment(db, current_actor(), at, request.form.get("adjustment", ""), request.form.get("seen", ""))
        flash(t("adjust.taken_back"), "ok")
        return redirect(url_for("consolidation.table", form_id=form_id, **_address(collection, unit)))


def _shower(work: Consolidation) -> Callable[[str, str, CellValue], str]:
    def shown(form_id: str, key: str, value: CellValue) -> str:
        row, _, column = split_key(key)
        spec = work.plan(form_id).specs.get(f"{row}:{column}" if column is not None else row)
        return show(value, spec) if spec is not None else ""

    return shown
