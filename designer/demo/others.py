"""The other example regimes in force, each with the report of the period under way handed to its units.

Nobody has filled them: whoever tries the demo finds a form of every kind to fill.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from designer.demo.reports import open_period
from designer.demo.templates import example_documents, publish_documents
from metadata.documents import Regime
from metadata.documents.regime import read_regime
from metadata.periods import containing, round_under_way, span


@dataclass(frozen=True)
class Issued:
    """An example regime: which, whose, and the end of the accounts' names of that agency."""

    example: str
    owner: str
    short: str
    note: str


ISSUED: Final = (
    Issued("thu_tuc_mot_cua", "vpubnd", "vp", "Biểu II.07b."),
    Issued("ho_can_ngheo_2021", "sonoivu", "noivu", "Biểu rà soát hộ nghèo, hộ cận nghèo."),
    Issued("cham_diem_cchc", "sonoivu", "noivu", "Bảng chấm điểm cải cách hành chính."),
    Issued("ho_tich_2013", "sotuphap", "tuphap", "Biểu 13a/BTP."),
    Issued("danh_sach_2019", "sotuphap", "tuphap", "Mẫu số 01 và 03 về trợ giúp pháp lý."),
    Issued("khcn_2015", "sokhcn", "khcn", "Biểu 02 và 03/CS-KHCN."),
    Issued("giai_ngan", "sotaichinh", "taichinh", "Phụ lục III về giải ngân vốn đầu tư."),
    Issued("ktxh_12_chi_tieu", "sotaichinh", "taichinh", "Biểu chỉ tiêu kinh tế - xã hội."),
)


def publish_others(valid_from_year: int) -> None:
    """Take each through its draft, the leader's desk and the approval."""
    for issued in ISSUED:
        documents = example_documents(issued.example)
        frequency = _regime(documents).frequency
        first = containing(date(valid_from_year, 1, 1), frequency)
        people = (f"thietke.{issued.short}", f"lanhdao.{issued.short}", "pheduyet")
        publish_documents(documents, issued.owner, people, first.id, issued.note)


def open_others(today: date) -> None:
    """Ask every reporting unit for the period under way, in the round that is due next."""
    for issued in ISSUED:
        regime = _regime(example_documents(issued.example))
        period = containing(today, regime.frequency)
        turn = round_under_way(regime, period, today)
        opens = min(span(regime, period, turn)[1] - timedelta(days=20), today - timedelta(days=1))
        open_period(regime.id, f"tonghop.{issued.short}", period, opens, turn)


def _regime(documents: Mapping[str, dict[str, Any]]) -> Regime:
    return read_regime(next(data for data in documents.values() if data["spec"] == "regime/1"))
