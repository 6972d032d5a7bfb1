"""One enters, another checks, the head signs and takes back; and a unit above enters for one that cannot."""

from __future__ import annotations

import copy
import datetime as dt
import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from runtime import clock
from runtime.store.models import RoleHolding, User
from tests.journeys.test_inside_unit import page_of
from tests.runtime import world as worlds
from tests.runtime.submissions.test_saving import FORM
from tests.runtime.world import FROM, NOW, World, regime_document
from tests.serving import served

pytestmark = pytest.mark.journey

#: A folder for pictures of the way, for whoever wants to look at it.
PICTURES = os.environ.get("KHUON_PICTURES")


SECOND = {**copy.deepcopy(FORM), "id": "f_2", "code": "02/T"}
#: A check of form 02 that reads form 01.
RULES = {
    "spec": "rules/1",
    "id": "k_2",
    "form": "f_2",
    "order": ["k1"],
    "items": {"k1": {"rows": ["r1"], "expr": "c2 <= form(f_1, c2)", "severity": "error", "tolerance": "0", "origin": {"kind": "manual"}}},
}


def picture(page: Page, name: str) -> None:
    if PICTURES:
        page.screenshot(path=f"{PICTURES}/{name}.png")


def add(world: World, login: str, role: str, unit: str) -> None:
    with world.db() as db:
        user = User(login=login, name=f"Người {login}", unit_id=unit, password_hash="!", must_change=False, created_at=clock.now())
        db.add(user)
        db.flush()
        db.add(RoleHolding(user_id=user.id, role=role, unit_id=unit, valid_from=FROM))


def typed(page: Page, key: str, text: str) -> None:
    page.locator(f'td[data-key="{key}"]').click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    expect(page.locator(".fill-save.is-saved")).to_be_visible()


def test_one_enters_another_checks_the_head_signs_and_takes_back(tmp_path: Path, browser: Browser) -> None:
    documents = [FORM, SECOND, RULES, regime_document(["f_1", "f_2"], checking="other")]
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", documents) as world, clock.frozen(NOW) as forward, served(world.app) as base:
        # What was entered after the report came back is told from what was entered before by its time.
        world.app.before_request(lambda: forward(dt.timedelta(seconds=1)))
        add(world, "clerk-2", "clerk", "a")
        report = world.submission("a")
        address = f"{base}/bao-cao/{report}/f_1"

        clerk = page_of(browser, base, world.client("clerk-a"))
        clerk.goto(address)
        typed(clerk, "r1:c2", "12")
        acts = clerk.locator(".fill-acts")
        hand = acts.get_by_role("button", name="Chuyển kiểm tra")
        expect(hand).to_be_visible()
        expect(acts.get_by_role("button", name="Xác nhận đã kiểm tra")).to_have_count(0)
        picture(clerk, "hand-1")
        # What is still open about the cells is said before the report goes to somebody else, and leads to its cell.
        assert world.client("clerk-a").post(f"/api/submissions/{report}/comments", {"form": "f_1", "key": "r1:c3", "text": "Số này lấy ở sổ nào?", "follow_up": False, "internal": True}, Idempotency_Key="hỏi-1".encode().hex()).status_code < 300
        hand.click()
        dialog = clerk.get_by_role("dialog")
        expect(dialog).to_contain_text("Còn ô trống: 01/T (3).")
        expect(dialog).to_contain_text("Còn 1 trao đổi chưa xong, chờ trả lời:")
        picture(clerk, "hand-1b")
        dialog.get_by_role("button", name="01/T: Dòng một · Hai (cột 3)").click()
        expect(dialog).to_have_count(0)
        expect(clerk.locator('td.is-active[data-key="r1:c3"]')).to_have_count(1)
        hand.click()
        dialog.get_by_role("button", name="Chuyển kiểm tra").click()
        expect(clerk.locator(".fill-steps")).to_contain_text("chờ một người khác trong đơn vị kiểm tra: Người clerk-2, Người head-a.")
        expect(hand).to_have_count(0)
        picture(clerk, "hand-2")

        second = page_of(browser, base, world.client("clerk-2"))
        second.goto(f"{base}/viec")
        expect(second.locator("tbody tr")).to_contain_text("chờ kiểm tra")
        second.get_by_role("link", name="Báo cáo thử", exact=True).click()
        # What is not right goes back to the clerk with the reason, and comes again.
        second.get_by_role("button", name="Chuyển lại người nhập").click()
        back = second.get_by_role("dialog")
        expect(back).to_contain_text("Số này lấy ở sổ nào?")
        expect(back.get_by_role("button", name="Chuyển lại người nhập")).to_be_disabled()
        back.get_by_role("textbox").fill("Cột 3 còn trống")
        picture(second, "hand-2b")
        # A look at the cell that is asked about, or a reload, loses nothing of the reason.
        back.get_by_role("button", name="r1:c3").or_(back.locator(".fill-link")).first.click()
        expect(back).to_have_count(0)
        second.reload()
        second.get_by_role("button", name="Chuyển lại người nhập").click()
        expect(back.get_by_role("textbox")).to_have_value("Cột 3 còn trống")
        back.get_by_role("button", name="Chuyển lại người nhập").click()
        expect(second.locator(".fill-strip")).to_contain_text("Đã chuyển lại người nhập")
        clerk.goto(f"{base}/viec")
        expect(clerk.locator("tbody tr")).to_contain_text("chuyển lại, chờ sửa")
        clerk.goto(address)
        expect(clerk.locator(".fill-notice")).to_contain_text("Người clerk-2 chuyển lại để sửa")
        expect(clerk.locator(".fill-notice")).to_contain_text("Cột 3 còn trống")
        hand.click()
        clerk.get_by_role("dialog").get_by_role("button", name="Chuyển kiểm tra").click()
        expect(clerk.locator(".fill-notice")).to_have_count(0)
        # The keyboard is led back to the table, whatever was drawn anew.
        expect(clerk.locator("section.fill-table :focus")).to_have_count(1)

        second.goto(address)
        second.get_by_role("button", name="Xác nhận đã kiểm tra").click()
        expect(second.get_by_role("dialog")).to_contain_text("Còn ô trống: 01/T (3).")
        picture(second, "hand-3")
        second.get_by_role("dialog").get_by_role("button", name="Xác nhận đã kiểm tra").click()
        expect(second.locator(".fill-facts .state")).to_contain_text("Đã trình ký")
        picture(second, "hand-4")

        head = page_of(browser, base, world.client("head-a"))
        head.goto(address)
        # Four steps are open to the head: on a telephone none of them lies beyond the edge.
        head.set_viewport_size({"width": 390, "height": 844})
        signs = head.get_by_role("button", name="Ký và gửi")
        expect(signs).to_be_in_viewport(ratio=1)
        picture(head, "hand-4-390")
        head.set_viewport_size({"width": 1366, "height": 768})
        signs.click()
        expect(head.get_by_role("dialog")).to_contain_text("Số này lấy ở sổ nào?")
        picture(head, "hand-5")
        head.get_by_role("dialog").get_by_role("button", name="Ký và gửi").click()
        expect(head.locator(".fill-facts .state")).to_contain_text("Đã gửi")
        head.get_by_role("button", name="Thu hồi").click()
        dialog = head.get_by_role("dialog")
        dialog.get_by_role("textbox").fill("Còn thiếu một đơn")
        picture(head, "hand-6")
        dialog.get_by_role("button", name="Thu hồi").click()
        expect(head.locator(".fill-facts .state")).to_contain_text("Đã thu hồi")
        picture(head, "hand-7")
        # Whoever has it open sees it come back, and what stands there may be changed again.
        clerk.goto(address)
        expect(clerk.get_by_text("Còn thiếu một đơn")).to_be_visible()
        typed(clerk, "r1:c2", "13")
        expect(acts.get_by_role("button", name="Chuyển kiểm tra")).to_be_visible()
        picture(clerk, "hand-8")
        # A check that reads another form leads to the cell there.
        clerk.goto(address.replace("f_1", "f_2"))
        typed(clerk, "r1:c2", "99")
        acts.get_by_role("button", name="Chuyển kiểm tra").click()
        expect(dialog_of := clerk.get_by_role("dialog")).to_contain_text("Còn 1 lỗi; người kiểm tra sẽ thấy.")
        picture(clerk, "hand-9")
        dialog_of.get_by_role("button", name="Biểu 01/T: Dòng một · Một (cột 2)").click()
        expect(clerk).to_have_url(address)
        expect(clerk.locator('td.is-active[data-key="r1:c2"]')).to_have_count(1)


def test_the_unit_above_enters_for_one_that_cannot(tmp_path: Path, browser: Browser) -> None:
    documents = [FORM, regime_document(["f_1"])]
    with worlds.world_of(f"sqlite:///{tmp_path / 'store.sqlite3'}", documents) as world, served(world.app) as base:
        for login, role in (("clerk-top", "clerk"), ("head-top", "head")):
            add(world, login, role, "top")
        report = world.submission("b")

        above = page_of(browser, base, world.client("clerk-top"))
        above.goto(f"{base}/viec")
        above.get_by_role("link", name="Báo cáo đơn vị cấp dưới").click()
        picture(above, "behalf-1")
        # The server looks through all reports, with marks or without.
        find = above.get_by_label("Tìm đơn vị")
        find.fill("khong co")
        find.press("Enter")
        expect(above.get_by_text("Không có đơn vị nào khớp")).to_be_visible()
        find.fill("binh minh")
        find.press("Enter")
        expect(above.locator("tbody tr")).to_have_count(1)
        line = above.locator("tr", has_text="Xã Bình Minh")
        line.get_by_text("Nhập thay").first.click()
        line.get_by_label("Lý do nhập thay").fill("Xã mất mạng, số liệu nhận bằng công văn")
        picture(above, "behalf-2")
        line.get_by_role("button", name="Nhập thay").click()
        typed(above, "r1:c2", "4")
        picture(above, "behalf-3")
        # The tab counts what the line under the table counts, as it is typed.
        typed(above, "r1:c2", "4x")
        counted = above.locator(".fill-tabs .fill-count.is-error")
        expect(counted).to_have_text("1")
        typed(above, "r1:c2", "4")
        expect(counted).to_have_count(0)
        above.get_by_role("button", name="Trình ký").click()
        above.get_by_role("dialog").get_by_role("button", name="Trình ký").click()
        expect(above.locator(".fill-facts .state")).to_contain_text("Đã trình ký")

        head = page_of(browser, base, world.client("head-top"))
        head.goto(f"{base}/bao-cao/{report}/f_1")
        head.get_by_role("button", name="Ký và gửi").click()
        picture(head, "behalf-4")
        head.get_by_role("dialog").get_by_role("button", name="Ký và gửi").click()
        expect(head.locator(".fill-facts .state")).to_contain_text("Đã gửi")

        own = page_of(browser, base, world.client("clerk-b"))
        own.goto(f"{base}/bao-cao/{report}/f_1")
        mark = own.locator(".fill-behalf")
        expect(mark).to_contain_text("Báo cáo này do Tỉnh Hưng Yên nhập thay")
        expect(mark).to_contain_text("Xã mất mạng, số liệu nhận bằng công văn")
        expect(mark.get_by_role("button")).to_have_text(["Ghi ý kiến phản đối"])
        picture(own, "behalf-5")
        # Once the receiver has taken it in, a recall that was begun before says why not and what to do.
        head.get_by_role("button", name="Thu hồi").click()
        world.client("receiver").post(f"/api/submissions/{report}/receive", {})
        dialog = head.get_by_role("dialog")
        dialog.get_by_role("button", name="Thu hồi").click()
        expect(dialog).to_contain_text("Nơi nhận đã tiếp nhận báo cáo")
        expect(dialog.get_by_role("button")).to_have_text(["Đóng"])
