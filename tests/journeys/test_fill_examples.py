"""Every shared real form is filled on the screen, and its totals, checks and carry-overs come out as worked out by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.figures import FIGURES_2024, MONEY, STAFF, TARGETS
from tests.journeys.forms import FormPage, opened, province, report_of
from tests.runtime.world import World, sample

pytestmark = pytest.mark.journey

Opener = Callable[..., FormPage]


@pytest.fixture(scope="module")
def served_province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, str]]:
    with province(tmp_path_factory.mktemp("province")) as made:
        yield made


@pytest.fixture
def world(served_province: tuple[World, str]) -> World:
    return served_province[0]


@pytest.fixture
def open_form(served_province: tuple[World, str], browser: Browser) -> Iterator[Opener]:
    """Opens a form of a unit's report as its clerk; errors of the page fail the test."""
    world, base = served_province
    pages: list[Page] = []
    faults: list[str] = []

    def opener(unit: str, regime: str, period: str, form: str, turn: str = "", **context: Any) -> FormPage:
        login = "head-d" if unit == "d" else f"clerk-{unit}"
        made = opened(browser, base, world.client(login), report_of(world, unit, regime, period, turn), form, **context)
        made.page.on("pageerror", lambda error: faults.append(str(error)))
        pages.append(made.page)
        return made

    yield opener
    for page in pages:
        page.context.close()
    assert faults == []


def vi(text: str) -> str:
    """A figure as an official types it."""
    return text.replace(".", ",")


def line(cells: dict[str, str], row: str, columns: list[str]) -> list[list[str]]:
    return [[vi(cells.get(f"{row}:{column}", "")) for column in columns]]


def columns(prefix: str, first: int, last: int) -> list[str]:
    return [f"{prefix}{number}" for number in range(first, last + 1)]


def test_complaints_of_2021(open_form: Opener) -> None:
    for form, last in {"f_01tcd": 29, "f_01xld": 26, "f_02xld": 30, "f_03xld": 33, "f_04xld": 24}.items():
        cells = {key: str(value) for key, value in sample()[form].items()}
        page = open_form("a", "g_kntc", "2026-Q2", form)
        page.paste("r1:c1", line(cells, "r1", columns("c", 1, last)))
        assert page.saved()["values"] == cells
    # Every check that is printed on the five forms, and every one between them, holds.
    found = page.client.get(f"/api/submissions/{page.report}/checks").get_json()["failures"]
    assert [one["sentence"] for one in found if one["severity"] == "error"] == []


def test_a_slip_in_01_xld_of_2021_is_told_by_the_check_that_it_breaks(open_form: Opener) -> None:
    page = open_form("b", "g_kntc", "2026-Q2", "f_01xld")
    cells = {key: str(value) for key, value in sample()["f_01xld"].items()}
    page.paste("r1:c1", line(cells, "r1", columns("c", 1, 26)))
    # 97 = 31 + 33 + 33; one more in column 13 and the sum is 98.
    page.type("r1:c13", "34")
    assert any("97" in one and "98" in one for one in page.sentences())
    page.type("r1:c13", "33")
    assert not any("98" in one for one in page.sentences())


def test_complaints_of_2024(open_form: Opener) -> None:
    for form, (figures, first, *_) in FIGURES_2024.items():
        page = open_form("a", "g_kntc", "2026-Q3", form)
        page.paste(first, [figures.split()])
        assert sorted(page.saved()["values"].values(), key=int) == sorted(figures.split(), key=int)
    # Every check that is printed on the five forms, and every one between them, holds.
    found = page.client.get(f"/api/submissions/{page.report}/checks").get_json()["failures"]
    assert [one["sentence"] for one in found if one["severity"] == "error"] == []
    for form, (_, _, cell, slip, sides) in FIGURES_2024.items():
        page = open_form("a", "g_kntc", "2026-Q3", form)
        page.type(cell, slip)
        assert any(all(side in one for side in sides) for one in page.sentences()), form


def test_06a_is_carried_over_and_adds_up_by_field_and_in_total(open_form: Opener, world: World) -> None:
    clerk, before = world.client("head-a"), report_of(world, "a", "g_tthc", "2026-Q2")
    rows = {"rxalv": [{"id": "k1", "label": "Đất đai", "item": "lv03"}]}
    # 20 = 12 + 3 + 5 taken in, none closed: all 20 go on.
    entered = {"rxalv#k1:c4": "12", "rxalv#k1:c5": "3", "rxalv#k1:c6": "5", "rxalv#k1:c8": "0", "rxalv#k1:c9": "0", "rxalv#k1:c10": "0", "rxalv#k1:c12": "20", "rxalv#k1:c13": "0"}
    assert clerk.save(before, "f_06a", entered, instances=rows).status_code == 200
    clerk.deliver(before)
    page = open_form("a", "g_tthc", "2026-Q3", "f_06a")
    land = page.add("rxalv", "Đất đai")
    page.shows({f"{land}:c6": "20"})
    page.paste(f"{land}:c4", [["70", "30", "", "", "60", "30", "5", "", "24", "1"]])
    # 120 = 70 + 30 + 20 = 95 + 25; 95 = 60 + 30 + 5; 25 = 24 + 1.
    page.shows({f"{land}:c3": "120", f"{land}:c7": "95", f"{land}:c11": "25", "rxa:c3": "120", "rtong:c3": "120", "rtong:c6": "20", "rtong:c7": "95", "rtong:c11": "25"})
    assert page.sentences() == []
    page.type(f"{land}:c13", "2")
    assert any("120" in one and "121" in one for one in page.sentences())


def test_07b_totals_of_three_groups(open_form: Opener) -> None:
    page = open_form("a", "g_motcua", "2026", "f_07b")
    page.paste("r1:c4", [["0", "0", "120", "", "0", "0", "100", "", "0", "0", "90"]])
    page.shows({"r1:c3": "120", "r1:c7": "100", "r1:c11": "90"})
    assert page.sentences() == []
    page.type("r1:c14", "101")
    assert any("101" in one and "100" in one for one in page.sentences())


def test_02_cs_khcn_by_nation_and_by_field(open_form: Opener) -> None:
    page = open_form("d", "g_khcn", "2026", "f_02kh")
    # Three blocks: headings stand between them.
    page.paste("r01:c1", [STAFF[row].split() for row in ("r01", "r02")])
    page.paste("r03:c1", [STAFF[row].split() for row in ("r03", "r04", "r05", "r06")])
    page.paste("r07:c1", [STAFF[f"r{number:02d}"].split() for number in range(7, 14)])
    assert page.sentences() == []
    # A doctor more among the minorities: 10 <> 11 in the row, 6 <> 5 + 2 in the column.
    page.type("r05:c2", "2")
    told = page.sentences()
    assert len(told) == 2
    assert any("10" in one and "11" in one for one in told)
    assert any("6" in one and "7" in one for one in told)


def test_03_cs_khcn_sums_of_sums(open_form: Opener) -> None:
    page = open_form("d", "g_khcn", "2026", "f_03kh")
    page.paste("r01:c2", [MONEY.get(f"r{number:02d}", "\t\t\t").replace("\t", " ").split(" ") for number in range(1, 19)])
    page.shows({"r08:c1": "22,2", "r03:c1": "72,7", "r02:c1": "150,5", "r01:c1": "226,2", "r01:c2": "139,5", "r01:c3": "76,0", "r01:c4": "5,5", "r01:c5": "5,2"})
    assert page.sentences() == []
    # "trong đó" is a part: 20 is no less than 15 + 5, but less than 16 + 5.
    page.type("r05:c2", "16")
    assert any("20" in one and "21" in one for one in page.sentences())


@pytest.mark.parametrize(("turn", "name"), [("l1", "6 tháng đầu năm (ước)"), ("l2", "Lần 1"), ("ct", "Chính thức")])
def test_13a_in_each_of_its_three_rounds(open_form: Opener, turn: str, name: str) -> None:
    page = open_form("a", "g_hotich", "2026", "f_13a", turn)
    expect(page.page.locator(".fill").first).to_contain_text(f"Năm 2026 – {name}")
    page.paste("r01:a1", [["100", "55", "45", "90", "10", "4"]])
    page.paste("r03:a1", [["1", "1", "0", "1", "0", "0"], ["2", "1", "1", "2", "0", "0"], ["30", "18", "12", "28", "2", "0"]])
    page.paste("q1:b1", [["40", "35", "5", "2"]])
    page.paste("q3:b2", [["25,3"], ["22,7"]])
    page.paste("w1:e1", [["20", "1"], ["6", "0"]])
    page.shows({"r02:a1": "33", "r02:a2": "20", "r02:a3": "13", "r02:a4": "31", "r02:a5": "2", "q3:b1": "X", "q3:b2": "25,3"})
    assert page.sentences() == []
    page.type("q1:b3", "6")
    assert any("40" in one and "41" in one for one in page.sentences())
    page.type("q1:b3", "5")
    assert page.sentences() == []


def test_the_list_of_mau_01_is_counted_into_mau_03(open_form: Opener) -> None:
    page = open_form("a", "g_trogiup", "2026-H1", "f_ds01")
    first = page.add("rl")
    page.paste(
        f"{first}:m1",
        [
            ["Nguyễn Thị An", "05/07/1990", "Nữ", "Thôn Đông", "2", "Hoàn thành", "10/09/2026", ""],
            ["Trần Văn Bình", "1/2/1985", "Nam", "Thôn Đoài", "1", "Đang thực hiện", "", ""],
            ["Lê Thị Cúc", "30122001", "nu", "Thôn Nam", "3", "hoan thanh", "12.09.2026", "có hồ sơ"],
            ["Phạm Thị Dung", "31/02/1999", "Nữ", "Thôn Bắc", "1", "Đang thực hiện", "", ""],
        ],
    )
    names = page.names("rl")
    assert len(names) == 4
    page.shows({f"{names[1]}:m2": "01/02/1985", f"{names[2]}:m2": "30/12/2001", f"{names[2]}:m3": "Nữ", f"{names[2]}:m6": "Hoàn thành"})
    # 31 February is kept as typed and told.
    assert any("31/02/1999" in one for one in page.sentences())
    page.type(f"{names[3]}:m2", "28/02/1999")
    assert page.sentences() == []
    page.page.locator(".list-bar summary").click()
    page.page.get_by_label("Họ tên", exact=True).fill("thi")
    page.page.get_by_label("Xem theo thứ tự của").select_option(label="Số vụ việc")
    expect(page.page.locator(".list-bar summary")).to_contain_text("đang hiện 3/4 dòng")
    assert page.names("rl") == [names[3], names[0], names[2]], "1, 2 and 3 cases"
    assert [one["id"] for one in page.saved()["instances"]["rl"]] == [name.split("#")[1] for name in names], "the data keep their order"
    three = open_form("a", "g_trogiup", "2026-H1", "f_ds03")
    # Four people, three women; cases closed: 2 + 3.
    three.shows({"u1:n1": "4", "u2:n1": "3", "u3:n1": "5"})


def test_near_poor_households_start_from_the_year_before(open_form: Opener, world: World) -> None:
    head, before = world.client("head-a"), report_of(world, "a", "g_ngheo", "2025")
    rows = {"rno": [{"id": "k1", "label": "Thôn Đông", "item": None}], "rto": [{"id": "k2", "label": "Tổ dân phố số 1", "item": None}]}
    # 80 = 100 - 40 + 10 + 10; 10 = 12 - 2.
    names, stated = ("c1", "c2", "c3", "c5", "c7", "c9", "c11", "c15"), {"rno#k1": "990 0 100 0 40 10 10 0", "rto#k2": "500 0 12 0 2 0 0 0"}
    cells = {f"{row}:{name}": figure for row, figures in stated.items() for name, figure in zip(names, figures.split(), strict=True)}
    assert head.save(before, "f_hcn3", cells, instances=rows).status_code == 200
    head.deliver(before)
    page = open_form("a", "g_ngheo", "2026", "f_hcn3")
    town = page.add("rto", "Tổ dân phố số 1")
    village = page.add("rno", "Thôn Đông", nth=1)
    page.shows({f"{village}:c3": "80", f"{town}:c3": "10"})
    page.paste(f"{village}:c1", [["1000", "20", "", "", "4", "", "30", "", "5", "", "10", "", "", "", "3", ""]])
    page.paste(f"{town}:c1", [["500", "0", "", "", "0", "", "4", "", "0", "", "0", "", "", "", "0", ""]])
    # Village: 65 = 80 - 30 + 5 + 10, 6,50 % of 1.000. Town: 6 = 10 - 4. In all 71 of 1.500: 4,73 %, the ratio of sums.
    page.shows({f"{village}:c4": "8,00", f"{village}:c13": "65", f"{village}:c14": "6,50", f"{town}:c13": "6", "rc:c1": "1.500", "rc:c13": "71", "rc:c14": "4,73"})
    # Numbering runs on from the town to the villages.
    assert page.page.locator("tr", has=page.cell(f"{village}:c1")).locator(".k-stub-marker").inner_text().strip().startswith("2")
    assert page.sentences() == []


def test_48_columns_of_disbursement_add_up_to_the_year_so_far(open_form: Opener, world: World) -> None:
    head, before = world.client("head-d"), report_of(world, "d", "g_giaingan", "2026-01")
    rows = {"rp": [{"id": "k1", "label": "Kho dự trữ số 1", "item": "da01"}]}
    assert head.save(before, "f_gn3", {"rp#k1:k18": "200", "rp#k1:k19": "100", "rp#k1:k26": "20", "rp#k1:k27": "10"}, instances=rows).status_code == 200
    head.deliver(before)
    page = open_form("d", "g_giaingan", "2026-02", "f_gn3")
    # The row of January stands there, without figures: the form keeps its rows.
    store = "rp#k1"
    block = ["Xã An Thi", "01/QĐ ngày 05/01/2025", "500", "400", "", "100", "50", "0", "0", "60", "40", "30", "", "10", "0", "", "200", "100", "0", "0", "45", "20", "", "", "30", "15", "0", "0"]
    page.paste(f"{store}:k2", [block])
    page.shows(
        {
            f"{store}:k6": "150,000", f"{store}:k14": "10,000", f"{store}:k17": "300,000", f"{store}:k24": "45,000", f"{store}:k25": "15,00",
            # January 20 and 10, February 30 and 15.
            f"{store}:k36": "50,000", f"{store}:k37": "25,000", f"{store}:k34": "75,000", f"{store}:k35": "25,00",
            # Nothing planned: no rate, not 0.
            f"{store}:k32": "", "rx:k24": "45,000", "rx:k17": "300,000", "rx:k25": "15,00", "rx:k34": "75,000",
        }
    )  # fmt: skip
    assert page.sentences() == []
    page.add("rp", "Kho dự trữ số 1")
    (told,) = page.sentences()
    assert "hai dòng cùng là “Kho dự trữ số 1”" in told


def test_targets_are_typed_as_they_are_printed(open_form: Opener) -> None:
    page = open_form("d", "g_ktxh", "2026", "f_ktxh")
    page.paste("y01:z1", [[plan, done, verdict] for plan, done, verdict, _, _ in TARGETS])
    for row, (_, _, _, plan, done) in zip(("y01", "y02", "y03", "y04", "y05", "y06", "y07", "y08"), TARGETS, strict=True):
        page.shows({f"{row}:z1": plan, f"{row}:z2": done})
    held = page.saved()["values"]
    assert held["y01:z1"] == {"op": "range", "a": "6.6", "b": "6.8"}
    assert Decimal(held["y07:z1"]["a"]) == Decimal("13.5")
    assert held["y03:z3"] == {"c": "vuot"}


def test_on_a_telephone_a_wide_row_is_filled_field_by_field(open_form: Opener) -> None:
    page = open_form("b", "g_motcua", "2026", "f_07b", viewport={"width": 390, "height": 844})
    for key, figure in {"r1:c4": "1", "r1:c5": "0", "r1:c6": "119"}.items():
        field = page.page.locator(f'[data-one="{key}"] input')
        field.fill(figure)
        field.press("Enter")
    expect(page.page.locator('[data-one="r1:c3"] input')).to_have_value("120")
    expect(page.page.locator('[data-one="r1:c3"] .one-lock')).to_contain_text("Máy tính: ")
    expect(page.page.locator(".one-group").first).to_have_text("TTHC thuộc thẩm quyền giải quyết")
    assert page.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "nothing runs off the screen"
    assert page.saved()["values"]["r1:c3"] == "120"
    page.page.get_by_role("button", name="Cả bảng").click()
    page.shows({"r1:c3": "120"})


def test_a_score_sheet_is_filled_by_two_parties(open_form: Opener, served_province: tuple[World, str]) -> None:
    world, base = served_province
    page = open_form("a", "g_cchc", "2026", "f_diem")
    proof = {"name": "ke-hoach.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 ke hoach"}
    page.type("y02:d2", "1,5")
    page.type("y03:d2", "0")
    page.type("y05:d2", "0")
    page.type("y06:d2", "0")
    page.shows({"y01:d1": "3,50", "y01:d2": "1,50", "y04:d2": "0,00"})
    # A mark above 0 asks for its evidence.
    assert any("Chưa có tài liệu kiểm chứng" in one for one in page.sentences())
    page.cell("y02:d3").click()
    page.page.keyboard.press("Enter")
    dialog = page.page.get_by_role("dialog")
    wrong = {"name": "ke-hoach.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"}
    dialog.locator("input[type=file]").set_input_files(wrong)
    expect(dialog.get_by_role("alert")).to_contain_text("không thuộc loại được nhận (pdf, docx, xlsx)")
    dialog.locator("input[type=file]").set_input_files(proof)
    expect(page.cell("y02:d3").get_by_role("link", name="ke-hoach.pdf")).to_be_visible()
    # The cells of the lead agency take nothing here.
    page.cell("y02:d5").click()
    page.page.keyboard.type("1")
    expect(page.page.locator(".fill-message")).to_have_text("Ô này do cơ quan chủ trì nhập.")
    assert page.sentences() == []
    report = page.report
    world.client("head-a").deliver(report)
    receiver = world.client("receiver")
    page.client = receiver
    token = receiver.http.get_cookie("khuon_session")
    assert token is not None
    page.page.context.add_cookies([{"name": "khuon_session", "value": token.value, "url": base}])
    page.page.goto(f"{base}/tiep-nhan/bao-cao/{report}/f_diem")
    page.page.get_by_role("button", name="Nhận báo cáo").click()
    expect(page.page.locator(".sheet-lead")).to_contain_text("đang mở")
    page.type("y02:d5", "1,25")
    page.type("y03:d5", "1")
    page.type("y02:d6", "Ban hành chậm")
    page.shows({"y01:d5": "2,25", "y02:d2": "1,50"})
    held = page.saved()["values"]
    assert (held["y02:d5"], held["y02:d6"], held["y01:d5"], held["y02:d2"]) == ("1.25", {"t": "Ban hành chậm"}, "2.25", "1.5")
    page.page.get_by_role("button", name="Chấp nhận").click()
    page.page.get_by_role("dialog").get_by_role("button", name="Chấp nhận").click()
    expect(page.page).not_to_have_url(f"{base}/tiep-nhan/bao-cao/{report}/f_diem")
    assert world.state(report) == "accepted"
    unit = open_form("a", "g_cchc", "2026", "f_diem")
    unit.shows({"y02:d5": "1,25", "y02:d6": "Ban hành chậm", "y01:d5": "2,25"})
