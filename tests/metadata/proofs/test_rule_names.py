"""What a check is called in what was proven: by the id that somebody gave it, else by its condition, else by its place in the list."""

from __future__ import annotations

import copy

from metadata.formula.program import build
from metadata.proofs.names import Names
from metadata.template import Template
from tests.metadata.proofs.prover import flat


def _with_made_ids(template: Template) -> tuple[Template, list[str]]:
    """The same rules under the ids that a printed line and the designer give."""
    documents = copy.deepcopy(dict(template.documents))
    (doc,) = [key for key, body in documents.items() if body["spec"] == "rules/1"]
    rules = dict(documents[doc])
    made = ["k_c1_0", "k7fq2ab", "k_c3_1", "kzzzzzz", "kyyyyyy"]
    rules["items"] = dict(zip(made, rules["items"].values(), strict=True))
    documents[doc] = {**rules, "order": made}
    return Template(documents), [f"{doc}/{key}" for key in made]


def test_a_made_id_is_said_to_nobody() -> None:
    given = flat("c1 = c2 + c3", "c2 <= c1", "c3 <= c1", "c4 <= c5", "c5 <= c1")
    names = Names(given, build(given, "f_1"))
    assert names.rules(list(given.rules("f_1"))[:1])["vi"].startswith("k1 (")
    template, ids = _with_made_ids(given)
    names = Names(template, build(template, "f_1"))
    said = names.rules(ids[:2])
    assert said["vi"] == "“Cột 1 = cột 2 + cột 3” và “Cột 2 ≤ cột 1”"
    assert "k_" not in said["en"]
    assert names.rules(ids)["vi"] == "số 1, số 2, số 3, số 4 và số 5"
