"""A form with rows that it gives, a catalogue of six hundred, dates, files, and questions of the unit and of the lead agency."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.runtime import world as worlds
from tests.runtime.world import World, regime_document
from tests.serving import served

MEMBERS = {f"m{number}": {"code": f"{number:03d}", "name": f"Thủ tục số {number}"} for number in range(1, 600)}
MEMBERS["m600"] = {"code": "600", "name": "Đăng ký khai sinh có yếu tố nước ngoài"}
CATALOGUE: dict[str, Any] = {"spec": "dimension/1", "id": "d_tt", "name": "Thủ tục hành chính", "kind": "closed", "members": {"order": list(MEMBERS), "items": MEMBERS}}
GIVEN = {"order": ["da", "db"], "items": {"da": {"label": "Dự án đường vành đai"}, "db": {"label": "Dự án cầu Hải Hưng"}}}
BOUND = {"order": ["ks"], "items": {"ks": {"item": "m1"}}}
COLUMNS = {
    "cT": {"label": "TT", "number": "A", "stub": "marker"},
    "cA": {"label": "Công việc", "number": "B", "stub": "caption"},
    "c1": {"label": "Tổng vốn", "code": "c1", "number": "1", "cell": {"kind": "computed", "formula": "c2 + c3"}},
    "c2": {"label": "Trung ương", "code": "c2", "number": "2"},
    "c3": {"label": "Địa phương", "code": "c3", "number": "3"},
    "c4": {"label": "Ngày khởi công", "code": "c4", "number": "4", "cell": {"kind": "date"}},
    "c5": {"label": "Ý kiến", "code": "c5", "number": "5", "cell": {"kind": "text", "party": "lead"}},
}
ROWS = {
    "r1": {"label": "Tổng số", "kind": "total", "code": "r1", "cell": {"kind": "blocked"}},
    "r2": {"label": "Dự án khác", "kind": "open", "code": "r2", "open": {"max": 6, "numbering": "continue", "given": GIVEN}},
    "r3": {"label": "Thủ tục", "kind": "open", "code": "r3", "open": {"max": 50, "numbering": "continue", "catalogue": "d_tt", "given": BOUND}},
}
QUESTIONS = {
    "q1": {"label": "Ngày họp hội đồng", "cell": {"kind": "date"}},
    "q2": {"label": "Tự nhận xét", "cell": {"kind": "text", "max_length": 500}},
    "q8": {"label": "Ngày thẩm định", "cell": {"kind": "date", "party": "lead"}},
    "q9": {"label": "Ý kiến thẩm định", "cell": {"kind": "text", "party": "lead"}},
}
FORM: dict[str, Any] = {
    "spec": "form/1",
    "id": "f_1",
    "code": "05/DA",
    "title": "DỰ ÁN VÀ THỦ TỤC",
    "sections": {
        "order": ["s1", "s2", "s3"],
        "items": {
            "s1": {"kind": "grid", "title": "", "columns": {"root": list(COLUMNS), "nodes": COLUMNS}, "rows": {"root": list(ROWS), "nodes": ROWS}},
            "s2": {"kind": "fields", "title": "Hỏi thêm", "fields": {"order": list(QUESTIONS), "items": QUESTIONS}},
            "s3": {"kind": "files", "title": "Kèm theo", "files": {"order": ["t1"], "items": {"t1": {"label": "Quyết định", "accept": ["pdf"], "max_mb": 1}}}},
        },
    },
}
DOCUMENTS = [FORM, CATALOGUE, regime_document(["f_1"])]


@contextmanager
def works(folder: Path) -> Iterator[tuple[World, str]]:
    """The store with the form in force, and the address at which it is served."""
    with worlds.world_of(f"sqlite:///{folder / 'store.sqlite3'}", DOCUMENTS) as world, served(world.app) as address:
        yield world, address
