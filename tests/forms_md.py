"""Forms as Markdown tables, so that a domain person can read a test.

Lines above the ruler are the header; `<` repeats the cell on the left, `^` the one above. The last header line
holds the column numbers or the printed relation (`1=2+3`); A, B, C are stub columns. A leaf caption may end in
`{unit}`, or in `{text}`, `{date}`, `{choice}`, `{target}`, `{file}` for the kind of its cells.

    | Đơn vị | Tổng số đơn | Trong kỳ | <      |
    | ^      | ^           | Đơn thư  | Khác   |
    | A      | 1=2+3       | 2        | 3      |
    |--------|-------------|----------|--------|
    | Xã A   | =c2+c3 → 5  | 2        | 3      |

Data columns get the codes c1, c2, …; stub columns the ids of their letters. Rows get the ids r1, r2, …; the caption begins
with `# ` in a heading, `+ ` in a total, `* ` in an open row and `@` (alone or before a caption) in the row of a unit,
behind one `. ` a level of depth. Body cells: a number as people write it (a dot always groups thousands), empty for blank, `-`, `X` for blocked, `x` for not
applicable, `"text"`, `=formula` with `→ value` for what it computes, `2026-03-01` a date.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import Any

from metadata.documents import Form, Layout, load
from metadata.documents.others import read_layout
from metadata.numbers import parse_vi
from metadata.values import DASH, NA, CellValue, encode

_STUBS = {"STT": "marker", "TT": "marker", "Mã số": "code", "Đơn vị tính": "unit", "ĐVT": "unit"}
_KINDS = ("text", "date", "choice", "target", "file")
_ROW_KINDS = {"#": "heading", "+": "total", "*": "open", "@": "unit"}


@dataclass
class Sheet:
    """A form document with one grid "s1" and the values written in the table."""

    document: dict[str, Any]
    values: dict[str, CellValue] = field(default_factory=dict)

    @property
    def form(self) -> Form:
        found = load(self.document)
        assert isinstance(found, Form)
        return found

    @property
    def layout(self) -> Layout:
        return read_layout(self.layout_document)

    @property
    def layout_document(self) -> dict[str, Any]:
        return {
            "spec": "layout/1",
            "id": "l_1",
            "form": self.document["id"],
            "page": {"size": "A4", "orientation": "landscape"},
            "title": {"left": ["{parent}", "{unit}"], "heading": [self.document["title"]], "sub": ["{period}"]},
        }

    @property
    def encoded(self) -> dict[str, Any]:
        """Values in their wire form, blanks left out."""
        return {key: encode(value) for key, value in self.values.items() if value is not None}


def read(markdown: str, code: str = "01/T", title: str = "BIỂU THỬ", form_id: str = "f_1") -> Sheet:
    """The form that a Markdown table draws."""
    lines = [_cells(line) for line in markdown.strip().splitlines() if line.strip()]
    ruler = next(index for index, cells in enumerate(lines) if all(re.fullmatch(r":?-+:?", cell) for cell in cells))
    *captions, numbers = lines[:ruler]
    columns = _columns(captions, numbers)
    leaves = [_leaf_id(number) for number in numbers]
    sheet = Sheet(_document(code, title, form_id, columns))
    section = sheet.document["sections"]["items"]["s1"]
    _rows(section, lines[ruler + 1 :], leaves, columns["nodes"], sheet.values)
    return sheet


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def _document(code: str, title: str, form_id: str, columns: dict[str, Any]) -> dict[str, Any]:
    section = {"kind": "grid", "title": "", "columns": columns, "rows": {"root": [], "nodes": {}}, "cells": {}}
    sections = {"order": ["s1"], "items": {"s1": section}}
    return {"spec": "form/1", "id": form_id, "code": code, "title": title, "sections": sections}


def _leaf_id(number: str) -> str:
    digits = re.match(r"\(?([0-9]+)", number)
    return f"c{digits[1]}" if digits else f"c{number.strip('()')}"


def _columns(captions: list[list[str]], numbers: list[str]) -> dict[str, Any]:
    nodes: dict[str, Any] = {}
    root: list[str] = []
    owner: list[list[str]] = []  # id of the node over every column, level by level
    for level, cells in enumerate(captions):
        owner.append([])
        for index, caption in enumerate(cells):
            if caption == "<":
                owner[level].append(owner[level][-1])
            elif caption == "^":
                owner[level].append(owner[level - 1][index])
            else:
                leaf = all(row[index] == "^" for row in captions[level + 1 :])
                alone = index + 1 == len(cells) or cells[index + 1] != "<"
                node_id = _leaf_id(numbers[index]) if leaf and alone else f"g{level}_{index}"
                nodes[node_id] = (
                    _leaf(caption, numbers[index]) if leaf and alone else {"label": caption, "children": []}
                )
                (nodes[owner[level - 1][index]]["children"] if level else root).append(node_id)
                owner[level].append(node_id)
    return {"root": root, "nodes": nodes}


def _leaf(caption: str, number: str) -> dict[str, Any]:
    match = re.fullmatch(r"(.*?)\s*\{(.+)\}", caption)
    label, suffix = (match[1], match[2]) if match else (caption, "")
    node: dict[str, Any] = {"label": label}
    if re.match(r"\(?[0-9]", number):
        node["code"] = _leaf_id(number)
        node["number"] = node["code"][1:]
        if "=" in number:
            node["relation"] = number
        if suffix:
            node["cell"] = {"kind": suffix} if suffix in _KINDS else {"unit": suffix}
    else:
        node |= {"number": number, "stub": _STUBS.get(label, "caption")}
    return node


def _rows(
    section: dict[str, Any],
    lines: list[list[str]],
    leaves: list[str],
    columns: dict[str, Any],
    values: dict[str, CellValue],
) -> None:
    chain: list[str] = []
    for number, cells in enumerate(lines, start=1):
        row_id = f"r{number}"
        row, depth = _row(cells, leaves, columns)
        section["rows"]["nodes"][row_id] = row
        chain = [*chain[:depth], row_id]
        if depth:
            section["rows"]["nodes"][chain[depth - 1]].setdefault("children", []).append(row_id)
        else:
            section["rows"]["root"].append(row_id)
        for leaf, text in zip(leaves, cells, strict=True):
            if "stub" not in columns[leaf] and row["kind"] != "heading":
                _body_cell(section, f"{row_id}:{leaf}", text, values)


def _row(cells: list[str], leaves: list[str], columns: dict[str, Any]) -> tuple[dict[str, Any], int]:
    row: dict[str, Any] = {"label": "", "kind": "data"}
    depth = 0
    for leaf, text in zip(leaves, cells, strict=True):
        stub = columns[leaf].get("stub")
        if stub == "caption":
            dots = re.match(r"(\. )*", text)
            depth = len(dots[0]) // 2 if dots else 0
            caption = text[2 * depth :]
            mark = caption[:1] if caption[1:2] in ("", " ") else ""
            row["kind"] = _ROW_KINDS.get(mark, "data")
            row["label"] = caption[1:].strip() if mark in _ROW_KINDS else caption
        elif stub == "marker" and text:
            row["marker"] = text
        elif stub == "code" and text:
            row["code"] = f"r{text}"
        elif stub == "unit" and text:
            row["cell"] = {"unit": text}
    return row, depth


def _body_cell(section: dict[str, Any], key: str, text: str, values: dict[str, CellValue]) -> None:
    if text == "X":
        section["cells"][key] = {"kind": "blocked"}
    elif text.startswith("="):
        formula, _, computed = text[1:].partition("→")
        section["cells"][key] = {"kind": "computed", "formula": formula.strip()}
        values[key] = _value(computed.strip())
    elif text:
        values[key] = _value(text)


def _value(text: str) -> CellValue:
    if not text:
        return None
    if text in ("-", "x"):
        return DASH if text == "-" else NA
    if text.startswith('"'):
        return text.strip('"')
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return dt.date.fromisoformat(text)
    return parse_vi(text.replace(".", ""))
