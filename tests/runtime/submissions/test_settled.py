"""What was found in a report is kept for what it was found from: whatever of that changes, it is computed anew. On both stores."""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from runtime import releases, written
from runtime.keeping import Kept, Same
from runtime.submissions import filled, magnitude, neighbours, settled
from tests.runtime import world as worlds
from tests.runtime.submissions.test_elsewhere import BEFORE, FORM, NOW, stated, taken_back
from tests.runtime.world import World, publish, regime_document

OTHER: dict[str, Any] = {
    "spec": "form/1", "id": "f_2", "code": "02/T", "title": "BIỂU KHÁC",
    "sections": {"order": ["s1"], "items": {"s1": {
        "kind": "grid", "title": "",
        "columns": {"root": ["cA", "c1"], "nodes": {"cA": {"label": "Chỉ tiêu", "number": "A", "stub": "caption"}, "c1": {"label": "Số", "code": "c1", "number": "1"}}},
        "rows": {"root": ["r1"], "nodes": {"r1": {"label": "Đơn vị", "kind": "data", "code": "r1"}}}, "cells": {},
    }}},
}  # fmt: skip
RULES: dict[str, Any] = {
    "spec": "rules/1", "id": "k_1", "form": "f_1", "order": ["k1"],
    "items": {"k1": {"expr": "c3 >= form(f_2, c1)", "rows": ["r1"], "origin": {"kind": "manual"}, "severity": "warning", "tolerance": "0", "blanks": "nothing"}},
}  # fmt: skip
DOCUMENTS = [FORM, OTHER, RULES, regime_document(["f_1", "f_2"])]
#: Everything that a process keeps between requests.
KEPT = {"_SETTLED": settled, "_TEXTS": written, "_READ": filled, "_MADE": neighbours, "_USUAL": magnitude, "_kept": releases}


class Nothing:
    """Stands where something is kept, and keeps nothing."""

    def get(self, _key: Hashable, make: Callable[[], Any], _weigh: Any = None) -> Any:
        return make()


@contextmanager
def another(patch: pytest.MonkeyPatch, make: Callable[[], Any] = lambda: Kept(100_000_000)) -> Iterator[None]:
    """Another process on the same store: what it keeps is its own."""
    with patch.context() as apart:
        for name, module in KEPT.items():
            apart.setattr(module, name, make())
        yield


class Looked:
    """Opens the form again and again, each time also as a process that keeps nothing would."""

    def __init__(self, world: World, patch: pytest.MonkeyPatch, unit: str = "a", login: str = "clerk-a") -> None:
        self.world, self.patch, self.computed = world, patch, 0
        self.clerk, self.report = world.client(login), world.submission(unit, NOW)
        for name, module in KEPT.items():
            patch.setattr(module, name, Kept(100_000_000))
        find = settled.of_submission

        def counted(opened: Any) -> Any:
            self.computed += 1
            return find(opened)

        patch.setattr(settled, "of_submission", counted)

    def _both(self) -> dict[str, Any]:
        form, checks = (self.clerk.get(f"/api/submissions/{self.report}/{path}") for path in ("forms/f_1", "checks"))
        assert (form.status_code, checks.status_code) == (200, 200)
        return {"form": form.get_json(), "checks": checks.get_json()}

    def again(self) -> tuple[int, dict[str, Any]]:
        """How often it was computed for a look, and what was shown."""
        before = self.computed
        shown = self._both()
        times = self.computed - before
        with another(self.patch, Nothing):
            assert self._both() == shown, "the same as without anything kept"
        return times, shown


@pytest.fixture
def looked(store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Looked]:
    with worlds.world_of(store_url, DOCUMENTS, (BEFORE, NOW)) as world:
        yield Looked(world, monkeypatch)


def test_nothing_changed_nothing_is_computed(looked: Looked) -> None:
    assert looked.again()[0] == 1
    assert [looked.again()[0] for _ in range(2)] == [0, 0]
    looked.clerk.post(f"/api/submissions/{looked.report}/forms/f_1/listen", {"since": 0, "page": "pageofclerk"})
    assert looked.again()[0] == 0, "to be there changes no figure"


def test_a_save_of_the_form_and_of_another_that_it_reads(looked: Looked) -> None:
    looked.again()
    assert looked.clerk.save(looked.report, "f_1", {"r1:c2": ("5", None)}).status_code == 200
    times, shown = looked.again()
    assert (times, shown["form"]["values"]["r1:c3"], shown["form"]["failures"]) == (1, "5", [])
    assert looked.clerk.save(looked.report, "f_2", {"r1:c1": ("7", None)}).status_code == 200
    times, shown = looked.again()
    assert (times, [one["rule"] for one in shown["form"]["failures"]]) == (1, ["k_1/k1"])
    assert looked.clerk.save(looked.report, "f_2", {"r1:c1": ("5", "7")}).status_code == 200
    times, shown = looked.again()
    assert (times, shown["form"]["failures"]) == (1, [])


def test_a_late_report_and_its_taking_back(looked: Looked) -> None:
    looked.again()
    stated(looked.world, "100")
    times, shown = looked.again()
    assert (times, shown["form"]["values"].get("r1:c3"), shown["form"]["previous"]["r1:c3"]) == (1, "100", "100")
    assert looked.again()[0] == 0
    taken_back(looked.world)
    assert looked.again()[0] == 1
    stated(looked.world, "130", was="100")
    times, shown = looked.again()
    assert (times, shown["form"]["values"]["r1:c3"]) == (1, "130")
    answer = looked.clerk.save(looked.report, "f_1", {"r1:c1": "90"}, overrides={"r1:c1": {"reason": "Rà soát lại hồ sơ giấy"}})
    assert answer.status_code == 200, answer.get_json()
    times, shown = looked.again()
    assert (times, shown["form"]["values"]["r1:c3"], list(shown["form"]["overrides"])) == (1, "90", ["r1:c1"])


def test_another_release_and_another_state(looked: Looked) -> None:
    assert looked.clerk.save(looked.report, "f_1", {"r1:c2": ("5", None)}).status_code == 200
    looked.again()
    documents = copy.deepcopy(DOCUMENTS)
    documents[0]["sections"]["items"]["s1"]["columns"]["nodes"]["c3"]["cell"]["formula"] = "c1 + c2 * 2"
    with looked.world.db() as db:
        publish(db, documents, looked.world.actor(db, "receiver").user_id or "", no=2, valid_from=NOW)
    times, shown = looked.again()
    assert (times, shown["form"]["submission"]["newer_release"]) == (0, 2), "offered, not followed: the same figures"
    assert looked.clerk.post(f"/api/submissions/{looked.report}/release").status_code == 200
    times, shown = looked.again()
    assert (times, shown["form"]["values"]["r1:c3"]) == (1, "10")
    looked.world.client("head-a").deliver(looked.report)
    assert looked.again()[1]["form"]["submission"]["state"] == "sent"


def test_what_weighs_too_much_goes_and_the_last_one_stays() -> None:
    kept, made = Kept(5), []

    def get(key: str, weight: int) -> str:
        return kept.get(key, lambda: made.append(key) or key, lambda _made: weight)

    assert [get(key, 2) for key in "abab"] == list("abab")
    get("c", 2)
    get("b", 2)
    assert made == list("abc"), "b was used after a: a went"
    get("a", 2)
    get("d", 9)
    get("d", 9)
    assert made == list("abcad")
    assert Same(made) == Same(made) != Same(list(made))


def test_a_kept_document_cannot_be_changed() -> None:
    kept = filled.kept_filled('{"instances":{},"overrides":{},"values":{"r1:c1":"5"}}')
    assert replace(kept, values={"r1:c1": Decimal(6)}).mark is None, "what was made of it is not it"
    with pytest.raises(TypeError):
        kept.values["r1:c1"] = None  # type: ignore[index]
    assert kept == filled.load_filled('{"instances":{},"overrides":{},"values":{"r1:c1":"5"}}')
