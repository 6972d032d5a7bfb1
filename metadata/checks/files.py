"""Places for files ask for no more than is taken."""

from __future__ import annotations

from collections.abc import Iterator

from metadata.celltypes import FILE_MOST
from metadata.checks.registry import check, warning
from metadata.documents import CellSpec, Column, FieldsSection, FilesSection, Form, GridSection, Row
from metadata.errors import Problem
from metadata.template import Template


@check
def file_sizes(template: Template) -> Iterator[Problem]:
    """A place for files says a size that the system takes. A warning, for forms in force say more: their limit is the system's."""
    for form in template.forms:
        for place, label, size in _said(form):
            if size is not None and size > FILE_MOST:
                yield warning("template.file_most", f"{form.id}/{place}", label=label, size=size, limit=FILE_MOST)


def _said(form: Form) -> Iterator[tuple[str, str, int | None]]:
    for section in form.sections.values():
        if isinstance(section, FilesSection):
            yield from ((f"{section.id}/{item.id}", item.label, item.max_mb) for item in section.files.values())
        elif isinstance(section, FieldsSection):
            yield from ((f"{section.id}/{one.id}", one.label, one.cell.max_mb) for one in section.fields.values())
        elif isinstance(section, GridSection):
            yield from ((f"{section.id}/{node}", label, cell.max_mb) for node, label, cell in _cells(section))


def _cells(section: GridSection) -> Iterator[tuple[str, str, CellSpec]]:
    nodes: list[Column | Row] = [*section.columns.nodes.values(), *section.rows.nodes.values()]
    for node in nodes:
        yield node.id, node.label or node.id, node.cell
    yield from ((key, key, cell) for key, cell in section.cells.items())
