"""Cells that the rules leave one number only, and cells that nothing can be entered in."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from metadata.formula.program import template_key
from metadata.proofs.quantity import Quantity, known
from metadata.proofs.session import Session
from metadata.proofs.solver import Term
from metadata.proofs.work import Work, text_of


def forced(work: Work, session: Session) -> None:
    """Look at every number cell of this form that the errors of a session reach."""
    encoder = session.encoder
    errors = [check.id for check in session.checks if check.severity == "error" and check.id not in work.spared]
    keys = [key for key, cell in encoder.cells.items() if "|" not in key and isinstance(cell, Quantity) and cell.linear.parts]
    if not errors:
        return
    seen: dict[str, set[Decimal]] = {key: set() for key in keys}

    def look() -> None:
        for key in keys:
            value = session.value(key)
            if value is not None and len(seen[key]) < 2:
                seen[key].add(value)

    unusable, unknown = session.sift(errors, {key: encoder.filled(key) for key in keys}, look)
    alike = {key: next(iter(values)) for key, values in seen.items() if len(values) == 1}
    fixed, unclear = session.sift(errors, {key: _another(session, key, value) for key, value in alike.items()}, look)
    if unknown or unclear:
        work.not_in_time(errors)
    _tell(work, session, errors, [*unusable, *fixed], {key: alike[key] for key in fixed})


def _another(session: Session, key: str, value: Decimal | None) -> Term:
    """The cell holds something, and not that value."""
    cell, solver = session.encoder.cells[key], session.solver
    assert isinstance(cell, Quantity)
    filled = solver.negated(cell.blank)
    if value is None:
        return filled
    return solver.all_of((filled, solver.negated(session.encoder.arithmetic.equal(cell, known(Fraction(value))))))


def _tell(work: Work, session: Session, errors: Sequence[str], keys: Sequence[str], seen: dict[str, Decimal]) -> None:
    groups: dict[tuple[tuple[str, ...], Decimal | None], tuple[list[str], list[str]]] = {}
    for key in keys:
        core = session.minimal(errors, _another(session, key, seen.get(key)))
        if core is None:
            work.not_in_time(errors)
        if not core or _goes_without_saying(work, core, key, keys):
            continue
        cells, checks = groups.setdefault((tuple(work.rules_of(core)), seen.get(key)), ([], []))
        cells.append(key)
        checks.extend(core)
    for (rules, value), (cells, checks) in groups.items():
        if value is not None and any(work.evidence.refutes_forced(key, value, checks) for key in cells):
            work.doubted.update(rules)
            continue
        own = list(dict.fromkeys(checks))
        if value is None:
            entered = [key for key in cells if template_key(key) not in work.program.computed_keys]
            if entered:
                named = {"cells": work.names.cells(entered)}
                work.finding("proof.cell_unusable", "error", rules=rules, checks=own, cells=entered, sessions=[session], said=named)
            continue
        text = text_of(value)
        said = {"cells": work.names.cells(cells), "value": {"vi": text, "en": text}}
        work.finding("proof.forced", "warning", rules=rules, checks=own, cells=cells, values=dict.fromkeys(cells, text), sessions=[session], said=said)


def _goes_without_saying(work: Work, core: Sequence[str], key: str, keys: Sequence[str]) -> bool:
    """Whether one rule names that cell alone, as ``c1 = 5`` does, or the cell is computed from cells that are named already."""
    template = template_key(key)
    if len(core) == 1:
        return {leaf.key for leaf in work.by_id[core[0]].reads} == {template}
    inputs = work.inputs_of(template)
    return template in work.program.computed_keys and bool(inputs) and inputs <= {template_key(one) for one in keys}
