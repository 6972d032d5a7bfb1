"""From the complaint forms of 2021 to those of 2024: proposed, total, and figures that come out as a person adds them up."""

from __future__ import annotations

from decimal import Decimal

from metadata.checks import check_template
from metadata.mapping import Conversion, check_mappings, mappings_of
from metadata.values import DASH, NA, CellValue
from tests.metadata import examples
from tests.metadata.mapping.complaints import BASE, FORMS, documents, new, old, proposed


def _cells(form: str) -> dict[str, CellValue]:
    cells = examples.sample("thanh_tra_2021", "passes")["forms"][form]["cells"]
    return {key: Decimal(value) for key, value in cells.items()}


def _conversion(form: str) -> Conversion:
    return Conversion(old(), new(), form, mappings_of(new(), BASE).get(form))


def _converted(form: str, **changed: CellValue) -> dict[str, CellValue]:
    values = {**_cells(form), **{f"r1:{column}": value for column, value in changed.items()}}
    return {key.partition(":")[2]: value for key, value in _conversion(form).convert(values, {}).values.items()}


def test_the_2024_set_is_a_sound_template_with_the_slips_of_the_print() -> None:
    assert {problem.code for problem in check_template(documents())} == {"template.relation_omitted", "formula.relation_part"}


def test_columns_that_were_joined_are_proposed_as_sums() -> None:
    """01/XLD 2024 asks one figure where 2021 asked three: who signed the letter is no longer told apart."""
    found = proposed("f_01xld")
    assert found["n2"] == ("sum", ("c2", "c3", "c4"))
    assert found["n3"] == ("sum", ("c5", "c6", "c7"))
    assert found["n13"] == ("sum", ("c16", "c17"))
    assert found["n4"] == ("same", ("c8",))
    assert found["n5"] == ("new", ())


def test_captions_that_differ_by_a_denial_are_not_taken_for_each_other() -> None:
    for form, of_own, of_others in (("f_01xld", "c18", "c22"), ("f_02xld", "c23", "c26"), ("f_03xld", "c26", "c29")):
        totals = {"f_01xld": ("n14", "n18"), "f_02xld": ("n20", "n23"), "f_03xld": ("n21", "n24")}[form]
        assert [proposed(form)[key] for key in totals] == [("same", (of_own,)), ("same", (of_others,))]


def test_what_has_no_like_in_the_new_form_is_proposed_as_dropped() -> None:
    assert [key for key in proposed("f_02xld") if key.startswith("-")] == ["-c28"]
    assert [key for key in proposed("f_03xld") if key.startswith("-")] == ["-c30"]
    assert sorted(key for key in proposed("f_04xld") if key.startswith("-")) == ["-c18", "-c24"]


def test_the_mapping_of_the_example_is_total_and_without_findings() -> None:
    assert check_mappings(old(), new(), BASE) == []


def test_figures_of_2021_stand_in_the_columns_of_2024() -> None:
    """The sample of 01/XLD: 49+6+37, 71+59+15, 237−97, 14+40, added by hand."""
    found = _converted("f_01xld")
    assert [found[f"n{number}"] for number in (1, 2, 3, 4, 5, 6, 13, 14, 22)] == [237, 92, 145, 97, 140, 97, 54, 52, 78]
    assert _converted("f_04xld")["n14"] == 6  # 3 being solved, 3 not yet
    assert "n19" not in _converted("f_04xld")  # not asked in 2021: blank, no zero


def test_blank_dash_x_and_zero_stay_what_they_are() -> None:
    blank = _converted("f_01xld", c2=None, c3=None, c4=None, c8=None)
    assert ("n2" in blank, "n4" in blank) == (False, False)
    assert _converted("f_01xld", c2=DASH, c3=None, c4=DASH)["n2"] is DASH
    assert _converted("f_01xld", c2=DASH, c3=Decimal(0), c4=None)["n2"] == 0
    assert _converted("f_01xld", c8=NA)["n4"] is NA
    assert _converted("f_01xld", c2=Decimal(99999999999999999999), c3=Decimal(1), c4=None)["n2"] == Decimal(100000000000000000000)


def test_dropped_figures_are_named_as_lost_and_no_others() -> None:
    lost = {form: dict(_conversion(form).convert(_cells(form), {}).lost) for form in FORMS}
    assert lost == {"f_01xld": {}, "f_02xld": {"r1:c28": 11}, "f_03xld": {"r1:c30": 0}, "f_04xld": {"r1:c24": 38}}


def test_rows_of_units_in_a_report_are_converted_each_by_itself() -> None:
    values: dict[str, CellValue] = {"r1:c1": Decimal(9), "r1:c8": Decimal(4), "r1#u1:c1": Decimal(5), "r1#u1:c8": Decimal(1), "r1#u2:c1": DASH}
    found = _conversion("f_01xld").convert(values, {"r1": ["u1", "u2"]}).values
    assert {key: value for key, value in found.items() if key.endswith(":n5")} == {"r1:n5": 5, "r1#u1:n5": 4}
    assert found["r1#u2:n1"] is DASH
