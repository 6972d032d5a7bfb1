"""Numbers, text, periods, values, canonical JSON and geometry."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metadata.canonical import canonical, digest
from metadata.documents import document_problems, load
from metadata.documents.regime import Regime
from metadata.errors import KhuonError
from metadata.grid import grid_of, split_key
from metadata.measures import convert, find, measures, propose
from metadata.numbers import format_vi, from_scaled, parse_vi, round_half_away, settle_quotient, to_scaled
from metadata.periods import Period, containing, due, round_under_way, span
from metadata.text import clean, fold, nfc, sort_key
from tests.metadata.examples import documents, template


@pytest.mark.parametrize(
    ("typed", "number"),
    [("1.234.567,89", "1234567.89"), ("8,5", "8.5"), ("-3", "-3"), ("  97 ", "97"), ("1234", "1234"), ("12.345,6", "12345.6"), ("−5", "-5")],
)
def test_numbers_are_read_the_vietnamese_way(typed: str, number: str) -> None:
    assert parse_vi(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("1.234", "cell.ambiguous_number"), ("1e3", "cell.not_a_number"), ("١٢", "cell.not_a_number"), ("1,2,3", "cell.not_a_number"),
     ("1.23,4", "cell.not_a_number"), ("NaN", "cell.not_a_number"), ("", "cell.not_a_number"), ("9" * 80, "number.too_long")],
)
def test_what_is_no_number_is_refused(typed: str, code: str) -> None:
    with pytest.raises(KhuonError) as caught:
        parse_vi(typed)
    assert caught.value.code == code


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**20), max_value=10**20))
def test_what_is_shown_reads_back(number: Decimal) -> None:
    text = format_vi(number, 2)
    assert parse_vi(text) == number
    scaled = to_scaled(number, 2)
    assert scaled is not None
    assert from_scaled(scaled, 2) == number


@pytest.mark.parametrize(("number", "places", "rounded"), [("2.5", 0, "3"), ("0.285", 2, "0.29"), ("1.005", 2, "1.01"), ("-2.5", 0, "-3"), ("-0.4", 0, "0")])
def test_half_is_rounded_away_from_zero(number: str, places: int, rounded: str) -> None:
    assert str(round_half_away(Decimal(number), places)) == rounded


def test_a_quotient_takes_fifteen_digits_first() -> None:
    assert round_half_away(settle_quotient(Decimal("0.28499999999999999")), 2) == Decimal("0.29")


def test_vietnamese_dictionary_order() -> None:
    words = ["Đà Nẵng", "Dak", "Ế", "E", "Ẹ", "An", "Ân", "Ăn"]
    assert sorted(words, key=sort_key) == ["An", "Ăn", "Ân", "Dak", "Đà Nẵng", "E", "Ẹ", "Ế"]


def test_text_is_composed_folded_and_cleaned() -> None:
    assert nfc("Ha\u0300 No\u0323\u0302i") == "Hà Nội"
    assert fold("Đường Hào") == "duong hao"
    for bad in ("\x1b[2J", "bao\u202excod", "a\nb"):
        with pytest.raises(KhuonError):
            clean(bad)
    assert clean("a\nb", lines=True) == "a\nb"
    with pytest.raises(KhuonError):
        nfc("\ud800")


@pytest.mark.parametrize("period", ["2026", "2026-Q3", "2026-H2", "2026-9M", "2026-09"])
def test_periods_read_back_and_step(period: str) -> None:
    parsed = Period.parse(period)
    assert parsed.id == period
    assert parsed.next().previous() == parsed
    assert parsed.year_before().year == 2025


def test_periods_speak_and_bound_themselves() -> None:
    assert Period.parse("2026-Q3").label() == "Quý III năm 2026"
    assert [p.id for p in Period.parse("2026-Q3").of_year()] == ["2026-Q1", "2026-Q2", "2026-Q3"]
    assert containing(dt.date(2026, 11, 22), "quarter").id == "2026-Q4"
    for bad in ("2026-13", "2026-Q5", "26", "2026-Q3 ", "２０２６"):
        with pytest.raises(KhuonError):
            Period.parse(bad)


def test_cut_off_and_deadline_come_from_the_regime() -> None:
    regime = template("thanh_tra_2021").regime
    period = Period.parse("2026-Q1")
    assert span(regime, period) == (dt.date(2025, 12, 15), dt.date(2026, 3, 14))
    # 14 March 2026 is a Saturday: three working days later is Wednesday.
    assert due(regime, period, "commune") == dt.date(2026, 3, 18)
    assert due(regime, period, "nobody") == dt.date(2026, 3, 14)


def test_each_round_has_its_own_cut_off_and_deadline() -> None:
    """13a/BTP: three times about the same year, due 8 May, 8 November and 20 January."""
    regime = template("ho_tich_2013").regime
    year = Period.parse("2026")
    told = {turn.name: (span(regime, year, turn.id), due(regime, year, "commune", turn.id)) for turn in regime.rounds.values()}
    first = dt.date(2026, 1, 1)
    assert told == {
        "6 tháng đầu năm (ước)": ((first, dt.date(2026, 4, 30)), dt.date(2026, 5, 8)),
        "Lần 1": ((first, dt.date(2026, 10, 31)), dt.date(2026, 11, 8)),
        "Chính thức": ((first, dt.date(2026, 12, 31)), dt.date(2027, 1, 20)),
    }
    days = {dt.date(2026, 2, 1): "l1", dt.date(2026, 5, 8): "l1", dt.date(2026, 5, 9): "l2", dt.date(2026, 11, 27): "ct", dt.date(2027, 5, 1): "ct"}
    assert {day: round_under_way(regime, year, day) for day in days} == days


def test_a_date_set_for_a_period_spares_rounds_with_dates_of_their_own() -> None:
    data = documents("ho_tich_2013")["g_hotich"]
    data["overrides"] = {"2026": {"from": None, "to": "2026-12-20", "due": "2027-01-31"}}
    regime = load(data)
    assert isinstance(regime, Regime)
    year = Period.parse("2026")
    assert [due(regime, year, "commune", turn) for turn in ("l2", "ct")] == [dt.date(2026, 11, 8), dt.date(2027, 1, 31)]
    assert [span(regime, year, turn)[1] for turn in ("l2", "ct")] == [dt.date(2026, 10, 31), dt.date(2026, 12, 20)]


def test_holidays_are_no_working_days() -> None:
    data = documents("thanh_tra_2021")["g_kntc"]
    data["holidays"] = ["2026-03-16"]
    regime = load(data)
    assert isinstance(regime, Regime)
    assert due(regime, Period.parse("2026-Q1"), "commune") == dt.date(2026, 3, 19)


def test_units_of_measure_know_their_misspellings() -> None:
    for text in ("Triệu dồng", "Tiệu đồng", "Tr.đ", "1.000.000 đồng", "Triệu đồng"):
        found = find(text)
        assert found is not None
        assert found.id == "trieu_dong"
    near = propose("trieu dong")
    assert near is not None
    assert near.id == "trieu_dong"
    assert convert(Decimal(2), measures()["ty_dong"], measures()["trieu_dong"]) == 2000
    with pytest.raises(ValueError, match="do not convert"):
        convert(Decimal(1), measures()["nguoi"], measures()["trieu_dong"])


def test_canonical_json_has_one_form() -> None:
    assert canonical({"b": 1, "a": "Ha\u0300"}) == '{"a":"Hà","b":1}'.encode()
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})
    with pytest.raises(KhuonError):
        canonical({"a": 1.5})


def test_header_spans_follow_from_the_tree() -> None:
    form = template("thanh_tra_2021").form("f_01xld")
    grid = grid_of(form, "s1")
    assert len(grid.leaves) == 27
    assert len(grid.header_rows) == 3
    top = {cell.label: (cell.colspan, cell.rowspan) for cell in grid.header_rows[0]}
    assert top["Đơn vị"] == (1, 3)
    assert top["Kết quả xử lý đơn"] == (8, 1)
    assert grid.number_row[9] == "9=11+12+13 =14+15+16+17 =18+22"
    assert sum(cell.colspan for cell in grid.header_rows[0]) == 27


def test_rows_depend_on_who_looks_and_when() -> None:
    form = template("tthc_2020").form("f_06a")
    assert [row.id for row in grid_of(form, "s1", "commune", "2026-03-31").rows] == ["rxa", "rxalv", "rtong"]
    assert [row.id for row in grid_of(form, "s1", "district", "2025-03-31").rows] == ["rhuyen", "rhuyenlv", "rtong"]
    assert [row.id for row in grid_of(form, "s1", "district", "2026-03-31").rows] == ["rtong"]


def test_open_rows_expand_to_their_instances() -> None:
    grid = grid_of(template("tthc_2020").form("f_06a"), "s1", "commune").expanded({"rxalv": [("k1", "Đất đai"), ("k2", "Hộ tịch")]})
    assert [row.key for row in grid.rows] == ["rxa", "rxalv#k1", "rxalv#k2", "rtong"]
    assert [row.label for row in grid.children_of("rxa")] == ["Đất đai", "Hộ tịch"]


def test_layers_of_a_cell() -> None:
    grid = grid_of(template("tthc_2020").form("f_06a"), "s1")
    assert grid.spec("rxalv", "c6").kind == "carried"
    assert grid.spec("rxa", "c6").kind == "computed"
    assert grid.spec("rxalv", "c4").kind == "number"
    assert grid.spec("rxa", "c4").formula == "sum(children())"
    assert grid.spec("rxalv", "c4").unit == "ho_so"


@pytest.mark.parametrize("key", ["", "r1", ":c1", "r1:", "r1#:c1", "#k:c1"])
def test_odd_cell_keys_are_refused(key: str) -> None:
    with pytest.raises(KhuonError):
        split_key(key)


def test_broken_documents_are_named_place_by_place() -> None:
    data = documents("thanh_tra_2021")["f_01xld"]
    columns = data["sections"]["items"]["s1"]["columns"]
    columns["nodes"]["c1"]["cell"] = {"colour": "red"}
    columns["nodes"]["__proto__"] = {"label": "x"}
    found = {problem.code: problem.place for problem in document_problems(data)}
    assert found["template.schema"].startswith("f_01xld/sections/items/s1/columns/nodes")
    assert found["field.key_reserved"].endswith("__proto__")


def test_a_tree_that_is_no_tree_is_refused() -> None:
    data = documents("thanh_tra_2021")["f_01xld"]
    columns = data["sections"]["items"]["s1"]["columns"]
    columns["root"].append("c2")
    columns["nodes"]["lost"] = {"label": "x"}
    places = {problem.args["id"] for problem in document_problems(data)}
    assert places == {"c2", "lost"}
