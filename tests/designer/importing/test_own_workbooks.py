"""The workbooks that the product itself writes, read back as annexes: another hand than the corpus."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest

from designer.importing.understanding import understand
from metadata.documents import Form, GridSection
from metadata.formula import program
from metadata.template import Template
from renderers.build import Filling, build
from renderers.live import computed_filling
from renderers.xlsx import RENDERER
from tests.corpus.opened import opened
from tests.corpus.shapes import found
from tests.designer.importing.books import refused, uncovered

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"


@cache
def template(folder: str) -> Template:
    paths = sorted((EXAMPLES / folder / "documents").glob("*.json"))
    return Template({path.stem: json.loads(path.read_text(encoding="utf-8")) for path in paths})


FORMS = [(path.parent.name, form.id) for path in sorted(EXAMPLES.glob("*/documents")) for form in template(path.parent.name).forms]


def workbook_of(whole: Template, form: Form) -> bytes:
    opens = [row.id for section in form.sections.values() if isinstance(section, GridSection) for row, _ in section.rows.walk() if row.kind == "open"]
    entered = Filling(instances={row: [("a", ""), ("b", ""), ("c", "")] for row in opens})
    return RENDERER.render(build(form, whole.layout(form.id), computed_filling(entered, program.build(whole, form.id))))


@pytest.mark.parametrize(("folder", "form_id"), FORMS)
def test_the_header_and_the_formulas_come_back(folder: str, form_id: str) -> None:
    whole = template(folder)
    form = whole.form(form_id)
    book = opened(workbook_of(whole, form))
    proposal = understand(book)
    document = proposal.documents[proposal.forms[0]]
    assert document["code"] == form.code
    for section, grid in zip(document["sections"]["items"], form.grids, strict=False):
        wanted, got = found(whole.documents[form_id], grid.id), found(document, section)
        assert [leaf[0] for leaf in got.leaves] == [leaf[0] for leaf in wanted.leaves]
        if grid.kind == "grid":
            assert [leaf[3] for leaf in got.leaves] == [leaf[3] for leaf in wanted.leaves]
            assert len(got.rows) == len(wanted.rows)
    assert [item for item in proposal.left if item.reason.startswith("formula")] == []
    assert uncovered(book, proposal) == []
    assert refused(proposal.documents) == []
