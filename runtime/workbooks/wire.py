"""A book as JSON, between processes and in the row of a source, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields, replace
from typing import Any, Final

from runtime.workbooks.contents import Content, cell_of
from runtime.workbooks.model import Area, Book, Cell, Choice, Name, Sheet, Unread

_CELL: Final = tuple(field for field in fields(Cell) if field.default is not MISSING)


def book_json(book: Book) -> dict[str, Any]:
    """The book as plain JSON; what is as usual is left out."""
    return {
        "name": book.name,
        "kind": book.kind,
        "sheets": [_sheet(sheet) for sheet in book.sheets],
        "unread": [{"code": item.code, "place": item.place, "args": dict(item.args)} for item in book.unread],
        "names": [[item.name, item.sheet, list(item.area)] for item in book.names],
    }


def _sheet(sheet: Sheet) -> dict[str, Any]:
    return {
        "name": sheet.name,
        "size": [sheet.rows, sheet.columns],
        "cells": [[row, column, _cell(cell)] for (row, column), cell in sheet.cells.items()],
        "merges": [list(area) for area in sheet.merges],
        "widths": [[key, value] for key, value in sheet.widths.items()],
        "heights": [[key, value] for key, value in sheet.heights.items()],
        "hidden_rows": sorted(sheet.hidden_rows),
        "hidden_columns": sorted(sheet.hidden_columns),
        "choices": [[list(choice.area), list(choice.values)] for choice in sheet.choices],
        "paper": sheet.paper,
        "landscape": sheet.landscape,
        "repeated": list(sheet.repeated) if sheet.repeated else None,
        "hidden": sheet.hidden,
        "before": list(sheet.before),
        "after": list(sheet.after),
    }


def contents_json(book: Book, contents: Sequence[Mapping[tuple[int, int], Content]]) -> dict[str, Any]:
    """A book without looks: each cell is a short list, so that 60,000 of them cross between processes quickly."""
    return {**book_json(book), "contents": [[_bare(row, column, *one) for (row, column), one in cells.items()] for cells in contents]}


def _bare(row: int, column: int, text: str, number: str | None, formula: str | None, encoding: str, original: str) -> list[Any]:
    if encoding or formula is not None:
        return [row, column, text, number, formula, encoding, original]
    return [row, column, text] if number is None else [row, column, text, number]


def contents_from_json(data: Mapping[str, Any]) -> Book:
    """The book that :func:`contents_json` wrote, with its cells."""
    book = book_from_json(data)
    filled = zip(book.sheets, data["contents"], strict=True)
    return replace(book, sheets=tuple(replace(sheet, cells={(one[0], one[1]): cell_of(*one[2:]) for one in cells}) for sheet, cells in filled))


def _cell(cell: Cell) -> dict[str, Any]:
    return {field.name: getattr(cell, field.name) for field in _CELL if getattr(cell, field.name) != field.default}


def book_from_json(data: Mapping[str, Any]) -> Book:
    """The book that :func:`book_json` wrote."""
    unread = tuple(Unread(item["code"], item["place"], item["args"]) for item in data["unread"])
    # Sources stored before names were read have none.
    names = tuple(Name(name, sheet, read_area(area)) for name, sheet, area in data.get("names", ()))
    return Book(data["name"], data["kind"], tuple(_read_sheet(sheet) for sheet in data["sheets"]), unread, names)


def _read_sheet(data: Mapping[str, Any]) -> Sheet:
    return Sheet(
        name=data["name"],
        rows=data["size"][0],
        columns=data["size"][1],
        cells={(row, column): _read_cell(cell) for row, column, cell in data["cells"]},
        merges=tuple(read_area(area) for area in data["merges"]),
        widths=dict(data["widths"]),
        heights=dict(data["heights"]),
        hidden_rows=frozenset(data["hidden_rows"]),
        hidden_columns=frozenset(data["hidden_columns"]),
        choices=tuple(Choice(read_area(area), tuple(values)) for area, values in data["choices"]),
        paper=data["paper"],
        landscape=data["landscape"],
        repeated=tuple(data["repeated"]) if data["repeated"] else None,
        hidden=data["hidden"],
        before=tuple(data["before"]),
        after=tuple(data["after"]),
    )


def _read_cell(data: Mapping[str, Any]) -> Cell:
    return Cell(**{**data, "marks": tuple(data.get("marks", ()))})


def read_area(values: Any) -> Area:
    """An area from a list of four numbers."""
    top, left, bottom, right = values
    return int(top), int(left), int(bottom), int(right)
