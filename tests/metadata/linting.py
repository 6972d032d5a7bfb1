"""What the checks find in a form that a test writes down."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from metadata.checks import check_template
from metadata.errors import Problem
from tests.metadata import column_trees


def findings(header: str, body: str, rules: Mapping[str, Any], formulas: Mapping[str, str] | None = None) -> list[Problem]:
    """What is found in a form of these columns, rows and checks."""
    form = column_trees.form("f_1", "01/T", "BIỂU THỬ", header, body)
    section = form["sections"]["items"]["s1"]
    for node, formula in (formulas or {}).items():
        axis = "columns" if node in section["columns"]["nodes"] else "rows"
        section[axis]["nodes"][node]["cell"] = {"kind": "computed", "formula": formula}
    made = column_trees.regime(form, column_trees.rules("f_1", rules))
    found = check_template(made)
    assert all("{" not in problem.sentence(lang) + problem.hint(lang) for problem in found for lang in ("vi", "en"))
    return found
