"""Documents that hold: what a schema or the formula language refuses is taken out and left over, never proposed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from designer.importing.understanding.ledger import Ledger
from designer.importing.understanding.plan import Plan
from metadata.documents import Document
from metadata.documents.form import read_form
from metadata.documents.others import read_layout, read_rules
from metadata.documents.regime import read_regime
from metadata.errors import Problem
from metadata.formula.program.build import build
from metadata.template import Template

_READERS: Final[Mapping[str, Callable[[Mapping[str, Any]], Document]]] = {
    "form/1": read_form, "rules/1": read_rules, "layout/1": read_layout, "regime/1": read_regime,
}  # fmt: skip
_REGIME = "g_doc"
#: Rounds of taking out: one refusal may uncover another.
_ROUNDS = 8

Documents = dict[str, dict[str, Any]]


def settled(documents: Documents, forms: Sequence[str], plans: Sequence[Plan], ledger: Ledger) -> Documents:
    """The documents with formulas and rules that compile."""
    for _ in range(_ROUNDS):
        template = _Composed({**documents, _REGIME: _regime(forms)})
        problems = [(form, problem) for form in forms for problem in build(template, form, lenient=True).problems if problem.severity == "error"]
        if not problems:
            return documents
        for form, problem in problems:
            _take_out(documents, form, problem, plans, ledger)
    for form in forms:
        _without_formulas(documents, form)
    return documents


class _Composed(Template):
    """Documents composed here hold their schemas by construction: asking again would take most of the time of a long sheet."""

    def __init__(self, documents: Mapping[str, Mapping[str, Any]]) -> None:
        self.documents = dict(documents)
        self._typed = {key: _READERS[str(data["spec"])](data) for key, data in documents.items()}


def _regime(forms: Sequence[str]) -> Mapping[str, Any]:
    return {
        "spec": "regime/1", "id": _REGIME, "code": "DOC", "name": "Đọc thử", "kind": "periodic", "frequency": "year",
        "cutoff": {"from": {"month": -1, "day": 15}, "to": {"month": 0, "day": 14}}, "reporters": {"kinds": ["commune"]}, "forms": list(forms),
    }  # fmt: skip


def _take_out(documents: Documents, form: str, problem: Problem, plans: Sequence[Plan], ledger: Ledger) -> None:
    if "/" in problem.place and problem.place.split("/")[0] in documents and documents[problem.place.split("/")[0]]["spec"] == "rules/1":
        _rule(documents, problem, plans, ledger)
        return
    if problem.code == "formula.cycle":
        keys = [str(key) for key in problem.args["cells"]]
    else:
        keys = [problem.place.rsplit("/", 1)[-1]]
    for key in keys:
        _cell(documents, form, key.replace("#", ""), problem, plans, ledger)


def _rule(documents: Documents, problem: Problem, plans: Sequence[Plan], ledger: Ledger) -> None:
    doc, rule = problem.place.split("/")[:2]
    body = documents[doc]
    said = body["items"].pop(rule, None)
    body["order"] = [key for key in body["order"] if key != rule]
    plan = next((p for p in plans if p.form == body["form"] and said and said["origin"]["column"] in p.column_ids.values()), None)
    if plan is not None and said:
        column = next(c for c, key in plan.column_ids.items() if key == said["origin"]["column"])
        row = plan.table.number_rows[0] if plan.table.number_rows else plan.table.header_bottom
        ledger.leave(plan.plane, (row, column, row, column), said["printed"], "rule_refused", why=problem.code)


def _cell(documents: Documents, form: str, key: str, problem: Problem, plans: Sequence[Plan], ledger: Ledger) -> None:
    row, _, column = key.partition(":")
    for plan in plans:
        section = documents[form]["sections"]["items"].get(plan.section) if plan.form == form else None
        if section is None or row not in section["rows"]["nodes"] or column not in section["columns"]["nodes"]:
            continue
        at = next((r.row for r in plan.rows if r.id == row), plan.table.body_top)
        place = next((c for c, name in plan.column_ids.items() if name == column), plan.table.left)
        if key not in section.get("cells", {}) and problem.code != "formula.cycle" and _column(section["columns"]["nodes"][column]):
            printed = plan.table.number_rows[-1] if plan.table.number_rows else plan.table.header_bottom
            ledger.leave(plan.plane, (printed, place, printed, place), plan.plane.text(printed, place), "formula_refused", why=problem.code)
            return
        if not _has_formula(section, row, column, key):
            return
        cells = section.setdefault("cells", {})
        cells[key] = {**{k: v for k, v in cells.get(key, {}).items() if k not in ("formula", "kind")}, "kind": "number"}
        said = ledger.take_back(form, ("sections", "items", plan.section, "cells", key))
        for area in [finding.area for finding in said] or [(at, place, at, place)]:
            ledger.leave(plan.plane, area, plan.plane.cell(area[0], area[1]).formula or "", "formula_refused", why=problem.code)


def _has_formula(section: dict[str, Any], row: str, column: str, key: str) -> bool:
    """Whether a cell still has a formula of its own, of its column or of its row."""
    layers = (section.get("cells", {}).get(key), section["columns"]["nodes"][column].get("cell"), section["rows"]["nodes"][row].get("cell"))
    return any(layer and (layer.get("formula") or layer.get("kind") in ("computed", "carried")) for layer in layers)


def _column(node: dict[str, Any]) -> bool:
    """Take the formula out of a column; whether there was one. What is wrong with it is wrong in every row."""
    spec = node.get("cell", {})
    if spec.pop("formula", None) is None:
        return False
    spec["kind"] = "number"
    return True


def _without_formulas(documents: Documents, form: str) -> None:
    for section in documents[form]["sections"]["items"].values():
        nodes = [*section["columns"]["nodes"].values(), *section["rows"]["nodes"].values()]
        for spec in [*(node["cell"] for node in nodes if "cell" in node), *section.get("cells", {}).values()]:
            if spec.pop("formula", None) is not None or spec.get("kind") in ("computed", "carried"):
                spec["kind"] = "number"
    for document in documents.values():
        if document["spec"] == "rules/1" and document["form"] == form:
            document["order"], document["items"] = [], {}
