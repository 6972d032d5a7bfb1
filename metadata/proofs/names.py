"""What officials call rules and cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from metadata.documents import Rule
from metadata.errors import KhuonError
from metadata.formula.program import Program, scope_of
from metadata.formula.resolve import parse_checks
from metadata.formula.tree import Cell
from metadata.formula.words import Wording, check_in_words
from metadata.numbers import format_vi
from metadata.proofs.report import LANGUAGES, Words
from metadata.template import Template

MOST_NAMED = 6
MOST_IN_FULL = 4
#: Ids that somebody gave; the others were made, and say nothing to anybody.
_GIVEN: Final = re.compile(r"[A-Za-z]{1,3}\d{1,3}")
_NUMBER: Final = {"vi": "số {}", "en": "no. {}"}
_MORE = {"vi": " và {} ô khác", "en": " and {} other cells"}
_AND = {"vi": " và ", "en": " and "}


class Names:
    """Names of the rules and cells of one form in both languages."""

    def __init__(self, template: Template, program: Program) -> None:
        self._template = template
        self._scope = scope_of(template, program.form_id)
        self._form_of = {rule: form.id for form in template.forms for rule in template.rules(form.id)}

    def rule(self, rule_id: str) -> Words:
        """``k1 (Cột 1 = cột 2 + cột 3)``, or “Cột 1 = cột 2 + cột 3” where the id was made; of another form with its code in front."""
        form_id = self._form_of[rule_id]
        said = rule_words(self._template, form_id, rule_id)
        if form_id == self._scope.form_id:
            return said
        code = self._template.form(form_id).code
        return {lang: f"{code}: {words}" for lang, words in said.items()}

    def _short(self, rule_id: str) -> Words:
        """``k1``, ``02/XLD: k1``; by its place in the list where the id was made."""
        form_id = self._form_of[rule_id]
        front = "" if form_id == self._scope.form_id else f"{self._template.form(form_id).code}: "
        return {lang: front + words for lang, words in _called(self._template, form_id, rule_id).items()}

    def rules(self, rule_ids: Iterable[str]) -> Words:
        """Several, joined by commas and *and*; beyond a handful without their conditions."""
        ids = list(rule_ids)
        found = [self.rule(rule_id) if len(ids) <= MOST_IN_FULL else self._short(rule_id) for rule_id in ids]
        return {lang: listed([words[lang] for words in found], lang) for lang in LANGUAGES}

    def cell(self, key: str) -> Words:
        """``cột 9``, ``dòng r03 cột 9``; of another form or period with its name."""
        return {lang: self._cell(key, lang) for lang in LANGUAGES}

    def cells(self, keys: Sequence[str]) -> Words:
        """Several; beyond a handful only how many there are."""
        found = [self.cell(key) for key in keys[:MOST_NAMED]]
        more = len(keys) - len(found)
        rest = {lang: _MORE[lang].format(more) if more else "" for lang in LANGUAGES}
        return {lang: (", ".join(words[lang] for words in found) + rest[lang]) if more else listed([w[lang] for w in found], lang) for lang in LANGUAGES}

    def _cell(self, key: str, lang: str) -> str:
        period, form_id, cell = key.split("|", 2) if "|" in key else ("same", self._scope.form_id, key)
        scope = self._scope if form_id == self._scope.form_id else self._scope.other(form_id)
        assert scope is not None
        row, colon, column = cell.partition(":")
        row, _, inst = row.partition("#")
        wording = Wording(self._scope, lang)
        if not colon or not row:
            return wording.cell(Cell(form_id, "", None, None, period, single=column or row))  # type: ignore[arg-type]
        section = scope.names.floor.row_by_id[row][0]
        alone = len(scope.names.floor.data_rows(section)) == 1
        said = wording.cell(Cell(form_id, section, None if alone else row, column, period))  # type: ignore[arg-type]
        number = inst.removeprefix("i")
        return f"{said} (dòng thứ {number})" if number and lang == "vi" else f"{said} (line {number})" if number else said


def listed(texts: Sequence[str], lang: str) -> str:
    """``a, b và c``."""
    texts = list(texts)
    return ", ".join(texts[:-1]) + _AND[lang] + texts[-1] if len(texts) > 1 else "".join(texts)


def rule_words(template: Template, form_id: str, rule_id: str) -> Words:
    """A rule by its condition in words, with its id where somebody gave it one; without a condition when it cannot be read."""
    rule, short = template.rules(form_id)[rule_id], rule_id.rpartition("/")[2]
    scope = scope_of(template, form_id).at(rule.section)
    try:
        nodes = parse_checks(rule.expr, scope)
    except KhuonError:
        return _called(template, form_id, rule_id)
    said = {lang: f"{check_in_words(nodes, scope, lang)}{_manner(rule, lang)}" for lang in LANGUAGES}
    return {lang: f"{short} ({words})" if _GIVEN.fullmatch(short) else f"“{words}”" for lang, words in said.items()}


def _called(template: Template, form_id: str, rule_id: str) -> Words:
    """A rule in a word: the id that somebody gave it, else its number in the list of checks."""
    short, number = rule_id.rpartition("/")[2], list(template.rules(form_id)).index(rule_id) + 1
    return {lang: short if _GIVEN.fullmatch(short) else _NUMBER[lang].format(number) for lang in LANGUAGES}


def _manner(rule: Rule, lang: str) -> str:
    """Tolerance and reading of blanks where they are not the usual ones: two rules may differ in nothing else."""
    said = ""
    if rule.tolerance is None:
        said += {"vi": ", cho lệch do làm tròn", "en": ", give or take rounding"}[lang]
    elif rule.tolerance:
        amount = format_vi(rule.tolerance)
        said += {"vi": f", cho lệch {amount}", "en": f", give or take {amount}"}[lang]
    if rule.blanks == "skip":
        said += {"vi": ", chỉ xét khi đủ số", "en": ", judged only when all are filled"}[lang]
    return said
