"""A total that opens a group: *Tổng số* first, then its parts without a word or a depth that says so.

Only proposed: ``proposal_rule`` is the check to add. Nothing is said where the total is in a sum already, or the captions speak against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from metadata.checks.outline import Outline, head_role, named, rows_outline, said
from metadata.checks.registry import check
from metadata.documents import Form, GridSection
from metadata.errors import Problem
from metadata.formula.equations import Equation, equations_of
from metadata.formula.relation_axis import called_total
from metadata.formula.relation_rules import on
from metadata.template import Template

#: "Tổng số", "Cộng", "TỔNG THU …": of everything below. "Tổng số hộ" before "Số hộ nghèo" is the total of nothing there.
_BARE: Final = re.compile(r"(?:[\divxa-zđ]{1,4}[.)]\s*)?(?:tổng(?: số| cộng| chung)?|cộng|tổng (?:thu|chi|vốn|kinh phí)\b.*)\s*:?")
_INSIDE: Final = re.compile(r"\btrong (?:số |tổng số )?đó\b|\bbình quân\b|\btỷ lệ\b")


@check
def totals_first(template: Template) -> Iterator[Problem]:
    """A row called a total before rows of one level that nothing adds up."""
    for form in template.forms:
        equations = [one.natural() for one in equations_of(template, form.id)]
        for section in form.grids:
            if section.kind == "grid":
                yield from _of_table(form, section, equations)


def _of_table(form: Form, section: GridSection, equations: Sequence[Equation]) -> Iterator[Problem]:
    outline = rows_outline(form, section)
    mine = list(on(equations, outline.axis, outline.section))
    for siblings in (outline.root, *(item.children for item in outline.walk() if item.children)):
        family = _family(outline, section, siblings)
        if family is None or _summed(family, mine):
            continue
        whole, *parts = family
        codes = [outline.items[one].code for one in family]
        if not all(codes):
            continue
        vi, en = named(outline, whole)
        rule = {"expr": f"{codes[0]} == {' + '.join(codes[1:])}", "severity": "warning", "tolerance": "0", "blanks": "nothing", "origin": {"kind": "structure"}}
        args = {"whole": vi, "whole_en": en, "count": len(parts), "proposal": said(outline, whole, "=", parts), "proposal_rule": rule}
        yield Problem("template.total_first", f"{form.id}/{section.id}/{whole}", args, "warning")


def _family(outline: Outline, section: GridSection, siblings: Sequence[str]) -> list[str] | None:
    """The total and what it would be the sum of; None where captions, units or kinds of rows speak against it."""
    if not siblings:
        return None
    first = outline.items[siblings[0]]
    if not first.own or first.children or not _BARE.fullmatch(" ".join(first.label.casefold().split())):
        return None
    items = [outline.items[one] for one in siblings[1:]]
    if any(head_role(item.label) == "partition" or called_total(item.label) for item in items):
        return None
    parts = [item for item in items if head_role(item.label) != "part"]
    if len(parts) < 2 or not all(item.own and section.rows.nodes[item.id].kind == "data" and not _INSIDE.search(item.label.casefold()) for item in parts):
        return None
    units = {item.unit for item in (first, *parts)}
    return [first.id, *(item.id for item in parts)] if len(units) == 1 else None


def _summed(family: Sequence[str], equations: Sequence[Equation]) -> bool:
    """Whether a check or formula already says something of the total."""
    return any(one.left == family[0] or family[0] in one.ids for one in equations)
