"""Rows that a clerk inserted among the rows of an open row: they are rows of the form too."""

from __future__ import annotations

import hashlib
from bisect import bisect
from collections.abc import Iterator, Mapping
from dataclasses import replace

from runtime.formbooks.fingerprint import RowMark, TableMark
from runtime.formbooks.found import Facts
from runtime.workbooks.model import Sheet


def inserted_rows(
    table: TableMark, now: Mapping[int, int | None], sheet: Sheet | None, facts: Facts
) -> Iterator[tuple[RowMark, int]]:
    """Each such row with a new instance id, and where it stands.

    Only between rows that belong to one open row without rows under it; a row in which nothing was typed is none.
    """
    if sheet is None:
        return
    known = {at for at in now.values() if at is not None}
    filled = {row for (row, _), cell in sheet.cells.items() if cell.text.strip() or cell.number is not None or cell.formula is not None}
    strangers = sorted(filled - known)
    for owner, rows in _alone(table).items():
        places = [at for row in rows if (at := now.get(row.at)) is not None]
        if not places or not strangers:
            continue
        first, last = bisect(strangers, min(places)), bisect(strangers, max(places))
        here, strangers = strangers[first:last], strangers[:first] + strangers[last:]
        for number, at in enumerate(here, start=1):
            made = hashlib.sha256(f"{facts.layout} {owner} {number}".encode()).hexdigest()[:11]
            yield replace(rows[0], key=f"{owner}#n{made}", caption=""), at


def _alone(table: TableMark) -> dict[str, list[RowMark]]:
    """Rows by their open row, where each instance is one row of the sheet."""
    groups: dict[str, list[RowMark]] = {}
    shared: set[str] = set()
    before = ("", "")
    for row in table.rows:
        owner, hash_sign, instance = row.key.partition("#")
        if hash_sign:
            groups.setdefault(owner, []).append(row)
            if before[1] == instance and before[0] != owner:
                shared |= {owner, before[0]}
        before = (owner, instance)
    return {owner: rows for owner, rows in groups.items() if owner not in shared}
