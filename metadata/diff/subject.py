"""What changes are about, while they are being collected."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from metadata.diff.change import Change, Sides, Words
from metadata.diff.reading import NOBODY, Reader


@dataclass(frozen=True, slots=True)
class Subject:
    """What changes are about, while they are being collected, with a reader of the codes of either side."""

    words: Words
    place: str
    form: str | None = None
    old: Reader = NOBODY
    new: Reader = NOBODY

    def change(
        self,
        kind: str,
        level: int,
        words: Words,
        *,
        layer: str,
        place: Iterable[str] = (),
        marks: Mapping[str, str] | None = None,
        sides: Sides | None = None,
    ) -> Change:
        """A change of this subject at a place below it."""
        path = "/".join((self.place, *place))
        return Change(kind, layer, level, path, self.form, self.words, words, marks or {}, sides)
