"""Values that a form's formulas and checks take from other forms and other periods."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from metadata.formula.program import External
from metadata.values import CellValue
from runtime.submissions.filled import Filled, Instance

Fetch = Callable[[str, str], Filled | None]
"""(period word, form id) -> the filled form there, or None when it is not known yet.

Words: same, prev, prev_year, ytd, below (the units below, put together by :func:`of_units`). A form that will never be there is an empty one, not None: what reads it
reads blanks, while what reads an unknown form stays incomplete.
"""


Names = Callable[[External, Filled], Mapping[str, str]]
"""(external in open rows, the form it stands in) -> the reading form's row id for a row id of that form."""


def resolve(externals: Iterable[External], fetch: Fetch, names: Names = lambda _external, _filled: {}) -> dict[str, CellValue]:
    """Values by external key, None for blank; cells of forms that are not known yet are left out.

    A cell in open rows gives one value per row, and its own key as the sign that the rows were read. Its rows go by
    ``names``, else by their own ids.
    """
    seen: dict[tuple[str, str], Filled | None] = {}
    found: dict[str, CellValue] = {}
    for external in externals:
        source = (external.period, external.form)
        if source not in seen:
            seen[source] = fetch(*source)
        filled = seen[source]
        if filled is None:
            continue
        if not external.is_open:
            found[external.key] = filled.values.get(external.cell)
            continue
        found[external.key] = None
        row = external.cell.partition("#")[0]
        known = names(external, filled)
        for instance in _instances(filled, row):
            cell = external.cell.replace("#:", f"#{instance}:", 1)
            found[external.key.replace("#:", f"#{known.get(instance, instance)}:", 1)] = filled.values.get(cell)
    return found


def of_units(forms: Mapping[str, Filled]) -> Filled:
    """One form of several units, each cell repeated by unit: ``r1:c9`` of unit u7 is ``r1#u7:c9``. Added rows stay out."""
    values: dict[str, CellValue] = {}
    for unit, filled in forms.items():
        for key, value in filled.values.items():
            if "#" not in key:
                row, _, cell = key.rpartition(":")
                values[f"{row}#{unit}:{cell}"] = value
    return Filled(values)


def same_rows(before: Iterable[Instance], now: Iterable[Instance]) -> dict[str, str]:
    """Ids of the rows before → ids of the same rows now: the same id, else the same catalogue item, else the same caption."""
    rows = list(now)
    ids = {row.id for row in rows}
    items = {row.item: row.id for row in reversed(rows) if row.item}
    captions = {_folded(row.label): row.id for row in reversed(rows) if row.label and not row.item}
    found: dict[str, str] = {}
    for row in before:
        match = row.id if row.id in ids else items.get(row.item or "") or captions.get(_folded(row.label))
        if match is not None and match not in found.values():
            found[row.id] = match
    return found


def same_caption(one: str, other: str) -> bool:
    """Whether two captions say the same, whatever the case and the blanks."""
    return _folded(one) == _folded(other)


def _folded(caption: str) -> str:
    return " ".join(caption.casefold().split())


def _instances(filled: Filled, row: str) -> list[str]:
    own = [instance.id for instance in filled.instances.get(row, ())]
    if own:
        return own
    # A row under an open row is repeated by that row's instances; its cells name them.
    prefix = f"{row}#"
    return list(dict.fromkeys(key[len(prefix) :].partition(":")[0] for key in filled.values if key.startswith(prefix)))
