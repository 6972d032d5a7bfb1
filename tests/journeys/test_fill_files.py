"""A file that cannot be taken: too large, another type than its name says, more than a report may hold. Nothing is lost and the reason is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from runtime.submissions import files as stored
from tests.journeys.forms import opened
from tests.journeys.rows_and_dates import works

pytestmark = pytest.mark.journey

MEGABYTE = 1_048_576


def pdf(name: str, size: int, begins: bytes = b"%PDF-1.7\n") -> FilePayload:
    """A file to choose."""
    return {"name": name, "mimeType": "application/pdf", "buffer": begins + b"\x00" * (size - len(begins))}


def test_a_file_that_cannot_be_taken_is_refused_in_words(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "REPORT_MOST", 1)
    with works(tmp_path) as (world, base):
        clerk, report = world.client("clerk-a"), world.submission("a")
        form = opened(browser, base, clerk, report, "f_1")
        form.type("r2#da:c2", "5")
        question = form.page.locator('[data-question="t1"]')
        chosen, said = question.locator("input[type=file]"), question.get_by_role("status")
        # Larger than this question takes: refused before it is sent.
        chosen.set_input_files(pdf("qd-lon.pdf", 2 * MEGABYTE))
        expect(said).to_have_text("Tệp “qd-lon.pdf” lớn 2,0 MB, quá giới hạn 1 MB. Nén hoặc tách tệp rồi chọn lại.")
        # A program under the name of a PDF: the server looks inside.
        chosen.set_input_files(pdf("qd.pdf", 5_000, b"MZ\x90\x00"))
        expect(said).to_have_text("Nội dung tệp “qd.pdf” không đúng loại mà tên tệp nói, hoặc là chương trình. Mở tệp, lưu lại đúng loại (ví dụ PDF) rồi chọn lại.")
        expect(question).to_contain_text("Chưa có tệp.")
        chosen.set_input_files(pdf("qd-01.pdf", MEGABYTE * 7 // 10))
        expect(question.get_by_role("link", name="qd-01.pdf")).to_be_visible()
        expect(said).to_have_text("")
        # One more would be more than the report may hold: the one before stays.
        chosen.set_input_files(pdf("qd-02.pdf", MEGABYTE * 6 // 10))
        expect(said).to_contain_text("thêm tệp này thì quá giới hạn 1 MB. Nén tệp, hoặc bỏ bớt tệp đã gắn rồi chọn lại. Tệp đã gắn trước đó vẫn giữ nguyên.")
        expect(question.get_by_role("link", name="qd-01.pdf")).to_be_visible()
        # No network: said, and the form goes on.
        form.page.context.set_offline(True)
        chosen.set_input_files(pdf("qd-03.pdf", 5_000))
        expect(said).to_have_text("Chưa có mạng nên chưa gửi được tệp. Có mạng rồi chọn lại tệp.")
        form.page.context.set_offline(False)
        values = form.saved()["values"]
        assert (values["t1"]["file"]["name"], values["r2#da:c2"]) == ("qd-01.pdf", "5")
