"""Pages of the report of a longer period: its parts, each form, the form as a file."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from sqlalchemy import select

from metadata.errors import fail
from metadata.periods import Period
from runtime.consolidation.spans import Span
from runtime.permissions import require, subject
from runtime.printing import OUTPUTS, download, title_of
from runtime.reports.paper import on_paper
from runtime.reports.span_report import column_notes, labels, said_under, span_facts, span_report, spans_with
from runtime.store import session
from runtime.store.models import Collection, Regime
from runtime.words import language

blueprint = Blueprint("spans", __name__)


def _span(text: str) -> Span:
    db, regime = session(), subject(Regime)
    wanted = request.args.get("round") or db.scalar(
        select(Collection.round).where(Collection.regime_id == regime.id).order_by(Collection.created_at.desc()).limit(1)
    )
    if wanted is None:
        raise fail("consolidation.not_run")
    return Span(db, regime, text, wanted)


def _address(span: Span) -> dict[str, Any]:
    return {"id": span.regime.id, "span": span.period.id, "round": span.round}


@blueprint.get("/tong-hop-nhieu-ky/<id>/<span>")
@require("consolidation.read", Regime)
def overview(span: str, **_: str) -> Any:
    """The parts of a longer period, made and not made, and its forms."""
    found = _span(span)
    parts = [found.part(period, found.forms[0]) for period in found.releases]
    return render_template(
        "consolidation/spans.html",
        span=found,
        parts=parts,
        forms=[(found.template.form(form_id), title_of(found.template, form_id, partial(span_facts, found))) for form_id in found.forms],
        label=found.period.label(language()),
        others=_others(found),
        address=_address(found),
        outputs=OUTPUTS,
    )


def _others(span: Span) -> list[tuple[str, str]]:
    """The other spans that hold one of these periods, shortest first, in words."""
    around = [longer for period in span.releases for longer in spans_with(span.template.regime.frequency, period)]
    found = sorted({(one.months, one.month, one.id): one for one in around if one.id != span.period.id}.items())
    return [(one.id, one.label(language())) for _, one in found]


@blueprint.get("/tong-hop-nhieu-ky/<id>/<span>/<form_id>")
@require("consolidation.read", Regime)
def table(span: str, form_id: str, **_: str) -> Any:
    """One form over the longer period: the figures, and how those of each column came about."""
    found = _with_parts(_span(span))
    form = found.report(form_id)
    lang = language()
    return render_template(
        "consolidation/span.html",
        span=found,
        report=span_report(found, form_id, lang),
        notes=column_notes(form),
        said=said_under(form, lang),
        named=lambda periods: labels(periods, lang),
        label=found.period.label(lang),
        address=_address(found),
        outputs=OUTPUTS,
    )


@blueprint.get("/tong-hop-nhieu-ky/<id>/<span>/<form_id>/in")
@require("consolidation.export", Regime)
def paper(span: str, form_id: str, **_: str) -> str:
    """The form of the longer period for paper."""
    found = _with_parts(_span(span))
    return on_paper(span_report(found, form_id, "vi"), found.period.label(language()), url_for("spans.table", form_id=form_id, **_address(found)))


@blueprint.get("/tong-hop-nhieu-ky/<id>/<span>/<form_id>/tai/<output>")
@require("consolidation.export", Regime)
def export(span: str, form_id: str, output: str, **_: str) -> Response:
    """The form of the longer period as a file."""
    found = _with_parts(_span(span))
    report = span_report(found, form_id, language())
    return download(report, output, f"{report.code} {Period.parse(found.period.id).label()}")


def _with_parts(span: Span) -> Span:
    """Raises ``consolidation.not_run`` when no part was consolidated: there is nothing to show."""
    if not span.present:
        raise fail("consolidation.not_run")
    return span
