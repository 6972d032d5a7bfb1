"""The printed line beside the line of the rules, as the line's editor shows it."""

from __future__ import annotations

from typing import Any

import pytest

from designer.drafts.parsing import Question, understand
from designer.operations import run
from tests.metadata import forms_2024


def compared(documents: dict[str, Any], column: str, text: str, form: str = "f_04xld") -> dict[str, Any] | None:
    """What the editor is told about a text under a column."""
    found: dict[str, Any] | None = understand(documents, Question(form, "s1", None, column, text, "relation")).as_json("vi", text)["comparison"]
    return found


def sides(found: dict[str, Any] | None) -> tuple[str, str]:
    """Both lines, with what only one side has in brackets."""
    assert found is not None
    said = [" ".join(f"{p['operator']}{p['text']}" if p["agrees"] else f"[{p['operator']}{p['text']}]" for p in found[side]) for side in ("printed", "rules")]
    return said[0], said[1]


def test_a_line_with_its_own_checks_agrees() -> None:
    found = compared(forms_2024.documents(), "c8", "8=9+10+11+12=13+14=15+18")
    assert sides(found) == ("=9+10+11+12 =13+14 =15+18", "=9+10+11+12 =13+14 =15+18")
    assert found is not None
    assert (found["left"], found["line"]) == ("8", "8=9+...+12=13+14=15+18")


def test_what_only_one_side_has_is_marked() -> None:
    documents = forms_2024.documents()
    documents["k_04xld"]["items"]["k_c8_2"]["expr"] = "c8 == c15 + c16"
    assert sides(compared(documents, "c8", "8=9+10+11+12=13+14=15+18")) == ("=9+10+11+12 =13+14 [=15+18]", "=9+10+11+12 =13+14 [=15+16]")


def test_rules_that_were_not_made_from_a_line_give_one() -> None:
    documents = forms_2024.documents()
    rules = documents["k_02xld"]
    for key, expr in {"a": "c8 == c20 + c23", "b": "sum(c9, c13:c15) = c8", "c": "c8 >= c9"}.items():
        rules["items"][key] = {"expr": expr, "severity": "error"}
        rules["order"].append(key)
    found = compared(documents, "c8", "", "f_02xld")
    assert sides(found) == ("", "[=20+23] [=9+13+14+15]")
    assert found is not None
    assert found["line"] == "8=20+23=9+...+15"
    documents["f_02xld"]["sections"]["items"]["s1"]["columns"]["nodes"]["c19"]["cell"] = {"kind": "computed", "formula": "c16 + c17"}
    assert sides(compared(documents, "c19", "", "f_02xld")) == ("", "[=16+17]")


def test_a_typed_line_is_compared_with_what_it_does_not_replace() -> None:
    documents = forms_2024.documents()
    documents["k_04xld"]["items"]["own"] = {"expr": "c8 = c19 + c20", "severity": "error"}
    documents["k_04xld"]["order"].append("own")
    assert sides(compared(documents, "c8", "8=15+16")) == ("=15+16", "=15+16 [=19+20]")


def test_the_line_of_the_rules_leaves_nothing_to_differ() -> None:
    documents = forms_2024.documents()
    documents["k_04xld"]["items"]["k_c8_2"]["expr"] = "c8 == c15 + c16"
    found = compared(documents, "c8", "8=9+10+11+12=13+14=15+18")
    assert found is not None
    changed = run(documents, [{"op": "set_relation", "doc": "f_04xld", "section": "s1", "column": "c8", "text": found["line"]}]).documents
    assert "[" not in "".join(sides(compared(changed, "c8", found["line"])))


@pytest.mark.parametrize(("column", "text"), [("cA", "A=1"), ("gone", "1=2"), ("", "")])
def test_what_has_no_number_is_not_compared(column: str, text: str) -> None:
    assert compared(forms_2024.documents(), column, text) is None


def test_a_line_that_cannot_be_read_shows_the_rules() -> None:
    assert sides(compared(forms_2024.documents(), "c4", "4=5+")) == ("", "")
    documents = forms_2024.documents()
    documents["f_04xld"]["sections"]["items"]["s1"]["columns"]["nodes"]["c4"]["relation"] = "4=5+"
    assert sides(compared(documents, "c4", "4=5+")) == ("", "[=5+6]")
