"""The shared vectors: formulas, cells and results that every target must agree on.

``tests/vectors/formula.json`` is written by hand but for its trees; ``formula_random.json`` and
``formula_programs.json`` are made here (the first from a fixed seed).
Run ``python -m tests.metadata.formula.vectors`` after changing the language.
"""

from __future__ import annotations

import json
import random
from collections.abc import Mapping
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

from metadata.formula import typing
from metadata.formula.bind import Binder, Place
from metadata.formula.functions import Operand
from metadata.formula.program.run import operand
from metadata.formula.resolve import parse
from metadata.formula.targets.browser import tree_json
from metadata.formula.targets.closures import Cells, close
from metadata.formula.tree import Kind, Node
from metadata.numbers import WIDE
from metadata.values import decode
from tests.metadata.formula.programs import program_vectors
from tests.metadata.formula.shapes import flat_form, scope_of_form

FOLDER = Path(__file__).parents[2] / "vectors"
COLUMNS = {**{f"c{i}": {"decimals": 4} for i in range(1, 10)}, "t1": {"kind": "text"}, "t2": {"kind": "choice", "choices": [{"value": "co", "label": "Có"}]}, "d1": {"kind": "date"}, "d2": {"kind": "date"}}  # fmt: skip
SCOPE = scope_of_form(flat_form(COLUMNS))
_KIND = {"t1": Kind.TEXT, "t2": Kind.TEXT, "d1": Kind.DATE, "d2": Kind.DATE}


def bound(formula: str) -> Node:
    """The formula at the one row of the form above, its result settled."""
    return Binder(SCOPE, SCOPE.names.floor, Place("s1", "r1", "c9")).bind(typing.settled(parse(formula, SCOPE)))


def cells_of(wire: Mapping[str, Any]) -> Cells:
    """Operands of cells given by column code in wire form."""
    found: dict[str, Operand] = {}
    for name, value in wire.items():
        found[f"r1:{name}"] = operand(decode(value), _KIND.get(name, Kind.NUMBER))[0]
    return Cells(found)


def shown(value: Operand) -> Any:
    """A result as JSON: canonical shortest number text, truth, text or null."""
    if isinstance(value, Decimal):
        return format(value.normalize(WIDE) if value else Decimal(0), "f")
    return value


def value_of(formula: str, wire: Mapping[str, Any]) -> Any:
    """What the closures make of it."""
    with localcontext(WIDE):
        return shown(close(bound(formula))(cells_of(wire)))


# ---------------------------------------------------------------- random formulas


class Maker:
    """Random formulas over c1 … c6 from a seed; ``large``: amounts beyond what a double keeps are among them."""

    def __init__(self, seed: int, *, large: bool = True) -> None:
        self.random = random.Random(seed)
        self.large = large

    def number(self, depth: int) -> str:
        """A formula that gives a number."""
        if depth <= 0 or self.random.random() < 0.2:
            return self.leaf()
        a, b, c = (self.number(depth - 1) for _ in range(3))
        return self.random.choice([
            f"{a} + {b} - {c}", f"({a} - {b})", f"-({a}) + {b}", f"({a}) * ({b})", f"({a}) / ({b})", f"({a}) / ({b}) * ({c})",
            f"if({self.condition(depth - 1)}, {a}, {b})", f"(({a}) if {self.condition(depth - 1)} else ({b}))",
            f"sum({a}, {b}, {c})", f"sum(c1:c4, {a})", f"min({a}, {b})", f"max({a}, {b}, {c})", f"avg({a}, {b}, {c})", f"count({a}, c2, {b})",
            f"coalesce({a}, {b})", f"abs({a})", f"round({a}, {self.random.randint(-1, 4)})", f"ratio({a}, {b})", f"percent({a}, {b})",
        ])  # fmt: skip

    def leaf(self) -> str:
        """A cell or a number."""
        if self.random.random() < 0.75:
            return f"c{self.random.randint(1, 6)}"
        written = ["0", "1", "2", "3", "7", "10", "100", "0.5", "1.005", "0.1"]
        return self.random.choice([*written, "12345678901234567890.12"] if self.large else written)

    def condition(self, depth: int) -> str:
        """A formula that gives a truth value."""
        sign = self.random.choice(["=", "<>", "<", "<=", ">", ">="])
        one = f"{self.number(depth)} {sign} {self.number(depth)}"
        two = f"{self.leaf()} > {self.leaf()}"
        return self.random.choice([one, one, f"({one} and {two})", f"({one} or {two})", f"not ({one})"])

    def row(self) -> dict[str, str]:
        """Cells with blanks, zeros, negatives, decimals and large amounts."""
        choices = ["", "", "0", "1", "2", "3", "-1", "-7", "0.5", "2.5", "1.005", "0.285", "100", "99.99", "3.3333"]
        if self.large:
            choices += ["123456789012345678.25", "-9999999999999999", "1000000"]
        return {f"c{i}": text for i in range(1, 7) if (text := self.random.choice(choices))}


def random_vectors(seed: int = 20261122, formulas: int = 100, rows: int = 30) -> dict[str, Any]:
    """``{"rows": [cells], "cases": [{"formula", "tree", "results": [one per row]}]}``."""
    maker = Maker(seed)
    table = [maker.row() for _ in range(rows)]
    cases = []
    for _ in range(formulas):
        formula = maker.number(3)
        node = bound(formula)
        closure = close(node)
        with localcontext(WIDE):
            results = [shown(closure(cells_of(row))) for row in table]
        cases.append({"formula": formula, "tree": tree_json(node), "results": results})
    return {"seed": seed, "rows": table, "cases": cases}


def written(data: Any) -> str:
    """How the vector files are written: one case a line."""
    cases = ",\n".join(json.dumps(case, ensure_ascii=False) for case in data["cases"])
    head = json.dumps({key: value for key, value in data.items() if key != "cases"}, ensure_ascii=False)
    return f'{head[:-1]},\n"cases": [\n{cases}\n]}}\n'


def with_trees(data: dict[str, Any]) -> dict[str, Any]:
    """The hand-written vectors with the trees as they are now."""
    return {**data, "cases": [{**case, "tree": tree_json(bound(case["formula"]))} for case in data["cases"]]}


def main() -> None:
    """Write the files."""
    path = FOLDER / "formula.json"
    path.write_text(written(with_trees(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
    (FOLDER / "formula_random.json").write_text(written(random_vectors()), encoding="utf-8")
    (FOLDER / "formula_programs.json").write_text(written(program_vectors()), encoding="utf-8")


if __name__ == "__main__":
    main()
