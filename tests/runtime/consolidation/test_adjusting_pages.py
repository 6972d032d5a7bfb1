"""Adjusting at the pages: the form behind a figure, the mark and the list on the report, files, refusals that lose nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from html import unescape

import openpyxl
import pytest

from renderers.csv import read_back
from runtime.store.models import Unit
from runtime.units import add_unit, move_unit
from tests.forms_md import read
from tests.runtime import world as worlds
from tests.runtime.consolidation.test_adjusting import with_a_check
from tests.runtime.consolidation.test_running import consolidate, form_and_regime, put, report
from tests.runtime.world import World, regime_document

REPORT = "/tong-hop/g_1/2026-Q3/f_1"
FIGURE = f"{REPORT}/o/r1:c2"
NAME = "Người receiver"


@pytest.fixture
def world(store_url: str) -> Iterator[World]:
    with worlds.world_of(store_url, with_a_check()) as made:
        put(made, "a", {"f_1": {"r1:c2": "3", "r1:c3": "1"}})
        put(made, "b", {"f_1": {"r1:c2": "2", "r1:c3": "1"}})
        consolidate(made)
        yield made


def page(world: World, path: str, login: str = "receiver") -> str:
    answer = world.client(login).get(path)
    assert answer.status_code == 200
    return unescape(answer.get_data(as_text=True))


def seen(text: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]+)"', text)
    assert found is not None
    return found[1]


def adjust(world: World, value: str = "14", reason: str = "Xã A báo bổ sung", **more: str) -> str:
    client = world.client("receiver")
    answer = client.form(FIGURE, value=value, reason=reason, seen=more.get("seen") or seen(page(world, FIGURE)))
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return page(world, REPORT)


def test_an_adjusted_figure_is_marked_and_listed_with_what_it_stands_for(world: World) -> None:
    text = adjust(world)
    assert re.search(r'<a class="adjusted-mark" href="#adj-ĐC1">ĐC1</a><a href="[^"]+" class="open-figure">14</a>', text)
    row = text[text.index('id="adj-ĐC1"') :].partition("</tr>")[0]
    for said in ("Lao động · Nam (cột 2)", ">5<", "<strong>14</strong>", "Xã A báo bổ sung", NAME):
        assert said in row
    assert "Nam không quá 10" in text  # the check of the form, on the adjusted total
    behind = page(world, FIGURE)
    assert "Điều chỉnh lại" in behind
    assert "Xã A báo bổ sung" in behind
    assert sorted(re.findall(r'#r1:c2">(\d+)</a>', behind)) == ["2", "3"]


def test_units_that_change_afterwards_are_said_with_both_figures(world: World) -> None:
    adjust(world)
    put(world, "c", {"f_1": {"r1:c2": "30"}})
    consolidate(world)
    text = page(world, REPORT)
    assert report(world)["r1:c2"] == "14"
    assert "Có số tổng hợp đã được điều chỉnh trong quý III năm 2026" in page(world, "/tong-hop-nhieu-ky/g_1/2026/f_1")
    assert "lúc điều chỉnh là 5, nay tổng hợp ra 35" in text


def test_the_report_above_says_what_was_adjusted_below(store_url: str) -> None:
    with worlds.world_of(store_url, with_a_check()) as world:
        with world.db() as db:
            move_unit(db, db.get(Unit, "a"), "other", worlds.FROM)
            below = db.get(Unit, "other").name
        for unit in ("a", "b"):
            put(world, unit, {"f_1": {"r1:c2": "3"}})
        consolidate(world)
        text = page(world, f"{FIGURE}?unit=other")
        answer = world.client("receiver").form(f"{FIGURE}?unit=other", value="7", reason="Xã A báo bổ sung", seen=seen(text))
        assert answer.status_code == 302
        assert "unit=other" in answer.location
        text = page(world, REPORT)
        assert f"điều chỉnh ở báo cáo của {below}" in text
        assert ">ĐC1</a><a" in text
        assert "Bỏ điều chỉnh" not in text  # taken back where it was made
        paper = unescape(world.client("receiver").get(f"{REPORT}/tai/html").get_data(as_text=True))
        assert f"gồm điều chỉnh ở báo cáo của {below}, từ 3 thành 7." in paper
        assert "10<sup>(ĐC1)</sup>" in paper
        assert f"điều chỉnh ở báo cáo của {below}" in page(world, FIGURE)


def test_a_level_over_the_same_units_says_what_was_adjusted_below(store_url: str) -> None:
    with worlds.world_of(store_url, with_a_check()) as world:
        with world.db() as db:
            add_unit(db, code="mid", name="Khối các sở", kind="department", tier="province", valid_from=worlds.FROM, parent_id="top", unit_id="mid")
            move_unit(db, db.get(Unit, "other"), "mid", worlds.FROM)
            move_unit(db, db.get(Unit, "a"), "other", worlds.FROM)
            below = db.get(Unit, "other").name
        for unit in ("a", "b"):
            put(world, unit, {"f_1": {"r1:c2": "3"}})
        consolidate(world)
        text = page(world, f"{FIGURE}?unit=other")
        world.client("receiver").form(f"{FIGURE}?unit=other", value="7", reason="Xã A báo bổ sung", seen=seen(text))
        for unit, figure in (("mid", "7"), ("lead", "10")):
            assert report(world, unit=unit)["r1:c2"] == figure
            assert f"điều chỉnh ở báo cáo của {below}" in page(world, f"{REPORT}?unit={unit}")
        assert "điều chỉnh ở báo cáo của" not in page(world, f"{REPORT}?unit=other")
        # The level in between says the figure anew: above it, what was said below no longer counts.
        middle = world.client("receiver").form(f"{FIGURE}?unit=mid", value="9", reason="Khối rà soát", seen=seen(page(world, f"{FIGURE}?unit=mid")))
        assert middle.status_code == 302
        consolidate(world)
        text = page(world, f"{REPORT}?unit=lead")
        assert report(world, unit="lead")["r1:c2"] == "12"
        assert "điều chỉnh ở báo cáo của Khối các sở" in text
        assert f"điều chỉnh ở báo cáo của {below}" not in text


def test_texts_that_were_put_together_are_adjusted_too(tmp_path: object) -> None:
    made = read("| Mục | Ý kiến |\n| A | 1 |\n|---|---|\n| Kiến nghị | |").document
    made["sections"]["items"]["s1"]["columns"]["nodes"]["c1"]["cell"] = {"kind": "text"}
    rule = {"spec": "consolidation/1", "id": "x_1", "form": "f_1", "cells": {}, "adjust": {"allowed": True, "reason": False}}
    with worlds.world_of(f"sqlite:///{tmp_path}/text.sqlite3", [made, regime_document(["f_1"]), rule]) as world:
        put(world, "a", {"f_1": {"r1:c1": {"t": "ý dài"}}})
        consolidate(world)
        text = page(world, f"{REPORT}/o/r1:c1")
        assert "Nội dung mới" in text
        answer = world.client("receiver").form(f"{REPORT}/o/r1:c1", value="ý ngắn\r\n<b>gọn</b>", reason="", seen=seen(text))
        assert answer.status_code == 302
        assert report(world)["r1:c1"] == {"t": "ý ngắn\n<b>gọn</b>"}
        raw = world.client("receiver").get(REPORT).get_data(as_text=True)
        assert "&lt;b&gt;gọn&lt;/b&gt;" in raw
        assert "<b>gọn" not in raw


def test_taking_it_back_leaves_nothing_on_the_page(world: World) -> None:
    text = adjust(world)
    adjustment = re.search(r'name="adjustment" value="([^"]+)"', text)
    assert adjustment is not None
    client = world.client("receiver")
    stale = client.form(f"{REPORT}/bo-dieu-chinh", adjustment=adjustment[1], seen="0" * 16)
    assert stale.status_code == 409
    assert client.form(f"{REPORT}/bo-dieu-chinh", adjustment="other", seen=seen(text)).status_code == 404
    assert client.form(f"{REPORT}/bo-dieu-chinh", adjustment=adjustment[1], seen=seen(text)).status_code == 302
    text = page(world, REPORT)
    assert "ĐC1" not in text
    assert report(world)["r1:c2"] == "5"


def test_files_carry_the_mark_and_the_reason(world: World) -> None:
    adjust(world)
    note = "Lao động · Nam (cột 2): số tổng hợp từ các đơn vị là 5, điều chỉnh thành 14. Lý do: Xã A báo bổ sung."
    client = world.client("receiver")
    paper = unescape(client.get(f"{REPORT}/tai/html").get_data(as_text=True))
    assert "14<sup>(ĐC1)</sup>" in paper
    assert f"(ĐC1) {note}" in paper
    sheet = openpyxl.load_workbook(io.BytesIO(client.get(f"{REPORT}/tai/xlsx").get_data())).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    (figure,) = [cell for cell in cells if cell.value == 14]
    assert figure.number_format.endswith('" (ĐC1)"')  # beside the number, which stays one
    assert any(str(cell.value).startswith(f"(ĐC1) {note}") for cell in cells)
    blocks = read_back(client.get(f"{REPORT}/tai/csv").get_data())
    assert blocks[-1][0] == ["Số đã điều chỉnh"]
    assert blocks[-1][2][2].startswith(note)
    data = client.get(f"{REPORT}/tai/json").get_json()
    assert data["sections"][0]["rows"][0]["marks"] == {"c2": ["ĐC1"]}
    assert data["notes"][-1]["mark"] == "ĐC1"
    assert data["notes"][-1]["text"].startswith(note)


def test_what_is_refused_is_said_beside_what_was_typed(world: World) -> None:
    before = seen(page(world, FIGURE))
    client = world.client("receiver")
    html = {"Accept": "text/html"}
    for value, reason, version, status, said in (
        ("mười", "Vì thế", before, 422, "mười"),
        ("−1.234", "Vì thế", before, 422, "âm"),  # the sign of typesetters, and one point: once a failure
        ("14", " ", before, 422, "phải ghi lý do"),
        ("14", "Vì thế", "f" * 16, 409, "vừa thay đổi"),
    ):
        answer = client.http.post(FIGURE, data={"value": value, "reason": reason, "seen": version}, headers={"X-CSRFToken": client._token(), **html})
        text = unescape(answer.get_data(as_text=True))
        assert answer.status_code == status
        assert said in text
        assert f'value="{value}"' in text
        assert seen(text) == before
    assert report(world)["r1:c2"] == "5"
    assert client.form(f"{REPORT}/o/r1:c1", value="9", reason="Vì thế", seen=before).get_json()["code"] == "consolidation.adjust_cell"


def test_who_may_and_where_nothing_is_offered(world: World, tmp_path: object) -> None:
    adjust(world)
    for login in ("clerk-a", "head-a"):
        answer = world.client(login).form(FIGURE, value="1", reason="x", seen="0")
        assert answer.status_code in (403, 404)
    with worlds.world_of(f"sqlite:///{tmp_path}/plain.sqlite3", form_and_regime(cells={})) as other:
        put(other, "a", {"f_1": {"r1:c2": "3"}})
        consolidate(other)
        text = page(other, FIGURE)
        assert "Điều chỉnh số này" not in text
        answer = other.client("receiver").form(FIGURE, value="9", reason="x", seen="0" * 16)
        assert answer.get_json()["code"] in ("consolidation.adjust_not_allowed", "consolidation.changed")
