"""SQL, run by DuckDB."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import duckdb

from metadata.formula.spelling.sql import WIDTH, Piece
from metadata.formula.targets.sql import condition, finished, literal, quoted
from tests.metadata.formula.engines import Answer, Case, Row
from tests.metadata.formula.vectors import COLUMNS, cells_of

_AT_ONCE = 50
_BASE = duckdb.connect()
_KEYS = {f"r1:{name}": cell.get("kind", "number") for name, cell in COLUMNS.items()}


def columns_of(rows: Sequence[Row]) -> dict[str, Piece]:
    """A column a cell, each number with the decimals that the rows need, four at least."""
    values = [cells_of(row).values for row in rows]
    found = {}
    for key, kind in _KEYS.items():
        exponents = [-int(number.as_tuple().exponent) for row in values if isinstance(number := row.get(key), Decimal)]
        found[key] = Piece(quoted(key), "decimal" if kind == "number" else "text", max([4, *exponents]))
    return found


def sql_of(case: Case, columns: Mapping[str, Piece]) -> str:
    """The formula as one expression."""
    return finished(case.node, case.decimals, columns.__getitem__) if case.node.kind.numeric else condition(case.node, columns.__getitem__)


def _constant(value: Any) -> str:
    return "NULL" if value is None else literal(str(value))


class DuckDB:
    name = "duckdb"
    double = True
    by_nature: Mapping[str, str] = {"digits": "A decimal holds 38 digits: a result that does not fit the cell is tried in doubles, and blank if it does not fit then."}

    def missing(self) -> str:
        return ""

    def excuse(self, case: Case, expected: Answer, given: Answer) -> str:
        """Which kind of ``by_nature`` a difference is; empty for none."""
        large = isinstance(expected, Decimal) and abs(expected) >= Decimal(10) ** (WIDTH - case.decimals)
        return "digits" if large and given is None else ""

    def evaluate(self, cases: Sequence[Case], rows: Sequence[Row]) -> list[list[Answer]]:
        columns, found = columns_of(rows), []
        types = [f"{piece.text} {'VARCHAR' if piece.sort == 'text' else f'DECIMAL({WIDTH},{piece.scale})'}" for piece in columns.values()]
        cursor = _BASE.cursor()
        cursor.execute(f"CREATE OR REPLACE TABLE cells (no INTEGER, {', '.join(types)})")
        for no, row in enumerate(rows):
            values = cells_of(row).values
            cursor.execute(f"INSERT INTO cells VALUES ({', '.join([str(no), *(_constant(values.get(key)) for key in columns)])})")
        for start in range(0, len(cases), _AT_ONCE):
            asked = ", ".join(sql_of(case, columns) for case in cases[start : start + _AT_ONCE])
            table = cursor.execute(f"SELECT {asked} FROM cells ORDER BY no").fetchall()
            found.extend(list(answers) for answers in zip(*table, strict=True))
        return found


ENGINE = DuckDB()
