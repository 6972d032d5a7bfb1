"""Footnotes lose their anchors on rows, columns and cells that go."""

from __future__ import annotations

from collections.abc import Callable, Collection

from designer.operations.editing import Editing
from designer.operations.places import ids_of


def drop_anchors(edit: Editing, doc: str, gone: Collection[str]) -> None:
    """Take the anchors on nodes that are gone out of the footnotes of a form; a note without any stays, with its text.

    Call it once the nodes are out: an id that still stands in another table of the form keeps its anchors.
    """
    lost = set(gone) - set(ids_of(edit.get(doc, "sections")))
    _drop(edit, doc, lambda place: not lost.isdisjoint(place.split(":")))


def drop_cell_anchors(edit: Editing, doc: str, column: str) -> None:
    """Take the anchors on single cells of a column that has become a group; those on its caption stay."""
    _drop(edit, doc, lambda place: place.endswith(f":{column}"))


def _drop(edit: Editing, doc: str, lost: Callable[[str], bool]) -> None:
    notes = edit.get(doc, "footnotes", "items")
    for note_id, note in notes.items() if isinstance(notes, dict) else ():
        at = note.get("at") if isinstance(note, dict) else None
        if isinstance(at, list):
            edit.put((doc, "footnotes", "items", note_id, "at"), [place for place in at if not lost(str(place))])
