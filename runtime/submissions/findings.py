"""What stands between a report and its sending: wrong values and failed checks, in one list.

A finding has an id that stays the same while the cells and the figures stay the same, so that the reason a
person gave for a warning belongs to these figures and to no others.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from metadata.errors import Problem
from metadata.formula.program import Failure, Result
from metadata.values import CellValue, encode
from runtime.submissions.beyond import Beyond, beyond
from runtime.submissions.cells import FormCells
from runtime.submissions.comparing import difference
from runtime.submissions.filled import Filled
from runtime.submissions.magnitude import unusual
from runtime.submissions.opened import Opened

#: Cells of one finding that are told by name.
NAMED: Final = 8


@dataclass(frozen=True)
class Finding:
    """One thing found in a form. ``severity`` is ``error`` or ``warning``; ``reason`` what a person said to it."""

    id: str
    form: str
    form_code: str
    rule: str | None
    code: str
    severity: str
    cells: tuple[str, ...]
    left: CellValue
    right: CellValue
    vi: str
    en: str
    hint_vi: str = ""
    hint_en: str = ""
    reason: str = ""
    #: What a person calls the cells, at most ``NAMED`` of them; none where the sentence names its cell.
    names_vi: tuple[str, ...] = ()
    names_en: tuple[str, ...] = ()
    #: Cells of other forms of the report that the check reads.
    beyond: tuple[Beyond, ...] = ()

    def as_json(self, lang: str = "vi") -> dict[str, Any]:
        """The wire form."""
        return {
            "id": self.id,
            "form": self.form,
            "form_code": self.form_code,
            "rule": self.rule,
            "code": self.code,
            "severity": self.severity,
            "cells": list(self.cells),
            "left": encode(self.left),
            "right": encode(self.right),
            "difference": None if self.rule is None else encode(difference(self.left, self.right)),
            "names": list(self.names_en if lang == "en" else self.names_vi),
            "beyond": [one.as_json(lang) for one in self.beyond],
            "sentence": self.en if lang == "en" else self.vi,
            "hint": self.hint_en if lang == "en" else self.hint_vi,
            "reason": self.reason,
        }

    def problem(self) -> Problem:
        """The same as a coded problem, for the answer that refuses to send."""
        code = "submission.warning" if self.severity == "warning" else "submission.check_failed"
        place = f"{self.form}!{self.cells[0]}" if self.cells else self.form
        args = {"sentence": f"{self.form_code}: {self.vi}", "id": self.id, "form": self.form, "cells": list(self.cells)}
        return Problem(code, place, args, self.severity)


def _id(form: str, what: str, cells: Iterable[str], *figures: CellValue) -> str:
    text = "\n".join([form, what, *cells, *(str(encode(figure)) for figure in figures)])
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def of_values(opened: Opened, form_id: str, filled: Filled, parties: Container[str]) -> list[Finding]:
    """Values that the cells of these parties do not take, and required cells that are empty."""
    form = opened.form(form_id)
    return [
        Finding(
            id=_id(form_id, problem.code, [problem.place], filled.values.get(problem.place)),
            form=form_id,
            form_code=form.code,
            rule=None,
            code=problem.code,
            severity=problem.severity,
            cells=(problem.place,),
            left=None,
            right=None,
            vi=problem.sentence("vi"),
            en=problem.sentence("en"),
            hint_vi=problem.hint("vi"),
            hint_en=problem.hint("en"),
        )
        for problem in opened.cells(form_id).problems(filled, parties)
    ]


def of_checks(opened: Opened, form_id: str, failures: Sequence[Failure]) -> list[Finding]:
    """Checks that do not hold."""
    form_code, elsewhere = opened.form(form_id).code, beyond(opened, form_id, failures)
    return [
        Finding(
            id=_id(form_id, failure.id, failure.cells, failure.left, failure.right),
            form=form_id,
            form_code=form_code,
            rule=failure.rule,
            code="submission.warning" if failure.severity == "warning" else "submission.check_failed",
            severity=failure.severity,
            cells=tuple(failure.cells),
            left=failure.left,
            right=failure.right,
            vi=failure.said("vi"),
            en=failure.said("en"),
            beyond=elsewhere.get(failure.id, ()),
        )
        for failure in failures
    ]


def of_form(
    opened: Opened, form_id: str, filled: Filled, result: Result, parties: Container[str] | None = None
) -> list[Finding]:
    """Everything found in one form that is asked of these parties; of those whose turn it is, if none are named."""
    cells = opened.cells(form_id)
    asked = opened.parties if parties is None else parties
    # A check on cells of the lead agency is no matter of the unit: it could not make it hold.
    failures = [one for one in result.failures if "lead" in asked or not cells.theirs(one.cells, "lead")]
    found = of_values(opened, form_id, filled, asked) + of_checks(opened, form_id, failures)
    return [_named(cells, filled, one) for one in found] + of_magnitude(opened, form_id, filled)


def _named(cells: FormCells, filled: Filled, finding: Finding) -> Finding:
    listed = finding.cells[:NAMED]
    names = {lang: tuple(cells.name(key, filled, lang) for key in listed) for lang in ("vi", "en")}
    if len(set(names["vi"])) < len(listed):
        names = {lang: tuple(cells.titled(key, filled, lang) for key in listed) for lang in ("vi", "en")}
    return replace(finding, names_vi=names["vi"], names_en=names["en"])


def of_magnitude(opened: Opened, form_id: str, filled: Filled) -> list[Finding]:
    """Figures about ten, a hundred, a thousand or a million times what the unit stated before, or such a part of it."""
    cells, code = opened.cells(form_id), opened.form(form_id).code
    found = []
    for one in unusual(opened, form_id, filled):
        problem = Problem(one.code, one.key, one.args, "warning")
        said = {lang: f"{cells.name(one.key, filled, lang)}: {problem.sentence(lang)}" for lang in ("vi", "en")}
        found.append(
            Finding(
                id=_id(form_id, "magnitude", [one.key], one.value),
                form=form_id,
                form_code=code,
                rule=None,
                code=one.code,
                severity=problem.severity,
                cells=(one.key,),
                left=one.value,
                right=None,
                vi=said["vi"],
                en=said["en"],
                hint_vi=problem.hint("vi"),
                hint_en=problem.hint("en"),
            )
        )
    return found


def with_reasons(findings: Iterable[Finding], reasons: Mapping[str, str]) -> list[Finding]:
    """Findings with what was said to each."""
    return [replace(item, reason=reasons[item.id]) if item.id in reasons else item for item in findings]


def of_submission(opened: Opened) -> list[Finding]:
    """Everything found in all forms, checks between forms included. Values are computed first."""
    results = opened.settle(form.id for form in opened.forms)
    return [
        finding
        for form in opened.forms
        for finding in of_form(opened, form.id, opened.filled(form.id), results[form.id])
    ]
