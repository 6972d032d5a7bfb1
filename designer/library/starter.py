"""The parts that come with the software, as data in ``examples/thu_vien/parts``: put on the shelf once, added to when they grow."""

from __future__ import annotations

import json
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from designer.library.shelf import add, incoming
from metadata.errors import fail


def starter_parts(folder: Path | None = None) -> list[dict[str, Any]]:
    """The parts of a folder of documents; of the software's own without one. Raises ``library.document`` for a file that is no JSON."""
    place: Traversable = folder or resources.files("examples").joinpath("thu_vien", "parts")
    found = []
    for item in sorted((one for one in place.iterdir() if one.name.endswith(".json")), key=lambda one: one.name):
        try:
            found.append(json.loads(item.read_text(encoding="utf-8")))
        except ValueError:
            raise fail("library.document", item.name, name=item.name, why="không phải JSON") from None
    return found


def load_starter(db: Session, folder: Path | None = None) -> tuple[int, list[str]]:
    """Put the parts on the shelf that are not there yet; how many were, and the names of those that clash with what is there."""
    taken, clashing = 0, []
    for data, state in incoming(db, starter_parts(folder)):
        if state == "clash":
            clashing.append(f"{data['name']} ({data['code']}, bản {data['rev']})")
        elif state != "same":
            add(db, None, data)
            taken += 1
    return taken, clashing
