"""One filled example beside what comes out: the totals it expects and the checks that must find a fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from metadata.celltypes.base import check_value
from metadata.documents import CellSpec, FilledExample
from metadata.errors import KhuonError, Problem
from metadata.formula.program import Program, Result, build, filling, template_key
from metadata.grid import grids_of
from metadata.numbers import format_vi
from metadata.samples.names import Naming
from metadata.slots import answer_specs
from metadata.template import Template
from metadata.values import CellValue, State, decode, encode

#: Cells that are named in one sentence.
_NAMED = 6
_GONE = CellSpec(kind="blocked")
_NOT_ENTERED = frozenset({"computed", "blocked"})
_BLANK = {"vi": "trống", "en": "blank"}


@dataclass(frozen=True)
class Verdict:
    """What is wrong with an example, and what was computed: ``values`` by cell, checks that found a fault by name."""

    example: FilledExample
    problems: tuple[Problem, ...] = ()
    values: Mapping[str, CellValue] = field(default_factory=dict)
    failed: frozenset[str] = frozenset()

    @property
    def holds(self) -> bool:
        """Whether everything came out as expected."""
        return not any(problem.severity == "error" for problem in self.problems)

    def as_json(self, lang: str = "vi") -> dict[str, Any]:
        """Shape on the wire; ``got`` are the computed cells that differ."""
        return {
            "id": self.example.id,
            "holds": self.holds,
            "problems": [problem.as_dict(lang) for problem in self.problems],
            "got": {key: encode(self.values.get(key)) for key in self.example.expected},
            "failed": sorted(self.failed),
        }


def verdicts(template: Template, form_id: str) -> list[Verdict]:
    """Every example of a form, run."""
    return [verdict(template, one) for one in template.examples(form_id)]


def verdict(template: Template, example: FilledExample, program: Program | None = None) -> Verdict:
    """Run one example. What is broken in the form's formulas is told by their own findings and left out here."""
    if program is None:
        program = build(template, example.form, example.audience, lenient=True)
    judging = _Judging(template, example, program)
    try:
        given = filling(program, {**example.cells, **example.outside}, example.id)
    except KhuonError as error:
        return Verdict(example, tuple(judging.refused(error)))
    result = program.run(*given)
    failed = frozenset(failure.rule for failure in result.failures)
    found = [*judging.values(), *judging.totals(result), *judging.checks(result)]
    return Verdict(example, tuple(found), result.values, failed)


@dataclass(frozen=True)
class _Judging:
    """Differences of one example, as problems."""

    template: Template
    example: FilledExample
    program: Program

    @property
    def _naming(self) -> Naming:
        return Naming(self.template, self.example.form)

    def _problem(self, code: str, where: str, **args: Any) -> Problem:
        return Problem(code, f"{self.example.id}/{where}", {"title": self.example.title, **args})

    def _named(self, key: str) -> dict[str, str]:
        return {"key": key, "cell": self._naming.cell(key, "vi"), "cell_en": self._naming.cell(key, "en")}

    def refused(self, error: KhuonError) -> Iterator[Problem]:
        """Values that cannot be read at all."""
        for problem in error.problems:
            key = problem.place.rpartition("!")[2]
            why = {"why": problem.sentence("vi"), "why_en": problem.sentence("en")}
            yield self._problem("example.value_refused", f"cells/{key}", **self._named(key), **why)

    def values(self) -> Iterator[Problem]:
        """Entered values that their cell does not take, and those whose cell is gone."""
        specs = _specs(self.template, self.example.form)
        homeless = [key for key in self.example.cells if specs.get(template_key(key), _GONE).kind in _NOT_ENTERED]
        for key, wire in self.example.cells.items():
            spec = specs.get(template_key(key), _GONE)
            if spec.kind in _NOT_ENTERED or wire is None:
                continue
            for problem in check_value(decode(wire), spec, key):
                why = {"why": problem.sentence("vi"), "why_en": problem.sentence("en")}
                yield self._problem("example.value_refused", f"cells/{key}", **self._named(key), **why)
        if homeless:
            cells = ", ".join(homeless[:_NAMED]) + (", …" if len(homeless) > _NAMED else "")
            args = {"title": self.example.title, "count": len(homeless), "cells": cells, "keys": homeless}
            yield Problem("example.value_homeless", f"{self.example.id}/cells", args, "warning")

    def totals(self, result: Result) -> Iterator[Problem]:
        """Computed cells that came out otherwise."""
        for key, wire in self.example.expected.items():
            if key not in result.values and template_key(key) not in self.program.computed_keys:
                yield self._problem("example.cell_gone", f"expect/{key}", key=key, cell=self._naming.cell(key, "vi"))
                continue
            try:
                wanted = decode(wire, key)
            except KhuonError as error:
                yield from self.refused(error)
                continue
            got = result.values.get(key)
            if key in result.incomplete:
                yield self._problem("example.open", f"expect/{key}", **self._named(key))
            elif not _equal(got, wanted):
                shown = {f"{name}{tail}": _shown(value, lang) for name, value in (("got", got), ("expected", wanted)) for tail, lang in (("", "vi"), ("_en", "en"))}
                yield self._problem("example.total", f"expect/{key}", **self._named(key), **shown)

    def checks(self, result: Result) -> Iterator[Problem]:
        """Checks that found a fault and should not have, and those that should have and did not."""
        rules = self.template.rules(self.example.form)
        first = {failure.rule: failure for failure in reversed(result.failures)}
        for rule_id in self.example.fails:
            if rule_id not in rules:
                yield self._problem("example.rule_gone", f"fails/{rule_id}", rule=rule_id)
            elif rule_id not in first:
                yield self._problem("example.not_failed", f"fails/{rule_id}", **self._of(rule_id))
        for rule_id, failure in sorted(first.items()):
            if rule_id not in self.example.fails:
                said = {"sentence": failure.sentence["vi"], "sentence_en": failure.sentence["en"], "cells": list(failure.cells)}
                yield self._problem("example.failed", f"fails/{rule_id}", **self._of(rule_id), **said)

    def _of(self, rule_id: str) -> dict[str, str]:
        rule = self.template.rules(self.example.form)[rule_id]
        return {"rule_id": rule_id, "rule": self._naming.rule(rule, "vi"), "rule_en": self._naming.rule(rule, "en")}


def _specs(template: Template, form_id: str) -> dict[str, CellSpec]:
    """Resolved cells by key, those of open rows with ``#:``."""
    form = template.form(form_id)
    found = dict(answer_specs(form))
    for grid in grids_of(form):
        for row in grid.rows:
            for leaf in grid.data_leaves if row.has_cells else ():
                spec = grid.spec(row.id, leaf.id)
                found[f"{row.id}:{leaf.id}"] = found[f"{row.id}#:{leaf.id}"] = spec
    return found


def _equal(got: CellValue, wanted: CellValue) -> bool:
    return type(got) is type(wanted) and got == wanted


def _shown(value: CellValue, lang: str) -> str:
    if value is None:
        return _BLANK[lang]
    if isinstance(value, Decimal):
        return format_vi(value)
    return value.value if isinstance(value, State) else str(value)
