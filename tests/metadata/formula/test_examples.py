"""The real regimes of the project: everything binds, both engines agree, printed lines say what the rules say."""

from __future__ import annotations

import random
from decimal import Decimal
from pathlib import Path

import pytest

from metadata.checks.relations import printed_lines
from metadata.documents import GridSection
from metadata.formula import relation, relation_rules
from metadata.formula.equations import equations_of
from metadata.formula.program import Program, build
from metadata.formula.tree import Slot
from metadata.template import Template
from metadata.values import DASH, CellValue
from tests.metadata import examples

REGIMES = sorted(path.parent.name for path in examples.FOLDER.glob("*/documents") if any(path.glob("*.json")))
FORMS = [(regime, form.id) for regime in REGIMES for form in examples.template(regime).forms]


def filling_of(program: Program, seed: int) -> tuple[dict[str, CellValue], dict[str, list[str]], dict[str, CellValue]]:
    """Whatever the formulas and checks read, filled at random: numbers, blanks, zeros, dashes."""
    chance = random.Random(seed)
    values: dict[str, CellValue] = {}
    outside: dict[str, CellValue] = {}
    owners = sorted({owner for owner in program.owner_of.values() if "|" not in owner})
    instances = {owner: [f"k{i}" for i in range(chance.randint(0, 3))] for owner in owners}
    for item in (*program.formulas, *program.checks):
        for leaf in item.reads:
            value = chance.choice([None, DASH, Decimal(0), Decimal(chance.randint(1, 99)), Decimal(chance.randint(1, 10**9)).scaleb(-2)])
            into = outside if "|" in leaf.key else values
            if not leaf.kind.numeric:
                continue
            if "#:" not in leaf.key:
                into[leaf.key] = value
                continue
            owner = program.owner_of.get(leaf.key, "")
            into.update({leaf.key: None} if isinstance(leaf, Slot) and "|" in leaf.key else {})
            into.update({leaf.key.replace("#:", f"#{inst}:"): value for inst in instances.get(owner, ["k0"])})
    return values, instances, outside


@pytest.mark.parametrize(("regime", "form"), FORMS)
def test_the_engines_of_the_server_agree_on_every_form(regime: str, form: str) -> None:
    program = build(examples.template(regime), form)
    closures, second = program.by_closures(), program.by_asteval()
    for seed in range(5):
        filling = filling_of(program, seed)
        expected = closures.run(*filling).as_dict()
        assert program.run(*filling).as_dict() == expected
        assert second.run(*filling).as_dict() == expected


@pytest.mark.parametrize(("regime", "form"), FORMS)
def test_printed_lines_read_and_agree_with_their_rules(regime: str, form: str) -> None:
    template = examples.template(regime)
    equations = equations_of(template, form)
    for section in template.form(form).grids:
        assert isinstance(section, GridSection)
        axis = relation.axis_of(section.columns)
        for leaf in section.columns.leaves():
            if leaf.relation:
                assert relation.expand(leaf.relation, axis)
                assert relation_rules.disagreements(leaf.relation, list(relation_rules.on(equations, "columns", section.id)), axis, leaf.id) == []


def test_examples_were_found() -> None:
    assert Path(examples.FOLDER).is_dir()
    assert ("thanh_tra_2021", "f_01xld") in FORMS


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        ("9=11+12+13=14+15+16+17=18+22", set()),
        ("9=11+12+13", {"formula.relation_unprinted"}),
        ("9=11+12+99", {"formula.relation_unknown"}),
        ("9=11+12+", {"formula.relation_syntax"}),
        ("9=11+12+13=14+15+16+17=18+23", {"formula.relation_part", "formula.relation_unheld", "formula.relation_unprinted"}),
    ],
)
def test_the_template_check_warns_where_line_and_rules_disagree(line: str, codes: set[str]) -> None:
    documents = examples.documents("thanh_tra_2021")
    documents["f_01xld"]["sections"]["items"]["s1"]["columns"]["nodes"]["c9"]["relation"] = line
    found = [p for p in printed_lines(Template(documents)) if p.place.endswith("/c9")]
    assert {p.code for p in found} == codes
    assert all(p.severity == "warning" for p in found)
