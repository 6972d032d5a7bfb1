"""A check that reads other forms of the report tells which cells there, by name."""

from __future__ import annotations

import copy
from typing import Any

from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import FORM
from tests.runtime.world import World, documents_of, regime_document

SECOND: dict[str, Any] = {**copy.deepcopy(FORM), "id": "f_2", "code": "02/T"}
SECOND["sections"]["items"]["s1"]["cells"]["r1:c1"] = {"kind": "computed", "formula": "form(f_1, c1)"}


def report_of(tmp_path: Any, expr: str) -> Any:
    rules = {
        "spec": "rules/1",
        "id": "k_2",
        "form": "f_2",
        "order": ["k1"],
        "items": {"k1": {"expr": expr, "rows": ["r1"], "severity": "error", "tolerance": "0", "origin": {"kind": "manual"}}},
    }
    return worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", [FORM, SECOND, rules, regime_document(["f_1", "f_2"])])


def told(world: World, **first: str) -> list[dict[str, Any]]:
    """What the failed check of the first row of form 02 tells of form 01."""
    report, clerk = world.submission("a"), world.client("clerk-a")
    assert clerk.save(report, "f_1", {f"r1:{key}": value for key, value in first.items()}).status_code == 200
    assert clerk.save(report, "f_2", {"r1:c2": "99"}).status_code == 200
    found = clerk.get(f"/api/submissions/{report}/checks").get_json()["failures"]
    (one,) = [item for item in found if item["rule"] and item["form"] == "f_2"]
    return list(one["beyond"])


def test_the_cell_of_the_other_form_is_named(tmp_path: Any) -> None:
    with report_of(tmp_path, "c2 <= form(f_1, c2)") as world:
        assert told(world, c2="12") == [{"form": "f_1", "form_code": "01/T", "key": "r1:c2", "name": "Dòng một · Một (cột 2)"}]


def test_a_cell_that_computes_from_another_form_counts_with_what_it_reads_there(tmp_path: Any) -> None:
    with report_of(tmp_path, "c2 <= c1") as world:
        assert [(one["form_code"], one["key"]) for one in told(world, c2="12")] == [("01/T", "r1:c1")]


def test_a_check_of_the_form_alone_tells_of_no_other(tmp_path: Any) -> None:
    with report_of(tmp_path, "c2 <= c3") as world:
        assert told(world, c2="12") == []


def test_cells_that_would_be_called_the_same_are_told_by_their_tables(tmp_path: Any) -> None:
    """13a/BTP: births stand in table 1 and, as an estimate, in table 3."""
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", documents_of("ho_tich_2013"), ("2026",)) as world:
        report, clerk = world.submission("a", "2026"), world.client("clerk-a")
        assert clerk.save(report, "f_13a", {"r01:a1": "120", "w1:e1": "130"}).status_code == 200
        found = clerk.get(f"/api/submissions/{report}/checks").get_json()["failures"]
        (names,) = [one["names"] for one in found if one["severity"] == "warning"]
        assert names == ["3. Ghi chú: ước tính 2 tháng cuối năm: Khai sinh · Tổng số (cột 1)", "1. Khai sinh, khai tử: Khai sinh · Tổng số (cột 1)"]
