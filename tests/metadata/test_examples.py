"""The example regimes hold: documents load, formulas compile, samples give what they say."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from metadata.checks import check_template
from metadata.formula.program import build
from metadata.values import CellValue, decode
from tests.metadata.examples import FOLDER, documents, sample, template

REGIMES = sorted(path.parent.name for path in FOLDER.glob("*/documents"))
SAMPLES = sorted((path.parents[1].name, path.stem) for path in FOLDER.glob("*/samples/*.json"))


@pytest.mark.parametrize("regime", REGIMES)
def test_no_error_is_found_in_an_example(regime: str) -> None:
    found = [problem for problem in check_template(documents(regime)) if problem.severity == "error"]
    assert [f"{problem.code} {problem.place} {problem.sentence()}" for problem in found] == []


def _forms(data: dict[str, Any]) -> dict[str, tuple[dict[str, CellValue], dict[str, list[str]]]]:
    return {
        form_id: (
            {key: decode(value) for key, value in form["cells"].items()},
            {row: [item["id"] for item in rows] for row, rows in form.get("instances", {}).items()},
        )
        for form_id, form in data["forms"].items()
    }


@pytest.mark.parametrize(("regime", "name"), SAMPLES)
def test_a_sample_gives_what_it_says(regime: str, name: str) -> None:
    data = sample(regime, name)
    forms = _forms(data)
    errors: list[str] = []
    for form_id, (values, instances) in forms.items():
        program = build(template(regime), form_id, data.get("audience"))
        externals = {
            external.key: forms[external.form][0].get(external.cell)
            for external in program.externals
            if external.period == "same" and external.form in forms
        }
        result = program.run(values, instances, externals)
        errors += sorted({failure.rule for failure in result.failures if failure.severity == "error"})
        merged = {**values, **result.values}
        for key, wanted in data["expected"].get("values", {}).get(form_id, {}).items():
            assert (key, merged.get(key)) == (key, decode(wanted))
    assert sorted(errors) == sorted(data["expected"]["errors"])


def test_every_kind_of_section_and_cell_stands_in_an_example() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in Path(FOLDER).glob("*/documents/f_*.json"))
    for section in ("grid", "list", "outline", "fields", "files"):
        assert f'"kind": "{section}"' in text
    for kind in ("computed", "carried", "blocked", "choice", "text", "date", "file", "target"):
        assert f'"kind": "{kind}"' in text
