"""Every reason that understanding gives has a sentence of its own for people."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import designer.importing.understanding
from designer.importing.proposal import Finding
from designer.importing.understanding.cells import KINDS as CELL_KINDS
from designer.importing.understanding.rows import KINDS
from designer.importing.view import detail_of, sentence
from metadata.formula import from_excel
from runtime.words import add_words, known

FOLDER = Path(designer.importing.understanding.__file__).parent


def texts(node: ast.AST) -> Iterator[str]:
    """Constants of an expression, both sides of a choice."""
    if isinstance(node, ast.IfExp):
        yield from texts(node.body)
        yield from texts(node.orelse)
    elif isinstance(node, ast.List | ast.Tuple):
        for item in node.elts:
            yield from texts(item)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value


def nodes() -> Iterator[ast.AST]:
    for path in sorted(FOLDER.glob("*.py")):
        yield from ast.walk(ast.parse(path.read_text(encoding="utf-8")))


def calls() -> Iterator[ast.Call]:
    yield from (node for node in nodes() if isinstance(node, ast.Call))


def named_reason() -> Iterator[str]:
    """What a variable called ``reason`` is set to."""
    for node in nodes():
        if isinstance(node, ast.Assign) and any(isinstance(target, ast.Name) and target.id == "reason" for target in node.targets):
            yield from texts(node.value)


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def left_codes() -> set[str]:
    found = set(named_reason())
    for call in calls():
        if name_of(call) == "leave" and len(call.args) > 3:
            found.update(texts(call.args[3]))
        elif name_of(call) == "_leave" and len(call.args) > 1:
            found.update(texts(call.args[1]))
    refusals = ast.walk(ast.parse(Path(from_excel.__file__).read_text(encoding="utf-8")))
    for node in (*refusals, *calls()):
        if isinstance(node, ast.Call) and name_of(node) == "UntranslatedError" and node.args:
            found.update(f"formula_{code}" for code in texts(node.args[0]))
    return found


def doubt_codes() -> set[str]:
    found: set[str] = set()
    for call in calls():
        if name_of(call) == "doubt" and len(call.args) > 1:
            found.update(texts(call.args[1]))
        elif name_of(call) == "append" and isinstance(call.func, ast.Attribute) and getattr(call.func.value, "attr", getattr(call.func.value, "id", "")) in ("doubts", "reasons"):
            found.update(texts(call.args[0]))
        for keyword in call.keywords:
            if keyword.arg in ("reasons", "doubts"):
                found.update(texts(keyword.value))
    return found


def what_codes() -> set[str]:
    """Codes of what a finding is, those made of a role or kind written out."""
    found = {f"stub_{role}" for role in ("marker", "caption", "code", "unit")} | {f"row_{kind}" for kind in KINDS}
    for call in calls():
        found.update(code for keyword in call.keywords if keyword.arg == "what" for code in texts(keyword.value) if code)
        if name_of(call) == "note" and len(call.args) > 1:
            found.update(texts(call.args[1]))
    return found


@pytest.fixture(autouse=True)
def _words() -> None:
    add_words("designer")


def test_the_search_finds_what_is_known_to_be_there() -> None:
    assert {"not_understood", "ignored", "sample", "formula_outside"} <= left_codes()
    assert {"no_number_line", "no_caption", "unit_rows"} <= doubt_codes()


def test_every_reason_has_a_sentence() -> None:
    assert sorted(code for code in left_codes() if not known(f"importing.left.{code}")) == []
    assert sorted(code for code in doubt_codes() if not known(f"importing.reason.{code}")) == []


def test_what_was_found_is_said_in_both_languages() -> None:
    assert {"form_title", "relation", "signer", "cells"} <= what_codes()
    assert sorted(code for code in what_codes() if not known(f"importing.what.{code}")) == []
    assert sorted(kind for kind in CELL_KINDS if not known(f"importing.kind.{kind}")) == []
    column = Finding("cell", 0, (0, 0, 0, 0), 95, what="cells", args={"unit": "trieu_dong", "decimals": 1})
    row = Finding("row", 0, (0, 0, 0, 0), 95, detail="I Thu nội địa", what="row_total")
    assert [detail_of(column, lang) for lang in ("vi", "en")] == ["Ô số, đơn vị Triệu đồng, 1 chữ số thập phân", "Cells: numbers, unit Triệu đồng, 1 decimals"]
    assert [detail_of(row, lang) for lang in ("vi", "en")] == ["I Thu nội địa (dòng tổng)", "I Thu nội địa (total)"]


def test_a_code_without_a_sentence_still_says_something() -> None:
    assert sentence("left", "quite_new", {}, "vi") == "chưa đọc được [quite_new]"
    assert sentence("left", "formula_outside", {"what": "B7"}, "en") == "it uses a cell outside of the tables (B7)"
