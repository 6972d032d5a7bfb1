"""Formulas and checks parse, name cells that exist, and do not run in a circle; examples come out as said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from metadata.checks.registry import check
from metadata.documents import Form, Rule
from metadata.errors import KhuonError, Problem
from metadata.formula.program import Program, build, filling
from metadata.template import Template


@check
def formulas(template: Template) -> Iterator[Problem]:
    """Every formula and every check of every form compiles; then its kept examples are run."""
    for form in template.forms:
        try:
            program = build(template, form.id)
        except KhuonError as error:
            yield from error.problems
            continue
        yield from program.problems  # warnings only: errors were raised
        yield from _examples(template, form, program)


def _examples(template: Template, form: Form, program: Program) -> Iterator[Problem]:
    for rule_id, rule in template.rules(form.id).items():
        for index, example in enumerate(rule.examples, start=1):
            if _fails(program, form, rule_id, rule, example.cells) != (example.expect == "fail"):
                yield Problem("template.example_failed", rule_id, {"index": index, "rule": rule_id, "expect": example.expect})


def _fails(program: Program, form: Form, rule_id: str, _rule: Rule, cells: object) -> bool:
    given = filling(program, cells if isinstance(cells, Mapping) else {}, form.id)
    return any(failure.rule == rule_id for failure in program.run(*given).failures)
