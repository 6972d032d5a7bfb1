"""JSON of reports, and JSON inside pages."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from renderers.json import RENDERER, island_json
from tests.renderers.samples import small_report

TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)))


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | TEXT, lambda inner: st.lists(inner) | st.dictionaries(TEXT, inner)
    )
)
def test_island_json_is_the_same_value_without_markup(value: object) -> None:
    text = island_json(value)
    assert json.loads(text) == value
    assert not set(text) & set("<>&\u2028\u2029")


def test_no_number_that_json_has_not() -> None:
    with pytest.raises(ValueError, match="JSON compliant"):
        island_json(float("nan"))


def test_values_keep_their_wire_form() -> None:
    rows = json.loads(RENDERER.render(small_report()))["sections"][0]["rows"]
    assert [row["cells"] for row in rows] == [
        {"c1": "1235", "c2": "1234", "c3": "1"},
        {"c1": "0", "c2": "0", "c3": {"s": "-"}},
        {},
        {"c1": "1235", "c2": {"s": "x"}},
    ]
    assert [row["blocked"] for row in rows] == [[], [], ["c3"], []]
