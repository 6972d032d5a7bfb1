"""Figures that stand a power of ten away from what the unit stated before: most often the wrong unit of measure.

The thresholds are said in docs/how-to/tro-giup-khi-nhap.md and argued in docs/decisions/0025.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from sqlalchemy import or_, select

from metadata.documents.form import CellSpec
from metadata.numbers import WIDE, format_vi
from metadata.periods import Period
from metadata.values import CellValue
from runtime.keeping import MEGABYTE, Kept, Same
from runtime.store.models import Submission, UnitLink
from runtime.submissions.filled import Filled, Instance, split_key
from runtime.submissions.neighbours import stated_form
from runtime.submissions.opened import Opened

#: Times too large or too small: thousands for units, ten and a hundred for a slip, a million for đồng in a cell of million đồng.
FACTORS: Final = tuple(Decimal(factor) for factor in (10, 100, 1_000, 1_000_000))
#: Periods looked back, beside the same one of last year.
EARLIER: Final = 6
#: Figures that make a history; the period before and the same one last year do too.
ENOUGH: Final = 3
#: Earlier figures that differ more than so many times among themselves say nothing.
STEADY: Final = Decimal(3)
#: Within so many times of the earlier figures nothing is said.
FAR: Final = Decimal(3)
#: So near to the earlier figures it comes when the unit is put right.
NEAR: Final = Decimal("1.5")
#: Neither the figure nor the earlier ones reach this: a small count, which may well grow tenfold. Of whole numbers, and of others.
LARGE: Final = Decimal(1_000)
LARGE_FRACTION: Final = Decimal(100)
#: Usual figures that a process keeps; bytes of one with its key and its place, as measured from above.
_USUAL: Final = Kept(24 * MEGABYTE)
_ONE: Final = 350
#: Cells told to the browser; of a larger form the server alone warns, at the save.
MOST: Final = 5_000


@dataclass(frozen=True, slots=True)
class Usual:
    """What a cell held before, without sign: from the least to the largest figure."""

    low: Decimal
    high: Decimal
    whole: bool


@dataclass(frozen=True, slots=True)
class Odd:
    """A figure about ``factor`` times the usual one (``up``), or one such part of it."""

    key: str
    value: Decimal
    usual: Usual
    factor: Decimal
    up: bool

    @property
    def code(self) -> str:
        """The code of the sentence."""
        return "magnitude.up" if self.up else "magnitude.down"

    @property
    def args(self) -> dict[str, str]:
        """Fields of the sentence."""
        low, high = _shown(self.usual.low), _shown(self.usual.high)
        return {"value": _shown(self.value), "factor": _shown(self.factor), "usual": low if low == high else f"{low} – {high}"}


def _shown(number: Decimal) -> str:
    return format_vi(number.normalize(WIDE) if number % 1 else number.quantize(Decimal(1), context=WIDE))


def odd(key: str, value: CellValue, usual: Usual) -> Odd | None:
    """Whether the figure looks like the usual one in another unit."""
    if not isinstance(value, Decimal) or value == 0:
        return None
    size = abs(value)
    if size <= WIDE.multiply(usual.high, FAR) and usual.low <= WIDE.multiply(size, FAR):
        return None
    if max(size, usual.high) < (LARGE if usual.whole else LARGE_FRACTION):
        return None
    for factor in FACTORS:
        if _near(WIDE.multiply(usual.low, factor), size, WIDE.multiply(usual.high, factor)):
            return Odd(key, value, usual, factor, True)
        if _near(usual.low, WIDE.multiply(size, factor), usual.high):
            return Odd(key, value, usual, factor, False)
    return None


def _near(low: Decimal, size: Decimal, high: Decimal) -> bool:
    return low <= WIDE.multiply(size, NEAR) and size <= WIDE.multiply(high, NEAR)


#: A cell of an added row goes by what its row stands for: row, name of the added row, column.
_Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class History:
    """Usual figures of fixed cells by key, and of added rows by place."""

    cells: Mapping[str, Usual] = field(default_factory=dict)
    added: Mapping[_Place, Usual] = field(default_factory=dict)
    #: Says all that they were read from.
    mark: Hashable = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> Hashable:
        """What they are known by where something is kept that was made from them: the mark, else this very object."""
        return Same(self) if self.mark is None else self.mark

    @property
    def size(self) -> int:
        """About how many bytes they take, counted from above."""
        return _ONE * (1 + len(self.cells) + len(self.added))


#: Of a unit that stated nothing before.
NONE: Final = History(mark="none")


def usual(opened: Opened, form_id: str, filled: Filled) -> dict[str, Usual]:
    """The usual figures of the form's cells that have a history."""
    cells, before = opened.cells(form_id), history(opened, form_id)
    found = dict(before.cells)
    names = {owner: _names(rows) for owner, rows in filled.instances.items()}
    columns = defaultdict(list)
    for row, name, column in before.added:
        columns[row, name].append(column)
    for row, owner in cells.owners.items():
        for instance, name in names.get(owner, {}).items():
            for column in columns.get((row, name), ()):
                found[f"{row}#{instance}:{column}"] = before.added[row, name, column]
    return {key: one for key, one in found.items() if not _jumps(cells.spec(key))}


def _jumps(spec: CellSpec | None) -> bool:
    """Whether the form says that the figures of a cell may well jump."""
    return spec is not None and bool(spec.jumps)


def unusual(opened: Opened, form_id: str, filled: Filled) -> Iterator[Odd]:
    """Figures of the form that look like another unit of measure, in the order of their entry."""
    known = usual(opened, form_id, filled)
    for key, value in filled.values.items() if known else ():
        found = odd(key, value, known[key]) if key in known else None
        if found is not None:
            yield found


def magnitude_json(opened: Opened, form_id: str, filled: Filled) -> dict[str, Any]:
    """Usual figures and thresholds, so that the browser warns while a figure is typed."""
    known = usual(opened, form_id, filled)
    return {
        "usual": {key: [str(one.low), str(one.high)] for key, one in known.items()} if len(known) <= MOST else {},
        "factors": [str(factor) for factor in FACTORS],
        "far": str(FAR),
        "near": str(NEAR),
        "large": str(LARGE),
        "large_fraction": str(LARGE_FRACTION),
    }


def _names(rows: tuple[Instance, ...]) -> dict[str, str]:
    """Added rows by id with what they stand for; two of one name are told apart by nothing and left out."""
    names = {row.id: row.item or " ".join(row.label.casefold().split()) for row in rows}
    often = Counter(names.values())
    return {row: name for row, name in names.items() if name and often[name] == 1}


def earlier_periods(period: Period) -> list[Period]:
    """The periods looked at, the newest first."""
    found = [period.previous()]
    while len(found) < EARLIER:
        found.append(found[-1].previous())
    return list(dict.fromkeys([*found, period.year_before()]))


def history(opened: Opened, form_id: str) -> History:
    """The usual figures as the reports before have them when they are first asked for; read once until one of these has changed."""
    if form_id not in opened.histories:
        opened.histories[form_id] = _history(opened, form_id)
    found: History = opened.histories[form_id]
    return found


def _history(opened: Opened, form_id: str) -> History:
    periods = earlier_periods(opened.period)
    seen = _state_of(opened, periods)
    if not seen:
        return NONE
    cells = opened.cells(form_id)
    mine = opened.submission
    key = (mine.release_hash, form_id, opened.audience, opened.on, cells.for_entry, mine.unit_id, mine.period, mine.round, seen)
    return _USUAL.get(key, lambda: _read(opened, form_id, periods, key), lambda made: made.size)


def _state_of(opened: Opened, periods: list[Period]) -> tuple[tuple[Any, ...], ...]:
    """The unit's reports of these periods, and those of the units it was made of, as they stand.

    Each sending and taking back makes another state: which of two rounds was sent last counts too, and what was read while a report was
    being taken back is not found again when it has been sent again as it was.
    """
    mine = opened.submission
    merged = select(UnitLink.before_id).where(UnitLink.after_id == mine.unit_id, UnitLink.kind == "merge")
    query = (
        select(
            Submission.id, Submission.period, Submission.round, Submission.state, Submission.version, Submission.release_hash,
            Submission.content_hash, Submission.revision, Submission.sent_at,
        )
        .where(
            Submission.regime_id == mine.regime_id,
            Submission.period.in_([period.id for period in periods]),
            or_(Submission.unit_id == mine.unit_id, Submission.unit_id.in_(merged)),
        )
        .order_by(Submission.id)
    )
    return tuple(tuple(row) for row in opened.db.execute(query))


def _read(opened: Opened, form_id: str, periods: list[Period], mark: Hashable) -> History:
    figures: dict[str, dict[str, Decimal]] = defaultdict(dict)
    added: dict[_Place, dict[str, Decimal]] = defaultdict(dict)
    cells = opened.cells(form_id)
    for period in periods:
        form = stated_form(opened.db, opened.submission, period, form_id) or Filled()
        names = {owner: _names(rows) for owner, rows in form.instances.items()}
        for key, value in form.values.items():
            if not isinstance(value, Decimal) or value == 0:
                continue
            row, instance, column = split_key(key)
            if instance is None:
                figures[key][period.id] = abs(value)
            elif (name := names.get(cells.owners.get(row, ""), {}).get(instance)) and column:
                added[row, name, column][period.id] = abs(value)
    both = (opened.period.previous().id, opened.period.year_before().id)
    fixed = {key: _settled(opened, form_id, key, by_period, both) for key, by_period in figures.items()}
    rows = {at: _settled(opened, form_id, f"{at[0]}#x:{at[2]}", by_period, both) for at, by_period in added.items()}
    usual_cells = MappingProxyType({key: one for key, one in fixed.items() if one})
    return History(usual_cells, MappingProxyType({at: one for at, one in rows.items() if one}), mark)


def _settled(opened: Opened, form_id: str, key: str, figures: Mapping[str, Decimal], both: tuple[str, str]) -> Usual | None:
    """The usual figure of a cell that the unit enters; None without enough figures, or when they go up and down."""
    spec = opened.cells(form_id).spec(key)
    if spec is None or spec.kind != "number" or (spec.party or "unit") != "unit":
        return None
    comparable = both[0] != both[1] and all(period in figures for period in both)
    if len(figures) < ENOUGH and not comparable:
        return None
    low, high = min(figures.values()), max(figures.values())
    return Usual(low, high, not spec.decimals) if high <= WIDE.multiply(low, STEADY) else None
