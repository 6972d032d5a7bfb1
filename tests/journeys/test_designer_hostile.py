"""Class stored_xss where a form is designed and previewed: captions, guidance, examples. Nothing runs, nothing stretches the page, all of it is shown letter for letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.designer.conftest import app, empty_store, filled_store, make_draft
from tests.designer.samples import template
from tests.journeys.designing import open_as_designer
from tests.journeys.hostile_texts import ACTIVE, HOSTILE, STRETCHING, WATCH
from tests.serving import served

__all__ = ["app", "empty_store", "filled_store"]

pytestmark = pytest.mark.journey

TEXTS = [*HOSTILE, *STRETCHING]
EVERY = " ".join(TEXTS)
SIZES = ({"width": 1366, "height": 768}, {"width": 1024, "height": 640})


def documents() -> dict[str, Any]:
    """The sample regime, its words and its example made of attacks."""
    found = template()
    form = found["f_01xld"]
    grid, outline, fields = (form["sections"]["items"][one] for one in ("s1", "s2", "s3"))
    form["title"] += f" {HOSTILE[0]}"
    form["footnotes"]["items"]["n1"]["text"] = EVERY[:2000]
    grid["title"] = HOSTILE[1]
    grid["columns"]["nodes"]["c1"] |= {"label": HOSTILE[0], "guidance": EVERY[:2000]}
    grid["columns"]["nodes"]["c2"]["label"] = STRETCHING[1][:400]
    grid["rows"]["nodes"]["r1"] |= {"label": f"{HOSTILE[4]} {STRETCHING[0][:300]}", "guidance": HOSTILE[1]}
    outline["headings"]["nodes"]["o1"]["label"] = f"I. {HOSTILE[5]} {STRETCHING[0][:300]}"
    outline["headings"]["nodes"]["o2"] |= {"label": HOSTILE[-1], "guidance": EVERY[:2000], "rich": True}
    question = fields["fields"]["items"]["q1"]
    question["label"], question["cell"]["guidance"], question["cell"]["choices"][0]["label"] = HOSTILE[0], HOSTILE[1], HOSTILE[5]
    cells = {"r1:c1": "3", "r1:c2": "1", "r1:c9": {"t": "\n".join(TEXTS)}, "o2": {"rich": [{"runs": [{"text": text, "marks": "b"}], "list": "number"} for text in TEXTS]}}
    found["e_1"] = {"spec": "example/1", "id": "e_1", "form": "f_01xld", "title": f"Ví dụ {HOSTILE[0]}", "cells": cells, "expect": {"cells": {}, "fails": []}}
    return found


@pytest.fixture
def drawing(page: Page, app: Flask) -> Iterator[Page]:
    """The draft as its designer sees it; what runs, and any error of the page, fails the test."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.add_init_script(WATCH)
    draft = make_draft(app, documents())
    with served(app) as address:
        open_as_designer(page, address, draft, "f_01xld")
        yield page
    assert faults == []


def calm(page: Page, where: str) -> None:
    """Nothing ran, no element of an attack stands in the page, and the page is as wide as its window."""
    for size in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (where, size)
    assert page.evaluate("window.ran") == [], where
    for frame in page.frames:
        assert frame.evaluate("chosen => [...document.querySelectorAll(chosen)].map(one => one.outerHTML.slice(0, 200))", ACTIVE) == [], where


def test_words_and_examples_of_a_form_are_text_wherever_it_is_previewed(drawing: Page) -> None:
    page = drawing
    expect(page.locator('[data-at="h:c1"]')).to_contain_text(HOSTILE[0])
    page.locator('[data-at="h:c1"]').click()
    expect(page.get_by_label("Hướng dẫn").first).to_have_value(re.compile(re.escape(HOSTILE[0])))
    calm(page, "canvas")
    # The form as a unit gets it, with the example in it; then the page as it prints, blank and with sample figures.
    page.get_by_role("tab", name=re.compile("Ví dụ kiểm thử")).click()
    calm(page, "examples")
    page.get_by_role("button", name=f"Ví dụ {HOSTILE[0]}", exact=True).click()
    expect(page.locator('[data-key="r1:c9"]')).to_contain_text(HOSTILE[-1])
    expect(page.locator('[data-question="o2"]')).to_contain_text(HOSTILE[5])
    page.locator('[data-key="r1:c9"]').click()
    page.keyboard.press("F2")
    calm(page, "trial")
    page.get_by_role("button", name="Trang in", exact=True).click()
    paper = page.frame_locator("iframe")
    for values in ("blank", "sample"):
        page.locator(".ds-print-bar select").select_option(values)
        expect(paper.locator("body")).to_contain_text(HOSTILE[-1])
        # The frame gets its width a moment after its text.
        page.frames[-1].wait_for_function("document.documentElement.scrollWidth <= innerWidth")
        calm(page, values)
