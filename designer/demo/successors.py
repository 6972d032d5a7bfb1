"""Forms that others follow: the complaint forms of 2021 in force at the departments, and a draft with those of 2024.

The draft brings the data conversion of the example, so its page, the effect on stored reports and the year on two sets of forms can be looked at.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from designer.demo.reports import actor, add_finished_complaints, complaints
from designer.demo.templates import example_documents, publish_documents
from designer.drafts import service
from designer.releases import newest
from metadata.periods import containing
from runtime.store import transaction

REGIME: Final = "g_kntc_so"
NAME: Final = "Xử lý đơn của các sở, ngành"
_PEOPLE: Final = ("thietke.vp", "lanhdao.vp", "pheduyet")
_STATES: Final = ("accepted",) * 7 + ("assigned",)


def of_departments(example: str) -> dict[str, dict[str, Any]]:
    """The documents of an example under the regime of the departments."""
    documents = example_documents(example)
    regime = documents.pop("g_kntc")
    made = {**regime, "id": REGIME, "code": "XLD-SN", "name": NAME, "receiver": "vpubnd"}
    made["reporters"] = {**made["reporters"], "kinds": ["department"], "exclude": ["vpubnd"]}
    made["deadlines"] = {"order": ["d2"], "items": {"d2": made["deadlines"]["items"]["d2"]}}
    # The receiver may put a figure in place of a total, with a reason.
    totals = {key: {**data, "adjust": {"allowed": True}} for key, data in documents.items() if data["spec"] == "consolidation/1"}
    return {**documents, **totals, REGIME: made}


def add_successors(today: date, first: str) -> None:
    """The release in force with two finished quarters, and the draft that follows it."""
    publish_documents(of_departments("thanh_tra_2021"), "vpubnd", _PEOPLE, first, "Bộ biểu theo Thông tư 02/2021/TT-TTCP.")
    last = containing(today, "quarter").previous()
    content = complaints()
    for period in (last.previous(), last):
        add_finished_complaints(REGIME, "tonghop.vp", period, today, _STATES, content)
    with transaction() as db:
        release = newest(db, REGIME)
        if release is None:
            raise LookupError(REGIME)
        service.start(db, actor(db, "thietke.vp", "designer"), REGIME, of_departments("thanh_tra_2024"), release.hash, NAME)
