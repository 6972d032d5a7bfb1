"""Filled forms and consolidated reports as documents: what the outputs of ``renderers`` draw, and as downloads."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final
from urllib.parse import quote

from flask import Response
from sqlalchemy.orm import Session

from metadata.adding import add
from metadata.documents import Regime
from metadata.formula.program import with_instance
from metadata.periods import Period, span
from metadata.template import Template
from metadata.text import fold
from metadata.values import CellValue
from renderers.base import renderer
from renderers.build import Filling, build
from renderers.document import Formula, Report
from renderers.live import live_formulas
from renderers.units import UnitRow, build_report, title_lines
from runtime import clock, signing
from runtime.consolidation.plan import Plan
from runtime.consolidation.work import Consolidation
from runtime.store.models import ConsolidationResult, Unit
from runtime.submissions.behalf import mark_of
from runtime.submissions.filled import Filled, join_key, split_key
from runtime.submissions.opened import Opened
from runtime.units import parent_of
from runtime.words import t

#: Outputs offered as downloads, in the order of their buttons.
OUTPUTS: Final = ("xlsx", "html", "csv", "json")


def facts_of(db: Session, regime: Regime, unit: Unit, period: Period, day: dt.date, turn: str | None = None) -> dict[str, str]:
    """Words for the placeholders of a title block; ``turn`` is the round, whose figures may end earlier."""
    first, last = span(regime, period, turn)
    above = parent_of(db, unit.id, period.last_day)
    top = above if above is not None else unit
    return {
        "unit": unit.name,
        "parent": above.name if above is not None else "",
        "period": period.label(),
        "year": str(period.year),
        "place": re.sub(r"^(Ủy ban nhân dân|UBND)?\s*(tỉnh|thành phố)?\s*", "", top.name, flags=re.IGNORECASE),
        "from": f"{first:%d/%m/%Y}",
        "to": f"{last:%d/%m/%Y}",
        "date": f"ngày {day.day:02d} tháng {day.month:02d} năm {day.year}",
    }


def empty_report(opened: Opened, form_id: str) -> Report:
    """The form of a unit and a period without a figure, to be filled by hand; what is printed in it, such as highest scores, stands."""
    form, unit = opened.form(form_id), opened.submission.unit
    facts = facts_of(opened.db, opened.template.regime, unit, opened.period, clock.today(), opened.submission.round)
    # What comes out of a form in which nothing is entered is part of the form. A nought only counts what is not there.
    printed = opened.program(form_id).run({}, {}, {}).values
    # The day of signing is written by hand too.
    filling = Filling(
        values={key: value for key, value in printed.items() if value is not None and value != 0},
        facts={name: said for name, said in facts.items() if name != "date"},
        dimensions=opened.template.dimensions,
        audience=opened.audience,
        on=opened.on,
    )
    return build(form, opened.template.layout(form_id), filling)


def signed_by(opened: Opened) -> dict[str, tuple[str, str]]:
    """Name and moment by the role of a signer, for the steps that were taken: clerk, checker, head."""
    db, submission = opened.db, opened.submission
    steps = {
        "clerk": (signing.entered(db, submission), ""),
        "checker": (signing.checked(db, submission), "signed.checked"),
        "head": (signing.sent(db, submission), "signed.sent"),
    }
    found = {}
    for role, (step, words) in steps.items():
        if step is None or signing.checked(db, submission) is None:
            continue
        name = step.name if step.unit_id == submission.unit_id else f"{step.name} ({t('behalf.for', unit=step.unit)})"
        found[role] = (name, t(words, at=f"{clock.local(step.at):%H:%M %d/%m/%Y}") if words else "")
    return found


def submission_report(opened: Opened, form_id: str) -> Report:
    """One form of a unit, as it prints: who checked, signed and sent it stands with the signers, who entered it on behalf below."""
    form = opened.form(form_id)
    mark = mark_of(opened.db, opened.submission)
    filled, result = opened.computed(form_id, opened.filled(form_id))
    entered = opened.entered(form_id, filled)
    sent = opened.submission.sent_at
    day = clock.local(sent).date() if sent is not None else clock.today()
    filling = Filling(
        values=filled.values,
        instances=_captions(filled),
        facts=facts_of(opened.db, opened.template.regime, opened.submission.unit, opened.period, day, opened.submission.round),
        formulas=live_formulas(opened.program(form_id), result, entered, filled.instance_ids()),
        dimensions=opened.template.dimensions,
        audience=opened.audience,
        on=opened.on,
        signed=signed_by(opened),
        remarks=() if mark is None else (t("behalf.printed", unit=mark.unit, reason=mark.reason),),
        settled=signing.sent(opened.db, opened.submission) is not None,
    )
    return build(form, opened.template.layout(form_id), filling)


def _captions(filled: Filled) -> dict[str, Sequence[tuple[str, str]]]:
    return {row: [(item.id, item.label) for item in items] for row, items in filled.instances.items()}


def unit_rows(filled: Filled, rows: Sequence[str]) -> list[UnitRow]:
    """Rows per unit of a stored report, their cells keyed as in the unit's own form."""
    found: list[UnitRow] = []
    for row in rows:
        for instance in filled.instances.get(row, ()):
            prefix = f"{row}#{instance.id}:"
            values = {
                join_key(row, None, key[len(prefix) :]): value
                for key, value in filled.values.items()
                if key.startswith(prefix)
            }
            found.append(UnitRow(instance.id, instance.label, values))
    return found


def facts_at(work: Consolidation, row: ConsolidationResult) -> dict[str, str]:
    """Words for the placeholders of a stored report: its unit, and the day it was made."""
    unit = work.db.get_one(Unit, row.unit_id)
    return facts_of(work.db, work.template.regime, unit, work.period, clock.local(row.at).date(), work.collection.round)


def consolidated_report(work: Consolidation, row: ConsolidationResult, filled: Filled) -> Report:
    """One consolidated form, as it prints: rows per unit where the form has them, then the total."""
    plan = work.plan(row.form_id)
    total: dict[str, CellValue] = {key: value for key, value in filled.values.items() if not _of_unit(plan.unit_rows, key)}
    instances = {key: items for key, items in _captions(filled).items() if key not in plan.unit_rows}
    filling = Filling(
        values=total,
        instances=instances,
        facts=facts_at(work, row),
        formulas=report_formulas(plan, filled),
        dimensions=work.template.dimensions,
        on=work.period.last_day.isoformat(),
        settled=True,
    )
    return build_report(
        plan.form,
        work.template.layout(row.form_id),
        unit_rows(filled, plan.unit_rows),
        filling,
        work.template.consolidations.get(row.form_id),
    )


def title_of(template: Template, form_id: str, facts: Callable[[], Mapping[str, str]]) -> str:
    """What the report of a form is called; ``facts`` are asked for only where the title has a place for them."""
    rule = template.consolidations.get(form_id)
    said = rule.title if rule is not None else ""
    return " ".join(title_lines(rule, facts() if "{" in said else {})) or template.form(form_id).title


def report_formulas(plan: Plan, filled: Filled) -> dict[str, Formula]:
    """Live formulas of a report: those that read the report itself, and sums over the rows of units.

    A cell made from other forms is a plain figure here unless it is the sum of its column's unit rows.
    """
    found: dict[str, Formula] = {}
    for formula in plan.program.formulas:
        if formula.source is not None or any("|" in leaf.key for leaf in formula.reads):
            continue
        for inst in ("",) if formula.owner is None else filled.instance_ids().get(formula.owner, ()):
            key = with_instance(formula.key, inst)
            if filled.values.get(key) is not None:
                found[key] = Formula(tree=formula.node, decimals=formula.decimals)
    for key, how in plan.hows.items():
        row, _, column = split_key(key)
        if how.how != "formula" or key in found or row not in plan.unit_rows or column is None:
            continue
        parts = tuple(join_key(row, item.id, column) for item in filled.instances.get(row, ()))
        if parts and add(filled.values.get(part) for part in parts) == filled.values.get(key):
            found[key] = Formula(parts=parts, decimals=plan.specs[key].decimals or 0)
    return found


def _of_unit(rows: Sequence[str], key: str) -> bool:
    return any(key.startswith(f"{row}#") for row in rows)


def download(report: Report, output: str, name: str) -> Response:
    """A report as a file. The name is given twice (RFC 6266): plain letters, and with its Vietnamese marks."""
    drawn = renderer(output)
    return attached(drawn.render(report), drawn.media_type, name, drawn.suffix)


def attached(body: bytes, media_type: str, name: str, suffix: str) -> Response:
    """A file to be kept, never shown as a page."""
    answer = Response(body, mimetype=media_type.partition(";")[0])
    answer.headers["Content-Type"] = media_type
    answer.headers.set("Content-Disposition", "attachment", **_names(name, suffix))
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _names(name: str, suffix: str) -> dict[str, str]:
    clean = re.sub(r'[\\/:*?"<>|\x00-\x1f]+', "-", name)[:120].strip(" .-") or "bao-cao"
    plain = re.sub(r"[^a-z0-9._-]+", "-", fold(clean)).strip("-") or "bao-cao"
    return {"filename": plain + suffix, "filename*": f"UTF-8''{quote(clean + suffix, safe='')}"}


def members_of(row: ConsolidationResult) -> list[str]:
    """Ids of the units in a report, in its order."""
    found: list[str] = json.loads(row.members)
    return found

