"""Codes of rows, columns, questions and forms. ``proposal_code`` is a free code for the item at ``place``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from metadata.checks.registry import check, warning
from metadata.documents import Column, FieldsSection, Form, Row
from metadata.errors import Problem
from metadata.grid import grid_of
from metadata.template import Template


@check
def unique_codes(template: Template) -> Iterator[Problem]:
    """Within a form a code names one column, row or question: formulas could not tell them apart."""
    for form in template.forms:
        owners: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for code, section, node in _codes(form):
            owners[code.casefold()].append((section, node))
        for code, places in owners.items():
            if len(places) > 1:
                section, node = places[1]
                args = {"code": code, "ids": ", ".join(one for _, one in places), "proposal_code": _free(code, owners)}
                yield Problem("template.code_duplicate", f"{form.id}/{section}/{node}", args)


def _free(code: str, taken: Collection[str]) -> str:
    """The next code of the same kind that nothing has: ``c7`` → ``c27``, ``tong`` → ``tong2``."""
    stem = code.rstrip("0123456789")
    width = len(code) - len(stem)
    numbers = [int(one[len(stem) :]) for one in taken if one.startswith(stem) and one[len(stem) :].isdecimal() and one.isascii()]
    after = max([*numbers, 1]) + 1
    return f"{stem}{after:0{width}d}"


@check
def unique_form_codes(template: Template) -> Iterator[Problem]:
    """Two forms of a regime do not share a code (ký hiệu)."""
    seen: dict[str, str] = {}
    for form in template.forms:
        other = seen.setdefault(form.code.casefold(), form.id)
        if other != form.id:
            yield Problem("template.code_duplicate", form.id, {"code": form.code, "ids": f"{other}, {form.id}"})


@check
def unique_ids(template: Template) -> Iterator[Problem]:
    """Row and column ids are unique over all tables of a form: a cell key names no table."""
    for form in template.forms:
        seen: dict[str, str] = {}
        for grid in form.grids:
            for node in (*grid.columns.nodes, *grid.rows.nodes):
                if node in seen:
                    yield Problem("template.tree", f"{form.id}/{grid.id}/{node}", {"id": node, "why": f"mã đã dùng ở {seen[node]}"})
                seen[node] = grid.id


@check
def data_columns_have_codes(template: Template) -> Iterator[Problem]:
    """A data column without a code cannot be named by any formula."""
    for form in template.forms:
        for section in form.grids:
            for leaf in grid_of(form, section.id).data_leaves:
                if leaf.node.code is None:
                    yield warning("template.code_missing", f"{form.id}/{section.id}/{leaf.id}", id=leaf.node.label or leaf.id, proposal_code=_like_id(leaf.id, form))


def _like_id(node: str, form: Form) -> str:
    """The id as a code, or the next free one like it."""
    taken = [code.casefold() for code, _, _ in _codes(form)]
    wanted = node.casefold()[:24]
    return _free(wanted, taken) if wanted in taken else wanted


def _codes(form: Form) -> Iterator[tuple[str, str, str]]:
    """Codes of a form with the section and id of what has them."""
    for grid in form.grids:
        nodes: list[Column | Row] = [*grid.columns.nodes.values(), *grid.rows.nodes.values()]
        for node in nodes:
            if node.code:
                yield node.code, grid.id, node.id
    for section in form.sections.values():
        if isinstance(section, FieldsSection):
            yield from ((field.code, section.id, field.id) for field in section.fields.values() if field.code)
