"""The draft filled as a reporting unit would fill it: the same payload as a stored submission, storing nothing."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from designer.drafts.service import documents_of
from designer.tables import table_of
from metadata.documents import Form, GridSection
from metadata.errors import Problem, fail
from metadata.formula.program import Program, build
from metadata.periods import Period, containing, due
from metadata.template import Template
from renderers.browser import fill_schema
from runtime import clock
from runtime.store.models import Draft
from runtime.store.people import UNIT_KINDS
from runtime.submissions.cells import FormCells
from runtime.submissions.filled import Filled
from runtime.submissions.given import with_given


def trial(draft: Draft, form_id: str, audience: str | None, lang: str = "vi") -> dict[str, Any]:
    """What the fill island needs to open a form of the draft for one kind of unit.

    Formulas and checks that do not parse are left out and listed as ``problems``. Raises ``query.filter`` for an unknown
    kind of unit, ``submission.unknown_form`` for an unknown form.
    """
    template = Template(documents_of(draft))
    if form_id not in {form.id for form in template.forms}:
        raise fail("submission.unknown_form", form=form_id[:80])
    kind = _audience(template, audience)
    period = containing(clock.today(), template.regime.frequency)
    on = period.last_day.isoformat()
    form = template.form(form_id)
    program = build(template, form_id, kind, on, lenient=True)
    schema = fill_schema(form, template.dimensions)
    return {
        "submission": _head(draft, template, period, lang),
        "form": _form(template, form, kind, on, lang),
        "schema": schema["schema"],
        "uiSchema": schema["uiSchema"],
        "program": program.as_json(),
        "values": {},
        "instances": with_given(FormCells(template, form, kind, on), Filled()).instances_json(),
        "externals": {},
        "previous": None,
        "previous_label": period.previous().label(lang),
        "notes": [],
        "overrides": {},
        "failures": [],
        "version": 0,
        "trial": True,
        "audience": kind,
        "audiences": list(template.regime.reporter_kinds),
        "problems": [problem.as_dict(lang) for problem in _problems(program)],
    }


def _audience(template: Template, asked: str | None) -> str | None:
    if asked:
        if asked not in UNIT_KINDS:
            raise fail("query.filter", "audience", name="audience")
        return asked
    return next(iter(template.regime.reporter_kinds), None)


def _problems(program: Program) -> list[Problem]:
    return list(program.problems)


def _head(draft: Draft, template: Template, period: Period, lang: str) -> dict[str, Any]:
    regime = template.regime
    tier = next((deadline.tier for deadline in regime.deadlines.values()), "")
    turn = next(iter(regime.rounds), "official")
    last = due(regime, period, tier, turn)
    return {
        "id": draft.id,
        "state": "filling",
        "unit": "",
        "unit_id": "",
        "period": period.id,
        "period_label": period.label(lang),
        "due": last.isoformat(),
        "days_left": (last - clock.today()).days,
        "regime": regime.name,
        "regime_id": regime.id,
        "round": turn,
        "release": "",
        "release_no": None,
        "version": 0,
        "revision": 0,
        "content_hash": "",
        "editable": True,
        "events": [],
        "forms": [
            {"id": form.id, "code": form.code, "title": form.title, "filled": 0, "missing": 0, "errors": 0, "warnings": 0, "version": 0}
            for form in template.forms
        ],
    }


def _form(template: Template, form: Form, audience: str | None, on: str, lang: str) -> dict[str, Any]:
    sections: list[Mapping[str, Any]] = []
    for section in form.sections.values():
        if isinstance(section, GridSection):
            sections.append({"kind": section.kind, **table_of(template, form, section.id, audience, on, lang=lang)})
        else:
            sections.append({"section": section.id, "kind": section.kind, "title": section.title})
    return {"id": form.id, "code": form.code, "title": form.title, "guidance": form.guidance, "sections": sections}
