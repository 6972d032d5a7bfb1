"""Tables of units in time, people, the roles they hold, and their sessions."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from metadata.text import fold, nfc
from runtime.store.base import Base, Code, GivenId, Id, Name, UnitRef, UserRef

UNIT_KINDS = ("province", "department", "commune", "division")
TIERS = ("province", "commune")
LINK_KINDS = ("merge", "divide", "rename", "move")
ROLES = ("designer", "leader", "approver", "clerk", "head", "receiver", "admin", "auditor")


def _one_of(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(v) for v in values)})"


class Unit(Base):
    """A unit of the administration. Never deleted: it ends on ``valid_to`` and has successors.

    ``sort_key`` puts names in the order of the Vietnamese alphabet; ``search_key`` is the name
    without tone marks, for finding.
    """

    __tablename__ = "unit"
    __table_args__ = (
        CheckConstraint(_one_of("kind", UNIT_KINDS), name="kind"),
        CheckConstraint(_one_of("tier", TIERS), name="tier"),
    )

    id: Mapped[GivenId]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    sort_key: Mapped[str] = mapped_column(String(600), default="")
    search_key: Mapped[str] = mapped_column(String(300), default="", index=True)
    kind: Mapped[str] = mapped_column(String(20))
    tier: Mapped[str] = mapped_column(String(20))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    parents: Mapped[list[UnitParent]] = relationship(
        foreign_keys="UnitParent.unit_id", back_populates="unit", order_by="UnitParent.valid_from"
    )


class UnitParent(Base):
    """Whose child a unit is, from a day to a day (both included; None = open)."""

    __tablename__ = "unit_parent"
    __table_args__ = (Index("ix_unit_parent_span", "parent_id", "valid_from"),)

    id: Mapped[Id]
    unit_id: Mapped[UnitRef] = mapped_column(index=True)
    parent_id: Mapped[UnitRef]
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    unit: Mapped[Unit] = relationship(foreign_keys="UnitParent.unit_id", back_populates="parents")
    parent: Mapped[Unit] = relationship(foreign_keys="UnitParent.parent_id")


class UnitLink(Base):
    """What a unit became: merged into, divided into, renamed to or moved to another one on a day."""

    __tablename__ = "unit_link"
    __table_args__ = (CheckConstraint(_one_of("kind", LINK_KINDS), name="kind"),)

    before_id: Mapped[UnitRef] = mapped_column(primary_key=True)
    after_id: Mapped[UnitRef] = mapped_column(primary_key=True, index=True)
    kind: Mapped[str] = mapped_column(String(20))
    on: Mapped[date] = mapped_column("on_date")


class User(Base):
    """A person with an account. ``unit_id`` is the unit whose administrator keeps the account."""

    __tablename__ = "app_user"

    id: Mapped[Id]
    login: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[Name]
    #: The name without tone marks, for finding; follows the name by itself.
    search_key: Mapped[str] = mapped_column(String(300), default="", index=True)
    unit_id: Mapped[UnitRef] = mapped_column(index=True)
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change: Mapped[bool] = mapped_column(default=True)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    last_login_at: Mapped[datetime | None]
    #: The role holding that this person acted as last; a hint, never a right.
    last_holding_id: Mapped[str | None] = mapped_column(String(64))

    unit: Mapped[Unit] = relationship()
    holdings: Mapped[list[RoleHolding]] = relationship(back_populates="user", order_by="RoleHolding.valid_from")

    @validates("name")
    def _keep_search_key(self, _key: str, name: str) -> str:
        self.search_key = fold(name)[:300]
        return nfc(name)


class RoleHolding(Base):
    """A role that a person holds at a unit, from a day to a day (both included; None = open)."""

    __tablename__ = "role_holding"
    __table_args__ = (CheckConstraint(_one_of("role", ROLES), name="role"),)

    id: Mapped[Id]
    user_id: Mapped[UserRef] = mapped_column(index=True)
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[UnitRef] = mapped_column(index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    user: Mapped[User] = relationship(back_populates="holdings")
    unit: Mapped[Unit] = relationship()


class WebSession(Base):
    """A browser's session. The browser holds a random token, this table only its SHA-256."""

    __tablename__ = "web_session"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str | None] = mapped_column(ForeignKey("app_user.id"), index=True)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime] = mapped_column(index=True)
    ends_at: Mapped[datetime]
    #: Small JSON object: the CSRF token, messages to show once, the role holding acted as.
    data: Mapped[str] = mapped_column(String(4000), default="{}")


class LoginAttempt(Base):
    """Wrong tries per login name as typed (folded), whether such an account exists or not."""

    __tablename__ = "login_attempt"

    login: Mapped[str] = mapped_column(String(64), primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)
    last_at: Mapped[datetime]
    locked_until: Mapped[datetime | None]
