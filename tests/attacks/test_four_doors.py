"""Every payload of the classes that reach a form being filled, through screen, paste, workbook and API: one safe answer.

What the browser makes of a typed or pasted text is asserted beside the browser with the same table (``tests/vectors/attack_texts.json``). A
text is kept as text. What is no figure is refused by the machine's doors, and kept as a draft, marked as wrong, where a person typed it or
says so: the same bytes either way. What does not reach a form being filled is named, with the place where it is tested.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from runtime.filling import workbooks
from runtime.workbooks.contents import read_contents
from tests.attacks.payloads import built, of_class
from tests.attacks.test_workbook_door import FORM, stored, take, taken_away
from tests.people import Person
from tests.runtime.formbooks.files import body, edited
from tests.runtime.workbooks.made import with_part
from tests.world import PASSWORD

CLASSES: Final = ("numbers", "unicode", "oversize", "race_replay", "xlsx_upload", "stored_xss")
TEXTS: list[dict[str, Any]] = json.loads((Path(__file__).parents[1] / "vectors" / "attack_texts.json").read_text(encoding="utf-8"))
CELLS: Final = {"number": "r1:c1", "text": "r1:c4"}
#: Bodies of the API's door: what stands as the new value, word for word, and what it is answered with.
LITERALS: Final[Mapping[str, tuple[str, int, str]]] = {
    "NU-01": ("NaN", 400, "number.not_finite"),
    "NU-02": ("Infinity", 400, "number.not_finite"),
    "NU-04": ("1e-400", 422, "number.scale"),
    "NU-06": ("12345678901234567890.12", 422, "cell.not_a_number"),
    "NU-14": ("true", 422, "cell.not_a_number"),
    "OV-04": ("9" * 5_000, 422, "number.too_long"),
    "UN-07": ('"\\ud800"', 400, "text.surrogate"),
    "XS-14": ('{"__proto__":"1"}', 422, "cell.shape"),
}
#: In this file, each in a test of its own.
HERE: Final = {"OV-01", "OV-02", "OV-09", "RR-09", "RR-11"}
#: Through the one door that takes files; screen, paste and API have none. ``tests/attacks/test_workbook_door.py``.
FILES: Final = {"XU-01", "XU-02", "XU-04", "XU-06", "XU-07", "XU-09", "XU-11", "XU-12", "XU-14", "XU-16", "XU-17", "UN-06"}
ELSEWHERE: Final[Mapping[str, str]] = {
    "XS-11": "a look of a form: forms take none from outside (test_foreign_schemas)",
    "XS-17": "a table of units brought in by an administrator (test_injection_other)",
    "RR-01": "sending a report: no door of filling (test_races)",
    "RR-02": "sending a report",
    "RR-04": "sending a report against its deadline",
    "RR-06": "approving a template",
    "RR-07": "sending a report against a save (test_races)",
    "RR-12": "sending a report",
    "RR-14": "deleting a template",
    "OV-06": "bodies of server pages; filling takes JSON (test_oversize)",
    "OV-07": "bodies of server pages; filling takes JSON (test_oversize)",
    "OV-11": "the size of a template (test_oversize)",
    "OV-12": "lists of reports (test_oversize)",
    "OV-14": "exports of everything (test_oversize)",
    "UN-11": "tables as CSV: no door of filling takes one",
    "UN-12": "tables as CSV: no door of filling takes one",
    "NU-09": "rounding in formulas (test_numbers)",
    "NU-17": "division by zero in formulas (test_numbers)",
    "NU-19": "cells of dates (test_numbers, test_judging)",
}


def test_every_payload_has_its_place() -> None:
    places = [{line["id"] for line in TEXTS} | set(LITERALS), HERE, FILES, set(ELSEWHERE)]
    known = {name for each in CLASSES for name in of_class(each)}
    assert set().union(*places) == known
    assert sum(map(len, places)) == len(known), "one place each"


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of our own are read in this process; the process of its own is tested with the hostile ones."""
    monkeypatch.setattr(workbooks, "read_filled", read_contents)


class Clerk(Person):
    """A clerk whose browser asks for its token once."""

    _token = ""

    def token(self) -> str:
        self._token = self._token or super().token()
        return self._token

    def sign_in(self, login: str, password: str = PASSWORD, **fields: str) -> TestResponse:
        answer = super().sign_in(login, password, **fields)
        self._token = ""
        return answer


def patch(who: Person, key: str, value: Any, was: Any = None) -> Any:
    version = who.api("GET", FORM).get_json()["version"]
    return who.api("PATCH", FORM, {"cells": {key: {"to": value, "was": was}}}, {"If-Match": str(version)})


def kept(app: Flask, key: str) -> Any:
    """What is stored of a cell."""
    return json.loads(stored(app)[0]).get("values", {}).get(key)


def emptied(app: Flask, who: Person, key: str) -> None:
    now = kept(app, key)
    assert now is None or patch(who, key, None, now).status_code == 200


class Template:
    """A workbook in which one text is put anew, as text, whatever it looks like."""

    def __init__(self, data: bytes, key: str) -> None:
        self.data = edited(data, {key: "@@"})
        with ZipFile(BytesIO(self.data)) as archive:
            self.part = next(name for name in archive.namelist() if b">@@<" in archive.read(name))
            self.whole = archive.read(self.part).decode()

    def holding(self, text: str) -> bytes:
        return with_part(self.part, self.whole.replace(">@@<", f">{escape(text)}<").encode(), self.data)


def test_a_typed_a_pasted_a_brought_and_a_sent_text_end_as_the_same_bytes(whole: Flask, here: None) -> None:
    who = Clerk(whole, "clerk_a")
    for key in CELLS.values():
        emptied(whole, who, key)
    files = {cell: Template(taken_away(whole), key) for cell, key in CELLS.items()}
    for line in TEXTS:
        name, key = line["id"], CELLS[line["cell"]]
        # The screen and the paste send what the browser made of it.
        assert patch(who, key, line["wire"]).status_code == 200, name
        screen = kept(whole, key)
        assert screen == line["wire"], name
        emptied(whole, who, key)
        if line["cell"] == "number" and isinstance(line["wire"], dict):
            # A machine that says that it is a number is refused.
            refused = patch(who, key, line["typed"])
            assert (refused.status_code, kept(whole, key)) == (422, None), name
            assert refused.get_json()["code"] in {"cell.not_a_number", "number.too_long"}, name
        data = files[line["cell"]].holding(line["typed"])
        answer = take(who, data)
        if answer.status_code == 200:
            assert kept(whole, key) == screen, name
        else:
            # In a workbook nothing is guessed: it is refused with its cell, and what a person may choose instead holds what the screen keeps.
            problem = answer.get_json()["problems"][0]
            assert (answer.status_code, kept(whole, key), "!" in problem["place"]) == (422, None, True), (name, problem)
            (told,) = who.api("POST", f"{FORM}/workbook/preview", body(data)).get_json()["refusals"]
            offered = [one["to"] for one in told["proposals"]]
            assert screen in offered or not offered, (name, offered)
            if screen in offered:
                assert take(who, data, take={key: offered.index(screen)}).status_code == 200, name
                assert kept(whole, key) == screen, name
        emptied(whole, who, key)


@pytest.mark.parametrize("name", LITERALS)
def test_literals_of_a_body_that_are_no_values(whole: Flask, name: str) -> None:
    literal, status, code = LITERALS[name]
    who, before = Clerk(whole, "clerk_a"), stored(whole)
    raw = f'{{"cells":{{"r1:c1":{{"to":{literal},"was":null}}}}}}'.encode()
    answer = who.api("PATCH", FORM, raw=raw, headers={"If-Match": str(before[1])})
    assert (answer.status_code, answer.get_json()["code"], stored(whole)) == (status, code, before)


def test_a_text_of_a_megabyte(whole: Flask, here: None) -> None:
    """OV-09: refused by its length at every door, nothing stored."""
    who, empty, before = Clerk(whole, "clerk_a"), taken_away(whole), stored(whole)
    long = built(of_class("oversize")["OV-09"]["send"]["value"])
    for value in ({"t": long}, {"raw": long}):
        refused = patch(who, CELLS["text"], value)
        assert (refused.status_code, refused.get_json()["code"]) == (422, "cell.too_long")
    # No cell of a workbook holds more than 32,767 letters.
    brought = take(who, edited(empty, {CELLS["text"]: long[:32_767]}))
    assert (brought.status_code, brought.get_json()["code"], stored(whole)) == (422, "cell.too_long", before)


def test_bodies_without_end(whole: Flask) -> None:
    """OV-01, OV-02: by length before anything is read, by the number of keys before anything is judged."""
    who, before = Clerk(whole, "clerk_a"), stored(whole)
    keys = built(of_class("oversize")["OV-02"]["send"]["raw"])
    for method, path, field in (("PATCH", FORM, "cells"), ("POST", f"{FORM}/workbook", "take"), ("POST", f"{FORM}/workbook/preview", "name")):
        version = {"If-Match": str(before[1])}
        long = who.api(method, path, raw=f'{{"{field}":"{"x" * (50 << 20)}"}}'.encode(), headers=version)
        assert (long.status_code, long.get_json()["code"]) == (413, "http.too_large")
        many = who.api(method, path, raw=f'{{"{field}":{keys}}}'.encode(), headers=version)
        assert many.status_code in (413, 422), many.get_json()
        assert many.get_json()["code"] in {"http.too_large", "json.too_many_keys", "json.too_many_items"}
    assert stored(whole) == before


def test_a_save_that_does_not_say_what_it_saw(whole: Flask) -> None:
    """RR-09: through the API and the workbook alike."""
    who, before = Clerk(whole, "clerk_a"), stored(whole)
    answers = [who.api("PATCH", FORM, {"cells": {}}), who.api("POST", f"{FORM}/workbook", body(taken_away(whole), dry_run=False))]
    assert [(one.status_code, one.get_json()["code"]) for one in answers] == [(428, "version.required")] * 2
    assert stored(whole) == before


def test_what_arrives_after_the_report_was_sent(whole: Flask, here: None) -> None:
    """RR-11: a late autosave, a late paste, a late workbook change nothing and are told why."""
    who, data = Clerk(whole, "clerk_a"), edited(taken_away(whole), {"r1:c1": 99})
    _sent(whole)
    before = stored(whole)
    answers = [patch(who, "r1:c1", "99"), take(who, data), who.api("POST", f"{FORM}/workbook/preview", body(data))]
    assert [(one.status_code, one.get_json()["code"]) for one in answers] == [(409, "submission.already_submitted")] * 3
    assert stored(whole) == before


def _sent(app: Flask) -> None:
    from runtime.store import transaction
    from runtime.store.models import Submission
    from tests.attacks.test_workbook_door import REPORT

    with app.app_context(), transaction() as db:
        report = db.get(Submission, REPORT)
        assert report is not None
        report.state = "sent"
