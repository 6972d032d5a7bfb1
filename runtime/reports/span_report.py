"""The report of a longer period as it prints, and what is said under it: which periods came through a conversion, which were not asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from metadata.grid import grids_of
from metadata.periods import FREQUENCY_MONTHS, Period
from metadata.values import CellValue
from renderers.build import Filling
from renderers.document import Note, Report
from renderers.units import build_report
from runtime import clock
from runtime.consolidation.over_time import time_of
from runtime.consolidation.parts import Part
from runtime.consolidation.spans import LENGTHS, Span, SpanForm
from runtime.printing import facts_of, report_formulas, unit_rows
from runtime.store.models import Unit
from runtime.submissions.filled import split_key
from runtime.words import t


@dataclass(frozen=True)
class ColumnNote:
    """How the figures of one column come about over the span.

    ``way``: ``sum``, ``first``, ``last``, ``none``, ``formula``, ``recompute``, ``kept`` (totals added as they were stated) or
    ``refused`` (cannot be made). ``through`` are parts that came by a conversion, ``absent`` parts whose form did not ask.
    """

    column: str
    number: str
    caption: str
    way: str
    through: tuple[Period, ...]
    absent: tuple[Period, ...]


def spans_with(frequency: str, period: Period) -> list[Period]:
    """Longer periods that a report can be made for and that hold this one, shortest first."""
    own = FREQUENCY_MONTHS.get(frequency)
    found = []
    for length in LENGTHS if own is not None else ():
        if own is None or length <= own or length % own:
            continue
        first = 1 if length == 9 else (period.month - 1) // length * length + 1
        if period.month + period.months <= first + length:
            found.append(Period(period.year, first, length))
    return found


def column_notes(form: SpanForm) -> list[ColumnNote]:
    """One note for every column with figures, in print order."""
    given = [part for part in form.parts if part.original is not None]
    found = []
    for leaf in (leaf for grid in grids_of(form.plan.form) for leaf in grid.data_leaves):
        keys = [key for key in form.plan.specs if split_key(key)[2] == leaf.id]
        if not keys:
            continue
        through = tuple(part.period for part in given if part.way and any(part.has(key) for key in keys))
        absent = tuple(part.period for part in given if not any(part.has(key) for key in keys))
        found.append(ColumnNote(leaf.id, leaf.node.number or "", " – ".join(leaf.path), _way(form, keys), through, absent))
    return found


def _way(form: SpanForm, keys: Sequence[str]) -> str:
    key = keys[0]
    if any(form.refused(one) for one in keys):
        return "refused"
    if form.total_kept(key):
        return "kept"
    how = form.plan.hows[key].how
    if how in ("recompute", "formula"):
        return how
    said = time_of(form.plan, key)
    return said if said in ("first", "last", "none") else "sum"


def span_report(span: Span, form_id: str, lang: str) -> Report:
    """One form of the span as a document. Raises ``not_found`` for a form it does not have."""
    form = span.report(form_id)
    plan, filled = form.plan, form.filled
    rows = plan.unit_rows
    total: dict[str, CellValue] = {key: value for key, value in filled.values.items() if not any(key.startswith(f"{row}#") for row in rows)}
    instances = {row: [(item.id, item.label) for item in items] for row, items in filled.instances.items() if row not in rows}
    # What stands as it was stated is no formula in the file either.
    formulas = {key: live for key, live in report_formulas(plan, filled).items() if not form.total_kept(key)}
    filling = Filling(
        values=total,
        instances=instances,
        facts=span_facts(span),
        formulas=formulas,
        dimensions=span.template.dimensions,
        on=span.period.last_day.isoformat(),
        settled=True,
    )
    made = build_report(plan.form, span.template.layout(form_id), unit_rows(filled, rows), filling, span.template.consolidations.get(form_id))
    said = [Note(f"({at})", text) for at, text in enumerate(said_under(form, lang), start=1)]
    return replace(made, notes=(*made.notes, *said))


def span_facts(span: Span) -> dict[str, str]:
    """Words for the placeholders of a span's report."""
    return facts_of(span.db, span.template.regime, span.db.get_one(Unit, span.unit), span.period, clock.today())


def said_under(form: SpanForm, lang: str) -> list[str]:
    """Sentences under the report, on paper and in files: parts that are missing, converted, not asked, refused."""
    found: list[str] = []
    missing = [part for part in form.parts if part.original is None]
    if missing:
        found.append(t("span.missing", lang, periods=names(missing, lang)))
    older = [part for part in form.parts if part.original is not None and part.way]
    if older:
        numbers = sorted({part.release.no for part in older if part.release is not None})
        found.append(t("span.converted", lang, periods=names(older, lang), no=", ".join(map(str, numbers))))
    adjusted = [part for part in form.parts if part.adjusted]
    if adjusted:
        found.append(t("span.adjusted", lang, periods=names(adjusted, lang)))
    notes = column_notes(form)
    for periods in dict.fromkeys(note.absent for note in notes if note.absent):
        columns = [note for note in notes if note.absent == periods]
        found.append(t("span.not_asked", lang, columns=called(columns), periods=labels(periods, lang)))
    for way in ("kept", "refused"):
        columns = [note for note in notes if note.way == way]
        if columns:
            found.append(t(f"span.{way}", lang, columns=called(columns)))
    return found


def called(columns: Sequence[ColumnNote]) -> str:
    """``5, 19, 20``: columns by their printed numbers, else by caption."""
    return ", ".join(note.number or f"“{note.caption}”" for note in columns)


def names(parts: Sequence[Part], lang: str) -> str:
    """Periods of parts in words."""
    return labels([part.period for part in parts], lang)


def labels(periods: Sequence[Period], lang: str) -> str:
    """Periods in words, inside a sentence."""
    found = [period.label(lang) for period in periods]
    return ", ".join(found if lang == "en" else [one[:1].lower() + one[1:] for one in found])
