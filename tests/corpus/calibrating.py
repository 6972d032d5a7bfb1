"""How often what the importer says with a confidence is right: findings sorted into buckets by what they state."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from designer.importing.proposal import Block, Finding, Proposal
from metadata.documents import Form, GridSection, load
from metadata.grid import grid_of
from tests.corpus.notation import Noted
from tests.corpus.shapes import Shape, expected, found

#: Stated confidence from … on; the last bucket holds the rest.
BUCKETS: Final = (96, 91, 86, 76, 61, 0)


@dataclass
class Bucket:
    """Findings that state about the same."""

    stated: int = 0
    right: int = 0
    count: int = 0

    @property
    def mean(self) -> float:
        """Mean confidence stated."""
        return self.stated / self.count if self.count else 0.0

    @property
    def share(self) -> float:
        """Share that was right, in percent."""
        return 100 * self.right / self.count if self.count else 0.0


def verdicts(proposal: Proposal, noted: Noted, block: Block) -> Iterator[tuple[Finding, bool]]:
    """Findings of one table that can be judged, and whether each is right."""
    document = proposal.documents[block.form]
    wanted, got = expected(noted), found(document, block.section)
    columns, rows = _columns(proposal, block), _rows(proposal, block)
    leaves, said = set(wanted.leaves), {_row(row) for row in wanted.rows}
    prefix = ("sections", "items", block.section)
    for finding in proposal.findings:
        if finding.form != block.form or finding.path[:3] != prefix or len(finding.path) < 6:
            continue
        axis, node = finding.path[3], finding.path[5] if finding.path[3] != "cells" else ""
        if axis == "rows" and node in rows and finding.role == "row":
            yield finding, _row(got.rows[rows[node]]) in said
        elif axis == "columns" and node in columns and finding.role in ("header", "stub", "number_line"):
            yield finding, got.leaves[columns[node]] in leaves
        elif axis == "columns" and node in columns and finding.role == "cell":
            yield finding, _column_right(wanted, got, _data_index(got, columns[node]))


def _columns(proposal: Proposal, block: Block) -> dict[str, int]:
    form = load(proposal.documents[block.form])
    assert isinstance(form, Form)
    return {leaf.id: at for at, leaf in enumerate(grid_of(form, block.section).leaves)}


def _rows(proposal: Proposal, block: Block) -> dict[str, int]:
    form = load(proposal.documents[block.form])
    assert isinstance(form, Form)
    assert isinstance(form.sections[block.section], GridSection)
    return {row.id: at for at, row in enumerate(grid_of(form, block.section).rows)}


def _row(row: tuple[object, ...]) -> tuple[object, ...]:
    """A row without its code: the counted ones are nobody's word."""
    return (row[0], row[1]) if row[0] in ("data", "heading") else row


def _data_index(got: Shape, leaf: int) -> int:
    return sum(not each[3] for each in got.leaves[: leaf + 1])


def _column_right(wanted: Shape, got: Shape, column: int) -> bool:
    """Whether the kinds of a column are right wherever the rows are those of the truth."""
    cells = {row: kind for (row, at), kind in got.kinds.items() if at == column}
    true = {row: kind for (row, at), kind in wanted.kinds.items() if at == column}
    same = [true[row][0] == kind[0] and (not true[row][1] or true[row][1] == kind[1]) for row, kind in cells.items() if row in true]
    return bool(same) and sum(same) >= 0.9 * len(same)


def buckets(judged: Iterable[tuple[Finding, bool]]) -> dict[int, Bucket]:
    """Judged findings by the bucket of what they state."""
    found_in: dict[int, Bucket] = defaultdict(Bucket)
    for finding, right in judged:
        bucket = found_in[next(edge for edge in BUCKETS if finding.confidence >= edge)]
        bucket.stated += finding.confidence
        bucket.right += right
        bucket.count += 1
    return dict(sorted(found_in.items(), reverse=True))
