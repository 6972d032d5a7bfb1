"""Whatever differs in the canonical JSON gives at least one sentence, whatever the change was."""

from __future__ import annotations

import random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from designer.operations import run
from metadata.canonical import canonical
from metadata.diff import compare
from metadata.documents import document_problems
from metadata.errors import KhuonError
from tests.designer.operations.random_operations import random_operation
from tests.designer.samples import template


@settings(max_examples=20, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(1, 8))
def test_operations_are_never_silent(seed: int, count: int) -> None:
    source = random.Random(seed)
    documents = template()
    for _ in range(count):
        try:
            documents = run(documents, [random_operation(documents, source)]).documents
        except KhuonError:
            continue
    diff = compare(template(), documents)
    assert bool(diff.changes) == (canonical(documents) != canonical(template()))
    backwards = compare(documents, template())
    assert bool(backwards.changes) == bool(diff.changes)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [path] if path else []
    keys = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in keys:
        found.extend(_places(inner, (*path, key)))
    return found


def _other(value: Any, source: random.Random) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + source.randint(1, 3)
    if isinstance(value, str):
        return source.choice([value + "x", "khác", "error", "warning", "total", "text", "c1", "nguoi", "2"])
    if isinstance(value, list):
        return source.choice([value[::-1], value[:-1], [*value, "c1"]])
    return value


def test_any_single_place_changed_is_told() -> None:
    source = random.Random(20261122)
    tried = 0
    for _ in range(600):
        documents = template()
        place = source.choice([path for path in _places(documents) if len(path) > 1 and path[1] not in ("spec", "id", "form")])
        holder: Any = documents
        for key in place[:-1]:
            holder = holder[key]
        if isinstance(holder, dict) and source.random() < 0.3:
            del holder[place[-1]]
        else:
            holder[place[-1]] = _other(holder[place[-1]], source)
        if document_problems(documents[place[0]]) or canonical(documents) == canonical(template()):
            continue
        tried += 1
        for old, new in ((template(), documents), (documents, template())):
            assert compare(old, new).changes, place
    assert tried > 100
