"""The targets agree: shared vectors, random formulas, and the sandbox of the second opinion."""

from __future__ import annotations

import json
from decimal import Decimal, localcontext

import pytest
from asteval import Interpreter
from hypothesis import given, settings
from hypothesis import strategies as st

from metadata.formula.targets.asteval_engine import ALLOWED_NODES, AstevalFormula, fresh_interpreter
from metadata.formula.targets.browser import tree_json
from metadata.formula.targets.closures import close
from metadata.formula.tree import walk
from metadata.numbers import WIDE
from tests.metadata.formula import vectors
from tests.metadata.formula.vectors import Maker, bound, cells_of, shown

_WRITTEN = json.loads((vectors.FOLDER / "formula.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("index", range(len(_WRITTEN["cases"])))
def test_shared_vectors(index: int) -> None:
    case = _WRITTEN["cases"][index]
    node = bound(case["formula"])
    cells = cells_of(case["cells"])
    with localcontext(WIDE):
        judged = close(node)(cells)
    assert shown(judged) == case["result"], case["formula"]
    assert shown(AstevalFormula(node)(cells)) == case["result"], case["formula"]
    assert json.loads(json.dumps(tree_json(node))) == case["tree"], "run python -m tests.metadata.formula.vectors"


@pytest.mark.parametrize("name", ["formula_random", "formula_programs"])
def test_generated_vectors_are_up_to_date(name: str) -> None:
    made = vectors.random_vectors() if name == "formula_random" else vectors.program_vectors()
    stored = (vectors.FOLDER / f"{name}.json").read_text(encoding="utf-8")
    assert vectors.written(made) == stored, "run python -m tests.metadata.formula.vectors"


def test_four_hundred_formulas_by_forty_rows_agree() -> None:
    """Differential test: 16,000 values, closures against asteval, blanks and large amounts included."""
    maker = Maker(7)
    rows = [cells_of(maker.row()) for _ in range(40)]
    differing = []
    for _ in range(400):
        formula = maker.number(3)
        node = bound(formula)
        judge, second = close(node), AstevalFormula(node)
        for row in rows:
            with localcontext(WIDE):
                one = judge(row)
            other = second(row)
            if one != other or type(one) is not type(other):
                differing.append((formula, row.values, one, other))
    assert differing == []


@given(st.integers(0, 10**9), st.integers(1, 4))
@settings(max_examples=150, deadline=None)
def test_any_seed_agrees_and_flags_blanks_rightly(seed: int, depth: int) -> None:
    maker = Maker(seed)
    node, row = bound(maker.number(depth)), cells_of(maker.row())
    with localcontext(WIDE):
        one = close(node)(row)
    assert one == AstevalFormula(node)(row)
    if not node.blank:
        assert one is not None
    assert all(hasattr(part, "kind") and hasattr(part, "blank") for part in walk(node))


@given(st.lists(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**18), max_value=10**18), min_size=1, max_size=9))
@settings(deadline=None)
def test_sums_of_money_are_exact(amounts: list[Decimal]) -> None:
    cells = cells_of({f"c{i}": format(amount, "f") for i, amount in enumerate(amounts, 1)})
    with localcontext(WIDE):
        total = close(bound("sum(c1:c9)"))(cells)
        chained = close(bound(" + ".join(f"c{i}" for i in range(1, 10))))(cells)
    cents = sum(int(amount.scaleb(2)) for amount in amounts)
    assert total == chained == Decimal(cents).scaleb(-2)


# ---------------------------------------------------------------- the sandbox around the second opinion


def test_asteval_sees_only_cells_constants_and_helpers() -> None:
    formula = AstevalFormula(bound("if(c1 > 0, sum(c1:c3), round(c2, 2))"))
    symbols = formula._interpreter.symtable
    assert not {"open", "print", "dir", "type", "getattr", "__builtins__", "sum", "abs", "range"} & set(symbols)
    handlers = formula._interpreter.node_handlers
    live = {name for name, handler in handlers.items() if getattr(handler, "__func__", handler) is not Interpreter.unimplemented}
    assert live == set(ALLOWED_NODES) & live
    assert len(ALLOWED_NODES) == 10


@pytest.mark.parametrize(
    "text",
    ["open('/etc/hostname')", "print(1)", "k0.__class__", "(1).real", "[1]", "{1: 2}", "[x for x in (1, 2)]", "lambda: 1", "f'{1}'", "k0[0]", "__builtins__", "dir()", "type(k0)", "getattr(k0, 'real')", "exec('1')", "(y := 1)", "__import__('os')"],
)
def test_asteval_itself_refuses_what_the_parser_already_refused(text: str) -> None:
    interpreter = fresh_interpreter({"k0": Decimal(1)})
    with pytest.raises(Exception) as refused:
        interpreter.eval(text, raise_errors=True)
    assert isinstance(refused.value, Exception)


def test_evaluations_leave_nothing_behind() -> None:
    formula = AstevalFormula(bound("c1 + c2"))
    assert formula(cells_of({"c1": "1", "c2": "2"})) == 3
    assert formula(cells_of({"c1": "1"})) == 1
    assert formula(cells_of({})) is None
