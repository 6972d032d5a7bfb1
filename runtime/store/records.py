"""Tables of what happened: the chained audit record, and answers kept for repeated requests."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from runtime.store.base import Base, Body, Hash


class Audit(Base):
    """One act or refused act. Append-only (a trigger refuses changes); each line carries the hash of the one before."""

    __tablename__ = "audit"

    seq: Mapped[int] = mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    user_id: Mapped[str | None] = mapped_column(String(64), index=True)
    #: Name at the time: people are renamed, the record is not.
    user_name: Mapped[str] = mapped_column(String(300), default="")
    role: Mapped[str] = mapped_column(String(20), default="")
    unit_id: Mapped[str | None] = mapped_column(String(64), index=True)
    action: Mapped[str] = mapped_column(String(60), index=True)
    object_kind: Mapped[str] = mapped_column(String(40), default="")
    object_id: Mapped[str] = mapped_column(String(200), default="", index=True)
    #: ``done`` or ``refused``.
    outcome: Mapped[str] = mapped_column(String(10))
    #: Code of the error catalogue when refused.
    code: Mapped[str] = mapped_column(String(60), default="")
    facts: Mapped[Body] = mapped_column(default="{}")
    #: The id that the answer and the log line carry.
    instance: Mapped[str] = mapped_column(String(64), default="")
    address: Mapped[str] = mapped_column(String(64), default="")
    previous: Mapped[Hash]
    hash: Mapped[Hash] = mapped_column(unique=True)


class Idempotency(Base):
    """The answer to a request that carried an idempotency key, so that a repeat gets the same one."""

    __tablename__ = "idempotency"

    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    user_id: Mapped[str] = mapped_column(ForeignKey("app_user.id"), primary_key=True)
    #: Method and path: a key captured on one object does nothing on another.
    route: Mapped[str] = mapped_column(String(300), primary_key=True)
    request_hash: Mapped[Hash]
    status: Mapped[int]
    response: Mapped[Body]
    at: Mapped[datetime] = mapped_column(index=True)
