"""What all tables share: naming of constraints, moments in time, random ids."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Annotated, Any

from sqlalchemy import DateTime, ForeignKey, LargeBinary, MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware moment in UTC. SQLite forgets zones, so it keeps naive UTC and gets the zone back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse naive moments: their zone would be a guess."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the zone back."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def new_id() -> str:
    """A public id that cannot be guessed: 72 random bits, 12 characters of A-Z a-z 0-9 - _."""
    return secrets.token_urlsafe(9)


#: Public id made here.
Id = Annotated[str, mapped_column(String(64), primary_key=True, default=new_id)]
#: Id that comes from a document (regime, form) or from the unit register.
GivenId = Annotated[str, mapped_column(String(64), primary_key=True)]
Name = Annotated[str, mapped_column(String(300))]
Code = Annotated[str, mapped_column(String(64))]
Hash = Annotated[str, mapped_column(String(64))]
State = Annotated[str, mapped_column(String(20))]
#: Canonical JSON or free text of any length.
Body = Annotated[str, mapped_column(Text)]
Blob = Annotated[bytes, mapped_column(LargeBinary)]
UnitRef = Annotated[str, mapped_column(ForeignKey("unit.id"))]
UserRef = Annotated[str, mapped_column(ForeignKey("app_user.id"))]
RegimeRef = Annotated[str, mapped_column(ForeignKey("regime.id"))]


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment}  # noqa: RUF012 - the name SQLAlchemy looks for

    def __repr__(self) -> str:
        key: Any = getattr(self, "id", None) or getattr(self, "seq", "?")
        return f"<{type(self).__name__} {key}>"
