"""Load the demo province once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select

from designer.demo.others import open_others, publish_others
from designer.demo.province import ACCOUNTS, PASSWORD, PROVINCE, Account, add_people, add_units
from designer.demo.reports import add_complaint_reports, add_procedure_reports
from designer.demo.successors import add_successors
from designer.demo.templates import add_open_draft, add_waiting_release, loaded, publish_example
from designer.library.starter import load_starter
from runtime import clock
from runtime.store import transaction
from runtime.store.models import Submission, Unit

#: Accounts that the command prints beside the named ones: how every unit's accounts look.
SAMPLES = (
    Account("nhap.11977", "Cán bộ tổng hợp – Xã Tân Hưng", "clerk", "u_11977"),
    Account("ky.11977", "Lãnh đạo – Xã Tân Hưng", "head", "u_11977"),
    Account("nhap.sotuphap", "Cán bộ tổng hợp – Sở Tư pháp", "clerk", "sotuphap"),
    Account("ky.sotuphap", "Lãnh đạo – Sở Tư pháp", "head", "sotuphap"),
)


@dataclass(frozen=True)
class Loaded:
    """What the store holds after loading."""

    units: int
    reports: int
    fresh: bool

    def sentence(self) -> str:
        """One line for the command."""
        done = "Đã nạp tỉnh mẫu Hưng Yên" if self.fresh else "Tỉnh mẫu Hưng Yên đã có sẵn"
        return f"{done}: {self.units} đơn vị, {self.reports} báo cáo."


def load_demo() -> Loaded:
    """Load units, people, templates and reports; does nothing when the regimes are there already."""
    with transaction() as db:
        done = loaded(db)
        start = db.get(Unit, PROVINCE) is None
    if start:
        with transaction() as db:
            add_units(db)
        with transaction() as db:
            add_people(db)
    if not done:
        _load_work()
    with transaction() as db:
        counts = [db.scalar(select(func.count()).select_from(model)) or 0 for model in (Unit, Submission)]
    return Loaded(counts[0], counts[1], fresh=not done)


def _load_work() -> None:
    today = clock.today()
    first = f"{today.year - 1}-Q3" if today.year > 2025 else f"{today.year}-Q1"
    with clock.frozen(datetime(today.year - 1, 8, 4, 2, tzinfo=UTC)):
        publish_example("thanh_tra_2021", "thanhtra", ("thietke", "lanhdao", "pheduyet"), first, "Bộ biểu theo Thông tư 02/2021/TT-TTCP.")
        publish_example("tthc_2020", "vpubnd", ("thietke.vp", "lanhdao.vp", "pheduyet"), first, "Biểu II.06a theo Thông tư 01/2020/TT-VPCP.")
        publish_others(today.year)
    with transaction() as db:
        load_starter(db)
    add_complaint_reports(today)
    add_procedure_reports(today)
    open_others(today)
    add_successors(today, first)
    add_waiting_release()
    add_open_draft()


def accounts() -> tuple[tuple[Account, ...], str]:
    """The accounts to print, with the password they share."""
    return (*ACCOUNTS, *SAMPLES), PASSWORD
