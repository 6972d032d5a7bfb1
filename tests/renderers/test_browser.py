"""The schema for react-jsonschema-form."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from metadata.documents.form import read_form
from metadata.errors import KhuonError
from renderers.browser import check_ui, fill_schema
from tests.renderers.samples import templates

PAYLOADS = json.loads((Path(__file__).parent.parent / "attacks" / "payloads.json").read_text("utf-8"))["attacks"]


def form_of(cells: dict[str, dict[str, Any]]) -> Any:
    fields = {name: {"label": f"Câu {name}", "cell": cell} for name, cell in cells.items()}
    return read_form(
        {
            "spec": "form/1",
            "id": "f_1",
            "code": "1",
            "title": "PHIẾU",
            "sections": {
                "order": ["s1", "s2", "s3"],
                "items": {
                    "s1": {"kind": "fields", "title": "Hỏi", "fields": {"order": list(fields), "items": fields}},
                    "s2": {
                        "kind": "outline",
                        "headings": {
                            "root": ["h1"],
                            "nodes": {
                                "h1": {"label": "I. Tình hình", "kind": "heading", "children": ["h2"]},
                                "h2": {"label": "1. Kết quả", "kind": "text", "guidance": "Nêu số liệu"},
                            },
                        },
                    },
                    "s3": {
                        "kind": "files",
                        "files": {"order": ["t1"], "items": {"t1": {"label": "Tệp", "required": True}}},
                    },
                },
            },
        }
    )


def test_grids_are_opaque() -> None:
    for template in templates().values():
        for form in template.forms:
            made = fill_schema(form, template.dimensions)
            Draft202012Validator.check_schema(made["schema"])
            for grid in form.grids:
                assert made["schema"]["properties"][grid.id] == {
                    "type": "object",
                    "title": grid.title,
                    "additionalProperties": True,
                }
                assert made["uiSchema"][grid.id] == {"ui:field": "table", "ui:options": {"section": grid.id}}


def test_questions() -> None:
    choices = [{"value": "co", "label": "Có"}, {"value": "khong", "label": "Không"}]
    made = fill_schema(
        form_of(
            {
                "so": {"kind": "number", "decimals": 2, "unit": "nguoi", "required": True, "guidance": "Đến cuối kỳ"},
                "ten": {"kind": "text", "max_length": 100},
                "chon": {"kind": "choice", "choices": choices},
                "ngay": {"kind": "date"},
                "tinh": {"kind": "computed", "formula": "so"},
                "dich": {"kind": "target"},
                "tep": {"kind": "file", "accept": ["pdf"]},
            }
        )
    )
    schema, ui = made["schema"]["properties"]["s1"], made["uiSchema"]["s1"]
    Draft202012Validator.check_schema(made["schema"])
    assert schema["required"] == ["so"]
    assert schema["properties"]["ten"] == {"title": "Câu ten", "type": "string", "maxLength": 100}
    assert schema["properties"]["chon"]["oneOf"] == [
        {"const": "co", "title": "Có"},
        {"const": "khong", "title": "Không"},
    ]
    assert schema["properties"]["ngay"] == {"title": "Câu ngay", "type": "string", "format": "date"}
    assert schema["properties"]["tinh"]["readOnly"] is True
    assert {name: part.get("ui:widget") or part.get("ui:field") for name, part in ui.items() if name != "ui:order"} == {
        "so": "decimal",
        "ten": "text",
        "chon": "radio",
        "ngay": "date",
        "tinh": "decimal",
        "dich": "target",
        "tep": "attachment",
    }
    assert (ui["so"]["ui:help"], ui["so"]["ui:options"]["unit"]) == ("Đến cuối kỳ", "người")
    check = Draft202012Validator(schema["properties"]["so"])
    assert [check.is_valid(value) for value in ("12345678901234567890.12", "-", "1e3", 5)] == [True, True, False, False]


def test_outlines_and_files() -> None:
    made = fill_schema(form_of({}))
    assert made["uiSchema"]["s2"]["h2"] == {
        "ui:widget": "textarea",
        "ui:options": {"rows": 4, "level": 1},
        "ui:help": "Nêu số liệu",
    }
    assert made["schema"]["properties"]["s2"]["properties"]["h1"] == {"type": "null", "title": "I. Tình hình"}
    assert made["schema"]["properties"]["s3"]["required"] == ["t1"]


@pytest.mark.parametrize(
    "ui",
    [
        *(attack["send"]["value"] for attack in PAYLOADS if attack["send"]["kind"] == "ui_schema"),
        {"a": {"ui:widget": "html"}},
        {"a": {"ui:classNames": "x"}},
        {"a": {"classNames": "x"}},
        {"a": {"ui:field": "/constructor"}},
    ],
)
def test_display_properties_outside_the_lists_are_refused(ui: dict[str, Any]) -> None:
    with pytest.raises(KhuonError) as caught:
        check_ui(ui)
    assert (caught.value.code, caught.value.status) == ("ui.key_not_allowed", 422)
