"""What a person said of a source, gesture by gesture: roles, findings confirmed, places knowingly passed over.

Kept with the source as JSON, so that nothing is lost on reload and every gesture can be taken back and done again.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from designer.importing.proposal import Correction
from metadata.errors import fail
from runtime.workbooks import Area, Book
from runtime.workbooks.wire import read_area

#: ``role``: this area is that; ``sure``: the finding is right; ``pass``: left out, and I know it.
KINDS: Final = ("role", "sure", "pass")
#: Gestures of one source; more than this is no correcting by hand.
MOST: Final = 5_000

Place = tuple[int, Area]
"""Sheet and area."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One thing said of one area."""

    kind: str
    sheet: int
    area: Area
    role: str = ""
    value: str = ""

    @property
    def place(self) -> Place:
        """Sheet and area."""
        return self.sheet, self.area

    def as_json(self) -> dict[str, Any]:
        """The form in which it is kept and sent."""
        return {"kind": self.kind, "sheet": self.sheet, "area": list(self.area), "role": self.role, "value": self.value}


Gesture = tuple[Saying, ...]
"""What was said at once and is taken back at once."""


def read_saying(data: Any) -> Saying:
    """Read back what :meth:`Saying.as_json` wrote."""
    return Saying(data["kind"], data["sheet"], read_area(data["area"]), data.get("role", ""), data.get("value", ""))


@dataclass(frozen=True, slots=True)
class Said:
    """Everything said of a source. ``into`` is the draft that the forms are meant for, ``taken`` what acceptance left."""

    done: tuple[Gesture, ...] = ()
    undone: tuple[Gesture, ...] = ()
    into: str = ""
    taken: dict[str, Any] = field(default_factory=dict)

    @staticmethod
    def read(text: str) -> Said:
        """From the text of the row; an empty list is a source of which nothing was said."""
        data = json.loads(text)
        if not isinstance(data, dict):
            return Said()
        done, undone = (tuple(tuple(map(read_saying, gesture)) for gesture in data[key]) for key in ("done", "undone"))
        return Said(done, undone, data["into"], data["taken"])

    def text(self) -> str:
        """The text for the row."""
        stacks = {key: [[s.as_json() for s in g] for g in getattr(self, key)] for key in ("done", "undone")}
        return json.dumps({**stacks, "into": self.into, "taken": self.taken}, ensure_ascii=False)

    def add(self, gesture: Gesture, book: Book) -> Said:
        """One more gesture. Raises ``source.outside`` for an area that the book does not have, ``source.too_much``."""
        if len(self.done) >= MOST:
            raise fail("source.too_much", limit=MOST)
        for saying in gesture:
            _check_place(saying, book)
        return Said((*self.done, gesture), (), self.into, self.taken)

    def undo(self) -> Said:
        """Without the last gesture. Raises ``source.nothing_to_undo``."""
        if not self.done:
            raise fail("source.nothing_to_undo")
        return Said(self.done[:-1], (*self.undone, self.done[-1]), self.into, self.taken)

    def redo(self) -> Said:
        """With the gesture taken back last. Raises ``source.nothing_to_redo``."""
        if not self.undone:
            raise fail("source.nothing_to_redo")
        return Said((*self.done, self.undone[-1]), self.undone[:-1], self.into, self.taken)

    def with_taken(self, taken: dict[str, Any]) -> Said:
        """The same with what acceptance left."""
        return Said(self.done, self.undone, self.into, taken)

    def sayings(self) -> Iterator[Saying]:
        """Everything that holds now, oldest first."""
        for gesture in self.done:
            yield from gesture

    def corrections(self) -> tuple[Correction, ...]:
        """Roles that were given; the last word on an area counts."""
        last: dict[Place, Correction] = {}
        for said in self.sayings():
            if said.kind == "role":
                last.pop(said.place, None)
                last[said.place] = Correction(said.sheet, said.area, said.role, said.value)
        return tuple(last.values())

    def confirmed(self) -> frozenset[tuple[Place, str]]:
        """Findings that the person called right: place and role."""
        return frozenset((said.place, said.role) for said in self.sayings() if said.kind == "sure")

    def passed(self) -> frozenset[Place]:
        """Places that were not understood and are knowingly left out."""
        return frozenset(said.place for said in self.sayings() if said.kind == "pass")


def _check_place(saying: Saying, book: Book) -> None:
    top, left, bottom, right = saying.area
    inside = 0 <= saying.sheet < len(book.sheets)
    if inside:
        sheet = book.sheets[saying.sheet]
        inside = 0 <= top <= bottom < max(sheet.rows, 1) and 0 <= left <= right < max(sheet.columns, 1)
    if not inside:
        raise fail("source.outside", sheet=saying.sheet + 1, area=",".join(str(n) for n in saying.area))


def inside(place: Place, others: Sequence[Place]) -> bool:
    """Whether one of the other places covers this one."""
    sheet, (top, left, bottom, right) = place
    return any(
        s == sheet and t <= top and a <= left and b >= bottom and r >= right for s, (t, a, b, r) in others
    )
