"""Units and people of the demo province."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from runtime import clock, units
from runtime.auth.passwords import hash_password
from runtime.store.models import RoleHolding, Unit, User

MERGED: Final = date(2025, 7, 1)
LAST_BEFORE: Final = date(2025, 6, 30)
PROVINCE: Final = "u_33"
FORMER_PROVINCE: Final = "u_34"
PASSWORD: Final = "Hung-Yen-2026"  # noqa: S105 - printed for everybody who tries the demo


@dataclass(frozen=True)
class Account:
    """An account of the demo: who it is and what it can do."""

    login: str
    name: str
    role: str
    unit: str
    must_change: bool = False
    more: tuple[str, ...] = ()


ACCOUNTS: Final = (
    Account("thietke", "Nguyễn Thu Hà", "designer", "thanhtra"),
    Account("lanhdao", "Trần Quốc Bảo", "leader", "thanhtra"),
    Account("tonghop", "Phạm Minh Châu", "receiver", "thanhtra"),
    Account("pheduyet", "Lê Đức Anh", "approver", "sokhcn"),
    Account("quantri", "Vũ Hải Nam", "admin", PROVINCE),
    Account("kiemtra", "Đỗ Thị Lan", "auditor", PROVINCE),
    Account("thietke.vp", "Hoàng Văn Sơn", "designer", "vpubnd"),
    Account("lanhdao.vp", "Bùi Thanh Tùng", "leader", "vpubnd"),
    Account("tonghop.vp", "Ngô Phương Linh", "receiver", "vpubnd"),
    Account("moi", "Đặng Thị Mới", "clerk", "u_11980", must_change=True),
)


#: The agencies of the regimes that nobody has filled yet; each has ``thietke``, ``lanhdao`` and ``tonghop``.
AGENCIES: Final = {"noivu": "sonoivu", "tuphap": "sotuphap", "taichinh": "sotaichinh", "khcn": "sokhcn"}
_DESKS: Final = (("thietke", "Người thiết kế", "designer"), ("lanhdao", "Lãnh đạo", "leader"), ("tonghop", "Người tổng hợp", "receiver"))


def _desks() -> list[Account]:
    names = {agency["id"]: agency["name"] for agency in read_data("agencies.json")["agencies"]}
    return [
        Account(f"{login}.{short}", f"{title} – {names[unit]}", role, unit)
        for short, unit in AGENCIES.items()
        for login, title, role in _DESKS
    ]


def read_data(name: str) -> Any:
    """A data file of ``examples/hung_yen``."""
    return json.loads(resources.files("examples").joinpath("hung_yen", name).read_text(encoding="utf-8"))


def add_units(db: Session) -> None:
    """The province, its agencies and communes, and the communes that were merged into them."""
    data = read_data("units.json")
    start = date(1997, 1, 1)
    units.add_unit(db, code="33", name=data["province"]["name"], kind="province", tier="province", valid_from=start, unit_id=PROVINCE)
    former = units.add_unit(db, code="34", name="Tỉnh Thái Bình", kind="province", tier="province", valid_from=start, unit_id=FORMER_PROVINCE)
    units.end_unit(db, former, LAST_BEFORE, (PROVINCE,))
    for agency in read_data("agencies.json")["agencies"]:
        units.add_unit(
            db, code=agency["code"], name=agency["name"], kind="department", tier="province",
            valid_from=date(2025, 3, 1), parent_id=PROVINCE, unit_id=agency["id"],
        )
    for commune in data["communes"]:
        units.add_unit(
            db, code=commune["code"], name=commune["name"], kind="commune", tier="commune", valid_from=MERGED, parent_id=PROVINCE
        )
    for old in data["former"]:
        _add_former(db, old, start)


def _add_former(db: Session, old: dict[str, Any], start: date) -> None:
    # The new communes took over codes of old ones: the old unit keeps its code with the year it ended.
    parent = PROVINCE if "Hưng Yên" in old["province"] else FORMER_PROVINCE
    unit = units.add_unit(
        db, code=f"{old['code']}-2025", name=f"{old['name']} ({old['district']})", kind="commune", tier="commune",
        valid_from=start, parent_id=parent,
    )
    for span in unit.parents:
        span.valid_to = LAST_BEFORE
    units.end_unit(db, unit, LAST_BEFORE, tuple(units.unit_id_of(code) for code in old["into"]))


def add_people(db: Session) -> None:
    """The named accounts, and two for every agency and commune: ``nhap.<mã>`` fills, ``ky.<mã>`` signs."""
    # One hash for all: a demo may share it, and hundreds of argon2 runs would only make people wait.
    shared = hash_password(PASSWORD)
    for account in (*ACCOUNTS, *_desks()):
        _add_account(db, account, shared)
    today = clock.today()
    for unit in db.scalars(select(Unit).where(Unit.kind.in_(("commune", "department")), Unit.valid_from <= today, Unit.valid_to.is_(None)).order_by(Unit.code)):
        short = account_code(unit)
        _add_account(db, Account(f"nhap.{short}", f"Cán bộ tổng hợp – {unit.name}", "clerk", unit.id), shared)
        _add_account(db, Account(f"ky.{short}", f"Lãnh đạo – {unit.name}", "head", unit.id), shared)


def account_code(unit: Unit) -> str:
    """The part of an account's name that says the unit: the commune's code, the agency's id."""
    return unit.code if unit.kind == "commune" else unit.id


def _add_account(db: Session, account: Account, password_hash: str) -> None:
    user = User(
        login=account.login, name=account.name, unit_id=account.unit, password_hash=password_hash,
        must_change=account.must_change, active=True, created_at=clock.now(),
    )
    db.add(user)
    db.flush()
    for role in (account.role, *account.more):
        db.add(RoleHolding(user_id=user.id, role=role, unit_id=account.unit, valid_from=MERGED))
    db.flush()
