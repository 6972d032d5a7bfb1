"""Formulas that are refused when they come in, rather than kept and listed as findings.

A half-written formula belongs into a draft: its author goes on tomorrow. What the language does not have (attributes,
assignments, foreign functions and sheets), what would outgrow its bounds, and a circle are never what somebody was
about to finish; they are refused at the door, so that nothing of the kind is ever stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from designer.operations.changes import Documents
from metadata.errors import KhuonError, Problem
from metadata.formula.parser import read
from metadata.formula.program.build import build, scope_of
from metadata.formula.resolve import parse
from metadata.template import Template

REFUSED: Final = frozenset({
    "formula.syntax_forbidden",
    "formula.budget",
    "formula.too_deep",
    "formula.too_long",
    "formula.number_too_long",
    "formula.text_too_long",
    "formula.unknown_function",
    "formula.reference_out_of_scope",
    "formula.range_too_large",
    "formula.cycle",
})  # fmt: skip
#: Cells of a form up to which circles are looked for at once; in larger ones they are findings.
QUICK_CELLS: Final = 6_000
MAX_PROBLEMS: Final = 50
_KEYS: Final = frozenset({"formula", "expr", "figure"})
_STRUCTURE: Final = frozenset({"sections", "items", "columns", "rows", "headings", "nodes", "cells", "fields", "cell", *_KEYS})

Path = tuple[str, ...]


def refuse_unreadable(before: Documents, after: Documents, touched: Iterable[str]) -> None:
    """Raise the ``formula.*`` refusals of new formulas as far as the text alone says them: before any schema is asked."""
    problems: list[Problem] = []
    for path, text in _new_texts(before, after, touched):
        try:
            read(text)
        except KhuonError as error:
            problems.extend(_placed(error, path))
    if problems:
        raise KhuonError(*problems[:MAX_PROBLEMS])


def refuse_out_of_place(before: Documents, after: Documents, touched: Iterable[str]) -> None:
    """The same for what a new formula names, and for circles that it closes. The documents hold their schemas."""
    new = list(_new_texts(before, after, touched))
    if not new:
        return
    template = Template(after)
    problems: list[Problem] = []
    for path, text in new:
        form = _form_of(after, path[0])
        if form is None:
            continue
        try:
            parse(text, scope_of(template, form, _section_of(template, form, path)))
        except KhuonError as error:
            problems.extend(_placed(error, path))
    for form in sorted({path[0] for path, _ in new if after[path[0]].get("spec") == "form/1"}):
        problems.extend(_new_circles(before, template, form))
    if problems:
        raise KhuonError(*problems[:MAX_PROBLEMS])


def _placed(error: KhuonError, path: Path) -> Iterator[Problem]:
    place = "/".join([path[0], *(step for step in path[1:] if step not in _STRUCTURE)])
    return (Problem(p.code, place, p.args, p.severity) for p in error.problems if p.code in REFUSED)


def _new_texts(before: Documents, after: Documents, touched: Iterable[str]) -> Iterator[tuple[Path, str]]:
    for doc in sorted(set(touched) & set(after)):
        known = dict(_texts(before.get(doc), (doc,)))
        for path, text in _texts(after[doc], (doc,)):
            if known.get(path) != text:
                yield path, text


def _texts(data: Any, path: Path) -> Iterator[tuple[Path, str]]:
    """Formulas of a document with their places. Without recursion: nobody has looked at its depth yet."""
    waiting: list[tuple[Path, Any]] = [(path, data)]
    while waiting:
        at, value = waiting.pop()
        if not isinstance(value, Mapping):
            continue
        for key, item in value.items():
            if key in _KEYS and isinstance(item, str):
                yield (*at, key), item
            elif isinstance(item, Mapping) and len(at) < 64:
                waiting.append(((*at, str(key)), item))


def _form_of(documents: Documents, doc: str) -> str | None:
    """The form whose names a document's formulas use; None when there is none."""
    document = documents[doc]
    form = doc if document.get("spec") == "form/1" else document.get("form")
    return form if isinstance(form, str) and documents.get(form, {}).get("spec") == "form/1" else None


def _section_of(template: Template, form: str, path: Path) -> str | None:
    inside = path[0] == form and len(path) > 4 and path[1:3] == ("sections", "items")
    return path[3] if inside and path[3] in {grid.id for grid in template.form(form).grids} else None


def _new_circles(before: Documents, template: Template, form: str) -> Iterator[Problem]:
    """Circles that were not there before: one that two people made together must not bar the way out of it."""
    cells = sum(len(grid.columns.nodes) * len(grid.rows.nodes) for grid in template.form(form).grids)
    if cells > QUICK_CELLS:
        return
    found = _circles(template, form)
    if not found:
        return
    try:
        known = _circles(Template(before), form) if form in before else {}
    except KhuonError:
        known = {}
    yield from (problem for key, problem in found.items() if key not in known)


def _circles(template: Template, form: str) -> dict[frozenset[str], Problem]:
    problems = build(template, form, lenient=True).problems
    return {frozenset(p.args["cells"]): p for p in problems if p.code == "formula.cycle"}
