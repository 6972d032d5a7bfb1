"""Pages of filling, receiving, consolidation and administration over the demo: axe finds nothing serious on any."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import axe
from tests.journeys.test_demo import sign_in

pytestmark = pytest.mark.journey

#: Where each person goes besides the entries of the menu: the text of links to follow, one after the other.
LISTS = {
    "nhap.11977": ["/", "/viec", "/viec?show=all", "/account"],
    "nhap.11953": ["/"],
    "ky.soyte": ["/"],
    "tonghop": ["/", "/tiep-nhan", "/tiep-nhan/g_kntc/{period}", "/tong-hop/g_kntc/{before}", "/tong-hop/g_kntc/{before}/f_01xld", "/tong-hop/g_kntc/{before}/f_01xld/o/r1:c1"],
    "tonghop.vp": ["/tong-hop/g_tthc/{before}", "/tong-hop/g_tthc/{before}/f_06a"],
    "quantri": ["/", "/admin/units/", "/admin/units/new/", "/admin/users/", "/admin/users/new/", "/admin/roles/", "/admin/roles/new/", "/admin/audit/"],
    "kiemtra": ["/"],
}


def serious(page: Page, axe_source: str) -> list[str]:
    """Serious violations of the page as ``rule: selector``."""
    return [
        f"{item['id']}: {item['nodes'][0]['target']} {item['nodes'][0].get('failureSummary', '')[:160]}"
        for item in axe.serious(page, axe_source)
    ]


def _check(page: Page, axe_source: str, server: str, address: str, faults: list[str]) -> None:
    page.goto(f"{server}{address}")
    # A page with a part that is drawn by its script is judged when it is drawn.
    expect(page.locator("[data-island]:empty")).to_have_count(0)
    faults += [f"{address}: {one}" for one in serious(page, axe_source)]


def _menu(page: Page) -> list[str]:
    links = page.locator("nav a[href^='/']").evaluate_all("links => links.map(a => a.getAttribute('href'))")
    return list(dict.fromkeys(links))


@pytest.mark.parametrize("login", LISTS)
def test_pages_of_every_role(page: Page, demo_server: str, axe_source: str, login: str) -> None:
    from metadata.periods import containing
    from runtime import clock

    now = containing(clock.today(), "quarter")
    sign_in(page, demo_server, login)
    faults: list[str] = []
    for address in dict.fromkeys([*_menu(page), *LISTS[login]]):
        _check(page, axe_source, demo_server, address.format(period=now.id, before=now.previous().id), faults)
    page.goto(f"{demo_server}/")
    first = page.locator("a[href^='/bao-cao/']")
    if first.count():
        report = first.first.get_attribute("href") or ""
        for address in (report, f"{report}/lich-su", f"{report}/in"):
            _check(page, axe_source, demo_server, address, faults)
    assert faults == []


def test_pages_without_a_role(page: Page, demo_server: str, axe_source: str) -> None:
    faults: list[str] = []
    for address in ("/login", "/khong-co-trang-nay", "/help/errors"):
        _check(page, axe_source, demo_server, address, faults)
    sign_in(page, demo_server, "moi")
    faults += serious(page, axe_source)
    assert faults == []
