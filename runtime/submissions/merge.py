"""Putting a save into a filled form, cell by cell.

A save says for each touched cell what the person saw (``was``) and what it shall be (``to``). It is taken
when every touched cell still holds what the person saw, even if other cells moved on meanwhile. Otherwise
nothing is taken, and the answer names both values of each cell: nobody's figure is overwritten in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Final

from metadata.documents import CellSpec
from metadata.errors import KhuonError, Problem, fail, raise_errors
from metadata.numbers import trimmed
from metadata.rich import RichText
from metadata.text import clean
from metadata.values import MAX_DIGITS, CellValue, Invalid, State, Target, decode, encode, too_long
from runtime.submissions.cells import FormCells
from runtime.submissions.filled import INSTANCE_ID, Filled, Instance, split_key
from runtime.submissions.given import given_first, given_problems, given_rows

MAX_CAPTION = 1_000
MAX_REASON = 2_000
MAX_DRAFT = 32_767


#: Reason kept with a carried cell that was entered while there was nothing to carry over.
STATED: Final = "Nhập khi chưa có báo cáo để chuyển số sang."


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a cell's history: JSON before and after, None when the key was or is absent."""

    cell: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Patch:
    """A save: cells by key (to, was), full lists of changed open rows, and reasons for overridden cells."""

    cells: Mapping[str, tuple[CellValue, CellValue]] = field(default_factory=dict)
    instances: Mapping[str, tuple[Instance, ...]] = field(default_factory=dict)
    overrides: Mapping[str, str | None] = field(default_factory=dict)


def read_patch(body: Mapping[str, Any]) -> Patch:
    """Typed save from a body whose shape was checked. Raises KhuonError naming each cell that is no value."""
    problems: list[Problem] = []
    cells: dict[str, tuple[CellValue, CellValue]] = {}
    for key, item in body.get("cells", {}).items():
        try:
            to = decode(item["to"], key)
            cells[key] = (to, decode(item["was"], key))
            if too_long(to):
                problems.append(Problem("number.too_long", key, {"limit": MAX_DIGITS}))
            # No cell of a workbook holds more: beyond it even a draft could not be taken away as a file.
            typed = to.raw if isinstance(to, Invalid) else str(to) if isinstance(to, RichText) else to
            if isinstance(typed, str) and len(typed) > MAX_DRAFT:
                problems.append(Problem("cell.too_long", key, {"length": len(typed), "limit": MAX_DRAFT}))
        except KhuonError as error:
            problems.extend(error.problems)
    raise_errors(problems)
    instances = {
        row: tuple(Instance(item["id"], clean(item["label"], row), item.get("item")) for item in rows)
        for row, rows in body.get("instances", {}).items()
    }
    overrides = {
        key: clean(item["reason"], key, lines=True) if item is not None else None
        for key, item in body.get("overrides", {}).items()
    }
    return Patch(cells, instances, overrides)


def apply(cells: FormCells, filled: Filled, patch: Patch, party: str) -> tuple[Filled, list[Change]]:
    """The form after the save, and its history entries.

    ``party`` is ``unit`` or ``lead``. Raises KhuonError with every refused cell (422), or with every cell
    in conflict (409); the form given is never changed.
    """
    problems = [problem for row, rows in patch.instances.items() for problem in given_problems(cells, row, rows)]
    # Rows that the form gives stand first, as the form captions them, wherever the list has them.
    listed = {row: given_first(given_rows(cells, row), rows) for row, rows in patch.instances.items()}
    patch = patch if problems else replace(patch, instances=listed)
    instances = {**filled.instances, **patch.instances}
    problems += [problem for row, rows in patch.instances.items() for problem in _row_problems(cells, row, rows)]
    # Rows are the unit's: the lead agency fills cells beside them.
    problems += [Problem("cell.not_yours", row) for row in patch.instances if party != "unit"]
    overrides = _overrides(filled, patch)
    named = {**patch.cells, **patch.overrides}
    # Who takes the reason back takes the figure back: the cell holds again what is carried over.
    open_ = {**overrides, **{key: "" for key in patch.overrides if patch.cells.get(key, (None, None))[0] is None}}
    problems += [problem for key in named for problem in _refused(cells, key, instances, open_, party)]
    raise_errors(problems)
    _conflicts(cells, filled, patch)
    return _applied(cells, filled, patch, instances, overrides)


def _overrides(filled: Filled, patch: Patch) -> dict[str, str]:
    merged = {**filled.overrides, **patch.overrides}
    return {key: reason for key, reason in merged.items() if reason}


def _refused(
    cells: FormCells,
    key: str,
    instances: Mapping[str, tuple[Instance, ...]],
    overrides: Mapping[str, str],
    party: str,
) -> Iterable[Problem]:
    spec = cells.spec(key)
    row, instance, _ = split_key(key)
    there = {known.id for known in instances.get(cells.owners.get(row, row), ())}
    if spec is None or (instance is not None and instance not in there):
        yield Problem("cell.unknown", key, {"key": key[:80]})
    elif spec.kind in ("computed", "blocked"):
        yield Problem(f"cell.{spec.kind}", key)
    elif spec.kind == "carried" and (not spec.override or key not in overrides):
        yield Problem("cell.carried", key)
    elif (spec.party or "unit") != party:
        yield Problem("cell.not_yours", key)
    if len(overrides.get(key, "")) > MAX_REASON:
        yield Problem("submission.text_too_long", key, {"length": len(overrides[key]), "limit": MAX_REASON})


def _row_problems(cells: FormCells, row: str, rows: tuple[Instance, ...]) -> Iterable[Problem]:
    open_row = cells.open_rows.get(row)
    if open_row is None:
        yield Problem("rows.unknown", row, {"row": row[:80]})
        return
    if len(rows) > open_row.max:
        yield Problem("rows.too_many", row, {"row": cells.caption(row), "count": len(rows), "limit": open_row.max})
    seen: set[str] = set()
    catalogue = cells.catalogue(row)
    for instance in rows:
        if not INSTANCE_ID.fullmatch(instance.id) or instance.id in seen:
            yield Problem("rows.bad_id", row, {"id": instance.id[:40]})
        seen.add(instance.id)
        if instance.item is not None and (catalogue is None or instance.item not in catalogue.members):
            yield Problem("rows.item", row, {"item": instance.item[:80], "row": cells.caption(row)})
        if len(instance.label) > MAX_CAPTION:
            yield Problem("submission.text_too_long", row, {"length": len(instance.label), "limit": MAX_CAPTION})


def _conflicts(cells: FormCells, filled: Filled, patch: Patch) -> None:
    problems = []
    for key, (to, was) in patch.cells.items():
        current, spec = filled.values.get(key), cells.spec(key)
        # What is carried over nobody stated, so it stands against nothing; an overridden figure does.
        carried = spec is not None and spec.kind == "carried" and key not in filled.overrides
        if current not in (was, to) and not carried:
            args = {"key": key, "current": encode(current), "yours": encode(to), "was": encode(was)}
            problems.append(Problem("version.cell", key, args))
    if problems:
        raise KhuonError(Problem("version.conflict", "", {"count": len(problems)}), *problems)


def stored_value(value: CellValue, spec: CellSpec) -> CellValue:
    """What is kept of an entered value: a value of a foreign kind becomes a draft, so that nothing typed is lost."""
    if value is None or isinstance(value, Invalid | State):
        return value
    kinds = {"t": "text", "rich": "text", "c": "choice", "d": "date", "file": "file", "op": "target"}
    wire = encode(value)
    kind = next((kinds[tag] for tag in kinds if tag in wire), "number") if isinstance(wire, dict) else "number"
    if kind == ("number" if spec.kind in (None, "number", "carried") else spec.kind):
        return value
    return Invalid(str(value) if isinstance(value, str | RichText) else str(wire))


def kept_value(value: CellValue, before: CellValue) -> CellValue:
    """The one form in which a number is kept, whichever door it came by: ``3.50`` is 3.5. What stands there already stays letter for letter."""
    match value, before:
        case Decimal(), Decimal() if value == before:
            return before
        case Decimal(), _:
            return trimmed(value)
        case Target(), Target() if value == before:
            return before
        case Target(), _:
            return replace(value, a=_side(value.a), b=_side(value.b))
    return value


def _side(number: Decimal | None) -> Decimal | None:
    return None if number is None else trimmed(number)


def _applied(
    cells: FormCells,
    filled: Filled,
    patch: Patch,
    instances: Mapping[str, tuple[Instance, ...]],
    overrides: Mapping[str, str],
) -> tuple[Filled, list[Change]]:
    values, overrides = dict(filled.values), dict(overrides)
    changes = list(_row_changes(filled, patch))
    gone = {row: _removed(filled, row, rows) for row, rows in patch.instances.items()}
    for key in list(values):
        row, instance, _ = split_key(key)
        if instance is not None and instance in gone.get(cells.owners.get(row, row), ()):
            changes.append(Change(key, encode(values.pop(key)), None))
    for key, (to, _) in patch.cells.items():
        spec = cells.spec(key)
        typed = stored_value(to, spec) if spec is not None else None
        new = kept_value(typed, values.get(key))
        if values.get(key) != new or encode(values.get(key)) != encode(new):
            # History tells what was typed, its last zeros too.
            changes.append(Change(key, encode(values.get(key)), encode(typed)))
        if new is None:
            values.pop(key, None)
        else:
            values[key] = new
        if cells.is_for_entry(key):
            # A report that arrives later must not replace what a person stated: the figure stands as overridden.
            overrides.pop(key, None)
            overrides.update({key: STATED} if new is not None else {})
    kept = {row: rows for row, rows in instances.items() if rows}
    return Filled(values, kept, overrides), changes


def _removed(filled: Filled, row: str, rows: tuple[Instance, ...]) -> set[str]:
    return {known.id for known in filled.instances.get(row, ())} - {instance.id for instance in rows}


def _row_changes(filled: Filled, patch: Patch) -> Iterable[Change]:
    for row, rows in patch.instances.items():
        before = filled.instances.get(row, ())
        if before != rows:
            yield Change(row, [item.as_json() for item in before] or None, [item.as_json() for item in rows] or None)
    for key, reason in patch.overrides.items():
        old = filled.overrides.get(key)
        if old != reason:
            yield Change(f"{key}!reason", old, reason)


def refuse_sent(state: str, party: str = "unit") -> None:
    """Raise what a save gets in a state in which its party can save nothing."""
    if party == "lead":
        raise fail("submission.receive_first" if state == "sent" else "submission.not_appraisable")
    if state in ("sent", "received", "accepted", "consolidated"):
        raise fail("submission.already_submitted")
    raise fail("submission.not_editable")
