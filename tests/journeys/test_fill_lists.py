"""A list worked on under a filter, by an official: what hides is said, nothing hidden is touched, counts and sums follow every row."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, expect

from tests.journeys.forms import FormPage, collecting, opened

pytestmark = pytest.mark.journey

#: Name, sex, cases, result: three women, two of them done, blank, "-", 0 and 10 cases apart.
PEOPLE = (
    ("Đỗ Thị An", "Nữ", "10", "Hoàn thành"),
    ("Trần Văn Bình", "Nam", "0", "Hoàn thành"),
    ("Lê Thị Cúc", "Nữ", "-", "Đang thực hiện"),
    ("Phạm Văn Dũng", "Nam", "", "Đang thực hiện"),
    ("Vũ Thị Én", "Nữ", "2", "Hoàn thành"),
)


def markers(form: FormPage) -> list[str]:
    """Numbers of the rows in sight."""
    return [text.split("\n")[0] for text in form.page.locator("tbody .k-stub-marker").all_inner_texts() if text[:1].isdigit()]


def test_a_list_is_filled_under_a_filter(browser: Browser, tmp_path: Path) -> None:
    with collecting(tmp_path, "danh_sach_2019", "g_trogiup", "2026-H1") as (world, base):
        report = world.submission("a", "2026-H1")
        clerk = world.client("clerk-a")
        form = opened(browser, base, clerk, report, "f_ds01")
        keys, summary = form.page.keyboard, form.page.locator(".list-bar summary")
        first = form.add("rl")
        form.paste(f"{first}:m1", [(name, "", sex, "", cases, result) for name, sex, cases, result in PEOPLE])
        expect(summary).to_contain_text("5 dòng")
        names = form.names("rl")
        summary.click()
        form.page.get_by_label("Giới tính", exact=True).select_option("Nữ")
        expect(summary).to_contain_text("đang hiện 3/5 dòng")
        assert markers(form) == ["1", "3", "5"], "rows keep their numbers"
        # 0 is neither 10 nor "-" nor blank.
        form.page.get_by_label("Giới tính", exact=True).select_option("")
        cases = form.page.get_by_label("Số vụ việc", exact=True)
        for wanted, rows in {"0": ["2"], "-": ["3"], "(để trống)": ["4"], ">1": ["1", "5"]}.items():
            cases.fill(wanted)
            expect(summary).to_contain_text(f"đang hiện {len(rows)}/5 dòng")
            assert markers(form) == rows
        # A row deleted and brought back; a paste that goes on past the last row in sight.
        form.cell(f"{names[0]}:m5").click()
        keys.press("Control+Delete")
        expect(form.page.get_by_text("Đã xoá dòng “1 Đỗ Thị An”")).to_be_visible()
        keys.press("Control+z")
        expect(summary).to_contain_text("đang hiện 2/5 dòng")
        # The same by the button in the name's cell, which the mouse presses without taking that cell in hand.
        form.page.get_by_role("button", name="Xoá dòng 1 Đỗ Thị An").click()
        expect(summary).to_contain_text("đang hiện 1/4 dòng")
        keys.press("Control+z")
        expect(summary).to_contain_text("đang hiện 2/5 dòng")
        form.paste(f"{names[0]}:m5", [("11",), ("3",), ("4",)])
        expect(summary).to_contain_text("đang hiện 3/6 dòng")
        form.page.get_by_role("button", name="Bỏ lọc, về thứ tự nhập").click()
        *kept, new = form.names("rl")
        assert kept == names
        form.shows({f"{names[0]}:m5": "11", f"{names[1]}:m5": "0", f"{names[2]}:m5": "-", f"{names[3]}:m5": "", f"{names[4]}:m5": "3", f"{new}:m5": "4"})
        # The undo of what a filter hides says so.
        form.type(f"{new}:m1", "Bùi Thị Giang")
        form.type(f"{names[1]}:m5", "7")
        form.page.get_by_label("Giới tính", exact=True).select_option("Nữ")
        form.cell(f"{names[0]}:m1").click()
        keys.press("Control+z")
        expect(form.page.get_by_text("1 ô thay đổi ở dòng đang ẩn vì bộ lọc.")).to_be_visible()
        form.type(f"{names[0]}:m8", "Hộ nghèo")
        form.saved()
        # Under the same filter the print and the workbook have every row.
        form.page.goto(f"{base}/bao-cao/{report}/in")
        for name, *_ in (*PEOPLE, ("Bùi Thị Giang",)):
            expect(form.page.get_by_text(name).first).to_be_attached()
        (tmp_path / "list.xlsx").write_bytes(clerk.get(f"/bao-cao/{report}/f_ds01/tep-nhap/co-so-lieu").data)
        texts = {str(cell) for sheet in load_workbook(tmp_path / "list.xlsx") for row in sheet.iter_rows(values_only=True) for cell in row}
        assert {name for name, *_ in PEOPLE} | {"Bùi Thị Giang"} <= texts
        # Counts and sums are of all rows: four with a figure, three women, 11 + 0 + 3 closed.
        opened(browser, base, clerk, report, "f_ds03").shows({"u1:n1": "4", "u2:n1": "3", "u3:n1": "14"})
