"""The ``regime`` document: who reports what, when, to whom, by which law. Law is data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from metadata.documents.trees import read_map


@dataclass(frozen=True)
class DayOf:
    """A day relative to the last month of a period: ``month`` -1 is the month before the span's edge.

    For the *from* edge months count from the first month of the period, for the *to* edge from the last.
    """

    month: int
    day: int


@dataclass(frozen=True)
class Deadline:
    """Days after the cut-off by which units of a tier must send; working days if so said.

    ``round``: the round that it is for; one without holds for every round that has none of its own for the tier.
    """

    id: str
    tier: str
    days: int
    working: bool = False
    round: str | None = None


@dataclass(frozen=True)
class Round:
    """A round of the same period: ước, sơ bộ, chính thức; lần 1, lần 2. ``to``: its own cut-off, counted as that of the regime."""

    id: str
    name: str
    stage: str = ""
    to: DayOf | None = None


@dataclass(frozen=True)
class LegalBasis:
    """A legal document the regime rests on."""

    number: str
    issuer: str = ""
    date: str | None = None
    title: str = ""


@dataclass(frozen=True)
class Regime:
    """A report regime (chế độ báo cáo)."""

    id: str
    code: str
    name: str
    kind: str
    frequency: str
    cutoff_from: DayOf
    cutoff_to: DayOf
    forms: tuple[str, ...]
    reporter_kinds: tuple[str, ...]
    reporter_exclude: tuple[str, ...] = ()
    reporter_only: tuple[str, ...] = ()
    deadlines: Mapping[str, Deadline] = field(default_factory=dict)
    rounds: Mapping[str, Round] = field(default_factory=dict)
    basis: tuple[LegalBasis, ...] = ()
    overrides: Mapping[str, Mapping[str, str | None]] = field(default_factory=dict)
    holidays: tuple[str, ...] = ()
    purpose: str = ""
    content: str = ""
    receiver: str = ""
    method: str = ""
    #: Who sends: ``head`` alone, or the clerk too (``none``).
    signing: str = "head"
    #: Who checks before that: ``self`` anybody, ``other`` nobody who entered, ``apart`` and not the sender either.
    checking: str = "self"
    statistical: bool = False


def _round(key: str, item: Mapping[str, Any]) -> Round:
    return Round(key, **{**item, "to": DayOf(**item["to"]) if "to" in item else None})


def read_regime(data: Mapping[str, Any]) -> Regime:
    """Typed counterpart of a valid regime document."""
    reporters, cutoff = data["reporters"], data["cutoff"]
    plain = ("purpose", "content", "receiver", "method", "signing", "checking", "statistical")
    return Regime(
        id=data["id"],
        code=data["code"],
        name=data["name"],
        kind=data["kind"],
        frequency=data["frequency"],
        cutoff_from=DayOf(**cutoff["from"]),
        cutoff_to=DayOf(**cutoff["to"]),
        forms=tuple(data["forms"]),
        reporter_kinds=tuple(reporters["kinds"]),
        reporter_exclude=tuple(reporters.get("exclude", ())),
        reporter_only=tuple(reporters.get("only", ())),
        deadlines=read_map(data.get("deadlines"), lambda key, item: Deadline(key, **item)),
        rounds=read_map(data.get("rounds"), _round) or {"official": Round("official", "Chính thức")},
        basis=tuple(LegalBasis(**item) for item in data.get("basis", ())),
        overrides=dict(data.get("overrides", {})),
        holidays=tuple(data.get("holidays", ())),
        **{name: data[name] for name in plain if name in data},
    )
