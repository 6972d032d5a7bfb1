"""The forms of a release that read each other, as one program: for what no form shows by itself.

Cells of the other forms keep the keys by which the form reads them (``same|f_02xld|r1:c9``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from metadata.errors import KhuonError
from metadata.formula.graph import order
from metadata.formula.program import Check, External, Formula, Program, Tolerance, build
from metadata.formula.renaming import Rename, renamed, renamed_leaf
from metadata.template import Template


def joined(template: Template, program: Program) -> Program | None:
    """The program with the formulas and checks of every form that it reads in the same period, directly or through others.

    None when it reads none, or when the forms compute each other in a circle.
    """
    programs: dict[str, Program] = {}
    waiting = [program]
    while waiting:
        for external in waiting.pop().externals:
            other = external.form
            if external.period == "same" and other != program.form_id and other not in programs:
                programs[other] = build(template, other, lenient=True)
                waiting.append(programs[other])
    if not programs:
        return None
    seen = {form_id: _seen_from(program.form_id, form_id) for form_id in programs}
    formulas = [*program.formulas, *(_formula(f, seen[form_id]) for form_id, other in programs.items() for f in other.formulas)]
    checks = [*program.checks, *(_check(c, seen[form_id]) for form_id, other in programs.items() for c in other.checks)]
    owner_of = dict(program.owner_of)
    for form_id, one in programs.items():
        owner_of.update({seen[form_id](key): seen[form_id](owner) for key, owner in one.owner_of.items()})
    try:
        formulas = _ordered(formulas)
    except KhuonError:
        return None
    externals = [external for one in (program, *programs.values()) for external in one.externals]
    return Program(program.form_id, formulas, checks, _outside(externals, {program.form_id, *programs}), owner_of)


def _seen_from(reader: str, form_id: str) -> Rename:
    """The name of a key of ``form_id`` in the program of ``reader``."""
    own = f"same|{reader}|"

    def rename(key: str) -> str:
        if key.startswith(own):
            return key.removeprefix(own)
        return key if "|" in key else f"same|{form_id}|{key}"

    return rename


def _formula(formula: Formula, rename: Rename) -> Formula:
    return replace(
        formula, key=rename(formula.key), node=renamed(formula.node, rename), reads=tuple(renamed_leaf(leaf, rename) for leaf in formula.reads),
        owner=None if formula.owner is None else rename(formula.owner), source=None if formula.source is None else rename(formula.source),
    )  # fmt: skip


def _check(check: Check, rename: Rename) -> Check:
    terms = tuple((half, None if owner is None else rename(owner)) for half, owner in check.tolerance.terms)
    return replace(
        check, node=renamed(check.node, rename), reads=tuple(renamed_leaf(leaf, rename) for leaf in check.reads), cells=tuple(rename(key) for key in check.cells),
        owner=None if check.owner is None else rename(check.owner), tolerance=Tolerance(check.tolerance.fixed, terms),
    )  # fmt: skip


def _ordered(formulas: list[Formula]) -> list[Formula]:
    by_key: Mapping[str, Formula] = {formula.key: formula for formula in formulas}
    return [by_key[key] for key in order({key: [leaf.key for leaf in formula.reads] for key, formula in by_key.items()})]


def _outside(externals: list[External], inside: set[str]) -> list[External]:
    """What is still outside: other periods, units below."""
    found = {external.key: external for external in externals if external.period != "same" or external.form not in inside}
    return list(found.values())
