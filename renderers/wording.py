"""Formulas in words for the table model."""

from __future__ import annotations

from functools import cache

from metadata.errors import KhuonError
from metadata.formula.program import scope_of
from metadata.formula.resolve import parse_value
from metadata.formula.words import in_words
from metadata.template import Template
from renderers.table import FormulaWords


def wording(template: Template, form_id: str, section_id: str, lang: str = "vi") -> FormulaWords:
    """How to say the formulas of a table, with captions. A formula that does not parse stands as it was written."""
    scope = scope_of(template, form_id, section_id)

    @cache
    def said(formula: str) -> str:
        try:
            return in_words(parse_value(formula, scope), scope, lang, full=True)
        except KhuonError:
            return formula

    return lambda _row, _column, formula: said(formula)
