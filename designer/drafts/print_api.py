"""The printed page of a draft's form, drawn by the renderer of real reports: what the layout page shows while it is set."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, jsonify, url_for

from designer.drafts.samples import template_of
from designer.drafts.samples_reports import sample_units
from metadata.formula.program import build as program_of
from metadata.formula.program import filling
from metadata.periods import containing, span
from metadata.template import Template
from metadata.values import CellValue
from renderers.build import Filling, build
from renderers.document import Page, Report
from renderers.html import fragment, on_paper
from runtime import clock
from runtime.permissions import require, subject
from runtime.security.body import read_json
from runtime.store.models import Draft
from runtime.words import language, t

blueprint = Blueprint("draft_print", __name__)

PRINT: Final = {
    "type": "object",
    "properties": {"form": {"type": "string", "pattern": "^[A-Za-z][A-Za-z0-9_]{0,63}$"}, "values": {"enum": ["blank", "sample"]}},
    "required": ["form", "values"],
}
#: Millimetres across and down, upright.
_PAPER: Final = {"A4": (210, 297), "A3": (297, 420)}


@blueprint.post("/api/drafts/<id>/print")
@require("draft.try", Draft)
def print_form(id: str) -> Any:  # noqa: A002, ARG001 - the name that the gate looks for
    """One form as it prints, ``{html, styles, css, page}``; blank or with sample figures. Nothing is kept.

    Raises ``submission.unknown_form`` and what keeps the draft from loading.
    """
    body = read_json(PRINT)
    draft = subject(Draft)
    rev, template = draft.version, template_of(draft, body["form"])
    report = _report(template, body["form"], body["values"] == "sample")
    return jsonify({
        "rev": rev, "html": fragment(report), "styles": url_for("filling.report_css"), "css": on_paper(report.page), "page": _page(report.page),
    })


def _report(template: Template, form_id: str, sample: bool) -> Report:
    audience = next(iter(template.regime.reporter_kinds), None)
    values = _figures(template, form_id) if sample else {}
    filled = Filling(values=values, facts=_facts(template), dimensions=template.dimensions, audience=audience, on=clock.today().isoformat())
    return build(template.form(form_id), template.layout(form_id), filled)


def _figures(template: Template, form_id: str) -> dict[str, CellValue]:
    """Sample figures of one unit with what its form computes from them."""
    program = program_of(template, form_id, lenient=True)
    cells = sample_units(template, form_id, [t("print.unit")])[0]["forms"][form_id]
    values, instances, _ = filling(program, cells, form_id)
    outside: dict[str, CellValue] = dict.fromkeys((external.key for external in program.externals), None)
    return {**values, **program.run(values, instances, outside).values}


def _facts(template: Template) -> dict[str, str]:
    period = containing(clock.today(), template.regime.frequency)
    first, last = span(template.regime, period)
    return {
        "unit": t("print.unit"), "parent": t("print.parent"), "period": period.label(language()), "year": str(period.year),
        "place": t("print.place"), "date": t("print.date"), "from": f"{first:%d/%m/%Y}", "to": f"{last:%d/%m/%Y}",
    }


def _page(page: Page) -> dict[str, Any]:
    """Paper and margins in millimetres as they lie."""
    across, down = _PAPER[page.size]
    width, height = (down, across) if page.orientation == "landscape" else (across, down)
    return {"size": page.size, "orientation": page.orientation, "width": width, "height": height, "sides": list(page.sides), "repeat": page.repeat_header, "font": page.font}
