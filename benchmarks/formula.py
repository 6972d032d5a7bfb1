"""Formulas of the test form, of the largest example form, and beside other engines.

All engines of one measurement run in turn, so that the ratios hold on a busy machine.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal, localcontext
from functools import cache, partial
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

from benchmarks import peers, testform
from benchmarks.figure import Figure, in_turn, seconds
from metadata.formula.functions import Operand
from metadata.formula.graph import dependents
from metadata.formula.program import Program, build
from metadata.formula.program.steps import Together
from metadata.formula.targets.closures import Cells
from metadata.numbers import WIDE
from metadata.template import Template
from metadata.values import CellValue, decode, encode

Values = Mapping[str, CellValue]
EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
LARGEST, PROJECTS = "f_gn3", 40
RUNS, CHANGES, FAR = 7, 150, 650
ASTEVAL = "asteval, parsed once"


def largest() -> tuple[Template, Program, dict[str, CellValue], dict[str, list[str]]]:
    """The disbursement form of 48 columns with projects in both groups, filled with seeded figures."""
    files = sorted((EXAMPLES / "giai_ngan" / "documents").glob("*.json"))
    template = Template.of([json.loads(path.read_text(encoding="utf-8")) for path in files])
    rng = Random(7)
    instances = {row: [f"{row}{n}" for n in range(PROJECTS // 2)] for row in ("rp", "rq")}
    values: dict[str, CellValue] = {}
    for row, ids in instances.items():
        for inst in ids:
            for column in (4, 5, *range(7, 14), 15, 16, *range(18, 24), *range(26, 30)):
                values[f"{row}#{inst}:k{column}"] = decode(f"{rng.randint(0, 90_000)}.{rng.randint(0, 999):03d}")
    return template, build(template, LARGEST), values, instances


# ---------------------------------------------------------------- engines of Python


def bare(program: Program, values: Values) -> Callable[[], object]:
    """The code object without the program around it: a dictionary of values in, all cells out."""
    functions = [function for step in program._steps if isinstance(step, Together) for function in step.functions]  # noqa: SLF001
    operands: dict[str, Operand] = {key: value for key, value in values.items() if isinstance(value, Decimal)}

    def act() -> object:
        cells = Cells(dict(operands))
        with localcontext(WIDE):
            return [function.compute(cells, lambda _: None) for function in functions]

    return act


def by_simpleeval(program: Program, values: Values) -> Callable[[], object] | None:
    """Every formula parsed once, evaluated in doubles; a rounded result is written back for the next ones."""
    module = peers.python_peer("simpleeval")
    if module is None:
        return None
    names: dict[str, float] = {key.replace(":", "_"): float(value) for key, value in values.items() if isinstance(value, Decimal)}
    variables = {key: key.replace(":", "_") for key in (*program.kinds, *program.computed_keys)}
    dialect = peers.in_python(variables)
    engine = module.SimpleEval(names=names, functions={"sum": lambda *all_of: sum(all_of), "min": min, "max": max, "round": round})
    texts = [(variables[formula.key], f"round({dialect.say(formula.node)}, {formula.decimals})") for formula in program.formulas]
    parsed = [(name, text, engine.parse(text)) for name, text in texts]

    def act() -> object:
        for name, text, node in parsed:
            names[name] = engine.eval(text, previously_parsed=node)
        return names

    return act


def address(key: str) -> str:
    """Where a cell stands in a sheet: ``r3:c28`` → ``AB3``."""
    row, column = key.removeprefix("r").split(":c")
    high, low = divmod(int(column) - 1, 26)
    return f"{chr(64 + high) if high else ''}{chr(65 + low)}{row}"


def sheet_of(program: Program, values: Values) -> list[list[Any]]:
    """The form as rows of a sheet: numbers, and formulas as text."""
    dialect = peers.in_sheet({key: address(key) for key in (*program.kinds, *program.computed_keys)})
    found: dict[str, Any] = {key: float(value) for key, value in values.items() if isinstance(value, Decimal)}
    found |= {formula.key: f"=ROUND({dialect.say(formula.node)}, {formula.decimals})" for formula in program.formulas}
    width = testform.ENTERED + testform.COMPUTED
    return [[found.get(f"r{row}:c{column}") for column in range(1, width + 1)] for row in range(1, testform.ROWS + 1)]


def by_formualizer(program: Program, values: Values) -> Callable[[], object] | None:
    """All inputs set in one call, to other values than before, then everything evaluated."""
    module = peers.python_peer("formualizer")
    if module is None:
        return None
    rows = sheet_of(program, values)
    book = module.Workbook()
    sheet = book.sheet("Sheet1")
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row[testform.ENTERED :], testform.ENTERED + 1):
            sheet.set_formula(number, column, cell)
    turns = cycle([[[module.LiteralValue.number(cell + more) for cell in row[: testform.ENTERED]] for row in rows] for more in (0, 1)])

    def act() -> object:
        book.set_values_batch("Sheet1", 1, 1, next(turns))
        return book.evaluate_all()

    return act


def _of_the_test_form(program: Program, values: Values) -> Iterator[Figure]:
    second, closures = program.by_asteval(), program.by_closures()
    expected = closures.run(values).values
    if expected != program.run(values).values or expected != second.run(values).values:
        raise SystemExit("the engines disagree")
    acts: dict[str, Callable[[], object] | None] = {
        ASTEVAL: lambda: second.run(values),
        "closures, Decimal": lambda: closures.run(values),
        "code object, Decimal (Program.run)": lambda: program.run(values),
        "code object alone": bare(program, values),
        "simpleeval, parsed once, doubles": by_simpleeval(program, values),
        "formualizer, inputs in one batch, doubles": by_formualizer(program, values),
    }
    there = {name: act for name, act in acts.items() if act is not None}
    taken = dict(zip(there, in_turn(list(there.values()), runs=RUNS), strict=True))
    for name in acts:
        if name not in taken:
            yield Figure(f"full recomputation: {name}", None, "ms", note="not installed here")
        else:
            ratio = None if name == ASTEVAL else taken[name] / taken[ASTEVAL]
            yield Figure(f"full recomputation: {name}", taken[name] * 1000, "ms", ratio, ASTEVAL)


# ---------------------------------------------------------------- the browser's engine


def reach(program: Program, key: str) -> int:
    """How many formulas hang on a cell."""
    readers, found, waiting = program_readers(program), set[str](), [key]
    while waiting:
        for reader in readers.get(waiting.pop(), ()):
            if reader not in found:
                found.add(reader)
                waiting.append(reader)
    return len(found)


@cache
def program_readers(program: Program) -> dict[str, list[str]]:
    """The computed cells that read a cell directly."""
    return dependents({formula.key: [leaf.key for leaf in formula.reads] for formula in program.formulas})


def changes_of(program: Program, wire: Mapping[str, Any]) -> list[list[dict[str, str]]]:
    """Two lists of changed inputs: any, and those that about a third of the formulas hang on."""
    rng = Random(5)
    far = sorted(wire, key=lambda key: abs(reach(program, key) - FAR))[: CHANGES // 5]
    return [[{"key": key, "value": f"{rng.randint(1, 999_999)}.25"} for key in keys] for keys in (rng.sample(list(wire), CHANGES), far)]


def _in_node(program: Program, values: Values) -> Iterator[Figure]:
    from tests.metadata.formula.engines.typescript import NodeEngine

    node = NodeEngine()
    if why := node.missing():
        yield Figure("full recomputation: TypeScript, exact", None, "ms", note=why)
        return
    wire = {key: encode(value) for key, value in values.items()}
    module = peers.hyperformula()
    peer = {"module": str(module), "sheet": sheet_of(program, values), "entered": testform.ENTERED} if module else None
    found = node.ask({"do": "measure", "program": program.as_json(), "values": wire, "inputs": changes_of(program, wire), "runs": 25, "peer": peer})
    if found["values"] != {key: encode(value) for key, value in program.run(values).values.items()}:
        raise SystemExit("the browser's engine disagrees")
    ours, theirs, base = found["ours"], found["peer"], "HyperFormula"
    notes = [f"{reached:.0f} formulas worked out again on average" for reached in found["reached"]]
    names = ["full recomputation", "after one changed input", "after one changed input that much hangs on"]
    for name, note, own, peer_took in zip(names, ["", *notes], [ours["full"], *ours["one"]], [theirs["full"], *theirs["one"]] if theirs else [None] * 3, strict=True):
        yield Figure(f"{name}: TypeScript, exact", own, "ms", own / peer_took if peer_took else None, base, note)
        yield Figure(f"{name}: HyperFormula, doubles", peer_took, "ms", note="" if theirs else "not installed here")
    yield Figure("making the closures of the program: TypeScript", found["made"], "ms", note="once per opened form")


# ---------------------------------------------------------------- all of it


def _made_ready(program: Program) -> Iterator[Figure]:
    templates = [testform.template() for _ in range(RUNS + 1)]
    yield Figure("parse, type, bind and order 2,000 formulas", seconds(lambda: build(templates.pop(), testform.FORM), RUNS) * 1000, "ms", note="kept per release")
    programs = [program.without_checks() for _ in range(RUNS + 1)]
    yield Figure("compile them", seconds(lambda: programs.pop()._steps, RUNS) * 1000, "ms", note="kept per release")  # noqa: SLF001


def _of_the_largest_example() -> Iterator[Figure]:
    template, program, values, instances = largest()
    program = program.without_checks()
    closures, second = program.by_closures(), program.by_asteval()
    if program.run(values, instances).values != second.run(values, instances).values:
        raise SystemExit("the engines disagree")
    code, plain, theirs = in_turn([partial(one.run, values, instances) for one in (program, closures, second)])
    cells = f"{len(program.run(values, instances).values)} computed cells"
    yield Figure("largest example form: Program.run", code * 1000, "ms", code / theirs, ASTEVAL, cells)
    yield Figure("largest example form: closures", plain * 1000, "ms", plain / theirs, ASTEVAL)
    yield Figure("largest example form: parse, type, bind", seconds(lambda: build(template, LARGEST)) * 1000, "ms")


def measure() -> Iterator[Figure]:
    """The test form of 3,000 inputs and 2,000 formulas, every cell filled; then the largest example form."""
    program, values = build(testform.template(), testform.FORM), testform.inputs()
    yield from _made_ready(program)
    yield from _of_the_test_form(program, values)
    blanks = testform.inputs(blanks=0.1)
    second = program.by_asteval()
    code, theirs = in_turn([lambda: program.run(blanks), lambda: second.run(blanks)], runs=RUNS)
    yield Figure("full recomputation with a tenth of the inputs blank: Program.run", code * 1000, "ms", code / theirs, ASTEVAL)
    yield from _in_node(program, values)
    yield from _of_the_largest_example()
