"""A whole form as one SQL statement (DuckDB): every computed cell and check, over a wide table of what units entered.

The table has a row per unit and period and a column per cell that the form reads, named by the cell's key: ``r1:c9``;
``prev|f_01|r1:c9`` for another period or form. Text and choices are texts, dates are dates. "-" and X are NULL like a blank. Of a computed
cell that may be stated, its column holds what was stated. Open rows are lists: ``r2#`` holds the ids of the instances in order, ``r2#:c1`` the
cells in the same order; so does ``prev|f_01|r2#:c1`` for the same instances. The units below (``below|f_01|r1#:c9``) are a list too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Final

from metadata.formula.program.model import Check, Formula
from metadata.formula.program.run import Program
from metadata.formula.spelling.sql import WIDTH, Piece, cast
from metadata.formula.targets.sql import INSTANCE, condition, finished, held, quoted
from metadata.formula.tree import Kind, Slot, Slots

WHO: Final = ("unit", "period")
"""The columns that say whose figures a row holds."""


def view(program: Program, decimals: Callable[[str], int], table: str, name: str) -> str:
    """``CREATE OR REPLACE VIEW name AS`` :func:`select`."""
    return f"CREATE OR REPLACE VIEW {quoted(name)} AS\n{select(program, decimals, table)};\n"


def select(program: Program, decimals: Callable[[str], int], table: str) -> str:
    """Every computed cell, in order, and every check (TRUE holds, FALSE does not, NULL silent) of each row of ``table``.

    ``decimals`` gives those of a cell by key. Cells of an open row are lists in the order of its instances.
    """
    return _Statement(program, decimals).text(table)


def columns_of(program: Program, *, results: bool = False) -> dict[str, str]:
    """Names of columns by key: those that the table must have beside :data:`WHO`, or with ``results`` those of computed cells and checks."""
    statement = _Statement(program, lambda _: 0)
    keys = [*(formula.key for formula in program.formulas), *(check.id for check in program.checks)] if results else statement.inputs
    return {key: statement.names[key] for key in keys}


class _Statement:
    def __init__(self, program: Program, decimals: Callable[[str], int]) -> None:
        self.program = program
        items: list[Formula | Check] = [*program.formulas, *program.checks]
        owners = {*program.owner_of.values(), *(item.owner for item in items if item.owner)}
        self.owners = [f"{owner}#" for owner in sorted(owners) if "|" not in owner]
        stated = [formula.key for formula in program.formulas if formula.statable]
        read = [key for key in program.kinds if key not in program.computed_keys]
        self.inputs = [*self.owners, *dict.fromkeys([*read, *stated])]
        checks = [check.id for check in program.checks]
        keys = list(dict.fromkeys([*self.inputs, *(formula.key for formula in program.formulas), *checks]))
        self.names = dict(zip(keys, unlike([*WHO, *keys])[len(WHO) :], strict=True))
        self.scales = {key: min(WIDTH, decimals(key)) for key in read}
        self.scales |= {formula.key: max(formula.decimals, decimals(formula.source) if formula.source else 0) for formula in program.formulas}

    def name(self, key: str) -> str:
        return quoted(self.names[key])

    def column(self, key: str) -> Piece:
        kind = self.program.kinds[key]
        sort = "decimal" if kind.numeric else "text" if kind in {Kind.TEXT, Kind.DATE} else "other"
        return Piece(self.name(key), sort, self.scales.get(key, 0), many="#:" in key)  # type: ignore[arg-type]

    # -- the statement

    def text(self, table: str) -> str:
        columns = [*(quoted(name) for name in WHO), *(self.entered(key) for key in self.inputs)]
        steps = [("level_0", _selected(columns, f"FROM {quoted(table)}"))]
        for number, formulas in enumerate(self.levels(), 1):
            kept, added = self.level(formulas)
            steps.append((f"level_{number}", _selected([kept, *added], f"FROM {steps[-1][0]}")))
        shown = [*map(quoted, WHO), *(self.name(formula.key) for formula in self.program.formulas)]
        checks = [f"{self.checked(check)} AS {self.name(check.id)}" for check in self.program.checks]
        last = _selected([*shown, *checks], f"FROM {steps[-1][0]}")
        return "WITH " + ",\n".join(f"{step} AS (\n{body}\n)" for step, body in steps) + f"\n{last}"

    def entered(self, key: str) -> str:
        """A column of the table as formulas read it."""
        name = self.name(key)
        if key in self.owners:
            return f"COALESCE({name}, []) AS {name}"
        kind, many = self.program.kinds[key], "#:" in key
        if kind.numeric:
            read = f"TRY_CAST({name} AS DECIMAL({WIDTH},{self.scales[key]}){'[]' if many else ''})"
        elif kind in {Kind.TEXT, Kind.DATE}:
            read = f"list_transform({name}, lambda item: NULLIF(CAST(item AS VARCHAR), ''))" if many else f"NULLIF(CAST({name} AS VARCHAR), '')"
        else:
            read = name
        if many:
            owner = self.program.owner_of.get(key, "|")
            size = "" if "|" in owner else f", len(COALESCE({self.name(f'{owner}#')}, []))"
            read = f"list_resize(COALESCE({read}, []){size})" if size else f"COALESCE({read}, [])"
        return f"{read} AS {name}" if read != name else name

    def levels(self) -> list[list[Formula]]:
        """Formulas by how many computed cells stand behind them, at most."""
        depth: dict[str, int] = {}
        found: list[list[Formula]] = []
        for formula in self.program.formulas:
            at = depth[formula.key] = 1 + max((depth.get(leaf.key, 0) for leaf in formula.reads), default=0)
            found.extend([] for _ in range(at - len(found)))
            found[at - 1].append(formula)
        return found

    def level(self, formulas: Sequence[Formula]) -> tuple[str, list[str]]:
        """``*``, with stated columns replaced by what holds, and the columns that are new."""
        written = [(formula, f"{self.repeated(formula.owner, self.computed(formula))} AS {self.name(formula.key)}") for formula in formulas]
        replaced = [text for formula, text in written if formula.statable]
        kept = f"* REPLACE (\n    {f',{chr(10)}    '.join(replaced)}\n  )" if replaced else "*"
        return kept, [text for formula, text in written if not formula.statable]

    def repeated(self, owner: str | None, text: str) -> str:
        """Once for every instance of the open row."""
        return f"list_transform(range(1, len({self.name(f'{owner}#')}) + 1), lambda {INSTANCE}: {text})" if owner else text

    # -- cells

    def here(self, key: str) -> str:
        """The value of a cell at the place being computed."""
        return f"{self.name(key)}[{INSTANCE}]" if "#:" in key else self.name(key)

    def computed(self, formula: Formula) -> str:
        """A computed cell: what was stated where that stands, else its formula."""
        if formula.source is not None:
            text = self.carried(formula.source, self.scales[formula.key])
        elif formula.node.kind.numeric:
            text = finished(formula.node, formula.decimals, self.column)
        else:
            text = "NULL"
        if formula.override:
            return f"COALESCE({self.here(formula.key)}, {text})"
        if not formula.statable:
            return text
        outside = [f"{self.here(leaf.key)} IS NULL" for leaf in formula.reads if isinstance(leaf, Slot) and leaf.is_outside]
        stands = " AND ".join([f"{self.here(formula.key)} IS NOT NULL", *outside])
        return f"CASE WHEN {stands} THEN {self.here(formula.key)} ELSE {text} END"

    def carried(self, source: str, scale: int) -> str:
        """A figure repeated as it is."""
        there = self.here(source)
        return there if self.scales.get(source, scale) == scale else cast(there, scale)

    # -- checks

    def checked(self, check: Check) -> str:
        """TRUE, FALSE or NULL, for every instance of its open row."""
        compare = check.comparison
        tolerance = self.tolerance(check)
        if compare is not None and compare.left.kind.numeric and tolerance:
            test = held(compare, tolerance, self.column)
        else:
            test = condition(check.node, self.column)
        return self.repeated(check.owner, f"CASE WHEN {self.silent(check)} THEN NULL ELSE {test} END")

    def silent(self, check: Check) -> str:
        """Whether every cell that it reads is blank, or with ``skip`` any."""
        single = [f"{self.here(leaf.key)} IS NULL" for leaf in check.reads if isinstance(leaf, Slot)]
        lists = [self.name(leaf.key) for leaf in check.reads if isinstance(leaf, Slots)]
        if check.skip_blanks:
            return " OR ".join([*single, *(f"list_count({name}) < len({name})" for name in lists)])
        there = [] if single else [f"{' + '.join(f'len({name})' for name in lists)} > 0"]
        return " AND ".join([*single, *(f"list_count({name}) = 0" for name in lists), *there])

    def tolerance(self, check: Check) -> str:
        """How far the sides may differ; empty for nothing."""
        terms = [format(check.tolerance.fixed, "f")] if check.tolerance.fixed else []
        groups = {leaf.owner: leaf.key for leaf in check.reads if isinstance(leaf, Slots)}
        for half, owner in check.tolerance.terms:
            if owner is not None:
                terms.append(f"{half:f} * len({self.name(groups[owner])})")
        return f"({' + '.join(terms)})" if len(terms) > 1 else "".join(terms)


def _selected(columns: Iterable[str], source: str) -> str:
    return "SELECT\n  " + ",\n  ".join(columns) + f"\n{source}"


def unlike(keys: Sequence[str]) -> list[str]:
    """Names for columns, each as its key; where two differ by capitals only, which SQL takes for one name, the later gets a number."""
    taken: set[str] = set()
    found: list[str] = []
    for key in keys:
        name, number = key, 1
        while name.lower() in taken:
            number += 1
            name = f"{key}~{number}"
        taken.add(name.lower())
        found.append(name)
    return found
