"""What a correction says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from metadata.values import CellValue, encode

Words = Mapping[str, str]
"""The same sentence in ``vi`` and ``en``."""

Status = Literal["found", "no_errors", "impossible", "none_in_time", "outside"]
"""``impossible``: proven that no change of open cells helps. ``outside``: the formulas are of a kind that cannot be searched."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell to correct. ``determined``: ``new`` is the only value that helps; else ``new`` is None."""

    key: str
    old: CellValue
    new: CellValue
    determined: bool
    sentence: Words

    def as_dict(self) -> dict[str, Any]:
        """JSON."""
        return {"key": self.key, "from": encode(self.old), "to": encode(self.new), "determined": self.determined, "sentence": dict(self.sentence)}


@dataclass(frozen=True, slots=True)
class Correction:
    """The outcome. ``others``: how many other ways change as few cells, None when that is not known."""

    status: Status
    sentence: Words
    changes: tuple[Change, ...] = ()
    others: int | None = None
    proven: bool = field(default=True)
    """False when some smaller set of cells could be neither used nor ruled out."""

    def as_dict(self) -> dict[str, Any]:
        """JSON."""
        return {"status": self.status, "changes": [change.as_dict() for change in self.changes], "sentence": dict(self.sentence), "others": self.others}
