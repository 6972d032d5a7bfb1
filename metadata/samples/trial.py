"""What the checks of a form say of its filled examples and of the examples kept with each check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from metadata.documents import Rule
from metadata.errors import KhuonError
from metadata.formula.program import Program, build, filling
from metadata.template import Template

HOLDS, FAILS, SILENT = "holds", "fails", "silent"


@dataclass(frozen=True)
class Tried:
    """One check on one filling: ``outcome`` is ``holds``, ``fails`` or ``silent`` (it had nothing to look at).

    ``example`` is the id of a filled example, or the number of the check's own kept example, from 1; ``expected`` what that
    one expects, empty where nothing was said.
    """

    rule: str
    example: str
    title: str
    outcome: str
    expected: str
    sentence: Mapping[str, str]
    cells: tuple[str, ...] = ()

    @property
    def right(self) -> bool:
        """Whether it came out as expected."""
        return self.expected in ("", self.outcome) or (self.expected == HOLDS and self.outcome == SILENT)

    def as_json(self, lang: str) -> dict[str, Any]:
        """Shape on the wire."""
        return {
            "rule": self.rule, "example": self.example, "title": self.title, "outcome": self.outcome,
            "expected": self.expected, "right": self.right, "sentence": self.sentence.get(lang, ""), "cells": list(self.cells),
        }  # fmt: skip


def try_rules(template: Template, form_id: str) -> list[Tried]:
    """Every check on every filled example of the form, and on the examples kept with it."""
    rules = template.rules(form_id)
    programs: dict[str | None, Program] = {}
    found: list[Tried] = []
    for example in template.examples(form_id):
        if example.audience not in programs:
            programs[example.audience] = build(template, form_id, example.audience, lenient=True)
        said = _said(programs[example.audience], {**example.cells, **example.outside})
        for rule_id in rules if said is not None else ():
            expected = FAILS if rule_id in example.fails else HOLDS
            found.append(_tried(rule_id, example.id, example.title, expected, said or {}))
    plain = programs.get(None) or build(template, form_id, lenient=True)
    for rule_id, rule in rules.items():
        found.extend(_kept(plain, rule_id, rule))
    return found


def _kept(program: Program, rule_id: str, rule: Rule) -> list[Tried]:
    alone = program.keeping([rule_id])
    found = []
    for number, example in enumerate(rule.examples, start=1):
        said = _said(alone, example.cells)
        if said is not None:
            found.append(_tried(rule_id, str(number), "", FAILS if example.expect == "fail" else HOLDS, said))
    return found


_Said = Mapping[str, tuple[str, Mapping[str, str], tuple[str, ...]]]


def _tried(rule_id: str, example: str, title: str, expected: str, said: _Said) -> Tried:
    outcome, sentence, cells = said.get(rule_id, (SILENT, {}, ()))
    return Tried(rule_id, example, title, outcome, expected, sentence, cells)


def _said(program: Program, cells: Mapping[str, Any]) -> _Said | None:
    """By check: what it said. None when the filling cannot be read."""
    try:
        values, instances, externals = filling(program, cells)
    except KhuonError:
        return None
    result = program.run(values, instances, externals)
    open_ = set(result.unjudged)
    known = {**values, **externals, **result.values}
    filled = {key.partition("#")[0] + key[key.index(":") :] if "#" in key and ":" in key else key for key, value in known.items() if value is not None}
    found: dict[str, tuple[str, Mapping[str, str], tuple[str, ...]]] = {}
    for check in program.checks:
        if check.id not in open_ and any(leaf.key.replace("#:", ":") in filled for leaf in check.reads):
            found.setdefault(check.rule, (HOLDS, {}, ()))
    for failure in reversed(result.failures):
        found[failure.rule] = (FAILS, failure.sentence, tuple(failure.cells))
    return found
