"""The columns that hold cells, of all tables of a template."""

from __future__ import annotations

from collections.abc import Iterator

from metadata.documents import Form
from metadata.formula.program import scope_of
from metadata.formula.scope import Scope
from metadata.grid import Grid, Leaf, grids_of
from metadata.template import Template


def data_columns(template: Template) -> Iterator[tuple[Scope, Form, Grid, Leaf]]:
    """Each column with its table, its form and the scope in which its formulas are read."""
    for form in template.forms:
        for grid in grids_of(form):
            scope = scope_of(template, form.id, grid.section.id)
            for leaf in grid.data_leaves:
                yield scope, form, grid, leaf
