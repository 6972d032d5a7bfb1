"""Tables of collections, submissions and consolidated results.

Numbers never stand in numeric columns: the JSON document is the record, and the vector beside it
(int64 scaled by each slot's decimals, one state byte per slot, slot order of the release) is for sums.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from runtime.store.base import Base, Blob, Body, Code, Hash, Id, RegimeRef, State, UnitRef, UserRef
from runtime.store.people import Unit
from runtime.store.templates import Regime

SUBMISSION_STATES = (
    "assigned",
    "filling",
    "checked",
    "sent",
    "received",
    "accepted",
    "consolidated",
    "returned",
    "recalled",
    "excluded",
)
_Period = String(20)


class Collection(Base):
    """One round of one period of a regime: what is asked for, from when to when.

    ``cutoff`` is the last day of the data; ``closes`` is the moment after which nothing is sent any more
    (None = late reports are taken).
    """

    __tablename__ = "collection"
    __table_args__ = (UniqueConstraint("regime_id", "period", "round"),)

    id: Mapped[Id]
    regime_id: Mapped[RegimeRef]
    period: Mapped[str] = mapped_column(_Period)
    round: Mapped[str] = mapped_column(String(64))
    release_hash: Mapped[str] = mapped_column(ForeignKey("release.hash"))
    opens: Mapped[date]
    cutoff: Mapped[date]
    closes: Mapped[datetime | None]
    created_at: Mapped[datetime]
    created_by: Mapped[UserRef | None]

    regime: Mapped[Regime] = relationship()


class Submission(Base):
    """What one unit owes to one collection. ``version`` counts saves (If-Match), ``revision`` re-openings."""

    __tablename__ = "submission"
    __table_args__ = (
        UniqueConstraint("collection_id", "unit_id"),
        CheckConstraint(f"state IN ({', '.join(repr(s) for s in SUBMISSION_STATES)})", name="state"),
        Index("ix_submission_regime_period", "regime_id", "period", "state"),
    )

    id: Mapped[Id]
    collection_id: Mapped[str] = mapped_column(ForeignKey("collection.id"))
    regime_id: Mapped[RegimeRef]
    period: Mapped[str] = mapped_column(_Period)
    round: Mapped[str] = mapped_column(String(64))
    unit_id: Mapped[UnitRef] = mapped_column(index=True)
    release_hash: Mapped[str] = mapped_column(ForeignKey("release.hash"))
    state: Mapped[State] = mapped_column(default="assigned")
    due: Mapped[date]
    version: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=1)
    #: SHA-256 over the documents of all forms; what checking, sending and accepting refer to.
    content_hash: Mapped[Hash] = mapped_column(default="")
    updated_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    #: An extension past the close of the collection names who gave it.
    extended_until: Mapped[datetime | None]
    extended_by: Mapped[UserRef | None]

    collection: Mapped[Collection] = relationship()
    unit: Mapped[Unit] = relationship()
    regime: Mapped[Regime] = relationship()
    forms: Mapped[list[SubmissionForm]] = relationship(back_populates="submission", cascade="all, delete-orphan")


class SubmissionForm(Base):
    """One filled form of a submission: canonical JSON of ``{key: cell}`` and its vector."""

    __tablename__ = "submission_form"
    __table_args__ = (Index("ix_submission_form_partition", "form_id", "collection_id"),)

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    form_id: Mapped[Code] = mapped_column(primary_key=True)
    collection_id: Mapped[str] = mapped_column(ForeignKey("collection.id"))
    version: Mapped[int] = mapped_column(default=0)
    document: Mapped[Body] = mapped_column(default="{}")
    vector: Mapped[Blob] = mapped_column(default=b"")
    states: Mapped[Blob] = mapped_column(default=b"")

    submission: Mapped[Submission] = relationship(back_populates="forms")


class SentForm(Base):
    """What was sent, kept word for word per revision; never changed."""

    __tablename__ = "sent_form"

    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), primary_key=True)
    revision: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    form_id: Mapped[Code] = mapped_column(primary_key=True)
    document: Mapped[Body]
    sha256: Mapped[Hash]
    at: Mapped[datetime]


class SubmissionEvent(Base):
    """One move of a submission. ``reasons`` is a JSON list ``[{form, cell, text}]``."""

    __tablename__ = "submission_event"

    id: Mapped[Id]
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
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
    revision: Mapped[int] = mapped_column(default=1)


class CellNote(Base):
    """A remark on one cell of a submission, open until resolved."""

    __tablename__ = "cell_note"

    id: Mapped[Id]
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    form_id: Mapped[Code]
    cell: Mapped[str] = mapped_column(String(200))
    text: Mapped[Body]
    by_id: Mapped[UserRef]
    at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[UserRef | None]
    #: What the unit says to it; a remark may be answered without a change of the cell.
    answer: Mapped[Body | None]
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[str | None] = mapped_column(String(64))


class CellChange(Base):
    """History of one cell: JSON before and after (None = key absent)."""

    __tablename__ = "cell_change"
    __table_args__ = (Index("ix_cell_change_cell", "submission_id", "form_id", "cell"),)

    id: Mapped[Id]
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"))
    form_id: Mapped[Code]
    cell: Mapped[str] = mapped_column(String(200))
    before: Mapped[Body | None]
    after: Mapped[Body | None]
    version: Mapped[int]
    by_id: Mapped[UserRef]
    at: Mapped[datetime]
    #: The upper unit that entered it for the reporting unit; None for the unit's own hand.
    behalf_unit_id: Mapped[str | None] = mapped_column(String(64))


class OnBehalf(Base):
    """An upper unit fills a report for its unit, from ``at`` until ``ended_at``. ``used`` once it entered or sent something."""

    __tablename__ = "on_behalf"

    id: Mapped[Id]
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    unit_id: Mapped[UnitRef]
    by_id: Mapped[UserRef]
    role: Mapped[str] = mapped_column(String(20))
    reason: Mapped[Body]
    at: Mapped[datetime]
    revision: Mapped[int]
    used: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UserRef | None]

    unit: Mapped[Unit] = relationship()


class ConsolidationResult(Base):
    """One form consolidated for one unit: values, who is in it, who is missing (JSON lists of unit ids)."""

    __tablename__ = "consolidation_result"
    __table_args__ = (UniqueConstraint("collection_id", "unit_id", "form_id"),)

    id: Mapped[Id]
    collection_id: Mapped[str] = mapped_column(ForeignKey("collection.id"))
    unit_id: Mapped[UnitRef]
    form_id: Mapped[Code]
    document: Mapped[Body]
    vector: Mapped[Blob]
    states: Mapped[Blob]
    #: Per slot how many units gave a number, "-", X, a draft (int64, four rows): one unit can leave again.
    tallies: Mapped[Blob] = mapped_column(default=b"")
    members: Mapped[Body] = mapped_column(default="[]")
    missing: Mapped[Body] = mapped_column(default="[]")
    #: The release whose cells ``document`` has; None for what was stored before this was kept.
    release_hash: Mapped[str | None] = mapped_column(String(64))
    #: What adjustments did to the figures: see :class:`runtime.consolidation.adjustments.Adjusted`.
    adjusted: Mapped[Body] = mapped_column(default="{}", server_default="{}")
    #: The checks of the form that the report fails: a JSON list of ``[severity, sentence vi, sentence en, cells]``.
    failures: Mapped[Body] = mapped_column(default="[]", server_default="[]")
    at: Mapped[datetime]
    by_id: Mapped[UserRef]

    collection: Mapped[Collection] = relationship()


class Adjustment(Base):
    """A figure that the receiver put in place of one that was consolidated, from ``at`` until ``ended_at``.

    ``value`` and ``computed`` are JSON cells: what holds, and what stood there when it was adjusted.
    """

    __tablename__ = "adjustment"

    id: Mapped[Id]
    collection_id: Mapped[str] = mapped_column(ForeignKey("collection.id"), index=True)
    unit_id: Mapped[UnitRef]
    form_id: Mapped[Code]
    cell: Mapped[str] = mapped_column(String(200))
    #: The release whose cell it is.
    release_hash: Mapped[Hash]
    value: Mapped[Body]
    computed: Mapped[Body]
    reason: Mapped[Body]
    by_id: Mapped[UserRef]
    at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[UserRef | None]


class WaitingFile(Base):
    """A stored file that no cell has named yet, and the report it was uploaded for; cleared with the file when nobody comes back to it."""

    __tablename__ = "waiting_file"

    sha256: Mapped[Hash] = mapped_column(ForeignKey("stored_file.sha256", ondelete="CASCADE"), primary_key=True)
    submission_id: Mapped[str] = mapped_column(ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    at: Mapped[datetime]


class StoredFile(Base):
    """An attached file under the SHA-256 of its bytes."""

    __tablename__ = "stored_file"

    sha256: Mapped[Hash] = mapped_column(primary_key=True)
    size: Mapped[int]
    body: Mapped[Blob]
    at: Mapped[datetime]
