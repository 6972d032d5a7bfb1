"""From an empty canvas to the leader's desk, on the real application, with the actions counted."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from metadata.documents import Form, GridSection, load
from metadata.formula.relation_text import parse_line
from metadata.grid import grid_of
from runtime.config import Config
from tests.journeys.annex import TREE_01XLD, Node, tree
from tests.journeys.designing import Canvas, properties
from tests.journeys.test_demo import sign_in
from tests.journeys.test_importing import Hand, draft_of

pytestmark = pytest.mark.journey

EXAMPLE = Path(__file__).parents[2] / "examples" / "thanh_tra_2021" / "documents"


@pytest.fixture
def page(page: Page, demo_server: str) -> Iterator[Page]:
    """A page on which the designer has signed in; the test fails on any error of the page."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None)
    sign_in(page, demo_server, "thietke")
    page.goto(f"{demo_server}/thiet-ke")
    yield page
    assert faults == []


def as_excel_leaves_it(nodes: list[Node]) -> str:
    """Merged header cells and the line of numbers as Excel puts them on the clipboard."""
    levels = max(node.depth for node in nodes)
    lines: list[list[str]] = [[] for _ in range(levels + 1)]

    def put(node: Node, level: int) -> None:
        down = 1 if node.children else levels - level
        lines[level].append(f'<td colspan="{node.width}" rowspan="{down}">{html.escape(node.label)}</td>')
        if not node.children:
            lines[levels].append(f"<td>{node.number}</td>")
        for child in node.children:
            put(child, level + 1)

    for node in nodes:
        put(node, 0)
    return "<table>" + "".join(f"<tr>{''.join(line)}</tr>" for line in lines) + "</table>"


class Pen(Hand):
    """The hand of someone who draws: what is typed is counted key by key, what is pasted once."""

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        self.pastes = 0

    def type(self, text: str) -> None:
        """Text, key by key."""
        self.keys += len(text)
        self.page.keyboard.type(text)

    def write(self, place: Locator, text: str) -> None:
        """Text into a field that is clicked first."""
        self.click(place)
        self.type(text)

    def pick(self, place: Locator, label: str) -> None:
        """An entry of a list: opened, then clicked."""
        self.clicks += 2
        place.select_option(label=label)

    def paste(self, table: str) -> None:
        """Put a table of another program on the clipboard and paste it."""
        self.page.evaluate(
            "html => navigator.clipboard.write([new ClipboardItem({'text/html': new Blob([html], {type: 'text/html'}), 'text/plain': new Blob(['-'], {type: 'text/plain'})})])",
            table,
        )
        self.pastes += 1
        self.press("Control+v")

    def said(self, record: Callable[[str, object], None]) -> None:
        """Write the count into the report of the run."""
        record("pastes", self.pastes)
        super().said(record)


def test_01xld_is_drawn_from_an_empty_canvas_to_the_leaders_desk(page: Page, demo_config: Config, record_property: Callable[[str, object], None]) -> None:
    pen, canvas = Pen(page), Canvas(page)
    a_new_regime(pen)
    a_new_form(pen)
    # The annex prints the lines of 9, 18 and 22 under the columns; that of 1 is typed.
    pen.paste(as_excel_leaves_it(tree(TREE_01XLD.replace("1=2+..+7", "1"))))
    expect(page.locator(".ds-toast")).to_contain_text("Đã tạo 36 tiêu đề cột")
    pen.click(column(page, "1", "q"))
    pen.type("1=2+..+7")
    pen.press("Enter")
    expect(page.get_by_role("tab", name=re.compile("Kiểm tra số liệu"))).to_contain_text("6")
    units_of_measure(pen)
    three_more_checks(pen)
    who_reports_when(pen)
    canvas.saved()
    pen.click(page.get_by_role("button", name="Trình duyệt"))
    dialog = page.get_by_role("dialog")
    pen.click(dialog.get_by_role("button", name="Trình duyệt"))
    expect(dialog).to_be_hidden()
    pen.said(record_property)
    state, documents = draft_of(demo_config, page.url.rsplit("/", 1)[1].partition("?")[0])
    assert state == "in_review"
    same_as_the_example(documents)


def a_new_regime(pen: Pen) -> None:
    """What the circular calls the report, and how often it is due."""
    page = pen.page
    pen.click(page.get_by_role("link", name="Tạo chế độ báo cáo"))
    pen.write(page.get_by_label("Mã chế độ"), "XLD")
    pen.write(page.get_by_label("Tên chế độ"), "Báo cáo kết quả xử lý đơn")
    pen.write(page.get_by_label("Căn cứ pháp lý"), "02/2021/TT-TTCP")
    pen.pick(page.get_by_label("Kỳ báo cáo"), "Quý")
    pen.click(page.get_by_role("button", name="Tạo và mở bản thảo"))


def a_new_form(pen: Pen) -> None:
    """Number, title and legal basis; every unit is a row, as the window proposes."""
    page = pen.page
    pen.click(page.get_by_role("button", name="Biểu mới").last)
    pen.type("01/XLD")
    pen.press("Tab")
    pen.type("TỔNG HỢP KẾT QUẢ XỬ LÝ ĐƠN")
    pen.click(page.get_by_role("button", name="Tạo biểu"))
    expect(page.locator(".ds-table")).to_be_visible()


def column(page: Page, number: str, part: str = "h") -> Locator:
    """The caption (h), number (n) or relation (q) of the column with a printed number."""
    place = page.locator(".ds-number", has_text=re.compile(f"^{number}$")).get_attribute("data-at")
    return page.locator(f'[data-at="{part}{(place or "")[1:]}"]')


def units_of_measure(pen: Pen) -> None:
    """Letters throughout, but for cases in column 10 and documents in column 26."""
    page = pen.page
    unit = properties(page).get_by_label("Đơn vị tính", exact=True)
    pen.click(page.get_by_role("button", name="Phần 1"))
    pen.pick(unit, "Đơn")
    for number, name in (("10", "Vụ việc"), ("26", "Văn bản")):
        pen.click(column(page, number))
        pen.pick(unit, name)


def three_more_checks(pen: Pen) -> None:
    """What the form does not print but its sense says: 8 ≤ 1, 9 ≤ 8, 10 ≤ 9, as warnings."""
    page = pen.page
    pen.click(page.get_by_role("tab", name=re.compile("Kiểm tra số liệu")))
    for less, more in (("8", "1"), ("9", "8"), ("10", "9")):
        pen.click(column(page, less))
        pen.click(page.get_by_role("button", name="Thêm kiểm tra"))
        pen.click(page.get_by_role("menuitem", name="A không vượt quá B"))
        editor = page.get_by_role("group", name="A không vượt quá B")
        pen.click(column(page, more))
        expect(editor.locator("code")).to_have_text(f"c{less} <= c{more}")
        pen.pick(editor.get_by_label("Mức độ"), "Cảnh báo")
        pen.click(editor.get_by_role("button", name="Lưu kiểm tra"))
    expect(page.locator(".ds-rule")).to_have_count(9)


def who_reports_when(pen: Pen) -> None:
    """Communes and departments, three working days behind the cut-off of the quarter."""
    page = pen.page
    pen.click(page.locator(".ds-nav.is-regime"))
    for tier in ("Xã, phường", "Sở, ban, ngành"):
        pen.click(page.get_by_role("button", name="Thêm thời hạn"))
        pen.pick(page.get_by_label("Cấp gửi").last, tier)
        pen.click(page.get_by_label("Số ngày").last)
        pen.press("Control+a")
        pen.type("3")
        pen.pick(page.get_by_label("Tính ngày làm việc").last, "có")
    pen.click(page.get_by_role("checkbox", name="Sở, ban, ngành"))


def shape(documents: Mapping[str, Any]) -> dict[str, Any]:
    """What 01/XLD means: its columns with captions, numbers, lines, codes and units, its rows, its checks."""
    (form,) = (found for body in documents.values() if body["spec"] == "form/1" and isinstance(found := load(body), Form))
    (name,) = form.sections
    section, grid = form.sections[name], grid_of(form, name)
    assert isinstance(section, GridSection)
    (row,) = grid.rows
    columns = []
    for leaf in grid.leaves:
        node = leaf.node
        # What a line says is compared by its checks; here, how many it holds.
        lines = len(parse_line(node.relation).operators) if node.relation else 0
        spec = grid.spec(row.id, leaf.id)
        columns.append((leaf.path, node.number, node.code, node.stub, lines, None if node.stub else (spec.kind, spec.unit)))
    rules = [body for body in documents.values() if body["spec"] == "rules/1"]
    checks = {(one["expr"], one.get("severity", "error")) for body in rules for one in body["items"].values()}
    regime = next(body for body in documents.values() if body["spec"] == "regime/1")
    due = {(one["tier"], one["days"], one["working"]) for one in regime["deadlines"]["items"].values()}
    return {"code": form.code, "title": form.title, "columns": columns, "row": row.node.kind, "checks": checks, "cutoff": regime["cutoff"], "due": due, "kinds": set(regime["reporters"]["kinds"])}


def same_as_the_example(documents: Mapping[str, Any]) -> None:
    """What was drawn and the example mean the same; checks with other forms, which this regime does not have, are left out."""
    names = ("f_01xld", "k_01xld", "g_kntc")
    wanted = shape({name: json.loads((EXAMPLE / f"{name}.json").read_text(encoding="utf-8")) for name in names})
    wanted["checks"] = {(expr, severity) for expr, severity in wanted["checks"] if "(" not in expr}
    drawn = shape(documents)
    for what, value in wanted.items():
        assert drawn[what] == value, what
