"""Packages with something else in every place: taken in whole or refused by code, never half, never a failure."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from metadata.errors import KhuonError
from metadata.package import write_package
from tests.designer.operations.test_hostile_operations import JUNK, paths_of
from tests.designer.samples import template
from tests.designer.test_packages import counts, send
from tests.people import Person

People = Callable[..., Person]

PART: dict[str, Any] = {
    "spec": "part/1", "id": "p_thu", "rev": 1, "kind": "columns", "code": "TT.01", "name": "Phần thử",
    "columns": {"root": ["c1"], "nodes": {"c1": {"label": "Số đơn", "code": "c1", "number": "1"}}},
}  # fmt: skip


def replaced(value: Any, path: list[str], new: Any) -> Any:
    made = copy.deepcopy(value)
    held = made
    for key in path[:-1]:
        held = held[key]
    held[path[-1]] = new
    return made


def written(documents: dict[str, Any], parts: list[Any]) -> bytes | None:
    """The package, or None for what cannot even be written down."""
    try:
        return write_package(documents, {}, parts)
    except (KhuonError, TypeError, AttributeError, KeyError):
        return None


@pytest.mark.parametrize("seed", range(4))
def test_a_package_is_taken_in_whole_or_refused_by_code(app: Flask, person: People, seed: int) -> None:
    who, source, tried = person("designer_nv"), random.Random(seed), 0
    before = counts(app)
    while tried < 12:
        documents, part = template(), PART
        junk = source.choice([*JUNK, 2**63, 10**18])
        if source.random() < 0.4:
            part = replaced(PART, source.choice(list(paths_of(PART, []))), junk)
        else:
            documents = replaced(documents, source.choice(list(paths_of(documents, []))), junk)
        data = written(documents, [part])
        if data is None:
            continue
        tried += 1
        answer = send(who, data)
        assert answer.status_code < 500, (part, answer.get_json())
        if answer.status_code == 201:
            before = counts(app)
        else:
            assert answer.get_json()["problems"]
            assert counts(app) == before, "nothing of a refused package is kept"
