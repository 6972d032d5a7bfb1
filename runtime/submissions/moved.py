"""What moved in a form since it was last stored because other reports did: no number changes in silence, also while nobody looks.

A form is stored when it is saved, and with every save of another form of the report that it reads; what a colleague's save of such a form moved is
told to pages that stand open, and not at the next opening.
"""

from __future__ import annotations

from typing import Any

from metadata.values import encode
from runtime.submissions.filled import Filled, split_key
from runtime.submissions.opened import PROGRAMMED, Opened


def moved_json(opened: Opened, form_id: str, now: Filled) -> dict[str, Any]:
    """By key of each computed or carried cell that holds another figure than when the form was last stored: the figure then, null for a blank.

    Nothing of a form that nobody saved yet, of cells that were overridden, and of rows that stand in it since.
    """
    before = opened.stored(form_id)
    if opened.version(form_id) == 0 or before.values == now.values:
        return {}
    cells, rows = opened.cells(form_id), {one.id for listed in before.instances.values() for one in listed}
    found: dict[str, Any] = {}
    for key in sorted({*before.values, *now.values}):
        was, is_now = before.values.get(key), now.values.get(key)
        if was == is_now or key in now.overrides or key in before.overrides:
            continue
        spec, (_, instance, _) = cells.spec(key), split_key(key)
        if spec is not None and spec.kind in PROGRAMMED and (instance is None or instance in rows):
            found[key] = encode(was)
    return found
