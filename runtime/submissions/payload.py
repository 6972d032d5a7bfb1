"""What the browser needs to show and fill one form of a submission, as one JSON answer."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import func, select

from metadata.documents import Form, GridSection
from metadata.formula.program.packed import packed
from metadata.periods import Period
from metadata.values import encode
from renderers.browser import fill_schema
from renderers.table import table_model
from renderers.wording import wording
from runtime import clock
from runtime.actor import Actor
from runtime.releases import formula_engine
from runtime.store.models import CellNote, Release, SubmissionEvent, Unit, User
from runtime.submissions.appraising import appraises
from runtime.submissions.behalf import fills
from runtime.submissions.cells import FormCells
from runtime.submissions.comparing import before_json
from runtime.submissions.findings import Finding, of_form, with_reasons
from runtime.submissions.magnitude import magnitude_json
from runtime.submissions.moved import moved_json
from runtime.submissions.moving import newer_release
from runtime.submissions.opened import Opened
from runtime.submissions.people import FILLING, may_do, people_json
from runtime.submissions.saving import SAVABLE
from runtime.submissions.settled import Settled, settled, written_values
from runtime.written import Written, written_once

#: Properties of a carried cell that one to fill in does not have.
_DERIVED: Final = ("formula", "formula_words", "override")


def form_json(opened: Opened, form: Form, lang: str) -> dict[str, Any]:
    """The form as it is drawn: sections in order, tables as table models."""
    sections: list[dict[str, Any]] = []
    for section in form.sections.values():
        if isinstance(section, GridSection):
            model = table_model(
                form,
                section.id,
                opened.audience,
                opened.on,
                lang=lang,
                dimensions=opened.template.dimensions,
                formula_words=wording(opened.template, form.id, section.id, lang),
            )
            sections.append({"kind": section.kind, **_for_entry(model, opened.cells(form.id))})
        else:
            sections.append({"section": section.id, "kind": section.kind, "title": section.title})
    return {"id": form.id, "code": form.code, "title": form.title, "guidance": form.guidance, "sections": sections}


def _for_entry(model: dict[str, Any], cells: FormCells) -> dict[str, Any]:
    """The table with its carried cells as cells to fill in where there is no report to carry from."""
    kinds = dict(cells.for_entry)
    for row in model["rows"] if kinds else ():
        name = f"{row['id']}#" if row["id"] in cells.owners else row["id"]
        for index, column in enumerate(model["columns"]):
            kind = kinds.get(f"{name}:{column['id']}")
            if kind is None or row["spec"][index] is None:
                continue
            spec = {**model["specs"][row["spec"][index]], "kind": kind}
            model["specs"].append({name: value for name, value in spec.items() if name not in _DERIVED})
            row["spec"][index] = len(model["specs"]) - 1
    return model


def form_counts(opened: Opened, now: Settled) -> list[dict[str, Any]]:
    """Each form of the submission with how far it is filled and what was found in it."""
    counts = []
    noted = open_notes(opened)
    # What a form was issued by: what it prints itself, else the act that the regime names first.
    act = next((one.number for one in opened.template.regime.basis), "")
    found = Counter((finding.form, finding.severity) for finding in now.findings)
    for form in opened.forms:
        full, missing = now.entered[form.id]
        counts.append(
            {
                "id": form.id,
                "code": form.code,
                "title": form.title,
                "basis": form.basis or act,
                "filled": full,
                "missing": missing,
                "errors": found[form.id, "error"],
                "warnings": found[form.id, "warning"],
                "version": opened.version(form.id),
                "notes": noted.get(form.id, 0),
            }
        )
    return counts


def open_notes(opened: Opened) -> dict[str, int]:
    """Remarks that have not been answered, counted by form id."""
    rows = opened.db.execute(
        select(CellNote.form_id, func.count())
        .where(CellNote.submission_id == opened.submission.id, CellNote.resolved_at.is_(None))
        .group_by(CellNote.form_id)
    )
    return {row[0]: row[1] for row in rows}


def returned_json(opened: Opened) -> dict[str, str] | None:
    """Why the unit has a report again that it had sent: ``how`` it came back (return, recall, reopen), by whom, the reason."""
    if opened.submission.state not in SAVABLE:
        return None
    # Each of these ends a revision: of two, the later one has the higher number.
    latest = opened.db.execute(
        select(SubmissionEvent, Unit.name, User.name)
        .join(Unit, Unit.id == SubmissionEvent.unit_id)
        .join(User, User.id == SubmissionEvent.by_id)
        .where(SubmissionEvent.submission_id == opened.submission.id, SubmissionEvent.event.in_(("return", "recall", "reopen")))
        .order_by(SubmissionEvent.revision.desc())
        .limit(1)
    ).first()
    if latest is None:
        return None
    event, unit, person = latest
    return {"how": event.event, "by": person if event.event == "recall" else unit, "text": event.note}


def reasons_given(opened: Opened) -> dict[str, str]:
    """What was said to warnings when the report was last checked or sent, by finding id."""
    latest = opened.db.scalars(
        select(SubmissionEvent)
        .where(SubmissionEvent.submission_id == opened.submission.id, SubmissionEvent.event.in_(("check", "send")))
        .order_by(SubmissionEvent.at.desc())
        .limit(1)
    ).first()
    if latest is None:
        return {}
    return {item["finding"]: item["text"] for item in json.loads(latest.reasons) if item.get("finding")}


def head_json(opened: Opened, actor: Actor, lang: str, now: Settled) -> dict[str, Any]:
    """The submission itself: whose, for when, in which state, what may be done with it now."""
    submission = opened.submission
    release = opened.db.scalar(select(Release).where(Release.hash == submission.release_hash))
    rounds = opened.template.regime.rounds
    return {
        "id": submission.id,
        "state": submission.state,
        "unit": submission.unit.name,
        "unit_id": submission.unit_id,
        "period": submission.period,
        "period_label": opened.period.label(lang),
        "due": submission.due.isoformat(),
        "days_left": (submission.due - clock.today()).days,
        "regime": submission.regime.name,
        "regime_id": submission.regime_id,
        "round": submission.round,
        # Told where a period is reported in several rounds.
        "round_label": rounds[submission.round].name if len(rounds) > 1 and submission.round in rounds else None,
        "release": submission.release_hash,
        "release_no": release.no if release is not None else None,
        "release_from": Period.parse(release.valid_from).label(lang) if release is not None else "",
        "newer_release": newer_release(opened),
        "returned": returned_json(opened),
        "version": submission.version,
        "revision": submission.revision,
        "content_hash": submission.content_hash,
        "editable": submission.state in SAVABLE,
        "events": may_do(opened.db, actor, submission),
        "people": people_json(opened.db, actor, submission, lang),
        "forms": form_counts(opened, now),
    }


def notes_json(opened: Opened, form_id: str | None = None) -> list[dict[str, Any]]:
    """Remarks on cells, oldest first."""
    query = (
        select(CellNote, User.name)
        .join(User, User.id == CellNote.by_id)
        .where(CellNote.submission_id == opened.submission.id)
        .order_by(CellNote.at, CellNote.id)
    )
    if form_id is not None:
        query = query.where(CellNote.form_id == form_id)
    return [
        {
            "id": note.id,
            "form": note.form_id,
            "key": note.cell,
            "text": note.text,
            "by": name,
            "at": note.at.isoformat(),
            "resolved": note.resolved_at is not None,
            "answer": note.answer or "",
        }
        for note, name in opened.db.execute(query)
    ]


def program_json(opened: Opened, form_id: str) -> dict[str, Any]:
    """The form's program for the browser."""
    made = opened.program(form_id).as_json()
    # What a formula reads can be seen in it, and what holds in each of 2,000 rows is said once: a large form is not mostly program.
    made["formulas"] = [{name: part for name, part in formula.items() if name != "reads"} for formula in made["formulas"]]
    return packed(made)


def fill_payload(opened: Opened, form_id: str, actor: Actor, lang: str = "vi") -> dict[str, Any]:
    """Everything about one form: geometry, schema, program, values, what was stated last period, remarks. Large parts are written already."""
    form, now = opened.form(form_id), settled(opened)
    findings = with_reasons((one for one in now.findings if one.form == form_id), reasons_given(opened))
    filled = opened.filled(form_id)
    head = head_json(opened, actor, lang, now)
    head["editable"] = opened.submission.state in SAVABLE and fills(actor, opened.submission) and actor.role in FILLING
    head["appraises"] = appraises(opened, form_id, actor)
    return {
        "submission": head,
        **_drawn(opened, form, lang),
        "values": written_values(filled),
        "instances": filled.instances_json(),
        # A blank elsewhere stands as null: a key that is absent means "not known yet" to the engine.
        "externals": {key: encode(value) for key, value in opened.externals(form_id).items()},
        **before_json(opened, form_id, lang, written_values),
        "magnitude": magnitude_json(opened, form_id, filled),
        "notes": notes_json(opened, form_id),
        # What was entered for want of a report to carry from is no override yet: it needs no mark and no reason.
        "overrides": {key: why for key, why in filled.overrides_json().items() if not opened.cells(form_id).is_for_entry(key)},
        "failures": [finding.as_json(lang) for finding in findings],
        "version": opened.version(form_id),
        **({"moved": moved_json(opened, form_id, filled)} if head["editable"] else {}),
    }


def _drawn(opened: Opened, form: Form, lang: str) -> Mapping[str, Written]:
    """What a form is, whatever is filled in: written once a release."""

    def make() -> dict[str, Any]:
        schema = fill_schema(form, opened.template.dimensions)
        parts = {"form": form_json(opened, form, lang), **schema, "program": program_json(opened, form.id)}
        return {name: parts[name] for name in ("form", "schema", "uiSchema", "program")}

    place = (opened.submission.release_hash, form.id, opened.audience, opened.on, lang)
    return written_once(("drawn", *place, opened.for_entry(form.id), formula_engine()), make)


def checks_payload(opened: Opened, lang: str = "vi") -> dict[str, Any]:
    """Everything found in all forms, checks between forms included."""
    now = settled(opened)
    findings = with_reasons(now.findings, reasons_given(opened))
    return {
        "failures": [finding.as_json(lang) for finding in findings],
        "forms": form_counts(opened, now),
        "errors": sum(1 for finding in findings if finding.severity == "error"),
        "warnings": sum(1 for finding in findings if finding.severity == "warning"),
    }


def form_findings(opened: Opened, form_id: str) -> list[Finding]:
    """What was found in one form as it stands."""
    filled, result = opened.computed(form_id, opened.filled(form_id))
    return of_form(opened, form_id, filled, result)
