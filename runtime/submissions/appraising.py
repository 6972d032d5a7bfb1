"""The lead agency's cells of a report: marks and reasons that it enters after receipt and before it accepts."""

from __future__ import annotations

from typing import Any

from metadata.errors import KhuonError, Problem
from runtime.actor import Actor
from runtime.permissions import allowed
from runtime.submissions.filled import Filled
from runtime.submissions.findings import of_form
from runtime.submissions.opened import Opened


def lead_cells(opened: Opened, form_id: str, filled: Filled) -> list[str]:
    """Keys of the cells that the lead agency enters."""
    cells = opened.cells(form_id)
    specs = ((key, cells.spec(key)) for key in cells.keys(filled))
    return [
        key
        for key, spec in specs
        if spec is not None and spec.party == "lead" and spec.kind not in ("computed", "carried", "blocked")
    ]


def appraises(opened: Opened, form_id: str, actor: Actor) -> bool:
    """Whether the form has cells that the person may enter now for the lead agency."""
    if not allowed(actor, "submission.appraise", opened.submission):
        return False
    return bool(lead_cells(opened, form_id, opened.filled(form_id)))


def unappraised(opened: Opened) -> list[dict[str, Any]]:
    """Forms in which cells of the lead agency are still blank, with how many: said before it accepts. Remarks and files may stay so."""
    found = []
    for form in opened.forms:
        filled, cells = opened.filled(form.id), opened.cells(form.id)
        blank = [key for key in lead_cells(opened, form.id, filled) if filled.values.get(key) is None and (spec := cells.spec(key)) and spec.kind not in ("text", "file")]
        if blank:
            found.append({"code": form.code, "count": len(blank)})
    return found


def appraised(opened: Opened) -> None:
    """Raise ``submission.appraisal`` with every error in or about the lead agency's cells; a report without such cells passes."""
    found: list[Problem] = []
    for form in opened.forms:
        filled, cells = opened.filled(form.id), opened.cells(form.id)
        if not lead_cells(opened, form.id, filled):
            continue
        found += [
            item.problem()
            for item in of_form(opened, form.id, filled, opened.run(form.id, filled), ("unit", "lead"))
            if item.severity == "error" and cells.theirs(item.cells, "lead")
        ]
    if found:
        raise KhuonError(Problem("submission.appraisal", "", {"count": len(found)}), *found)
