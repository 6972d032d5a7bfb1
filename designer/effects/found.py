"""What is found over many reports: kept as places, counts and a few examples; the figures of an example name their report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

#: Examples kept of each finding, so that an official finds one that he may read; shown are the first ones.
EXAMPLES = 8
#: Findings listed of each kind; the rest are counted.
LISTED = 200


@dataclass(frozen=True, slots=True)
class Example:
    """One report in which it was found. ``figure`` and ``was`` are empty for who may not read the report."""

    submission: str
    unit: str
    period: str
    figure: str = ""
    was: str = ""


@dataclass
class Lost:
    """An old place whose figures have no place in the draft.

    ``why``: ``unsaid`` (nobody said where they go), ``dropped`` (the mapping gives the ``reason``), ``unasked`` (the draft does not ask
    this kind of unit any more).
    """

    form: str
    place: str
    place_en: str
    why: str
    reason: str = ""
    values: int = 0
    units: set[str] = field(default_factory=set)
    periods: dict[str, int] = field(default_factory=dict)
    examples: list[Example] = field(default_factory=list)


@dataclass
class Judged:
    """A check that comes out otherwise. ``what``: ``failing``, ``passing``, ``unchecked``, or ``unfit`` with a code as its rule."""

    what: str
    form: str
    rule: str
    severity: str
    words: str
    words_en: str
    reports: int = 0
    #: Reports among them whose period the draft would cover.
    covered: int = 0
    units: set[str] = field(default_factory=set)
    examples: list[Example] = field(default_factory=list)


@dataclass
class Moved:
    """A figure that comes out otherwise: in the consolidated report of a period, or in the reports of units (``period`` empty)."""

    form: str
    place: str
    place_en: str
    period: str
    before: str
    after: str
    reports: int = 0
    by: Decimal = Decimal(0)
    examples: list[Example] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Open:
    """A period with reports that are not finished. ``covered``: whether the draft would hold for it.

    ``follow`` have not begun and follow the new release at once, ``asked`` have begun and are asked to move, ``stay`` have sent and stay on
    the release they were made on.
    """

    period: str
    covered: bool
    states: Mapping[str, int]
    follow: int
    asked: int
    stay: int


@dataclass(frozen=True)
class Effects:
    """What was found and what was looked at.

    ``looked`` of ``reports`` reports were looked at, from period ``newest`` down to ``oldest``; ``stopped`` is ``count`` or ``time`` when
    a bound was met. ``skipped`` are periods whose consolidated report was not compared because not all of its reports were looked at.
    ``first`` says that there is no release before; ``problem`` why nothing could be looked at.
    """

    valid_from: str
    reports: int = 0
    looked: int = 0
    newest: str = ""
    oldest: str = ""
    stopped: str = ""
    first: bool = False
    changed: tuple[str, ...] = ()
    lost: tuple[Lost, ...] = ()
    judged: tuple[Judged, ...] = ()
    totals: tuple[Moved, ...] = ()
    moved: tuple[Moved, ...] = ()
    open: tuple[Open, ...] = ()
    skipped: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    problem: str = ""
    problem_en: str = ""
    more: Mapping[str, int] = field(default_factory=dict)
    #: Whether figures were left out for who looks.
    hidden: bool = False

    @property
    def whole(self) -> bool:
        """Whether every stored report was looked at, under every form of the draft."""
        return self.looked == self.reports and not self.unreadable and not self.problem

    @property
    def nothing(self) -> bool:
        """Whether all was looked at and nothing found."""
        return self.whole and not (self.lost or self.judged or self.totals or self.moved)

    def of(self, what: str) -> list[Judged]:
        """Checks of one kind."""
        return [one for one in self.judged if one.what == what]

    @property
    def unsaid(self) -> int:
        """Figures that lose their place without a word said about them."""
        return sum(one.values for one in self.lost if one.why != "dropped")

    def as_json(self, lang: str = "vi") -> dict[str, Any]:
        """The wire form; sets are given as their sizes."""
        en = lang == "en"
        return {
            "valid_from": self.valid_from,
            "reports": self.reports,
            "looked": self.looked,
            "newest": self.newest,
            "oldest": self.oldest,
            "stopped": self.stopped,
            "first": self.first,
            "whole": self.whole,
            "nothing": self.nothing,
            "changed": list(self.changed),
            "lost": [
                {
                    "form": one.form, "place": one.place_en if en else one.place, "why": one.why, "reason": one.reason, "values": one.values,
                    "units": len(one.units), "periods": one.periods, "examples": _examples(one.examples),
                }
                for one in self.lost
            ],
            "judged": [
                {
                    "what": one.what, "form": one.form, "rule": one.rule, "severity": one.severity, "words": one.words_en if en else one.words,
                    "reports": one.reports, "covered": one.covered, "units": len(one.units), "examples": _examples(one.examples),
                }
                for one in self.judged
            ],
            "totals": [_moved(one, en) for one in self.totals],
            "moved": [_moved(one, en) for one in self.moved],
            "open": [
                {"period": one.period, "covered": one.covered, "states": dict(one.states), "follow": one.follow, "asked": one.asked, "stay": one.stay}
                for one in self.open
            ],
            "skipped": list(self.skipped),
            "unreadable": list(self.unreadable),
            "problem": self.problem_en if en else self.problem,
            "more": dict(self.more),
            "hidden": self.hidden,
        }  # fmt: skip


def _moved(one: Moved, en: bool) -> dict[str, Any]:
    return {
        "form": one.form, "place": one.place_en if en else one.place, "period": one.period, "before": one.before, "after": one.after,
        "reports": one.reports, "examples": _examples(one.examples),
    }  # fmt: skip


def _examples(examples: list[Example]) -> list[dict[str, str]]:
    return [{"unit": one.unit, "period": one.period, "figure": one.figure, "was": one.was} for one in examples]
