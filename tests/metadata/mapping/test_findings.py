"""A mapping that is not total, or joins what does not go together, is told with the place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from metadata.errors import Problem
from metadata.mapping import Conversion, check_mappings, mappings_of
from metadata.template import Template
from tests.metadata.mapping.complaints import BASE, documents, old


def _found(change: Callable[[dict[str, Any]], object], form: str = "m_01xld") -> list[Problem]:
    changed = documents()
    change(changed[form])
    return check_mappings(old(), Template(changed), BASE)


CASES: tuple[tuple[str, str, Callable[[dict[str, Any]], object], str], ...] = (
    ("mapping.homeless", "cột 4 “Kỳ trước chuyển sang – Đơn khác”", lambda m: m["entries"]["n2"].update({"from": ["c2", "c3"]}), "an old column is left out"),
    ("mapping.unsaid", "cột 5 “Số đơn chưa xử lý (chuyển kỳ sau xử lý)”", lambda m: m["entries"].pop("n5"), "a new column is not spoken of"),
    ("mapping.twice", "cột 8 “Số đơn đã xử lý”", lambda m: m["entries"]["n5"].update({"how": "same", "from": ["c8"]}), "one figure in two places"),
    ("mapping.unit", "Số vụ việc", lambda m: m["entries"].update(n7={"how": "same", "from": ["c9"]}, n6={"how": "same", "from": ["c10"]}), "cases for letters"),
    ("mapping.count", "cột 4", lambda m: m["entries"]["n4"].update({"from": ["c8", "c9"]}), "as it is, from two"),
    ("mapping.place", "c99", lambda m: m["entries"]["n4"].update({"from": ["c99"]}), "an old column that is not there"),
    ("mapping.place", "n99", lambda m: m["entries"].update(n99={"how": "new"}), "a new column that is not there"),
    ("mapping.dropped_used", "cột 8", lambda m: m.update(dropped={"c8": {"reason": "thử"}}), "dropped and used"),
    ("mapping.formula", "c77", lambda m: m["entries"]["n5"].update(expr="c1 - c77"), "a formula with an unknown code"),
    ("mapping.formula", "trỏ ra ngoài", lambda m: m["entries"]["n5"].update(expr="c1 - prev(c8)"), "a formula that reads another period"),
    ("mapping.formula", "chưa có công thức", lambda m: m["entries"]["n5"].update(expr=" "), "no formula at all"),
)  # fmt: skip


@pytest.mark.parametrize(("code", "words", "change"), [case[:3] for case in CASES], ids=[case[3] for case in CASES])
def test_what_is_wrong_is_told(code: str, words: str, change: Callable[[dict[str, Any]], object]) -> None:
    told = [problem.sentence() for problem in _found(change) if problem.code == code]
    assert any(words in sentence for sentence in told), (told, [p.code for p in _found(change)])


def test_other_kinds_fewer_decimals_and_sums_that_cannot_be() -> None:
    before, after = old().documents["f_01xld"], documents()
    columns = after["f_01xld"]["sections"]["items"]["s1"]["columns"]["nodes"]
    columns["n4"]["cell"] = {"kind": "text"}
    changed = {**old().documents, "f_01xld": _with(before, c9={"cell": {"decimals": 2}}, c2={"cell": {"unit": "phan_tram"}})}
    found = {problem.code: problem.sentence() for problem in check_mappings(Template(changed), Template(after), BASE)}
    assert "nhận chữ, còn ô cũ chứa số" in found["mapping.type"]
    assert "giữ 0 chữ số thập phân, ô cũ có 2" in found["mapping.decimals"]
    assert "không cộng được" in found["mapping.not_additive"]


def _with(document: Any, **columns: dict[str, Any]) -> dict[str, Any]:
    section = dict(document["sections"]["items"]["s1"])
    nodes = {key: {**node, **columns.get(key, {})} for key, node in section["columns"]["nodes"].items()}
    section["columns"] = {**section["columns"], "nodes": nodes}
    return {**document, "sections": {**document["sections"], "items": {**document["sections"]["items"], "s1": section}}}


def test_without_a_mapping_a_form_that_only_grew_has_nothing_to_decide() -> None:
    after = {key: dict(doc) for key, doc in old().documents.items()}
    form = _with(after["f_01xld"])
    tree = form["sections"]["items"]["s1"]["columns"]
    tree["nodes"]["c27"] = {"label": "Mới", "code": "c27", "number": "27"}
    tree["root"] = [*tree["root"], "c27"]
    after["f_01xld"] = form
    grown = Template(after)
    assert check_mappings(old(), grown, BASE) == []
    assert Conversion(old(), grown, "f_01xld", None).route("r1:c27").how == "unsaid"


def test_without_a_mapping_a_lost_column_and_the_new_ones_are_told() -> None:
    after = documents()
    del after["m_01xld"]
    codes = [problem.code for problem in check_mappings(old(), Template(after), BASE)]
    assert (codes.count("mapping.homeless"), codes.count("mapping.unsaid")) == (26, 22)


def test_a_mapping_from_another_release_says_nothing() -> None:
    assert mappings_of(Template(documents()), "c" * 64) == {}


def test_a_kept_id_under_quite_another_caption_is_worth_a_look() -> None:
    after = {**old().documents, "f_01xld": _with(old().documents["f_01xld"], c8={"label": "Tên người ký"})}
    (found,) = check_mappings(old(), Template(after), BASE)
    assert (found.code, found.severity) == ("mapping.other_caption", "warning")
