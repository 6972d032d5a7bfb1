"""Contract of every consolidation engine: the same digits and states as adding by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metadata.slots import Slot
from metadata.values import DASH, NA, CellValue, Invalid
from runtime import vectors
from runtime.consolidation.block import Member, Totals, minus, plus, stack
from runtime.consolidation.engines import engine, engines
from runtime.vectors import pack

SLOTS = (Slot("r1:c1", 0), Slot("r1:c2", 2), Slot("r2:c1", 0))

ENGINES = sorted(engines())


def member(*values: CellValue) -> Member:
    filled = dict(zip((slot.key for slot in SLOTS), values, strict=True))
    vector = pack(SLOTS, filled)
    states = vectors.read_states(vector.states)
    exact = {
        at: value
        for at, value in enumerate(values)
        if states[at] == vectors.WIDE and isinstance(value, Decimal)
    }
    return Member(vector, exact)


def total(name: str, *members: Member) -> Totals:
    return engine(name).add(stack(SLOTS, members))


@pytest.mark.parametrize("name", ENGINES)
@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([None, None], None),
        ([DASH, DASH], DASH),
        ([DASH, None], DASH),
        ([NA, None], NA),
        ([NA, DASH], DASH),
        ([Decimal(0), DASH, None], Decimal(0)),
        ([Decimal(3), None], Decimal(3)),
        ([Decimal(3), DASH, NA, Decimal(4)], Decimal(7)),
        ([Invalid("abc"), None], None),
        ([Invalid("abc"), Decimal(5)], Decimal(5)),
        ([Decimal(-3), Decimal(3)], Decimal(0)),
    ],
)
def test_states_of_a_sum(name: str, cells: list[CellValue], expected: CellValue) -> None:
    assert total(name, *(member(cell, None, None) for cell in cells)).value(0) == expected


@pytest.mark.parametrize("name", ENGINES)
def test_no_units_give_blank(name: str) -> None:
    assert total(name).values(SLOTS) == {}


@pytest.mark.parametrize("name", ENGINES)
def test_a_sum_beyond_63_bits_is_exact(name: str) -> None:
    big = Decimal(vectors.HIGHEST)
    totals = total(name, *(member(big, None, -big - 1) for _ in range(3)))
    assert totals.value(0) == 3 * big
    assert totals.value(2) == -3 * big - 3
    assert totals.states().tolist() == [vectors.WIDE, vectors.BLANK, vectors.WIDE]


@pytest.mark.parametrize("name", ENGINES)
def test_twenty_digit_money_is_exact(name: str) -> None:
    money = Decimal("12345678901234567890.12")
    totals = total(name, member(None, money, None), member(None, Decimal("0.88"), None))
    assert totals.value(1) == Decimal("12345678901234567891.00")


numbers = st.one_of(
    st.integers(-(10**25), 10**25), st.integers(-50, 50), st.sampled_from([vectors.HIGHEST, vectors.LOWEST])
).map(Decimal)
cells = st.one_of(st.none(), st.just(DASH), st.just(NA), st.just(Invalid("?")), numbers)
rows = st.lists(st.builds(member, cells, cells, cells), max_size=8)


def shown(totals: Totals) -> tuple[object, ...]:
    return (totals.values(SLOTS), totals.states().tolist(), totals.tallies.tolist())


@pytest.mark.parametrize("name", [n for n in ENGINES if n != "plain"])
@given(members=rows)
def test_every_engine_agrees_with_the_plain_one(name: str, members: list[Member]) -> None:
    assert shown(total(name, *members)) == shown(total("plain", *members))


@given(left=rows, right=rows)
def test_levels_and_deltas_equal_one_big_sum(left: list[Member], right: list[Member]) -> None:
    whole = total("numpy", *left, *right)
    assert shown(plus(total("numpy", *left), total("numpy", *right))) == shown(whole)
    assert shown(minus(whole, total("numpy", *right))) == shown(total("numpy", *left))


def test_a_vector_of_another_form_is_refused() -> None:
    other = Member(pack(SLOTS[:2], {}))
    with pytest.raises(ValueError, match="slots"):
        stack(SLOTS, [other])
