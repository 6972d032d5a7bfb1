"""Reports that several tests of outputs draw."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from metadata.documents import load
from metadata.documents.form import Form, read_form
from metadata.documents.others import read_layout
from metadata.template import Template
from metadata.values import DASH, NA, CellValue, Choice, FileRef, Invalid, Target, decode
from renderers.build import Filling, build
from renderers.document import Report
from tests.forms_md import Sheet, read

EXAMPLES = Path(__file__).parent.parent.parent / "examples"
FACTS = {"unit": "UBND XÃ TÂN HƯNG", "parent": "UBND TỈNH HƯNG YÊN", "period": "Quý I/2026", "year": "2026"}

SMALL = """
| Đơn vị       | Tổng số đơn | Trong kỳ | <    |
| ^            | ^           | Đơn thư  | Khác |
| A            | 1=2+3       | 2        | 3    |
|--------------|-------------|----------|------|
| Xã Tân Hưng  | =c2+c3 → 1.235 | 1.234 | 1    |
| . Thôn Một   | =c2+c3 → 0  | 0        | -    |
| . Thôn Hai   | =c2+c3      |          | X    |
| + Cộng       | 1.235       | x        |      |
"""


def small() -> Sheet:
    """A table with all four states of a number cell: blank, "-", 0 and X."""
    return read(SMALL, code="01/T", title="TỔNG HỢP ĐƠN")


def small_report() -> Report:
    sheet = small()
    return build(sheet.form, sheet.layout, Filling(sheet.values, facts=FACTS))


def templates() -> dict[str, Template]:
    """The example regimes by folder."""
    found = {}
    for folder in sorted(EXAMPLES.iterdir()):
        documents = sorted((folder / "documents").glob("*.json"))
        if documents:
            found[folder.name] = Template.of(json.loads(path.read_text("utf-8")) for path in documents)
    return found


def example_reports() -> dict[str, Report]:
    """Every form of every example, empty and with every sample."""
    found = {}
    for name, template in templates().items():
        samples = {
            path.stem: json.loads(path.read_text("utf-8"))
            for path in sorted((EXAMPLES / name / "samples").glob("*.json"))
        }
        for form in template.forms:
            layout = template.layout(form.id)
            found[f"{name}/{form.id}"] = build(form, layout)
            for sample, data in samples.items():
                if form.id in data["forms"]:
                    found[f"{name}/{form.id}/{sample}"] = build(form, layout, filling_of(template, data, form.id))
    return found


def filling_of(template: Template, sample: dict[str, Any], form_id: str) -> Filling:
    """What a sample file says about one form."""
    part = sample["forms"][form_id]
    return Filling(
        values={key: decode(value) for key, value in part.get("cells", {}).items()},
        instances={
            row: [(item["id"], item["label"]) for item in items] for row, items in part.get("instances", {}).items()
        },
        facts=FACTS,
        dimensions=template.dimensions,
        audience=sample.get("audience"),
    )


KINDS: dict[str, tuple[dict[str, Any], CellValue]] = {
    "number": ({"kind": "number", "decimals": 2, "unit": "trieu_dong"}, Decimal("1234567.5")),
    "negative": ({"kind": "number", "signed": True}, Decimal(-3)),
    "zero": ({"kind": "number"}, Decimal(0)),
    "wide": ({"kind": "number", "decimals": 2}, Decimal("12345678901234567890.12")),
    "blank": ({"kind": "number"}, None),
    "dash": ({"kind": "number"}, DASH),
    "na": ({"kind": "number"}, NA),
    "invalid": ({"kind": "number"}, Invalid("12a")),
    "computed": ({"kind": "computed", "formula": "c1"}, Decimal(7)),
    "carried": ({"kind": "carried", "formula": "prev(c1)"}, Decimal(8)),
    "blocked": ({"kind": "blocked"}, None),
    "text": ({"kind": "text"}, "- Đã hoàn thành\ndòng hai"),
    "choice": ({"kind": "choice", "choices": [{"value": "co", "label": "Có"}]}, Choice("co")),
    "date": ({"kind": "date"}, dt.date(2026, 3, 1)),
    "old_date": ({"kind": "date"}, dt.date(1899, 12, 31)),
    "target": ({"kind": "target"}, Target("range", Decimal(61), Decimal(62))),
    "file": ({"kind": "file"}, FileRef("quyet-dinh.pdf", "0" * 64, 10)),
}


def all_kinds() -> Report:
    """One report with every kind of cell in a grid, in fields, in an outline and as a file."""
    nodes: dict[str, Any] = {"cA": {"label": "Chỉ tiêu", "number": "A", "stub": "caption"}}
    nodes["c1"] = {"label": "Giá trị", "number": "1", "code": "c1"}
    rows = {f"r_{name}": {"label": name, "kind": "data", "cell": spec} for name, (spec, _) in KINDS.items()}
    grid = {
        "kind": "grid",
        "title": "Bảng",
        "columns": {"root": ["cA", "c1"], "nodes": nodes},
        "rows": {"root": list(rows), "nodes": rows},
        "cells": {},
    }
    fields = {name: {"label": f"Câu hỏi {name}", "cell": spec} for name, (spec, _) in KINDS.items()}
    outline = {
        "root": ["h1"],
        "nodes": {
            "h1": {"label": "I. Tình hình", "kind": "heading", "children": ["h2", "h3"]},
            "h2": {"label": "1. Kết quả", "kind": "text"},
            "h3": {"label": "Số đơn", "kind": "figure", "figure": "r_number.c1"},
        },
    }
    document = {
        "spec": "form/1",
        "id": "f_kinds",
        "code": "ĐỦ/LOẠI",
        "title": "ĐỦ LOẠI Ô",
        "sections": {
            "order": ["s1", "s2", "s3", "s4"],
            "items": {
                "s1": grid,
                "s2": {"kind": "fields", "title": "Câu hỏi", "fields": {"order": list(fields), "items": fields}},
                "s3": {"kind": "outline", "title": "Đề cương", "headings": outline},
                "s4": {
                    "kind": "files",
                    "title": "Tệp",
                    "files": {"order": ["tep"], "items": {"tep": {"label": "Quyết định"}}},
                },
            },
        },
        "signers": {"order": ["p1"], "items": {"p1": {"title": "NGƯỜI LẬP", "note": "(Ký)"}}},
    }
    form = load(document)
    assert isinstance(form, Form)
    layout = replace(small().layout, form="f_kinds", motto=True, unit_line="Đơn vị tính: Triệu đồng")
    values: dict[str, CellValue] = {f"r_{name}:c1": value for name, (_, value) in KINDS.items()}
    values |= {name: value for name, (_, value) in KINDS.items()}
    values |= {"h2": "Đoạn một.\nĐoạn hai.", "h3": Decimal(12), "tep": FileRef("qd.pdf", "1" * 64, 5)}
    return build(form, layout, Filling(values, facts=FACTS))


def with_text(text: str) -> Report:
    """A report that shows a text in every place where somebody's text can stand."""
    sheet = read(
        """
        | Đơn vị | Số | Lời {text} | Chọn {choice} |
        | A      | 1  | 2          | 3             |
        |--------|----|------------|---------------|
        | X1     | 5  |            |               |
        """
    )
    document = sheet.document
    document["code"] = text[:500] or "-"
    document["title"] = text
    section = document["sections"]["items"]["s1"]
    section["title"] = text
    section["columns"]["nodes"]["cA"]["label"] = text
    section["columns"]["nodes"]["c1"] |= {"label": text, "number": text[:500], "relation": text[:500]}
    section["columns"]["nodes"]["c3"]["cell"] = {"kind": "choice", "choices": [{"value": "a", "label": text[:500]}]}
    section["rows"]["nodes"]["r1"] |= {"label": text, "marker": text[:500]}
    document["footnotes"] = {"order": ["n1"], "items": {"n1": {"mark": text[:500], "text": text, "at": ["c1", "r1"]}}}
    document["signers"] = {"order": ["p1"], "items": {"p1": {"title": text[:500], "note": text[:500]}}}
    document["sections"]["order"] += ["s2", "s3", "s4"]
    document["sections"]["items"] |= {
        "s2": {
            "kind": "fields",
            "title": text,
            "fields": {"order": ["q1"], "items": {"q1": {"label": text, "cell": {"kind": "text"}}}},
        },
        "s3": {
            "kind": "outline",
            "title": text,
            "headings": {
                "root": ["h1", "h2"],
                "nodes": {
                    "h1": {"label": text, "kind": "heading"},
                    "h2": {"label": text, "kind": "text", "guidance": text},
                },
            },
        },
        "s4": {"kind": "files", "title": text, "files": {"order": ["t1"], "items": {"t1": {"label": text}}}},
    }
    form = read_form(document)
    lines = [text, "{unit}"]
    title = {"left": lines, "right": lines, "heading": lines, "sub": lines}
    layout = read_layout({**sheet.layout_document, "title": title, "unit_line": text})
    values: dict[str, CellValue] = {
        "r1:c1": Decimal(5),
        "r1:c2": text,
        "r1:c3": Choice("a"),
        "q1": text,
        "h2": text,
        "t1": FileRef(text, "0" * 64, 1),
    }
    return build(form, layout, Filling(values, facts={"unit": text}))
