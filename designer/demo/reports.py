"""Reports of the demo: a finished period and one that is under way, in every state."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from designer.demo.figures import complaint_report, procedure_rows
from designer.demo.province import account_code
from metadata.periods import Period, containing, span
from metadata.values import decode
from runtime import clock
from runtime.actor import Actor, actor_for
from runtime.consolidation import running
from runtime.releases import template_of
from runtime.store import transaction
from runtime.store.models import Collection, Regime, Submission, Unit, User
from runtime.submissions import acts
from runtime.submissions.collections import open_collection
from runtime.submissions.filled import Instance
from runtime.submissions.merge import Patch
from runtime.submissions.saving import save

#: The units whose accounts are printed stand where there is something to see.
SHOWN: Final = {"u_11977": "filling", "u_11953": "returned", "sotuphap": "assigned", "soyte": "checked"}

Cells = Mapping[str, Mapping[str, str]]
Rows = Mapping[str, tuple[Instance, ...]]
REASON: Final = "Đã đối chiếu với sổ theo dõi, số liệu đúng."
#: Where a report of the period under way stands, in turn over the units.
STATES: Final = (
    "assigned", "sent", "accepted", "filling", "accepted", "received", "sent", "assigned", "checked", "accepted",
    "returned", "filling", "sent", "assigned", "accepted", "assigned", "recalled", "sent", "received", "assigned",
)


def actor(db: Session, login: str, role: str) -> Actor:
    """The actor for a demo account."""
    user = db.scalar(select(User).where(User.login == login))
    if user is None:
        raise LookupError(login)
    return actor_for(db, user, role=role)


def _at(day: date, hour: int = 9) -> datetime:
    """That hour of the day, but never later than now: a person who works in it comes after the reports that stand there."""
    return min(datetime.combine(day, time(hour), tzinfo=clock.VIETNAM).astimezone(UTC), clock.now() - timedelta(hours=2))


def _later(minutes: int) -> AbstractContextManager[object]:
    """The clock so many minutes on: the steps of a report follow each other, as they do."""
    return clock.frozen(clock.now() + timedelta(minutes=minutes))


def open_period(regime_id: str, receiver: str, period: Period, opens: date, turn: str = "") -> str:
    """Ask all units of a regime for a period, for its first round unless another is named; returns the collection's id."""
    with transaction() as db:
        regime = db.get_one(Regime, regime_id)
        collection = open_collection(db, actor(db, receiver, "receiver"), regime, period.id, turn, opens=opens)
        return collection.id


def _fill(db: Session, submission: Submission, unit: Unit, forms: Cells, rows: Mapping[str, Rows]) -> None:
    clerk = actor(db, f"nhap.{account_code(unit)}", "clerk")
    for form_id, cells in forms.items():
        patch = Patch({key: (decode(value), None) for key, value in cells.items()}, rows.get(form_id, {}))
        save(db, clerk, submission, form_id, 0, patch)


def _reasons(db: Session, submission: Submission) -> dict[str, str]:
    from runtime.submissions.findings import of_submission
    from runtime.submissions.opened import Opened

    return {item.id: REASON for item in of_submission(Opened(db, submission)) if item.severity == "warning"}


def _bring(db: Session, submission: Submission, unit: Unit, state: str, receiver: str) -> None:
    """Move a filled report along to a state, each step by the person whose step it is."""
    if state in ("assigned", "filling"):
        return
    clerk, head = (actor(db, f"{name}.{account_code(unit)}", role) for name, role in (("nhap", "clerk"), ("ky", "head")))
    lead = actor(db, receiver, "receiver")
    acts.check(db, clerk, submission, _reasons(db, submission))
    if state == "checked":
        return
    acts.send(db, head, submission, _reasons(db, submission), submission.content_hash)
    if state == "recalled":
        acts.recall(db, head, submission, "Xin thu hồi để bổ sung một vụ việc phát sinh cuối kỳ.")
    if state in ("received", "accepted", "returned"):
        acts.receive(db, lead, submission)
    if state == "accepted":
        acts.accept(db, lead, submission)
        running.enter(db, lead, submission)
    if state == "returned":
        cells = [
            {"form": "f_01xld", "key": "r1:c8", "text": "Số đơn đã xử lý giảm mạnh so với kỳ trước, đề nghị kiểm tra lại."},
            {"form": "f_02xld", "key": "r1:c13", "text": "Đề nghị tách riêng vụ việc đất đai đã rút đơn."},
        ]
        acts.give_back(db, lead, submission, "Đề nghị rà soát hai ô đã ghi chú rồi gửi lại.", cells)


def _submissions(db: Session, collection_id: str) -> list[tuple[Submission, Unit]]:
    query = select(Submission, Unit).join(Unit, Unit.id == Submission.unit_id)
    return list(db.execute(query.where(Submission.collection_id == collection_id).order_by(Unit.code)))


Content = Callable[[Unit, Period], tuple[Cells, Mapping[str, Rows]]]


def complaints() -> Content:
    """Reports on letters, period after period: what one leaves in hand the next one begins with."""
    left: dict[str, dict[str, int]] = {}

    def content(unit: Unit, period: Period) -> tuple[Cells, Mapping[str, Rows]]:
        size = 12 if unit.kind == "commune" else 30
        cells, left[unit.id] = complaint_report(f"{unit.id} {period.id}", size, left.get(unit.id, {}))
        return cells, {}

    return content


def _run_period(
    collection_id: str, receiver: str, period: Period, states: Sequence[str], content: Content, shown: Mapping[str, str]
) -> None:
    """Fill the reports of a collection and bring each to its state, one transaction a report."""
    with transaction() as db:
        listed = [(submission.id, unit.id) for submission, unit in _submissions(db, collection_id)]
    for index, (submission_id, unit_id) in enumerate(listed):
        state = shown.get(unit_id, states[index % len(states)])
        if state == "assigned":
            continue
        with transaction() as db:
            submission, unit = db.get_one(Submission, submission_id), db.get_one(Unit, unit_id)
            if state == "excluded":
                acts.exclude(db, actor(db, receiver, "receiver"), submission, "Đơn vị đang sắp xếp lại tổ chức, số liệu do đơn vị khác báo cáo thay.")
                continue
            forms, rows = content(unit, period)
            if state == "filling":
                forms = dict(list(forms.items())[: 1 + index % 3])
            _fill(db, submission, unit, forms, rows)
            _bring(db, submission, unit, state, receiver)


def _consolidate(collection_id: str, receiver: str) -> None:
    with transaction() as db:
        running.run(db, actor(db, receiver, "receiver"), db.get_one(Collection, collection_id))


def _regime_span(regime_id: str, period: Period) -> tuple[date, date]:
    from runtime.releases import release_for

    with transaction() as db:
        release = release_for(db, regime_id, period)
        if release is None:
            raise LookupError(regime_id)
        return span(template_of(db, release.hash).regime, period)


def add_complaint_reports(today: date) -> None:
    """KNTC: the quarter before, finished by nearly all units, and the quarter under way."""
    current = containing(today, "quarter")
    finished = ("accepted",) * 11 + ("excluded",) + ("accepted",) * 9 + ("assigned",)
    done = dict.fromkeys(SHOWN, "accepted")
    content = complaints()
    for period, states, shown in ((current.previous(), finished, done), (current, STATES, SHOWN)):
        cutoff = _regime_span("g_kntc", period)[1]
        filled_on = min(cutoff + timedelta(days=2), today)
        opens = min(cutoff - timedelta(days=20), today - timedelta(days=1))
        with clock.frozen(_at(filled_on)):
            collection = open_period("g_kntc", "tonghop", period, opens)
            _run_period(collection, "tonghop", period, states, content, shown)
            if period is not current:
                _consolidate(collection, "tonghop")


def add_finished_complaints(regime_id: str, receiver: str, period: Period, today: date, states: Sequence[str], content: Content) -> None:
    """A quarter of a regime of the complaint forms: filled, brought to these states in turn, consolidated."""
    cutoff = _regime_span(regime_id, period)[1]
    with clock.frozen(_at(min(cutoff + timedelta(days=2), today))):
        collection = open_period(regime_id, receiver, period, min(cutoff - timedelta(days=20), today - timedelta(days=1)))
        _run_period(collection, receiver, period, states, content, {})
        _consolidate(collection, receiver)


def add_procedure_reports(today: date) -> None:
    """TTHC: one finished quarter and the one under way, whose files in hand are carried over."""
    current = containing(today, "quarter")
    left: dict[str, dict[str, int]] = {}

    def content(unit: Unit, period: Period) -> tuple[Cells, Mapping[str, Rows]]:
        row = "rxalv" if unit.kind == "commune" else "rsolv"
        items = _fields_of(unit)
        cells, left[unit.id] = procedure_rows(f"{unit.id} {period.id}", row, list(items), left.get(unit.id, {}))
        instances = tuple(Instance(item, label, item) for item, label in items.items())
        return {"f_06a": cells}, {"f_06a": {row: instances}}

    plans = ((current.previous(), ("accepted", "accepted", "assigned")), (current, ("assigned", "sent", "assigned", "assigned", "accepted", "assigned")))
    for period, states in plans:
        cutoff = _regime_span("g_tthc", period)[1]
        with clock.frozen(_at(min(cutoff + timedelta(days=1), today))):
            collection = open_period("g_tthc", "tonghop.vp", period, min(cutoff - timedelta(days=20), today - timedelta(days=1)))
            _run_period(collection, "tonghop.vp", period, states, content, {})
            if period is not current:
                _consolidate(collection, "tonghop.vp")


_LABELS: Final[Mapping[str, str]] = {
    "lv01": "Hộ tịch", "lv02": "Chứng thực", "lv03": "Đất đai", "lv04": "Bảo trợ xã hội", "lv05": "Người có công",
    "lv06": "Xây dựng", "lv07": "Đăng ký kinh doanh", "lv08": "Giáo dục và đào tạo",
}


def _fields_of(unit: Unit) -> dict[str, str]:
    rng = Random(unit.id)  # noqa: S311 - which fields a unit handles in the demo
    chosen = sorted(rng.sample(list(_LABELS), rng.randint(2, 4)))
    return {item: _LABELS[item] for item in chosen}
