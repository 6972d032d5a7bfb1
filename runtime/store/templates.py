"""Tables of regimes, drafts and releases."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from runtime.store.base import Base, Body, Code, GivenId, Hash, Id, Name, RegimeRef, State, UnitRef, UserRef
from runtime.store.people import Unit

DRAFT_STATES = ("draft", "in_review", "in_approval", "returned", "published")
RELEASE_STATES = ("published", "superseded", "closed")


class Document(Base):
    """A document of the metadata language, kept once under the SHA-256 of its canonical JSON; never changed."""

    __tablename__ = "document"

    sha256: Mapped[Hash] = mapped_column(primary_key=True)
    body: Mapped[Body]


class Regime(Base):
    """A report regime and the lead agency that owns it. ``id`` is the id of its regime document."""

    __tablename__ = "regime"

    id: Mapped[GivenId]
    code: Mapped[Code] = mapped_column(unique=True)
    name: Mapped[Name]
    owner_id: Mapped[UnitRef] = mapped_column(index=True)
    created_at: Mapped[datetime]
    created_by: Mapped[UserRef]

    owner: Mapped[Unit] = relationship()


class Draft(Base):
    """The next release of a regime while it is being drawn.

    ``body`` is canonical JSON ``{document id: document}`` after operation ``version``;
    ``content_hash`` is the SHA-256 of ``body`` and what a review or an approval refers to.
    """

    __tablename__ = "draft"
    __table_args__ = (
        CheckConstraint(f"state IN ({', '.join(repr(s) for s in DRAFT_STATES)})", name="state"),
        Index("ix_draft_regime_state", "regime_id", "state"),
    )

    id: Mapped[Id]
    regime_id: Mapped[RegimeRef]
    title: Mapped[Name] = mapped_column(default="")
    state: Mapped[State] = mapped_column(default="draft")
    version: Mapped[int] = mapped_column(default=0)
    body: Mapped[Body] = mapped_column(default="{}")
    content_hash: Mapped[Hash] = mapped_column(default="")
    #: Hash of the release this draft started from; None for the first.
    base_hash: Mapped[str | None] = mapped_column(String(64))
    author_id: Mapped[UserRef] = mapped_column(index=True)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    regime: Mapped[Regime] = relationship()


class DraftOperation(Base):
    """One typed change of a draft and its inverse: the log behind undo, history and concurrent editing."""

    __tablename__ = "draft_operation"
    __table_args__ = (UniqueConstraint("draft_id", "client_id"),)

    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    #: 1, 2, 3, …; the draft's ``version`` after this operation.
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    operation: Mapped[Body]
    inverse: Mapped[Body]
    #: Made by the browser, so that the same operation sent twice is taken once.
    client_id: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[UserRef]
    at: Mapped[datetime]


class ReviewEvent(Base):
    """One move of a draft through review and approval. ``reasons`` is a JSON list ``[{place, text}]``."""

    __tablename__ = "review_event"

    id: Mapped[Id]
    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    event: Mapped[str] = mapped_column(String(40))
    from_state: Mapped[State]
    to_state: Mapped[State]
    by_id: Mapped[UserRef]
    role: Mapped[str] = mapped_column(String(20))
    unit_id: Mapped[UnitRef]
    at: Mapped[datetime]
    note: Mapped[Body] = mapped_column(default="")
    reasons: Mapped[Body] = mapped_column(default="[]")
    content_hash: Mapped[Hash] = mapped_column(default="")


class Release(Base):
    """A published template, frozen: ``body`` and ``hash`` never change (a trigger refuses it).

    ``body`` is canonical JSON of the release document; the documents it names stand in :class:`Document`.
    """

    __tablename__ = "release"
    __table_args__ = (
        UniqueConstraint("regime_id", "no"),
        CheckConstraint(f"state IN ({', '.join(repr(s) for s in RELEASE_STATES)})", name="state"),
    )

    id: Mapped[Id]
    regime_id: Mapped[RegimeRef] = mapped_column(index=True)
    no: Mapped[int]
    hash: Mapped[Hash] = mapped_column(unique=True)
    state: Mapped[State] = mapped_column(default="published")
    #: First and last period, such as ``2026-Q1``; the last is None while open.
    valid_from: Mapped[str] = mapped_column(String(20))
    valid_to: Mapped[str | None] = mapped_column(String(20))
    body: Mapped[Body]
    draft_id: Mapped[str | None] = mapped_column(ForeignKey("draft.id"))
    #: 0 look, 1 additive, 2 meaning, 3 destructive.
    change_class: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime]
    published_by: Mapped[UserRef]

    regime: Mapped[Regime] = relationship()
