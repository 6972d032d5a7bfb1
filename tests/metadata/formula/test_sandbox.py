"""asteval stands behind the allow-list only: its own symbol table is out of reach by cells, constants, functions and hostile text."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from asteval import Interpreter
from hypothesis import given, settings
from hypothesis import strategies as st

from metadata.errors import KhuonError
from metadata.formula.bind import Binder, Place
from metadata.formula.resolve import parse
from metadata.formula.targets.asteval_engine import AstevalFormula, fresh_interpreter
from metadata.formula.targets.closures import Cells
from metadata.formula.tree import Call, Compare, Kind, Number, Slot, Text
from tests.attacks.hostile_formulas import ALL
from tests.metadata.formula.shapes import flat_form, scope_of_form
from tests.metadata.formula.vectors import SCOPE, bound

ROOT = Path(__file__).parents[3]
#: What asteval knows when nobody takes it away: open, dir, type, numpy's functions and hundreds more.
DEFAULT = sorted(name for name in {*Interpreter(use_numpy=True).symtable, *Interpreter(use_numpy=False).symtable} if name.isidentifier() and name not in {"True", "False", "None"})
CELLS = Cells({"r1:c1": Decimal(1), "r1:c2": Decimal(2)})


def evaluated(text: str, symbols: dict[str, Any]) -> tuple[Any, dict[str, Any]]:
    """What the engine's interpreter makes of a text that the parser never saw, in the engine's own manner; its table afterwards."""
    interpreter = fresh_interpreter(symbols)
    interpreter.expr = text
    value = interpreter.run(ast.parse(text, mode="eval").body, with_raise=True)
    return value, dict(interpreter.symtable)


def engine_of(text: str = "if(c1 > 0, sum(c1:c3), round(c2 / 3, 2)) + coalesce(c4, wmean(c1:c2, c3:c4), 0)") -> Any:
    return AstevalFormula(bound(text))._interpreter


def test_the_default_table_is_large_and_dangerous() -> None:
    assert len(DEFAULT) > 300
    assert {"open", "dir", "type", "print"} <= set(DEFAULT)


def test_the_engine_knows_its_own_names_only() -> None:
    own = re.compile(r"[a-z_]+_|[kx][0-9]+")
    names = set(engine_of().symtable)
    assert {name for name in names if not own.fullmatch(name)} == set()
    assert names & set(DEFAULT) == set()
    assert not [name for name in names if name.startswith("__")]


@pytest.mark.parametrize("start", range(0, len(DEFAULT), 50))
def test_no_name_of_the_default_table_is_found_by_the_engine(start: int) -> None:
    symbols = dict(engine_of().symtable)
    for name in DEFAULT[start : start + 50]:
        for text in (name, f"{name}()", f"{name}(k0)"):
            with pytest.raises(NameError, match=f"name '{name}' is not defined"):
                evaluated(text, symbols)


@pytest.mark.parametrize("name", DEFAULT)
def test_no_name_of_the_default_table_is_a_function_of_the_language(name: str) -> None:
    """Names that the catalogue has too (sum, abs, min …) are the catalogue's own; all others are refused."""
    try:
        node = parse(f"{name}(c1)", SCOPE)
    except KhuonError as refused:
        assert refused.code.startswith("formula.")  # noqa: PT017  either way is right
        return
    assert isinstance(node, Call)
    assert AstevalFormula(Binder(SCOPE, SCOPE.names.floor, Place("s1", "r1", "c9")).bind(node)).text == f"{node.function}_(x0)"


def test_cells_named_like_the_table_are_cells() -> None:
    codes = ["open", "dir", "type", "print", "numpy", "sqrt", "eval_", "x0", "k0", "add_", "symtable"]
    scope = scope_of_form(flat_form({code: {} for code in codes}))
    node = Binder(scope, scope.names.floor, Place("s1", "r1", "open")).bind(parse(" + ".join(codes), scope))
    formula = AstevalFormula(node)
    assert formula.text == "add_(" + ", ".join(f"x{n}" for n in range(len(codes))) + ")"
    assert formula(Cells({f"r1:{code}": Decimal(1) for code in codes})) == len(codes)


HOSTILE_TEXTS = ["open('/etc/hostname').read()", "__import__('os')", "' + open('x') + '", '"', "\\", "x0", "None", "{0.__class__}", "\n", "é" * 50]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_texts_are_constants_and_never_printed(text: str) -> None:
    formula = AstevalFormula(Compare("==", Slot("r1:t1", Kind.TEXT), Text(text)))
    assert re.fullmatch(r"\(nil_\(x0, ''\) == k0\)", formula.text)
    assert formula(Cells({"r1:t1": text})) is True
    assert formula(Cells({"r1:t1": "khác"})) is False


@pytest.mark.parametrize("key", ["__import__('os')", "r1:c1); open('x'", "open", "\n"])
def test_keys_of_cells_are_never_printed(key: str) -> None:
    formula = AstevalFormula(Slot(key))
    assert formula.text == "x0"
    assert formula(Cells({key: Decimal(5)})) == 5


@pytest.mark.parametrize("made", ["open('/etc/hostname')", None, 5, ["c1"], {"f": "open"}])
def test_only_a_tree_is_taken(made: Any) -> None:
    with pytest.raises(TypeError, match="not a bound node"):
        AstevalFormula(made)


@pytest.mark.parametrize("node", [Call("open", (Text("/etc/hostname"),), Kind.NUMBER, blank=True), Call("__import__('os').system", (Text("id"),), Kind.NUMBER, blank=True), Compare("== open('/etc/hostname') ==", Number(Decimal(1)), Number(Decimal(1)))])
def test_even_a_forged_tree_reaches_nothing(node: Any) -> None:
    with pytest.raises((NameError, AttributeError, NotImplementedError, SyntaxError)):
        AstevalFormula(node)(CELLS)


REFUSED = [
    "open('/etc/hostname')", "print(1)", "k0.__class__", "(1).real", "[1]", "{1: 2}", "[x for x in (1, 2)]", "lambda: 1", "f'{1}'", "k0[0]", "__builtins__", "dir()", "type(k0)", "getattr(k0, 'real')", "(y := 1)", "__import__('os')",
    "().__class__.__base__.__subclasses__()", "sum_.__globals__", "sum_.__code__", "add_(k0).__class__", "(*k0,)", "sum_(*k0)", "k0 if [] else 1", "(k0, open)", "not open", "-dir", "k0 < type", "True and print",
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_hostile_text_behind_the_back_of_the_parser(text: str) -> None:
    with pytest.raises((NameError, NotImplementedError)):
        evaluated(text, dict(engine_of().symtable))


def _harmless(value: Any) -> bool:
    return value is None or isinstance(value, Decimal | int | float | complex | str | bytes) or (isinstance(value, tuple) and all(_harmless(item) for item in value))


@settings(max_examples=400, derandomize=True, deadline=None, database=None)
@given(st.one_of(st.text(alphabet="abcdk0x1_.()[]{}'\"+-*/,: =openlambdfr", max_size=40), st.sampled_from([text for text, _ in ALL.values() if len(text) < 300])))
def test_any_text_given_to_the_interpreter_leaves_its_table_alone(text: str) -> None:
    """A refusal, or a value of numbers and texts; powers are left out, which only the parser bounds."""
    symbols = {"k0": Decimal(1), "x0": Decimal(2), "c1": Decimal(3)}
    try:
        value, after = evaluated(text.replace("**", "*"), symbols)
    except Exception:  # noqa: BLE001  whatever it raises, it gave nothing
        return
    assert _harmless(value)
    assert after == symbols


def test_what_goes_wrong_inside_is_raised_and_forgotten() -> None:
    """asteval swallows failures unless it is told what it evaluates; a blank must never be made of one."""
    formula = AstevalFormula(bound("min(c1, c2) + 1"))
    with pytest.raises(TypeError):
        formula(Cells({"r1:c1": Decimal(1), "r1:c2": "chữ"}))
    assert formula(CELLS) == 2
    assert not formula._interpreter.error


def test_asteval_is_loaded_in_one_place_only() -> None:
    users = {
        str(path.relative_to(ROOT))
        for package in ("metadata", "renderers", "runtime", "designer")
        for path in (ROOT / package).rglob("*.py")
        if re.search(r"^\s*(?:from|import) asteval\b", path.read_text(encoding="utf-8"), re.MULTILINE)
    }
    assert users == {"metadata/formula/targets/asteval_engine.py"}
    made = {str(path.relative_to(ROOT)) for package in ("metadata", "renderers", "runtime", "designer") for path in (ROOT / package).rglob("*.py") if "AstevalFormula" in path.read_text(encoding="utf-8")}
    assert made <= {"metadata/formula/targets/asteval_engine.py", "metadata/formula/program/run.py"}
