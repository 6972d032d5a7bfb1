"""What officials call the cells and checks that an example speaks of."""

from __future__ import annotations

from metadata.documents import Rule
from metadata.errors import KhuonError
from metadata.formula.program import scope_of
from metadata.formula.resolve import parse_checks
from metadata.formula.tree import Cell
from metadata.formula.words import Wording, check_in_words
from metadata.template import Template

_LINE = {"vi": " (dòng thêm {n})", "en": " (added line {n})"}


class Naming:
    """Names of the cells and checks of one form."""

    def __init__(self, template: Template, form_id: str) -> None:
        self._template, self._scope = template, scope_of(template, form_id)

    def cell(self, key: str, lang: str) -> str:
        """``dòng r03 cột 9``; the key itself when the cell is gone."""
        row, colon, column = key.partition(":")
        row, _, instance = row.partition("#")
        floor, names = self._scope.names.floor, self._scope.names
        if not colon:
            return next((f"“{one.label}”" for one in names.all_singles if one.id == key), key)
        if row not in floor.row_by_id:
            return key
        section = floor.row_by_id[row][0]
        if column not in names.grids[section].column_by_id:
            return key
        alone = len(floor.data_rows(section)) == 1
        said = Wording(self._scope, lang).cell(Cell(self._scope.form_id, section, None if alone else row, column))
        return said + (_LINE[lang].format(n=instance.removeprefix("i")) if instance else "")

    def rule(self, rule: Rule, lang: str) -> str:
        """The printed line or the condition in words, without what a name cannot hold."""
        if rule.printed:
            return f"“{rule.printed}”"
        scope = self._scope.at(rule.section)
        try:
            return f"“{check_in_words(parse_checks(rule.expr, scope), scope, lang)}”"
        except KhuonError:
            return f"“{rule.expr}”"


