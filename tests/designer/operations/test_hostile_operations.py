"""Operations made by nobody's editor: wrong types, places that are none, and requests that break what they go on with.

Each is refused by code or changes something well formed; none is an accident.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from designer.operations import run
from designer.operations.places import subtree
from metadata.documents import document_problems
from metadata.errors import KhuonError
from tests.designer.operations.random_operations import random_operation
from tests.designer.samples import C, R, template

JUNK: list[Any] = [
    None, True, 0, -1, 3.5, 10**30, "", "x", "c1", "r1", "f_01xld", "toString", "__class__", "a" * 5_000, [], ["c1"], [["c1"]], [{}],
    {}, {"a": 1}, {"order": ["x"], "items": {}}, {"root": 5, "nodes": []}, {"label": []}, {"label": {"vi": 1}}, {"children": 5},
    {"tier": []}, {"origin": []}, {"origin": {"kind": "printed", "column": "c1", "part": "abc"}}, {"expr": 5}, {"spec": []},
]  # fmt: skip
STEPS = ["code", "sections", "items", "nodes", "cells", "r1:c1", "x", "label", "order", "children", "f_01xld"]


def paths_of(value: Any, path: list[str]) -> Iterator[list[str]]:
    if isinstance(value, dict):
        for key, part in value.items():
            yield [*path, key]
            yield from paths_of(part, [*path, key])


def _at(documents: Any, path: list[str]) -> Any:
    for key in path:
        documents = documents.get(key) if isinstance(documents, dict) else None
    return documents


def _overwriting(documents: dict[str, Any], source: random.Random) -> dict[str, Any]:
    path = source.choice(list(paths_of(documents, [])))
    path = [*path, source.choice(STEPS)] if source.random() < 0.2 else path
    path = path[-source.randint(1, 3) :] if source.random() < 0.1 else path
    return {"op": "set", "path": path, "value": source.choice(JUNK), "was": _at(documents, path)}


def _bent(operation: dict[str, Any], source: random.Random) -> dict[str, Any]:
    bent = copy.deepcopy(operation)
    for _ in range(source.randint(1, 2)):
        key = source.choice([key for key in bent if key != "op"] or ["op"])
        if key == "path" and isinstance(bent["path"], list) and bent["path"] and source.random() < 0.8:
            bent["path"].insert(source.randint(0, len(bent["path"])), source.choice(STEPS))
            bent["path"].pop(source.randrange(len(bent["path"])))
        else:
            bent[key] = source.choice(JUNK)
    return bent


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(1, 5))
def test_whatever_is_sent_is_refused_by_code_or_leaves_well_formed_documents(seed: int, count: int) -> None:
    source, documents = random.Random(seed), template()
    operations = []
    for _ in range(count):
        operation = random_operation(documents, source)
        chance = source.random()
        operations.append(_bent(operation, source) if chance < 0.4 else _overwriting(documents, source) if chance < 0.8 else operation)
    after, refusal = _outcome(documents, operations)
    assert not [problem for document in after.values() for problem in document_problems(document)]
    if refusal is not None:
        assert refusal.status < 500
        assert all(problem.sentence("vi") and problem.sentence("en") for problem in refusal.problems)


def _outcome(documents: dict[str, dict[str, Any]], operations: list[dict[str, Any]]) -> tuple[dict[str, dict[str, Any]], KhuonError | None]:
    try:
        return run(documents, operations).documents, None
    except KhuonError as error:
        return documents, error


def _set(path: list[str], value: Any) -> dict[str, Any]:
    return {"op": "set", "path": path, "value": value, "was": _at(template(), path)}


@pytest.mark.parametrize(
    ("operations", "code"),
    [
        ([_set(["sections", "code"], "A")], "draft.no_place"),
        ([_set(["l_moi"], 5)], "draft.protected"),
        ([_set(["i_don"], 5)], "draft.protected"),
        ([_set(["l_moi"], {"spec": [], "id": "l_moi"})], "draft.protected"),
        ([_set([*R, "r3"], {"tier": []})], "template.schema"),
        ([_set([*R, "h1", "children"], [["r2"]])], "template.schema"),
        ([_set(["f_01xld", "sections", "items"], 0)], "template.schema"),
        ([_set(["k_01xld", "items"], True)], "template.schema"),
        ([_set([*C, "c8", "number"], {"a": 1}), {"op": "set_relation", "doc": "f_01xld", "section": "s1", "column": "c9", "text": "1=2+3"}], "template.schema"),
        ([_set([*R[:-1], "root"], 5), {"op": "remove_node", "doc": "f_01xld", "section": "s1", "axis": "rows", "id": "r2"}], "template.schema"),
        ([{"op": "remove_node", "doc": "f_01xld", "section": [], "axis": "rows", "id": "r2"}], "draft.operation_shape"),
        ([{"op": "remove_node", "doc": "f_01xld", "section": "s1", "axis": "rows", "id": "r2\n"}], "field.key_reserved"),
        ([_set(["f_01xld", *["x"] * 5_000], 1)], "template.too_large"),
    ],
)
def test_what_once_was_an_accident_is_a_refusal(operations: list[dict[str, Any]], code: str) -> None:
    with pytest.raises(KhuonError) as refused:
        run(template(), operations)
    assert refused.value.code == code


def test_a_tree_that_is_none_is_walked_once_and_refused() -> None:
    """Fifty groups that name the next one twice would be 2^50 places."""
    nodes = {f"z{n}": {"label": "", "children": [f"z{n + 1}"] * 2} for n in range(50)}
    tree = {"root": ["z0"], "nodes": {**nodes, "z50": {"label": "", "children": ["z0"]}}}
    assert subtree(tree, "z0") == [f"z{n}" for n in range(51)]
    remove = {"op": "remove_node", "doc": "f_01xld", "section": "s1", "axis": "columns", "id": "z0"}
    with pytest.raises(KhuonError) as refused:
        run(template(), [_set([*C[:-1]], tree), _set([*C, "c1", "label"], "x") | {"was": None}, remove])
    assert refused.value.status < 500
