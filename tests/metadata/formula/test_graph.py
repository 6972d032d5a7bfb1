"""Order of computing and circles."""

from __future__ import annotations

import pytest

from metadata.errors import KhuonError
from metadata.formula.graph import dependents, order


def test_order_follows_what_is_read() -> None:
    assert order({"a": ["b", "c"], "b": ["x"], "c": ["b"]}) == ["b", "c", "a"]
    assert order({"a": ["x"], "b": ["y"]}) == ["a", "b"]


def test_a_chain_of_ten_thousand_cells() -> None:
    reads = {f"r{i}:c1": [f"r{i + 1}:c1"] for i in range(10_000)}
    found = order(reads)
    assert (found[0], found[-1], len(found)) == ("r9999:c1", "r0:c1", 10_000)


def test_one_cell_that_reads_ten_thousand() -> None:
    reads = {"total": [f"r{i}" for i in range(10_000)], **{f"r{i}": ["x"] for i in range(10_000)}}
    assert order(reads)[-1] == "total"


@pytest.mark.parametrize(
    ("reads", "circle"),
    [({"A1": ["B1"], "B1": ["A1"]}, ["A1", "B1", "A1"]), ({"a": ["a"]}, ["a", "a"]), ({"x": ["a"], "a": ["b"], "b": ["c", "d"], "c": [], "d": ["a"]}, ["a", "b", "d", "a"])],
)
def test_a_circle_is_named_in_order(reads: dict[str, list[str]], circle: list[str]) -> None:
    with pytest.raises(KhuonError) as refused:
        order(reads)
    (problem,) = refused.value.problems
    assert (problem.code, problem.args["cells"]) == ("formula.cycle", circle)
    assert " → ".join(circle) in problem.sentence("vi")


def test_dependents() -> None:
    assert dependents({"t": ["a", "b", "a"], "u": ["t"]}) == {"a": ["t"], "b": ["t"], "t": ["u"]}
