"""Narrative with marks and lists, the figures bound to cells, fields and files of the KTXH report, written in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.conftest import PATIENCE
from tests.journeys.hostile_texts import ACTIVE, HOSTILE, STRETCHING, WATCH
from tests.journeys.narrative import Narrative, reporting
from tests.journeys.test_axe_runtime import serious
from tests.runtime.world import World

pytestmark = pytest.mark.journey

Opener = Callable[..., Narrative]


@pytest.fixture
def reported(tmp_path: Any) -> Iterator[tuple[World, str]]:
    with reporting(tmp_path) as made:
        yield made


@pytest.fixture
def open_report(reported: tuple[World, str], browser: Browser) -> Iterator[Opener]:
    """Opens the department's report; what the page or its security policy complains of fails the test."""
    world, base = reported
    opened: list[Narrative] = []

    def opener(login: str = "head-d", **context: Any) -> Narrative:
        opened.append(Narrative(browser, base, world.client(login), world.submission("d", "2026"), **context))
        return opened[-1]

    yield opener
    complaints = [one for each in opened for one in each.complaints]
    for each in opened:
        each.page.context.close()
    assert complaints == []


def runs(*pieces: tuple[str, str]) -> list[dict[str, str]]:
    return [{"text": text, "marks": marks} if marks else {"text": text} for text, marks in pieces]


def test_text_is_written_with_marks_and_lists_by_keys(open_report: Opener) -> None:
    form = open_report()
    keys = form.page.keyboard
    form.text("o3").click()
    keys.type("Thu ngân sách ")
    keys.press("Control+b")
    keys.type("đạt 105%")
    keys.press("Control+b")
    keys.type(" dự toán.")
    keys.press("Enter")
    keys.press("Control+Shift+7")
    keys.type("Công nghiệp")
    keys.press("Enter")
    keys.press("Control+]")
    keys.type("Dệt may")
    keys.press("Enter")
    keys.press("Enter")
    keys.type("Nông nghiệp")
    assert form.saved()["o3"] == {
        "rich": [
            {"runs": runs(("Thu ngân sách ", ""), ("đạt 105%", "b"), (" dự toán.", ""))},
            {"runs": runs(("Công nghiệp", "")), "list": "number"},
            {"runs": runs(("Dệt may", "")), "list": "number", "level": 2},
            {"runs": runs(("Nông nghiệp", "")), "list": "number"},
        ]
    }
    signs = form.text("o3").locator("p").evaluate_all("all => all.map(one => one.dataset.sign ?? '')")
    assert signs == ["", "1.", "a)", "2."]
    form.open()
    expect(form.text("o3").locator("strong")).to_have_text("đạt 105%")


def test_buttons_undo_and_the_way_out_by_keyboard(open_report: Opener) -> None:
    form = open_report()
    keys = form.page.keyboard
    form.text("o2").click()
    keys.type("Giải ngân chậm")
    keys.press("Control+a")
    form.tool("o2", "Chữ nghiêng").click()
    expect(form.tool("o2", "Chữ nghiêng")).to_have_attribute("aria-pressed", "true")
    form.tool("o2", "Gạch đầu dòng").click()
    assert form.saved()["o2"] == {"rich": [{"runs": runs(("Giải ngân chậm", "i")), "list": "bullet"}]}
    keys.press("Control+z")
    keys.press("Control+z")
    assert form.saved()["o2"] == {"t": "Giải ngân chậm"}
    keys.press("Alt+F10")
    expect(form.tool("o2", "Chữ đậm")).to_be_focused()
    keys.press("ArrowRight")
    expect(form.tool("o2", "Chữ nghiêng")).to_be_focused()
    keys.press("Escape")
    expect(form.text("o2")).to_be_focused()
    keys.press("Tab")
    expect(form.page.get_by_label("Người lập báo cáo")).to_be_focused()


def test_vietnamese_typed_by_composition_and_by_bursts(open_report: Opener) -> None:
    form = open_report()
    keys = form.page.keyboard
    form.text("o2").click()
    client = form.page.context.new_cdp_session(form.page)
    for text in ("T", "Ti", "Tie", "Tiê", "Tiên", "Tiếng"):
        client.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
    client.send("Input.insertText", {"text": "Tiếng"})
    keys.insert_text(" ")
    # UniKey: a backspace and the finished letter, faster than any page can draw.
    for typed, fixed in (("Vie", "ê"), ("t", None), ("\b\b", "ệt")):
        for letter in typed:
            keys.press("Backspace") if letter == "\b" else keys.insert_text(letter)
        if fixed and typed != "\b\b":
            keys.press("Backspace")
        if fixed:
            keys.insert_text(fixed)
    keys.press("Control+b")
    for text in (" ", "N", "Na", "Nam"):
        if text.strip():
            client.send("Input.imeSetComposition", {"text": text, "selectionStart": len(text), "selectionEnd": len(text)})
        else:
            keys.insert_text(text)
    client.send("Input.insertText", {"text": "Nam"})
    assert form.saved()["o2"] == {"rich": [{"runs": runs(("Tiếng Việt", ""), (" Nam", "b"))}]}


WORD = (
    "<html><head><style>@list l0:level1 {mso-level-text:x}</style></head><body><h2 style='mso-style-x:1'>Kết quả<o:p></o:p></h2>"
    "<p class=MsoNormal style='color:red'>Thu <b>đạt</b><a href='#_ftn1'><span class=MsoFootnoteReference>[1]</span></a><o:p></o:p></p>"
    "<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>1.<span>&nbsp;</span></span>Một</p>"
    "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>a)<span>&nbsp;</span></span>Con</p>"
    "<p class=MsoNormal><img src='file:///C:/a.png' onerror='window.hit = 1'></p>"
    "<table><tr><td style='width:10pt'>Thu</td><td>1.234</td></tr></table><script>window.hit = 1</script></body></html>"
)


def test_a_paste_from_word_is_cleaned_and_told(open_report: Opener) -> None:
    form = open_report()
    form.text("o3").click()
    form.paste("o3", WORD, "Kết quả\nThu đạt[1]")
    expect(form.said("o3")).to_have_text(
        "Đã dán 5 đoạn, trừ: 1 bảng chuyển thành dòng chữ; 1 hình không nhận, đính kèm ở phần tài liệu; 1 chú thích cuối trang bị bỏ."
    )
    assert form.saved()["o3"] == {
        "rich": [
            {"runs": runs(("Kết quả", "b"))},
            {"runs": runs(("Thu ", ""), ("đạt", "b"))},
            {"runs": runs(("Một", "")), "list": "number"},
            {"runs": runs(("Con", "")), "list": "number", "level": 2},
            {"runs": runs(("Thu; 1.234", ""))},
        ]
    }
    assert form.page.evaluate("window.hit") is None
    # One step back takes the whole paste away.
    form.page.keyboard.press("Control+z")
    assert "o3" not in form.saved()
    form.paste("o3", text="chỉ\nlà chữ")
    assert form.saved()["o3"] == {"t": "chỉ\nlà chữ"}


OLD_FONTS = (
    '<html><head><style><!-- p.MsoNormal {font-family:".VnTime";} --></style></head><body><p class=MsoNormal>KÕt qu¶ <b>tèt</b></p>'
    "<p><font face='VNI-Times'>Thu ngaân saùch ñaït</font> <span style='font-family:Arial'>105 %</span></p></body></html>"
)


def test_letters_of_old_fonts_are_read(open_report: Opener) -> None:
    form = open_report()
    form.text("o3").click()
    form.page.keyboard.type("Nháp ")
    form.paste("o3", OLD_FONTS)
    expect(form.said("o3")).to_contain_text("3 chỗ chữ phông cũ (.VnTime, VNI) đã đổi sang Unicode")
    expect(form.text("o3")).to_contain_text("Thu ngân sách đạt 105 %")
    form.page.keyboard.press("Control+z")
    assert form.saved()["o3"] == {"t": "Nháp "}
    # Without the name of a font only the person knows: asked once, one step of undo.
    form.paste("o3", text="B¸o c¸o kÕt qu¶")
    expect(form.said("o3")).to_contain_text("đọc là “Báo cáo kết quả”")
    form.question("o3").get_by_role("button", name="Đổi sang Unicode").click()
    expect(form.text("o3")).to_have_text("Nháp Báo cáo kết quả")
    expect(form.question("o3").get_by_role("button", name="Đổi sang Unicode")).to_have_count(0)
    form.page.keyboard.press("Control+z")
    assert form.saved()["o3"] == {"t": "Nháp "}


def test_figures_follow_their_cells_and_files_are_judged(open_report: Opener) -> None:
    form = open_report()
    for row, verdict in {"y01": "Vượt", "y02": "Đạt", "y03": "Vượt"}.items():
        form.page.locator(f'[data-key="{row}:z3"]').click()
        form.page.keyboard.type(verdict)
        form.page.keyboard.press("Enter")
    expect(form.page.get_by_label("Số chỉ tiêu đã đánh giá")).to_have_value("3")
    expect(form.page.get_by_label("Số chỉ tiêu vượt kế hoạch")).to_have_value("2")
    form.page.get_by_label("Người lập báo cáo").fill("Nguyễn Thị Bé")
    day = form.page.get_by_label("Ngày chốt số liệu")
    day.fill("31/02/2026")
    day.press("Tab")
    form.page.get_by_label("Có", exact=True).check()
    files = form.question("t_bc")
    files.locator("input[type=file]").set_input_files({"name": "bao-cao.exe", "mimeType": "application/octet-stream", "buffer": b"MZ"})
    expect(files.get_by_role("status")).not_to_have_text("")
    files.locator("input[type=file]").set_input_files({"name": "bao-cao.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 ky so"})
    expect(files.get_by_role("link", name="bao-cao.pdf")).to_be_visible()
    held = form.saved()
    assert (held["o4"], held["o5"], held["q_ten"], held["q_tt"]) == ("3", "2", {"t": "Nguyễn Thị Bé"}, {"c": "co"})
    assert held["q_ngay"] == {"raw": "31/02/2026"}
    assert held["t_bc"]["file"]["name"] == "bao-cao.pdf"


def test_on_a_telephone_and_read_only(open_report: Opener) -> None:
    form = open_report(viewport={"width": 390, "height": 844}, has_touch=True)
    form.text("o3").click()
    form.page.keyboard.type("Viết trên điện thoại")
    form.tool("o3", "Chữ đậm").tap()
    form.page.keyboard.type(" đậm")
    assert form.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), "nothing runs off the screen"
    assert form.saved()["o3"] == {"rich": [{"runs": runs(("Viết trên điện thoại", ""), (" đậm", "b"))}]}


def hostile(form: Narrative) -> list[str]:
    """What an attack did or left on the page."""
    left = form.page.evaluate("chosen => [...document.querySelectorAll(chosen)].map(one => one.outerHTML.slice(0, 200))", ACTIVE)
    return [*form.page.evaluate("window.ran"), *left]


def test_attacks_are_text_wherever_the_narrative_shows(open_report: Opener, reported: tuple[World, str]) -> None:
    paragraphs = [{"runs": runs((text, marks)), "list": "bullet"} for text in HOSTILE for marks in ("", "biu")]
    form = open_report(watch=WATCH)
    clerk = form.client
    assert clerk.save(form.report, "f_ktxh", {"o3": {"rich": paragraphs}, "o2": {"t": "\n".join(HOSTILE)}, "q_ten": {"t": HOSTILE[0]}}).status_code == 200
    # The page of the one who fills; a paste of the same as HTML and as text.
    form.open()
    expect(form.text("o3")).to_contain_text(HOSTILE[0])
    form.text("o2").click()
    form.page.keyboard.press("Control+a")
    form.paste("o2", "".join(f"<p>{text}</p>" for text in HOSTILE))
    form.paste("o2", text="\n".join(HOSTILE))
    expect(form.text("o2")).to_contain_text(HOSTILE[-1])
    form.saved()
    assert hostile(form) == []
    # Somebody else writes meanwhile: both texts stand in the dialog.
    form.page.context.set_offline(True)
    form.text("o3").click()
    form.page.keyboard.press("Control+a")
    form.page.keyboard.insert_text(HOSTILE[1])
    held = form.payload()["values"]["o3"]
    theirs = {"rich": [{"runs": runs((HOSTILE[2], "b"))}]}
    assert clerk.save(form.report, "f_ktxh", {"o3": (theirs, held)}).status_code == 200
    form.page.context.set_offline(False)
    dialog = form.page.get_by_role("dialog")
    expect(dialog).to_contain_text(HOSTILE[1])
    expect(dialog).to_contain_text(HOSTILE[2])
    assert hostile(form) == []
    dialog.get_by_role("button").last.click()
    # What was typed over the whole list stands in its first item.
    assert form.saved()["o3"] == {"rich": [{"runs": runs((HOSTILE[1], "")), "list": "bullet"}]}
    for page in ("in", "lich-su"):
        form.page.goto(f"{form.base}/bao-cao/{form.report}/{page}")
        expect(form.page.get_by_text(HOSTILE[1]).first).to_be_attached()
        assert hostile(form) == []


def test_a_hostile_text_changes_nothing_at_the_receiver_or_on_paper(open_report: Opener, reported: tuple[World, str]) -> None:
    form = open_report(watch=WATCH)
    clerk, receiver = form.client, reported[0].client("receiver")
    form.question("t_bc").locator("input[type=file]").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 x"})
    expect(form.question("t_bc").get_by_role("link", name="a.pdf")).to_be_visible()
    form.saved()
    assert clerk.save(form.report, "f_ktxh", {"o2": {"t": "Cũ"}, "q_ten": {"t": "Bé"}, "y01:z3": {"c": "vuot"}}).status_code == 200
    clerk.deliver(form.report)
    receiver.post(f"/api/submissions/{form.report}/receive")
    assert receiver.post(f"/api/submissions/{form.report}/return", {"reason": "Xem lại phần lời"}).status_code == 200
    texts = [*HOSTILE, *STRETCHING]
    written = {"rich": [{"runs": runs((text, "b")), "list": "number"} for text in texts]}
    sent = clerk.save(form.report, "f_ktxh", {"o3": written, "o2": ({"t": "\n".join(texts)}, {"t": "Cũ"}), "q_ten": ({"t": HOSTILE[0]}, {"t": "Bé"}), "y01:z3": (None, {"c": "vuot"})})
    assert sent.status_code == 200, sent.get_json()
    clerk.deliver(form.report)
    for size in ({"width": 1366, "height": 768}, {"width": 390, "height": 844}):
        desk = open_report("receiver", path="tiep-nhan/bao-cao", watch=WATCH, viewport=size)
        # Every text stands as it was written, in the list of what changed and among the answers; the figure's two states too.
        expect(desk.page.locator(".fill-differences")).to_contain_text(HOSTILE[0])
        expect(desk.page.locator(".sheet-answers .is-changed", has_text="Những điểm nổi bật")).to_contain_text(HOSTILE[-1])
        expect(desk.page.locator(".sheet-answers .is-changed", has_text="Số chỉ tiêu vượt kế hoạch")).to_contain_text("Bản trước: 1")
        assert hostile(desk) == []
        assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), size
    form.page.goto(f"{form.base}/bao-cao/{form.report}/in")
    expect(form.page.locator(".report")).to_contain_text(HOSTILE[-1])
    assert hostile(form) == []
    assert form.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # Brought together with others', and behind the text the unit that wrote it.
    assert [receiver.post(f"/api/submissions/{form.report}/{act}").status_code for act in ("receive", "accept")] == [200, 200]
    assert receiver.post("/tong-hop/g_ktxh/2026").status_code == 302
    for size in ({"width": 1366, "height": 768}, {"width": 390, "height": 844}):
        desk.page.set_viewport_size(size)
        for path in ("f_ktxh", "f_ktxh/o/o2"):
            desk.page.goto(f"{form.base}/tong-hop/g_ktxh/2026/{path}")
            expect(desk.page.locator("main")).to_contain_text(HOSTILE[-1])
            assert hostile(desk) == []
            assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (size, path)
        expect(desk.page.get_by_role("heading", level=1)).to_contain_text("II. Tồn tại, hạn chế")


def test_the_receiver_reads_what_was_sent(open_report: Opener) -> None:
    form = open_report()
    clerk = form.client
    said = {"rich": [{"runs": runs(("Đạt ", ""), ("105%", "b"))}, {"runs": runs(("Một", "")), "list": "number"}]}
    form.question("t_bc").locator("input[type=file]").set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 x"})
    expect(form.question("t_bc").get_by_role("link", name="a.pdf")).to_be_visible()
    form.saved()
    assert clerk.save(form.report, "f_ktxh", {"o3": said, "q_ten": {"t": "Bé"}}).status_code == 200
    clerk.deliver(form.report)
    sent = open_report()
    expect(sent.question("o3").locator(".is-read strong")).to_have_text("105%")
    expect(sent.question("o3").locator(".is-read p").last).to_have_text("1.Một")
    expect(sent.question("o3").get_by_role("textbox")).to_have_count(0)
    desk = open_report("receiver", path="tiep-nhan/bao-cao")
    expect(desk.page.locator(".sheet-answers .is-read strong")).to_have_text("105%")


def test_what_was_written_without_a_network_comes_back_and_axe_is_clean(open_report: Opener, axe_source: str) -> None:
    form = open_report()
    form.text("o3").click()
    form.page.keyboard.type("Đầu kỳ")
    form.saved()
    form.page.context.set_offline(True)
    form.page.keyboard.press("Control+b")
    form.page.keyboard.type(" và cuối kỳ")
    expect(form.page.locator(".fill-save")).to_contain_text("giữ trên máy này")
    form.page.on("dialog", lambda dialog: dialog.accept())
    form.page.close()
    again = form.page.context.new_page()
    again.set_default_timeout(PATIENCE)
    form.page.context.set_offline(False)
    form.page = again
    form.open()
    expect(form.text("o3").locator("strong")).to_have_text(" và cuối kỳ")
    form.text("o3").click()
    form.page.keyboard.press("Control+End")
    form.page.keyboard.type(".")
    assert form.saved()["o3"] == {"rich": [{"runs": runs(("Đầu kỳ", ""), (" và cuối kỳ.", "b"))}]}
    assert serious(form.page, axe_source) == []
