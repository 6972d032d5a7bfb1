"""The documents of a form out of what was understood: form, rules, layout."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from designer.importing.understanding.foot import Foot, anchored, roles_of
from designer.importing.understanding.header import Heading
from designer.importing.understanding.ledger import Ledger
from designer.importing.understanding.numbering import is_relation
from designer.importing.understanding.plan import Plan
from designer.importing.understanding.rows import BodyRow
from designer.importing.understanding.surroundings import Title, layout_title
from metadata.documents import Column
from metadata.documents.trees import read_tree
from metadata.errors import KhuonError
from metadata.formula import relation
from metadata.formula.relation_lint import line_problems
from metadata.formula.relation_rules import printed_rule

_LABEL: Final = 2_000


def form_document(form: str, title: Title, plans: Sequence[Plan], foot: Foot, names: tuple[str, str]) -> dict[str, Any]:
    """The form. ``names`` are the code and title to use where the sheet prints none."""
    carried = anchored(foot, plans)
    notes = {f"n{i + 1}": _note(mark, text, carried[f"n{i + 1}"]) for i, (mark, text) in enumerate(foot.notes)}
    roles = roles_of(foot.signers)
    signers = {
        f"p{i + 1}": {"title": s.title, **({"note": s.note} if s.note else {}), **({"role": role} if role else {})}
        for i, (s, role) in enumerate(zip(foot.signers, roles, strict=True))
    }
    sections = {plan.section: section(plan, parts_of(plan, plans)) for plan in plans if plan.before is None}
    document: dict[str, Any] = {
        "spec": "form/1",
        "id": form,
        "code": (title.code or names[0])[:500] or form,
        "title": (" ".join(title.heading) or names[1])[:_LABEL],
        "cell": _default_cell(title),
        "sections": {"order": list(sections), "items": sections},
        "footnotes": {"order": list(notes), "items": notes},
        "signers": {"order": list(signers), "items": signers},
    }
    if title.basis:
        document["basis"] = title.basis
    return document


def _note(mark: str, text: str, at: list[str]) -> dict[str, Any]:
    return {**({"mark": mark} if mark else {}), "text": text, **({"at": at} if at else {})}


def _default_cell(title: Title) -> dict[str, Any]:
    if title.units:
        return {"kind": "number", "unit": title.units[0].id, "decimals": title.units[0].decimals}
    return {"kind": "number", **({"unit": title.unit_text} if title.unit_text else {}), "decimals": 0}


def layout_document(layout: str, form: str, title: Title, plans: Sequence[Plan]) -> dict[str, Any]:
    """The look of the form: paper as set in the sheet, else by the number of columns."""
    sheet = plans[0].plane.sheet
    heads = [plan for plan in plans if plan.before is None]
    columns = max(sum(len(part.data) for part in parts_of(plan, plans)) + len(plan.leaves) for plan in heads)
    bold = [row.id for plan in heads for row in plan.rows if row.bold]
    document: dict[str, Any] = {
        "spec": "layout/1",
        "id": layout,
        "form": form,
        "page": {
            "size": sheet.paper if sheet.paper in ("A3", "A4") else "A3" if columns > 18 else "A4",
            "orientation": "landscape" if sheet.landscape or columns > 7 else "portrait",
        },
        "title": layout_title(title),
        "repeat_header": True,
    }
    if title.unit_line:
        document["unit_line"] = title.unit_line
    if title.motto:
        document["motto"] = True
    if bold:
        document["styles"] = {"bold_rows": bold}
    return document


def parts_of(plan: Plan, plans: Sequence[Plan]) -> list[Plan]:
    """Further columns of a table that stand elsewhere on the sheet."""
    return [part for part in plans if part.before is plan]


def section(plan: Plan, parts: Sequence[Plan] = ()) -> dict[str, Any]:
    """One table as a section, with the columns of its further parts."""
    document: dict[str, Any] = {"kind": "list" if plan.shape == "list" else "grid", "columns": columns(plan), "rows": rows(plan)}
    if plan.title:
        document["title"] = plan.title[:_LABEL]
    cells = dict(plan.cells)
    for part in parts:
        more = columns(part)
        document["columns"]["root"] += [key for key in more["root"] if key not in document["columns"]["nodes"]]
        document["columns"]["nodes"] = {**more["nodes"], **document["columns"]["nodes"]}
        cells |= _across(plan, part) | part.cells
    if cells:
        document["cells"] = {f"{row}:{column}": spec for (row, column), spec in cells.items() if spec}
    return document


def _across(plan: Plan, part: Plan) -> dict[tuple[str, str], dict[str, Any]]:
    """What the rows of a part say of its cells where the rows of the first part say something else."""
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for row in part.data_rows:
        said, first = part.row_specs.get(row.id, {}), plan.row_specs.get(row.id, {})
        if said.get("formula") != first.get("formula"):
            formula = {"kind": "computed", "formula": said["formula"]} if said.get("formula") else {"kind": "number"}
            found |= {(row.id, part.column_id(leaf)): formula for leaf in part.data if "kind" not in part.specs[part.column_id(leaf)]}
    return found


def columns(plan: Plan) -> dict[str, Any]:
    """The column tree."""
    nodes: dict[str, Any] = {}
    roles = {leaf.columns[0]: role for leaf, role in zip(plan.leaves, plan.roles, strict=True)}

    def add(heading: Heading) -> str:
        if heading.children:
            key = plan.group_ids[id(heading)]
            nodes[key] = {"label": heading.label[:_LABEL]}
            nodes[key]["children"] = [add(child) for child in heading.children]
            return key
        key = plan.column_id(heading)
        nodes[key] = _leaf(plan, heading, roles[heading.columns[0]])
        return key

    root = [add(heading) for heading in plan.headings]
    return {"root": root, "nodes": nodes}


def _leaf(plan: Plan, leaf: Heading, role: str) -> dict[str, Any]:
    key = plan.column_id(leaf)
    node: dict[str, Any] = {"label": leaf.label[:_LABEL]}
    if leaf.number:
        node["number"] = leaf.number.number[:100]
    if role:
        return {**node, "stub": role}
    node["code"] = key[:32]
    if leaf.number and leaf.number.relation and is_relation(leaf.number.relation):
        node["relation"] = leaf.number.relation[:500]
    if plan.specs.get(key):
        node["cell"] = plan.specs[key]
    return node


def rows(plan: Plan) -> dict[str, Any]:
    """The row tree: one row per unit, one open row, or the rows of the sheet."""
    if plan.shape == "unit":
        spec = plan.row_specs.get(plan.rows[0].id) if plan.rows else None
        return {"root": ["r1"], "nodes": {"r1": {"label": "", "kind": "unit", "code": "r1", **({"cell": spec} if spec else {})}}}
    nodes: dict[str, Any] = {}
    root: list[str] = []
    for row in plan.rows:
        nodes[row.id] = _row(plan, row)
        if row.parent is None:
            root.append(row.id)
        else:
            nodes[plan.rows[row.parent].id].setdefault("children", []).append(row.id)
    return {"root": root, "nodes": nodes}


def _row(plan: Plan, row: BodyRow) -> dict[str, Any]:
    node: dict[str, Any] = {"label": row.label[:_LABEL], "kind": row.kind}
    if row.kind != "heading":
        node["code"] = row.id[:32]
    if row.marker:
        node["marker"] = row.marker[:100]
    if row.kind == "open":
        node["open"] = {"catalogue": None, "min": 0, "max": 500, "numbering": row.numbering}
        node.pop("marker", None)
    if plan.row_specs.get(row.id) and row.kind != "heading":
        node["cell"] = plan.row_specs[row.id]
    return node


def rules_document(rules: str, form: str, plans: Sequence[Plan], document: Mapping[str, Any], ledger: Ledger) -> dict[str, Any]:
    """The checks that the printed relations stand for, in print order; relations that cannot be expanded are left over."""
    items: dict[str, Any] = {}
    for plan in plans:
        tree = document["sections"]["items"][plan.section]["columns"]
        axis = relation.axis_of(read_tree(tree, Column.read))
        for leaf in plan.data:
            if leaf.number and leaf.number.relation:
                for rule in _rules_of(plan, leaf, axis, ledger):
                    items[f"k{len(items) + 1}"] = rule
    return {"spec": "rules/1", "id": rules, "form": form, "order": list(items), "items": items}


def _rules_of(plan: Plan, leaf: Heading, axis: relation.Axis, ledger: Ledger) -> list[dict[str, Any]]:
    """Checks of one printed relation: as the designer makes them."""
    number, column = leaf.number, leaf.columns[0]
    assert number is not None
    row = plan.table.number_rows[0] if plan.table.number_rows else leaf.area[0]
    area = (row, column, plan.table.number_rows[-1] if plan.table.number_rows else row, leaf.columns[1])
    key = plan.column_id(leaf)
    path = ("sections", "items", plan.section, "columns", "nodes", key, "relation")
    text = number.relation
    if not is_relation(text):
        return _arithmetic(plan, leaf, axis, ledger, area)
    odd = [problem.code for problem in line_problems(text, axis)]
    try:
        found = [printed_rule(equation, axis, key, part) for part, equation in enumerate(relation.expand(text, axis))]
    except KhuonError as error:
        ledger.leave(plan.plane, area, text, "relation_unread", why=error.problems[0].code)
        return []
    ledger.found("number_line", plan.plane, area, 80 if odd else 98, text, form=plan.form, path=path, reasons=["odd_relation"] if odd else (), what="relation")
    return [{**rule, "printed": rule["printed"][:500]} for rule in found]


def _arithmetic(plan: Plan, leaf: Heading, axis: relation.Axis, ledger: Ledger, area: Any) -> list[dict[str, Any]]:
    """``5=4/3*100``: no sum, but a formula of the column."""
    assert leaf.number is not None
    text, key = leaf.number.relation, plan.column_id(leaf)
    formula = arithmetic(text, axis)
    if formula is None:
        ledger.leave(plan.plane, area, text, "relation_unread", why="formula.relation_syntax")
        return []
    reasons = ["printed_formula"]
    if plan.specs.get(key, {}).get("unit") == "phan_tram" and re.fullmatch(r"\w+ / \w+", formula):
        # "3=2/1" over a column of percents leaves the hundred out.
        formula, reasons = f"{formula} * 100", [*reasons, "percent_of_ratio"]
    if plan.specs.get(key, {}).get("kind", "number") == "number":
        plan.specs[key] = {**{k: v for k, v in plan.specs[key].items() if k != "kind"}, "kind": "computed", "formula": formula}
    path = ("sections", "items", plan.section, "columns", "nodes", key, "cell")
    ledger.found("number_line", plan.plane, area, 85 - 10 * (len(reasons) - 1), text, form=plan.form, path=path, reasons=reasons, what="printed_formula", args={"formula": formula})
    return []


def arithmetic(text: str, axis: relation.Axis) -> str | None:
    """A printed line with products and quotients as a formula; None when it names what the table has not."""
    _, mark, right = text.partition("=")
    said = re.sub(r"[xX×]", "*", right.replace(":", "/").replace("[", "(").replace("]", ")").replace("–", "-").replace("−", "-")).rstrip("% ")
    if not mark or not re.fullmatch(r"[\d\s()+\-*/.]+", said) or not re.search(r"[*/]", said):
        return None
    unknown: list[str] = []

    def name(match: re.Match[str]) -> str:
        number = match[0]
        if number in ("100", "1000") and re.search(r"[*/]\s*\(?\s*$", said[: match.start()]):
            return number
        found = axis.find(number)
        if found is None:
            unknown.append(number)
            return number
        return axis.member(found).code

    formula = re.sub(r"\d+(?:\.\d+)?", name, said)
    formula = re.sub(r"\((\w+)\)", r"\1", formula)
    return None if unknown else " ".join(re.sub(r"\s*([-+*/])\s*", r" \1 ", formula).split())
