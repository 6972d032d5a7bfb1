"""Pages of tasks, filling, receiving and consolidation: they answer, say what is there, and show nothing of others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from runtime.store.models import Regime
from runtime.submissions.collections import open_collection
from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import FORM
from tests.runtime.world import World, documents_of, regime_document, sample


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    url = f"sqlite:///{Path(tmp_path_factory.mktemp('store')) / 'store.sqlite3'}"
    with worlds.world_of(url, documents_of("thanh_tra_2021")) as made:
        for unit in ("a", "b"):
            report = made.submission(unit)
            made.client(f"clerk-{unit}").fill(report, sample())
            made.client(f"head-{unit}").deliver(report)
            made.client("receiver").post(f"/api/submissions/{report}/accept")
        made.client("receiver").form("/tong-hop/g_kntc/2026-Q3")
        yield made


def page(world: World, login: str, path: str) -> str:
    answer = world.client(login).http.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200, (path, answer.status_code, answer.text[:500])
    return answer.text


def test_my_tasks(world: World) -> None:
    assert "Báo cáo công tác tiếp công dân" in page(world, "head-c", "/viec")
    assert "Không còn báo cáo nào phải làm" in page(world, "clerk-a", "/viec")


def test_filling_page_carries_the_island(world: World) -> None:
    report = world.submission("c")
    text = page(world, "head-c", f"/bao-cao/{report}/f_01xld")
    assert 'data-island="fill"' in text
    assert report in text


def test_print_and_history(world: World) -> None:
    report = world.submission("a")
    assert "TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN" in page(world, "clerk-a", f"/bao-cao/{report}/in")
    history = page(world, "clerk-a", f"/bao-cao/{report}/lich-su")
    assert "Chấp nhận" in history
    assert "(cột 13)" in history
    assert "r1:c" not in history


def test_receiving_pages(world: World) -> None:
    assert "Quý III năm 2026" in page(world, "receiver", "/tiep-nhan")
    units = page(world, "receiver", "/tiep-nhan/g_kntc/2026-Q3")
    assert "Xã Cổ Dũng" in units
    assert "Sở Khác" not in units
    assert "Xã An Thi" not in page(world, "receiver", "/tiep-nhan/g_kntc/2026-Q3?state=assigned")
    report = world.submission("a")
    assert 'data-island="sheet"' in page(world, "receiver", f"/tiep-nhan/bao-cao/{report}/f_01xld")


def test_who_comes_back_to_the_list_is_told_what_happened(tmp_path: Path) -> None:
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", [FORM, regime_document(["f_1"])]) as own:
        report, head = own.submission("a"), own.client("head-a")
        head.save(report, "f_1", {"r1:c2": "1"})
        head.deliver(report)
        listed = f"/tiep-nhan/g_1/2026-Q3?done={report}"
        told = re.compile(r'<div class="notice notice-ok" role="status"><p>(.*?)</p>')
        assert not told.findall(page(own, "receiver", listed)), "nothing has been done with it yet"
        own.client("receiver").post(f"/api/submissions/{report}/return", {"reason": "Xem lại", "cells": []})
        (said,) = told.findall(page(own, "receiver", listed))
        assert said.startswith("Đã trả lại báo cáo cho Xã An Thi lúc")
        assert "hạn gửi lại 14/09/2026. Hạn này đã qua 2 ngày" in said
        assert f'<a class="nowrap" href="/bao-cao/{report}">Xem lại báo cáo</a>' in said
        head.deliver(report)
        own.client("receiver").post(f"/api/submissions/{report}/accept")
        (said,) = told.findall(page(own, "receiver", listed))
        assert said.startswith("Đã chấp nhận báo cáo của Xã An Thi lúc")
        assert not told.findall(page(own, "receiver", "/tiep-nhan/g_1/2026-Q3?done=la")), "an address with somebody else's id says nothing"


def test_reports_of_one_period_are_told_apart_by_their_round(tmp_path: Path) -> None:
    rounds = {"order": ["l1", "ct"], "items": {"l1": {"name": "Lần 1"}, "ct": {"name": "Chính thức"}}}
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", [FORM, regime_document(["f_1"], rounds=rounds)]) as own:
        with own.db() as db:
            open_collection(db, own.actor(db, "receiver"), db.get_one(Regime, "g_1"), "2026-Q3", "ct")
        for login, path in (("clerk-a", "/viec"), ("receiver", "/tiep-nhan")):
            text = page(own, login, path)
            assert "Quý III năm 2026 – Lần 1" in text
            assert "Quý III năm 2026 – Chính thức" in text
        assert "Quý III năm 2026 – Chính thức" in page(own, "receiver", "/tiep-nhan/g_1/2026-Q3?round=ct")


def test_the_period_under_way_is_offered_first(world: World) -> None:
    chosen = re.findall(r'<option value="([^"]+)" selected>', page(world, "receiver", "/tiep-nhan"))
    assert chosen == ["2026-Q3"]


def test_the_start_page_shows_what_waits(world: World) -> None:
    assert "Chưa nhập" in page(world, "head-c", "/")
    done = page(world, "clerk-a", "/")
    assert "Không còn báo cáo nào phải làm" in done
    assert 'class="cards"' not in done
    assert "Quý III năm 2026" in page(world, "receiver", "/")


def test_a_head_sees_first_what_is_to_be_signed(world: World) -> None:
    with world.db() as db:
        open_collection(db, world.actor(db, "receiver"), db.get(Regime, "g_kntc"), "2026-Q2", opens=worlds.FROM)
    for unit in ("c", "d"):
        assert "Quý II " in page(world, f"head-{unit}", "/")
    report = world.submission("c")
    world.client("head-c").fill(report, sample())
    found = world.client("head-c").get(f"/api/submissions/{report}/checks").get_json()["failures"]
    said = {item["id"]: "đã kiểm tra" for item in found}
    assert world.client("head-c").post(f"/api/submissions/{report}/check", {"reasons": said}).status_code == 200
    text = page(world, "head-c", "/")
    assert text.index("Quý III ") < text.index("Quý II ")


def test_consolidation_pages(world: World) -> None:
    overview = page(world, "receiver", "/tong-hop/g_kntc/2026-Q3")
    assert "Xã Cổ Dũng" in overview  # among the missing
    table = page(world, "receiver", "/tong-hop/g_kntc/2026-Q3/f_01xld")
    assert "Xã An Thi" in table
    assert ">474<" in table  # column 1 of two units
    assert "Tổng cộng" in table


def test_a_consolidated_report_has_its_own_page_for_paper(world: World) -> None:
    table = page(world, "receiver", "/tong-hop/g_kntc/2026-Q3/f_02xld")
    (address,) = re.findall(r'<a class="btn" href="([^"]+)">Bản in</a>', table)
    paper = page(world, "receiver", address.replace("&amp;", "&"))
    assert re.search(r'<article class="report page-a3-landscape[^"]*">', paper)
    assert "Tổng cộng" in paper
    assert "/report.css?giay=a3-landscape" in paper


def test_behind_a_total(world: World) -> None:
    text = page(world, "receiver", "/tong-hop/g_kntc/2026-Q3/f_01xld/o/r1:c1")
    for part in ("02/XLD", "03/XLD", "04/XLD", "Xã An Thi", "Xã Bình Minh", "111", "80", "46", "474"):
        assert part in text
    assert "02/XLD cột 1 + 03/XLD cột 1 + 04/XLD cột 1" in text
    assert "form(" not in text
    assert f"/tiep-nhan/bao-cao/{world.submission('a')}/f_02xld#r1:c1" in text
    of_unit = page(world, "receiver", "/tong-hop/g_kntc/2026-Q3/f_01xld/o/r1%23u1:c1")
    assert "Xã An Thi" in of_unit
    assert "Xã Bình Minh" not in of_unit
    assert "Xã Bình Minh" in page(world, "receiver", "/tong-hop/g_kntc/2026-Q3/f_02xld/o/r1:c1")


@pytest.mark.parametrize("output", ["xlsx", "html", "csv", "json"])
def test_downloads_are_named_twice(world: World, output: str) -> None:
    answer = world.client("receiver").get(f"/tong-hop/g_kntc/2026-Q3/f_01xld/tai/{output}")
    assert answer.status_code == 200
    named = answer.headers["Content-Disposition"]
    assert "filename=01-xld-tong-hop-2026-q3" in named
    assert "filename*=UTF-8''01-XLD%20t%E1%BB%95ng" in named
    own = world.client("clerk-a").get(f"/bao-cao/{world.submission('a')}/f_01xld/tai/{output}")
    assert own.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/bao-cao/{a}", "/bao-cao/{a}/f_01xld", "/bao-cao/{a}/in", "/bao-cao/{a}/lich-su", "/bao-cao/{a}/f_01xld/tai/xlsx",
        "/api/submissions/{a}/forms/f_01xld", "/api/submissions/{a}/checks", "/api/submissions/{a}/history",
        "/api/submissions/{a}/forms/f_01xld/compare", "/tiep-nhan/bao-cao/{a}/f_01xld",
        "/tong-hop/g_kntc/2026-Q3", "/tong-hop/g_kntc/2026-Q3/f_01xld", "/tong-hop/g_kntc/2026-Q3/f_01xld/o/r1:c1",
        "/tong-hop/g_kntc/2026-Q3/f_01xld/tai/xlsx", "/tiep-nhan/g_kntc/2026-Q3",
    ],
)  # fmt: skip
@pytest.mark.parametrize("login", ["clerk-b", "receiver-other"])
def test_what_belongs_to_others_is_not_found(world: World, path: str, login: str) -> None:
    address = path.format(a=world.submission("a"))
    answer = world.client(login).get(address)
    assert answer.status_code == 404, (address, answer.status_code)
    missing = world.client(login).get(address.replace(world.submission("a"), "AAAAAAAAAAAA").replace("g_kntc", "g_none"))
    mine, none = answer.get_json(), missing.get_json()
    assert {key: mine[key] for key in ("code", "title", "detail")} == {key: none[key] for key in ("code", "title", "detail")}


def test_an_unknown_cell_or_form(world: World) -> None:
    receiver = world.client("receiver")
    assert receiver.get("/tong-hop/g_kntc/2026-Q3/f_01xld/o/r9:c1").get_json()["code"] == "cell.unknown"
    assert receiver.get("/tong-hop/g_kntc/2026-Q3/f_nope").status_code == 404
    assert receiver.get("/tong-hop/g_kntc/2026-Q3/f_01xld/tai/exe").get_json()["code"] == "renderer.unknown"


def test_an_empty_form_on_paper_carries_what_is_printed_in_it(tmp_path: Path) -> None:
    """Highest scores are part of the form; sums and counts of what is not entered are not."""
    with worlds.world_of(f"sqlite:///{tmp_path / 's.sqlite3'}", documents_of("cham_diem_cchc"), ("2026",)) as made:
        report = made.submission("a", "2026")
        paper = page(made, "clerk-a", f"/bao-cao/{report}/in?trong=1")
    row = paper[paper.index("Ban hành kế hoạch") :].partition("</tr>")[0]
    assert re.findall(r'<td class="[^"]*">([^<]*)</td>', row)[:2] == ["1,50", ""]


def test_a_report_may_be_sent_on_the_day_when_it_is_due(tmp_path: Path) -> None:
    """Where a regime sets no deadline that day is the cut-off; with a deadline behind it, a report goes out from the day after the cut-off."""
    both = {"order": ["x", "t"], "items": {"x": {"tier": "commune", "days": 3}, "t": {"tier": "province", "days": 5}}}
    for number, (deadlines, days) in enumerate((({}, 0), ({"deadlines": both}, 1))):
        with worlds.world_of(f"sqlite:///{tmp_path / f'{number}.sqlite3'}", [FORM, regime_document(["f_1"], **deadlines)]) as own, own.db() as db:
            opened = open_collection(db, own.actor(db, "receiver"), db.get_one(Regime, "g_1"), "2026-Q4")
            assert (opened.opens - opened.cutoff).days == days
