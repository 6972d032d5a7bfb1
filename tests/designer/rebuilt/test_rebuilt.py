"""Every example regime from the annexes of its forms: uploaded, taken, completed as on the screen, handed in."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from designer.drafts import service
from metadata.documents import Form, GridSection, load
from metadata.grid import grid_of
from runtime.store import session
from runtime.store.models import Draft
from tests.designer.rebuilt.annexes import annexes
from tests.designer.rebuilt.making import Names, of_form, of_others, of_regime, of_rules, paired
from tests.people import Person

EXAMPLES = Path(__file__).parents[3] / "examples"
REGIMES = sorted(path.parent.name for path in EXAMPLES.glob("*/documents") if list(path.glob("g_*.json")))
SIZE = 200
"""Operations sent at once."""


def documents_in(folder: str) -> dict[str, Any]:
    """Documents of an example."""
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (EXAMPLES / folder / "documents").glob("*.json")}


def kept(app: Flask, draft: str) -> dict[str, Any]:
    """Documents of a draft."""
    with app.app_context():
        return dict(service.documents_of(session().get_one(Draft, draft)))


def regime_in(documents: Mapping[str, Any]) -> Any:
    """The one regime among documents."""
    return next(body for body in documents.values() if body["spec"] == "regime/1")


def imported(person: Person, folder: str, wanted: Mapping[str, Any]) -> str:
    """The draft of a new regime with the forms of the workbook, every proposal taken."""
    sent = {"file": (io.BytesIO(annexes(wanted)), f"{folder}.xlsx")}
    headers = {"Accept": "application/json", "X-CSRFToken": person.token()}
    answer = person.client.post("/api/imports", data=sent, headers=headers, content_type="multipart/form-data")
    assert answer.status_code == 201, answer.get_data(as_text=True)
    regime = regime_in(wanted)
    fields = {"code": regime["code"], "name": regime["name"], "kind": regime["kind"], "frequency": regime["frequency"]}
    taken = person.api("POST", f"/api/imports/{answer.get_json()['id']}/accept", {"regime": fields})
    assert taken.status_code == 200, taken.get_data(as_text=True)
    return str(taken.get_json()["draft"])


@dataclass
class Right:
    """Of how many things of a form the importer got how many right."""

    form: str
    counts: dict[str, tuple[int, int]]

    def __str__(self) -> str:
        return f"{self.form:<24}" + "".join(f"{what} {right}/{all_:<8}" for what, (right, all_) in self.counts.items())


def facts(document: Mapping[str, Any]) -> dict[str, list[Any]]:
    """What a form says, place by place: header, numbers and lines, rows, kinds, units, formulas."""
    form = load(document)
    assert isinstance(form, Form)
    found: dict[str, list[Any]] = {"header": [], "numbers": [], "rows": [], "kinds": [], "units": [], "formulas": []}
    for name, section in form.sections.items():
        if not isinstance(section, GridSection):
            continue
        grid = grid_of(form, name)
        for leaf in grid.leaves:
            found["header"].append((leaf.path, leaf.node.stub))
            found["numbers"].append((re.sub(r"[()]", "", leaf.node.number or ""), "".join((leaf.node.relation or "").split())))
        positions = {leaf.node.code: f"@{at}" for at, leaf in enumerate(grid.leaves)}
        for row in grid.rows:
            caption = " ".join(f"{row.node.marker or ''} {row.node.label}".split()).casefold()
            # An annex prints no caption of the rows that units add, and a total is a row like any other.
            kind = "data" if row.node.kind == "total" else row.node.kind
            found["rows"].append(("" if kind == "open" else caption, kind, len(section.rows.path(row.id))))
            for leaf in grid.data_leaves if row.has_cells else ():
                spec = grid.spec(row.id, leaf.id)
                found["kinds"].append(spec.kind)
                found["units"].append(spec.unit if spec.kind in ("number", "computed", "carried") else None)
                found["formulas"].append(_placed(spec.formula, positions) if spec.kind == "computed" else None)
    return found


def _placed(formula: str | None, positions: Mapping[str | None, str]) -> str:
    return re.sub(r"[A-Za-z]\w*", lambda match: positions.get(match[0], match[0]), "".join((formula or "").split()))


def compared(wanted: Mapping[str, Any], made: Mapping[str, Any]) -> Right:
    """The example and what came of its annex, place by place."""
    mine, theirs = facts(wanted), facts(made)
    counts = {what: (sum(one == other for one, other in zip(values, theirs[what], strict=False)), max(len(values), len(theirs[what]))) for what, values in mine.items()}
    return Right(str(wanted["code"]), counts)


def send(person: Person, app: Flask, draft: str, operations: list[dict[str, Any]]) -> None:
    """Operations as the screen sends them, some at a time."""
    for start in range(0, len(operations), SIZE):
        with app.app_context():
            version = session().get_one(Draft, draft).version
        body = {"base": version, "operations": [{**one, "group": f"g{start}"} for one in operations[start : start + SIZE]]}
        answer = person.api("POST", f"/api/drafts/{draft}/operations", body)
        assert answer.status_code == 200, answer.get_data(as_text=True)


def meaning(document: Mapping[str, Any]) -> list[Any]:
    """Everything that a form says of its tables, free of ids: places by what stands there, and each cell in full."""
    form = load(document)
    assert isinstance(form, Form)
    found: list[Any] = [form.code, form.title, form.basis, [signer.title for signer in form.signers.values()], [note.text for note in form.footnotes.values()]]
    for name, section in form.sections.items():
        found.append((section.title or "", type(section).__name__))
        if not isinstance(section, GridSection):
            continue
        grid = grid_of(form, name)
        found += [(leaf.path, leaf.node.number, leaf.node.relation, leaf.node.code, leaf.node.stub, leaf.node.indicator) for leaf in grid.leaves]
        for row in grid.rows:
            node = row.node
            found.append((tuple(step.label for step in section.rows.path(row.id)), node.marker, node.code, node.kind, node.open, node.audience, node.valid_from, node.valid_to))
            found += [grid.spec(row.id, leaf.id) for leaf in grid.data_leaves if row.has_cells]
    return found


@pytest.mark.parametrize("folder", REGIMES)
def test_a_regime_from_its_annexes(folder: str, app: Flask, record_property: Callable[[str, object], None]) -> None:
    person, wanted = Person(app, "designer"), documents_in(folder)
    draft = imported(person, folder, wanted)
    made, names = kept(app, draft), Names()
    forms = list(zip(regime_in(wanted)["forms"], regime_in(made)["forms"], strict=True))
    for mine, theirs in forms:
        right = compared(wanted[mine], made[theirs])
        record_property(mine, str(right))
        print(right)  # noqa: T201 - read by people, in the report of the run
        assert all(right.counts[what][0] == right.counts[what][1] for what in ("header", "numbers")), right
        assert right.counts["rows"][1] - right.counts["rows"][0] <= 1, right
        paired(wanted[mine], made[theirs], names)
    of_all = {key: body for key, body in wanted.items() if "form" not in body}
    operations = [*of_others(of_all, made, names), *of_regime(regime_in(wanted), regime_in(made))]
    for mine, theirs in forms:
        operations += of_form(wanted[mine], made[theirs], names)
    send(person, app, draft, operations)
    send(person, app, draft, [*rules_of(wanted, kept(app, draft), names), *of_others({key: body for key, body in wanted.items() if "form" in body}, kept(app, draft), names)])
    record_property("set by hand", len(operations))
    made = kept(app, draft)
    for mine, theirs in forms:
        assert names.plain(meaning(wanted[mine])) == meaning(made[theirs]), mine
    checked = person.api("POST", f"/api/drafts/{draft}/check", {}).get_json()["problems"]
    assert [one for one in checked if one["severity"] == "error"] == []
    answer = person.api("POST", f"/api/drafts/{draft}/submit", {"note": "Dựng lại từ phụ lục"})
    assert answer.status_code == 200, answer.get_data(as_text=True)
    with app.app_context():
        assert session().get_one(Draft, draft).state == "in_review"


def rules_of(wanted: Mapping[str, Any], made: Mapping[str, Any], names: Names) -> list[dict[str, Any]]:
    """Checks of the example that its printed lines did not give; what those lines gave must be the example's."""
    found: list[dict[str, Any]] = []
    for body in (one for one in wanted.values() if one["spec"] == "rules/1"):
        there = next((one for one in made.values() if one["spec"] == "rules/1" and one["form"] == names.forms[body["form"]]), None)
        mine = {rule["expr"] for rule in names.inside(body["form"], body["items"]).values()}
        extra = {rule["expr"] for rule in (there or {}).get("items", {}).values()} - mine
        # The line printed over a computed column is a check too, of what the formula does anyway.
        columns = [node for table in wanted[body["form"]]["sections"]["items"].values() for node in table.get("columns", {}).get("nodes", {}).values()]
        assert extra <= {f"{node.get('code')} == {node.get('cell', {}).get('formula')}" for node in columns}, body["form"]
        found += of_rules(body, wanted[body["form"]], there, names)
    return found
