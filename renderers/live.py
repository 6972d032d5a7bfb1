"""From a program and what it computed to the live formulas that a report carries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from metadata.formula.program.model import Result
from metadata.formula.program.run import Program, with_instance
from metadata.values import CellValue
from renderers.build import Filling
from renderers.document import Formula


def live_formulas(
    program: Program, result: Result, entered: Mapping[str, CellValue], instances: Mapping[str, Sequence[str]]
) -> dict[str, Formula]:
    """Formulas by cell key, for the cells whose value the formula really gave.

    Left out: cells that were overridden by hand, cells that repeat another form's value as it is, and cells built
    on something that is missing or no value.
    """
    found: dict[str, Formula] = {}
    for formula in program.formulas:
        if formula.source is not None:
            continue
        for inst in ("",) if formula.owner is None else instances.get(formula.owner, ()):
            key = with_instance(formula.key, inst)
            overridden = formula.override and entered.get(key) is not None
            if not overridden and key not in result.incomplete:
                found[key] = Formula(tree=formula.node, decimals=formula.decimals)
    return found


def computed_filling(filling: Filling, program: Program, externals: Mapping[str, CellValue] | None = None) -> Filling:
    """The filling with all computed cells worked out anew and their formulas attached."""
    ids = {row: [i if isinstance(i, str) else i[0] for i in given] for row, given in filling.instances.items()}
    result = program.run(filling.values, ids, externals)
    return replace(
        filling,
        values={**filling.values, **result.values},
        formulas=live_formulas(program, result, filling.values, ids),
    )
