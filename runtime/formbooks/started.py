"""What stood in the cells of a workbook when it was taken away, as its hidden sheet keeps it: row by row, long texts as digests.

History tells it too, as long as the report follows the release of the workbook. A workbook of an older release, and one that is newer
than the store (restored from a copy), know it only from here. Like everything in the file it is a claim: it decides what a clerk
left alone, never what may be entered.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from metadata.errors import KhuonError
from metadata.values import CellValue, Invalid, decode, encode
from runtime.security.strict_json import parse

#: Letters of a value beyond which its digest stands for it, and of a row in one cell of the hidden sheet.
_LONG: Final = 160
_ROW: Final = 32_000
_DIGEST: Final = "digest"
#: Stands for what was in a cell when only its digest is kept and something else is there now. No cell holds it.
OTHER: Final = Invalid("\0")


def row_text(values: Sequence[CellValue]) -> str:
    """The values of a row, in the order of its columns, as one text; empty when no cell of a spreadsheet could hold it."""
    whole = [_short(encode(value)) for value in values]
    if _units(text := _json(whole)) > _ROW:
        text = _json([one if one is None else {_DIGEST: _digest(one)} for one in map(encode, values)])
    return text if _units(text) <= _ROW else ""


def read_row(text: str) -> tuple[Any, ...]:
    """The list that :func:`row_text` wrote. Raises ``ValueError`` for what is no JSON."""
    try:
        found = parse(text.encode())
    except (KhuonError, UnicodeEncodeError) as error:
        raise ValueError("not a row of values") from error
    return tuple(found) if isinstance(found, list) else ()


def value_of(kept: Any, now: CellValue) -> CellValue:
    """A kept value. ``now`` is what stands in the cell, which a digest is compared with."""
    if isinstance(kept, Mapping) and list(kept) == [_DIGEST]:
        return now if _digest(encode(now)) == kept[_DIGEST] else OTHER
    try:
        return decode(kept)
    except KhuonError:
        return OTHER


def _units(text: str) -> int:
    """Letters as spreadsheets count them."""
    return len(text.encode("utf-16-le")) // 2


def _short(coded: Any) -> Any:
    return coded if coded is None or len(_json(coded)) <= _LONG else {_DIGEST: _digest(coded)}


def _digest(coded: Any) -> str:
    return hashlib.sha256(_json(coded).encode()).hexdigest()[:16]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
