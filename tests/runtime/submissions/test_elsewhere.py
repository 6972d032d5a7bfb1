"""An open form follows the reports that it takes figures from: those of other periods, when they are stated, corrected or excluded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.runtime import world as worlds
from tests.runtime.world import World, regime_document

PAGE = "pageofclerk"
GRID: dict[str, Any] = {
    "kind": "grid",
    "title": "",
    "columns": {
        "root": ["cA", "c1", "c2", "c3"],
        "nodes": {
            "cA": {"label": "Chỉ tiêu", "number": "A", "stub": "caption"},
            "c1": {"label": "Kỳ trước chuyển sang", "code": "c1", "number": "1", "cell": {"kind": "carried", "formula": "prev(c3)", "override": True}},
            "c2": {"label": "Mới phát sinh", "code": "c2", "number": "2"},
            "c3": {"label": "Cộng", "code": "c3", "number": "3", "cell": {"kind": "computed", "formula": "c1 + c2"}},
        },
    },
    "rows": {"root": ["r1"], "nodes": {"r1": {"label": "Số đơn", "kind": "data", "code": "r1"}}},
    "cells": {},
}
FORM = {"spec": "form/1", "id": "f_1", "code": "01/T", "title": "BIỂU THỬ", "sections": {"order": ["s1"], "items": {"s1": GRID}}}
DOCUMENTS = [FORM, regime_document(["f_1"])]
BEFORE, NOW = "2026-Q2", "2026-Q3"


@pytest.fixture
def world(store_url: str) -> Iterator[World]:
    with worlds.world_of(store_url, DOCUMENTS, (BEFORE, NOW)) as made:
        yield made


class Page:
    """A page on which this period's form stands open."""

    def __init__(self, world: World, login: str = "clerk-a") -> None:
        self.client, self.report = world.client(login), world.submission("a", NOW)
        self.shown = self.client.get(f"/api/submissions/{self.report}/forms/f_1").get_json()
        self.sign = self.shown["elsewhere"]

    def hear(self) -> dict[str, Any]:
        path = f"/api/submissions/{self.report}/forms/f_1/listen"
        answer = self.client.post(path, {"since": 0, "page": PAGE, "elsewhere": self.sign})
        assert answer.status_code == 200, answer.get_json()
        told: dict[str, Any] = answer.get_json()
        self.sign = told.get("elsewhere", self.sign)
        return told


def stated(world: World, figure: str, was: str | None = None) -> None:
    """The period before is filled with a figure and sent."""
    head, report = world.client("head-a"), world.submission("a", BEFORE)
    # Nothing stands before it: what is carried over there is entered.
    answer = head.save(report, "f_1", {"r1:c2": (figure, was)})
    assert answer.status_code == 200, answer.get_json()
    head.deliver(report)


def taken_back(world: World) -> None:
    """The lead agency returns the report of the period before."""
    answer = world.client("receiver").post(f"/api/submissions/{world.submission('a', BEFORE)}/return", {"reason": "Rà soát lại số phát sinh."})
    assert answer.status_code == 200, answer.get_json()


def test_a_figure_carried_over_follows_the_report_it_comes_from(world: World) -> None:
    stated(world, "100")
    page = Page(world)
    assert page.shown["externals"] == {"prev|f_1|r1:c3": "100"}
    assert "elsewhere" not in page.hear(), "nothing moved since the form was opened"
    taken_back(world)
    stated(world, "130", was="100")
    told = page.hear()
    assert (told["externals"], told["previous"]["r1:c3"]) == ({"prev|f_1|r1:c3": "130"}, "130")
    assert told["failures"] == []
    assert "magnitude" in told
    assert "elsewhere" not in page.hear(), "told once"
    assert Page(world).shown["externals"] == {"prev|f_1|r1:c3": "130"}, "opened anew the form says the same"


def test_what_moved_while_nobody_had_the_form_open_is_told_with_the_figure_of_the_last_save(world: World) -> None:
    stated(world, "100")
    page, head = Page(world), world.client("head-a")
    assert page.shown["moved"] == {}, "nobody has saved the form yet"
    head.save(page.report, "f_1", {"r1:c2": ("7", None)})
    assert Page(world).shown["moved"] == {}
    taken_back(world)
    stated(world, "130", was="100")
    assert Page(world).shown["moved"] == {"r1:c1": "100", "r1:c3": "107"}
    # Whoever saves the form has seen it; a figure overridden since stands as it was typed.
    head.save(page.report, "f_1", {"r1:c2": ("8", "7")})
    assert Page(world).shown["moved"] == {}
    head.save(page.report, "f_1", {"r1:c1": ("120", "130")}, overrides={"r1:c1": {"reason": "Theo biên bản."}})
    taken_back(world)
    stated(world, "140", was="130")
    assert Page(world).shown["moved"] == {}
    head.deliver(page.report)
    assert "moved" not in Page(world).shown, "what was sent stands as sent"


@pytest.mark.parametrize("was", [None, "100", "130"])
def test_a_carried_figure_that_nobody_changed_is_overridden_whichever_of_its_figures_was_seen(world: World, was: str | None) -> None:
    """What was carried over at the last save, what is now, or none at all: no person stated any of them, so none stands against the change."""
    stated(world, "100")
    page, head = Page(world), world.client("head-a")
    head.save(page.report, "f_1", {"r1:c2": "7"})
    taken_back(world)
    stated(world, "130", was="100")
    reason = {"r1:c1": {"reason": "Theo biên bản."}}
    answer = head.save(page.report, "f_1", {"r1:c1": ("120", was)}, overrides=reason)
    assert answer.status_code == 200, answer.get_json()
    # From here on it is a statement, and another one stands against it.
    refused = world.client("clerk-a").save(page.report, "f_1", {"r1:c1": ("90", was)}, overrides=reason)
    assert (refused.status_code, refused.get_json()["code"]) == (409, "version.conflict")


def test_a_reason_alone_keeps_the_figure_that_is_carried_over_now(world: World) -> None:
    stated(world, "100")
    page, head = Page(world), world.client("head-a")
    head.save(page.report, "f_1", {"r1:c2": "7"})
    taken_back(world)
    stated(world, "130", was="100")
    assert head.save(page.report, "f_1", {}, overrides={"r1:c1": {"reason": "Theo biên bản."}}).status_code == 200
    shown = Page(world).shown
    assert (shown["values"]["r1:c1"], shown["values"]["r1:c3"]) == ("130", "137")


def test_work_on_a_report_that_is_not_stated_says_nothing(world: World) -> None:
    page = Page(world)
    world.client("head-a").save(world.submission("a", BEFORE), "f_1", {"r1:c2": "110"})
    assert "elsewhere" not in page.hear()


def test_the_sign_is_the_same_for_whoever_opens_the_form(world: World) -> None:
    assert Page(world).sign == Page(world, "head-a").sign


def test_a_form_whose_cells_become_another_kind_is_opened_anew(world: World) -> None:
    """Without a stated report before it a carried cell waits for entry; the report that comes fills and locks it, and the other way round."""
    page = Page(world)
    stated(world, "100")
    told = page.hear()
    assert told["anew"] is True
    assert "externals" not in told
    assert "elsewhere" not in page.hear(), "told once"
    page = Page(world)
    taken_back(world)
    assert page.hear()["anew"] is True


def test_a_page_that_keeps_no_sign_hears_nothing_of_other_periods(world: World) -> None:
    report, clerk = world.submission("a", NOW), world.client("clerk-a")
    stated(world, "100")
    answer = clerk.post(f"/api/submissions/{report}/forms/f_1/listen", {"since": 0, "page": PAGE})
    assert not {"elsewhere", "previous"} & set(answer.get_json())


@pytest.mark.parametrize("sign", ["", "x", "." * 64, "đ.đ"])
def test_a_sign_that_was_never_given_is_an_old_one(world: World, sign: str) -> None:
    page = Page(world)
    given, page.sign = page.sign, sign
    assert page.hear()["elsewhere"] == given
