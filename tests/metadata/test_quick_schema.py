"""The quick reading of a schema clears nothing that the exact one refuses."""

from __future__ import annotations

import copy
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from metadata.documents.schema import _holds, _validator, kind_of, problems_of

DOCUMENTS = sorted((Path(__file__).parents[2] / "examples").glob("*/documents/*.json"))
ODD = (None, True, 1, 1.0, -1, 10**30, float("nan"), float("inf"), "", "x", "a\n", "１", "r1:c1", "\ud800", [], ["x"], {}, {"__proto__": 1}, {"x": {}})


def places(data: Any) -> Iterator[tuple[Any, Any]]:
    """Every container of a document with one of its keys."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in pairs:
        yield data, key
        yield from places(value)


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_documents_that_hold_are_cleared_and_spoilt_ones_are_read_again(path: Path) -> None:
    document = json.loads(path.read_text(encoding="utf-8"))
    kind = kind_of(document)
    assert _holds(kind, document)
    chance = random.Random(path.stem)
    for _ in range(12):
        spoilt = copy.deepcopy(document)
        holder, key = chance.choice([place for place in places(spoilt) if place[1] != "spec"])
        if chance.random() < 0.2:
            holder[f"{key}_la" if isinstance(key, str) else key] = chance.choice(ODD)
        else:
            holder[key] = chance.choice(ODD)
        refused = next(iter(_validator(kind).iter_errors(spoilt)), None) is not None
        assert not (_holds(kind, spoilt) and refused), (key, holder)
        assert bool(problems_of(spoilt)) or not refused
