"""Tables around a draft: what it was read from, named points, who is there, comments, links, policies; the library of parts."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from runtime.store.base import Base, Blob, Body, Code, Hash, Id, Name, RegimeRef, State, UnitRef, UserRef

PART_KINDS = ("indicator", "dimension", "rows", "columns", "rules")


class ImportSource(Base):
    """A file or a pasted block that forms are being read from, until they are accepted into a draft.

    ``book`` is the JSON of :class:`runtime.workbooks.Book`; ``corrections`` the JSON of what the person said of it and of
    what acceptance left behind.
    """

    __tablename__ = "import_source"

    id: Mapped[Id]
    name: Mapped[Name]
    kind: Mapped[State]
    sha256: Mapped[Hash]
    #: Up to some megabytes, wanted by nobody but who downloads it.
    original: Mapped[Blob] = mapped_column(deferred=True)
    book: Mapped[Body]
    corrections: Mapped[Body] = mapped_column(default="[]")
    unit_id: Mapped[UnitRef] = mapped_column(index=True)
    by_id: Mapped[UserRef]
    #: The draft that took the forms; None until then.
    draft_id: Mapped[str | None] = mapped_column(ForeignKey("draft.id", ondelete="SET NULL"))
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class DraftPoint(Base):
    """A revision of a draft that somebody gave a name, to come back to."""

    __tablename__ = "draft_point"

    id: Mapped[Id]
    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    seq: Mapped[int]
    name: Mapped[Name]
    by_id: Mapped[UserRef]
    at: Mapped[datetime]


class DroppedDraft(Base):
    """A draft that somebody dropped, whole, so that it can be brought back for a while.

    ``kept`` is JSON: the rows that hung on the draft, by table.
    """

    __tablename__ = "dropped_draft"

    id: Mapped[Id]
    regime_id: Mapped[RegimeRef]
    title: Mapped[Name] = mapped_column(default="")
    version: Mapped[int]
    body: Mapped[Body]
    base_hash: Mapped[str | None] = mapped_column(String(64))
    kept: Mapped[Body]
    author_id: Mapped[UserRef]
    created_at: Mapped[datetime]
    by_id: Mapped[UserRef]
    at: Mapped[datetime]


class PackageUpload(Base):
    """A package that somebody is looking at before taking it in; old ones are swept away."""

    __tablename__ = "package_upload"

    id: Mapped[Id]
    name: Mapped[Name]
    original: Mapped[Blob]
    by_id: Mapped[UserRef]
    at: Mapped[datetime]


class DraftPresence(Base):
    """A page that has a draft open: whose, and the place (path of ids) that is selected there. Old rows mean nothing."""

    __tablename__ = "draft_presence"

    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    #: Made by the page when it opens.
    page_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[UserRef]
    place: Mapped[str] = mapped_column(String(300), default="")
    at: Mapped[datetime]


class ReviewComment(Base):
    """A remark on a place of a draft under review; answers name their ``parent_id``."""

    __tablename__ = "review_comment"

    id: Mapped[Id]
    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("review_comment.id", ondelete="CASCADE"))
    #: Form id, and in it a row, column or cell (``row:column``); empty for the whole.
    form: Mapped[str] = mapped_column(String(64), default="")
    place: Mapped[str] = mapped_column(String(200), default="")
    text: Mapped[Body]
    #: What was looked at.
    content_hash: Mapped[Hash]
    by_id: Mapped[UserRef]
    at: Mapped[datetime]
    resolved_by: Mapped[str | None] = mapped_column(ForeignKey("app_user.id"))
    resolved_at: Mapped[datetime | None]


class ReviewLink(Base):
    """A link that shows one draft's review to whoever holds it, without signing in, until it ends."""

    __tablename__ = "review_link"

    #: SHA-256 of the secret in the address; the secret itself is never kept.
    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    draft_id: Mapped[str] = mapped_column(ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    name: Mapped[Name] = mapped_column(default="")
    by_id: Mapped[UserRef]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class ReviewPolicy(Base):
    """Which approvals a class of change needs, as the IT department set it; a class without a row has the strictest."""

    __tablename__ = "review_policy"
    __table_args__ = (CheckConstraint("level BETWEEN 0 AND 3", name="level"),)

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    route: Mapped[str] = mapped_column(String(40))
    by_id: Mapped[UserRef]
    at: Mapped[datetime]


class LibraryPart(Base):
    """One revision of a part that regimes share: an indicator, a list, a tree of rows or columns. Never changed."""

    __tablename__ = "library_part"
    __table_args__ = (
        CheckConstraint(f"kind IN ({', '.join(repr(k) for k in PART_KINDS)})", name="kind"),
        Index("ix_library_part_kind_code", "kind", "code"),
    )

    part_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    rev: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[State]
    code: Mapped[Code]
    name: Mapped[Name]
    body: Mapped[Body]
    sha256: Mapped[Hash]
    #: None for parts that come with the software.
    owner_id: Mapped[str | None] = mapped_column(ForeignKey("unit.id"))
    by_id: Mapped[str | None] = mapped_column(ForeignKey("app_user.id"))
    at: Mapped[datetime]
