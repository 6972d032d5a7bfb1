"""The table model that the browser draws."""

from __future__ import annotations

import json

import pytest

from metadata.documents import CellSpec
from metadata.errors import KhuonError
from renderers.table import spec_json, table_model
from renderers.wording import wording
from tests.forms_md import read
from tests.renderers.samples import small, templates


def test_geometry() -> None:
    model = table_model(small().form, "s1")
    assert [column["id"] for column in model["columns"]] == ["cA", "c1", "c2", "c3"]
    assert model["columns"][2]["path"] == ["Trong kỳ", "Đơn thư"]
    assert model["header"][0] == [
        {"id": "cA", "label": "Đơn vị", "colspan": 1, "rowspan": 2, "leaf": True},
        {"id": "c1", "label": "Tổng số đơn", "colspan": 1, "rowspan": 2, "leaf": True},
        {"id": "g0_2", "label": "Trong kỳ", "colspan": 2, "rowspan": 1, "leaf": False},
    ]
    assert model["number_row"] == [
        {"id": "cA", "text": "A"},
        {"id": "c1", "text": "1=2+3"},
        {"id": "c2", "text": "2"},
        {"id": "c3", "text": "3"},
    ]
    assert [(row["id"], row["depth"], row["kind"], row["role"]) for row in model["rows"]] == [
        ("r1", 0, "data", "row"),
        ("r2", 1, "data", "row"),
        ("r3", 1, "data", "row"),
        ("r4", 0, "total", "row"),
    ]


def test_properties_stand_once() -> None:
    model = table_model(small().form, "s1")
    assert [row["spec"] for row in model["rows"]] == [
        [None, 0, 1, 1],
        [None, 0, 1, 1],
        [None, 0, 1, 2],
        [None, 1, 1, 1],
    ]
    assert model["specs"] == [
        {"kind": "computed", "formula": "c2+c3", "decimals": 0},
        {"kind": "number", "decimals": 0},
        {"kind": "blocked", "decimals": 0},
    ]


def test_a_cell_to_enter_says_no_formula_that_it_inherits() -> None:
    assert "formula" not in spec_json(CellSpec(kind="number", formula="sum(children())"))
    assert spec_json(CellSpec(kind="carried", formula="prev(c1)"))["formula"] == "prev(c1)"


def test_the_model_is_json() -> None:
    for template in templates().values():
        for form in template.forms:
            for grid in form.grids:
                model = table_model(form, grid.id, dimensions=template.dimensions)
                assert json.loads(json.dumps(model)) == model


def test_formulas_in_words() -> None:
    model = table_model(small().form, "s1", formula_words=lambda row, column, formula: f"{row}.{column} bằng {formula}")
    assert model["specs"][0]["formula_words"] == "r1.c1 bằng c2+c3"


def test_open_rows_keep_their_template_row() -> None:
    template = templates()["tthc_2020"]
    model = table_model(
        template.form("f_06a"),
        "s1" if "s1" in template.form("f_06a").sections else next(iter(template.form("f_06a").sections)),
        "commune",
        instances={"rxalv": [("k1", "Đất đai")]},
        dimensions=template.dimensions,
    )
    rows = [(row["id"], row["inst"], row["label"], row["role"]) for row in model["rows"] if row["kind"] == "open"]
    assert rows[0] == ("rxalv", "k1", "Đất đai", "instance")
    assert rows[1][3] == "template"
    open_row = next(row for row in model["rows"] if row["role"] == "template")
    assert {"id", "label"} == set(open_row["open"]["items"][0])


def test_units_of_a_report() -> None:
    sheet = read("| Đơn vị | Số |\n| A | 1 |\n|---|---|\n| @ | 3 |")
    model = table_model(sheet.form, "s1", unit_rows=[("u1", "Xã Một"), ("u2", "Xã Hai")])
    assert [(row["inst"], row["label"], row["role"], row["kind"]) for row in model["rows"]] == [
        ("u1", "Xã Một", "unit", "unit"),
        ("u2", "Xã Hai", "unit", "unit"),
        (None, "Tổng cộng", "unit_total", "total"),
    ]
    assert table_model(sheet.form, "s1", unit_rows=[], lang="en")["rows"][0]["label"] == "Total"


def test_a_section_that_is_no_table() -> None:
    with pytest.raises(KhuonError) as caught:
        table_model(small().form, "s9")
    assert caught.value.code == "template.reference"


def test_words_of_a_real_form() -> None:
    template = templates()["tthc_2020"]
    section = template.form("f_06a").grids[0].id
    model = table_model(template.form("f_06a"), section, formula_words=wording(template, "f_06a", section))
    said = {spec["formula"]: spec["formula_words"] for spec in model["specs"] if "formula" in spec}
    assert "cột 4" in said["c4 + c5 + c6"]
    assert "Từ kỳ trước" in said["c4 + c5 + c6"]
    assert all(words != formula for formula, words in said.items())


def test_a_formula_that_does_not_parse_stands_as_written() -> None:
    template = templates()["tthc_2020"]
    section = template.form("f_06a").grids[0].id
    assert wording(template, "f_06a", section)("r", "c", "c4 +") == "c4 +"
