"""The catalogue of functions: one declaration each, one file a family.

To add a function, declare it in the file of its family with its types, Vietnamese name, examples and its spelling in each target;
the contract tests run over this registry.
"""

from __future__ import annotations

from typing import Final

from metadata.formula.functions import lists, logic, numbers, places, rates, totals
from metadata.formula.functions.declaration import Example, Function, Operand, Parameter

__all__ = ["CATALOGUE", "Example", "Function", "Operand", "Parameter", "find_function", "function_names"]

CATALOGUE: Final[dict[str, Function]] = {
    f.name: f for family in (totals, numbers, logic, rates, places, lists) for f in family.FUNCTIONS
}
_BY_ANY_NAME: Final = {name: f for f in CATALOGUE.values() for name in (f.name, *f.names_vi)}


def find_function(name: str) -> Function | None:
    """A function by its English or Vietnamese name, in any case; None when there is none."""
    return _BY_ANY_NAME.get(name.lower())


def function_names() -> tuple[str, ...]:
    """All names, English and Vietnamese."""
    return tuple(_BY_ANY_NAME)
