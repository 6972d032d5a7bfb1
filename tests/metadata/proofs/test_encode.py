"""The encoding says what the judge says: with every cell given, checks fail in the solver as in a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from metadata.formula.program import Program, build, template_key
from metadata.proofs.domain import Domain
from metadata.proofs.encode import Encoder
from metadata.proofs.solver import Answer
from metadata.proofs.z3_solver import Z3Solver
from metadata.template import Template
from metadata.values import CellValue, decode
from tests.metadata.formula.programs import CASES, PROGRAMS, TEMPLATES
from tests.metadata.formula.shapes import flat_form, rules_of, template_of
from tests.metadata.formula.vectors import Maker


def _asked(template: Template, program: Program, values: Mapping[str, CellValue], instances: Mapping[str, Sequence[str]], externals: Mapping[str, CellValue]) -> list[str]:
    """Where solver and judge differ, as sentences; checks that are not exact may fail in the solver only."""
    solver = Z3Solver(patience=30)
    encoder = Encoder(solver, program, Domain(template, program.form_id), instances=instances)
    verdicts = [(check, inst, encoder.check(check, inst)) for check in program.checks for inst in encoder.rows_of(check.owner)]
    result = program.run(values, instances, externals)
    for key in list(encoder.cells):
        if "|" in key:
            solver.add(encoder.equals(key, externals.get(key)))
        elif template_key(key) in program.statable:
            solver.add(encoder.stated(key) if values.get(key) is not None else solver.negated(encoder.stated(key)))
            solver.add(encoder.equals(key, values[key]) if values.get(key) is not None else True)
        elif key not in result.values:
            solver.add(encoder.equals(key, values.get(key)))
    failed = {failure.id for failure in result.failures}
    wrong = []
    for check, inst, verdict in verdicts:
        place = check.id.replace("#:", f"#{inst}:") if inst else check.id
        place = place.replace("#:", f"#{inst}:")
        if place in result.unjudged:  # built on a result beyond 40 digits
            continue
        fails = place in failed
        if solver.ask((), verdict.fails if fails else verdict.held) is not Answer.YES:
            wrong.append(f"{place}: the judge's answer ({fails}) is impossible")
        other = solver.ask((), verdict.held if fails else verdict.fails)
        if other is not Answer.NO and not encoder.reasons_of(check):
            wrong.append(f"{place}: the judge says {fails}, the solver also allows the other ({other})")
    return wrong


SIGNED = {"signed": True, "decimals": 6, "min": "-99999999999999999999999", "max": "99999999999999999999999"}


@pytest.mark.parametrize("seed", range(60))
def test_random_conditions(seed: int) -> None:
    maker = Maker(seed, large=False)
    rules = [{"expr": maker.condition(2), "tolerance": maker.random.choice(["0", "0", "auto", "0.5"]), "blanks": maker.random.choice(["nothing", "skip"])} for _ in range(6)]
    rules = [rule for rule in rules if "c" in rule["expr"]]
    template = template_of(flat_form({f"c{i}": SIGNED for i in range(1, 7)}), rules_of("f_1", *rules))
    program = build(template, "f_1")
    for _ in range(4):
        values = {f"r1:{name}": decode(text) for name, text in maker.row().items()}
        assert _asked(template, program, values, {}, {}) == []


@pytest.mark.parametrize("seed", range(40))
def test_random_computed_cells(seed: int) -> None:
    maker = Maker(1000 + seed, large=False)
    cells = {f"c{i}": dict(SIGNED) for i in range(1, 7)}
    for name in ("c5", "c6"):
        formula = maker.number(2).replace(name, "c1").replace("c6", "c2")
        cells[name] = {"kind": "computed", "formula": formula, "decimals": maker.random.randint(0, 3)}
    template = template_of(flat_form(cells), rules_of("f_1", "c5 >= c1", "c6 <> c5", {"expr": "c5 = c6 + c2", "blanks": "skip", "tolerance": "auto"}))
    program = build(template, "f_1")
    for _ in range(4):
        values = {f"r1:{name}": decode(text) for name, text in maker.row().items()}
        assert _asked(template, program, values, {}, {}) == []


#: A case with -1 in a cell that takes no negative number is no form in the sense of proofs.
ENTERED = [case for case in CASES if not (case["template"] == "sums" and any(str(value).startswith("-") for value in case["values"].values()))]


@pytest.mark.parametrize("case", ENTERED, ids=lambda c: c["name"])
def test_open_rows_lists_other_forms_and_carried_cells(case: Mapping[str, object]) -> None:
    made = TEMPLATES[str(case["template"])]()
    program = PROGRAMS[str(case["template"])]
    unsound = {key for key, value in case["values"].items() if "raw" in value or (case["template"] == "sums" and "t" in value)}
    values = {key: decode(value) for key, value in case["values"].items() if key not in unsound}
    externals = dict.fromkeys(e.key for e in program.externals) | {k: decode(v) for k, v in case["externals"].items()}
    assert _asked(made, program, values, case["instances"], externals) == []
