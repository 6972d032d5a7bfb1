"""Values that a form's formulas and checks take from other forms and other periods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from metadata.formula.program import External
from metadata.values import CellValue
from runtime.submissions.filled import Filled

Fetch = Callable[[str, str], Filled | None]
"""(period word, form id) -> the filled form there, or None. Words: same, prev, prev_year, ytd."""


def resolve(externals: Iterable[External], fetch: Fetch) -> dict[str, CellValue]:
    """Values by external key; what is not there is left out (the language reads it as blank)."""
    seen: dict[tuple[str, str], Mapping[str, CellValue]] = {}
    found: dict[str, CellValue] = {}
    for external in externals:
        source = (external.period, external.form)
        if source not in seen:
            filled = fetch(*source)
            seen[source] = {} if filled is None else filled.values
        value = seen[source].get(external.cell)
        if value is not None:
            found[external.key] = value
    return found
