"""What the unit sent stays while the lead agency fills its own cells.

Figures carried from elsewhere may have moved since the report was sent. A save of the lead agency must not bring such
a move into it: of the computed cells only those change that follow from what the lead agency entered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from metadata.values import CellValue
from runtime.submissions.opened import Opened


class Unmoved:
    """The forms before a save of the lead agency: as stored, and as they would be computed now without it."""

    def __init__(self, opened: Opened, form_id: str) -> None:
        """Look at the forms; what is held of them stays as stored."""
        self.opened = opened
        self.stored = {form.id: opened.filled(form.id) for form in opened.forms}
        opened.settle([form_id])
        self.fresh: Mapping[str, Mapping[str, CellValue]] = {
            form.id: opened.filled(form.id).values for form in opened.forms
        }
        for name, filled in self.stored.items():
            opened.hold(name, filled)

    def restore(self) -> None:
        """Put back every cell of the settled forms that did not change by the save."""
        for name, filled in self.stored.items():
            now, fresh = self.opened.filled(name), self.fresh[name]
            kept: dict[str, CellValue] = {}
            for key in {**filled.values, **now.values}:
                same = now.values.get(key) == fresh.get(key)
                value = filled.values.get(key) if same else now.values.get(key)
                if value is not None:
                    kept[key] = value
            self.opened.hold(name, replace(now, values=kept))
